/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler - lift of a cooler, whatever it is made of, and where a point lies on its map.
 */
#include "model.h"

#include <math.h>

const cd_cooler_info *cd_cooler_about(const cd_cooler *cooler)
{
    return &cooler->info;
}

void cd_cooler_lift(const cd_cooler *cooler, const double *T_K, double *Q_W, double *dQ_dT)
{
    if (cooler->table)
        cd_table_lift(cooler->table, T_K, Q_W, dQ_dT);
    else
        Q_W[0] = cd_stage_lift(cooler->stage, T_K[0], dQ_dT);
}

/* The place on the source map: Newton's method from the table's answer. */
static bool find_place(const cd_cooler *cooler, const double *T_K, double q[2])
{
    double Q_W[2];
    cd_table_lift(cooler->table, T_K, Q_W, NULL);
    q[0] = Q_W[0];
    q[1] = asinh(Q_W[1]);
    return cd_grid_invert(cooler->grid, (double[]){log(T_K[0]), log(T_K[1])}, q);
}

bool cd_cooler_lift_exact(const cd_cooler *cooler, const double *T_K, double *Q_W)
{
    double q[2];
    if (!cooler->grid || !find_place(cooler, T_K, q))
        return false;
    cd_grid_loads(q, Q_W);
    return true;
}

/* The least certain of some points. */
static cd_region least_certain(const cd_region *const *origin, size_t n)
{
    cd_region worst = CD_REGION_MAP;
    for (size_t k = 0; k < n; k++)
        if (*origin[k] > worst)
            worst = *origin[k];
    return worst;
}

/* The cell of the source map where a point lies or, brought to its rim, from which it is continued; false when it was
 * brought there. An idle stage stands on the no-load curve of the table, which is that of the map to 0.2 % of T: it is
 * not outside. q[] is the place, NAN for a point that was brought to the rim. */
static bool find_cell(const cd_cooler *cooler, const double *T_K, double q[2], size_t *i, size_t *j)
{
    const double on_the_rim = 2e-3;
    const double lnT[2] = {log(T_K[0]), log(T_K[1])};
    double rim[2] = {lnT[0], lnT[1]};
    if (find_place(cooler, T_K, q)) {
        cd_grid_cell(cooler->grid, q, i, j);
        return true;
    }
    cd_jet jet;
    cd_rim_clip(cooler->rim, rim);
    cd_grid_find(cooler->grid, rim, q, &jet);
    cd_grid_cell(cooler->grid, q, i, j);
    q[0] = q[1] = NAN;
    return fmax(fabs(rim[0] - lnT[0]), fabs(rim[1] - lnT[1])) < on_the_rim;
}

/* What is continued from an assumption is one, too. */
static cd_region region_outside(cd_region of_rim)
{
    return of_rim == CD_REGION_EXTENDED ? CD_REGION_EXTENDED : CD_REGION_OUTSIDE;
}

static cd_region region_of_cell(const cd_grid *g, size_t i, size_t j)
{
    const cd_region *o = &g->origin[i * g->n2 + j];
    return least_certain((const cd_region *const[]){o, o + 1, o + g->n2, o + g->n2 + 1}, 4);
}

static cd_region region_on_grid(const cd_cooler *cooler, const double *T_K, double place[2])
{
    size_t i, j;
    const bool inside = find_cell(cooler, T_K, place, &i, &j);
    const cd_region of_cell = region_of_cell(cooler->grid, i, j);
    return inside ? of_cell : region_outside(of_cell);
}

/* Whether all within `reach` of q lies on the grid, in cells of one region. */
static bool is_one_region(const cd_grid *g, const double q[2], const double reach[2], cd_region *region)
{
    const double low[2] = {q[0] - reach[0], q[1] - reach[1]}, high[2] = {q[0] + reach[0], q[1] + reach[1]};
    if (!(low[0] >= g->x[0] && low[1] >= g->y[0] && high[0] <= g->x[g->n1 - 1] && high[1] <= g->y[g->n2 - 1]))
        return false;
    size_t i0, j0, i1, j1;
    cd_grid_cell(g, low, &i0, &j0);
    cd_grid_cell(g, high, &i1, &j1);
    *region = region_of_cell(g, i0, j0);
    for (size_t i = i0; i <= i1; i++)
        for (size_t j = j0; j <= j1; j++)
            if (region_of_cell(g, i, j) != *region)
                return false;
    return true;
}

/* A share of the cell that q has come to. */
static bool is_short(const cd_grid *g, const double q[2], const double step[2])
{
    const double share = 0.1;
    size_t i, j;
    cd_grid_cell(g, q, &i, &j);
    return fabs(step[0]) < share * (g->x[i + 1] - g->x[i]) && fabs(step[1]) < share * (g->y[j + 1] - g->y[j]);
}

/* A short step of Newton's method leaves much less than it went: a place of which the surroundings, as far as the step
 * went, are of one region needs no more. */
cd_region cd_cooler_region_beside(const cd_cooler *cooler, const double *T_K, double place[2])
{
    enum { STEPS = 2 };
    double step[2];
    cd_region region;
    if (!cooler->grid)
        return cd_cooler_region(cooler, T_K);
    const double lnT[2] = {log(T_K[0]), log(T_K[1])};
    for (int k = 0; k < STEPS && !isnan(place[0]); k++) {
        cd_grid_step(cooler->grid, lnT, place, step);
        if (!is_short(cooler->grid, place, step))
            continue;
        if (is_one_region(cooler->grid, place, (double[]){fabs(step[0]), fabs(step[1])}, &region))
            return region;
        break;
    }
    return region_on_grid(cooler, T_K, place);
}

cd_region cd_cooler_region(const cd_cooler *cooler, const double *T_K)
{
    if (cooler->grid)
        return region_on_grid(cooler, T_K, (double[2]){0, 0});
    const size_t n = cooler->n_points;
    if (n == 0)
        return CD_REGION_MAP;
    if (T_K[0] < cooler->T_K[0] || T_K[0] > cooler->T_K[n - 1])
        return region_outside(cooler->origin[T_K[0] < cooler->T_K[0] ? 0 : n - 1]);
    size_t i = 0;
    while (i + 2 < n && T_K[0] >= cooler->T_K[i + 1])
        i++;
    return least_certain((const cd_region *const[]){&cooler->origin[i], &cooler->origin[i + 1 < n ? i + 1 : i]}, 2);
}
