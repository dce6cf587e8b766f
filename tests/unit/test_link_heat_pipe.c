/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Heat pipes: window, diode and limit against values computed elsewhere, the flooding limit of nitrogen, and every
 * error.
 */
#include "../link_bench.h"

#include "../../src/link/nitrogen_flooding.h"

#define CLOSED 1e-8
#define CURVE  1e-6

static bench b;
static cd_expander ex;

static const bench_element *pipe_of(const char *keys)
{
    bench_expand(&b, &ex, cd_arena_printf(b.arena, "[heat_pipe p]\nbetween = A, B\n%s", keys));
    assert_int_equal(ex.n_elements, 1);
    return &ex.elements[0];
}

#define PIPE "fluid = nitrogen\nG = 5 W/K\nQ_max = 20 W\n"

static void window(void **state)
{
    (void)state;
    const bench_element *e = pipe_of(PIPE "diode = no\n");
    bench_check_flow(e, (double[]){90, 85}, (double[]){16.965672793609265, 1.402074330481327, -1.40207432494034},
                     CLOSED);
    /* the freezing edge: warming the condenser brings more heat */
    bench_check_flow(e, (double[]){70, 63}, (double[]){8.695142908363094, 0.27202178258282234, 4.412380615075511},
                     CLOSED);
    /* nothing below the triple point, nothing above the critical one */
    assert_true(fabs(bench_flow(e, 50, 40, NULL, NULL)) < 1e-4);
    assert_true(fabs(bench_flow(e, 200, 100, NULL, NULL)) < 1e-4);
    assert_string_equal(ex.trust_what, "window of a heat pipe");
    CHECK_REL(bench_flow(pipe_of(PIPE "diode = no\nnumber = 3\n"), 90, 85, NULL, NULL), 3 * 16.965672793609265, CLOSED);
}

/* The published checks have no window: at 80 K it is 1 - 5e-8. */
static void diode(void **state)
{
    (void)state;
    const bench_element *e = pipe_of(PIPE "wall = 20 mW/K\n");
    bench_check_flow(e, (double[]){82, 80}, (double[]){9.282343145200194, 3.9522386648296366, -3.9522386648296366},
                     1e-6);
    bench_check_flow(e, (double[]){80.1, 80}, (double[]){0.2519479296841659, 7.204961832389508, -7.204961832389508},
                     1e-6);
    bench_check_flow(e, (double[]){80, 82}, (double[]){-0.04, 0.02, -0.02}, CURVE);
}

static void flooding(void **state)
{
    (void)state;
    static const double want[][2] = {{63.151, 49.77626703322907}, {70, 71.93709132875736},    {80, 102.21130289543167},
                                     {90, 123.70686342294167},    {100, 130.86968379019194},  {110, 117.93315725282467},
                                     {120, 73.67755496420213},    {125.5, 17.684760184434804}};
    const cd_curve *curve = cd_nitrogen_flooding(b.arena, 0.01);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        CHECK_REL(cd_curve_value(curve, want[i][0]), want[i][1], CURVE);
    /* far above the limit the pipe carries just that, at the mean of its ends */
    CHECK_REL(bench_flow(pipe_of("fluid = nitrogen\nG = 1e4 W/K\ndiameter = 10 mm\n"), 85, 75, NULL, NULL),
              102.21130289543167, 1e-4);
    assert_string_equal(ex.trust_what, "flooding limit of nitrogen");
}

static void conductance(void **state)
{
    (void)state;
    void *params = bench_read(&b, "[heat_pipe p]\nbetween = A, B\n" PIPE "diode = no\nwall = 1 mW/K\n", NULL);
    CHECK_REL(cd_kind_heat_pipe.conductance(params, 90), 5.001, 1e-6);
    CHECK_REL(cd_kind_heat_pipe.conductance(params, 20), 0.001, 1e-6);
}

#define SECTION "[heat_pipe p]\nbetween = A, B\n"

static void errors(void **state)
{
    (void)state;
    bench_error(&b, SECTION "fluid = helium\nG = 5 W/K\nQ_max = 20 W\n", "unrecognized word \"helium\" for fluid",
                "nitrogen", "helium");
    bench_error(&b, SECTION "fluid = nitrogen\nQ_max = 20 W\n", "missing key \"G\" in heat_pipe \"p\"", "end to end",
                "[heat_pipe p]");
    bench_error(&b, SECTION "fluid = nitrogen\nG = 5 W/K\n", "missing key \"Q_max\" in heat_pipe \"p\"",
                "diameter = 10 mm", "[heat_pipe p]");
    bench_error(&b, SECTION PIPE "diameter = 1 cm\n", "\"Q_max\" has no meaning beside \"diameter\"", "keep one",
                "20 W");
    bench_error(&b, SECTION "fluid = neon\nG = 5 W/K\ndiameter = 1 cm\n",
                "the flooding limit of neon in a tube is not known here in heat_pipe \"p\"", "Q_max = 20 W", "1 cm");
    bench_error(&b, SECTION PIPE "diode = no\ndiode_width = 1 K\n",
                "\"diode_width\" has no meaning beside \"diode = no\"", "diode = yes", "1 K");
    bench_error(&b, SECTION PIPE "width = 0.01 K\n", "width of heat_pipe \"p\" must be at least 0.1 K", NULL, "0.01 K");
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
        cmocka_unit_test(window),      cmocka_unit_test(diode),  cmocka_unit_test(flooding),
        cmocka_unit_test(conductance), cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
