/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * links - the sections of all link kinds, through their field tables; which nodes they reach; the network.
 */
#include "case_impl.h"

#include <math.h>
#include <string.h>

static void read_link(cd_case_reader *r, cd_link_reading *link)
{
    link->params = cd_arena_alloc(r->rd.arena, 1, link->kind->params_size);
    link->good = cd_case_fill(r, link->kind->fields, link->kind->n_fields, link->section, link->params) &&
                 link->kind->check(&r->rd, link->section, link->params);
    if (link->good)
        link->n = link->kind->terminals(link->params, link->nodes);
}

/* Joint laws first: conduction refers to them by name. */
void cd_case_read_links(cd_case_reader *r)
{
    cd_ini *ini = &r->cs->ini;
    for (size_t i = 0; i < ini->n_sections; i++) {
        cd_ini_section *section = &ini->sections[i];
        const cd_link_kind *kind = cd_find_kind(section->type);
        if (!kind || !section->name)
            continue;
        cd_link_reading link = {.name = section->name, .section = section, .kind = kind};
        CD_PUSH(r->rd.arena, r->links, r->n_links, r->cap_links, link);
    }
    for (int joints = 1; joints >= 0; joints--)
        for (size_t i = 0; i < r->n_links; i++)
            if ((strcmp(r->links[i].kind->name, "contact") == 0) == joints)
                read_link(r, &r->links[i]);
}

/* ---- topology ---- */

static int find_root(int *parent, int i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* Whether something in a part of the network can change its temperature: a cooler, a load, a boundary. */
static void mark_driven(const cd_case_reader *r, int *parent, bool *driven)
{
    for (size_t i = 0; i < r->n_nodes; i++)
        if (r->nodes[i].kind == CD_NODE_FIXED)
            driven[find_root(parent, (int)i)] = true;
    for (size_t l = 0; l < r->n_links; l++)
        if (!r->links[l].kind->passive && r->links[l].n > 0)
            driven[find_root(parent, r->links[l].nodes[0])] = true;
}

static void report_island(cd_case_reader *r, int *parent, int root)
{
    cd_arena *arena = r->rd.arena;
    const char **names = cd_arena_alloc(arena, r->n_nodes, sizeof *names);
    size_t n = 0;
    for (size_t i = 0; i < r->n_nodes; i++)
        if (find_root(parent, (int)i) == root)
            names[n++] = cd_arena_printf(arena, "\"%s\"", r->nodes[i].name);
    cd_diag_add(r->rd.diags, CD_ERROR, r->nodes[root].section->header,
                "join it to the rest by a [conduction], [contact] or [radiation], or take it out",
                "no link reaches %s %s: an island", n > 1 ? "the nodes" : "node", cd_join(arena, names, n));
}

static void check_islands(cd_case_reader *r)
{
    int *parent = cd_arena_alloc(r->rd.arena, r->n_nodes, sizeof *parent);
    bool *driven = cd_arena_alloc(r->rd.arena, r->n_nodes, sizeof *driven);
    int *degree = cd_arena_alloc(r->rd.arena, r->n_nodes, sizeof *degree);
    for (size_t i = 0; i < r->n_nodes; i++)
        parent[i] = (int)i;
    for (size_t l = 0; l < r->n_links; l++)
        for (int k = 0; k < r->links[l].n; k++) {
            parent[find_root(parent, r->links[l].nodes[k])] = find_root(parent, r->links[l].nodes[0]);
            degree[r->links[l].nodes[k]]++;
        }
    mark_driven(r, parent, driven);
    size_t parts = 0;
    for (size_t i = 0; i < r->n_nodes; i++)
        parts += find_root(parent, (int)i) == (int)i;
    for (size_t i = 0; i < r->n_nodes; i++) {
        int root = find_root(parent, (int)i);
        bool alone = degree[i] == 0;
        if (root == (int)i && (alone || (parts > 1 && !driven[root])))
            report_island(r, parent, root);
    }
}

/* How many links and loads touch a node; *cooler: one that is a cooler, or NULL. */
static int touching(const cd_case_reader *r, size_t node, const cd_link_reading **cooler)
{
    int n = 0;
    *cooler = NULL;
    for (size_t l = 0; l < r->n_links; l++)
        for (int k = 0; k < r->links[l].n; k++)
            if (r->links[l].nodes[k] == (int)node) {
                n++;
                if (r->links[l].kind->is_cooler)
                    *cooler = &r->links[l];
            }
    return n;
}

static void check_massless(cd_case_reader *r)
{
    for (size_t i = 0; i < r->n_nodes; i++) {
        if (r->nodes[i].kind != CD_NODE_MASSLESS)
            continue;
        const cd_link_reading *cooler;
        int n = touching(r, i, &cooler);
        if (cooler)
            cd_diag_add(r->rd.diags, CD_ERROR, r->nodes[i].section->header,
                        "give the stage its flange: `parts = copper(RRR=50) 1 kg`",
                        "massless node \"%s\" carries a stage of cooler \"%s\"", r->nodes[i].name, cooler->name);
        else if (n == 1)
            cd_diag_add(r->rd.diags, CD_ERROR, r->nodes[i].section->header,
                        "a massless node joins at least two links; give it heat capacity or a second link",
                        "massless node \"%s\" has only one link", r->nodes[i].name);
    }
}

void cd_case_check_topology(cd_case_reader *r)
{
    bool all_good = true;
    for (size_t l = 0; l < r->n_links; l++)
        all_good = all_good && r->links[l].good;
    if (r->n_nodes == 0)
        cd_diag_add(r->rd.diags, CD_ERROR, (cd_span){0}, "write sections [node NAME] and links between them",
                    "%s: the case has no [node]", r->cs->path);
    /* A link that could not be read would make its nodes look like islands: a consequence, not a cause. */
    if (all_good && cd_diags_count(r->rd.diags, CD_ERROR) == 0) {
        check_islands(r);
        check_massless(r);
    }
}

/* ---- network ---- */

void cd_case_build(cd_case_reader *r)
{
    cd_builder *b = cd_builder_new(r->rd.arena);
    for (size_t i = 0; i < r->n_nodes; i++) {
        const cd_node_reading *node = &r->nodes[i];
        double T = node->kind == CD_NODE_FIXED ? node->fixed_K : isnan(node->start_K) ? r->start_K : node->start_K;
        int k = cd_builder_node(b, node->name, node->kind, T);
        for (size_t p = 0; p < node->n_parts; p++)
            cd_builder_part(b, k, node->parts[p].material, node->parts[p].mass_kg);
        if (node->capacity)
            cd_builder_capacity(b, k, node->capacity);
    }
    for (size_t l = 0; l < r->n_links; l++)
        if (r->links[l].n > 0)
            cd_builder_link(b, r->links[l].name, r->links[l].kind, r->links[l].params, r->links[l].nodes,
                            r->links[l].n);
    r->cs->net = cd_builder_finish(b);
}
