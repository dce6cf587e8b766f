/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Radiation between two surfaces: heat and partials against values computed elsewhere, the orientation of concentric
 * surfaces, and every error.
 *
 * Checks of radiation that are not here, with the reason: enclosures are in test_link_enclosure.c; emissivities of
 * clean metals from their resistivity (Parker and Abbott), and their absorptivity of warmer light, are no law of this
 * program: surfaces come from the library of materials.
 */
#include "../link_bench.h"

#define CLOSED 1e-8

static bench b;
static cd_expander ex;

static const bench_element *radiation(const char *keys)
{
    bench_expand(&b, &ex, cd_arena_printf(b.arena, "[radiation r]\nbetween = A, B\n%s", keys));
    assert_int_equal(ex.n_elements, 1);
    return &ex.elements[0];
}

static void geometries(void **state)
{
    (void)state;
    bench_check_flow(radiation("area = 1 m^2\nemissivity = 0.1, 0.05\n"), (double[]){300, 77},
                     (double[]){15.769207548090876, 0.21117256456965522, -0.0035706386822473477}, CLOSED);
    bench_check_flow(radiation("area = 0.5 m^2\nouter_area = 0.8 m^2\nemissivity = 0.05, 0.2\ngeometry = concentric\n"),
                     (double[]){50, 300}, (double[]){-10.19879843417361, 0.0006300416021111111, -0.136088986056},
                     CLOSED);
    const double specular[] = {-9.561373532037761, 0.0005906640019791667, -0.1275834244275};
    bench_check_flow(radiation("area = 0.5 m^2\nouter_area = 0.8 m^2\nemissivity = 0.05, 0.2\ngeometry = concentric\n"
                               "specular = yes\n"),
                     (double[]){50, 300}, specular, CLOSED);
    bench_check_flow(radiation("area = 0.5 m^2\nemissivity = 0.05, 0.2\ngeometry = concentric\nspecular = yes\n"),
                     (double[]){50, 300}, specular, CLOSED);
    bench_check_flow(radiation("area = 100 cm^2\nemissivity = 0.3\ngeometry = small_in_large\n"), (double[]){300, 80},
                     (double[]){1.370933227730933, 0.018372013117560003, -0.00034838780430336}, CLOSED);
    /* the same as plates of 0.1 and 0.05: D = 29; and one number for both surfaces: one shield halves 11.7258 W */
    bench_check_flow(radiation("area = 1 m^2\neffective_emissivity = 0.034482758620689655\n"), (double[]){300, 77},
                     (double[]){15.769207548090876, 0.21117256456965522, -0.0035706386822473477}, CLOSED);
    CHECK_REL(bench_flow(radiation("area = 1 m^2\nemissivity = 0.05\n"), 300, 77, NULL, NULL), 2 * 5.862910498649172,
              CLOSED);
}

static void shields(void **state)
{
    (void)state;
    /* one shield, all of 0.05 */
    CHECK_REL(bench_flow(radiation("area = 1 m^2\nemissivity = 0.05\nshields = 1\nshield_emissivity = 0.05\n"), 300, 77,
                         NULL, NULL),
              5.862910498649172, CLOSED);
    /* D = (1/e1 + 1/es - 1) + (N - 1)(2/es - 1) + (1/es + 1/e2 - 1) */
    double D = (10 + 25 - 1) + 4 * (50 - 1) + (25 + 20 - 1);
    CHECK_REL(bench_flow(radiation("area = 1 m^2\nemissivity = 0.1, 0.05\nshields = 5\nshield_emissivity = 0.04\n"),
                         300, 77, NULL, NULL),
              15.769207548090876 * 29 / D, CLOSED);
    /* and with emissivities of temperature */
    CHECK_REL(
        bench_flow(radiation("area = 1 m^2\nemissivity = copper_polished\nshields = 1\nshield_emissivity = 0.04\n"),
                   300, 77, NULL, NULL),
        5.670374419e-8 * (8.1e9 - 35153041.0) / (50 + 1 / 0.012 - 1 + 49), 1e-7);
}

static void no_digits_are_lost(void **state)
{
    (void)state;
    const bench_element *e = radiation("area = 1 m^2\nemissivity = 0.1, 0.05\n");
    /* 77 K less 1e-7 of it; Q with 40 digits */
    CHECK_REL(bench_flow(e, 77, 0x1.33fffdfb4301ep+6, NULL, NULL), 2.74939137206918994e-8, 1e-13);
    assert_true(bench_flow(e, 77, 77, NULL, NULL) == 0);
    assert_true(bench_flow(e, 0, 0, NULL, NULL) == 0);
}

/* e1 = 0.02 + 1e-4 T, e2 = 0.01 + 5e-5 T on 1 m^2: the published check has exact straight lines. */
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
    bench_check_flow(radiation("area = 1 m^2\nemissivity = s1, s2\n"), (double[]){300, 80},
                     (double[]){5.05346635, 0.0699573478, 0.0129717886}, 2e-7);
    b.library = NULL;
}

static void surfaces_by_name(void **state)
{
    (void)state;
    /* 0.02 at 300 K, 0.012 at 77 K (materials/copper_polished.ini); 5.670374419e-8 (300^4 - 77^4) / (1/0.02 + 1/0.012 -
     * 1) */
    const bench_element *e = radiation("area = 1 m^2\nemissivity = copper_polished\n");
    CHECK_REL(bench_flow(e, 300, 77, NULL, NULL), 5.670374419e-8 * (8.1e9 - 35153041.0) / (50 + 1 / 0.012 - 1), 1e-7);
    assert_int_equal(ex.n_audited, 2);
    assert_string_equal(ex.trust_what, "emissivity");
    assert_string_equal(ex.trust_why, "that of copper_polished is recalled, not read again");
    radiation("area = 1 m^2\nemissivity = copper_asreceived, stainless_polished\n"); /* both doubts are told */
    assert_string_equal(ex.trust_why, "that of copper_asreceived is of grade D, an order of magnitude, that of "
                                      "stainless_polished is recalled, not read again");
    ex.trust_why = NULL;
    e = radiation("area = 1 m^2\nemissivity = 0.1, 0.05\n");
    assert_int_equal(ex.n_audited, 0);
}

static void conductance(void **state)
{
    (void)state;
    void *params = bench_read(&b, "[radiation r]\nbetween = A, B\narea = 1 m^2\nemissivity = 0.1, 0.05\n", NULL);
    CHECK_REL(cd_kind_radiation.conductance(params, 300), 0.21117256456965522, CLOSED);
}

#define SECTION "[radiation r]\nbetween = A, B\narea = 0.6 m^2\n"

static void errors(void **state)
{
    (void)state;
    bench_error(&b, SECTION, "missing key \"emissivity\" in radiation \"r\"", "effective_emissivity = 0.02",
                "[radiation r]");
    bench_error(&b, SECTION "emissivity = 0.1\neffective_emissivity = 0.02\n",
                "\"emissivity\" has no meaning beside \"effective_emissivity\" in radiation \"r\"", "keep", "0.1");
    bench_error(&b, SECTION "geometry = plates\neffective_emissivity = 0.02\n", "\"geometry\" has no meaning", "keep",
                "plates");
    bench_error(&b, SECTION "outer_area = 2 m^2\neffective_emissivity = 0.02\n", "\"outer_area\" has no meaning",
                "keep", "2 m^2");
    bench_error(&b, SECTION "emissivity = 0.1\nouter_area = 2 m^2\n",
                "\"outer_area\" has no meaning beside \"geometry = plates\" in radiation \"r\"",
                "geometry = concentric", "2 m^2");
    bench_error(&b, SECTION "emissivity = 0.1\nspecular = yes\n",
                "\"specular\" has no meaning beside \"geometry = plates\"", "geometry = concentric", "yes");
    bench_error(&b, SECTION "emissivity = 0.1\ngeometry = concentric\n",
                "missing key \"outer_area\" in radiation \"r\"", "outer_area = 0.8 m^2", "[radiation r]");
    bench_error(&b, SECTION "emissivity = 0.1\ngeometry = concentric\nouter_area = 0.5 m^2\n",
                "outer_area 0.5 m^2 is smaller than the inner area 0.6 m^2 in radiation \"r\"", "inner surface",
                "0.5 m^2");
    bench_error(&b, SECTION "emissivity = 0.1, 0.2\ngeometry = small_in_large\n",
                "two emissivities in radiation \"r\", whose geometry is small_in_large", "small body alone",
                "0.1, 0.2");
    bench_error(&b, SECTION "emissivity = 0.1\nshields = 2\n", "missing key \"shield_emissivity\" in radiation \"r\"",
                "0.05", "[radiation r]");
    bench_error(&b, SECTION "emissivity = 0.1\nshield_emissivity = 0.05\n",
                "\"shield_emissivity\" has no meaning beside \"no shields\"", "shields = 1", "0.05");
    bench_error(&b, SECTION "emissivity = 0.1\ngeometry = small_in_large\nshields = 2\nshield_emissivity = 0.05\n",
                "\"shields\" has no meaning beside \"geometry = small_in_large\"", "massless node", "2");
    bench_error(&b, SECTION "effective_emissivity = 0.1\nshields = 2\n",
                "\"shields\" has no meaning beside \"effective_emissivity\"", "keep", "2");
    /* what the field table refuses */
    bench_error(&b, SECTION "emissivity = 1.1\n", "emissivity", NULL, "1.1");
    bench_error(&b, SECTION "emissivity = 0.1, 0\n", "emissivity", NULL, "0");
    bench_error(&b, SECTION "emissivity = 0.1, 0.2, 0.3\n", "emissivity", NULL, "0.1, 0.2, 0.3");
    bench_error(&b, SECTION "emissivity = copper_polishd\n", "unrecognized material \"copper_polishd\"",
                "did you mean \"copper_polished\"", "copper_polishd");
    bench_error(&b, SECTION "emissivity = ss304\n", "material \"ss304\" has no emissivity", "name a surface", "ss304");
    bench_error(&b, SECTION "emissivity = 0.1\ngeometry = sphere\n", "sphere", NULL, "sphere");
    bench_error(&b, SECTION "effective_emissivity = 0\n", "effective_emissivity", NULL, "0");
    bench_error(&b, "[radiation r]\nbetween = A, B\narea = -1 m^2\nemissivity = 0.1\n", "area", NULL, "-1 m^2");
    bench_error(&b, "[radiation r]\nbetween = A, B\nemissivity = 0.1\n", "area", NULL, "[radiation r]");
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
        cmocka_unit_test(geometries),
        cmocka_unit_test(shields),
        cmocka_unit_test(no_digits_are_lost),
        cmocka_unit_test(emissivities_of_temperature),
        cmocka_unit_test(surfaces_by_name),
        cmocka_unit_test(conductance),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
