/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * profile - see profile.h: evaluation, and the texts of constants, tables and formulas; logs are in profile_log.c.
 */
#include "profile_impl.h"

#include "../material/pchip.h"

#include <math.h>

const char *const cd_interpolation_names[] = {"smooth", "linear", "steps", NULL};

/* ---- evaluation ---- */

/* The last point at or before x, at least 0. */
static size_t point_before(const cd_profile *p, double x)
{
    size_t low = 0, high = p->n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (p->x[middle] <= x)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static double table_value(const cd_profile *p, cd_interpolation how, double x, double *slope)
{
    *slope = 0;
    if (!(x > p->x[0]))
        return p->y[0];
    if (x >= p->x[p->n - 1])
        return p->y[p->n - 1];
    size_t i = point_before(p, x);
    if (how == CD_PROFILE_STEPS)
        return p->y[i];
    if (how == CD_PROFILE_SMOOTH)
        return cd_pchip_value(p->x, p->y, p->slope, p->n, x, slope);
    *slope = (p->y[i + 1] - p->y[i]) / (p->x[i + 1] - p->x[i]);
    return p->y[i] + *slope * (x - p->x[i]);
}

double cd_profile_value(const cd_profile *p, cd_interpolation how, cd_when when, double T_K, double *slope)
{
    double unused;
    slope = slope ? slope : &unused;
    *slope = 0;
    if (p->formula) {
        const cd_expr_env env = {.t_s = when.t_s, .T_K = T_K};
        if (slope != &unused)
            *slope = cd_expr_slope(p->formula, &env, (cd_wrt){.free_T = true});
        return cd_expr_eval(p->formula, &env);
    }
    if (!p->in_time)
        return table_value(p, how, T_K, slope);
    double y = table_value(p, how, how == CD_PROFILE_STEPS ? when.phase_s : when.t_s, slope);
    *slope = 0;
    return y;
}

bool cd_profile_in_time(const cd_profile *p)
{
    return p->in_time;
}

bool cd_profile_is_table(const cd_profile *p)
{
    return !p->formula && p->n > 1;
}

void cd_profile_limits(const cd_profile *p, double *least, double *most)
{
    *least = p->formula ? -INFINITY : p->y[0];
    *most = p->formula ? INFINITY : p->y[0];
    for (size_t i = 1; !p->formula && i < p->n; i++) {
        *least = fmin(*least, p->y[i]);
        *most = fmax(*most, p->y[i]);
    }
}

/* Every point of steps (but the first, which holds before it too) and of lines; the ends of a smooth curve. */
static bool is_instant(const cd_profile *p, cd_interpolation how, size_t i)
{
    if (how == CD_PROFILE_SMOOTH)
        return (i == 0 || i + 1 == p->n) && p->slope[i] != 0;
    return how == CD_PROFILE_LINEAR || (i > 0 && p->y[i] != p->y[i - 1]);
}

static size_t list_points(const cd_profile *p, cd_interpolation how, bool instants, double *t_s, size_t max)
{
    size_t found = 0;
    for (size_t i = 0; p->in_time && !p->formula && p->n > 1 && i < p->n && found < max; i++)
        if (p->x[i] > 0 && is_instant(p, how, i) == instants)
            t_s[found++] = p->x[i];
    return found;
}

size_t cd_profile_instants(const cd_profile *p, cd_interpolation how, double *t_s, size_t max)
{
    return list_points(p, how, true, t_s, max);
}

size_t cd_profile_knots(const cd_profile *p, cd_interpolation how, double *t_s, size_t max)
{
    return list_points(p, how, false, t_s, max);
}

const cd_source *cd_profile_source(const cd_profile *p)
{
    return p->source;
}

const char *cd_profile_text(cd_arena *arena, const cd_profile *p, const char *absolute_path)
{
    return cd_arena_printf(arena, "\"%s\" column %s", absolute_path, p->column);
}

/* ---- reading ---- */

cd_profile *cd_profile_of_points(const cd_reading *rd, double *x, double *y, size_t n, bool in_time)
{
    cd_profile *p = cd_arena_alloc(rd->arena, 1, sizeof *p);
    *p = (cd_profile){.x = x, .y = y, .n = n, .in_time = in_time && n > 1};
    double *slope = cd_arena_alloc(rd->arena, n, sizeof *slope);
    cd_pchip_slopes(x, y, n, slope);
    p->slope = slope;
    return p;
}

static cd_profile *constant(const cd_reading *rd, double value)
{
    double *x = cd_arena_alloc(rd->arena, 1, sizeof *x), *y = cd_arena_alloc(rd->arena, 1, sizeof *y);
    y[0] = value;
    return cd_profile_of_points(rd, x, y, 1, false);
}

static cd_profile *read_formula(const cd_reading *rd, const cd_value *value, cd_quantity quantity, bool temperature)
{
    cd_scope scope = {.time = true, .free_T = temperature};
    if (rd->scope)
        scope =
            (cd_scope){.ctx = rd->scope->ctx, .parameter = rd->scope->parameter, .time = true, .free_T = temperature};
    const cd_expr *formula = cd_expr_read(rd, &scope, value);
    const cd_quantity_info *info = &cd_quantities[quantity];
    if (!formula)
        return NULL;
    cd_type type = cd_expr_type(formula);
    if (type.truth || !cd_dim_equal(type.dim, info->dim)) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value),
                    cd_arena_printf(rd->arena, "its unit must be that of \"%s\"; t carries s%s", info->example,
                                    temperature ? ", T carries K" : ""),
                    "the formula gives %s, but %s is wanted",
                    type.truth ? "a condition" : cd_dim_text(rd->arena, type.dim), info->name);
        return NULL;
    }
    if (cd_expr_is_constant(formula))
        return constant(rd, cd_expr_eval(formula, NULL));
    cd_profile *p = cd_arena_alloc(rd->arena, 1, sizeof *p);
    *p = (cd_profile){.formula = formula, .in_time = cd_expr_uses_time(formula)};
    return p;
}

/* What the points of a table are given at: times, or temperatures (told by the first one). */
static bool table_is_in_time(const cd_reading *rd, const cd_value *value, bool temperature, bool *in_time)
{
    cd_value *pair, *side;
    cd_value_split(rd->arena, value, ',', &pair);
    cd_value_split(rd->arena, &pair[0], ':', &side);
    double x;
    cd_type type;
    if (!cd_read_any_quantity(rd, &side[0], &x, &type))
        return false;
    *in_time = cd_dim_equal(type.dim, cd_quantities[CD_TIME].dim);
    if (*in_time || (temperature && cd_dim_equal(type.dim, cd_quantities[CD_TEMPERATURE].dim)))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&side[0]),
                temperature ? "write \"0 h: ..., 2 h: ...\" or \"4 K: ..., 80 K: ...\""
                            : "write \"0 h: ..., 2 h: ...\"",
                temperature ? "a table is given at times or at temperatures" : "a table here is given at times");
    return false;
}

static cd_profile *read_table(const cd_reading *rd, const cd_value *value, cd_quantity quantity, bool temperature)
{
    double *x, *y;
    size_t n;
    bool in_time;
    if (!table_is_in_time(rd, value, temperature, &in_time) ||
        !cd_table_read(rd, value, in_time ? CD_TIME : CD_TEMPERATURE, quantity, &x, &y, &n))
        return NULL;
    return cd_profile_of_points(rd, x, y, n, in_time);
}

const cd_profile *cd_profile_read(const cd_reading *rd, const cd_value *value, cd_quantity quantity, bool temperature)
{
    cd_value text = cd_value_cut(value, 0, value->length), *parts;
    double x;
    if (cd_profile_names_log(&text))
        return cd_profile_read_log(rd, &text, quantity);
    if (cd_value_split(rd->arena, &text, ':', &parts) > 1)
        return read_table(rd, &text, quantity, temperature);
    if (text.length > 2 && text.text[0] == '$' && text.text[1] == '(')
        return read_formula(rd, &text, quantity, temperature);
    return cd_read_quantity(rd, &text, quantity, &x) ? constant(rd, x) : NULL;
}
