/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conduction: ways to give the section, heat and partials, and every error.
 */
#include "conduction_fixture.h"

static void steel_tube(void **state)
{
    (void)state;
    /* Worked check K1_SS_tube. */
    const double want[] = {1.513719069561506, 0.00801559239848722, -0.003000308391809117};
    const bench_element *e =
        conduction("material = steel\nouter_diameter = 51 mm\nwall = 1 mm\nlength = 0.3 m\nmass = no\n");
    bench_check_flow(e, (double[]){300, 50}, want, CURVE);
    assert_int_equal(ex.n_elements, 1);
    assert_int_equal(ex.n_nodes, BENCH_LETTERS);
    assert_true(ex.end_mass_kg[0] == 0 && ex.end_mass_kg[1] == 0);
    CHECK_REL(ex.neglected_kg, 7900 * 3.14159265358979 * 0.05 * 0.001 * 0.3, 1e-12);
    assert_string_equal(ex.audited[0], "k of steel");
    e = conduction("material = steel\narea_over_length = 0.5235987755982989 mm\n");
    bench_check_flow(e, (double[]){300, 50}, want, CURVE);
    assert_true(ex.end_mass_kg[0] == 0 && ex.end_mass_kg[1] == 0);
    e = conduction("material = steel\narea_over_length = 0.26179938779914945 mm\nnumber = 2\n");
    bench_check_flow(e, (double[]){300, 50}, want, CURVE);
}

/* With a constant k, A/L number k is the conductance. */
static void sections(void **state)
{
    (void)state;
    static const struct {
        const char *keys;
        double area_m2;
    } ways[] = {
        {"area = 7 cm^2\n", 7e-4},
        {"diameter = 20 mm\n", 3.14159265358979324e-4},
        {"outer_diameter = 20 mm\nwall = 9.9 mm\n", 3.14127849432443426e-4},
        {"width = 25 mm\nthickness = 1.2 mm\n", 3e-5},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        const char *keys = cd_arena_printf(b.arena, "material = plain\n%slength = 150 mm\nnumber = 4\n", ways[i].keys);
        double A = ways[i].area_m2, G = 2.385 * A / 0.15 * 4, J1, J2,
               Q = bench_flow(conduction(keys), 20, 27, &J1, &J2);
        CHECK_REL(Q, -7 * G, 1e-12);
        CHECK_REL(J1, G, 1e-12);
        CHECK_REL(J2, -G, 1e-12);
        CHECK_REL(ex.end_mass_kg[0], 8000 * A * 0.15 * 4 / 2, 1e-12);
        CHECK_REL(ex.end_mass_kg[1], 8000 * A * 0.15 * 4 / 2, 1e-12);
    }
}

/* ASTM B258: No. 36 is 0.0050 inch, 4/0 0.4600 inch, No. 10 0.1019, No. 0 0.3249 (to its last digit). */
static void gauges(void **state)
{
    (void)state;
    static const struct {
        int awg;
        double inch, tolerance;
    } wires[] = {{36, 0.005, 1e-12}, {-3, 0.46, 1e-12}, {10, 0.1019, 5e-4}, {0, 0.3249, 2e-4}};
    for (size_t i = 0; i < sizeof wires / sizeof *wires; i++) {
        const char *keys =
            cd_arena_printf(b.arena, "material = plain\nawg = %d\nlength = 1 m\nstrands = 24\n", wires[i].awg);
        double d_m = 0.0254 * wires[i].inch, G = 24 * 2.385 * 3.14159265358979324 / 4 * d_m * d_m;
        CHECK_REL(bench_flow(conduction(keys), 27, 20, NULL, NULL), 7 * G, 2 * wires[i].tolerance);
    }
}

/* A braid given by its outside: packing makes it narrower, lay longer, for heat and mass alike. */
static void braid(void **state)
{
    (void)state;
    double G = 2.385 * 0.6 * 2e-4 / (1.1 * 0.3), kg = 8000 * 0.6 * 2e-4 * 1.1 * 0.3;
    const char *keys =
        "material = plain\nwidth = 20 mm\nthickness = 10 mm\nlength = 300 mm\npacking = 0.6\nlay = 1.1\n";
    CHECK_REL(bench_flow(conduction(keys), 27, 20, NULL, NULL), 7 * G, 1e-12);
    CHECK_REL(ex.end_mass_kg[0], kg / 2, 1e-12);
    conduction(cd_arena_printf(b.arena, "%snumber = 2\nstrands = 3\nmass = no\n", keys));
    CHECK_REL(bench_flow(&ex.elements[0], 27, 20, NULL, NULL), 7 * 6 * G, 1e-12);
    CHECK_REL(ex.neglected_kg, 6 * kg, 1e-12);
}

/* UT-085: outer conductor 2.197 mm with a wall of 0.267 mm, core 0.51 mm; here steel, copper and a dielectric of 2.385
 * W/(m K). Sums over the three. */
static void coax(void **state)
{
    (void)state;
    const double pi = 3.14159265358979324;
    double shell = pi * (2.197 - 0.267) * 0.267e-6, core = pi / 4 * 0.51e-3 * 0.51e-3,
           inside_m = 2.197e-3 - 2 * 0.267e-3, fill = pi / 4 * inside_m * inside_m - core;
    conduction(
        "material = steel\nouter_diameter = 2.197 mm\nwall = 0.267 mm\ncore = copper50\ncore_diameter = 0.51 mm\n"
        "dielectric = plain\nlength = 0.5 m\nsegments = 3\n");
    double Ak = shell * k_steel(NULL, 20) + core * k_copper(NULL, 20) + fill * 2.385, J1;
    bench_flow(&ex.elements[1], 20, 20, &J1, NULL);
    CHECK_REL(J1, 3 * Ak / 0.5, CURVE);
    double kg = 0.5 * (shell * 7900 + core * 8960 + fill * 8000);
    CHECK_REL(ex.nodes[BENCH_LETTERS].mass_kg, kg / 3, 1e-12);
    double C = 0.5 * (c_any(NULL, 42) * (shell * 7900 + fill * 8000) + 2.385 * core * 8960);
    CHECK_REL(cd_curve_value(ex.nodes[BENCH_LETTERS].capacity, 42), C / kg, CURVE);
    assert_int_equal(ex.n_audited, 3);
    conduction("material = steel\nouter_diameter = 2.197 mm\nwall = 0.267 mm\ncore = light\ncore_diameter = 0.51 mm\n"
               "length = 0.5 m\nmass = no\n");
    bench_flow(&ex.elements[0], 20, 20, &J1, NULL);
    CHECK_REL(J1, (shell * k_steel(NULL, 20) + core * 2.385) / 0.5, CURVE);
}

static void given_conductance(void **state)
{
    (void)state;
    bench_check_flow(conduction("G = $( 3 mW/K^2 * T )\nnumber = 2\n"), (double[]){10, 4},
                     (double[]){2 * 1.5e-3 * (100 - 16), 0.06, -0.024}, CURVE);
    assert_int_equal(ex.n_audited, 0);
    assert_true(ex.end_mass_kg[0] == 0);
    bench_check_flow(conduction("G = 2 W/K\nmass = no\n"), (double[]){10, 4}, (double[]){12, 2, -2}, 1e-12);
}

static void near_ends_lose_no_digits(void **state)
{
    (void)state;
    const bench_element *e = conduction("material = copper50\narea = 1 cm^2\nlength = 10 mm\n");
    double T2_K = 77 * (1 - 1e-9), J1;
    double Q = bench_flow(e, 77, T2_K, &J1, NULL);
    CHECK_REL(Q, J1 * (77 - T2_K), 1e-8); /* k changes by 1e-9 over the difference */
    assert_true(bench_flow(e, 77, 77, NULL, NULL) == 0);
}

#define SECTION "[conduction s]\nbetween = A, B\n"

static void errors_of_the_section(void **state)
{
    (void)state;
    bench_error(&b, SECTION "material = plain\nlength = 1 m\n", "conduction \"s\" has no cross-section",
                "area_over_length", "[conduction s]");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\narea = 2 cm^2\ndiameter = 2 cm\n",
                "\"area\" and \"diameter\" both give the cross-section of conduction \"s\"", "keep one", "2 cm");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\nwall = 2 mm\ndiameter = 2 cm\n",
                "\"diameter\" and \"wall\" both give", "keep one", "2 mm");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\nwall = 2 mm\n",
                "\"wall\" without \"outer_diameter\" in conduction \"s\"", "add \"outer_diameter\"", "2 mm");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\nwidth = 2 mm\n",
                "\"width\" without \"thickness\" in conduction \"s\"", "add \"thickness\"", "2 mm");
    bench_error(&b, SECTION "material = plain\narea = 2 mm^2\n", "missing key \"length\" in conduction \"s\"",
                "length = 150 mm", "[conduction s]");
    bench_error(&b, SECTION "length = 1 m\narea = 2 mm^2\n", "missing key \"material\" in conduction \"s\"",
                "material = copper(RRR=50)", "[conduction s]");
    bench_error(&b, SECTION "area_over_length = 2 mm\n", "missing key \"material\" in conduction \"s\"",
                "material = copper(RRR=50)", "[conduction s]");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\nouter_diameter = 20 mm\nwall = 10 mm\n",
                "wall 10 mm in a tube of outer_diameter 20 mm in conduction \"s\"", "give \"diameter\"", "10 mm");
    bench_error(&b, SECTION "material = plain\nlength = 1e-300 m\narea = 1e300 m^2\n",
                "the area over length of conduction \"s\" comes out as inf", "units", "[conduction s]");
}

static void errors_of_the_shape(void **state)
{
    (void)state;
    bench_error(&b, SECTION "material = plain\nlength = 1 m\narea = 2 mm^2\nawg = 30\n",
                "\"area\" and \"awg\" both give the cross-section", "keep one", "30");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\nawg = 57\n", "awg of conduction \"s\" must be", NULL,
                "57");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\narea = 2 mm^2\npacking = 1.2\n", "packing", NULL, "1.2");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\narea = 2 mm^2\nlay = 0.9\n", "lay", NULL, "0.9");
    bench_error(&b, SECTION "material = plain\narea_over_length = 2 mm\nlay = 1.2\n",
                "\"lay\" has no meaning beside \"area_over_length\"", "remove \"lay\"", "1.2");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\narea = 2 mm^2\ncore = plain\n",
                "\"core\" without an outer conductor in conduction \"s\"", "outer_diameter", "plain");
    bench_error(&b,
                SECTION "material = plain\nlength = 1 m\nouter_diameter = 2 mm\nwall = 0.2 mm\ndielectric = plain\n",
                "missing key \"core\"", "core = becu", "[conduction s]");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\nouter_diameter = 2 mm\nwall = 0.2 mm\ncore = plain\n",
                "missing key \"core_diameter\"", "core_diameter = 0.51 mm", "[conduction s]");
    bench_error(&b,
                SECTION "material = plain\nlength = 1 m\nouter_diameter = 2 mm\nwall = 0.2 mm\ncore = plain\n"
                        "core_diameter = 1.6 mm\n",
                "core_diameter 1.6 mm in a tube of inner diameter 1.6 mm", "thinner", "1.6 mm");
    bench_error(&b,
                SECTION "material = plain\nlength = 1 m\nouter_diameter = 2 mm\nwall = 0.2 mm\ncore = cool\n"
                        "core_diameter = 1 mm\n",
                "material cool has no specific heat, which the mass of conduction \"s\" needs", "mass = no", "cool");
}

static void errors_of_the_mass(void **state)
{
    (void)state;
    bench_error(&b, SECTION "material = plain\nlength = 1 m\narea_over_length = 2 mm\n",
                "\"length\" has no meaning beside \"area_over_length\" in conduction \"s\"", "remove \"length\"",
                "1 m");
    bench_error(&b, SECTION "material = plain\nsegments = 3\narea_over_length = 2 mm\n",
                "\"segments\" has no meaning beside \"area_over_length\"", "area", "3");
    bench_error(&b, SECTION "material = plain\nmass = yes\narea_over_length = 2 mm\n",
                "\"mass\" has no meaning beside \"area_over_length\"", "write \"mass = no\"", "yes");
    bench_error(&b, SECTION "material = plain\nG = 2 W/K\n", "\"material\" has no meaning beside \"G\"",
                "remove \"material\"", "plain");
    bench_error(&b, SECTION "segments = 3\nG = 2 W/K\n", "\"segments\" has no meaning beside \"G\"", "area", "3");
    bench_error(&b, SECTION "mass = yes\nG = 2 W/K\n", "\"mass\" has no meaning beside \"G\"", "write \"mass = no\"",
                "yes");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\narea = 2 mm^2\nmass = no\nsegments = 3\n",
                "\"segments\" has no meaning beside \"mass = no\" in conduction \"s\"", "remove", "3");
    bench_error(&b, SECTION "material = light\nlength = 1 m\narea = 2 mm^2\n",
                "material light has no density, which the mass of conduction \"s\" needs", "write \"mass = no\"",
                "light");
    bench_error(&b, SECTION "material = bare\nlength = 1 m\narea = 2 mm^2\nmass = yes\n",
                "material bare has no density and no specific heat, which the mass of conduction \"s\" needs",
                "write \"mass = no\"", "bare");
    bench_error(&b, SECTION "material = cool\nlength = 1 m\narea = 2 mm^2\nsegments = 3\n",
                "material cool has no specific heat", "segments need the mass", "cool");
    bench_error(&b, SECTION "material = heavy\nlength = 1 m\narea = 2 mm^2\n",
                "material heavy has no thermal conductivity, which conduction \"s\" needs", "give \"k\"", "heavy");
    assert_non_null(bench_read(&b, SECTION "material = bare\nlength = 1 m\narea = 2 mm^2\nmass = no\n", NULL));
}

static void errors_of_the_fields(void **state)
{
    (void)state;
    bench_error(&b, SECTION "material = plain\nlength = -1 m\narea = 2 mm^2\n", "length", NULL, "-1 m");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\narea = 0 mm^2\n", "area", NULL, "0 mm^2");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\narea = 2 mm^2\nsegments = 0\n", "segments", NULL, "0");
    bench_error(&b, SECTION "material = plain\nlength = 1 m\narea = 2 mm^2\nnumber = 0\n", "number", NULL, "0");
    bench_error(&b, SECTION "material = plain\nlenght = 1 m\narea = 2 mm^2\n",
                "unrecognized key \"lenght\" in conduction \"s\"", "length", "lenght");
    bench_error(&b, "[conduction s]\nG = 1 W/K\n", "between", NULL, "[conduction s]");
    bench_error(&b, "[conduction s]\nbetween = A\nG = 1 W/K\n", "between", NULL, "A");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steel_tube),
        cmocka_unit_test(sections),
        cmocka_unit_test(gauges),
        cmocka_unit_test(braid),
        cmocka_unit_test(coax),
        cmocka_unit_test(given_conductance),
        cmocka_unit_test(near_ends_lose_no_digits),
        cmocka_unit_test(errors_of_the_section),
        cmocka_unit_test(errors_of_the_shape),
        cmocka_unit_test(errors_of_the_mass),
        cmocka_unit_test(errors_of_the_fields),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
