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

/* Windows in turn, open at their start and closed at their stop; the last may stay open. */
static void several_windows(void **state)
{
    (void)state;
    double t_s[8];
    void *params = bench_expand(&b, &ex, "[load l]\non = C\npower = 2 W\nstart = 1 h, 3 h\nstop = 2 h\n");
    static const struct {
        double t_h, P_W;
    } want[] = {{0.5, 0}, {1, 2}, {1.5, 2}, {2, 0}, {2.5, 0}, {3, 2}, {99, 2}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        CHECK_NEAR(power_at(3600 * want[i].t_h, 3600 * want[i].t_h), want[i].P_W, 0);
    assert_int_equal(cd_kind_load.instants(params, t_s, 8), 3);
    bench_expand(&b, &ex, "[load l]\non = C\npower = 2 W\nstate = off\n");
    CHECK_NEAR(power_at(10, 10), 0, 0);
}

/* A table in time, three ways: its values, its instants, and the knots that are not stepped over. */
static void a_table_in_time(void **state)
{
    (void)state;
    static const char table[] = "[load l]\non = C\npower = 0 s: 1 W, 100 s: 3 W, 200 s: 3 W, 400 s: 0 W\n%s";
    static const struct {
        const char *how;
        double P_50, P_100_before, P_100_after, P_300;
        size_t n_instants, n_knots;
    } rows[] = {{"", 0, 3, 3, 0, 1, 2},
                {"interpolation = linear\n", 2, 3, 3, 1.5, 3, 0},
                {"interpolation = steps\n", 1, 1, 3, 3, 2, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double t_s[8];
        void *params = bench_expand(&b, &ex, cd_arena_printf(b.arena, table, rows[i].how));
        CHECK_NEAR(power_at(100, 99), rows[i].P_100_before, 1e-12);
        CHECK_NEAR(power_at(100, 101), rows[i].P_100_after, 1e-12);
        CHECK_NEAR(power_at(-1, -1), 1, 0);
        CHECK_NEAR(power_at(500, 500), 0, 0);
        if (i > 0) {
            CHECK_NEAR(power_at(50, 50), rows[i].P_50, 1e-12);
            CHECK_NEAR(power_at(300, 300), rows[i].P_300, 1e-12);
        }
        assert_int_equal(cd_kind_load.instants(params, t_s, 8), rows[i].n_instants);
        assert_int_equal(cd_kind_load.knots(params, t_s, 8), rows[i].n_knots);
        assert_true(cd_kind_load.varies(params) == (i < 2));
    }
    /* The smooth curve stays level between level points, and falls where they fall. */
    bench_expand(&b, &ex, cd_arena_printf(b.arena, table, ""));
    assert_true(power_at(150, 150) == 3);
    assert_true(power_at(250, 250) < 3 && power_at(250, 250) > power_at(350, 350) && power_at(350, 350) > 0);
}

/* Values and exact slopes in temperature. */
static void in_temperature(void **state)
{
    (void)state;
    double Q_W, slope, T_K = 20;
    bench_expand(&b, &ex, "[load l]\non = C\npower = $( 2 W * (T / (10 K))^2 * exp(-t / (100 s)) )\n");
    assert_int_equal(ex.elements[0].flow(ex.elements[0].params, &T_K, (cd_when){100, 100}, &Q_W, &slope), 0);
    CHECK_REL(Q_W, 8 * exp(-1), 1e-14);
    CHECK_REL(slope, 0.8 * exp(-1), 1e-14);
    bench_expand(&b, &ex, "[load l]\non = C\npower = 10 K: 1 W, 30 K: 3 W\n");
    assert_int_equal(ex.elements[0].flow(ex.elements[0].params, &T_K, (cd_when){0, 0}, &Q_W, &slope), 0);
    CHECK_REL(Q_W, 2, 1e-14);
    CHECK_REL(slope, 0.1, 1e-14);
    T_K = 300; /* it keeps its last value */
    assert_int_equal(ex.elements[0].flow(ex.elements[0].params, &T_K, (cd_when){0, 0}, &Q_W, &slope), 0);
    assert_true(Q_W == 3 && slope == 0);
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
        cmocka_unit_test(always_on),       cmocka_unit_test(between_instants), cmocka_unit_test(several_windows),
        cmocka_unit_test(a_table_in_time), cmocka_unit_test(in_temperature),   cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
