/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_page - texts and pictures on their way into a page or into dot: nothing of a case becomes markup.
 */
#include "../check.h"

#include "../../src/output/fonts.h"
#include "../../src/output/graph.h"
#include "../../src/output/html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static jmp_buf landing;

/* What a picture looks like in a page; "refused" when it is not taken. To be freed. */
static char *inlined(const char *svg, const char *prefix)
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    bool good = cd_html_svg(out, svg, prefix, "role=\"img\"");
    fclose(out);
    if (good)
        return text;
    free(text);
    return strdup("refused");
}

static void check_inside(const char *svg, const char *prefix, const char *want)
{
    char *got = inlined(svg, prefix);
    if (!strstr(got, want))
        print_error("\"%s\" is not in: %s\n", want, got);
    assert_non_null(strstr(got, want));
    free(got);
}

static void check_absent(const char *svg, const char *unwanted)
{
    char *got = inlined(svg, "f-");
    assert_string_not_equal(got, "refused");
    assert_null(strstr(got, unwanted));
    free(got);
}

static void texts_are_escaped(void **state)
{
    (void)state;
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    cd_html(out, "<p title=\"%s\">%s 50%%</p>", "\" onload='x'", "<b>&\x01µ");
    fclose(out);
    assert_string_equal(text, "<p title=\"&quot; onload=&#39;x&#39;\">&lt;b&gt;&amp; µ 50%</p>");
    free(text);
}

static void pictures_take_the_colours_of_the_page(void **state)
{
    (void)state;
    check_inside("<svg viewBox=\"0 0 6 5\"><path stroke='rgb(  0, 114, 178)'/></svg>", "f-", "stroke='var(--c1)'");
    check_inside("<svg viewBox=\"0 0 6 5\"><g fill = 'rgb(213,  94,   0)'/></svg>", "f-", "'var(--c2)'");
    check_inside("<svg viewBox=\"0 0 6 5\"><g color=\"black\"/></svg>", "f-", "color=\"var(--ink)\"");
    check_inside("<svg viewBox=\"0 0 6 5\"><g fill='rgb(213, 94)'/></svg>", "f-", "fill='rgb(213, 94)'");
    check_inside("<svg viewBox=\"0 0 6 5\"><use href='#a'/><g id='a'/></svg>", "f-", "<use href='#f-a'/><g id='f-a'/>");
    check_inside("<svg viewBox=\"0 0 6 5\"><g style='filter:url(#box)'/></svg>", "f-",
                 "<g style='filter:url(#f-box)'/>");
    check_inside("<svg viewBox=\"0 0 6 5\"><feFlood flood-color='white' x='1'/></svg>", "f-",
                 "flood-color='var(--ground)' x='1'");
    check_inside("<svg viewBox=\"0 0 6 5\"><g fill='#fefefe'/></svg>", "f-", "fill='var(--ground)'");
    check_inside("<svg viewBox=\"0 0 6 5\"><g id='a'/></svg>", NULL, "<g id='a'/>");
    check_inside("<svg width=\"9\" viewBox=\"0 0 6 5\"></svg>", NULL, "viewBox=\"0 0 6 5\" width=\"6\" role=\"img\"");
}

static void pictures_bring_nothing_active(void **state)
{
    (void)state;
    check_absent("<svg viewBox=\"0 0 6 5\"><g onclick=\"alert(1)\"/></svg>", "alert");
    check_absent("<svg viewBox=\"0 0 6 5\"><a xlink:href='https://example.org/'/></svg>", "example");
    check_absent("<svg viewBox=\"0 0 6 5\"><a href = \"javascript:alert(1)\"/></svg>", "alert");
    check_absent("<svg viewBox=\"0 0 6 5\"><title>gnuplot_plot_1</title><!-- <b> --></svg>", "plot_1");
    check_inside("<svg viewBox=\"0 0 6 5\"><SCRIPT>alert(1)</SCRIPT></svg>", "f-", "refused");
    check_inside("no picture", "f-", "refused");
    check_inside("<svg>", "f-", "refused");
    check_inside("<svg viewBox=\"0 0 6\"></svg>", "f-", "refused");
    check_inside("<svg viewBox=\"0 0 6 5\"", "f-", "<svg"); /* cut off anywhere: no reading past the end */
    check_inside("<svg viewBox=\"0 0 6 5\"><g fill='", "f-", "<g");
    check_inside("<svg viewBox=\"0 0 6 5\"><!-- ", "f-", "<svg");
}

static void fonts_are_found(void **state)
{
    (void)state;
    char folder[] = "/tmp/cooldown-XXXXXX", inner[64], font[80];
    assert_non_null(mkdtemp(folder));
    snprintf(inner, sizeof inner, "%s/truetype", folder);
    snprintf(font, sizeof font, "%s/plain.TTF", inner);
    const char *const folders[] = {"/nowhere", folder, NULL};
    assert_int_equal(mkdir(inner, 0700), 0);
    assert_false(cd_fonts_in(folders));
    FILE *file = fopen(font, "w");
    assert_non_null(file);
    fclose(file);
    assert_true(cd_fonts_in(folders));
    remove(font);
    rmdir(inner);
    rmdir(folder);
}

static void dot_gets_quoted_texts(void **state)
{
    cd_arena *arena = *state;
    assert_string_equal(cd_graph_quoted(arena, "a \"b\" \\N\n&lt;", 90), "\"a \\\"b\\\" \\\\N &amp;lt;\"");
    assert_string_equal(cd_graph_quoted(arena, "µµµµ", 2), "\"µµ...\"");
    assert_string_equal(cd_graph_quoted(arena, "", 2), "\"\"");
}

static void colours_meet_their_stops(void **state)
{
    (void)state;
    assert_int_equal(cd_graph_colour(0.1), cd_graph_stops[0].rgb);
    for (size_t i = 0; i < CD_N_GRAPH_STOPS; i++)
        assert_int_equal(cd_graph_colour(cd_graph_stops[i].T_K), cd_graph_stops[i].rgb);
    assert_int_equal(cd_graph_colour(900), cd_graph_stops[CD_N_GRAPH_STOPS - 1].rgb);
    /* Half way in the logarithm between 5 K (2f66ad) and 20 K (6aa6d6): 10 K. */
    assert_int_equal(cd_graph_colour(10), 0x4d86c2);
}

static int make_arena(void **state)
{
    *state = cd_arena_new(&landing);
    return *state ? 0 : -1;
}

static int free_arena(void **state)
{
    cd_arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(pictures_take_the_colours_of_the_page),
        cmocka_unit_test(pictures_bring_nothing_active),
        cmocka_unit_test(fonts_are_found),
        cmocka_unit_test(dot_gets_quoted_texts),
        cmocka_unit_test(colours_meet_their_stops),
    };
    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
