/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * graph - the network as a picture: bodies with mass and material coloured by temperature, links as wide as the heat
 * they carry; the text that Graphviz' dot lays out.
 */
#ifndef CD_OUTPUT_GRAPH_H
#define CD_OUTPUT_GRAPH_H

#include "result.h"

#include <stdio.h>

typedef enum { CD_GRAPH_PAPER, CD_GRAPH_DARK, CD_GRAPH_PAGE } cd_graph_theme;

typedef struct {
    const cd_result *result;
    const double *t_s; /* the times to show, beside each other */
    size_t n_times;
    const char *state;    /* what stands under the title: "in the steady state"; NULL: the times */
    bool by_conductance;  /* width of the links: W/K instead of W */
    cd_graph_theme theme; /* page: no ground, and colours that the report replaces */
} cd_graph;

void cd_graph_write(FILE *out, cd_arena *arena, const cd_graph *graph);

/* How the picture draws an end of a link (of a passive one between two nodes only end 0): the heat that flows along the
 * drawn line, from its first point to its second, is *sign times the column; -1: not told. `last_s`: the last time
 * shown.
 */
int cd_graph_line(const cd_result *result, size_t link, size_t end, double last_s, double *sign);

/* Whether a link is a line between two nodes. */
bool cd_graph_is_line(const cd_result_link *link);

/* A text as dot takes it, in double quotes: backslashes and quotes escaped, control characters as blanks, at most
 * `most` characters (the rest as "..."). */
const char *cd_graph_quoted(cd_arena *arena, const char *text, size_t most);

/* Colour of a temperature as 0xRRGGBB: blue at 2 K over pale at 100 K to red at 300 K and above, logarithmic. */
unsigned cd_graph_colour(double T_K);

/* The same scale for a program that colours by itself: temperatures and colours of its stops. */
enum { CD_N_GRAPH_STOPS = 7 };
typedef struct {
    double T_K;
    unsigned rgb;
} cd_graph_stop;
extern const cd_graph_stop cd_graph_stops[CD_N_GRAPH_STOPS];

/* Runs dot in `folder` on the file `from` there: type "svg", "png" or "pdf" into `to`. NULL, or a sentence why not. */
const char *cd_graph_layout(cd_arena *arena, const char *folder, const char *from, const char *to, const char *type);

/* The steady state of a case as a result with one row. NULL, or why there is none. `note` says which state it is. */
const char *cd_graph_steady(cd_result *result, cd_arena *arena, const cd_case *cs, const char **note);

#endif
