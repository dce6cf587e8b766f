/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * model - what a cooler is made of, and the steps from a file to it: rows (read_rows.c), a complete grid
 * (complete.c), a cooler (cooler_file.c).
 */
#ifndef CD_COOLER_MODEL_H
#define CD_COOLER_MODEL_H

#include "stage.h"
#include "table.h"

struct cd_cooler {
    cd_cooler_info info;
    /* two stages */
    const cd_grid *grid;
    const cd_table *table;
    /* one stage */
    const cd_stage *stage;
    const double *T_K; /* its points, and what they are worth; n_points 0: constant or formula */
    const cd_region *origin;
    size_t n_points;
};

/* One row of a [map]. Q2_W and T2_K are 0 in a map of one stage. */
typedef struct {
    double T_K[2], Q_W[2];
    cd_region origin;
    cd_span span;
} cd_map_row;

typedef struct {
    cd_map_row *row;
    size_t n, cap;
    cd_span header; /* [map] */
} cd_map_rows;

/* The rows of a [map] section in the order of the file; `flags` may be NULL. False after diagnostics. */
bool cd_map_rows_read(const cd_reading *rd, int n_stages, cd_ini_section *map, const cd_ini_section *flags,
                      cd_map_rows *out);

/* Rows of two stages as a complete rectangle of loads: nearly equal loads are made one, nodes missing in the upper
 * right corner are extrapolated. NULL after diagnostics: a missing node, two nodes at the same loads, too few, a folded
 * cell. */
const cd_grid *cd_map_complete(const cd_reading *rd, const cd_map_rows *rows);

/* Reads the file of a model. NULL after diagnostics. *source (may be left NULL) is the file when it could be read. */
const cd_cooler *cd_cooler_read_file(const cd_reading *rd, const char *path, const char *model,
                                     const cd_source **source);

#endif
