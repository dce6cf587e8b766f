/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * outside - the lift of a two-stage map at any temperatures, also where nobody has measured.
 *
 * Measured is what lies between four curves in the plane of temperatures: T1 between the curves of the least and the
 * largest Q1, T2 between those of the least and the largest Q2. A point outside is brought to their rim by clipping T1
 * at its T2 and T2 at its T1 in turn until both hold. Lift and slopes are taken there, and each stage goes on in its
 * own temperature only:
 *     Q_i = Q_i(clipped) + max(dQ_i/dT_i(clipped), 0) (T_i - T_i clipped).
 * So a stage below its no-load curve is a weak heat source that pulls the stage back, and the lift grows slowly beyond
 * the warm edge. Continuing the map itself explodes (sinh) or folds.
 */
#ifndef CD_COOLER_OUTSIDE_H
#define CD_COOLER_OUTSIDE_H

#include "grid.h"

/* The rim of a grid, prepared for clipping. */
typedef struct cd_rim cd_rim;
cd_rim *cd_rim_new(cd_arena *arena, const cd_grid *grid);

/* Brings ln T1, ln T2 into the measured region; unchanged when they lie there. */
void cd_rim_clip(const cd_rim *rim, double lnT[2]);

/* The lift at temperatures T_K by Newton's method, with the rule above outside. q is where the search begins and gets
 * the place found: keep it from one neighbour to the next. False when the search fails. */
bool cd_rim_lift(const cd_rim *rim, const double T_K[2], double q[2], double Q_W[2]);

/* The place q of the clipped temperatures, from one point of a lattice to its neighbour: what the curves of the rim
 * said is remembered, and each search begins at the last place. False when it fails. */
typedef struct cd_rim_walk cd_rim_walk;
cd_rim_walk *cd_rim_walk_new(cd_arena *arena, const cd_rim *rim);
bool cd_rim_walk_find(cd_rim_walk *walk, const double T_K[2], double q[2]);

/* As cd_rim_lift, for a point between those of the walk: it shares their lines. */
bool cd_rim_walk_lift(cd_rim_walk *walk, const double T_K[2], double q[2], double Q_W[2]);

#endif
