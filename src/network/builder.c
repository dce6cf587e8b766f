/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * builder - collects nodes, parts and links; every link's kind expands into elements through the cd_expand functions of
 * link.h.
 */
#include "builder_impl.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

cd_builder *cd_builder_new(cd_arena *arena, cd_curve_sums *sums)
{
    cd_builder *b = cd_arena_alloc(arena, 1, sizeof *b);
    b->arena = arena;
    b->sums = sums;
    b->net = cd_arena_alloc(arena, 1, sizeof *b->net);
    return b;
}

static int add_node(cd_builder *b, const char *name, cd_node_kind kind, int link, double T_start_K)
{
    cd_node node = {.name = name, .kind = kind, .link = link, .state = -1, .T_start_K = T_start_K, .scale = 1};
    size_t n = (size_t)b->net->n_nodes;
    CD_PUSH(b->arena, b->net->nodes, n, b->cap_nodes, node);
    b->net->n_nodes = (int)n;
    return (int)n - 1;
}

int cd_builder_node(cd_builder *b, const char *name, cd_node_kind kind, double T_start_K)
{
    assert(b->net->n_links == 0);
    int node = add_node(b, name, kind, -1, T_start_K);
    b->net->n_user_nodes = b->net->n_nodes;
    return node;
}

void cd_builder_capacity(cd_builder *b, int node, const cd_curve *capacity_J_per_K)
{
    struct cd_builder_part part = {node, capacity_J_per_K, 1};
    CD_PUSH(b->arena, b->parts, b->n_parts, b->cap_parts, part);
}

void cd_builder_tolerance(cd_builder *b, int node, double rtol, double atol_K)
{
    b->net->nodes[node].rtol = rtol;
    b->net->nodes[node].atol_K = atol_K;
}

void cd_builder_drive(cd_builder *b, int node, const cd_profile *profile, cd_interpolation how)
{
    b->net->nodes[node].driven = profile;
    b->net->nodes[node].interpolation = how;
}

static void audit_property(cd_builder *b, cd_audit_property audit)
{
    cd_network *net = b->net;
    CD_PUSH(b->arena, net->audit_properties, net->n_audit_properties, b->cap_audit_properties, audit);
}

void cd_builder_audit(cd_builder *b, const char *what, const cd_property *property, int node_a, int node_b, int link)
{
    audit_property(b, (cd_audit_property){what, property, node_a, node_b, link, 0});
}

void cd_builder_part(cd_builder *b, int node, const cd_material *material, double mass_kg)
{
    struct cd_builder_part part = {node, material->specific_heat->curve, mass_kg};
    CD_PUSH(b->arena, b->parts, b->n_parts, b->cap_parts, part);
    b->net->nodes[node].mass_kg += mass_kg;
    audit_property(b, (cd_audit_property){.what = cd_arena_printf(b->arena, "c of %s", material->name),
                                          .property = material->specific_heat,
                                          .node_a = node,
                                          .node_b = -1,
                                          .link = -1,
                                          .mass_kg = mass_kg});
}

static const char *inner_name(cd_expander *ex, const char *name)
{
    return cd_arena_printf(ex->b->arena, "%s.%s", ex->b->net->links[ex->link].name, name);
}

void cd_builder_link(cd_builder *b, const char *name, const cd_link_kind *kind, const void *params, const int *nodes,
                     int n, const cd_regulator *regulator)
{
    cd_network *net = b->net;
    assert(n > 0 && n <= CD_MAX_TERMINALS);
    cd_link link = {
        .name = name, .kind = kind, .params = params, .regulator = regulator, .n = n, .first_element = net->n_elements};
    for (int i = 0; i < n; i++)
        link.nodes[i] = nodes[i];
    size_t n_links = (size_t)net->n_links;
    CD_PUSH(b->arena, net->links, n_links, b->cap_links, link);
    net->n_links = (int)n_links;
    int first_hidden = net->n_nodes;
    cd_expander ex = {b, net->n_links - 1, -1};
    if (regulator && !isnan(regulator->integral_s))
        ex.memory = add_node(b, inner_name(&ex, "integral"), CD_NODE_MEMORY, ex.link, 0);
    kind->expand(&ex, params, nodes);
    cd_link *made = &net->links[ex.link];
    made->n_elements = net->n_elements - made->first_element;
    made->conserves = kind->passive && kind->two_ended;
    for (int i = first_hidden; i < net->n_nodes; i++)
        if (net->nodes[i].kind == CD_NODE_DYNAMIC)
            made->conserves = false;
}

/* ---- what kinds call while they expand ---- */

cd_arena *cd_expand_arena(cd_expander *ex)
{
    return ex->b->arena;
}

/* A link to a boundary at 0 K: what it makes starts a little above, where Newton's method and the curves can work. */
static double above_zero(double T_start_K)
{
    return T_start_K > CD_T_LOWEST_K ? T_start_K : CD_T_LOWEST_K;
}

int cd_expand_massless(cd_expander *ex, const char *name, double T_start_K)
{
    return add_node(ex->b, inner_name(ex, name), CD_NODE_MASSLESS, ex->link, above_zero(T_start_K));
}

int cd_expand_cell(cd_expander *ex, const char *name, const cd_material *material, double mass_kg, double T_start_K)
{
    int node = add_node(ex->b, inner_name(ex, name), CD_NODE_DYNAMIC, ex->link, above_zero(T_start_K));
    cd_builder_part(ex->b, node, material, mass_kg);
    ex->b->net->links[ex->link].mass_kg += mass_kg;
    return node;
}

void cd_expand_mass(cd_expander *ex, int node, const cd_material *material, double mass_kg)
{
    cd_link *link = &ex->b->net->links[ex->link];
    if (!cd_expand_has_capacity(ex, node)) {
        cd_expand_neglect(ex, mass_kg);
        return;
    }
    link->mass_kg += mass_kg;
    cd_builder_part(ex->b, node, material, mass_kg);
}

void cd_expand_neglect(cd_expander *ex, double mass_kg)
{
    ex->b->net->links[ex->link].neglected_kg += mass_kg;
}

bool cd_expand_has_capacity(const cd_expander *ex, int node)
{
    return ex->b->net->nodes[node].kind == CD_NODE_DYNAMIC;
}

double cd_expand_T_start(const cd_expander *ex, int node)
{
    return ex->b->net->nodes[node].T_start_K;
}

void cd_expand_element(cd_expander *ex, cd_flow flow, const void *params, const int *nodes, int n, unsigned observers)
{
    cd_builder *b = ex->b;
    cd_network *net = b->net;
    const cd_regulator *regulator = net->links[ex->link].regulator;
    int all[CD_MAX_TERMINALS], n_all = n;
    memcpy(all, nodes, (size_t)n * sizeof *nodes);
    for (int i = 0; regulator && i < regulator->n_sensors; i++) {
        observers |= 1u << n_all;
        all[n_all++] = regulator->sensor[i];
    }
    if (ex->memory >= 0) { /* the first element of the link moves the integral */
        observers |= net->n_elements > net->links[ex->link].first_element ? 1u << n_all : 0;
        all[n_all++] = ex->memory;
    }
    cd_element e = {.flow = flow,
                    .params = params,
                    .n = n_all,
                    .n_law = n,
                    .regulator = regulator,
                    .first = net->n_terminals,
                    .first_block = net->n_blocks,
                    .observers = observers,
                    .link = ex->link};
    size_t n_elements = (size_t)net->n_elements, n_terminals = (size_t)net->n_terminals;
    CD_PUSH(b->arena, net->elements, n_elements, b->cap_elements, e);
    for (int i = 0; i < n_all; i++)
        CD_PUSH(b->arena, net->terminal_node, n_terminals, b->cap_terminals, all[i]);
    net->n_elements = (int)n_elements;
    net->n_terminals = (int)n_terminals;
    net->n_blocks += (size_t)(n_all * n_all);
}

void cd_expand_far_end(cd_expander *ex, cd_far_end far_end)
{
    ex->b->net->elements[ex->b->net->n_elements - 1].far_end = far_end;
}

void cd_expand_source(cd_expander *ex, cd_flow flow, const void *params, const int *nodes, int n, unsigned observers)
{
    cd_expand_element(ex, flow, params, nodes, n, observers);
    ex->b->net->elements[ex->b->net->n_elements - 1].is_source = true;
}

int cd_expand_store(cd_expander *ex, const char *name, const cd_curve *capacity_J_per_K, double mass_kg,
                    double T_start_K)
{
    int node = add_node(ex->b, inner_name(ex, name), CD_NODE_DYNAMIC, ex->link, T_start_K);
    cd_builder_capacity(ex->b, node, capacity_J_per_K);
    ex->b->net->nodes[node].mass_kg = mass_kg;
    return node;
}

void cd_expand_audit_limit(cd_expander *ex, const char *how, int node, double T_max_K, cd_active active,
                           const void *params)
{
    cd_network *net = ex->b->net;
    cd_audit_limit audit = {how, node, ex->link, T_max_K, active, params};
    CD_PUSH(ex->b->arena, net->audit_limits, net->n_audit_limits, ex->b->cap_audit_limits, audit);
}

void cd_expand_audit_property(cd_expander *ex, const char *what, const cd_property *property, int node_a, int node_b)
{
    audit_property(
        ex->b,
        (cd_audit_property){.what = what, .property = property, .node_a = node_a, .node_b = node_b, .link = ex->link});
}

void cd_expand_audit_cooler(cd_expander *ex, const cd_cooler *cooler, const int *nodes, const double *factor)
{
    cd_network *net = ex->b->net;
    cd_audit_cooler audit = {.cooler = cooler, .nodes = {nodes[0], -1}, .factor = {factor[0], 1}, .link = ex->link};
    if (cd_cooler_about(cooler)->n_stages > 1)
        audit.nodes[1] = nodes[1], audit.factor[1] = factor[1];
    CD_PUSH(ex->b->arena, net->audit_coolers, net->n_audit_coolers, ex->b->cap_audit_coolers, audit);
}

void cd_expand_audit_trust(cd_expander *ex, const char *what, const char *why)
{
    ex->b->net->links[ex->link].trust_what = what;
    ex->b->net->links[ex->link].trust_why = why;
}

/* ---- freezing ---- */

static int by_node(const void *a, const void *b)
{
    const struct cd_builder_part *x = a, *y = b;
    return (x->node > y->node) - (x->node < y->node);
}

static const cd_curve *sum_of(cd_builder *b, int node, const cd_curve *const *curve, const double *weight, size_t n)
{
    return b->sums ? cd_curve_sums_get(b->sums, (size_t)node, b->arena, curve, weight, n)
                   : cd_curve_sum(b->arena, curve, weight, n);
}

/* The capacity of a node with one part is that part's curve, scaled; of several, their sum. */
static void sum_parts(cd_builder *b)
{
    cd_network *net = b->net;
    if (b->n_parts == 0)
        return;
    qsort(b->parts, b->n_parts, sizeof *b->parts, by_node);
    const cd_curve **curve = cd_arena_alloc(b->arena, b->n_parts, sizeof *curve);
    double *weight = cd_arena_alloc(b->arena, b->n_parts, sizeof *weight);
    for (size_t i = 0, j; i < b->n_parts; i = j) {
        for (j = i; j < b->n_parts && b->parts[j].node == b->parts[i].node; j++) {
            curve[j - i] = b->parts[j].curve;
            weight[j - i] = b->parts[j].weight;
        }
        cd_node *node = &net->nodes[b->parts[i].node];
        node->capacity = j - i == 1 ? curve[0] : sum_of(b, b->parts[i].node, curve, weight, j - i);
        node->scale = j - i == 1 ? weight[0] : 1;
    }
}

static void number_states(cd_builder *b)
{
    cd_network *net = b->net;
    net->dynamic = cd_arena_alloc(b->arena, (size_t)net->n_nodes, sizeof *net->dynamic);
    net->states = cd_arena_alloc(b->arena, (size_t)net->n_nodes, sizeof *net->states);
    net->driven = cd_arena_alloc(b->arena, (size_t)net->n_user_nodes, sizeof *net->driven);
    for (int i = 0; i < net->n_nodes; i++) {
        if (net->nodes[i].driven)
            net->driven[net->n_driven++] = i;
        if (net->nodes[i].kind != CD_NODE_DYNAMIC && net->nodes[i].kind != CD_NODE_MEMORY)
            continue;
        assert(net->nodes[i].capacity || net->nodes[i].kind == CD_NODE_MEMORY);
        net->states[net->n_states] = (struct cd_state){net->nodes[i].capacity, net->nodes[i].scale, i};
        net->nodes[i].state = net->n_states;
        net->dynamic[net->n_states++] = i;
    }
}

/* Whether terminal i of an element counts in the channel of a link's terminal (-1: in that of its sources). */
static bool counts(const cd_network *net, const cd_link *link, const cd_element *e, int i, int terminal)
{
    if (e->observers >> i & 1)
        return false;
    return terminal < 0 ? e->is_source : net->terminal_node[e->first + i] == link->nodes[terminal];
}

static void add_channel(cd_builder *b, cd_link *link, const char *name, int terminal, double sign)
{
    cd_network *net = b->net;
    cd_heat_channel channel = {.name = name, .link = (int)(link - net->links), .terminal = terminal, .sign = sign};
    int *entries = NULL;
    size_t n = 0, cap = 0;
    for (int k = link->first_element; k < link->first_element + link->n_elements; k++) {
        const cd_element *e = &net->elements[k];
        for (int i = 0; i < e->n; i++)
            if (counts(net, link, e, i, terminal))
                CD_PUSH(b->arena, entries, n, cap, e->first + i);
    }
    channel.entries = entries;
    channel.n_entries = (int)n;
    size_t n_channels = (size_t)net->n_channels;
    CD_PUSH(b->arena, net->channels, n_channels, b->cap_channels, channel);
    net->n_channels = (int)n_channels;
    link->n_channels++;
}

static void name_channels(cd_builder *b)
{
    cd_network *net = b->net;
    for (int l = 0; l < net->n_links; l++) {
        cd_link *link = &net->links[l];
        int n = link->conserves ? 1 : link->n;
        link->first_channel = net->n_channels;
        for (int i = 0; i < n; i++) {
            const cd_channel *c = &link->kind->channels[i];
            const char *suffix = link->kind->suffix ? link->kind->suffix(link->params, i) : c->suffix;
            add_channel(b, link, cd_arena_printf(b->arena, "%s%s", link->name, suffix), i, c->sign);
        }
        if (link->kind->source.suffix)
            add_channel(b, link, cd_arena_printf(b->arena, "%s%s", link->name, link->kind->source.suffix), -1,
                        link->kind->source.sign);
    }
}

const cd_network *cd_builder_finish(cd_builder *b)
{
    sum_parts(b);
    number_states(b);
    name_channels(b);
    cd_pattern_groups(b->arena, b->net);
    cd_pattern_jacobian(b->arena, b->net);
    return b->net;
}
