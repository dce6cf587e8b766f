/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figure_overlay - temperatures of several runs in one figure: of each run the node that it is about, or the nodes that
 * are asked for by name.
 */
#include "gnuplot.h"
#include "overlay.h"

#include <math.h>
#include <string.h>

typedef struct {
    const cd_result *result;
    int node;
    const char *label;
} curve;

typedef struct {
    cd_drawing *d;
    curve curve[CD_MOST_CURVES];
    size_t n, left_away;
} overlay;

/* The last part of the folder's path that is a name. */
static const char *run_name(cd_arena *arena, const char *dir)
{
    size_t end = strlen(dir);
    while (end > 1 && dir[end - 1] == '/')
        end--;
    size_t begin = end;
    while (begin > 0 && dir[begin - 1] != '/')
        begin--;
    return cd_arena_strn(arena, dir + begin, end - begin);
}

static void add(overlay *o, const cd_result *result, int node)
{
    cd_arena *arena = o->d->folder->arena;
    if (node < 0 || result->n_rows < 2)
        return;
    if (o->n == CD_MOST_CURVES) {
        o->left_away++;
        return;
    }
    const char *label = cd_arena_printf(arena, "%s, %s", run_name(arena, result->dir), result->node[node].name);
    o->curve[o->n++] = (curve){result, node, label};
}

/* The curves, one below the other, with two empty lines between them. */
static void write_data(overlay *o, double *least, double *most, double *end_s)
{
    FILE *out = cd_drawing_data(o->d, "series.csv");
    *least = INFINITY;
    *most = *end_s = 0;
    for (size_t i = 0; out && i < o->n; i++) {
        const cd_result *r = o->curve[i].result;
        for (size_t row = 0; row < r->n_rows; row++) {
            double T = cd_result_at(r, row, r->node[o->curve[i].node].column);
            fprintf(out, "%.12g,%.12g\n", cd_result_time(r, row), T);
            *least = fmin(*least, T);
            *most = fmax(*most, T);
        }
        *end_s = fmax(*end_s, r->t_end_s);
        fputs("\n\n", out);
    }
    if (out)
        cd_folder_close(o->d->folder, out, "series.csv");
}

void cd_draw_overlay(cd_drawing *d, const cd_result *results, size_t n, const char *const *names, size_t n_names)
{
    cd_ask ask = {.name = "overlay", .title = "", .x_from_s = NAN, .x_to_s = NAN, .y_from = NAN, .y_to = NAN};
    overlay o = {.d = d};
    const char *label[CD_MOST_CURVES];
    double least, most, end_s;
    for (size_t i = 0; i < n; i++) {
        if (n_names == 0)
            add(&o, &results[i], cd_main_node(&results[i]));
        for (size_t k = 0; k < n_names; k++)
            add(&o, &results[i], cd_result_node_of(&results[i], names[k]));
    }
    if (o.left_away)
        cd_drawing_say(d, cd_arena_printf(d->folder->arena, "the overlay shows %d curves and leaves away %zu",
                                          CD_MOST_CURVES, o.left_away));
    if (o.n == 0) {
        cd_drawing_say(d, "no overlay: no run has a temperature to show");
        return;
    }
    for (size_t i = 0; i < o.n; i++)
        label[i] = o.curve[i].label;
    write_data(&o, &least, &most, &end_s);
    cd_result longest = {.t_end_s = end_s, .title = ""};
    d->result = &longest;
    FILE *out = cd_drawing_begin(d, &ask, o.n, true);
    if (out) {
        cd_gnuplot_set_text(out, "data", "series.csv");
        cd_gnuplot_set_number(out, "y_min", 0.8 * least);
        cd_gnuplot_set_number(out, "y_max", 1.2 * most);
        cd_gnuplot_set_texts(out, "label", label, o.n);
        cd_drawing_end(d, out, &ask, "overlay");
    }
    d->result = results;
}
