/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * start_from - start = from DIR: the end temperatures that an earlier run wrote into DIR/summary.json.
 */
#include "case_impl.h"

#include <jansson.h>
#include <string.h>

static const cd_ini_key *start_key(const cd_case *cs)
{
    for (size_t i = 0; i < cs->ini.n_sections; i++)
        if (strcmp(cs->ini.sections[i].type, "case") == 0 && cd_ini_find(&cs->ini.sections[i], "start"))
            return cd_ini_find(&cs->ini.sections[i], "start");
    return NULL;
}

static void take_temperatures(cd_case_reader *r, const json_t *end, const char *path, cd_span place)
{
    cd_case *cs = r->cs;
    cs->start_from_K = cd_arena_alloc(r->rd.arena, (size_t)cs->net->n_nodes, sizeof(double));
    for (int i = 0; i < cs->net->n_nodes; i++) {
        const cd_node *node = &cs->net->nodes[i];
        const json_t *T = json_object_get(end, node->name);
        bool known = json_is_number(T) && json_number_value(T) > 0 && node->kind != CD_NODE_FIXED;
        cs->start_from_K[i] = known ? json_number_value(T) : node->T_start_K;
        if (node->kind == CD_NODE_DYNAMIC &&
            !(json_is_number(T) && cs->start_from_K[i] >= 0.1 && cs->start_from_K[i] <= 2000))
            cd_diag_add(r->rd.diags, CD_ERROR, place, "start from a run of a case with the same nodes",
                        "%s has no end temperature of node \"%s\"", path, node->name);
    }
}

void cd_case_read_start(cd_case_reader *r)
{
    cd_case *cs = r->cs;
    if (cs->start != CD_START_FROM || !cs->net)
        return;
    const char *path = cd_arena_printf(r->rd.arena, "%s/summary.json", cs->start_from);
    cd_span place = cd_value_whole(&start_key(cs)->value);
    json_error_t error;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    const json_t *end = json_object_get(root, "end");
    if (json_is_object(end))
        take_temperatures(r, end, path, place);
    else
        cd_diag_add(r->rd.diags, CD_ERROR, place, "name the folder of a finished run: from out/nbti_magnet",
                    "no end temperatures could be read from %s%s%s", path, root ? "" : ": ", root ? "" : error.text);
    json_decref(root);
}
