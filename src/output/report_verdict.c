/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_verdict - what a reader wants to know first: when it is cold, how cold it ends, with what margin, and what
 * holds it back.
 */
#include "drawing.h"
#include "format.h"
#include "html.h"
#include "report.h"

#include <math.h>
#include <string.h>

/* "time(T(coil) < 5 K)" as "T(coil) < 5 K". */
static const char *condition_of(cd_arena *arena, const char *text)
{
    size_t n = strlen(text);
    if (strncmp(text, "time(", 5) == 0 && text[n - 1] == ')')
        return cd_arena_strn(arena, text + 5, n - 6);
    return text;
}

static void judge_time(cd_arena *arena, const json_t *holding, cd_verdict *v)
{
    double goal_s = cd_json_get_number(holding, "goal_s");
    v->time = isfinite(goal_s) ? cd_arena_printf(arena, "%s", cd_time(goal_s).s) : "never";
    v->time_of = isfinite(goal_s)
                     ? cd_arena_printf(arena, "until %s", condition_of(arena, cd_json_get_text(holding, "condition")))
                     : "no stop condition, time() or level was reached";
}

static void judge_base(cd_arena *arena, const cd_result *r, cd_verdict *v)
{
    int node = cd_main_node(r);
    if (node < 0 || r->n_rows == 0)
        return;
    v->base = cd_arena_printf(arena, "%.4g K", cd_result_at(r, r->n_rows - 1, r->node[node].column));
    v->base_of =
        cd_arena_printf(arena,
                        json_is_true(json_object_get(r->summary, "stopped")) ? "%s when the run stopped, after %s"
                                                                             : "%s at the end, after %s",
                        r->node[node].name, cd_time(r->t_end_s).s);
}

static void judge_margin(cd_arena *arena, const cd_result *r, const json_t *holding, cd_verdict *v)
{
    double margin = cd_json_get_number(holding, "margin");
    if (!isfinite(margin))
        return;
    if (json_is_true(json_object_get(r->summary, "stopped"))) {
        v->margin = "not known";
        v->margin_of = "the run stops where the goal is met; without stop it would show its base";
        return;
    }
    bool about_T = strstr(cd_json_get_text(holding, "condition"), "T(") != NULL;
    v->margin = cd_arena_printf(arena, "%.3g%s", margin, about_T ? " K" : "");
    v->margin_of = margin >= 0 ? "inside the goal at the end" : "outside the goal again at the end";
}

static void judge_holds(cd_arena *arena, const json_t *holding, cd_verdict *v)
{
    const json_t *first = json_array_get(json_object_get(holding, "ranking"), 0);
    double saved_s = cd_json_get_number(first, "saved_s");
    if (!first || !(saved_s > 0))
        return;
    v->holds = cd_json_get_text(first, "name");
    v->holds_of = cd_arena_printf(arena, "doubled alone, it would save %s (%.0f %%)", cd_time(saved_s).s,
                                  100 * saved_s / cd_json_get_number(holding, "goal_s"));
}

cd_verdict cd_report_judge(cd_arena *arena, const cd_result *r)
{
    const json_t *holding = json_object_get(r->summary, "holding_back");
    cd_verdict v = {0};
    if (cd_main_node(r) >= 0) /* else nothing cools */
        judge_time(arena, holding, &v);
    judge_base(arena, r, &v);
    judge_margin(arena, r, holding, &v);
    judge_holds(arena, holding, &v);
    return v;
}

static void put_card(FILE *out, const char *what, const char *value, const char *of)
{
    if (value)
        cd_html(out, "<div class=\"card\"><dt>%s</dt><dd><strong>%s</strong><span>%s</span></dd></div>\n", what, value,
                of);
}

void cd_report_verdict(const cd_report *r, FILE *out)
{
    cd_verdict v = cd_report_judge(r->arena, r->result);
    fputs("<dl class=\"cards\">\n", out);
    put_card(out, "Time to cold", v.time, v.time_of);
    put_card(out, "Base", v.base, v.base_of);
    put_card(out, "Margin", v.margin, v.margin_of);
    put_card(out, "Holds it back", v.holds, v.holds_of);
    fputs("</dl>\n", out);
    const json_t *warnings = json_object_get(r->result->summary, "warnings");
    if (json_array_size(warnings) > 0) {
        fputs("<ul class=\"warnings\">\n", out);
        for (size_t i = 0; i < json_array_size(warnings); i++)
            cd_html(out, "<li>warning: %s</li>\n", json_string_value(json_array_get(warnings, i)));
        fputs("</ul>\n", out);
    }
}
