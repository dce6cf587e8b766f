/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Enclosures: three surfaces and two against values computed elsewhere, black surfaces, and every error.
 */
#include "../link_bench.h"

#define CLOSED 1e-8

static bench b;
static cd_expander ex;

static const bench_element *enclosure(const char *keys)
{
    bench_expand(&b, &ex, cd_arena_printf(b.arena, "[enclosure e]\n%s", keys));
    assert_int_equal(ex.n_elements, 1);
    return &ex.elements[0];
}

/* The long duct of three equal sides. */
#define DUCT                                                                                                           \
    "surfaces = A, B, C\nareas = 1 m^2, 1 m^2, 1 m^2\nview = 0, 0.5, 0.5\nview = 0.5, 0, 0.5\nview = 0.5, 0.5, 0\n"

static void duct(void **state)
{
    (void)state;
    const double T_K[] = {300, 77, 20};
    double Q_W[3], J[9];
    const bench_element *e = enclosure(DUCT "emissivity = 0.1, 0.5, 0.8\n");
    assert_int_equal(e->flow(e->params, T_K, (cd_when){0, 0}, Q_W, J), 0);
    /* published: what leaves each */
    CHECK_REL(Q_W[0], -44.7050387252817, CLOSED);
    CHECK_REL(Q_W[1], 15.094986730147378, CLOSED);
    CHECK_REL(Q_W[2], 29.610051995134334, CLOSED);
    CHECK_REL(J[0], -0.5969941369437736, CLOSED);
    CHECK_REL(J[1], 0.003581867105776428, CLOSED);
    CHECK_REL(J[2], 0.00011412074302389939, CLOSED);
    /* K12, K13, K23 = 0.0345912, 0.0628931, 0.3647799 m^2 */
    const double s = 4 * 5.670374419e-8;
    CHECK_REL(J[3], s * 2.7e7 * 0.034591194968553465, CLOSED);
    CHECK_REL(J[6], s * 2.7e7 * 0.0628930817610063, CLOSED);
    CHECK_REL(J[7], s * 456533 * 0.3647798742138365, CLOSED);
    assert_int_equal(cd_kind_enclosure.terminals(e->params, (int[8]){0}), 3);
}

static void agrees_with_radiation(void **state)
{
    (void)state;
    /* concentric, the outer one sees itself: the same as [radiation] with geometry = concentric */
    const bench_element *e = enclosure("surfaces = A, B\nareas = 0.5 m^2, 0.8 m^2\nemissivity = 0.05, 0.2\n"
                                       "view = 0, 1\nview = 0.625, 0.375\n");
    bench_check_flow(e, (double[]){50, 300}, (double[]){-10.19879843417361, 0.0006300416021111111, -0.136088986056},
                     CLOSED);
    /* plates of one emissivity: D = 39; black ones: D = 1 */
    e = enclosure("surfaces = A, B\nareas = 1 m^2, 1 m^2\nemissivity = 0.05\nview = 0, 1\nview = 1, 0\n");
    CHECK_REL(bench_flow(e, 300, 77, NULL, NULL), 2 * 5.862910498649172, CLOSED);
    e = enclosure("surfaces = A, B\nareas = 1 m^2, 1 m^2\nemissivity = 1\nview = 0, 1\nview = 1, 0\n");
    CHECK_REL(bench_flow(e, 300, 77, NULL, NULL), 5.670374419e-8 * (8.1e9 - 35153041.0), CLOSED);
}

/* e1 = 0.02 + 1e-4 T, e2 = 0.01 + 5e-5 T on plates of 1 m^2: published with exact straight lines. */
static void emissivities_of_temperature(void **state)
{
    (void)state;
    const char *text = "[material s1]\nemissivity = $(0.02 + T / 10000 K)\n"
                       "[material s2]\nemissivity = $(0.01 + T / 20000 K)\n";
    const char *folder = CD_DATA_ROOT "/materials";
    cd_ini ini = {0};
    b.library = cd_materials_new(&b.rd, &folder, 1);
    cd_ini_read_source(b.arena, cd_source_from_text(b.arena, "bench", text, strlen(text)), b.rd.diags, &ini);
    assert_true(cd_materials_define(b.library, &b.rd, &ini));
    bench_check_flow(
        enclosure("surfaces = A, B\nareas = 1 m^2, 1 m^2\nemissivity = s1, s2\nview = 0, 1\nview = 1, 0\n"),
        (double[]){300, 80}, (double[]){5.05346635, 0.0699573478, 0.0129717886}, 2e-7);
    assert_int_equal(ex.n_audited, 2);
    b.library = NULL;
}

#define SECTION "[enclosure e]\nsurfaces = A, B\nareas = 0.5 m^2, 0.8 m^2\nemissivity = 0.1\n"

static void errors(void **state)
{
    (void)state;
    bench_error(&b, SECTION, "missing key \"view\" in enclosure \"e\"", "adds up to 1", "[enclosure e]");
    bench_error(&b, SECTION "view = 0, 1\n", "2 values of \"view\" for 2 surfaces of enclosure \"e\"",
                "one line for each", "0, 1");
    bench_error(&b, SECTION "view = 0, 1\nview = 0.625, 0.3\n",
                "the view factors of surface 2 of enclosure \"e\" add up to 0.925, not to 1", "closes the enclosure",
                "0.625, 0.3");
    bench_error(&b, SECTION "view = 0, 1\nview = 0.5, 0.5\n",
                "A F of surfaces 1 and 2 of enclosure \"e\" is 0.5 m^2 one way and 0.4 m^2 the other",
                "from surface 2 to 1 write 0.625", "0.5, 0.5");
    bench_error(&b, SECTION "view = 0, 1.2\nview = 0.625, 0.375\n", "a view factor must be from 0 to 1; this is 1.2",
                "share of light", "1.2");
    bench_error(&b, "[enclosure e]\nsurfaces = A, B\nareas = 0.5 m^2\nemissivity = 0.1\nview = 0, 1\nview = 1, 0\n",
                "1 values of \"areas\" for 2 surfaces of enclosure \"e\"", "one for each", "0.5 m^2");
    bench_error(&b, "[enclosure e]\nsurfaces = A, B, C\nareas = 1 m^2, 1 m^2, 1 m^2\nemissivity = 0.1, 0.2\nview = 0\n",
                "2 values of \"emissivity\" for 3 surfaces of enclosure \"e\"", "one for all", "0.1, 0.2");
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
        cmocka_unit_test(duct),
        cmocka_unit_test(agrees_with_radiation),
        cmocka_unit_test(emissivities_of_temperature),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
