/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store_impl - what the files of the store share.
 */
#ifndef CD_STUDY_STORE_IMPL_H
#define CD_STUDY_STORE_IMPL_H

#include "store.h"

#include <sqlite3.h>

/* How a store is opened to be read. A sweep that was killed while it committed leaves a journal that has to be taken
 * back first, which SQLite does not do in a file that is opened read-only. One that may not be written is opened
 * read-only all the same. */
#define CD_STORE_READ  SQLITE_OPEN_READWRITE
#define CD_STORE_WRITE (SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)

/* How long is waited for another program that writes: it keeps its lock for a commit only. */
#define CD_STORE_PATIENCE_MS 10000

#define CD_STORE_FORMAT "cooldown study 1"

struct cd_store {
    sqlite3 *db;
    char *path;
    const cd_plan *plan;
    sqlite3_stmt *insert, *insert_profile;
    double committed_s; /* when last, on the monotonic clock */
    bool open_transaction;
    char *error; /* the last */
};

/* Opens the file of that name, also where SQLite would take it for something else (":memory:"), with flags of
 * sqlite3_open_v2; gives its code. And the name that SQLite takes for that file, malloc. */
int cd_store_open_file(const char *path, int flags, sqlite3 **db);
char *cd_store_file_name(const char *path);

/* A text for the user of what SQLite said last, malloc. */
char *cd_store_why(sqlite3 *db, const char *path, const char *doing);

/* A value of meta, malloc; NULL: none. */
char *cd_store_meta(sqlite3 *db, const char *key);

/* Whether the file is a store: 1 yes, 0 an empty or missing file, -1 something else. */
int cd_store_is_ours(sqlite3 *db);

/* Why it is none, malloc: what it holds, or that it could not be read. */
char *cd_store_why_not_ours(sqlite3 *db, const char *path, const char *is_there);

/* Makes the tables of a new store and prepares the writing of points. */
bool cd_store_create(cd_store *store, const cd_store_study *study);
bool cd_store_prepare(cd_store *store);

/* The column names of the parameters and measures, made different from each other and from the fixed ones; in the
 * order of `points`. */
const char **cd_store_columns(cd_arena *arena, const cd_plan *plan);
extern const char *const cd_store_statistics[]; /* the fixed columns after the measures; NULL at the end */

#endif
