/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gas between two surfaces: the coefficients of all gases, free molecules to dense helium, pressures in time and by a
 * pump, and every error, against values computed elsewhere.
 *
 * Published checks that have no caller here, with the reason: the viscosity of helium (no law of this program needs it)
 * and the ratio of Keller's gas term to free molecules (a remark on two coefficients, both tested on their own).
 */
#include "../link_bench.h"

#include "../../src/link/gas_path.h"

#define CLOSED 1e-8
/* Where a curve stands in for the formula of helium: tabulated to 1e-7. */
#define CURVE 1e-6

static bench b;
static cd_expander ex;

static const bench_element *gas(const char *keys)
{
    bench_expand(&b, &ex, cd_arena_printf(b.arena, "[gas g]\nbetween = A, B\n%s", keys));
    assert_int_equal(ex.n_elements, 1);
    return &ex.elements[0];
}

static void coefficients(void **state)
{
    (void)state;
    static const struct {
        const char *gas;
        double at_295, at_300;
    } want[] = {{"helium", 2.117263652719906, 2.0995456537570276},    {"hydrogen", 4.38416612891166, 4.3474779012432},
                {"nitrogen", 1.2004787967285262, 1.1904327724423824}, {"neon", 0.9429502787946908, 0.9350593427554935},
                {"argon", 0.6701910525092516, 0.66458266058412},      {"air", 1.180594181962321, 1.1707145590515338},
                {"water", 1.7616150121317347, 1.7468732047437674}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        for (int g = 0; g < CD_N_GASES; g++) {
            assert_string_equal(cd_gases[g].name, cd_gas_names[g]);
            if (strcmp(cd_gases[g].name, want[i].gas) != 0)
                continue;
            CHECK_REL(cd_gas_free_molecules(&cd_gases[g], 295), want[i].at_295, CLOSED);
            CHECK_REL(cd_gas_free_molecules(&cd_gases[g], 300), want[i].at_300, CLOSED);
        }
}

static void free_molecules(void **state)
{
    (void)state;
    bench_check_flow(gas("gas = helium\narea = 1 m^2\npressure = 1e-3 Pa\naccommodation = 0.5\n"), (double[]){300, 50},
                     (double[]){0.26244320671962845, 0.0010497728268785138, -0.0010497728268785138}, CLOSED);
    bench_check_flow(gas("gas = nitrogen\narea = 1 m^2\npressure = 1e-3 Pa\naccommodation = 0.85\n"),
                     (double[]){300, 80},
                     (double[]){0.22261092844672556, 0.0010118678565760252, -0.0010118678565760252}, CLOSED);
    /* 0.6 and 0.4 with A1/A2 = 0.8 act as 0.348837209 together; the first is the inner one */
    CHECK_REL(bench_flow(gas("gas = helium\narea = 1 m^2\nouter_area = 1.25 m^2\npressure = 1e-3 Pa\naccommodation = "
                             "0.6, 0.4\n"),
                         300, 50, NULL, NULL),
              0.26244320671962845 / 0.5 * 0.3488372093023256, CLOSED);
    /* the gases' own, and a gauge at 295 K */
    CHECK_REL(bench_flow(gas("gas = hydrogen\narea = 1 m^2\npressure = 1 Pa\ngauge_temperature = 295 K\n"), 301, 300,
                         NULL, NULL),
              0.4 * 4.38416612891166, CLOSED);
}

static void accommodation_by_temperature(void **state)
{
    (void)state;
    const bench_element *e = gas("gas = helium\narea = 1 m^2\npressure = 1 Pa\naccommodation = by_temperature\n");
    assert_string_equal(ex.trust_what, "accommodation by temperature");
    /* of one surface 0.3 at 300 K, 0.4 at 77 K, 0.6 at 20 K and below; together a1 a2/(a2 + (1 - a2) a1) */
    CHECK_REL(bench_flow(e, 300, 77, NULL, NULL), 2.0995456537570276 * 223 * 0.12 / 0.58, CLOSED);
    CHECK_REL(bench_flow(e, 20, 4, NULL, NULL), 2.0995456537570276 * 16 * 0.36 / 0.84, CLOSED);
    CHECK_REL(bench_flow(e, 4, 300, NULL, NULL), 2.0995456537570276 * -296 * 0.18 / 0.72, CLOSED);
}

#define GAP "gas = helium\narea = 100 cm^2\ngap = 1 mm\naccommodation = 0.5\n"

static void transition(void **state)
{
    (void)state;
    const double T_K[] = {80, 20};
    bench_check_flow(gas(GAP "pressure = 0.01 Pa\n"), T_K,
                     (double[]){0.006297200377420657, 0.00010496240190014229, -0.00010494296366155408}, CURVE);
    bench_check_flow(gas(GAP "pressure = 1 Pa\n"), T_K,
                     (double[]){0.615815072376836, 0.010350249373729477, -0.010164356598407915}, CURVE);
    bench_check_flow(gas(GAP "pressure = 100 Pa\n"), T_K,
                     (double[]){19.195520696109124, 0.4041311584679902, -0.22351288883673906}, CURVE);
    bench_check_flow(gas(GAP "pressure = 1e4 Pa\n"), T_K,
                     (double[]){27.489292362463193, 0.6308457524873536, -0.26043037879427583}, CURVE);
    /* a gap of 0.1 mm, dense: free molecules are no limit at 1e12 Pa */
    bench_check_flow(gas("gas = helium\narea = 100 cm^2\ngap = 0.1 mm\npressure = 1e12 Pa\n"), (double[]){60, 40},
                     (double[]){93.06743211660317, 5.247027726473883, -4.035626687047365}, CURVE);
    /* a conductivity of one's own */
    const bench_element *e =
        gas("gas = nitrogen\narea = 1 m^2\ngap = 1 m\npressure = 1e12 Pa\nconductivity = 26 mW/(m K)\n");
    CHECK_REL(bench_flow(e, 310, 300, NULL, NULL), 0.26, CURVE);
}

static void conductivity_of_helium(void **state)
{
    (void)state;
    static const double want[][2] = {{4.2, 0.00807193282667018}, {10, 0.016633099071644983},
                                     {20, 0.02607014479943739},  {77, 0.06184766664558124},
                                     {100, 0.0736318933545956},  {300, 0.15589563204480864}};
    const cd_property *k = cd_gas_conductivity(b.arena, &cd_gases[CD_GAS_HELIUM]);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        CHECK_REL(cd_curve_value(k->curve, want[i][0]), want[i][1], CURVE);
    /* below 3 K: falls as it should, without a jump of value or slope */
    double at, above, slope_at, slope_above;
    at = cd_curve_slope(k->curve, 2.998, &slope_at);
    above = cd_curve_slope(k->curve, 3.002, &slope_above);
    CHECK_REL(at, above, 2e-3);
    CHECK_REL(slope_at, slope_above, 1e-2);
    CHECK_NEAR(log(cd_curve_value(k->curve, 1) / cd_curve_value(k->curve, 0.5)) / log(2), 0.7, 0.01);
}

static double pressure(const char *text, double t_s)
{
    cd_pressure p;
    cd_value value = cd_value_of_source(cd_source_from_text(b.arena, "bench", text, strlen(text)));
    assert_true(cd_pressure_read(&b.rd, &value, &p));
    return cd_pressure_at(&p, t_s);
}

static void pressure_in_time(void **state)
{
    (void)state;
    assert_true(pressure("2 mbar", 77) == 200);
    const char *pumping = "0 s: 1e5 Pa, 1 h: 1 Pa, 2 h: 1e-2 Pa";
    CHECK_REL(pressure(pumping, -1), 1e5, CLOSED);
    CHECK_REL(pressure(pumping, 3600), 1, CLOSED);
    CHECK_REL(pressure(pumping, 1e6), 1e-2, CLOSED);
    double between_Pa = pressure(pumping, 1800);
    assert_true(between_Pa < 1e5 && between_Pa > 1);
    /* two points: ln P is straight */
    CHECK_REL(pressure("0 s: 100 Pa, 10 s: 1 Pa", 5), 10, CLOSED);
    /* the element sees it, and its points are known instants */
    void *params = bench_expand(&b, &ex,
                                "[gas g]\nbetween = A, B\ngas = helium\narea = 1 m^2\naccommodation = 0.5\n"
                                "pressure = 0 s: 1 Pa, 100 s: 1e-3 Pa\n");
    double Q_W[2], t_s[8], T_K[2] = {300, 50};
    ex.elements[0].flow(ex.elements[0].params, T_K, (cd_when){100, 99}, Q_W, NULL);
    CHECK_REL(Q_W[1], 0.26244320671962845, CLOSED);
    assert_int_equal(cd_kind_gas.instants(params, t_s, 8), 2);
    assert_true(t_s[0] == 0 && t_s[1] == 100);
}

static void pumps(void **state)
{
    (void)state;
    /* nitrogen over a wall of 30 K: Ps = 6.4998e-3 Pa, 1e-3 Pa without it: 8.6666e-4 Pa */
    double J[3], slope;
    CHECK_REL(cd_gas_vapour_pressure(&cd_gases[CD_GAS_NITROGEN], 30, &slope), 0.006499774774529987, CLOSED);
    const bench_element *e = gas("gas = nitrogen\narea = 1 m^2\npressure = 1e-3 Pa\naccommodation = 0.85\npump = C\n");
    double Q_W = bench_flow_observed(e, (double[]){300, 80, 30}, (cd_when){0, 0}, J);
    CHECK_REL(Q_W, 0.22261092844672556 * 0.8666626625380666, CLOSED);
    /* dP/dT = (P0/(P0 + Ps))^2 Ps B/T^2 */
    CHECK_REL(J[2],
              Q_W / 0.0008666626625380666 * pow(1e-3 / 7.499774774529987e-3, 2) * 0.006499774774529987 * 827 / 900,
              CLOSED);
    assert_string_equal(ex.trust_what, "vapour pressure of nitrogen");
    /* nothing is left at 4 K, nothing is pumped at 300 K */
    assert_true(bench_flow_observed(e, (double[]){300, 80, 4}, (cd_when){0, 0}, J) < 1e-60);
    CHECK_REL(bench_flow_observed(e, (double[]){300, 80, 300}, (cd_when){0, 0}, J), 0.22261092844672556, CLOSED);
    /* a getter: helium over charcoal, given */
    e = gas("gas = helium\narea = 1 m^2\naccommodation = 0.5\npump = B\npressure_at_pump = 8 K: 1e-3 Pa, 15 K: 1 Pa\n");
    CHECK_REL(bench_flow_observed(e, (double[]){300, 50, 8}, (cd_when){0, 0}, J), 0.26244320671962845, CURVE);
    CHECK_REL(bench_flow_observed(e, (double[]){300, 50, 15}, (cd_when){0, 0}, J), 262.44320671962845, CURVE);
}

#define SECTION "[gas g]\nbetween = A, B\narea = 1 m^2\n"

static void errors(void **state)
{
    (void)state;
    bench_error(&b, SECTION, "missing key \"gas\" in gas \"g\"", "fills", "[gas g]");
    bench_error(&b, SECTION "gas = helum\npressure = 1 Pa\n", "unrecognized word \"helum\"", "did you mean \"helium\"?",
                "helum");
    bench_error(&b, SECTION "gas = helium\n", "missing key \"pressure\" in gas \"g\"", "a table in time", "[gas g]");
    bench_error(&b, SECTION "gas = helium\npressure = -1 Pa\n", "a negative pressure", "perfect vacuum", "-1 Pa");
    bench_error(&b, SECTION "gas = helium\npressure = 1\n", "1", NULL, "1");
    bench_error(&b, SECTION "gas = helium\npressure = 0 s: 1 Pa, 1 h: 0 Pa\n",
                "a pressure that is not positive in a table", "small pressure", "0 s: 1 Pa, 1 h: 0 Pa");
    bench_error(&b, SECTION "gas = helium\npressure = 1 h: 1 Pa, 1 h: 1 mPa\n", "does not come after", NULL,
                "1 h: 1 mPa");
    bench_error(&b, SECTION "gas = helium\npressure = 1 Pa\npump = C\n",
                "the vapour pressure of helium is not known here in gas \"g\"", "pressure_at_pump", "C");
    bench_error(&b, SECTION "gas = helium\npressure_at_pump = 8 K: 1 Pa, 15 K: 10 Pa\n",
                "missing key \"pump\" in gas \"g\"", "pump = cold_plate", "[gas g]");
    bench_error(&b, SECTION "gas = helium\npressure = 1 Pa\npressure_at_pump = 1 Pa\npump = C\n",
                "\"pressure\" has no meaning beside \"pressure_at_pump\"", "keep one", "1 Pa");
    bench_error(&b, SECTION "gas = neon\npressure = 1 Pa\n", "the accommodation of neon is not known here in gas \"g\"",
                "accommodation = 1", "[gas g]");
    bench_error(&b, SECTION "gas = neon\npressure = 1 Pa\naccommodation = by_temperature\n",
                "the accommodation of neon by temperature is not known here", "give a number", "by_temperature");
    bench_error(&b, SECTION "gas = helium\npressure = 1 Pa\naccommodation = 1.2\n",
                "accommodation must be above 0 and at most 1; this is 1.2", "every molecule", "1.2");
    bench_error(&b, SECTION "gas = helium\npressure = 1 Pa\naccommodation = 0.1, 0.2, 0.3\n",
                "3 accommodations for two surfaces", "FIRST, SECOND", "0.1, 0.2, 0.3");
    bench_error(&b, SECTION "gas = nitrogen\npressure = 1 Pa\ngap = 1 mm\n",
                "missing key \"conductivity\" in gas \"g\": only that of helium is known here", "26 mW/(m K)",
                "[gas g]");
    bench_error(&b, SECTION "gas = helium\npressure = 1 Pa\nconductivity = 1 W/(m K)\n",
                "\"conductivity\" has no meaning beside \"no gap\"", "gap = 1 mm", "1 W/(m K)");
    bench_error(&b, SECTION "gas = helium\npressure = 1 Pa\nouter_area = 0.5 m^2\n",
                "outer_area 0.5 m^2 is smaller than the inner area 1 m^2 in gas \"g\"", "inner surface", "0.5 m^2");
    const char *many = "0 s: 1 Pa";
    for (int i = 1; i < 70; i++)
        many = cd_arena_printf(b.arena, "%s, %d s: 1 Pa", many, i);
    bench_error(&b, cd_arena_printf(b.arena, SECTION "gas = helium\npressure = %s\n", many),
                "a table of 70 pressures; 64 at most", "every second", many);
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
        cmocka_unit_test(coefficients),
        cmocka_unit_test(free_molecules),
        cmocka_unit_test(accommodation_by_temperature),
        cmocka_unit_test(transition),
        cmocka_unit_test(conductivity_of_helium),
        cmocka_unit_test(pressure_in_time),
        cmocka_unit_test(pumps),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
