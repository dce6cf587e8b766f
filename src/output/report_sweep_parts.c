/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_sweep_parts - the parts of the page of a sweep: how many points, what is best, which failed and why; figures;
 * designs; points; versions.
 */
#include "report_sweep.h"

#include "format.h"
#include "html.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_CARDS = 5,
    MOST_UPRIGHT = 7 /* columns of a table that a page takes upright */,
    MOST_FAILURES = 20,
    MOST_FRONT = 20,
    PRINTED = 60 /* as report.css has it */
};

/* ---- texts that page and Markdown share ---- */

const char *cd_sweep_value(const cd_sweep_report *r, const cd_result_column *c, size_t row, bool bare)
{
    if (c->words)
        return c->text[row];
    if (isnan(c->number[row]))
        return c->kind == CD_COLUMN_MEASURE && strcmp(r->results->status[row], "ok") == 0 ? "never" : "\u2013";
    return cd_arena_printf(r->arena, "%s%s%s", cd_number(cd_column_shown(c, row)).s, bare || !*c->unit ? "" : " ",
                           bare ? "" : c->unit);
}

const char *cd_sweep_design(const cd_sweep_report *r, size_t row)
{
    const char *out = "";
    for (size_t i = 0; i < r->n_parameters; i++)
        out = cd_arena_printf(r->arena, "%s%s%s = %s", out, i ? ", " : "", r->parameter[i]->name,
                              cd_sweep_value(r, r->parameter[i], row, false));
    return out;
}

const char *cd_sweep_count(const cd_sweep_report *r)
{
    return r->results->n_points > r->results->n_rows
               ? cd_arena_printf(r->arena, "%zu of %zu", r->results->n_rows, r->results->n_points)
               : cd_arena_printf(r->arena, "%zu", r->results->n_rows);
}

const char *cd_sweep_count_of(const cd_sweep_report *r)
{
    const cd_results *results = r->results;
    size_t failed = results->n_rows - r->n_ok;
    const char *how = cd_arena_printf(r->arena, "by %s%s%s", results->method ? results->method : "list",
                                      results->shard ? ", shard " : "", results->shard ? results->shard : "");
    const char *state = failed ? cd_arena_printf(r->arena, "%zu failed", failed) : "none failed";
    return results->n_rows < results->n_points && !results->shard
               ? cd_arena_printf(r->arena, "%s; %s; the rest is still to do", how, state)
               : cd_arena_printf(r->arena, "%s; %s", how, state);
}

size_t cd_sweep_failures(const cd_sweep_report *r, cd_sweep_failure *list, size_t most, size_t *left_off)
{
    const cd_results *results = r->results;
    size_t n = 0;
    *left_off = 0;
    for (size_t row = 0; row < results->n_rows; row++) {
        const char *message = results->message[row], *status = results->status[row];
        size_t length = strcspn(message, "\n"), k = 0;
        if (strcmp(status, "ok") == 0)
            continue;
        while (k < n && (strcmp(list[k].status, status) != 0 || strlen(list[k].why) != length ||
                         strncmp(list[k].why, message, length) != 0))
            k++;
        if (k == most)
            ++*left_off;
        else if (k < n)
            list[k].n++;
        else
            list[n++] = (cd_sweep_failure){status, cd_arena_strn(r->arena, message, length), 1, results->point[row]};
    }
    return n;
}

const char *cd_sweep_never(const cd_sweep_report *r, const cd_result_column *c)
{
    size_t n = 0;
    for (size_t row = 0; row < r->results->n_rows; row++)
        n += isnan(c->number[row]) && strcmp(r->results->status[row], "ok") == 0 ? 1 : 0;
    return n ? cd_arena_printf(r->arena, "; %zu never reach%s it", n, n == 1 ? "es" : "") : "";
}

/* ---- verdict ---- */

static void put_card(FILE *out, const char *what, const char *value, const char *of)
{
    cd_html(out, "<div class=\"card\"><dt>%s</dt><dd><strong>%s</strong><span>%s</span></dd></div>\n", what, value, of);
}

static void put_failures(const cd_sweep_report *r, FILE *out)
{
    cd_sweep_failure list[MOST_FAILURES];
    size_t left_off, n = cd_sweep_failures(r, list, MOST_FAILURES, &left_off);
    if (n == 0)
        return;
    fputs("<ul class=\"warnings\" id=\"failures\">\n", out);
    for (size_t i = 0; i < n; i++)
        cd_html(out, "<li>%s: %s (%s)</li>\n",
                cd_arena_printf(r->arena, "%zu point%s %s", list[i].n, cd_plural(list[i].n), list[i].status),
                *list[i].why ? list[i].why : "no reason was stored",
                cd_arena_printf(r->arena, list[i].n > 1 ? "the first is point %ld" : "point %ld", list[i].first));
    if (left_off)
        cd_html(out, "<li>%s more failed for other reasons: cooldown results --where &quot;status != ok&quot;</li>\n",
                cd_arena_printf(r->arena, "%zu", left_off));
    fputs("</ul>\n", out);
}

void cd_sweep_report_verdict(const cd_sweep_report *r, FILE *out)
{
    fputs("<dl class=\"cards\">\n", out);
    put_card(out, "Points", cd_sweep_count(r), cd_sweep_count_of(r));
    for (size_t i = 0; i < r->n_measures && i < MOST_CARDS; i++) {
        size_t least, most;
        cd_sweep_extremes(r->results, r->measure[i], &least, &most);
        const char *value = cd_sweep_value(r, r->measure[i], least, false);
        if (!cd_sweep_varies(r->results, r->measure[i]))
            put_card(out, r->measure[i]->name, value,
                     cd_arena_printf(r->arena, "the same for all points%s", cd_sweep_never(r, r->measure[i])));
        else
            put_card(out, cd_arena_printf(r->arena, "Least %s", r->measure[i]->name), value,
                     cd_arena_printf(r->arena, "point %ld: %s%s", r->results->point[least], cd_sweep_design(r, least),
                                     cd_sweep_never(r, r->measure[i])));
    }
    fputs("</dl>\n", out);
    if (r->n_measures == 0)
        fputs("<p class=\"warnings\">No point has a value of any measure.</p>\n", out);
    put_failures(r, out);
}

/* ---- figures ---- */

void cd_sweep_report_figures(const cd_sweep_report *r, FILE *out)
{
    for (const char *line = r->problems; line && *line;) {
        size_t n = strcspn(line, "\n");
        cd_html(out, "<p class=\"missing\">%s</p>\n", cd_arena_strn(r->arena, line, n));
        line += n + (line[n] == '\n');
    }
    fputs("<div class=\"figures\">\n", out);
    for (size_t i = 0; i < r->n_figures; i++) {
        const cd_sweep_page_figure *figure = &r->figure[i];
        const char *id = cd_arena_printf(r->arena, "figure-%zu", i);
        cd_text label;
        cd_text_begin(&label);
        if (label.out)
            cd_html(label.out, "role=\"img\" aria-label=\"%s\" data-figure=\"%s\"", figure->caption,
                    cd_arena_printf(r->arena, "%zu", i));
        char *attributes = cd_text_end(&label);
        cd_html(out, "<figure id=\"%s\">\n", id);
        if (!figure->svg || !attributes ||
            !cd_html_svg(out, figure->svg, cd_arena_printf(r->arena, "f%zu-", i), attributes))
            fputs("<p class=\"missing\">This figure could not be drawn.</p>", out);
        cd_text_free(attributes);
        cd_html(out, "<figcaption>%s</figcaption>\n", figure->caption);
        fputs(figure->box ? "<p class=\"readout\"></p>\n</figure>\n" : "</figure>\n", out);
    }
    fputs("</div>\n", out);
}

/* ---- tables ---- */

/* In a table a value is in SI with all digits, as the CSV has it, and shown in its unit. */
static void put_cell(const cd_sweep_report *r, const cd_result_column *c, size_t row, FILE *out)
{
    char text[32];
    if (c->words) {
        cd_html(out, "<td>%s</td>", c->text[row]);
        return;
    }
    snprintf(text, sizeof text, "%.15g", c->number[row]);
    if (strtod(text, NULL) != c->number[row])
        snprintf(text, sizeof text, "%.17g", c->number[row]);
    cd_html(out, "<td class=\"number\" data-value=\"%s\">%s</td>", isnan(c->number[row]) ? "" : text,
            cd_sweep_value(r, c, row, true));
}

static void put_heads(const cd_sweep_report *r, const cd_result_column *const *c, size_t n, FILE *out)
{
    for (size_t i = 0; i < n; i++)
        cd_html(out, c[i]->words ? "<th>%s</th>" : "<th class=\"number\">%s</th>", cd_column_title(r->arena, c[i]));
}

/* Of what holds a table: report.css prints wide ones across. */
static const char *width_of(const cd_sweep_report *r)
{
    return r->n_parameters + r->n_measures > MOST_UPRIGHT ? " wide" : "";
}

static void put_row(const cd_sweep_report *r, size_t row, FILE *out)
{
    const char *point = cd_arena_printf(r->arena, "%ld", r->results->point[row]);
    cd_html(out, "<td class=\"number\" data-value=\"%s\">%s</td>", point, point);
    for (size_t i = 0; i < r->n_parameters; i++)
        put_cell(r, r->parameter[i], row, out);
    for (size_t i = 0; i < r->n_measures; i++)
        put_cell(r, r->measure[i], row, out);
}

/* The points of the Pareto front, where one was drawn, as they follow each other along it. */
static void put_front(const cd_sweep_report *r, FILE *out)
{
    for (size_t i = 0; i < r->n_figures; i++) {
        const cd_sweep_figure *f = &r->figure[i].drawn;
        for (size_t k = 0; k < f->n_front && k < MOST_FRONT; k++) {
            fputs("<tr><td>front</td>", out);
            put_row(r, f->front[k], out);
            fputs("</tr>\n", out);
        }
        if (f->n_front > MOST_FRONT)
            cd_html(out, "<tr><td>front</td><td colspan=\"%s\">and %s more points</td></tr>\n",
                    cd_arena_printf(r->arena, "%zu", r->n_parameters + r->n_measures + 1),
                    cd_arena_printf(r->arena, "%zu", f->n_front - MOST_FRONT));
    }
}

/* What the caption of the extremes says of the front. */
static const char *front_of(const cd_sweep_report *r)
{
    for (size_t i = 0; i < r->n_figures; i++)
        if (r->figure[i].drawn.n_front > 0)
            return cd_arena_printf(r->arena, ", and the front of %s against %s", r->figure[i].drawn.measure->name,
                                   r->figure[i].drawn.second->name);
    return "";
}

void cd_sweep_report_designs(const cd_sweep_report *r, FILE *out)
{
    if (r->n_measures == 0)
        return;
    cd_html(out,
            "<table class=\"sortable%s\" id=\"designs\"><caption>The points with the least and the greatest of each "
            "measure%s</caption>\n<thead><tr><th>which</th><th class=\"number\">point</th>",
            width_of(r), front_of(r));
    put_heads(r, r->parameter, r->n_parameters, out);
    put_heads(r, r->measure, r->n_measures, out);
    fputs("</tr></thead>\n<tbody>\n", out);
    for (size_t i = 0; i < r->n_measures; i++) {
        size_t end[2];
        if (!cd_sweep_varies(r->results, r->measure[i]))
            continue;
        cd_sweep_extremes(r->results, r->measure[i], &end[0], &end[1]);
        for (int k = 0; k < 2; k++) {
            cd_html(out, "<tr><td>%s %s</td>", k ? "greatest" : "least", r->measure[i]->name);
            put_row(r, end[k], out);
            fputs("</tr>\n", out);
        }
    }
    put_front(r, out);
    fputs("</tbody></table>\n", out);
}

static void put_listed(const cd_sweep_report *r, FILE *out)
{
    if (r->results->n_rows <= CD_MOST_LISTED)
        return;
    const char *which = r->n_measures ? cd_arena_printf(r->arena, "with the least %s", r->measure[0]->name) : "first";
    cd_html(out,
            "<p>Listed are the %s points %s of %s. All of them: <code>cooldown results %s --csv</code> (or --limit 0 "
            "for a list).</p>\n",
            cd_arena_printf(r->arena, "%d", CD_MOST_LISTED), which,
            cd_arena_printf(r->arena, "%zu", r->results->n_rows), r->results->path);
}

void cd_sweep_report_points(const cd_sweep_report *r, FILE *out)
{
    const cd_results *results = r->results;
    put_listed(r, out);
    cd_html(out,
            "<div class=\"long%s\" tabindex=\"0\" role=\"group\" aria-label=\"Table of points\">\n<table "
            "class=\"sortable\" id=\"points\"><thead><tr><th class=\"number\">point</th>",
            width_of(r));
    put_heads(r, r->parameter, r->n_parameters, out);
    put_heads(r, r->measure, r->n_measures, out);
    fputs(r->n_ok < results->n_rows ? "<th>state</th></tr></thead>\n<tbody>\n" : "</tr></thead>\n<tbody>\n", out);
    for (size_t i = 0; i < results->n_rows && i < CD_MOST_LISTED; i++) {
        size_t row = r->order[i];
        bool good = strcmp(results->status[row], "ok") == 0;
        fputs(good ? "<tr>" : "<tr class=\"warning\">", out);
        put_row(r, row, out);
        if (r->n_ok < results->n_rows)
            cd_html(out, "<td>%s%s%s</td>", results->status[row], good || !*results->message[row] ? "" : ": ",
                    good ? "" : cd_arena_strn(r->arena, results->message[row], strcspn(results->message[row], "\n")));
        fputs("</tr>\n", out);
    }
    fputs("</tbody></table>\n</div>\n", out);
    if (results->n_rows > PRINTED)
        fputs("<p class=\"on-paper\">Printed are the first 60 rows; the page itself lists more.</p>\n", out);
}

/* ---- versions ---- */

static double sum_of(const cd_results *r, const char *name)
{
    double sum = 0;
    for (size_t i = 0; i < r->n_columns; i++)
        for (size_t row = 0; row < r->n_rows && r->columns[i].kind == CD_COLUMN_SOLVER; row++)
            if (strcmp(r->columns[i].name, name) == 0 && isfinite(r->columns[i].number[row]))
                sum += r->columns[i].number[row];
    return sum;
}

void cd_sweep_report_versions(const cd_sweep_report *r, FILE *out)
{
    const cd_results *results = r->results;
    cd_html(out,
            "<p>Computed by %s in %s, the sum of the run times, and %s steps of the solver; page made by cooldown %s.",
            results->program ? results->program : "an unknown program", cd_time(sum_of(results, "wall_s")).s,
            cd_arena_printf(r->arena, "%.0f", sum_of(results, "steps")), cd_version());
    if (results->seed)
        cd_html(out, " Seed of the samples: %s.", results->seed);
    fputs("</p>\n<ul class=\"sums\">\n", out);
    if (results->case_path)
        cd_html(out, "<li>%s <code>%s</code></li>\n", results->case_path,
                results->case_sha256 ? results->case_sha256 : "");
    fputs("</ul>\n", out);
}
