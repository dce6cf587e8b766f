/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_curve - tabulated curves against sources with closed forms: value, slope, integral, kinks, sums.
 */
#include "curve_fixture.h"

#include "../../src/material/curve_sums.h"

#include <float.h>
#include <time.h>

static void value_and_slope_follow_the_source(void **state)
{
    const powers *all[] = {&metal, &falling};
    for (size_t i = 0; i < 2; i++) {
        const cd_curve *curve = tabulate(state, powers_y, all[i]);
        FOR_MANY_T(T_K)
        {
            double slope, y = powers_y(all[i], T_K);
            CHECK_REL(cd_curve_value(curve, T_K), y, 1.2e-7); /* refined until 1e-7 at quarter points */
            assert_true(cd_curve_slope(curve, T_K, &slope) == cd_curve_value(curve, T_K));
            /* A cubic that is within e of y on a width h has a slope within 10 e / h; h is T/32 at the most. */
            CHECK_NEAR(slope, powers_slope(all[i], T_K), 1e-7 * 10 * 32 * y / T_K);
        }
    }
}

static void integral_from_zero_is_exact(void **state)
{
    const cd_curve *curve = tabulate(state, powers_y, &metal);
    /* Below 0.0625 K the curve is one power law, the source a sum: only the integral of that tiny stretch differs. */
    double at_zero = cd_curve_integral(curve, 0.0625) - powers_integral(&metal, 0.0625);
    CHECK_NEAR(at_zero, 0, 1e-3 * powers_integral(&metal, 0.0625));
    FOR_MANY_T(T_K)
    {
        CHECK_REL(cd_curve_integral(curve, T_K) - at_zero, powers_integral(&metal, T_K), 1e-7);
        double y, Y = cd_curve_integral_value(curve, T_K, &y);
        assert_true(Y == cd_curve_integral(curve, T_K) && y == cd_curve_value(curve, T_K));
    }
}

/* The integral against four-point Gauss quadrature of the curve itself, interval by interval (exact for a cubic). */
static void integral_belongs_to_the_value(void **state)
{
    const double x[2] = {0.33998104358485626480, 0.86113631159405257522};
    const double w[2] = {0.65214515486254614263, 0.34785484513745385737};
    const cd_curve *curve = tabulate(state, powers_y, &falling);
    double Y = cd_curve_integral(curve, 0.0625);
    for (double T_K = 0.0625; T_K < 2048; T_K *= 2) {
        for (int i = 0; i < 1024; i++) {
            double half = T_K / 2048, middle = T_K + (2 * i + 1) * half;
            for (int k = 0; k < 2; k++)
                Y += half * w[k] *
                     (cd_curve_value(curve, middle - half * x[k]) + cd_curve_value(curve, middle + half * x[k]));
        }
        CHECK_REL(cd_curve_integral(curve, 2 * T_K), Y, 1e-12); /* rounding of 1e4 additions */
    }
}

/* The largest relative jump of the slope at any knot of the finest grid (which holds every knot). */
static double largest_slope_jump(const cd_curve *curve)
{
    double largest = 0;
    for (double T_K = 0.0625; T_K < 2048; T_K *= 2)
        for (int i = 1; i <= 1024; i++) {
            double knot_K = T_K * (1 + i / 1024.0), left, right;
            if (knot_K >= 2048)
                break;
            double y = cd_curve_slope(curve, knot_K, &right);
            assert_true(fabs(cd_curve_slope(curve, nextafter(knot_K, 0), &left) - y) <= 1e-13 * y);
            largest = fmax(largest, fabs(right - left) * knot_K / y);
        }
    return largest;
}

static void slope_is_continuous_at_all_knots(void **state)
{
    /* Rounding: a cubic's slope at its right end is a difference of terms about y/width, up to 1000 y/T. */
    CHECK_NEAR(largest_slope_jump(tabulate(state, powers_y, &metal)), 0, 1e-12);
    CHECK_NEAR(largest_slope_jump(tabulate(state, powers_y, &falling)), 0, 1e-12);
    CHECK_NEAR(largest_slope_jump(tabulate(state, blended_jump, NULL)), 0, 1e-10);
}

static void below_and_above_the_grid(void **state)
{
    const cd_curve *curve = tabulate(state, powers_y, &metal);
    double power = curve->low_power, y0 = powers_y(&metal, 0.0625), slope, y;
    CHECK_REL(power, 0.0625 * powers_slope(&metal, 0.0625) / y0, 1e-8);
    CHECK_REL(cd_curve_slope(curve, 0.031, &slope), y0 * pow(0.031 / 0.0625, power), 1e-12);
    CHECK_REL(slope, y0 * power / 0.031 * pow(0.031 / 0.0625, power), 1e-12);
    CHECK_REL(cd_curve_integral(curve, 0.031), y0 * 0.031 / (power + 1) * pow(0.031 / 0.0625, power), 1e-12);
    assert_true(cd_curve_integral(curve, 0) == 0 && cd_curve_value(curve, -3) == 0);
    assert_true(cd_curve_slope(curve, -3, &slope) == 0 && slope == 0);

    double y_end = powers_y(&metal, 2048);
    CHECK_REL(cd_curve_slope(curve, 2500, &slope), y_end, 1e-12);
    assert_true(slope == 0);
    CHECK_REL(cd_curve_integral_value(curve, 2500, &y), cd_curve_integral(curve, 2048) + 452 * y_end, 1e-12);

    /* A log-slope below zero at T_MIN is not continued: the value stays, the integral is finite. */
    const cd_curve *down = tabulate(state, powers_y, &falling);
    CHECK_REL(cd_curve_slope(down, 0.01, &slope), powers_y(&falling, 0.0625), 1e-12);
    assert_true(down->low_power == 0 && slope == 0);
    CHECK_REL(cd_curve_integral(down, 0.01), 0.01 * powers_y(&falling, 0.0625), 1e-12);
}

static void not_a_number_stays_so(void **state)
{
    const cd_curve *curve = tabulate(state, powers_y, &falling);
    cd_curve_hint hint = {0};
    double y, slope;
    assert_true(isnan(cd_curve_value(curve, NAN)) && isnan(cd_curve_integral(curve, NAN)));
    assert_true(isnan(cd_curve_slope(curve, NAN, &slope)) && isnan(slope));
    assert_true(isnan(cd_curve_between(curve, NAN, 10)) && isnan(cd_curve_between(curve, 10, NAN)));
    assert_true(isnan(cd_curve_between(curve, NAN, 0.01)) && isnan(cd_curve_between(curve, 0.01, NAN)));
    assert_true(isnan(cd_curve_inverse(curve, NAN, &hint, &y)) && isnan(y));
    double ends[2];
    assert_true(isnan(cd_curve_between_ends(curve, NAN, 10, ends)) && isnan(ends[0]) && ends[1] > 0);
    assert_true(isnan(cd_curve_between_ends(curve, 10, NAN, ends)) && isnan(ends[1]) && ends[0] > 0);
}

/* Stretches from 1e-9 T to several octaves, from far below T_MIN to above T_MAX. */
static void between_loses_no_digits(void **state)
{
    const cd_curve *curve = tabulate(state, powers_y, &metal);
    for (double T_K = 0.0123; T_K < 3000; T_K *= 1.173)
        for (double ratio = 1e-9; ratio < 100; ratio *= 7.7) {
            double to_K = T_K * (1 + ratio), got = cd_curve_between(curve, T_K, to_K);
            double y[2], same = cd_curve_between_ends(curve, T_K, to_K, y);
            assert_true(cd_curve_between(curve, to_K, T_K) == -got && same == got);
            assert_true(y[0] == cd_curve_value(curve, T_K) && y[1] == cd_curve_value(curve, to_K));
            if (ratio < 1e-5) /* midpoint rule: relative error ratio^2 n (n-1) / 24 */
                CHECK_REL(got, cd_curve_value(curve, 0.5 * (T_K + to_K)) * (to_K - T_K), 1e-10);
            else
                CHECK_REL(got, cd_curve_integral(curve, to_K) - cd_curve_integral(curve, T_K), 1e-10);
        }
    assert_true(cd_curve_between(curve, 77.3, 77.3) == 0);
    CHECK_REL(cd_curve_between(curve, 0, 0.05), cd_curve_integral(curve, 0.05), 1e-14);
    CHECK_REL(cd_curve_between(curve, 0, 42), cd_curve_integral(curve, 42), 1e-14);
}

static void known_kink_is_met_on_both_sides(void **state)
{
    const double T_kink_K = 20, T_between_knots_K = 19.317;
    double T_bad_K, left, right;
    const cd_curve *curve = cd_curve_new(*state, kinked, &T_kink_K, true,
                                         &(const cd_curve_detail){.kinks_K = &T_kink_K, .n_kinks = 1}, &T_bad_K);
    FOR_MANY_T(T_K) CHECK_REL(cd_curve_value(curve, T_K), kinked(&T_kink_K, T_K), 1.5e-7);
    cd_curve_slope(curve, nextafter(20, 0), &left);
    cd_curve_slope(curve, 20, &right);
    CHECK_REL(left, 0.2 / 20, 1e-6);
    CHECK_REL(right, -1.7 / 70, 1e-6);

    /* Not on a knot: rounded off over one interval of T/1024 or less, exact outside it, and C1. */
    curve = cd_curve_new(*state, kinked, &T_between_knots_K, true,
                         &(const cd_curve_detail){.kinks_K = &T_between_knots_K, .n_kinks = 1}, &T_bad_K);
    FOR_MANY_T(T_K)
    CHECK_REL(cd_curve_value(curve, T_K), kinked(&T_between_knots_K, T_K),
              fabs(T_K - T_between_knots_K) < 0.02 ? 1e-4 : 1.5e-7);
    CHECK_NEAR(largest_slope_jump(curve), 0, 1e-10);
}

static void kinks_are_met_listed_or_not(void **state)
{
    const double T_kink_K = 20;
    double T_bad_K, left, right;
    const cd_curve *curve = tabulate(state, kinked, &T_kink_K); /* not listed, but seen */
    cd_curve_slope(curve, nextafter(20, 0), &left);
    cd_curve_slope(curve, 20, &right);
    CHECK_REL(left, 0.2 / 20, 1e-6);
    CHECK_REL(right, -1.7 / 70, 1e-6);

    curve = cd_curve_new(*state, slight_kink, NULL, true, &(const cd_curve_detail){.kinks_K = &T_kink_K, .n_kinks = 1},
                         &T_bad_K);
    cd_curve_slope(curve, nextafter(20, 0), &left);
    cd_curve_slope(curve, 20, &right);
    CHECK_REL(left, 0.3 / 20, 1e-7);
    CHECK_REL(right, 0.304 / 20, 1e-7);
}

/* About a jump intervals are at most 0.008 T wide, 128 to the octave, though the source does not call for it. */
static void must_resolve_is_obeyed(void **state)
{
    double T_bad_K;
    const cd_curve *curve =
        cd_curve_new(*state, powers_y, &metal, true,
                     &(const cd_curve_detail){.resolve_K = &(double){8.1}, .n_resolve = 1}, &T_bad_K);
    for (int e = 0; e < CD_CURVE_N_OCTAVES; e++) {
        bool near = e == 6 || e == 7; /* 4 to 8 K, and 8 to 16 K */
        assert_int_equal(curve->octave[e].bits >= 7, near);
    }
}

static void jump_is_resolved_and_never_overshoots(void **state)
{
    double T_bad_K;
    const cd_curve *curve =
        cd_curve_new(*state, blended_jump, NULL, true,
                     &(const cd_curve_detail){.resolve_K = &(double){9.2}, .n_resolve = 1}, &T_bad_K);
    FOR_MANY_T(T_K)
    CHECK_NEAR(cd_curve_value(curve, T_K), blended_jump(NULL, T_K), fabs(T_K - 9.2) < 0.06 ? 1e-4 : 1e-7);
    CHECK_REL(cd_curve_between(curve, 8, 10), 2 * 1.2 + 0.8, 1e-7);

    /* A hard jump is rounded off over one interval, between its two values. */
    curve = tabulate(state, hard_jump, NULL);
    for (double T_K = 9.15; T_K < 9.25; T_K += 0.0001)
        assert_true(cd_curve_value(curve, T_K) < 0.3 * 9.2 + 1e-6 && cd_curve_value(curve, T_K) > 0.01 * 9.15);
}

static void where_a_source_fails_is_told(void **state)
{
    const double wrong[] = {0, -2.385, NAN, INFINITY};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        double T_bad_K = 0;
        assert_null(cd_curve_new(*state, bad_above_77, &wrong[i], true, NULL, &T_bad_K));
        assert_true(T_bad_K > 77 && T_bad_K < 77 * 1.05);
    }
    double T_bad_K = 0;
    assert_non_null(cd_curve_new(*state, bad_above_77, &wrong[1], false, NULL, &T_bad_K));
    const cd_curve *zero = cd_curve_new(*state, nothing, NULL, false, NULL, &T_bad_K);
    assert_non_null(zero);
    assert_true(cd_curve_value(zero, 4.2) == 0 && cd_curve_integral(zero, 300) == 0);
}

/* Nearly nothing up to 15 mK below the knot at 77 K, then 1 per K. */
static double corner(const void *ctx, double T_K)
{
    (void)ctx;
    return 1e-6 + fmax(0, T_K - 76.985);
}

/* The narrowest interval there begins at 76.9375 K. The cubic with the values 1e-6 and 0.015 and the slopes 0 and 1 is
 * -(h - 3 * 0.015) d^2 / h^2 + (h - 2 * 0.015) d^3 / h^3 and the little more, h = 1/16: negative up to 0.03 K from
 * there. */
static void a_cubic_that_dips_is_told(void **state)
{
    double T_bad_K = 0;
    assert_null(cd_curve_new(*state, corner, NULL, true, NULL, &T_bad_K));
    CHECK_NEAR(T_bad_K, 76.9375 + 0.0625 / 4, 1e-12);
    assert_non_null(cd_curve_new(*state, corner, NULL, false, NULL, &T_bad_K));
}

static void sum_is_the_sum(void **state)
{
    const cd_curve *part[] = {tabulate(state, powers_y, &metal), tabulate(state, blended_jump, NULL),
                              tabulate(state, powers_y, &falling)};
    const double w[] = {12.7, 0.031, 4.25};
    const cd_curve *sum = cd_curve_sum(*state, part, w, 3);
    FOR_MANY_T(T_K)
    {
        double y = 0, Y = 0, slope = 0, scale = 0, got;
        for (int j = 0; j < 3; j++) {
            double s;
            y += w[j] * cd_curve_slope(part[j], T_K, &s);
            Y += w[j] * cd_curve_integral(part[j], T_K);
            slope += w[j] * s;
            scale += w[j] * fabs(s);
        }
        CHECK_REL(cd_curve_slope(sum, T_K, &got), y, 1e-14);
        CHECK_NEAR(got, slope, 1e-12 * scale);
        CHECK_REL(cd_curve_integral(sum, T_K), Y, 1e-13);
    }
    /* Below the grid one power law stands for the sum of three: value and integral at its upper end are kept. */
    double y = 0, Y = 0;
    for (int j = 0; j < 3; j++) {
        y += w[j] * cd_curve_value(part[j], 0.0625);
        Y += w[j] * cd_curve_integral(part[j], 0.0625);
    }
    CHECK_REL(cd_curve_value(sum, nextafter(0.0625, 0)), y, 1e-13);
    CHECK_REL(cd_curve_integral(sum, nextafter(0.0625, 0)), Y, 1e-13);
    const double one = 1, two = 2;
    assert_ptr_equal(cd_curve_sum(*state, part, &one, 1), part[0]);
    CHECK_REL(cd_curve_value(cd_curve_sum(*state, part, &two, 1), 33), 2 * cd_curve_value(part[0], 33), 1e-15);
}

/* The first sum of a number is kept for those who ask for the same; of curves that may go, none is. */
static void sums_are_kept(void **state)
{
    jmp_buf landing;
    cd_arena *other = cd_arena_new(&landing);
    cd_curve_sums *sums = cd_curve_sums_new(*state);
    const cd_curve *part[] = {tabulate(state, powers_y, &metal), tabulate(state, powers_y, &falling)};
    const cd_curve *swapped[] = {part[1], part[0]};
    const double w[] = {12.7, 4.25}, more[] = {12.7, nextafter(4.25, 5)};
    const cd_curve *first = cd_curve_sums_get(sums, 3, other, part, w, 2), *want = cd_curve_sum(*state, part, w, 2);
    assert_true(cd_arena_holds(*state, first));
    assert_memory_equal(first->piece, want->piece, want->n_pieces * sizeof *want->piece);
    assert_ptr_equal(cd_curve_sums_get(sums, 3, other, part, w, 2), first);
    assert_ptr_not_equal(cd_curve_sums_get(sums, 2, other, part, w, 2), first);
    const cd_curve *heavier = cd_curve_sums_get(sums, 3, other, part, more, 2);
    assert_true(cd_arena_holds(other, heavier));
    assert_true(cd_curve_value(heavier, 77) > cd_curve_value(first, 77));
    assert_true(cd_arena_holds(other, cd_curve_sums_get(sums, 3, other, swapped, w, 2)));
    assert_ptr_equal(cd_curve_sums_get(sums, 3, other, part, w, 2), first); /* it is still the first that is kept */
    void *elsewhere = other;
    const cd_curve *passing[] = {part[0], tabulate(&elsewhere, powers_y, &falling)};
    assert_true(cd_arena_holds(other, cd_curve_sums_get(sums, 5, other, passing, w, 2)));
    assert_ptr_not_equal(cd_curve_sums_get(sums, 5, other, passing, w, 2),
                         cd_curve_sums_get(sums, 5, other, passing, w, 2));
    cd_arena_free(other);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Prints, asserts nothing: machines differ. */
static void timing(void **state)
{
    enum { N = 1 << 20 };
    const cd_curve *curve = tabulate(state, powers_y, &metal);
    double sum = 0, y, start = seconds();
    for (int i = 0; i < N; i++)
        sum += cd_curve_slope(curve, 4 + (i % 4096) * 0.0719, &y) + y;
    double slope_ns = 1e9 * (seconds() - start) / N;
    start = seconds();
    for (int i = 0; i < N; i++)
        sum += cd_curve_between(curve, 4 + (i % 4096) * 0.0719, 50);
    double between_ns = 1e9 * (seconds() - start) / N;
    double Y300 = cd_curve_integral(curve, 300);
    cd_curve_hint hint = {0};
    start = seconds();
    for (int i = 0; i < N; i++)
        sum += cd_curve_inverse(curve, Y300 * (1 - (double)i / N), &hint, &y);
    double inverse_ns = 1e9 * (seconds() - start) / N;
    print_message("value and slope %.1f ns, between %.1f ns, inverse %.1f ns; %u intervals (%g)\n", slope_ns,
                  between_ns, inverse_ns, curve->n_pieces, sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_and_slope_follow_the_source),
        cmocka_unit_test(integral_from_zero_is_exact),
        cmocka_unit_test(integral_belongs_to_the_value),
        cmocka_unit_test(slope_is_continuous_at_all_knots),
        cmocka_unit_test(below_and_above_the_grid),
        cmocka_unit_test(not_a_number_stays_so),
        cmocka_unit_test(between_loses_no_digits),
        cmocka_unit_test(known_kink_is_met_on_both_sides),
        cmocka_unit_test(kinks_are_met_listed_or_not),
        cmocka_unit_test(must_resolve_is_obeyed),
        cmocka_unit_test(jump_is_resolved_and_never_overshoots),
        cmocka_unit_test(where_a_source_fails_is_told),
        cmocka_unit_test(a_cubic_that_dips_is_told),
        cmocka_unit_test(sum_is_the_sum),
        cmocka_unit_test(sums_are_kept),
        cmocka_unit_test(timing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
