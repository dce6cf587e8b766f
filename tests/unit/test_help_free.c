/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What help says of parameters, materials and pieces, held against what their readers take: the reader's own hints list
 * the keys and words that it knows.
 */
#include "material_texts.h"

#include "../../src/cooldown.h"
#include "../../src/material/form.h"

#define PIECE "[piece p]\nmaterial = m\n"

/* What the reader would have liked: the words after "choose from: " of the one diagnostic about `unknown`. */
static const char *choices_beside(fixture *f, const char *unknown, const char *text)
{
    static const char lead[] = "choose from: ";
    no_library(f);
    f->diags = cd_diags_new(f->arena);
    f->rd.diags = f->diags;
    define(f, text);
    for (size_t i = 0; i < cd_diags_size(f->diags); i++) {
        const cd_diag *diag = cd_diags_at(f->diags, i);
        if (strstr(diag->message, unknown) && diag->hint && strncmp(diag->hint, lead, strlen(lead)) == 0)
            return diag->hint + strlen(lead);
    }
    fail_msg("no hint about %s", unknown);
    return "";
}

/* The rows of keys: two blanks and a word, up to the first empty line after the heading `from`. */
static size_t count_keys(const char *text, const char *from)
{
    const char *line = strstr(text, from);
    assert_non_null(line);
    size_t n = 0;
    while ((line = strchr(line, '\n')) && line[1] && line[1] != '\n') {
        line++;
        n += strncmp(line, "  ", 2) == 0 && line[2] != ' ';
    }
    return n;
}

static bool is_of_form(const char *word)
{
    return strcmp(word, "value") == 0; /* of `constant`, which the piece below has */
}

static void all_keys_and_no_others(fixture *f, const char *section, const char *from, const char *text)
{
    char *help = cd_help_section(section), *words = cd_arena_printf(f->arena, "%s", choices_beside(f, "zzzzzz", text));
    size_t n = 0;
    assert_non_null(help);
    for (char *word = strtok(words, ", "); word; word = strtok(NULL, ", ")) {
        if (is_of_form(word))
            continue;
        n++;
        if (!strstr(help, cd_arena_printf(f->arena, "\n  %s ", word)))
            fail_msg("help %s does not have the key \"%s\"", section, word);
    }
    assert_int_equal(count_keys(help, from), n);
    cd_text_free(help);
}

static void the_keys_of_the_reader(void **state)
{
    all_keys_and_no_others(*state, "material", "keys of a section [material NAME]",
                           "[material m]\nk = 1 W/(m K)\nzzzzzz = 1\n");
    all_keys_and_no_others(*state, "piece", "keys of a section [piece NAME]",
                           "[material m]\n" PIECE "property = k\nform = constant\nvalue = 1\n"
                           "range = 4 K .. 300 K\nzzzzzz = 1\n" ABOUT);
}

/* Choices, as help shows them. */
static void the_words_of_the_reader(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *section, *key, *text;
    } rows[] = {
        {"material", "class", "[material m]\nk = 1 W/(m K)\nclass = zzzzzz\n"},
        {"material", "fractions", "[material m]\ncomposite = a 1\nfractions = zzzzzz\n"},
        {"material", "mixing", "[material m]\ncomposite = a 1\nmixing = zzzzzz\n"},
        {"piece", "property", "[material m]\n" PIECE "form = constant\nvalue = 1\nproperty = zzzzzz\n"},
        {"piece", "grade", "[material m]\n" PIECE "form = constant\nvalue = 1\ngrade = zzzzzz\n"},
        {"piece", "estimate", "[material m]\n" PIECE "form = constant\nvalue = 1\nestimate = zzzzzz\n"},
        {"piece", "join", "[material m]\n" PIECE "form = constant\nvalue = 1\njoin = zzzzzz\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *help = cd_help_section(rows[i].section), line[200];
        char *words = cd_arena_printf(f->arena, "%s", choices_beside(f, "zzzzzz", rows[i].text));
        assert_non_null(help);
        int n = snprintf(line, sizeof line, "\n  %-19s ", rows[i].key);
        for (char *word = strtok(words, ", "); word; word = strtok(NULL, ", "))
            n += snprintf(line + n, sizeof line - (size_t)n, "%s%s", line[n - 1] == ' ' ? "" : " | ", word);
        const char *found = strstr(help, line);
        if (!found || !strchr(";\n", found[n]))
            fail_msg("help %s does not have the line \"%s\"", rows[i].section, line + 1);
        cd_text_free(help);
    }
}

static void every_form_with_its_keys(void **state)
{
    (void)state;
    size_t n;
    const cd_form *const *forms = cd_forms(&n);
    char *help = cd_help_section("piece"), line[200];
    assert_non_null(help);
    const char *at = strstr(help, "\nforms ");
    assert_non_null(at);
    for (size_t i = 0; i < n; i++) {
        snprintf(line, sizeof line, "\n  %-19s ", forms[i]->name);
        at = strstr(at, line);
        assert_non_null(at);
        const char *keys = strstr(at, " keys: ");
        assert_non_null(keys);
        for (size_t k = 0; k < forms[i]->n_keys; k++) {
            keys = strstr(keys, forms[i]->key[k].key);
            assert_non_null(keys);
        }
    }
    assert_non_null(strstr(help, " keys: of, weight, scale (1), T_scale (1), gamma (0)\n"));
    assert_non_null(strstr(help, " keys: P, rho_ref, kohler (none)\n"));
    assert_non_null(strstr(help, " keys: T, y, interpolation = loglog_pchip | loglog | linlin\n"));
    cd_text_free(help);
}

static void parameters_in_words(void **state)
{
    (void)state;
    char *help = cd_help_section("param");
    assert_non_null(help);
    assert_non_null(strstr(help, "NAME = VALUE [FROM .. TO]"));
    assert_non_null(strstr(help, "--set NAME=VALUE"));
    cd_text_free(help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_keys_of_the_reader, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(the_words_of_the_reader, fixture_set_up, fixture_tear_down),
        cmocka_unit_test(every_form_with_its_keys),
        cmocka_unit_test(parameters_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
