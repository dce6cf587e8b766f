/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load_map - see load_map.h.
 */
#include "load_map.h"

#include "gnuplot.h"

#include <math.h>
#include <string.h>

/* ---- lines of constant load ---- */

/* Whether the cells on both sides of a piece of line are assumed. */
static bool is_assumed(const cd_region a, const cd_region b)
{
    return a == CD_REGION_EXTENDED || b == CD_REGION_EXTENDED;
}

/* The piece of a line between two neighbouring nodes, followed in the plane of loads. */
static cd_load_piece follow(cd_arena *arena, const cd_cooler *cooler, const cd_node_of_map *a, const cd_node_of_map *b)
{
    enum { STEPS = 24 };
    cd_load_piece piece = {.assumed = is_assumed(a->origin, b->origin),
                           .T_K = cd_arena_alloc(arena, STEPS + 1, sizeof *piece.T_K)};
    for (int k = 0; k <= STEPS; k++) {
        const double s = (double)k / STEPS;
        const double Q_W[2] = {a->Q_W[0] + s * (b->Q_W[0] - a->Q_W[0]),
                               sinh(asinh(a->Q_W[1]) + s * (asinh(b->Q_W[1]) - asinh(a->Q_W[1])))};
        piece.n += cd_cooler_temperatures(cooler, Q_W, piece.T_K[piece.n]);
    }
    return piece;
}

static void follow_stage(cd_arena *arena, const cd_cooler *cooler, int stage, cd_load_map *map)
{
    const size_t step = stage == 0 ? 1 : map->n2;
    for (size_t k = 0; k + step < map->n; k++) {
        if (stage == 0 && k % map->n2 + 1 == map->n2)
            continue;
        cd_load_piece piece = follow(arena, cooler, &map->node[k], &map->node[k + step]);
        piece.stage = stage;
        map->piece[map->n_pieces++] = piece;
    }
}

size_t cd_load_map_columns(const cd_node_of_map *node, size_t n)
{
    size_t n2 = 1;
    while (n2 < n && node[n2].Q_W[0] == node[0].Q_W[0])
        n2++;
    return n2;
}

cd_load_map cd_load_map_of(cd_arena *arena, const cd_cooler *cooler)
{
    const cd_cooler_info *info = cd_cooler_about(cooler);
    cd_load_map map = {.title = cd_load_map_title(arena, info), .by_rating = info->by_rating, .assumed = info->assumed};
    map.node = cd_cooler_nodes(arena, cooler, &map.n);
    map.n2 = cd_load_map_columns(map.node, map.n);
    map.n1 = map.n / map.n2;
    map.piece = cd_arena_alloc(arena, 2 * map.n, sizeof *map.piece);
    for (int stage = 0; stage < 2; stage++)
        follow_stage(arena, cooler, stage, &map);
    return map;
}

static const char *scaled_title(cd_arena *arena, const char *title, const double factor[2])
{
    const size_t model = strcspn(title, ":");
    if (factor[0] == factor[1])
        return cd_arena_printf(arena, "%.4g × %s", factor[0], title);
    return cd_arena_printf(arena, "%.*s, loads × %.4g and %.4g%s", (int)model, title, factor[0], factor[1],
                           title + model);
}

void cd_load_map_scale(cd_arena *arena, cd_load_map *map, const double factor[2])
{
    if (factor[0] == 1 && factor[1] == 1)
        return;
    cd_node_of_map *node = cd_arena_alloc(arena, map->n, sizeof *node);
    for (size_t k = 0; k < map->n; k++) {
        node[k] = map->node[k];
        for (int m = 0; m < 2; m++)
            node[k].Q_W[m] *= factor[m];
    }
    map->node = node;
    map->title = scaled_title(arena, map->title, factor);
}

/* "PT415: 40 W at 45 K, 1.5 W at 4.2 K": a whole title would be too long for a figure. */
const char *cd_load_map_title(cd_arena *arena, const cd_cooler_info *info)
{
    const char *out = info->model;
    for (int k = 0; k < info->n_stages; k++)
        if (!isnan(info->rating.Q_W[k]))
            out = cd_arena_printf(arena, "%s%s %g W at %g K", out, out == info->model ? ":" : ",", info->rating.Q_W[k],
                                  info->rating.T_K[k]);
    return out;
}

/* ---- what is in sight ---- */

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

/* The data, all of them when there are no others, and the path. */
static window find_window(const cd_load_map *map, const cd_path *path)
{
    window w = {{INFINITY, INFINITY}, {0, 0}};
    for (size_t k = 0; k < map->n; k++)
        if (map->node[k].origin != CD_REGION_EXTENDED || map->by_rating)
            widen(&w, map->node[k].T_K);
    for (size_t k = 0; k < path->n; k++)
        if (!isnan(path->T_K[k][0]))
            widen(&w, path->T_K[k]);
    for (int m = 0; m < 2; m++)
        w.high_K[m] = fmin(w.high_K[m], 330);
    return w;
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

/* ---- files for the template ---- */

/* Ends each file, far out of sight: gnuplot warns of one without a point. */
static const char nowhere[] = "1e9,1e9\n";

static void write_pieces(FILE *out, const cd_load_map *map, int stage, bool assumed)
{
    for (size_t i = 0; i < map->n_pieces; i++) {
        const cd_load_piece *piece = &map->piece[i];
        if (piece->stage != stage || piece->assumed != assumed)
            continue;
        for (size_t k = 0; k < piece->n; k++)
            fprintf(out, "%.6g,%.6g\n", piece->T_K[k][0], piece->T_K[k][1]);
        fputs("\n", out); /* a break in the line */
    }
    fputs(nowhere, out);
}

static void write_nodes(FILE *out, const cd_load_map *map, bool measured)
{
    for (size_t k = 0; k < map->n; k++)
        if (map->node[k].origin != CD_REGION_EXTENDED && (map->node[k].origin == CD_REGION_MAP) == measured)
            fprintf(out, "%.6g,%.6g\n", map->node[k].T_K[0], map->node[k].T_K[1]);
    fputs(nowhere, out);
}

/* The node where the load of line i is written: the last that is not assumed, else the last in the window. NULL: none.
 */
static const cd_node_of_map *label_node(const cd_load_map *map, const window *w, int stage, size_t i)
{
    const size_t across = stage == 0 ? map->n2 : map->n1;
    for (int assumed = 0; assumed < 2; assumed++)
        for (size_t k = across; k-- > 0;) {
            const cd_node_of_map *node = &map->node[stage == 0 ? i * map->n2 + k : k * map->n2 + i];
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
        if (fabs(at[0] - t->at[k][0]) < 0.115 && fabs(at[1] - t->at[k][1]) < 0.05)
            return false;
    return t->n < sizeof t->at / sizeof *t->at;
}

/* The load at the end of each line of one stage; a label that would cover another is left out. `out` NULL: only takes
 * the places. */
static void label_lines(FILE *out, const cd_load_map *map, const window *w, int stage, taken *t)
{
    const size_t n = stage == 0 ? map->n1 : map->n2;
    for (size_t i = 0; i < n; i++) {
        const cd_node_of_map *node = label_node(map, w, stage, i);
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

static void write_labels(FILE *out, const cd_load_map *map, const window *w, int stage)
{
    taken t = {.n = 0};
    if (stage == 1)
        label_lines(NULL, map, w, 0, &t);
    label_lines(out, map, w, stage, &t);
    fputs("1e9,1e9,\n", out);
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

static bool has_node(const cd_load_map *map, bool measured)
{
    for (size_t k = 0; k < map->n; k++)
        if (map->node[k].origin != CD_REGION_EXTENDED && (map->node[k].origin == CD_REGION_MAP) == measured)
            return true;
    return false;
}

/* The entries of the legend: lines, then nodes. */
static void write_legend(FILE *out, cd_arena *arena, const cd_load_map *map, bool assumed, const cd_path *path)
{
    const char *line[4] = {"load on stage 1", "load on stage 2"}, *node[2];
    size_t n = 2, n_nodes = 0;
    if (assumed)
        line[n++] = "assumed";
    if (path->n)
        line[n++] = cd_arena_printf(arena, "run (%s)", path->of);
    if (has_node(map, true))
        node[n_nodes++] = "measured";
    if (has_node(map, false))
        node[n_nodes++] = "filled in";
    fprintf(out, "n = %zu\nassumed = %d\nn_path = %d\nn_measured = %zu\nfirst_is_measured = %d\n", n, assumed,
            path->n > 0, n_nodes, has_node(map, true));
    cd_gnuplot_set_texts(out, "label", line, n);
    cd_gnuplot_set_texts(out, "measured_label", node, n_nodes);
    cd_gnuplot_set_numbers(out, "like", (const int[]){7, 7}, n_nodes);
}

static void put(cd_folder *folder, const char *name, const cd_load_map *map, const window *w)
{
    FILE *out = cd_folder_open(folder, name);
    if (!out)
        return;
    if (strncmp(name, "lines", 5) == 0)
        write_pieces(out, map, name[5] - '1', name[6] == 'x');
    else if (strncmp(name, "labels", 6) == 0)
        write_labels(out, map, w, name[6] - '1');
    else
        write_nodes(out, map, strcmp(name, "measured.csv") == 0);
    cd_folder_close(folder, out, name);
}

static void write_path(cd_folder *folder, const cd_path *path)
{
    FILE *out = path->n ? cd_folder_open(folder, "path.csv") : NULL;
    for (size_t k = 0; out && k < path->n; k++) {
        if (isnan(path->T_K[k][0]))
            fputs("\n", out); /* a gap */
        else
            fprintf(out, "%.8g,%.8g\n", path->T_K[k][0], path->T_K[k][1]);
    }
    if (out)
        cd_folder_close(folder, out, "path.csv");
}

/* What is assumed is drawn where a path goes there, or when there is nothing else. */
void cd_load_map_draw(cd_folder *folder, FILE *prologue, const cd_load_map *map, const cd_path *path)
{
    static const char *const files[] = {"lines1.csv",  "lines2.csv",  "lines1x.csv",  "lines2x.csv",
                                        "labels1.csv", "labels2.csv", "measured.csv", "other.csv"};
    const window w = find_window(map, path);
    for (size_t k = 0; k < sizeof files / sizeof *files; k++)
        put(folder, files[k], map, &w);
    write_path(folder, path);
    write_window(prologue, &w);
    write_legend(prologue, folder->arena, map, map->assumed && (path->n || map->by_rating), path);
    cd_gnuplot_set_text(prologue, "x_title", "Temperature of stage 1 (K)");
}
