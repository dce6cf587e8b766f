/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unit_read - products, quotients and powers of unit words: "W/(m K)", "W m-2 K-1", "m²".
 *
 * Read here and not by udunits2, which takes "m^0.5" for 5 and says nothing about "W/m K".
 */
#include "scan.h"
#include "unit_impl.h"

#include <math.h>

enum { MAX_POWER = 20, MAX_NESTING = 20 };

typedef enum { NONE, FOUND, FAILED } outcome; /* FAILED: said so in the diagnostics */

typedef struct {
    cd_arena *arena;
    cd_units *units;
    cd_diags *diags; /* NULL: only a try */
    const cd_value *value;
    bool in_expression;
    int nesting;
} reader;

static outcome fail(const reader *r, size_t from, size_t to, const char *hint, const char *what, const char *word)
{
    if (r->diags)
        cd_diag_add(r->diags, CD_ERROR, cd_value_span(r->value, from, to), hint, "%s \"%s\"", what, word);
    return FAILED;
}

static char *text_of(const reader *r, size_t from, size_t to)
{
    return cd_arena_strn(r->arena, r->value->text + from, to - from);
}

static size_t word_length(const reader *r, size_t at)
{
    return at < r->value->length ? cd_unit_word_length(r->value->text + at, r->value->length - at) : 0;
}

/* --- powers --- */

/* The superscript digit (0 to 9) or sign (10: minus) at byte `at`, -1 when there is none; *next is behind it. */
static int superscript(const cd_value *value, size_t at, size_t *next)
{
    static const char *const signs[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074", "\u2075",
                                        "\u2076", "\u2077", "\u2078", "\u2079", "\u207b"};
    for (int i = 0; i < (int)(sizeof signs / sizeof *signs); i++)
        if (cd_stands_at(value, at, signs[i])) {
            *next = at + strlen(signs[i]);
            return i;
        }
    return -1;
}

/* A digit in the given style at byte `at`, -1 when there is none. */
static int digit_at(const cd_value *value, size_t at, bool raised, size_t *next)
{
    if (raised) {
        int digit = superscript(value, at, next);
        return digit < 10 ? digit : -1;
    }
    *next = at + 1;
    return cd_is_digit(cd_char_at(value, at)) ? cd_char_at(value, at) - '0' : -1;
}

/* Inside an expression "300 K-5 K" and "W m-2 K-1" look alike: a power with a minus must be followed by nothing that
 * goes on with a number or a unit. */
static bool minus_is_ambiguous(const reader *r, size_t after)
{
    size_t next = cd_skip_blanks_at(r->value, after);
    char c = cd_char_at(r->value, next);
    return word_length(r, next) > 0 ? !cd_stands_at(r->value, next, "and") && !cd_stands_at(r->value, next, "or")
                                    : c == '*' || c == '^' || c == '(' || (c == '.' && next == after);
}

/* The digits of a power from byte `at` on, which is behind '^' and sign; *end is behind them. */
static int power_digits(const cd_value *value, size_t at, bool raised, size_t *end)
{
    int power = 0, digit;
    size_t next;
    *end = at;
    while ((digit = digit_at(value, *end, raised, &next)) >= 0) {
        power = power > MAX_POWER ? power : 10 * power + digit;
        *end = next;
    }
    return power;
}

/* The sign of a power at *at, which is moved behind it. */
static int power_sign(const cd_value *value, bool caret, bool *raised, size_t *at)
{
    size_t next;
    *raised = !caret && superscript(value, *at, &next) >= 0;
    if (*raised && superscript(value, *at, &next) == 10) {
        *at = next;
        return -1;
    }
    char c = cd_char_at(value, *at);
    bool minus = !*raised && c == '-' && (caret || cd_is_digit(cd_char_at(value, *at + 1)));
    if (minus || (caret && c == '+'))
        *at += 1;
    return minus ? -1 : 1;
}

/* A power that is no whole number: "^0.5", "^x", "^". */
static outcome fail_power(const reader *r, size_t at, size_t digits)
{
    size_t end = digits;
    for (char c; c = cd_char_at(r->value, end), cd_is_digit(c) || cd_is_letter(c) || c == '.';)
        end++;
    return fail(r, at, end, "a unit takes whole powers only, such as m^2 or s^-1",
                "the power of a unit must be a whole number, not", text_of(r, at, end));
}

/* The power right behind a word or a bracket: "^2", "^-2", "2", "-2", "²". NONE leaves *power alone. */
static outcome read_power(const reader *r, size_t *at, int *power)
{
    bool caret = cd_char_at(r->value, *at) == '^', raised;
    size_t p = *at + caret, end;
    int sign = power_sign(r->value, caret, &raised, &p);
    int digits = power_digits(r->value, p, raised, &end);
    bool fraction = cd_char_at(r->value, end) == '.' && cd_is_digit(cd_char_at(r->value, end + 1));
    if (end == p && !caret)
        return NONE;
    if (r->in_expression && sign < 0 && !caret && !raised && minus_is_ambiguous(r, end))
        return fail(r, *at, end, "write blanks around a minus sign, or ^ before the power of a unit",
                    "neither clearly a power nor a difference:", text_of(r, *at, end));
    if (end == p || (fraction && !raised))
        return fail_power(r, *at, p);
    if (digits == 0 || digits > MAX_POWER)
        return fail(r, *at, end, "a unit takes whole powers from 1 to 20, such as m^2 or s^-1",
                    "the power of a unit cannot be", text_of(r, p, end));
    *power = sign * digits;
    *at = end;
    return FOUND;
}

/* --- products --- */

/* out = out * factor^power. */
static void multiply(cd_unit *out, const cd_unit *factor, int power)
{
    out->dim = cd_dim_times(out->dim, factor->dim, power);
    for (int i = 0; i < power; i++)
        out->scale *= factor->scale;
    for (int i = 0; i > power; i--)
        out->scale /= factor->scale;
    out->offset = 0; /* a scale's zero means nothing in a product: W/degC is W/K */
}

static outcome read_product(reader *r, size_t *at, cd_unit *out);

static outcome unknown_word(const reader *r, size_t at, size_t length, const char *why)
{
    if (!r->diags)
        return FAILED;
    const char *word = text_of(r, at, at + length);
    if (why)
        return fail(r, at, at + length, why, "not a unit here:", word);
    const char *nearest = cd_unit_nearest(word);
    const char *hint = r->in_expression ? "a word right after a number is its unit: write * to multiply"
                                        : "write a unit that udunits2 knows, such as mm, W/(m K) or min";
    if (nearest)
        hint = cd_arena_printf(r->arena, "did you mean \"%s\"?%s", nearest,
                               r->in_expression ? " To multiply, write * behind the number" : "");
    return fail(r, at, at + length, hint, "unrecognized unit", word);
}

static outcome read_group(reader *r, size_t *at, cd_unit *out)
{
    size_t p = *at + 1;
    if (r->nesting >= MAX_NESTING)
        return fail(r, *at, p, "write the unit with fewer brackets", "too many brackets inside each other at", "(");
    r->nesting++;
    outcome inside = read_product(r, &p, out);
    r->nesting--;
    if (inside == FAILED)
        return FAILED;
    p = cd_skip_blanks_at(r->value, p);
    if (inside == NONE || cd_char_at(r->value, p) != ')')
        return fail(r, *at, p + 1, "a bracket in a unit holds units only, as in W/(m K)",
                    inside == NONE ? "a unit is missing after" : "\")\" is missing after", text_of(r, *at, p));
    *at = p + 1;
    return FOUND;
}

/* One word or bracket with its power. */
static outcome read_factor(reader *r, size_t *at, cd_unit *out)
{
    size_t p = *at, length = word_length(r, p);
    const char *why;
    if (cd_char_at(r->value, p) == '(') {
        outcome group = read_group(r, &p, out);
        if (group != FOUND)
            return group;
    } else if (length == 0) {
        return NONE;
    } else if (!cd_unit_word(r->units, r->value->text + p, length, out, &why)) {
        return unknown_word(r, p, length, why);
    } else {
        p += length;
    }
    int power = 1;
    if (read_power(r, &p, &power) == FAILED)
        return FAILED;
    cd_unit base = *out;
    *out = (cd_unit){{{0}}, 1, 0};
    multiply(out, &base, power);
    if (power == 1)
        out->offset = base.offset;
    *at = p;
    return FOUND;
}

/* True when a try at reading the factor at `at` succeeds. */
static bool is_factor(const reader *r, size_t at)
{
    reader quiet = *r;
    quiet.diags = NULL;
    cd_unit unit;
    return read_factor(&quiet, &at, &unit) == FOUND;
}

/* Words of the expression language, and names that are called: "T(coil)". */
static bool is_expression_word(const reader *r, size_t at, size_t length)
{
    static const char *const words[] = {"and", "or", "not"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == length && cd_stands_at(r->value, at, words[i]))
            return true;
    size_t after = cd_skip_blanks_at(r->value, at + length);
    return r->in_expression && cd_char_at(r->value, after) == '(';
}

/* Whether a factor begins at `at`, behind the separator ' ', '.', '*' or '/' (0: at the start). */
static bool begins_factor(const reader *r, size_t at, char separator)
{
    size_t length = word_length(r, at);
    if (length > 0 && is_expression_word(r, at, length))
        return false;
    if (cd_char_at(r->value, at) == '(')
        return !r->in_expression || r->nesting > 0 || (separator == '/' && is_factor(r, at));
    cd_unit unit;
    if (length > 0 && r->in_expression && separator == '/' && r->nesting == 0)
        return cd_unit_word(r->units, r->value->text + at, length, &unit, NULL);
    return length > 0;
}

/* The separator at `at` when a factor follows it (then *next is where), else 0. */
static char separator_at(const reader *r, size_t at, size_t *next)
{
    size_t p = cd_skip_blanks_at(r->value, at);
    char c = cd_char_at(r->value, p), separator = p > at ? ' ' : '\0';
    size_t width = 0;
    if (c == '/' || c == '.' || (c == '*' && (!r->in_expression || r->nesting > 0)))
        separator = c, width = 1;
    else if (cd_stands_at(r->value, p, "\u00b7"))
        separator = '.', width = strlen("\u00b7");
    else if (cd_stands_at(r->value, p, "\u22c5"))
        separator = '.', width = strlen("\u22c5");
    *next = cd_skip_blanks_at(r->value, p + width);
    return separator && begins_factor(r, *next, separator) ? separator : '\0';
}

/* Parts of "W/m K": the last '/', the end of what stands behind it, and the factor that multiplies although it may be
 * meant to divide. */
typedef struct {
    size_t start, slash, den_end, from, to;
} blank_product;

static void warn_of_blank_product(const reader *r, const blank_product *b)
{
    if (!r->diags)
        return;
    const char *num = text_of(r, b->start, b->slash), *factor = text_of(r, b->from, b->to);
    const char *den = text_of(r, cd_skip_blanks_at(r->value, b->slash + 1), b->den_end);
    cd_diag_add(r->diags, CD_WARNING, cd_value_span(r->value, b->start, b->to),
                cd_arena_printf(r->arena, "write \"%s/(%s %s)\" or \"%s/%s/%s\" if \"%s\" divides", num, den, factor,
                                num, den, factor, factor),
                "\"%s\" is read as (%s/%s) times %s", text_of(r, b->start, b->to), num, den, factor);
}

/* The start of a product: a factor, or the 1 of "1/s", or (not in an expression) nothing before a '/'. */
static outcome read_first(reader *r, size_t *at, cd_unit *out)
{
    size_t next;
    bool one = cd_stands_at(r->value, *at, "1/");
    *out = (cd_unit){{{0}}, 1, 0};
    if (one || (!r->in_expression && cd_char_at(r->value, *at) == '/')) {
        *at += one;
        return separator_at(r, *at, &next) == '/' ? FOUND : NONE;
    }
    return begins_factor(r, *at, '\0') ? read_factor(r, at, out) : NONE;
}

static outcome read_product(reader *r, size_t *at, cd_unit *out)
{
    size_t start = cd_skip_blanks_at(r->value, *at), p = start, next, slash = 0;
    outcome first = read_first(r, &p, out);
    if (first != FOUND)
        return first;
    bool warned = false;
    for (char separator; (separator = separator_at(r, p, &next)) != '\0';) {
        cd_unit factor;
        size_t from = next;
        outcome found = read_factor(r, &next, &factor);
        if (found != FOUND)
            return found;
        if (separator == '/')
            slash = cd_skip_blanks_at(r->value, p);
        else if (separator != '*' && slash > 0 && !warned) {
            warn_of_blank_product(r, &(blank_product){start, slash, p, from, next});
            warned = true;
        }
        multiply(out, &factor, separator == '/' ? -1 : 1);
        p = next;
    }
    *at = p;
    return FOUND;
}

size_t cd_unit_read(cd_arena *arena, cd_units *units, cd_diags *diags, const cd_value *value, size_t from,
                    bool in_expression, cd_unit *out)
{
    reader r = {arena, units, diags, value, in_expression, 0};
    size_t at = cd_skip_blanks_at(value, from);
    size_t start = at;
    cd_unit unit;
    outcome found = read_product(&r, &at, &unit);
    if (found == FOUND && (!cd_dim_fits(unit.dim) || !isfinite(unit.scale) || !(unit.scale > 0)))
        found =
            fail(&r, start, at, "write a unit with smaller powers", "out of range: the unit", text_of(&r, start, at));
    *out = found == FOUND ? unit : (cd_unit){{{0}}, found == FAILED ? NAN : 1, 0};
    return found == FOUND ? at : from;
}
