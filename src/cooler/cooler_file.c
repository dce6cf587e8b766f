/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_file - one data file of cases/coolers/ to a cooler.
 *
 *     [cooler]     title, stages (1 or 2), source, trust, rating ...: head.c
 *     [map]        columns, node, node, ... or csv    the measured points: read_rows.c
 *     [flags]      what the flags of the nodes mean
 *     [extension]  what is assumed beyond them: extend.h
 *     [param]      instead of [map]: curves through a rating
 */
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    cd_ini_section *cooler, *map, *flags, *extension, *param;
} sections;
enum { N_SECTIONS = 5 };

/* A file has [cooler], and either [map] or [param]. */
static bool check_sections(const cd_reading *rd, const char *path, const sections *s)
{
    if (s->cooler && (s->map || s->param) && !(s->map && s->param) && !(s->extension && s->param))
        return true;
    if (!s->cooler || !(s->map || s->param))
        cd_diag_add(rd->diags, CD_ERROR, (cd_span){0}, NULL, "cooler file \"%s\" has no section [%s]", path,
                    s->cooler ? "map" : "cooler");
    else
        cd_diag_add(rd->diags, CD_ERROR, s->param->header,
                    "a machine has a [map], which may have an [extension], or only a rating: [param]",
                    "cooler file \"%s\" has [param] beside [%s]", path, s->map ? "map" : "extension");
    return false;
}

static bool find_sections(const cd_reading *rd, const cd_ini *ini, const char *path, sections *out)
{
    static const char *const types[N_SECTIONS] = {"cooler", "map", "flags", "extension", "param"};
    cd_ini_section **places[N_SECTIONS] = {&out->cooler, &out->map, &out->flags, &out->extension, &out->param};
    bool ok = true;
    for (size_t k = 0; k < ini->n_sections; k++) {
        cd_ini_section *section = &ini->sections[k];
        size_t t = 0;
        while (t < N_SECTIONS && strcmp(section->type, types[t]) != 0)
            t++;
        if (t < N_SECTIONS && !*places[t]) {
            *places[t] = section;
            continue;
        }
        cd_diag_add(rd->diags, CD_ERROR, section->header,
                    t < N_SECTIONS ? NULL : cd_cooler_suggestion(rd->arena, section->type, types, N_SECTIONS),
                    t < N_SECTIONS ? "section \"%s\" is given twice" : "unrecognized section \"%s\" in a cooler file",
                    section->type);
        ok = false;
    }
    return check_sections(rd, path, out) && ok;
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

/* The second stage of every machine is the colder one. */
static bool check_order(const cd_reading *rd, const cd_map_rows *rows)
{
    const cd_map_row *least = &rows->row[0];
    for (size_t k = 1; k < rows->n; k++)
        if (rows->row[k].Q_W[0] + rows->row[k].Q_W[1] < least->Q_W[0] + least->Q_W[1])
            least = &rows->row[k];
    if (least->T_K[0] > least->T_K[1])
        return true;
    cd_diag_add(rd->diags, CD_ERROR, least->span,
                "T1 and Q1 belong to the first, warmer stage: columns may be exchanged",
                "at the least loads stage 1 is colder (%.4g K) than stage 2 (%.4g K)", least->T_K[0], least->T_K[1]);
    return false;
}

static int by_temperature(const void *a, const void *b)
{
    const double x = ((const cd_map_row *)a)->T_K[0], y = ((const cd_map_row *)b)->T_K[0];
    return (x > y) - (x < y);
}

/* A stage lifts nothing at its coldest and more when it is warmer; a fall in the warm part exists (Stirling machines)
 * and is taken without a word when [map] says so: falls = yes. */
static bool check_rise(const cd_reading *rd, const cd_map_rows *rows)
{
    const cd_map_row *fall = NULL;
    for (size_t k = 0; k < rows->n; k++) {
        const double Q_W = rows->row[k].Q_W[0];
        if (Q_W < 0) {
            cd_diag_add(rd->diags, CD_ERROR, rows->row[k].span, "below its no-load temperature a stage is not measured",
                        "a lift below zero: %.4g W at %.4g K", Q_W, rows->row[k].T_K[0]);
            return false;
        }
        if (k > 0 && !fall && Q_W < rows->row[k - 1].Q_W[0])
            fall = &rows->row[k];
    }
    if (rows->row[1].Q_W[0] <= rows->row[0].Q_W[0]) {
        cd_diag_add(rd->diags, CD_ERROR, rows->row[1].span, "columns or signs may be exchanged",
                    "the lift does not rise from the coldest node, %.4g W at %.4g K", rows->row[0].Q_W[0],
                    rows->row[0].T_K[0]);
        return false;
    }
    if (fall && !rows->may_fall)
        cd_diag_add(rd->diags, CD_WARNING, fall->span,
                    "compare this node with the chart; when it is so, say it in [map] of a cooler file: falls = yes",
                    "the lift falls at %.4g K", fall->T_K[0]);
    return true;
}

/* The nodes of a single stage in the order of their temperatures. */
static bool take_points(const cd_reading *rd, const cd_map_rows *rows, cd_cooler *cooler)
{
    const size_t n = rows->n;
    if (n < 2) {
        cd_diag_add(rd->diags, CD_ERROR, rows->header, NULL, "a map of one stage needs at least two nodes");
        return false;
    }
    cooler->own_T_K = cd_arena_alloc(rd->arena, n, sizeof(double));
    cooler->own_Q_W = cd_arena_alloc(rd->arena, n, sizeof(double));
    cooler->own_origin = cd_arena_alloc(rd->arena, n, sizeof *cooler->own_origin);
    cooler->n_own = n;
    qsort(rows->row, n, sizeof *rows->row, by_temperature);
    for (size_t k = 0; k < n; k++) {
        cooler->own_T_K[k] = rows->row[k].T_K[0];
        cooler->own_Q_W[k] = rows->row[k].Q_W[0];
        cooler->own_origin[k] = rows->row[k].origin;
        if (k > 0 && !(cooler->own_T_K[k] > cooler->own_T_K[k - 1])) {
            cd_diag_add(rd->diags, CD_ERROR, rows->row[k].span, NULL, "two nodes at T1 = %.4g K", cooler->own_T_K[k]);
            return false;
        }
    }
    return check_rise(rd, rows);
}

/* Nodes to a cooler. */
static bool finish(const cd_reading *rd, const cd_map_rows *rows, cd_span place, cd_cooler *cooler)
{
    const bool two = cooler->info.n_stages == 2;
    if (rows) {
        set_ranges(&cooler->info, rows);
        if (two && rows->n && !check_order(rd, rows))
            return false;
        if (two && !(cooler->own = cd_map_complete(rd, rows)))
            return false;
        if (!two && !take_points(rd, rows, cooler))
            return false;
    } else {
        for (int m = 0; m < 2; m++)
            cooler->info.T_min_K[m] = cooler->info.T_max_K[m] = NAN;
    }
    const char *why = "";
    if (!cd_cooler_build(rd->arena, cooler, &why)) {
        cd_diag_add(rd->diags, CD_ERROR, place,
                    cooler->info.assumed ? "change \"warm_capacity\", or leave the assumption out"
                                         : "compare the nodes near there with the chart: the map may fold",
                    "%s", why);
        return false;
    }
    if (two && rows)
        warn_of_steep_map(rd, rows, cooler);
    return true;
}

/* The map that another is scaled from: one of two stages that itself assumes nothing. */
static bool find_like(cd_coolers *coolers, const cd_reading *rd, const cd_ini_section *section, cd_cooler *cooler)
{
    const cd_ini_key *key = cd_ini_find(section, "model");
    if (!key)
        return true;
    const cd_cooler *like = cd_cooler_get(coolers, rd, &key->value);
    if (!like)
        return false;
    cooler->extension.like = like->own;
    cooler->extension.like_name = cooler->info.assumed_like = like->info.model;
    if (like->own && !like->info.assumed)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&key->value), "name a map of two stages that is measured",
                "%s cannot be scaled: %s", like->info.model,
                like->own ? "it is extended by an assumption itself" : "it has no map of two stages");
    return false;
}

static bool read_falls(const cd_reading *rd, const cd_ini_section *map, cd_map_rows *rows)
{
    const cd_ini_key *key = cd_ini_find(map, "falls");
    rows->may_fall = key && cd_value_is(&key->value, "yes");
    if (!key || rows->may_fall)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&key->value), "write \"falls = yes\", or leave it out",
                "unrecognized value of \"falls\"");
    return false;
}

/* The rows of [map]: its nodes, or those of the CSV that it names, which lies in the folder of the cooler file. */
static bool read_rows(cd_coolers *coolers, const cd_reading *rd, const char *path, const sections *s, int n_stages,
                      cd_map_rows *rows)
{
    static const char *const words[] = {"columns", "node", "csv", "falls"};
    if (!cd_cooler_check_keys(rd, s->map, words, 4))
        return false;
    const cd_ini_key *key = cd_ini_find(s->map, "csv");
    if (!key)
        return cd_map_rows_read(rd, n_stages, s->map, s->flags, rows) && read_falls(rd, s->map, rows);
    const char *name = cd_value_string(rd->arena, &key->value), *slash = strrchr(path, '/');
    if (cd_ini_find(s->map, "node") || cd_ini_find(s->map, "columns") || strchr(name, '/')) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&key->value),
                    "name a file beside this one, and leave \"node\" and \"columns\" out",
                    strchr(name, '/') ? "\"csv\" leaves the folder of the cooler file"
                                      : "[map] has \"csv\" beside nodes of its own");
        return false;
    }
    const cd_source *csv = cd_source_read(
        rd->arena, slash ? cd_arena_printf(rd->arena, "%.*s/%s", (int)(slash - path), path, name) : name, rd->diags);
    if (!csv) {
        cd_diag_add(rd->diags, CD_NOTE, cd_value_whole(&key->value), NULL, "named here");
        return false;
    }
    cd_coolers_note(coolers, csv);
    return cd_map_rows_of_csv(rd, &n_stages, csv, s->flags, rows) && read_falls(rd, s->map, rows);
}

static bool read_all(cd_coolers *coolers, const cd_reading *rd, const char *path, const sections *s, cd_cooler *cooler)
{
    cd_map_rows rows;
    const size_t errors = cd_diags_count(rd->diags, CD_ERROR);
    if (!cd_cooler_read_head(rd, s->cooler, &cooler->info))
        return false;
    if (s->param)
        return cd_cooler_read_param(rd, s->param, cooler) && finish(rd, NULL, s->param->header, cooler);
    if (!read_rows(coolers, rd, path, s, cooler->info.n_stages, &rows) || cd_diags_count(rd->diags, CD_ERROR) > errors)
        return false;
    if (s->extension &&
        !(cd_cooler_read_extension(rd, s->extension, cooler) && find_like(coolers, rd, s->extension, cooler)))
        return false;
    return finish(rd, &rows, s->extension ? s->extension->header : rows.header, cooler);
}

const cd_cooler *cd_cooler_read_file(cd_coolers *coolers, const cd_reading *rd, const char *path, const char *model)
{
    cd_ini ini = {0};
    sections found = {0};
    cd_reading plain = *rd;
    plain.scope = NULL; /* parameters of a case mean nothing here */
    const bool is_read = cd_ini_read(rd->arena, path, rd->diags, &ini);
    if (ini.n_sources)
        cd_coolers_note(coolers, ini.sources[0]);
    cd_cooler *cooler = cd_arena_alloc(rd->arena, 1, sizeof *cooler);
    cooler->info.model = model;
    if (!is_read || !find_sections(rd, &ini, path, &found) || !read_all(coolers, &plain, path, &found, cooler))
        return NULL;
    return cooler;
}

const cd_cooler *cd_cooler_read_csv(cd_coolers *coolers, const cd_reading *rd, const char *path)
{
    cd_cooler *cooler = cd_arena_alloc(rd->arena, 1, sizeof *cooler);
    cd_map_rows rows;
    cd_reading plain = *rd;
    plain.scope = NULL;
    const cd_source *csv = cd_source_read(rd->arena, path, rd->diags);
    if (!csv)
        return NULL;
    cd_coolers_note(coolers, csv);
    cooler->info = (cd_cooler_info){.model = path,
                                    .title = "map given beside the case",
                                    .source = path,
                                    .stage = 1,
                                    .input_power_W = NAN,
                                    .rating = {{NAN, NAN}, {NAN, NAN}},
                                    .guaranteed = {{NAN, NAN}, {NAN, NAN}},
                                    .warm_W = {NAN, NAN}};
    if (!cd_map_rows_of_csv(&plain, &cooler->info.n_stages, csv, NULL, &rows) ||
        !finish(&plain, &rows, rows.header, cooler))
        return NULL;
    return cooler;
}
