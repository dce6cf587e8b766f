/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr_lex - tokens of the expression language, and the words for what is no token of it.
 */
#include "expr_impl.h"
#include "scan.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

cd_node *cd_fail(cd_parser *p, size_t from, size_t to, const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = cd_arena_vprintf(p->rd->arena, format, args);
    va_end(args);
    cd_diag_add(p->rd->diags, CD_ERROR, cd_value_span(p->value, from, to), hint, "%s", message);
    return NULL;
}

const char *cd_shown(cd_parser *p, size_t from, size_t to)
{
    enum { LONGEST = 60, SHOWN = 25 };
    const cd_value part = cd_value_cut(p->value, from, to);
    if (part.length <= LONGEST)
        return cd_arena_strn(p->rd->arena, part.text ? part.text : "", part.length);
    size_t head = SHOWN, tail = part.length - SHOWN; /* cut between characters, not inside one */
    while (head > 0 && ((unsigned char)part.text[head] & 0xc0) == 0x80)
        head--;
    while (tail < part.length && ((unsigned char)part.text[tail] & 0xc0) == 0x80)
        tail++;
    return cd_arena_printf(p->rd->arena, "%.*s ... %.*s", (int)head, part.text, (int)(part.length - tail),
                           part.text + tail);
}

char cd_next(cd_parser *p)
{
    p->at = cd_skip_blanks_at(p->value, p->at);
    return cd_char_at(p->value, p->at);
}

bool cd_accept(cd_parser *p, const char *token)
{
    static const char *const longer[] = {"<=", ">=", "**", "<>", "=="};
    cd_next(p);
    if (!cd_stands_at(p->value, p->at, token))
        return false;
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++)
        if (strlen(longer[i]) > strlen(token) && cd_stands_at(p->value, p->at, longer[i]))
            return false;
    p->at += strlen(token);
    return true;
}

size_t cd_name_length(cd_parser *p)
{
    size_t n = 0;
    if (cd_is_letter(cd_next(p)))
        while (cd_is_letter(cd_char_at(p->value, p->at + n)) || cd_is_digit(cd_char_at(p->value, p->at + n)))
            n++;
    return n;
}

bool cd_accept_word(cd_parser *p, const char *word)
{
    size_t n = cd_name_length(p);
    if (n != strlen(word) || !cd_stands_at(p->value, p->at, word))
        return false;
    p->at += n;
    return true;
}

bool cd_number_is_next(cd_parser *p)
{
    char c = cd_next(p);
    return cd_is_digit(c) || (c == '.' && cd_is_digit(cd_char_at(p->value, p->at + 1)));
}

/* --- numbers --- */

static size_t skip_digits(const cd_parser *p, size_t i)
{
    while (cd_is_digit(cd_char_at(p->value, i)))
        i++;
    return i;
}

/* The end of the run of letters, digits and points at i: what a reader sees as one word. */
static size_t run_end(const cd_parser *p, size_t i)
{
    for (;; i++) {
        char c = cd_char_at(p->value, i);
        bool range = c == '.' && cd_char_at(p->value, i + 1) == '.';
        if (range || !(cd_is_digit(c) || cd_is_letter(c) || c == '.'))
            return i;
    }
}

/* What is wrong with a number whose digits end at `end`, or NULL; *hint says how to write it. */
static const char *number_fault(cd_parser *p, size_t from, size_t end, const char **hint)
{
    char c = cd_char_at(p->value, end), after = cd_char_at(p->value, end + 1);
    if (c == '.' && cd_is_digit(after)) {
        *hint = "write a number with one decimal point, such as 1.5";
        return "has two decimal points";
    }
    if (c == '.' && after != '.') {
        *hint = "write a digit behind the point, or leave the point out";
        return "has no digit behind its decimal point";
    }
    if ((c == 'x' || c == 'X') && end - from == 1 && p->value->text[from] == '0') {
        *hint = "write a decimal number, such as 16";
        return "is not a decimal number";
    }
    if (c == ',' && cd_is_digit(after) && !p->in_call) {
        *hint = cd_arena_printf(p->rd->arena, "write %s.%s", cd_shown(p, from, end),
                                cd_shown(p, end + 1, skip_digits(p, end + 1)));
        return "has a comma for its decimal point";
    }
    if ((c == '_' || c == '\'') && cd_is_digit(after)) {
        *hint = "write the digits without anything between them, or a power of ten such as 1e6";
        return "has its digits grouped";
    }
    return NULL;
}

/* Moves *end over an exponent. False when its digits are missing; an 'e' before a letter begins a unit ("2eV"). */
static bool scan_exponent(const cd_parser *p, size_t *end)
{
    char e = cd_char_at(p->value, *end);
    if (e != 'e' && e != 'E')
        return true;
    size_t digits = *end + 1;
    char c = cd_char_at(p->value, digits);
    if (cd_is_letter(c))
        return true;
    digits += c == '+' || c == '-';
    if (!cd_is_digit(cd_char_at(p->value, digits)))
        return false;
    *end = skip_digits(p, digits);
    return true;
}

/* A number of up to 15 digits times or over a power of ten up to 10^22: a double holds both exactly, so that one
 * rounding gives the nearest double (W. D. Clinger, How to Read Floating Point Numbers Accurately, PLDI 1990), as
 * strtod does. False: it is not such a number. */
static bool to_double_at_once(const char *text, size_t n, double *number)
{
    static const double ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const int most_digits = 15, most_power = sizeof ten / sizeof *ten - 1;
    uint64_t digits = 0;
    int n_digits = 0, power = 0, exponent = 0;
    bool point = false;
    size_t i = 0;
    for (; i < n && text[i] != 'e' && text[i] != 'E'; i++) {
        if (text[i] == '.') {
            point = true;
            continue;
        }
        digits = 10 * digits + (uint64_t)(text[i] - '0');
        n_digits += digits > 0;
        power -= point;
        if (n_digits > most_digits)
            return false;
    }
    const bool minus = i + 1 < n && text[i + 1] == '-', is_signed = minus || (i + 1 < n && text[i + 1] == '+');
    for (i += 1 + is_signed; i < n && exponent < 100; i++)
        exponent = 10 * exponent + (text[i] - '0');
    power += minus ? -exponent : exponent;
    if (FLT_EVAL_METHOD != 0 || i < n || power < -most_power || power > most_power)
        return false;
    *number = power < 0 ? (double)digits / ten[-power] : (double)digits * ten[power];
    return true;
}

/* strtod with a decimal point whatever the locale of the host program is. */
static double to_double(cd_parser *p, size_t from, size_t end)
{
    char short_text[32];
    const size_t n = end - from;
    double at_once;
    if (to_double_at_once(p->value->text + from, n, &at_once))
        return at_once;
    const bool is_short = n < sizeof short_text;
    char *text = is_short ? short_text : cd_arena_strn(p->rd->arena, p->value->text + from, n);
    if (is_short) {
        memcpy(short_text, p->value->text + from, n);
        short_text[n] = '\0';
    }
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c_locale)
        return NAN;
    double number = strtod_l(text, NULL, c_locale);
    freelocale(c_locale);
    return number;
}

static bool has_nonzero_digit(const cd_parser *p, size_t from, size_t end)
{
    for (size_t i = from; i < end && p->value->text[i] != 'e' && p->value->text[i] != 'E'; i++)
        if (p->value->text[i] >= '1' && p->value->text[i] <= '9')
            return true;
    return false;
}

bool cd_scan_number(cd_parser *p, double *number)
{
    size_t from = p->at, end = skip_digits(p, from);
    if (cd_char_at(p->value, end) == '.' && cd_is_digit(cd_char_at(p->value, end + 1)))
        end = skip_digits(p, end + 1);
    const char *hint = "write the exponent with its digits, such as 1e-3", *fault = "has an exponent without digits";
    if (scan_exponent(p, &end))
        fault = number_fault(p, from, end, &hint);
    if (fault) {
        char c = cd_char_at(p->value, end);
        size_t shown = c == ',' || c == '\'' ? skip_digits(p, end + 1) : run_end(p, end);
        return cd_fail(p, from, shown, hint, "the number \"%s\" %s", cd_shown(p, from, shown), fault) != NULL;
    }
    *number = to_double(p, from, end);
    if (!isfinite(*number) || (*number == 0 && has_nonzero_digit(p, from, end)))
        return cd_fail(p, from, end, "write a number between 1e-300 and 1e300", "the number \"%s\" is too %s",
                       cd_shown(p, from, end), *number == 0 ? "small" : "large") != NULL;
    p->at = end;
    return true;
}

/* --- what does not belong --- */

typedef struct {
    const char *token, *hint;
} foreign_token;

static const foreign_token foreign[] = {
    {"..", "write a single value; a range \"a .. b\" stands only where a parameter or a study varies"},
    {"==", "computed numbers are never exactly equal: write <, <=, > or >="},
    {"!=", "computed numbers are never exactly equal: write <, <=, > or >="},
    {"<>", "computed numbers are never exactly equal: write <, <=, > or >="},
    {"=", "write <, <=, > or >= to compare"},
    {"&&", "write \"and\""},
    {"&", "write \"and\""},
    {"||", "write \"or\""},
    {"|", "write \"or\", or abs(x) for the absolute value"},
    {"!", "write \"not\""},
    {"**", "write ^ for a power"},
    {"<", "write \"a < b and b < c\" for two comparisons"},
    {">", "write \"a > b and b > c\" for two comparisons"},
    {"\u2264", "write <="},
    {"\u2265", "write >="},
    {"\u2212", "write the plain sign -"},
    {"\u2013", "write the plain sign -"},
    {"\u00d7", "write * to multiply"},
    {"\u00b7", "write * to multiply"},
    {"\u00f7", "write / to divide"},
    {"\u00b2", "write ^2 after a bracket or a name"},
    {"\u00b3", "write ^3 after a bracket or a name"},
    {"\"", "write names without quotes"},
    {"[", "write ( ) for brackets"},
    {"]", "write ( ) for brackets"},
    {"{", "write ( ) for brackets"},
    {"}", "write ( ) for brackets"},
    {"?", "write if(condition, a, b)"},
    {"%", "% is a unit and belongs right after a number"},
    {",", "write numbers with a decimal point, and commas only between the arguments of a function"},
    {")", "remove it, or open it with ("},
};

/* Bytes of the character at i. */
static size_t character_length(const cd_parser *p, size_t i)
{
    size_t n = 1;
    while (((unsigned char)cd_char_at(p->value, i + n) & 0xc0) == 0x80)
        n++;
    return n;
}

cd_node *cd_unexpected(cd_parser *p, const char *wanted)
{
    const char *hint = cd_arena_printf(p->rd->arena, "%s is wanted here", wanted);
    if (cd_next(p) == '\0')
        return cd_fail(p, p->value->length ? p->value->length - 1 : 0, p->value->length, hint,
                       "the expression ends too early");
    size_t from = p->at, to = from + character_length(p, from);
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (cd_stands_at(p->value, from, foreign[i].token))
            return cd_fail(p, from, from + strlen(foreign[i].token), foreign[i].hint, "unexpected \"%s\"",
                           foreign[i].token);
    if (cd_name_length(p) > 0)
        to = from + cd_name_length(p);
    else if (cd_number_is_next(p))
        to = run_end(p, from);
    return cd_fail(p, from, to, hint, "unexpected \"%s\"", cd_shown(p, from, to));
}
