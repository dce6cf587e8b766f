/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stage - the lift of a single-stage cooler as a function of its temperature, Q(T) with dQ/dT: points joined by a curve
 * or by straight lines, a formula, or a constant.
 */
#ifndef CD_COOLER_STAGE_H
#define CD_COOLER_STAGE_H

#include "../text/expr.h"

typedef struct cd_stage cd_stage;

/* Points with T_K strictly increasing and > 0, n >= 1 (one point: a constant). Joined by PCHIP in ln T, C1, or by
 * straight lines in T when `linear`. Below the first point the line goes on straight in T with the slope there, into
 * negative lift; above the last likewise when it rises. Where it falls it stays at the last value: the smooth curve
 * then ends level at the last point, so that it is C1 there too. */
cd_stage *cd_stage_of_points(cd_arena *arena, const double *T_K, const double *Q_W, size_t n, bool linear);

/* A formula with the free T, in W. Its slope is a difference of fourth order over +-2e-4 T, good to 1e-11 of Q/T. */
cd_stage *cd_stage_of_formula(cd_arena *arena, const cd_expr *expr);

/* Lift (W), and dQ/dT (W/K) when dQ_dT is not NULL. */
double cd_stage_lift(const cd_stage *stage, double T_K, double *dQ_dT);

/* The lowest temperature between 0.1 and 2000 K at which the lift turns from not positive to positive; 0 when there is
 * none. */
double cd_stage_base_K(const cd_stage *stage);

#endif
