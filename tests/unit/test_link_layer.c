/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Thin layers and boundaries of solids against values computed elsewhere, and every error. In a network:
 * test_links_hidden.c.
 */
#include "../link_bench.h"

static bench b;
static cd_expander ex;

static void *layer(const char *keys)
{
    return bench_expand(&b, &ex, cd_arena_printf(b.arena, "[layer l]\nbetween = A, B\narea = 1 m^2\n%s", keys));
}

static void boundaries(void **state)
{
    (void)state;
    /* B of the diffuse mismatch model; at 0.5 K the knee at 40 K takes 2e-6 */
    static const struct {
        const char *name;
        double B;
    } want[] = {{"kapitza_cu_sapphire", 498.08355347059825}, {"kapitza_al_sapphire", 466.9539796800019},
                {"kapitza_cu_in", 3395.0695814913593},       {"kapitza_cu_epoxy", 3022.784242713717},
                {"kapitza_cu_al", 1477.8207452679096},       {"kapitza_kapton_helium", 1 / 0.01054}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        layer(cd_arena_printf(b.arena, "faces = %s\n", want[i].name));
        assert_int_equal(ex.n_elements, 1);
        const double Q = want[i].B * (pow(0.5, 4) - pow(0.3, 4)) / 4;
        bench_check_flow(&ex.elements[0], (double[]){0.5, 0.3}, (double[]){Q, want[i].B * 0.125, -want[i].B * 0.027},
                         5e-6);
    }
    /* levels off: 1 + (40/40)^3 */
    layer("faces = kapitza_cu_sapphire\n");
    double J1;
    bench_flow(&ex.elements[0], 40, 30, &J1, NULL);
    CHECK_REL(J1, 498.083553 * 64000 / 2, 1e-6);
}

/* Kapton of 50 um with both faces in helium II at 1.8 K: 0.011190298 m^2 K/W; the knee at 40 K takes 3e-5. */
static void kapton(void **state)
{
    (void)state;
    const void *params = layer("conductivity = $( 2.28e-3 W/(m K) + 2.4e-3 W/(m K^2) * T )\nthickness = 50 um\nfaces = "
                               "kapitza_kapton_helium\n");
    CHECK_REL(1 / cd_kind_layer.conductance(params, 1.8), 0.011190298042149894, 5e-5);
    assert_int_equal(ex.n_elements, 3);
    assert_string_equal(ex.nodes[BENCH_LETTERS].name, "a");
    assert_string_equal(ex.nodes[BENCH_LETTERS + 1].name, "b");
    /* bulk alone, and with one face */
    params = layer("conductivity = 0.2 W/(m K)\nthickness = 50 um\n");
    CHECK_REL(cd_kind_layer.conductance(params, 4), 4000, 1e-6);
    assert_int_equal(ex.n_elements, 1);
    layer("material = steel\nthickness = 50 um\nfaces = none, grease\n");
    assert_int_equal(ex.n_elements, 2);
    assert_int_equal(ex.elements[0].nodes[0], 0);
    assert_int_equal(ex.elements[1].nodes[1], 1);
    assert_string_equal(ex.trust_what, "joint preset grease");
    assert_string_equal(ex.audited[0], "k of steel");
}

#define SECTION "[layer l]\nbetween = A, B\narea = 1 m^2\n"

static void errors(void **state)
{
    (void)state;
    bench_error(&b, SECTION, "nothing between the ends of layer \"l\"", "kapitza_cu_sapphire", "[layer l]");
    bench_error(&b, SECTION "faces = none\n", "nothing between the ends of layer \"l\"", "kapton", "[layer l]");
    bench_error(&b, SECTION "material = steel\n", "missing key \"thickness\" in layer \"l\"", "50 um", "[layer l]");
    bench_error(&b, SECTION "faces = grease\nthickness = 1 mm\n", "\"thickness\" has no meaning beside \"no material\"",
                "kapton", "1 mm");
    bench_error(&b, SECTION "material = steel\nconductivity = 1 W/(m K)\nthickness = 1 mm\n",
                "\"conductivity\" has no meaning beside \"material\"", "keep one", "1 W/(m K)");
    bench_error(&b, SECTION "material = foam\nthickness = 1 mm\n", "material \"foam\" has no thermal conductivity",
                "0.2 W/(m K)", "foam");
    bench_error(&b, SECTION "faces = greese\n", "\"greese\" is no face of a layer", "did you mean \"grease\"?",
                "greese");
    bench_error(&b, SECTION "faces = cu_in_cu\n", "\"cu_in_cu\" is no face of a layer", "kapitza_cu_in", "cu_in_cu");
    bench_error(&b, SECTION "faces = grease, none, grease\n", "3 faces of layer \"l\"", "FIRST, SECOND",
                "grease, none, grease");
}

static double k_steel(const void *ctx, double T_K)
{
    (void)ctx;
    return 0.06 * T_K;
}

static int open_bench(void **state)
{
    (void)state;
    bench_open(&b);
    bench_material(&b, "steel", 7900, k_steel, NULL);
    bench_material(&b, "foam", 30, NULL, NULL);
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
        cmocka_unit_test(boundaries),
        cmocka_unit_test(kapton),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
