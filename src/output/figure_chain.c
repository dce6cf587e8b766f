/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figure_chain - temperatures along the way from a node to its cooler at some times: where the temperature drops.
 */
#include "drawing.h"
#include "format.h"
#include "gnuplot.h"

#include <math.h>
#include <string.h>

enum { MOST_TIMES = 6 };

/* When the node has gone part of the way, in ln T, from its start to its end, whichever way that is. */
static double passes_part(const cd_result *r, int column, double part)
{
    double first_K = cd_result_at(r, 0, column),
           T_K = first_K * pow(cd_result_at(r, r->n_rows - 1, column) / first_K, part);
    for (size_t row = 1; row < r->n_rows; row++) {
        double before_K = cd_result_at(r, row - 1, column), after_K = cd_result_at(r, row, column);
        if (before_K != after_K && (before_K - T_K) * (after_K - T_K) <= 0) {
            double t_s = cd_result_time(r, row - 1);
            return t_s + (cd_result_time(r, row) - t_s) * (T_K - before_K) / (after_K - before_K);
        }
    }
    return r->t_end_s;
}

/* When the node passes round temperatures on its way down, and the end; when it passes none, the start and quarters of
 * its way. */
static size_t choose_times(const cd_result *r, int node, double *t_s)
{
    static const double levels_K[] = {250, 150, 77, 20};
    size_t n = 0;
    for (size_t i = 0; i < sizeof levels_K / sizeof *levels_K; i++) {
        double t = cd_result_passes(r, node, levels_K[i]);
        if (isfinite(t))
            t_s[n++] = t;
    }
    if (n == 0)
        for (t_s[n++] = 0; n < 4; n++)
            t_s[n] = passes_part(r, r->node[node].column, 0.25 * (double)n);
    t_s[n++] = r->t_end_s;
    return n;
}

/* Rows of the chain: its places and, for each time, the temperature there. */
static void write_data(cd_drawing *d, const int *path, size_t n, const double *t_s, size_t n_times, double *least,
                       double *most)
{
    FILE *out = cd_drawing_data(d, "series.csv");
    *least = INFINITY;
    *most = 0;
    for (size_t i = 0; out && i < n; i++) {
        fprintf(out, "%zu", i + 1);
        for (size_t k = 0; k < n_times; k++) {
            double T = cd_result_value(d->result, t_s[k], d->result->node[path[i]].column);
            *least = fmin(*least, T);
            *most = fmax(*most, T);
            fprintf(out, ",%.9g", T);
        }
        fputc('\n', out);
    }
    if (out)
        cd_folder_close(d->folder, out, "series.csv");
}

static int longest_of(const char *const *text, size_t n)
{
    int longest = 0;
    for (size_t i = 0; i < n; i++)
        longest = cd_characters(text[i]) > longest ? cd_characters(text[i]) : longest;
    return longest;
}

static void write_prologue(cd_drawing *d, FILE *out, const int *path, size_t n, const double *t_s, size_t n_times)
{
    cd_arena *arena = d->folder->arena;
    cd_time_unit unit = cd_time_unit_of(d->result->t_end_s);
    const char **place = cd_arena_alloc(arena, n, sizeof *place), *label[MOST_TIMES];
    for (size_t i = 0; i < n; i++)
        place[i] = d->result->node[path[i]].name;
    for (size_t k = 0; k < n_times; k++)
        label[k] = cd_arena_printf(arena, "%.3g %s", t_s[k] / unit.s, unit.name);
    cd_gnuplot_set_text(out, "data", "series.csv");
    cd_gnuplot_set_text(out, "x_title", "");
    fprintf(out, "n_places = %zu\nnames_px = %d\n", n, 5 * longest_of(place, n) - 45);
    cd_gnuplot_set_texts(out, "place", place, n);
    cd_gnuplot_set_texts(out, "label", label, n_times);
}

void cd_draw_chain(cd_drawing *d, const cd_ask *ask)
{
    cd_arena *arena = d->folder->arena;
    int from = ask->n_nodes ? ask->nodes[0] : cd_main_node(d->result);
    int *path = cd_arena_alloc(arena, d->result->n_nodes, sizeof *path);
    size_t n = cd_chain(arena, d->result, from, path);
    double t_s[MOST_TIMES], least, most;
    if (n < 2) {
        cd_drawing_cannot(d, ask, n == 0 ? "no way leads to a cooler" : "the node is the cooler's own stage");
        return;
    }
    size_t n_times = ask->n_times ? ask->n_times : choose_times(d->result, from, t_s);
    n_times = n_times > MOST_TIMES ? MOST_TIMES : n_times;
    if (ask->n_times)
        memcpy(t_s, ask->times_s, n_times * sizeof *t_s);
    write_data(d, path, n, t_s, n_times, &least, &most);
    FILE *out = cd_drawing_begin(d, ask, n_times, false);
    if (!out)
        return;
    if (isfinite(ask->y_from) && isfinite(ask->y_to)) {
        least = ask->y_from / 0.8;
        most = ask->y_to / 1.2;
    }
    cd_gnuplot_set_number(out, "y_min", 0.8 * least);
    cd_gnuplot_set_number(out, "y_max", 1.2 * most);
    fprintf(out, "narrow = %d\n", most < 8 * least);
    write_prologue(d, out, path, n, t_s, n_times);
    cd_drawing_end(d, out, ask, "chain");
}
