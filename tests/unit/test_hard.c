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

/* Everything could be evaluated, but the steps that are allowed do not suffice: the node named is the one whose error
 * bounds them, not the one that rests beside it. */
static void too_few_steps_name_the_node_that_costs_them(void **unused)
{
    (void)unused;
    cd_case *cs =
        read_text("[case]\nduration = 10 d\n[solver]\nmax_steps = 8\n[node wall]\nfixed = 300 K\n[node idle]\n"
                  "capacity = 1 MJ/K\n[node body]\ncapacity = 1 kJ/K\n[node cold]\nfixed = 4 K\n"
                  "[conduction rest]\nbetween = wall, idle\nG = 1 mW/K\n[radiation glow]\nbetween = wall, body\n"
                  "area = 1 cm^2\neffective_emissivity = 1\n[conduction strap]\nbetween = body, cold\nG = 2 W/K\n",
                  CD_OK);
    cd_run *run;
    assert_int_equal(cd_run_new(cs, NULL, &run), CD_OK);
    while (cd_run_step(run) == CD_GOING)
        ;
    const char *why = cd_run_error(run);
    assert_non_null(strstr(why, "max_steps"));
    assert_non_null(strstr(why, "node \"body\""));
    assert_non_null(strstr(why, "conduction \"strap\""));
    done(run, cs);
}

/* Mass and sensor, joined by 10 W/K, after t: of the two modes of the linear pair the fast one (100 per second) has
 * died; the slow one keeps what its left vector (1, m) sees of the start. x: above the bath. */
static void joined(double x[2], double t_s)
{
    const double C[2] = {1e4, 0.1}, G = 10, G_bath[2] = {0.1, 1e-3}, P_W = 5e-3;
    double a = -(G_bath[0] + G) / C[0], b = G / C[0], c = G / C[1], d = -(G_bath[1] + G) / C[1];
    double rate = 2 * (a * d - b * c) / (a + d - sqrt((a - d) * (a - d) + 4 * b * c)); /* the slow one, no digit lost */
    double m = b / (rate - d), q = (rate - a) / b;
    double rest[2] = {0, 0}, det = a * d - b * c;
    rest[0] = b * P_W / C[1] / det; /* of A x = -(0, P/C) */
    rest[1] = -a * P_W / C[1] / det;
    double amplitude = (x[0] - rest[0] + m * (x[1] - rest[1])) / (1 + m * q) * exp(rate * t_s);
    x[0] = rest[0] + amplitude;
    x[1] = rest[1] + q * amplitude;
}

/* A switch of 10 W/K between 10 kJ/K and a heated sensor of 0.1 J/K opens after a day, when the sensor goes to where
 * its heater holds it, and closes after three. */
static void a_switch_between_a_mass_and_a_sensor(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_case("[case]\nduration = 4 d\nstart = 20 K\n[node mass]\ncapacity = 10 kJ/K\n[node sensor]\n"
                 "capacity = 0.1 J/K\n[node bath]\nfixed = 4 K\n[conduction leak]\nbetween = sensor, bath\n"
                 "G = 1 mW/K\n[conduction strap]\nbetween = mass, bath\nG = 0.1 W/K\n[load heater]\non = sensor\n"
                 "power = 5 mW\n[switch gap]\nbetween = mass, sensor\non = 10 W/K\nopen_at = 1 d\nclose_at = 3 d\n"
                 "[output]\ntimes = 70 h\n",
                 1e-8, &cs);
    double x[2] = {16, 16};
    joined(x, 86400);
    x[0] *= exp(-2 * 86400 * 0.1 / 1e4);
    x[1] = 5; /* 5 mW / 1 mW/K */
    for (size_t i = 0; i < run->n_rows; i++)
        if (run->rows[i * run->n_columns] == 70 * 3600.0)
            CHECK_REL(run->rows[i * run->n_columns + 2], 9, 1e-8);
    joined(x, 86400);
    CHECK_REL(run->T_end_K[0], 4 + x[0], 1e-7);
    CHECK_REL(run->T_end_K[1], 4 + x[1], 1e-7);
    assert_true(run->closure < 1e-7);
    assert_int_equal(run->statistics.restarts, 2);
    done(run, cs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ten_orders_of_capacity), cmocka_unit_test(down_to_one_kelvin),
                                       cmocka_unit_test(a_failure_names_node_link_time_and_temperature),
                                       cmocka_unit_test(too_few_steps_name_the_node_that_costs_them),
                                       cmocka_unit_test(a_switch_between_a_mass_and_a_sensor)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
