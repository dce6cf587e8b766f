/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_data - what the page's program needs to show the values at any time: the rows, and which column belongs to
 * which point of figures, tables and network.
 */
#include "drawing.h"
#include "format.h"
#include "graph.h"
#include "report.h"

#include <math.h>
#include <string.h>

/* Rows and numbers beyond which rows are left out, evenly. */
enum { MOST_ROWS = 1500, MOST_NUMBERS = 400000 };

static size_t stride_of(const cd_result *r)
{
    size_t most = MOST_NUMBERS / (r->n_columns ? r->n_columns : 1);
    most = most > MOST_ROWS ? MOST_ROWS : most < 100 ? 100 : most;
    return 1 + (r->n_rows - 1) / most;
}

/* Every stride-th row, and the last. */
static json_t *column_json(const cd_result *r, int column)
{
    size_t stride = stride_of(r);
    json_t *out = json_array();
    for (size_t row = 0; row < r->n_rows; row += stride)
        json_array_append_new(out, cd_json_number(cd_result_at(r, row, column)));
    if ((r->n_rows - 1) % stride != 0)
        json_array_append_new(out, cd_json_number(cd_result_at(r, r->n_rows - 1, column)));
    return out;
}

static json_t *columns_json(const cd_result *r)
{
    json_t *out = json_object();
    for (size_t i = 0; i < r->n_columns; i++)
        json_object_set_new(out, r->heading[i], column_json(r, (int)i));
    return out;
}

/* The points of the network's picture: id and column of its temperature. */
static json_t *nodes_json(const cd_result *r)
{
    json_t *out = json_array();
    for (size_t i = 0; i < r->n_nodes; i++) {
        if (r->node[i].made_by || r->node[i].column < 0)
            continue;
        json_t *node = json_object();
        json_object_set_new(node, "id", cd_json_text(cd_arena_printf(r->arena, "p0-node-%zu", i)));
        json_object_set_new(node, "column", cd_json_text(r->heading[r->node[i].column]));
        json_array_append_new(out, node);
    }
    return out;
}

/* Its lines: the heat along each is sign times the column. */
static json_t *lines_json(const cd_result *r)
{
    json_t *out = json_array();
    for (size_t l = 0; l < r->n_links; l++)
        for (size_t e = 0; e < (cd_graph_is_line(&r->link[l]) ? 1 : r->link[l].n_ends); e++) {
            double sign;
            int column = cd_graph_line(r, l, e, r->t_end_s, &sign);
            if (column < 0)
                continue;
            json_t *line = json_object();
            json_object_set_new(line, "id", cd_json_text(cd_arena_printf(r->arena, "p0-link-%zu-%zu", l, e)));
            json_object_set_new(line, "column", cd_json_text(r->heading[column]));
            json_object_set_new(line, "sign", json_integer((int)sign));
            json_array_append_new(out, line);
        }
    return out;
}

static json_t *stops_json(void)
{
    json_t *out = json_array();
    for (size_t i = 0; i < CD_N_GRAPH_STOPS; i++) {
        json_t *stop = json_array();
        json_array_append_new(stop, json_real(cd_graph_stops[i].T_K));
        json_array_append_new(stop, json_integer(cd_graph_stops[i].rgb));
        json_array_append_new(out, stop);
    }
    return out;
}

/* "W" of "Heat flow (W)". */
static const char *unit_in(cd_arena *arena, const char *label)
{
    const char *open = strrchr(label, '('), *close = open ? strchr(open, ')') : NULL;
    return close ? cd_arena_strn(arena, open + 1, (size_t)(close - open - 1)) : "";
}

/* Curves of the figures of [plot] sections: label and values, at the same rows. */
static json_t *plots_json(const cd_result *r)
{
    json_t *out = json_object();
    size_t stride = stride_of(r);
    for (size_t k = 0; k < json_array_size(r->plots); k++) {
        const json_t *plot = json_array_get(r->plots, k), *y = json_object_get(plot, "y"),
                     *labels = json_object_get(plot, "labels");
        json_t *curves = json_array();
        for (size_t i = 0; i < json_array_size(y); i++) {
            const json_t *column = json_array_get(y, i);
            json_t *values = json_array(), *curve = json_object();
            for (size_t row = 0; row < r->n_rows; row += stride)
                json_array_append(values, json_array_get(column, row));
            if ((r->n_rows - 1) % stride != 0)
                json_array_append(values, json_array_get(column, r->n_rows - 1));
            json_object_set(curve, "label", json_array_get(labels, i));
            json_object_set_new(curve, "values", values);
            json_array_append_new(curves, curve);
        }
        json_t *of_plot = json_object();
        json_object_set_new(of_plot, "unit", cd_json_text(unit_in(r->arena, cd_json_get_text(plot, "y_label"))));
        json_object_set_new(of_plot, "curves", curves);
        json_object_set_new(out, cd_json_get_text(plot, "name"), of_plot);
    }
    return out;
}

/* Of each load map the columns of the two temperatures of its coolers. */
static json_t *maps_json(const cd_result *r)
{
    json_t *out = json_object();
    for (size_t k = 0; k < json_array_size(r->load_maps); k++) {
        const json_t *coolers = json_object_get(json_array_get(r->load_maps, k), "coolers");
        json_t *pairs = json_array();
        for (size_t i = 0; i < json_array_size(coolers); i++) {
            int column[2];
            if (!cd_map_columns(r, json_array_get(coolers, i), column))
                continue;
            json_t *pair = json_array();
            for (int m = 0; m < 2; m++)
                json_array_append_new(pair, cd_json_text(r->heading[column[m]]));
            json_array_append_new(pairs, pair);
        }
        json_object_set_new(out, k ? cd_arena_printf(r->arena, "load_map_%zu", k + 1) : "load_map", pairs);
    }
    return out;
}

json_t *cd_report_data(const cd_report *report)
{
    const cd_result *r = report->result;
    cd_time_unit unit = cd_time_unit_of(r->t_end_s);
    json_t *out = json_object();
    json_object_set_new(out, "unit", cd_json_text(unit.name));
    json_object_set_new(out, "unit_s", cd_json_number(unit.s));
    json_object_set_new(out, "columns", columns_json(r));
    json_object_set_new(out, "nodes", nodes_json(r));
    json_object_set_new(out, "lines", lines_json(r));
    json_object_set_new(out, "stops", stops_json());
    json_object_set_new(out, "plots", plots_json(r));
    json_object_set_new(out, "maps", maps_json(r));
    return out;
}
