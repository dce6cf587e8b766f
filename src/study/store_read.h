/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store_read - a store's table in memory, for lists, exports and figures.
 */
#ifndef CD_STUDY_STORE_READ_H
#define CD_STUDY_STORE_READ_H

#include "../case/case.h"

typedef enum { CD_COLUMN_PARAMETER, CD_COLUMN_MEASURE, CD_COLUMN_SOLVER } cd_column_kind;

typedef struct {
    const char *name; /* of the parameter, key or measure */
    cd_column_kind kind;
    bool words;
    const char *si_unit, *unit; /* "" for words and pure numbers */
    double scale, offset;       /* SI = scale * shown + offset */
    double *number;             /* over rows, SI; NAN: none */
    const char **text;          /* of words */
} cd_result_column;

/* A row's number in the table and in the study. */
struct cd_results {
    cd_arena *arena;
    jmp_buf landing;
    cd_units *units;
    const char *path, *title, *program, *method, *shard;
    const char *resolved, *case_path, *case_sha256, *definition, *seed; /* as the store says; NULL: nothing */
    char *error;                                                        /* malloc */
    size_t n_points;
    cd_result_column *columns;
    size_t n_columns;
    size_t n_rows;
    long *point; /* rising */
    const char **status, **message;
    size_t *row; /* the rows that were asked for, in their order */
    size_t n_chosen;
};

/* Keeps the rows for which all of `where` hold ("bus.area <= 5 cm^2", "status = failed"), sorted by a column (NULL: by
 * point). False with results->error set. */
bool cd_results_choose(cd_results *results, const char *const *where, size_t n_where, const char *sort,
                       bool descending);

/* The column of that name; NULL with results->error set. */
const cd_result_column *cd_results_column(cd_results *results, const char *name);

#endif
