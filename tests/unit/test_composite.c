/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_composite - materials mixed from others, against numbers by hand; and what is said of parts that cannot be
 * mixed.
 */
#include "material_texts.h"

/* Two parts: 8000 and 2000 kg/m^3, k 100 and 2 W/(m K), c 400 and 1000 J/(kg K). */
#define PARTS                                                                                                          \
    "[material a]\ndensity = 8000 kg/m^3\nk = 100 W/(m K)\nc = 400 J/(kg K)\n"                                         \
    "[material b]\ndensity = 2000 kg/m^3\nk = 2 W/(m K)\nc = 1000 J/(kg K)\n"

/* The mixture of PARTS that `keys` describe. */
static const cd_material *mixed(fixture *f, const char *keys)
{
    no_library(f);
    bool good = define(f, cd_arena_printf(f->arena, PARTS "[material m]\n%s\n", keys));
    expect_none(f);
    assert_true(good);
    const cd_material *m = material_of(f, "m");
    assert_non_null(m);
    return m;
}

/* The values come from curves that hold 1e-7, constants exactly. */
static void check(const cd_material *m, double density_kg_per_m3, double k, double c)
{
    CHECK_REL(m->density_kg_per_m3, density_kg_per_m3, 1e-14);
    const double T_K[] = {1, 20, 300};
    for (int i = 0; i < 3; i++) {
        CHECK_REL(source_at(m->conductivity, T_K[i]), k, 1e-13);
        CHECK_REL(cd_curve_value(m->conductivity->curve, T_K[i]), k, 1e-13);
        CHECK_REL(source_at(m->specific_heat, T_K[i]), c, 1e-13);
        CHECK_REL(cd_curve_value(m->specific_heat->curve, T_K[i]), c, 1e-13);
    }
}

/* 3/4 of the volume: 6500 kg/m^3, of which 6000 are a's. Maxwell-Garnett: k_m (k_i + 2 k_m + 2 f (k_i - k_m)) /
 * (k_i + 2 k_m - f (k_i - k_m)), a quarter of b in a: 100 (202 - 49) / (202 + 24.5). */
static void fractions_by_volume(void **state)
{
    fixture *f = *state;
    const double c = (6000.0 * 400 + 500 * 1000) / 6500;
    check(mixed(f, "composite = a 0.75, b 0.25"), 6500, 75.5, c);
    check(mixed(f, "composite = a 0.75, b 0.25\nfractions = volume\nmixing = parallel"), 6500, 75.5, c);
    check(mixed(f, "composite = b 0.25, a 0.75\nmixing = series"), 6500, 1 / (0.75 / 100 + 0.25 / 2), c);
    check(mixed(f, "composite = a 0.75, b 0.25\nmixing = maxwell_garnett"), 6500, 100 * 153.0 / 226.5, c);
    /* The matrix is the first: 3/4 of a in b. */
    check(mixed(f, "composite = b 0.25, a 0.75\nmixing = maxwell_garnett"), 6500,
          2 * (104 + 1.5 * 98) / (104 - 0.75 * 98), c);
    check(mixed(f, "composite = a 0.5, a 0.25, b 0.25"), 6500, 75.5, c);
    check(mixed(f, "composite = a 1"), 8000, 100, 400);
}

/* 3/4 of the mass: per kg 0.75/8000 and 0.25/2000 m^3, so 3/7 and 4/7 of the volume. */
static void fractions_by_mass(void **state)
{
    fixture *f = *state;
    const double density = 1 / (0.75 / 8000 + 0.25 / 2000), c = 0.75 * 400 + 0.25 * 1000;
    check(mixed(f, "composite = a 0.75, b 0.25\nfractions = mass"), density, (3 * 100 + 4 * 2) / 7.0, c);
    check(mixed(f, "composite = a 0.75, b 0.25\nfractions = mass\nmixing = series"), density, 7 / (3.0 / 100 + 4.0 / 2),
          c);
    check(mixed(f, "composite = a 0.75, b 0.25\nfractions = mass\nmixing = maxwell_garnett"), density,
          100 * (202 - 98 * 8.0 / 7) / (202 + 98 * 4.0 / 7), c);
}

/* Fractions may be rounded: 0.3333 three times makes thirds. A density that is stated stands, and so does a piece. */
static void what_else_a_composite_may_have(void **state)
{
    fixture *f = *state;
    const cd_material *m = mixed(f, "composite = a 0.3333, a 0.3333, b 0.3333");
    CHECK_REL(m->density_kg_per_m3, 6000, 1e-14);
    CHECK_REL(source_at(m->conductivity, 20), 202.0 / 3, 1e-13);
    m = mixed(f, "composite = a 0.75, b 0.25\ndensity = 6.1 g/cm^3");
    CHECK_REL(m->density_kg_per_m3, 6100, 1e-14);
    m = mixed(f, "composite = a 0.75, b 0.25\nk = 7 W/(m K)");
    check(m, 6500, 7, (6000.0 * 400 + 500 * 1000) / 6500);
    m = mixed(f, "composite = a 0.75, b 0.25\n[piece p]\nmaterial = m\nproperty = c\nform = constant\nvalue = 3\n"
                 "range = 4 K .. 300 K\n" ABOUT);
    check(m, 6500, 75.5, 3);
    assert_null(m->resistivity);
    assert_null(m->emissivity);
}

/* A property that one part lacks the composite lacks. */
static void a_part_may_lack_a_property(void **state)
{
    fixture *f = *state;
    no_library(f);
    assert_true(define(f, PARTS
                       "[material d]\ndensity = 1000 kg/m^3\nc = 1 J/(kg K)\n[material m]\ncomposite = a 0.5, d 0.5\n"
                       "[material n]\ncomposite = m 0.5, b 0.5\n"));
    const cd_material *m = material_of(f, "m"), *n = material_of(f, "n");
    assert_true(m->specific_heat && !m->conductivity);
    CHECK_REL(source_at(m->specific_heat, 20), (4000.0 * 400 + 500) / 4500, 1e-13);
    /* A composite of a composite: 4500 and 2000 kg/m^3. */
    CHECK_REL(n->density_kg_per_m3, 3250, 1e-14);
    CHECK_REL(source_at(n->specific_heat, 20), (2000.0 * 400 + 250 + 1000 * 1000) / 3250, 1e-13);
    expect_none(f);
}

/* RRR and field reach the parts that take them, unless a part's text has its own. */
static void RRR_and_field_reach_the_parts(void **state)
{
    fixture *f = *state;
    fresh_materials(f);
    assert_true(define(f, "[material wire]\nRRR = 100\nRRR_range = 10 .. 2000\nB_range = 0 T .. 15 T\n"
                          "composite = copper 0.6, nbti 0.4\n"
                          "[material own]\nRRR = 100\nRRR_range = 10 .. 2000\nB_range = 0 T .. 15 T\n"
                          "composite = copper(RRR=200, B=1 T) 0.6, nbti 0.4\n"));
    const cd_material *wire = material_of(f, "wire(RRR=50, B=3 T)"), *copper = material_of(f, "copper(RRR=50, B=3 T)");
    const cd_material *nbti = material_of(f, "nbti(B=3 T)");
    assert_string_equal(wire->name, "wire(RRR=50, B=3 T)");
    for (double T_K = 1.5; T_K < 300; T_K *= 1.31) {
        CHECK_REL(source_at(wire->conductivity, T_K),
                  0.6 * source_at(copper->conductivity, T_K) + 0.4 * source_at(nbti->conductivity, T_K), 1e-14);
        CHECK_REL(
            source_at(wire->specific_heat, T_K),
            (0.6 * 8960 * source_at(copper->specific_heat, T_K) + 0.4 * 6000 * source_at(nbti->specific_heat, T_K)) /
                (0.6 * 8960 + 0.4 * 6000),
            1e-14);
    }
    /* Its transition is that of its part. */
    assert_int_equal(wire->specific_heat->n_jumps, 1);
    CHECK_REL(wire->specific_heat->jumps_K[0], 9.2 * pow(1 - 3 / 14.5, 0.59), 1e-14);
    const cd_material *own = material_of(f, "own(RRR=50, B=3 T)"), *pure = material_of(f, "copper(RRR=200, B=1 T)");
    CHECK_REL(source_at(own->conductivity, 4),
              0.6 * source_at(pure->conductivity, 4) + 0.4 * source_at(nbti->conductivity, 4), 1e-14);
    expect_none(f);
}

/* The worst of the parts is said of the mixture, over the range that all parts have. */
static void grades_and_ranges(void **state)
{
    fixture *f = *state;
    no_library(f);
    assert_true(define(f, "[material a]\ndensity = 1 kg/m^3\n[piece a]\nmaterial = a\nproperty = k\nform = constant\n"
                          "value = 1\nrange = 2 K .. 50 K\ngrade = A\nerror = 0.02\nsource = s\n"
                          "[piece a2]\nmaterial = a\nproperty = k\nform = constant\nvalue = 1\nrange = 50 K .. 320 K\n"
                          "grade = D\nerror = 0.5\nestimate = yes\nsource = s\n"
                          "[material b]\ndensity = 1 kg/m^3\n[piece b]\nmaterial = b\nproperty = k\nform = constant\n"
                          "value = 1\nrange = 4 K .. 300 K\ngrade = B\nerror = 0.1\nrecalled = yes\nsource = s\n"
                          "[material m]\ncomposite = a 0.5, b 0.5\n"));
    const cd_property *k = material_of(f, "m")->conductivity;
    assert_true(k->T_min_K == 4 && k->T_max_K == 300 && k->n_pieces == 2);
    const cd_piece *low = &k->pieces[0], *high = &k->pieces[1];
    assert_true(low->T_min_K == 4 && low->T_max_K == 50 && high->T_min_K == 50 && high->T_max_K == 300);
    assert_true(low->grade == CD_GRADE_B && !low->estimate && low->recalled);
    assert_true(high->grade == CD_GRADE_D && high->estimate && high->recalled);
    CHECK_REL(low->rel_error, 0.5 * 0.02 + 0.5 * 0.1, 1e-14); /* both parts carry half */
    CHECK_REL(high->rel_error, 0.5 * 0.5 + 0.5 * 0.1, 1e-14);
    assert_string_equal(low->source, "mixed from its parts (parallel)");
    /* A part that carries 3 % of the heat does not decide how good the whole is. */
    assert_true(define(f, "[material mostly_b]\ncomposite = a 0.03, b 0.97\n"));
    assert_int_equal(material_of(f, "mostly_b")->conductivity->pieces[1].grade, CD_GRADE_B);
    expect_none(f);
}

static void a_file_may_be_a_composite(void **state)
{
    fixture *f = *state;
    char folder[32];
    write_file_named(folder, "alloy.ini",
                     "[material alloy]\nalias = mix\ncomposite = ss304 0.75, copper(RRR=100) 0.25\nmixing = series\n");
    const char *folders[] = {folder, CD_DATA_ROOT "/materials"};
    f->materials = cd_materials_new(&f->rd, folders, 2);
    const cd_material *alloy = material_of(f, "mix"), *steel = material_of(f, "ss304"),
                      *copper = material_of(f, "copper(RRR=100)");
    forget_file(folder, "alloy.ini");
    expect_none(f);
    assert_string_equal(alloy->name, "alloy");
    CHECK_REL(source_at(alloy->conductivity, 20),
              1 / (0.75 / source_at(steel->conductivity, 20) + 0.25 / source_at(copper->conductivity, 20)), 1e-14);
    CHECK_REL(alloy->density_kg_per_m3, 0.75 * steel->density_kg_per_m3 + 0.25 * copper->density_kg_per_m3, 1e-14);
    assert_null(alloy->resistivity);
}

static void wrong_composites(void **state)
{
    fixture *f = *state;
    const struct {
        const char *keys, *words, *hint;
    } wrong[] = {
        {"composite = a 0.75, c 0.25", "material \"c\" has no density", "a composite needs the density of each part"},
        {"composite = a 0.75, d 0.25", "unrecognized material \"d\"", NULL},
        {"composite = a 0.75, m 0.25", "material \"m\" is made of itself", "take it out of its own parts"},
        {"composite = a 0.75, b 0.2", "the fractions add up to 0.95 in material \"m\"",
         "fractions of all parts make 1"},
        {"composite = a 0.75, b 0.2489", "the fractions add up to 0.9989", NULL},
        {"composite = a 0.4, a 0.3, b 0.3\nmixing = maxwell_garnett", "mixing = maxwell_garnett takes two parts",
         "the first is the matrix, the second the inclusions"},
        {"composite = a 1\nmixing = maxwell_garnett", "mixing = maxwell_garnett takes two parts", NULL},
        {"composite = a 1.5, b 0.5", "fraction 1.5 out of range", "above 0 and at most 1"},
        {"composite = a 1, b 0", "fraction 0 out of range", NULL},
        {"composite = a, b 0.5", "a part of the composite is not a material and a fraction", "copper(RRR=100) 0.8"},
        {"composite = 0.5, b 0.5", "a part of the composite is not a material and a fraction", NULL},
        {"composite = a(0.5), b 0.5", "a part of the composite is not a material and a fraction", NULL},
        {"composite = a half, b 0.5", "", NULL},
        {"composite = a 0.5 K, b 0.5", "", NULL},
        {"composite = a 0.5, b 0.5\nfractions = weight", "unrecognized fractions \"weight\"",
         "choose from: volume, mass"},
        {"composite = a 0.5, b 0.5\nmixing = paralel", "unrecognized mixing \"paralel\"", "did you mean \"parallel\"?"},
        {"k = 1 W/(m K)\nmixing = series", "missing key \"composite\"", "composite = copper(RRR=100) 0.8"},
        {"composite = a(RRR=5) 0.5, b 0.5", "material \"a\" takes no RRR", NULL},
        {"composite = e 0.5, a 0.5", "composite \"m\" has neither c nor k: a part lacks each", NULL},
        {"composite = ring 0.5, a 0.5\n[material ring]\ncomposite = m 0.5, a 0.5", "material \"m\" is made of itself",
         NULL},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        no_library(f);
        bool good = define(f, cd_arena_printf(f->arena,
                                              PARTS "[material c]\nk = 1 W/(m K)\n"
                                                    "[material e]\ndensity = 1 kg/m^3\nrho = 1 ohm m\n"
                                                    "[material m]\n%s\n",
                                              wrong[i].keys));
        if (good)
            print_error("%s was accepted\n", wrong[i].keys);
        assert_false(good);
        expect_one(f, CD_ERROR, wrong[i].words, wrong[i].hint);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(fractions_by_volume),
        TEST(fractions_by_mass),
        TEST(what_else_a_composite_may_have),
        TEST(a_part_may_lack_a_property),
        TEST(RRR_and_field_reach_the_parts),
        TEST(grades_and_ranges),
        TEST(a_file_may_be_a_composite),
        TEST(wrong_composites),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
