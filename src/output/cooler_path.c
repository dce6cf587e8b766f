/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_path - see cooler_path.h.
 */
#include "cooler_path.h"

#include "../text/csv_line.h"
#include "../text/ini.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *text_of(const cd_reading *rd, const cd_ini_section *section, const char *key)
{
    const cd_ini_key *found = cd_ini_find(section, key);
    return found ? cd_value_string(rd->arena, &found->value) : NULL;
}

/* The same model, or the same file under two paths. */
static bool is_same_model(const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return true;
    char *real_a = realpath(a, NULL), *real_b = realpath(b, NULL);
    const bool same = real_a && real_b && strcmp(real_a, real_b) == 0;
    free(real_a);
    free(real_b);
    return same;
}

/* The coolers of the model in the resolved case; NULL and an error when there is none. */
static const cd_ini_section **find_coolers(const cd_reading *rd, const cd_ini *ini, const char *dir, const char *model,
                                           size_t *n)
{
    const cd_ini_section **found = cd_arena_alloc(rd->arena, ini->n_sections, sizeof(cd_ini_section *));
    const char *others = "";
    *n = 0;
    for (size_t i = 0; i < ini->n_sections; i++) {
        const cd_ini_section *section = &ini->sections[i];
        const char *named = strcmp(section->type, "cooler") == 0 ? text_of(rd, section, "model") : NULL;
        if (named && is_same_model(named, model))
            found[(*n)++] = section;
        else if (named)
            others = cd_arena_printf(rd->arena, "%s%s%s", others, *others ? ", " : "", named);
    }
    if (*n > 0)
        return found;
    cd_diag_add(rd->diags, CD_ERROR, (cd_span){0},
                *others ? cd_arena_printf(rd->arena, "its coolers are: %s", others) : NULL,
                "the run in \"%s\" has no cooler of model \"%s\"", dir, model);
    return NULL;
}

/* A file of comma-separated values, a line at a time. */
typedef struct {
    const cd_source *source;
    char *line, **cell; /* room for the longest line and its cells */
    size_t most;
} table;

static void line_limits(const cd_source *source, size_t i, size_t *begin, size_t *end)
{
    *begin = source->line_start[i];
    *end = i + 1 < source->n_lines ? source->line_start[i + 1] : source->length;
}

static table table_new(cd_arena *arena, const cd_source *source)
{
    size_t longest = 0, begin, end, n = 1;
    const char *text = cd_value_of_source(source).text;
    for (size_t i = 0; i < source->n_lines; i++) {
        line_limits(source, i, &begin, &end);
        longest = end - begin > longest ? end - begin : longest;
    }
    line_limits(source, 0, &begin, &end);
    for (size_t i = begin; i < end; i++)
        n += text[i] == ',';
    return (table){source, cd_arena_alloc(arena, longest + 1, 1), cd_arena_alloc(arena, n, sizeof(char *)), n};
}

/* The cells of line i; how many. */
static size_t read_line(table *t, size_t i)
{
    size_t begin, end;
    line_limits(t->source, i, &begin, &end);
    memcpy(t->line, cd_value_of_source(t->source).text + begin, end - begin);
    t->line[end - begin] = '\0';
    t->line[strcspn(t->line, "\r\n")] = '\0';
    return cd_csv_cut(t->line, t->cell, t->most);
}

/* The column of a node's temperature in the head; -1 after an error. */
static int find_column(const cd_reading *rd, table *t, const char *node)
{
    const char *wanted = cd_arena_printf(rd->arena, "T_%s_K", node ? node : "");
    const size_t n = t->source->n_lines > 0 ? read_line(t, 0) : 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(t->cell[i], wanted) == 0)
            return (int)i;
    cd_diag_add(rd->diags, CD_ERROR, (cd_span){0}, NULL, "no column %s in \"%s\"", wanted, t->source->path);
    return -1;
}

/* The number in a cell; NAN when there is none. */
static double number_in(const table *t, size_t n, int column)
{
    char *stop;
    if ((size_t)column >= n)
        return NAN;
    const double value = strtod(t->cell[column], &stop);
    return stop > t->cell[column] ? value : NAN;
}

/* Adds the path of one cooler, after a gap if there is another before it. */
static bool add_path(const cd_reading *rd, table *t, const cd_ini_section *cooler, cd_path *out)
{
    static const char *const keys[] = {"stage1", "stage2"};
    int column[2];
    for (int m = 0; m < 2; m++)
        if ((column[m] = find_column(rd, t, text_of(rd, cooler, keys[m]))) < 0)
            return false;
    if (out->n > 0) {
        out->T_K[out->n][0] = out->T_K[out->n][1] = NAN;
        out->n++;
    }
    for (size_t i = 1; i < t->source->n_lines; i++) {
        const size_t n = read_line(t, i);
        double *T_K = out->T_K[out->n];
        for (int m = 0; m < 2; m++)
            T_K[m] = number_in(t, n, column[m]);
        out->n += T_K[0] > 0 && T_K[1] > 0;
    }
    return true;
}

bool cd_path_read(const cd_reading *rd, const char *dir, const char *model, int n_stages, cd_path *out)
{
    cd_ini ini = {0};
    size_t n = 0;
    *out = (cd_path){.of = ""};
    if (n_stages != 2) {
        cd_diag_add(rd->diags, CD_ERROR, (cd_span){0}, "leave the folder out",
                    "a path is drawn over the map of two stages only");
        return false;
    }
    if (!cd_ini_read(rd->arena, cd_arena_printf(rd->arena, "%s/case.resolved.ini", dir), rd->diags, &ini))
        return false;
    const cd_ini_section **cooler = find_coolers(rd, &ini, dir, model, &n);
    const cd_source *profile =
        cooler ? cd_source_read(rd->arena, cd_arena_printf(rd->arena, "%s/profile.csv", dir), rd->diags) : NULL;
    if (!profile)
        return false;
    table t = table_new(rd->arena, profile);
    out->T_K = cd_arena_alloc(rd->arena, n * (profile->n_lines + 1), sizeof *out->T_K);
    for (size_t i = 0; i < n; i++) {
        if (!add_path(rd, &t, cooler[i], out))
            return false;
        out->of = cd_arena_printf(rd->arena, "%s%s%s", out->of, i ? ", " : "", cooler[i]->name);
    }
    return true;
}
