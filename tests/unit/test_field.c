/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of src/text/field.c and field_text.c: a table of every type of field, its defaults, and the texts of a
 * resolved case.
 */
#include "field_fixture.h"

#include <limits.h>

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
    const struct CMUnitTest tests[] = {
        TEST(all_types_are_read),
        TEST(what_is_not_given_is_default_or_absent),
        TEST(yes_and_no_have_three_words_each),
        TEST(texts_read_back),
        TEST(numbers_have_no_more_digits_than_they_need),
        TEST(titles_are_quoted_when_they_must_be),
        TEST(a_span_is_that_of_the_value_or_the_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
