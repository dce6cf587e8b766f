/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store_read - see store_read.h. The file is opened read-only; a study may be writing into it meanwhile.
 */
#include "store_read.h"
#include "store_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *keep(cd_results *r, const unsigned char *text)
{
    return text ? cd_arena_strn(r->arena, (const char *)text, strlen((const char *)text)) : "";
}

static const char *meta(cd_results *r, sqlite3 *db, const char *key)
{
    char *value = cd_store_meta(db, key);
    const char *kept = value ? cd_arena_strn(r->arena, value, strlen(value)) : NULL;
    free(value);
    return kept;
}

static bool read_columns(cd_results *r, sqlite3 *db)
{
    sqlite3_stmt *s;
    size_t cap = 0;
    if (sqlite3_prepare_v2(db, "SELECT name, kind, si_unit, unit, scale, offset FROM columns ORDER BY position", -1, &s,
                           NULL) != SQLITE_OK)
        return false;
    while (sqlite3_step(s) == SQLITE_ROW) {
        const char *kind = keep(r, sqlite3_column_text(s, 1));
        cd_result_column c = {.name = keep(r, sqlite3_column_text(s, 0)),
                              .kind = strcmp(kind, "parameter") == 0 ? CD_COLUMN_PARAMETER : CD_COLUMN_MEASURE,
                              .words = sqlite3_column_type(s, 2) == SQLITE_NULL,
                              .si_unit = keep(r, sqlite3_column_text(s, 2)),
                              .unit = keep(r, sqlite3_column_text(s, 3)),
                              .scale = sqlite3_column_double(s, 4),
                              .offset = sqlite3_column_double(s, 5)};
        CD_PUSH(r->arena, r->columns, r->n_columns, cap, c);
    }
    for (size_t i = 0; cd_store_statistics[i]; i++) {
        size_t n = strlen(cd_store_statistics[i]);
        const char *unit = n > 2 && strcmp(cd_store_statistics[i] + n - 2, "_s") == 0 ? "s" : "";
        cd_result_column c = {
            .name = cd_store_statistics[i], .kind = CD_COLUMN_SOLVER, .si_unit = unit, .unit = unit, .scale = 1};
        CD_PUSH(r->arena, r->columns, r->n_columns, cap, c);
    }
    return sqlite3_finalize(s) == SQLITE_OK;
}

/* A text that an earlier row has as well is kept once. */
static const char *keep_word(cd_results *r, const char **column, size_t row, const unsigned char *text)
{
    for (size_t back = 1; text && back <= row && back <= 16; back++)
        if (strcmp(column[row - back], (const char *)text) == 0)
            return column[row - back];
    return keep(r, text);
}

static bool read_rows(cd_results *r, sqlite3 *db)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(db, "SELECT * FROM points ORDER BY point", -1, &s, NULL) != SQLITE_OK)
        return false;
    if ((size_t)sqlite3_column_count(s) != 3 + r->n_columns) {
        sqlite3_finalize(s);
        return false;
    }
    size_t row = 0, room = r->n_rows;
    for (; row < room && sqlite3_step(s) == SQLITE_ROW; row++) {
        r->point[row] = (long)sqlite3_column_int64(s, 0);
        r->status[row] = keep_word(r, r->status, row, sqlite3_column_text(s, 1));
        r->message[row] = keep_word(r, r->message, row, sqlite3_column_text(s, 2));
        for (size_t c = 0; c < r->n_columns; c++) {
            int at = 3 + (int)c;
            if (r->columns[c].words)
                r->columns[c].text[row] = keep_word(r, r->columns[c].text, row, sqlite3_column_text(s, at));
            else
                r->columns[c].number[row] =
                    sqlite3_column_type(s, at) == SQLITE_NULL ? NAN : sqlite3_column_double(s, at);
        }
    }
    r->n_rows = row;
    return sqlite3_finalize(s) == SQLITE_OK;
}

static bool read_table(cd_results *r, sqlite3 *db)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(db, "SELECT count(*) FROM points", -1, &s, NULL) != SQLITE_OK)
        return false;
    if (sqlite3_step(s) == SQLITE_ROW)
        r->n_rows = (size_t)sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    r->point = cd_arena_alloc(r->arena, r->n_rows, sizeof *r->point);
    r->status = cd_arena_alloc(r->arena, r->n_rows, sizeof *r->status);
    r->message = cd_arena_alloc(r->arena, r->n_rows, sizeof *r->message);
    for (size_t c = 0; c < r->n_columns; c++) {
        if (r->columns[c].words)
            r->columns[c].text = cd_arena_alloc(r->arena, r->n_rows, sizeof *r->columns[c].text);
        else
            r->columns[c].number = cd_arena_alloc(r->arena, r->n_rows, sizeof *r->columns[c].number);
    }
    return read_rows(r, db);
}

/* In one read transaction, so that a study that is going on does not add rows between two questions. */
static bool read_all(cd_results *r, sqlite3 *db)
{
    sqlite3_busy_timeout(db, 10000);
    if (cd_store_is_ours(db) != 1) {
        r->error = cd_text_printf("%s: holds no results of a study", r->path);
        return false;
    }
    bool good = sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK && read_columns(r, db) && read_table(r, db);
    if (!good) {
        r->error = cd_store_why(db, r->path, "read it");
        return false;
    }
    r->title = meta(r, db, "title");
    r->program = meta(r, db, "program");
    r->method = meta(r, db, "method");
    r->shard = meta(r, db, "shard");
    r->resolved = meta(r, db, "case");
    r->case_path = meta(r, db, "case_path");
    r->case_sha256 = meta(r, db, "case_sha256");
    r->definition = meta(r, db, "definition");
    r->seed = meta(r, db, "seed");
    const char *n = meta(r, db, "n_points");
    r->n_points = n ? strtoul(n, NULL, 10) : 0;
    return cd_results_choose(r, NULL, 0, NULL, false);
}

static cd_status read_guarded(cd_results *r, sqlite3 *db, const char *path)
{
    if (setjmp(r->landing) != 0)
        return CD_NO_MEMORY;
    r->path = cd_arena_strn(r->arena, path, strlen(path));
    return read_all(r, db) ? CD_OK : CD_FILE;
}

cd_status cd_results_open(const char *path, cd_results **out)
{
    cd_status status = CD_NO_MEMORY;
    cd_results *r = calloc(1, sizeof *r);
    *out = r;
    if (!r)
        return CD_NO_MEMORY;
    r->arena = cd_arena_new(&r->landing);
    r->units = cd_units_new();
    sqlite3 *db = NULL;
    if (r->arena && r->units) {
        if (access(path, F_OK) != 0)
            r->error = cd_text_printf("%s: there is no such file", path);
        else if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
            r->error = cd_store_why(db, path, "open it");
        status = r->error ? CD_FILE : read_guarded(r, db, path);
    }
    sqlite3_close(db);
    if (status == CD_NO_MEMORY) {
        cd_results_free(r);
        *out = NULL;
    }
    return status;
}

void cd_results_free(cd_results *r)
{
    if (!r)
        return;
    cd_units_free(r->units);
    cd_arena_free(r->arena);
    free(r->error);
    free(r);
}

const char *cd_results_error(const cd_results *r)
{
    return r->error;
}

cd_status cd_results_profile(cd_results *r, long point, char **text)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    *text = NULL;
    free(r->error);
    r->error = NULL;
    if (sqlite3_open_v2(r->path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "SELECT csv FROM profiles WHERE point = ?", -1, &s, NULL) == SQLITE_OK) {
        sqlite3_bind_int64(s, 1, point);
        if (sqlite3_step(s) == SQLITE_ROW)
            *text = cd_text_copy((const char *)sqlite3_column_text(s, 0));
        else
            r->error = cd_text_printf("%s: no profile of point %ld was kept (--keep-profiles)", r->path, point);
    } else {
        r->error = cd_store_why(db, r->path, "read it");
    }
    sqlite3_finalize(s);
    sqlite3_close(db);
    return *text ? CD_OK : CD_INPUT;
}

cd_status cd_results_merge(const char *out, const char *const *in, size_t n_in, char **message)
{
    return cd_store_merge(out, in, n_in, message);
}
