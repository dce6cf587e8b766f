/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figure_bars - figures of horizontal bars: what each part gave up or carried (energy), hours in each band of
 * temperature with what limits there, and the heat budget of each stage in the end.
 */
#include "drawing.h"
#include "format.h"
#include "gnuplot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BARS = 60, MOST_OF_A_GROUP = 10 };

typedef struct {
    const char *label, *text; /* left of the bar, right of it */
    double value;
    int colour, head;
} bar;

typedef struct {
    cd_drawing *d;
    bar bar[MOST_BARS];
    size_t n;
    const char *legend[CD_MOST_COLOURS];
    size_t n_legend;
    const char *x_title;
    int text_px; /* the longest text right of a bar */
} bars;

static void add(bars *b, const char *label, double value, int colour, const char *text)
{
    if (b->n < MOST_BARS)
        b->bar[b->n++] = (bar){label, text, value, colour, 0};
}

static void add_head(bars *b, const char *label)
{
    if (b->n < MOST_BARS)
        b->bar[b->n++] = (bar){label, "", 0, 1, 1};
}

/* Limits of the axis: from zero (or the least) to the most, with room for the texts on the right. */
static void find_limits(const bars *b, double axis_px, double *x_min, double *x_max)
{
    int longest = 0;
    double least = 0, most = 0;
    for (size_t i = 0; i < b->n; i++) {
        least = fmin(least, b->bar[i].value);
        most = fmax(most, b->bar[i].value);
        longest = cd_characters(b->bar[i].text) > longest ? cd_characters(b->bar[i].text) : longest;
    }
    double share = fmin(9.5 * longest / axis_px, 0.6);
    *x_min = 1.05 * least;
    *x_max = *x_min + (fmax(most, 1e-30) - *x_min) / (1 - share);
}

static void write_data(const bars *b)
{
    FILE *out = cd_drawing_data(b->d, "bars.csv");
    for (size_t i = 0; out && i < b->n; i++)
        fprintf(out, "%zu,%.9g,%.9g,%d\n", i + 1, fmin(b->bar[i].value, 0), fmax(b->bar[i].value, 0), b->bar[i].colour);
    if (out)
        cd_folder_close(b->d->folder, out, "bars.csv");
}

static int left_px(const bars *b)
{
    int longest = 0;
    for (size_t i = 0; i < b->n; i++)
        if (!b->bar[i].head && cd_characters(b->bar[i].label) > longest)
            longest = cd_characters(b->bar[i].label);
    return 30 + (longest > 24 ? 24 : longest) * 9;
}

static void write_arrays(const bars *b, FILE *out)
{
    cd_arena *arena = b->d->folder->arena;
    const char *label[MOST_BARS], *text[MOST_BARS];
    double at[MOST_BARS];
    int head[MOST_BARS];
    for (size_t i = 0; i < b->n; i++) {
        bool cut = cd_characters(b->bar[i].label) > 24 && !b->bar[i].head;
        label[i] = cut ? cd_arena_printf(arena, "%.22s..", b->bar[i].label) : b->bar[i].label; /* names are ASCII */
        text[i] = b->bar[i].text;
        at[i] = fmax(b->bar[i].value, 0);
        head[i] = b->bar[i].head;
    }
    cd_gnuplot_set_texts(out, "row_label", label, b->n);
    cd_gnuplot_set_texts(out, "row_text", text, b->n);
    cd_gnuplot_set_doubles(out, "row_at", at, b->n);
    cd_gnuplot_set_numbers(out, "row_head", head, b->n);
}

static void draw(bars *b, const cd_ask *ask)
{
    double x_min, x_max;
    find_limits(b, 579.0 - left_px(b), &x_min, &x_max);
    write_data(b);
    FILE *out = cd_drawing_begin(b->d, ask, b->n_legend, false);
    if (!out)
        return;
    fprintf(out, "swatches = 1\nn_bars = %zu\naxes_px = %zu.0\nleft_px = %d.0\n", b->n, 24 * b->n + 8, left_px(b));
    cd_gnuplot_set_text(out, "data", "bars.csv");
    cd_gnuplot_set_text(out, "x_title", b->x_title);
    cd_gnuplot_set_number(out, "x_min", x_min);
    cd_gnuplot_set_number(out, "x_max", x_max);
    cd_gnuplot_set_texts(out, "label", b->legend, b->n_legend);
    write_arrays(b, out);
    cd_drawing_end(b->d, out, ask, "bars");
}

static bars *new_bars(cd_drawing *d, const char *x_title)
{
    bars *b = cd_arena_alloc(d->folder->arena, 1, sizeof *b);
    *b = (bars){.d = d, .x_title = x_title};
    return b;
}

/* ---- energy ---- */

static int larger_first(const void *a, const void *b)
{
    double x = fabs(((const bar *)a)->value), y = fabs(((const bar *)b)->value);
    return (x < y) - (x > y);
}

/* The group's bars sorted, those below a thousandth of the largest and beyond the tenth left away. */
static void add_group(bars *b, bar *group, size_t n, double most, double unit, const char *unit_name)
{
    qsort(group, n, sizeof *group, larger_first);
    for (size_t i = 0; i < n && i < MOST_OF_A_GROUP; i++)
        if (fabs(group[i].value) >= 1e-3 * most)
            add(b, group[i].label, fabs(group[i].value) / unit, group[i].colour,
                cd_arena_printf(b->d->folder->arena, "%.3g %s", fabs(group[i].value) / unit, unit_name));
}

/* Fills the three groups: coolers, bodies, links. */
static void list_energies(cd_drawing *d, bar *group[3], size_t n[3], double *most)
{
    const cd_result *r = d->result;
    const json_t *ledger = json_object_get(r->summary, "ledger"), *stored = json_object_get(r->summary, "stored");
    for (size_t l = 0; l < r->n_links; l++) {
        const cd_result_link *link = &r->link[l];
        size_t ends = link->passive && link->n_ends == 2 ? 1 : link->n_ends;
        for (size_t e = 0; e < ends; e++) {
            double J = link->end[e].heat ? cd_json_get_number(ledger, link->end[e].heat) : NAN;
            int g = link->cooler ? 0 : 2;
            if (isfinite(J))
                group[g][n[g]++] = (bar){link->end[e].heat, "", J, g + 1, 0};
        }
    }
    for (size_t i = 0; i < r->n_nodes; i++) {
        double J = cd_json_get_number(stored, r->node[i].name);
        const char *link = r->node[i].made_by, *name = link ? link : r->node[i].name;
        if (!isfinite(J) || J == 0)
            continue;
        size_t k = 0; /* the cells of a link are one body */
        while (k < n[1] && strcmp(group[1][k].label, name) != 0)
            k++;
        if (k == n[1])
            group[1][n[1]++] = (bar){name, "", 0, 2, 0};
        group[1][k].value += J;
    }
    *most = 0;
    for (size_t g = 0; g < 3; g++)
        for (size_t i = 0; i < n[g]; i++)
            *most = fmax(*most, fabs(group[g][i].value));
}

void cd_draw_energy(cd_drawing *d, const cd_ask *ask)
{
    const cd_result *r = d->result;
    bar *group[3];
    size_t n[3] = {0};
    double most;
    for (size_t g = 0; g < 3; g++)
        group[g] = cd_arena_alloc(d->folder->arena, r->n_columns + r->n_nodes + 1, sizeof **group);
    list_energies(d, group, n, &most);
    if (!(most > 0)) {
        cd_drawing_cannot(d, ask, "the run kept no ledger of energies (--no-ledger)");
        return;
    }
    double unit = most >= 1e6 ? 1e6 : most >= 1e3 ? 1e3 : 1;
    const char *unit_name = most >= 1e6 ? "MJ" : most >= 1e3 ? "kJ" : "J";
    bars *b = new_bars(d, cd_arena_printf(d->folder->arena, "Energy over the run (%s)", unit_name));
    for (size_t g = 0; g < 3; g++)
        add_group(b, group[g], n[g], most, unit, unit_name);
    b->legend[0] = "lifted by coolers";
    b->legend[1] = "changed in bodies";
    b->legend[2] = "carried by links";
    b->n_legend = 3;
    draw(b, ask);
}

/* ---- bands ---- */

/* The colour of a part, from 1; a part more takes the last one. */
static int colour_of(bars *b, const char *name)
{
    size_t i = 0;
    while (i < b->n_legend && strcmp(b->legend[i], name) != 0)
        i++;
    if (i == b->n_legend && i < CD_MOST_COLOURS)
        b->legend[b->n_legend++] = name;
    return (int)(i < CD_MOST_COLOURS ? i : CD_MOST_COLOURS - 1) + 1;
}

static void add_band(bars *b, const json_t *band, double unit_s, const char *unit)
{
    cd_arena *arena = b->d->folder->arena;
    double from_K = cd_json_get_number(band, "from_K"), to_K = cd_json_get_number(band, "to_K"), saved_s;
    double time_s = cd_json_get_number(band, "time_s");
    const char *limit = cd_limit_of_band(band, &saved_s);
    const char *label = isfinite(to_K) ? cd_arena_printf(arena, "%.3g to %.3g K", from_K, to_K)
                                       : cd_arena_printf(arena, "%.3g K to goal", from_K);
    const char *text = limit ? cd_arena_printf(arena, "%.3g %s (-%.2g)", time_s / unit_s, unit, saved_s / unit_s)
                             : cd_arena_printf(arena, "%.3g %s", time_s / unit_s, unit);
    add(b, label, time_s / unit_s, colour_of(b, limit ? limit : "no part alone"), text);
}

void cd_draw_bands(cd_drawing *d, const cd_ask *ask)
{
    const json_t *holding = json_object_get(d->result->summary, "holding_back");
    const json_t *bands = json_object_get(holding, "bands");
    size_t n = json_array_size(bands);
    if (n == 0) {
        cd_drawing_cannot(d, ask, "no goal of a temperature was reached");
        return;
    }
    cd_time_unit unit = cd_time_unit_of(cd_json_get_number(holding, "goal_s"));
    bars *b = new_bars(d, cd_arena_printf(d->folder->arena, "Time of %s in the band (%s)",
                                          cd_json_get_text(holding, "node"), unit.name));
    add_head(b, "in brackets: saved with it doubled");
    for (size_t i = 0; i < n; i++)
        add_band(b, json_array_get(bands, i), unit.s, unit.name);
    draw(b, ask);
}

/* ---- budget ---- */

static void add_stage(bars *b, const char *name, const json_t *stage)
{
    cd_arena *arena = b->d->folder->arena;
    double lift_W = cd_json_get_number(stage, "lift_W"), own_W = cd_json_get_number(stage, "own_W");
    bar flow[MOST_BARS];
    size_t n = 0;
    const char *link;
    json_t *value;
    json_object_foreach(json_object_get(stage, "links"), link, value)
    {
        double W = cd_json_get_number(value, "into_W");
        if (fabs(W) > 1e-6 * fabs(lift_W) && n < MOST_BARS - 1) /* less is the solver's noise */
            flow[n++] = (bar){link, "", W, colour_of(b, W < 0 ? "out of it" : "into the stage"), 0};
    }
    if (fabs(own_W) > 1e-3 * fabs(lift_W))
        flow[n++] = (bar){"its own heat", "", own_W, colour_of(b, "of its own body"), 0};
    qsort(flow, n, sizeof *flow, larger_first);
    add_head(b, cd_arena_printf(arena, "%s lifts %s at %.4g K", name, cd_si(lift_W, "W").s,
                                cd_json_get_number(stage, "T_K")));
    for (size_t i = 0; i < n && i < MOST_OF_A_GROUP; i++)
        add(b, flow[i].label, 100 * flow[i].value / lift_W, flow[i].colour,
            cd_arena_printf(arena, "%s", cd_si(flow[i].value, "W").s));
}

void cd_draw_budget(cd_drawing *d, const cd_ask *ask)
{
    bars *b = new_bars(d, "Share of what the stage lifts in the end (%)");
    const char *name;
    json_t *stage;
    json_object_foreach(json_object_get(d->result->summary, "budget"), name, stage)
    {
        if (cd_json_get_number(stage, "lift_W") > 0)
            add_stage(b, name, stage);
    }
    if (b->n == 0) {
        cd_drawing_cannot(d, ask, "no cooler lifts anything in the end");
        return;
    }
    draw(b, ask);
}
