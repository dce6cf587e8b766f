/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_cooler_stage - coolers of one stage: the CryoTel GT file, and tables, formulas and constants written in a case.
 * Expected numbers are those of scipy's PchipInterpolator over ln T and closed forms.
 */
#include "cooler_fixture.h"

static int set_up(void **state)
{
    *state = fixture_new();
    return 0;
}

static int tear_down(void **state)
{
    fixture_free(*state);
    return 0;
}

static const cd_cooler *from_text(cooler_fixture *fx, const char *text, bool linear)
{
    const cd_value value = fixture_value(fx, text);
    const cd_cooler *cooler = cd_cooler_from_text(&fx->rd, &value, linear);
    if (!cooler)
        fixture_print(fx);
    assert_non_null(cooler);
    assert_int_equal(cd_cooler_about(cooler)->n_stages, 1);
    return cooler;
}

static double lift_at(const cd_cooler *cooler, double T_K, double *slope)
{
    double Q_W;
    cd_cooler_lift(cooler, &T_K, &Q_W, slope);
    return Q_W;
}

/* Value and partial against central differences over 1e-7 T, whose own error is below 1e-6 also where the curvature
 * jumps. */
static void check_partial(const cd_cooler *cooler, double T_K)
{
    double slope;
    lift_at(cooler, T_K, &slope);
    const double h = 1e-7 * T_K;
    CHECK_NEAR(slope, (lift_at(cooler, T_K + h, NULL) - lift_at(cooler, T_K - h, NULL)) / (2 * h),
               1e-6 * (1 + fabs(slope)));
}

typedef struct {
    double T_K, Q_W, dQ_dT;
} point;

/* scipy: PchipInterpolator(log(T), Q) on the file's points. 1e-9: twelve digits were printed. */
static void test_cryotel(void **state)
{
    const cd_cooler *gt = fixture_cooler(*state, COOLER_FOLDER, "CryoTelGT");
    static const point scipy[] = {
        {37.3, 0.286401113315, 0.400246525978},   {42.385, 2.27056106439, 0.432556770003},
        {77, 16.2188967823, 0.374820841934},      {101.7, 24.4589850748, 0.293038420529},
        {163.2, 40.6491601663, 0.22277372808},    {239.1, 50.0238276965, 0.01309657964},
        {247.9, 49.9347231779, -0.0244846623598}, {263.3, 49.3113477213, -0.0605176654998},
        {289.9, 43.1636881785, -0.590720907262},  {295.3, 39.3131930486, -0.788896745356},
    };
    for (size_t k = 0; k < sizeof scipy / sizeof *scipy; k++) {
        double slope;
        CHECK_NEAR(lift_at(gt, scipy[k].T_K, &slope), scipy[k].Q_W, 1e-9);
        CHECK_NEAR(slope, scipy[k].dQ_dT, 1e-9);
        check_partial(gt, scipy[k].T_K);
    }
    const cd_cooler_info *info = cd_cooler_about(gt);
    assert_int_equal(info->n_stages, 1);
    CHECK_NEAR(info->T_base_K[0], 36.6, 1e-6);
    CHECK_NEAR(info->T_min_K[0], 36.6, 1e-12);
    CHECK_NEAR(info->T_max_K[0], 298, 1e-12);
}

/* Beyond its points: with the end slope into negative lift below, level above because the curve falls. Both C1. */
static void test_cryotel_ends(void **state)
{
    const cd_cooler *gt = fixture_cooler(*state, COOLER_FOLDER, "CryoTelGT");
    double slope;
    CHECK_NEAR(lift_at(gt, 30, &slope), 0.41777801038706125 * (30 - 36.6), 1e-9); /* scipy's slope at 36.6 K */
    CHECK_NEAR(slope, 0.41777801038706125, 1e-9);
    CHECK_NEAR(lift_at(gt, 298, &slope), 37.02, 1e-9);
    CHECK_NEAR(slope, 0, 1e-12);
    CHECK_NEAR(lift_at(gt, 350, &slope), 37.02, 1e-9);
    CHECK_NEAR(slope, 0, 1e-12);
    check_partial(gt, 36.6);
    check_partial(gt, 350);
    lift_at(gt, 298 * (1 - 1e-7), &slope);
    CHECK_NEAR(slope, 0, 1e-4);
    /* the last interval, 296 .. 298 K, differs from scipy's because it ends level: within the data's +-0.8 W */
    CHECK_NEAR(lift_at(gt, 297, NULL), 0.5 * (38.75 + 37.02), 0.3);
    double T_K[2] = {20, 0};
    assert_int_equal(cd_cooler_region(gt, T_K), CD_REGION_OUTSIDE);
    T_K[0] = 150;
    assert_int_equal(cd_cooler_region(gt, T_K), CD_REGION_MAP);
    T_K[0] = 298;
    assert_int_equal(cd_cooler_region(gt, T_K), CD_REGION_MAP);
    T_K[0] = 298.1;
    assert_int_equal(cd_cooler_region(gt, T_K), CD_REGION_OUTSIDE);
}

static const char table_text[] = "4 K: -200 mW, 7.3 K: 1.31 W, 20 K: 9.7 W, 77 K: 31 W, 300 K: 44 W";

static void test_smooth_table(void **state)
{
    const cd_cooler *c = from_text(*state, table_text, false);
    static const point scipy[] = {{4.9, 0.0621666967574, 0.435507456846},
                                  {11.1, 3.88952336728, 0.742099528177},
                                  {50.3, 24.5811128643, 0.344768368518},
                                  {190, 40.5054679286, 0.0462586987678}};
    for (size_t k = 0; k < sizeof scipy / sizeof *scipy; k++) {
        double slope;
        CHECK_NEAR(lift_at(c, scipy[k].T_K, &slope), scipy[k].Q_W, 1e-9);
        CHECK_NEAR(slope, scipy[k].dQ_dT, 1e-9);
    }
    double slope;
    CHECK_NEAR(lift_at(c, 2.5, &slope), -0.2 + 0.08417168312304794 * (2.5 - 4), 1e-12); /* scipy's end slopes */
    CHECK_NEAR(lift_at(c, 333, &slope), 44 + 0.021415315881066543 * 33, 1e-10);
    CHECK_NEAR(slope, 0.021415315881066543, 1e-12);
    check_partial(c, 4);
    check_partial(c, 20);
    check_partial(c, 300);
    const cd_cooler_info *info = cd_cooler_about(c);
    CHECK_NEAR(lift_at(c, info->T_base_K[0], NULL), 0, 1e-12);
    assert_true(info->T_base_K[0] > 4.3 && info->T_base_K[0] < 4.9);
    CHECK_NEAR(info->T_min_K[0], 4, 1e-12);
    CHECK_NEAR(info->T_max_K[0], 300, 1e-12);
    assert_int_equal(cd_cooler_region(c, (double[]){3.9}), CD_REGION_OUTSIDE);
    assert_int_equal(cd_cooler_region(c, (double[]){300}), CD_REGION_MAP);
}

static void test_linear_table(void **state)
{
    const cd_cooler *c = from_text(*state, table_text, true);
    double slope;
    CHECK_NEAR(lift_at(c, 11.1, &slope), 1.31 + (9.7 - 1.31) * (11.1 - 7.3) / 12.7, 1e-12);
    CHECK_NEAR(slope, (9.7 - 1.31) / 12.7, 1e-12);
    CHECK_NEAR(lift_at(c, 3, &slope), -0.2 - 1.51 / 3.3, 1e-12);
    CHECK_NEAR(slope, 1.51 / 3.3, 1e-12);
    CHECK_NEAR(lift_at(c, 310, &slope), 44 + 10 * 13.0 / 223, 1e-12);
    CHECK_NEAR(slope, 13.0 / 223, 1e-12);
    CHECK_NEAR(cd_cooler_about(c)->T_base_K[0], 4 + 0.2 * 3.3 / 1.51, 1e-9);
    /* a table that falls at its end stays level beyond */
    const cd_cooler *falling = from_text(*state, "30 K: 1 W, 80 K: 7.5 W, 90 K: 6 W", true);
    CHECK_NEAR(lift_at(falling, 85, &slope), 6.75, 1e-12);
    CHECK_NEAR(slope, -0.15, 1e-12);
    CHECK_NEAR(lift_at(falling, 95, &slope), 6, 1e-12);
    CHECK_NEAR(slope, 0, 0);
}

/* Below 10 K the lift is negative, and stays so. */
static void test_formula(void **state)
{
    const cd_cooler *c = from_text(*state, "$(0.5 W/K * (T - 10 K))", false);
    double slope;
    CHECK_NEAR(lift_at(c, 77.2, &slope), 33.6, 1e-12);
    CHECK_NEAR(slope, 0.5, 1e-10);
    CHECK_NEAR(lift_at(c, 3, &slope), -3.5, 1e-12);
    CHECK_NEAR(cd_cooler_about(c)->T_base_K[0], 10, 1e-9);
    assert_int_equal(cd_cooler_region(c, (double[]){3}), CD_REGION_MAP);
    assert_true(isinf(cd_cooler_about(c)->T_max_K[0]));

    const cd_cooler *square = from_text(*state, "$(2 mW/K^2 * T^2)", false);
    CHECK_NEAR(lift_at(square, 4.2, &slope), 0.03528, 1e-14);
    CHECK_REL(slope, 0.0168, 1e-10);
    CHECK_NEAR(cd_cooler_about(square)->T_base_K[0], 0, 0);

    /* a saturating curve: the difference of fourth order against the exact slope */
    const cd_cooler *saturating = from_text(*state, "$(68.4 W * (1 - exp(-(T - 38 K) / (141 K))))", false);
    for (double T_K = 3.7; T_K < 400; T_K *= 1.37) {
        lift_at(saturating, T_K, &slope);
        CHECK_REL(slope, 68.4 / 141 * exp(-(T_K - 38) / 141), 1e-9);
    }
    CHECK_NEAR(cd_cooler_about(saturating)->T_base_K[0], 38, 1e-9);
}

static void test_constant(void **state)
{
    static const char *const texts[] = {"2.385 W", "$(2385 mW)"};
    for (int k = 0; k < 2; k++) {
        const cd_cooler *c = from_text(*state, texts[k], false);
        double slope = NAN;
        CHECK_NEAR(lift_at(c, 77.2, &slope), 2.385, 1e-12);
        CHECK_NEAR(slope, 0, 1e-12);
        CHECK_NEAR(lift_at(c, 0.7, &slope), 2.385, 1e-12);
        CHECK_NEAR(cd_cooler_about(c)->T_base_K[0], 0, 0);
        assert_int_equal(cd_cooler_region(c, (double[]){0.7}), CD_REGION_MAP);
    }
}

static void test_exact_is_for_two_stages(void **state)
{
    double Q_W = -1, T_K = 77;
    assert_false(cd_cooler_lift_exact(from_text(*state, "2 W", false), &T_K, &Q_W));
}

static void check_refused(cooler_fixture *fx, const char *text, const char *message)
{
    const size_t before = cd_diags_size(fx->rd.diags);
    const cd_value value = fixture_value(fx, text);
    assert_null(cd_cooler_from_text(&fx->rd, &value, false));
    for (size_t i = before; i < cd_diags_size(fx->rd.diags); i++)
        if (strstr(cd_diags_at(fx->rd.diags, i)->message, message))
            return;
    fixture_print(fx);
    fail_msg("\"%s\": no message \"%s\"", text, message);
}

static void test_refused(void **state)
{
    check_refused(*state, "12", "");
    check_refused(*state, "12 K", "");
    check_refused(*state, "$(0.5 W/K)", "not a power");
    check_refused(*state, "$(T > 5 K)", "the lift is a condition");
    check_refused(*state, "$(1 W * log(T / (10 K) - 1))", "the lift is not finite at T = 0.1 K");
    check_refused(*state, "$(0.5 W/K * (T - 10 K)", "");
    check_refused(*state, "4 K: 1 W, 3 K: 2 W", "");
    check_refused(*state, "4 K: 1 K, 5 K: 2 W", "");
    check_refused(*state, "0 K: 1 W, 5 K: 2 W", "not above 0 K");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_cryotel),
        CASE(test_cryotel_ends),
        CASE(test_smooth_table),
        CASE(test_linear_table),
        CASE(test_formula),
        CASE(test_constant),
        CASE(test_exact_is_for_two_stages),
        CASE(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
