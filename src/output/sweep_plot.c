/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_plot - figures of a study: lines over one parameter, a map over two, parallel axes over many, the Pareto front
 * of two measures. Templates: plots/sweep_lines.gp, sweep_map.gp, sweep_axes.gp, sweep_pareto.gp.
 */
#include "sweep_plot.h"

#include "format.h"
#include "gnuplot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool fail(cd_results *r, const char *message)
{
    free(r->error);
    r->error = strdup(message);
    return false;
}

double cd_column_shown(const cd_result_column *c, size_t row)
{
    return c->words ? NAN : (c->number[row] - c->offset) / c->scale;
}

const char *cd_column_title(cd_arena *arena, const cd_result_column *c)
{
    return *c->unit ? cd_arena_printf(arena, "%s (%s)", c->name, c->unit) : c->name;
}

int cd_store_stem(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    return (int)(dot && dot > name ? (size_t)(dot - path) : strlen(path));
}

const char *cd_short_text(cd_arena *arena, const char *text, size_t most)
{
    size_t letters = 0;
    for (const char *c = text; *c; c++) {
        letters += ((unsigned char)*c & 0xC0) != 0x80 ? 1 : 0;
        if (letters > most)
            return cd_arena_printf(arena, "%.*s...", (int)(c - text), text);
    }
    return text;
}

const char *cd_axis_title(cd_arena *arena, const cd_result_column *c, size_t most)
{
    cd_result_column shown = *c;
    shown.name = cd_short_text(arena, c->name, most);
    return cd_column_title(arena, &shown);
}

/* ---- what is drawn ---- */

/* Its different values, at most three. */
static size_t count_values(const cd_results *r, const cd_result_column *c)
{
    size_t n = 0, row[3];
    for (size_t i = 0; i < r->n_rows && n < 3; i++) {
        bool new = true;
        for (size_t k = 0; k < n && new; k++)
            new = c->words ? strcmp(c->text[i], c->text[row[k]]) != 0 : c->number[i] != c->number[row[k]];
        if (new)
            row[n++] = i;
    }
    return n;
}

static bool choose_parameters(cd_results *r, const cd_results_figure *asked, cd_sweep_figure *f)
{
    f->axes = cd_arena_alloc(r->arena, r->n_columns + asked->n_parameters, sizeof(cd_result_column *));
    for (size_t i = 0; i < asked->n_parameters; i++) {
        const cd_result_column *c = cd_results_column(r, asked->parameters[i]);
        if (!c)
            return false;
        f->axes[f->n_axes++] = c;
    }
    for (size_t i = 0; asked->n_parameters == 0 && i < r->n_columns; i++)
        if (r->columns[i].kind == CD_COLUMN_PARAMETER && count_values(r, &r->columns[i]) > 1)
            f->axes[f->n_axes++] = &r->columns[i];
    return f->n_axes > 0 || fail(r, "no parameter has more than one value: nothing to draw");
}

static bool is_axis(const cd_sweep_figure *f, const cd_result_column *c)
{
    for (size_t i = 0; i < f->n_axes; i++)
        if (f->axes[i] == c)
            return true;
    return false;
}

/* Names the parameters that vary and are no axis: the points of a map are then scattered by them. */
static void name_others(const cd_results *r, cd_sweep_figure *f)
{
    const char **name = cd_arena_alloc(r->arena, r->n_columns, sizeof *name);
    size_t n = 0;
    for (size_t i = 0; i < r->n_columns; i++)
        if (r->columns[i].kind == CD_COLUMN_PARAMETER && !is_axis(f, &r->columns[i]) &&
            count_values(r, &r->columns[i]) > 1)
            name[n++] = r->columns[i].name;
    f->others = n == 0   ? ""
                : n == 1 ? cd_arena_printf(r->arena, "%s varies too", name[0])
                : n == 2 ? cd_arena_printf(r->arena, "%s vary too", cd_join(r->arena, name, n))
                         : cd_arena_printf(r->arena, "%zu other parameters vary too", n);
}

static bool choose_measure(cd_results *r, const char *name, cd_sweep_figure *f)
{
    for (size_t i = 0; !name && i < r->n_columns && !f->measure; i++)
        if (r->columns[i].kind == CD_COLUMN_MEASURE)
            f->measure = &r->columns[i];
    if (name)
        f->measure = cd_results_column(r, name);
    if (f->measure && f->measure->words)
        return fail(r, "words cannot be drawn: name a measure");
    return f->measure != NULL;
}

/* Rows that have the measure, the best among them. */
static bool choose_rows(cd_results *r, cd_sweep_figure *f)
{
    f->row = cd_arena_alloc(r->arena, r->n_rows, sizeof *f->row);
    for (size_t row = 0; row < r->n_rows; row++) {
        double x = f->measure->number[row], y = f->second ? f->second->number[row] : 0;
        if (isnan(x) || isnan(y))
            continue;
        if (f->n_rows == 0 || x < f->measure->number[f->best])
            f->best = row;
        f->row[f->n_rows++] = row;
    }
    return f->n_rows > 0 || fail(r, "no point has a value of the measure: nothing to draw");
}

/* Whether a parameter was varied by equal ratios: then its axis is logarithmic. */
static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

size_t cd_column_distinct(cd_arena *arena, const cd_sweep_figure *f, const cd_result_column *c, double **value)
{
    double *v = cd_arena_alloc(arena, f->n_rows, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < f->n_rows; i++)
        v[i] = cd_column_shown(c, f->row[i]);
    qsort(v, f->n_rows, sizeof *v, by_value);
    for (size_t i = 0; i < f->n_rows; i++)
        if (n == 0 || v[i] > v[n - 1] + 1e-9 * fabs(v[n - 1]))
            v[n++] = v[i];
    *value = v;
    return n;
}

bool cd_column_logarithmic(cd_arena *arena, const cd_sweep_figure *f, const cd_result_column *c)
{
    double *v;
    size_t n = c->words ? 0 : cd_column_distinct(arena, f, c, &v);
    if (n < 4 || !(v[0] > 0) || v[n - 1] < 3 * v[0])
        return false;
    double ratio = v[1] / v[0];
    for (size_t i = 2; i < n; i++)
        if (fabs(v[i] / v[i - 1] / ratio - 1) > 1e-6)
            return false;
    return true;
}

/* ---- the figure ---- */

/* The lines of a figure are named by the parameter with few values, whichever comes first. */
static void order_axes(cd_arena *arena, cd_sweep_figure *f)
{
    if (f->n_axes != 2 || cd_has_series(arena, f) || cd_is_map(arena, f))
        return;
    cd_sweep_figure swapped = *f;
    const cd_result_column *order[2] = {f->axes[1], f->axes[0]};
    swapped.axes = order;
    if (!cd_has_series(arena, &swapped))
        return;
    f->axes[0] = order[0];
    f->axes[1] = order[1];
}

static const char *draw(cd_results *r, const cd_results_figure *asked, cd_sweep_figure *f)
{
    static const struct {
        const char *template;
        cd_sweep_drawing *draw;
    } kinds[] = {{"sweep_lines", cd_draw_sweep_lines},
                 {"sweep_map", cd_draw_sweep_map},
                 {"sweep_axes", cd_draw_sweep_axes},
                 {"sweep_pareto", cd_draw_sweep_pareto}};
    order_axes(r->arena, f);
    bool map = f->n_axes == 2 && cd_is_map(r->arena, f);
    size_t kind = f->second                                                                  ? 3
                  : f->n_axes == 1 || (f->n_axes == 2 && !map && cd_has_series(r->arena, f)) ? 0
                  : map                                                                      ? 1
                                                                                             : 2;
    if (cd_figure_begin(&f->figure, r->arena, asked->data_path, asked->path, kinds[kind].template)) {
        cd_gnuplot_set_text(f->figure.prologue, "title", r->title ? r->title : "Sweep");
        cd_gnuplot_set_text(f->figure.prologue, "theme", asked->theme ? asked->theme : "paper");
        kinds[kind].draw(r->arena, f);
    }
    return cd_figure_end(&f->figure);
}

cd_status cd_sweep_draw(cd_results *r, const cd_results_figure *asked, cd_sweep_figure *f)
{
    *f = (cd_sweep_figure){.note = ""};
    if (!choose_measure(r, asked->measure, f))
        return CD_INPUT;
    if (asked->pareto && !(f->second = cd_results_column(r, asked->pareto)))
        return CD_INPUT;
    if (f->second && f->second->words)
        return fail(r, "words cannot be drawn: name a measure"), CD_INPUT;
    if (!choose_rows(r, f) || !choose_parameters(r, asked, f))
        return CD_INPUT;
    name_others(r, f);
    cd_locale locale = cd_locale_begin();
    const char *error = draw(r, asked, f);
    cd_locale_end(&locale);
    if (error || f->figure.note)
        fail(r, error ? error : f->figure.note);
    return error ? CD_FILE : CD_OK;
}

static cd_status plot_guarded(cd_results *r, const cd_results_figure *asked)
{
    static const char *const themes[] = {"paper", "screen", "dark"};
    cd_sweep_figure f;
    bool known = !asked->theme;
    for (size_t i = 0; i < sizeof themes / sizeof *themes && !known; i++)
        known = strcmp(asked->theme, themes[i]) == 0;
    if (setjmp(r->landing) != 0)
        return CD_NO_MEMORY;
    if (!known)
        return fail(r, cd_arena_printf(r->arena, "there is no theme \"%s\": paper, screen, dark", asked->theme)),
               CD_INPUT;
    if (!cd_results_choose(r, asked->where, asked->n_where, NULL, false))
        return CD_INPUT;
    return cd_results_fetch(r, r->n_finished) ? cd_sweep_draw(r, asked, &f) : CD_FILE; /* a figure shows all at once */
}

cd_status cd_results_plot(cd_results *r, const cd_results_figure *asked)
{
    return plot_guarded(r, asked);
}
