/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Long and hard cases: stiff sensors, capacities over ten orders, 1 K; and what is said when a run cannot go on.
 */
#include "../run_bench.h"

/* A sensor of 1 mJ/K on 10 W/K beside a mass of 10 MJ/K, ten orders apart, follows it: after t the mass is at
 * 1 K + 9 K exp(-t G / C), the sensor behind by G/C (T - 1 K) C_s / G_s. */
static void ten_orders_of_capacity(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_case("[case]\nduration = 200 d\nstart = 10 K\n[node bath]\nfixed = 1 K\n[node mass]\ncapacity = 10 "
                 "MJ/K\n[node sensor]\ncapacity = 1 mJ/K\n[conduction strap]\nbetween = mass, bath\nG = 5 "
                 "W/K\n[conduction bond]\nbetween = sensor, mass\nG = 10 W/K\n",
                 1e-8, &cs);
    double want_K = 1 + 9 * exp(-200 * 86400.0 * 5 / (1e7 + 1e-3));
    CHECK_REL(run->T_end_K[1], want_K, 1e-7);
    CHECK_REL(run->T_end_K[2], want_K, 1e-7);
    CHECK_NEAR(run->closure, 0, 1e-8); /* no worse than rtol; measured: 1.5e-9 */
    assert_true(run->statistics.steps < 3000);
    done(run, cs);
}

/* Sensors of 1 J/K on 10 W/K, a cooler that reaches 1 K, a heater that comes and goes. */
static void down_to_one_kelvin(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case(
        "[case]\nduration = 30 d\n[node plate]\nparts = copper(RRR=50) 5 kg\n[node s1]\ncapacity = 1 "
        "J/K\n[node s2]\ncapacity = 1 J/K\n[conduction b1]\nbetween = s1, plate\nG = 10 W/K\n[conduction "
        "b2]\nbetween = s2, s1\nG = 10 W/K\n[cooler pot]\nstage1 = plate\nlift = $(0.2 W/K * (T - 1 K))\n[load "
        "pulse]\non = s2\npower = 5 W\nstart = 20 d\nstop = 21 d\n",
        1e-6, &cs);
    CHECK_NEAR(run->T_end_K[0], 1, 1e-5);
    CHECK_NEAR(run->T_end_K[2], 1, 1e-5);
    assert_true(run->closure < 1e-7);
    assert_int_equal(run->statistics.restarts, 2);
    done(run, cs);
}

/* 50 W into a body that nothing cools: it leaves what can be run, and the message says who, where, when, by what. */
static void a_failure_names_node_link_time_and_temperature(void **unused)
{
    (void)unused;
    cd_case *cs =
        read_text("[case]\nduration = 1000 d\n[node body]\ncapacity = 900 J/K\n[node other]\ncapacity = 10 "
                  "J/K\n[conduction bond]\nbetween = body, other\nG = 1 W/K\n[load heater]\non = body\npower = 50 "
                  "W\n",
                  CD_OK);
    cd_run *run;
    assert_int_equal(cd_run_new(cs, NULL, &run), CD_OK);
    while (cd_run_step(run) == CD_GOING)
        ;
    assert_int_equal(run->status, CD_FAILED);
    const char *why = cd_run_error(run);
    assert_non_null(strstr(why, "at t = "));
    assert_non_null(strstr(why, "node \"body\""));
    assert_non_null(strstr(why, "load \"heater\""));
    double T_K = 0, t_s = 0;
    assert_int_equal(sscanf(strstr(why, "node \"body\" at "), "node \"body\" at %lf K", &T_K), 1);
    assert_int_equal(sscanf(strstr(why, "at t = "), "at t = %lf s", &t_s), 1);
    assert_true(T_K >= 2000);
    CHECK_REL(t_s, 1700 * 910 / 50.0, 1e-2); /* 300 K to 2000 K */
    done(run, cs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ten_orders_of_capacity), cmocka_unit_test(down_to_one_kelvin),
                                       cmocka_unit_test(a_failure_names_node_link_time_and_temperature)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
