/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plots_json - plots.json: what the [plot] sections ask for with their values along the run, so that their figures can
 * be drawn again from the result folder alone, without the case and its data.
 */
#include "json.h"
#include "series.h"

#include <math.h>

/* "Temperature (K)", "Heat flow (W)": from the dimension that all curves share; "" when they have none. */
static const char *y_axis_label(cd_arena *arena, const cd_plot *plot)
{
    if (plot->n_y == 0)
        return "";
    cd_type type = cd_expr_type(plot->y[0]);
    if (cd_dim_equal(type.dim, cd_quantities[CD_POWER].dim))
        return "Heat flow (W)";
    for (int q = 1; q < CD_N_QUANTITIES; q++)
        if (cd_dim_equal(cd_quantities[q].dim, type.dim)) {
            if (q == CD_TEMPERATURE && type.temp == CD_TEMP_DIFFERENCE)
                q = CD_TEMPERATURE_DIFFERENCE;
            char *label = cd_arena_printf(arena, "%s (%s)", cd_quantities[q].name, cd_quantities[q].si_unit);
            if (label[0] >= 'a' && label[0] <= 'z')
                label[0] = (char)(label[0] - 'a' + 'A');
            return label;
        }
    return cd_dim_equal(type.dim, cd_quantities[CD_NUMBER].dim) ? "" : cd_dim_text(arena, type.dim);
}

static json_t *numbers(const double *x, size_t n, size_t stride)
{
    json_t *out = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(out, cd_json_number(x[i * stride]));
    return out;
}

/* {"time_s": [...], "y": [[...], ...]} */
static void put_series(json_t *out, const cd_series *series)
{
    json_t *columns = json_array();
    for (size_t j = 0; j < series->n; j++)
        json_array_append_new(columns, numbers(series->y + j, series->n_rows, series->n));
    json_object_set_new(out, "time_s", numbers(series->t_s, series->n_rows, 1));
    json_object_set_new(out, "y", columns);
}

static void put_measured(json_t *out, cd_arena *arena, const cd_plot *plot, char **notes)
{
    cd_series log;
    int *like = cd_arena_alloc(arena, plot->n_y + 1, sizeof *like);
    const char *error = plot->n_y ? cd_series_measured(arena, plot, &log, like) : "it has no curve";
    if (error) {
        *notes = cd_arena_printf(arena, "%splot \"%s\" without measured data: %s\n", *notes, plot->name, error);
        return;
    }
    json_t *measured = json_object(), *curves = json_array();
    for (size_t j = 0; j < log.n; j++)
        json_array_append_new(curves, json_integer(like[j]));
    json_object_set_new(measured, "like", curves);
    put_series(measured, &log);
    json_object_set_new(out, "measured", measured);
}

static json_t *nodes_json(const cd_run *run, const cd_plot *plot)
{
    json_t *out = json_array();
    for (size_t i = 0; i < plot->n_nodes; i++)
        json_array_append_new(out, cd_json_text(run->cs->net->nodes[plot->nodes[i]].name));
    return out;
}

static json_t *plot_json(cd_arena *arena, const cd_run *run, const cd_plot *plot, char **notes)
{
    json_t *out = json_object(), *labels = json_array();
    json_object_set_new(out, "name", cd_json_text(plot->name));
    json_object_set_new(out, "kind", cd_json_text(cd_plot_kinds[plot->kind]));
    json_object_set_new(out, "title", cd_json_text(plot->title));
    json_object_set_new(out, "logx", json_boolean(plot->logx));
    json_object_set_new(out, "logy", json_boolean(plot->logy));
    json_object_set_new(out, "x_from_s", cd_json_number(plot->x_from_s));
    json_object_set_new(out, "x_to_s", cd_json_number(plot->x_to_s));
    json_object_set_new(out, "y_from", cd_json_number(plot->y_from));
    json_object_set_new(out, "y_to", cd_json_number(plot->y_to));
    json_object_set_new(out, "nodes", nodes_json(run, plot));
    json_object_set_new(out, "times_s", numbers(plot->times_s.x, plot->times_s.n, 1));
    if (plot->kind != CD_PLOT_LINES)
        json_decref(labels);
    else {
        for (size_t i = 0; i < plot->n_y; i++)
            json_array_append_new(labels, cd_json_text(plot->y_label[i]));
        json_object_set_new(out, "labels", labels);
        json_object_set_new(out, "y_label", cd_json_text(y_axis_label(arena, plot)));
        cd_series series = cd_series_of_plot(arena, run, plot);
        put_series(out, &series);
    }
    if (plot->data_path)
        put_measured(out, arena, plot, notes);
    return out;
}

json_t *cd_plots_json(cd_arena *arena, const cd_run *run, char **notes)
{
    if (run->cs->n_plots == 0)
        return NULL;
    json_t *out = json_array();
    for (size_t i = 0; i < run->cs->n_plots; i++)
        json_array_append_new(out, plot_json(arena, run, &run->cs->plots[i], notes));
    return out;
}
