/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * grid - the map of a two-stage cooler as it is measured: temperatures (T1, T2) at imposed loads (Q1, Q2).
 *
 * The nodes form a complete rectangle in the plane q = (x, y), x = Q1 in W, y = asinh(Q2 / 1 W), and a distorted one in
 * the plane of temperatures. ln T1 and ln T2 are C1 bicubics of q (bicubic.h).
 */
#ifndef CD_COOLER_GRID_H
#define CD_COOLER_GRID_H

#include "bicubic.h"
#include "cooler.h"

typedef struct {
    size_t n1, n2;
    const double *x, *y;     /* ascending: n1 loads Q1 (W), n2 of asinh(Q2/1 W) */
    cd_jet *knot;            /* ln T1, ln T2 at (x[i], y[j]): knot[i * n2 + j] */
    const cd_region *origin; /* of each knot: measured, interpolated or extrapolated */
} cd_grid;

/* What makes a grid useless. The nodes of a cell themselves: a stage gets colder under more load. Or the surface
 * through them, though they are in order: it falls where they bend sharply, or it folds. */
typedef enum {
    CD_GRID_SOUND,
    CD_GRID_NODES1_FALL,
    CD_GRID_NODES2_FALL,
    CD_GRID_SURFACE1_FALLS,
    CD_GRID_SURFACE2_FALLS,
    CD_GRID_FOLDED
} cd_grid_fault;

/* The grid with the slopes filled in. T_K[i * n2 + j] are both temperatures (> 0) at loads Q1_W[i], Q2_W[j]. */
cd_grid *cd_grid_new(cd_arena *arena, const double *Q1_W, size_t n1, const double *Q2_W, size_t n2,
                     const double (*T_K)[2], const cd_region *origin);

/* Looks at the corners of every cell, then at 4 x 4 places of every cell; the first that is not sound goes to
 * (*i, *j). */
cd_grid_fault cd_grid_check(const cd_grid *grid, size_t *i, size_t *j);

/* ln T1, ln T2 and their slopes in q. Beyond the edges the surfaces go on bilinearly. */
void cd_grid_at(const cd_grid *grid, const double q[2], cd_jet *out);

/* The loads at which the stages stand at temperatures exp(lnT): Newton's method, begun at q. False when it does not
 * arrive at a point of the grid (q is then undefined). */
bool cd_grid_invert(const cd_grid *grid, const double lnT[2], double q[2]);

/* The same, begun wherever it takes to find the point, and what cd_grid_at says of it. */
bool cd_grid_find(const cd_grid *grid, const double lnT[2], double q[2], cd_jet *jet);

/* One step of Newton's method from q, which is moved by `step`. */
void cd_grid_step(const cd_grid *grid, const double lnT[2], double q[2], double step[2]);

/* Loads in W at q. */
void cd_grid_loads(const double q[2], double Q_W[2]);

/* The cell that q lies in, by its lower left knot. */
void cd_grid_cell(const cd_grid *grid, const double q[2], size_t *i, size_t *j);

#endif
