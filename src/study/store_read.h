/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store_read - a store's table, for lists, exports and figures: read in blocks of rows, so that a table of any length
 * can be gone through, and between two of them a study that writes into the file is not kept waiting.
 */
#ifndef CD_STUDY_STORE_READ_H
#define CD_STUDY_STORE_READ_H

#include "../case/case.h"

typedef enum { CD_COLUMN_PARAMETER, CD_COLUMN_MEASURE, CD_COLUMN_SOLVER } cd_column_kind;

typedef struct {
    const char *name;   /* of the parameter, key or measure */
    const char *column; /* in the table, in double quotes */
    cd_column_kind kind;
    bool words;
    const char *si_unit, *unit; /* "" for words and pure numbers */
    double scale, offset;       /* SI = scale * shown + offset */
    double *number;             /* over the block's rows, SI; NAN: none */
    const char **text;          /* of words */
} cd_result_column;

typedef struct cd_condition cd_condition; /* store_choose.c */

struct cd_results {
    cd_arena *arena;
    jmp_buf landing;
    cd_units *units;
    const char *path, *title, *program, *method, *shard;
    const char *resolved, *case_path, *case_sha256, *definition, *seed; /* as the store says; NULL: nothing */
    char *error;                                                        /* malloc */
    struct sqlite3 *db;
    size_t n_points, n_finished, n_failed;
    cd_result_column *columns;
    size_t n_columns;
    /* The rows that are asked for: store_choose.c */
    cd_condition *where;
    size_t n_where;
    unsigned *order; /* points in the order of a column; NULL: in their own */
    size_t n_order;
    size_t at; /* the next place in `order`, or the next point */
    /* The block that was fetched last. */
    cd_arena *block;
    size_t n_rows;
    long *point;
    const char **status, **message;
    /* The answer that is being written: output/results_text.c */
    cd_results_question question;
    bool begun, ended;
    size_t n_chosen, n_shown;
    int *width;
};

/* Asks for the rows for which all of `where` hold ("bus.area <= 5 cm^2", "status = failed"), sorted by a column (NULL:
 * by point): numbers rise, what has none comes last in either direction, equal ones keep the order of points. False
 * with results->error set. */
bool cd_results_choose(cd_results *results, const char *const *where, size_t n_where, const char *sort,
                       bool descending);

/* The next of them, at most so many: n_rows, 0 after the last. False with results->error set. */
bool cd_results_fetch(cd_results *results, size_t most);

/* Whether all of `where` hold for a row of the block. */
bool cd_results_fit(const cd_results *results, size_t row);

/* The column of that name; NULL with results->error set. */
const cd_result_column *cd_results_column(cd_results *results, const char *name);

#endif
