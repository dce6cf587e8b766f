/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_markdown - the summary of a result as Markdown, for where no browser is.
 */
#include "drawing.h"
#include "format.h"
#include "page.h"
#include "report.h"

#include <math.h>

static void put_verdict(const cd_report *r, FILE *out)
{
    cd_verdict v = cd_report_judge(r->arena, r->result);
    const char *const line[][3] = {{"Time to cold", v.time, v.time_of},
                                   {"Base", v.base, v.base_of},
                                   {"Margin", v.margin, v.margin_of},
                                   {"Holds it back", v.holds, v.holds_of}};
    fputs("# ", out);
    cd_markdown_text(out, r->result->title);
    fputs("\n\n", out);
    for (size_t i = 0; i < sizeof line / sizeof *line; i++)
        if (line[i][1]) {
            fprintf(out, "- %s: **", line[i][0]);
            cd_markdown_text(out, line[i][1]);
            fputs("**, ", out);
            cd_markdown_text(out, line[i][2]);
            fputc('\n', out);
        }
}

static void put_measures(const cd_report *r, FILE *out)
{
    const char *name;
    json_t *m, *measures = json_object_get(r->result->summary, "measures");
    if (json_object_size(measures) == 0)
        return;
    cd_markdown_head(out, "Measures", "measure\tvalue");
    json_object_foreach(measures, name, m)
    {
        double value = cd_json_get_number(m, "value");
        cd_markdown_row(out, isfinite(value)
                                 ? cd_arena_printf(r->arena, "%s\t%.6g %s", name, value, cd_json_get_text(m, "unit"))
                                 : cd_arena_printf(r->arena, "%s\tnever", name));
    }
}

static void put_bands(const cd_report *r, FILE *out)
{
    const json_t *bands = json_object_get(json_object_get(r->result->summary, "holding_back"), "bands");
    if (json_array_size(bands) == 0)
        return;
    cd_markdown_head(out, "Where the time goes", "band\ttime\tlimited by\tsaved by doubling it");
    for (size_t i = 0; i < json_array_size(bands); i++) {
        const json_t *band = json_array_get(bands, i);
        double saved_s, to_K = cd_json_get_number(band, "to_K");
        const char *limit = cd_limit_of_band(band, &saved_s);
        const char *to = isfinite(to_K) ? cd_arena_printf(r->arena, "%.3g K", to_K) : "the goal";
        cd_markdown_row(out, cd_arena_printf(r->arena, "%.3g K to %s\t%s\t%s\t%s", cd_json_get_number(band, "from_K"),
                                             to, cd_time(cd_json_get_number(band, "time_s")).s,
                                             limit ? limit : "none alone", limit ? cd_time(saved_s).s : ""));
    }
}

static void put_ranking(const cd_report *r, FILE *out)
{
    const json_t *ranking = json_object_get(json_object_get(r->result->summary, "holding_back"), "ranking");
    if (json_array_size(ranking) == 0)
        return;
    cd_markdown_head(out, "What holds it back", "part, doubled alone\ttime saved");
    for (size_t i = 0; i < json_array_size(ranking); i++) {
        double saved_s = cd_json_get_number(json_array_get(ranking, i), "saved_s");
        cd_markdown_row(out, cd_arena_printf(r->arena, "%s\t%s", cd_json_get_text(json_array_get(ranking, i), "name"),
                                             isfinite(saved_s) ? cd_time(saved_s).s : "goal not reached"));
    }
}

static void put_nodes(const cd_report *r, FILE *out)
{
    const cd_result *result = r->result;
    cd_markdown_head(out, "Nodes at the end", "node\tmass\ttemperature");
    for (size_t i = 0; i < result->n_user_nodes; i++)
        cd_markdown_row(out, cd_arena_printf(r->arena, "%s\t%s\t%.4g K", result->node[i].name,
                                             result->node[i].mass_kg > 0
                                                 ? cd_arena_printf(r->arena, "%.4g kg", result->node[i].mass_kg)
                                                 : "",
                                             cd_result_at(result, result->n_rows - 1, result->node[i].column)));
}

static void put_budget(const cd_report *r, FILE *out)
{
    const char *name, *link;
    json_t *stage, *flow, *budget = json_object_get(r->result->summary, "budget");
    if (json_object_size(budget) == 0)
        return;
    cd_markdown_head(out, "Heat budget of the cooler stages", "stage and source\tin the end\tover the run");
    json_object_foreach(budget, name, stage)
    {
        cd_markdown_row(out, cd_arena_printf(r->arena, "%s lifts\t%s\t%s", name,
                                             cd_si(cd_json_get_number(stage, "lift_W"), "W").s,
                                             cd_si(cd_json_get_number(stage, "lifted_J"), "J").s));
        json_object_foreach(json_object_get(stage, "links"), link, flow)
        {
            cd_markdown_row(out, cd_arena_printf(r->arena, "from %s\t%s\t%s", link,
                                                 cd_si(cd_json_get_number(flow, "into_W"), "W").s,
                                                 cd_si(cd_json_get_number(flow, "into_J"), "J").s));
        }
    }
}

static void put_list(FILE *out, const char *title, const json_t *list)
{
    if (json_array_size(list) == 0)
        return;
    fprintf(out, "\n## %s\n\n", title);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        fputs("- ", out);
        if (json_is_string(item)) {
            cd_markdown_text(out, json_string_value(item));
        } else {
            cd_markdown_text(out, cd_json_get_text(item, "what"));
            fputs(": ", out);
            cd_markdown_text(out, cd_json_get_text(item, "how"));
            fprintf(out, " for %s", cd_time(cd_json_get_number(item, "time_s")).s);
        }
        fputc('\n', out);
    }
}

void cd_report_markdown(const cd_report *r, FILE *out)
{
    const json_t *summary = r->result->summary;
    double closure = cd_json_get_number(summary, "closure");
    put_verdict(r, out);
    put_measures(r, out);
    put_bands(r, out);
    put_ranking(r, out);
    put_nodes(r, out);
    put_budget(r, out);
    put_list(out, "Warnings", json_object_get(summary, "warnings"));
    put_list(out, "Data used outside their range, or on estimates", json_object_get(summary, "audit"));
    put_list(out, "What the model leaves out", json_object_get(summary, "leaves_out"));
    if (isfinite(closure))
        fprintf(out, "\nEnergy: %s lifted; the balance closes to %.1e of it.\n",
                cd_si(cd_json_get_number(summary, "lifted_J"), "J").s, closure);
    fprintf(out, "\nRun by cooldown ");
    cd_markdown_text(out, cd_json_get_text(json_object_get(summary, "program"), "version"));
    fputs(".\n", out);
}
