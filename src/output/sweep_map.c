/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_map - a measure over two parameters as a filled map with isolines, the best point marked; over many as parallel
 * axes, one polyline for each point.
 */
#include "sweep_plot.h"

#include "gnuplot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SAMPLED = 60,
    MOST_POLYLINES = 2000,
    MOST_AXES = 9,
    MOST_WORDS = 10 /* written on one axis */,
    LETTERS_ACROSS = 50,
    LETTERS_OUTSIDE = 15,
    LETTERS_INSIDE = 24
};

/* ---- map ---- */

typedef struct {
    double x, y, z;
} map_point;

static bool same_place(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static int by_place(const void *a, const void *b)
{
    const map_point *p = a, *q = b;
    double d = same_place(p->x, q->x) ? p->y - q->y : p->x - q->x;
    return (d > 0) - (d < 0);
}

/* The points in rows of equal x. */
static map_point *points_of(cd_arena *arena, const cd_sweep_figure *f)
{
    map_point *p = cd_arena_alloc(arena, f->n_rows, sizeof *p);
    for (size_t i = 0; i < f->n_rows; i++)
        p[i] = (map_point){cd_column_shown(f->axes[0], f->row[i]), cd_column_shown(f->axes[1], f->row[i]),
                           cd_column_shown(f->measure, f->row[i])};
    qsort(p, f->n_rows, sizeof *p, by_place);
    return p;
}

/* Points of a grid with a few values on each axis, none of them twice; up to half of them may be missing, for they
 * failed or never reached the measure. */
static bool is_grid(cd_arena *arena, const cd_sweep_figure *f)
{
    double *x, *y;
    size_t nx = cd_column_distinct(arena, f, f->axes[0], &x), ny = cd_column_distinct(arena, f, f->axes[1], &y);
    if (nx <= 3 || ny <= 3 || f->n_rows > nx * ny || 2 * f->n_rows < nx * ny)
        return false;
    const map_point *p = points_of(arena, f);
    for (size_t i = 1; i < f->n_rows; i++)
        if (same_place(p[i].x, p[i - 1].x) && same_place(p[i].y, p[i - 1].y))
            return false;
    return true;
}

/* Such a grid, or samples enough to fill the plane between them. */
bool cd_is_map(cd_arena *arena, const cd_sweep_figure *f)
{
    if (f->axes[0]->words || f->axes[1]->words)
        return false;
    double *x, *y;
    size_t nx = cd_column_distinct(arena, f, f->axes[0], &x), ny = cd_column_distinct(arena, f, f->axes[1], &y);
    return is_grid(arena, f) || (nx > 12 && ny > 12 && f->n_rows >= 30);
}

/* The points as they are, in rows of equal x: a file that gnuplot takes for a surface, with holes where one is missing
 * (NaN: what style.gp calls missing, "nan", would shorten the row). */
static void write_grid(cd_arena *arena, const cd_sweep_figure *f, FILE *out)
{
    double *x, *y;
    size_t nx = cd_column_distinct(arena, f, f->axes[0], &x), ny = cd_column_distinct(arena, f, f->axes[1], &y), k = 0;
    const map_point *p = points_of(arena, f);
    for (size_t i = 0; i < nx; i++) {
        for (size_t j = 0; j < ny; j++) {
            if (k < f->n_rows && same_place(p[k].x, x[i]) && same_place(p[k].y, y[j]))
                fprintf(out, "%.9g,%.9g,%.9g\n", p[k].x, p[k].y, p[k].z), k++;
            else
                fprintf(out, "%.9g,%.9g,NaN\n", x[i], y[j]);
        }
        fputc('\n', out);
    }
}

static void extent(const cd_sweep_figure *f, const cd_result_column *c, double *least, double *most)
{
    *least = INFINITY;
    *most = -INFINITY;
    for (size_t i = 0; i < f->n_rows; i++) {
        double x = cd_column_shown(c, f->row[i]);
        *least = fmin(*least, x);
        *most = fmax(*most, x);
    }
}

/* Samples: the measure on a regular grid by inverse distance to the fourth power (D. Shepard, Proc. 23rd ACM National
 * Conference (1968) 517): a map to look at, not to read numbers from. */
static void write_samples(const cd_sweep_figure *f, FILE *out)
{
    double x0, x1, y0, y1;
    extent(f, f->axes[0], &x0, &x1);
    extent(f, f->axes[1], &y0, &y1);
    for (int i = 0; i <= SAMPLED; i++) {
        for (int j = 0; j <= SAMPLED; j++) {
            double x = x0 + (x1 - x0) * i / SAMPLED, y = y0 + (y1 - y0) * j / SAMPLED, sum = 0, weights = 0;
            for (size_t k = 0; k < f->n_rows; k++) {
                double dx = (cd_column_shown(f->axes[0], f->row[k]) - x) / (x1 - x0),
                       dy = (cd_column_shown(f->axes[1], f->row[k]) - y) / (y1 - y0), d2 = dx * dx + dy * dy + 1e-12,
                       w = 1 / (d2 * d2);
                sum += w * cd_column_shown(f->measure, f->row[k]);
                weights += w;
            }
            fprintf(out, "%.9g,%.9g,%.9g\n", x, y, sum / weights);
        }
        fputc('\n', out);
    }
}

/* A round step that gives six to twelve isolines. */
static double round_step(double range)
{
    double decade = pow(10, floor(log10(range / 9))), steps[] = {1, 2, 5, 10}, best = decade;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (fabs(log(steps[i] * decade * 9 / range)) < fabs(log(best * 9 / range)))
            best = steps[i] * decade;
    return best;
}

void cd_draw_sweep_map(cd_arena *arena, cd_sweep_figure *f)
{
    FILE *out = f->figure.prologue, *data = cd_folder_open(&f->figure.folder, "map.csv");
    if (!data)
        return;
    bool grid = is_grid(arena, f);
    if (grid)
        write_grid(arena, f, data);
    else
        write_samples(f, data);
    f->sampled = !grid;
    cd_folder_close(&f->figure.folder, data, "map.csv");
    FILE *points = cd_folder_open(&f->figure.folder, "points.csv");
    for (size_t i = 0; points && i < f->n_rows; i++)
        fprintf(points, "%.9g,%.9g\n", cd_column_shown(f->axes[0], f->row[i]), cd_column_shown(f->axes[1], f->row[i]));
    if (points)
        cd_folder_close(&f->figure.folder, points, "points.csv");
    double least, most;
    extent(f, f->measure, &least, &most);
    double x0, x1, y0, y1, step = most > least ? round_step(most - least) : 1;
    extent(f, f->axes[0], &x0, &x1);
    extent(f, f->axes[1], &y0, &y1);
    fputs("n = 0\nn_measured = 0\n", out);
    fprintf(out, "logx = %d\nlogy = %d\non_grid = %d\n", grid && cd_column_logarithmic(arena, f, f->axes[0]),
            grid && cd_column_logarithmic(arena, f, f->axes[1]), grid);
    const struct {
        const char *name;
        double x;
    } numbers[] = {{"x_first", x0},
                   {"x_last", x1},
                   {"y_first", y0},
                   {"y_last", y1},
                   {"z_first", least},
                   {"z_last", most},
                   {"step", step},
                   {"level_first", ceil(least / step) * step},
                   {"best_x", cd_column_shown(f->axes[0], f->best)},
                   {"best_y", cd_column_shown(f->axes[1], f->best)}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        cd_gnuplot_set_number(out, numbers[i].name, numbers[i].x);
    double *v;
    cd_gnuplot_set_number(out, "cells_x", grid ? (double)cd_column_distinct(arena, f, f->axes[0], &v) - 1 : SAMPLED);
    cd_gnuplot_set_number(out, "cells_y", grid ? (double)cd_column_distinct(arena, f, f->axes[1], &v) - 1 : SAMPLED);
    cd_gnuplot_set_text(out, "best_text", cd_arena_printf(arena, "%.4g", cd_column_shown(f->measure, f->best)));
    cd_gnuplot_set_text(out, "x_title", cd_axis_title(arena, f->axes[0], CD_LETTERS_X));
    cd_gnuplot_set_text(out, "y_label", cd_axis_title(arena, f->axes[1], CD_LETTERS_Y));
    cd_gnuplot_set_text(out, "z_label", cd_axis_title(arena, f->measure, CD_LETTERS_Y));
    cd_gnuplot_set_text(out, "note", f->others);
}

/* ---- parallel axes ---- */

/* An axis: its ends, or its different words in the order of the rows. */
typedef struct {
    const cd_result_column *column;
    double least, most;
    const char **word;
    size_t n_words;
} scale;

static scale scale_of(cd_arena *arena, const cd_sweep_figure *f, const cd_result_column *c)
{
    scale s = {.column = c};
    size_t *row;
    if (!c->words) {
        extent(f, c, &s.least, &s.most);
        return s;
    }
    s.n_words = cd_sweep_words(arena, f, c, &row);
    s.word = cd_arena_alloc(arena, s.n_words, sizeof *s.word);
    for (size_t k = 0; k < s.n_words; k++)
        s.word[k] = c->text[row[k]];
    return s;
}

/* 0 to 1. */
static double place_on_axis(const scale *s, size_t row)
{
    if (!s->column->words)
        return s->most > s->least ? (cd_column_shown(s->column, row) - s->least) / (s->most - s->least) : 0.5;
    size_t at = 0;
    while (at + 1 < s->n_words && strcmp(s->word[at], s->column->text[row]) != 0)
        at++;
    return s->n_words > 1 ? (double)at / (double)(s->n_words - 1) : 0.5;
}

/* Dear points first, so that the good ones are drawn over them. */
typedef struct {
    size_t row;
    double z;
} polyline;

static int by_z_falling(const void *a, const void *b)
{
    const polyline *p = a, *q = b;
    return (p->z < q->z) - (p->z > q->z);
}

/* A number at the end of an axis: three digits, without an exponent up to a million. */
static const char *end_text(cd_arena *arena, double x)
{
    return cd_arena_printf(arena, fabs(x) >= 1e3 && fabs(x) < 1e6 ? "%.0f" : "%.3g", x);
}

/* Of a word, before the next of the axes. */
static size_t letters_between(size_t n_gaps)
{
    return n_gaps > 1 ? LETTERS_ACROSS / n_gaps : LETTERS_ACROSS;
}

/* Words stand beside their places on the axis, shortened to the room before the next one. Of many only the first and
 * the last, which stand at the ends as numbers do. */
static void write_words(cd_arena *arena, cd_sweep_figure *f, const scale *axis, size_t n)
{
    const char *word[MOST_AXES * MOST_WORDS];
    double at[MOST_AXES * MOST_WORDS], place[MOST_AXES * MOST_WORDS];
    size_t k = 0;
    for (size_t a = 0; a <= n; a++)
        for (size_t i = 0; i < axis[a].n_words && axis[a].n_words <= MOST_WORDS; i++) {
            word[k] = cd_short_text(arena, axis[a].word[i], letters_between(n));
            at[k] = (double)a + 1;
            place[k++] = axis[a].n_words > 1 ? (double)i / (double)(axis[a].n_words - 1) : 0.5;
        }
    fprintf(f->figure.prologue, "n_words = %zu\n", k);
    cd_gnuplot_set_texts(f->figure.prologue, "word", word, k);
    cd_gnuplot_set_doubles(f->figure.prologue, "word_at", at, k);
    cd_gnuplot_set_doubles(f->figure.prologue, "word_place", place, k);
}

/* What stands at the ends of the axes: "bus" over ".area" over "(cm^2)", least and greatest value. */
static void write_ends(cd_arena *arena, cd_sweep_figure *f, const scale *axis, size_t n)
{
    const char *name[MOST_AXES], *key[MOST_AXES], *low[MOST_AXES], *high[MOST_AXES], *unit[MOST_AXES];
    FILE *out = f->figure.prologue;
    for (size_t a = 0; a <= n; a++) {
        const cd_result_column *c = axis[a].column;
        const char *dot = strchr(c->name, '.');
        size_t room = a == 0 || a == n ? LETTERS_OUTSIDE : LETTERS_INSIDE;
        name[a] = cd_short_text(arena, dot ? cd_arena_strn(arena, c->name, (size_t)(dot - c->name)) : c->name, room);
        unit[a] = *c->unit ? cd_arena_printf(arena, "(%s)", c->unit) : "";
        key[a] = dot ? cd_short_text(arena, dot, room) : unit[a];
        unit[a] = dot ? unit[a] : "";
        bool ends = axis[a].n_words > MOST_WORDS;
        low[a] = ends       ? cd_short_text(arena, axis[a].word[0], letters_between(n))
                 : c->words ? ""
                            : end_text(arena, axis[a].least);
        high[a] = ends       ? cd_short_text(arena, axis[a].word[axis[a].n_words - 1], letters_between(n))
                  : c->words ? ""
                             : end_text(arena, axis[a].most);
    }
    cd_gnuplot_set_texts(out, "name", name, n + 1);
    cd_gnuplot_set_texts(out, "key", key, n + 1);
    cd_gnuplot_set_texts(out, "unit", unit, n + 1);
    cd_gnuplot_set_texts(out, "low", low, n + 1);
    cd_gnuplot_set_texts(out, "high", high, n + 1);
}

size_t cd_sweep_n_axes(const cd_sweep_figure *f)
{
    return f->n_axes > MOST_AXES - 1 ? MOST_AXES - 1 : f->n_axes;
}

void cd_draw_sweep_axes(cd_arena *arena, cd_sweep_figure *f)
{
    FILE *data = cd_folder_open(&f->figure.folder, "axes.csv");
    if (!data)
        return;
    size_t n = cd_sweep_n_axes(f), every = f->n_rows / MOST_POLYLINES + 1, n_lines = 0;
    polyline *line = cd_arena_alloc(arena, f->n_rows, sizeof *line);
    for (size_t i = 0; i < f->n_rows; i++)
        if (i % every == 0 || f->row[i] == f->best)
            line[n_lines++] = (polyline){f->row[i], cd_column_shown(f->measure, f->row[i])};
    qsort(line, n_lines, sizeof *line, by_z_falling);
    scale axis[MOST_AXES];
    for (size_t a = 0; a <= n; a++)
        axis[a] = scale_of(arena, f, a < n ? f->axes[a] : f->measure);
    for (size_t i = 0; i < n_lines; i++) {
        double rank = (double)(n_lines - 1 - i) / (double)n_lines;
        for (size_t a = 0; a <= n; a++)
            fprintf(data, "%zu,%.5g,%.5g\n", a + 1, place_on_axis(&axis[a], line[i].row), rank);
        fputc('\n', data);
    }
    cd_folder_close(&f->figure.folder, data, "axes.csv");
    write_ends(arena, f, axis, n);
    write_words(arena, f, axis, n);
    fprintf(f->figure.prologue, "n = 0\nn_measured = 0\nnames_px = 60.0\nn_axes = %zu\n", n + 1);
    cd_gnuplot_set_text(f->figure.prologue, "data", "axes.csv");
    cd_gnuplot_set_text(f->figure.prologue, "x_title", "");
    if (every > 1)
        f->note = cd_arena_printf(arena, "drawn: one point in %zu", every);
    cd_gnuplot_set_text(f->figure.prologue, "note",
                        cd_arena_printf(arena, "orange: the least %s; blue: the tenth with the least%s%s",
                                        cd_short_text(arena, f->measure->name, LETTERS_INSIDE), every > 1 ? "; " : "",
                                        f->note));
}
