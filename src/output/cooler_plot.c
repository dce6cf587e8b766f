/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_plot - the load map of a cooler as vendors print it: curves of constant load in the plane of the two
 * temperatures, the nodes marked; the lift against the temperature for one stage. The path of a cooldown may be drawn
 * over it.
 */
#include "cooler_answer.h"
#include "cooler_path.h"
#include "gnuplot.h"
#include "one_figure.h"

#include <math.h>
#include <string.h>

typedef struct {
    const char *name, *path, *run_dir;
} plot_args;

/* What is shown of the plane. */
typedef struct {
    double low_K[2], high_K[2];
} window;

static void widen(window *w, const double T_K[2])
{
    for (int m = 0; m < 2; m++) {
        w->low_K[m] = fmin(w->low_K[m], T_K[m]);
        w->high_K[m] = fmax(w->high_K[m], T_K[m]);
    }
}

/* The loads of the lines of a grid, from its nodes in the order of the grid. */
typedef struct {
    const cd_node_of_map *node;
    size_t n, n1, n2;
} lines;

static lines find_lines(const cd_node_of_map *node, size_t n)
{
    size_t n2 = 1;
    while (n2 < n && node[n2].Q_W[0] == node[0].Q_W[0])
        n2++;
    return (lines){node, n, n / n2, n2};
}

/* Whether the cells on both sides of a piece of line are assumed. */
static bool is_assumed(const cd_region a, const cd_region b)
{
    return a == CD_REGION_EXTENDED || b == CD_REGION_EXTENDED;
}

/* The piece of a line between two neighbouring nodes, followed in the plane of loads. */
static void write_piece(FILE *out, const cd_cooler *cooler, const cd_node_of_map *a, const cd_node_of_map *b)
{
    enum { STEPS = 24 };
    for (int k = 0; k <= STEPS; k++) {
        const double s = (double)k / STEPS;
        const double Q_W[2] = {a->Q_W[0] + s * (b->Q_W[0] - a->Q_W[0]),
                               sinh(asinh(a->Q_W[1]) + s * (asinh(b->Q_W[1]) - asinh(a->Q_W[1])))};
        double T_K[2];
        if (cd_cooler_temperatures(cooler, Q_W, T_K))
            fprintf(out, "%.6g,%.6g\n", T_K[0], T_K[1]);
    }
    fputs("\n", out); /* a break in the line */
}

/* The lines of constant load of one stage, as far as they are assumed or are not. */
static void write_lines(FILE *out, const cd_cooler *cooler, const lines *l, int stage, bool assumed)
{
    const size_t step = stage == 0 ? 1 : l->n2;
    for (size_t k = 0; k + step < l->n; k++) {
        if (stage == 0 && k % l->n2 + 1 == l->n2)
            continue;
        if (is_assumed(l->node[k].origin, l->node[k + step].origin) == assumed)
            write_piece(out, cooler, &l->node[k], &l->node[k + step]);
    }
    fputs("nan,nan\n", out); /* gnuplot wants a line */
}

static void write_nodes(FILE *out, const lines *l, bool measured)
{
    for (size_t k = 0; k < l->n; k++)
        if (l->node[k].origin != CD_REGION_EXTENDED && (l->node[k].origin == CD_REGION_MAP) == measured)
            fprintf(out, "%.6g,%.6g\n", l->node[k].T_K[0], l->node[k].T_K[1]);
    fputs("nan,nan\n", out);
}

static bool is_in(const window *w, const double T_K[2])
{
    return T_K[0] >= w->low_K[0] && T_K[0] <= w->high_K[0] && T_K[1] >= w->low_K[1] && T_K[1] <= w->high_K[1];
}

/* An axis over more than a factor of eight is logarithmic. */
static bool is_log(const window *w, int m)
{
    return w->high_K[m] > 8 * w->low_K[m];
}

/* Where a temperature falls on its axis, 0..1. */
static double place_on_axis(const window *w, int m, double T_K)
{
    return is_log(w, m) ? log(T_K / w->low_K[m]) / log(w->high_K[m] / w->low_K[m])
                        : (T_K - w->low_K[m]) / (w->high_K[m] - w->low_K[m]);
}

/* The node where the load of line i is written: the last that is not assumed, else the last in the window. NULL: none.
 */
static const cd_node_of_map *label_node(const lines *l, const window *w, int stage, size_t i)
{
    const size_t across = stage == 0 ? l->n2 : l->n1;
    for (int assumed = 0; assumed < 2; assumed++)
        for (size_t k = across; k-- > 0;) {
            const cd_node_of_map *node = &l->node[stage == 0 ? i * l->n2 + k : k * l->n2 + i];
            if (is_in(w, node->T_K) && (assumed || node->origin != CD_REGION_EXTENDED))
                return node;
        }
    return NULL;
}

/* Labels that stand already. */
typedef struct {
    double at[128][2];
    size_t n;
} taken;

static bool is_free(const taken *t, const double at[2])
{
    for (size_t k = 0; k < t->n; k++)
        if (fabs(at[0] - t->at[k][0]) < 0.085 && fabs(at[1] - t->at[k][1]) < 0.035)
            return false;
    return t->n < sizeof t->at / sizeof *t->at;
}

/* The load at the end of each line of one stage; a label that would cover another is left out. `out` NULL: only takes
 * the places. */
static void label_lines(FILE *out, const lines *l, const window *w, int stage, taken *t)
{
    const size_t n = stage == 0 ? l->n1 : l->n2;
    for (size_t i = 0; i < n; i++) {
        const cd_node_of_map *node = label_node(l, w, stage, i);
        if (!node)
            continue;
        /* of stage 1 above the node, of stage 2 to its right */
        const double at[2] = {place_on_axis(w, 0, node->T_K[0]) + (stage == 0 ? 0 : 0.06),
                              place_on_axis(w, 1, node->T_K[1]) + (stage == 0 ? 0.04 : 0)};
        if (!is_free(t, at))
            continue;
        memcpy(t->at[t->n++], at, sizeof at);
        if (out)
            fprintf(out, "%.6g,%.6g,%.3g W\n", node->T_K[0], node->T_K[1], node->Q_W[stage]);
    }
}

static void write_labels(FILE *out, const lines *l, const window *w, int stage)
{
    taken t = {.n = 0};
    if (stage == 1)
        label_lines(NULL, l, w, 0, &t);
    label_lines(out, l, w, stage, &t);
    fputs("nan,nan,\n", out);
}

static void put(cd_figure *figure, const char *name, const cd_cooler *cooler, const lines *l, const window *w)
{
    FILE *out = cd_folder_open(&figure->folder, name);
    if (!out)
        return;
    if (strncmp(name, "lines", 5) == 0)
        write_lines(out, cooler, l, name[5] - '1', name[6] == 'x');
    else if (strncmp(name, "labels", 6) == 0)
        write_labels(out, l, w, name[6] - '1');
    else
        write_nodes(out, l, strcmp(name, "measured.csv") == 0);
    cd_folder_close(&figure->folder, out, name);
}

/* The axes, with a margin in which the labels of the outer lines have room. */
static void write_window(FILE *out, const window *w)
{
    static const char axis[] = "xy";
    for (int m = 0; m < 2; m++) {
        const bool log = is_log(w, m);
        const double margin_K = w->high_K[m] - w->low_K[m];
        fprintf(out, "log%c = %d\n%c_min = %.6g\n%c_max = %.6g\n", axis[m], log, axis[m],
                log ? 0.9 * w->low_K[m] : fmax(w->low_K[m] - 0.06 * margin_K, 0), axis[m],
                log ? 1.25 * w->high_K[m] : w->high_K[m] + 0.1 * margin_K);
    }
}

/* What is in sight: the data, all of them when there are no others, and the path. */
static window find_window(const cd_cooler *cooler, const lines *l, const cd_path *path)
{
    window w = {{INFINITY, INFINITY}, {0, 0}};
    for (size_t k = 0; k < l->n; k++)
        if (l->node[k].origin != CD_REGION_EXTENDED || cd_cooler_about(cooler)->by_rating)
            widen(&w, l->node[k].T_K);
    for (size_t k = 0; k < path->n; k++)
        if (!isnan(path->T_K[k][0]))
            widen(&w, path->T_K[k]);
    for (int m = 0; m < 2; m++)
        w.high_K[m] = fmin(w.high_K[m], 330);
    return w;
}

static bool has_node(const lines *l, bool measured)
{
    for (size_t k = 0; k < l->n; k++)
        if (l->node[k].origin != CD_REGION_EXTENDED && (l->node[k].origin == CD_REGION_MAP) == measured)
            return true;
    return false;
}

/* The entries of the legend: lines, then nodes. */
static void write_legend(FILE *out, cd_arena *arena, const lines *l, bool assumed, const cd_path *path)
{
    const char *line[4] = {"load on stage 1", "load on stage 2"}, *node[2];
    size_t n = 2, n_nodes = 0;
    if (assumed)
        line[n++] = "assumed";
    if (path->n)
        line[n++] = cd_arena_printf(arena, "cooldown (%s)", path->of);
    if (has_node(l, true))
        node[n_nodes++] = "measured";
    if (has_node(l, false))
        node[n_nodes++] = "filled in";
    fprintf(out, "n = %zu\nassumed = %d\nn_path = %d\nn_measured = %zu\nfirst_is_measured = %d\n", n, assumed,
            path->n > 0, n_nodes, has_node(l, true));
    cd_gnuplot_set_texts(out, "label", line, n);
    cd_gnuplot_set_texts(out, "measured_label", node, n_nodes);
    cd_gnuplot_set_numbers(out, "like", (const int[]){7, 7}, n_nodes);
}

/* The two stages: lines, nodes, labels. What is assumed is drawn where a path goes there, or when there is nothing
 * else. */
static void write_grid(cd_figure *figure, const cd_cooler *cooler, const cd_path *path)
{
    static const char *const files[] = {"lines1.csv",  "lines2.csv",  "lines1x.csv",  "lines2x.csv",
                                        "labels1.csv", "labels2.csv", "measured.csv", "other.csv"};
    const cd_cooler_info *info = cd_cooler_about(cooler);
    size_t n;
    const cd_node_of_map *node = cd_cooler_nodes(figure->arena, cooler, &n);
    const lines l = find_lines(node, n);
    const window w = find_window(cooler, &l, path);
    for (size_t k = 0; k < sizeof files / sizeof *files; k++)
        put(figure, files[k], cooler, &l, &w);
    write_window(figure->prologue, &w);
    write_legend(figure->prologue, figure->arena, &l, info->assumed && (path->n || info->by_rating), path);
}

/* One stage: the curve, its assumed part apart. */
static void write_curve(FILE *out, const cd_cooler *cooler, bool assumed)
{
    enum { STEPS = 400 };
    const cd_cooler_info *info = cd_cooler_about(cooler);
    const double low_K = info->T_base_K[0] > 0 ? info->T_base_K[0] : info->T_min_K[0], high_K = 310;
    for (int k = 0; k <= STEPS; k++) {
        double T_K = low_K + (high_K - low_K) * k / STEPS, Q_W;
        cd_cooler_lift(cooler, &T_K, &Q_W, NULL);
        const bool beyond = info->by_rating || T_K > info->T_max_K[0] || T_K < info->T_min_K[0];
        if (beyond == assumed)
            fprintf(out, "%.6g,%.6g\n", T_K, Q_W);
        else
            fputs("nan,nan\n", out);
    }
}

static void write_single(cd_figure *figure, const cd_cooler *cooler)
{
    static const char *const files[] = {"curve.csv", "beyond.csv"};
    static const char *const label[] = {"lift", "assumed"};
    size_t n;
    const cd_node_of_map *node = cd_cooler_nodes(figure->arena, cooler, &n);
    for (int k = 0; k < 2; k++) {
        FILE *out = cd_folder_open(&figure->folder, files[k]);
        if (!out)
            return;
        write_curve(out, cooler, k == 1);
        cd_folder_close(&figure->folder, out, files[k]);
    }
    FILE *out = cd_folder_open(&figure->folder, "measured.csv");
    if (!out)
        return;
    for (size_t k = 0; k < n; k++)
        if (node[k].origin != CD_REGION_EXTENDED)
            fprintf(out, "%.6g,%.6g\n", node[k].T_K[0], node[k].Q_W[0]);
    fputs("nan,nan\n", out);
    cd_folder_close(&figure->folder, out, "measured.csv");
    const size_t shown = cd_cooler_about(cooler)->assumed ? 2 : 1;
    fprintf(figure->prologue, "n = %zu\nn_measured = 0\n", shown);
    cd_gnuplot_set_texts(figure->prologue, "label", label, shown);
}

/* "PT415: 40 W at 45 K, 1.5 W at 4.2 K": a whole title would be too long for a figure. */
static const char *figure_title(cd_arena *arena, const cd_cooler_info *info)
{
    const char *out = info->model;
    for (int k = 0; k < info->n_stages; k++)
        if (!isnan(info->rating.Q_W[k]))
            out = cd_arena_printf(arena, "%s%s %g W at %g K", out, out == info->model ? ":" : ",", info->rating.Q_W[k],
                                  info->rating.T_K[k]);
    return out;
}

static void draw(cd_catalog *catalog, const void *args, FILE *unused)
{
    (void)unused;
    const plot_args *a = args;
    cd_figure figure;
    cd_path path = {0};
    const cd_cooler *cooler = cd_catalog_find_cooler(catalog, a->name);
    if (!cooler)
        return;
    const cd_cooler_info *info = cd_cooler_about(cooler);
    if (a->run_dir && !cd_path_read(&catalog->rd, a->run_dir, info->model, info->n_stages, &path))
        return;
    if (cd_figure_begin(&figure, catalog->arena, catalog->data_path, a->path,
                        info->n_stages == 2 ? "cooler_map" : "cooler_curve")) {
        cd_gnuplot_set_text(figure.prologue, "title", figure_title(catalog->arena, info));
        if (info->n_stages == 2)
            write_grid(&figure, cooler, &path);
        else
            write_single(&figure, cooler);
        cd_gnuplot_set_text(figure.prologue, "x_title",
                            info->n_stages == 2 ? "Temperature of stage 1 (K)" : "Temperature (K)");
        FILE *out = path.n ? cd_folder_open(&figure.folder, "path.csv") : NULL;
        for (size_t k = 0; out && k < path.n; k++) {
            if (isnan(path.T_K[k][0]))
                fputs("\n", out); /* a gap */
            else
                fprintf(out, "%.8g,%.8g\n", path.T_K[k][0], path.T_K[k][1]);
        }
        if (out)
            cd_folder_close(&figure.folder, out, "path.csv");
    }
    const char *error = cd_figure_end(&figure);
    if (error)
        cd_diag_add(catalog->rd.diags, CD_ERROR, (cd_span){0}, NULL, "%s", error);
}

cd_status cd_catalog_cooler_plot(cd_catalog *catalog, const char *name, const char *path, const char *run_dir,
                                 char **text)
{
    const plot_args args = {name, path, run_dir};
    return cd_catalog_ask(catalog, draw, &args, text);
}
