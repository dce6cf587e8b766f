/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_fixture - what the tests of materials and of curves in text share: a reading with two parameters (r = 50,
 * m = 2.5 W/K), values from literals, and a look at the diagnostics.
 */
#ifndef CD_TESTS_MATERIAL_FIXTURE_H
#define CD_TESTS_MATERIAL_FIXTURE_H

#include "../check.h"

#include "../../src/material/material.h"

#include <string.h>

typedef struct {
    jmp_buf no_memory;
    cd_arena *arena;
    cd_units *units;
    cd_diags *diags;
    cd_scope scope;
    cd_reading rd;
    cd_materials *materials;
} fixture;

static inline bool fixture_parameter(void *ctx, const cd_value *name, double *value, cd_type *type)
{
    const cd_reading *rd = ctx;
    *type = (cd_type){0};
    *value = 50;
    if (cd_value_is(name, "r"))
        return true;
    *value = 2.5;
    type->dim = cd_quantities[CD_CONDUCTANCE].dim;
    if (cd_value_is(name, "m"))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(name), NULL, "no such parameter");
    return false;
}

static inline int fixture_set_up(void **state)
{
    static fixture f;
    f = (fixture){.arena = cd_arena_new(&f.no_memory), .units = cd_units_new()};
    f.diags = cd_diags_new(f.arena);
    f.scope = (cd_scope){.ctx = &f.rd, .parameter = fixture_parameter};
    f.rd = (cd_reading){f.arena, f.diags, f.units, &f.scope};
    const char *folder = CD_DATA_ROOT "/materials";
    f.materials = cd_materials_new(&f.rd, &folder, 1);
    *state = &f;
    return 0;
}

static inline int fixture_tear_down(void **state)
{
    fixture *f = *state;
    cd_units_free(f->units);
    cd_arena_free(f->arena);
    return 0;
}

static inline cd_value value_of(fixture *f, const char *text)
{
    return cd_value_of_source(cd_source_from_text(f->arena, "case.ini", text, strlen(text)));
}

static inline const cd_material *material_of(fixture *f, const char *text)
{
    const cd_value value = value_of(f, text);
    return cd_material_get(f->materials, &f->rd, &value);
}

/* Is there exactly one diagnostic since the last look, with this severity, these words in its message, and these in
 * its hint (NULL: no matter)? */
static inline void expect_one(fixture *f, cd_severity severity, const char *words, const char *hint)
{
    size_t n = cd_diags_size(f->diags);
    for (size_t i = 0; i < n; i++) {
        const cd_diag *diag = cd_diags_at(f->diags, i);
        bool same = n == 1 && diag->severity == severity && strstr(diag->message, words) &&
                    (!hint || (diag->hint && strstr(diag->hint, hint)));
        if (!same)
            print_error("wanted \"%s\" (hint \"%s\") alone, got: %s", words, hint ? hint : "any",
                        cd_diag_render(f->arena, diag));
        assert_true(same);
    }
    if (n == 0)
        print_error("wanted \"%s\", got nothing\n", words);
    assert_int_equal(n, 1);
    f->diags = f->rd.diags = cd_diags_new(f->arena);
}

static inline void expect_none(fixture *f)
{
    for (size_t i = 0; i < cd_diags_size(f->diags); i++)
        print_error("unexpected: %s", cd_diag_render(f->arena, cd_diags_at(f->diags, i)));
    assert_int_equal(cd_diags_size(f->diags), 0);
}

#endif
