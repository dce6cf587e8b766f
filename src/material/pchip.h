/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pchip - a cubic through points that goes up where they go up and never overshoots.
 *
 * Between two points the curve is the cubic with the points' values and slopes; the slopes are those of F. N. Fritsch
 * and R. E. Carlson, SIAM J. Numer. Anal. 17 (1980) 238, in the form of F. N. Fritsch and J. Butland, SIAM J. Sci.
 * Stat. Comput. 5 (1984) 300: the weighted harmonic mean of the neighbouring secants, zero at a turning point.
 * scipy.interpolate.PchipInterpolator gives the same numbers.
 */
#ifndef CD_MATERIAL_PCHIP_H
#define CD_MATERIAL_PCHIP_H

#include <stddef.h>

/* The slopes d[0..n-1] at the n >= 1 points; x strictly increasing. n = 1 gives 0, n = 2 the secant. */
void cd_pchip_slopes(const double *x, const double *y, size_t n, double *d);

/* One of them, n >= 3. */
double cd_pchip_slope(const double *x, const double *y, size_t n, size_t i);

/* The curve at `at`, and its slope when `slope` is not NULL. Outside the points it goes on as a straight line with the
 * slope of its end. */
double cd_pchip_value(const double *x, const double *y, const double *d, size_t n, double at, double *slope);

#endif
