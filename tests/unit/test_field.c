/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of src/text/field.c and field_text.c: a table of every type of field, its defaults, every error, and the texts
 * of a resolved case.
 */
#include "../../src/text/field.h"
#include "../check.h"

#include <limits.h>
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

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = cd_arena_new(&f->landing);
    f->units = cd_units_new();
    *state = f;
    return f->arena == NULL;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    cd_units_free(f->units);
    cd_arena_free(f->arena);
    free(f);
    return 0;
}

/* A resolver that knows every word but "nothing". */
static bool resolve_word(void *ctx, const cd_field *field, const cd_value *value, void *into)
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
static bool read_keys(fixture *f, const char *lines)
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

/* Reading fails with just this error, which points at `place` ("line:column+bytes"). */
static void check_fails(fixture *f, const char *lines, const char *place, const char *message, const char *hint)
{
    assert_false(read_keys(f, lines));
    if (cd_diags_size(f->diags) != 1)
        print_error("%zu errors: %s\n", cd_diags_size(f->diags), lines);
    assert_int_equal(cd_diags_size(f->diags), 1);
    const cd_diag *d = cd_diags_at(f->diags, 0);
    size_t line, column;
    cd_source_place(d->span.source, d->span.begin, &line, &column);
    assert_string_equal(d->message, message);
    assert_string_equal(cd_arena_printf(f->arena, "%zu:%zu+%zu", line, column, d->span.end - d->span.begin), place);
    if (hint)
        assert_string_equal(d->hint, hint);
    else
        assert_null(d->hint);
}

static void check_value(const cd_value *value, const char *want)
{
    assert_int_equal(value->length, strlen(want));
    assert_memory_equal(value->text, want, value->length);
}

static void all_types_are_read(void **state)
{
    fixture *f = *state;
    assert_true(read_keys(f, "length = 238.5 mm\narea = 4.2 cm^2\nstart = 4.2 K\nemissivity = 0.05, 0.1\n"
                             "times = 1800 s, \\\n 1 h\nnumber = 7\nsegments = -3\ntitle = \"a # b\"\n"
                             "geometry = small_in_large\nmass = off\nlog = true\nstop = T(coil) < 4.2 K\n"
                             "parts = copper 4 kg\nparts = nbti 3 kg, g10 1 kg\nmaterial = al6061\nsurface = x"));
    assert_int_equal(cd_diags_size(f->diags), 0);
    const strap *s = &f->strap;
    /* decimal fractions scaled by a power of ten: a few roundings, 1e-15 each */
    CHECK_REL(s->length_m, 0.2385, 1e-15);
    CHECK_REL(s->area_m2, 4.2e-4, 1e-15);
    CHECK_NEAR(s->start_K, 4.2, 0);
    assert_int_equal(s->emissivity.n, 2);
    CHECK_NEAR(s->emissivity.x[0], 0.05, 0);
    CHECK_NEAR(s->emissivity.x[1], 0.1, 0);
    assert_int_equal(s->times_s.n, 2);
    CHECK_NEAR(s->times_s.x[0], 1800, 0);
    CHECK_NEAR(s->times_s.x[1], 3600, 0);
    assert_int_equal(s->number, 7);
    assert_int_equal(s->segments, -3);
    assert_string_equal(s->title, "a # b");
    assert_int_equal(s->geometry, 2);
    assert_int_equal(s->mass, 0);
    assert_int_equal(s->log, 1);
    check_value(&s->stop, "T(coil) < 4.2 K");
    assert_int_equal(s->parts.n, 2);
    check_value(&s->parts.v[0], "copper 4 kg");
    check_value(&s->parts.v[1], "nbti 3 kg, g10 1 kg");
    assert_int_equal(s->material, 6);
    assert_int_equal(f->n_resolved, 2); /* the default of material was not asked for */
    for (size_t k = 0; k < f->ini.sections[0].n_keys; k++)
        assert_true(f->ini.sections[0].keys[k].used);
}

static void what_is_not_given_is_default_or_absent(void **state)
{
    fixture *f = *state;
    assert_true(read_keys(f, "length = 1.25 m"));
    const strap *s = &f->strap;
    assert_true(isnan(s->area_m2));
    CHECK_NEAR(s->start_K, 300, 0);
    assert_int_equal(s->emissivity.n, 0);
    assert_int_equal(s->times_s.n, 2);
    CHECK_NEAR(s->times_s.x[1], 120, 0);
    assert_int_equal(s->number, 1);
    assert_int_equal(s->segments, INT_MIN);
    assert_null(s->title);
    assert_int_equal(s->geometry, 0);
    assert_int_equal(s->mass, 1);
    assert_int_equal(s->log, -1);
    assert_null(s->stop.source);
    assert_int_equal(s->stop.length, 0);
    assert_int_equal(s->parts.n, 0);
    assert_int_equal(s->material, 6);
    assert_int_equal(s->surface, 0);
}

static void yes_and_no_have_three_words_each(void **state)
{
    fixture *f = *state;
    const char *words[] = {"no", "yes", "false", "true", "off", "on"};
    for (int i = 0; i < 6; i++) {
        assert_true(read_keys(f, cd_arena_printf(f->arena, "length = 1 m\nlog = %s", words[i])));
        assert_int_equal(f->strap.log, i % 2);
    }
}

static void limits_are_stated_with_their_unit(void **state)
{
    fixture *f = *state;
    check_fails(f, "length = 0 m", "2:10+3", "length of conduction \"strap\" must be above 0 m; this is 0 m", NULL);
    check_fails(f, "length = -25 mm", "2:10+6", "length of conduction \"strap\" must be above 0 m; this is -0.025 m",
                NULL);
    check_fails(f, "length = 1 m\narea = 3 m^2", "3:8+5",
                "area of conduction \"strap\" must be above 0 m^2 and at most 2 m^2; this is 3 m^2", NULL);
    assert_true(isnan(f->strap.area_m2)); /* a value in error leaves the default */
    assert_true(read_keys(f, "length = 1 m\narea = 2 m^2"));
    check_fails(f, "length = 1 m\nstart = 50 mK", "3:9+5",
                "start of conduction \"strap\" must be at least 0.1 K and at most 2000 K; this is 0.05 K", NULL);
    CHECK_NEAR(f->strap.start_K, 300, 0);
    assert_true(read_keys(f, "length = 1 m\nstart = 0.1 K"));
    check_fails(f, "length = 1 m\nemissivity = 0.2, 1.1", "3:19+3",
                "emissivity of conduction \"strap\" must be at least 0 and at most 1; this is 1.1", NULL);
    assert_int_equal(f->strap.emissivity.n, 0);
    check_fails(f, "length = 1 m\nnumber = 0", "3:10+1",
                "number of conduction \"strap\" must be at least 1 and at most 10000; this is 0", NULL);
    assert_int_equal(f->strap.number, 1);
}

static void one_sided_limits(void **state)
{
    fixture *f = *state;
    const cd_field fields[] = {
        {.key = "a", .type = CD_FIELD_QUANTITY, .quantity = CD_MASS, .min = 2.5, .max = HUGE_VAL},
        {.key = "b", .type = CD_FIELD_QUANTITY, .quantity = CD_MASS, .min = -HUGE_VAL, .max = 2.5},
        {.key = "c", .type = CD_FIELD_QUANTITY, .quantity = CD_MASS, .min = 2.5},
    };
    const char *text = "[x]\na = 2 kg\nb = 3 kg\nc = 2 kg\n";
    f->diags = cd_diags_new(f->arena);
    cd_ini_read_source(f->arena, cd_source_from_text(f->arena, "case.ini", text, strlen(text)), f->diags, &f->ini);
    cd_reading rd = {f->arena, f->diags, f->units, NULL};
    cd_field_reader reader = {.rd = &rd};
    double into[1] = {0};
    assert_false(cd_fields_read(&reader, fields, 3, "x", &f->ini.sections[0], into));
    assert_int_equal(cd_diags_size(f->diags), 3);
    assert_string_equal(cd_diags_at(f->diags, 0)->message, "a of x must be at least 2.5 kg; this is 2 kg");
    assert_string_equal(cd_diags_at(f->diags, 1)->message, "b of x must be at most 2.5 kg; this is 3 kg");
    assert_string_equal(cd_diags_at(f->diags, 2)->message, "c of x must be at least 2.5 kg; this is 2 kg");
}

static void unknown_keys_are_suggested(void **state)
{
    fixture *f = *state;
    const char *takes = "conduction takes: length, area, start, emissivity, times, number, segments, title, geometry, "
                        "mass, log, stop, parts, material, surface";
    check_fails(f, "length = 1 m\naera = 2 m^2", "3:1+4", "unrecognized key \"aera\" in conduction \"strap\"",
                cd_arena_printf(f->arena, "did you mean \"area\"? %s", takes));
    check_fails(f, "length = 1 m\nwidgets = 2", "3:1+7", "unrecognized key \"widgets\" in conduction \"strap\"", takes);
}

static void keys_are_given_once(void **state)
{
    fixture *f = *state;
    check_fails(f, "# c\nlength = 1 m\nmass = no\nlength = 2 m", "5:1+6",
                "repeated key \"length\" in conduction \"strap\"",
                "it is first given at case.ini:3; remove one of them");
    CHECK_NEAR(f->strap.length_m, 1, 0);
}

static void required_keys_are_missed_at_the_header(void **state)
{
    fixture *f = *state;
    const char *hint =
        cd_arena_printf(f->arena, "write length = %s: between the ends", cd_quantities[CD_LENGTH].example);
    check_fails(f, "area = 1 m^2", "1:1+18", "missing key \"length\" in conduction \"strap\"", hint);
    /* not when the line that cannot be read may be the key */
    assert_false(read_keys(f, "length 3 m"));
    assert_int_equal(cd_diags_size(f->diags), 1);
    assert_string_equal(cd_diags_at(f->diags, 0)->message, "no \"=\" in this line");
}

static void each_type_explains_its_errors(void **state)
{
    fixture *f = *state;
    check_fails(f, "length =", "2:9+1", "length of conduction \"strap\" has no value", "between the ends");
    check_fails(f, "length = 1 m\nparts =", "3:8+1", "parts of conduction \"strap\" has no value", "masses");
    check_fails(f, "length = 1 m\nnumber = 2.5", "3:10+3",
                "number of conduction \"strap\" must be a whole number up to 2147483647; this is 2.5", NULL);
    check_fails(f, "length = 1 m\nsegments = 3e9", "3:12+3",
                "segments of conduction \"strap\" must be a whole number up to 2147483647; this is 3e+09", NULL);
    assert_int_equal(f->strap.segments, INT_MIN);
    check_fails(f, "length = 1 m\ngeometry = plats", "3:12+5",
                "unrecognized word \"plats\" for geometry of conduction \"strap\"",
                "did you mean \"plates\"? geometry is one of: plates, concentric, small_in_large");
    check_fails(f, "length = 1 m\ngeometry = round", "3:12+5",
                "unrecognized word \"round\" for geometry of conduction \"strap\"",
                "geometry is one of: plates, concentric, small_in_large");
    assert_int_equal(f->strap.geometry, 0);
    check_fails(f, "length = 1 m\nmass = maybe", "3:8+5", "mass of conduction \"strap\" must be yes or no",
                "write yes or no");
    assert_int_equal(f->strap.mass, 1);
    check_fails(f, "length = 1 m\nsurface = nothing", "3:11+7", "unknown word", NULL);
}

static void lists_have_as_many_values_as_wanted(void **state)
{
    fixture *f = *state;
    const char *commas = "separate them by commas";
    check_fails(f, "length = 1 m\nemissivity = 0.1", "3:14+3",
                "emissivity of conduction \"strap\" takes 2 values, not 1", commas);
    check_fails(f, "length = 1 m\nemissivity = 0.1, 0.2, 0.3", "3:14+13",
                "emissivity of conduction \"strap\" takes 2 values, not 3", commas);
    const char *gap = "write a value between two commas, and no comma after the last value";
    check_fails(f, "length = 1 m\nemissivity = 0.1, , 0.3", "3:19+1", "nothing beside a comma", gap);
    check_fails(f, "length = 1 m\ntimes = 10 s,", "3:14+1", "nothing beside a comma", gap);
    assert_int_equal(f->strap.times_s.n, 2); /* the default */
}

/* Wrong units and dimensions are explained by cd_read_quantity; here only that they are errors and leave the default.
 */
static void wrong_quantities_leave_the_default(void **state)
{
    fixture *f = *state;
    assert_false(read_keys(f, "length = 1 m\nstart = 3 m\ntimes = 3 s, 4 W\nnumber = 2 kg\narea = 3"));
    assert_int_equal(cd_diags_count(f->diags, CD_ERROR), 4);
    CHECK_NEAR(f->strap.start_K, 300, 0);
    assert_int_equal(f->strap.times_s.n, 2);
    CHECK_NEAR(f->strap.times_s.x[0], 90, 0);
    assert_int_equal(f->strap.number, 1);
    assert_true(isnan(f->strap.area_m2));
}

/* The error of a continued value points into its second line. */
static void errors_point_into_continued_lines(void **state)
{
    fixture *f = *state;
    check_fails(f, "length = 1 m\nemissivity = 0.1, \\  # inner\n   1.5  # outer", "4:4+3",
                "emissivity of conduction \"strap\" must be at least 0 and at most 1; this is 1.5", NULL);
}

static void all_errors_come_in_one_go(void **state)
{
    fixture *f = *state;
    assert_false(read_keys(f, "mass = 3\nlenght = 1 m\ngeometry = x\nnumber = -1\nnumber = 2\nmy key = 3"));
    assert_int_equal(cd_diags_count(f->diags, CD_ERROR), 6); /* the missing length may be "my key" */
    cd_diags_sort(f->diags);
    size_t last = 0;
    for (size_t i = 0; i < 6; i++) {
        size_t line, column;
        cd_source_place(f->ini.sources[0], cd_diags_at(f->diags, i)->span.begin, &line, &column);
        assert_int_equal(line, i + 2);
        assert_true(line > last);
        last = line;
    }
}

static const char *text_of(fixture *f, const char *key)
{
    size_t i = 0;
    while (strcmp(table[i].key, key) != 0)
        i++;
    return cd_field_text(f->arena, &table[i], &f->ini.sections[0], &f->strap);
}

static void texts_read_back(void **state)
{
    fixture *f = *state;
    assert_true(read_keys(f, "length = 0.2385 m\nemissivity = 0.05, 0.1\nsegments = -3\ntitle = \"a # b\"\n"
                             "geometry = concentric\nlog = off\nstop = T(coil) \\\n  < 4.2 K\n"
                             "parts = copper 4 kg\nparts = nbti 3 kg\nsurface = x(3, 4)"));
    assert_string_equal(text_of(f, "length"), "0.2385 m");
    assert_null(text_of(f, "area"));
    assert_string_equal(text_of(f, "start"), "300 K");
    assert_string_equal(text_of(f, "emissivity"), "0.05, 0.1");
    assert_string_equal(text_of(f, "times"), "90 s, 120 s");
    assert_string_equal(text_of(f, "number"), "1");
    assert_string_equal(text_of(f, "segments"), "-3");
    assert_string_equal(text_of(f, "title"), "\"a # b\"");
    assert_string_equal(text_of(f, "geometry"), "concentric");
    assert_string_equal(text_of(f, "mass"), "yes");
    assert_string_equal(text_of(f, "log"), "no");
    assert_string_equal(text_of(f, "stop"), "T(coil) < 4.2 K");
    assert_string_equal(text_of(f, "parts"), "copper 4 kg, nbti 3 kg");
    assert_string_equal(text_of(f, "material"), "copper");
    assert_string_equal(text_of(f, "surface"), "x(3, 4)");
    assert_true(read_keys(f, "length = 1 m"));
    const char *absent[] = {"area", "emissivity", "segments", "title", "log", "stop", "parts", "surface"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_null(text_of(f, absent[i]));
}

static void numbers_have_no_more_digits_than_they_need(void **state)
{
    fixture *f = *state;
    assert_true(read_keys(f, "length = 1 m"));
    const double numbers[] = {0.1, 1.0 / 3, 0.1 + 0.2, 2.385e-7, 1e22, 123456789012345678.0, 5e-324};
    const char *want[] = {"0.1 m",   "0.3333333333333333 m",     "0.30000000000000004 m",  "2.385e-07 m",
                          "1e+22 m", "1.2345678901234568e+17 m", "4.94065645841247e-324 m"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        f->strap.length_m = numbers[i];
        assert_string_equal(text_of(f, "length"), want[i]);
        CHECK_NEAR(strtod(text_of(f, "length"), NULL), numbers[i], 0);
    }
}

static void titles_are_quoted_when_they_must_be(void **state)
{
    fixture *f = *state;
    assert_true(read_keys(f, "length = 1 m"));
    const char *titles[][2] = {{"plain", "plain"},     {"", "\"\""},         {" x", "\" x\""}, {"x\\", "\"x\\\""},
                               {"a ; b", "\"a ; b\""}, {"3\" of", "3\" of"}, {"a=b", "a=b"}};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        f->strap.title = titles[i][0];
        assert_string_equal(text_of(f, "title"), titles[i][1]);
    }
}

static void a_span_is_that_of_the_value_or_the_header(void **state)
{
    fixture *f = *state;
    assert_true(read_keys(f, "length = 1 m"));
    cd_span span = cd_field_span(&f->ini.sections[0], "length");
    assert_int_equal(span.begin, 28);
    assert_int_equal(span.end, 31);
    span = cd_field_span(&f->ini.sections[0], "area");
    assert_int_equal(span.begin, 0);
    assert_int_equal(span.end, 18);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(all_types_are_read),
        TEST(what_is_not_given_is_default_or_absent),
        TEST(yes_and_no_have_three_words_each),
        TEST(limits_are_stated_with_their_unit),
        TEST(one_sided_limits),
        TEST(unknown_keys_are_suggested),
        TEST(keys_are_given_once),
        TEST(required_keys_are_missed_at_the_header),
        TEST(each_type_explains_its_errors),
        TEST(lists_have_as_many_values_as_wanted),
        TEST(wrong_quantities_leave_the_default),
        TEST(errors_point_into_continued_lines),
        TEST(all_errors_come_in_one_go),
        TEST(texts_read_back),
        TEST(numbers_have_no_more_digits_than_they_need),
        TEST(titles_are_quoted_when_they_must_be),
        TEST(a_span_is_that_of_the_value_or_the_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
