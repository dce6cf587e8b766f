/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every cooler of cases/coolers must show over the whole plane of temperatures, on fine grids: no fold and no
 * falling lift, partials that are the slopes, and no kink.
 */
#include "../unit/cooler_all.h"

#include <time.h>

/* One pair of temperatures, one pair of loads, and a stage lifts more when it is warmer itself: on a fine grid over the
 * whole plane, below the no-load curves and beyond the data included. */
static void test_no_fold(void **state)
{
    (void)state;
    enum { N = 300 };
    for (size_t i = 0; i < n_names; i++) {
        const cd_cooler *cooler = get(names[i]);
        if (cd_cooler_about(cooler)->n_stages != 2)
            continue;
        const double *base_K = cd_cooler_about(cooler)->T_base_K;
        double least[3] = {INFINITY, INFINITY, INFINITY};
        for (int a = 0; a < N; a++)
            for (int b = 0; b < N; b++) {
                const double T_K[2] = {log_between(0.5 * base_K[0], 400, a / (N - 1.0)),
                                       log_between(0.5 * base_K[1], 400, b / (N - 1.0))};
                double Q_W[2], D[4];
                cd_cooler_lift(cooler, T_K, Q_W, D);
                assert_true(fabs(Q_W[0]) < 1500 && fabs(Q_W[1]) < 500); /* nothing explodes */
                least[0] = fmin(least[0], D[0]);
                least[1] = fmin(least[1], D[3]);
                least[2] = fmin(least[2], D[0] * D[3] - D[1] * D[2]);
            }
        print_message("%-16s dQ1/dT1 >= %.4f, dQ2/dT2 >= %.4f W/K, determinant >= %.1e W^2/K^2\n", names[i], least[0],
                      least[1], least[2]);
        assert_true(least[0] > 0 && least[1] > 0 && least[2] > 0);
    }
}

/* Partials are the slopes of the very function, measured, assumed and outside. Central differences over 1e-6 T leave
 * 1e-6 of the change of a slope across a cell, and 1e-8 W/K from rounding; a hundredth of them straddle a knot. */
static void test_partials(void **state)
{
    (void)state;
    unsigned seed = 11;
    for (size_t i = 0; i < n_names; i++) {
        const cd_cooler *cooler = get(names[i]);
        const cd_cooler_info *info = cd_cooler_about(cooler);
        const int n = info->n_stages;
        double worst = 0;
        for (int k = 0; k < 3000; k++) {
            double T_K[2] = {NAN, NAN}, Q_W[2], D[4], up[2], down[2];
            for (int m = 0; m < n; m++)
                T_K[m] = log_between(0.4 * fmax(info->T_base_K[m], 2), 400, from_0_to_1(&seed));
            cd_cooler_lift(cooler, T_K, Q_W, D);
            for (int j = 0; j < n; j++) {
                double T_up[2] = {T_K[0], T_K[1]}, T_down[2] = {T_K[0], T_K[1]};
                T_up[j] += 1e-6 * T_K[j];
                T_down[j] -= 1e-6 * T_K[j];
                cd_cooler_lift(cooler, T_up, up, NULL);
                cd_cooler_lift(cooler, T_down, down, NULL);
                for (int m = 0; m < n; m++) {
                    const double slope = (up[m] - down[m]) / (T_up[j] - T_down[j]);
                    worst = fmax(worst, fabs(slope - D[m * n + j]) / (1 + fabs(slope)));
                }
            }
        }
        CHECK_NEAR(worst, 0, 3e-4);
    }
}

/* C1 where the data end, too: with a quarter of the step the largest change of a partial falls to about a quarter. A
 * jump would stay. A falling curve of one stage (CryoTel GT) is level beyond its warm end, and C1 there as well. */
static void test_c1(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_names; i++) {
        const cd_cooler *cooler = get(names[i]);
        for (int stage = 0; stage < cd_cooler_about(cooler)->n_stages; stage++)
            for (int k = 0; k < 3; k++) {
                static const double other_K[] = {4.2, 47, 260};
                const double low_K = 0.5 * fmax(cd_cooler_about(cooler)->T_base_K[stage], 2);
                const double coarse = largest_change(cooler, stage, low_K, other_K[k], 8000);
                const double fine = largest_change(cooler, stage, low_K, other_K[k], 32000);
                if (!(fine < 0.4 * coarse + 1e-12))
                    fail_msg("%s along T%d, other stage at %g K: %g -> %g W/K", names[i], stage + 1, other_K[k], coarse,
                             fine);
            }
    }
}

static double clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* For the reader of the log; never a reason to fail. */
static void test_timing(void **state)
{
    (void)state;
    enum { POINTS = 4096, ROUNDS = 20 };
    static double T_K[POINTS][2];
    unsigned seed = 3;
    double sum = 0;
    for (int k = 0; k < POINTS; k++) {
        T_K[k][0] = log_between(31, 320, from_0_to_1(&seed));
        T_K[k][1] = log_between(2.7, 320, from_0_to_1(&seed));
    }
    for (size_t i = 0; i < n_names; i++) {
        double Q_W[2], D[4];
        const cd_cooler *cooler = get(names[i]);
        const double begun = clock_ns();
        for (int round = 0; round < ROUNDS; round++)
            for (int k = 0; k < POINTS; k++) {
                cd_cooler_lift(cooler, T_K[k], Q_W, D);
                sum += Q_W[0] + D[0];
            }
        const double done = clock_ns();
        cooler_fixture *fresh = fixture_new();
        fixture_cooler(fresh, COOLER_FOLDER, names[i]);
        print_message("%-16s lift and partials %.0f ns; read and inverted in %.1f ms\n", names[i],
                      (done - begun) / ROUNDS / POINTS, 1e-6 * (clock_ns() - done));
        fixture_free(fresh);
    }
    assert_true(isfinite(sum));
}

/* Temperatures that walk over the plane in steps of 1e-5 to 0.3 of themselves, or leap, and stay for a while at the
 * no-load curve, where regions meet: what is told from the place before is what is told without it. */
static void test_region_beside(void **state)
{
    (void)state;
    unsigned seed = 5;
    long n_followed = 0;
    for (size_t i = 0; i < n_names; i++) {
        const cd_cooler *cooler = get(names[i]);
        const cd_cooler_info *info = cd_cooler_about(cooler);
        if (info->n_stages != 2)
            continue;
        double T_K[2] = {300, 300}, place[2] = {NAN, NAN};
        for (int k = 0; k < 20000; k++) {
            const double most = log_between(1e-5, 0.3, from_0_to_1(&seed));
            for (int m = 0; m < 2; m++) {
                T_K[m] *= k % 500 ? exp(most * (2 * from_0_to_1(&seed) - 1)) : 0;
                if (!(T_K[m] > 0.7 * info->T_base_K[m] && T_K[m] < 330))
                    T_K[m] = log_between(0.9 * info->T_base_K[m], 310, from_0_to_1(&seed));
            }
            const cd_region got = cd_cooler_region_beside(cooler, T_K, place), want = cd_cooler_region(cooler, T_K);
            if (got != want)
                fail_msg("%s at %.17g K, %.17g K: %d, want %d", names[i], T_K[0], T_K[1], (int)got, (int)want);
            double sought[2] = {NAN, NAN};
            cd_cooler_region_beside(cooler, T_K, sought);
            n_followed += place[0] < sought[0] || place[0] > sought[0]; /* a place that was followed ends beside it */
        }
    }
    print_message("%ld places were followed\n", n_followed);
    assert_true(n_followed > 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_fold), cmocka_unit_test(test_partials),      cmocka_unit_test(test_c1),
        cmocka_unit_test(test_timing),  cmocka_unit_test(test_region_beside),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
