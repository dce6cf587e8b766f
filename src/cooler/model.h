/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * model - what a cooler is made of, and the steps from a file to it: head (head.c), rows (read_rows.c), a complete grid
 * (complete.c), its continuation (extend.c, rating.c), a table or curve (build.c); cooler_file.c leads through them.
 */
#ifndef CD_COOLER_MODEL_H
#define CD_COOLER_MODEL_H

#include "../text/field.h"
#include "extend.h"
#include "outside.h"
#include "stage.h"
#include "table.h"

struct cd_cooler {
    cd_cooler_info info;
    /* two stages: the nodes of the file, and with those of the extension; the same when there is none */
    const cd_grid *own, *grid;
    const cd_rim *rim; /* of grid */
    const cd_table *table;
    /* one stage */
    double *own_T_K, *own_Q_W;
    cd_region *own_origin;
    size_t n_own;
    const cd_stage *stage;
    const double *T_K, *Q_W; /* its points, and what they are worth; n_points 0: constant or formula */
    const cd_region *origin;
    size_t n_points;
    /* what is assumed */
    cd_extension extension;
    cd_rating_form form;
};

/* From own nodes, extension or form to table or curve; again after a change of the assumptions. False and a sentence in
 * *why. */
bool cd_cooler_build(cd_arena *arena, cd_cooler *cooler, const char **why);

/* [cooler], [extension] and [param]; false after diagnostics. */
bool cd_cooler_read_head(const cd_reading *rd, const cd_ini_section *section, cd_cooler_info *info);
bool cd_cooler_read_extension(const cd_reading *rd, const cd_ini_section *section, cd_cooler *cooler);
bool cd_cooler_read_param(const cd_reading *rd, const cd_ini_section *section, cd_cooler *cooler);

/* Every key must be one of `words`; only "node" may come again. False after diagnostics. `section` may be NULL. */
bool cd_cooler_check_keys(const cd_reading *rd, const cd_ini_section *section, const char *const *words, size_t n);

/* A hint for a word that is none of `words`. */
const char *cd_cooler_suggestion(cd_arena *arena, const char *word, const char *const *words, size_t n);

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
    bool may_fall;  /* one stage: a lift that falls when it gets warmer is meant so */
} cd_map_rows;

/* The rows of a [map] section in the order of the file; `flags` may be NULL. False after diagnostics. */
bool cd_map_rows_read(const cd_reading *rd, int n_stages, cd_ini_section *map, const cd_ini_section *flags,
                      cd_map_rows *out);

/* The rows of a file of comma-separated values: read_rows.c. *n_stages 0: by its head. */
bool cd_map_rows_of_csv(const cd_reading *rd, int *n_stages, const cd_source *csv, const cd_ini_section *flags,
                        cd_map_rows *out);

/* Rows of two stages as a complete rectangle of loads: nearly equal loads are made one, nodes missing in the upper
 * right corner are extrapolated. NULL after diagnostics: a missing node, two nodes at the same loads, too few, a folded
 * cell. */
const cd_grid *cd_map_complete(const cd_reading *rd, const cd_map_rows *rows);

/* Reads the file of a model; the files read are noted in `coolers`, where models that it builds on are looked up. NULL
 * after diagnostics. */
const cd_cooler *cd_cooler_read_file(cd_coolers *coolers, const cd_reading *rd, const char *path, const char *model);

/* A cooler from a CSV alone: called by its path. */
const cd_cooler *cd_cooler_read_csv(cd_coolers *coolers, const cd_reading *rd, const char *path);

/* Notes a file that was read. */
void cd_coolers_note(cd_coolers *coolers, const cd_source *source);

#endif
