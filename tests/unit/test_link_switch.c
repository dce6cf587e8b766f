/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Switches: commanded with known instants, following a getter or a sensor, superconducting; and every error.
 */
#include "../link_bench.h"

#define CURVE 1e-6

static bench b;
static cd_expander ex;

static const bench_element *thermal_switch(const char *keys)
{
    bench_expand(&b, &ex, cd_arena_printf(b.arena, "[switch s]\nbetween = A, B\n%s", keys));
    assert_int_equal(ex.n_elements, 1);
    return &ex.elements[0];
}

static double heat_at(const bench_element *e, double t_s)
{
    double Q_W[2];
    e->flow(e->params, (double[]){30, 20}, (cd_when){t_s, t_s}, Q_W, NULL);
    return Q_W[1];
}

static void commanded(void **state)
{
    (void)state;
    const bench_element *e = thermal_switch("on = 2 W/K\noff = 5 mW/K\n");
    bench_check_flow(e, (double[]){30, 20}, (double[]){20, 2, -2}, CURVE);
    e = thermal_switch("on = 2 W/K\noff = 5 mW/K\nstate = off\n");
    bench_check_flow(e, (double[]){30, 20}, (double[]){0.05, 0.005, -0.005}, CURVE);
    assert_true(heat_at(thermal_switch("on = 2 W/K\nstate = off\n"), 0) == 0);
    /* a formula: on = 0.1 W/K2 T */
    bench_check_flow(thermal_switch("on = $(0.1 W/K^2 * T)\n"), (double[]){30, 20}, (double[]){25, 3, -2}, CURVE);
    /* the law of a clamp: 0.2 W/K at 4.2 K, exponent 1, 1000 N in proportion to 445 N */
    bench_check_flow(thermal_switch("contact = clamp\n"), (double[]){5, 4},
                     (double[]){0.4815409309791332, 0.5350454788657035, -0.42803638309256287}, CURVE);
}

static void known_instants(void **state)
{
    (void)state;
    void *params = bench_expand(&b, &ex,
                                "[switch s]\nbetween = A, B\non = 2 W/K\nstate = on\nopen_at = 1 h, 10 h\n"
                                "close_at = 5 h\n");
    const bench_element *e = &ex.elements[0];
    double t_s[8];
    CHECK_REL(heat_at(e, 3599), 20, CURVE);
    assert_true(heat_at(e, 3601) == 0);
    assert_true(heat_at(e, 17999) == 0);
    CHECK_REL(heat_at(e, 18001), 20, CURVE);
    assert_true(heat_at(e, 1e6) == 0);
    assert_int_equal(cd_kind_switch.instants(params, t_s, 8), 3);
    assert_true(t_s[0] == 18000 && t_s[1] == 3600 && t_s[2] == 36000);
    assert_int_equal(cd_kind_switch.instants(params, t_s, 2), 2);
}

static void gas_gap(void **state)
{
    (void)state;
    /* s(0.3) = 0.16308, s' = 1.323: 10.1 K between 8 K and 15 K */
    const bench_element *e =
        thermal_switch("type = gas_gap\ngas = helium\nsensor = C\non = 4.8 W/K\noff = 0.134 W/K\n");
    double J[3], Q_W = bench_flow_observed(e, (double[]){30, 20, 10.1}, (cd_when){0, 0}, J);
    CHECK_REL(Q_W, 10 * (0.16308 * 4.8 + (1 - 0.16308) * 0.134), CURVE);
    CHECK_REL(J[0], 0.16308 * 4.8 + (1 - 0.16308) * 0.134, CURVE);
    CHECK_REL(J[2], 1.323 / 7 * 46.66, CURVE);
    assert_string_equal(ex.trust_what, "temperatures of the getter");
    CHECK_REL(bench_flow_observed(e, (double[]){30, 20, 15}, (cd_when){0, 0}, J), 48, CURVE);
    CHECK_REL(bench_flow_observed(e, (double[]){30, 20, 8}, (cd_when){0, 0}, J), 1.34, CURVE);
    assert_true(J[2] == 0);
    /* its own temperatures; a getter on an end */
    e = thermal_switch("type = gas_gap\nsensor = B\noff_below = 20 K\non_above = 40 K\non = 1 W/K\n");
    assert_null(ex.trust_what);
    assert_int_equal(e->nodes[2], 1);
    CHECK_REL(bench_flow_observed(e, (double[]){60, 30, 30}, (cd_when){0, 0}, J), 15, CURVE);
}

static void mechanical(void **state)
{
    (void)state;
    /* closes when cold */
    const bench_element *e =
        thermal_switch("type = mechanical\nsensor = C\non_below = 100 K\noff_above = 120 K\non = 1 W/K\n");
    double J[3];
    CHECK_REL(bench_flow_observed(e, (double[]){60, 30, 99}, (cd_when){0, 0}, J), 30, CURVE);
    assert_true(bench_flow_observed(e, (double[]){60, 30, 121}, (cd_when){0, 0}, J) == 0);
    CHECK_REL(bench_flow_observed(e, (double[]){60, 30, 114}, (cd_when){0, 0}, J), 30 * 0.16308, CURVE);
    CHECK_REL(J[2], -1.323 / 20 * 30, CURVE);
}

static void superconducting(void **state)
{
    (void)state;
    /* 3 nohm: G(4.2 K) = 34.20206312703134 W/K; 17.30461527260514 W between 4.5 K and 4 K */
    const char *keys = "type = superconducting\nnormal_resistance = 3 nohm\nT_c = 7.2 K\n";
    bench_check_flow(thermal_switch(keys), (double[]){4.5, 4},
                     (double[]){17.30461527260514, 36.645067636105004, -32.57339345431556}, CURVE);
    const bench_element *e = thermal_switch(cd_arena_printf(b.arena, "%sstate = off\nexponent = 3\n", keys));
    double J1, J2, Q_W = bench_flow(e, 4.5, 4, &J1, &J2);
    CHECK_REL(J1, 36.645067636105004 * pow(4.5 / 7.2, 3), CURVE);
    CHECK_REL(J2, -32.57339345431556 * pow(4 / 7.2, 3), CURVE);
    CHECK_REL(Q_W, 2.443004509073667e-8 / 3e-9 * (pow(4.5, 5) - pow(4, 5)) / 5 / pow(7.2, 3), CURVE);
    /* above Tc there is no difference; at Tc the corner is rounded by 1.5 % */
    CHECK_REL(bench_flow(e, 9, 8, NULL, NULL), 2.443004509073667e-8 / 3e-9 * 17 / 2, CURVE);
    bench_flow(e, 7.2, 7.2, &J1, &J2);
    CHECK_REL(J1, 2.443004509073667e-8 / 3e-9 * 7.2, 0.016);
    assert_non_null(ex.trust_what);
}

static void conductance(void **state)
{
    (void)state;
    void *params = bench_read(&b, "[switch s]\nbetween = A, B\non = 2 W/K\n", NULL);
    CHECK_REL(cd_kind_switch.conductance(params, 77), 2, CURVE);
    params = bench_read(&b, "[switch s]\nbetween = A, B\ntype = gas_gap\ngas = helium\nsensor = B\non = 2 W/K\n", NULL);
    CHECK_REL(cd_kind_switch.conductance(params, 77), 2, CURVE);
    assert_true(cd_kind_switch.conductance(params, 4) == 0);
}

#define SECTION "[switch s]\nbetween = A, B\n"

static void errors(void **state)
{
    (void)state;
    bench_error(&b, SECTION, "missing key \"on\" in switch \"s\"", "on = 2 W/K", "[switch s]");
    bench_error(&b, SECTION "on = 1 W/K\ncontact = clamp\n", "\"on\" has no meaning beside \"contact\"", "keep one",
                "1 W/K");
    bench_error(&b, SECTION "contact = clamp, none\n", "two laws for switch \"s\"", "name one", "clamp, none");
    bench_error(&b, SECTION "on = 1 W/K\nstate = half\n", "unrecognized word \"half\" for state of switch \"s\"",
                "off, on", "half");
    bench_error(&b, SECTION "on = 1 W/K\nsensor = C\n", "\"sensor\" has no meaning beside \"type = commanded\"",
                "choose the type", "C");
    bench_error(&b, SECTION "type = gas_gap\non = 1 W/K\nsensor = C\nstate = off\ngas = helium\n",
                "\"state\" has no meaning beside \"type = gas_gap\"", "remove it", "off");
    bench_error(&b, SECTION "type = gas_gap\non = 1 W/K\ngas = helium\n", "missing key \"sensor\" in switch \"s\"",
                "cold_plate", "[switch s]");
    bench_error(&b, SECTION "type = gas_gap\non = 1 W/K\nsensor = C\n",
                "switch \"s\" does not say at which temperatures it switches", "gas = helium", "[switch s]");
    bench_error(&b, SECTION "type = gas_gap\non = 1 W/K\nsensor = C\ngas = argon\n",
                "does not say at which temperatures it switches", "off_below = 8 K", "[switch s]");
    bench_error(&b, SECTION "type = mechanical\non = 1 W/K\nsensor = C\non_above = 8 K\noff_below = 15 K\n",
                "switch \"s\" turns on at 8 K and off at 15 K", "1 %", "8 K");
    bench_error(&b, SECTION "type = mechanical\non = 1 W/K\nsensor = C\non_above = 8 K\noff_above = 15 K\n",
                "does not say at which temperatures it switches", "on_below = 8 K", "[switch s]");
    bench_error(&b, SECTION "on = 1 W/K\nopen_at = 1 h\nclose_at = 2 h, 60 min\n",
                "switch \"s\" opens and closes at 3600 s", "different times", "1 h");
    bench_error(&b, SECTION "type = superconducting\nT_c = 7.2 K\n",
                "missing key \"normal_resistance\" in switch \"s\"", "2 uohm", "[switch s]");
    bench_error(&b, SECTION "type = superconducting\nnormal_resistance = 1 uohm\n", "missing key \"T_c\" in switch",
                "7.2 K", "[switch s]");
    bench_error(&b, SECTION "type = superconducting\nnormal_resistance = 1 uohm\nT_c = 7.2 K\non = 1 W/K\n",
                "\"on\" has no meaning beside \"type = superconducting\"", "remove it", "1 W/K");
    const char *many = "1 s";
    for (int i = 2; i < 70; i++)
        many = cd_arena_printf(b.arena, "%s, %d s", many, i);
    bench_error(&b, cd_arena_printf(b.arena, SECTION "on = 1 W/K\nopen_at = %s\n", many),
                "switch \"s\" has 69 instants, at most 64 can be given", "condition", "[switch s]");
}

static int open_bench(void **state)
{
    (void)state;
    bench_open(&b);
    bench_add_joint(&b, "clamp", "G_ref = 0.2 W/K\nexponent = 1\nforce = 1000 N\nforce_exponent = 1\n");
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
        cmocka_unit_test(commanded),  cmocka_unit_test(known_instants),  cmocka_unit_test(gas_gap),
        cmocka_unit_test(mechanical), cmocka_unit_test(superconducting), cmocka_unit_test(conductance),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
