/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr_eval - values and margins of expressions, and what they refer to.
 *
 * The margin of a condition is positive exactly when it is true: a < b gives b - a, and = min, or = max, not = -.
 * Where both sides are equal it is CD_MARGIN_EQUAL with the sign of the answer, so that the rule also holds there;
 * hence the truth of a condition is the sign of its margin.
 */
#include "expr_impl.h"

#include <assert.h>
#include <math.h>

/* Both sides equal: `holds` then decides the sign. Sides that are infinite and equal give no NaN. */
static double difference(double high, double low, bool holds)
{
    if (high == low)
        return holds ? CD_MARGIN_EQUAL : -CD_MARGIN_EQUAL;
    return high - low;
}

/* Smaller and larger of two, NaN when either is: a condition that cannot be decided is not true. */
static double smaller(double a, double b)
{
    return a < b || isnan(a) ? a : b;
}

static double larger(double a, double b)
{
    return a > b || isnan(a) ? a : b;
}

static double arg(const cd_node *node, size_t i, const cd_expr_env *env)
{
    return cd_node_eval(node->args[i], env);
}

double cd_node_margin(const cd_node *node, const cd_expr_env *env)
{
    switch (node->op) {
    case CD_OP_LESS:
        return difference(arg(node, 1, env), arg(node, 0, env), false);
    case CD_OP_LESS_EQUAL:
        return difference(arg(node, 1, env), arg(node, 0, env), true);
    case CD_OP_GREATER:
        return difference(arg(node, 0, env), arg(node, 1, env), false);
    case CD_OP_GREATER_EQUAL:
        return difference(arg(node, 0, env), arg(node, 1, env), true);
    case CD_OP_AND:
        return smaller(cd_node_margin(node->args[0], env), cd_node_margin(node->args[1], env));
    case CD_OP_OR:
        return larger(cd_node_margin(node->args[0], env), cd_node_margin(node->args[1], env));
    case CD_OP_NOT:
        return -cd_node_margin(node->args[0], env);
    default:
        assert(false);
        return NAN; /* a number has no margin */
    }
}

static double smallest(const cd_node *node, const cd_expr_env *env)
{
    double least = arg(node, 0, env);
    for (size_t i = 1; i < node->n_args; i++)
        least = smaller(least, arg(node, i, env));
    return least;
}

static double largest(const cd_node *node, const cd_expr_env *env)
{
    double most = arg(node, 0, env);
    for (size_t i = 1; i < node->n_args; i++)
        most = larger(most, arg(node, i, env));
    return most;
}

static double leaf(const cd_node *node, const cd_expr_env *env)
{
    switch (node->op) {
    case CD_OP_TIME:
        return env->t_s;
    case CD_OP_FREE_T:
        return env->T_K;
    case CD_OP_REF:
        return env->ref(env->ctx, node->ref, node->index);
    case CD_OP_OVER:
        return env->over[node->index];
    default:
        return node->number;
    }
}

static double function(const cd_node *node, const cd_expr_env *env)
{
    switch (node->op) {
    case CD_OP_SQRT:
        return sqrt(arg(node, 0, env));
    case CD_OP_EXP:
        return exp(arg(node, 0, env));
    case CD_OP_LOG:
        return log(arg(node, 0, env));
    case CD_OP_LOG10:
        return log10(arg(node, 0, env));
    case CD_OP_SIN:
        return sin(arg(node, 0, env));
    case CD_OP_COS:
        return cos(arg(node, 0, env));
    case CD_OP_ABS:
        return fabs(arg(node, 0, env));
    case CD_OP_MIN:
        return smallest(node, env);
    case CD_OP_MAX:
        return largest(node, env);
    case CD_OP_IF:
        return cd_node_margin(node->args[0], env) > 0 ? arg(node, 1, env) : arg(node, 2, env);
    default:
        return leaf(node, env);
    }
}

double cd_node_eval(const cd_node *node, const cd_expr_env *env)
{
    if (node->type.truth)
        return cd_node_margin(node, env) > 0 ? 1 : 0;
    switch (node->op) {
    case CD_OP_NUMBER:
        return node->number;
    case CD_OP_NEGATE:
        return -arg(node, 0, env);
    case CD_OP_ADD:
        return arg(node, 0, env) + arg(node, 1, env);
    case CD_OP_SUBTRACT:
        return arg(node, 0, env) - arg(node, 1, env);
    case CD_OP_MULTIPLY:
        return arg(node, 0, env) * arg(node, 1, env);
    case CD_OP_DIVIDE:
        return arg(node, 0, env) / arg(node, 1, env);
    case CD_OP_POWER:
        return pow(arg(node, 0, env), arg(node, 1, env));
    default:
        return function(node, env);
    }
}

cd_type cd_expr_type(const cd_expr *expr)
{
    return expr->root->type;
}

bool cd_expr_is_constant(const cd_expr *expr)
{
    return expr->root->constant;
}

double cd_expr_eval(const cd_expr *expr, const cd_expr_env *env)
{
    return cd_node_eval(expr->root, env);
}

double cd_expr_margin(const cd_expr *expr, const cd_expr_env *env)
{
    assert(expr->root->type.truth);
    return cd_node_margin(expr->root, env);
}

const cd_over *cd_expr_overs(const cd_expr *expr, size_t *n)
{
    *n = expr->n_overs;
    return expr->overs;
}

static void visit(const cd_node *node, void (*call)(void *ctx, cd_ref_kind kind, int index), void *ctx)
{
    if (node->op == CD_OP_REF)
        call(ctx, node->ref, node->index);
    for (size_t i = 0; i < node->n_args; i++)
        visit(node->args[i], call, ctx);
}

void cd_expr_visit_refs(const cd_expr *expr, void (*call)(void *ctx, cd_ref_kind kind, int index), void *ctx)
{
    visit(expr->root, call, ctx);
}
