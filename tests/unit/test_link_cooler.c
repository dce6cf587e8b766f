/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Coolers as links: signs, count and scales on the lift of their map, stages, switching, and every error. The maps
 * themselves are tested with src/cooler.
 */
#include "../link_bench.h"

static bench b;
static cd_expander ex;

static int flow(const double *T_K, double t_s, double *Q_W, double *dQ_dT)
{
    const bench_element *e = &ex.elements[0];
    return e->flow(e->params, T_K, (cd_when){t_s, t_s}, Q_W, dQ_dT);
}

/* A formula is tabulated to 1e-7 at most; 1e-6 leaves room for how the cooler keeps it. */
#define CURVE 1e-6

static void one_stage(void **state)
{
    (void)state;
    double Q_W, dQ_dT, T_K = 8.5, t_s[4];
    void *params = bench_expand(&b, &ex,
                                "[cooler c]\nlift = $( 2 mW/K^2 * T^2 )\nstage1 = D\ncount = 3\n"
                                "scale_stage1 = 0.9\n");
    assert_int_equal(ex.elements[0].n, 1);
    assert_int_equal(ex.elements[0].nodes[0], 3);
    assert_int_equal(ex.n_audited_coolers, 1);
    assert_int_equal(flow(&T_K, 0, &Q_W, &dQ_dT), 0);
    CHECK_REL(Q_W, -3 * 0.9 * 2e-3 * 8.5 * 8.5, CURVE);
    CHECK_REL(dQ_dT, -3 * 0.9 * 4e-3 * 8.5, 10 * CURVE);
    assert_int_equal(cd_kind_cooler.instants(params, t_s, 4), 0);
    assert_string_equal(cd_kind_cooler.channels[0].suffix, ".1");
    assert_true(cd_kind_cooler.channels[0].sign == -1);
    T_K = 0;
    assert_true(flow(&T_K, 0, &Q_W, &dQ_dT) > 0);
}

static void table_straight(void **state)
{
    (void)state;
    double Q_W, dQ_dT, T_K = 7;
    bench_expand(&b, &ex, "[cooler c]\nlift = 4 K: 1 W, 10 K: 4 W, 20 K: 6 W\ninterpolation = linear\nstage1 = D\n");
    assert_int_equal(flow(&T_K, 0, &Q_W, &dQ_dT), 0);
    CHECK_REL(Q_W, -2.5, 1e-12);
    CHECK_REL(dQ_dT, -0.5, 1e-12);
}

static void switched(void **state)
{
    (void)state;
    double Q_W, dQ_dT, T_K = 8.5, t_s[4];
    void *params = bench_expand(&b, &ex, "[cooler c]\nlift = 2.385 W\nstage1 = D\nstart = 10 s\nstop = 60 s\n");
    assert_int_equal(cd_kind_cooler.instants(params, t_s, 4), 2);
    assert_true(t_s[0] == 10 && t_s[1] == 60);
    assert_int_equal(flow(&T_K, 9, &Q_W, &dQ_dT), 0);
    assert_true(Q_W == 0 && dQ_dT == 0);
    assert_int_equal(flow(&T_K, 11, &Q_W, NULL), 0);
    CHECK_REL(Q_W, -2.385, CURVE);
    assert_int_equal(flow(&T_K, 61, &Q_W, &dQ_dT), 0);
    assert_true(Q_W == 0 && dQ_dT == 0);
}

static void two_stages(void **state)
{
    (void)state;
    double Q_W[2], dQ_dT[4], lift_W[2], dlift_dT[4], T_K[2] = {47, 5.1};
    int nodes[CD_MAX_TERMINALS];
    void *params = bench_expand(&b, &ex,
                                "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\ncount = 2\n"
                                "scale_stage1 = 0.9\nscale_stage2 = 0.7\n");
    assert_int_equal(cd_kind_cooler.terminals(params, nodes), 2);
    assert_true(nodes[0] == 1 && nodes[1] == 2);
    const cd_source *name = cd_source_from_text(b.arena, "name", "PT415", 5);
    cd_value value = cd_value_of_source(name);
    cd_cooler_lift(cd_cooler_get(b.coolers, &b.rd, &value), T_K, lift_W, dlift_dT);
    assert_true(lift_W[0] > 1 && lift_W[1] > 0.1);
    assert_int_equal(flow(T_K, 0, Q_W, dQ_dT), 0);
    const double factor[2] = {1.8, 1.4};
    for (int i = 0; i < 2; i++) {
        CHECK_REL(Q_W[i], -factor[i] * lift_W[i], 1e-14);
        CHECK_REL(dQ_dT[2 * i], -factor[i] * dlift_dT[2 * i], 1e-14);
        CHECK_REL(dQ_dT[2 * i + 1], -factor[i] * dlift_dT[2 * i + 1], 1e-14);
    }
}

static void errors(void **state)
{
    (void)state;
    bench_error(&b, "[cooler c]\nstage1 = B\n", "missing key \"model\" in cooler \"c\"", "lift = 4 K: 0.5 W",
                "[cooler c]");
    bench_error(&b, "[cooler c]\nmodel = PT415\nlift = 2 W\nstage1 = B\n",
                "\"model\" and \"lift\" both give the capacity of cooler \"c\"", "keep one", "2 W");
    bench_error(&b, "[cooler c]\nmodel = PT415\nstage1 = B\n",
                "missing key \"stage2\" in cooler \"c\": PT415 has two stages", "stage2 = cold_plate", "[cooler c]");
    bench_error(&b, "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = B\n",
                "both stages of cooler \"c\" cool the same node", "two different nodes", "B");
    bench_error(&b, "[cooler c]\nlift = 2 W\nstage1 = B\nstage2 = C\n",
                "\"stage2\" in cooler \"c\", but lift has one stage", "remove", "C");
    bench_error(&b, "[cooler c]\nlift = 2 W\nstage1 = B\nscale_stage2 = 2\n",
                "\"scale_stage2\" in cooler \"c\", but lift has one stage", "remove", "2");
    bench_error(&b, "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\ninterpolation = linear\n",
                "\"interpolation\" has no meaning beside \"model\" in cooler \"c\"", "lift", "linear");
    bench_error(&b, "[cooler c]\nlift = 2 W\nstage1 = B\nstart = 5 s\nstop = 4 s\n",
                "cooler \"c\" stops at 4 s, not after its start at 5 s", "after the start", "4 s");
    bench_error(&b, "[cooler c]\nlift = 2 W\n", "stage1", NULL, "[cooler c]");
    bench_error(&b, "[cooler c]\nlift = 2 W\nstage1 = B\ncount = 0\n", "count", NULL, "0");
    bench_error(&b, "[cooler c]\nlift = 2 W\nstage1 = B\nscale_stage1 = 0\n", "scale_stage1", NULL, "0");
    bench_error(&b, "[cooler c]\nmodel = PT514\nstage1 = B\n", "PT514", NULL, "PT514");
}

static int open_bench(void **state)
{
    (void)state;
    static const char *const folders[] = {CD_DATA_ROOT "/cases/coolers"};
    bench_open(&b);
    b.coolers = cd_coolers_new(&b.rd, folders, 1);
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
        cmocka_unit_test(one_stage),  cmocka_unit_test(table_straight), cmocka_unit_test(switched),
        cmocka_unit_test(two_stages), cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
