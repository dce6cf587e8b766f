/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_text - a single-stage cooler written in the case: "4 K: 0 W, 10 K: 10 W", "$(0.5 W/K * (T - 10 K))" or "2 W".
 */
#include "model.h"

#include "../material/curve_text.h"

#include <math.h>
#include <string.h>

/* A colon outside "$( )": points of a table. */
static bool is_table(const cd_reading *rd, const cd_value *value)
{
    cd_value *part;
    return cd_value_split(rd->arena, value, ':', &part) > 1;
}

static bool is_formula(const cd_value *value)
{
    return value->length >= 2 && strncmp(value->text, "$(", 2) == 0;
}

static bool read_table(const cd_reading *rd, const cd_value *value, bool linear, cd_cooler *cooler)
{
    double *T_K, *Q_W;
    size_t n;
    if (!cd_table_read(rd, value, CD_TEMPERATURE, CD_POWER, &T_K, &Q_W, &n))
        return false;
    if (!(T_K[0] > 0)) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), NULL, "temperature %g K of the lift is not above 0 K",
                    T_K[0]);
        return false;
    }
    cooler->stage = cd_stage_of_points(rd->arena, T_K, Q_W, n, linear);
    cooler->T_K = T_K, cooler->Q_W = Q_W, cooler->n_points = n;
    cooler->origin = cd_arena_alloc(rd->arena, n, sizeof *cooler->origin); /* all zero: CD_REGION_MAP */
    cooler->info.T_min_K[0] = T_K[0];
    cooler->info.T_max_K[0] = T_K[n - 1];
    return true;
}

/* A formula must be finite wherever a run may go: 0.1 .. 2000 K. */
static bool is_finite(const cd_reading *rd, const cd_value *value, const cd_stage *stage)
{
    enum { SAMPLES = 300 };
    for (int k = 0; k <= SAMPLES; k++) {
        const double T_K = 0.1 * pow(2000 / 0.1, (double)k / SAMPLES);
        double slope;
        if (isfinite(cd_stage_lift(stage, T_K, &slope)) && isfinite(slope))
            continue;
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), "a lift must be finite from 0.1 K to 2000 K",
                    "the lift is not finite at T = %.4g K", T_K);
        return false;
    }
    return true;
}

static bool read_formula(const cd_reading *rd, const cd_value *value, cd_cooler *cooler)
{
    cd_scope scope = rd->scope ? *rd->scope : (cd_scope){0};
    scope.free_T = true;
    const cd_expr *expr = cd_expr_read(rd, &scope, value);
    if (!expr)
        return false;
    const cd_type type = cd_expr_type(expr);
    if (type.truth || !cd_dim_equal(type.dim, cd_quantities[CD_POWER].dim)) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), "write a power, as in \"$(0.5 W/K * (T - 10 K))\"",
                    "the lift is %s, not a power", type.truth ? "a condition" : cd_dim_text(rd->arena, type.dim));
        return false;
    }
    cooler->stage = cd_stage_of_formula(rd->arena, expr);
    return is_finite(rd, value, cooler->stage);
}

static bool read_constant(const cd_reading *rd, const cd_value *value, cd_cooler *cooler)
{
    double Q_W;
    if (cd_curve_lacks_brackets(rd, value))
        return false;
    if (!cd_read_quantity(rd, value, CD_POWER, &Q_W))
        return false;
    cooler->stage = cd_stage_of_points(rd->arena, (double[]){1}, &Q_W, 1, true);
    return true;
}

const cd_cooler *cd_cooler_from_text(const cd_reading *rd, const cd_value *value, bool linear)
{
    cd_cooler *cooler = cd_arena_alloc(rd->arena, 1, sizeof *cooler);
    cooler->info = (cd_cooler_info){.title = "lift given in the case",
                                    .n_stages = 1,
                                    .stage = 1,
                                    .T_max_K = {INFINITY, 0},
                                    .input_power_W = NAN,
                                    .rating = {{NAN, NAN}, {NAN, NAN}},
                                    .guaranteed = {{NAN, NAN}, {NAN, NAN}},
                                    .warm_W = {NAN, NAN}};
    const bool ok = is_table(rd, value) ? read_table(rd, value, linear, cooler)
                    : is_formula(value) ? read_formula(rd, value, cooler)
                                        : read_constant(rd, value, cooler);
    if (!ok)
        return NULL;
    cooler->info.T_base_K[0] = cd_stage_base_K(cooler->stage);
    return cooler;
}
