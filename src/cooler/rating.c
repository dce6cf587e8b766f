/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rating - stages along a single curve of warm.h: machines of which only a rating is known, and single stages beyond
 * their data.
 */
#include "extend.h"

#include <math.h>
#include <stdlib.h>

/* Steps of ln T from the first temperature to 300 K: 26 % of T each from 3 K, the curve between them within 1 %. */
enum { STEPS = 20 };

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Temperatures at which a curve is tabulated: equal steps of ln T, the rating's own, 300 K and the end. Those that lie
 * closer to the rating than a tenth of a step make room for it. */
static size_t sample(cd_arena *arena, const cd_warm *curve, double rated_K, double **T_K)
{
    double *T = cd_arena_alloc(arena, STEPS + 3, sizeof *T);
    const double step = log(CD_WARM_K / curve->T_K) / STEPS;
    size_t n = 0;
    for (int k = 0; k <= STEPS; k++) {
        const double at_K = k == STEPS ? CD_WARM_K : curve->T_K * exp(k * step);
        if (k == 0 || k == STEPS || fabs(log(at_K / rated_K)) > 0.3 * step)
            T[n++] = at_K;
    }
    if (rated_K > curve->T_K && rated_K < CD_WARM_K)
        T[n++] = rated_K;
    T[n++] = CD_WARM_END_K;
    qsort(T, n, sizeof *T, ascending);
    *T_K = T;
    return n;
}

static bool curve_of_rating(cd_arena *arena, const cd_rating_form *form, int m, cd_warm *out, const char **why)
{
    if (cd_warm_from_rating(form->no_load_K[m], form->T_K[m], form->Q_W[m], form->warm_W[m], out))
        return true;
    *why =
        cd_arena_printf(arena, "no rising curve goes through no load at %.4g K, %.4g W at %.4g K and %.4g W at 300 K",
                        form->no_load_K[m], form->Q_W[m], form->T_K[m], form->warm_W[m]);
    return false;
}

static cd_region *all_extended(cd_arena *arena, size_t n)
{
    cd_region *origin = cd_arena_alloc(arena, n, sizeof *origin);
    for (size_t k = 0; k < n; k++)
        origin[k] = CD_REGION_EXTENDED;
    return origin;
}

const cd_grid *cd_grid_of_rating(cd_arena *arena, const cd_rating_form *form, const char **why)
{
    double *T_K[2], *Q_W[2];
    size_t n[2];
    for (int m = 0; m < 2; m++) {
        cd_warm curve;
        if (!curve_of_rating(arena, form, m, &curve, why))
            return NULL;
        n[m] = sample(arena, &curve, form->T_K[m], &T_K[m]);
        Q_W[m] = cd_arena_alloc(arena, n[m], sizeof **Q_W);
        for (size_t k = 0; k < n[m]; k++)
            Q_W[m][k] = cd_warm_lift(&curve, T_K[m][k]);
    }
    double(*node)[2] = cd_arena_alloc(arena, n[0] * n[1], sizeof *node);
    for (size_t i = 0; i < n[0]; i++)
        for (size_t j = 0; j < n[1]; j++) {
            node[i * n[1] + j][0] = T_K[0][i];
            node[i * n[1] + j][1] = T_K[1][j];
        }
    return cd_grid_new(arena, Q_W[0], n[0], Q_W[1], n[1], (const double(*)[2])node, all_extended(arena, n[0] * n[1]));
}

bool cd_points_of_rating(cd_arena *arena, const cd_rating_form *form, double **T_K, double **Q_W, cd_region **origin,
                         size_t *n, const char **why)
{
    cd_warm curve;
    if (!curve_of_rating(arena, form, 0, &curve, why))
        return false;
    *n = sample(arena, &curve, form->T_K[0], T_K);
    *Q_W = cd_arena_alloc(arena, *n, sizeof **Q_W);
    for (size_t k = 0; k < *n; k++)
        (*Q_W)[k] = cd_warm_lift(&curve, (*T_K)[k]);
    *origin = all_extended(arena, *n);
    return true;
}

/* dQ/dT between the last two points: what the data say of the edge. */
static double last_slope(const double *T_K, const double *Q_W, size_t n)
{
    return (Q_W[n - 1] - Q_W[n - 2]) / (T_K[n - 1] - T_K[n - 2]);
}

bool cd_points_extend(cd_arena *arena, double **T_K, double **Q_W, cd_region **origin, size_t *n,
                      const cd_extension *extension, const char **why)
{
    cd_warm curve;
    const size_t own = *n;
    const double edge_K = (*T_K)[own - 1], edge_W = (*Q_W)[own - 1];
    const double slope = last_slope(*T_K, *Q_W, own);
    if (!cd_warm_from_edge(edge_K, edge_W, slope, extension->warm_W[0], extension->theta_K[0], &curve)) {
        *why = cd_warm_fault(arena, "the stage", edge_K, edge_W, slope, extension->warm_W[0], extension->theta_K[0]);
        return false;
    }
    double *more_K;
    const size_t more = sample(arena, &curve, edge_K, &more_K);
    *T_K = cd_arena_grow(arena, *T_K, own, own + more - 1, sizeof **T_K);
    *Q_W = cd_arena_grow(arena, *Q_W, own, own + more - 1, sizeof **Q_W);
    *origin = cd_arena_grow(arena, *origin, own, own + more - 1, sizeof **origin);
    for (size_t k = 1; k < more; k++) { /* the first is the edge itself */
        (*T_K)[own + k - 1] = more_K[k];
        (*Q_W)[own + k - 1] = cd_warm_lift(&curve, more_K[k]);
        (*origin)[own + k - 1] = CD_REGION_EXTENDED;
    }
    *n = own + more - 1;
    return true;
}
