/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figure_lines - a [plot] of kind `lines`: expressions against time, measured points over them.
 */
#include "drawing.h"
#include "gnuplot.h"

#include <math.h>

enum { MEASURED_POINTS = 120 };

static size_t count_rows(const json_t *series)
{
    return json_array_size(json_object_get(series, "time_s"));
}

static double value_at(const json_t *column, size_t row)
{
    const json_t *value = json_array_get(column, row);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

/* As CSV without a heading, "nan" where there is no value. */
static void write_series(cd_drawing *d, const json_t *series, const char *name)
{
    const json_t *time_s = json_object_get(series, "time_s"), *y = json_object_get(series, "y");
    FILE *out = cd_drawing_data(d, name);
    for (size_t r = 0; out && r < count_rows(series); r++) {
        fprintf(out, "%.12g", value_at(time_s, r));
        for (size_t i = 0; i < json_array_size(y); i++) {
            double value = value_at(json_array_get(y, i), r);
            fprintf(out, isfinite(value) ? ",%.12g" : ",nan", value);
        }
        fputc('\n', out);
    }
    if (out)
        cd_folder_close(d->folder, out, name);
}

/* Smallest and largest value above zero, a little widened. `any`: whether there is anything to draw (gnuplot fails on a
 * figure without a point). */
static bool positive_range(const json_t *series, bool logy, double *y_min, double *y_max)
{
    const json_t *y = json_object_get(series, "y");
    bool any = false;
    *y_min = INFINITY;
    *y_max = 0;
    for (size_t i = 0; i < json_array_size(y); i++)
        for (size_t r = 0; r < count_rows(series); r++) {
            double value = value_at(json_array_get(y, i), r);
            any = any || (isfinite(value) && (!logy || value > 0));
            if (isfinite(value) && value > 0) {
                *y_min = fmin(*y_min, 0.8 * value);
                *y_max = fmax(*y_max, 1.2 * value);
            }
        }
    return any;
}

static double first_positive(const json_t *series)
{
    for (size_t r = 0; r < count_rows(series); r++)
        if (value_at(json_object_get(series, "time_s"), r) > 0)
            return value_at(json_object_get(series, "time_s"), r);
    return 1;
}

static const char **labels_of(cd_arena *arena, const json_t *plot, size_t *n)
{
    const json_t *labels = json_object_get(plot, "labels");
    *n = json_array_size(labels);
    const char **out = cd_arena_alloc(arena, *n, sizeof *out);
    for (size_t i = 0; i < *n; i++) {
        const char *text = json_string_value(json_array_get(labels, i));
        out[i] = text ? text : "";
    }
    return out;
}

/* The points of a measured log, in the colours of the curves they belong to. */
static void write_measured(cd_drawing *d, FILE *out, const json_t *measured, const char **label, size_t n_labels)
{
    cd_arena *arena = d->folder->arena;
    const json_t *curves = json_object_get(measured, "like");
    size_t n = json_array_size(curves);
    int *like = cd_arena_alloc(arena, n, sizeof *like);
    const char **name = cd_arena_alloc(arena, n, sizeof *name);
    for (size_t j = 0; j < n; j++) {
        json_int_t k = json_integer_value(json_array_get(curves, j));
        k = k >= 0 && (size_t)k < n_labels ? k : 0;
        like[j] = (int)k + 1;
        name[j] = cd_arena_printf(arena, "%s, measured", label[k]);
    }
    fprintf(out, "n_measured = %zu\nthin = %zu\n", n, 1 + count_rows(measured) / MEASURED_POINTS);
    cd_gnuplot_set_text(out, "measured", "measured.csv");
    cd_gnuplot_set_numbers(out, "like", like, n);
    cd_gnuplot_set_texts(out, "measured_label", name, n);
}

void cd_draw_lines(cd_drawing *d, const cd_ask *ask, const json_t *plot)
{
    size_t n;
    double y_min, y_max;
    const char **label = labels_of(d->folder->arena, plot, &n);
    const json_t *measured = json_object_get(plot, "measured");
    bool logx = json_is_true(json_object_get(plot, "logx")), logy = json_is_true(json_object_get(plot, "logy"));
    if (!positive_range(plot, logy, &y_min, &y_max) || n == 0) {
        cd_drawing_cannot(d, ask, logy ? "it has no point to show on a logarithmic scale" : "it has no point to show");
        return;
    }
    write_series(d, plot, "series.csv");
    if (measured)
        write_series(d, measured, "measured.csv");
    FILE *out = cd_drawing_begin(d, ask, n, true);
    if (!out)
        return;
    cd_gnuplot_set_text(out, "data", "series.csv");
    cd_gnuplot_set_text(out, "y_label", cd_json_get_text(plot, "y_label"));
    fprintf(out, "logx = %d\nlogy = %d\n", logx, logy);
    cd_gnuplot_set_number(out, "x_min", first_positive(plot) / cd_drawing_time_unit_s(d));
    if (logy) {
        cd_gnuplot_set_number(out, "y_min", y_min);
        cd_gnuplot_set_number(out, "y_max", y_max);
    }
    cd_gnuplot_set_texts(out, "label", label, n);
    if (measured)
        write_measured(d, out, measured, label, n);
    cd_drawing_end(d, out, ask, "expression");
}
