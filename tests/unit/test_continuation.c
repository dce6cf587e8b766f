/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_continuation - how properties go on beyond their data: the rule of each class and property, value and slope at
 * the end, the formula of continuation.h, and that the data themselves are left as they are.
 */
#include "material_texts.h"

#include "../../src/material/continuation.h"

enum { NONE = CD_CLASS_NONE, METAL = CD_CLASS_METAL, SUPER = CD_CLASS_SUPERCONDUCTOR, DIEL = CD_CLASS_DIELECTRIC };

/* Data that end at 8 K with y = 3 and the power n. */
static const double end_K = 8, y_end = 3;

static cd_continuation after(int property, int class, bool below, double n)
{
    return cd_continuation_of((cd_property_kind)property, (cd_material_class) class, below, end_K, y_end,
                              n * y_end / end_K);
}

static void every_class_has_its_powers(void **state)
{
    (void)state;
    enum { K = CD_PROPERTY_K, C = CD_PROPERTY_C, RHO = CD_PROPERTY_RHO, E = CD_PROPERTY_EMISSIVITY };
    const struct {
        int property, class;
        bool below;
        double n, goes_on_as;
    } rule[] = {
        {K, METAL, true, 0.4, 1},    {K, METAL, true, 1.7, 1},      {K, METAL, true, 1, 1},
        {K, DIEL, true, 0.4, 2},     {K, DIEL, true, 2.3, 2.3},     {K, DIEL, true, 3.8, 3},
        {K, SUPER, true, 0.4, 1},    {K, SUPER, true, 2.3, 2.3},    {K, SUPER, true, 3.8, 3},
        {K, NONE, true, -4.5, -4.5}, {K, NONE, true, 7, 7},         {C, METAL, true, 0.4, 1},
        {C, METAL, true, 3.8, 3},    {C, DIEL, true, 0.4, 1},       {C, DIEL, true, 2.3, 2.3},
        {C, DIEL, true, 3.8, 3},     {C, SUPER, true, 0.4, 1},      {C, SUPER, true, 2.3, 2.3},
        {C, SUPER, true, 3.8, 3},    {C, NONE, true, -1, -1},       {RHO, METAL, true, 2, 0},
        {RHO, NONE, true, 2, 0},     {E, DIEL, true, 2, 0},         {E, NONE, true, -2, 0},
        {K, METAL, false, -1.4, -1}, {K, METAL, false, 0.3, 0.3},   {K, METAL, false, 1.6, 1},
        {K, DIEL, false, -1.4, -1},  {K, SUPER, false, 1.6, 1},     {K, NONE, false, 1.6, 1.6},
        {C, METAL, false, -0.2, 0},  {C, METAL, false, 0.3, 0.3},   {C, METAL, false, 1.6, 1},
        {C, DIEL, false, 1.6, 1},    {C, NONE, false, -2, -2},      {RHO, METAL, false, 1.3, 1},
        {RHO, METAL, false, -1, 0},  {RHO, METAL, false, 0.9, 0.9}, {RHO, NONE, false, 1.3, 1.3},
        {E, METAL, false, 0.5, 0},   {E, NONE, false, 0.5, 0},
    };
    for (size_t i = 0; i < sizeof rule / sizeof *rule; i++) {
        cd_continuation c = after(rule[i].property, rule[i].class, rule[i].below, rule[i].n);
        assert_int_equal(c.rule, CD_CONTINUE_POWER);
        CHECK_NEAR(c.power, rule[i].goes_on_as, 1e-14);
        /* Far away: the power itself, seen as a ratio of values. */
        double far_K = rule[i].below ? 0.5 : 200;
        CHECK_REL(cd_continuation_value(&c, 2 * far_K) / cd_continuation_value(&c, far_K), pow(2, rule[i].goes_on_as),
                  1e-13);
    }
}

/* r(x) at half of w, at w, and beyond: 7/24 w, w/3, w/3. The data end with T^1.6, go on as T above and as T^2 below. */
static void power_goes_over_within_a_tenth(void **state)
{
    (void)state;
    const double w = log(1.1);
    cd_continuation up = after(CD_PROPERTY_C, METAL, false, 1.6), down = after(CD_PROPERTY_K, DIEL, true, 1.6);
    const struct {
        double x, r;
    } at[] = {{0.5 * w, 7 * w / 24}, {w, w / 3}, {2.5 * w, w / 3}, {30 * w, w / 3}};
    for (size_t i = 0; i < 4; i++) {
        double x = at[i].x, r = at[i].r;
        CHECK_REL(cd_continuation_value(&up, end_K * exp(x)), y_end * exp(x + 0.6 * r), 1e-14);
        CHECK_REL(cd_continuation_value(&down, end_K * exp(-x)), y_end * exp(-2 * x + 0.4 * r), 1e-14);
    }
}

/* Specific heat of a metal below its data: gamma T + beta T^3 with gamma = y (3 - n) / (2 T) and beta = y (n - 1) /
 * (2 T^3), which is y = 3 and the power 1.5 at 8 K: gamma 9/32, beta 3/2048. */
static void electrons_and_lattice_of_a_metal(void **state)
{
    (void)state;
    cd_continuation c = after(CD_PROPERTY_C, METAL, true, 1.5);
    assert_int_equal(c.rule, CD_CONTINUE_ELECTRONS);
    CHECK_REL(c.gamma, 9.0 / 32, 1e-14);
    CHECK_REL(c.beta, 3.0 / 2048, 1e-14);
    CHECK_REL(cd_continuation_value(&c, 2), 9.0 / 16 + 3.0 / 256, 1e-14);
    CHECK_REL(cd_continuation_value(&c, 8), 3, 1e-14);
    c = after(CD_PROPERTY_C, METAL, true, 1); /* at the limits one of the two alone */
    assert_true(c.rule == CD_CONTINUE_ELECTRONS && c.beta == 0);
    c = after(CD_PROPERTY_C, METAL, true, 3);
    assert_true(c.rule == CD_CONTINUE_ELECTRONS && c.gamma == 0);
    assert_int_equal(after(CD_PROPERTY_C, METAL, false, 0.5).rule, CD_CONTINUE_POWER);
    assert_int_equal(after(CD_PROPERTY_C, DIEL, true, 1.5).rule, CD_CONTINUE_POWER);
}

/* Contraction: a straight line above; below, the slope fades within 10 % and leaves a constant, slope T w/3 lower. */
static void contraction_goes_on_in_a_line(void **state)
{
    (void)state;
    cd_continuation up = cd_continuation_of(CD_PROPERTY_CONTRACTION, CD_CLASS_METAL, false, 300, 1.2e-4, 1.7e-5);
    CHECK_REL(cd_continuation_value(&up, 400), 1.2e-4 + 100 * 1.7e-5, 1e-14);
    cd_continuation down = cd_continuation_of(CD_PROPERTY_CONTRACTION, CD_CLASS_METAL, true, 20, -3e-3, 1e-5);
    CHECK_REL(cd_continuation_value(&down, 10), -3e-3 - 1e-5 * 20 * log(1.1) / 3, 1e-14);
    CHECK_REL(cd_continuation_value(&down, 10), cd_continuation_value(&down, 1), 1e-14);
}

/* Value at the end, slope there, and slope where the power has gone over, for every property, class and side. The third
 * derivative leaves 1e-6 to a difference over 1e-4 of T. */
static void value_and_slope_are_continuous(void **state)
{
    (void)state;
    const double n[] = {-2, 0.4, 1.5, 2.5, 4};
    for (int property = 0; property < CD_N_PROPERTIES; property++)
        for (int class = NONE; class <= DIEL; class ++)
            for (int below = 0; below < 2; below++)
                for (size_t i = 0; i < sizeof n / sizeof *n; i++) {
                    cd_continuation c = after(property, class, below, n[i]);
                    double out = below ? -1 : 1, h_K = 1e-4 * end_K, slope = n[i] * y_end / end_K;
                    CHECK_REL(cd_continuation_value(&c, end_K), y_end, 1e-14);
                    double y1 = cd_continuation_value(&c, end_K + out * h_K),
                           y2 = cd_continuation_value(&c, end_K + 2 * out * h_K);
                    CHECK_NEAR((4 * (y1 - y_end) - (y2 - y_end)) / (2 * out * h_K), slope, 2e-5 * fabs(slope) + 1e-6);
                    double gone_K = end_K * (below ? 1 / 1.1 : 1.1), y0 = cd_continuation_value(&c, gone_K);
                    double left = (y0 - cd_continuation_value(&c, gone_K - h_K)) / h_K,
                           right = (cd_continuation_value(&c, gone_K + h_K) - y0) / h_K;
                    CHECK_NEAR(right, left, 2e-3 * fabs(slope)); /* the second derivative times the step */
                }
}

static void words_for_it(void **state)
{
    fixture *f = *state;
    const struct {
        int property, class;
        bool below;
        double n;
        const char *words;
    } say[] = {
        {CD_PROPERTY_K, METAL, true, 1.5, "as T"},
        {CD_PROPERTY_K, DIEL, true, 2.25, "as T^2.25"},
        {CD_PROPERTY_K, METAL, false, -3, "as T^-1"},
        {CD_PROPERTY_C, METAL, true, 1.5, "as gamma T + beta T^3"},
        {CD_PROPERTY_C, METAL, true, 3.5, "as T^3"},
        {CD_PROPERTY_C, METAL, false, -1, "constant"},
        {CD_PROPERTY_RHO, METAL, true, 1.5, "constant"},
        {CD_PROPERTY_EMISSIVITY, NONE, false, 1.5, "constant"},
        {CD_PROPERTY_CONTRACTION, NONE, false, 1.5, "in a straight line"},
        {CD_PROPERTY_CONTRACTION, NONE, false, 0, "constant"},
        {CD_PROPERTY_CONTRACTION, NONE, true, 1.5, "constant"},
    };
    for (size_t i = 0; i < sizeof say / sizeof *say; i++) {
        cd_continuation c = after(say[i].property, say[i].class, say[i].below, say[i].n);
        assert_string_equal(cd_continuation_text(f->arena, &c), say[i].words);
    }
}

/* Data of T^1.6 from 8 to 40 K have their own values up to both ends, whatever their class makes of them beyond. */
static void data_are_left_as_they_are(void **state)
{
    fixture *f = *state;
    const char *const classes[] = {"none", "metal", "superconductor", "dielectric"};
    for (size_t i = 0; i < 4; i++) {
        no_library(f);
        assert_true(define(f, cd_arena_printf(f->arena,
                                              "[material m]\nclass = %s\n[piece p]\nmaterial = m\nproperty = k\n"
                                              "form = power\na = 0.5\nn = 1.6\nrange = 8 K .. 40 K\n" ABOUT,
                                              classes[i])));
        const cd_property *k = material_of(f, "m")->conductivity;
        for (int step = 0; step <= 64; step++) {
            double T_K = 8 + 0.5 * step;
            CHECK_REL(source_at(k, T_K), 0.5 * pow(T_K, 1.6), 1e-14);
            CHECK_REL(cd_curve_value(k->curve, T_K), 0.5 * pow(T_K, 1.6), 2e-7);
        }
        assert_true(k->T_min_K == 8 && k->T_max_K == 40);
        /* Beyond: three of the four classes have T above 40 K. */
        double above = i == 0 ? 1.6 : 1, below[] = {1.6, 1, 1.6, 2};
        CHECK_REL(cd_curve_value(k->curve, 400) / cd_curve_value(k->curve, 100), pow(4, above), 1e-6);
        CHECK_REL(cd_curve_value(k->curve, 4) / cd_curve_value(k->curve, 1), pow(4, below[i]), 1e-6);
    }
    expect_none(f);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(every_class_has_its_powers),       TEST(power_goes_over_within_a_tenth),
        TEST(electrons_and_lattice_of_a_metal), TEST(contraction_goes_on_in_a_line),
        TEST(value_and_slope_are_continuous),   TEST(words_for_it),
        TEST(data_are_left_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
