/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What help says of the kinds of links: every key with its unit, choices, default and sentence, the law, the source,
 * the presets of joints.
 */
#include "../check.h"

#include "../../src/case/case.h"
#include "../../src/cooldown.h"
#include "../../src/link/contact.h"

#include <string.h>

/* The text with each run of white space made one blank: lines are broken anywhere. */
static char *help_of(const char *kind)
{
    char *text = cd_help_link(kind), *to = text;
    assert_non_null(text);
    for (const char *from = text; *from; from++) {
        bool white = *from == ' ' || *from == '\n';
        if (!white || (to > text && to[-1] != ' '))
            *to++ = white ? ' ' : *from;
    }
    *to = 0;
    return text;
}

static void must_say(const char *kind, const char *text, const char *what)
{
    if (!strstr(text, what))
        fail_msg("help %s does not say \"%s\"", kind, what);
}

static void every_key_is_there(void **state)
{
    (void)state;
    for (const cd_link_kind *const *kind = cd_link_kinds; *kind; kind++) {
        const char *name = (*kind)->name;
        char *text = help_of(name);
        must_say(name, text, (*kind)->help);
        must_say(name, text, (*kind)->formula);
        must_say(name, text, (*kind)->reference);
        for (size_t i = 0; i < (*kind)->n_fields; i++) {
            const cd_field *f = &(*kind)->fields[i];
            char line[200];
            must_say(name, text, f->help);
            snprintf(line, sizeof line, " %s ", f->key);
            must_say(name, text, line);
            if (f->type == CD_FIELD_QUANTITY || (f->type == CD_FIELD_RESOLVED && f->quantity != CD_NUMBER))
                must_say(name, text, cd_quantities[f->quantity].si_unit);
            if (f->default_text && !f->required) {
                snprintf(line, sizeof line, "; default %s ", f->default_text);
                must_say(name, text, line);
            }
            for (size_t c = 0; f->choices && f->choices[c]; c++)
                must_say(name, text, f->choices[c]);
        }
        cd_text_free(text);
    }
}

static void lines_say_what_a_key_takes(void **state)
{
    (void)state;
    char *text = help_of("mli");
    must_say("mli", text, " between 2 nodes; required The two nodes that the blanket parts. ");
    must_say("mli", text, " area area, m^2, above 0; required ");
    must_say("mli", text, " model lhc | keller | lockheed | layers; default lhc ");
    must_say("mli", text, " nodes whole number, 2 to 60 ");
    must_say("mli", text, " density inverse length, 1/m, above 0 ");
    cd_text_free(text);
    text = help_of("switch");
    must_say("switch", text, " on thermal conductance, W/K: a constant, a formula $( ) in T, or a table ");
    must_say("switch", text, " open_at time, s (several, with commas) ");
    cd_text_free(text);
    text = help_of("ramp_loss");
    must_say("ramp_loss", text,
             " rate field ramp rate, T/s: a constant, a table, a formula $( ) in t and T, or a log; ");
    cd_text_free(text);
}

static void presets_with_their_ranges(void **state)
{
    (void)state;
    char *text = help_of("contact");
    for (int i = 0; i < CD_N_PRESETS; i++) {
        must_say("contact", text, cd_joint_presets[i].title);
        must_say("contact", text, cd_joint_presets[i].source);
    }
    must_say("contact", text, " au_au_on_cu 0.2 W/K, factor 0.25 to 2.5 ");
    must_say("contact", text, " grease 895 W/(m^2 K), factor 0.34 to 2.23 ");
    cd_text_free(text);
}

static bool is_free(const char *section)
{
    return strcmp(section, "param") == 0 || strcmp(section, "material") == 0 || strcmp(section, "piece") == 0;
}

static void other_sections_too(void **state)
{
    (void)state;
    size_t n = 0, n_free = 0;
    for (; cd_help_section_name(n); n++) {
        const char *name = cd_help_section_name(n);
        char *text = cd_help_section(name);
        assert_non_null(text);
        size_t n_fields;
        const cd_field *fields = cd_section_fields(name, &n_fields);
        assert_true((n_fields == 0) == is_free(name)); /* test_help_free.c has those */
        n_free += is_free(name);
        for (size_t i = 0; i < n_fields; i++) {
            char line[200];
            snprintf(line, sizeof line, "\n  %s ", fields[i].key);
            must_say(name, text, line);
        }
        cd_text_free(text);
    }
    assert_int_equal(n, 13);
    assert_int_equal(n_free, 3);
    assert_null(cd_help_section("nodde"));
}

static void list_and_names(void **state)
{
    (void)state;
    char *text = help_of(NULL);
    size_t n = 0;
    for (; cd_help_link_name(n); n++) {
        must_say("link", text, cd_help_link_name(n));
        must_say("link", text, cd_link_kinds[n]->help);
    }
    assert_null(cd_link_kinds[n]);
    assert_null(cd_help_link_name(n + 5));
    assert_null(cd_help_link("conducton"));
    cd_text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_there),
        cmocka_unit_test(lines_say_what_a_key_takes),
        cmocka_unit_test(presets_with_their_ranges),
        cmocka_unit_test(other_sections_too),
        cmocka_unit_test(list_and_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
