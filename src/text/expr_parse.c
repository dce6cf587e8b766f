/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr_parse - the grammar of expressions, by recursive descent; one function for each of its lines.
 */
#include "expr_impl.h"
#include "scan.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>

bool cd_nest(cd_parser *p)
{
    if (++p->nesting <= CD_MAX_NESTING)
        return true;
    return cd_fail(p, p->at, p->at + 1, "use parameters for the parts of a long expression",
                   "more than %d brackets and signs inside each other", CD_MAX_NESTING) != NULL;
}

/* left <op> right, both read; NULL when either is missing. */
static cd_node *binary(cd_parser *p, cd_op op, cd_node *left, cd_node *right)
{
    if (!left || !right)
        return NULL;
    return cd_node_make(p, op, 2, (cd_node *[]){left, right}, left->from, right->to);
}

static cd_node *unary(cd_parser *p, cd_op op, size_t from, cd_node *of)
{
    return of ? cd_node_make(p, op, 1, &of, from, of->to) : NULL;
}

/* The smallest temperature is zero; only a number in degC or degF can miss that unseen. */
static cd_node *check_above_zero(cd_parser *p, cd_node *literal)
{
    if (!literal->on_scale || literal->number >= 0)
        return literal;
    return cd_fail(p, literal->from, literal->to, "the absolute zero is -273.15 degC",
                   "\"%s\" lies below absolute zero", cd_shown(p, literal->from, literal->to));
}

/* "2 m ^ 2": is it 2 m^2 or (2 m)^2? */
static bool power_is_clear(cd_parser *p, size_t from, size_t to)
{
    if (cd_next(p) != '^')
        return true;
    const char *text = cd_shown(p, from, to);
    const char *hint =
        cd_arena_printf(p->rd->arena, "write (%s)^ for a power of both, or ^ right after the unit", text);
    return cd_fail(p, p->at, p->at + 1, hint, "a power of the number or of the unit in \"%s\"?", text) != NULL;
}

/* Where T is the temperature it is no tesla: the value up to the next T that stands alone, so that "40 K / T" divides
 * by it. */
static cd_value before_free_T(const cd_parser *p)
{
    cd_value cut = *p->value;
    for (size_t i = p->at; p->scope->free_T && i < cut.length; i++) {
        bool begins = i == 0 || !(isalnum((unsigned char)cut.text[i - 1]) || cut.text[i - 1] == '_');
        bool ends = i + 1 == cut.length || !(isalnum((unsigned char)cut.text[i + 1]) || cut.text[i + 1] == '_');
        if (cut.text[i] == 'T' && begins && ends)
            cut.length = i;
    }
    return cut;
}

cd_node *cd_parse_literal(cd_parser *p, size_t from, int sign, bool in_expression, bool *signed_literal)
{
    size_t digits = p->at;
    double number;
    cd_unit unit;
    if (!cd_scan_number(p, &number))
        return NULL;
    cd_value readable = before_free_T(p);
    size_t end = cd_unit_read(p->rd->arena, p->rd->units, p->rd->diags, &readable, p->at, in_expression, &unit);
    if (isnan(unit.scale))
        return NULL;
    bool has_unit = end != p->at;
    p->at = end;
    if (has_unit && in_expression && !power_is_clear(p, digits, end))
        return NULL;
    cd_type type = {unit.dim, unit.offset != 0 ? CD_TEMP_POINT : CD_TEMP_ANY, false};
    *signed_literal = unit.offset != 0 && sign < 0;
    cd_node *node = cd_node_leaf(p, CD_OP_NUMBER, type, *signed_literal ? from : digits, end);
    node->on_scale = unit.offset != 0;
    node->number = unit.scale * (*signed_literal ? -number : number) + unit.offset;
    if (!isfinite(node->number))
        return cd_fail(p, from, end, "write a number between 1e-300 and 1e300", "\"%s\" is too large in SI units",
                       cd_shown(p, from, end));
    return check_above_zero(p, node);
}

static cd_node *parse_bracket(cd_parser *p, size_t from)
{
    bool in_call = p->in_call;
    p->in_call = false;
    if (!cd_nest(p))
        return NULL;
    cd_node *node = cd_parse_or(p);
    if (node && !cd_accept(p, ")"))
        node = cd_unexpected(p, "an operator or \")\"");
    p->nesting--;
    p->in_call = in_call;
    if (!node)
        return NULL;
    node->from = from;
    node->to = p->at;
    return node;
}

cd_node *cd_parse_atom(cd_parser *p)
{
    cd_next(p);
    size_t from = p->at;
    bool signed_literal;
    if (cd_accept(p, "(") || cd_accept(p, "$("))
        return parse_bracket(p, from);
    if (cd_next(p) == '$')
        return cd_parse_parameter(p);
    if (cd_number_is_next(p))
        return cd_parse_literal(p, from, 1, true, &signed_literal);
    if (cd_name_length(p) > 0)
        return cd_parse_name(p);
    return cd_unexpected(p, "a number, a name or \"(\"");
}

static cd_node *parse_unary(cd_parser *p);

/* What may follow an atom: ^ and its exponent, which binds to the right. */
static cd_node *power_tail(cd_parser *p, cd_node *base)
{
    if (!base || !cd_accept(p, "^"))
        return base;
    return binary(p, CD_OP_POWER, base, parse_unary(p));
}

/* After a minus: "-20 degC" is one number, everything else is negated after its powers. */
static cd_node *parse_negative(cd_parser *p, size_t from)
{
    bool signed_literal = false;
    cd_node *node;
    if (cd_number_is_next(p)) {
        node = power_tail(p, cd_parse_literal(p, from, -1, true, &signed_literal));
    } else {
        node = parse_unary(p);
    }
    return signed_literal ? node : unary(p, CD_OP_NEGATE, from, node);
}

static cd_node *parse_unary(cd_parser *p)
{
    cd_next(p);
    size_t from = p->at;
    bool minus = cd_accept(p, "-");
    if (!minus && !cd_accept(p, "+"))
        return power_tail(p, cd_parse_atom(p));
    if (!cd_nest(p))
        return NULL;
    cd_node *node = minus ? parse_negative(p, from) : parse_unary(p);
    p->nesting--;
    return node;
}

static cd_node *parse_product(cd_parser *p)
{
    cd_node *left = parse_unary(p);
    while (left) {
        if (cd_accept(p, "*"))
            left = binary(p, CD_OP_MULTIPLY, left, parse_unary(p));
        else if (cd_accept(p, "/"))
            left = binary(p, CD_OP_DIVIDE, left, parse_unary(p));
        else
            break;
    }
    return left;
}

static cd_node *parse_sum(cd_parser *p)
{
    cd_node *left = parse_product(p);
    while (left) {
        if (cd_accept(p, "+"))
            left = binary(p, CD_OP_ADD, left, parse_product(p));
        else if (cd_accept(p, "-"))
            left = binary(p, CD_OP_SUBTRACT, left, parse_product(p));
        else
            break;
    }
    return left;
}

static cd_node *parse_compare(cd_parser *p)
{
    static const struct {
        const char *token;
        cd_op op;
    } comparisons[] = {{"<=", CD_OP_LESS_EQUAL}, {">=", CD_OP_GREATER_EQUAL}, {"<", CD_OP_LESS}, {">", CD_OP_GREATER}};
    cd_node *left = parse_sum(p);
    for (size_t i = 0; left && i < sizeof comparisons / sizeof *comparisons; i++)
        if (cd_accept(p, comparisons[i].token))
            return binary(p, comparisons[i].op, left, parse_sum(p));
    return left;
}

static cd_node *parse_not(cd_parser *p)
{
    cd_next(p);
    size_t from = p->at;
    if (!cd_accept_word(p, "not"))
        return parse_compare(p);
    if (!cd_nest(p))
        return NULL;
    cd_node *node = unary(p, CD_OP_NOT, from, parse_not(p));
    p->nesting--;
    return node;
}

static cd_node *parse_and(cd_parser *p)
{
    cd_node *left = parse_not(p);
    while (left && cd_accept_word(p, "and"))
        left = binary(p, CD_OP_AND, left, parse_not(p));
    return left;
}

cd_node *cd_parse_or(cd_parser *p)
{
    cd_node *left = parse_and(p);
    while (left && cd_accept_word(p, "or"))
        left = binary(p, CD_OP_OR, left, parse_and(p));
    return left;
}

cd_expr *cd_expr_read(const cd_reading *rd, const cd_scope *scope, const cd_value *value)
{
    static const cd_scope nothing = {0};
    cd_parser p = {.rd = rd, .scope = scope ? scope : rd->scope ? rd->scope : &nothing, .value = value};
    if (cd_next(&p) == '\0') {
        cd_fail(&p, 0, value->length, "write an expression, such as 2 * 3 mm", "a value is missing");
        return NULL;
    }
    const cd_node *root = cd_parse_or(&p);
    if (root && cd_next(&p) != '\0')
        root = cd_unexpected(&p, "an operator");
    if (!root)
        return NULL;
    cd_expr *expr = cd_arena_alloc(rd->arena, 1, sizeof *expr);
    *expr = (cd_expr){root, p.overs, p.n_overs};
    return expr;
}
