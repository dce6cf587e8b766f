/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_cooler - the PT415 map: its nodes, base, monotonicity, partials and continuation. Expected numbers come from the
 * data file, the table of cuts that was published with it, and a twin in scipy (PchipInterpolator, optimize.root).
 */
#include "cooler_fixture.h"

#include <time.h>

static cooler_fixture *fx;
static const cd_cooler *pt415;

static int set_up(void **state)
{
    (void)state;
    fx = fixture_new();
    pt415 = fixture_cooler(fx, COOLER_FOLDER, "PT415");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_free(fx);
    return 0;
}

/* The nodes as they stand in the file, read here by sscanf. */
typedef struct {
    double T1, Q1, T2, Q2;
    char flag;
} node;

static size_t read_nodes(node *nodes, size_t room)
{
    FILE *file = fopen(COOLER_FOLDER "/PT415.ini", "r");
    assert_non_null(file);
    char line[512];
    size_t n = 0;
    while (fgets(line, sizeof line, file)) {
        node k;
        if (sscanf(line, "node = %lf , %lf , %lf , %lf , %c", &k.T1, &k.Q1, &k.T2, &k.Q2, &k.flag) == 5 && n < room)
            nodes[n++] = k;
    }
    fclose(file);
    return n;
}

static void test_about(void **state)
{
    (void)state;
    const cd_cooler_info *info = cd_cooler_about(pt415);
    assert_int_equal(info->n_stages, 2);
    assert_string_equal(info->model, "PT415");
    assert_non_null(strstr(info->title, "Cryomech PT415"));
    assert_non_null(strstr(info->source, "Green et al. 2015"));
    assert_non_null(strstr(info->frequency, "50 and 60 Hz"));
    assert_non_null(info->uncertainty);
    assert_non_null(info->notes);
    /* the smallest and largest temperatures of the file, x nodes left out */
    CHECK_NEAR(info->T_min_K[0], 30.67, 1e-12);
    CHECK_NEAR(info->T_max_K[0], 308.23, 1e-12);
    CHECK_NEAR(info->T_min_K[1], 2.47, 1e-12);
    CHECK_NEAR(info->T_max_K[1], 320.13, 1e-12);
}

/* The lift at the temperatures of a node is the load of the node. 1 W is 0.4 % of the first stage's range and 0.8 % of
 * the second's, a fifth of the data's uncertainty; 10 mW at 4 K is 1 % of the rating. */
static void test_nodes(void **state)
{
    (void)state;
    node nodes[100];
    const size_t n = read_nodes(nodes, 100);
    assert_int_equal(n, 88);
    double worst_W[3] = {0, 0, 0};
    node where[3] = {nodes[0], nodes[0], nodes[0]};
    for (size_t k = 0; k < n; k++) {
        if (nodes[k].flag == 'x')
            continue;
        double Q_W[2];
        cd_cooler_lift(pt415, (double[]){nodes[k].T1, nodes[k].T2}, Q_W, NULL);
        const double off[3] = {fabs(Q_W[0] - nodes[k].Q1), fabs(Q_W[1] - nodes[k].Q2),
                               nodes[k].T2 < 6 ? fabs(Q_W[1] - nodes[k].Q2) : 0};
        for (int m = 0; m < 3; m++)
            if (off[m] > worst_W[m]) {
                worst_W[m] = off[m];
                where[m] = nodes[k];
            }
    }
    static const char *const what[] = {"Q1", "Q2", "Q2, T2 < 6 K"};
    static const double allowed_W[] = {1, 1, 0.010};
    for (int m = 0; m < 3; m++) {
        print_message("worst node, %-12s off by %.4f W at T1 = %.2f K, T2 = %.2f K (%g W, %g W)\n", what[m], worst_W[m],
                      where[m].T1, where[m].T2, where[m].Q1, where[m].Q2);
        CHECK_NEAR(worst_W[m], 0, allowed_W[m]);
    }
}

/* Without the table every node comes out to the accuracy of Newton's method. */
static void test_nodes_exact(void **state)
{
    (void)state;
    node nodes[100];
    const size_t n = read_nodes(nodes, 100);
    for (size_t k = 0; k < n; k++) {
        double Q_W[2] = {NAN, NAN};
        assert_true(cd_cooler_lift_exact(pt415, (double[]){nodes[k].T1, nodes[k].T2}, Q_W));
        CHECK_NEAR(Q_W[0], nodes[k].Q1, 1e-8);
        CHECK_NEAR(Q_W[1], nodes[k].Q2, 1e-8);
    }
}

/* Half-way (in ln T) between nodes, and elsewhere: loads found by scipy.optimize.root on a PCHIP bicubic written in
 * numpy. 1e-7: its tolerance. The table is within 0.5 W of it (0.2 % of 239 W), and 6 mW below 6 K. */
static void test_exact_against_twin(void **state)
{
    (void)state;
    static const struct {
        double T_K[2], Q_W[2];
    } twin[] = {
        {{32.306, 2.991}, {14.0626713775, 0.233756823028}},   {{50.723, 6.048}, {59.805228956, 2.77603695505}},
        {{74.656, 24.51}, {89.5818080166, 15.309383906}},     {{90.753, 4.926}, {125.085448501, 1.15833795138}},
        {{194.456, 150.254}, {173.490453444, 63.0598647392}}, {{291.067, 422.604}, {222.006115397, 112.386514692}},
        {{73.648, 258.106}, {63.006802575, 112.261247756}},   {{44.721, 185.146}, {14.0004639776, 85.4851818598}},
        {{36.3, 3.1}, {37.0231649577, 0.348978649572}},       {{52.7, 6.4}, {62.0614369784, 3.05332325079}},
        {{123.4, 57.8}, {133.665071515, 31.8028260852}},      {{271.3, 245.6}, {217.237922921, 72.5515852788}},
        {{300, 300}, {238.901389389, 81.2068678545}},         {{45, 4.2}, {58.5692095942, 1.38853064327}},
    };
    for (size_t k = 0; k < sizeof twin / sizeof *twin; k++) {
        double Q_W[2];
        assert_true(cd_cooler_lift_exact(pt415, twin[k].T_K, Q_W));
        CHECK_NEAR(Q_W[0], twin[k].Q_W[0], 1e-7);
        CHECK_NEAR(Q_W[1], twin[k].Q_W[1], 1e-7);
        if (twin[k].T_K[1] > 330)
            continue; /* beyond the table */
        cd_cooler_lift(pt415, twin[k].T_K, Q_W, NULL);
        CHECK_NEAR(Q_W[0], twin[k].Q_W[0], 0.5);
        CHECK_NEAR(Q_W[1], twin[k].Q_W[1], twin[k].T_K[1] < 6 ? 0.006 : 0.5);
    }
}

static void test_exact_refuses_outside(void **state)
{
    (void)state;
    double Q_W[2];
    assert_false(cd_cooler_lift_exact(pt415, (double[]){28.3, 3.1}, Q_W));
    assert_false(cd_cooler_lift_exact(pt415, (double[]){150, 4.2}, Q_W));
    assert_false(cd_cooler_lift_exact(pt415, (double[]){300, 77}, Q_W));
    assert_false(cd_cooler_lift_exact(pt415, (double[]){60, 399}, Q_W));
}

/* Newton's method on lift = (0, 0) from a warm point ends at the node with both heaters off, 30.67 K and 2.67 K. */
static void test_base(void **state)
{
    (void)state;
    double T_K[2] = {51.3, 6.1}, Q_W[2], D[4];
    for (int step = 0; step < 60; step++) {
        cd_cooler_lift(pt415, T_K, Q_W, D);
        const double det = D[0] * D[3] - D[1] * D[2];
        T_K[0] = fmax(T_K[0] - (Q_W[0] * D[3] - Q_W[1] * D[1]) / det, 0.7 * T_K[0]);
        T_K[1] = fmax(T_K[1] - (Q_W[1] * D[0] - Q_W[0] * D[2]) / det, 0.7 * T_K[1]);
    }
    print_message("base by Newton: %.6f K, %.6f K\n", T_K[0], T_K[1]);
    CHECK_NEAR(T_K[0], 30.67, 0.01);
    CHECK_NEAR(T_K[1], 2.67, 0.01);
    CHECK_NEAR(cd_cooler_about(pt415)->T_base_K[0], 30.67, 0.01);
    CHECK_NEAR(cd_cooler_about(pt415)->T_base_K[1], 2.67, 0.01);
}

/* Cuts through the same composite as published with it, rounded there to 1 W (0.1 W below 10 W for Q2); they were read
 * from a coarser table, good to 0.2 W inside the measured region. Allowed: half the last digit and 0.5 W (Q1), 0.3 W
 * (Q2), 0.02 W at 4.2 K; 2 W for Q2 at T1 = 300 K below 200 K, beyond Q1 = 250 W, where the coarse table crossed a kink
 * (test_outside has these points to 0.1 W). */
static void test_published_cuts(void **state)
{
    (void)state;
    static const double T1_K[] = {45, 60, 77, 100, 150, 200, 250, 300};
    static const struct {
        double T2_K, Q_W[8][2];
    } cut[] = {
        {4.2, {{59, 1.4}, {84, 1.4}, {107, 1.2}, {136, 0.2}}},
        {20, {{20, 16}, {60, 14}, {97, 12}, {127, 9.9}, {168, 4.9}}},
        {50, {{12, 35}, {54, 34}, {87, 33}, {115, 30}, {158, 22}, {190, 10}}},
        {77, {{12, 50}, {52, 49}, {84, 49}, {111, 48}, {150, 39}, {188, 27}, {220, 12}, {269, 2}}},
        {100, {{13, 60}, {52, 59}, {80, 60}, {107, 60}, {148, 52}, {182, 39}, {220, 25}, {259, 10}}},
        {150, {{15, 76}, {52, 77}, {74, 79}, {96, 81}, {146, 75}, {177, 61}, {210, 46}, {252, 31}}},
        {200, {{15, 89}, {50, 92}, {68, 96}, {87, 99}, {140, 95}, {175, 80}, {205, 64}, {246, 50}}},
        {300, {{13, 124}, {47, 122}, {65, 124}, {83, 128}, {126, 127}, {169, 113}, {200, 95}, {239, 81}}},
    };
    double worst_W[2] = {0, 0};
    for (size_t k = 0; k < sizeof cut / sizeof *cut; k++)
        for (int i = 0; i < 8 && cut[k].Q_W[i][0] > 0; i++) {
            const double *want = cut[k].Q_W[i];
            double Q_W[2];
            cd_cooler_lift(pt415, (double[]){T1_K[i], cut[k].T2_K}, Q_W, NULL);
            const bool beyond = i == 7 && cut[k].T2_K < 200;
            const double fine = beyond ? 2 : want[1] < 10 ? 0.05 + (cut[k].T2_K < 6 ? 0.02 : 0.3) : 0.5 + 0.3;
            worst_W[0] = fmax(worst_W[0], fabs(Q_W[0] - want[0]));
            worst_W[1] = beyond ? worst_W[1] : fmax(worst_W[1], fabs(Q_W[1] - want[1]));
            CHECK_NEAR(Q_W[0], want[0], 0.5 + 0.5);
            CHECK_NEAR(Q_W[1], want[1], fine);
        }
    print_message("published cuts (rounded to 1 W): largest difference %.2f W, %.2f W\n", worst_W[0], worst_W[1]);
}

/* Outside the measured region: clipped to its rim, then on in the own temperature only. The twin clips with
 * scipy.optimize.brentq and searches the rim by least_squares, good to 1e-6. The table is within 0.1 W there. */
static void test_outside(void **state)
{
    (void)state;
    static const struct {
        double T_K[2], Q_W[2];
    } twin[] = {
        {{300, 100}, {258.855738, 11.8559944}},   {{300, 77}, {268.581148, 2.82117113}},
        {{150, 4.2}, {170.456246, -2.95112179}},  {{27, 4.2}, {-51.7946687, 1.21770891}},
        {{45, 2.2}, {65.1127274, -0.488104457}},  {{100, 310}, {83.0541161, 130.101133}},
        {{20, 1.8}, {-117.719751, -0.599801073}}, {{320, 50}, {306.22992, -7.69786976}},
        {{36, 330}, {-49.887657, 196.330661}},    {{28, 120}, {-72.5674338, 67.0908041}},
    };
    for (size_t k = 0; k < sizeof twin / sizeof *twin; k++) {
        double Q_W[2];
        cd_cooler_lift(pt415, twin[k].T_K, Q_W, NULL);
        CHECK_NEAR(Q_W[0], twin[k].Q_W[0], 0.1);
        CHECK_NEAR(Q_W[1], twin[k].Q_W[1], twin[k].T_K[1] < 6 ? 0.005 : 0.1);
    }
}

/* Where no load is left for the second stage it is a heat source. */
static void test_negative_lift(void **state)
{
    (void)state;
    double Q_W[2];
    cd_cooler_lift(pt415, (double[]){150, 4.2}, Q_W, NULL);
    assert_true(Q_W[1] < -0.5);
    cd_cooler_lift(pt415, (double[]){45, 2.2}, Q_W, NULL);
    assert_true(Q_W[1] < -0.2 && Q_W[0] > 0);
    cd_cooler_lift(pt415, (double[]){27, 4.2}, Q_W, NULL);
    assert_true(Q_W[0] < -5);
}

/* dQ/dT as quoted with the map to 0.01 W/K; the steep cross term at 4 K, -4.53 W/K, within 5 %: the table's slopes are
 * limited differences over 2.7 % of T. */
static void test_quoted_partials(void **state)
{
    (void)state;
    double Q_W[2], D[4];
    cd_cooler_lift(pt415, (double[]){45, 4.2}, Q_W, D);
    CHECK_NEAR(D[0], 2.07, 0.02);
    CHECK_REL(D[1], -4.53, 0.05);
    CHECK_NEAR(D[2], 0.01, 0.01);
    CHECK_NEAR(D[3], 0.85, 0.01);
    cd_cooler_lift(pt415, (double[]){200, 200}, Q_W, D);
    CHECK_NEAR(D[0], 0.52, 0.01);
    CHECK_NEAR(D[1], -0.03, 0.01);
    CHECK_NEAR(D[2], -0.38, 0.02);
    CHECK_NEAR(D[3], 0.37, 0.01);
}

/* A stage lifts more when it is warmer itself, also where nobody has measured and beyond the table. */
static void test_monotone(void **state)
{
    (void)state;
    enum { N = 200 };
    double least[2] = {INFINITY, INFINITY}, bound[2] = {INFINITY, -INFINITY};
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double Q_W[2], D[4];
            cd_cooler_lift(
                pt415, (double[]){log_between(1.5, 400, i / (N - 1.0)), log_between(1.5, 400, j / (N - 1.0))}, Q_W, D);
            least[0] = fmin(least[0], D[0]);
            least[1] = fmin(least[1], D[3]);
            bound[0] = fmin(bound[0], fmin(Q_W[0], Q_W[1]));
            bound[1] = fmax(bound[1], fmax(Q_W[0], Q_W[1]));
        }
    print_message("1.5 .. 400 K: dQ1/dT1 >= %.3f W/K, dQ2/dT2 >= %.3f W/K, lifts %.0f .. %.0f W\n", least[0], least[1],
                  bound[0], bound[1]);
    assert_true(least[0] >= 0 && least[1] >= 0);
    assert_true(bound[0] > -500 && bound[1] < 500);
}

/* Partials are the slopes of the very function. Central differences over 1e-6 T leave 1e-6 of the change of a slope
 * across a cell (up to 10 W/K), and 1e-8 W/K from rounding. */
static void test_partials(void **state)
{
    (void)state;
    unsigned seed = 7;
    double worst = 0;
    for (int k = 0; k < 20000; k++) {
        const double T_K[2] = {log_between(12, 420, from_0_to_1(&seed)), log_between(1.2, 420, from_0_to_1(&seed))};
        double Q_W[2], D[4], up[2], down[2];
        cd_cooler_lift(pt415, T_K, Q_W, D);
        for (int j = 0; j < 2; j++) {
            const double h = 1e-6 * T_K[j];
            double T_up[2] = {T_K[0], T_K[1]}, T_down[2] = {T_K[0], T_K[1]};
            T_up[j] += h;
            T_down[j] -= h;
            cd_cooler_lift(pt415, T_up, up, NULL);
            cd_cooler_lift(pt415, T_down, down, NULL);
            for (int m = 0; m < 2; m++) {
                const double slope = (up[m] - down[m]) / (T_up[j] - T_down[j]);
                worst = fmax(worst, fabs(slope - D[2 * m + j]) / (1 + fabs(slope)));
            }
        }
    }
    print_message("partials against differences: off by %.1e of (1 W/K + slope)\n", worst);
    CHECK_NEAR(worst, 0, 3e-4);
}

/* C1 across cells, the rim of the data and the table's edges: with a quarter of the step the largest change of a
 * partial falls to about a quarter. A jump would stay. */
static void test_c1(void **state)
{
    (void)state;
    for (int stage = 0; stage < 2; stage++)
        for (int k = 0; k < 7; k++) {
            const double low_K = stage == 0 ? 12 : 1.1;
            static const double other_K[] = {1.5, 2.67, 4.2, 31.7, 77.3, 299, 409};
            const double coarse = largest_change(pt415, stage, low_K, other_K[k], 20000);
            const double fine = largest_change(pt415, stage, low_K, other_K[k], 80000);
            if (!(fine < 0.35 * coarse + 1e-12))
                print_error("along T%d, other stage at %g K: %g -> %g W/K\n", stage + 1, other_K[k], coarse, fine);
            assert_true(fine < 0.35 * coarse + 1e-12);
        }
}

static void test_regions(void **state)
{
    (void)state;
    static const struct {
        double T_K[2];
        cd_region region;
    } place[] = {
        {{36.3, 3.1}, CD_REGION_MAP},         /* Q1 0 .. 50 W, Q2 0 .. 1.35 W: all four nodes R */
        {{94, 150}, CD_REGION_INTERPOLATED},  /* the 75 W column is interpolated */
        {{160, 10}, CD_REGION_OUTSIDE},       /* below the no-load curve of stage 2 */
        {{300, 300}, CD_REGION_EXTRAPOLATED}, /* the cell with two corners x */
        {{300, 77}, CD_REGION_OUTSIDE},       /* beyond Q1 = 250 W */
        {{29, 3.4}, CD_REGION_OUTSIDE},       /* below the no-load curve of stage 1 */
        {{30.67, 2.67}, CD_REGION_MAP},       /* the base itself */
        {{4.2, 0.3}, CD_REGION_OUTSIDE},      {{900, 900}, CD_REGION_OUTSIDE},
    };
    for (size_t k = 0; k < sizeof place / sizeof *place; k++) {
        if (cd_cooler_region(pt415, place[k].T_K) != place[k].region)
            print_error("at %g K, %g K\n", place[k].T_K[0], place[k].T_K[1]);
        assert_int_equal(cd_cooler_region(pt415, place[k].T_K), place[k].region);
    }
}

/* For the reader of the log; never a reason to fail. */
static void test_timing(void **state)
{
    (void)state;
    enum { POINTS = 4096, ROUNDS = 100 };
    static double T_K[POINTS][2];
    unsigned seed = 3;
    for (int k = 0; k < POINTS; k++) {
        T_K[k][0] = log_between(31, 320, from_0_to_1(&seed));
        T_K[k][1] = log_between(2.7, 320, from_0_to_1(&seed));
    }
    struct timespec from, to;
    double sum = 0, Q_W[2], D[4];
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int round = 0; round < ROUNDS; round++)
        for (int k = 0; k < POINTS; k++) {
            cd_cooler_lift(pt415, T_K[k], Q_W, D);
            sum += Q_W[0] + D[3];
        }
    clock_gettime(CLOCK_MONOTONIC, &to);
    assert_true(isfinite(sum));
    print_message("lift and partials: %.0f ns\n",
                  ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / ROUNDS / POINTS);
    clock_gettime(CLOCK_MONOTONIC, &from);
    fixture_cooler(fx, COOLER_FOLDER, "PT415");
    clock_gettime(CLOCK_MONOTONIC, &to);
    print_message("reading and inverting PT415: %.1f ms\n",
                  (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) * 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_about),
        cmocka_unit_test(test_nodes),
        cmocka_unit_test(test_nodes_exact),
        cmocka_unit_test(test_exact_against_twin),
        cmocka_unit_test(test_exact_refuses_outside),
        cmocka_unit_test(test_base),
        cmocka_unit_test(test_published_cuts),
        cmocka_unit_test(test_outside),
        cmocka_unit_test(test_negative_lift),
        cmocka_unit_test(test_quoted_partials),
        cmocka_unit_test(test_monotone),
        cmocka_unit_test(test_partials),
        cmocka_unit_test(test_c1),
        cmocka_unit_test(test_regions),
        cmocka_unit_test(test_timing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
