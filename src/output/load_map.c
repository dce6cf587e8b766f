/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load_map - see load_map.h.
 */
#include "load_map_impl.h"

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

/* The axes, with a margin in which the loads of the outer lines have room; over more than a factor of eight they are
 * logarithmic. */
static cd_map_axes axes_of(const window *w)
{
    cd_map_axes axes;
    for (int m = 0; m < 2; m++) {
        const double range_K = w->high_K[m] - w->low_K[m];
        axes.log[m] = w->high_K[m] > 8 * w->low_K[m];
        axes.low_K[m] = axes.log[m] ? (m ? 0.87 : 0.9) * w->low_K[m] : fmax(w->low_K[m] - 0.06 * range_K, 0);
        axes.high_K[m] = axes.log[m] ? 1.32 * w->high_K[m] : w->high_K[m] + 0.1 * range_K;
    }
    return axes;
}

double cd_map_place(const cd_map_axes *axes, int m, double T_K)
{
    return axes->log[m] ? log(T_K / axes->low_K[m]) / log(axes->high_K[m] / axes->low_K[m])
                        : (T_K - axes->low_K[m]) / (axes->high_K[m] - axes->low_K[m]);
}

double cd_map_at(const cd_map_axes *axes, int m, double place)
{
    return axes->log[m] ? axes->low_K[m] * pow(axes->high_K[m] / axes->low_K[m], place)
                        : axes->low_K[m] + (axes->high_K[m] - axes->low_K[m]) * place;
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

static void write_labels(FILE *out, const cd_map_label *label, size_t n, int stage)
{
    for (size_t k = 0; k < n; k++)
        if (label[k].stage == stage)
            fprintf(out, "%.6g,%.6g,%s\n", label[k].T_K[0], label[k].T_K[1], label[k].text);
    fputs("1e9,1e9,\n", out);
}

static void write_axes(FILE *out, const cd_map_axes *axes)
{
    static const char axis[] = "xy";
    for (int m = 0; m < 2; m++)
        fprintf(out, "log%c = %d\n%c_min = %.6g\n%c_max = %.6g\n", axis[m], axes->log[m], axis[m], axes->low_K[m],
                axis[m], axes->high_K[m]);
}

/* Whether any line lies between nodes that somebody vouches for. */
static bool has_line(const cd_load_map *map)
{
    for (size_t i = 0; i < map->n_pieces; i++)
        if (!map->piece[i].assumed && map->piece[i].n > 1)
            return true;
    return false;
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
    const bool solid = has_line(map);
    const char *line[4] = {solid ? "load on stage 1" : "stage 1 (assumed)",
                           solid ? "load on stage 2" : "stage 2 (assumed)"},
               *node[2];
    size_t n = 2, n_nodes = 0;
    if (assumed && solid)
        line[n++] = "assumed";
    if (path->n)
        line[n++] = cd_arena_printf(arena, "run (%s)", path->of);
    if (has_node(map, true))
        node[n_nodes++] = "measured";
    if (has_node(map, false))
        node[n_nodes++] = "filled in";
    fprintf(out, "n = %zu\nassumed = %d\nsolid = %d\nn_path = %d\nn_measured = %zu\nfirst_is_measured = %d\n", n,
            assumed, solid, path->n > 0, n_nodes, has_node(map, true));
    cd_gnuplot_set_texts(out, "label", line, n);
    cd_gnuplot_set_texts(out, "measured_label", node, n_nodes);
    cd_gnuplot_set_numbers(out, "like", (const int[]){7, 7}, n_nodes);
}

/* What all files are made of. */
typedef struct {
    const cd_load_map *map;
    const cd_map_label *label;
    size_t n_labels;
} picture;

static void put(cd_folder *folder, const char *name, const picture *p)
{
    FILE *out = cd_folder_open(folder, name);
    if (!out)
        return;
    if (strncmp(name, "lines", 5) == 0)
        write_pieces(out, p->map, name[5] - '1', name[6] == 'x');
    else if (strncmp(name, "labels", 6) == 0)
        write_labels(out, p->label, p->n_labels, name[6] - '1');
    else
        write_nodes(out, p->map, strcmp(name, "measured.csv") == 0);
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
    cd_arena *arena = folder->arena;
    const window w = find_window(map, path);
    const cd_map_axes axes = axes_of(&w);
    const bool assumed = map->assumed && (path->n || map->by_rating);
    picture p = {.map = map};
    p.label = cd_load_map_labels(arena, map, &axes, assumed, path, &p.n_labels);
    for (size_t k = 0; k < sizeof files / sizeof *files; k++)
        put(folder, files[k], &p);
    write_path(folder, path);
    write_axes(prologue, &axes);
    write_legend(prologue, arena, map, assumed, path);
    cd_gnuplot_set_text(prologue, "x_title", "Temperature of stage 1 (K)");
}
