/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of src/text/ini.c and ini_line.c: what a case text may look like, every error with its place, and texts that
 * nobody would write.
 */
#include "ini_fixture.h"

static void read_text(fixture *f, const char *text, size_t n)
{
    cd_ini_read_source(f->arena, cd_source_from_text(f->arena, "case.ini", text, n), f->diags, &f->ini);
}

static void check_value(const cd_ini_section *section, size_t k, const char *key, const char *want)
{
    assert_true(k < section->n_keys);
    const cd_value *value = &section->keys[k].value;
    assert_string_equal(section->keys[k].key, key);
    assert_int_equal(value->length, strlen(want));
    if (value->length)
        assert_memory_equal(value->text, want, value->length);
}

static void sections_keys_and_values(void **state)
{
    fixture *f = *state;
    const char *text = "# a case\n"
                       "[case]\n"
                       "title = \"Magnet # 3; \" ; not this\n"
                       "\n"
                       "  [ node \t coil ]  # cold\n"
                       "\tparts=copper(RRR=50) 4 kg#x\r\n"
                       "start\t =\t300 K;y\r"
                       "parts = nbti 3 kg\t# adds up\n"
                       "empty =   # nothing\n"
                       "; end";
    read_text(f, text, strlen(text));
    assert_int_equal(cd_diags_size(f->diags), 0);
    assert_int_equal(f->ini.n_sections, 2);
    check_section(f, 0, "case", NULL, 1);
    check_value(&f->ini.sections[0], 0, "title", "\"Magnet # 3; \"");
    check_section(f, 1, "node", "coil", 4);
    const cd_ini_section *node = &f->ini.sections[1];
    check_value(node, 0, "parts", "copper(RRR=50) 4 kg#x");
    check_value(node, 1, "start", "300 K;y");
    check_value(node, 2, "parts", "nbti 3 kg");
    check_value(node, 3, "empty", "");
    assert_ptr_equal(cd_ini_find(node, "parts"), &node->keys[0]);
    assert_null(cd_ini_find(node, "part"));
    assert_int_equal(f->ini.n_sources, 1);
}

static void places_of_sections_and_keys(void **state)
{
    fixture *f = *state;
    const char *text = "[node coil]\n key = 2.385 K # c\n";
    read_text(f, text, strlen(text));
    const cd_ini_section *s = &f->ini.sections[0];
    assert_int_equal(s->header.begin, 0);
    assert_int_equal(s->header.end, 11);
    assert_int_equal(s->type_span.begin, 1);
    assert_int_equal(s->type_span.end, 5);
    assert_int_equal(s->name_span.begin, 6);
    assert_int_equal(s->name_span.end, 10);
    assert_int_equal(s->keys[0].key_span.begin, 13);
    assert_int_equal(s->keys[0].key_span.end, 16);
    assert_int_equal(s->keys[0].value.begin, 19);
    assert_null(s->keys[0].value.at);
    assert_false(s->keys[0].used);
    assert_false(s->damaged);
}

static void continued_lines_are_joined(void **state)
{
    fixture *f = *state;
    const char *text = "[node n]\n"
                       "parts = a 4 kg, \\   # first\n"
                       "   b 3 kg, \\\r\n"
                       "\tc \xC2\xB5 5 kg # last\n"
                       "text = \"one \\\n"
                       "  # two\" # three\n"
                       "[node \\\n"
                       "m]\n";
    read_text(f, text, strlen(text));
    assert_int_equal(cd_diags_size(f->diags), 0);
    check_section(f, 0, "node", "n", 2);
    check_value(&f->ini.sections[0], 0, "parts", "a 4 kg, b 3 kg, c \xC2\xB5 5 kg");
    check_value(&f->ini.sections[0], 1, "text", "\"one # two\"");
    check_section(f, 1, "node", "m", 0);
    /* every byte of the joined value knows where it stands */
    const cd_value *v = &f->ini.sections[0].keys[0].value;
    assert_non_null(v->at);
    for (size_t i = 0; i < v->length; i++)
        if (v->text[i] != ' ')
            assert_int_equal(v->source->text[v->at[i]], v->text[i]);
    cd_value *parts;
    assert_int_equal(cd_value_split(f->arena, v, ',', &parts), 3);
    size_t line, column;
    cd_source_place(v->source, cd_value_whole(&parts[2]).begin, &line, &column);
    assert_int_equal(line, 4);
    assert_int_equal(column, 2);
    cd_source_place(v->source, cd_value_span(&parts[2], 5, 6).begin, &line, &column); /* the 5 after the µ */
    assert_int_equal(line, 4);
    assert_int_equal(column, 6);
}

/* A comment line ends a continuation: it does not end in a backslash. */
static void a_comment_line_ends_a_continuation(void **state)
{
    fixture *f = *state;
    const char *text = "[a]\nk = 1 \\\n# no\nl = 2 \\\n\nm = \\\n\n";
    read_text(f, text, strlen(text));
    assert_int_equal(cd_diags_size(f->diags), 0);
    check_section(f, 0, "a", NULL, 3);
    check_value(&f->ini.sections[0], 0, "k", "1");
    check_value(&f->ini.sections[0], 1, "l", "2");
    check_value(&f->ini.sections[0], 2, "m", "");
}

static const char *const NAMES = "names are one word of letters, digits and _";

/* One text, the one error that it makes. */
static void every_malformed_line_is_explained(void **state)
{
    static const char *const header_hint = "write the type of the section and, where it has one, a name: [node coil]";
    static const char *const junk_hint =
        "end the line after the first \"]\"; a key goes on a line of its own, a comment after #";
    static const char *const dot_hint =
        "write only the key, in the section it belongs to; a dot is for --set on the command line";
    static const char *const equals_hint = "write key = value; to go on with the line before, end that one with \\";
    static const char *const quote_hint = "end it with another \" before the end of the line; the unit is written inch";
    const struct {
        const char *text, *place, *message, *hint;
    } cases[] = {
        {"[node coil] junk\n", "1:13+4", "text after the section header [node coil]", junk_hint},
        {"[node]]", "1:7+1", "text after the section header [node]", junk_hint},
        {"[]", "1:1+2", "section without a type", header_hint},
        {"[  ]", "1:1+4", "section without a type", header_hint},
        {"[bad # c", "1:1+4", "section header without \"]\"", "write [bad]"},
        {"[a b c]", "1:4+3", "section name \"b c\" is not a name",
         "names are one word of letters, digits and _: did you mean \"b_c\"?"},
        {"[no-de x]", "1:2+5", "section type \"no-de\" is not a name",
         "names are one word of letters, digits and _: did you mean \"no_de\"?"},
        {"[node c\xC3\xB6il]", "1:7+5", "section name \"c\xC3\xB6il\" is not a name",
         "names are one word of letters, digits and _: did you mean \"c_il\"?"},
        {"[node \"coil\"]", "1:7+6", "section name \"\"coil\"\" is not a name",
         "names are one word of letters, digits and _: did you mean \"_coil_\"?"},
        {"[node -]", "1:7+1", "section name \"-\" is not a name", NAMES},
        {"[n]\n = 5", "2:2+1", "no key before \"=\"", "write the key in front of it: key = value"},
        {"[n]\nkey\n", "2:1+3", "no \"=\" in this line", equals_hint},
        {"[n]\nmy key = 3", "2:1+6", "key \"my key\" is not a name",
         "names are one word of letters, digits and _: did you mean \"my_key\"?"},
        {"[n]\na.b = 3", "2:1+3", "key \"a.b\" has a dot in it", dot_hint},
        {"[n]\nk = a\x07z", "2:6+1", "control character 0x07", "delete it"},
        {"[n]\nk\x7F = 3", "2:2+1", "control character 0x7F", "delete it"},
        {"[n]\nk = \"a", "2:5+1", "unfinished double quote", quote_hint},
        {"[n]\nk = \"a\" \"b # c\nl = 3", "2:9+1", "unfinished double quote", quote_hint},
        {"[n]\nk = 3 \\", "2:6+1", "the line goes on in the next, but the file ends here", "remove the \\ at its end"},
        {"a = 3\nb = 4\n[n]", "1:1+1", "key \"a\" before the first section",
         "write a section header such as [case] above it"},
        {"[n]\ninclude = a.ini", "2:1+7", "include inside a section", "move it above the first section of this file"},
        {"include = a.ini\n", "1:11+5", "include in a text that is not a file", "write the sections of that file here"},
        {"include = # x\n", "1:10+1", "include without a file", "write include = file.ini"},
        {"[n]\nk = 1, \\\n  2 \" 3", "3:5+1", "unfinished double quote", quote_hint},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        f->diags = cd_diags_new(f->arena);
        read_text(f, cases[i].text, strlen(cases[i].text));
        if (cd_diags_size(f->diags) != 1)
            print_error("%zu errors: %s\n", cd_diags_size(f->diags), cases[i].text);
        assert_int_equal(cd_diags_size(f->diags), 1);
        check_error(f, 0, "case.ini", cases[i].place, cases[i].message, cases[i].hint);
    }
}

static void reading_goes_on_after_errors(void **state)
{
    fixture *f = *state;
    const char *text = "[no-de a]\nx = 1\nkey\n"    /* the keys of a section in error are dropped */
                       "[node b] = 3\ny = 2\nkey\n" /* text after the header does not lose the section */
                       "[node c\nz = 3\n"
                       "[node d]\nw = 4\nv = \"\n[node \x01 e]\nu = 5\n";
    read_text(f, text, strlen(text));
    assert_int_equal(cd_diags_count(f->diags, CD_ERROR), 7);
    assert_int_equal(f->ini.n_sections, 2);
    check_section(f, 0, "node", "b", 1);
    assert_true(f->ini.sections[0].damaged);
    check_section(f, 1, "node", "d", 1);
    assert_true(f->ini.sections[1].damaged);
    size_t last = 0;
    for (size_t i = 0; i < 7; i++) {
        size_t line, column;
        cd_source_place(cd_diags_at(f->diags, i)->span.source, cd_diags_at(f->diags, i)->span.begin, &line, &column);
        assert_true(line > last);
        last = line;
    }
}

static void a_text_that_is_no_case_is_left(void **state)
{
    fixture *f = *state;
    char text[1200];
    for (size_t i = 0; i < sizeof text; i += 4)
        memcpy(text + i, "zzz\n", 4);
    read_text(f, text, sizeof text);
    assert_int_equal(cd_diags_count(f->diags, CD_ERROR), 201);
    assert_string_equal(cd_diags_at(f->diags, 200)->message, "200 errors in \"case.ini\": the rest of it is not read");
}

/* A small linear congruential generator (Knuth, MMIX), so that a failure can be repeated. */
static unsigned draw(uint64_t *seed, unsigned below)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((*seed >> 33) % below);
}

/* Whatever the bytes are: no crash, every span inside its source, every message can be shown, values lead back. */
static void random_texts_do_no_harm(void **state)
{
    static const char seed_text[] =
        "# c\ninclude = a.ini\n[case]\ntitle = \"x # y\" ; z\n[node coil]\r\nparts = a(R=5) 4 kg, \\ # c\n"
        "  b 3 \xC2\xB5g\r\tkey\n[a b c] d\nstop = T(a) < 4.2 K\n";
    static const char spice[] = "\\\n\r[]=\"#; \t\xC2\xB5\xFFz\x01\0";
    fixture *f = *state;
    uint64_t seed = 2385;
    for (int round = 0; round < 10000; round++) {
        char text[2 * sizeof seed_text];
        size_t n = draw(&seed, sizeof seed_text);
        memcpy(text, seed_text + draw(&seed, (unsigned)(sizeof seed_text - n)), n);
        for (unsigned i = 0, changes = draw(&seed, 24); i < changes && n > 0; i++)
            text[draw(&seed, (unsigned)n)] = draw(&seed, 4) ? spice[draw(&seed, sizeof spice)] : (char)draw(&seed, 256);
        cd_arena *arena = cd_arena_new(&f->landing);
        cd_diags *diags = cd_diags_new(arena);
        cd_ini ini;
        cd_ini_read_source(arena, cd_source_from_text(arena, "fuzz", text, n), diags, &ini);
        cd_diags_sort(diags);
        for (size_t i = 0; i < cd_diags_size(diags); i++) {
            const cd_diag *d = cd_diags_at(diags, i);
            assert_true(d->span.begin <= d->span.end && d->span.end <= d->span.source->length);
            assert_true(strlen(cd_diag_render(arena, d)) > 0);
        }
        for (size_t s = 0; s < ini.n_sections; s++) {
            for (size_t k = 0; k < ini.sections[s].n_keys; k++) {
                const cd_value *v = &ini.sections[s].keys[k].value;
                for (size_t i = 0; i < v->length; i++)
                    assert_true(v->text[i] == ' ' || v->source->text[cd_value_span(v, i, i + 1).begin] == v->text[i]);
            }
        }
        cd_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sections_keys_and_values),          TEST(places_of_sections_and_keys),
        TEST(continued_lines_are_joined),        TEST(a_comment_line_ends_a_continuation),
        TEST(every_malformed_line_is_explained), TEST(reading_goes_on_after_errors),
        TEST(a_text_that_is_no_case_is_left),    TEST(random_texts_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
