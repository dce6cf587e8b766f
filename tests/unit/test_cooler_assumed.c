/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_cooler_assumed - what is assumed beyond the data: the curves, and every mistake in [extension], [param] and the
 * head of a file.
 */
#include "../../src/cooler/warm.h"
#include "cooler_files.h"

/* From 14 K, 20 W and a slope of 1.35 W/K to 70 W at 300 K: value and slope at the edge, the lift at 300 K, rising. */
static void test_from_edge(void **state)
{
    (void)state;
    static const struct {
        double T_K, Q_W, slope, warm_W, theta_K;
    } edge[] = {{14, 20, 1.35, 70, 85}, {90, 80, 2.1, 200, 85}, {90, 80, 0.3, 200, 85}, {241, 150, 0.46, 164, 181},
                {90, 80, 40, 81, 85},   {5.2, 1, 0.9, 38, 85},  {78, 80, 1.4, 200, 10}};
    for (size_t k = 0; k < sizeof edge / sizeof *edge; k++) {
        cd_warm warm;
        assert_true(cd_warm_from_edge(edge[k].T_K, edge[k].Q_W, edge[k].slope, edge[k].warm_W, edge[k].theta_K, &warm));
        CHECK_NEAR(cd_warm_lift(&warm, edge[k].T_K), edge[k].Q_W, 1e-12);
        CHECK_REL((cd_warm_lift(&warm, edge[k].T_K + 1e-5) - edge[k].Q_W) / 1e-5, edge[k].slope, 1e-3);
        CHECK_REL(cd_warm_lift(&warm, 300), edge[k].warm_W, 1e-12);
        for (double T_K = edge[k].T_K; T_K < 340; T_K += 1.7)
            assert_true(cd_warm_lift(&warm, T_K + 1.7) > cd_warm_lift(&warm, T_K));
        CHECK_REL(cd_warm_temperature(&warm, cd_warm_lift(&warm, 260)), 260, 1e-9);
    }
    /* By hand: 80 W at 100 K, slope 1 W/K, 200 W at 300 K, theta = 100 K. a = 20 K (T_e / 5), s_a = 1 - e^-10 =
     * 0.999955, s_theta = 1 - e^-2 = 0.864665; B = (120 - 20 s_a) / (s_theta - 0.2 s_a) = 150.4511 W, A = 20 - 0.2 B =
     * -10.0902 W; at 200 K Q = 80 + 0.632121 B + 0.993262 A = 165.0810 W. */
    cd_warm warm;
    assert_true(cd_warm_from_edge(100, 80, 1, 200, 100, &warm));
    CHECK_NEAR(cd_warm_lift(&warm, 200), 165.0810, 1e-3);
    assert_false(cd_warm_from_edge(14, 20, 1.35, 20, 85, &warm));
    assert_false(cd_warm_from_edge(300, 20, 1.35, 70, 85, &warm));
}

/* Through three points, also where these bend upwards; the closed form for theta = 85 K. */
static void test_from_rating(void **state)
{
    (void)state;
    const double scale_W = 70 / -expm1(-(300 - 2.8) / 85), Q_W = scale_W * -expm1(-(4.2 - 2.8) / 85);
    cd_warm warm;
    assert_true(cd_warm_from_rating(2.8, 4.2, Q_W, 70, &warm));
    CHECK_REL(warm.rate_per_K, 1 / 85.0, 1e-9);
    CHECK_NEAR(cd_warm_lift(&warm, 2.8), 0, 1e-12);
    CHECK_REL(cd_warm_lift(&warm, 50), scale_W * -expm1(-(50 - 2.8) / 85), 1e-9);
    assert_true(cd_warm_from_rating(30, 77, 5, 70, &warm)); /* convex */
    CHECK_REL(cd_warm_lift(&warm, 77), 5, 1e-9);
    CHECK_REL(cd_warm_lift(&warm, 300), 70, 1e-9);
    assert_true(warm.rate_per_K < 0);
    assert_true(cd_warm_from_rating(30, 165, 35, 70, &warm)); /* straight */
    CHECK_REL(cd_warm_lift(&warm, 100), 70 * 70 / 270.0, 1e-9);
    assert_false(cd_warm_from_rating(30, 77, 70, 70, &warm));
    assert_false(cd_warm_from_rating(80, 77, 5, 70, &warm));
}

#define HEAD  "[cooler]\ntitle = x\nsource = y\nrating = 16 W at 77 K\nstages = 1\n"
#define MAP   "[map]\ncolumns = T1 K, Q1 W\nnode = 30, 0\nnode = 50, 10\nnode = 77, 16\n"
#define PARAM "[param]\nno_load = 30 K\nwarm_capacity = 40 W\nsource = guessed\n"

static void test_one_stage(void **state)
{
    test_files *t = *state;
    const cd_cooler *cooler =
        try_text(t, HEAD MAP "[extension]\nwarm_capacity = 45 W\ntheta = 90 K\nsource = guessed\n");
    double Q_W;
    assert_non_null(cooler);
    cd_cooler_lift(cooler, (double[]){300}, &Q_W, NULL);
    CHECK_REL(Q_W, 45, 1e-9);
    cd_cooler_lift(cooler, (double[]){77}, &Q_W, NULL);
    CHECK_NEAR(Q_W, 16, 1e-9);
    assert_int_equal(cd_cooler_region(cooler, (double[]){70}), CD_REGION_MAP);
    assert_int_equal(cd_cooler_region(cooler, (double[]){80}), CD_REGION_EXTENDED);
    assert_int_equal(cd_cooler_region(cooler, (double[]){29}), CD_REGION_OUTSIDE);
}

/* A map without influence of one stage on the other, T1 = 30 K + Q1 / 1 W/K and T2 = 4 K + Q2 / 0.8 W/K near its end.
 */
#define TWO                                                                                                            \
    "[cooler]\ntitle = x\nsource = y\nstages = 2\n[map]\ncolumns = Q1 W, Q2 W, T1 K, T2 K\n"                           \
    "node = 0, 0, 30, 4\nnode = 0, 2, 30, 6\nnode = 0, 6, 30, 11\nnode = 0, 10, 30, 16\n"                              \
    "node = 20, 0, 50, 4\nnode = 20, 2, 50, 6\nnode = 20, 6, 50, 11\nnode = 20, 10, 50, 16\n"                          \
    "node = 40, 0, 70, 4\nnode = 40, 2, 70, 6\nnode = 40, 6, 70, 11\nnode = 40, 10, 70, 16\n"

/* Both stages go on along the curves of warm.h from the temperature, load and slope of their edge, which the bare map
 * shows beyond it, and the lift keeps its slope there: as near as cubics through eight more nodes can. */
static void test_two_stages_go_on_with_their_slope(void **state)
{
    test_files *t = *state;
    static const double edge_K[2] = {70, 16}, edge_W[2] = {40, 10}, warm_W[2] = {120, 60}, theta_K[2] = {85, 60};
    double Q_W[2], D[4], slope[2];
    const cd_cooler *bare = try_text(t, TWO);
    assert_non_null(bare);
    cd_cooler_lift(bare, (double[]){70.01, 16.01}, Q_W, D);
    slope[0] = D[0], slope[1] = D[3];
    const cd_cooler *cooler =
        try_text(t, TWO "[extension]\nwarm_capacity = 120 W, 60 W\ntheta = 85 K, 60 K\nsource = guessed\n");
    if (!cooler)
        fixture_print(t->fx);
    assert_non_null(cooler);
    size_t n, n_seen = 0;
    const cd_node_of_map *node = cd_cooler_nodes(t->fx->rd.arena, cooler, &n);
    for (int m = 0; m < 2; m++) {
        cd_warm warm;
        assert_true(cd_warm_from_edge(edge_K[m], edge_W[m], slope[m], warm_W[m], theta_K[m], &warm));
        for (size_t k = 0; k < n; k++) {
            if (node[k].origin != CD_REGION_EXTENDED || node[k].Q_W[m] <= edge_W[m])
                continue;
            CHECK_REL(node[k].Q_W[m], cd_warm_lift(&warm, node[k].T_K[m]), 1e-3);
            n_seen++;
        }
        double T_K[2] = {40, 6};
        T_K[m] = edge_K[m] + 0.01;
        cd_cooler_lift(cooler, T_K, Q_W, D);
        CHECK_REL(D[m == 0 ? 0 : 3], slope[m], 0.15);
    }
    assert_true(n_seen > 100);
}

static void test_param(void **state)
{
    test_files *t = *state;
    const cd_cooler *cooler = try_text(t, HEAD PARAM);
    double Q_W;
    if (!cooler)
        fixture_print(t->fx);
    assert_non_null(cooler);
    const cd_cooler_info *info = cd_cooler_about(cooler);
    assert_true(info->by_rating);
    assert_string_equal(info->assumed, "guessed");
    cd_cooler_lift(cooler, (double[]){77}, &Q_W, NULL);
    CHECK_NEAR(Q_W, 16, 1e-9);
    CHECK_NEAR(info->T_base_K[0], 30, 1e-6);
    assert_int_equal(cd_cooler_region(cooler, (double[]){77}), CD_REGION_EXTENDED);
    const char *why = NULL;
    assert_null(cd_cooler_with_warm_capacity(t->fx->rd.arena, cooler, (double[]){15, NAN}, &why));
    assert_non_null(strstr(why, "no rising curve goes through no load at 30 K, 16 W at 77 K and 15 W at 300 K"));
}

static void test_extension_mistakes(void **state)
{
    test_files *t = *state;
    check_refused(t, HEAD MAP "[extension]\nwarm_capacity = 45 W\ntheta = 90 K\n",
                  "missing key \"source\" in extension of a cooler file", "what the assumption rests on");
    check_refused(t, HEAD MAP "[extension]\nwarm_capacity = 45 W\nsource = z\n", "extension needs \"theta\" above zero",
                  "theta =");
    check_refused(t, HEAD MAP "[extension]\nwarm_capacity = 10 W\ntheta = 90 K\nsource = z\n",
                  "the lift of the stage at 300 K, 10 W, is not above the 16 W of the data",
                  "change \"warm_capacity\"");
    check_refused(t, HEAD MAP "node = 90, 15\n[extension]\nwarm_capacity = 40 W\ntheta = 90 K\nsource = z\n",
                  "the data of the stage fall at their warm end, at 90 K", NULL);
    check_refused(t, HEAD MAP "node = 310, 35\n[extension]\nwarm_capacity = 40 W\ntheta = 90 K\nsource = z\n",
                  "the data of the stage reach 310 K: nothing is left to assume", NULL);
    check_refused(t, HEAD MAP "[extension]\nwarm_capacity = 45 W\ntheta = 5 K\nsource = z\n",
                  "theta = 5 K of the stage is too short for a lift that still rises at 300 K: 9 K or more", NULL);
    assert_non_null(try_text(t, HEAD MAP "[extension]\nwarm_capacity = 45 W\ntheta = 9 K\nsource = z\n"));
    check_refused(t, HEAD MAP "[extension]\nwarm_capacity = 45 W, 20 W\ntheta = 90 K\nsource = z\n",
                  "\"warm_capacity\" has 2 values for 1 stages", NULL);
    check_refused(t, HEAD MAP "[extension]\nmodel = PT415\nsource = z\n",
                  "only a map of two stages can be scaled to another", NULL);
    check_refused(t, HEAD MAP "[extension]\ntetha = 90 K\nwarm_capacity = 45 W\nsource = z\n",
                  "unrecognized key \"tetha\" in extension", "did you mean \"theta\"?");
}

/* Among two-stage maps: one that is itself extended, one that is not there, one that builds on itself. */
static void test_scaled_mistakes(void **state)
{
    test_files *t = *state;
    strcat(t->edited, "\n[extension]\nmodel = mine\nsource = z\n");
    check_refused(t, t->edited, "cooler model \"mine\" builds on itself", NULL);
    strcpy(t->edited, t->pt415);
    strcat(t->edited, "\n[extension]\nmodel = PT451\nsource = z\n");
    check_refused(t, t->edited, "unrecognized cooler model \"PT451\"", NULL);
    strcpy(t->edited, t->pt415);
    strcat(t->edited, "\n[extension]\nwarm_capacity = 200 W, 70 W\ntheta = 85 K, 85 K\nsource = z\n");
    check_refused(t, t->edited, "the lift of stage 1 at 300 K, 200 W, is not above the 250 W of the data", NULL);
}

static void test_param_mistakes(void **state)
{
    test_files *t = *state;
    check_refused(t, HEAD MAP PARAM, "has [param] beside [map]", "or only a rating");
    check_refused(t, "[cooler]\ntitle = x\nsource = y\nstages = 1\n" PARAM, "[param] needs the rating of stage 1",
                  "rating = 16 W at 77 K");
    check_refused(t, HEAD "[param]\nno_load = 80 K\nwarm_capacity = 40 W\nsource = z\n", "no rising curve goes through",
                  NULL);
    check_refused(t, HEAD "[param]\nno_load = 30\nwarm_capacity = 40 W\nsource = z\n", "", "K");
    check_refused(t, HEAD, "has no section [map]", NULL);
}

static void test_head_mistakes(void **state)
{
    test_files *t = *state;
    check_refused(t, HEAD "trust = sure\n" MAP, "unrecognized trust \"sure\"", "verified, secondary or recalled");
    check_refused(t, HEAD "guaranteed = 16 W\n" MAP, "\"guaranteed\" is not a lift at a temperature for each stage",
                  "16 W at 77 K");
    check_refused(t, HEAD "guaranteed = 16 W at 77 K, 1 W at 4 K\n" MAP, "\"guaranteed\" is not a lift", NULL);
    check_refused(t, HEAD "input_power = -2 kW\n" MAP, "\"input_power\" is not above zero", NULL);
    check_refused(t, HEAD "stage = 3\n" MAP, "a cooler has one stage or two", "stage = 1");
    check_refused(t, HEAD "extra_mass = -1 kg\n" MAP, "\"extra_mass\" is below zero", NULL);
    const cd_cooler *cooler =
        try_text(t, HEAD "guaranteed = 15 W at 77 K\ntrust = recalled: a: b\nextra_mass = 2 kg\nstage = 2\n" MAP);
    assert_non_null(cooler);
    const cd_cooler_info *info = cd_cooler_about(cooler);
    CHECK_NEAR(info->guaranteed.Q_W[0], 15, 1e-12);
    CHECK_NEAR(info->extra_mass_kg[0], 2, 1e-12);
    assert_true(info->trust == CD_TRUST_RECALLED && info->stage == 2);
    assert_string_equal(info->trust_why, "a: b");
    double Q_W[2];
    cd_cooler_lift_at(cooler, &info->guaranteed, Q_W);
    CHECK_NEAR(Q_W[0], 16, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_from_edge),
        CASE(test_from_rating),
        CASE(test_one_stage),
        CASE(test_param),
        CASE(test_two_stages_go_on_with_their_slope),
        CASE(test_extension_mistakes),
        CASE(test_scaled_mistakes),
        CASE(test_param_mistakes),
        CASE(test_head_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
