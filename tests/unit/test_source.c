/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of src/text/source.c and value.c: what a file may be, line ends, places, and values with their way back.
 */
#include "../../src/text/diag.h"
#include "../check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    jmp_buf landing;
    cd_arena *arena;
    cd_diags *diags;
    char folder[32], path[64];
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    strcpy(f->folder, "/tmp/cd_source_XXXXXX");
    if (!mkdtemp(f->folder))
        return 1;
    snprintf(f->path, sizeof f->path, "%s/case.ini", f->folder);
    f->arena = cd_arena_new(&f->landing);
    f->diags = cd_diags_new(f->arena);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    unlink(f->path);
    int left = rmdir(f->folder);
    cd_arena_free(f->arena);
    free(f);
    return left;
}

static const cd_source *read_bytes(fixture *f, const char *bytes, size_t n)
{
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
    return cd_source_read(f->arena, f->path, f->diags);
}

/* Reads a string literal, zeros in it included. */
#define READ(f, literal) read_bytes((f), (literal), sizeof(literal) - 1)

/* The one error so far points nowhere, names the path, and has `why` in it. */
static void check_refused(const fixture *f, const cd_source *source, const char *path, const char *why)
{
    assert_null(source);
    assert_int_equal(cd_diags_size(f->diags), 1);
    const cd_diag *d = cd_diags_at(f->diags, 0);
    assert_int_equal(d->severity, CD_ERROR);
    assert_null(d->span.source);
    char want[200];
    snprintf(want, sizeof want, "cannot read \"%s\": %s", path, why);
    assert_string_equal(d->message, want);
}

static void check_place(const cd_source *source, const char *word, size_t line, size_t column)
{
    const char *at = strstr(source->text, word);
    assert_non_null(at);
    size_t got_line, got_column;
    cd_source_place(source, (size_t)(at - source->text), &got_line, &got_column);
    assert_int_equal(got_line, line);
    assert_int_equal(got_column, column);
}

static void bom_is_skipped_and_hashed(void **state)
{
    const cd_source *s = READ(*state, "\xEF\xBB\xBF[case]\n");
    assert_string_equal(s->text, "[case]\n");
    assert_int_equal(s->length, 7);
    /* printf '\xEF\xBB\xBF[case]\n' | sha256sum */
    assert_string_equal(cd_source_sha256(((fixture *)*state)->arena, s),
                        "2be9c8960a5ed7f6b5dfd6e3d82bdc45d47041e6bb772912f00baf0b9e8d6b85");
    check_place(s, "[case]", 1, 1);
}

static void sha256_is_that_of_fips_180(void **state)
{
    fixture *f = *state; /* FIPS 180-4, example of one block: "abc" */
    const cd_source *s = cd_source_from_text(f->arena, "--set", "abc", 3);
    assert_string_equal(cd_source_sha256(f->arena, s),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void all_line_ends_count(void **state)
{
    const cd_source *s = READ(*state, "one\r\ntwo\rthree\n\n\xC2\xB5"
                                      "five\r");
    assert_int_equal(s->n_lines, 5);
    size_t starts[] = {0, 5, 9, 15, 16};
    assert_memory_equal(s->line_start, starts, sizeof starts);
    check_place(s, "two", 2, 1);
    check_place(s, "ree", 3, 3);
    check_place(s, "five", 5, 2);
}

static void places_outside_are_clamped(void **state)
{
    fixture *f = *state;
    const cd_source *s = cd_source_from_text(f->arena, "x", "ab\r\ncd", 6);
    size_t line, column;
    cd_source_place(s, 3, &line, &column); /* the '\n' of CR LF: the end of the line */
    assert_int_equal(line, 1);
    assert_int_equal(column, 3);
    cd_source_place(s, 99, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 3);
    s = cd_source_from_text(f->arena, "x", "", 0);
    assert_int_equal(s->n_lines, 1);
    cd_source_place(s, 0, &line, &column);
    assert_int_equal(line, 1);
    assert_int_equal(column, 1);
}

static void columns_count_characters(void **state)
{
    const char *text = "a\t\xC2\xB5\xE2\x84\xA6\xF0\x9F\x98\x80z"; /* a, tab, µ, Ω, a face, z */
    const cd_source *s = cd_source_from_text(((fixture *)*state)->arena, "x", text, strlen(text));
    size_t columns[] = {1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6};
    for (size_t i = 0; i < 12; i++) {
        size_t line, column;
        cd_source_place(s, i, &line, &column);
        assert_int_equal(column, columns[i]);
    }
}

static void latin1_is_converted_with_a_note(void **state)
{
    fixture *f = *state;
    const cd_source *s = READ(f, "[case]\nr = 3.7 \xB5m\na = 2 cm\xB2\n");
    assert_string_equal(s->text, "[case]\nr = 3.7 \xC2\xB5m\na = 2 cm\xC2\xB2\n");
    assert_int_equal(s->length, 30);
    assert_int_equal(cd_diags_size(f->diags), 1);
    const cd_diag *d = cd_diags_at(f->diags, 0);
    assert_int_equal(d->severity, CD_NOTE);
    assert_int_equal(d->span.begin, 15);
    check_place(s, "a = 2", 3, 1);
}

static void what_is_not_utf8_is_latin1(void **state)
{
    /* overlong '/', surrogate, above U+10FFFF, a stray and a missing continuation byte, an overlong euro and face */
    const char *odd[] = {"\xC0\xAF",     "\xED\xA0\x80",     "\xF4\x90\x80\x80",     "\x80", "\xE2\x82",
                         "\xE0\x82\xAC", "\xF0\x82\x82\xAC", "\xF8\x88\x80\x80\x80", "\xC3", "\xC3x"};
    const char *good[] = {"\xC3\xA9", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF", "\xF0\x90\x80\x80"};
    fixture *f = *state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        const cd_source *s = cd_source_from_text(f->arena, "x", odd[i], strlen(odd[i]));
        assert_true(s->length > strlen(odd[i]));
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_string_equal(cd_source_from_text(f->arena, "x", good[i], strlen(good[i]))->text, good[i]);
}

static void missing_file(void **state)
{
    fixture *f = *state;
    check_refused(f, cd_source_read(f->arena, f->path, f->diags), f->path, "No such file or directory");
}

static void directory(void **state)
{
    fixture *f = *state;
    check_refused(f, cd_source_read(f->arena, f->folder, f->diags), f->folder, "Is a directory");
}

static void pipe_does_not_wait(void **state)
{
    fixture *f = *state;
    assert_int_equal(mkfifo(f->path, 0600), 0);
    check_refused(f, cd_source_read(f->arena, f->path, f->diags), f->path, "it is a device or a pipe");
}

static void only_white_space(void **state)
{
    fixture *f = *state;
    check_refused(f, READ(f, "\xEF\xBB\xBF \t\r\n\n  "), f->path, "it is empty");
}

static void no_byte_at_all(void **state)
{
    fixture *f = *state;
    check_refused(f, READ(f, ""), f->path, "it is empty");
}

static void zero_byte(void **state)
{
    fixture *f = *state;
    check_refused(f, READ(f, "[case]\n\0"), f->path, "it is binary (it has a zero byte)");
}

static void utf16(void **state)
{
    fixture *f = *state;
    check_refused(f, READ(f, "\xFF\xFE[\0c\0"), f->path, "it is binary (UTF-16 text)");
}

static void sixty_four_mebibytes_are_the_limit(void **state)
{
    fixture *f = *state;
    assert_null(READ(f, ""));
    assert_int_equal(truncate(f->path, 64 * 1024 * 1024 + 1), 0);
    f->diags = cd_diags_new(f->arena);
    check_refused(f, cd_source_read(f->arena, f->path, f->diags), f->path, "it is larger than 64 MiB");
}

static void long_lines(void **state)
{
    fixture *f = *state;
    enum { LIMIT = 65536 };
    char *text = malloc(LIMIT + 10);
    memset(text, 'x', LIMIT + 10);
    memcpy(text, "a\r\n", 3);
    text[3 + LIMIT] = '\n';
    const cd_source *s = read_bytes(f, text, LIMIT + 4);
    assert_non_null(s);
    assert_int_equal(s->n_lines, 2);
    assert_int_equal(cd_diags_size(f->diags), 0);
    text[3 + LIMIT] = 'x';
    text[4 + LIMIT] = '\n';
    s = read_bytes(f, text, LIMIT + 5);
    free(text);
    check_refused(f, s, f->path, "line 2 is longer than 64 KiB");
}

static cd_value value_of(fixture *f, const char *text)
{
    return cd_value_of_source(cd_source_from_text(f->arena, "--set", text, strlen(text)));
}

static void check_text(const cd_value *value, const char *want)
{
    assert_int_equal(value->length, strlen(want));
    assert_memory_equal(value->text, want, value->length);
}

static void splitting_respects_brackets_and_quotes(void **state)
{
    fixture *f = *state;
    cd_value v = value_of(f, " copper(RRR=50, data=nist) 4 kg,\"a, b\" ,, [1, 2] ) , z"), *parts;
    assert_int_equal(cd_value_split(f->arena, &v, ',', &parts), 5);
    check_text(&parts[0], "copper(RRR=50, data=nist) 4 kg");
    check_text(&parts[1], "\"a, b\"");
    check_text(&parts[2], "");
    check_text(&parts[3], "[1, 2] )");
    check_text(&parts[4], "z");
    assert_int_equal(parts[0].begin, 1);
    assert_int_equal(parts[4].begin, 53);
    v = value_of(f, "");
    assert_int_equal(cd_value_split(f->arena, &v, ',', &parts), 1);
    check_text(&parts[0], "");
    v = value_of(f, "(a, b");
    assert_int_equal(cd_value_split(f->arena, &v, ',', &parts), 1);
}

static void spans_follow_the_map(void **state)
{
    fixture *f = *state;
    /* "ab" and "cd" of two lines, joined by a blank that stands where the backslash is */
    const cd_source *s = cd_source_from_text(f->arena, "x", "k = ab\\\n   cd", 13);
    size_t at[] = {4, 5, 6, 11, 12};
    cd_value v = {"ab cd", 5, s, 4, at};
    cd_span span = cd_value_span(&v, 3, 5);
    assert_int_equal(span.begin, 11);
    assert_int_equal(span.end, 13);
    span = cd_value_span(&v, 1, 4);
    assert_int_equal(span.begin, 5);
    assert_int_equal(span.end, 12);
    cd_value cut = cd_value_cut(&v, 2, 5);
    check_text(&cut, "cd");
    assert_int_equal(cut.begin, 11);
    assert_int_equal(cd_value_whole(&cut).begin, 11);
    cut = cd_value_cut(&v, 5, 5);
    span = cd_value_whole(&cut);
    assert_int_equal(span.begin, 13); /* the end of the text: no byte is left to point at */
    assert_int_equal(span.end, 13);
    cut = cd_value_cut(&v, 2, 3);
    span = cd_value_whole(&cut);
    assert_int_equal(span.begin, 11);
    assert_int_equal(span.end, 12);
}

static void a_value_without_source_points_nowhere(void **state)
{
    (void)state;
    cd_value none = {0};
    assert_null(cd_value_whole(&none).source);
    cd_value cut = cd_value_cut(&none, 0, 0);
    assert_int_equal(cut.length, 0);
    assert_true(cd_value_is(&none, ""));
}

static void words_and_strings(void **state)
{
    fixture *f = *state;
    cd_value v = value_of(f, "yes");
    assert_true(cd_value_is(&v, "yes"));
    assert_false(cd_value_is(&v, "ye"));
    assert_false(cd_value_is(&v, "yess"));
    const char *texts[][2] = {{"plain text", "plain text"},           {"\"a # b\"", "a # b"}, {"\"\"", ""},
                              {"\"a\" and \"b\"", "\"a\" and \"b\""}, {"\"", "\""},           {"3\"", "3\""}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        v = value_of(f, texts[i][0]);
        assert_string_equal(cd_value_string(f->arena, &v), texts[i][1]);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(bom_is_skipped_and_hashed),
        TEST(sha256_is_that_of_fips_180),
        TEST(all_line_ends_count),
        TEST(places_outside_are_clamped),
        TEST(columns_count_characters),
        TEST(latin1_is_converted_with_a_note),
        TEST(what_is_not_utf8_is_latin1),
        TEST(missing_file),
        TEST(directory),
        TEST(pipe_does_not_wait),
        TEST(only_white_space),
        TEST(no_byte_at_all),
        TEST(zero_byte),
        TEST(utf16),
        TEST(sixty_four_mebibytes_are_the_limit),
        TEST(long_lines),
        TEST(splitting_respects_brackets_and_quotes),
        TEST(spans_follow_the_map),
        TEST(a_value_without_source_points_nowhere),
        TEST(words_and_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
