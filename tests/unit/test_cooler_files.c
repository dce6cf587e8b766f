/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_cooler_files - what every file of cases/coolers must show, whichever it is: a file that is added is tested
 * unasked. Nodes and half-way between them, base, the assumed lift at 300 K; the whole plane: tests/property.
 */
#include "cooler_all.h"

/* All are read without a word, and the machines are among them. */
static void test_read(void **state)
{
    (void)state;
    static const char *const wanted[] = {"PT415", "PT415-RM",       "RDK-415D",        "PT407",
                                         "PT420", "PT60",           "CryoTelGT",       "PT420-stage2",
                                         "PT410", "RDK-408D2-50Hz", "RDE-418D4-stage2"};
    for (size_t i = 0; i < n_names; i++) {
        const cd_cooler_info *info = cd_cooler_about(get(names[i]));
        assert_string_equal(info->model, names[i]);
        assert_int_equal(strspn(names[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"),
                         strlen(names[i])); /* a word without quotes in a case */
        assert_non_null(info->frequency);
        assert_non_null(info->orientation);
        assert_non_null(info->region);
        assert_true(info->trust != CD_TRUST_UNKNOWN && info->trust_why);
        assert_true(info->rating.Q_W[info->n_stages - 1] > 0);
        assert_true(info->extra_mass_kg[0] == 0 && info->extra_mass_kg[1] == 0);
    }
    fixture_print(fx);
    assert_int_equal(cd_diags_size(fx->rd.diags), 0);
    for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++) {
        size_t i = 0;
        while (i < n_names && strcmp(names[i], wanted[k]) != 0)
            i++;
        if (i == n_names)
            fail_msg("no %s", wanted[k]);
    }
}

/* How far the table is from loads that belong to temperatures T_K. */
static void see(const cd_cooler *cooler, const double T_K[2], const double Q_W[2], double worst_W[3])
{
    double lift_W[2];
    cd_cooler_lift(cooler, T_K, lift_W, NULL);
    worst_W[0] = fmax(worst_W[0], fabs(lift_W[0] - Q_W[0]));
    worst_W[1] = fmax(worst_W[1], fabs(lift_W[1] - Q_W[1]));
    if (T_K[1] < 6)
        worst_W[2] = fmax(worst_W[2], fabs(lift_W[1] - Q_W[1]));
}

/* Half-way in the plane of loads from node k to the one `step` later, where the exact inversion must give these loads.
 */
static void see_between(const cd_cooler *cooler, const cd_node_of_map *node, size_t n, size_t k, size_t step,
                        double worst_W[3])
{
    double mid_W[2], T_K[2], exact_W[2];
    if (k + step >= n)
        return;
    mid_W[0] = 0.5 * (node[k].Q_W[0] + node[k + step].Q_W[0]);
    mid_W[1] = sinh(0.5 * (asinh(node[k].Q_W[1]) + asinh(node[k + step].Q_W[1])));
    if (!cd_cooler_temperatures(cooler, mid_W, T_K) || T_K[0] > 330 || T_K[1] > 330)
        return;
    assert_true(cd_cooler_lift_exact(cooler, T_K, exact_W));
    CHECK_NEAR(exact_W[0], mid_W[0], 1e-7);
    CHECK_NEAR(exact_W[1], mid_W[1], 1e-7);
    see(cooler, T_K, exact_W, worst_W);
}

/* The lift at the temperatures of a node is the load of the node, and half-way between nodes (in the plane of loads)
 * what the map inverted without the table has: within 1 W, 10 mW below 6 K. */
static void test_round_trip(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_names; i++) {
        const cd_cooler *cooler = get(names[i]);
        size_t n;
        const cd_node_of_map *node = cd_cooler_nodes(fx->rd.arena, cooler, &n);
        double at_W[3] = {0, 0, 0}, between_W[3] = {0, 0, 0};
        if (cd_cooler_about(cooler)->n_stages != 2)
            continue;
        for (size_t k = 0; k < n; k++)
            if (node[k].T_K[0] < 330 && node[k].T_K[1] < 330)
                see(cooler, node[k].T_K, node[k].Q_W, at_W);
        size_t n2 = 1;
        while (node[n2].Q_W[0] == node[0].Q_W[0])
            n2++;
        for (size_t k = 0; k < n; k++)
            for (int way = 1; way <= 3; way++) /* along Q2, along Q1, across the cell */
                see_between(cooler, node, n, k, (way & 1 ? 1 : 0) + (way & 2 ? n2 : 0), between_W);
        print_message("%-16s nodes %.3f W %.3f W, below 6 K %.4f W; between %.3f W %.3f W, %.4f W\n", names[i], at_W[0],
                      at_W[1], at_W[2], between_W[0], between_W[1], between_W[2]);
        for (int m = 0; m < 3; m++) {
            CHECK_NEAR(at_W[m], 0, m < 2 ? 1 : 0.010);
            CHECK_NEAR(between_W[m], 0, m < 2 ? 1 : 0.010);
        }
    }
}

/* With both heaters off every machine ends at the temperatures of its node without load, and the lift there is none. */
static void test_base(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_names; i++) {
        const cd_cooler *cooler = get(names[i]);
        const cd_cooler_info *info = cd_cooler_about(cooler);
        size_t n;
        const cd_node_of_map *node = cd_cooler_nodes(fx->rd.arena, cooler, &n);
        if (node[0].Q_W[0] != 0 || (info->n_stages == 2 && node[0].Q_W[1] != 0))
            continue; /* the curve begins under load */
        double Q_W[2] = {0, 0};
        cd_cooler_lift(cooler, info->T_base_K, Q_W, NULL);
        for (int m = 0; m < info->n_stages; m++) {
            CHECK_NEAR(info->T_base_K[m], node[0].T_K[m], 0.01);
            CHECK_NEAR(Q_W[m], 0, 1e-9);
        }
    }
}

/* What a file says of 300 K is what the cooler lifts there (0.5 %: the table), and the data keep their say: an anchor
 * twice as high changes no measured node. */
static void test_assumed(void **state)
{
    (void)state;
    size_t n_assumed = 0;
    for (size_t i = 0; i < n_names; i++) {
        const cd_cooler *cooler = get(names[i]);
        const cd_cooler_info *info = cd_cooler_about(cooler);
        const int n = info->n_stages == 2 ? 2 : 1;
        if (!info->assumed) {
            assert_true(isnan(info->warm_W[0]));
            continue;
        }
        n_assumed++;
        const double doubled_W[2] = {2 * info->warm_W[0], 2 * info->warm_W[1]};
        const char *why = NULL;
        const cd_cooler *other = cd_cooler_with_warm_capacity(fx->rd.arena, cooler, doubled_W, &why);
        if (!other)
            fail_msg("%s: %s", names[i], why);
        double Q_W[2] = {NAN, NAN};
        cd_cooler_lift(other, (double[]){300, 300}, Q_W, NULL);
        for (int m = 0; m < 2 && m < n; m++)
            CHECK_REL(Q_W[m], doubled_W[m], 0.005);
        size_t n_nodes;
        const cd_node_of_map *node = cd_cooler_nodes(fx->rd.arena, cooler, &n_nodes);
        for (size_t k = 0; k < n_nodes; k++) {
            if (node[k].origin == CD_REGION_EXTENDED)
                continue;
            cd_cooler_lift(other, node[k].T_K, Q_W, NULL);
            for (int m = 0; m < n; m++)
                CHECK_NEAR(Q_W[m], node[k].Q_W[m], 1);
        }
    }
    assert_true(n_assumed > 20);
}

/* The chart of the PT415-RM is the cold part of the PT415's map: continued by it, it is the same map. */
static void test_chart_is_part_of_map(void **state)
{
    (void)state;
    const cd_cooler *chart = get("PT415-RM"), *map = get("PT415");
    for (int a = 0; a < 40; a++)
        for (int b = 0; b < 40; b++) {
            const double T_K[2] = {log_between(25, 320, a / 39.0), log_between(2.2, 320, b / 39.0)};
            double chart_W[2], map_W[2];
            cd_cooler_lift(chart, T_K, chart_W, NULL);
            cd_cooler_lift(map, T_K, map_W, NULL);
            CHECK_NEAR(chart_W[0], map_W[0], 1e-6);
            CHECK_NEAR(chart_W[1], map_W[1], 1e-6);
        }
    assert_int_equal(cd_cooler_region(chart, (double[]){200, 200}), CD_REGION_EXTENDED);
    assert_int_equal(cd_cooler_region(map, (double[]){200, 200}), CD_REGION_MAP);
}

/* Where a stage without load rests on assumed lift of the other, all does; below measured no load nothing is assumed.
 */
static void test_regions_of_a_chart(void **state)
{
    (void)state;
    const cd_cooler *chart = get("RDK-415D");
    static const struct {
        double T_K[2];
        cd_region region;
    } place[] = {{{121.8, 2.84}, CD_REGION_EXTENDED}, {{121.8, 2.83}, CD_REGION_EXTENDED},
                 {{121.8, 2}, CD_REGION_EXTENDED},    {{500, 500}, CD_REGION_EXTENDED},
                 {{40, 2}, CD_REGION_OUTSIDE},        {{40, 4.2}, CD_REGION_MAP}};
    for (size_t k = 0; k < sizeof place / sizeof *place; k++)
        assert_int_equal(cd_cooler_region(chart, place[k].T_K), place[k].region);
    for (double T1_K = 35; T1_K < 75; T1_K += 0.37) { /* a second stage that idles is on the map */
        double low_K = 2, high_K = 5, Q_W[2];
        for (int halving = 0; halving < 60; halving++) {
            const double T2_K = 0.5 * (low_K + high_K);
            cd_cooler_lift(chart, (double[]){T1_K, T2_K}, Q_W, NULL);
            *(Q_W[1] < 0 ? &low_K : &high_K) = T2_K;
        }
        assert_int_equal(cd_cooler_region(chart, (double[]){T1_K, low_K}), CD_REGION_MAP);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_base),
        cmocka_unit_test(test_assumed),
        cmocka_unit_test(test_chart_is_part_of_map),
        cmocka_unit_test(test_regions_of_a_chart),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
