/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load_map - the load map of a cooler of two stages as vendors print it: curves of constant load in the plane of the
 * two temperatures, as numbers, so that a result folder can keep them; and what the template cooler_map.gp draws of
 * them.
 */
#ifndef CD_OUTPUT_LOAD_MAP_H
#define CD_OUTPUT_LOAD_MAP_H

#include "../cooler/cooler.h"
#include "cooler_path.h"
#include "folder.h"

#include <jansson.h>

/* A curve of constant load between two neighbouring nodes: of which stage's load, through what is assumed or not. */
typedef struct {
    int stage;
    bool assumed;
    double (*T_K)[2];
    size_t n;
} cd_load_piece;

typedef struct {
    const char *title; /* "PT415: 40 W at 45 K, 1.5 W at 4.2 K" */
    bool by_rating, assumed;
    const cd_node_of_map *node; /* n1 x n2, of each load on stage 1 those of stage 2 */
    size_t n, n1, n2;
    cd_load_piece *piece;
    size_t n_pieces;
} cd_load_map;

cd_load_map cd_load_map_of(cd_arena *arena, const cd_cooler *cooler);

/* The same curves for several machines, or for one whose lift is scaled: the loads times a factor for each stage, which
 * the title tells. */
void cd_load_map_scale(cd_arena *arena, cd_load_map *map, const double factor[2]);

/* n2 of nodes in the order of the grid. */
size_t cd_load_map_columns(const cd_node_of_map *node, size_t n);

/* Model and rating: a whole title would be too long for a figure. */
const char *cd_load_map_title(cd_arena *arena, const cd_cooler_info *info);

/* To JSON (to be freed with json_decref) and back; false: it is not that of a map. */
json_t *cd_load_map_json(const cd_load_map *map);
bool cd_load_map_read(cd_arena *arena, const json_t *json, cd_load_map *map);

/* Writes what plots/cooler_map.gp reads: files, and variables into the prologue. path->n 0: no path. */
void cd_load_map_draw(cd_folder *folder, FILE *prologue, const cd_load_map *map, const cd_path *path);

#endif
