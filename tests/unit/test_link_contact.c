/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Thermal contacts: the laws against values computed elsewhere with 30 digits or by numerical quadrature, and every
 * error of the section. Presets are in test_link_contact_presets.c.
 *
 * Published checks that have no caller here, with the reason: constriction theory (CMY, Mikic) overstates cold joints
 * by two to three decades and is no law of a joint here; that its conductance hardly depends on the area is why pressed
 * joints take a force; conductance taken at the mean temperature makes heat grow as the cold end warms; 25 W over
 * 0.3875 K is a measurement of one design.
 */
#include "contact_fixture.h"

#include "../../src/link/bolt.h"

static void power_law(void **state)
{
    (void)state;
    /* Worked checks C1_powerlaw, C1b_powerlaw_n1.5, B2_eph, B4_ball. */
    /* n = 1, force in proportion */
    bench_check_flow(joint("G_ref = 0.2 W/K\nexponent = 1\nforce = 1000 N\nforce_exponent = 1\n"), (double[]){5, 4},
                     (double[]){0.4815409309791332, 0.5350454788657035, -0.42803638309256287}, CLOSED);
    bench_check_flow(joint("G_ref = 10 mW/K\nexponent = 1.5\nforce = 2 kN\nforce_exponent = 0.9\n"), (double[]){20, 10},
                     (double[]){2.6465596539478606, 0.40185931915847406, -0.14207872482998307}, CLOSED);
    /* Wiedemann-Franz joint of 3 nohm: G = L0 T / R */
    bench_check_flow(joint("G_ref = 34.20206312703134 W/K\nexponent = 1\n"), (double[]){4.5, 4},
                     (double[]){17.30461527260514, 36.645067636105004, -32.57339345431556}, CLOSED);
    /* electrons to phonons: 5 Sigma V T^4, Sigma = 2e9, V = 1 cm^3 */
    bench_check_flow(joint("G_ref = 1e4 W/K\nT_ref = 1 K\nexponent = 4\n"), (double[]){0.1, 0.05},
                     (double[]){0.019375000000000003, 1.0000000000000004, -0.06250000000000003}, CLOSED);
    /* sapphire ball clamp */
    bench_check_flow(joint("G_ref = 660e-9 W/K\nT_ref = 1 K\nexponent = 3.1\n"), (double[]){0.6, 0.2},
                     (double[]){1.9604222136792098e-08, 1.354605428650492e-07, -4.495074790909746e-09}, CLOSED);
    /* a force ratio other than the default reference */
    bench_check_flow(joint("G_ref = 0.2 W/K\nexponent = 1\nF_ref = 100 N\nforce = 224.71910112359551 N\n"
                           "force_exponent = 1\n"),
                     (double[]){5, 4}, (double[]){0.4815409309791332, 0.5350454788657035, -0.42803638309256287},
                     CLOSED);
}

static void no_digits_are_lost(void **state)
{
    (void)state;
    /* T2 = 77 K less 1e-3, 1e-7, 1e-10 of it, and Q with 40 digits */
    static const struct {
        double T2_K, Q_W;
    } near[] = {{0x1.33b126e978d50p+6, 33.2639413315543593},
                {0x1.33fffdfb4301ep+6, 0.00333036336044549666},
                {0x1.33ffffff7bb71p+6, 3.3303617288806885e-6}};
    const bench_element *e = joint("G_ref = 0.0137 W/K\nT_ref = 1 K\nexponent = 2.385\n");
    for (size_t i = 0; i < 3; i++) {
        CHECK_REL(bench_flow(e, 77, near[i].T2_K, NULL, NULL), near[i].Q_W, 1e-13);
        CHECK_REL(bench_flow(e, near[i].T2_K, 77, NULL, NULL), -near[i].Q_W, 1e-13);
    }
    assert_true(bench_flow(e, 77, 77, NULL, NULL) == 0);
    e = joint("G_ref = 0.2 W/K\nT_saturation = 30 K\n");
    CHECK_REL(bench_flow(e, 77, 0x1.33fffdfb4301ep+6, NULL, NULL), 0.0000102495512411204773, 1e-13);
    assert_true(bench_flow(e, 77, 77, NULL, NULL) == 0);
}

static void ends_at_zero(void **state)
{
    (void)state;
    double J1, J2;
    const bench_element *e = joint("G_ref = 0.0137 W/K\nT_ref = 1 K\nexponent = 2.385\n");
    CHECK_REL(bench_flow(e, 77, 0, &J1, &J2), 9838.59308308428701, 1e-13);
    CHECK_REL(J1, 432.514773847276746, 1e-13);
    assert_true(J2 == 0);
    CHECK_REL(bench_flow(e, 0, 77, &J1, &J2), -9838.59308308428701, 1e-13);
    assert_true(bench_flow(e, 0, 0, &J1, &J2) == 0 && J1 == 0 && J2 == 0);
    e = joint("G_ref = 0.31 W/K\nexponent = 0\n");
    CHECK_REL(bench_flow(e, 2, 0, &J1, &J2), 0.62, 1e-13);
    CHECK_REL(J2, -0.31, 1e-13);
}

static void saturating_law(void **state)
{
    (void)state;
    /* Worked checks C12_sat_p2_5_4, C12_sat_p2_300_280, C12_sat_p2_300_4. */
    static const struct {
        double T_K[2], want[3];
    } checks[] = {
        {{5, 4}, {0.21188678663998087, 0.23485569615051047, -0.18880531441573992}},
        {{300, 280}, {28.419588324360333, 1.4214817002999842, -1.4204416484568698}},
        {{300, 4}, {387.47253818969085, 1.4214817002999844, -0.18880531441573997}},
    };
    const bench_element *e = joint("G_ref = 0.2 W/K\nT_saturation = 30 K\n");
    for (size_t i = 0; i < 3; i++)
        bench_check_flow(e, checks[i].T_K, checks[i].want, CLOSED);
}

/* Laws that have no keys of their own, written as formulas. */
static void law_of_a_curve(void **state)
{
    (void)state;
    const bench_element *e = joint("G = $( 0.2 W/K^2 / 4.2 * T / (1 + T / 30 K) )\n");
    bench_check_flow(e, (double[]){5, 4}, (double[]){0.18624841971775508, 0.20408163265306137, -0.16806722689075632},
                     CURVE);
    bench_check_flow(e, (double[]){300, 280}, (double[]){25.89198470079998, 1.2987012987012987, -1.2903225806451613},
                     CURVE);
    bench_check_flow(e, (double[]){300, 4}, (double[]){325.45433729238437, 1.2987012987012987, -0.16806722689075632},
                     CURVE);
    e = joint("G = $( 1 / ( (4.2 K)^2 / (0.01 W/K) / T^2 + 2 K/W ) )\n");
    bench_check_flow(e, (double[]){300, 4}, (double[]){128.12812683836776, 0.49514755397108334, -0.00890868596881961},
                     CURVE);
    bench_check_flow(e, (double[]){6, 4}, (double[]){0.027881214205276228, 0.01960784313725485, -0.00890868596881961},
                     CURVE);
    /* a published straight line for bolted copper */
    bench_check_flow(joint("G = $( 0.0624 W/K^2 * T - 0.00023 W/K )\n"), (double[]){5, 4},
                     (double[]){0.28057, 0.31177, -0.24937}, CURVE);
    bench_check_flow(joint("G = 0.37 W/K\n"), (double[]){80, 300}, (double[]){-81.4, 0.37, -0.37}, CURVE);
}

static void measured_resistance(void **state)
{
    (void)state;
    /* Worked check C7_WF_joint. */
    bench_check_flow(joint("resistance = 3 nohm\n"), (double[]){4.5, 4},
                     (double[]){17.30461527260514, 36.645067636105004, -32.57339345431556}, CLOSED);
    double J1;
    bench_flow(joint("resistance = 3 nohm\n"), 4.2, 4, &J1, NULL);
    CHECK_REL(J1, 34.20206312703134, CLOSED);
    /* levels off: a T / sqrt(1 + (T/Ts)^2), a = 8.1433 W/K2 */
    bench_flow(joint("resistance = 3 nohm\nT_saturation = 40 K\n"), 300, 4, &J1, NULL);
    CHECK_REL(J1, 2.443004509073667e-8 / 3e-9 * 300 / sqrt(1 + 56.25), CLOSED);
}

static void soft_knees(void **state)
{
    (void)state;
    /* Worked checks C2_sat_n1_5_4, C2_sat_n1_300_280, C2_sat_n1_300_4, C3_sat_n2_300_4, C3_sat_n2_6_4, C2s_small. */
    const bench_element *e = joint("G_ref = 0.2 W/K\nT_saturation = 30 K\nknee = soft\n");
    bench_check_flow(e, (double[]){5, 4}, (double[]){0.18624841971775508, 0.20408163265306137, -0.16806722689075632},
                     CLOSED);
    bench_check_flow(e, (double[]){300, 280}, (double[]){25.89198470079998, 1.2987012987012987, -1.2903225806451613},
                     CLOSED);
    bench_check_flow(e, (double[]){300, 4}, (double[]){325.45433729238437, 1.2987012987012987, -0.16806722689075632},
                     CLOSED);
    CHECK_REL(bench_flow(e, 0.01, 0, NULL, NULL), 2.3804234126984125e-06, CLOSED);
    /* Gh = 0.5 W/K, a = 0.01 W/K / (4.2 K)^2: T_saturation = sqrt(Gh/a) = 29.698484809835 K */
    e = joint("G_ref = 10 mW/K\nexponent = 2\nT_saturation = 29.698484809834994 K\nknee = soft\n");
    bench_check_flow(e, (double[]){300, 4}, (double[]){128.12812683836776, 0.49514755397108334, -0.00890868596881961},
                     CLOSED);
    bench_check_flow(e, (double[]){6, 4}, (double[]){0.027881214205276228, 0.01960784313725485, -0.00890868596881961},
                     CLOSED);
}

static void soft_knee_loses_no_digits(void **state)
{
    (void)state;
    /* with 60 digits */
    const bench_element *e = joint("G_ref = 0.2 W/K\nT_saturation = 30 K\nknee = soft\n");
    CHECK_REL(bench_flow(e, 77, 0x1.33fffdfb4301ep+6, NULL, NULL), 7.9158877370423463363953e-6, 1e-14);
    CHECK_REL(bench_flow(e, 77, 70, NULL, NULL), 7.10034363683650834564392, 1e-14);
    CHECK_REL(bench_flow(e, 0.3, 0.2, NULL, NULL), 0.00118050852144982548185677, 1e-14);
}

static void bolts(void **state)
{
    (void)state;
    /* Worked checks C8_bolt, C13_preload_loss. */
    CHECK_REL(cd_bolt_force(6, 0.2, 6e-3), 5000, CLOSED);
    CHECK_REL(cd_bolt_left(5000, 20.1e-6, 200e9, 0.00026), 0.79096, CLOSED);
    /* M6 at 6 N m is 5 kN */
    const double *want = (double[]){230.295113828131980, 16.8283783208875954, 16.0092921777823486 * -1};
    bench_check_flow(joint("joint = au_au_on_cu\ntorque = 6 N m\nbolt = M6\n"), (double[]){77, 63}, want, CLOSED);
    bench_check_flow(joint("joint = au_au_on_cu\ntorque = 1.5 N m\nbolt = M6\nbolts = 4\n"), (double[]){77, 63}, want,
                     CLOSED);
    /* cold: 0.326 % of copper against 0.30 % of steel leave 0.79096 of 5 kN */
    bench_check_flow(joint("G_ref = 0.2 W/K\nexponent = 1\nF_ref = 3954.8 N\nforce_exponent = 1\ntorque = 6 N m\n"
                           "bolt = M6\nbolt_material = bolt_steel\nclamped_material = block\n"),
                     (double[]){5, 4}, (double[]){0.2 / 4.2 * 4.5, 1 / 4.2, -0.8 / 4.2}, CURVE);
}

static void conductance_and_template(void **state)
{
    (void)state;
    int nodes[CD_MAX_TERMINALS];
    void *params = bench_read(&b, "[contact j]\nG_ref = 0.2 W/K\nT_saturation = 30 K\n", NULL);
    assert_non_null(params);
    assert_int_equal(cd_kind_contact.terminals(params, nodes), 0);
    CHECK_REL(cd_kind_contact.conductance(params, 300), 1.4214817002999842, CLOSED);
    CHECK_REL(cd_joint_conductance(cd_contact_joint(params), 5), 0.23485569615051047, CLOSED);
    const cd_joint *three = cd_joint_times(b.arena, cd_contact_joint(params), 3);
    CHECK_REL(cd_joint_conductance(three, 5), 3 * 0.23485569615051047, CLOSED);
    assert_null(cd_joint_times(b.arena, NULL, 3));
}

#define SECTION "[contact j]\nbetween = A, B\n"

static void errors(void **state)
{
    (void)state;
    bench_error(&b, SECTION, "contact \"j\" has no law", "joint = cu_in_cu", "[contact j]");
    bench_error(&b, SECTION "G = 2 W/K\njoint = cu_in_cu\nforce = 5 kN\n",
                "\"G\" and \"joint\" both give the law of contact \"j\"", "keep one", "cu_in_cu");
    bench_error(&b, SECTION "G_ref = 2 W/K\nexponent = 1\nG = 2 W/K\n",
                "\"G\" and \"G_ref\" both give the law of contact \"j\"", "keep one", "2 W/K");
    bench_error(&b, SECTION "joint = cu_in_cu\n", "missing key \"force\" in contact \"j\": ", "add \"force = 5 kN\"",
                "[contact j]");
    bench_error(&b, SECTION "joint = cu_in_cu\nforce = 5 kN\nexponent = 1.5\n",
                "\"exponent\" has no meaning beside \"joint\" in contact \"j\"", "remove \"exponent\"", "1.5");
    bench_error(&b, SECTION "G = 2 W/K\nforce = 5 kN\n", "\"force\" has no meaning beside \"G\" in contact \"j\"",
                "remove \"force\"", "5 kN");
    bench_error(&b, SECTION "G = 2 W/K\nT_saturation = 50 K\n",
                "\"T_saturation\" has no meaning beside \"G\" in contact \"j\"", "remove", "50 K");
    bench_error(&b, SECTION "G_ref = 2 W/K\n", "missing key \"exponent\" in contact \"j\"", "exponent = 1",
                "[contact j]");
    bench_error(&b, SECTION "G_ref = 2 W/K\nT_ref = 77 K\nT_saturation = 40 K\n",
                "T_ref 77 K of contact \"j\" is too near its T_saturation 40 K", "below a quarter", "77 K");
    bench_error(&b, SECTION "G_ref = 2 W/K\nexponent = 1\nT_saturation = 50 K\n",
                "\"exponent\" has no meaning beside \"T_saturation\" in contact \"j\"", "has the exponent 1", "1");
    bench_error(&b, SECTION "G_ref = 2 W/K\nexponent = 1\nforce = 5 kN\n",
                "missing key \"force_exponent\" in contact \"j\"", "force_exponent = 0.95", "[contact j]");
    bench_error(&b, SECTION "G_ref = 2 W/K\nexponent = 1\nF_ref = 5 kN\n",
                "\"F_ref\" without \"force\" in contact \"j\"", "add \"force = 5 kN\"", "5 kN");
    bench_error(&b, SECTION "G_ref = 2 W/K\nexponent = 1\nforce_exponent = 0.5\n",
                "\"force_exponent\" without \"force\" in contact \"j\"", "as mounted", "0.5");
    bench_error(&b, SECTION "G_ref = 1e300 W/K\nT_ref = 1e-50 K\nexponent = 4\n",
                "the conductance of contact \"j\" comes out as inf", "units", "[contact j]");
    bench_error(&b, SECTION "joint = grease\n", "missing key \"area\" in contact \"j\"", "area = 4 cm^2",
                "[contact j]");
    bench_error(&b, SECTION "joint = grease\nforce = 5 kN\narea = 1 cm^2\n",
                "\"force\" has no meaning beside \"joint = grease\"", "remove \"force\"", "5 kN");
    bench_error(&b, SECTION "joint = cu_in_cu\nforce = 5 kN\narea = 1 cm^2\n",
                "\"area\" has no meaning beside \"joint = cu_in_cu\"", "remove \"area\"", "1 cm^2");
    bench_error(&b, SECTION "joint = sapphire_ball\nforce = 5 N\n",
                "\"force\" has no meaning beside \"joint = sapphire_ball\"", "remove", "5 N");
    bench_error(&b, SECTION "resistance = 3 nohm\nforce = 5 kN\n", "\"force\" has no meaning beside \"resistance\"",
                "remove", "5 kN");
    bench_error(&b, SECTION "joint = cu_in_cu\nforce = 5 kN\ntorque = 6 N m\nbolt = M6\n",
                "\"force\" has no meaning beside \"torque\"", "keep one", "5 kN");
    bench_error(&b, SECTION "joint = cu_in_cu\ntorque = 6 N m\n", "missing key \"bolt\" in contact \"j\"", "bolt = M6",
                "[contact j]");
    bench_error(&b, SECTION "joint = cu_in_cu\nforce = 5 kN\nbolt = M6\n",
                "\"bolt\" has no meaning beside \"no torque\"", "torque = 6 N m", "M6");
    bench_error(&b, SECTION "joint = cu_in_cu\ntorque = 6 N m\nbolt = M6\nbolt_material = bolt_steel\n",
                "missing key \"clamped_material\" in contact \"j\"", "copper(RRR=50)", "[contact j]");
    bench_error(&b,
                SECTION "joint = cu_in_cu\ntorque = 0.6 N m\nbolt = M6\nbolt_material = bolt_steel\nclamped_material = "
                        "soft\n",
                "the bolts of contact \"j\" are loose when cold: soft shrinks by 0.415 %, bolt_steel by 0.3 %",
                "spring washers", "bolt_steel");
    bench_error(&b,
                SECTION "joint = cu_in_cu\ntorque = 6 N m\nbolt = M6\nbolt_material = none\nclamped_material = block\n",
                "material \"none\" has no thermal contraction", "leave both", "none");
    bench_error(&b, SECTION "G_ref = 2 W/K\nexponent = 1.5\nT_saturation = 50 K\nknee = soft\n",
                "the exponent 1.5 of contact \"j\" has no law with a soft knee", "dielectric", "1.5");
    bench_error(&b, SECTION "G_ref = 2 W/K\nexponent = 1.5\nknee = soft\n",
                "\"knee\" has no meaning beside \"no T_saturation\"", "T_saturation = 40 K", "soft");
    /* what the field table refuses */
    bench_error(&b, SECTION "G_ref = 2 W/K\nexponent = 4.1\n", "exponent", NULL, "4.1");
    bench_error(&b, SECTION "G_ref = -2 W/K\nexponent = 1\n", "G_ref", NULL, "-2 W/K");
    bench_error(&b, SECTION "joint = cu_in_cu\nforce = 0 N\n", "force", NULL, "0 N");
    bench_error(&b, SECTION "joint = cu_on_cu\nforce = 4 N\n", "cu_on_cu", NULL, "cu_on_cu");
    bench_error(&b, SECTION "G = 3 W\n", "", NULL, "3 W");
}

/* A material that shrinks by `percent` when cold. */
static void add_shrinking(const char *name, double percent)
{
    char text[80];
    snprintf(text, sizeof text, "%.9g 1/K", percent / 100); /* any dimension: only the value counts */
    cd_value value = cd_value_of_source(cd_source_from_text(b.arena, "bench", text, strlen(text)));
    cd_material *m = cd_arena_alloc(b.arena, 1, sizeof *m);
    cd_property *p = cd_arena_alloc(b.arena, 1, sizeof *p);
    p->curve = cd_curve_sum(b.arena, (const cd_curve *[]){cd_curve_read(&b.rd, &value, CD_PER_TEMPERATURE, NULL, NULL)},
                            (double[]){-1}, 1);
    *m = (cd_material){.name = name, .title = name, .density_kg_per_m3 = 8000, .contraction = percent > 0 ? p : NULL};
    b.materials[b.n_materials++] = m;
}

static int open_bench(void **state)
{
    (void)state;
    bench_open(&b);
    add_shrinking("bolt_steel", 0.30);
    add_shrinking("block", 0.326);
    add_shrinking("soft", 0.415);
    add_shrinking("none", 0);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(power_law),
        cmocka_unit_test(no_digits_are_lost),
        cmocka_unit_test(ends_at_zero),
        cmocka_unit_test(saturating_law),
        cmocka_unit_test(law_of_a_curve),
        cmocka_unit_test(measured_resistance),
        cmocka_unit_test(soft_knees),
        cmocka_unit_test(soft_knee_loses_no_digits),
        cmocka_unit_test(bolts),
        cmocka_unit_test(errors),
        cmocka_unit_test(conductance_and_template),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
