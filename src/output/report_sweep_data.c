/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_sweep_data - what the program of a sweep's page needs to show the point under the pointer: the points, and
 * which of their values each figure shows where.
 */
#include "report_sweep.h"

#include <math.h>
#include <string.h>

/* Numbers beyond which the page is no longer small: then the points with the least of the first measure. */
enum { MOST_NUMBERS = 60000 };

static size_t n_columns(const cd_sweep_report *r)
{
    return r->n_parameters + r->n_measures;
}

static const cd_result_column *column(const cd_sweep_report *r, size_t i)
{
    return i < r->n_parameters ? r->parameter[i] : r->measure[i - r->n_parameters];
}

/* Always all points of the table. */
static size_t n_points(const cd_sweep_report *r)
{
    size_t most = MOST_NUMBERS / (n_columns(r) + 1);
    most = most < CD_MOST_LISTED ? CD_MOST_LISTED : most;
    return r->results->n_rows < most ? r->results->n_rows : most;
}

/* As shown, in its unit. */
static json_t *column_json(const cd_sweep_report *r, const cd_result_column *c)
{
    json_t *out = json_object(), *values = json_array();
    json_object_set_new(out, "name", cd_json_text(c->name));
    json_object_set_new(out, "unit", cd_json_text(c->unit));
    for (size_t i = 0; i < n_points(r); i++)
        json_array_append_new(values, c->words ? cd_json_text(c->text[r->order[i]])
                                               : cd_json_number(cd_column_shown(c, r->order[i])));
    json_object_set_new(out, "values", values);
    return out;
}

/* Which of the page's columns it is; -1: one that does not vary. */
static int number_of(const cd_sweep_report *r, const cd_result_column *c)
{
    for (size_t i = 0; i < n_columns(r); i++)
        if (column(r, i) == c)
            return (int)i;
    return -1;
}

/* The different words of an axis in the order in which the figure counts them; null for numbers. */
static json_t *words_json(const cd_sweep_report *r, const cd_sweep_figure *f, const cd_result_column *c)
{
    if (!c->words)
        return json_null();
    json_t *out = json_array();
    size_t *row = f->word, n = f->word ? f->n_words : cd_sweep_words(r->arena, f, c, &row);
    for (size_t k = 0; k < n; k++)
        json_array_append_new(out, cd_json_text(c->text[row[k]]));
    return out;
}

/* One axis of a figure: the column, and its words or, for parallel axes, its ends. */
static json_t *axis_json(const cd_sweep_report *r, const cd_sweep_figure *f, const cd_result_column *c)
{
    double least = INFINITY, most = -INFINITY;
    json_t *out = json_object();
    for (size_t i = 0; i < f->n_rows && !c->words; i++) {
        least = fmin(least, cd_column_shown(c, f->row[i]));
        most = fmax(most, cd_column_shown(c, f->row[i]));
    }
    json_object_set_new(out, "column", json_integer(number_of(r, c)));
    json_object_set_new(out, "words", words_json(r, f, c));
    json_object_set_new(out, "from", cd_json_number(least));
    json_object_set_new(out, "to", cd_json_number(most));
    return out;
}

/* Axes in the order: abscissa, ordinate; of parallel axes all of them. */
static json_t *figure_json(const cd_sweep_report *r, const cd_sweep_page_figure *figure)
{
    const cd_sweep_figure *f = &figure->drawn;
    const char *kind = f->figure.template;
    bool parallel = strcmp(kind, "sweep_axes") == 0;
    json_t *out = json_object(), *axes = json_array();
    size_t n = parallel ? cd_sweep_n_axes(f) : strcmp(kind, "sweep_map") == 0 ? 2 : f->second ? 0 : 1;
    for (size_t i = 0; i < n; i++)
        json_array_append_new(axes, axis_json(r, f, f->axes[i]));
    if (f->second)
        json_array_append_new(axes, axis_json(r, f, f->second));
    if (strcmp(kind, "sweep_map") != 0)
        json_array_append_new(axes, axis_json(r, f, f->measure));
    json_object_set_new(out, "parallel", json_boolean(parallel));
    json_object_set_new(out, "axes", axes);
    json_object_set_new(out, "measure", json_integer(number_of(r, f->measure)));
    json_object_set_new(out, "box", figure->box ? cd_json_text(figure->box) : json_null());
    return out;
}

json_t *cd_sweep_report_data(const cd_sweep_report *r)
{
    json_t *out = json_object(), *points = json_array(), *columns = json_array(), *figures = json_array(),
           *failed = json_array();
    for (size_t i = 0; i < n_points(r); i++)
        json_array_append_new(points, json_integer(r->results->point[r->order[i]]));
    for (size_t i = 0; i < n_points(r); i++)
        if (strcmp(r->results->status[r->order[i]], "ok") != 0)
            json_array_append_new(failed, json_integer((json_int_t)i));
    for (size_t i = 0; i < n_columns(r); i++)
        json_array_append_new(columns, column_json(r, column(r, i)));
    for (size_t i = 0; i < r->n_figures; i++)
        json_array_append_new(figures, figure_json(r, &r->figure[i]));
    json_object_set_new(out, "points", points);
    json_object_set_new(out, "failed", failed);
    json_object_set_new(out, "columns", columns);
    json_object_set_new(out, "figures", figures);
    return out;
}
