/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_sweep - see report_sweep.h: reads the store, draws the figures, fills the template or writes the Markdown.
 */
#include "report_sweep.h"

#include "format.h"
#include "html.h"
#include "page.h"

#include <math.h>
#include <string.h>

enum { MOST_MEASURES_DRAWN = 6, MOST_FIGURES = MOST_MEASURES_DRAWN + 1 };

typedef struct {
    const char *path;
    cd_results *results;
    const cd_report_options *options;
} question;

/* ---- what there is ---- */

bool cd_sweep_extremes(const cd_results *r, const cd_result_column *c, size_t *least, size_t *most)
{
    bool any = false;
    for (size_t row = 0; row < r->n_rows && !c->words; row++) {
        double x = c->number[row];
        if (isnan(x))
            continue;
        *least = !any || x < c->number[*least] ? row : *least;
        *most = !any || x > c->number[*most] ? row : *most;
        any = true;
    }
    return any;
}

/* A measure to what the integrator holds of it: the end of runs that stop at one temperature is one. Rows without a
 * value (failed, never) are no variation. */
bool cd_sweep_varies(const cd_results *r, const cd_result_column *c)
{
    size_t first = 0;
    while (!c->words && first < r->n_rows && isnan(c->number[first]))
        first++;
    for (size_t row = first + 1; row < r->n_rows; row++) {
        double a = c->words ? 0 : c->number[first], b = c->words ? 0 : c->number[row],
               least = c->kind == CD_COLUMN_MEASURE ? 1e-6 * fmax(fabs(a), fabs(b)) : 0;
        if (c->words ? strcmp(c->text[row], c->text[0]) != 0 : fabs(a - b) > least)
            return true;
    }
    return false;
}

static void find_columns(cd_sweep_report *r)
{
    cd_results *results = r->results;
    r->parameter = cd_arena_alloc(r->arena, results->n_columns, sizeof(cd_result_column *));
    r->measure = cd_arena_alloc(r->arena, results->n_columns, sizeof(cd_result_column *));
    for (size_t i = 0; i < results->n_columns; i++) {
        const cd_result_column *c = &results->columns[i];
        size_t least, most;
        if (c->kind == CD_COLUMN_PARAMETER && cd_sweep_varies(results, c))
            r->parameter[r->n_parameters++] = c;
        if (c->kind == CD_COLUMN_MEASURE && cd_sweep_extremes(results, c, &least, &most))
            r->measure[r->n_measures++] = c;
    }
}

/* The first measure rises; what has none comes last; equal ones keep the order of points. */
static int by_measure(const void *a, const void *b, void *column)
{
    const cd_result_column *c = *(const cd_result_column *const *)column;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    double x = c->number[i], y = c->number[j];
    if (isnan(x) != isnan(y))
        return isnan(x) ? 1 : -1;
    if (x < y || x > y)
        return x < y ? -1 : 1;
    return (i > j) - (i < j);
}

static void order_rows(cd_sweep_report *r)
{
    const cd_results *results = r->results;
    r->order = cd_arena_alloc(r->arena, results->n_rows, sizeof *r->order);
    for (size_t row = 0; row < results->n_rows; row++) {
        r->order[row] = row;
        r->n_ok += strcmp(results->status[row], "ok") == 0;
    }
    if (r->n_measures > 0)
        qsort_r(r->order, results->n_rows, sizeof *r->order, by_measure, r->measure);
}

/* ---- figures ---- */

static const char *names_of(cd_arena *arena, const cd_sweep_figure *f)
{
    const char *out = "";
    for (size_t i = 0; i < f->n_axes; i++)
        out = cd_arena_printf(arena, "%s%s%s", out, i == 0 ? "" : i + 1 < f->n_axes ? ", " : " and ", f->axes[i]->name);
    return out;
}

/* What a figure does not show of the points, and what it makes up between them. */
static const char *left_out_of(cd_sweep_report *r, const cd_sweep_figure *f)
{
    size_t n = r->results->n_rows - f->n_rows;
    const char *out = "";
    if (n > 0)
        out = cd_arena_printf(r->arena, "%s; %zu point%s without %s%s%s not drawn", out, n, cd_plural(n),
                              f->measure->name, f->second ? " or " : "", f->second ? f->second->name : "");
    if (f->sampled)
        out = cd_arena_printf(r->arena, "%s; interpolated between %zu samples", out, f->n_rows);
    return *f->note ? cd_arena_printf(r->arena, "%s; %s", out, f->note) : out;
}

static const char *what_of(cd_sweep_report *r, const cd_sweep_figure *f)
{
    const char *measure = f->measure->name, *kind = f->figure.template;
    if (strcmp(kind, "sweep_pareto") == 0)
        return cd_arena_printf(r->arena,
                               "%s against %s: all points, and the front of those that no other beats in both", measure,
                               f->second->name);
    if (strcmp(kind, "sweep_map") == 0)
        return cd_arena_printf(r->arena, "%s over %s; the lighter, the less; the star marks the least, %s", measure,
                               names_of(r->arena, f), cd_sweep_value(r, f->measure, f->best, false));
    if (strcmp(kind, "sweep_axes") == 0)
        return cd_arena_printf(r->arena, "%s and %s on parallel axes, a line for each point", names_of(r->arena, f),
                               measure);
    return f->n_axes == 2 ? cd_arena_printf(r->arena, "%s over %s, a line for each %s", measure, f->axes[0]->name,
                                            f->axes[1]->name)
                          : cd_arena_printf(r->arena, "%s over %s", measure, f->axes[0]->name);
}

static const char *caption_of(cd_sweep_report *r, const cd_sweep_figure *f)
{
    return cd_arena_printf(r->arena, "%s%s", what_of(r, f), left_out_of(r, f));
}

static void add_problem(cd_sweep_report *r, const char *problem)
{
    if (!strstr(r->problems, problem))
        r->problems = cd_arena_printf(r->arena, "%s%s\n", r->problems, problem);
}

static void draw_one(cd_sweep_report *r, const cd_report_options *options, const char *measure, const char *second)
{
    const char *stem = cd_arena_printf(r->arena, "%s/figure%zu", r->call->folder.staging, r->n_figures);
    cd_results_figure ask = {.path = cd_arena_printf(r->arena, "%s.svg", stem),
                             .data_path = options->data_path,
                             .measure = measure,
                             .pareto = second,
                             .theme = "page"};
    cd_sweep_page_figure *figure = &r->figure[r->n_figures++];
    *figure = (cd_sweep_page_figure){0};
    if (cd_sweep_draw(r->results, &ask, &figure->drawn) != CD_OK)
        add_problem(r, cd_results_error(r->results));
    if (!figure->drawn.figure.template) { /* nothing to draw */
        r->n_figures--;
        return;
    }
    figure->caption = caption_of(r, &figure->drawn);
    figure->svg = cd_html_slurp(r->arena, ask.path);
    figure->box = cd_html_slurp(r->arena, cd_arena_printf(r->arena, "%s.box", stem));
}

/* Each measure over what was varied; the front of the first two that vary. */
static void draw_figures(cd_sweep_report *r, const cd_report_options *options)
{
    const cd_result_column *first = NULL, *second = NULL;
    r->figure = cd_arena_alloc(r->arena, MOST_FIGURES, sizeof *r->figure);
    for (size_t i = 0; i < r->n_measures; i++) {
        if (!cd_sweep_varies(r->results, r->measure[i]))
            continue;
        second = first && !second ? r->measure[i] : second;
        first = first ? first : r->measure[i];
        if (r->n_parameters > 0 && r->n_figures < MOST_MEASURES_DRAWN)
            draw_one(r, options, r->measure[i]->name, NULL);
    }
    if (second)
        draw_one(r, options, first->name, second->name);
}

/* ---- the page ---- */

static void put_title(const cd_sweep_report *r, FILE *out)
{
    cd_html(out, "%s", r->results->title ? r->results->title : "Sweep");
}

static void put_path(const cd_sweep_report *r, FILE *out)
{
    cd_html(out, "%s, %s", r->results->case_path ? r->results->case_path : "", r->results->path);
}

static void put_data(const cd_sweep_report *r, FILE *out)
{
    json_t *data = cd_sweep_report_data(r);
    cd_html_json(out, data);
    json_decref(data);
}

static void put_definition(const cd_sweep_report *r, FILE *out)
{
    cd_html_text(out, r->results->definition ? r->results->definition : "the store holds no definition");
}

static void put_case(const cd_sweep_report *r, FILE *out)
{
    cd_html_text(out, r->results->resolved ? r->results->resolved : "the store holds no case");
}

static bool fill(void *ctx, const char *name, FILE *out)
{
    static const struct {
        const char *name;
        void (*put)(const cd_sweep_report *r, FILE *out);
    } parts[] = {{"title", put_title},
                 {"path", put_path},
                 {"data", put_data},
                 {"verdict", cd_sweep_report_verdict},
                 {"figures", cd_sweep_report_figures},
                 {"designs", cd_sweep_report_designs},
                 {"points", cd_sweep_report_points},
                 {"versions", cd_sweep_report_versions},
                 {"definition", put_definition},
                 {"case", put_case}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].name, name) == 0) {
            parts[i].put(ctx, out);
            return true;
        }
    return false;
}

/* ---- where it goes ---- */

static const char *folder_of(cd_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return !slash ? "." : slash == path ? "/" : cd_arena_strn(arena, path, (size_t)(slash - path));
}

/* "straps_report" of "out/straps.db". */
static const char *stem_of(cd_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    return cd_arena_printf(arena, "%.*s_report", cd_store_stem(name), name);
}

static void write_markdown(cd_sweep_report *r, const char *stem)
{
    const char *name = cd_arena_printf(r->arena, "%s.md", stem);
    FILE *out = cd_folder_open(&r->call->folder, name);
    if (!out)
        return;
    cd_sweep_report_markdown(r, out);
    cd_folder_close(&r->call->folder, out, name);
    cd_folder_publish(&r->call->folder, name);
}

static void write_html(cd_sweep_report *r, const cd_report_options *options, const char *stem)
{
    const char *template = cd_page_template(r->call, r->plots, "sweep.html");
    if (!template)
        return;
    draw_figures(r, options);
    if (cd_page_write(r->call, template, cd_arena_printf(r->arena, "%s.html", stem),
                      (cd_page){r->arena, r->plots, "sweep.js", fill, r}))
        cd_page_publish(r->call, stem, options->pdf, r->problems);
}

static void work(cd_call *call, const void *args)
{
    const question *q = args;
    const cd_report_options *options = q->options;
    cd_sweep_report r = {.call = call,
                         .arena = call->arena,
                         .results = q->results,
                         .plots = cd_find_plots(call->arena, options->data_path),
                         .problems = ""};
    if (setjmp(q->results->landing) != 0) {
        cd_call_fail(call, CD_NO_MEMORY, NULL);
        return;
    }
    if (!cd_results_fetch(q->results, q->results->n_finished)) { /* all at once: figures and extremes need them */
        cd_call_fail(call, CD_FILE, cd_results_error(q->results));
        return;
    }
    if (q->results->n_rows == 0) {
        cd_call_fail(call, CD_INPUT, cd_arena_printf(call->arena, "%s holds no finished point yet", q->path));
        return;
    }
    find_columns(&r);
    order_rows(&r);
    const char *stem = options->dir ? "report" : stem_of(call->arena, q->path);
    cd_folder_begin(&call->folder, call->arena, options->dir ? options->dir : folder_of(call->arena, q->path));
    if (!call->folder.error && options->markdown)
        write_markdown(&r, stem);
    else if (!call->folder.error)
        write_html(&r, options, stem);
    if (call->folder.error)
        cd_call_fail(call, CD_FILE, call->folder.error);
}

cd_status cd_report_store(const char *store, const cd_report_options *options, char **message)
{
    question q = {.path = store, .options = options};
    cd_status status = cd_results_open(store, &q.results);
    *message = NULL;
    if (status == CD_OK)
        status = cd_call_do(work, &q, message);
    else if (q.results && cd_results_error(q.results))
        *message = strdup(cd_results_error(q.results));
    cd_results_free(q.results);
    return status;
}
