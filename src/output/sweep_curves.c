/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_curves - a measure over one parameter, a line for each value of a second; the Pareto front of two measures.
 */
#include "sweep_plot.h"

#include "gnuplot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LINES = 12, MOST_DOTS = 5000, MOST_WORDS = 25 /* with a place on the abscissa */, MOST_LETTERS = 22 };

static const char *value_text(cd_arena *arena, const cd_result_column *c, size_t row)
{
    if (c->words)
        return c->text[row];
    return cd_arena_printf(arena, "%s = %.4g%s%s", c->name, cd_column_shown(c, row), *c->unit ? " " : "", c->unit);
}

static bool same_value(const cd_result_column *c, size_t a, size_t b)
{
    return c->words ? strcmp(c->text[a], c->text[b]) == 0 : c->number[a] == c->number[b];
}

/* Rows with the different values of a column, at most `most` + 1. */
static size_t kinds_of(const cd_sweep_figure *f, const cd_result_column *c, size_t *row, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n_rows && n <= most; i++) {
        bool new = true;
        for (size_t k = 0; k < n && new; k++)
            new = !same_value(c, f->row[i], row[k]);
        if (new)
            row[n++] = f->row[i];
    }
    return n;
}

size_t cd_sweep_words(cd_arena *arena, const cd_sweep_figure *f, const cd_result_column *c, size_t **row)
{
    *row = cd_arena_alloc(arena, f->n_rows + 1, sizeof **row);
    return kinds_of(f, c, *row, f->n_rows);
}

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The words of the abscissa. Where they are too many, those with the least measure stay, in their order. */
static void choose_words(cd_arena *arena, cd_sweep_figure *f)
{
    size_t n = cd_sweep_words(arena, f, f->axes[0], &f->word), kept = 0, equal = MOST_WORDS;
    f->n_words = n;
    if (n <= MOST_WORDS)
        return;
    double *least = cd_arena_alloc(arena, n, sizeof *least), *sorted = cd_arena_alloc(arena, n, sizeof *sorted);
    for (size_t k = 0; k < n; k++) {
        least[k] = INFINITY;
        for (size_t i = 0; i < f->n_rows; i++)
            if (same_value(f->axes[0], f->row[i], f->word[k]))
                least[k] = fmin(least[k], f->measure->number[f->row[i]]);
        sorted[k] = least[k];
    }
    qsort(sorted, n, sizeof *sorted, by_number);
    double limit = sorted[MOST_WORDS - 1];
    for (size_t k = 0; k < n; k++)
        equal -= least[k] < limit ? 1 : 0;
    for (size_t k = 0; k < n; k++) {
        bool last = !(least[k] < limit) && !(least[k] > limit) && equal > 0;
        equal -= last ? 1 : 0;
        if (least[k] < limit || last)
            f->word[kept++] = f->word[k];
    }
    f->n_words = kept;
    f->note = cd_arena_printf(arena, "%zu of %zu words drawn: those with the least %s", kept, n, f->measure->name);
}

bool cd_has_series(cd_arena *arena, const cd_sweep_figure *f)
{
    (void)arena;
    size_t row[MOST_LINES + 1];
    return f->n_axes == 2 && kinds_of(f, f->axes[1], row, MOST_LINES) <= MOST_LINES;
}

typedef struct {
    double x, y;
    size_t line;
} curve_point;

static int by_x(const void *a, const void *b)
{
    const curve_point *p = a, *q = b;
    return p->line != q->line ? (p->line > q->line) - (p->line < q->line) : (p->x > q->x) - (p->x < q->x);
}

/* One block of the data for each line, a word on the abscissa by its number; no row whose word has no place. */
static void write_lines(cd_arena *arena, cd_sweep_figure *f, const size_t *kind, size_t n_lines, FILE *out)
{
    size_t n = 0;
    curve_point *p = cd_arena_alloc(arena, f->n_rows, sizeof *p);
    const cd_result_column *x = f->axes[0];
    for (size_t i = 0; i < f->n_rows; i++) {
        size_t row = f->row[i];
        p[n] = (curve_point){cd_column_shown(x, row), cd_column_shown(f->measure, row), 0};
        for (size_t k = 0; k < f->n_words; k++)
            p[n].x = same_value(x, row, f->word[k]) ? (double)k + 1 : p[n].x;
        for (size_t k = 0; k < n_lines && n_lines > 1; k++)
            p[n].line = same_value(f->axes[1], row, kind[k]) ? k : p[n].line;
        n += isnan(p[n].x) ? 0 : 1;
    }
    qsort(p, n, sizeof *p, by_x);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && p[i].line != p[i - 1].line)
            fputs("\n\n", out);
        fprintf(out, "%.9g,%.9g\n", p[i].x, p[i].y);
    }
}

/* A word under the axis: not too long, and gnuplot takes it for a format. Its length in letters. */
static const char *tic_text(cd_arena *arena, const char *word, int *letters)
{
    const char *text = cd_short_text(arena, word, MOST_LETTERS);
    char *out = cd_arena_alloc(arena, 2 * strlen(text) + 1, 1);
    size_t n = 0;
    *letters = 0;
    for (const char *c = text; *c; c++) {
        *letters += ((unsigned char)*c & 0xC0) != 0x80;
        out[n++] = *c;
        if (*c == '%')
            out[n++] = '%';
    }
    out[n] = '\0';
    return out;
}

/* Names that do not fit beside each other stand upright, in room that is made for them. */
static void put_words(cd_arena *arena, FILE *out, const cd_sweep_figure *f)
{
    const char *word[MOST_WORDS];
    const size_t n = f->n_words;
    int longest = 0, characters;
    for (size_t k = 0; k < n; k++) {
        word[k] = tic_text(arena, f->axes[0]->text[f->word[k]], &characters);
        longest = characters > longest ? characters : longest;
    }
    const double letter_px = 10.5, axis_px = 480;
    bool upright = (double)n * letter_px * longest > axis_px;
    fprintf(out, "n_words = %zu\nupright = %d\nnames_px = %.1f\n", n, upright, upright ? letter_px * longest - 8 : 0.0);
    cd_gnuplot_set_texts(out, "word", word, n);
}

void cd_draw_sweep_lines(cd_arena *arena, cd_sweep_figure *f)
{
    size_t kind[MOST_LINES + 1] = {0}, n_lines = 1;
    FILE *out = f->figure.prologue, *data = cd_folder_open(&f->figure.folder, "lines.csv");
    const char *label[MOST_LINES + 1] = {""};
    if (!data)
        return;
    if (f->n_axes == 2)
        n_lines = kinds_of(f, f->axes[1], kind, MOST_LINES);
    for (size_t k = 0; k < n_lines && f->n_axes == 2; k++)
        label[k] = value_text(arena, f->axes[1], kind[k]);
    if (f->axes[0]->words)
        choose_words(arena, f);
    write_lines(arena, f, kind, n_lines, data);
    cd_folder_close(&f->figure.folder, data, "lines.csv");
    put_words(arena, out, f);
    cd_gnuplot_set_text(out, "note", f->note);
    double *x;
    size_t n_x = f->n_words ? 0 : cd_column_distinct(arena, f, f->axes[0], &x);
    cd_gnuplot_set_number(out, "x_first", n_x ? x[0] : 0);
    cd_gnuplot_set_number(out, "x_last", n_x ? x[n_x - 1] : 0);
    fprintf(out, "n = %zu\nn_lines = %zu\nn_measured = 0\nlogx = %d\n", f->n_axes == 2 ? n_lines : 0, n_lines,
            cd_column_logarithmic(arena, f, f->axes[0]));
    fprintf(out, "many = %d\n", f->n_rows > 40 * n_lines);
    cd_gnuplot_set_texts(out, "label", label, f->n_axes == 2 ? n_lines : 0);
    cd_gnuplot_set_text(out, "data", "lines.csv");
    cd_gnuplot_set_text(out, "x_title", cd_axis_title(arena, f->axes[0], CD_LETTERS_X));
    cd_gnuplot_set_text(out, "y_label", cd_axis_title(arena, f->measure, CD_LETTERS_Y));
}

/* ---- Pareto ---- */

static int by_first(const void *a, const void *b)
{
    const curve_point *p = a, *q = b;
    return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : (p->y > q->y) - (p->y < q->y);
}

/* A point is on the front when no other is better in one and as good in the other. */
void cd_draw_sweep_pareto(cd_arena *arena, cd_sweep_figure *f)
{
    FILE *out = f->figure.prologue, *all = cd_folder_open(&f->figure.folder, "all.csv"),
         *front = cd_folder_open(&f->figure.folder, "front.csv");
    curve_point *p = cd_arena_alloc(arena, f->n_rows, sizeof *p);
    for (size_t i = 0; i < f->n_rows; i++)
        p[i] = (curve_point){cd_column_shown(f->second, f->row[i]), cd_column_shown(f->measure, f->row[i]), i};
    qsort(p, f->n_rows, sizeof *p, by_first);
    double least = INFINITY;
    f->front = cd_arena_alloc(arena, f->n_rows, sizeof *f->front);
    size_t every = f->n_rows / MOST_DOTS + 1;
    for (size_t i = 0; all && front && i < f->n_rows; i++) {
        if (p[i].line % every == 0)
            fprintf(all, "%.9g,%.9g\n", p[i].x, p[i].y);
        if (p[i].y < least) {
            fprintf(front, "%.9g,%.9g\n", p[i].x, p[i].y);
            f->front[f->n_front++] = f->row[p[i].line];
        }
        least = fmin(least, p[i].y);
    }
    if (all)
        cd_folder_close(&f->figure.folder, all, "all.csv");
    if (front)
        cd_folder_close(&f->figure.folder, front, "front.csv");
    fputs("n = 0\nn_measured = 0\n", out);
    cd_gnuplot_set_number(out, "points", (double)f->n_rows);
    if (every > 1)
        f->note = cd_arena_printf(arena, "drawn: the front, and one point in %zu", every);
    cd_gnuplot_set_text(out, "note", f->note);
    cd_gnuplot_set_text(out, "x_title", cd_axis_title(arena, f->second, CD_LETTERS_X));
    cd_gnuplot_set_text(out, "y_label", cd_axis_title(arena, f->measure, CD_LETTERS_Y));
}
