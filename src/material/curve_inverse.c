/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * curve_inverse - the temperature at which the integral of a curve has a given value.
 *
 * On an interval R = Y - Y_left is a quartic in d = T - T_left. Its inverse is begun with the quartic in R that has the
 * inverse's value and slope at both ends and its curvature at the left one: off by less than 1e-5 of the width as a
 * rule, so that one step of Halley's ends at rounding. Four numbers of an interval give that start; they are kept in
 * the hint while Y stays in it. They come from the interval alone, so a result owes nothing to what was asked before.
 */
#include "cubic.h"
#include "curve.h"

#include <math.h>

/* Of the width. The error of a step of Halley's cubes, times ((y'/2y)^2 - y''/6y) width^2: below one on intervals whose
 * start is trusted, hundreds of thousands where y rises from almost nothing. */
static const double small_step = 1e-5, settled_step = 1e-8;

/* The interval whose ends have Y_left <= Y < Y_right, for Y within the table: as a rule a neighbour of `from`; else
 * steps doubling away from there, then halving. */
static inline const cd_cubic *interval_of_integral(const cd_curve *curve, double Y, const cd_cubic *from)
{
    const cd_cubic *low = from, *high = from, *first = curve->piece, *end = first + curve->n_pieces;
    ptrdiff_t step = 1;
    if (Y < from->Y_left) {
        if (Y >= from[-1].Y_left)
            return from - 1;
        do {
            high = low;
            low = low - first > step ? low - step : first;
            step *= 2;
        } while (Y < low->Y_left);
    } else if (Y >= from[1].Y_left) {
        if (Y < from[2].Y_left)
            return from + 1;
        do {
            low = high;
            high = end - high > step ? high + step : end;
            step *= 2;
        } while (Y >= high->Y_left);
    }
    while (high - low > 1) {
        const cd_cubic *middle = low + (high - low) / 2;
        if (Y < middle->Y_left)
            high = middle;
        else
            low = middle;
    }
    return low;
}

/* With t = R / R_width, d = R (r0 + t (c + t (p + q t))): slopes r0 and r1 = 1/y at the ends, the curvature at the left
 * end -y'/y^3, and d = width at t = 1. Where c, p and q are small d rises with t, so it stays within the interval, and
 * a small step means that the root is near; a start that might leave is not trusted. */
static void learn_interval(cd_curve_hint *hint, const cd_cubic *piece)
{
    double width = piece[1].T_left_K - piece[0].T_left_K, R_width = piece[1].Y_left - piece[0].Y_left;
    double per_R = 1 / R_width, r0 = 1 / piece[0].a[0], r1 = 1 / piece[1].a[0], mean = width * per_R;
    double c = -0.5 * piece->a[1] * r0 * r0 * r0 * R_width;
    double q = r1 + 2 * r0 + c - 3 * mean, p = mean - r0 - c - q;
    *hint = (cd_curve_hint){.piece = piece,
                            .Y_left = piece[0].Y_left,
                            .Y_right = piece[1].Y_left,
                            .start = {r0, c * per_R, p * per_R * per_R, q * per_R * per_R * per_R},
                            .small_K = fabs(c) + fabs(p) + fabs(q) < 0.25 * r0 ? small_step * width : -1};
}

/* Halley's step from d to where the integral is R: f y / (y^2 - f y'/2), f = Y(d) - R. The three cubics share their
 * terms. */
static inline double halley_step(const double a[4], double R, double d)
{
    double third = d * a[3], second = a[2] + third, first = a[1] + d * second;
    double y = a[0] + d * first, slope = first + d * (second + third);
    double f = d * (a[0] + d * (0.5 * a[1] + d * (1.0 / 3 * a[2] + 0.25 * third))) - R;
    return f * y / (y * y - 0.5 * f * slope);
}

/* Where the first step from `d` is not small: more of them, kept inside their bracket by halving. */
static __attribute__((noinline)) double solve_by_steps(const cd_cubic *piece, double R, double d)
{
    const double *a = piece->a;
    double width = piece[1].T_left_K - piece[0].T_left_K, low = 0, high = width;
    if (!(d >= 0 && d <= width))
        d = width * (R / (piece[1].Y_left - piece[0].Y_left));
    for (int i = 0; i < 64; i++) {
        if (cd_cubic_integral(a, d) > R)
            high = d;
        else
            low = d;
        double next = d - halley_step(a, R, d);
        if (!(next >= low && next <= high))
            next = low + 0.5 * (high - low);
        double moved = fabs(next - d);
        d = next;
        if (moved <= settled_step * width)
            break;
    }
    return d;
}

static inline double inverse_within(const cd_curve_hint *hint, double Y, double *y)
{
    const double *a = hint->piece->a, *s = hint->start, R = Y - hint->Y_left;
    double start = R * (s[0] + R * (s[1] + R * (s[2] + R * s[3]))), step = halley_step(a, R, start);
    double d = start - step;
    if (!(fabs(step) <= hint->small_K))
        d = solve_by_steps(hint->piece, R, d);
    *y = cd_cubic_value(a, d);
    return hint->piece->T_left_K + d;
}

/* Y below and above the table, or not a number. */
static double inverse_outside(const cd_curve *curve, double Y, double *y)
{
    const cd_cubic *first = curve->piece, *last = curve->piece + curve->n_pieces;
    double T_K = 0;
    if (Y >= last->Y_left)
        T_K = CD_CURVE_T_MAX_K + (Y - last->Y_left) / last->a[0];
    else if (!(Y <= 0))
        T_K = CD_CURVE_T_MIN_K * pow(Y / first->Y_left, 1 / (curve->low_power + 1));
    *y = cd_curve_value(curve, T_K);
    return T_K;
}

static __attribute__((noinline)) double inverse_elsewhere(const cd_curve *curve, double Y, cd_curve_hint *hint,
                                                          double *y)
{
    if (!(Y >= curve->piece[0].Y_left && Y < curve->Y_end))
        return inverse_outside(curve, Y, y);
    learn_interval(hint, interval_of_integral(curve, Y, hint->piece ? hint->piece : curve->piece));
    return inverse_within(hint, Y, y);
}

double cd_curve_inverse(const cd_curve *curve, double Y, cd_curve_hint *hint, double *y)
{
    if (Y >= hint->Y_left && Y < hint->Y_right)
        return inverse_within(hint, Y, y);
    return inverse_elsewhere(curve, Y, hint, y);
}
