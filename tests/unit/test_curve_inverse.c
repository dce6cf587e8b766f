/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_curve_inverse - the temperature at which the integral of a curve has a value: to rounding, whatever the hint.
 */
#include "curve_fixture.h"

#include <float.h>

/* How far rounding may take T off: its own last digits, and those of Y, which has some more where it is a difference.
 */
static double rounding_of_T(const cd_curve *curve, double T_K)
{
    return DBL_EPSILON * (T_K + cd_curve_integral(curve, T_K) / cd_curve_value(curve, T_K));
}

static void check_inverse(const cd_curve *curve, double T_K, cd_curve_hint *hint)
{
    double y, slope, Y = cd_curve_integral(curve, T_K), back_K = cd_curve_inverse(curve, Y, hint, &y);
    double there = cd_curve_slope(curve, back_K, &slope);
    CHECK_NEAR(back_K, T_K, rounding_of_T(curve, T_K));
    CHECK_NEAR(y, there, 2 * DBL_EPSILON * (there + fabs(slope) * back_K));
}

static void inverse_returns_to_rounding(void **state)
{
    const cd_curve *of[] = {tabulate(state, powers_y, &metal), tabulate(state, powers_y, &falling),
                            tabulate(state, blended_jump, NULL), tabulate(state, hard_jump, NULL)};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        cd_curve_hint hint = {0};
        for (double T_K = 0.011; T_K < 2900; T_K *= 1.00173)
            check_inverse(of[i], T_K, &hint);
        for (double T_K = 9; T_K < 9.4; T_K += 0.000127)
            check_inverse(of[i], T_K, &hint);
        double y;
        assert_true(cd_curve_inverse(of[i], 0, &hint, &y) == 0 && cd_curve_inverse(of[i], -2.385, &hint, &y) == 0);
    }
}

/* Knots are met exactly, and just below them the interval on the left leads to the same place. */
static void inverse_meets_all_knots(void **state)
{
    const cd_curve *of[] = {tabulate(state, powers_y, &metal), tabulate(state, powers_y, &falling),
                            tabulate(state, blended_jump, NULL), tabulate(state, hard_jump, NULL)};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        cd_curve_hint hint = {0};
        for (uint32_t k = 1; k <= of[i]->n_pieces; k++) {
            double y, knot_K = of[i]->piece[k].T_left_K, Y = of[i]->piece[k].Y_left;
            CHECK_NEAR(cd_curve_inverse(of[i], nextafter(Y, 0), &hint, &y), knot_K, 2 * rounding_of_T(of[i], knot_K));
            for (uint32_t from = k > 3 ? k - 3 : 0; from <= k + 3; from++) {
                cd_curve_inverse(of[i], of[i]->piece[from < of[i]->n_pieces ? from : 0].Y_left, &hint, &y);
                assert_true(cd_curve_inverse(of[i], Y, &hint, &y) == knot_K);
                assert_true(y == of[i]->piece[k].a[0]);
            }
        }
    }
}

/* An interval on which y rises steeply from next to nothing: left of it its cubic is negative and the integral rises
 * again, so that another T has the same integral, and the start by the ends of the interval comes near to that one. */
static void inverse_stays_in_its_interval(void **state)
{
    enum { STEEP = 100 };
    const powers one = {1, 0, 0, 0};
    const cd_curve *flat = tabulate(state, powers_y, &one);
    cd_curve steep = *flat;
    cd_cubic *piece = cd_arena_grow(*state, flat->piece, flat->n_pieces + 1, flat->n_pieces + 1, sizeof *piece);
    double left_K = piece[STEEP].T_left_K, w = piece[STEEP + 1].T_left_K - left_K;
    piece[STEEP] = (cd_cubic){
        .a = {0.01, 12 / w, -13.03 / (w * w), 2.02 / (w * w * w)}, .Y_left = piece[STEEP].Y_left, .T_left_K = left_K};
    double more = w * (0.01 + 12 / 2.0 - 13.03 / 3 + 2.02 / 4) - w;
    for (uint32_t i = STEEP + 1; i <= flat->n_pieces; i++)
        piece[i].Y_left += more;
    steep.piece = piece;
    steep.Y_end += more;
    cd_curve_hint hint = {0};
    for (double u = 0.0001; u < 0.003; u += 1e-7)
        check_inverse(&steep, left_K + u * w, &hint);
    for (double u = 0.001; u < 1; u += 0.001)
        check_inverse(&steep, left_K + u * w, &hint);
}

/* To the last bit, wherever the hint was before: the run of a case must not depend on who looks at it. */
static void inverse_has_no_memory(void **state)
{
    const cd_curve *of[] = {tabulate(state, powers_y, &metal), tabulate(state, hard_jump, NULL)};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        for (double T_K = 0.011; T_K < 2900; T_K *= 1.00173) {
            const double before_K[] = {0.0626, 2047, 12, T_K * 0.97, T_K * 1.03, T_K * 0.8, T_K * 1.2, T_K};
            cd_curve_hint none = {0};
            double y, y_other, Y = cd_curve_integral(of[i], T_K), back_K = cd_curve_inverse(of[i], Y, &none, &y);
            for (size_t k = 0; k < sizeof before_K / sizeof *before_K; k++) {
                cd_curve_hint hint = {0};
                cd_curve_inverse(of[i], cd_curve_integral(of[i], before_K[k]), &hint, &y_other);
                assert_true(cd_curve_inverse(of[i], Y, &hint, &y_other) == back_K && y_other == y);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inverse_returns_to_rounding),
        cmocka_unit_test(inverse_meets_all_knots),
        cmocka_unit_test(inverse_stays_in_its_interval),
        cmocka_unit_test(inverse_has_no_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
