/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figures - see figures.h.
 */
#include "figures.h"
#include "one_figure.h"

#include <math.h>
#include <string.h>

/* ---- which ---- */

static void draw_temperature(cd_drawing *d, const cd_ask *ask)
{
    (void)ask;
    cd_draw_temperatures(d); /* both */
}

static void draw_nothing(cd_drawing *d, const cd_ask *ask)
{
    (void)d;
    (void)ask;
}

static void draw_heat(cd_drawing *d, const cd_ask *ask)
{
    (void)ask;
    cd_draw_heats(d);
}

/* Of the first three models of coolers. */
static void draw_load_map(cd_drawing *d, const cd_ask *ask)
{
    cd_draw_load_map(d, ask, 0);
}

static void draw_second_map(cd_drawing *d, const cd_ask *ask)
{
    cd_draw_load_map(d, ask, 1);
}

static void draw_third_map(cd_drawing *d, const cd_ask *ask)
{
    cd_draw_load_map(d, ask, 2);
}

/* The figures that every result has, in the order in which they are shown. A [plot] of the same name takes the place.
 */
static const struct {
    const char *name;
    void (*draw)(cd_drawing *d, const cd_ask *ask);
    const char *title; /* added to the title of the case */
} standard[] = {
    {"temperature", draw_temperature, NULL}, {"temperature_log", draw_nothing, NULL}, {"heat", draw_heat, NULL},
    {"stacked", cd_draw_stacked, NULL},      {"chain", cd_draw_chain, NULL},          {"bands", cd_draw_bands, NULL},
    {"energy", cd_draw_energy, NULL},        {"budget", cd_draw_budget, NULL},        {"load_map", draw_load_map, NULL},
    {"load_map_2", draw_second_map, NULL},   {"load_map_3", draw_third_map, NULL},
};
enum { N_STANDARD = sizeof standard / sizeof *standard };

static const char **list_names(cd_arena *arena, const char *const *plot, size_t n_plots, size_t *n)
{
    const char **list = cd_arena_alloc(arena, N_STANDARD + n_plots, sizeof *list);
    *n = 0;
    for (size_t i = 0; i < N_STANDARD; i++) {
        bool replaced = false;
        for (size_t k = 0; k < n_plots; k++)
            replaced = replaced || strcmp(plot[k], standard[i].name) == 0;
        if (!replaced)
            list[(*n)++] = standard[i].name;
    }
    for (size_t k = 0; k < n_plots; k++)
        list[(*n)++] = plot[k];
    return list;
}

size_t cd_figure_names(cd_arena *arena, const cd_case *cs, const char *const **names)
{
    const char **plot = cd_arena_alloc(arena, cs->n_plots, sizeof *plot);
    size_t n;
    for (size_t k = 0; k < cs->n_plots; k++)
        plot[k] = cs->plots[k].name;
    *names = list_names(arena, plot, cs->n_plots, &n);
    return n;
}

size_t cd_figure_names_of(cd_arena *arena, const cd_result *result, const char *const **names)
{
    size_t n_plots = json_array_size(result->plots), n;
    const char **plot = cd_arena_alloc(arena, n_plots, sizeof *plot);
    for (size_t k = 0; k < n_plots; k++)
        plot[k] = cd_json_get_text(json_array_get(result->plots, k), "name");
    *names = list_names(arena, plot, n_plots, &n);
    return n;
}

static bool is_replaced(const cd_result *result, const char *name)
{
    for (size_t k = 0; k < json_array_size(result->plots); k++)
        if (strcmp(cd_json_get_text(json_array_get(result->plots, k), "name"), name) == 0)
            return true;
    return false;
}

/* ---- drawing ---- */

static const double *numbers_of(cd_arena *arena, const json_t *list, size_t *n)
{
    *n = json_array_size(list);
    double *out = cd_arena_alloc(arena, *n, sizeof *out);
    for (size_t i = 0; i < *n; i++)
        out[i] = json_number_value(json_array_get(list, i));
    return out;
}

static const int *nodes_of(const cd_drawing *d, const json_t *list, size_t *n)
{
    int *out = cd_arena_alloc(d->folder->arena, json_array_size(list), sizeof *out);
    *n = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *name = json_string_value(json_array_get(list, i));
        int node = name ? cd_result_node_of(d->result, name) : -1;
        if (node >= 0)
            out[(*n)++] = node;
    }
    return out;
}

static void draw_plot(cd_drawing *d, const json_t *plot)
{
    static void (*const draw[CD_N_PLOT_KINDS])(cd_drawing *, const cd_ask *) = {[CD_PLOT_STACKED] = cd_draw_stacked,
                                                                                [CD_PLOT_ENERGY] = cd_draw_energy,
                                                                                [CD_PLOT_CHAIN] = cd_draw_chain,
                                                                                [CD_PLOT_BANDS] = cd_draw_bands,
                                                                                [CD_PLOT_BUDGET] = cd_draw_budget};
    const char *kind = cd_json_get_text(plot, "kind");
    cd_ask ask = {.name = cd_json_get_text(plot, "name"),
                  .title = json_string_value(json_object_get(plot, "title")),
                  .x_from_s = cd_json_get_number(plot, "x_from_s"),
                  .x_to_s = cd_json_get_number(plot, "x_to_s"),
                  .y_from = cd_json_get_number(plot, "y_from"),
                  .y_to = cd_json_get_number(plot, "y_to"),
                  .wanted = true};
    ask.nodes = nodes_of(d, json_object_get(plot, "nodes"), &ask.n_nodes);
    ask.times_s = numbers_of(d->folder->arena, json_object_get(plot, "times_s"), &ask.n_times);
    int k = CD_PLOT_LINES;
    while (cd_plot_kinds[k] && strcmp(cd_plot_kinds[k], kind) != 0)
        k++;
    if (cd_plot_kinds[k] && draw[k])
        draw[k](d, &ask);
    else
        cd_draw_lines(d, &ask, plot);
}

void cd_figures_draw_all(cd_drawing *d)
{
    if (d->result->n_rows < 2 || !(d->result->t_end_s > 0)) {
        cd_drawing_say(d, "no figures: the network has no heat capacity and was solved once");
        return;
    }
    for (size_t i = 0; i < N_STANDARD && !d->stop; i++) {
        cd_ask ask = {.name = standard[i].name, .x_from_s = NAN, .x_to_s = NAN, .y_from = NAN, .y_to = NAN};
        if (!is_replaced(d->result, ask.name))
            standard[i].draw(d, &ask);
    }
    for (size_t k = 0; k < json_array_size(d->result->plots) && !d->stop; k++)
        draw_plot(d, json_array_get(d->result->plots, k));
}

void cd_figures_draw(cd_folder *folder, const char *data_path, char **message)
{
    static const char *const devices[] = {"svg", "png", NULL};
    cd_arena *arena = folder->arena;
    cd_result result = {.arena = arena};
    cd_drawing d = {.folder = folder,
                    .result = &result,
                    .message = "",
                    .theme = "paper",
                    .devices = devices,
                    .plots = cd_find_plots(arena, data_path)};
    const char *error = folder->error ? NULL : cd_result_read(&result, arena, folder->staging);
    if (folder->error)
        d.stop = true;
    else if (error)
        cd_drawing_say(&d, cd_arena_printf(arena, "no figures: %s", error));
    else if (!d.plots)
        cd_drawing_say(&d, "no figures: plots/style.gp was not found");
    else
        cd_figures_draw_all(&d);
    cd_result_free(&result);
    *message = cd_arena_printf(arena, "%s", d.message);
}
