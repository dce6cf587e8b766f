/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lump_bench - for tests of what happens in time, against closed forms: a lump of 4000 J/K on a linear cooler,
 * T = 10 K + 290 K exp(-t / 8000 s), with a heater of P watts towards 10 K + 2 K/W P. Energy closes in every run.
 */
#ifndef CD_TESTS_LUMP_BENCH_H
#define CD_TESTS_LUMP_BENCH_H

#include "run_bench.h"

#define LUMP                                                                                                           \
    "[node lump]\ncapacity = 4000 J/K\n[cooler gm]\nstage1 = lump\nlift = $(0.5 W/K * (T - 10 K))\n"                   \
    "[load heater]\non = lump\npower = 20 W\nstate = off\n"

static const double tau_s = 8000;

/* The lump after dt from T0 with P watts. */
static inline double after(double T0_K, double P_W, double dt_s)
{
    double T_inf = 10 + 2 * P_W;
    return T_inf + (T0_K - T_inf) * exp(-dt_s / tau_s);
}

static inline double time_to(double T0_K, double P_W, double T_K)
{
    return tau_s * log((T0_K - 10 - 2 * P_W) / (T_K - 10 - 2 * P_W));
}

static inline cd_run *run_with(const char *head, const char *tail, double rtol, cd_case **cs)
{
    char text[6000];
    snprintf(text, sizeof text, "[case]\n%s%s%s", head, LUMP, tail);
    cd_run *run = run_case(text, rtol, cs);
    CHECK_NEAR(cd_run_closure(run), 0, 1e-7);
    return run;
}

static inline void check_fired(const cd_run *run, size_t i, const char *name, double t_s, double tolerance_s)
{
    assert_true(i < run->n_fired);
    assert_string_equal(run->cs->rules[run->fired[i].rule].name, name);
    CHECK_NEAR(run->fired[i].t_s, t_s, tolerance_s);
}

#endif
