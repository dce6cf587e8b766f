/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * drawing - the figures of one result folder while they are drawn: each is a prologue (numbers and quoted texts), data,
 * plots/style.gp and a template. What each shows is in figure_*.c.
 */
#ifndef CD_OUTPUT_DRAWING_H
#define CD_OUTPUT_DRAWING_H

#include "folder.h"
#include "result.h"

enum { CD_MOST_CURVES = 12, CD_MOST_COLOURS = 7 };

typedef struct {
    cd_folder *folder; /* where data are written and figures appear */
    const cd_result *result;
    const char *plots;          /* the folder of the templates, absolute */
    const char *theme;          /* "paper", "screen", "dark", "page" */
    const char *const *devices; /* "svg", "png", "pdf"; ends with NULL */
    const char *message;        /* what could not be drawn, one line each; begins as "" */
    bool stop;                  /* no gnuplot: nothing more to try */
} cd_drawing;

/* What is asked of a figure; members without a wish are NAN, NULL or 0. */
typedef struct {
    const char *name, *title;
    double x_from_s, x_to_s, y_from, y_to;
    const int *nodes;
    size_t n_nodes;
    const double *times_s;
    size_t n_times;
    bool wanted; /* by a [plot]: what cannot be drawn is said */
} cd_ask;

void cd_drawing_say(cd_drawing *d, const char *sentence);

/* Says why a figure that was asked for is not there. */
void cd_drawing_cannot(cd_drawing *d, const cd_ask *ask, const char *why);

/* The prologue, begun with what all figures need; n entries in the legend. With `over_time` also the axis of time. NULL
 * when nothing can be drawn any more. */
FILE *cd_drawing_begin(cd_drawing *d, const cd_ask *ask, size_t n, bool over_time);
void cd_drawing_end(cd_drawing *d, FILE *prologue, const cd_ask *ask, const char *template);

/* A file of data beside it. */
FILE *cd_drawing_data(cd_drawing *d, const char *name);

/* Seconds in the unit of the axis of time. */
double cd_drawing_time_unit_s(const cd_drawing *d);

/* The figures. */
void cd_draw_temperatures(cd_drawing *d);
void cd_draw_heats(cd_drawing *d);
void cd_draw_lines(cd_drawing *d, const cd_ask *ask, const json_t *plot);
void cd_draw_stacked(cd_drawing *d, const cd_ask *ask);
void cd_draw_chain(cd_drawing *d, const cd_ask *ask);
void cd_draw_energy(cd_drawing *d, const cd_ask *ask);
void cd_draw_bands(cd_drawing *d, const cd_ask *ask);
void cd_draw_budget(cd_drawing *d, const cd_ask *ask);
void cd_draw_load_map(cd_drawing *d, const cd_ask *ask, size_t number); /* the 0th, 1st ... of load_maps.json */

/* The columns of the two temperatures of one of the "coolers" of a load map; false: not told. */
bool cd_map_columns(const cd_result *result, const json_t *cooler, int column[2]);

/* The node that a run is about: that of the goal, else the body that stays warm the longest; -1: no body at all. */
int cd_main_node(const cd_result *result);

/* The way from a node to the coldest stage of a cooler, by the least resistance along the run: nodes into path[] (room
 * for all nodes), their number returned; 0: there is no way, or no cooler. */
size_t cd_chain(cd_arena *arena, const cd_result *result, int from, int *path);

/* What one part limits: the part that, doubled alone, saves most in this band of "bands" (*saved_s), or NULL when none
 * saves as much as 2 % of it. */
const char *cd_limit_of_band(const json_t *band, double *saved_s);

#endif
