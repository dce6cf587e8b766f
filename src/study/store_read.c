/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store_read - see store_read.h. Nothing is written into the file, which is open as long as the results are; a study
 * may be writing into it meanwhile, and is locked out only while a block is read.
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

static const char *meta(cd_results *r, const char *key)
{
    char *value = cd_store_meta(r->db, key);
    const char *kept = value ? cd_arena_strn(r->arena, value, strlen(value)) : NULL;
    free(value);
    return kept;
}

/* "column" as SQL takes any name: in double quotes, those within doubled. */
static const char *quoted(cd_results *r, const char *name)
{
    size_t n = strlen(name), at = 0;
    char *text = cd_arena_alloc(r->arena, 2 * n + 3, 1);
    text[at++] = '"';
    for (size_t i = 0; i < n; i++) {
        if (name[i] == '"')
            text[at++] = '"';
        text[at++] = name[i];
    }
    text[at] = '"';
    return text;
}

static bool read_columns(cd_results *r)
{
    sqlite3_stmt *s;
    size_t cap = 0;
    if (sqlite3_prepare_v2(r->db,
                           "SELECT name, kind, si_unit, unit, scale, offset, column FROM columns ORDER BY position", -1,
                           &s, NULL) != SQLITE_OK)
        return false;
    while (sqlite3_step(s) == SQLITE_ROW) {
        const char *kind = keep(r, sqlite3_column_text(s, 1));
        cd_result_column c = {.name = keep(r, sqlite3_column_text(s, 0)),
                              .column = quoted(r, keep(r, sqlite3_column_text(s, 6))),
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
        cd_result_column c = {.name = cd_store_statistics[i],
                              .column = cd_store_statistics[i],
                              .kind = CD_COLUMN_SOLVER,
                              .si_unit = unit,
                              .unit = unit,
                              .scale = 1};
        CD_PUSH(r->arena, r->columns, r->n_columns, cap, c);
    }
    return sqlite3_finalize(s) == SQLITE_OK;
}

/* ---- rows ---- */

/* A text that an earlier row has as well is kept once. */
static const char *keep_word(cd_results *r, const char **column, size_t row, const unsigned char *text)
{
    for (size_t back = 1; text && back <= row && back <= 16; back++)
        if (strcmp(column[row - back], (const char *)text) == 0)
            return column[row - back];
    return text ? cd_arena_strn(r->block, (const char *)text, strlen((const char *)text)) : "";
}

static void take_row(cd_results *r, sqlite3_stmt *s, size_t row)
{
    r->point[row] = (long)sqlite3_column_int64(s, 0);
    r->status[row] = keep_word(r, r->status, row, sqlite3_column_text(s, 1));
    r->message[row] = keep_word(r, r->message, row, sqlite3_column_text(s, 2));
    for (size_t c = 0; c < r->n_columns; c++) {
        int at = 3 + (int)c;
        if (r->columns[c].words)
            r->columns[c].text[row] = keep_word(r, r->columns[c].text, row, sqlite3_column_text(s, at));
        else
            r->columns[c].number[row] = sqlite3_column_type(s, at) == SQLITE_NULL ? NAN : sqlite3_column_double(s, at);
    }
}

/* Room for a block, with one row more to look at before it is known to be wanted. */
static void make_room(cd_results *r, size_t most)
{
    cd_arena_free(r->block);
    r->block = cd_arena_new(&r->landing);
    if (!r->block)
        longjmp(r->landing, 1);
    r->point = cd_arena_alloc(r->block, most + 1, sizeof *r->point);
    r->status = cd_arena_alloc(r->block, most + 1, sizeof *r->status);
    r->message = cd_arena_alloc(r->block, most + 1, sizeof *r->message);
    for (size_t c = 0; c < r->n_columns; c++)
        if (r->columns[c].words)
            r->columns[c].text = cd_arena_alloc(r->block, most + 1, sizeof *r->columns[c].text);
        else
            r->columns[c].number = cd_arena_alloc(r->block, most + 1, sizeof *r->columns[c].number);
}

/* The next row, in the order of points or of `order`; SQLITE_DONE after the last. */
static int next_row(cd_results *r, sqlite3_stmt *s)
{
    int code = r->order ? SQLITE_DONE : sqlite3_step(s);
    while (r->order && r->at < r->n_order && code == SQLITE_DONE) { /* one that is gone is passed over */
        sqlite3_reset(s);
        sqlite3_bind_int64(s, 1, r->order[r->at++]);
        code = sqlite3_step(s);
    }
    if (!r->order && code == SQLITE_ROW)
        r->at = (size_t)sqlite3_column_int64(s, 0) + 1;
    return code;
}

static bool read_block(cd_results *r, sqlite3_stmt *s, size_t most)
{
    int code = SQLITE_ROW;
    if (!r->order)
        sqlite3_bind_int64(s, 1, (sqlite3_int64)r->at);
    while (r->n_rows < most && (code = next_row(r, s)) == SQLITE_ROW) {
        take_row(r, s, r->n_rows);
        r->n_rows += cd_results_fit(r, r->n_rows);
    }
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

bool cd_results_fetch(cd_results *r, size_t most)
{
    sqlite3_stmt *s = NULL;
    const char *sql =
        r->order ? "SELECT * FROM points WHERE point = ?" : "SELECT * FROM points WHERE point >= ? ORDER BY point";
    r->n_rows = 0;
    make_room(r, most);
    bool good = sqlite3_exec(r->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(r->db, sql, -1, &s, NULL) == SQLITE_OK &&
                (size_t)sqlite3_column_count(s) == 3 + r->n_columns && read_block(r, s, most);
    if (!good) {
        free(r->error);
        r->error = cd_store_why(r->db, r->path, "read it");
    }
    sqlite3_finalize(s);
    sqlite3_exec(r->db, "COMMIT", NULL, NULL, NULL);
    return good;
}

/* ---- opening ---- */

static bool count_rows(cd_results *r)
{
    sqlite3_stmt *s;
    bool good =
        sqlite3_prepare_v2(r->db, "SELECT count(*), total(status <> 'ok') FROM points", -1, &s, NULL) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW;
    if (good) {
        r->n_finished = (size_t)sqlite3_column_int64(s, 0);
        r->n_failed = (size_t)sqlite3_column_int64(s, 1);
    }
    return sqlite3_finalize(s) == SQLITE_OK && good;
}

/* In one read transaction, so that a study that is going on does not add rows between two questions. */
static bool read_head(cd_results *r)
{
    sqlite3_busy_timeout(r->db, CD_STORE_PATIENCE_MS);
    if (cd_store_is_ours(r->db) != 1) {
        r->error = cd_store_why_not_ours(r->db, r->path, "");
        return false;
    }
    if (sqlite3_exec(r->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK || !read_columns(r) || !count_rows(r)) {
        r->error = cd_store_why(r->db, r->path, "read it");
        return false;
    }
    r->title = meta(r, "title");
    r->program = meta(r, "program");
    r->method = meta(r, "method");
    r->shard = meta(r, "shard");
    r->resolved = meta(r, "case");
    r->case_path = meta(r, "case_path");
    r->case_sha256 = meta(r, "case_sha256");
    r->definition = meta(r, "definition");
    r->seed = meta(r, "seed");
    const char *n = meta(r, "n_points");
    r->n_points = n ? strtoul(n, NULL, 10) : 0;
    sqlite3_exec(r->db, "COMMIT", NULL, NULL, NULL);
    return cd_results_choose(r, NULL, 0, NULL, false);
}

static cd_status read_guarded(cd_results *r, const char *path)
{
    if (setjmp(r->landing) != 0)
        return CD_NO_MEMORY;
    r->path = cd_arena_strn(r->arena, path, strlen(path));
    return read_head(r) ? CD_OK : CD_FILE;
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
    if (r->arena && r->units) {
        if (access(path, F_OK) != 0)
            r->error = cd_text_printf("%s: there is no such file", path);
        else if (cd_store_open_file(path, CD_STORE_READ, &r->db) != SQLITE_OK)
            r->error = cd_store_why(r->db, path, "open it");
        status = r->error ? CD_FILE : read_guarded(r, path);
    }
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
    sqlite3_close(r->db);
    cd_units_free(r->units);
    cd_arena_free(r->block);
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
    sqlite3_stmt *s = NULL;
    *text = NULL;
    free(r->error);
    r->error = NULL;
    if (sqlite3_prepare_v2(r->db, "SELECT csv FROM profiles WHERE point = ?", -1, &s, NULL) == SQLITE_OK) {
        sqlite3_bind_int64(s, 1, point);
        if (sqlite3_step(s) == SQLITE_ROW)
            *text = cd_text_copy((const char *)sqlite3_column_text(s, 0));
        else
            r->error = cd_text_printf("%s: no profile of point %ld was kept (--keep-profiles)", r->path, point);
    } else {
        r->error = cd_store_why(r->db, r->path, "read it");
    }
    sqlite3_finalize(s);
    return *text ? CD_OK : CD_INPUT;
}

cd_status cd_results_merge(const char *out, const char *const *in, size_t n_in, char **message)
{
    return cd_store_merge(out, in, n_in, message);
}
