/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * links - the sections of all link kinds, through their field tables; which nodes they reach; the network.
 */
#include "../link/contact.h"
#include "../material/material_spec.h"
#include "case_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void read_link(cd_case_reader *r, cd_link_reading *link)
{
    link->params = cd_arena_alloc(r->rd.arena, 1, link->kind->params_size);
    link->good = cd_case_fill(r, link->kind->fields, link->kind->n_fields, link->section, link->params) &&
                 link->kind->check(&r->rd, link->section, link->params);
    if (!link->good)
        return;
    link->n = link->kind->terminals(link->params, link->nodes);
    link->n_heated = link->n - (link->kind->observed ? link->kind->observed(link->params) : 0);
}

bool cd_case_is_joint(const cd_link_kind *kind)
{
    return strcmp(kind->name, "contact") == 0;
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
        cd_index_add(r->link_of, link.name, r->n_links);
        if (cd_case_is_joint(kind))
            cd_index_add(r->joint_of, link.name, r->n_links);
        CD_PUSH(r->rd.arena, r->links, r->n_links, r->cap_links, link);
    }
    for (int joints = 1; joints >= 0; joints--)
        for (size_t i = 0; i < r->n_links; i++)
            if (cd_case_is_joint(r->links[i].kind) == joints)
                read_link(r, &r->links[i]);
    int number = 0;
    for (size_t i = 0; i < r->n_links; i++) {
        r->links[i].number = number;
        number += r->links[i].n > 0;
    }
}

/* A [contact] without nodes is a law for others to name; one that nobody names was meant to join something. */
static void check_unused_joints(cd_case_reader *r)
{
    for (size_t i = 0; i < r->n_links && cd_diags_count(r->rd.diags, CD_ERROR) == 0; i++)
        if (r->links[i].good && r->links[i].n == 0 && !r->links[i].named)
            cd_diag_add(r->rd.diags, CD_WARNING, r->links[i].section->header,
                        "add `between = a, b`, or name it in the `contact` of a [conduction]",
                        "%s joins nothing, and no link names it", cd_section_what(r->rd.arena, r->links[i].section));
}

/* Q_<link>_joule_W is what a link makes. */
static void check_source_names(cd_case_reader *r)
{
    for (size_t k = 0; k < r->n_links; k++) {
        const char *suffix = r->links[k].kind->source.suffix;
        size_t i;
        if (!suffix)
            continue;
        const char *name = cd_arena_printf(r->rd.arena, "%s%s", r->links[k].name, suffix);
        if (cd_index_find(r->link_of, name, strlen(name), &i))
            cd_diag_add(r->rd.diags, CD_ERROR, r->links[i].section->name_span, "choose another name",
                        "\"%s\" is what a heat of %s is called", name,
                        cd_section_what(r->rd.arena, r->links[k].section));
    }
}

/* Q_<link>_out_W is the heat at the second end of a link. */
static void check_out_names(cd_case_reader *r)
{
    for (size_t i = 0; i < r->n_links; i++) {
        const char *name = r->links[i].name;
        size_t n = strlen(name), k;
        if (n > 4 && strcmp(name + n - 4, "_out") == 0 && cd_index_find(r->link_of, name, n - 4, &k) &&
            r->links[k].kind->two_ended)
            cd_diag_add(r->rd.diags, CD_ERROR, r->links[i].section->name_span, "choose another name",
                        "\"%s\" is what the heat at the second end of %s is called", name,
                        cd_section_what(r->rd.arena, r->links[k].section));
    }
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
        for (int k = 0; k < r->links[l].n_heated; k++) {
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

/* What touches a node: how many links and loads, and the last of them that is a cooler, or NULL. */
typedef struct {
    int n;
    const cd_link_reading *cooler;
} touching;

static const touching *count_touching(const cd_case_reader *r)
{
    touching *at = cd_arena_alloc(r->rd.arena, r->n_nodes, sizeof *at);
    for (size_t l = 0; l < r->n_links; l++)
        for (int k = 0; k < r->links[l].n_heated; k++) {
            at[r->links[l].nodes[k]].n++;
            if (r->links[l].kind->is_cooler)
                at[r->links[l].nodes[k]].cooler = &r->links[l];
        }
    return at;
}

static void check_massless(cd_case_reader *r)
{
    const touching *at = count_touching(r);
    for (size_t i = 0; i < r->n_nodes; i++) {
        if (r->nodes[i].kind != CD_NODE_MASSLESS)
            continue;
        const cd_link_reading *cooler = at[i].cooler;
        int n = at[i].n;
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

/* A link through which one node's temperature is felt at the other; a lead does, with its current or without. */
static bool conducts(const cd_link_kind *kind)
{
    return kind->passive || kind->two_ended;
}

/* A part of massless nodes only has no temperature to begin from. */
static void check_anchors(cd_case_reader *r)
{
    int *parent = cd_arena_alloc(r->rd.arena, r->n_nodes, sizeof *parent);
    bool *anchored = cd_arena_alloc(r->rd.arena, r->n_nodes, sizeof *anchored);
    for (size_t i = 0; i < r->n_nodes; i++)
        parent[i] = (int)i;
    for (size_t l = 0; l < r->n_links; l++)
        for (int k = 0; conducts(r->links[l].kind) && k < r->links[l].n_heated; k++)
            parent[find_root(parent, r->links[l].nodes[k])] = find_root(parent, r->links[l].nodes[0]);
    for (size_t i = 0; i < r->n_nodes; i++)
        if (r->nodes[i].kind != CD_NODE_MASSLESS)
            anchored[find_root(parent, (int)i)] = true;
    for (size_t i = 0; i < r->n_nodes; i++)
        if (find_root(parent, (int)i) == (int)i && !anchored[i])
            cd_diag_add(r->rd.diags, CD_ERROR, r->nodes[i].section->header,
                        "link it to a node with heat capacity or a fixed one",
                        "massless node \"%s\" has no link to anything that has a temperature", r->nodes[i].name);
}

/* A bar at a node in a field is taken without field unless its material says so: worth a word where it would matter. */
static void check_field(cd_case_reader *r, const cd_link_reading *l, const cd_field *field)
{
    const cd_material *material = *(const cd_material *const *)((const char *)l->params + field->offset);
    cd_material_spec spec;
    double B_T = 0;
    for (int i = 0; i < l->n; i++)
        B_T = fmax(B_T, r->nodes[l->nodes[i]].field_T);
    const cd_ini_key *key = B_T > 0 ? cd_ini_find(l->section, field->key) : NULL;
    if (!material || !material->k_takes_field || !key)
        return;
    const cd_reading quiet = {r->rd.arena, cd_diags_new(r->rd.arena), r->rd.units, &r->scope};
    if (!cd_material_spec_read(&quiet, &key->value, &spec) || spec.B.text)
        return;
    cd_diag_add(
        r->rd.diags, CD_WARNING, cd_value_whole(&key->value),
        cd_arena_printf(r->rd.arena, "write B=%g T among its arguments, or B=0 T if it lies outside the field", B_T),
        "%s ends at a node in a field of %g T, but its conductivity is taken without field",
        cd_section_what(r->rd.arena, l->section), B_T);
}

static void check_fields(cd_case_reader *r)
{
    for (size_t l = 0; l < r->n_links; l++)
        for (size_t i = 0; i < r->links[l].kind->n_fields && r->links[l].good; i++) {
            const cd_field *field = &r->links[l].kind->fields[i];
            if (field->type == CD_FIELD_RESOLVED && strcmp(field->resolver, "material") == 0)
                check_field(r, &r->links[l], field);
        }
}

void cd_case_check_topology(cd_case_reader *r)
{
    bool all_good = true;
    check_fields(r);
    check_unused_joints(r);
    check_out_names(r);
    check_source_names(r);
    for (size_t l = 0; l < r->n_links; l++)
        all_good = all_good && r->links[l].good;
    if (r->n_nodes == 0)
        cd_diag_add(r->rd.diags, CD_ERROR, (cd_span){0}, "write sections [node NAME] and links between them",
                    "%s: the case has no [node]", r->cs->path);
    /* A link that could not be read would make its nodes look like islands: a consequence, not a cause. */
    if (all_good && cd_diags_count(r->rd.diags, CD_ERROR) == 0) {
        check_islands(r);
        check_massless(r);
        if (cd_diags_count(r->rd.diags, CD_ERROR) == 0)
            check_anchors(r);
    }
}

/* ---- network ---- */

static int by_curve(const void *a, const void *b)
{
    const cd_property *x = *(const cd_property *const *)a, *y = *(const cd_property *const *)b;
    return (x->curve > y->curve) - (x->curve < y->curve);
}

/* r->tables are sorted by their curves; `name` is the key of the section that gives one. */
static void audit_curve(cd_case_reader *r, cd_builder *b, const cd_curve *curve, const char *name,
                        const cd_ini_section *section, const int *nodes, int n, int link)
{
    const cd_property key = {.curve = curve}, *wanted = &key;
    const cd_property *const *table =
        curve && r->n_tables ? bsearch(&wanted, r->tables, r->n_tables, sizeof wanted, by_curve) : NULL;
    if (table)
        cd_builder_audit(b, cd_arena_printf(r->rd.arena, "%s of %s", name, cd_section_what(r->rd.arena, section)),
                         *table, nodes[0], n > 1 ? nodes[1] : -1, link);
}

/* Tables among the keys of a link, and in the joint laws that it names. */
static void audit_tables(cd_case_reader *r, cd_builder *b, const cd_link_reading *l, int link)
{
    for (size_t i = 0; i < l->kind->n_fields; i++) {
        const cd_field *field = &l->kind->fields[i];
        const void *at = (const char *)l->params + field->offset;
        if (field->type != CD_FIELD_RESOLVED)
            continue;
        if (strcmp(field->resolver, "curve") == 0)
            audit_curve(r, b, *(const cd_curve *const *)at, field->key, l->section,
                        l->nodes + (field->of_observed ? l->n_heated : 0), field->of_observed ? 1 : l->n_heated, link);
        const cd_joint_ends *ends = at;
        if (strcmp(field->resolver, "joint") == 0 && ends->first)
            audit_curve(r, b, ends->first->G, field->key, l->section, l->nodes, l->n, link);
        if (strcmp(field->resolver, "joint") == 0 && ends->second && ends->second != ends->first)
            audit_curve(r, b, ends->second->G, field->key, l->section, l->nodes, l->n, link);
    }
}

void cd_case_build(cd_case_reader *r)
{
    cd_builder *b = cd_builder_new(r->rd.arena, r->sums);
    if (r->n_tables)
        qsort(r->tables, r->n_tables, sizeof *r->tables, by_curve);
    for (size_t i = 0; i < r->n_nodes; i++) {
        const cd_node_reading *node = &r->nodes[i];
        cd_interpolation how = node->interpolation < 0 ? CD_PROFILE_SMOOTH : (cd_interpolation)node->interpolation;
        double T = node->kind == CD_NODE_FIXED ? cd_profile_value(node->fixed, how, (cd_when){0, -1}, NAN, NULL)
                   : isnan(node->start_K)      ? r->start_K
                                               : node->start_K;
        int k = cd_builder_node(b, node->name, node->kind, T);
        cd_builder_tolerance(b, k, isnan(node->rtol) ? 0 : node->rtol, isnan(node->atol_K) ? 0 : node->atol_K);
        if (node->kind == CD_NODE_FIXED && cd_profile_in_time(node->fixed))
            cd_builder_drive(b, k, node->fixed, how);
        for (size_t p = 0; p < node->n_parts; p++)
            cd_builder_part(b, k, node->parts[p].material, node->parts[p].mass_kg);
        if (node->capacity)
            cd_builder_capacity(b, k, node->capacity);
        audit_curve(r, b, node->capacity, "capacity", node->section, &k, 1, -1);
    }
    int n_links = 0;
    for (size_t l = 0; l < r->n_links; l++) {
        const cd_link_reading *link = &r->links[l];
        if (link->n == 0)
            continue;
        cd_builder_link(b, link->name, link->kind, link->params, link->nodes, link->n, link->regulator);
        audit_tables(r, b, link, n_links++);
    }
    r->cs->net = cd_builder_finish(b);
}
