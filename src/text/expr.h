/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr - the expression language: quantities with units, parameters, T(node), and functions over the run.
 *
 *   or      := and { "or" and }
 *   and     := not { "and" not }
 *   not     := { "not" } compare
 *   compare := sum [ ( < | <= | > | >= ) sum ]    (== and != and = are refused with a reason)
 *   sum     := product { ( + | - ) product }
 *   product := unary { ( * | / ) unary }
 *   unary   := { - | + } power
 *   power   := atom [ ^ unary ]
 *   atom    := number [unit] | name | $name | ( or ) | $( or ) | function ( or {, or} )
 *
 * A word right after a number is a unit; `$m` is the parameter m even there. -2^2 = -4, ^ is right associative.
 * Numbers: 12, 1.5, .5, 1e-3; never "1,5", "0x10", "1..2", "nan", "inf". Dimensions are checked when the text is read:
 * every operation, comparison, argument. A temperature in degC is a point on the scale: "20 degC" is 293.15 K; used as
 * a difference (T(a) - T(b) < 5 degC) it is refused. Constant subexpressions that divide by zero or overflow are errors
 * at reading.
 */
#ifndef CD_TEXT_EXPR_H
#define CD_TEXT_EXPR_H

#include "unit.h"

/* What a temperature stands for: a point on the scale, a difference, or either (a number in K). */
typedef enum { CD_TEMP_ANY, CD_TEMP_POINT, CD_TEMP_DIFFERENCE } cd_temp_kind;

typedef struct {
    cd_dim dim;
    cd_temp_kind temp; /* only for the dimension K */
    bool truth;        /* a condition, not a number */
} cd_type;

/* What an expression reads while a run goes on. */
typedef enum {
    CD_REF_T,      /* T(node): K */
    CD_REF_RATE,   /* rate(T(node)): K/s */
    CD_REF_Q,      /* Q(link), Q(cooler.1): W, sign and channels as in profile.csv */
    CD_REF_E,      /* E(link): J since the start, same sign */
    CD_REF_MASS,   /* mass(node): kg */
    CD_REF_MEASURE /* a measure by its bare name: what it is so far */
} cd_ref_kind;

/* Functions that act over the whole run, each with the expression it watches. */
typedef enum { CD_OVER_MAX, CD_OVER_MIN, CD_OVER_MEAN, CD_OVER_END, CD_OVER_TIME } cd_over_kind;

typedef struct cd_expr cd_expr;

typedef struct {
    cd_over_kind kind;
    const cd_expr *of; /* a number, or a condition for CD_OVER_TIME (first time it is true, s) */
} cd_over;

/* Where the names of an expression are looked up. Look-ups that fail add their own diagnostic (with a suggestion) and
 * return false. */
typedef struct cd_scope {
    void *ctx;
    /* A parameter by name: its value (SI) and type. NULL: no parameters here. */
    bool (*parameter)(void *ctx, const cd_value *name, double *value, cd_type *type);
    /* T(node), Q(link), ...: an index that cd_expr_env.ref is given back. NULL: not allowed here. */
    bool (*ref)(void *ctx, cd_ref_kind kind, const cd_value *name, int *index);
    bool time;     /* `t`, time since the start, may be used */
    bool free_T;   /* bare `T` is the temperature at which a property is evaluated */
    bool over_run; /* max_t(..), min_t, mean_t, end, time may be used */
    /* A measure by its bare name: its index and type; false, without a diagnostic, when there is none of that name.
     * NULL: measures have no meaning here. */
    bool (*measure)(void *ctx, const cd_value *name, int *index, cd_type *type);
} cd_scope;

/* All that reading a value needs; made once per file. */
typedef struct {
    cd_arena *arena;
    cd_diags *diags;
    cd_units *units;
    const cd_scope *scope; /* parameters of the case (may be NULL: plain quantities only) */
} cd_reading;

/* The size of the margin of a condition whose sides are equal: the sign says whether it holds. So large that the
 * product with any other margin is not zero, by which CVODES tells that a sign has changed. */
#define CD_MARGIN_EQUAL 1e-100

/* What evaluation needs. `over` holds the results of the functions over the run, in the order of cd_expr_overs. Members
 * that the expression does not use may be NULL. */
typedef struct {
    void *ctx;
    double (*ref)(void *ctx, cd_ref_kind kind, int index);
    double t_s;
    double T_K; /* the free T */
    const double *over;
} cd_expr_env;

/* Reads a whole value as one expression in `scope` (NULL: rd->scope). NULL after adding diagnostics. */
cd_expr *cd_expr_read(const cd_reading *rd, const cd_scope *scope, const cd_value *value);

cd_type cd_expr_type(const cd_expr *expr);
bool cd_expr_is_constant(const cd_expr *expr);
double cd_expr_eval(const cd_expr *expr, const cd_expr_env *env);

/* What a derivative is taken by: the free T, or T(node) of one index. */
typedef struct {
    bool free_T;
    int node;
} cd_wrt;

/* The exact derivative of a number, or of the margin of a condition; of min, max and if that of the side taken. */
double cd_expr_slope(const cd_expr *expr, const cd_expr_env *env, cd_wrt wrt);

/* Whether a number is a sum of references, each times a constant (and of constants), or *in_abs the abs() of such a
 * sum.
 */
bool cd_expr_is_linear(const cd_expr *expr, bool *in_abs);

/* Of an expression that is abs(..) what is inside, of any other its value. */
double cd_expr_eval_in_abs(const cd_expr *expr, const cd_expr_env *env);

/* Whether `t` occurs in it. */
bool cd_expr_uses_time(const cd_expr *expr);

/* The times at which a condition can change that compares nothing but `t` with constants: up to `max` into t_s; *n is
 * how many. False when it looks at anything else. */
bool cd_expr_known_times(const cd_expr *condition, double *t_s, size_t max, size_t *n);

/* The type of the two sides of one plain comparison; false for anything else. */
bool cd_expr_sides(const cd_expr *condition, cd_type *type);

/* For a condition: > 0 exactly when true, continuous where its sides are (a < b gives b - a; and = min, or = max, not =
 * -). */
double cd_expr_margin(const cd_expr *expr, const cd_expr_env *env);

/* The functions over the run that the expression contains (outermost only; they cannot be nested), `*n` of them. */
const cd_over *cd_expr_overs(const cd_expr *expr, size_t *n);

/* Every T(), Q(), ... used, for those who must prepare them. Calls visit(ctx, kind, index) for each, also inside
 * functions over the run. */
void cd_expr_visit_refs(const cd_expr *expr, void (*visit)(void *ctx, cd_ref_kind kind, int index), void *ctx);

/* A plain value: "120 mm", "-3 W", "$x", "$( 2 * $x )". Checks the dimension; adds a diagnostic and returns false when
 * it is not of `quantity`: a number without a unit, a wrong dimension, trailing text ... For CD_TEMPERATURE degC is a
 * point; for CD_TEMPERATURE_DIFFERENCE degC is refused. *out in SI. */
bool cd_read_quantity(const cd_reading *rd, const cd_value *value, cd_quantity quantity, double *out);

/* Like cd_read_quantity, but of any dimension: for parameters. */
bool cd_read_any_quantity(const cd_reading *rd, const cd_value *value, double *out, cd_type *type);

/* "a .. b", "a .. b step c", "a .. b in N", "a .. b log in N" (or "in N log") of one dimension, for the range after a
 * parameter's default (without the brackets). */
typedef struct {
    double from, to;
    double step; /* 0: none */
    int count;   /* 0: none */
    bool log;
} cd_range;
bool cd_read_range(const cd_reading *rd, const cd_value *value, cd_type type, cd_range *out);

#endif
