/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr_type - what each operation accepts and yields: dimensions, kinds of temperature, conditions; and the folding of
 * constants.
 *
 * A temperature is a point on the scale (T(node), a number in degC), a difference, or either (a number in K):
 *   point - point = difference,  point +- difference = point,  any other sum with "either" in it: either.
 * Sums of two points are allowed for the sake of means, but not with a constant in degC, which then is a mistaken
 * difference.
 */
#include "expr_impl.h"
#include "unit_impl.h"

#include <assert.h>
#include <math.h>

/* --- types as texts --- */

cd_type cd_type_of(cd_quantity quantity)
{
    cd_temp_kind temp = quantity == CD_TEMPERATURE              ? CD_TEMP_POINT
                        : quantity == CD_TEMPERATURE_DIFFERENCE ? CD_TEMP_DIFFERENCE
                                                                : CD_TEMP_ANY;
    return (cd_type){cd_quantities[quantity].dim, temp, false};
}

bool cd_is_kelvin(cd_type type)
{
    return !type.truth && cd_dim_equal(type.dim, cd_quantities[CD_TEMPERATURE].dim);
}

static bool is_pure(cd_type type)
{
    return !type.truth && cd_dim_is_number(type.dim);
}

const char *cd_type_text(cd_arena *arena, cd_type type)
{
    if (type.truth)
        return "condition";
    if (cd_is_kelvin(type) && type.temp == CD_TEMP_DIFFERENCE)
        return "temperature difference (K)";
    return cd_dim_text(arena, type.dim);
}

static const char *text_of(cd_parser *p, const cd_node *node)
{
    return cd_shown(p, node->from, node->to);
}

static const char *type_of(cd_parser *p, const cd_node *node)
{
    return cd_type_text(p->rd->arena, node->type);
}

/* --- checks that several rules share --- */

static bool all_numbers(cd_parser *p, const cd_node *node, size_t first)
{
    for (size_t i = first; i < node->n_args; i++)
        if (node->args[i]->type.truth)
            return cd_fail(p, node->args[i]->from, node->args[i]->to, "choose a number by it: if(condition, a, b)",
                           "\"%s\" is a condition, not a number", text_of(p, node->args[i])) != NULL;
    return true;
}

static bool all_conditions(cd_parser *p, const cd_node *node, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!node->args[i]->type.truth)
            return cd_fail(p, node->args[i]->from, node->args[i]->to,
                           "compare it with another: <, <=, > or >=", "\"%s\" is a number, not a condition",
                           text_of(p, node->args[i])) != NULL;
    return true;
}

/* The unit that a bare number next to `other` lacks, as a hint; NULL when it lacks none. */
static const char *missing_unit(cd_parser *p, const cd_node *a, const cd_node *b)
{
    const cd_node *bare = is_pure(a->type) ? a : b, *other = bare == a ? b : a;
    if (!is_pure(bare->type) || bare->op != CD_OP_NUMBER)
        return NULL;
    return cd_arena_printf(p->rd->arena, "give the number its unit: \"%s %s\"", text_of(p, bare),
                           cd_dim_unit(p->rd->arena, other->type.dim));
}

/* args[i] and args[j] must have the same dimension; `verb` and `joint` word the message ("add", "and"). */
static bool same_dim(cd_parser *p, const cd_node *node, size_t i, size_t j, const char *verb, const char *joint)
{
    const cd_node *a = node->args[i], *b = node->args[j];
    if (cd_dim_equal(a->type.dim, b->type.dim))
        return true;
    return cd_fail(p, a->from, b->to, missing_unit(p, a, b), "cannot %s %s %s %s", verb, type_of(p, a), joint,
                   type_of(p, b)) != NULL;
}

/* A constant of kind POINT was written in degC (T() is no constant). */
static bool is_constant_point(const cd_node *node)
{
    return node->constant && cd_is_kelvin(node->type) && node->type.temp == CD_TEMP_POINT;
}

static bool fail_as_difference(cd_parser *p, const cd_node *point)
{
    return cd_fail(p, point->from, point->to, "write a temperature difference in K, such as \"5 K\"",
                   "\"%s\" is a point on the temperature scale, not a difference", text_of(p, point)) != NULL;
}

/* "20 degC" as a factor would silently be 293.15 K. */
static bool no_scale_points(cd_parser *p, const cd_node *node)
{
    for (size_t i = 0; i < node->n_args; i++)
        if (node->args[i]->on_scale)
            return cd_fail(
                       p, node->args[i]->from, node->args[i]->to,
                       cd_arena_printf(p->rd->arena, "write the absolute temperature: %.10g K", node->args[i]->number),
                       "\"%s\" is a point on the temperature scale and cannot be multiplied",
                       text_of(p, node->args[i])) != NULL;
    return true;
}

static bool fits(cd_parser *p, const cd_node *node)
{
    if (cd_dim_fits(node->type.dim))
        return true;
    return cd_fail(p, node->from, node->to, "use smaller powers", "the dimension of \"%s\" is out of range",
                   text_of(p, node)) != NULL;
}

/* --- the rules: each sets node->type --- */

typedef bool type_rule(cd_parser *p, cd_node *node);

static bool rule_negate(cd_parser *p, cd_node *node)
{
    node->type = node->args[0]->type;
    node->type.temp = node->type.temp == CD_TEMP_POINT ? CD_TEMP_ANY : node->type.temp;
    return all_numbers(p, node, 0) && no_scale_points(p, node);
}

static bool rule_add(cd_parser *p, cd_node *node)
{
    const cd_node *a = node->args[0], *b = node->args[1];
    cd_temp_kind ka = a->type.temp, kb = b->type.temp;
    if (!all_numbers(p, node, 0) || !same_dim(p, node, 0, 1, "add", "and"))
        return false;
    if (ka == CD_TEMP_POINT && kb == CD_TEMP_POINT && (is_constant_point(a) || is_constant_point(b)))
        return fail_as_difference(p, is_constant_point(b) ? b : a);
    node->type = a->type;
    if (ka != kb)
        node->type.temp = ka == CD_TEMP_POINT || kb == CD_TEMP_POINT ? CD_TEMP_POINT : CD_TEMP_ANY;
    else if (ka == CD_TEMP_POINT)
        node->type.temp = CD_TEMP_ANY; /* half of a mean */
    return true;
}

static bool rule_subtract(cd_parser *p, cd_node *node)
{
    const cd_node *a = node->args[0], *b = node->args[1];
    cd_temp_kind ka = a->type.temp, kb = b->type.temp;
    if (!all_numbers(p, node, 0) || !same_dim(p, node, 0, 1, "subtract", "and"))
        return false;
    if (ka == CD_TEMP_DIFFERENCE && is_constant_point(b))
        return fail_as_difference(p, b);
    node->type = a->type;
    if (ka == CD_TEMP_POINT && kb == CD_TEMP_POINT)
        node->type.temp = CD_TEMP_DIFFERENCE;
    else if (ka != kb)
        node->type.temp = ka == CD_TEMP_POINT && kb == CD_TEMP_DIFFERENCE ? CD_TEMP_POINT : CD_TEMP_ANY;
    return true;
}

/* A number times a difference is a difference; every other product in K may be anything. */
static bool rule_product(cd_parser *p, cd_node *node)
{
    if (!all_numbers(p, node, 0) || !no_scale_points(p, node))
        return false;
    const cd_type *a = &node->args[0]->type, *b = &node->args[1]->type;
    bool product = node->op == CD_OP_MULTIPLY;
    node->type = (cd_type){cd_dim_times(a->dim, b->dim, product ? 1 : -1), CD_TEMP_ANY, false};
    bool scaled =
        (is_pure(*b) && a->temp == CD_TEMP_DIFFERENCE) || (product && is_pure(*a) && b->temp == CD_TEMP_DIFFERENCE);
    if (scaled && cd_is_kelvin(node->type))
        node->type.temp = CD_TEMP_DIFFERENCE;
    return fits(p, node);
}

/* dim^x with doubled exponents e2: e2 * x must be whole. */
static bool power_dim(cd_dim dim, double x, cd_dim *out)
{
    for (int i = 0; i < CD_N_BASE; i++) {
        double e2 = dim.e2[i] * x;
        if (fabs(e2 - round(e2)) > 1e-9 || fabs(e2) > CD_MAX_EXPONENT2)
            return false;
        out->e2[i] = (int8_t)lround(e2);
    }
    return true;
}

static bool rule_power(cd_parser *p, cd_node *node)
{
    const cd_node *base = node->args[0], *exponent = node->args[1];
    if (!all_numbers(p, node, 0) || !no_scale_points(p, node))
        return false;
    if (!is_pure(exponent->type))
        return cd_fail(p, exponent->from, exponent->to, "divide it by a quantity of its own unit",
                       "an exponent must be a pure number, not a %s", type_of(p, exponent)) != NULL;
    node->type = (cd_type){base->type.dim, CD_TEMP_ANY, false};
    if (is_pure(base->type))
        return true;
    if (!exponent->constant)
        return cd_fail(p, exponent->from, exponent->to, "divide the base by a quantity of its own unit first",
                       "the exponent of a quantity with a unit must be constant") != NULL;
    if (!power_dim(base->type.dim, exponent->number, &node->type.dim))
        return cd_fail(p, node->from, node->to, "divide the base by a quantity of its own unit first",
                       "%s to the power %g has no unit", type_of(p, base), exponent->number) != NULL;
    return true;
}

static bool rule_sqrt(cd_parser *p, cd_node *node)
{
    const cd_node *of = node->args[0];
    node->type = (cd_type){of->type.dim, CD_TEMP_ANY, false};
    if (!all_numbers(p, node, 0) || !no_scale_points(p, node))
        return false;
    if (!power_dim(of->type.dim, 0.5, &node->type.dim))
        return cd_fail(p, node->from, node->to, "divide by a quantity of the same unit first",
                       "the square root of %s has no unit", type_of(p, of)) != NULL;
    return true;
}

/* exp, log, log10, sin, cos */
static bool rule_pure(cd_parser *p, cd_node *node)
{
    const cd_node *of = node->args[0];
    if (!all_numbers(p, node, 0))
        return false;
    node->type = cd_type_of(CD_NUMBER);
    if (is_pure(of->type))
        return true;
    const char *unit = cd_dim_unit(p->rd->arena, of->type.dim);
    return cd_fail(p, of->from, of->to,
                   cd_arena_printf(p->rd->arena, "divide it by its unit: (%s) / (1 %s)", text_of(p, of), unit),
                   "the argument must be a pure number, not a %s", type_of(p, of)) != NULL;
}

static bool rule_abs(cd_parser *p, cd_node *node)
{
    node->type = node->args[0]->type;
    return all_numbers(p, node, 0);
}

/* Gives node the type that the arguments from `first` on share. */
static bool common_type(cd_parser *p, cd_node *node, size_t first, const char *verb, const char *joint)
{
    if (!all_numbers(p, node, first))
        return false;
    const cd_node *a = node->args[first]; /* decided the kind so far */
    node->type = a->type;
    for (size_t i = first + 1; i < node->n_args; i++) {
        const cd_node *b = node->args[i];
        if (!same_dim(p, node, first, i, verb, joint))
            return false;
        cd_temp_kind seen = node->type.temp, kind = b->type.temp;
        if (seen != kind && seen != CD_TEMP_ANY && kind != CD_TEMP_ANY) {
            const cd_node *point = kind == CD_TEMP_POINT ? b : a;
            if (is_constant_point(point))
                return fail_as_difference(p, point);
            return cd_fail(p, a->from, b->to, "compare temperatures with temperatures, differences with differences",
                           "cannot %s %s %s %s", verb, type_of(p, a), joint, type_of(p, b)) != NULL;
        }
        if (seen == CD_TEMP_ANY) {
            node->type.temp = kind;
            a = b;
        }
    }
    return true;
}

static bool rule_choose(cd_parser *p, cd_node *node)
{
    return common_type(p, node, 0, "choose between", "and");
}

static bool rule_if(cd_parser *p, cd_node *node)
{
    return all_conditions(p, node, 1) && common_type(p, node, 1, "choose between", "and");
}

static bool rule_compare(cd_parser *p, cd_node *node)
{
    if (!common_type(p, node, 0, "compare", "with"))
        return false;
    node->type = (cd_type){{{0}}, CD_TEMP_ANY, true};
    return true;
}

static bool rule_logic(cd_parser *p, cd_node *node)
{
    node->type = (cd_type){{{0}}, CD_TEMP_ANY, true};
    return all_conditions(p, node, node->n_args);
}

static type_rule *const rules[CD_N_OPS] = {
    [CD_OP_NEGATE] = rule_negate,     [CD_OP_ADD] = rule_add,
    [CD_OP_SUBTRACT] = rule_subtract, [CD_OP_MULTIPLY] = rule_product,
    [CD_OP_DIVIDE] = rule_product,    [CD_OP_POWER] = rule_power,
    [CD_OP_SQRT] = rule_sqrt,         [CD_OP_EXP] = rule_pure,
    [CD_OP_LOG] = rule_pure,          [CD_OP_LOG10] = rule_pure,
    [CD_OP_ABS] = rule_abs,           [CD_OP_SIN] = rule_pure,
    [CD_OP_COS] = rule_pure,          [CD_OP_MIN] = rule_choose,
    [CD_OP_MAX] = rule_choose,        [CD_OP_IF] = rule_if,
    [CD_OP_LESS] = rule_compare,      [CD_OP_LESS_EQUAL] = rule_compare,
    [CD_OP_GREATER] = rule_compare,   [CD_OP_GREATER_EQUAL] = rule_compare,
    [CD_OP_AND] = rule_logic,         [CD_OP_OR] = rule_logic,
    [CD_OP_NOT] = rule_logic,
};

/* --- constants --- */

/* Why the operation has no result for its constant arguments, or NULL. */
static const char *domain_fault(const cd_node *node)
{
    const cd_node *a = node->args[0], *b = node->n_args > 1 ? node->args[1] : NULL;
    bool both = b && a->constant && b->constant;
    if (node->op == CD_OP_DIVIDE && b && b->constant && b->number == 0)
        return "divides by zero";
    if (node->op == CD_OP_SQRT && a->constant && a->number < 0)
        return "is the square root of a negative number";
    if ((node->op == CD_OP_LOG || node->op == CD_OP_LOG10) && a->constant && a->number <= 0)
        return "is the logarithm of a number that is not positive";
    if (node->op == CD_OP_POWER && both && a->number == 0 && b->number < 0)
        return "divides by zero";
    if (node->op == CD_OP_POWER && both && a->number < 0 && floor(b->number) != b->number)
        return "is a broken power of a negative number";
    return NULL;
}

/* Computes a number whose arguments are all constant; conditions stay, for their margin. */
static cd_node *fold(cd_parser *p, cd_node *node)
{
    const char *fault = domain_fault(node);
    if (!fault && node->constant && !node->type.truth) {
        node->number = cd_node_eval(node, NULL);
        fault = isfinite(node->number) ? NULL : "is too large for a number";
        node->op = CD_OP_NUMBER;
        node->n_args = 0;
        node->height = 0;
    }
    if (!fault)
        return node;
    return cd_fail(p, node->from, node->to, "check the numbers and parameters in it", "\"%s\" %s", text_of(p, node),
                   fault);
}

cd_node *cd_node_leaf(cd_parser *p, cd_op op, cd_type type, size_t from, size_t to)
{
    cd_node *node = p->room ? p->room : cd_arena_alloc(p->rd->arena, 1, sizeof *node);
    p->room = NULL;
    *node = (cd_node){.op = op, .type = type, .from = from, .to = to, .constant = op == CD_OP_NUMBER};
    return node;
}

cd_node *cd_node_make(cd_parser *p, cd_op op, size_t n_args, cd_node *const *args, size_t from, size_t to)
{
    cd_node *node = cd_node_leaf(p, op, cd_type_of(CD_NUMBER), from, to);
    node->args = cd_arena_grow(p->rd->arena, args, n_args, n_args, sizeof(cd_node *));
    node->n_args = n_args;
    node->constant = true;
    for (size_t i = 0; i < n_args; i++) {
        node->constant = node->constant && args[i]->constant;
        node->height = args[i]->height >= node->height ? args[i]->height + 1 : node->height;
    }
    if (node->height > CD_MAX_HEIGHT)
        return cd_fail(p, from, to, "use parameters for its parts, or several shorter ones",
                       "an expression of more than %d operations in a chain", CD_MAX_HEIGHT);
    assert(rules[op]);
    return rules[op](p, node) ? fold(p, node) : NULL;
}
