/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conduction_fixture - for the tests of conduction: materials of known formulas, joints, and one link between A and
 * B.
 */
#ifndef CD_TESTS_CONDUCTION_FIXTURE_H
#define CD_TESTS_CONDUCTION_FIXTURE_H

#include "../link_bench.h"

/* A curve is tabulated to 1e-7 of its formula. */
#define CURVE 1e-6

static bench b;
static cd_expander ex;

/* NIST: log10 k = sum of a[i] (log10 T)^i for stainless steel 304. */
static inline double k_steel(const void *ctx, double T_K)
{
    static const double a[] = {-1.4087, 1.3982, 0.2543, -0.626, 0.2334, 0.4256, -0.4658, 0.165, -0.0199};
    double x = log10(T_K), sum = 0;
    (void)ctx;
    for (int i = 8; i >= 0; i--)
        sum = sum * x + a[i];
    return pow(10, sum);
}

/* NIST: log10 k = (a + c T^.5 + e T + g T^1.5 + i T^2) / (1 + b T^.5 + d T + f T^1.5 + h T^2) for copper of RRR 50. */
static inline double k_copper(const void *ctx, double T_K)
{
    static const double a[] = {1.8743, -0.41538, -0.6018, 0.13294, 0.26426, -0.0219, -0.051276, 0.0014871, 0.003723};
    double r = sqrt(T_K);
    (void)ctx;
    return pow(10, (a[0] + r * (a[2] + r * (a[4] + r * (a[6] + r * a[8])))) /
                       (1 + r * (a[1] + r * (a[3] + r * (a[5] + r * a[7])))));
}

static inline double constant(const void *ctx, double T_K)
{
    (void)ctx, (void)T_K;
    return 2.385;
}

/* 300 J/(kg K) and a power law below about 30 K. */
static inline double c_any(const void *ctx, double T_K)
{
    double x = T_K / 30;
    (void)ctx;
    return 300 * x * x * x / (1 + x * x * x);
}

static inline const bench_element *conduction(const char *keys)
{
    bench_expand(&b, &ex, cd_arena_printf(b.arena, "[conduction s]\nbetween = A, B\n%s", keys));
    return &ex.elements[0];
}

static inline int open_bench(void **state)
{
    (void)state;
    bench_open(&b);
    bench_material(&b, "steel", 7900, k_steel, c_any);
    bench_material(&b, "copper50", 8960, k_copper, constant);
    bench_material(&b, "plain", 8000, constant, c_any);
    bench_material(&b, "light", NAN, constant, c_any);
    bench_material(&b, "cool", 8000, constant, NULL);
    bench_material(&b, "bare", NAN, constant, NULL);
    bench_material(&b, "heavy", 8000, NULL, c_any);
    bench_add_joint(&b, "terminal", "G = $( 0.2 W/K^2 / 4.2 * T / (1 + T / 30 K) )\n");
    bench_add_joint(&b, "fixed", "G = 2.1 mW/K\n");
    bench_add_joint(&b, "pressed", "joint = cu_in_cu\nforce = 3 kN\n");
    bench_add_joint(&b, "bare", "joint = cu_cu_bare\nforce = 3 kN\n");
    return 0;
}

static inline int close_bench(void **state)
{
    (void)state;
    bench_close(&b);
    return 0;
}

#endif
