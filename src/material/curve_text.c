/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * curve_text - see curve_text.h. A table is the cubic of pchip.h through (ln T, ln y).
 */
#include "curve_text.h"
#include "points.h"

#include <ctype.h>
#include <math.h>

static bool add_error(const cd_reading *rd, const cd_value *value, const char *hint, const char *message)
{
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), hint, "%s", message);
    return false;
}

/* A source that failed: which temperature it was. */
static const cd_curve *checked(const cd_reading *rd, const cd_value *value, cd_quantity quantity,
                               cd_curve_source source, const void *ctx)
{
    double T_bad_K;
    const cd_curve *curve = cd_curve_new(rd->arena, source, ctx, true, NULL, &T_bad_K);
    if (!curve) {
        double y = source(ctx, T_bad_K);
        const char *hint = cd_arena_printf(
            rd->arena, "it must be positive and finite from %g K to %g K, for a table also beyond its ends",
            CD_CURVE_T_MIN_K, CD_CURVE_T_MAX_K);
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), hint, "%s is %.4g %s at %.4g K",
                    cd_quantities[quantity].name, y, cd_quantities[quantity].si_unit, T_bad_K);
    }
    return curve;
}

/* --- constants --- */

static double constant_y(const void *ctx, double T_K)
{
    (void)T_K;
    return *(const double *)ctx;
}

static const cd_curve *constant_curve(const cd_reading *rd, const cd_value *value, cd_quantity quantity, double y)
{
    double T_bad_K;
    if (y >= 0)
        return cd_curve_new(rd->arena, constant_y, &y, false, NULL, &T_bad_K);
    add_error(rd, value, NULL, cd_arena_printf(rd->arena, "%s must not be negative", cd_quantities[quantity].name));
    return NULL;
}

/* --- formulas --- */

static double formula_y(const void *ctx, double T_K)
{
    const cd_expr_env env = {.T_K = T_K};
    return cd_expr_eval(ctx, &env);
}

/* Does the value begin with "$(" and end with the parenthesis that closes it? Something behind it is an error. */
static bool is_formula(const cd_value *value)
{
    return value->length >= 2 && value->text[0] == '$' && value->text[1] == '(';
}

static bool ends_with_its_parenthesis(const cd_value *value)
{
    int depth = 0;
    for (size_t i = 1; i < value->length; i++) {
        depth += value->text[i] == '(' ? 1 : value->text[i] == ')' ? -1 : 0;
        if (depth == 0)
            return i + 1 == value->length;
    }
    return true; /* unbalanced: the expression's reader complains */
}

static const cd_curve *read_formula(const cd_reading *rd, const cd_value *value, cd_quantity quantity)
{
    cd_scope scope = {.free_T = true};
    if (rd->scope)
        scope = (cd_scope){.ctx = rd->scope->ctx, .parameter = rd->scope->parameter, .free_T = true};
    if (!ends_with_its_parenthesis(value)) {
        add_error(rd, value, "put the whole formula, with its units, into one $( )", "text after the formula");
        return NULL;
    }
    const cd_expr *expr = cd_expr_read(rd, &scope, value);
    if (!expr)
        return NULL;
    cd_type type = cd_expr_type(expr);
    const cd_quantity_info *info = &cd_quantities[quantity];
    if (type.truth || !cd_dim_equal(type.dim, info->dim)) {
        const char *is = type.truth ? "a condition" : cd_dim_text(rd->arena, type.dim);
        add_error(rd, value, cd_arena_printf(rd->arena, "its unit must be that of \"%s\"; T carries K", info->example),
                  cd_arena_printf(rd->arena, "the formula gives %s, but %s is wanted", is, info->name));
        return NULL;
    }
    if (cd_expr_is_constant(expr))
        return constant_curve(rd, value, quantity, formula_y(expr, 0));
    return checked(rd, value, quantity, formula_y, expr);
}

/* --- tables --- */

static bool read_pair(const cd_reading *rd, const cd_value *pair, cd_quantity x_quantity, cd_quantity y_quantity,
                      double *x, double *y)
{
    cd_value *side;
    if (cd_value_split(rd->arena, pair, ':', &side) != 2)
        return add_error(
            rd, pair,
            cd_arena_printf(rd->arena, "write \"%s: %s\"", cd_quantities[x_quantity].example,
                            cd_quantities[y_quantity].example),
            cd_arena_printf(rd->arena, "\"%s\" is not a point \"x: y\" of a table", cd_value_string(rd->arena, pair)));
    bool good = cd_read_quantity(rd, &side[0], x_quantity, x);
    return cd_read_quantity(rd, &side[1], y_quantity, y) && good;
}

bool cd_table_read(const cd_reading *rd, const cd_value *value, cd_quantity x_quantity, cd_quantity y_quantity,
                   double **x, double **y, size_t *n)
{
    cd_value *pairs;
    bool good = true;
    *n = cd_value_split(rd->arena, value, ',', &pairs);
    *x = cd_arena_alloc(rd->arena, *n, sizeof **x);
    *y = cd_arena_alloc(rd->arena, *n, sizeof **y);
    for (size_t i = 0; i < *n; i++)
        good = read_pair(rd, &pairs[i], x_quantity, y_quantity, &(*x)[i], &(*y)[i]) && good;
    for (size_t i = 1; i < *n && good; i++)
        if (!((*x)[i] > (*x)[i - 1]))
            good = add_error(rd, &pairs[i], "the points of a table must rise from left to right",
                             cd_arena_printf(rd->arena, "\"%s\" does not come after \"%s\"",
                                             cd_value_string(rd->arena, &pairs[i]),
                                             cd_value_string(rd->arena, &pairs[i - 1])));
    return good;
}

static double table_y(const void *ctx, double T_K)
{
    return cd_points_value(ctx, T_K);
}

static const cd_curve *read_table(const cd_reading *rd, const cd_value *value, cd_quantity quantity, double *T_min_K,
                                  double *T_max_K)
{
    cd_form_numbers T_K, y;
    double *x_points, *y_points;
    size_t n;
    if (!cd_table_read(rd, value, CD_TEMPERATURE, quantity, &x_points, &y_points, &n))
        return NULL;
    *T_min_K = x_points[0];
    *T_max_K = x_points[n - 1];
    if (n == 1 && y_points[0] >= 0)
        return constant_curve(rd, value, quantity, y_points[0]);
    T_K = (cd_form_numbers){x_points, n};
    y = (cd_form_numbers){y_points, n};
    if (cd_points_wrong(&T_K, &y, CD_LOGLOG_PCHIP)) {
        add_error(
            rd, value, NULL,
            cd_arena_printf(rd->arena, "temperature and %s must be positive in a table", cd_quantities[quantity].name));
        return NULL;
    }
    return checked(rd, value, quantity, table_y, cd_points_new(rd->arena, &T_K, &y, CD_LOGLOG_PCHIP));
}

/* --- which of them --- */

bool cd_curve_lacks_brackets(const cd_reading *rd, const cd_value *value)
{
    for (size_t i = 0; i < value->length; i++) {
        bool begins = i == 0 || !(isalnum((unsigned char)value->text[i - 1]) || value->text[i - 1] == '_');
        bool ends =
            i + 1 == value->length || !(isalnum((unsigned char)value->text[i + 1]) || value->text[i + 1] == '_');
        if (value->text[i] == 'T' && begins && ends) {
            cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value),
                        "write $( 2 W/K^2 * T ): in brackets T is the temperature", "a formula stands in $( )");
            return true;
        }
    }
    return false;
}

const cd_curve *cd_curve_read(const cd_reading *rd, const cd_value *value, cd_quantity quantity, double *T_min_K,
                              double *T_max_K)
{
    double unused;
    T_min_K = T_min_K ? T_min_K : &unused;
    T_max_K = T_max_K ? T_max_K : &unused;
    *T_min_K = 0;
    *T_max_K = INFINITY;
    cd_value *parts, trimmed = cd_value_cut(value, 0, value->length);
    if (cd_value_split(rd->arena, &trimmed, ':', &parts) > 1)
        return read_table(rd, &trimmed, quantity, T_min_K, T_max_K);
    if (is_formula(&trimmed))
        return read_formula(rd, &trimmed, quantity);
    double y;
    if (cd_curve_lacks_brackets(rd, &trimmed))
        return NULL;
    return cd_read_quantity(rd, &trimmed, quantity, &y) ? constant_curve(rd, &trimmed, quantity, y) : NULL;
}
