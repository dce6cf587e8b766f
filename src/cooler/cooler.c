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
 * not outside. */
static bool find_cell(const cd_cooler *cooler, const double *T_K, size_t *i, size_t *j)
{
    const double on_the_rim = 2e-3;
    const double lnT[2] = {log(T_K[0]), log(T_K[1])};
    double q[2], rim[2] = {lnT[0], lnT[1]};
    if (find_place(cooler, T_K, q)) {
        cd_grid_cell(cooler->grid, q, i, j);
        return true;
    }
    cd_rim_clip(cooler->rim, rim);
    cd_grid_find(cooler->grid, rim, q);
    cd_grid_cell(cooler->grid, q, i, j);
    return fmax(fabs(rim[0] - lnT[0]), fabs(rim[1] - lnT[1])) < on_the_rim;
}

/* What is continued from an assumption is one, too. */
static cd_region region_outside(cd_region of_rim)
{
    return of_rim == CD_REGION_EXTENDED ? CD_REGION_EXTENDED : CD_REGION_OUTSIDE;
}

static cd_region region_of_cell(const cd_cooler *cooler, const double *T_K)
{
    const cd_grid *g = cooler->grid;
    size_t i, j;
    const bool inside = find_cell(cooler, T_K, &i, &j);
    const cd_region *o = &g->origin[i * g->n2 + j];
    const cd_region of_cell = least_certain((const cd_region *const[]){o, o + 1, o + g->n2, o + g->n2 + 1}, 4);
    return inside ? of_cell : region_outside(of_cell);
}

cd_region cd_cooler_region(const cd_cooler *cooler, const double *T_K)
{
    if (cooler->grid)
        return region_of_cell(cooler, T_K);
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
