/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store - the results of a study in an SQLite file (https://www.sqlite.org), that Python, R and `sqlite3` read as it
 * is.
 *
 *   meta(key, value)       format, program, case_path, case (resolved text), case_sha256, definition,
 *                          definition_sha256, method, n_points, seed, shard
 *   columns(position, column, kind, name, si_unit, unit, scale, offset)
 *                          the columns of `points` that the study itself names: kind parameter or measure;
 *                          SI = scale * shown + offset
 *   points(point, status, message, <parameters>, <measures>, end_time_s, stopped, warnings, steps, rhs, jacobians,
 *          newton, error_failures, newton_failures, restarts, wall_s)
 *                          one row for each finished point; parameters and measures in SI, words as text; NULL: never
 *   profiles(point, csv)   profile.csv of the points that were asked for
 *
 * A row is there when its point is finished, so what is missing is still to do. There is one writer, which commits at
 * least once a second. The journal is the classic one and is synced: a write-ahead log needs shared memory, which
 * network file systems do not have.
 */
#ifndef CD_STUDY_STORE_H
#define CD_STUDY_STORE_H

#include "../solve/transient.h"
#include "plan.h"

typedef enum { CD_POINT_OK, CD_POINT_FAILED, CD_POINT_INVALID } cd_point_status;
extern const char *const cd_point_words[]; /* "ok", "failed", "invalid" */

/* What came out of one point; allocated with malloc as a whole. */
typedef struct cd_point_result {
    struct cd_point_result *next;
    size_t point;
    cd_point_status status;
    char *message; /* why it failed, or NULL */
    char *profile; /* csv, or NULL */
    double t_end_s, wall_s;
    long stopped, warnings;
    cd_solver_statistics statistics;
    double measure[]; /* SI; NAN: never */
} cd_point_result;
cd_point_result *cd_point_result_new(size_t point, size_t n_measures); /* NULL: no memory */
void cd_point_result_free(cd_point_result *result);                    /* accepts NULL */

/* Texts of malloc; NULL: no memory. */
char *cd_text_copy(const char *text);
char *cd_text_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

typedef struct cd_store cd_store;

/* What a new store says of its study. */
typedef struct {
    const cd_case *cs;
    const cd_plan *plan;
    const char *shard; /* "3/100", or NULL */
} cd_store_study;

/* Opens a store for writing. A file that is there must be a store of the same definition; `*message` says how it
 * differs. CD_OK; CD_FILE (cannot be opened or written; another program writes into it); CD_INPUT (holds other
 * results). With `again` an older store is emptied, with `resume` its points are kept; with neither, finished points
 * are refused. On failure *out is NULL and *message (malloc) says why. */
cd_status cd_store_open(const char *path, const cd_store_study *study, bool resume, bool again, cd_store **out,
                        char **message);
/* The same checks without writing anything: what cd_store_open would refuse; whether there are points to go on from. */
cd_status cd_store_may_open(const char *path, const cd_store_study *study, bool resume, bool again, bool *goes_on,
                            char **message);

/* Sets the bits of the points that are finished; how many, and of them failed. NULL, or why not. */
const char *cd_store_finished(cd_store *store, unsigned char *bits, size_t n_points, size_t *finished, size_t *failed);

/* Of the points that are finished with a result: how many of `wanted` (over all points) have no profile. NULL, or why
 * not. */
const char *cd_store_count_bare(cd_store *store, const bool *wanted, size_t n_points, size_t *n);

/* Adds a finished point; commits when a third of a second has passed since the last commit. NULL, or why not. */
const char *cd_store_add(cd_store *store, const cd_point_result *result);
const char *cd_store_commit_if_due(cd_store *store);

/* Commits and closes. NULL, or why not (malloc not needed: as long as the store lived). Accepts NULL. */
bool cd_store_close(cd_store *store, char **message);

/* Copies the points of other stores (`in`) into a new one; all must have one definition. */
cd_status cd_store_merge(const char *out, const char *const *in, size_t n_in, char **message);

#endif
