/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_path - see cooler_path.h.
 */
#include "cooler_path.h"

#include "../text/ini.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *text_of(const cd_reading *rd, const cd_ini_section *section, const char *key)
{
    const cd_ini_key *found = cd_ini_find(section, key);
    return found ? cd_value_string(rd->arena, &found->value) : NULL;
}

/* The nodes of the stages of the first cooler of the model. */
static bool find_nodes(const cd_reading *rd, const cd_ini *ini, const char *dir, const char *model, const char *node[2])
{
    const char *others = "";
    for (size_t i = 0; i < ini->n_sections; i++) {
        const cd_ini_section *section = &ini->sections[i];
        const char *named = strcmp(section->type, "cooler") == 0 ? text_of(rd, section, "model") : NULL;
        if (!named)
            continue;
        if (strcmp(named, model) == 0) {
            node[0] = text_of(rd, section, "stage1");
            node[1] = text_of(rd, section, "stage2");
            return true;
        }
        others = cd_arena_printf(rd->arena, "%s%s%s", others, *others ? ", " : "", named);
    }
    cd_diag_add(rd->diags, CD_ERROR, (cd_span){0},
                *others ? cd_arena_printf(rd->arena, "its coolers are: %s", others) : NULL,
                "the run in \"%s\" has no cooler of model \"%s\"", dir, model);
    return false;
}

/* The number of a column of a line of comma-separated values; -1: none of that name. */
static int find_column(const cd_value *head, cd_arena *arena, const char *node)
{
    cd_value *part;
    const size_t n = cd_value_split(arena, head, ',', &part);
    const char *wanted = cd_arena_printf(arena, "T_%s_K", node ? node : "");
    for (size_t i = 0; i < n; i++)
        if (cd_value_is(&part[i], wanted))
            return (int)i;
    return -1;
}

static cd_value line_of(const cd_source *source, size_t i)
{
    const cd_value all = cd_value_of_source(source);
    const size_t end = i + 1 < source->n_lines ? source->line_start[i + 1] : source->length;
    return cd_value_cut(&all, source->line_start[i], end);
}

/* Number `column` of a line; NAN when it has none. */
static double number_in(const cd_value *line, int column)
{
    const char *at = line->text, *end = at + line->length;
    for (int k = 0; at && k < column; k++) {
        at = memchr(at, ',', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
    char *stop;
    if (!at || at >= end)
        return NAN;
    const double value = strtod(at, &stop);
    return stop > at ? value : NAN;
}

static bool read_columns(const cd_reading *rd, const cd_source *profile, const char *node[2], int n_stages,
                         cd_path *out)
{
    const cd_value head = line_of(profile, 0);
    int column[2] = {-1, -1};
    for (int m = 0; m < n_stages; m++) {
        column[m] = find_column(&head, rd->arena, node[m]);
        if (column[m] < 0) {
            cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&head), NULL, "no column T_%s_K", node[m] ? node[m] : "");
            return false;
        }
    }
    out->T_K = cd_arena_alloc(rd->arena, profile->n_lines, sizeof *out->T_K);
    for (size_t i = 1; i < profile->n_lines; i++) {
        const cd_value line = line_of(profile, i);
        double *T_K = out->T_K[out->n];
        T_K[1] = NAN;
        for (int m = 0; m < n_stages; m++)
            T_K[m] = number_in(&line, column[m]);
        out->n += T_K[0] > 0 && (n_stages == 1 || T_K[1] > 0);
    }
    return true;
}

bool cd_path_read(const cd_reading *rd, const char *dir, const char *model, int n_stages, cd_path *out)
{
    cd_ini ini = {0};
    const char *node[2] = {NULL, NULL};
    *out = (cd_path){0};
    if (n_stages != 2) {
        cd_diag_add(rd->diags, CD_ERROR, (cd_span){0}, "leave the folder out",
                    "a path is drawn over the map of two stages only");
        return false;
    }
    if (!cd_ini_read(rd->arena, cd_arena_printf(rd->arena, "%s/case.resolved.ini", dir), rd->diags, &ini) ||
        !find_nodes(rd, &ini, dir, model, node))
        return false;
    const cd_source *profile = cd_source_read(rd->arena, cd_arena_printf(rd->arena, "%s/profile.csv", dir), rd->diags);
    return profile && read_columns(rd, profile, node, n_stages, out);
}
