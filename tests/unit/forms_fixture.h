/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * forms_fixture - for the tests of forms: a material with one piece, and the numbers of a pure metal.
 */
#ifndef CD_TESTS_FORMS_FIXTURE_H
#define CD_TESTS_FORMS_FIXTURE_H

#include "material_texts.h"

/* pow, exp and exp10 of numbers around 10 lose some units in the last place; a wrong digit of a coefficient shows at
 * 1e-10 at the least. */
static const double rounding = 1e-13;

/* The property of a material "m" with one piece: `head` are keys of its [material], `keys` those of the piece, `spec`
 * is how it is asked for. */
static inline const cd_property *property_of(fixture *f, cd_property_kind kind, const char *head, const char *keys,
                                             const char *spec)
{
    no_library(f);
    const char *text = cd_arena_printf(f->arena,
                                       "[material m]\n%s\n[piece p]\nmaterial = m\nproperty = %s\n"
                                       "range = 1 K .. 320 K\n" ABOUT "%s\n",
                                       head, cd_properties[kind].word, keys);
    bool good = define(f, text);
    expect_none(f);
    assert_true(good);
    const cd_material *material = material_of(f, spec);
    expect_none(f);
    assert_non_null(material);
    return cd_material_property(material, kind);
}

static inline const cd_property *k_of(fixture *f, const char *head, const char *keys, const char *spec)
{
    return property_of(f, CD_PROPERTY_K, head, keys, spec);
}

static inline void wrong_keys(fixture *f, const char *head, const char *property, const char *keys, const char *words)
{
    no_library(f);
    const char *text = cd_arena_printf(
        f->arena, "[material m]\n%s\n[piece p]\nmaterial = m\nproperty = %s\nrange = 1 K .. 320 K\n" ABOUT "%s\n", head,
        property, keys);
    assert_false(define(f, text));
    expect_one(f, CD_ERROR, words, NULL);
}

/* A pure metal, and the keys of its laws. */
#define RRR_HEAD   "RRR = 100\nRRR_range = 10 .. 2000\nB_range = 0 T .. 15 T"
#define RHO_LAW    "1.2e-17, 4.5, 3.8e10, 1.1, 50, 6.4, 0.45"
#define KOHLER     "-2.662, 0.3168, 0.6229, -0.1839, 0.01827"
#define K_LAW      "form = hust_lankford\nP = 1.7e-8, 2.7, 1100, -0.16, 70, 1.75, 0.84\nrho_ref = 1.55e-8\nL0 = 2.443e-8\n"
#define K_SMALL    "Wc = -0.00012, 420, 470, 0.7, -0.0002, 70, 90, 0.45\nP7_beta_exp = 0.1661\n"
#define K_IN_FIELD "rho_P = " RHO_LAW "\nrho_273 = 1.553e-8\nkohler = " KOHLER "\n"

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

#endif
