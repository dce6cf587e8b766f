/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_jump - a transition spread over 0.1 K: its enthalpy that of the sharp jump, value and slope continuous.
 */
#include "material_texts.h"

#include "../../src/material/jump.h"
#include "../../src/material/material_build.h"

/* d[0] + d[1] x + d[2] x^2 + d[3] x^3, x = T - Tc. */
typedef struct {
    double Tc_K, d[4];
} cubic;

static double height(const void *ctx, double T_K)
{
    const cubic *c = ctx;
    double x = T_K - c->Tc_K;
    return c->d[0] + x * (c->d[1] + x * (c->d[2] + x * c->d[3]));
}

static double share(const cubic *c, double lift, double T_K)
{
    return cd_jump_share(height(c, T_K), lift, T_K, c->Tc_K);
}

/* Simpson's rule; the error of 400 steps over 0.1 K is below 1e-9 of the integral. */
static double integral_of_share(const cubic *c, double lift)
{
    enum { STEPS = 400 };
    double sum = 0;
    for (int i = 0; i <= STEPS; i++)
        sum += share(c, lift, c->Tc_K - 0.05 + 0.1 * i / STEPS) * (i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2);
    return sum * 0.1 / STEPS / 3;
}

static const cubic cubics[] = {{9.2, {-1, 0, 0, 0}},    {9.2, {0, 40, 0, 0}},           {9.2, {0, 0, 300, 0}},
                               {9.2, {0, 0, 0, 20000}}, {4.47, {-1.5, 30, -200, 9000}}, {0.2, {2, -25, 100, 4000}}};
enum { N_CUBICS = sizeof cubics / sizeof *cubics };

/* With h half the width and s the odd part of the smoothstep, s(x/h) = (15 t - 10 t^3 + 3 t^5) / 16:
 * int_0^1 t (1/2 - s) dt = 1/28 and int_0^1 t^3 (1/2 - s) dt = 1/168, so that the lift is d1 h/28 + d3 h^3/168. */
static void lift_of_a_cubic(void **state)
{
    (void)state;
    const double h = 0.05;
    for (size_t i = 0; i < N_CUBICS; i++) {
        const double *d = cubics[i].d, want = d[1] * h / 28 + d[3] * h * h * h / 168;
        CHECK_NEAR(cd_jump_lift(height, &cubics[i], cubics[i].Tc_K), want, 1e-13);
    }
}

/* The sharp jump has int_0^h of the height. */
static void enthalpy_is_kept(void **state)
{
    (void)state;
    const double h = 0.05;
    for (size_t i = 0; i < N_CUBICS; i++) {
        const double *d = cubics[i].d, sharp = h * (d[0] + h * (d[1] / 2 + h * (d[2] / 3 + h * d[3] / 4)));
        double lift = cd_jump_lift(height, &cubics[i], cubics[i].Tc_K);
        CHECK_REL(integral_of_share(&cubics[i], lift), sharp, 1e-8);
    }
}

static void value_and_slope_are_continuous(void **state)
{
    (void)state;
    const double step_K = 1e-6;
    for (size_t i = 0; i < N_CUBICS; i++) {
        const cubic *c = &cubics[i];
        double lift = cd_jump_lift(height, c, c->Tc_K), from_K = c->Tc_K - 0.05, to_K = c->Tc_K + 0.05;
        assert_true(share(c, lift, from_K - 1e-9) == 0 && share(c, lift, c->Tc_K - 1) == 0);
        assert_true(share(c, lift, to_K + 1e-9) == height(c, to_K + 1e-9));
        CHECK_NEAR(share(c, lift, from_K + step_K), 0, 1e-6); /* 30 lift (step/0.1 K)^2 */
        CHECK_NEAR(share(c, lift, to_K - step_K), height(c, to_K), 1e-3);
        double slope = (share(c, lift, from_K + step_K) - share(c, lift, from_K)) / step_K;
        CHECK_NEAR(slope, 0, 1e-2);
        double inside = (share(c, lift, to_K) - share(c, lift, to_K - step_K)) / step_K,
               outside = (height(c, to_K + step_K) - height(c, to_K)) / step_K;
        CHECK_NEAR(inside, outside, 5e-2); /* second derivatives up to 6000 in the steepest, times the step */
    }
}

/* In the middle: half the height and all of the lift, 30/16. */
static void middle_of_a_jump(void **state)
{
    (void)state;
    CHECK_REL(cd_jump_share(3, 0.2, 9.2, 9.2), 1.5 + 0.2 * 30 / 16, 1e-14);
    CHECK_REL(cd_jump_share(3, 0, 9.175, 9.2), 3 * 53.0 / 512, 1e-12); /* S(1/4) = 53/512 */
    CHECK_REL(cd_smoothstep(0.25), 53.0 / 512, 1e-15);
}

/* --- niobium --- */

/* The integral of one piece's own form by Simpson's rule. */
static double integral_of_piece(fixture *f, const cd_material *material, const char *name, double from_K, double to_K)
{
    enum { STEPS = 2000 };
    const cd_material_file *file = material->file;
    for (size_t i = 0; i < file->n_pieces; i++) {
        if (strcmp(file->pieces[i].name, name) != 0)
            continue;
        const cd_form *form = file->pieces[i].part.form;
        cd_form_params params = file->pieces[i].part.params;
        double sum = 0;
        form->prepare(f->arena, &params);
        for (int k = 0; k <= STEPS; k++)
            sum += form->value(&params, from_K + (to_K - from_K) * k / STEPS) * (k == 0 || k == STEPS ? 1
                                                                                 : k % 2              ? 4
                                                                                                      : 2);
        return sum * (to_K - from_K) / STEPS / 3;
    }
    fail_msg("no piece %s", name);
    return NAN;
}

/* Its specific heat falls from 2.80 to 1.54 J/(kg K) at 9.25 K; the enthalpy is that of both pieces, sharply joined.
 * Smoothing without the lift would lose 3e-5 of that of the blend alone. */
static void niobium_keeps_its_enthalpy(void **state)
{
    fixture *f = *state;
    const cd_material *niobium = material_of(f, "niobium(RRR=300)");
    assert_non_null(niobium);
    const cd_curve *c = niobium->specific_heat->curve;
    const double from_K[] = {9.2, 8, 4}, to_K[] = {9.3, 12, 20};
    for (int i = 0; i < 3; i++) {
        double sharp =
            integral_of_piece(f, niobium, "c_1", from_K[i], 9.25) + integral_of_piece(f, niobium, "c_2", 9.25, to_K[i]);
        double got = cd_curve_between(c, from_K[i], to_K[i]);
        print_message("niobium, %g to %g K: %.9g J/kg, sharp %.9g, off by %.2g\n", from_K[i], to_K[i], got, sharp,
                      got / sharp - 1);
        CHECK_REL(got, sharp, 1e-7); /* what the table keeps */
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {TEST(lift_of_a_cubic), TEST(enthalpy_is_kept),
                                       TEST(value_and_slope_are_continuous), TEST(middle_of_a_jump),
                                       TEST(niobium_keeps_its_enthalpy)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
