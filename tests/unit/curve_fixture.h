/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * curve_fixture - what the tests of curves share: an arena, and sources with closed forms.
 */
#ifndef CD_TESTS_CURVE_FIXTURE_H
#define CD_TESTS_CURVE_FIXTURE_H

#include "../check.h"

#include "../../src/material/curve.h"

static jmp_buf no_memory;

static inline int set_up(void **state)
{
    *state = cd_arena_new(&no_memory);
    return *state == NULL;
}

static inline int tear_down(void **state)
{
    cd_arena_free(*state);
    return 0;
}

/* y = a T^n + b T^m: integral and slope are known. */
typedef struct {
    double a, n, b, m;
} powers;

static inline double powers_y(const void *ctx, double T_K)
{
    const powers *p = ctx;
    return p->a * pow(T_K, p->n) + p->b * pow(T_K, p->m);
}

static inline double powers_slope(const powers *p, double T_K)
{
    return p->a * p->n * pow(T_K, p->n - 1) + p->b * p->m * pow(T_K, p->m - 1);
}

static inline double powers_integral(const powers *p, double T_K)
{
    return p->a * pow(T_K, p->n + 1) / (p->n + 1) + p->b * pow(T_K, p->m + 1) / (p->m + 1);
}

/* A metal's heat capacity in shape: gamma T + beta T^2.3. */
static const powers metal = {0.0109, 1, 0.000748, 2.3};
/* A conductivity that falls: its log-slope at T_MIN is negative. */
static const powers falling = {2385, -0.4, 0.01, 1};

/* A step of the log-slope at a given temperature, linear on either side. */
static inline double kinked(const void *ctx, double T_K)
{
    double T_kink_K = *(const double *)ctx;
    return T_K < T_kink_K ? 3.5 + 0.2 * (T_K - T_kink_K) / T_kink_K : 3.5 - 1.7 * (T_K - T_kink_K) / (T_K + 50);
}

/* A kink too small to be noticed in the source: log-slope 0.3 below 20 K, 0.304 above. */
static inline double slight_kink(const void *ctx, double T_K)
{
    (void)ctx;
    return pow(T_K / 20, T_K < 20 ? 0.3 : 0.304);
}

/* Falls from 2 to 1 over 0.1 K about 9.2 K. */
static inline double blended_jump(const void *ctx, double T_K)
{
    (void)ctx;
    double u = fmin(fmax((T_K - 9.15) / 0.1, 0), 1);
    return 2 - u * u * u * (10 + u * (6 * u - 15));
}

static inline double hard_jump(const void *ctx, double T_K)
{
    (void)ctx;
    return T_K < 9.2 ? 0.3 * T_K : 0.01 * T_K;
}

static inline double bad_above_77(const void *ctx, double T_K)
{
    return T_K > 77 ? *(const double *)ctx : 1;
}

static inline double nothing(const void *ctx, double T_K)
{
    (void)ctx;
    return 0 * T_K;
}

static inline const cd_curve *tabulate(void **state, cd_curve_source source, const void *ctx)
{
    double T_bad_K;
    const cd_curve *curve = cd_curve_new(*state, source, ctx, true, NULL, &T_bad_K);
    assert_non_null(curve);
    return curve;
}

/* Temperatures from 0.07 to 2000 K, none of them a knot, ratio 1.00937. */
#define FOR_MANY_T(T_K) for (double T_K = 0.0701; T_K < 2000; T_K *= 1.00937)

#endif
