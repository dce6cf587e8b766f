/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Leads: the best shape and its heat against closed forms, what a section expands into, heat of the current, the
 * superconducting transition, currents in time, and every error.
 *
 * Of the worked checks of leads, L3 (on and off) and L6, a lead of given resistance, are in
 * tests/verification/analytic/l_lead.ini: what a run finds for the lead whose length has that resistance. Their
 * partials at constant resistance have no caller: the resistance of a real lead changes with its ends.
 */
#include "../link_bench.h"

#include "../../src/link/in_time.h"
#include "../../src/link/lead_optimum.h"

/* A curve is tabulated to 1e-7 of its formula. */
#define CURVE 1e-6

static bench b;
static cd_expander ex;

static const double L0 = 2.443004509073667e-8;

static double k_constant(const void *ctx, double T_K)
{
    (void)ctx, (void)T_K;
    return 400;
}

/* NIST: log10 k = (a + c T^.5 + e T + g T^1.5 + i T^2) / (1 + b T^.5 + d T + f T^1.5 + h T^2), copper of RRR 100. */
static double k_copper(const void *ctx, double T_K)
{
    static const double a[] = {2.2154, -0.47461, -0.88068, 0.13871, 0.29505, -0.02043, -0.04831, 0.001281, 0.003207};
    double r = sqrt(T_K);
    (void)ctx;
    return pow(10, (a[0] + r * (a[2] + r * (a[4] + r * (a[6] + r * a[8])))) /
                       (1 + r * (a[1] + r * (a[3] + r * (a[5] + r * a[7])))));
}

static double rho_constant_k(const void *ctx, double T_K)
{
    (void)ctx;
    return L0 * T_K / 400;
}

static double rho_low_lorenz(const void *ctx, double T_K)
{
    (void)ctx;
    return 2.2e-8 * T_K / 400;
}

static double rho_copper(const void *ctx, double T_K)
{
    return L0 * T_K / k_copper(ctx, T_K);
}

static double rho_alloy(const void *ctx, double T_K)
{
    (void)ctx, (void)T_K;
    return 4.8e-7;
}

static double c_any(const void *ctx, double T_K)
{
    double x = T_K / 30;
    (void)ctx;
    return 300 * x * x * x / (1 + x * x * x);
}

static const cd_curve *curve(cd_curve_source source)
{
    return bench_property(&b, source)->curve;
}

/* Worked checks. L1: sqrt(L0 (Th^2 - Tc^2)), W/kA; L2: I L/A; L7: Kadin's voltage of a pair, 3.6276 k_B T/e; L8. */
static void best_lead(void **state)
{
    (void)state;
    static const struct {
        double T_warm_K, T_cold_K, W_per_kA;
    } best[] = {{300, 77, 45.31951368696848},
                {300, 50, 46.23449951539931},
                {300, 40, 46.471668638226475},
                {300, 4.2, 46.8857452982343},
                {77, 4.2, 12.017270544827436}};
    const cd_curve *k = curve(k_constant), *rho = curve(rho_constant_k);
    for (size_t i = 0; i < sizeof best / sizeof *best; i++)
        CHECK_REL(1e3 * cd_lead_optimum(k, rho, best[i].T_warm_K, best[i].T_cold_K).least_W_per_A, best[i].W_per_kA,
                  CURVE);
    CHECK_REL(cd_lead_optimum(k, rho, 300, 77).IL_over_A, 3355636.7313357806, CURVE);
    CHECK_REL(1e3 * cd_lead_optimum(k, curve(rho_low_lorenz), 300, 77).least_W_per_A, 43.00653438723004, CURVE);
    CHECK_REL(2 * cd_lead_optimum(k, rho, 300, 0.1).least_W_per_A, 0.09378068155363983, CURVE);
    const cd_curve *copper = curve(k_copper), *rho_of_copper = curve(rho_copper);
    CHECK_REL(cd_lead_optimum(copper, rho_of_copper, 300, 77).IL_over_A, 3456992.472108486, CURVE);
    cd_lead_best idle = cd_lead_optimum(copper, rho_of_copper, 300, 50);
    CHECK_REL(idle.IL_over_A, 3876864.0831424817, CURVE);
    CHECK_REL(1e3 * idle.resting_W_per_A, 29.15860623313511, CURVE);
    CHECK_REL(idle.resting_W_per_A / idle.least_W_per_A, 0.630667716505145, CURVE);
}

/* k and rho constant: q^2 = 2 I^2 k rho (Th - T), so q = I sqrt(2 k rho (Th - Tc)), I L/A = sqrt(2 k (Th - Tc)/rho). */
static void best_lead_of_an_alloy(void **state)
{
    (void)state;
    cd_lead_best best = cd_lead_optimum(curve(k_constant), curve(rho_alloy), 290, 60);
    CHECK_REL(best.least_W_per_A, sqrt(2 * 400 * 4.8e-7 * 230), CURVE);
    CHECK_REL(best.IL_over_A, sqrt(2 * 400 * 230 / 4.8e-7), CURVE);
}

#define SECTION "[lead x]\nbetween = A, B\nlength = 0.5 m\n"

/* Sum of what the current makes at one temperature, and its slope. */
static double joule(double T_K, cd_when when, double *slope)
{
    double sum = 0, Q = NAN, dQ = NAN;
    *slope = 0;
    for (int i = 0; i < ex.n_elements; i++) {
        const bench_element *e = &ex.elements[i];
        if (!e->is_source)
            continue;
        assert_true(e->n == 1 && e->flow(e->params, &T_K, when, &Q, &dQ) == 0);
        sum += Q;
        *slope += dQ;
    }
    return sum;
}

static const cd_when now = {0, 0};

/* Worked check L4: 1 mA in 30 ohm make 2 x 15 uW. */
static void wire(void **state)
{
    (void)state;
    double slope;
    bench_expand(&b, &ex, SECTION "material = alloy\narea = 8e-9 m^2\ncurrent = 1 mA\nsegments = 5\n");
    assert_int_equal(ex.n_elements, 11);
    assert_int_equal(ex.n_nodes, BENCH_LETTERS + 5);
    CHECK_REL(joule(20, now, &slope), 2 * 1.5e-5, CURVE);
    double mass_kg = 0;
    for (int i = 0; i < 5; i++) {
        mass_kg += ex.nodes[BENCH_LETTERS + i].mass_kg;
        assert_int_equal(ex.elements[6 + i].nodes[0], BENCH_LETTERS + i);
    }
    CHECK_REL(mass_kg, 8900 * 8e-9 * 0.5, 1e-12);
    CHECK_REL(bench_flow(&ex.elements[1], 30, 20, NULL, NULL), 10 * 400 * 8e-9 / 0.1, CURVE);
    CHECK_REL(bench_flow(&ex.elements[0], 30, 20, NULL, NULL), 10 * 400 * 8e-9 / 0.05, CURVE);
    bench_expand(&b, &ex, SECTION "material = alloy\narea = 8e-9 m^2\ncurrent = 1 mA\nsegments = 5\nnumber = 2\n");
    CHECK_REL(joule(20, now, &slope), 4 * 1.5e-5, CURVE);
    CHECK_REL(bench_flow(&ex.elements[1], 30, 20, NULL, NULL), 20 * 400 * 8e-9 / 0.1, CURVE);
}

static void resistivity_of_wiedemann_and_franz(void **state)
{
    (void)state;
    double slope;
    bench_expand(&b, &ex, SECTION "material = plain\nresistivity = wiedemann_franz\narea = 1 mm^2\ncurrent = 10 A\n");
    CHECK_REL(joule(150, now, &slope), 100 * L0 * 150 / 400 * 0.5 / 1e-6, CURVE);
    CHECK_REL(slope, 100 * L0 / 400 * 0.5 / 1e-6, 1e-5);
}

static void joints(void **state)
{
    (void)state;
    double slope;
    bench_expand(&b, &ex,
                 SECTION "material = alloy\ndiameter = 2 mm\ncurrent = 10 A\njoint_resistance = 2 uohm, 5 uohm\n"
                         "contact = end, none\nnumber = 2\n");
    assert_int_equal(ex.nodes[BENCH_LETTERS].capacity == NULL, 1);
    const bench_element *last = &ex.elements[ex.n_elements - 1];
    double T_K = 20, Q, dQ;
    assert_true(last->nodes[0] == 1 && last[-1].nodes[0] == 0);
    assert_int_equal(last->flow(last->params, &T_K, now, &Q, &dQ), 0);
    CHECK_REL(Q, 2 * 100 * 5e-6, 1e-12);
    last--;
    assert_int_equal(last->flow(last->params, &T_K, now, &Q, &dQ), 0);
    CHECK_REL(Q, 2 * 100 * 2e-6, 1e-12);
    CHECK_REL(bench_flow(&ex.elements[0], 31, 30, NULL, NULL), 2 * 0.0021, 1e-12);
    bench_expand(&b, &ex, SECTION "material = alloy\ndiameter = 2 mm\ncurrent = 10 A\njoint_resistance = 2 uohm\n");
    CHECK_REL(joule(20, now, &slope), 100 * (4.8e-7 * 0.5 / 3.14159265358979e-6 + 2 * 2e-6), CURVE);
}

static void superconducting(void **state)
{
    (void)state;
    double slope, all = 100 * 4.8e-7 * 0.5 / 1e-6;
    bench_expand(&b, &ex,
                 SECTION "material = alloy\narea = 1 mm^2\ncurrent = 10 A\nT_critical = 90 K\ntransition = 4 K\n");
    assert_true(joule(90, now, &slope) == 0 && slope == 0);
    assert_true(joule(4, now, &slope) == 0 && slope == 0);
    CHECK_REL(joule(92, now, &slope), all / 2, CURVE);
    CHECK_REL(slope, all * 30.0 / 16 / 4, CURVE);
    CHECK_REL(joule(94, now, &slope), all, CURVE);
    assert_int_equal(ex.n_limits, 20);
    bench_expand(&b, &ex, SECTION "material = plain\narea = 1 mm^2\ncurrent = 10 A\nT_critical = 90 K\n");
    assert_int_equal(ex.n_elements, 21); /* a matrix without resistivity makes no heat; the run warns */
    assert_int_equal(ex.n_limits, 20);
}

static void best_shape_of_a_section(void **state)
{
    (void)state;
    void *params = bench_expand(&b, &ex,
                                SECTION "material = plain\nresistivity = wiedemann_franz\nshape = optimum\n"
                                        "design_current = 100 A\nT_cold = 77 K\n");
    double area_m2 = 100 * 0.5 / 3355636.7313357806;
    CHECK_REL(bench_flow(&ex.elements[1], 30, 20, NULL, NULL), 10 * 400 * area_m2 / 0.025, CURVE);
    CHECK_REL(cd_kind_lead.conductance(params, 77), 400 * area_m2 / 0.5, CURVE);
    const char *text = cd_kind_lead.about(b.arena, params);
    assert_non_null(strstr(text, "the best I L/A is 3.356e+06 A/m: L/A 3.356e+04 1/m, and 4.532 W"));
    params = bench_expand(&b, &ex, SECTION "material = alloy\narea = 1 mm^2\n");
    assert_null(cd_kind_lead.about(b.arena, params));
}

static void currents_in_time(void **state)
{
    (void)state;
    double t_s[8], slope, R = 4.8e-7 * 0.5 / 1e-6;
    void *params =
        bench_expand(&b, &ex, SECTION "material = alloy\narea = 1 mm^2\ncurrent = 1 h: 2 A, 2 h: 10 A, 3 h: 0 A\n");
    assert_int_equal(cd_kind_lead.instants(params, t_s, 8), 3);
    assert_true(t_s[0] == 3600 && t_s[1] == 7200 && t_s[2] == 10800);
    assert_int_equal(cd_kind_lead.instants(params, t_s, 2), 2);
    static const double at[][3] = {{0, -1, 2},          {0, 1800, 2},         {5400, 5000, 6},
                                   {7200, 5000, 10},    {7200, 8000, 10},     {9000, 9000, 5},
                                   {10800, 9000, 1e-9}, {10800, 10801, 1e-9}, {1e6, 1e6, 1e-9}};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        CHECK_NEAR(sqrt(joule(20, (cd_when){at[i][0], at[i][1]}, &slope) / R), at[i][2], 1e-5);
    params = bench_expand(&b, &ex, SECTION "material = alloy\narea = 1 mm^2\n");
    assert_int_equal(cd_kind_lead.instants(params, t_s, 8), 0);
    assert_true(joule(20, now, &slope) == 0);
}

/* Worked check S2: the quintic step at 0.3. */
static void onset(void **state)
{
    (void)state;
    double slope;
    CHECK_REL(cd_onset(0.3, &slope), 0.16308, 1e-12);
    CHECK_REL(slope, 1.323, 1e-12);
    assert_true(cd_onset(-1, &slope) == 0 && slope == 0);
    assert_true(cd_onset(2, &slope) == 1 && slope == 0);
}

static void errors(void **state)
{
    (void)state;
    bench_error(&b, SECTION "material = alloy\n", "lead \"x\" has no cross-section", "shape = optimum", "[lead x]");
    bench_error(&b, SECTION "material = alloy\narea = 1 mm^2\ndiameter = 1 mm\n",
                "\"area\" and \"diameter\" both give the cross-section of lead \"x\"", "keep one", "1 mm");
    bench_error(&b, SECTION "material = plain\narea = 1 mm^2\n",
                "material plain has no electrical resistivity, which lead \"x\" needs", "wiedemann_franz", "plain");
    bench_error(&b, SECTION "material = light\narea = 1 mm^2\n", "material light has no density", "[material]",
                "light");
    bench_error(&b, SECTION "material = alloy\nshape = optimum\nT_cold = 4 K\n", "missing key \"design_current\"",
                "design_current = 100 A", "[lead x]");
    bench_error(&b, SECTION "material = alloy\nshape = optimum\ndesign_current = 3 A\n", "missing key \"T_cold\"",
                "T_cold = 50 K", "[lead x]");
    bench_error(&b, SECTION "material = alloy\nshape = optimum\ndesign_current = 3 A\nT_cold = 4 K\narea = 1 mm^2\n",
                "\"area\" has no meaning beside \"shape = optimum\"", "length", "1 mm^2");
    bench_error(&b, SECTION "material = alloy\narea = 1 mm^2\nT_cold = 300 K\n",
                "T_cold 300 K of lead \"x\" is not below its T_warm 300 K", "colder", "300 K");
    bench_error(&b, SECTION "material = alloy\narea = 1 mm^2\ntransition = 3 K\n",
                "\"transition\" has no meaning beside \"no T_critical\"", "T_critical = 90 K", "3 K");
    bench_error(&b, SECTION "material = alloy\narea = 1 mm^2\ncurrent = 1 h: 3 A, 1 h: 4 A\n",
                "\"1 h: 4 A\" does not come after", "rise", "1 h: 4 A");
    bench_error(&b, SECTION "material = alloy\narea = 1 mm^2\ncurrent = 3 V\n", "V", NULL, "3 V");
    bench_error(&b, SECTION "material = alloy\narea = 1 mm^2\nsegments = 1\n", "segments", NULL, "1");
    bench_error(&b,
                SECTION "material = plain\nshape = optimum\ndesign_current = 3 A\nT_cold = 4 K\nT_critical = 90 K\n",
                "material plain has no electrical resistivity", "give the size", "plain");
}

static int open_bench(void **state)
{
    (void)state;
    bench_open(&b);
    bench_material(&b, "plain", 8900, k_constant, c_any);
    bench_material(&b, "alloy", 8900, k_constant, c_any);
    bench_resistivity(&b, rho_alloy);
    bench_material(&b, "light", NAN, k_constant, c_any);
    bench_add_joint(&b, "end", "G = 2.1 mW/K\n");
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
        cmocka_unit_test(best_lead),
        cmocka_unit_test(best_lead_of_an_alloy),
        cmocka_unit_test(wire),
        cmocka_unit_test(resistivity_of_wiedemann_and_franz),
        cmocka_unit_test(joints),
        cmocka_unit_test(superconducting),
        cmocka_unit_test(best_shape_of_a_section),
        cmocka_unit_test(currents_in_time),
        cmocka_unit_test(onset),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
