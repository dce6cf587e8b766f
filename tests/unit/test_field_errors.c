/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of src/text/field.c: every error of a field, its place and its hint.
 */
#include "field_fixture.h"

#include <limits.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
