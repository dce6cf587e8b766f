/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * field_fixture - for the tests of fields: a table with every type of field, and one section read by it.
 */
#ifndef CD_TESTS_FIELD_FIXTURE_H
#define CD_TESTS_FIELD_FIXTURE_H

#include "../../src/text/field.h"
#include "../check.h"

#include <stdlib.h>
#include <string.h>

/* What the table below fills. */
typedef struct {
    double length_m, area_m2, start_K;
    cd_numbers emissivity, times_s;
    int number, segments;
    const char *title;
    int geometry, mass, log;
    cd_value stop;
    cd_values parts;
    int material; /* filled by the resolver: the length of the word */
    int surface;
} strap;

static const char *const geometries[] = {"plates", "concentric", "small_in_large", NULL};

#define AT(member) .offset = offsetof(strap, member)
static const cd_field table[] = {
    {.key = "length",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     AT(length_m),
     .help = "between the ends",
     .required = true,
     .above_min = true},
    {.key = "area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     AT(area_m2),
     .help = "cross-section",
     .above_min = true,
     .max = 2},
    {.key = "start",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     AT(start_K),
     .help = "at first",
     .default_text = "300 K",
     .min = 0.1,
     .max = 2000},
    {.key = "emissivity",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_NUMBER,
     AT(emissivity),
     .help = "of both",
     .max = 1,
     .n_min = 2,
     .n_max = 2},
    {.key = "times",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_TIME,
     AT(times_s),
     .help = "extra rows",
     .n_min = 1,
     .default_text = "90 s, 2 min"},
    {.key = "number",
     .type = CD_FIELD_INTEGER,
     AT(number),
     .help = "how many",
     .default_text = "1",
     .min = 1,
     .max = 10000},
    {.key = "segments", .type = CD_FIELD_INTEGER, AT(segments), .help = "cells"},
    {.key = "title", .type = CD_FIELD_TEXT, AT(title), .help = "free text"},
    {.key = "geometry",
     .type = CD_FIELD_CHOICE,
     AT(geometry),
     .help = "shape",
     .choices = geometries,
     .default_text = "plates"},
    {.key = "mass", .type = CD_FIELD_YES_NO, AT(mass), .help = "has mass", .default_text = "yes"},
    {.key = "log", .type = CD_FIELD_YES_NO, AT(log), .help = "log axis"},
    {.key = "stop", .type = CD_FIELD_VALUE, AT(stop), .help = "condition"},
    {.key = "parts", .type = CD_FIELD_VALUES, AT(parts), .help = "masses"},
    {.key = "material",
     .type = CD_FIELD_RESOLVED,
     AT(material),
     .help = "name",
     .resolver = "word",
     .default_text = "copper"},
    {.key = "surface", .type = CD_FIELD_RESOLVED, AT(surface), .help = "name", .resolver = "word"},
};
enum { N_FIELDS = sizeof table / sizeof *table };

typedef struct {
    jmp_buf landing;
    cd_arena *arena;
    cd_diags *diags;
    cd_units *units;
    cd_ini ini;
    strap strap;
    int n_resolved;
} fixture;

static inline int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = cd_arena_new(&f->landing);
    f->units = cd_units_new();
    *state = f;
    return f->arena == NULL;
}

static inline int tear_down(void **state)
{
    fixture *f = *state;
    cd_units_free(f->units);
    cd_arena_free(f->arena);
    free(f);
    return 0;
}

/* A resolver that knows every word but "nothing". */
static inline bool resolve_word(void *ctx, const cd_field *field, const cd_value *value, void *into)
{
    fixture *f = ctx;
    assert_string_equal(field->resolver, "word");
    f->n_resolved++;
    if (cd_value_is(value, "nothing")) {
        cd_diag_add(f->diags, CD_ERROR, cd_value_whole(value), NULL, "unknown word");
        return false;
    }
    *(int *)into = (int)value->length;
    return true;
}

/* Reads "[conduction strap]" and these lines into a fresh struct. */
static inline bool read_keys(fixture *f, const char *lines)
{
    const char *text = cd_arena_printf(f->arena, "[conduction strap]\n%s\n", lines);
    f->diags = cd_diags_new(f->arena);
    f->strap = (strap){0};
    f->n_resolved = 0;
    cd_ini_read_source(f->arena, cd_source_from_text(f->arena, "case.ini", text, strlen(text)), f->diags, &f->ini);
    cd_reading rd = {f->arena, f->diags, f->units, NULL};
    cd_field_reader reader = {&rd, f, resolve_word};
    return cd_fields_read(&reader, table, N_FIELDS, "conduction \"strap\"", &f->ini.sections[0], &f->strap);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
