/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unit_fixture - for the tests of unit texts: the units, and the diagnostics of one reading.
 */
#ifndef CD_TESTS_UNIT_FIXTURE_H
#define CD_TESTS_UNIT_FIXTURE_H

#include "../../src/text/unit_impl.h"
#include "../check.h"

#include <stdlib.h>
#include <string.h>

/* udunits2 builds its units from decimal fractions: a few roundings of 1e-16. A wrong definition is off by 1e-7 at
 * least (the torr and the millimetre of mercury). */
#define ROUNDING 1e-14

typedef struct {
    jmp_buf landing;
    cd_arena *arena;
    cd_diags *diags;
    cd_units *units;
} fixture;

static inline fixture *fixture_new(void)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->arena = cd_arena_new(&f->landing);
    f->diags = cd_diags_new(f->arena);
    f->units = cd_units_new();
    assert_non_null(f->units);
    return f;
}

static inline void fixture_free(fixture *f)
{
    cd_units_free(f->units);
    cd_arena_free(f->arena);
    free(f);
}

static inline cd_value value_of(fixture *f, const char *text)
{
    return cd_value_of_source(cd_source_from_text(f->arena, "test.ini", text, strlen(text)));
}

/* Reads a unit from the start of a text, with the diagnostics of this reading alone. */
static inline size_t read_unit(fixture *f, const char *text, bool in_expression, cd_unit *unit)
{
    cd_value value = value_of(f, text);
    f->diags = cd_diags_new(f->arena);
    return cd_unit_read(f->arena, f->units, f->diags, &value, 0, in_expression, unit);
}

static inline void expect_unit(fixture *f, const char *text, cd_quantity quantity, double scale, double offset)
{
    cd_unit unit;
    size_t end = read_unit(f, text, false, &unit);
    if (end != strlen(text) || cd_diags_size(f->diags) != 0 || !cd_dim_equal(unit.dim, cd_quantities[quantity].dim)) {
        print_error("\"%s\": read %zu bytes, %zu diagnostics, %s\n", text, end, cd_diags_size(f->diags),
                    cd_dim_text(f->arena, unit.dim));
        fail();
    }
    if (fabs(unit.scale - scale) > ROUNDING * scale)
        print_error("\"%s\":\n", text);
    CHECK_REL(unit.scale, scale, ROUNDING);
    CHECK_NEAR(unit.offset, offset, 1e-12 * (offset + 1e-300));
}

#endif
