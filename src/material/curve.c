/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * curve - evaluation of a tabulated property: value, slope and integral. Building is in curve_build.c, the inverse in
 * curve_inverse.c.
 *
 * T = 2^e (1 + f): the exponent e picks the octave, the leading m bits of the mantissa f the interval, and the rest is
 * the distance d to the interval's left knot, exactly. With y = a0 + a1 d + a2 d^2 + a3 d^3 there,
 *     Y = Y_left + a0 d + a1 d^2/2 + a2 d^3/3 + a3 d^4/4.
 * Below T_MIN y = y0 t^p and Y = y0 T_MIN t^(p+1) / (p+1), t = T / T_MIN. One more cubic after the last interval is
 * the constant above T_MAX.
 */
#include "curve.h"
#include "cubic.h"

#include <math.h>
#include <string.h>

enum { MANTISSA_BITS = 52, EXPONENT_BIAS = 1023 };

/* Where a temperature lies: its cubic and the distance from the cubic's left knot. */
typedef struct {
    const cd_cubic *cubic;
    double d;
} place;

/* Is T in the table? Then *p is where. What is below, above or not a number has an exponent that no octave has. */
static inline bool find(const cd_curve *curve, double T_K, place *p)
{
    uint64_t bits;
    memcpy(&bits, &T_K, sizeof bits);
    uint32_t e = (uint32_t)(bits >> MANTISSA_BITS) - (EXPONENT_BIAS + CD_CURVE_FIRST_EXPONENT);
    if (e >= CD_CURVE_N_OCTAVES)
        return false;
    p->cubic = curve->piece + ((uint32_t)(bits >> curve->place[e].shift) + curve->place[e].offset);
    p->d = T_K - p->cubic->T_left_K;
    return true;
}

/* For all T >= T_MIN. */
static place locate(const cd_curve *curve, double T_K)
{
    place p;
    if (!find(curve, T_K, &p))
        p = (place){curve->piece + curve->n_pieces, T_K - CD_CURVE_T_MAX_K};
    return p;
}

/* Below T_MIN; temperatures below 0 K count as 0 K, not-a-number stays so. */
static double low_value(const cd_curve *curve, double T_K)
{
    double t = T_K > 0 ? T_K / CD_CURVE_T_MIN_K : 0;
    return isnan(T_K) ? T_K : curve->low_y * pow(t, curve->low_power);
}

static double low_slope(const cd_curve *curve, double T_K)
{
    double p = curve->low_power;
    if (isnan(T_K) || !(p > 0))
        return 0 * T_K;
    return T_K > 0 ? curve->low_y * p / CD_CURVE_T_MIN_K * pow(T_K / CD_CURVE_T_MIN_K, p - 1) : 0;
}

static double low_integral(const cd_curve *curve, double T_K)
{
    double t = T_K > 0 ? T_K / CD_CURVE_T_MIN_K : 0, n = curve->low_power + 1;
    return isnan(T_K) ? T_K : curve->low_y * (CD_CURVE_T_MIN_K / n) * pow(t, n);
}

/* Integral from T1 to T2 >= T1, both at most T_MIN: Y1 ((T2/T1)^n - 1) without cancellation. */
static double low_between(const cd_curve *curve, double T1_K, double T2_K)
{
    if (!(T1_K > 0))
        return isnan(T1_K) ? T1_K : low_integral(curve, T2_K);
    return low_integral(curve, T1_K) * expm1((curve->low_power + 1) * log1p((T2_K - T1_K) / T1_K));
}

/* ---- outside the table: below T_MIN, above T_MAX, and not-a-number ---- */

static double outer_value(const cd_curve *curve, double T_K)
{
    return T_K >= CD_CURVE_T_MAX_K ? curve->piece[curve->n_pieces].a[0] : low_value(curve, T_K);
}

static double outer_slope(const cd_curve *curve, double T_K)
{
    return T_K >= CD_CURVE_T_MAX_K ? 0 : low_slope(curve, T_K);
}

static double outer_integral(const cd_curve *curve, double T_K)
{
    if (T_K >= CD_CURVE_T_MAX_K)
        return curve->Y_end + (T_K - CD_CURVE_T_MAX_K) * curve->piece[curve->n_pieces].a[0];
    return low_integral(curve, T_K);
}

/* ---- value, slope, integral ---- */

double cd_curve_value(const cd_curve *curve, double T_K)
{
    place p;
    return find(curve, T_K, &p) ? cd_cubic_value(p.cubic->a, p.d) : outer_value(curve, T_K);
}

double cd_curve_slope(const cd_curve *curve, double T_K, double *slope)
{
    place p;
    if (!find(curve, T_K, &p)) {
        *slope = outer_slope(curve, T_K);
        return outer_value(curve, T_K);
    }
    *slope = cd_cubic_slope(p.cubic->a, p.d);
    return cd_cubic_value(p.cubic->a, p.d);
}

double cd_curve_integral_value(const cd_curve *curve, double T_K, double *y)
{
    place p;
    if (!find(curve, T_K, &p)) {
        *y = outer_value(curve, T_K);
        return outer_integral(curve, T_K);
    }
    *y = cd_cubic_value(p.cubic->a, p.d);
    return p.cubic->Y_left + cd_cubic_integral(p.cubic->a, p.d);
}

double cd_curve_integral(const cd_curve *curve, double T_K)
{
    double y;
    return cd_curve_integral_value(curve, T_K, &y);
}

/* ---- the integral between two temperatures ---- */

/* Integral to a place in a later interval: to the right knot of `from`, over the intervals between, and on. */
static inline double across(place from, place to)
{
    double width_K = from.cubic[1].T_left_K - from.cubic->T_left_K;
    return cd_cubic_between(from.cubic->a, from.d, width_K) + (to.cubic->Y_left - from.cubic[1].Y_left) +
           cd_cubic_integral(to.cubic->a, to.d);
}

static inline double between(place from, place to)
{
    if (from.cubic == to.cubic)
        return cd_cubic_between(from.cubic->a, from.d, to.d);
    return from.cubic < to.cubic ? across(from, to) : -across(to, from);
}

/* With an end outside the table. */
static double outer_between(const cd_curve *curve, double T_from_K, double T_to_K)
{
    if (T_from_K > T_to_K)
        return -outer_between(curve, T_to_K, T_from_K);
    if (!(T_to_K >= CD_CURVE_T_MIN_K))
        return low_between(curve, T_from_K, T_to_K);
    place to = locate(curve, T_to_K);
    if (!(T_from_K >= CD_CURVE_T_MIN_K))
        return low_between(curve, T_from_K, CD_CURVE_T_MIN_K) + (to.cubic->Y_left - curve->piece[0].Y_left) +
               cd_cubic_integral(to.cubic->a, to.d);
    return between(locate(curve, T_from_K), to);
}

double cd_curve_between(const cd_curve *curve, double T_from_K, double T_to_K)
{
    place from, to;
    if (!find(curve, T_from_K, &from) || !find(curve, T_to_K, &to))
        return outer_between(curve, T_from_K, T_to_K);
    return between(from, to);
}

static __attribute__((noinline)) double outer_between_ends(const cd_curve *curve, double T_from_K, double T_to_K,
                                                           double y[2])
{
    y[0] = cd_curve_value(curve, T_from_K);
    y[1] = cd_curve_value(curve, T_to_K);
    return outer_between(curve, T_from_K, T_to_K);
}

double cd_curve_between_ends(const cd_curve *curve, double T_from_K, double T_to_K, double y[2])
{
    place from, to;
    if (!find(curve, T_from_K, &from) || !find(curve, T_to_K, &to))
        return outer_between_ends(curve, T_from_K, T_to_K, y);
    y[0] = cd_cubic_value(from.cubic->a, from.d);
    y[1] = cd_cubic_value(to.cubic->a, to.d);
    return between(from, to);
}
