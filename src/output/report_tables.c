/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_tables - the tables that do not follow the time: measures, levels, ranking, bands, budget; ranges, closure,
 * versions.
 */
#include "drawing.h"
#include "format.h"
#include "html.h"
#include "report.h"

#include <math.h>
#include <string.h>

static void put_number(FILE *out, double value, const char *shown)
{
    if (isfinite(value))
        fprintf(out, "<td class=\"number\" data-value=\"%.9g\">", value);
    else
        fputs("<td class=\"number\" data-value=\"\">", out); /* sorts last */
    cd_html(out, "%s</td>", shown);
}

static void put_measures(const cd_report *r, FILE *out)
{
    const char *name;
    json_t *m, *measures = json_object_get(r->result->summary, "measures");
    if (json_object_size(measures) == 0)
        return;
    fputs("<table class=\"sortable\"><caption>Measures</caption>\n<thead><tr><th>measure</th><th "
          "class=\"number\">value</th>"
          "<th>unit</th></tr></thead>\n<tbody>\n",
          out);
    json_object_foreach(measures, name, m)
    {
        double value = cd_json_get_number(m, "value");
        cd_html(out, "<tr><td>%s</td>", name);
        put_number(out, value, isfinite(value) ? cd_arena_printf(r->arena, "%.6g", value) : "never");
        cd_html(out, "<td>%s</td></tr>\n", cd_json_get_text(m, "unit"));
    }
    fputs("</tbody></table>\n", out);
}

static void put_levels(const cd_report *r, FILE *out)
{
    static const char *const keys[] = {"250", "200", "150", "100", "77", "50", "20", "10", "5"};
    enum { N = sizeof keys / sizeof *keys };
    cd_time_unit unit = cd_time_unit_of(r->result->t_end_s);
    const char *name;
    json_t *of_node;
    cd_html(out,
            "<table class=\"sortable\"><caption>When each node first passed a temperature (%s)</caption>\n<thead><tr>"
            "<th>node</th>",
            unit.name);
    for (size_t i = 0; i < N; i++)
        fprintf(out, "<th class=\"number\">%s K</th>", keys[i]);
    fputs("</tr></thead>\n<tbody>\n", out);
    json_object_foreach(json_object_get(r->result->summary, "levels"), name, of_node)
    {
        int node = cd_result_node_of(r->result, name);
        if (node >= 0 && r->result->node[node].kind == CD_BATH)
            continue;
        cd_html(out, "<tr><td>%s</td>", name);
        for (size_t i = 0; i < N; i++) {
            double t_s = cd_json_get_number(of_node, keys[i]);
            put_number(out, t_s, isfinite(t_s) ? cd_arena_printf(r->arena, "%.4g", t_s / unit.s) : "\u2013");
        }
        fputs("</tr>\n", out);
    }
    fputs("</tbody></table>\n", out);
}

static void put_ranking(const cd_report *r, FILE *out)
{
    const json_t *holding = json_object_get(r->result->summary, "holding_back"),
                 *ranking = json_object_get(holding, "ranking");
    double goal_s = cd_json_get_number(holding, "goal_s");
    const char *note = json_string_value(json_object_get(holding, "note"));
    if (note)
        cd_html(out, "<p>No ranking of what holds it back: %s.</p>\n", note);
    if (json_array_size(ranking) == 0)
        return;
    fputs("<table class=\"sortable\"><caption>What holds it back: time saved when one part alone is doubled</caption>\n"
          "<thead><tr><th>part</th><th class=\"number\">saved</th><th "
          "class=\"number\">share</th></tr></thead>\n<tbody>\n",
          out);
    for (size_t i = 0; i < json_array_size(ranking); i++) {
        const json_t *rank = json_array_get(ranking, i);
        double saved_s = cd_json_get_number(rank, "saved_s");
        cd_html(out, "<tr><td>%s</td>", cd_json_get_text(rank, "name"));
        put_number(out, saved_s, isfinite(saved_s) ? cd_time(saved_s).s : "goal not reached");
        put_number(out, saved_s, isfinite(saved_s) ? cd_arena_printf(r->arena, "%.1f %%", 100 * saved_s / goal_s) : "");
        fputs("</tr>\n", out);
    }
    fputs("</tbody></table>\n", out);
}

static void put_bands(const cd_report *r, FILE *out)
{
    const json_t *bands = json_object_get(json_object_get(r->result->summary, "holding_back"), "bands");
    if (json_array_size(bands) == 0)
        return;
    fputs("<table class=\"sortable\"><caption>Where the time goes</caption>\n<thead><tr><th>band</th><th "
          "class=\"number\">time"
          "</th><th>part that limits</th><th class=\"number\">saved by doubling it</th></tr></thead>\n<tbody>\n",
          out);
    for (size_t i = 0; i < json_array_size(bands); i++) {
        const json_t *band = json_array_get(bands, i);
        double to_K = cd_json_get_number(band, "to_K"), time_s = cd_json_get_number(band, "time_s"), saved_s;
        const char *limit = cd_limit_of_band(band, &saved_s);
        cd_html(out, "<tr><td>%s to %s</td>", cd_arena_printf(r->arena, "%.3g K", cd_json_get_number(band, "from_K")),
                isfinite(to_K) ? cd_arena_printf(r->arena, "%.3g K", to_K) : "the goal");
        put_number(out, time_s, cd_time(time_s).s);
        cd_html(out, "<td>%s</td>", limit ? limit : "none alone");
        put_number(out, limit ? saved_s : NAN, limit ? cd_time(saved_s).s : "");
        fputs("</tr>\n", out);
    }
    fputs("</tbody></table>\n", out);
}

static void put_flow(const cd_report *r, FILE *out, const char *stage, const char *name, double W, double J,
                     double share)
{
    cd_html(out, "<tr><td>%s</td><td>%s</td>", stage, name);
    put_number(out, W, cd_si(W, "W").s);
    put_number(out, J, cd_si(J, "J").s);
    put_number(out, share, isfinite(share) ? cd_arena_printf(r->arena, "%.1f %%", 100 * share) : "");
    fputs("</tr>\n", out);
}

static void put_budget(const cd_report *r, FILE *out)
{
    const char *name, *link;
    json_t *stage, *flow, *budget = json_object_get(r->result->summary, "budget");
    if (json_object_size(budget) == 0)
        return;
    fputs(
        "<table class=\"sortable\"><caption>Heat budget of each cooler "
        "stage</caption>\n<thead><tr><th>stage</th><th>from</th>"
        "<th class=\"number\">in the end</th><th class=\"number\">over the run</th><th class=\"number\">share</th></tr>"
        "</thead>\n<tbody>\n",
        out);
    json_object_foreach(budget, name, stage)
    {
        put_flow(r, out, name, "lifted", cd_json_get_number(stage, "lift_W"), cd_json_get_number(stage, "lifted_J"),
                 NAN);
        json_object_foreach(json_object_get(stage, "links"), link, flow)
        {
            put_flow(r, out, name, link, cd_json_get_number(flow, "into_W"), cd_json_get_number(flow, "into_J"),
                     cd_json_get_number(flow, "share"));
        }
        put_flow(r, out, name, "its own heat", cd_json_get_number(stage, "own_W"), cd_json_get_number(stage, "own_J"),
                 cd_json_get_number(stage, "own_share"));
    }
    fputs("</tbody></table>\n", out);
}

void cd_report_tables(const cd_report *r, FILE *out)
{
    put_measures(r, out);
    put_bands(r, out);
    put_ranking(r, out);
    put_levels(r, out);
    put_budget(r, out);
}

void cd_report_ranges(const cd_report *r, FILE *out)
{
    const json_t *audit = json_object_get(r->result->summary, "audit"),
                 *leaves = json_object_get(r->result->summary, "leaves_out");
    if (json_array_size(audit) == 0) {
        fputs("<p>All materials and maps were used inside their data.</p>\n", out);
    } else {
        fputs("<table class=\"sortable\"><caption>Data used outside their range, or on estimates</caption>\n<thead><tr>"
              "<th>what</th><th>how</th><th class=\"number\">how long</th><th class=\"number\">share of the "
              "heat</th></tr>"
              "</thead>\n<tbody>\n",
              out);
        for (size_t i = 0; i < json_array_size(audit); i++) {
            const json_t *entry = json_array_get(audit, i);
            double time_s = cd_json_get_number(entry, "time_s"), share = cd_json_get_number(entry, "share");
            fputs(json_is_true(json_object_get(entry, "warning")) ? "<tr class=\"warning\">" : "<tr>", out);
            cd_html(out, "<td>%s</td><td>%s</td>", cd_json_get_text(entry, "what"), cd_json_get_text(entry, "how"));
            put_number(out, time_s, isfinite(time_s) ? cd_time(time_s).s : "");
            put_number(out, share, isfinite(share) ? cd_arena_printf(r->arena, "%.1f %%", 100 * share) : "");
            fputs("</tr>\n", out);
        }
        fputs("</tbody></table>\n", out);
    }
    fputs("<h3>What the model leaves out</h3>\n<ul>\n", out);
    for (size_t i = 0; i < json_array_size(leaves); i++)
        cd_html(out, "<li>%s</li>\n", json_string_value(json_array_get(leaves, i)));
    fputs("</ul>\n", out);
}

void cd_report_versions(const cd_report *r, FILE *out)
{
    const json_t *summary = r->result->summary, *program = json_object_get(summary, "program"),
                 *about = json_object_get(summary, "case"), *solver = json_object_get(summary, "solver");
    double closure = cd_json_get_number(summary, "closure");
    const char *path;
    json_t *sum;
    if (isfinite(closure))
        cd_html(
            out,
            "<p>Energy: %s lifted; the balance closes to %s of it. This proves that energy is conserved, not that the "
            "result is accurate.</p>\n",
            cd_si(cd_json_get_number(summary, "lifted_J"), "J").s, cd_arena_printf(r->arena, "%.1e", closure));
    else
        fputs("<p>The run kept no ledger of energies.</p>\n", out);
    cd_html(out, "<p>Run by %s %s; page made by cooldown %s.", cd_json_get_text(program, "name"),
            cd_json_get_text(program, "version"), cd_version());
    cd_html(out, " Solver: rtol %s, %s steps, %s restarts, %s states.</p>\n",
            cd_arena_printf(r->arena, "%g", cd_json_get_number(solver, "rtol")),
            cd_arena_printf(r->arena, "%.0f", cd_json_get_number(solver, "steps")),
            cd_arena_printf(r->arena, "%.0f", cd_json_get_number(solver, "restarts")),
            cd_arena_printf(r->arena, "%.0f", cd_json_get_number(solver, "states")));
    fputs("<ul class=\"sums\">\n", out);
    json_object_foreach(json_object_get(about, "sha256"), path, sum)
    {
        cd_html(out, "<li>%s <code>%s</code></li>\n", path, json_string_value(sum));
    }
    fputs("</ul>\n", out);
}
