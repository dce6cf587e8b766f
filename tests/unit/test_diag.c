/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of src/text/diag.c, diag_render.c and nearest.c: the list, its order, what one looks like, and suggestions.
 */
#include "../../src/text/diag.h"
#include "../check.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    jmp_buf landing;
    cd_arena *arena;
    cd_diags *diags;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = cd_arena_new(&f->landing);
    f->diags = cd_diags_new(f->arena);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    cd_arena_free(f->arena);
    free(f);
    return 0;
}

static const cd_source *source_of(fixture *f, const char *text)
{
    return cd_source_from_text(f->arena, "cases/shield.ini", text, strlen(text));
}

/* The span of a word in a source. */
static cd_span span_of(const cd_source *source, const char *word)
{
    const char *at = strstr(source->text, word);
    assert_non_null(at);
    size_t begin = (size_t)(at - source->text);
    return (cd_span){source, begin, begin + strlen(word)};
}

static void check_render(fixture *f, cd_span span, const char *hint, const char *want)
{
    cd_diag d = {CD_ERROR, span, "no such thing", hint};
    assert_string_equal(cd_diag_render(f->arena, &d), want);
}

static void looks_as_promised(void **state)
{
    fixture *f = *state;
    const cd_source *s = source_of(f, "[case]\n[conduction strap]\nlenght = 120 mm\n");
    cd_diag_add(f->diags, CD_ERROR, span_of(s, "lenght"), "did you mean \"length\"?",
                "unrecognized key \"%s\" in %s \"%s\"", "lenght", "conduction", "strap");
    assert_string_equal(cd_diag_render(f->arena, cd_diags_at(f->diags, 0)),
                        "cases/shield.ini:3:1: error: unrecognized key \"lenght\" in conduction \"strap\"\n"
                        "  lenght = 120 mm\n"
                        "  ^~~~~~\n"
                        "  hint: did you mean \"length\"?\n");
}

static void placeless_has_no_line(void **state)
{
    fixture *f = *state;
    check_render(f, (cd_span){0}, NULL, "error: no such thing\n");
    cd_diag d = {CD_WARNING, {0}, "odd", "look"};
    assert_string_equal(cd_diag_render(f->arena, &d), "warning: odd\n  hint: look\n");
    d.severity = CD_NOTE;
    assert_string_equal(cd_diag_render(f->arena, &d), "note: odd\n  hint: look\n");
}

static void tabs_and_wide_characters_take_one_column(void **state)
{
    fixture *f = *state;
    const cd_source *s = source_of(f, "\tr = 3 \xC2\xB5\xE2\x84\xA6 mm\xC2\xB2 x\r\n");
    check_render(f, span_of(s, "mm\xC2\xB2"), NULL,
                 "cases/shield.ini:1:11: error: no such thing\n"
                 "   r = 3 \xC2\xB5\xE2\x84\xA6 mm\xC2\xB2 x\n"
                 "            ^~~\n");
}

static void nothing_reaches_the_terminal_as_a_command(void **state)
{
    fixture *f = *state;
    const cd_source *s = source_of(f, "k = \x1B[2J \x7F \xC2\x9B z");
    check_render(f, span_of(s, "z"), "\x1B]0;x\n",
                 "cases/shield.ini:1:14: error: no such thing\n"
                 "  k = ?[2J ? ? z\n"
                 "               ^\n"
                 "  hint: ?]0;x?\n");
}

static void only_the_first_line_is_underlined(void **state)
{
    fixture *f = *state;
    const cd_source *s = source_of(f, "parts = a 1 kg, \\\r\n        b 2 kg\r\n");
    cd_span span = span_of(s, "1 kg");
    span.end = span_of(s, "2 kg").end;
    check_render(f, span, NULL,
                 "cases/shield.ini:1:11: error: no such thing\n"
                 "  parts = a 1 kg, \\\n"
                 "            ^~~~~~~\n");
}

static void an_empty_span_at_the_end_has_a_caret(void **state)
{
    fixture *f = *state;
    const cd_source *s = source_of(f, "length =");
    check_render(f, (cd_span){s, 8, 8}, NULL,
                 "cases/shield.ini:1:9: error: no such thing\n"
                 "  length =\n"
                 "          ^\n");
    s = source_of(f, "a =\nb = 3\n");
    check_render(f, (cd_span){s, 3, 4}, NULL,
                 "cases/shield.ini:1:4: error: no such thing\n"
                 "  a =\n"
                 "     ^\n");
    s = source_of(f, "");
    check_render(f, (cd_span){s, 0, 0}, NULL, "cases/shield.ini:1:1: error: no such thing\n  \n  ^\n");
}

/* The window is 100 characters wide and begins 30 before the word. */
static void long_lines_are_cut(void **state)
{
    fixture *f = *state;
    char line[400];
    memset(line, '.', 300);
    memcpy(line + 150, "lenght", 7);
    memset(line + 156, ',', 144);
    line[300] = '\0';
    const cd_source *s = source_of(f, line);
    const char *text = cd_diag_render(f->arena, &(cd_diag){CD_ERROR, span_of(s, "lenght"), "m", NULL});
    char want[400];
    snprintf(want, sizeof want, "cases/shield.ini:1:151: error: m\n  ...%.30slenght%.64s...\n%35s^~~~~~\n", line,
             line + 160, "");
    assert_string_equal(text, want);
    /* at both ends of the line nothing is cut there */
    text = cd_diag_render(f->arena, &(cd_diag){CD_ERROR, {s, 2, 5}, "m", NULL});
    snprintf(want, sizeof want, "cases/shield.ini:1:3: error: m\n  %.100s...\n    ^~~\n", line);
    assert_string_equal(text, want);
    text = cd_diag_render(f->arena, &(cd_diag){CD_ERROR, {s, 299, 300}, "m", NULL});
    snprintf(want, sizeof want, "cases/shield.ini:1:300: error: m\n  ...%.100s\n%104s^\n", line + 200, "");
    assert_string_equal(text, want);
    /* a span longer than the window is underlined to its end */
    text = cd_diag_render(f->arena, &(cd_diag){CD_ERROR, {s, 0, 300}, "m", NULL});
    const char *tildes = strchr(strchr(text, '^'), '~');
    assert_int_equal(strspn(tildes, "~"), 99);
}

static void repetitions_are_dropped(void **state)
{
    fixture *f = *state;
    const cd_source *s = source_of(f, "a = 1\nb = 2\n"), *other = source_of(f, "a = 1\n");
    for (int i = 0; i < 3; i++) {
        cd_diag_add(f->diags, CD_ERROR, span_of(s, "a"), NULL, "wrong");
        cd_diag_add(f->diags, CD_WARNING, span_of(s, "a"), NULL, "wrong");
        cd_diag_add(f->diags, CD_ERROR, span_of(s, "b"), "hint", "wrong");
        cd_diag_add(f->diags, CD_ERROR, span_of(other, "a"), NULL, "wrong");
        cd_diag_add(f->diags, CD_ERROR, span_of(s, "a"), NULL, "wrong %d", 2);
    }
    assert_int_equal(cd_diags_size(f->diags), 5);
    assert_int_equal(cd_diags_count(f->diags, CD_NOTE), 5);
    assert_int_equal(cd_diags_count(f->diags, CD_WARNING), 5);
    assert_int_equal(cd_diags_count(f->diags, CD_ERROR), 4);
}

static void many_are_kept_apart(void **state)
{
    fixture *f = *state;
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 20000; i++)
            cd_diag_add(f->diags, CD_ERROR, (cd_span){0}, NULL, "number %d", i);
    assert_int_equal(cd_diags_size(f->diags), 20000);
    assert_string_equal(cd_diags_at(f->diags, 12385)->message, "number 12385");
}

static void hints_are_copied_and_messages_cut(void **state)
{
    fixture *f = *state;
    char hint[] = "did you mean \"length\"?", word[5001];
    for (size_t i = 0; i < 5000; i += 2)
        memcpy(word + i, "\xC2\xB5", 3);
    cd_diag_add(f->diags, CD_ERROR, (cd_span){0}, hint, "x%s", word);
    hint[0] = '?';
    const cd_diag *d = cd_diags_at(f->diags, 0);
    assert_string_equal(d->hint, "did you mean \"length\"?");
    size_t n = strlen(d->message);
    assert_in_range(n, 990, 1000);
    assert_string_equal(d->message + n - 5, "\xC2\xB5...");
}

static void sorted_by_source_then_place(void **state)
{
    fixture *f = *state;
    const cd_source *first = source_of(f, "a = 1\nb = 2\n"), *second = source_of(f, "c = 3\nd = 4\n");
    cd_diag_add(f->diags, CD_ERROR, span_of(second, "d"), NULL, "3");
    cd_diag_add(f->diags, CD_NOTE, span_of(first, "b"), NULL, "5");
    cd_diag_add(f->diags, CD_WARNING, span_of(second, "c"), NULL, "2");
    cd_diag_add(f->diags, CD_ERROR, (cd_span){0}, NULL, "1");
    cd_diag_add(f->diags, CD_ERROR, span_of(first, "b"), NULL, "6");
    cd_diag_add(f->diags, CD_ERROR, span_of(first, "a"), NULL, "4");
    cd_diag_add(f->diags, CD_WARNING, span_of(first, "b"), NULL, "7");
    cd_diags_sort(f->diags);
    for (int i = 0; i < 7; i++)
        assert_int_equal(atoi(cd_diags_at(f->diags, (size_t)i)->message), i + 1);
    cd_diag_add(f->diags, CD_ERROR, span_of(first, "a"), NULL, "4"); /* repetitions are still seen */
    assert_int_equal(cd_diags_size(f->diags), 7);
    cd_diags_sort(cd_diags_new(f->arena));
}

static void check_nearest(const char *word, const char *want)
{
    static const char *const keys[] = {"between", "material", "length", "area", "G", "G_ref", "number", "mass"};
    const char *got = cd_nearest(word, keys, sizeof keys / sizeof *keys);
    if (want) {
        assert_non_null(got);
        assert_string_equal(got, want);
    } else {
        assert_null(got);
    }
}

static void the_nearest_word_is_suggested(void **state)
{
    (void)state;
    check_nearest("lenght", "length");  /* a swap: 1 */
    check_nearest("Lenght", "length");  /* case folded */
    check_nearest("legnht", "length");  /* a swap and a swap */
    check_nearest("lngth", "length");   /* a deletion */
    check_nearest("lengtth", "length"); /* an insertion */
    check_nearest("mateiral", "material");
    check_nearest("MASS", "mass");
    check_nearest("arae", "area");    /* distance 1 of 4 letters */
    check_nearest("mat", "material"); /* the beginning of one */
    check_nearest("lengths_of_all", "length");
    check_nearest("G_rfe", "G_ref"); /* not G, the beginning, which is farther */
    check_nearest("aera", "area");
    check_nearest("mxxs", NULL);    /* 2 is half of 4 */
    check_nearest("lxngxh_", NULL); /* 3 */
    check_nearest("emissivity", NULL);
    check_nearest("x", NULL);
    check_nearest("", NULL);
    assert_null(cd_nearest("length", NULL, 0));
}

static void long_words_are_compared_too(void **state)
{
    (void)state;
    char word[201], other[201];
    memset(word, 'n', 200);
    word[200] = '\0';
    memcpy(other, word, 201);
    other[100] = 'm';
    const char *candidates[] = {other};
    assert_null(cd_nearest(word, candidates, 1)); /* too long to be typed */
    other[64] = '\0', word[64] = '\0', word[3] = 'm';
    assert_ptr_equal(cd_nearest(word, candidates, 1), other);
}

static void words_are_joined(void **state)
{
    fixture *f = *state;
    const char *words[] = {"between", "material", "length"};
    assert_string_equal(cd_join(f->arena, words, 3), "between, material, length");
    assert_string_equal(cd_join(f->arena, words, 1), "between");
    assert_string_equal(cd_join(f->arena, NULL, 0), "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(looks_as_promised),
        TEST(placeless_has_no_line),
        TEST(tabs_and_wide_characters_take_one_column),
        TEST(nothing_reaches_the_terminal_as_a_command),
        TEST(only_the_first_line_is_underlined),
        TEST(an_empty_span_at_the_end_has_a_caret),
        TEST(long_lines_are_cut),
        TEST(repetitions_are_dropped),
        TEST(many_are_kept_apart),
        TEST(hints_are_copied_and_messages_cut),
        TEST(sorted_by_source_then_place),
        TEST(the_nearest_word_is_suggested),
        TEST(long_words_are_compared_too),
        TEST(words_are_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
