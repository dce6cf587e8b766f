/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_file - one data file of cases/coolers/ to a cooler.
 *
 *     [cooler]  title, stages (1 or 2), source; frequency, uncertainty, notes
 *     [map]     columns, node, node, ...        the measured points: read_rows.c
 *     [flags]   what the flags of the nodes mean
 */
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    cd_ini_section *cooler, *map, *flags;
} sections;

typedef struct {
    const char *key;
    size_t offset; /* of the text in cd_cooler_info */
    bool required;
} text_key;

static const text_key text_keys[] = {
    {"title", offsetof(cd_cooler_info, title), true},
    {"source", offsetof(cd_cooler_info, source), true},
    {"frequency", offsetof(cd_cooler_info, frequency), false},
    {"uncertainty", offsetof(cd_cooler_info, uncertainty), false},
    {"notes", offsetof(cd_cooler_info, notes), false},
};
enum { N_TEXT_KEYS = sizeof text_keys / sizeof *text_keys };

static const char *suggestion(cd_arena *arena, const char *word, const char *const *words, size_t n)
{
    const char *near = cd_nearest(word, words, n);
    return near ? cd_arena_printf(arena, "did you mean \"%s\"?", near)
                : cd_arena_printf(arena, "write one of %s", cd_join(arena, words, n));
}

/* Every key must be one of `words`; only "node" may come again. */
static bool check_keys(const cd_reading *rd, const cd_ini_section *section, const char *const *words, size_t n)
{
    bool ok = true;
    for (size_t k = 0; k < section->n_keys; k++) {
        const cd_ini_key *key = &section->keys[k];
        bool known = false;
        for (size_t w = 0; w < n; w++)
            known = known || strcmp(key->key, words[w]) == 0;
        if (!known) {
            cd_diag_add(rd->diags, CD_ERROR, key->key_span, suggestion(rd->arena, key->key, words, n),
                        "unrecognized key \"%s\" in %s of a cooler file", key->key, section->type);
            ok = false;
        } else if (strcmp(key->key, "node") != 0 && cd_ini_find(section, key->key) != key) {
            cd_diag_add(rd->diags, CD_ERROR, key->key_span, NULL, "key \"%s\" is given twice in %s", key->key,
                        section->type);
            ok = false;
        }
    }
    return ok;
}

static bool find_sections(const cd_reading *rd, const cd_ini *ini, const char *path, sections *out)
{
    static const char *const types[] = {"cooler", "map", "flags"};
    cd_ini_section **places[] = {&out->cooler, &out->map, &out->flags};
    bool ok = true;
    for (size_t k = 0; k < ini->n_sections; k++) {
        cd_ini_section *section = &ini->sections[k];
        size_t t = 0;
        while (t < 3 && strcmp(section->type, types[t]) != 0)
            t++;
        if (t < 3 && !*places[t]) {
            *places[t] = section;
            continue;
        }
        cd_diag_add(rd->diags, CD_ERROR, section->header, t < 3 ? NULL : suggestion(rd->arena, section->type, types, 3),
                    t < 3 ? "section \"%s\" is given twice" : "unrecognized section \"%s\" in a cooler file",
                    section->type);
        ok = false;
    }
    for (int t = 0; t < 2; t++)
        if (!*places[t]) {
            cd_diag_add(rd->diags, CD_ERROR, (cd_span){0}, NULL, "cooler file \"%s\" has no section [%s]", path,
                        types[t]);
            ok = false;
        }
    return ok;
}

static bool read_texts(const cd_reading *rd, const cd_ini_section *section, cd_cooler_info *info)
{
    bool ok = true;
    for (size_t k = 0; k < N_TEXT_KEYS; k++) {
        const cd_ini_key *key = cd_ini_find(section, text_keys[k].key);
        if (key && key->value.length) {
            *(const char **)(void *)((char *)info + text_keys[k].offset) = cd_value_string(rd->arena, &key->value);
        } else if (text_keys[k].required) {
            cd_diag_add(rd->diags, CD_ERROR, key ? key->key_span : section->header, NULL,
                        "missing \"%s\" in cooler file", text_keys[k].key);
            ok = false;
        }
    }
    return ok;
}

static bool read_stages(const cd_reading *rd, const cd_ini_section *section, int *n_stages)
{
    const cd_ini_key *key = cd_ini_find(section, "stages");
    *n_stages = key && cd_value_is(&key->value, "1") ? 1 : key && cd_value_is(&key->value, "2") ? 2 : 0;
    if (!*n_stages)
        cd_diag_add(rd->diags, CD_ERROR, key ? cd_value_whole(&key->value) : section->header,
                    "write \"stages = 1\" or \"stages = 2\"",
                    key ? "a cooler has one stage or two" : "missing \"stages\" in cooler file");
    return *n_stages > 0;
}

static bool read_head(const cd_reading *rd, const sections *s, cd_cooler_info *info)
{
    static const char *const cooler_words[] = {"title", "stages", "source", "frequency", "uncertainty", "notes"};
    static const char *const map_words[] = {"columns", "node"};
    const bool keys = check_keys(rd, s->cooler, cooler_words, sizeof cooler_words / sizeof *cooler_words);
    const bool map = check_keys(rd, s->map, map_words, 2);
    const bool texts = read_texts(rd, s->cooler, info);
    return read_stages(rd, s->cooler, &info->n_stages) && keys && map && texts;
}

/* The range of what is not extrapolated. */
static void set_ranges(cd_cooler_info *info, const cd_map_rows *rows)
{
    for (int m = 0; m < info->n_stages; m++) {
        info->T_min_K[m] = INFINITY;
        info->T_max_K[m] = 0;
        for (size_t k = 0; k < rows->n; k++) {
            if (rows->row[k].origin == CD_REGION_EXTRAPOLATED)
                continue;
            info->T_min_K[m] = fmin(info->T_min_K[m], rows->row[k].T_K[m]);
            info->T_max_K[m] = fmax(info->T_max_K[m], rows->row[k].T_K[m]);
        }
    }
}

/* Where the table's lift vanishes, by Newton's method from the corner of the least loads. */
static void find_base(const cd_table *table, const double T_corner_K[2], double T_K[2])
{
    enum { STEPS = 50 };
    T_K[0] = T_corner_K[0];
    T_K[1] = T_corner_K[1];
    for (int step = 0; step < STEPS; step++) {
        double Q_W[2], D[4];
        cd_table_lift(table, T_K, Q_W, D);
        const double det = D[0] * D[3] - D[1] * D[2];
        const double dT_K[2] = {(Q_W[0] * D[3] - Q_W[1] * D[1]) / det, (Q_W[1] * D[0] - Q_W[0] * D[2]) / det};
        for (int m = 0; m < 2; m++)
            T_K[m] = fmax(T_K[m] - dT_K[m], 0.5 * T_K[m]); /* never below 0 K */
        if (fabs(dT_K[0]) < 1e-12 * T_K[0] && fabs(dT_K[1]) < 1e-12 * T_K[1])
            return;
    }
}

/* A map that nearly folds is steeper than the table's cells can follow. The node that suffers most is named. */
static void warn_of_steep_map(const cd_reading *rd, const cd_map_rows *rows, const cd_cooler *cooler)
{
    const double bearable = 0.05; /* of the stage's largest load: the data are hardly better */
    double largest_W[2] = {0, 0}, worst = bearable, worst_W[2] = {0, 0};
    const cd_map_row *where = NULL;
    for (size_t k = 0; k < rows->n; k++)
        for (int m = 0; m < 2; m++)
            largest_W[m] = fmax(largest_W[m], fabs(rows->row[k].Q_W[m]));
    for (size_t k = 0; k < rows->n; k++) {
        double Q_W[2];
        cd_table_lift(cooler->table, rows->row[k].T_K, Q_W, NULL);
        for (int m = 0; m < 2; m++) {
            const double off = fabs(Q_W[m] - rows->row[k].Q_W[m]) / largest_W[m];
            if (rows->row[k].origin != CD_REGION_EXTRAPOLATED && off > worst) {
                worst = off, where = &rows->row[k];
                worst_W[0] = Q_W[0], worst_W[1] = Q_W[1];
            }
        }
    }
    if (where)
        cd_diag_add(rd->diags, CD_WARNING, where->span,
                    "the map is very steep here: compare this node and its neighbours with the chart",
                    "the lift at this node comes out as %.4g W and %.4g W", worst_W[0], worst_W[1]);
}

static bool finish_two_stages(const cd_reading *rd, const cd_map_rows *rows, cd_cooler *cooler)
{
    cooler->grid = cd_map_complete(rd, rows);
    if (!cooler->grid)
        return false;
    const cd_jet *corner = &cooler->grid->knot[0];
    const double T_corner_K[2] = {exp(corner->f[0]), exp(corner->f[1])};
    double T_bad_K[2];
    cooler->table = cd_table_new(rd->arena, cd_rim_new(rd->arena, cooler->grid), T_corner_K, T_bad_K);
    if (!cooler->table) {
        cd_diag_add(rd->diags, CD_ERROR, rows->header,
                    "compare the nodes near these temperatures with the chart: the map may fold there",
                    "the map could not be inverted at T1 = %.4g K, T2 = %.4g K", T_bad_K[0], T_bad_K[1]);
        return false;
    }
    find_base(cooler->table, T_corner_K, cooler->info.T_base_K);
    warn_of_steep_map(rd, rows, cooler);
    return true;
}

static int by_temperature(const void *a, const void *b)
{
    const double x = ((const cd_map_row *)a)->T_K[0], y = ((const cd_map_row *)b)->T_K[0];
    return (x > y) - (x < y);
}

static bool finish_one_stage(const cd_reading *rd, const cd_map_rows *rows, cd_cooler *cooler)
{
    const size_t n = rows->n;
    if (n < 2) {
        cd_diag_add(rd->diags, CD_ERROR, rows->header, NULL, "a map of one stage needs at least two nodes");
        return false;
    }
    double *T_K = cd_arena_alloc(rd->arena, 2 * n, sizeof *T_K), *Q_W = T_K + n;
    cd_region *origin = cd_arena_alloc(rd->arena, n, sizeof *origin);
    qsort(rows->row, n, sizeof *rows->row, by_temperature);
    for (size_t k = 0; k < n; k++) {
        T_K[k] = rows->row[k].T_K[0];
        Q_W[k] = rows->row[k].Q_W[0];
        origin[k] = rows->row[k].origin;
        if (k > 0 && !(T_K[k] > T_K[k - 1])) {
            cd_diag_add(rd->diags, CD_ERROR, rows->row[k].span, NULL, "two nodes at T1 = %.4g K", T_K[k]);
            return false;
        }
    }
    cooler->stage = cd_stage_of_points(rd->arena, T_K, Q_W, n, false);
    cooler->T_K = T_K, cooler->origin = origin, cooler->n_points = n;
    cooler->info.T_base_K[0] = cd_stage_base_K(cooler->stage);
    return true;
}

const cd_cooler *cd_cooler_read_file(const cd_reading *rd, const char *path, const char *model,
                                     const cd_source **source)
{
    cd_ini ini = {0};
    sections found = {0};
    cd_map_rows rows;
    const size_t errors = cd_diags_count(rd->diags, CD_ERROR);
    const bool is_read = cd_ini_read(rd->arena, path, rd->diags, &ini);
    if (ini.n_sources)
        *source = ini.sources[0];
    cd_cooler *cooler = cd_arena_alloc(rd->arena, 1, sizeof *cooler);
    cooler->info.model = model;
    if (!is_read || !find_sections(rd, &ini, path, &found) || !read_head(rd, &found, &cooler->info) ||
        !cd_map_rows_read(rd, cooler->info.n_stages, found.map, found.flags, &rows) ||
        cd_diags_count(rd->diags, CD_ERROR) > errors)
        return NULL;
    set_ranges(&cooler->info, &rows);
    const bool ok =
        cooler->info.n_stages == 2 ? finish_two_stages(rd, &rows, cooler) : finish_one_stage(rd, &rows, cooler);
    return ok ? cooler : NULL;
}
