/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pchip - see pchip.h.
 */
#include "pchip.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

/* -1, 0 or 1: products of secants would underflow for flat curves. */
static int sign_of(double v)
{
    return (v > 0) - (v < 0);
}

/* Slope at an end from its two secants: the parabola's, cut so that the curve stays monotone. */
static double end_slope(double h0, double h1, double secant0, double secant1)
{
    double d = ((2 * h0 + h1) * secant0 - h0 * secant1) / (h0 + h1);
    if (sign_of(d) != sign_of(secant0))
        return 0;
    if (sign_of(secant0) != sign_of(secant1) && fabs(d) > 3 * fabs(secant0))
        return 3 * secant0;
    return d;
}

/* Slope at an inner point from the secants on its left and right. */
static double inner_slope(double h0, double h1, double secant0, double secant1)
{
    if (sign_of(secant0) != sign_of(secant1) || secant0 == 0)
        return 0;
    double w0 = 2 * h1 + h0, w1 = h1 + 2 * h0;
    return (w0 + w1) / (w0 / secant0 + w1 / secant1);
}

static double secant(const double *x, const double *y, size_t i)
{
    return (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
}

double cd_pchip_slope(const double *x, const double *y, size_t n, size_t i)
{
    assert(n >= 3 && i < n);
    if (i == 0)
        return end_slope(x[1] - x[0], x[2] - x[1], secant(x, y, 0), secant(x, y, 1));
    if (i == n - 1)
        return end_slope(x[n - 1] - x[n - 2], x[n - 2] - x[n - 3], secant(x, y, n - 2), secant(x, y, n - 3));
    return inner_slope(x[i] - x[i - 1], x[i + 1] - x[i], secant(x, y, i - 1), secant(x, y, i));
}

void cd_pchip_slopes(const double *x, const double *y, size_t n, double *d)
{
    assert(n >= 1);
    if (n == 1)
        d[0] = 0;
    else if (n == 2)
        d[0] = d[1] = secant(x, y, 0);
    else
        for (size_t i = 0; i < n; i++)
            d[i] = cd_pchip_slope(x, y, n, i);
}

/* The interval i (0 .. n-2) with x[i] <= at < x[i+1]. */
static size_t interval_of(const double *x, size_t n, double at)
{
    size_t low = 0, high = n - 1;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (at < x[middle])
            high = middle;
        else
            low = middle;
    }
    return low;
}

double cd_pchip_value(const double *x, const double *y, const double *d, size_t n, double at, double *slope)
{
    bool left = !(at > x[0]), right = at >= x[n - 1];
    if (left || right) {
        size_t end = left ? 0 : n - 1;
        if (slope)
            *slope = d[end];
        return y[end] + d[end] * (at - x[end]);
    }
    size_t i = interval_of(x, n, at);
    double h = x[i + 1] - x[i], t = at - x[i], s = secant(x, y, i);
    double a2 = (3 * s - 2 * d[i] - d[i + 1]) / h, a3 = (d[i] + d[i + 1] - 2 * s) / (h * h);
    if (slope)
        *slope = d[i] + t * (2 * a2 + t * 3 * a3);
    return y[i] + t * (d[i] + t * (a2 + t * a3));
}
