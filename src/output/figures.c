/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figures - see figures.h. Each figure is a prologue (numbers and quoted texts), plots/style.gp and a template.
 */
#include "figures.h"
#include "format.h"
#include "gnuplot.h"
#include "one_figure.h"
#include "profile_csv.h"
#include "series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_CURVES = 12, MOST_HEATS = 8, MEASURED_POINTS = 120 };

/* How far below the largest heat flow the figure goes: milliwatts beside a first stage's hundreds of watts. */
static const double heat_range = 1e-5;

/* Columns of profile.csv in one figure. */
typedef struct {
    const char *label[MOST_CURVES];
    int column[MOST_CURVES]; /* of cd_run.rows, from 0 */
    size_t n;
} curves;

typedef struct {
    cd_folder *folder;
    const cd_run *run;
    const char *plots; /* the folder of the templates, absolute */
    const char *message;
    bool stop; /* no gnuplot: nothing more to try */
} drawing;

static void say(drawing *d, const char *sentence)
{
    d->message = cd_arena_printf(d->folder->arena, "%s%s\n", d->message, sentence);
}

static const char *const standard[] = {"temperature", "temperature_log", "heat"};
enum { N_STANDARD = sizeof standard / sizeof *standard };

static bool is_replaced(const cd_case *cs, const char *name)
{
    for (size_t i = 0; i < cs->n_plots; i++)
        if (strcmp(cs->plots[i].name, name) == 0)
            return true;
    return false;
}

size_t cd_figure_names(cd_arena *arena, const cd_case *cs, const char *const **names)
{
    const char **list = cd_arena_alloc(arena, N_STANDARD + cs->n_plots, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < N_STANDARD; i++)
        if (!is_replaced(cs, standard[i]))
            list[n++] = standard[i];
    for (size_t i = 0; i < cs->n_plots; i++)
        list[n++] = cs->plots[i].name;
    *names = list;
    return n;
}

/* Axis of time: h up to five days, then d. */
static cd_time_unit axis_unit(double t_s)
{
    return t_s >= 5 * 86400.0 ? (cd_time_unit){"d", 86400} : cd_time_unit_of(t_s);
}

/* What every prologue begins with. */
static void begin_prologue(FILE *out, const cd_run *run, const char *name, const char *title, size_t n)
{
    cd_time_unit unit = axis_unit(run->t_end_s);
    cd_gnuplot_set_text(out, "file", name);
    cd_gnuplot_set_text(out, "title", title);
    cd_gnuplot_set_text(out, "time_unit", unit.name);
    cd_gnuplot_set_number(out, "time_s", unit.s);
    cd_gnuplot_set_number(out, "time_max", run->t_end_s / unit.s);
    fprintf(out, "n = %zu\n", n);
}

/* Runs gnuplot on a prologue that has been written. */
static void draw(drawing *d, const char *name, const char *template)
{
    cd_arena *arena = d->folder->arena;
    int missing;
    const char *error =
        cd_gnuplot_draw(arena, d->folder->staging, "prologue.gp", cd_arena_printf(arena, "%s/style.gp", d->plots),
                        cd_arena_printf(arena, "%s/%s.gp", d->plots, template), &missing);
    if (missing) {
        d->stop = true;
        say(d, "no figures: gnuplot was not found (install gnuplot-nox, or use --no-plot)");
    } else if (error) {
        say(d, cd_arena_printf(arena, "figure \"%s\" was not drawn: %s", name, error));
    }
}

/* Smallest and largest magnitude above zero in the columns of the curves. */
static void magnitudes(const cd_run *run, const curves *c, double *least, double *most)
{
    *least = INFINITY;
    *most = 0;
    for (size_t r = 0; r < run->n_rows; r++)
        for (size_t i = 0; i < c->n; i++) {
            double y = fabs(run->rows[r * run->n_columns + (size_t)c->column[i]]);
            if (y > 0)
                *least = fmin(*least, y);
            *most = fmax(*most, y);
        }
}

/* A figure of columns of profile.csv. */
static void draw_columns(drawing *d, const char *name, const curves *c, double y_min, double y_max)
{
    if (c->n == 0 || d->stop || is_replaced(d->run->cs, name))
        return;
    FILE *out = cd_folder_open(d->folder, "prologue.gp");
    if (!out)
        return;
    int from_1[MOST_CURVES];
    for (size_t i = 0; i < c->n; i++)
        from_1[i] = c->column[i] + 1;
    begin_prologue(out, d->run, name, d->run->cs->title, c->n);
    fputs("n_measured = 0\n", out);
    cd_gnuplot_set_text(out, "data", "profile.csv");
    cd_gnuplot_set_number(out, "y_min", y_min);
    cd_gnuplot_set_number(out, "y_max", y_max);
    cd_gnuplot_set_numbers(out, "column_of", from_1, c->n);
    cd_gnuplot_set_texts(out, "label", c->label, c->n);
    cd_folder_close(d->folder, out, "prologue.gp");
    draw(d, name, name);
}

/* Nodes of the case; those with a fixed temperature would only be straight lines. */
static void draw_temperatures(drawing *d)
{
    const cd_network *net = d->run->cs->net;
    curves c = {.n = 0};
    int wanted = 0;
    for (int i = 0; i < net->n_user_nodes; i++) {
        if (net->nodes[i].kind == CD_NODE_FIXED || wanted++ >= MOST_CURVES)
            continue;
        c.label[c.n] = net->nodes[i].name;
        c.column[c.n++] = (int)cd_profile_T(i);
    }
    if (wanted > MOST_CURVES)
        say(d, cd_arena_printf(d->folder->arena,
                               "the figures show the first %d of %d nodes: a [plot] section can choose others",
                               MOST_CURVES, wanted));
    double least, most;
    magnitudes(d->run, &c, &least, &most);
    draw_columns(d, "temperature", &c, 0, 1.05 * most);
    draw_columns(d, "temperature_log", &c, 0.8 * least, 1.2 * most);
}

typedef struct {
    int channel;
    bool is_cooler;
    double most_W;
} heat;

/* Coolers first, in the order of the case, then the largest. */
static int drawn_first(const void *a, const void *b)
{
    const heat *left = a, *right = b;
    if (left->is_cooler != right->is_cooler)
        return left->is_cooler ? -1 : 1;
    if (!left->is_cooler && left->most_W != right->most_W)
        return left->most_W < right->most_W ? 1 : -1;
    return left->channel - right->channel;
}

/* One entry for each heat that may be drawn: of a link between two nodes only the first end. */
static size_t list_heats(const cd_run *run, heat *list)
{
    const cd_network *net = run->cs->net;
    size_t n = 0;
    for (int c = 0; c < net->n_channels; c++) {
        const cd_link *link = &net->links[net->channels[c].link];
        if (link->kind->two_ended && c != link->first_channel)
            continue;
        double most_W = 0;
        for (size_t r = 0; r < run->n_rows; r++)
            most_W = fmax(most_W, fabs(run->rows[r * run->n_columns + cd_profile_Q(net, c)]));
        if (most_W > 0)
            list[n++] = (heat){c, link->kind->is_cooler, most_W};
    }
    return n;
}

static void draw_heats(drawing *d)
{
    const cd_network *net = d->run->cs->net;
    heat *list = cd_arena_alloc(d->folder->arena, (size_t)net->n_channels, sizeof *list);
    size_t n = list_heats(d->run, list);
    qsort(list, n, sizeof *list, drawn_first);
    curves c = {.n = 0};
    double most_W = 0;
    for (size_t i = 0; i < n; i++)
        most_W = fmax(most_W, list[i].most_W);
    for (size_t i = 0; i < n && c.n < MOST_HEATS; i++) {
        if (list[i].most_W < 2 * heat_range * most_W)
            continue;
        c.label[c.n] = net->channels[list[i].channel].name;
        c.column[c.n++] = (int)cd_profile_Q(net, list[i].channel);
    }
    double least, most;
    magnitudes(d->run, &c, &least, &most);
    draw_columns(d, "heat", &c, fmax(0.7 * least, heat_range * most), 1.5 * most);
}

/* "Temperature (K)", "Power (W)": from the dimension that all curves share; "" when they differ. */
static const char *y_axis_label(cd_arena *arena, const cd_plot *plot)
{
    cd_type type = cd_expr_type(plot->y[0]);
    for (size_t i = 1; i < plot->n_y; i++)
        if (!cd_dim_equal(cd_expr_type(plot->y[i]).dim, type.dim))
            return "";
    if (cd_dim_equal(type.dim, cd_quantities[CD_POWER].dim))
        return "Heat flow (W)";
    for (int q = 1; q < CD_N_QUANTITIES; q++)
        if (cd_dim_equal(cd_quantities[q].dim, type.dim)) {
            if (q == CD_TEMPERATURE && type.temp == CD_TEMP_DIFFERENCE)
                q = CD_TEMPERATURE_DIFFERENCE;
            char *label = cd_arena_printf(arena, "%s (%s)", cd_quantities[q].name, cd_quantities[q].si_unit);
            if (label[0] >= 'a' && label[0] <= 'z')
                label[0] = (char)(label[0] - 'a' + 'A');
            return label;
        }
    return cd_dim_equal(type.dim, cd_quantities[CD_NUMBER].dim) ? "" : cd_dim_text(arena, type.dim);
}

/* A measured log over a figure. */
typedef struct {
    cd_series log;
    int *like; /* curve of each column, from 1 as gnuplot counts */
    const char **label;
} overlay;

/* Reads the log of a plot and puts its points in a file of their own; n = 0 when there is none. */
static overlay prepare_overlay(drawing *d, const cd_plot *plot)
{
    cd_arena *arena = d->folder->arena;
    overlay over = {.like = cd_arena_alloc(arena, plot->n_y, sizeof(int)),
                    .label = cd_arena_alloc(arena, plot->n_y, sizeof(char *))};
    if (!plot->data_path)
        return over;
    const char *error = cd_series_measured(arena, plot, &over.log, over.like);
    FILE *points = error ? NULL : cd_folder_open(d->folder, "measured.csv");
    if (error)
        say(d, cd_arena_printf(arena, "plot \"%s\" without measured data: %s", plot->name, error));
    if (!points) {
        over.log.n = 0;
        return over;
    }
    cd_series_write(points, &over.log);
    cd_folder_close(d->folder, points, "measured.csv");
    for (size_t j = 0; j < over.log.n; j++)
        over.label[j] = cd_arena_printf(arena, "%s, measured", plot->y_label[over.like[j]++]);
    return over;
}

static void write_overlay(FILE *out, const overlay *over)
{
    fprintf(out, "n_measured = %zu\nthin = %zu\n", over->log.n, 1 + over->log.n_rows / MEASURED_POINTS);
    cd_gnuplot_set_text(out, "measured", "measured.csv");
    cd_gnuplot_set_numbers(out, "like", over->like, over->log.n);
    cd_gnuplot_set_texts(out, "measured_label", over->label, over->log.n);
}

/* Whether there is anything to draw: gnuplot fails on a figure without a point. */
static bool has_points(const cd_series *series, const cd_plot *plot)
{
    for (size_t i = 0; i < series->n_rows * series->n; i++)
        if (isfinite(series->y[i]) && (!plot->logy || series->y[i] > 0))
            return true;
    return false;
}

static double first_positive(const cd_series *series)
{
    for (size_t r = 0; r < series->n_rows; r++)
        if (series->t_s[r] > 0)
            return series->t_s[r];
    return 1;
}

/* Smallest and largest value above zero, a little widened. */
static void positive_range(const cd_series *series, double *y_min, double *y_max)
{
    *y_min = INFINITY;
    *y_max = 0;
    for (size_t i = 0; i < series->n_rows * series->n; i++)
        if (isfinite(series->y[i]) && series->y[i] > 0) {
            *y_min = fmin(*y_min, 0.8 * series->y[i]);
            *y_max = fmax(*y_max, 1.2 * series->y[i]);
        }
}

static void write_plot_prologue(FILE *out, const cd_run *run, const cd_plot *plot, const char *y_label,
                                const cd_series *series)
{
    double y_min, y_max;
    begin_prologue(out, run, plot->name, plot->title ? plot->title : run->cs->title, plot->n_y);
    cd_gnuplot_set_text(out, "data", "series.csv");
    cd_gnuplot_set_text(out, "y_label", y_label);
    fprintf(out, "logx = %d\nlogy = %d\n", plot->logx, plot->logy);
    cd_gnuplot_set_number(out, "x_min", first_positive(series) / axis_unit(run->t_end_s).s);
    positive_range(series, &y_min, &y_max);
    if (plot->logy) {
        cd_gnuplot_set_number(out, "y_min", y_min);
        cd_gnuplot_set_number(out, "y_max", y_max);
    }
    cd_gnuplot_set_texts(out, "label", plot->y_label, plot->n_y);
}

/* The figure of a [plot] section. */
static void draw_plot(drawing *d, const cd_plot *plot)
{
    cd_arena *arena = d->folder->arena;
    if (d->stop)
        return;
    cd_series series = cd_series_of_plot(arena, d->run, plot);
    if (!has_points(&series, plot)) {
        say(d, cd_arena_printf(arena, "plot \"%s\" was not drawn: it has no point to show%s", plot->name,
                               plot->logy ? " on a logarithmic scale" : ""));
        return;
    }
    const char *y_label = y_axis_label(arena, plot);
    overlay over = prepare_overlay(d, plot);
    FILE *data = cd_folder_open(d->folder, "series.csv");
    if (data) {
        cd_series_write(data, &series);
        cd_folder_close(d->folder, data, "series.csv");
    }
    FILE *out = cd_folder_open(d->folder, "prologue.gp");
    if (!out)
        return;
    write_plot_prologue(out, d->run, plot, y_label, &series);
    write_overlay(out, &over);
    cd_folder_close(d->folder, out, "prologue.gp");
    draw(d, plot->name, "expression");
}

void cd_figures_draw(cd_folder *folder, const cd_run *run, const char *data_path, char **message)
{
    cd_arena *arena = folder->arena;
    drawing d = {.folder = folder, .run = run, .message = "", .plots = cd_find_plots(arena, data_path)};
    if (folder->error)
        d.stop = true;
    else if (run->n_rows < 2 || !(run->t_end_s > 0))
        say(&d, "no figures: the network has no heat capacity and was solved once");
    else if (!d.plots)
        say(&d, "no figures: plots/style.gp was not found");
    else {
        draw_temperatures(&d);
        draw_heats(&d);
        for (size_t i = 0; i < run->cs->n_plots; i++)
            draw_plot(&d, &run->cs->plots[i]);
    }
    *message = cd_arena_printf(arena, "%s", d.message);
}
