/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr_value - plain values ("120 mm", "$x", "$( ... )") and ranges of parameters ("1 .. 8 in 4").
 */
#include "expr_impl.h"
#include "scan.h"
#include "unit_impl.h"

#include <math.h>

/* --- plain values --- */

/* Why text follows a plain value, as the hint of its error. */
static const char *trailing_hint(cd_parser *p, bool after_parameter)
{
    if (cd_stands_at(p->value, p->at, ".."))
        return "write a single value; a range \"a .. b\" stands only where a parameter or a study varies";
    if (cd_stands_at(p->value, p->at, ","))
        return "write a single value";
    if (after_parameter && cd_unit_word_length(p->value->text + p->at, p->value->length - p->at) > 0)
        return "a parameter or $( ) carries its unit already: write it without a further one";
    if (strchr("+-*/^<>", p->value->text[p->at]))
        return cd_arena_printf(p->rd->arena, "write $(%s) for an expression", cd_shown(p, 0, p->value->length));
    return "write one number with its unit, or $( ... ) around an expression";
}

static cd_node *check_end(cd_parser *p, cd_node *node, bool after_parameter)
{
    if (!node || cd_next(p) == '\0')
        return node;
    return cd_fail(p, p->at, p->value->length, trailing_hint(p, after_parameter), "unexpected \"%s\" after \"%s\"",
                   cd_shown(p, p->at, p->value->length), cd_shown(p, 0, p->at));
}

static cd_node *negated(cd_parser *p, cd_node *node)
{
    return node ? cd_node_make(p, CD_OP_NEGATE, 1, &node, 0, node->to) : NULL;
}

/* [-|+] ( number [unit] | $name | $( expression ) ), and nothing behind it. */
static cd_node *parse_plain(cd_parser *p)
{
    bool minus = cd_accept(p, "-"), signed_literal = false;
    if (!minus)
        cd_accept(p, "+");
    char c = cd_next(p);
    cd_node *node;
    if (c == '$')
        node = cd_parse_atom(p);
    else if (cd_number_is_next(p))
        node = cd_parse_literal(p, 0, minus ? -1 : 1, false, &signed_literal);
    else
        return cd_fail(p, 0, p->value->length,
                       "write a number with its unit, $name for a parameter, or $( ... ) around an expression",
                       "\"%s\" is not a number with a unit", cd_shown(p, 0, p->value->length));
    if (minus && !signed_literal)
        node = negated(p, node);
    return check_end(p, node, c == '$');
}

/* A plain value of any dimension; only parameters may occur in it. NULL after an error; `hint` is for a missing one. */
static cd_node *read_plain(cd_parser *p, const char *hint)
{
    if (cd_next(p) == '\0')
        return cd_fail(p, 0, p->value->length, hint, "a value is missing");
    cd_node *node = parse_plain(p);
    if (node && node->type.truth)
        return cd_fail(p, 0, p->value->length, "choose a quantity by it: $( if(condition, a, b) )",
                       "\"%s\" is a condition, not a quantity", cd_shown(p, 0, p->value->length));
    return node;
}

/* The parts of a scope that a constant may use. */
static cd_scope constant_scope(const cd_reading *rd)
{
    return rd->scope ? (cd_scope){.ctx = rd->scope->ctx, .parameter = rd->scope->parameter} : (cd_scope){0};
}

static const char *article(const char *noun)
{
    return strchr("aeiou", noun[0]) ? "an" : "a";
}

static const char *example_hint(cd_arena *arena, const cd_quantity_info *info)
{
    return cd_arena_printf(arena, "write %s %s such as \"%s\"", article(info->name), info->name, info->example);
}

static cd_node *fail_as(cd_parser *p, const cd_node *node, const cd_quantity_info *info)
{
    const char *text = cd_shown(p, 0, p->value->length), *is = cd_type_text(p->rd->arena, node->type);
    const char *hint = example_hint(p->rd->arena, info);
    if (cd_dim_is_number(node->type.dim) && !strchr(text, '$'))
        return cd_fail(p, 0, p->value->length, hint, "\"%s\" needs a unit", text);
    if (cd_dim_quantity(node->type.dim) == CD_N_QUANTITIES)
        return cd_fail(p, 0, p->value->length, hint, "\"%s\" is in %s, but %s %s is wanted", text, is,
                       article(info->name), info->name);
    return cd_fail(p, 0, p->value->length, hint, "\"%s\" is %s %s, but %s %s is wanted", text, article(is), is,
                   article(info->name), info->name);
}

/* Whether a temperature may stand where this kind of it is wanted. */
static bool kind_fits(cd_type type, cd_temp_kind wanted)
{
    return !cd_is_kelvin(type) || type.temp == CD_TEMP_ANY || wanted == CD_TEMP_ANY || type.temp == wanted;
}

bool cd_read_quantity(const cd_reading *rd, const cd_value *value, cd_quantity quantity, double *out)
{
    const cd_scope scope = constant_scope(rd);
    cd_node room;
    cd_parser p = {.rd = rd, .scope = &scope, .value = value, .room = &room};
    const cd_type wanted = cd_type_of(quantity);
    const cd_quantity_info *info = &cd_quantities[quantity];
    const cd_node *node = read_plain(&p, cd_next(&p) == '\0' ? example_hint(rd->arena, info) : NULL);
    if (!node)
        return false;
    if (!cd_dim_equal(node->type.dim, wanted.dim) || !kind_fits(node->type, wanted.temp))
        return fail_as(&p, node, info) != NULL;
    if (quantity == CD_TEMPERATURE && node->number < 0)
        return cd_fail(&p, 0, value->length, "temperatures in K start at zero", "\"%s\" lies below absolute zero",
                       cd_shown(&p, 0, value->length)) != NULL;
    *out = node->number;
    return true;
}

bool cd_read_any_quantity(const cd_reading *rd, const cd_value *value, double *out, cd_type *type)
{
    const cd_scope scope = constant_scope(rd);
    cd_parser p = {.rd = rd, .scope = &scope, .value = value};
    const cd_node *node = read_plain(&p, "write a number with its unit");
    if (!node)
        return false;
    *out = node->number;
    *type = node->type;
    return true;
}

/* --- ranges --- */

/* The byte from `from` on where `token` stands outside brackets, or the length. A letter token is a whole word. */
static size_t find(const cd_value *value, size_t from, const char *token)
{
    int depth = 0;
    bool word = cd_is_letter(token[0]);
    for (size_t i = from; i < value->length; i++) {
        char before = i > 0 ? value->text[i - 1] : ' ', after = cd_char_at(value, i + strlen(token));
        bool inside_word = word && (cd_is_letter(before) || cd_is_letter(after) || before == '$');
        depth += value->text[i] == '(' ? 1 : value->text[i] == ')' ? -1 : 0;
        if (depth == 0 && cd_stands_at(value, i, token) && !inside_word)
            return i;
    }
    return value->length;
}

/* Where the last `word` stands that a count follows: "12 in .. 24 in in 4". */
static size_t find_count(const cd_value *value)
{
    size_t found = value->length;
    for (size_t i = find(value, 0, "in"); i < value->length; i = find(value, i + 2, "in")) {
        char c = cd_char_at(value, cd_skip_blanks_at(value, i + 2));
        if (cd_is_digit(c) || c == '$' || c == '-' || c == '+')
            found = i;
    }
    return found;
}

static bool fail_range(const cd_reading *rd, const cd_value *value, const char *hint, const char *message)
{
    cd_parser p = {.rd = rd, .value = value};
    return cd_fail(&p, 0, value->length, hint, "%s", message) != NULL;
}

/* One number of a range, of the parameter's type. */
static bool read_bound(const cd_reading *rd, const cd_value *value, cd_type type, double *out)
{
    const cd_scope scope = constant_scope(rd);
    cd_parser p = {.rd = rd, .scope = &scope, .value = value};
    const cd_node *node = read_plain(&p, "write a number with its unit");
    if (!node)
        return false;
    *out = node->number;
    if (cd_dim_equal(node->type.dim, type.dim) && kind_fits(node->type, type.temp))
        return true;
    const char *hint = cd_arena_printf(rd->arena, "write it in the unit of the parameter: %s",
                                       cd_dim_is_number(type.dim) ? "none" : cd_dim_unit(rd->arena, type.dim));
    const char *text = cd_shown(&p, 0, value->length), *is = cd_type_text(rd->arena, node->type);
    return cd_fail(&p, 0, value->length, hint, "\"%s\" is %s %s, but the parameter is %s %s", text, article(is), is,
                   article(cd_type_text(rd->arena, type)), cd_type_text(rd->arena, type)) != NULL;
}

enum { MOST_VALUES = 1000000 };

static bool read_count(const cd_reading *rd, const cd_value *value, int *count)
{
    double number;
    if (!read_bound(rd, value, cd_type_of(CD_NUMBER), &number))
        return false;
    if (number != floor(number) || number < 2 || number > MOST_VALUES)
        return fail_range(rd, value, "write how many values, such as \"in 12\"",
                          "the count of a range must be a whole number from 2 to 1000000");
    *count = (int)number;
    return true;
}

/* A step of a temperature is a difference. */
static bool read_step(const cd_reading *rd, const cd_value *value, cd_type type, cd_range *out)
{
    type.temp = cd_is_kelvin(type) ? CD_TEMP_DIFFERENCE : type.temp;
    if (!read_bound(rd, value, type, &out->step))
        return false;
    if (!(out->step > 0))
        return fail_range(rd, value, "write a step above zero", "the step of a range must be positive");
    if (out->step > out->to - out->from)
        return fail_range(rd, value, "write a smaller step", "the step is larger than the range");
    if ((out->to - out->from) / out->step > MOST_VALUES)
        return fail_range(rd, value, "write a larger step", "the range has more than 1000000 values");
    return true;
}

static bool read_bounds(const cd_reading *rd, const cd_value *from, const cd_value *to, cd_type type, cd_range *out)
{
    bool read = read_bound(rd, from, type, &out->from);
    return read_bound(rd, to, type, &out->to) && read;
}

static bool check_range(const cd_reading *rd, const cd_value *value, const cd_range *range)
{
    if (!(range->from < range->to))
        return fail_range(rd, value, "write the smaller value first", "the range does not rise from its first value");
    if (range->log && !(range->from > 0))
        return fail_range(rd, value, "write a first value above zero",
                          "a logarithmic range must be positive from end to end");
    return true;
}

/* Where the parts of a range stand in its text; a part that is missing stands at the end. */
typedef struct {
    size_t dots, bounds_end; /* of "..", and the end of the second bound */
    size_t step, count;      /* of the words "step" and "in" */
    size_t count_end;        /* of the count itself */
    bool log;                /* the word "log" stands right before "in", or ends the range */
    bool stray_log;          /* or elsewhere */
} range_parts;

static range_parts split_range(const cd_value *value)
{
    range_parts parts = {.dots = find(value, 0, "..")};
    parts.step = find(value, 0, "step");
    parts.count = find_count(value);
    size_t log = find(value, 0, "log"), behind = cd_skip_blanks_at(value, log + strlen("log"));
    bool before = parts.count < value->length && behind == parts.count;
    bool last = log > parts.count && log < value->length && behind == value->length;
    parts.log = before || last;
    parts.stray_log = log < value->length && !parts.log;
    parts.bounds_end = parts.step < parts.count ? parts.step : parts.count;
    parts.bounds_end = before ? log : parts.bounds_end;
    parts.count_end = last ? log : value->length;
    return parts;
}

bool cd_read_range(const cd_reading *rd, const cd_value *value, cd_type type, cd_range *out)
{
    const range_parts parts = split_range(value);
    const bool has_step = parts.step < value->length, has_count = parts.count < value->length;
    *out = (cd_range){.log = parts.log};
    if (parts.dots >= parts.bounds_end)
        return fail_range(rd, value, "write \"a .. b\", \"a .. b step c\", \"a .. b in 12\" or \"a .. b log in 12\"",
                          "a range needs two values with \"..\" between them");
    if (parts.stray_log)
        return fail_range(rd, value, "write \"a .. b log in 12\"", "the word \"log\" belongs right before \"in\"");
    if (has_step && has_count)
        return fail_range(rd, value, "write either \"step c\" or \"in 12\"",
                          "a range takes a step, a count or neither");
    const cd_value from = cd_value_cut(value, 0, parts.dots);
    const cd_value to = cd_value_cut(value, parts.dots + 2, parts.bounds_end);
    const cd_value step = cd_value_cut(value, parts.step + strlen("step"), value->length);
    const cd_value count = cd_value_cut(value, parts.count + strlen("in"), parts.count_end);
    if (!read_bounds(rd, &from, &to, type, out) || !check_range(rd, value, out))
        return false;
    return (!has_step || read_step(rd, &step, type, out)) && (!has_count || read_count(rd, &count, &out->count));
}
