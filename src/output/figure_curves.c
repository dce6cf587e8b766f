/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figure_curves - columns of profile.csv against time: temperatures (linear and logarithmic), heat flows.
 */
#include "drawing.h"
#include "gnuplot.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_HEATS = 8 };

/* How far below the largest heat flow the figure goes: milliwatts beside a first stage's hundreds of watts. */
static const double heat_range = 1e-5;

/* Columns of profile.csv in one figure. */
typedef struct {
    const char *label[CD_MOST_CURVES];
    int column[CD_MOST_CURVES]; /* of cd_result.rows, from 0 */
    size_t n;
} curves;

/* Smallest and largest magnitude above zero in the columns of the curves. */
static void magnitudes(const cd_result *result, const curves *c, double *least, double *most)
{
    *least = INFINITY;
    *most = 0;
    for (size_t r = 0; r < result->n_rows; r++)
        for (size_t i = 0; i < c->n; i++) {
            double y = fabs(cd_result_at(result, r, c->column[i]));
            if (y > 0)
                *least = fmin(*least, y);
            *most = fmax(*most, y);
        }
}

/* profile.csv once more, for gnuplot works where the figures appear. */
static void write_rows(cd_drawing *d, const curves *c)
{
    const cd_result *result = d->result;
    FILE *out = cd_drawing_data(d, "series.csv");
    if (!out)
        return;
    for (size_t r = 0; r < result->n_rows; r++) {
        fprintf(out, "%.12g", cd_result_time(result, r));
        for (size_t i = 0; i < c->n; i++)
            fprintf(out, ",%.12g", cd_result_at(result, r, c->column[i]));
        fputc('\n', out);
    }
    cd_folder_close(d->folder, out, "series.csv");
}

static void draw_columns(cd_drawing *d, const char *name, const curves *c, double y_min, double y_max)
{
    cd_ask ask = {.name = name, .x_from_s = NAN, .x_to_s = NAN, .y_from = NAN, .y_to = NAN};
    int from_2[CD_MOST_CURVES];
    if (c->n == 0)
        return;
    write_rows(d, c);
    FILE *out = cd_drawing_begin(d, &ask, c->n, true);
    if (!out)
        return;
    for (size_t i = 0; i < c->n; i++)
        from_2[i] = (int)i + 2;
    cd_gnuplot_set_text(out, "data", "series.csv");
    cd_gnuplot_set_number(out, "y_min", y_min);
    cd_gnuplot_set_number(out, "y_max", y_max);
    cd_gnuplot_set_numbers(out, "column_of", from_2, c->n);
    cd_gnuplot_set_texts(out, "label", c->label, c->n);
    cd_drawing_end(d, out, &ask, name);
}

/* Nodes of the case; those with a fixed temperature would only be straight lines. */
void cd_draw_temperatures(cd_drawing *d)
{
    const cd_result *result = d->result;
    curves c = {.n = 0};
    int wanted = 0;
    for (size_t i = 0; i < result->n_user_nodes; i++) {
        if (result->node[i].kind == CD_BATH || wanted++ >= CD_MOST_CURVES)
            continue;
        c.label[c.n] = result->node[i].name;
        c.column[c.n++] = result->node[i].column;
    }
    if (wanted > CD_MOST_CURVES)
        cd_drawing_say(d, cd_arena_printf(d->folder->arena,
                                          "the figures show the first %d of %d nodes: a [plot] section can choose "
                                          "others",
                                          CD_MOST_CURVES, wanted));
    double least, most;
    magnitudes(result, &c, &least, &most);
    draw_columns(d, "temperature", &c, 0, 1.05 * most);
    draw_columns(d, "temperature_log", &c, 0.8 * least, 1.2 * most);
}

typedef struct {
    const cd_result_end *end;
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
    return left->end->column - right->end->column;
}

/* One entry for each heat that may be drawn: of a link between two nodes only the first end. */
static size_t list_heats(const cd_result *result, heat *list)
{
    size_t n = 0;
    for (size_t l = 0; l < result->n_links; l++) {
        const cd_result_link *link = &result->link[l];
        size_t ends = link->passive && link->n_ends == 2 ? 1 : link->n_ends;
        for (size_t e = 0; e < ends; e++) {
            double most_W = 0;
            for (size_t r = 0; link->end[e].column >= 0 && r < result->n_rows; r++)
                most_W = fmax(most_W, fabs(cd_result_at(result, r, link->end[e].column)));
            if (most_W > 0)
                list[n++] = (heat){&link->end[e], link->cooler, most_W};
        }
    }
    return n;
}

void cd_draw_heats(cd_drawing *d)
{
    const cd_result *result = d->result;
    heat *list = cd_arena_alloc(d->folder->arena, result->n_columns * 2, sizeof *list);
    size_t n = list_heats(result, list);
    qsort(list, n, sizeof *list, drawn_first);
    curves c = {.n = 0};
    double most_W = 0;
    for (size_t i = 0; i < n; i++)
        most_W = fmax(most_W, list[i].most_W);
    for (size_t i = 0; i < n && c.n < MOST_HEATS; i++) {
        if (list[i].most_W < 2 * heat_range * most_W)
            continue;
        c.label[c.n] = list[i].end->heat;
        c.column[c.n++] = list[i].end->column;
    }
    double least, most;
    magnitudes(result, &c, &least, &most);
    draw_columns(d, "heat", &c, fmax(0.7 * least, heat_range * most), 1.5 * most);
}
