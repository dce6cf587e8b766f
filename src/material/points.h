/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * points - a curve through points (T, y): a monotone cubic in ln T and ln y (pchip.h), or straight lines in ln T and
 * ln y, or in T and y.
 *
 * Straight lines would have a corner at each point, where an integrator has to stop: each corner is rounded by the
 * parabola that touches both lines, over +-5 % in T about the point, or half of the way to the next point where that is
 * less. Beyond its ends a curve goes on with the slope it has there.
 */
#ifndef CD_MATERIAL_POINTS_H
#define CD_MATERIAL_POINTS_H

#include "form.h"

typedef enum { CD_LOGLOG_PCHIP, CD_LOGLOG, CD_LINLIN } cd_interpolation;

typedef struct cd_points cd_points;

/* A sentence that says what is wrong with the points, or NULL. */
const char *cd_points_wrong(const cd_form_numbers *T_K, const cd_form_numbers *y, cd_interpolation interpolation);

/* The curve; the points are right (cd_points_wrong). */
const cd_points *cd_points_new(cd_arena *arena, const cd_form_numbers *T_K, const cd_form_numbers *y,
                               cd_interpolation interpolation);

double cd_points_value(const cd_points *points, double T_K); /* T_K > 0 */

#endif
