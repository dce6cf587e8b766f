/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * curve - evaluation of a tabulated property: value, slope, integral and its inverse. Building is in curve_build.c.
 *
 * T = 2^e (1 + f): the exponent e picks the octave, the leading m bits of the mantissa f the interval, and the rest is
 * the distance d to the interval's left knot, exactly. With y = a0 + a1 d + a2 d^2 + a3 d^3 there,
 *     Y = Y_left + a0 d + a1 d^2/2 + a2 d^3/3 + a3 d^4/4.
 * Below T_MIN y = y0 t^p and Y = y0 T_MIN t^(p+1) / (p+1), t = T / T_MIN. One more cubic after the last interval is
 * the constant above T_MAX.
 */
#include "curve.h"

#include <math.h>
#include <string.h>

enum { MANTISSA_BITS = 52, EXPONENT_BIAS = 1023 };

/* Where a temperature lies: its cubic and the distance from the cubic's left knot. */
typedef struct {
    const cd_cubic *cubic;
    double d;
} place;

static uint64_t bits_of(double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

/* For T >= T_MIN. */
static inline place locate(const cd_curve *curve, double T_K)
{
    if (!(T_K < CD_CURVE_T_MAX_K))
        return (place){curve->piece + curve->n_pieces, T_K - CD_CURVE_T_MAX_K};
    uint64_t bits = bits_of(T_K);
    uint32_t e = (uint32_t)(bits >> MANTISSA_BITS) - (EXPONENT_BIAS + CD_CURVE_FIRST_EXPONENT);
    uint32_t shift = MANTISSA_BITS - curve->octave[e].bits;
    uint32_t i = (uint32_t)((bits & ((UINT64_C(1) << MANTISSA_BITS) - 1)) >> shift);
    double T_left_K = double_of(bits >> shift << shift);
    return (place){curve->piece + curve->octave[e].first + i, T_K - T_left_K};
}

static double cubic_value(const double a[4], double d)
{
    return a[0] + d * (a[1] + d * (a[2] + d * a[3]));
}

static double cubic_integral(const double a[4], double d)
{
    return d * (a[0] + d * (0.5 * a[1] + d * (1.0 / 3 * a[2] + d * (0.25 * a[3]))));
}

/* Integral from d1 to d2 of one cubic; two points of Gauss are exact for a cubic and nothing cancels. */
static double cubic_between(const double a[4], double d1, double d2)
{
    const double inv_sqrt3 = 0.57735026918962576451;
    double half = 0.5 * (d2 - d1), middle = 0.5 * (d1 + d2), off = half * inv_sqrt3;
    return half * (cubic_value(a, middle - off) + cubic_value(a, middle + off));
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

double cd_curve_value(const cd_curve *curve, double T_K)
{
    if (!(T_K >= CD_CURVE_T_MIN_K))
        return low_value(curve, T_K);
    place p = locate(curve, T_K);
    return cubic_value(p.cubic->a, p.d);
}

double cd_curve_slope(const cd_curve *curve, double T_K, double *slope)
{
    if (!(T_K >= CD_CURVE_T_MIN_K)) {
        *slope = low_slope(curve, T_K);
        return low_value(curve, T_K);
    }
    place p = locate(curve, T_K);
    const double *a = p.cubic->a;
    *slope = a[1] + p.d * (2 * a[2] + p.d * (3 * a[3]));
    return cubic_value(a, p.d);
}

double cd_curve_integral_value(const cd_curve *curve, double T_K, double *y)
{
    if (!(T_K >= CD_CURVE_T_MIN_K)) {
        *y = low_value(curve, T_K);
        return low_integral(curve, T_K);
    }
    place p = locate(curve, T_K);
    *y = cubic_value(p.cubic->a, p.d);
    return p.cubic->Y_left + cubic_integral(p.cubic->a, p.d);
}

double cd_curve_integral(const cd_curve *curve, double T_K)
{
    double y;
    return cd_curve_integral_value(curve, T_K, &y);
}

/* Integral from T (>= T_MIN, in interval `from`) to that interval's right knot. */
static double to_right_knot(const cd_curve *curve, place from)
{
    const double *knot_K = curve->knot_K + (from.cubic - curve->piece);
    return cubic_between(from.cubic->a, from.d, knot_K[1] - knot_K[0]);
}

double cd_curve_between(const cd_curve *curve, double T_from_K, double T_to_K)
{
    if (T_from_K > T_to_K)
        return -cd_curve_between(curve, T_to_K, T_from_K);
    if (!(T_to_K >= CD_CURVE_T_MIN_K))
        return low_between(curve, T_from_K, T_to_K);
    place to = locate(curve, T_to_K);
    if (!(T_from_K >= CD_CURVE_T_MIN_K))
        return low_between(curve, T_from_K, CD_CURVE_T_MIN_K) + (to.cubic->Y_left - curve->piece[0].Y_left) +
               cubic_integral(to.cubic->a, to.d);
    place from = locate(curve, T_from_K);
    if (from.cubic == to.cubic)
        return cubic_between(from.cubic->a, from.d, to.d);
    return to_right_knot(curve, from) + (to.cubic->Y_left - from.cubic[1].Y_left) + cubic_integral(to.cubic->a, to.d);
}

/* The interval i with Y_left[i] <= Y < Y_left[i + 1], for Y within the table: steps doubling away from `hint`, then
 * halving. */
static uint32_t interval_of_integral(const cd_curve *curve, double Y, uint32_t hint)
{
    const cd_cubic *piece = curve->piece;
    uint32_t low = hint < curve->n_pieces ? hint : 0, high = low + 1, step = 1;
    for (; Y < piece[low].Y_left; step *= 2) {
        high = low;
        low = low > step ? low - step : 0;
    }
    for (; Y >= piece[high].Y_left; step *= 2) {
        low = high;
        high = curve->n_pieces - high > step ? high + step : curve->n_pieces;
    }
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (Y < piece[middle].Y_left)
            high = middle;
        else
            low = middle;
    }
    return low;
}

/* The d in [0, width] at which the integral over the cubic is R: Halley's steps f y / (y^2 - f y'/2), f = Y - R, from
 * the root of a0 d + a1 d^2/2 = R (or the chord, where that has none), kept inside their bracket by halving. The error
 * cubes: the step after one below 1e-5 of the width is rounding. */
static double solve_quartic(const double a[4], double R, double R_width, double width)
{
    double square = a[0] * a[0] + 2 * a[1] * R, low = 0, high = width;
    double d = square > 0 && a[0] > 0 ? fmin(2 * R / (a[0] + sqrt(square)), width) : width * (R / R_width);
    for (int i = 0; i < 64; i++) {
        double f = cubic_integral(a, d) - R, y = cubic_value(a, d), slope = a[1] + d * (2 * a[2] + d * (3 * a[3]));
        if (f > 0)
            high = d;
        else
            low = d;
        double next = d - f * y / (y * y - 0.5 * f * slope);
        if (!(next >= low && next <= high))
            next = low + 0.5 * (high - low);
        double moved = fabs(next - d);
        d = next;
        if (moved <= 1e-5 * width)
            break;
    }
    return d;
}

double cd_curve_inverse(const cd_curve *curve, double Y, uint32_t *hint, double *y)
{
    double Y_low = curve->piece[0].Y_left, T_K;
    if (!(Y >= Y_low)) {
        T_K = Y <= 0 ? 0 : CD_CURVE_T_MIN_K * pow(Y / Y_low, 1 / (curve->low_power + 1));
        *y = low_value(curve, T_K);
        return T_K;
    }
    if (Y >= curve->Y_end) {
        *y = curve->piece[curve->n_pieces].a[0];
        return CD_CURVE_T_MAX_K + (Y - curve->Y_end) / *y;
    }
    uint32_t i = interval_of_integral(curve, Y, *hint);
    const cd_cubic *piece = curve->piece + i;
    double T_left_K = curve->knot_K[i], width_K = curve->knot_K[i + 1] - T_left_K;
    double d = solve_quartic(piece->a, Y - piece->Y_left, piece[1].Y_left - piece->Y_left, width_K);
    *hint = i;
    *y = cubic_value(piece->a, d);
    return T_left_K + d;
}
