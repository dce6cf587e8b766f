/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * curve_sums - sums of curves for those who ask for the same ones again and again: the variants of one case, most of
 * which leave the masses of a node as they are.
 */
#ifndef CD_MATERIAL_CURVE_SUMS_H
#define CD_MATERIAL_CURVE_SUMS_H

#include "curve.h"

typedef struct cd_curve_sums cd_curve_sums;

/* Keeps what it keeps in the arena, which is also that of the curves. */
cd_curve_sums *cd_curve_sums_new(cd_arena *arena);

/* As cd_curve_sum. The first sum that is asked for under a number is kept and given again when it is of the same curves
 * and weights, provided that all of them live as long; any other is made in `arena`. */
const cd_curve *cd_curve_sums_get(cd_curve_sums *sums, size_t number, cd_arena *arena, const cd_curve *const *curve,
                                  const double *w, size_t n);

#endif
