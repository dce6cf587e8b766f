/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_forms_metal - the forms of form_metal.c and form_super.c, with and without field, as test_forms.c has the
 * others.
 */
#include "forms_fixture.h"

/* --- pure metals --- */

/* All by Python, for RRR = 60. */
static void conductivity_of_a_pure_metal(void **state)
{
    static const double T_K[] = {4, 40, 70, 300};
    const struct {
        const char *keys;
        double want[4];
    } rule[] = {
        {K_LAW, {378.08209728900846, 1340.7047070287335, 673.07941995642193, 409.3230185464825}},
        {K_LAW K_SMALL, {378.12058572193456, 1441.3496201470589, 696.66802318345867, 407.07268307251422}},
        {K_LAW K_SMALL "rho_0 = rho_ref/RRR",
         {378.12058572193456, 1441.3496201470589, 696.66802318345867, 407.07268307251422}},
        {K_LAW K_SMALL "rho_0 = rho_ref/(RRR-1)",
         {371.82116794615024, 1431.1042295170155, 695.05823573584382, 406.93662717282319}},
        {K_LAW K_SMALL "rho_0 = rho_ref",
         {6.3044808800648289, 61.338667876478759, 94.884008981361461, 208.98428069716371}},
    };
    for (size_t i = 0; i < sizeof rule / sizeof *rule; i++)
        for (size_t k = 0; k < 4; k++)
            CHECK_REL(source_at(k_of(*state, RRR_HEAD, rule[i].keys, "m(RRR=60)"), T_K[k]), rule[i].want[k], rounding);
}

static void wrong_conductivity_of_a_pure_metal(void **state)
{
    fixture *f = *state;
    const char *const needed = "\"kohler\" needs the resistivity's seven numbers \"rho_P\" and \"rho_273\"";
    wrong_keys(f, RRR_HEAD, "k", K_LAW "kohler = " KOHLER, needed);
    wrong_keys(f, RRR_HEAD, "k", K_LAW "rho_0 = rho_ref/RR", "unrecognized rho_0 \"rho_ref/RR\"");
    wrong_keys(f, "", "k", K_LAW "rho_0 = rho_ref/(RRR-1)", "needs a material with RRR");
    wrong_keys(f, "", "rho", "form = rho_hl\nP = " RHO_LAW "\nrho_ref = 1.553e-8", "needs a material with RRR");
    assert_non_null(k_of(f, "", K_LAW "rho_0 = rho_ref", "m")); /* this rule needs none */
}

/* A field of B at T for RRR = 60: resistivity and conductivity by Python. log10 x = 2.26, 1.43, -0.485 and -1.26: above
 * and below -0.3, where the polynomial gives way to x^2. */
static void pure_metal_in_a_field(void **state)
{
    fixture *f = *state;
    const struct {
        double T_K, B_T, rho, k;
    } point[] = {{4, 0, 2.5884224206770607e-10, 378.12058572193456},
                 {4, 3, 3.5812272674701418e-10, 273.29619951587114},
                 {70, 3, 1.7944758230315998e-09, 669.68519922358178},
                 {300, 0.3, 1.4235946943901991e-08, 406.72274399158363},
                 {300, 0.05, 1.4224048986997945e-08, 407.06295441157943}};
    for (size_t i = 0; i < sizeof point / sizeof *point; i++) {
        const char *spec = cd_arena_printf(f->arena, "m(RRR=60, B=%g T)", point[i].B_T);
        const cd_property *k = k_of(f, RRR_HEAD, K_LAW K_SMALL K_IN_FIELD, spec);
        CHECK_REL(source_at(k, point[i].T_K), point[i].k, rounding);
        const cd_property *rho = property_of(
            f, CD_PROPERTY_RHO, RRR_HEAD, "form = rho_hl\nP = " RHO_LAW "\nrho_ref = 1.553e-8\nkohler = " KOHLER, spec);
        CHECK_REL(source_at(rho, point[i].T_K), point[i].rho, rounding);
    }
    /* Without `kohler` a field does nothing. */
    const cd_property *rho = property_of(f, CD_PROPERTY_RHO, RRR_HEAD,
                                         "form = rho_hl\nP = " RHO_LAW "\nrho_ref = 1.553e-8", "m(RRR=60, B=3 T)");
    CHECK_REL(source_at(rho, 4), 2.5884224206770607e-10, rounding);
}

/* At log10 x = -0.3 the increase is that of the polynomial from both sides: 10^(p(-0.3)), p(-0.3) = -2.69587... by
 * hand. The metal has hardly any lattice resistance and RRR = 100, so that x = 100 B. */
static void kohler_meets_its_continuation(void **state)
{
    fixture *f = *state;
    const double B_T = pow(10, -0.3) / 100,
                 p = -2.662 - 0.3 * 0.3168 + 0.09 * 0.6229 + 0.027 * 0.1839 + 0.0081 * 0.01827;
    for (int side = -1; side <= 1; side += 2) {
        const char *spec = cd_arena_printf(f->arena, "m(RRR=100, B=%.17g T)", B_T * (1 + side * 1e-9));
        const cd_property *rho =
            property_of(f, CD_PROPERTY_RHO, RRR_HEAD,
                        "form = rho_hl\nP = 1e-40, 1, 1, 1, 1, 1, 0\nrho_ref = 1e-8\nkohler = " KOHLER, spec);
        CHECK_REL(source_at(rho, 4) / 1e-10 - 1, pow(10, p), 1e-8); /* the step of 1e-9 itself, and cancelled digits */
    }
}

/* The goings-over from the square to the polynomial have no corner: the log-log slope of d rho against B changes by
 * less than 0.4 over any 3 % of B (a corner at log10 x = -0.3 would be a step of 2). */
static void a_field_acts_without_a_corner(void **state)
{
    fixture *f = *state;
    double before = NAN, steepest = 0;
    for (double B_T = 0.002; B_T < 0.015; B_T *= 1.03) {
        double ln_rho[2];
        for (int i = 0; i < 2; i++) { /* rho is 1e-10 without field, so x = 100 B */
            const char *spec = cd_arena_printf(f->arena, "m(RRR=100, B=%.17g T)", B_T * (i ? 1.001 : 1));
            const cd_property *rho =
                property_of(f, CD_PROPERTY_RHO, RRR_HEAD,
                            "form = rho_hl\nP = 1e-40, 1, 1, 1, 1, 1, 0\nrho_ref = 1e-8\nkohler = " KOHLER, spec);
            ln_rho[i] = log(source_at(rho, 4) / 1e-10 - 1);
        }
        double slope = (ln_rho[1] - ln_rho[0]) / log(1.001);
        steepest = isnan(before) ? 0 : fmax(steepest, fabs(slope - before));
        before = slope;
    }
    assert_true(steepest > 0 && steepest < 0.4);
}

/* At the points of the table, where Wi is given, by hand. */
static void residual_resistance_plus_a_table(void **state)
{
    fixture *f = *state;
    const char *keys =
        "form = residual_plus_table\nT = 4, 20, 100, 320\nWi = 1e-4, 2e-3, 2e-2, 1e-2\nrho_ref = 1.5e-7\nL0 = 2.5e-8\n";
    const double W0 = 1.5e-7 / 60 / (2.5e-8 * 20), Wi = 2e-3;
    CHECK_REL(source_at(k_of(f, RRR_HEAD, keys, "m(RRR=60)"), 20), 1 / (W0 + Wi), rounding);
    const char *more = cd_arena_printf(f->arena, "%sP7 = 0.8", keys);
    CHECK_REL(source_at(k_of(f, RRR_HEAD, more, "m(RRR=60)"), 20), 1 / (W0 + Wi + 0.8 * W0 * Wi / (W0 + Wi)), rounding);
    wrong_keys(f, "", "k", keys, "needs a material with RRR");
    wrong_keys(f, RRR_HEAD, "k", "form = residual_plus_table\nT = 4, 4\nWi = 1, 2\nrho_ref = 1\nL0 = 1",
               "must be above 0 and increase");
    wrong_keys(f, RRR_HEAD, "k", "form = residual_plus_table\nT = 4, 5\nWi = 1\nrho_ref = 1\nL0 = 1",
               "one value for each number of \"T\"");
}

/* --- superconductors --- */

#define FIELD_HEAD "B_range = 0 T .. 20 T\nclass = superconductor"
#define TWO_FLUIDS "form = sc_twofluid\ngamma = 0.15\nbeta = 0.003\nTc = 9.2\nBc2 = 14.5\n"

static double normal_c(double T_K)
{
    return 0.15 * T_K + 0.003 * T_K * T_K * T_K;
}

static double super_c(double T_K, double B_T)
{
    return (0.003 + 3 * 0.15 / (9.2 * 9.2)) * T_K * T_K * T_K + 0.15 * B_T / 14.5 * T_K;
}

/* By hand on both sides of Tc(B), just outside the 0.1 K over which the jump is spread. */
static void two_fluids(void **state)
{
    fixture *f = *state;
    const struct {
        const char *keys, *spec;
        double B_T, Tc_K;
    } at[] = {
        {TWO_FLUIDS, "m", 0, 9.2},
        {TWO_FLUIDS, "m(B=5 T)", 5, 9.2 * pow(9.5 / 14.5, 0.59)},
        {TWO_FLUIDS "Tc_exponent = 0.5", "m(B=5 T)", 5, 9.2 * sqrt(9.5 / 14.5)},
        {TWO_FLUIDS "Tc_exponent = 1", "m(B=14 T)", 14, 9.2 * 0.5 / 14.5},
    };
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        const cd_property *c = property_of(f, CD_PROPERTY_C, FIELD_HEAD, at[i].keys, at[i].spec);
        double below_K = at[i].Tc_K - 0.0501, above_K = at[i].Tc_K + 0.0501;
        if (below_K > 1)
            CHECK_REL(source_at(c, below_K), super_c(below_K, at[i].B_T), rounding);
        if (below_K > 1.5)
            CHECK_REL(source_at(c, 1.5), super_c(1.5, at[i].B_T), rounding);
        CHECK_REL(source_at(c, fmax(1, above_K)), normal_c(fmax(1, above_K)), rounding);
        CHECK_REL(source_at(c, 40), normal_c(40), rounding);
        assert_int_equal(c->n_jumps, 1);
        CHECK_REL(c->jumps_K[0], at[i].Tc_K, rounding);
        if (below_K < 1)
            continue;
        /* The enthalpy from 1 K to 12 K is that of the sharp jump, to what the table keeps (1e-7). */
        double Tc_K = at[i].Tc_K, b = at[i].B_T / 14.5, cube = 0.003 + 3 * 0.15 / (9.2 * 9.2);
        double sharp = cube * (pow(Tc_K, 4) - 1) / 4 + 0.15 * b * (Tc_K * Tc_K - 1) / 2 +
                       0.15 * (144 - Tc_K * Tc_K) / 2 + 0.003 * (pow(12, 4) - pow(Tc_K, 4)) / 4;
        CHECK_REL(cd_curve_between(c->curve, 1, 12), sharp, 3e-7);
    }
}

/* At Bc2 and above the metal is normal at all temperatures; without Bc2 a field does nothing. */
static void two_fluids_in_a_high_field(void **state)
{
    fixture *f = *state;
    const char *const specs[] = {"m(B=14.5 T)", "m(B=20 T)"};
    for (size_t i = 0; i < 2; i++) {
        const cd_property *c = property_of(f, CD_PROPERTY_C, FIELD_HEAD, TWO_FLUIDS, specs[i]);
        CHECK_REL(source_at(c, 1.5), normal_c(1.5), rounding);
        CHECK_REL(source_at(c, 9), normal_c(9), rounding);
        assert_int_equal(c->n_jumps, 0);
    }
    const char *keys = "form = sc_twofluid\ngamma = 0.15\nbeta = 0.003\nTc = 9.2\n";
    const cd_property *c = property_of(f, CD_PROPERTY_C, FIELD_HEAD, keys, "m(B=20 T)");
    CHECK_REL(source_at(c, 4), super_c(4, 0), rounding);
    wrong_keys(f, "", "c", "form = sc_twofluid\ngamma = 1\nbeta = 1\nTc = 0.1", "\"Tc\" must be above 0.1 K");
}

#define NIOBIUM                                                                                                        \
    "form = nb_koechlin_bonin\nrho_295 = 1.45e-7\nL = 2.45e-8\na = 6e-6\nTc = 9.25\nalpha = 1.7\nD = 0.0033\n"         \
    "B = 7000\nl = 5e-5\n"

static void conductivity_of_niobium(void **state)
{
    fixture *f = *state;
    const cd_property *k = k_of(f, RRR_HEAD, NIOBIUM, "m(RRR=300)");
    const double normal = 1 / (1.45e-7 / 300 / (2.45e-8 * 20) + 6e-6 * 400);
    CHECK_REL(source_at(k, 20), normal, rounding);
    CHECK_REL(source_at(k, 1.5), 1.1581479473943987, 1e-12); /* by Python; the series ends at 1e-14 of its sum */
    CHECK_REL(source_at(k, 4), 65.561467388876679, 1e-12);
    CHECK_REL(source_at(k, 9.1), 374.25588744258368, 1e-12);
    /* Inside the corner: the cubic with the values and slopes at 9.2 and 9.3 K, by Python. Its slopes come from
     * differences over 1 mK here, which are right within 1e-4; they weigh a fortieth of a kelvin. */
    CHECK_REL(source_at(k, 9.225), 377.40059130857344, 3e-8);
    CHECK_REL(source_at(k, 9.25), 377.88758398470509, 3e-8);
    wrong_keys(f, "", "k", NIOBIUM, "needs a material with RRR");
}

/* No step of the value or slope where the corner's cubic begins and ends, though at Tc the law's slope changes from 22
 * to 17. */
static void corner_of_niobium_is_C1(void **state)
{
    const cd_property *k = k_of(*state, RRR_HEAD, NIOBIUM, "m(RRR=300)");
    const double end_K[] = {9.2, 9.3}, step_K = 1e-5;
    for (int i = 0; i < 2; i++) {
        double left = source_at(k, end_K[i] - step_K), at = source_at(k, end_K[i]),
               right = source_at(k, end_K[i] + step_K);
        CHECK_NEAR((right - at) / step_K, (at - left) / step_K, 5e-3);
        CHECK_REL((right + left) / 2, at, 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_field_acts_without_a_corner),
        TEST(conductivity_of_a_pure_metal),
        TEST(wrong_conductivity_of_a_pure_metal),
        TEST(pure_metal_in_a_field),
        TEST(kohler_meets_its_continuation),
        TEST(residual_resistance_plus_a_table),
        TEST(two_fluids),
        TEST(two_fluids_in_a_high_field),
        TEST(conductivity_of_niobium),
        TEST(corner_of_niobium_is_C1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
