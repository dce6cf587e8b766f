/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_pchip - slopes and values against scipy.interpolate.PchipInterpolator (scipy 1.10.1), monotony, the ends.
 */
#include "../check.h"

#include "../../src/material/pchip.h"

enum { N_MAX = 6 };

/* Points and the slopes that scipy gives there: rising, flat, falling, every rule of an end. */
static const struct {
    size_t n;
    double x[N_MAX], y[N_MAX], d[N_MAX];
} sample[] = {
    {6,
     {0.3, 1.1, 1.7, 4.2, 5.0, 9.5},
     {2.385, 2.4, 7.1, 7.1, 3.3, -4.9},
     {0, 0.03927159871614665, 0, 0, -2.9386113714278936, 0}},
    {3, {1.0, 2.5, 3.0}, {1.0, 1.2, 9.7}, {0, 0.31652443754848714, 21.21666666666667}},
    {3, {1.0, 2.5, 3.0}, {4.0, 3.9, 9.7}, {-0.2, 0, 14.516666666666666}},
    {3, {1.0, 4.0, 5.5}, {1.0, 9.0, 8.9}, {4.488888888888889, 0, -0.2}},
    {3, {0.0, 1.0, 5.0}, {1.0, 2.0, 40.0}, {0, 1.5573770491803278, 16.3}},
    {3, {0, 1, 2}, {0, 1, -1}, {2.5, 0, -3.5}},
    {3, {0, 1, 2}, {0, 1, -4}, {3, 0, -8}},
    {2, {1.25, 3.75}, {2.0, 7.0}, {2.0, 2.0}},
    {1, {1.25}, {2.0}, {0}},
};

/* Rounding only: about 20 operations on numbers up to 40. */
static const double rounding = 1e-13;

static void slopes_are_those_of_scipy(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof sample / sizeof *sample; k++) {
        double d[N_MAX];
        cd_pchip_slopes(sample[k].x, sample[k].y, sample[k].n, d);
        for (size_t i = 0; i < sample[k].n; i++)
            CHECK_NEAR(d[i], sample[k].d[i], rounding);
    }
}

static void values_are_those_of_scipy(void **state)
{
    (void)state;
    const double want[][3] = {{0.5, 2.3858710650481445, 0.008821375401204349},
                              {1.3, 3.6220093272932865, 10.444444444444443},
                              {2.9, 7.1, 0},
                              {4.4, 6.6164479264285445, -4.425433946428788},
                              {8.123, -3.925781402693193, -1.3488956838111958}};
    double d[N_MAX], slope;
    cd_pchip_slopes(sample[0].x, sample[0].y, 6, d);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        CHECK_NEAR(cd_pchip_value(sample[0].x, sample[0].y, d, 6, want[i][0], &slope), want[i][1], rounding);
        CHECK_NEAR(slope, want[i][2], rounding);
    }
}

static void outside_goes_on_straight(void **state)
{
    (void)state;
    double d[N_MAX], slope;
    cd_pchip_slopes(sample[3].x, sample[3].y, 3, d);
    CHECK_NEAR(cd_pchip_value(sample[3].x, sample[3].y, d, 3, 0.5, &slope), 1.0 - 0.5 * 4.488888888888889, rounding);
    CHECK_NEAR(slope, 4.488888888888889, rounding);
    CHECK_NEAR(cd_pchip_value(sample[3].x, sample[3].y, d, 3, 7.5, NULL), 8.9 - 0.4, rounding);
    cd_pchip_slopes(sample[8].x, sample[8].y, 1, d);
    CHECK_NEAR(cd_pchip_value(sample[8].x, sample[8].y, d, 1, -3, &slope), 2.0, 0);
    CHECK_NEAR(slope, 0, 0);
}

static void never_overshoots(void **state)
{
    (void)state;
    double d[N_MAX], before = sample[4].y[0];
    cd_pchip_slopes(sample[4].x, sample[4].y, 3, d);
    for (int i = 1; i <= 500; i++) {
        double v = cd_pchip_value(sample[4].x, sample[4].y, d, 3, 0.01 * i, NULL);
        assert_true(v >= before);
        before = v;
    }
    CHECK_NEAR(before, 40, rounding);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slopes_are_those_of_scipy),
        cmocka_unit_test(values_are_those_of_scipy),
        cmocka_unit_test(outside_goes_on_straight),
        cmocka_unit_test(never_overshoots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
