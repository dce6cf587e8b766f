/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stage - one-stage curves: see stage.h.
 */
#include "stage.h"

#include "../material/pchip.h"

#include <assert.h>
#include <math.h>

struct cd_stage {
    const cd_expr *expr; /* NULL: points */
    size_t n;
    double *T_K, *lnT, *Q_W;
    double *slope; /* smooth: dQ/dlnT at the points; NULL: straight lines */
    double low_W_per_K, high_W_per_K;
};

static void set_ends(cd_stage *s)
{
    const size_t last = s->n - 1;
    if (s->slope) {
        s->slope[last] = fmax(s->slope[last], 0);
        s->low_W_per_K = s->slope[0] / s->T_K[0];
        s->high_W_per_K = s->slope[last] / s->T_K[last];
    } else if (s->n > 1) {
        s->low_W_per_K = (s->Q_W[1] - s->Q_W[0]) / (s->T_K[1] - s->T_K[0]);
        s->high_W_per_K = fmax((s->Q_W[last] - s->Q_W[last - 1]) / (s->T_K[last] - s->T_K[last - 1]), 0);
    }
}

cd_stage *cd_stage_of_points(cd_arena *arena, const double *T_K, const double *Q_W, size_t n, bool linear)
{
    assert(n >= 1);
    cd_stage *s = cd_arena_alloc(arena, 1, sizeof *s);
    double *room = cd_arena_alloc(arena, 4 * n, sizeof *room);
    *s = (cd_stage){.n = n, .T_K = room, .lnT = room + n, .Q_W = room + 2 * n};
    for (size_t i = 0; i < n; i++) {
        s->T_K[i] = T_K[i];
        s->lnT[i] = log(T_K[i]);
        s->Q_W[i] = Q_W[i];
    }
    if (!linear) {
        s->slope = room + 3 * n;
        cd_pchip_slopes(s->lnT, s->Q_W, n, s->slope);
    }
    set_ends(s);
    return s;
}

cd_stage *cd_stage_of_formula(cd_arena *arena, const cd_expr *expr)
{
    cd_stage *s = cd_arena_alloc(arena, 1, sizeof *s);
    *s = (cd_stage){.expr = expr};
    return s;
}

static double formula_at(const cd_expr *expr, double T_K)
{
    return cd_expr_eval(expr, &(cd_expr_env){.T_K = T_K});
}

static double formula_lift(const cd_expr *expr, double T_K, double *dQ_dT)
{
    if (dQ_dT) {
        const double h = 1e-4 * T_K;
        const double near = formula_at(expr, T_K + h) - formula_at(expr, T_K - h);
        const double far = formula_at(expr, T_K + 2 * h) - formula_at(expr, T_K - 2 * h);
        *dQ_dT = (8 * near - far) / (12 * h);
    }
    return formula_at(expr, T_K);
}

static double straight_lift(const cd_stage *s, double T_K, double *dQ_dT)
{
    size_t i = 0;
    while (i + 2 < s->n && T_K >= s->T_K[i + 1])
        i++;
    *dQ_dT = (s->Q_W[i + 1] - s->Q_W[i]) / (s->T_K[i + 1] - s->T_K[i]);
    return s->Q_W[i] + *dQ_dT * (T_K - s->T_K[i]);
}

static double points_lift(const cd_stage *s, double T_K, double *dQ_dT)
{
    const size_t last = s->n - 1;
    if (T_K <= s->T_K[0]) {
        *dQ_dT = s->low_W_per_K;
        return s->Q_W[0] + *dQ_dT * (T_K - s->T_K[0]);
    }
    if (T_K >= s->T_K[last]) {
        *dQ_dT = s->high_W_per_K;
        return s->Q_W[last] + *dQ_dT * (T_K - s->T_K[last]);
    }
    if (!s->slope)
        return straight_lift(s, T_K, dQ_dT);
    const double Q_W = cd_pchip_value(s->lnT, s->Q_W, s->slope, s->n, log(T_K), dQ_dT);
    *dQ_dT /= T_K;
    return Q_W;
}

double cd_stage_lift(const cd_stage *stage, double T_K, double *dQ_dT)
{
    if (stage->expr)
        return formula_lift(stage->expr, T_K, dQ_dT);
    double slope;
    const double Q_W = points_lift(stage, T_K, &slope);
    if (dQ_dT)
        *dQ_dT = slope;
    return Q_W;
}

/* The zero between low (lift not positive) and high (positive) by halving, to rounding. */
static double zero_between(const cd_stage *stage, double low, double high)
{
    enum { HALVINGS = 60 };
    for (int k = 0; k < HALVINGS; k++) {
        const double middle = 0.5 * (low + high);
        *(cd_stage_lift(stage, middle, NULL) > 0 ? &high : &low) = middle;
    }
    return 0.5 * (low + high);
}

double cd_stage_base_K(const cd_stage *stage)
{
    enum { SAMPLES = 400 };
    const double T_low_K = 0.1, T_high_K = 2000, step = pow(T_high_K / T_low_K, 1.0 / SAMPLES);
    double before = T_low_K;
    bool positive = cd_stage_lift(stage, before, NULL) > 0;
    for (int k = 1; k <= SAMPLES; k++) {
        const double T_K = T_low_K * pow(step, k);
        const bool now = cd_stage_lift(stage, T_K, NULL) > 0;
        if (now && !positive)
            return zero_between(stage, before, T_K);
        before = T_K;
        positive = now;
    }
    return 0;
}
