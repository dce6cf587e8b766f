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

/* Off: G1 from the warm end to stage 1, G2 on to stage 2, each times count. */
static void off(void **state)
{
    (void)state;
    double Q_W[2], dQ_dT[4], T_K[2] = {60, 10};
    bench_expand(&b, &ex,
                 "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\ncount = 2\nstop = 10 s\n"
                 "off_conductance = 0.1 W/K, 20 mW/K\nwarm_end = 290 K\n");
    assert_int_equal(cd_diags_size(b.rd.diags), 0);
    assert_int_equal(flow(T_K, 11, Q_W, dQ_dT), 0);
    CHECK_REL(Q_W[0], 2 * (0.1 * (290 - 60) - 0.02 * (60 - 10)), 1e-14);
    CHECK_REL(Q_W[1], 2 * 0.02 * (60 - 10), 1e-14);
    CHECK_REL(dQ_dT[0], -2 * 0.12, 1e-14);
    CHECK_REL(dQ_dT[1], 2 * 0.02, 1e-14);
    CHECK_REL(dQ_dT[2], 2 * 0.02, 1e-14);
    CHECK_REL(dQ_dT[3], -2 * 0.02, 1e-14);
    assert_int_equal(flow(T_K, 9, Q_W, NULL), 0);
    assert_true(Q_W[0] < -50);
    bench_expand(&b, &ex, "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\nstop = 10 s\n");
    assert_int_equal(cd_diags_count(b.rd.diags, CD_WARNING), 1);
    assert_non_null(strstr(cd_diags_at(b.rd.diags, 0)->message, "carries no heat while it is off"));
    assert_int_equal(flow(T_K, 11, Q_W, dQ_dT), 0);
    assert_true(Q_W[0] == 0 && Q_W[1] == 0 && dQ_dT[0] == 0 && dQ_dT[3] == 0);
    bench_expand(&b, &ex, "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\nstop = 10 s\noff_conductance = 0 W/K\n");
    assert_int_equal(cd_diags_size(b.rd.diags), 0);
    bench_expand(&b, &ex, "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\nstart = 0 s\n"); /* never off */
    assert_int_equal(cd_diags_size(b.rd.diags), 0);
    bench_expand(&b, &ex, "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\nstart = 1 s\n");
    assert_int_equal(cd_diags_count(b.rd.diags, CD_WARNING), 1);
}

/* A second stage alone cools the node of stage2, and its heat is called .2. */
static void second_stage(void **state)
{
    (void)state;
    double Q_W, T_K = 4.16;
    int nodes[CD_MAX_TERMINALS];
    void *params = bench_expand(&b, &ex, "[cooler c]\nmodel = RDE-418D4-stage2\nstage2 = C\nscale_stage2 = 0.5\n");
    assert_int_equal(cd_kind_cooler.terminals(params, nodes), 1);
    assert_int_equal(nodes[0], 2);
    assert_string_equal(cd_kind_cooler.suffix(params, 0), ".2");
    assert_int_equal(flow(&T_K, 0, &Q_W, NULL), 0);
    CHECK_REL(Q_W, -0.5 * 2.5, 1e-12); /* the node of the file */
}

/* Guaranteed: at 45 K and 4.2 K exactly what the certificate says, as often as there are coolers and as scaled. Where
 * the map has less than that it stays, with a warning. */
static void guaranteed(void **state)
{
    (void)state;
    double Q_W[2], T_K[2] = {45, 4.2};
    cd_assumption taken;
    void *params = bench_expand(&b, &ex, "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\ncapacity = guaranteed\n");
    assert_int_equal(flow(T_K, 0, Q_W, NULL), 0);
    CHECK_REL(Q_W[0], -40, 1e-12);
    CHECK_REL(Q_W[1], -1.35, 1e-12);
    CHECK_REL(cd_kind_cooler.electric(params), 10.7e3, 1e-12);
    assert_true(cd_kind_cooler.assume(b.arena, params, 0.6, &taken) == NULL); /* it assumes nothing */
    bench_expand(&b, &ex,
                 "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\ncapacity = guaranteed\ncount = 2\n"
                 "scale_stage1 = 0.9\n");
    assert_int_equal(flow(T_K, 0, Q_W, NULL), 0);
    CHECK_REL(Q_W[0], -2 * 0.9 * 40, 1e-12);
    CHECK_REL(Q_W[1], -2 * 1.35, 1e-12);
    bench_expand(&b, &ex, "[cooler c]\nmodel = PT420\nstage1 = B\nstage2 = C\n");
    double typical_W[2];
    assert_int_equal(flow(T_K, 0, typical_W, NULL), 0);
    bench_expand(&b, &ex, "[cooler c]\nmodel = PT420\nstage1 = B\nstage2 = C\ncapacity = guaranteed\n");
    assert_int_equal(flow(T_K, 0, Q_W, NULL), 0);
    CHECK_REL(Q_W[0], -55, 1e-12);
    CHECK_REL(Q_W[1], typical_W[1], 1e-14); /* certified are 2 W */
    assert_int_equal(cd_diags_count(b.rd.diags, CD_WARNING), 1);
    assert_non_null(
        strstr(cd_diags_at(b.rd.diags, 0)->message, "certified are 2 W of stage 2 of PT420, more than the 1.6"));
}

/* Another lift at 300 K, and the same as a variant. */
static void warm_capacity(void **state)
{
    (void)state;
    double Q_W[2], T_K[2] = {300, 300};
    cd_assumption taken;
    void *params =
        bench_expand(&b, &ex, "[cooler c]\nmodel = RDK-415D\nstage1 = B\nstage2 = C\nwarm_capacity_stage1 = 180 W\n");
    assert_int_equal(flow(T_K, 0, Q_W, NULL), 0);
    CHECK_REL(Q_W[0], -180, 1e-3);
    CHECK_REL(Q_W[1], -70, 1e-3);
    const void *other = cd_kind_cooler.assume(b.arena, params, 1.4, &taken);
    assert_non_null(other);
    assert_int_equal(ex.elements[0].flow(other, T_K, (cd_when){0, 0}, Q_W, NULL), 0);
    CHECK_REL(Q_W[0], -1.4 * 180, 1e-3);
    CHECK_REL(Q_W[1], -1.4 * 70, 1e-3);
    CHECK_REL(taken.warm_W[0], 1.4 * 180, 1e-3);
    bench_expand(&b, &ex,
                 "[cooler c]\nmodel = RDK-415D\nstage1 = B\nstage2 = C\nwarm_capacity_stage1 = 180 W\n"
                 "capacity = guaranteed\ncount = 3\nscale_stage1 = 0.8\nscale_stage2 = 0.5\n");
    assert_int_equal(flow(T_K, 0, Q_W, NULL), 0);
    CHECK_REL(Q_W[0], -3 * 180, 1e-3);
    CHECK_REL(Q_W[1], -3 * 0.5 * 1.5 / 1.54 * 70, 5e-3); /* that of the file: guaranteed and scaled */
    assert_true(taken.n_stages == 2 && taken.share[0] == 1.4 && taken.share[1] == 1.4);
    /* The chart of 80 W and 20 W stands against less than 5 % more. */
    other = cd_kind_cooler.assume(b.arena, params, 0.1, &taken);
    assert_int_equal(ex.elements[0].flow(other, T_K, (cd_when){0, 0}, Q_W, NULL), 0);
    CHECK_REL(Q_W[0], -1.05 * 80, 1e-3);
    CHECK_REL(Q_W[1], -1.05 * 20, 1e-3);
    CHECK_REL(taken.share[0], 1.05 * 80 / 180, 1e-3);
    CHECK_REL(taken.share[1], 1.05 * 20 / 70, 1e-3);
    CHECK_REL(taken.warm_W[0], 1.05 * 80, 1e-9);
    CHECK_REL(taken.warm_W[1], 1.05 * 20, 1e-9);
}

/* Copper of the cold ends goes to their nodes, as often as there are coolers. */
static void extra_mass(void **state)
{
    (void)state;
    bench_expand(&b, &ex, "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\ncount = 2\nextra_mass = 5 kg, 3.5 kg\n");
    CHECK_REL(ex.end_mass_kg[1], 10, 1e-14);
    CHECK_REL(ex.end_mass_kg[2], 7, 1e-14);
    bench_expand(&b, &ex, "[cooler c]\nmodel = AL600\nstage1 = B\n");
    assert_true(ex.end_mass_kg[1] == 0);
    assert_string_equal(ex.trust_what, "capacity of AL600");
    assert_string_equal(ex.trust_why, "from memory, never checked");
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
    bench_error(&b, "[cooler c]\nmodel = RDE-418D4-stage2\nstage1 = B\nstage2 = C\n",
                "\"stage1\" in cooler \"c\", but RDE-418D4-stage2 is a second stage alone", "remove", "B");
    bench_error(&b, "[cooler c]\nmodel = RDE-418D4-stage2\n", "missing key \"stage2\" in cooler \"c\"", "cold_plate",
                "[cooler c]");
    bench_error(&b, "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\nwarm_capacity_stage1 = 180 W\n",
                "cannot be used with PT415: nothing is assumed about its lift", "scale_stage1", "180 W");
    bench_error(&b, "[cooler c]\nlift = 4 K: 1 W, 80 K: 40 W\nstage1 = B\nwarm_capacity_stage1 = 180 W\n",
                "cannot be used with lift: nothing is assumed about its lift: it is given in the case", NULL, "180 W");
    bench_error(&b, "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\nwarm_capacity_stage1 = 280 W\n",
                "the data reach room temperature", NULL, "280 W");
    bench_error(&b, "[cooler c]\nmodel = RDK-415D\nstage1 = B\nstage2 = C\nwarm_capacity_stage2 = 18 W\n",
                "the lift of stage 2 at 300 K, 18 W, is not above the 20 W of the data", NULL, "18 W");
    bench_error(&b, "[cooler c]\nmodel = PT410\nstage1 = B\nstage2 = C\ncapacity = guaranteed\n",
                "no guaranteed capacity of PT410 is known", "scale_stage1", "guaranteed");
    bench_error(&b, "[cooler c]\nmodel = AL600\nstage1 = B\nextra_mass = 2 kg, 3 kg\n",
                "\"extra_mass\" of cooler \"c\" has 2 values for 1 stages", "write one", "2 kg, 3 kg");
    bench_error(&b, "[cooler c]\nmodel = AL600\nstage1 = B\noff_conductance = 0.1 W/K, 0.2 W/K\n",
                "has one stage, \"off_conductance\" two values", "one value", "0.1 W/K, 0.2 W/K");
    bench_error(&b, "[cooler c]\nmodel = PT415\nstage1 = B\nstage2 = C\noff_conductance = 0.1 W/K\n",
                "cooler \"c\" has two stages, \"off_conductance\" one value", "write two", "0.1 W/K");
    bench_error(&b, "[cooler c]\nmodel = AL600\nstage1 = B\nwarm_end = 290 K\n",
                "\"warm_end\" in cooler \"c\", but \"off_conductance\" is not given", "remove", "290 K");
    bench_error(&b, "[cooler c]\nmodel = PT514\nstage1 = B\n", "PT514", NULL, "PT514");
}

static double c_copper(const void *ctx, double T_K)
{
    (void)ctx;
    return 385 * T_K / (T_K + 100);
}

static int open_bench(void **state)
{
    (void)state;
    static const char *const folders[] = {CD_DATA_ROOT "/cases/coolers"};
    bench_open(&b);
    b.coolers = cd_coolers_new(&b.rd, folders, 1);
    bench_material(&b, "copper", 8960, NULL, c_copper);
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
        cmocka_unit_test(one_stage),  cmocka_unit_test(table_straight),
        cmocka_unit_test(switched),   cmocka_unit_test(two_stages),
        cmocka_unit_test(off),        cmocka_unit_test(second_stage),
        cmocka_unit_test(guaranteed), cmocka_unit_test(warm_capacity),
        cmocka_unit_test(extra_mass), cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
