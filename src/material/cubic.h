/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cubic - value, slope and integral of y = a0 + d (a1 + d (a2 + d a3)), for the files that make up a curve.
 */
#ifndef CD_MATERIAL_CUBIC_H
#define CD_MATERIAL_CUBIC_H

static inline double cd_cubic_value(const double a[4], double d)
{
    return a[0] + d * (a[1] + d * (a[2] + d * a[3]));
}

static inline double cd_cubic_slope(const double a[4], double d)
{
    return a[1] + d * (2 * a[2] + d * (3 * a[3]));
}

/* From 0 to d. */
static inline double cd_cubic_integral(const double a[4], double d)
{
    return d * (a[0] + d * (0.5 * a[1] + d * (1.0 / 3 * a[2] + d * (0.25 * a[3]))));
}

/* Integral from d1 to d2: the value in the middle and the curvature there, h (y + h^2 y''/24), are exact for a cubic,
 * and nothing cancels. */
static inline double cd_cubic_between(const double a[4], double d1, double d2)
{
    double h = d2 - d1, middle = 0.5 * (d1 + d2), bend = middle * a[3];
    double y = a[0] + middle * (a[1] + middle * (a[2] + bend));
    return h * (y + h * h * (1.0 / 12) * (a[2] + 3 * bend));
}

#endif
