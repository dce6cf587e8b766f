/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr_slope - exact derivatives of expressions, by the rules of differentiation on the tree; and the instants at which
 * a condition on the time alone changes.
 */
#include "expr_impl.h"

#include <math.h>

typedef struct {
    const cd_expr_env *env;
    cd_wrt wrt;
} by;

static double slope(const cd_node *node, const by *d);

static double value(const cd_node *node, size_t i, const by *d)
{
    return cd_node_eval(node->args[i], d->env);
}

static double of(const cd_node *node, size_t i, const by *d)
{
    return slope(node->args[i], d);
}

/* a^b: without the logarithm where b is fixed, so that a may be negative or zero. */
static double slope_of_power(const cd_node *node, const by *d)
{
    double a = value(node, 0, d), b = value(node, 1, d), da = of(node, 0, d), db = of(node, 1, d);
    double by_base = da == 0 ? 0 : b * pow(a, b - 1) * da;
    return db == 0 ? by_base : by_base + pow(a, b) * log(a) * db;
}

/* The argument that is the smallest or the largest, the first of equal ones. */
static size_t chosen(const cd_node *node, const by *d)
{
    size_t best = 0;
    double sign = node->op == CD_OP_MIN ? -1 : 1;
    for (size_t i = 1; i < node->n_args; i++)
        if (sign * value(node, i, d) > sign * value(node, best, d))
            best = i;
    return best;
}

static double slope_of_function(const cd_node *node, const by *d)
{
    double a = value(node, 0, d), da = of(node, 0, d);
    switch (node->op) {
    case CD_OP_SQRT:
        return da == 0 ? 0 : da / (2 * sqrt(a));
    case CD_OP_EXP:
        return exp(a) * da;
    case CD_OP_LOG:
        return da / a;
    case CD_OP_LOG10:
        return da / (a * log(10));
    case CD_OP_SIN:
        return cos(a) * da;
    case CD_OP_COS:
        return -sin(a) * da;
    default: /* abs */
        return a < 0 ? -da : da;
    }
}

/* Of the margin of a condition (cd_node_margin). */
static double slope_of_margin(const cd_node *node, const by *d)
{
    switch (node->op) {
    case CD_OP_LESS:
    case CD_OP_LESS_EQUAL:
        return of(node, 1, d) - of(node, 0, d);
    case CD_OP_GREATER:
    case CD_OP_GREATER_EQUAL:
        return of(node, 0, d) - of(node, 1, d);
    case CD_OP_NOT:
        return -of(node, 0, d);
    default: {
        double a = cd_node_margin(node->args[0], d->env), b = cd_node_margin(node->args[1], d->env);
        return of(node, (node->op == CD_OP_AND) == (a < b) ? 0 : 1, d);
    }
    }
}

static double slope(const cd_node *node, const by *d)
{
    double b;
    if (node->type.truth)
        return slope_of_margin(node, d);
    switch (node->op) {
    case CD_OP_NUMBER:
    case CD_OP_TIME:
    case CD_OP_OVER:
        return 0;
    case CD_OP_FREE_T:
        return d->wrt.free_T ? 1 : 0;
    case CD_OP_REF:
        return !d->wrt.free_T && node->ref == CD_REF_T && node->index == d->wrt.node ? 1 : 0;
    case CD_OP_NEGATE:
        return -of(node, 0, d);
    case CD_OP_ADD:
        return of(node, 0, d) + of(node, 1, d);
    case CD_OP_SUBTRACT:
        return of(node, 0, d) - of(node, 1, d);
    case CD_OP_MULTIPLY:
        return of(node, 0, d) * value(node, 1, d) + value(node, 0, d) * of(node, 1, d);
    case CD_OP_DIVIDE:
        b = value(node, 1, d);
        return (of(node, 0, d) - value(node, 0, d) / b * of(node, 1, d)) / b;
    case CD_OP_POWER:
        return slope_of_power(node, d);
    case CD_OP_MIN:
    case CD_OP_MAX:
        return of(node, chosen(node, d), d);
    case CD_OP_IF:
        return of(node, cd_node_margin(node->args[0], d->env) > 0 ? 1 : 2, d);
    default:
        return slope_of_function(node, d);
    }
}

double cd_expr_slope(const cd_expr *expr, const cd_expr_env *env, cd_wrt wrt)
{
    const by d = {env, wrt};
    return slope(expr->root, &d);
}

/* ---- sums ---- */

static bool is_linear(const cd_node *node)
{
    if (node->constant)
        return true;
    switch (node->op) {
    case CD_OP_REF:
        return true;
    case CD_OP_NEGATE:
        return is_linear(node->args[0]);
    case CD_OP_ADD:
    case CD_OP_SUBTRACT:
        return is_linear(node->args[0]) && is_linear(node->args[1]);
    case CD_OP_MULTIPLY:
        return (node->args[0]->constant && is_linear(node->args[1])) ||
               (node->args[1]->constant && is_linear(node->args[0]));
    case CD_OP_DIVIDE:
        return node->args[1]->constant && is_linear(node->args[0]);
    default:
        return false;
    }
}

static const cd_node *in_abs(const cd_expr *expr)
{
    return expr->root->op == CD_OP_ABS ? expr->root->args[0] : expr->root;
}

bool cd_expr_is_linear(const cd_expr *expr, bool *is_abs)
{
    *is_abs = expr->root->op == CD_OP_ABS;
    return !expr->root->type.truth && is_linear(in_abs(expr));
}

double cd_expr_eval_in_abs(const cd_expr *expr, const cd_expr_env *env)
{
    return cd_node_eval(in_abs(expr), env);
}

/* ---- the time alone ---- */

static bool uses_time(const cd_node *node)
{
    bool found = node->op == CD_OP_TIME;
    for (size_t i = 0; i < node->n_args; i++)
        found = found || uses_time(node->args[i]);
    return found;
}

bool cd_expr_uses_time(const cd_expr *expr)
{
    return uses_time(expr->root);
}

static bool known_times(const cd_node *node, double *t_s, size_t max, size_t *n)
{
    if (node->op == CD_OP_AND || node->op == CD_OP_OR || node->op == CD_OP_NOT) {
        bool known = true;
        for (size_t i = 0; i < node->n_args; i++)
            known = known_times(node->args[i], t_s, max, n) && known;
        return known;
    }
    const cd_node *a = node->args[0], *b = node->args[1];
    const cd_node *number = a->op == CD_OP_NUMBER ? a : b, *time = number == a ? b : a;
    if (number->op != CD_OP_NUMBER || time->op != CD_OP_TIME)
        return false;
    if (*n < max)
        t_s[(*n)++] = number->number;
    return true;
}

bool cd_expr_known_times(const cd_expr *condition, double *t_s, size_t max, size_t *n)
{
    *n = 0;
    return known_times(condition->root, t_s, max, n);
}

bool cd_expr_sides(const cd_expr *condition, cd_type *type)
{
    const cd_node *node = condition->root;
    if (!node->type.truth || node->op == CD_OP_AND || node->op == CD_OP_OR || node->op == CD_OP_NOT)
        return false;
    *type = node->args[0]->type;
    return true;
}
