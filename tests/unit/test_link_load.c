/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loads: power, the two instants and on which side of them it is on, and every error.
 */
#include "../link_bench.h"

static bench b;
static cd_expander ex;

/* The power at time t, read on the side of `phase`. */
static double power_at(double t_s, double phase_s)
{
    double Q_W = NAN, dQ_dT = NAN, T_K = 4.2;
    const bench_element *e = &ex.elements[0];
    assert_int_equal(e->n, 1);
    assert_int_equal(e->flow(e->params, &T_K, (cd_when){t_s, phase_s}, &Q_W, &dQ_dT), 0);
    assert_true(dQ_dT == 0);
    assert_int_equal(e->flow(e->params, &T_K, (cd_when){t_s, phase_s}, &Q_W, NULL), 0);
    return Q_W;
}

static void always_on(void **state)
{
    (void)state;
    double t_s[4];
    void *params = bench_expand(&b, &ex, "[load l]\non = C\npower = -20 mW\n");
    CHECK_REL(power_at(0, 1), -0.020, 1e-15);
    CHECK_REL(power_at(1e9, 1e9), -0.020, 1e-15);
    assert_int_equal(ex.elements[0].nodes[0], 2);
    assert_int_equal(cd_kind_load.instants(params, t_s, 4), 0);
}

static void between_instants(void **state)
{
    (void)state;
    double t_s[4];
    void *params = bench_expand(&b, &ex, "[load l]\non = C\npower = 2.385 W\nstart = 2 h\nstop = 3 h\n");
    assert_int_equal(cd_kind_load.instants(params, t_s, 4), 2);
    assert_true(t_s[0] == 7200 && t_s[1] == 10800);
    assert_int_equal(cd_kind_load.instants(params, t_s, 1), 1);
    assert_true(power_at(7200, 7199) == 0); /* the last step before it starts ends at 7200 s */
    CHECK_REL(power_at(7200, 7201), 2.385, 1e-15);
    CHECK_REL(power_at(7200, 7200), 2.385, 1e-15);
    CHECK_REL(power_at(10800, 10799), 2.385, 1e-15);
    assert_true(power_at(10800, 10800) == 0);
    params = bench_expand(&b, &ex, "[load l]\non = C\npower = 2.385 W\nstart = 0 s\nstop = 10 s\n");
    assert_int_equal(cd_kind_load.instants(params, t_s, 4), 1);
    assert_true(t_s[0] == 10);
    CHECK_REL(power_at(0, 5), 2.385, 1e-15);
}

static void errors(void **state)
{
    (void)state;
    bench_error(&b, "[load l]\non = C\npower = 1 W\nstart = 2 h\nstop = 1 h\n",
                "load \"l\" stops at 3600 s, not after its start at 7200 s", "after the start", "1 h");
    bench_error(&b, "[load l]\non = C\npower = 1 W\nstart = 2 h\nstop = 2 h\n", "not after its start", NULL, "2 h");
    bench_error(&b, "[load l]\non = C\npower = 1 W\nstart = -2 h\n", "start", NULL, "-2 h");
    bench_error(&b, "[load l]\non = C\npower = 1 W\nstop = -1 s\n", "stop", NULL, "-1 s");
    bench_error(&b, "[load l]\non = C\n", "power", NULL, "[load l]");
    bench_error(&b, "[load l]\npower = 1 W\n", "on", NULL, "[load l]");
    bench_error(&b, "[load l]\non = C\npower = 1 K\n", "power", NULL, "1 K");
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
        cmocka_unit_test(always_on),
        cmocka_unit_test(between_instants),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
