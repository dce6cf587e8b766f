/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Precooling: the laws of gas, coil and pot against worked numbers, the charge of a pot, when a coil is empty, the stop
 * rule, what each expands into, and every error.
 *
 * Worked checks without a caller: P3, critical and minimum heat flux of nitrogen, which enter as points of the boiling
 * curve, rounded to two digits; P4 and P5, friction, Nusselt and Reynolds numbers in a tube: the conductance of a heat
 * exchanger is given, not computed from its tube.
 */
#include "../link_bench.h"

/* A curve is tabulated to 1e-7 of its formula. */
#define CURVE_OF_CHARGE 1e-6

static bench b;
static cd_expander ex;

static const cd_when now = {0, 0};

/* The element at temperatures: heat out of the wall; *partial by the wall. */
static double out_of_wall(const double *T_K, cd_when when, double *partial)
{
    double Q[2], dQ[4];
    const bench_element *e = &ex.elements[0];
    assert_int_equal(e->flow(e->params, T_K, when, Q, dQ), 0);
    if (partial)
        *partial = -dQ[0];
    return -Q[0];
}

static void *precool(const char *keys)
{
    return bench_expand(&b, &ex, cd_arena_printf(b.arena, "[precool p]\non = A\n%s", keys));
}

/* Worked check P1: 0.2 g/s of helium at 80 K, UA 2 W/K, wall 300 K. */
static void circulated_helium(void **state)
{
    (void)state;
    double partial, T_K[] = {300, 80};
    precool("medium = helium\nflow = 0.2 g/s\ninlet = 80 K\nUA = 2 W/K\n");
    CHECK_REL(out_of_wall(T_K, now, &partial), 195.18285350657538, 1e-12);
    CHECK_REL(partial, 0.8871947886662517, 1e-12);
    assert_true(ex.n_elements == 1 && ex.elements[0].n == 1 && ex.elements[0].is_source);
    precool("medium = helium\nflow = 0.2 g/s\ninlet = 80 K\nNTU = 1.9256692\n"); /* 2 / (0.2e-3 5193) */
    CHECK_REL(out_of_wall(T_K, now, NULL), 195.18285350657538, 1e-7);
    precool("medium = nitrogen_gas\nflow = 0.2 g/s\ninlet = 80 K\neffectiveness = 0.5\n");
    CHECK_REL(out_of_wall(T_K, now, NULL), 0.2e-3 * 1040 * 0.5 * 220, 1e-12);
    precool("medium = helium\ncp = 6000 J/(kg K)\nflow = 0 g/s\ninlet = 80 K\nUA = 2 W/K\n");
    assert_true(out_of_wall(T_K, now, NULL) == 0);
}

static void gas_of_a_node(void **state)
{
    (void)state;
    double Q[2], J[4], T_K[] = {300, 80};
    precool("medium = helium\nflow = 0.2 g/s\ninlet_node = C\nUA = 2 W/K\n");
    const bench_element *e = &ex.elements[0];
    assert_true(e->n == 2 && e->nodes[0] == 0 && e->nodes[1] == 2 && !e->is_source && e->observers == 0);
    assert_int_equal(e->flow(e->params, T_K, now, Q, J), 0);
    CHECK_REL(Q[1], 195.18285350657538, 1e-12);
    assert_true(Q[0] == -Q[1]);
    precool("medium = helium\nflow = 0.2 g/s\ninlet_node = C\nUA = 2 W/K\nreturns = no\n");
    assert_true(e->is_source && e->observers == 2);
    assert_int_equal(e->flow(e->params, T_K, now, Q, J), 0);
    CHECK_REL(Q[0], -195.18285350657538, 1e-12);
    CHECK_REL(J[1], 0.8871947886662517, 1e-12);
    assert_true(Q[1] == 0 && J[2] == 0 && J[3] == 0);
}

static void tables_and_stop(void **state)
{
    (void)state;
    double t_s[8], T_K[] = {300};
    void *params = precool("medium = helium\nflow = 1 h: 0 g/s, 2 h: 0.2 g/s\ninlet = 0 h: 300 K, 3 h: 60 K\n"
                           "effectiveness = 1\nstart = 30 min\nstop = 9 h\nstop_below = 100 K\n");
    assert_int_equal(cd_kind_precool.instants(params, t_s, 8), 6);
    CHECK_REL(out_of_wall(T_K, (cd_when){5400, 5400}, NULL), 0.1e-3 * 5193 * 120, 1e-12);
    assert_true(out_of_wall(T_K, (cd_when){5400, 1700}, NULL) == 0);
    assert_true(out_of_wall(T_K, (cd_when){32400, 32401}, NULL) == 0);
    T_K[0] = 101;
    CHECK_REL(out_of_wall(T_K, (cd_when){20000, 20000}, NULL), 0.2e-3 * 5193 * 41 / 2, 1e-12);
    T_K[0] = 100;
    assert_true(out_of_wall(T_K, (cd_when){20000, 20000}, NULL) == 0);
}

/* Worked check P2: 1 g/s of liquid nitrogen, vapour used to 0.8, wall 300 K. */
static void coil(void **state)
{
    (void)state;
    double partial, T_K[] = {300}, t_s[4];
    void *params = precool("medium = liquid_nitrogen\nflow = 1 g/s\nvapour_effectiveness = 0.8\n");
    CHECK_REL(out_of_wall(T_K, now, &partial), 384.41386398417393, 1e-12);
    CHECK_REL(partial, 0.832, 1e-12);
    assert_int_equal(cd_kind_precool.instants(params, t_s, 4), 0);
    T_K[0] = 77.355;
    assert_true(out_of_wall(T_K, now, NULL) == 0);
    T_K[0] = 78.355;
    CHECK_REL(out_of_wall(T_K, now, NULL), 0.5e-3 * (199173.2239841739 + 0.8 * 1040), 1e-12);
}

/* When the flow has carried the inventory. */
static void coil_runs_empty(void **state)
{
    (void)state;
    double t_s[8], T_K[] = {300};
    void *params = precool("medium = liquid_nitrogen\nflow = 1 g/s\ninventory = 3.6 kg\nstart = 1 h\n");
    assert_int_equal(cd_kind_precool.instants(params, t_s, 8), 2);
    CHECK_REL(t_s[1], 7200, 1e-12);
    assert_true(out_of_wall(T_K, (cd_when){7200, 7199}, NULL) > 0);
    assert_true(out_of_wall(T_K, (cd_when){7200, 7201}, NULL) == 0);
    /* rising to 2 g/s in 1000 s: 1 kg; then 2 g/s: 0.8 kg more in 400 s */
    params = precool("medium = liquid_nitrogen\nflow = 0 s: 0 g/s, 1000 s: 2 g/s\ninventory = 1.8 kg\n");
    CHECK_REL((cd_kind_precool.instants(params, t_s, 8), t_s[2]), 1400, 1e-12);
    /* on the slope: 2e-6 t^2 / 2 = 0.25 kg at 500 s */
    params = precool("medium = liquid_nitrogen\nflow = 0 s: 0 g/s, 1000 s: 2 g/s\ninventory = 0.25 kg\n");
    CHECK_REL((cd_kind_precool.instants(params, t_s, 8), t_s[2]), 500, 1e-12);
    params = precool("medium = liquid_nitrogen\nflow = 0 s: 2 g/s, 1000 s: 0 g/s\ninventory = 2 kg\n");
    assert_int_equal(cd_kind_precool.instants(params, t_s, 8), 2); /* it never is */
}

/* The charge takes up its heat of vaporisation between full and empty, and then next to nothing. */
static void charge_of_a_pot(void **state)
{
    (void)state;
    precool("medium = liquid_nitrogen\nUA = 20 W/K\ninventory = 30 kg\n");
    assert_int_equal(ex.n_nodes, BENCH_LETTERS + 1);
    const bench_node *liquid = &ex.nodes[BENCH_LETTERS];
    assert_string_equal(liquid->name, "liquid");
    assert_true(liquid->T_start_K == 77 && liquid->mass_kg == 30);
    CHECK_REL(cd_curve_between(liquid->capacity, 77, 77.75), 30 * 199173.2239841739, 1e-9);
    CHECK_REL(cd_curve_value(liquid->capacity, 70), 30 * 2042, CURVE_OF_CHARGE);
    CHECK_REL(cd_curve_value(liquid->capacity, 154.71), 30 * 4.61 / 806.1 * 1040 / 2, CURVE_OF_CHARGE);
    for (double T_K = 70; T_K < 90; T_K += 0.013)
        assert_true(cd_curve_value(liquid->capacity, T_K) > 0);
}

static void pot(void **state)
{
    (void)state;
    double Q[2], J[4], T_K[] = {100, 77.5}, vapour = 0.5 * 1040 / 199173.2239841739;
    precool("medium = liquid_nitrogen\nUA = 20 W/K\ninventory = 30 kg\nvapour_effectiveness = 0.5\n");
    const bench_element *e = &ex.elements[0];
    assert_true(e->n == 2 && e->nodes[1] == BENCH_LETTERS && e->is_source);
    assert_int_equal(e->flow(e->params, T_K, now, Q, J), 0);
    CHECK_REL(Q[1], 20 * 22.5, 1e-12);
    CHECK_REL(Q[0], -20 * 22.5 * (1 + vapour * 22.5), 1e-12);
    T_K[0] = 77.4;
    assert_int_equal(e->flow(e->params, T_K, now, Q, J), 0);
    assert_true(Q[0] == 0 && Q[1] == 0);
    precool("medium = liquid_nitrogen\nUA = 20 W/K\n"); /* kept full */
    assert_true(e->n == 1 && ex.n_nodes == BENCH_LETTERS);
    T_K[0] = 97.355;
    CHECK_REL(out_of_wall(T_K, now, NULL), 400, 1e-12);
    /* The boiling curve at its points, and between two on the straight line of log and log where the slopes allow. */
    precool("medium = liquid_nitrogen\narea = 0.2 m^2\n");
    static const double points[][2] = {{3, 1.5e4}, {10, 1.6e5}, {27, 8.4e3}, {100, 1.8e4}, {220, 4e4}};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        T_K[0] = 77.355 + points[i][0];
        CHECK_REL(out_of_wall(T_K, now, NULL), 0.2 * points[i][1], 1e-9);
    }
    assert_string_equal(ex.trust_what, "boiling curve of nitrogen");
}

#define SECTION "[precool p]\non = A\n"

static void errors(void **state)
{
    (void)state;
    bench_error(&b, SECTION "flow = 1 g/s\n", "medium", NULL, "[precool p]");
    bench_error(&b, SECTION "medium = helium\ninlet = 80 K\nUA = 2 W/K\n", "missing key \"flow\" in precool \"p\"",
                "flow = 0.2 g/s", "[precool p]");
    bench_error(&b, SECTION "medium = helium\nflow = 1 g/s\nUA = 2 W/K\n", "precool \"p\" has no inlet temperature",
                "inlet_node", "[precool p]");
    bench_error(&b, SECTION "medium = helium\nflow = 1 g/s\ninlet = 80 K\n", "precool \"p\" has no heat exchanger",
                "NTU", "[precool p]");
    bench_error(&b, SECTION "medium = helium\nflow = 1 g/s\ninlet = 80 K\nUA = 2 W/K\nNTU = 3\n",
                "\"UA\" and \"NTU\" both give the heat exchanger of precool \"p\"", "keep one", "3");
    bench_error(&b, SECTION "medium = helium\nflow = 1 g/s\ninlet = 80 K\ninlet_node = B\nUA = 2 W/K\n",
                "\"inlet\" and \"inlet_node\" both give the inlet temperature", "keep one", "B");
    bench_error(&b, SECTION "medium = helium\nflow = 1 g/s\ninlet_node = A\nUA = 2 W/K\n",
                "the gas of precool \"p\" comes from the node that it cools", "another", "A");
    bench_error(&b, SECTION "medium = helium\nflow = 1 g/s\ninlet = 80 K\nreturns = no\nUA = 2 W/K\n",
                "\"returns\" has no meaning beside \"inlet\"", NULL, "no");
    bench_error(&b, SECTION "medium = helium\nflow = 1 g/s\ninlet = 80 K\nUA = 2 W/K\ninventory = 2 kg\n",
                "\"inventory\" has no meaning beside \"medium\"", "liquid_nitrogen", "2 kg");
    bench_error(&b, SECTION "medium = helium\nflow = 0 h: 1 g/s, 1 h: -1 g/s\ninlet = 80 K\nUA = 2 W/K\n",
                "flow of precool \"p\" must not be negative", NULL, "0 h: 1 g/s, 1 h: -1 g/s");
    bench_error(&b, SECTION "medium = liquid_nitrogen\n", "precool \"p\" does not say how the liquid is reached",
                "area = 0.1 m^2", "[precool p]");
    bench_error(&b, SECTION "medium = liquid_nitrogen\narea = 1 m^2\nUA = 3 W/K\n",
                "\"area\" has no meaning beside \"UA\"", "boiling curve", "1 m^2");
    bench_error(&b, SECTION "medium = liquid_nitrogen\nflow = 1 g/s\nUA = 3 W/K\n",
                "\"UA\" has no meaning beside \"flow\"", "coil", "3 W/K");
    bench_error(&b, SECTION "medium = liquid_nitrogen\nUA = 3 W/K\ninlet = 80 K\n",
                "\"inlet\" has no meaning beside \"medium\"", "gas", "80 K");
    bench_error(&b, SECTION "medium = liquid_nitrogen\nUA = 3 W/K\nstart = 3 h\nstop = 2 h\n", "not after its start",
                NULL, "2 h");
}

static int open_bench(void **state)
{
    (void)state;
    bench_open(&b);
    return 0;
}

static int close_bench(void **state)
{
    (void)state;
    bench_close(&b);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(circulated_helium),
        cmocka_unit_test(gas_of_a_node),
        cmocka_unit_test(tables_and_stop),
        cmocka_unit_test(coil),
        cmocka_unit_test(coil_runs_empty),
        cmocka_unit_test(charge_of_a_pot),
        cmocka_unit_test(pot),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
