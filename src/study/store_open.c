/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store_open - making a store, and finding out whether one that is there belongs to the study.
 */
#include "store_impl.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const cd_store_statistics[] = {"end_time_s", "stopped", "warnings",       "steps",           "rhs",
                                           "jacobians",  "newton",  "error_failures", "newton_failures", "restarts",
                                           "wall_s",     NULL};
static const char *const fixed_columns[] = {"point", "status", "message", NULL};

char *cd_store_meta(sqlite3 *db, const char *key)
{
    sqlite3_stmt *s;
    char *value = NULL;
    if (sqlite3_prepare_v2(db, "SELECT value FROM meta WHERE key = ?", -1, &s, NULL) != SQLITE_OK)
        return NULL;
    sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
    if (sqlite3_step(s) == SQLITE_ROW && sqlite3_column_text(s, 0))
        value = cd_text_printf("%s", (const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    return value;
}

int cd_store_is_ours(sqlite3 *db)
{
    sqlite3_stmt *s;
    int tables = -1;
    if (sqlite3_prepare_v2(db, "SELECT count(*) FROM sqlite_master", -1, &s, NULL) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW)
        tables = sqlite3_column_int(s, 0);
    sqlite3_finalize(s);
    if (tables <= 0)
        return tables;
    char *format = cd_store_meta(db, "format");
    int ours = format && strcmp(format, CD_STORE_FORMAT) == 0 ? 1 : -1;
    free(format);
    return ours;
}

char *cd_store_why_not_ours(sqlite3 *db, const char *path, const char *is_there)
{
    int code = sqlite3_errcode(db) & 0xff;
    bool read = code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW || code == SQLITE_ERROR;
    return read || code == SQLITE_NOTADB ? cd_text_printf("%s: %sholds no results of a study", path, is_there)
                                         : cd_store_why(db, path, "read it");
}

char *cd_store_file_name(const char *path)
{
    bool special = path[0] == ':' || strncmp(path, "file:", 5) == 0;
    return cd_text_printf("%s%s", special ? "./" : "", path);
}

int cd_store_open_file(const char *path, int flags, sqlite3 **db)
{
    char *name = cd_store_file_name(path);
    int code = name ? sqlite3_open_v2(name, db, flags, NULL) : SQLITE_NOMEM;
    free(name);
    return code;
}

/* ---- columns ---- */

static bool is_taken(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcasecmp(names[i], name) == 0)
            return true;
    for (size_t i = 0; fixed_columns[i]; i++)
        if (strcasecmp(fixed_columns[i], name) == 0)
            return true;
    for (size_t i = 0; cd_store_statistics[i]; i++)
        if (strcasecmp(cd_store_statistics[i], name) == 0)
            return true;
    return false;
}

const char **cd_store_columns(cd_arena *arena, const cd_plan *plan)
{
    size_t n = plan->axes.n + plan->n_measures;
    const char **names = cd_arena_alloc(arena, n, sizeof *names);
    for (size_t i = 0; i < n; i++) {
        const char *name = i < plan->axes.n ? plan->axes.a[i].name : plan->measures[i - plan->axes.n];
        names[i] = name;
        for (int k = 2; is_taken(names, i, names[i]); k++) /* SQLite does not tell l from L */
            names[i] = cd_arena_printf(arena, "%s_%d", name, k);
    }
    return names;
}

/* ---- tables ---- */

static bool run(cd_store *store, const char *sql)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool set_meta(cd_store *store, const char *key, const char *value)
{
    sqlite3_stmt *s;
    if (!value)
        return true;
    if (sqlite3_prepare_v2(store->db, "INSERT OR REPLACE INTO meta VALUES (?, ?)", -1, &s, NULL) != SQLITE_OK)
        return false;
    sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 2, value, -1, SQLITE_STATIC);
    bool good = sqlite3_step(s) == SQLITE_DONE;
    return sqlite3_finalize(s) == SQLITE_OK && good;
}

static bool add_column(cd_store *store, size_t position, const char *column, const char *kind, const char *name,
                       const char *si_unit, const char *unit, double scale, double offset)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(store->db, "INSERT INTO columns VALUES (?, ?, ?, ?, ?, ?, ?, ?)", -1, &s, NULL) != SQLITE_OK)
        return false;
    sqlite3_bind_int64(s, 1, (sqlite3_int64)position);
    const char *const texts[] = {column, kind, name, si_unit, unit};
    for (int i = 0; i < 5; i++)
        sqlite3_bind_text(s, 2 + i, texts[i], -1, SQLITE_STATIC);
    sqlite3_bind_double(s, 7, scale);
    sqlite3_bind_double(s, 8, offset);
    bool good = sqlite3_step(s) == SQLITE_DONE;
    return sqlite3_finalize(s) == SQLITE_OK && good;
}

static const cd_measure *find_measure(const cd_case *cs, const char *name)
{
    for (size_t i = 0; i < cs->n_measures; i++)
        if (strcmp(cs->measures[i].name, name) == 0)
            return &cs->measures[i];
    return NULL;
}

static bool describe_columns(cd_store *store, cd_arena *arena, const cd_case *cs, const char *const *names)
{
    bool good = true;
    const cd_plan *plan = store->plan;
    for (size_t i = 0; good && i < plan->axes.n; i++) {
        const cd_axis *a = &plan->axes.a[i];
        good = add_column(store, i, names[i], "parameter", a->name, a->words ? NULL : a->si_unit,
                          a->words ? NULL : a->unit, a->scale, a->offset);
    }
    for (size_t i = 0; good && i < plan->n_measures; i++) {
        const cd_measure *m = find_measure(cs, plan->measures[i]);
        size_t at = plan->axes.n + i;
        good = add_column(store, at, names[at], "measure", m->name, cd_case_si_unit(arena, m->type.dim), m->unit,
                          m->unit_scale, m->unit_offset);
    }
    return good;
}

static const char *points_table(cd_arena *arena, const cd_plan *plan, const char *const *names)
{
    const char *sql = "CREATE TABLE points (point INTEGER PRIMARY KEY, status TEXT NOT NULL, message TEXT";
    for (size_t i = 0; i < plan->axes.n + plan->n_measures; i++)
        sql = cd_arena_printf(arena, "%s, \"%s\" %s", sql, names[i],
                              i < plan->axes.n && plan->axes.a[i].words ? "TEXT" : "REAL");
    for (size_t i = 0; cd_store_statistics[i]; i++)
        sql = cd_arena_printf(
            arena, "%s, %s %s", sql, cd_store_statistics[i],
            strstr(cd_store_statistics[i], "_s") && !strstr(cd_store_statistics[i], "fail") ? "REAL" : "INTEGER");
    return cd_arena_printf(arena, "%s)", sql);
}

static bool describe_study(cd_store *store, cd_arena *arena, const cd_store_study *study)
{
    const cd_plan *plan = study->plan;
    const char *text = study->cs->resolved;
    const char *case_sha = cd_source_sha256(arena, cd_source_from_text(arena, "case", text, strlen(text)));
    const char *sha =
        cd_source_sha256(arena, cd_source_from_text(arena, "definition", plan->definition, strlen(plan->definition)));
    return set_meta(store, "format", CD_STORE_FORMAT) &&
           set_meta(store, "program", cd_arena_printf(arena, "cooldown %s", cd_version())) &&
           set_meta(store, "case_path", study->cs->path) && set_meta(store, "title", study->cs->title) &&
           set_meta(store, "case", text) && set_meta(store, "case_sha256", case_sha) &&
           set_meta(store, "definition", plan->definition) && set_meta(store, "definition_sha256", sha) &&
           set_meta(store, "method", cd_sweep_methods[plan->method]) &&
           set_meta(store, "n_points", cd_arena_printf(arena, "%zu", plan->n_points)) &&
           set_meta(store, "seed", cd_plan_is_sampled(plan) ? cd_arena_printf(arena, "%ld", plan->seed) : NULL) &&
           set_meta(store, "shard", study->shard);
}

bool cd_store_create(cd_store *store, const cd_store_study *study)
{
    jmp_buf landing;
    cd_arena *arena = cd_arena_new(&landing);
    bool good = false;
    if (arena && setjmp(landing) == 0) {
        const char **names = cd_store_columns(arena, store->plan);
        good = run(store, "DROP TABLE IF EXISTS meta; DROP TABLE IF EXISTS columns; DROP TABLE IF EXISTS points; "
                          "DROP TABLE IF EXISTS profiles; CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT); "
                          "CREATE TABLE columns (position INTEGER PRIMARY KEY, column TEXT, kind TEXT, name TEXT, "
                          "si_unit TEXT, unit TEXT, scale REAL, offset REAL); "
                          "CREATE TABLE profiles (point INTEGER PRIMARY KEY, csv TEXT)") &&
               run(store, points_table(arena, store->plan, names)) && describe_study(store, arena, study) &&
               describe_columns(store, arena, study->cs, names);
    }
    cd_arena_free(arena);
    return good;
}

bool cd_store_prepare(cd_store *store)
{
    size_t n = 3 + store->plan->axes.n + store->plan->n_measures;
    for (size_t i = 0; cd_store_statistics[i]; i++)
        n++;
    static const char begin[] = "INSERT INTO points VALUES (";
    char *sql = malloc(sizeof begin + 2 * n + 1), *at = sql;
    if (!sql)
        return false;
    memcpy(at, begin, sizeof begin - 1);
    at += sizeof begin - 1;
    for (size_t i = 0; i < n; i++) {
        *at++ = '?';
        *at++ = i + 1 < n ? ',' : ')';
    }
    *at = '\0';
    bool good = sqlite3_prepare_v2(store->db, sql, -1, &store->insert, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(store->db, "INSERT INTO profiles VALUES (?, ?)", -1, &store->insert_profile, NULL) ==
                    SQLITE_OK;
    free(sql);
    return good;
}

/* ---- a file that is there ---- */

static long count_points(sqlite3 *db)
{
    sqlite3_stmt *s;
    long n = 0;
    if (sqlite3_prepare_v2(db, "SELECT count(*) FROM points", -1, &s, NULL) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW)
        n = (long)sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return n;
}

static char *tell_difference(const char *path, const char *before, const char *now)
{
    jmp_buf landing;
    cd_arena *arena = cd_arena_new(&landing);
    char *message = NULL;
    if (arena && setjmp(landing) == 0)
        message = cd_text_printf("%s: holds the results of another study; - stands there, + is asked for now:\n%s",
                                 path, cd_definition_difference(arena, before, now, 12));
    cd_arena_free(arena);
    return message;
}

static bool same_shard(sqlite3 *db, const char *shard)
{
    char *there = cd_store_meta(db, "shard");
    bool same = there && shard ? strcmp(there, shard) == 0 : !there == !shard;
    free(there);
    return same;
}

/* Whether the open file may be used: CD_OK, *fresh when it holds nothing (to be) kept. */
static cd_status judge(sqlite3 *db, const char *path, const cd_store_study *study, bool resume, bool again, bool *fresh,
                       char **message)
{
    int ours = cd_store_is_ours(db);
    *fresh = ours == 0 || again;
    if (ours < 0) {
        *message = cd_store_why_not_ours(db, path, "is there already, and ");
        return CD_FILE;
    }
    if (ours == 0 || again)
        return CD_OK;
    if (!resume) {
        *message = cd_text_printf("%s: holds %ld finished points already: --resume goes on with them, --force begins "
                                  "again, -o names another file",
                                  path, count_points(db));
        return CD_FILE;
    }
    char *before = cd_store_meta(db, "definition");
    cd_status status = CD_OK;
    if (!before || strcmp(before, study->plan->definition) != 0) {
        *message = tell_difference(path, before ? before : "", study->plan->definition);
        status = CD_INPUT;
    } else if (!same_shard(db, study->shard)) {
        *message = cd_text_printf("%s: holds another shard of this study", path);
        status = CD_INPUT;
    }
    free(before);
    return status;
}

cd_status cd_store_may_open(const char *path, const cd_store_study *study, bool resume, bool again, bool *goes_on,
                            char **message)
{
    struct stat about;
    *message = NULL;
    *goes_on = false;
    if (!*path) {
        *message = cd_text_printf("the file of results needs a name, such as out/magnet/straps.db");
        return CD_FILE;
    }
    if (stat(path, &about) != 0)
        return CD_OK;
    sqlite3 *db = NULL;
    bool fresh = true;
    cd_status status = CD_FILE;
    if (cd_store_open_file(path, SQLITE_OPEN_READWRITE, &db) != SQLITE_OK)
        *message = cd_store_why(db, path, "open it");
    else
        status = judge(db, path, study, resume, again, &fresh, message);
    *goes_on = status == CD_OK && !fresh;
    sqlite3_close(db);
    return status;
}

/* Makes the folders above the file. */
static void make_folders(const char *path)
{
    char *copy = cd_text_printf("%s", path);
    for (char *c = copy ? copy + 1 : NULL; c && *c; c++)
        if (*c == '/') {
            *c = '\0';
            mkdir(copy, 0777);
            *c = '/';
        }
    free(copy);
}

cd_status cd_store_open(const char *path, const cd_store_study *study, bool resume, bool again, cd_store **out,
                        char **message)
{
    bool fresh = false;
    *out = NULL;
    *message = NULL;
    cd_store *store = calloc(1, sizeof *store);
    if (!store || !(store->path = cd_text_printf("%s", path))) {
        free(store);
        return CD_NO_MEMORY;
    }
    store->plan = study->plan;
    make_folders(path);
    cd_status status = CD_FILE;
    if (cd_store_open_file(path, CD_STORE_WRITE, &store->db) != SQLITE_OK)
        *message = cd_store_why(store->db, path, "make it");
    else
        status = judge(store->db, path, study, resume, again, &fresh, message);
    if (status == CD_OK) {
        bool good = run(store, "PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE") &&
                    (!fresh || cd_store_create(store, study)) && cd_store_prepare(store) && run(store, "COMMIT");
        sqlite3_busy_timeout(store->db, 60000); /* readers may hold up a commit; a second writer was refused above */
        good = good && run(store, "BEGIN IMMEDIATE");
        store->open_transaction = good;
        if (!good) {
            *message = cd_store_why(store->db, path, "write");
            status = CD_FILE;
        }
    }
    if (status == CD_OK) {
        *out = store;
        return CD_OK;
    }
    char *unheard;
    store->open_transaction = false;
    cd_store_close(store, &unheard);
    free(unheard);
    return status;
}
