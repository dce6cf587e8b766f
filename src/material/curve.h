/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * curve - one property y(T) of temperature, with its derivative and its exact integral, all from the same piecewise
 * cubic.
 *
 * The axis is cut into octaves (powers of two), each into 2^m equal intervals, with m as large as that octave needs for
 * 1e-7 of the source; the interval is found from the bits of T without a logarithm. On an interval y is the cubic that
 * meets the source's value and slope at both ends, so y is C1, its integral Y(T) from 0 K is C2 and exact, and c and
 * enthalpy, k and conductivity integral can never disagree. Below the first octave (CD_CURVE_T_MIN_K) y continues as a
 * power law down to 0 K; above the last (CD_CURVE_T_MAX_K) it stays constant.
 */
#ifndef CD_MATERIAL_CURVE_H
#define CD_MATERIAL_CURVE_H

#include "../text/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define CD_CURVE_FIRST_EXPONENT (-4) /* 2^-4 K = 0.0625 K */
#define CD_CURVE_N_OCTAVES      15   /* up to 2^11 K = 2048 K */
#define CD_CURVE_T_MIN_K        0.0625
#define CD_CURVE_T_MAX_K        2048.0

/* y = a[0] + d (a[1] + d (a[2] + d a[3])) with d = T - T_left; Y = Y_left + integral of it. */
typedef struct {
    double a[4];
    double Y_left, T_left_K;
} cd_cubic;

typedef struct {
    struct {
        uint32_t shift, offset; /* the interval of T is (bits of T >> shift) + offset (modulo 2^32) */
    } place[CD_CURVE_N_OCTAVES];
    struct {
        uint32_t first; /* index of the octave's first interval in `piece` */
        uint32_t bits;  /* m: the octave has 2^m intervals */
    } octave[CD_CURVE_N_OCTAVES];
    const cd_cubic *piece; /* n_pieces, and the constant after the last */
    uint32_t n_pieces;
    double Y_end;            /* Y at CD_CURVE_T_MAX_K */
    double low_y, low_power; /* y = low_y (T / T_MIN)^low_power below the first octave */
} cd_curve;

/* A source of values: y at T (K), T > 0. */
typedef double (*cd_curve_source)(const void *ctx, double T_K);

/* Where a source needs care. */
typedef struct {
    const double *kinks_K; /* n_kinks temperatures at which its slope may jump */
    size_t n_kinks;
    const double *resolve_K; /* n_resolve temperatures about which intervals must be at most 0.008 T wide (jumps spread
                                over 0.1 K) */
    size_t n_resolve;
} cd_curve_detail;

/* Tabulates a source. Slopes are taken from it by differences (4th order in ln T), one-sided at kinks (each made a knot
 * as nearly as the grid allows). `detail` may be NULL. Returns NULL and *T_bad_K when the source is not finite, or not
 * positive (when `positive`), at some temperature. */
const cd_curve *cd_curve_new(cd_arena *arena, cd_curve_source source, const void *ctx, bool positive,
                             const cd_curve_detail *detail, double *T_bad_K);

/* sum_j w[j] curve[j]: exact up to rounding, on the union of the grids. n = 1 and w = 1 returns the curve itself. */
const cd_curve *cd_curve_sum(cd_arena *arena, const cd_curve *const *curve, const double *w, size_t n);

double cd_curve_value(const cd_curve *curve, double T_K);                     /* y */
double cd_curve_slope(const cd_curve *curve, double T_K, double *slope);      /* y, and dy/dT */
double cd_curve_integral(const cd_curve *curve, double T_K);                  /* Y = integral of y from 0 K */
double cd_curve_integral_value(const cd_curve *curve, double T_K, double *y); /* Y, and y */
double cd_curve_between(const cd_curve *curve, double T_from_K,
                        double T_to_K); /* integral from T_from to T_to without loss of digits when they are close */

/* The same integral, and y at T_from in y[0], at T_to in y[1]: each end is looked up once. */
double cd_curve_between_ends(const cd_curve *curve, double T_from_K, double T_to_K, double y[2]);

/* What an inverse keeps of the interval in which it was last: of one curve, all zero at first. */
typedef struct {
    const cd_cubic *piece;
    double Y_left, Y_right; /* Y at its ends */
    double start[4];        /* T - T_left is nearly R (start[0] + R (start[1] + ...)), R = Y - Y_left */
    double small_K;         /* a step from there that ends at rounding; below zero: none does */
} cd_curve_hint;

/* The temperature at which the integral is Y (> 0): the inverse of cd_curve_integral, to rounding; y there in *y.
 * `*hint` speeds up the search and never changes the result. Y <= 0 returns 0. */
double cd_curve_inverse(const cd_curve *curve, double Y, cd_curve_hint *hint, double *y);

#endif
