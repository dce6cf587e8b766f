/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report - see report.h: draws the figures for the page, fills the template, writes report.html, .pdf or .md (page.h).
 */
#include "report.h"
#include "figures.h"
#include "graph.h"
#include "html.h"
#include "letters.h"
#include "one_figure.h"
#include "page.h"

#include <math.h>
#include <string.h>

typedef struct {
    const char *dir;
    const cd_report_options *options;
} question;

/* ---- figures ---- */

/* What the figures show; those of [plot] sections say it by their title. */
static const char *caption_of(cd_arena *arena, const cd_result *result, const char *name)
{
    static const char *const captions[][2] = {
        {"temperature", "Temperatures of the nodes against time"},
        {"temperature_log", "Temperatures of the nodes against time, on a logarithmic scale"},
        {"heat", "Heat lifted by the coolers and the largest heat flows of the links against time"},
        {"stacked",
         "Heat into the coolers' stages and the main node, stacked by link; the line is what the node itself takes "
         "up"},
        {"chain", "Temperatures along the way from the main node to its cooler, at some times"},
        {"bands", "Where the time goes: time in each band of temperature, coloured by the part that limits there"},
        {"energy", "Energies over the run: lifted by coolers, changed in bodies, carried by links"},
        {"load_map", "Load map of the cooler, with the temperatures of its stages along the run"},
        {"load_map_2", "Load map of another cooler, with the temperatures of its stages along the run"},
        {"load_map_3", "Load map of another cooler, with the temperatures of its stages along the run"},
        {"budget", "Heat budget of each cooler stage in the end, as shares of what it lifts"}};
    for (size_t k = 0; k < json_array_size(result->plots); k++) {
        const json_t *plot = json_array_get(result->plots, k);
        if (strcmp(cd_json_get_text(plot, "name"), name) == 0)
            return *cd_json_get_text(plot, "title") ? cd_json_get_text(plot, "title")
                                                    : cd_arena_printf(arena, "Plot %s", name);
    }
    for (size_t i = 0; i < sizeof captions / sizeof *captions; i++)
        if (strcmp(captions[i][0], name) == 0)
            return captions[i][1];
    return name;
}

/* A figure drawn for the page; else the one that the run left in the folder, without cursor. */
static void take_figure(cd_report *r, const char *name)
{
    cd_arena *arena = r->arena;
    cd_report_figure *figure = &r->figure[r->n_figures++];
    const char *staging = r->call->folder.staging;
    *figure = (cd_report_figure){.name = name, .caption = caption_of(arena, r->result, name)};
    figure->svg = cd_html_slurp(arena, cd_arena_printf(arena, "%s/%s.svg", staging, name));
    if (figure->svg && *figure->svg) {
        char *box = cd_html_slurp(arena, cd_arena_printf(arena, "%s/%s.box", staging, name));
        if (box && strchr(box, '\n'))
            *strchr(box, '\n') = '\0';
        figure->box = box && *box ? box : NULL;
    } else {
        figure->svg = cd_html_slurp(arena, cd_arena_printf(arena, "%s/%s.svg", r->result->dir, name));
    }
}

static void draw_figures(cd_report *r)
{
    static const char *const svg[] = {"svg", NULL};
    cd_drawing d = {.folder = &r->call->folder,
                    .result = r->result,
                    .plots = r->plots,
                    .theme = "page",
                    .devices = svg,
                    .message = ""};
    const char *const *names;
    size_t n = cd_figure_names_of(r->arena, r->result, &names);
    cd_figures_draw_all(&d);
    r->problems = d.message;
    r->figure = cd_arena_alloc(r->arena, n, sizeof *r->figure);
    for (size_t i = 0; i < n && r->result->n_rows > 1; i++)
        take_figure(r, names[i]);
}

static void draw_network(cd_report *r)
{
    cd_folder *folder = &r->call->folder;
    double t_s = r->result->t_end_s;
    cd_graph g = {.result = r->result, .t_s = &t_s, .n_times = 1, .theme = CD_GRAPH_PAGE};
    FILE *out = cd_folder_open(folder, "network.gv");
    if (!out)
        return;
    cd_graph_write(out, r->arena, &g);
    cd_folder_close(folder, out, "network.gv");
    const char *error = cd_graph_layout(r->arena, folder->staging, "network.gv", "network.svg", "svg");
    if (error)
        r->problems = cd_arena_printf(r->arena, "%s%s\n", r->problems, error);
    else
        r->network = cd_html_slurp(r->arena, cd_arena_printf(r->arena, "%s/network.svg", folder->staging));
}

/* ---- the page ---- */

static void put_title(const cd_report *r, FILE *out)
{
    cd_html_text(out, r->result->title);
}

static void put_case(const cd_report *r, FILE *out)
{
    cd_html_text(out, r->resolved ? r->resolved : "case.resolved.ini is not in the folder");
}

static void put_path(const cd_report *r, FILE *out)
{
    cd_html_text(out, cd_json_get_text(json_object_get(r->result->summary, "case"), "path"));
}

static void put_data(const cd_report *r, FILE *out)
{
    json_t *data = cd_report_data(r);
    cd_html_json(out, data);
    json_decref(data);
}

static bool fill(void *ctx, const char *name, FILE *out)
{
    static const struct {
        const char *name;
        void (*put)(const cd_report *r, FILE *out);
    } parts[] = {{"title", put_title},
                 {"path", put_path},
                 {"data", put_data},
                 {"verdict", cd_report_verdict},
                 {"network", cd_report_network},
                 {"now", cd_report_now},
                 {"shape", cd_report_shape},
                 {"figures", cd_report_figures},
                 {"tables", cd_report_tables},
                 {"ranges", cd_report_ranges},
                 {"versions", cd_report_versions},
                 {"case", put_case}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].name, name) == 0) {
            parts[i].put(ctx, out);
            return true;
        }
    return false;
}

static void write_markdown(cd_report *r, const char *name)
{
    FILE *out = cd_folder_open(&r->call->folder, name);
    if (!out)
        return;
    cd_report_markdown(r, out);
    cd_folder_close(&r->call->folder, out, name);
    cd_folder_publish(&r->call->folder, name);
}

static void write_html(cd_report *r, bool pdf)
{
    const char *template = cd_page_template(r->call, r->plots, "report.html");
    if (!template)
        return;
    r->resolved = cd_html_slurp(r->arena, cd_arena_printf(r->arena, "%s/case.resolved.ini", r->result->dir));
    draw_figures(r);
    draw_network(r);
    const char *none = pdf ? cd_letters_none(r->arena, r->call->folder.staging) : NULL; /* the browser prints */
    if (cd_page_write(r->call, template, "report.html", (cd_page){r->arena, r->plots, "report.js", fill, r}))
        cd_page_publish(r->call, "report", pdf, cd_arena_printf(r->arena, "%s%s", r->problems, none ? none : ""));
}

static void work(cd_call *call, const void *args)
{
    const question *q = args;
    if (!cd_call_read(call, &q->dir, 1))
        return;
    cd_report r = {.call = call,
                   .arena = call->arena,
                   .result = call->results,
                   .plots = cd_find_plots(call->arena, q->options->data_path),
                   .problems = ""};
    cd_folder_begin(&call->folder, call->arena, q->options->dir ? q->options->dir : q->dir);
    if (!call->folder.error && q->options->markdown)
        write_markdown(&r, "report.md");
    else if (!call->folder.error)
        write_html(&r, q->options->pdf);
    if (call->folder.error)
        cd_call_fail(call, CD_FILE, call->folder.error);
}

cd_status cd_report_result(const char *dir, const cd_report_options *options, char **message)
{
    question q = {dir, options};
    return cd_call_do(work, &q, message);
}
