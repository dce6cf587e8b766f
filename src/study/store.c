/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store - writing finished points. Between two commits a write transaction is always open, so that a second writer is
 * refused at once while readers see the last commit.
 */
#include "store_impl.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* Of the second that a kill may cost. */
static const double commit_every_s = 0.33;

const char *const cd_point_words[] = {"ok", "failed", "invalid"};

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

cd_point_result *cd_point_result_new(size_t point, size_t n_measures)
{
    cd_point_result *result = calloc(1, sizeof *result + n_measures * sizeof(double));
    if (!result)
        return NULL;
    result->point = point;
    result->t_end_s = NAN;
    for (size_t i = 0; i < n_measures; i++)
        result->measure[i] = NAN;
    return result;
}

void cd_point_result_free(cd_point_result *result)
{
    if (!result)
        return;
    free(result->message);
    free(result->profile);
    free(result);
}

char *cd_text_copy(const char *text)
{
    return strdup(text);
}

char *cd_text_printf(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = NULL;
    va_end(args);
    return text;
}

char *cd_store_why(sqlite3 *db, const char *path, const char *doing)
{
    int code = sqlite3_errcode(db) & 0xff;
    const char *why = code == SQLITE_FULL                            ? "the disk is full"
                      : code == SQLITE_BUSY || code == SQLITE_LOCKED ? "another program is writing into it"
                      : code == SQLITE_READONLY                      ? "it is read-only, or its folder is"
                      : code == SQLITE_CANTOPEN ? "it, or the journal beside it, cannot be made there"
                      : code == SQLITE_IOERR    ? "the disk is full or fails (input/output error)"
                      : code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? "it is no SQLite file, or is damaged"
                                                                        : sqlite3_errmsg(db);
    return cd_text_printf("%s: cannot %s: %s", path, doing, why);
}

static const char *fail(cd_store *store, const char *doing)
{
    free(store->error);
    store->error = cd_store_why(store->db, store->path, doing);
    return store->error ? store->error : "no memory left";
}

/* ---- points ---- */

static void bind_number(sqlite3_stmt *s, int *at, double x)
{
    if (isnan(x))
        sqlite3_bind_null(s, (*at)++);
    else
        sqlite3_bind_double(s, (*at)++, x);
}

static void bind_parameters(sqlite3_stmt *s, int *at, const cd_plan *plan, size_t point)
{
    for (size_t i = 0; i < plan->axes.n; i++) {
        char room[CD_ROOM];
        double number;
        const char *text = cd_plan_value(plan, point, i, &number, room);
        if (plan->axes.a[i].words)
            sqlite3_bind_text(s, (*at)++, text, -1, SQLITE_TRANSIENT);
        else
            bind_number(s, at, number);
    }
}

static bool insert_point(cd_store *store, const cd_point_result *r)
{
    const cd_solver_statistics *n = &r->statistics;
    sqlite3_stmt *s = store->insert;
    const long counts[] = {n->steps,           n->rhs,     n->jacobians, n->newton, n->error_failures,
                           n->newton_failures, n->restarts};
    int at = 1;
    sqlite3_bind_int64(s, at++, (sqlite3_int64)r->point);
    sqlite3_bind_text(s, at++, cd_point_words[r->status], -1, SQLITE_STATIC);
    sqlite3_bind_text(s, at++, r->message, -1, SQLITE_STATIC);
    bind_parameters(s, &at, store->plan, r->point);
    for (size_t m = 0; m < store->plan->n_measures; m++)
        bind_number(s, &at, r->measure[m]);
    bind_number(s, &at, r->t_end_s);
    sqlite3_bind_int64(s, at++, r->stopped);
    sqlite3_bind_int64(s, at++, r->warnings);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        sqlite3_bind_int64(s, at++, counts[i]);
    bind_number(s, &at, r->wall_s);
    bool good = sqlite3_step(s) == SQLITE_DONE;
    return sqlite3_reset(s) == SQLITE_OK && good;
}

static bool insert_profile(cd_store *store, const cd_point_result *r)
{
    sqlite3_stmt *s = store->insert_profile;
    sqlite3_bind_int64(s, 1, (sqlite3_int64)r->point);
    sqlite3_bind_text(s, 2, r->profile, -1, SQLITE_STATIC);
    bool good = sqlite3_step(s) == SQLITE_DONE;
    return sqlite3_reset(s) == SQLITE_OK && good;
}

const char *cd_store_add(cd_store *store, const cd_point_result *result)
{
    if (!insert_point(store, result) || (result->profile && !insert_profile(store, result)))
        return fail(store, "write a point");
    return cd_store_commit_if_due(store);
}

static const char *commit(cd_store *store, bool go_on)
{
    if (store->open_transaction && sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        return fail(store, "write");
    store->open_transaction = false;
    store->committed_s = now_s();
    if (!go_on)
        return NULL;
    if (sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        return fail(store, "write");
    store->open_transaction = true;
    return NULL;
}

const char *cd_store_commit_if_due(cd_store *store)
{
    return now_s() - store->committed_s < commit_every_s ? NULL : commit(store, true);
}

const char *cd_store_finished(cd_store *store, unsigned char *bits, size_t n_points, size_t *finished, size_t *failed)
{
    sqlite3_stmt *s;
    *finished = *failed = 0;
    if (sqlite3_prepare_v2(store->db, "SELECT point, status <> 'ok' FROM points", -1, &s, NULL) != SQLITE_OK)
        return fail(store, "read what is finished");
    while (sqlite3_step(s) == SQLITE_ROW) {
        sqlite3_int64 point = sqlite3_column_int64(s, 0);
        if (point < 0 || (size_t)point >= n_points)
            continue;
        bits[point / 8] |= (unsigned char)(1U << (point % 8));
        *failed += sqlite3_column_int(s, 1) != 0;
        ++*finished;
    }
    return sqlite3_finalize(s) == SQLITE_OK ? NULL : fail(store, "read what is finished");
}

const char *cd_store_count_bare(cd_store *store, const bool *wanted, size_t n_points, size_t *n)
{
    sqlite3_stmt *s;
    *n = 0;
    const char *sql = "SELECT point FROM points WHERE status = 'ok' AND point NOT IN (SELECT point FROM profiles)";
    if (sqlite3_prepare_v2(store->db, sql, -1, &s, NULL) != SQLITE_OK)
        return fail(store, "read what is finished");
    while (sqlite3_step(s) == SQLITE_ROW) {
        sqlite3_int64 point = sqlite3_column_int64(s, 0);
        *n += point >= 0 && (size_t)point < n_points && wanted[point];
    }
    return sqlite3_finalize(s) == SQLITE_OK ? NULL : fail(store, "read what is finished");
}

/* ---- merge ---- */

/* The hash of the definition of the store that is attached; NULL with *message set. */
static char *attached_sha(cd_store *out, const char *path, char **message)
{
    sqlite3_stmt *s;
    char *sha = NULL;
    if (sqlite3_prepare_v2(out->db, "SELECT value FROM other.meta WHERE key = 'definition_sha256'", -1, &s, NULL) ==
            SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW)
        sha = cd_text_printf("%s", (const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    if (!sha)
        *message = cd_store_why_not_ours(out->db, path, "");
    return sha;
}

static bool attach(cd_store *out, const char *path, char **message)
{
    sqlite3_stmt *s;
    char *name = cd_store_file_name(path);
    bool good = name && sqlite3_prepare_v2(out->db, "ATTACH ? AS other", -1, &s, NULL) == SQLITE_OK;
    if (good) {
        sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
        good = sqlite3_step(s) == SQLITE_DONE;
        good = sqlite3_finalize(s) == SQLITE_OK && good;
    }
    free(name);
    if (!good)
        *message = cd_store_why_not_ours(out->db, path, "");
    return good;
}

/* Copies the rows of the store at `path`, whose definition must be `sha`. */
static bool merge_one(cd_store *out, const char *path, const char *sha, char **message)
{
    if (!attach(out, path, message))
        return false;
    char *theirs = attached_sha(out, path, message);
    bool good = theirs && strcmp(theirs, sha) == 0;
    if (theirs && !good)
        *message = cd_text_printf("%s: holds another study than the first", path);
    free(theirs);
    const char *copy = "BEGIN; INSERT OR IGNORE INTO points SELECT * FROM other.points; "
                       "INSERT OR IGNORE INTO profiles SELECT * FROM other.profiles; COMMIT";
    if (good && sqlite3_exec(out->db, copy, NULL, NULL, NULL) != SQLITE_OK) {
        *message = cd_store_why(out->db, path, "copy its points");
        sqlite3_exec(out->db, "ROLLBACK", NULL, NULL, NULL);
        good = false;
    }
    sqlite3_exec(out->db, "DETACH other", NULL, NULL, NULL);
    return good;
}

/* The first store is copied as a whole, by SQLite itself; then the rows of the others. */
static bool copy_first(const char *from, cd_store *out, char **message)
{
    sqlite3 *db = NULL;
    bool good = cd_store_open_file(from, CD_STORE_READ, &db) == SQLITE_OK;
    if (!good)
        *message = cd_store_why(db, from, "open it");
    sqlite3_busy_timeout(db, CD_STORE_PATIENCE_MS);
    if (good && cd_store_is_ours(db) != 1) {
        *message = cd_store_why_not_ours(db, from, "");
        good = false;
    }
    if (good) {
        sqlite3_backup *backup = sqlite3_backup_init(out->db, "main", db, "main");
        good = backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
        good = sqlite3_backup_finish(backup) == SQLITE_OK && good;
        if (!good)
            *message = cd_store_why(out->db, out->path, "write");
    }
    sqlite3_close(db);
    return good;
}

/* Whether the files to merge are there, and that to be made is not, but for an empty one. */
static bool check_names(const char *path, const char *const *in, size_t n_in, char **message)
{
    struct stat about;
    for (size_t i = 0; i < n_in && !*message; i++)
        if (stat(in[i], &about) != 0)
            *message = cd_text_printf("%s: there is no such file", in[i]);
        else if (!S_ISREG(about.st_mode))
            *message = cd_text_printf("%s: is no file", in[i]);
    if (!*message && !*path)
        *message = cd_text_copy("the file to merge into needs a name");
    else if (!*message && stat(path, &about) == 0 && (!S_ISREG(about.st_mode) || about.st_size > 0))
        *message = cd_text_printf("%s: is there already; remove it, or merge into another file", path);
    return !*message;
}

static bool merge_all(cd_store *out, const char *const *in, size_t n_in, char **message)
{
    sqlite3_busy_timeout(out->db, CD_STORE_PATIENCE_MS);
    bool good = copy_first(in[0], out, message);
    char *sha = good ? cd_store_meta(out->db, "definition_sha256") : NULL;
    for (size_t i = 1; good && i < n_in; i++)
        good = sha && merge_one(out, in[i], sha, message);
    free(sha);
    if (good && sqlite3_exec(out->db, "DELETE FROM meta WHERE key = 'shard'", NULL, NULL, NULL) != SQLITE_OK) {
        *message = cd_store_why(out->db, out->path, "write");
        good = false;
    }
    return good;
}

cd_status cd_store_merge(const char *path, const char *const *in, size_t n_in, char **message)
{
    *message = NULL;
    if (!check_names(path, in, n_in, message))
        return CD_FILE;
    cd_store out = {.path = cd_text_copy(path)};
    bool made = cd_store_open_file(path, CD_STORE_WRITE, &out.db) == SQLITE_OK;
    if (!made)
        *message = cd_store_why(out.db, path, "make it");
    bool good = made && out.path && merge_all(&out, in, n_in, message);
    sqlite3_close(out.db);
    if (!good && made)
        remove(path);
    free(out.path);
    return good ? CD_OK : CD_FILE;
}

bool cd_store_close(cd_store *store, char **message)
{
    if (message)
        *message = NULL;
    if (!store)
        return true;
    const char *why = store->db ? commit(store, false) : NULL;
    if (why && message)
        *message = cd_text_printf("%s", why);
    sqlite3_finalize(store->insert);
    sqlite3_finalize(store->insert_profile);
    sqlite3_close(store->db);
    free(store->path);
    free(store->error);
    free(store);
    return !why;
}
