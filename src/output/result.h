/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * result - a result folder read back: all that figures, network picture and report are made of. They work long after
 * the run, from the folder alone: profile.csv, summary.json, plots.json, load_maps.json,
 * case.resolved.ini.
 */
#ifndef CD_OUTPUT_RESULT_H
#define CD_OUTPUT_RESULT_H

#include "../text/index.h"
#include "json.h"

typedef enum { CD_BODY, CD_JOINT, CD_BATH } cd_body_kind; /* with heat capacity, without, at a fixed temperature */

typedef struct {
    const char *name, *parts, *made_by; /* parts as written; the link that made it; NULL: none */
    cd_body_kind kind;
    double mass_kg;
    int column; /* of rows: T */
} cd_result_node;

/* One end of a link: heat into its node is sign times the column; column -1: not told. */
typedef struct {
    int node, column;
    const char *heat; /* name of the column's heat: "strap", "gm.1" */
    double sign;
} cd_result_end;

typedef struct {
    const char *name, *kind, *of; /* "conduction", "copper(RRR=50)" or NULL */
    bool cooler, passive;
    double mass_kg;
    cd_result_end *end;
    size_t n_ends;
    int (*step)[2]; /* pairs of nodes that it ties together, from end to end */
    size_t n_steps;
} cd_result_link;

typedef struct {
    cd_arena *arena;
    const char *dir;
    json_t *summary, *plots, *load_maps; /* plots, load_maps: NULL when the case has none */
    const char *title;
    const char **heading;          /* n_columns */
    cd_index *column_of, *node_of; /* by heading, by name; NULL before they are read */
    double *rows;                  /* n_rows x n_columns */
    size_t n_columns, n_rows;
    cd_result_node *node;
    cd_result_link *link;
    size_t n_nodes, n_links, n_user_nodes; /* those of the case come first */
    int goal;                              /* node that the goal is about, or -1 */
    double t_end_s;
} cd_result;

/* Reads the folder. NULL, or a sentence about what is wrong. cd_result_free in any case. */
const char *cd_result_read(cd_result *result, cd_arena *arena, const char *dir);

/* Names the columns of rows, so that they are found by name; before the network is read, which looks for its own. */
void cd_result_head(cd_result *result, const char **heading, size_t n_columns);

/* Reads the network from what cd_network_json gave, which must outlive the result; the columns are named before. NULL,
 * or a sentence about what is wrong. */
const char *cd_result_network(cd_result *result, const json_t *network);

/* The JSON; the rest is the arena's. */
void cd_result_free(cd_result *result);

int cd_result_node_of(const cd_result *result, const char *name);      /* -1: none */
int cd_result_column_of(const cd_result *result, const char *heading); /* -1: none */
double cd_result_at(const cd_result *result, size_t row, int column);  /* NAN for column -1 */
double cd_result_time(const cd_result *result, size_t row);

/* The value of a column at a time, linear between rows; beyond the ends the first or last row. */
double cd_result_value(const cd_result *result, double t_s, int column);

/* Heat into the node of an end. */
double cd_result_heat(const cd_result *result, size_t row, const cd_result_end *end);

/* When the node first came down to T_K, linear between rows; NAN: never. */
double cd_result_passes(const cd_result *result, int node, double T_K);

#endif
