/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * network_json - the network of a case as JSON, for whoever draws it from the result folder alone: bodies with mass and
 * material; links with their kind, their ends and the column that tells the heat of each end.
 */
#include "../text/index.h"
#include "json.h"
#include "profile_csv.h"

#include <string.h>

typedef struct {
    cd_arena *arena;
    const cd_case *cs;
    cd_index *node_of, *section_of; /* sections by name: nodes, and all */
} writer;

static writer writer_new(cd_arena *arena, const cd_case *cs)
{
    writer w = {arena, cs, cd_index_new(arena), cd_index_new(arena)};
    for (size_t i = 0; i < cs->ini.n_sections; i++) {
        const cd_ini_section *section = &cs->ini.sections[i];
        if (!section->name)
            continue;
        cd_index_add(w.section_of, section->name, i);
        if (strcmp(section->type, "node") == 0)
            cd_index_add(w.node_of, section->name, i);
    }
    return w;
}

static const cd_ini_section *section_in(const writer *w, cd_index *index, const char *name)
{
    size_t i;
    return cd_index_find(index, name, strlen(name), &i) ? &w->cs->ini.sections[i] : NULL;
}

/* The texts of one of the keys as written, joined by commas; NULL when none is given. */
static const char *texts_of(cd_arena *arena, const cd_ini_section *section, const char *const *keys)
{
    const char *out = NULL;
    for (size_t k = 0; section && k < section->n_keys; k++)
        for (size_t i = 0; keys[i]; i++)
            if (strcmp(section->keys[k].key, keys[i]) == 0) {
                const char *text = cd_arena_strn(arena, section->keys[k].value.text, section->keys[k].value.length);
                out = out ? cd_arena_printf(arena, "%s, %s", out, text) : text;
            }
    return out;
}

static json_t *node_json(const writer *w, const cd_node *node)
{
    static const char *const kinds[] = {
        [CD_NODE_DYNAMIC] = "body", [CD_NODE_MASSLESS] = "massless", [CD_NODE_FIXED] = "fixed"};
    static const char *const parts[] = {"parts", NULL};
    json_t *out = json_object();
    json_object_set_new(out, "name", cd_json_text(node->name));
    json_object_set_new(out, "kind", cd_json_text(kinds[node->kind]));
    json_object_set_new(out, "mass_kg", cd_json_number(node->mass_kg));
    if (node->link >= 0)
        json_object_set_new(out, "made_by", cd_json_text(w->cs->net->links[node->link].name));
    else
        json_object_set_new(out, "parts",
                            cd_json_text(texts_of(w->arena, section_in(w, w->node_of, node->name), parts)));
    return out;
}

/* One end: its node, and the column of profile.csv with the sign that makes it heat into the node. */
static json_t *end_json(const cd_case *cs, const cd_link *link, int terminal)
{
    const cd_network *net = cs->net;
    double sign;
    int c = cd_profile_channel(net, link, terminal, &sign);
    json_t *out = json_object();
    json_object_set_new(out, "node", cd_json_text(net->nodes[link->nodes[terminal]].name));
    json_object_set_new(out, "heat", c < 0 ? json_null() : cd_json_text(net->channels[c].name));
    json_object_set_new(out, "sign", json_integer((int)sign));
    return out;
}

/* Pairs of nodes that the link's elements tie together: its way through the joints and cells it made. */
static json_t *steps_json(const cd_network *net, const cd_link *link)
{
    json_t *out = json_array();
    for (int e = link->first_element; e < link->first_element + link->n_elements; e++) {
        const cd_element *element = &net->elements[e];
        if (element->n != 2 || element->observers)
            continue;
        json_t *pair = json_array();
        for (int t = 0; t < 2; t++)
            json_array_append_new(pair, cd_json_text(net->nodes[net->terminal_node[element->first + t]].name));
        json_array_append_new(out, pair);
    }
    return out;
}

static json_t *link_json(const writer *w, const cd_link *link)
{
    static const char *const what[] = {"material", "joint", "model", NULL};
    json_t *out = json_object(), *ends = json_array();
    json_object_set_new(out, "name", cd_json_text(link->name));
    json_object_set_new(out, "kind", cd_json_text(link->kind->name));
    json_object_set_new(out, "cooler", json_boolean(link->kind->is_cooler));
    json_object_set_new(out, "passive", json_boolean(link->kind->passive));
    json_object_set_new(out, "of", cd_json_text(texts_of(w->arena, section_in(w, w->section_of, link->name), what)));
    json_object_set_new(out, "mass_kg", cd_json_number(link->mass_kg));
    for (int t = 0; t < link->n; t++)
        json_array_append_new(ends, end_json(w->cs, link, t));
    json_object_set_new(out, "ends", ends);
    json_object_set_new(out, "steps", steps_json(w->cs->net, link));
    return out;
}

json_t *cd_network_json(cd_arena *arena, const cd_case *cs)
{
    const cd_network *net = cs->net;
    const writer w = writer_new(arena, cs);
    json_t *out = json_object(), *nodes = json_array(), *links = json_array();
    for (int i = 0; i < net->n_nodes; i++)
        json_array_append_new(nodes, node_json(&w, &net->nodes[i]));
    for (int l = 0; l < net->n_links; l++)
        json_array_append_new(links, link_json(&w, &net->links[l]));
    json_object_set_new(out, "nodes", nodes);
    json_object_set_new(out, "links", links);
    return out;
}
