/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_curve_text - constants, formulas and tables of a case as curves, and every way to write them wrongly.
 */
#include "material_fixture.h"

#include "../../src/material/curve_text.h"

static const cd_curve *read(fixture *f, const char *text, cd_quantity quantity)
{
    const cd_value value = value_of(f, text);
    return cd_curve_read(&f->rd, &value, quantity, NULL, NULL);
}

/* Must be refused with these words. */
static void refused(fixture *f, const char *text, cd_quantity quantity, const char *words)
{
    assert_null(read(f, text, quantity));
    expect_one(f, CD_ERROR, words, NULL);
}

static void constants(void **state)
{
    fixture *f = *state;
    const cd_curve *curve = read(f, " 385.1 W/(m K) ", CD_CONDUCTIVITY);
    assert_non_null(curve);
    CHECK_REL(cd_curve_value(curve, 4.2), 385.1, 1e-15);
    CHECK_REL(cd_curve_integral(curve, 300), 385.1 * 300, 1e-13);
    CHECK_REL(cd_curve_value(read(f, "$m", CD_CONDUCTANCE), 77), 2.5, 1e-15);
    CHECK_REL(cd_curve_value(read(f, "$(2 * $m)", CD_CONDUCTANCE), 77), 5, 1e-15);
    CHECK_REL(cd_curve_value(read(f, "3 kJ/K", CD_HEAT_CAPACITY), 1e-3), 3000, 1e-15);
    curve = read(f, "0 W/K", CD_CONDUCTANCE);
    assert_non_null(curve);
    assert_true(cd_curve_integral(curve, 300) == 0);
    expect_none(f);
    refused(f, "-3 W/K", CD_CONDUCTANCE, "thermal conductance must not be negative");
    refused(f, "$(-$m)", CD_CONDUCTANCE, "must not be negative");
    refused(f, "3 W", CD_CONDUCTANCE, "is wanted");
    refused(f, "3", CD_CONDUCTANCE, "needs a unit");
    refused(f, "", CD_CONDUCTANCE, "missing");
}

static void formulas(void **state)
{
    fixture *f = *state;
    double T_min_K, T_max_K;
    const cd_value value = value_of(f, "$(0.0109 J/(kg K^2) * T + 0.000748 J/(kg K^4) * T^3)");
    const cd_curve *curve = cd_curve_read(&f->rd, &value, CD_SPECIFIC_HEAT, &T_min_K, &T_max_K);
    assert_non_null(curve);
    assert_true(T_min_K == 0 && isinf(T_max_K));
    for (double T_K = 0.11; T_K < 1900; T_K *= 1.37)
        CHECK_REL(cd_curve_value(curve, T_K), 0.0109 * T_K + 0.000748 * T_K * T_K * T_K, 1.2e-7);
    /* Quadratures of the two powers; 1e-7 is the curve's agreement. */
    CHECK_REL(cd_curve_between(curve, 4, 20), 0.0109 * (400 - 16) / 2 + 0.000748 * (160000 - 256) / 4, 1e-7);
    curve = read(f, "$($m * T / (300 K))", CD_CONDUCTANCE);
    CHECK_REL(cd_curve_value(curve, 77), 2.5 * 77 / 300, 1e-12);
    expect_none(f);
}

static void T_is_no_tesla_here(void **state)
{
    fixture *f = *state;
    const cd_curve *curve = read(f, "$( 60 W/K * (2 - (10 K / (T + 20 K))^2 + 1 K / T) )", CD_CONDUCTANCE);
    assert_non_null(curve);
    CHECK_REL(cd_curve_value(curve, 140), 60 * (2 - 1 / 256.0 + 1 / 140.0), 1e-6);
}

static void wrong_formulas(void **state)
{
    fixture *f = *state;
    refused(f, "$(T)", CD_CONDUCTANCE, "but thermal conductance is wanted");
    refused(f, "$(T > 4 K)", CD_CONDUCTANCE, "gives a condition");
    refused(f, "$(0.1 W/K^2 * T) W/K", CD_CONDUCTANCE, "after the formula");
    refused(f, "0.1 W/K^2 * T", CD_CONDUCTANCE, "a formula stands in $( )");
    refused(f, "5 W/K * (T / 4 K)^1.5", CD_CONDUCTANCE, "a formula stands in $( )");
    refused(f, "$(0.1 W/K^2 * T", CD_CONDUCTANCE, "");
    refused(f, "0.1 W/K^2 * T", CD_CONDUCTANCE, "");
    refused(f, "$($nobody * T)", CD_CONDUCTANCE, "no such parameter");
    refused(f, "$(0.1 W/K^2 * (T - 77 K))", CD_CONDUCTANCE, "thermal conductance is -7.694 W/K at 0.0625 K");
    refused(f, "$(1 W/K^2 * (500 K - T))", CD_CONDUCTANCE, "at 512 K");
    refused(f, "$(1 W/K * (T - T) / T)", CD_CONDUCTANCE, "is 0 W/K at");
}

static void tables(void **state)
{
    fixture *f = *state;
    double T_min_K, T_max_K, slope;
    const cd_value value = value_of(f, "4 K: 0.3 W/(m K), 20 K: 1.5 W/(m K), 77 K: 4.9 W/(m K), 300 K: 9.1 W/(m K)");
    const cd_curve *curve = cd_curve_read(&f->rd, &value, CD_CONDUCTIVITY, &T_min_K, &T_max_K);
    assert_non_null(curve);
    assert_true(T_min_K == 4 && T_max_K == 300);
    /* scipy 1.10.1: exp(PchipInterpolator(log T, log y)(log T)), its end slopes continued. 20 and 300 K are knots. */
    const double want[][2] = {
        {20, 1.5}, {300, 9.1}, {10, 0.7699505330152724}, {50, 3.563621163614496}, {150, 7.0513550175455}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        CHECK_REL(cd_curve_value(curve, want[i][0]), want[i][1], 1.2e-7);
    const double low_power = 1.066325421798155, high_power = 0.24278575362731494;
    CHECK_REL(cd_curve_value(curve, 0.05), 0.3 * pow(0.05 / 4, low_power), 1e-7);
    CHECK_REL(cd_curve_value(curve, 1000), 9.1 * pow(1000.0 / 300, high_power), 1e-7);
    CHECK_REL(cd_curve_slope(curve, 0.01, &slope) / slope * low_power, 0.01, 1e-7);

    CHECK_REL(cd_curve_value(read(f, "77 K: 12.5 J/K", CD_HEAT_CAPACITY), 4), 12.5, 1e-15);
    assert_non_null(read(f, "0 K: 0 J/K", CD_HEAT_CAPACITY)); /* one point is a constant, which may be zero */
    assert_non_null(read(f, "-196 degC: 3 W/K, 20 degC: $m", CD_CONDUCTANCE));
    expect_none(f);
}

static void wrong_tables(void **state)
{
    fixture *f = *state;
    refused(f, "4 K: 0.3 W/K, 20 K: 1 W/K, 20 K: 2 W/K", CD_CONDUCTANCE,
            "\"20 K: 2 W/K\" does not come after \"20 K: 1");
    refused(f, "4 K: 0.3 W/K, 2 K: 1 W/K", CD_CONDUCTANCE, "does not come after");
    refused(f, "4 K: 0.3 W/K, 20 K", CD_CONDUCTANCE, "\"20 K\" is not a point");
    refused(f, "4 K: 0.3 W/K,", CD_CONDUCTANCE, "\"\" is not a point");
    refused(f, "4 K: 0.3 W/K: 2, 20 K: 1 W/K", CD_CONDUCTANCE, "is not a point");
    refused(f, "4 K: 0.3 W/K, 20: 1 W/K", CD_CONDUCTANCE, "needs a unit");
    refused(f, "4 K: 0.3 W, 20 K: 1 W/K", CD_CONDUCTANCE, "is wanted");
    refused(f, "4 K: 0 W/K, 20 K: 1 W/K", CD_CONDUCTANCE, "must be positive in a table");
    refused(f, "4 K: 1 W/K, 20 K: -1 W/K", CD_CONDUCTANCE, "must be positive in a table");
    refused(f, "0 K: 1 W/K, 20 K: 2 W/K", CD_CONDUCTANCE, "must be positive in a table");
    refused(f, "4 K: -1 W/K", CD_CONDUCTANCE, "must be positive in a table");
    refused(f, "4 K: 1 W/K, 4.01 K: 5 W/K", CD_CONDUCTANCE, "thermal conductance is"); /* slope 645: 0 at 0.06 K */
}

static void table_of_any_two_dimensions(void **state)
{
    fixture *f = *state;
    double *x, *y;
    size_t n;
    cd_value value = value_of(f, "0 h: 0 W, 1.5 h: -20 W, 3 h: 0.2 kW");
    assert_true(cd_table_read(&f->rd, &value, CD_TIME, CD_POWER, &x, &y, &n));
    assert_int_equal(n, 3);
    CHECK_REL(x[1], 5400, 1e-15);
    CHECK_REL(y[1], -20, 1e-15);
    CHECK_REL(y[2], 200, 1e-15);
    expect_none(f);
    value = value_of(f, "0 h: 0 W, 1.5 h: -20 W, 90 min: 3 W");
    assert_false(cd_table_read(&f->rd, &value, CD_TIME, CD_POWER, &x, &y, &n));
    expect_one(f, CD_ERROR, "\"90 min: 3 W\" does not come after", "rise");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(constants),
        TEST(formulas),
        TEST(wrong_formulas),
        TEST(T_is_no_tesla_here),
        TEST(tables),
        TEST(wrong_tables),
        TEST(table_of_any_two_dimensions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
