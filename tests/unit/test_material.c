/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_material - some materials of the library against tables of the NIST fits and their integrals, closely; all of
 * them are compared with golden values and measurements in tests/verification, and with what a curve must be in
 * tests/property.
 */
#include "material_fixture.h"

#include <stdlib.h>
#include <time.h>

static const char *const all[] = {"copper(RRR=100)",
                                  "copper(RRR=50, data=nist)",
                                  "copper(RRR=300, data=nist)",
                                  "al6061_t6",
                                  "al6061_t6(data=nist)",
                                  "ss304",
                                  "ss304(data=nist)",
                                  "g10_warp",
                                  "g10_normal",
                                  "g10(data=nist)",
                                  "nbti",
                                  "copper(RRR=2000)"};
enum { N_ALL = sizeof all / sizeof *all };

static const cd_property *property_of(const cd_material *material, char which)
{
    return which == 'k' ? material->conductivity : material->specific_heat;
}

static double source_at(const cd_property *property, double T_K)
{
    return property->source_value(property->source_ctx, T_K);
}

/* --- the NIST fits and their integrals, computed independently in double precision --- */

static void nist_fits_have_their_values(void **state)
{
    fixture *f = *state;
    const double T_K[] = {4, 10, 20, 50, 77, 100, 200, 300};
    const struct {
        const char *material;
        char property;
        double want[8];
    } table[] = {
        {"copper(RRR=50, data=nist)", 'c', {0.099421, 0.85582, 7.4909, 95.835, 194.71, 253.45, 355.01, 383.99}},
        {"al6061_t6(data=nist)", 'c', {0.29198, 1.573, 8.8543, 148.84, 348.13, 492.2, 835.24, 953.86}},
        {"ss304(data=nist)", 'c', {2.066, 5.2753, 13.452, 95.69, 204.49, 275.5, 416.43, 469.45}},
        {"g10_warp(data=nist)", 'c', {2.0159, 15.356, 47.171, 149.06, 239.35, 316.86, 664.43, 998.74}},
        {"ss304(data=nist)", 'k', {0.2724, 0.90386, 2.1686, 5.7302, 7.9207, 9.2236, 12.633, 15.309}},
        {"al6061_t6(data=nist)", 'k', {5.3474, 14.204, 28.428, 62.048, 83.531, 97.701, 136.03, 155.32}},
        {"copper(RRR=50, data=nist)", 'k', {320.38, 778.15, 1367.9, 863.56, 515.07, 443.92, 400.11, 392.37}},
        {"copper(RRR=100, data=nist)", 'k', {642.3, 1539.9, 2422.5, 1004.8, 547.2, 461.55, 406.95, 396.32}},
        {"g10_normal(data=nist)", 'k', {0.072323, 0.1122, 0.15642, 0.23816, 0.27997, 0.3096, 0.44471, 0.60798}},
        {"g10_warp(data=nist)", 'k', {0.07322, 0.13608, 0.19817, 0.30611, 0.38582, 0.44772, 0.67413, 0.86364}},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        for (size_t k = 0; k < 8; k++) /* five digits are given: half of the last is 5e-5 at the most */
            CHECK_REL(cd_curve_value(property_of(material_of(f, table[i].material), table[i].property)->curve, T_K[k]),
                      table[i].want[k], 5.1e-5);
}

/* Two independent fits of copper's conductivity at every RRR that NIST has: 1.2 % apart from 10 to 300 K, 1.8 % at 4 K.
 */
static void both_conductivities_of_copper_agree(void **state)
{
    fixture *f = *state;
    const int RRR[] = {50, 100, 150, 300, 500};
    for (size_t i = 0; i < sizeof RRR / sizeof *RRR; i++) {
        char nist[64], hust[64];
        snprintf(nist, sizeof nist, "copper(RRR=%d, data=nist)", RRR[i]);
        snprintf(hust, sizeof hust, "copper(RRR=%d)", RRR[i]);
        const cd_curve *a = material_of(f, nist)->conductivity->curve, *b = material_of(f, hust)->conductivity->curve;
        for (double T_K = 4; T_K <= 300; T_K *= 1.037)
            CHECK_REL(cd_curve_value(a, T_K), cd_curve_value(b, T_K), 0.02);
    }
}

static void nist_enthalpies_from_4_K(void **state)
{
    fixture *f = *state;
    const double T_K[] = {10, 20, 40, 50, 77, 100, 150, 200, 250, 300};
    const struct {
        const char *material;
        double J_per_kg[10];
    } table[] = {
        {"copper(RRR=50, data=nist)",
         {2.2776, 35.9262, 605.5577, 1369.6939, 5347.9019, 10548.771, 25148.891, 42122.502, 60439.858, 79495.026}},
        {"al6061_t6(data=nist)",
         {5.0954, 48.1575, 798.4167, 1941.4489, 8677.2229, 18399.840, 48998.618, 88059.726, 131465.244, 177539.467}},
        {"ss304(data=nist)",
         {21.0288, 109.5331, 757.6961, 1523.9674, 5600.1655, 11170.811, 27373.172, 46886.643, 68820.847, 92180.745}},
    };
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 10; k++) {
            double last_digit = table[i].J_per_kg[k] < 1e4 ? 1e-4 : 1e-3;
            const cd_curve *c = material_of(f, table[i].material)->specific_heat->curve;
            /* Half the last digit, and the error of the curve: 1e-7 at single points, mostly cancelling. */
            CHECK_NEAR(cd_curve_between(c, 4, T_K[k]), table[i].J_per_kg[k],
                       0.51 * last_digit + 3e-8 * table[i].J_per_kg[k]);
        }
}

static void nist_conductivity_integrals(void **state)
{
    fixture *f = *state;
    const double from_K[] = {4, 4, 4, 4, 40, 50, 77, 4}, to_K[] = {20, 40, 50, 77, 300, 300, 300, 300};
    const struct {
        const char *material;
        double W_per_m[8];
    } table[] = {
        {"ss304(data=nist)", {18.694, 87.728, 139.85, 326.13, 2943.1, 2891.0, 2704.7, 3030.8}},
        {"al6061_t6(data=nist)", {272.83, 1089.7, 1662.1, 3641.7, 31236, 30663, 28684, 32325}},
        {"copper(RRR=50, data=nist)", {14363, 42036, 52096, 69535, 119190, 109130, 91689, 161220}},
        {"copper(RRR=100, data=nist)", {27398, 69047, 81287, 100540, 125280, 113040, 93791, 194330}},
        {"g10_normal(data=nist)", {1.9247, 5.7191, 8.0009, 15.026, 106.02, 103.73, 96.71, 111.74}},
        {"g10_warp(data=nist)", {2.3418, 7.1072, 10.009, 19.37, 155.51, 152.61, 143.25, 162.62}},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        for (size_t k = 0; k < 8; k++)
            CHECK_REL(cd_curve_between(material_of(f, table[i].material)->conductivity->curve, from_K[k], to_K[k]),
                      table[i].W_per_m[k], 5.1e-5);
}

/* 5 kg of copper at 300 K and 3 kg of 6061 at 20 K end at one temperature: sum and inverse of enthalpies. */
static void common_temperature_of_two_lumps(void **state)
{
    fixture *f = *state;
    const cd_curve *c[] = {material_of(f, "copper(RRR=50, data=nist)")->specific_heat->curve,
                           material_of(f, "al6061_t6(data=nist)")->specific_heat->curve};
    const double mass_kg[] = {5, 3};
    const cd_curve *both = cd_curve_sum(f->arena, c, mass_kg, 2);
    double H_J = 5 * cd_curve_integral(c[0], 300) + 3 * cd_curve_integral(c[1], 20), C_J_per_K;
    cd_curve_hint hint = {0};
    CHECK_NEAR(cd_curve_inverse(both, H_J, &hint, &C_J_per_K), 181.647029, 1e-5);
}

/* --- what every curve must be --- */

static void check_curve_against_source(const cd_property *property, bool jump)
{
    for (double T_K = 0.0631; T_K < 2040; T_K *= 1.000731) {
        /* The jump of a superconductor, 0.1 K wide, has a dozen intervals. */
        double tolerance = jump && fabs(T_K - 9.2) < 0.06 ? 5e-5 : 1e-6;
        CHECK_REL(cd_curve_value(property->curve, T_K), source_at(property, T_K), tolerance);
    }
}

static void curves_follow_their_formulas(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < N_ALL; i++) {
        const cd_material *material = material_of(f, all[i]);
        check_curve_against_source(material->conductivity, false);
        check_curve_against_source(material->specific_heat, strcmp(all[i], "nbti") == 0);
    }
    expect_none(f);
}

/* The largest jump of the log-slope at any knot of the finest grid, which holds every knot. */
static double largest_slope_jump(const cd_curve *curve)
{
    double largest = 0;
    for (double T_K = 0.0625; T_K < 2048; T_K *= 2)
        for (int i = 1; i <= 1024; i++) {
            double knot_K = T_K * (1 + i / 1024.0), left, right;
            if (knot_K >= 2048)
                break;
            double y = cd_curve_slope(curve, knot_K, &right);
            CHECK_REL(cd_curve_slope(curve, nextafter(knot_K, 0), &left), y, 1e-12);
            largest = fmax(largest, fabs(right - left) * knot_K / y);
        }
    return largest;
}

static void curves_have_no_kinks(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < N_ALL; i++)
        for (const char *which = "kc"; *which; which++) {
            double jump = largest_slope_jump(property_of(material_of(f, all[i]), *which)->curve);
            CHECK_NEAR(jump, 0, 3e-6); /* where pieces meet within 1e-6 in log-slope, else rounding */
        }
}

static void integrals_belong_to_their_values(void **state)
{
    fixture *f = *state;
    const double x = 0.57735026918962576451; /* two-point Gauss, exact on every interval */
    for (size_t i = 0; i < N_ALL; i++)
        for (const char *which = "kc"; *which; which++) {
            const cd_curve *curve = property_of(material_of(f, all[i]), *which)->curve;
            double Y = cd_curve_integral(curve, 0.0625);
            for (double T_K = 0.0625; T_K < 2048; T_K *= 2) {
                for (int k = 0; k < 1024; k++) {
                    double half = T_K / 2048, middle = T_K + (2 * k + 1) * half;
                    Y += half * (cd_curve_value(curve, middle - x * half) + cd_curve_value(curve, middle + x * half));
                }
                CHECK_REL(cd_curve_integral(curve, 2 * T_K), Y, 1e-11);
            }
        }
}

static void enthalpies_can_be_inverted(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < N_ALL; i++) {
        const cd_curve *curve = material_of(f, all[i])->specific_heat->curve;
        cd_curve_hint hint = {0};
        double c;
        for (double T_K = 0.051; T_K < 2100; T_K *= 1.00431)
            CHECK_REL(cd_curve_inverse(curve, cd_curve_integral(curve, T_K), &hint, &c), T_K, 1e-14);
    }
}

static void close_temperatures_lose_no_digits(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < N_ALL; i++) {
        const cd_curve *k = material_of(f, all[i])->conductivity->curve;
        for (double T_K = 1.07; T_K < 320; T_K *= 1.0931) {
            double to_K = T_K * (1 + 1e-7);
            CHECK_REL(cd_curve_between(k, T_K, to_K), cd_curve_value(k, 0.5 * (T_K + to_K)) * (to_K - T_K), 1e-11);
        }
    }
}

/* --- single facts --- */

/* Two powers of T below Tc, two above, with the sharp jump: the blend must have the same enthalpy. */
static void superconducting_jump_keeps_the_enthalpy(void **state)
{
    fixture *f = *state;
    const cd_curve *c = material_of(f, "nbti")->specific_heat->curve;
    const double gamma = 0.1546666667, beta = 0.002706666667, Tc = 9.2, from = 9.1, to = 9.3;
    double below = (beta + 3 * gamma / (Tc * Tc)) * (pow(Tc, 4) - pow(from, 4)) / 4;
    double above = gamma * (to * to - Tc * Tc) / 2 + beta * (pow(to, 4) - pow(Tc, 4)) / 4;
    CHECK_REL(cd_curve_between(c, from, to), below + above, 1e-6); /* of the curve within the jump: 3e-5, both signs */
    CHECK_REL(cd_curve_value(c, 9.14), (beta + 3 * gamma / (Tc * Tc)) * pow(9.14, 3), 1e-6);
    CHECK_REL(cd_curve_value(c, 9.26), gamma * 9.26 + beta * pow(9.26, 3), 1e-6);
}

static void properties_say_where_they_come_from(void **state)
{
    fixture *f = *state;
    const cd_material *copper = material_of(f, "copper(RRR=50)");
    assert_string_equal(copper->name, "copper(RRR=50)");
    CHECK_REL(copper->density_kg_per_m3, 8960, 1e-15);
    const cd_property *c = copper->specific_heat;
    assert_true(c->T_min_K == 1 && c->T_max_K == 320 && c->n_pieces == 3);
    assert_string_equal(c->pieces[1].form, "poly");
    assert_true(c->pieces[1].T_min_K == 25 && c->pieces[1].T_max_K == 300 && c->pieces[1].grade == CD_GRADE_A);
    CHECK_REL(c->pieces[1].rel_error, 0.005, 1e-15);
    assert_false(c->pieces[1].estimate);
    assert_true(c->pieces[2].estimate && c->pieces[2].grade == CD_GRADE_B);
    assert_non_null(strstr(c->pieces[0].source, "White & Collocott"));
    assert_non_null(material_of(f, "g10")->notes);
}

static void outside_its_data_a_property_is_a_power_of_T(void **state)
{
    fixture *f = *state;
    const cd_curve *c = material_of(f, "nbti")->specific_heat->curve; /* T^3 below Tc */
    CHECK_REL(cd_curve_value(c, 0.25), cd_curve_value(c, 1) / 64, 1e-7);
    CHECK_REL(cd_curve_integral(c, 0.05), cd_curve_value(c, 0.05) * 0.05 / 4, 1e-7);
    const cd_curve *k = material_of(f, "al6061_t6")->conductivity->curve; /* a T^0.2748 from 300 K */
    CHECK_REL(cd_curve_value(k, 900), 32.39746857 * pow(900, 0.2748), 1e-7);
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
    fixture *f = *state;
    double start = seconds();
    const cd_material *copper = material_of(f, "copper(RRR=50)"), *nbti = material_of(f, "nbti");
    double built_ms = 500 * (seconds() - start), sum = 0;
    start = seconds();
    for (int i = 0; i < 1000000; i++)
        sum += cd_curve_value(nbti->specific_heat->curve, 4 + (i % 4096) * 0.0719);
    print_message("read and tabulated in %.2f ms each; c of nbti %.1f ns (%g); %u and %u intervals for c\n", built_ms,
                  1e3 * (seconds() - start), sum, copper->specific_heat->curve->n_pieces,
                  nbti->specific_heat->curve->n_pieces);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(nist_fits_have_their_values),
        TEST(both_conductivities_of_copper_agree),
        TEST(nist_enthalpies_from_4_K),
        TEST(nist_conductivity_integrals),
        TEST(common_temperature_of_two_lumps),
        TEST(curves_follow_their_formulas),
        TEST(curves_have_no_kinks),
        TEST(integrals_belong_to_their_values),
        TEST(enthalpies_can_be_inverted),
        TEST(close_temperatures_lose_no_digits),
        TEST(superconducting_jump_keeps_the_enthalpy),
        TEST(properties_say_where_they_come_from),
        TEST(outside_its_data_a_property_is_a_power_of_T),
        TEST(timing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
