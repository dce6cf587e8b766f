/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Multilayer insulation: every fit against values computed elsewhere, gas in the blanket, and every error. Layer by
 * layer: test_links_hidden.c.
 *
 * Published checks that have no caller here, with the reason: OpenConcept's regression of Keller (1.53178552 W/m^2 at
 * 300 K and 20 K) divides the solid term by N, not by N + 1 as Keller's equation does, and is compared in parts.
 */
#include "../link_bench.h"

#define CLOSED 1e-8

static bench b;
static cd_expander ex;

static const bench_element *blanket(const char *keys)
{
    bench_expand(&b, &ex, cd_arena_printf(b.arena, "[mli m]\nbetween = A, B\narea = 1 m^2\n%s", keys));
    return &ex.elements[0];
}

/* The sum of a blanket's elements between its two nodes. */
static void check_sum(const char *keys, const double T_K[2], const double want[3], double tolerance)
{
    double got[3] = {0};
    blanket(keys);
    for (int i = 0; i < ex.n_elements; i++) {
        double J1, J2;
        got[0] += bench_flow(&ex.elements[i], T_K[0], T_K[1], &J1, &J2);
        got[1] += J1;
        got[2] += J2;
    }
    for (int i = 0; i < 3; i++)
        CHECK_REL(got[i], want[i], tolerance);
}

static void lhc(void **state)
{
    (void)state;
    bench_check_flow(blanket("layers = 30\n"), (double[]){300, 80},
                     (double[]){1.1614531819354839, 0.014388967741935486, -0.0006086957419354839}, CLOSED);
    bench_check_flow(blanket("layers = 30\n"), (double[]){293, 50},
                     (double[]){1.0769863305335807, 0.013466132895096777, -0.0002863064516129032}, CLOSED);
    bench_check_flow(blanket("layers = 10\n"), (double[]){80, 4.2},
                     (double[]){0.054574046719502396, 0.0017154152727272727, -5.359351389381818e-05}, CLOSED);
    bench_check_flow(blanket("layers = 10\n"), (double[]){50, 4.2},
                     (double[]){0.017933582174047853, 0.0008068636363636363, -5.359351389381818e-05}, CLOSED);
    /* seams and corners: in proportion */
    bench_check_flow(blanket("layers = 30\ndegradation = 2\n"), (double[]){300, 80},
                     (double[]){2 * 1.1614531819354839, 2 * 0.014388967741935486, 2 * -0.0006086957419354839}, CLOSED);
}

#define KELLER "model = keller\nlayers = 30\ndensity = 20 1/cm\n"

static void keller(void **state)
{
    (void)state;
    check_sum(KELLER "degradation = 1\npressure = 1.33322e-4 Pa\n", (double[]){300, 77},
              (double[]){0.47033135771046286, 0.005078451048393471, -0.0005292428671064793}, CLOSED);
    check_sum(KELLER "degradation = 1\nblanket = perforated\npressure = 1.33322e-4 Pa\n", (double[]){300, 77},
              (double[]){0.6404304508969506, 0.007717902623238389, -0.0005499383303630987}, CLOSED);
    check_sum(KELLER "degradation = 1\nblanket = perforated\npressure = 1.33322e-2 Pa\n", (double[]){300, 77},
              (double[]){1.114621439705994, 0.009339159895041757, -0.0036641963480294405}, CLOSED);
    check_sum(KELLER "degradation = 1\nblanket = perforated\npressure = 0.133322 Pa\n", (double[]){300, 77},
              (double[]){5.425448610697296, 0.02407786236598148, -0.031975632872268914}, CLOSED);
    /* the term of helium alone, 1e-4 torr */
    blanket(KELLER "blanket = perforated\npressure = 1.33322e-2 Pa\ngas = helium\n");
    assert_int_equal(ex.n_elements, 2);
    CHECK_REL(bench_flow(&ex.elements[1], 300, 77, NULL, NULL), 0.2139056264420245, CLOSED);
    /* as installed it is twice the laboratory's, but for the gas */
    blanket(KELLER "pressure = 1.33322e-4 Pa\n");
    double twice = bench_flow(&ex.elements[0], 300, 77, NULL, NULL),
           gas = bench_flow(&ex.elements[1], 300, 77, NULL, NULL);
    CHECK_REL(twice / 2 + gas, 0.47033135771046286, CLOSED);
    /* OpenConcept, 300 K to 20 K, 20 layers at 30 per cm, 1e-6 torr: 1.53178552 with the solid term over N */
    blanket("model = keller\nlayers = 20\ndensity = 30 1/cm\ndegradation = 1\nemissivity = 1e-9\n");
    double solid = bench_flow(&ex.elements[0], 300, 20, NULL, NULL);
    check_sum("model = keller\nlayers = 20\ndensity = 30 1/cm\ndegradation = 1\npressure = 1.33322e-4 Pa\n",
              (double[]){300, 20},
              (double[]){1.5317855166495986 - solid / 20, 0.012952024168343165 - solid / 20 * 2 * 300 / (9e4 - 400),
                         -0.0006314244780764243 + solid / 20 * 2 * 20 / (9e4 - 400)},
              1e-7);
}

static void lockheed(void **state)
{
    (void)state;
    check_sum("model = lockheed\nlayers = 30\ndensity = 20 1/cm\ndegradation = 1\npressure = 1.33322e-4 Pa\n",
              (double[]){300, 77}, (double[]){0.8564396823665744, 0.006199958705918203, -0.0027560202780463868},
              CLOSED);
    check_sum("model = lockheed\nlayers = 40\ndensity = 12 1/cm\ndegradation = 1\npressure = 1.33322e-4 Pa\n",
              (double[]){300, 40}, (double[]){0.29522486453007657, 0.0028598658478753915, -0.0005379647570573483},
              CLOSED);
    assert_string_equal(ex.trust_what, "modified Lockheed equation");
    /* far below its range, where ln Tm would turn it round: downhill, and less with a warmer cold end */
    double J1, J2;
    const bench_element *e = blanket("model = lockheed\nlayers = 30\ndensity = 20 1/cm\n");
    for (double T_K = 0.15; T_K < 3; T_K *= 1.3) {
        assert_true(bench_flow(e, T_K, 0.1, &J1, &J2) > 0);
        assert_true(J1 > 0 && J2 < 0);
    }
}

/* The gas of a fit: N + 1 gaps in series, from free molecules to dense. */
static void gas_in_the_lhc_blanket(void **state)
{
    (void)state;
    blanket("layers = 30\npressure = 1e-3 Pa\ngas = helium\naccommodation = 0.5\n");
    CHECK_REL(bench_flow(&ex.elements[1], 300, 50, NULL, NULL), 0.26244320672 / 31, CLOSED);
    /* 10 bar: 61.8476666 mW/(m K) at 77 K in a blanket 1.5 cm thick, and 31 gaps of free molecules in series */
    blanket("layers = 30\ndensity = 20 1/cm\npressure = 1e6 Pa\ngas = helium\n");
    double J1, J2;
    bench_flow(&ex.elements[1], 77, 77, &J1, &J2);
    CHECK_REL(J1, 1 / (0.015 / 0.06184766664558124 + 31 / (0.31 * 2.0995456537570276e6)), 1e-6);
    assert_string_equal(ex.audited[0], "conductivity of helium");
}

static void conductance(void **state)
{
    (void)state;
    void *params = bench_read(&b, "[mli m]\nbetween = A, B\narea = 1 m^2\nlayers = 30\n", NULL);
    CHECK_REL(cd_kind_mli.conductance(params, 300), 0.014388967741935486, CLOSED);
    params = bench_read(&b,
                        "[mli m]\nbetween = A, B\narea = 1 m^2\nlayers = 20\nmodel = layers\nspacer = 0 W/(m^2 K)\n"
                        "emissivity = 0.05\n",
                        NULL);
    CHECK_REL(cd_kind_mli.conductance(params, 300), 4 * 5.670374419e-8 * 2.7e7 / 39 / 21, CLOSED);
}

#define SECTION "[mli m]\nbetween = A, B\narea = 1 m^2\n"

static void errors(void **state)
{
    (void)state;
    bench_error(&b, SECTION, "missing key \"layers\" in mli \"m\"", "Number of reflecting layers", "[mli m]");
    bench_error(&b, SECTION "layers = 0\n", "layers of mli \"m\" must be at least 1", NULL, "0");
    bench_error(&b, SECTION "layers = 30\nmodel = keller\n", "missing key \"density\" in mli \"m\"", "20 1/cm",
                "[mli m]");
    bench_error(&b, SECTION "layers = 30\nspacer = 0.02 W/(m^2 K)\n",
                "\"spacer\" has no meaning beside \"model = lhc\"", "model = layers", "0.02 W/(m^2 K)");
    bench_error(&b, SECTION "layers = 30\nemissivity = 0.03\n", "\"emissivity\" has no meaning beside \"model = lhc\"",
                "another model", "0.03");
    bench_error(&b, SECTION "layers = 30\nblanket = perforated\n", "\"blanket\" has no meaning beside \"model = lhc\"",
                "model = keller", "perforated");
    bench_error(&b, SECTION "layers = 30\nmodel = layers\n", "missing key \"spacer\" in mli \"m\"", "0.02 W/(m^2 K)",
                "[mli m]");
    bench_error(&b, SECTION "layers = 30.5\nmodel = layers\nspacer = 0.02 W/(m^2 K)\n",
                "30.5 layers of mli \"m\" cannot be taken one by one", "whole number", "30.5");
    bench_error(&b, SECTION "layers = 30\ngas = helium\n", "\"gas\" has no meaning beside \"no pressure\"",
                "pressure = 1e-3 Pa", "helium");
    bench_error(&b, SECTION KELLER "pressure = 1 Pa\ngas = helium\n",
                "model = keller has no published gas term for helium in mli \"m\"", "blanket = perforated", "helium");
    bench_error(&b, SECTION KELLER "pressure = 1 Pa\ngas = argon\n",
                "model = keller has no published gas term for argon in mli \"m\"", "take nitrogen", "argon");
    bench_error(&b, SECTION KELLER "pressure = 1 Pa\naccommodation = 0.5\n",
                "\"accommodation\" has no meaning beside \"model = keller\"", "holds it", "0.5");
    bench_error(&b, SECTION "layers = 30\npressure = 1 Pa\ngas = neon\n",
                "the accommodation of neon is not known here in mli \"m\"", "accommodation = 1", "[mli m]");
    bench_error(&b, SECTION "layers = 30\ndegradation = 0.5\n", "degradation of mli \"m\" must be at least 1", NULL,
                "0.5");
}

static int open_bench(void **state)
{
    (void)state;
    bench_open(&b);
    return 0;
}

static int close_bench(void **state)
{
    (void)state;
    bench_close(&b);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lhc),         cmocka_unit_test(keller),
        cmocka_unit_test(lockheed),    cmocka_unit_test(gas_in_the_lhc_blanket),
        cmocka_unit_test(conductance), cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
