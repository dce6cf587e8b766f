/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Presets of thermal contacts: the table against its source, and each joint against values computed elsewhere.
 */
#include "contact_fixture.h"

static void presets(void **state)
{
    (void)state;
    bench_check_flow(joint("joint = au_au_on_cu\nforce = 5 kN\n"), (double[]){77, 63},
                     (double[]){230.295113828131980, 16.8283783208875954, 16.0092921777823486 * -1}, CLOSED);
    assert_string_equal(ex.trust_what, "joint preset au_au_on_cu");
    assert_non_null(strstr(ex.trust_why, "0.2 W/K at 4.2 K and 445 N may be 0.05 to 0.5 W/K; recalled"));
    bench_check_flow(joint("joint = cu_in_cu\nforce = 1.3 kN\n"), (double[]){20, 4},
                     (double[]){6.61242665341665206, 0.653971820827385962, -0.145506820369608773}, CLOSED);
    bench_check_flow(joint("joint = cu_in_cu\nforce = 1.3 kN\nT_saturation = 55 K\n"), (double[]){20, 4},
                     (double[]){6.79261232781022209, 0.687141918922714881, -0.145847341384682277}, CLOSED);
    joint("G = 0.37 W/K\n");
    assert_null(ex.trust_what);
    for (size_t i = 0; i < CD_N_PRESETS; i++) {
        const cd_joint_preset *p = &cd_joint_presets[i];
        assert_string_equal(p->name, cd_joint_preset_names[i]);
        assert_true(p->G_least_W_per_K <= p->G_W_per_K && p->G_W_per_K < p->G_most_W_per_K);
        double J1;
        if (p->needs != CD_NEEDS_FORCE) {
            const char *area = p->needs == CD_NEEDS_AREA ? "area = 1 m^2\n" : "";
            bench_flow(joint(cd_arena_printf(b.arena, "joint = %s\n%s", p->name, area)), 4.2, 4, &J1, NULL);
            CHECK_REL(J1, p->G_W_per_K, p->needs == CD_NEEDS_AREA ? 0.02 : CLOSED);
            continue;
        }
        bench_flow(joint(cd_arena_printf(b.arena, "joint = %s\nforce = 445 N\n", p->name)), 0.42, 0.1, &J1, NULL);
        CHECK_REL(J1, p->G_W_per_K / 10, 6e-5); /* sqrt(1 + (0.42/40)^2) = 1 + 5.5e-5 */
        assert_true(ex.trust_what && strstr(ex.trust_why, p->source));
    }
    assert_null(cd_joint_preset_names[CD_N_PRESETS]);
}

/* The table against its source, typed in again: conductance at 4.2 K and 445 N, plausible range, exponent of the force.
 */
static void presets_have_their_numbers(void **unused)
{
    (void)unused;
    static const struct {
        const char *name;
        double G, least, most, force_exponent;
    } want[] = {{"cu_cu_bare", 0.01, 0.002, 0.26, 0.95},    {"au_au_on_cu", 0.2, 0.05, 0.5, 0.95},
                {"cu_in_cu", 0.1, 0.03, 0.3, 0.4},          {"ss_in_ss", 0.0015, 0.0003, 0.01, 0.4},
                {"al6061_bare", 0.003, 0.0005, 0.01, 0.95}, {"brass_bare", 0.004, 0.001, 0.01, 0.95},
                {"ss304_bare", 0.0005, 0.0001, 0.003, 0.95}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const cd_joint_preset *p = NULL;
        for (size_t k = 0; k < CD_N_PRESETS; k++)
            if (strcmp(cd_joint_presets[k].name, want[i].name) == 0)
                p = &cd_joint_presets[k];
        assert_non_null(p);
        CHECK_NEAR(p->G_W_per_K, want[i].G, 0);
        CHECK_NEAR(p->G_least_W_per_K, want[i].least, 0);
        CHECK_NEAR(p->G_most_W_per_K, want[i].most, 0);
        CHECK_NEAR(p->force_exponent, want[i].force_exponent, 0);
        CHECK_NEAR(p->T_saturation_K, 40, 0);
    }
}

/* Kinked straight lines of ln h over ln T, and their exact integral: within 2 % of the smooth ones here. */
static void joints_by_area(void **state)
{
    (void)state;
    /* Worked checks C9_grease_4.2, C9_PbSn_4.2, C9_grease_20, C9_PbSn_20, C9_grease_77, C9_PbSn_77, C9_grease_300,
     * C9_PbSn_300, C9_grease_Q, C10_gmelin_CuCu_4.2, C10_gmelin_CuCu_77, C10_gmelin_CuCu_150, C10_gmelin_CuCu_300,
     * C10_gmelin_CuPoly_4.2, C10_gmelin_SSCu_4.2. */
    static const struct {
        const char *name;
        double T_K, h_W_per_m2_K, tolerance;
    } want[] = {{"grease", 4.2, 895.432223495196, 0.02},
                {"grease", 20, 4435.047240514325, 0.02},
                {"grease", 77, 9790.097671752584, 0.02},
                {"grease", 300, 19017.18428041845, 0.02},
                {"solder_pbsn", 4.2, 12852.501763339024, 0.02},
                {"solder_pbsn", 20, 82768.22209863688, 0.02},
                {"solder_pbsn", 77, 140579.01524204114, 0.02},
                {"solder_pbsn", 300, 146616.67307388297, 0.02},
                {"gmelin_cu_cu", 4.2, 21.752199863481284, CURVE},
                {"gmelin_cu_cu", 77, 146.8095206772264, CURVE},
                {"gmelin_cu_cu", 150, 261.404803, CURVE},
                {"gmelin_cu_cu", 300, 611.457751, CURVE},
                {"gmelin_cu_polymer", 4.2, 63.66197721182408, CURVE},
                {"gmelin_ss_in", 4.2, 19.89811703423681, CURVE}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        double J1;
        const bench_element *e = joint(cd_arena_printf(b.arena, "joint = %s\narea = 2 cm^2\n", want[i].name));
        bench_flow(e, want[i].T_K, 2, &J1, NULL);
        CHECK_REL(J1, want[i].h_W_per_m2_K * 2e-4, want[i].tolerance);
        assert_non_null(strstr(ex.trust_what, want[i].name));
    }
    bench_check_flow(joint("joint = grease\narea = 2 cm^2\n"), (double[]){10, 4.2},
                     (double[]){2.0036736453461024, 0.5016375789585034, -0.17908644469903923}, 0.02);
    CHECK_REL(bench_flow(joint("joint = grease\narea = 2 cm^2\nnumber = 3\n"), 10, 4.2, NULL, NULL),
              3 * 2.0036736453461024, 0.02);
}

static void joints_as_they_are(void **state)
{
    (void)state;
    /* Worked check C11_cucu_linear. */
    bench_check_flow(joint("joint = cu_cu_bolted\n"), (double[]){5, 4}, (double[]){0.28057, 0.31177, -0.24937}, CLOSED);
    assert_true(bench_flow(joint("joint = cu_cu_bolted\n"), 3e-3, 1e-3, NULL, NULL) == 0); /* below the line's zero */
    bench_check_flow(joint("joint = al_cu_au_evaporated\n"), (double[]){4.5, 4},
                     (double[]){17.30461527260514, 36.645067636105004, -32.57339345431556}, CLOSED);
    bench_check_flow(joint("joint = sapphire_ball\n"), (double[]){0.6, 0.2},
                     (double[]){1.9604222136792098e-08, 1.354605428650492e-07, -4.495074790909746e-09}, CLOSED);
    assert_null(ex.trust_what);
}

/* The points of the tables, where the straight lines have their corners, and between them. */
static void corners_are_rounded_by_less_than_2_percent(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double T_K[9], h_W_per_K_cm2[9];
    } want[] = {{"grease",
                 {0.365, 0.852, 2.70, 5.73, 10.6, 19.3, 35.3, 138, 296},
                 {1.42e-3, 7.39e-3, 4.84e-2, 0.138, 0.267, 0.433, 0.650, 1.33, 1.89}},
                {"solder_pbsn",
                 {2.75, 4.37, 11.3, 21.7, 34.1, 55.2, 105, 210, 288},
                 {0.703, 1.36, 4.98, 8.90, 11.2, 13.4, 14.7, 15.0, 14.7}}};
    for (int k = 0; k < 2; k++) {
        void *params = bench_read(
            &b, cd_arena_printf(b.arena, "[contact j]\nbetween = A, B\njoint = %s\narea = 1 cm^2\n", want[k].name),
            NULL);
        for (int i = 0; i < 9; i++) {
            CHECK_REL(cd_kind_contact.conductance(params, want[k].T_K[i]), want[k].h_W_per_K_cm2[i], 0.02);
            if (i < 8) /* the middle of a straight line, as it is */
                CHECK_REL(cd_kind_contact.conductance(params, sqrt(want[k].T_K[i] * want[k].T_K[i + 1])),
                          sqrt(want[k].h_W_per_K_cm2[i] * want[k].h_W_per_K_cm2[i + 1]), CURVE);
        }
    }
}

static int open_bench(void **state)
{
    (void)state;
    bench_open(&b);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(presets),
        cmocka_unit_test(presets_have_their_numbers),
        cmocka_unit_test(joints_by_area),
        cmocka_unit_test(joints_as_they_are),
        cmocka_unit_test(corners_are_rounded_by_less_than_2_percent),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
