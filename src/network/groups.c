/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * groups - which massless nodes are solved together, and where the heats and partials at them go.
 */
#include "builder_impl.h"
#include "massless.h"
#include "series.h"

/* ---- which nodes: union-find over massless nodes that share an element ---- */

static int find_root(int *parent, int i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

static bool receives(const cd_element *e, int terminal)
{
    return !(e->observers >> terminal & 1);
}

static bool is_massless(const cd_network *net, int node)
{
    return net->nodes[node].kind == CD_NODE_MASSLESS;
}

static void unite_massless(const cd_network *net, int *parent)
{
    for (int k = 0; k < net->n_elements; k++) {
        const cd_element *e = &net->elements[k];
        int first = -1;
        for (int i = 0; i < e->n; i++) {
            int node = net->terminal_node[e->first + i];
            if (!is_massless(net, node))
                continue;
            if (first < 0)
                first = find_root(parent, node);
            else
                parent[find_root(parent, node)] = first;
        }
    }
}

/* Numbers the groups in the order of their first node and lists their nodes. group_of: over nodes, -1 for others. */
static void list_nodes(cd_arena *arena, cd_network *net, int *parent, int *group_of, int *local)
{
    int n = 0;
    for (int i = 0; i < net->n_nodes; i++)
        group_of[i] = -1;
    for (int i = 0; i < net->n_nodes; i++)
        if (is_massless(net, i) && group_of[find_root(parent, i)] < 0)
            group_of[find_root(parent, i)] = n++;
    net->groups = cd_arena_alloc(arena, (size_t)n, sizeof *net->groups);
    net->n_groups = n;
    for (int i = 0; i < net->n_nodes; i++)
        if (is_massless(net, i)) {
            group_of[i] = group_of[find_root(parent, i)];
            local[i] = net->groups[group_of[i]].n++;
        }
    for (int g = 0; g < n; g++) {
        net->groups[g].nodes = cd_arena_alloc(arena, (size_t)net->groups[g].n, sizeof(int));
        if (net->groups[g].n > net->largest_group)
            net->largest_group = net->groups[g].n;
    }
    for (int i = 0; i < net->n_nodes; i++)
        if (is_massless(net, i))
            net->groups[group_of[i]].nodes[local[i]] = i;
}

static int group_of_element(const cd_network *net, const cd_element *e, const int *group_of)
{
    for (int i = 0; i < e->n; i++)
        if (is_massless(net, net->terminal_node[e->first + i]))
            return group_of[net->terminal_node[e->first + i]];
    return -1;
}

static void list_elements(cd_arena *arena, cd_network *net, const int *group_of)
{
    net->free_elements = cd_arena_alloc(arena, (size_t)net->n_elements, sizeof(int));
    for (int k = 0; k < net->n_elements; k++) {
        int g = group_of_element(net, &net->elements[k], group_of);
        if (g >= 0)
            net->groups[g].n_elements++;
        else
            net->free_elements[net->n_free++] = k;
    }
    for (int g = 0; g < net->n_groups; g++) {
        net->groups[g].elements = cd_arena_alloc(arena, (size_t)net->groups[g].n_elements, sizeof(int));
        net->groups[g].n_elements = 0;
    }
    for (int k = 0; k < net->n_elements; k++) {
        int g = group_of_element(net, &net->elements[k], group_of);
        if (g >= 0)
            net->groups[g].elements[net->groups[g].n_elements++] = k;
    }
}

/* The dynamic nodes at a group's elements; `border` (over states, all -1 before and after) numbers them. Over
 * terminals: the massless node's number in its group, or n + the border number of a dynamic node, or -1 for a fixed
 * one. */
static void list_border(cd_arena *arena, const cd_network *net, struct cd_group *group, int *border, const int *local,
                        int *terminal_local)
{
    size_t n = 0, cap = 0;
    for (int k = 0; k < group->n_elements; k++) {
        const cd_element *e = &net->elements[group->elements[k]];
        for (int i = 0; i < e->n; i++) {
            int node = net->terminal_node[e->first + i], state = net->nodes[node].state;
            if (state >= 0 && border[state] < 0) {
                border[state] = (int)n;
                CD_PUSH(arena, group->states, n, cap, state);
            }
            terminal_local[e->first + i] = is_massless(net, node) ? local[node]
                                           : state >= 0           ? group->n + border[state]
                                                                  : -1;
        }
    }
    group->n_states = (int)n;
    for (size_t i = 0; i < n; i++)
        border[group->states[i]] = -1;
}

/* ---- where their heats and partials go ---- */

static bool is_inner(const struct cd_group *group, int local)
{
    return local >= 0 && local < group->n;
}

/* The group's matrix is kept as a band where that is smaller. */
static void find_band(const cd_network *net, struct cd_group *group, const int *terminal_local)
{
    int w = 1;
    for (int k = 0; k < group->n_elements; k++) {
        const cd_element *e = &net->elements[group->elements[k]];
        const int *local = terminal_local + e->first;
        for (int i = 0; i < e->n; i++)
            for (int j = 0; j < e->n; j++)
                if (is_inner(group, local[i]) && is_inner(group, local[j]) && local[i] - local[j] > w)
                    w = local[i] - local[j];
    }
    group->band = 3 * w + 1 < group->n ? w : 0;
    group->row_length = group->band ? 3 * w + 1 : group->n;
}

static size_t matrix_entry(const struct cd_group *group, int row, int column)
{
    return (size_t)row * (size_t)group->row_length + (size_t)(group->band ? column - row + group->band : column);
}

typedef struct {
    size_t heats, inner, border, own, outer;
} capacities;

/* Where the partials of one element go. */
static void list_partials(cd_arena *arena, const cd_network *net, struct cd_group *group, const cd_element *e,
                          const int *local, capacities *cap)
{
    for (int i = 0; i < e->n; i++)
        for (int j = 0; j < e->n; j++) {
            size_t block = e->first_block + (size_t)(i * e->n + j);
            bool row = is_inner(group, local[i]) && receives(e, i), column = is_inner(group, local[j]);
            if (row && column)
                CD_PUSH(arena, group->inner, group->n_inner, cap->inner,
                        ((struct cd_scatter){block, matrix_entry(group, local[i], local[j])}));
            else if (row && local[j] >= 0)
                CD_PUSH(arena, group->border, group->n_border, cap->border,
                        ((struct cd_tangent){block, (size_t)local[i], net->terminal_node[e->first + j],
                                             local[j] - group->n}));
            else if (column && local[i] >= 0 && receives(e, i))
                CD_PUSH(arena, group->outer, group->n_outer, cap->outer,
                        ((struct cd_tangent){block, (size_t)(local[i] - group->n), group->nodes[local[j]], local[j]}));
            if (column)
                CD_PUSH(arena, group->own, group->n_own, cap->own,
                        ((struct cd_tangent){block, (size_t)(e->first + i), group->nodes[local[j]], local[j]}));
        }
}

static void list_scatter(cd_arena *arena, const cd_network *net, struct cd_group *group, const int *terminal_local)
{
    capacities cap = {0};
    for (int k = 0; k < group->n_elements; k++) {
        const cd_element *e = &net->elements[group->elements[k]];
        const int *local = terminal_local + e->first;
        for (int i = 0; i < e->n; i++)
            if (is_inner(group, local[i]) && receives(e, i))
                CD_PUSH(arena, group->heats, group->n_heats, cap.heats,
                        ((struct cd_scatter){(size_t)(e->first + i), (size_t)local[i]}));
        list_partials(arena, net, group, e, local, &cap);
    }
}

static void list_heat_nodes(cd_arena *arena, cd_network *net)
{
    net->heat_node = cd_arena_alloc(arena, (size_t)net->n_terminals, sizeof(int));
    for (int k = 0; k < net->n_elements; k++) {
        const cd_element *e = &net->elements[k];
        for (int i = e->first; i < e->first + e->n; i++)
            net->heat_node[i] = receives(e, i - e->first) ? net->terminal_node[i] : net->n_nodes;
    }
}

/* Room in the memory of a work space, and for its scratch. */
static void make_room(cd_network *net, struct cd_group *group)
{
    enum {
        MOST_FOLLOWING = 64
    }; /* larger ones keep the factors of their matrix, to follow on tangents, if it is narrow */
    const size_t n = (size_t)group->n, matrix = n * (size_t)group->row_length;
    const size_t scratch = matrix + n * (size_t)(group->n_states > 3 ? group->n_states : 3);
    group->follows = group->n <= MOST_FOLLOWING || group->band;
    group->memory = net->memory_size;
    net->memory_size += cd_massless_memory_size(group);
    group->series_memory = net->memory_size;
    net->memory_size += group->series ? cd_series_memory_size() : 0;
    group->first_pivot = net->n_massless;
    net->n_massless += group->n;
    net->scratch_size = scratch > net->scratch_size ? scratch : net->scratch_size;
}

void cd_pattern_groups(cd_arena *arena, cd_network *net)
{
    size_t n = (size_t)net->n_nodes;
    int *parent = cd_arena_alloc(arena, n, sizeof(int)), *group_of = cd_arena_alloc(arena, n, sizeof(int));
    int *local = cd_arena_alloc(arena, n, sizeof(int)), *border = cd_arena_alloc(arena, n, sizeof(int));
    int *terminal_local = cd_arena_alloc(arena, (size_t)net->n_terminals, sizeof(int));
    for (int i = 0; i < net->n_nodes; i++) {
        parent[i] = i;
        border[i] = -1;
    }
    list_heat_nodes(arena, net);
    unite_massless(net, parent);
    list_nodes(arena, net, parent, group_of, local);
    list_elements(arena, net, group_of);
    for (int g = 0; g < net->n_groups; g++) {
        struct cd_group *group = &net->groups[g];
        list_border(arena, net, group, border, local, terminal_local);
        find_band(net, group, terminal_local);
        list_scatter(arena, net, group, terminal_local);
        group->series = cd_series_find(arena, net, group);
        make_room(net, group);
    }
}
