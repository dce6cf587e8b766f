/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_forms - the forms of form_fit.c and form_mixture.c against values of their formulas, and what they say of
 * numbers that do not go together. Values "by Python" were computed from the published formulas by a program that
 * shares nothing with this one. Plain forms and other tables are in test_material_file.c, metals in
 * test_forms_metal.c.
 */
#include "forms_fixture.h"

/* --- fits --- */

/* At 10 K by hand; a term with A = 0 counts for nothing whatever its other numbers are. */
static void cryosoft_sums(void **state)
{
    fixture *f = *state;
    const cd_property *k = k_of(f, "", "form = cryosoft_a\nA = 2, 0, 0.5\na = 6, -10, 2\nn = 2, 9, 3\nscale = 3", "m");
    CHECK_REL(source_at(k, 10), 3 * (2 * 10 / 256.0 + 0.5 * 1000 / 1728), rounding);
    k = k_of(f, "", "form = cryosoft_a\nA = 2\na = 6\nn = 2", "m");
    CHECK_REL(source_at(k, 10), 20 / 256.0, rounding);

    k = k_of(f, "", "form = cryosoft_b\nA = 2, 0, 0.25\na = 10, 0, 30\nn = 1, 9, 2\nscale = 3", "m");
    CHECK_REL(source_at(k, 10), 3 * (2 * 5 + 0.25 * 7.5 * 7.5), rounding);
    k = k_of(f, "", "form = cryosoft_b\nA = 2\na = 10\nn = 1", "m");
    CHECK_REL(source_at(k, 10), 10, rounding);

    k = k_of(f, "", "form = cryosoft_c\nA = 2, 0, 0.5\na = 10, 0, 30\nn = 2, 9, 1\nscale = 3", "m");
    CHECK_REL(source_at(k, 10), 3 * (2 * 10 / 4.0 + 0.5 * 1000 / (4.0 / 3)), rounding);
    k = k_of(f, "", "form = cryosoft_c\nA = 2\na = 10\nn = 2", "m");
    CHECK_REL(source_at(k, 10), 5, rounding);
}

static void wrong_cryosoft_sums(void **state)
{
    const char *const forms[] = {"form = cryosoft_a\n", "form = cryosoft_b\n", "form = cryosoft_c\n"};
    const char *const keys[] = {"A = 1, 2\na = 1\nn = 1, 2", "A = 1, 2\na = 1, 2\nn = 1", "A = 1\na = 1, 2\nn = 1, 2"};
    fixture *f = *state;
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 3; k++)
            wrong_keys(f, "", "k", cd_arena_printf(f->arena, "%s%s", forms[i], keys[k]),
                       "\"A\", \"a\" and \"n\" need as many numbers as each other in piece \"p\"");
}

static void error_function_of_kevlar(void **state)
{
    const cd_property *k = k_of(*state, "", "form = kevlar_erf\ncoef = -1, 1.5, 1, 0.5, -2, 0.5", "m");
    CHECK_REL(source_at(k, 10), pow(10, 0.5 - exp(-2)), rounding); /* E = 0: the mean of both lines */
    CHECK_REL(source_at(k, 4), 0.7992805223226459, rounding);      /* by Python */
    CHECK_REL(source_at(k, 30), 2.9403462514683847, rounding);
    CHECK_REL(source_at(k, 200), 3.0211183636551695, rounding);
}

/* At 4 K, where the square root is 2: the numerator is 1 + 0.4 + 1.6 + 0.48 + 1.28. */
static void rational_fit_of_copper(void **state)
{
    const cd_property *k =
        k_of(*state, "", "form = nist_cu_rational\ncoef = 1, 0.1, 0.2, 0.3, 0.4, 0.05, 0.06, 0.07, 0.08", "m");
    CHECK_REL(source_at(k, 4), pow(10, 4.76 / (1 + 0.2 + 1.2 + 0.4 + 1.12)), rounding);
}

/* At a point of straight lines in ln T and ln y the parabola lies (right - left) h/4 above the corner, right and left
 * the powers beside it; h = ln 1.05, or half of the way to the next point where that is less: here ln(16.5/16)/2. */
static void corners_of_lines_in_logarithms(void **state)
{
    const cd_property *k = k_of(*state, "", "form = table\nT = 4, 16, 64\ny = 3, 6, 48\ninterpolation = loglog", "m");
    CHECK_REL(source_at(k, 16), 6 * exp((1.5 - 0.5) * log(1.05) / 4), rounding);
    CHECK_REL(source_at(k, 16 * 1.0501), 6 * pow(1.0501, 1.5), rounding);
    k = k_of(*state, "", "form = table\nT = 4, 16, 16.5\ny = 3, 6, 6\ninterpolation = loglog", "m");
    CHECK_REL(source_at(k, 16), 6 * exp((0 - 0.5) * log(16.5 / 16) / 8), rounding);
}

/* --- made of others --- */

#define TWO_OTHERS                                                                                                     \
    "[material one]\n[piece one]\nmaterial = one\nproperty = c\nform = poly\ncoef = 0, 2\nrange = 1 K .. 320 "         \
    "K\n" ABOUT "[material two]\n[piece two]\nmaterial = two\nproperty = c\nform = power\na = 3\nn = 2\nrange = 1 K "  \
    ".. 320 K\n" ABOUT

static void mixture_is(fixture *f, const char *keys, double T_K, double want)
{
    no_library(f);
    const char *text =
        cd_arena_printf(f->arena,
                        TWO_OTHERS "[material m]\n[piece p]\nmaterial = m\nproperty = c\nform = mixture\n"
                                   "range = 1 K .. 320 K\n" ABOUT "%s\n",
                        keys);
    assert_true(define(f, text));
    CHECK_REL(source_at(material_of(f, "m")->specific_heat, T_K), want, rounding);
    expect_none(f);
}

/* c of one is 2 T, of two 3 T^2. */
static void mixtures(void **state)
{
    fixture *f = *state;
    mixture_is(f, "of = one\nweight = 1", 20, 40);
    mixture_is(f, "of = one, two\nweight = 0.25, 0.7", 20, 0.25 * 40 + 0.7 * 1200);
    mixture_is(f, "of = two, one\nweight = 0.25, 0.7\nscale = 1.5", 20, 1.5 * (0.25 * 1200 + 0.7 * 40));
    mixture_is(f, "of = two\nweight = 0.5\nT_scale = 1.1", 20, 0.5 * 3 * 22 * 22);
    mixture_is(f, "of = two\nweight = 0.5\nscale = 2\nT_scale = 1.1\ngamma = 0.3", 20, 3 * 22 * 22 + 0.3 * 20);
}

/* RRR and field go on to the other material. */
static void mixtures_pass_on_RRR_and_field(void **state)
{
    fixture *f = *state;
    no_library(f);
    assert_true(define(f, "[material metal]\n" RRR_HEAD "\n[piece a]\nmaterial = metal\nproperty = k\n"
                          "range = 1 K .. 320 K\n" ABOUT K_LAW K_SMALL K_IN_FIELD "[material m]\n" RRR_HEAD
                          "\n[piece p]\nmaterial = m\nproperty = k\nform = mixture\nof = metal\n"
                          "weight = 0.5\nrange = 1 K .. 320 K\n" ABOUT));
    CHECK_REL(source_at(material_of(f, "m(RRR=60, B=3 T)")->conductivity, 4), 0.5 * 273.29619951587114, rounding);
    expect_none(f);
}

static void wrong_mixtures(void **state)
{
    fixture *f = *state;
    const struct {
        const char *keys, *words;
    } wrong[] = {
        {"property = c\nform = mixture\nof = one, two\nweight = 1",
         "\"weight\" needs one number for each material of \"of\""},
        {"property = c\nform = mixture\nof = one\nweight = 1, 2",
         "\"weight\" needs one number for each material of \"of\""},
        {"property = c\nform = mixture\nweight = 1", "missing key \"of\""},
        {"property = c\nform = mixture\nof = one", "missing key \"weight\""},
        {"property = k\nform = mixture\nof = one\nweight = 1", "material \"one\" has no thermal conductivity"},
        {"property = c\nform = mixture\nof = three\nweight = 1", "unrecognized material \"three\""},
        {"property = c\nform = mixture\nof = m\nweight = 1", "material \"m\" is made of itself"},
        {"property = c\nform = power\na = 1\nn = 1\nof = one", "unrecognized key \"of\""},
        {"property = emissivity\nform = parker_abbott\nof = one, two", "\"of\" takes one material"},
        {"property = emissivity\nform = parker_abbott\nof = one", "material \"one\" has no electrical resistivity"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        no_library(f);
        assert_false(define(f, cd_arena_printf(f->arena,
                                               TWO_OTHERS "[material m]\n[piece p]\nmaterial = m\n"
                                                          "range = 1 K .. 320 K\n" ABOUT "%s\n",
                                               wrong[i].keys)));
        expect_one(f, CD_ERROR, wrong[i].words, NULL);
    }
}

static double emissivity(fixture *f, double rho_ohm_m, const char *keys, double T_K)
{
    no_library(f);
    const char *text = cd_arena_printf(f->arena,
                                       "[material metal]\nrho = %g ohm m\n[material m]\n[piece p]\nmaterial = m\n"
                                       "property = emissivity\nform = parker_abbott\nof = metal\n"
                                       "range = 4 K .. 320 K\n" ABOUT "%s\n",
                                       rho_ohm_m, keys);
    assert_true(define(f, text));
    expect_none(f);
    return source_at(material_of(f, "m")->emissivity, T_K);
}

/* Worked numbers of the law for copper, stainless steel and 6061, computed beside this program. Nine digits are given.
 */
static void emissivity_from_resistivity(void **state)
{
    /* Worked checks R6_PA_Cu_300, R6_PA_Cu_77, R6_PA_SS304_300, R6_PA_SS304_77, R6_PA_Al6061_300. */
    fixture *f = *state;
    const struct {
        double T_K, rho_ohm_m, want;
    } metal[] = {{300, 1.7e-8, 0.0167972045},
                 {77, 2.1e-9, 0.00305937767},
                 {300, 7.2e-7, 0.0984843548},
                 {77, 5.2e-7, 0.0452636018},
                 {300, 4e-8, 0.0254460216}};
    for (size_t i = 0; i < sizeof metal / sizeof *metal; i++)
        CHECK_REL(emissivity(f, metal[i].rho_ohm_m, "", metal[i].T_K), metal[i].want, 2e-9);
    const double e = 0.00305937767;
    CHECK_REL(emissivity(f, 2.1e-9, "floor = 0.005", 77), sqrt(e * e + 0.005 * 0.005), 2e-9);
    CHECK_REL(emissivity(f, 2.1e-9, "scale = 1.5", 77), 1.5 * e, 2e-9);
    CHECK_REL(emissivity(f, 2.1e-9, "scale = 1.5\nfloor = 0.005", 77), 1.5 * sqrt(e * e + 0.005 * 0.005), 2e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(cryosoft_sums),
        TEST(wrong_cryosoft_sums),
        TEST(error_function_of_kevlar),
        TEST(rational_fit_of_copper),
        TEST(corners_of_lines_in_logarithms),
        TEST(mixtures),
        TEST(mixtures_pass_on_RRR_and_field),
        TEST(wrong_mixtures),
        TEST(emissivity_from_resistivity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
