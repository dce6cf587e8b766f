/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pattern - what is known of a network before it is ever evaluated: which massless nodes are solved together, which
 * entries its Jacobian has, where each partial goes.
 */
#include "builder_impl.h"
#include "massless.h"
#include "series.h"

#include <stdlib.h>

/* ---- groups: union-find over massless nodes that share an element ---- */

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

/* The dynamic nodes at a group's elements; `border` (over states, all -1 before and after) numbers them. */
static void list_border(cd_arena *arena, cd_network *net, struct cd_group *group, int *border, const int *local)
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
            net->terminal_local[e->first + i] = is_massless(net, node) ? local[node]
                                                : state >= 0           ? group->n + border[state]
                                                                       : -1;
        }
    }
    group->n_states = (int)n;
    for (size_t i = 0; i < n; i++)
        border[group->states[i]] = -1;
    if (group->n_states > net->largest_border)
        net->largest_border = group->n_states;
}

/* Where the partials of one element go. */
static void list_partials(cd_arena *arena, const cd_network *net, struct cd_group *group, const cd_element *e,
                          size_t cap[3])
{
    const int *local = net->terminal_local + e->first, n = group->n;
    for (int i = 0; i < e->n; i++)
        for (int j = 0; j < e->n; j++) {
            size_t block = e->first_block + (size_t)(i * e->n + j);
            bool row = local[i] >= 0 && local[i] < n && receives(e, i), column = local[j] >= 0 && local[j] < n;
            if (row && column)
                CD_PUSH(arena, group->inner, group->n_inner, cap[0],
                        ((struct cd_scatter){block, (size_t)(local[i] * n + local[j])}));
            else if (row && local[j] >= n)
                CD_PUSH(arena, group->border, group->n_border, cap[1],
                        ((struct cd_tangent){block, (size_t)local[i], net->terminal_node[e->first + j]}));
            if (column)
                CD_PUSH(arena, group->own, group->n_own, cap[2],
                        ((struct cd_tangent){block, (size_t)(e->first + i), local[j]}));
        }
}

static void list_scatter(cd_arena *arena, const cd_network *net, struct cd_group *group)
{
    size_t cap_heats = 0, cap[3] = {0};
    for (int k = 0; k < group->n_elements; k++) {
        const cd_element *e = &net->elements[group->elements[k]];
        for (int i = 0; i < e->n; i++) {
            int local = net->terminal_local[e->first + i];
            if (local >= 0 && local < group->n && receives(e, i))
                CD_PUSH(arena, group->heats, group->n_heats, cap_heats,
                        ((struct cd_scatter){(size_t)(e->first + i), (size_t)local}));
        }
        list_partials(arena, net, group, e, cap);
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

/* Massless groups up to this size keep the factors of their matrix, to follow on tangents. */
enum { MOST_FOLLOWING = 64 };

void cd_pattern_groups(cd_arena *arena, cd_network *net)
{
    size_t n = (size_t)net->n_nodes;
    int *parent = cd_arena_alloc(arena, n, sizeof(int)), *group_of = cd_arena_alloc(arena, n, sizeof(int));
    int *local = cd_arena_alloc(arena, n, sizeof(int)), *border = cd_arena_alloc(arena, n, sizeof(int));
    net->terminal_local = cd_arena_alloc(arena, (size_t)net->n_terminals, sizeof(int));
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
        list_border(arena, net, group, border, local);
        list_scatter(arena, net, group);
        group->follows = group->n <= MOST_FOLLOWING;
        group->memory = net->memory_size;
        group->first_pivot = net->n_massless;
        net->memory_size += cd_massless_memory_size(group);
        group->series = cd_series_find(arena, net, group);
        group->series_memory = net->memory_size;
        net->memory_size += group->series ? cd_series_memory_size() : 0;
        net->n_massless += group->n;
    }
}

/* ---- the Jacobian's entries ---- */

typedef struct {
    int column, row;
} entry;

static int by_column(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Diagonal, blocks of elements, squares of the groups' borders; sorted by columns, each once. */
static entry *collect(cd_arena *arena, const cd_network *net, size_t *n_out)
{
    entry *list = NULL;
    size_t n = 0, cap = 0;
    for (int s = 0; s < net->n_states; s++)
        CD_PUSH(arena, list, n, cap, ((entry){s, s}));
    for (int k = 0; k < net->n_elements; k++) {
        const cd_element *e = &net->elements[k];
        for (int i = 0; i < e->n; i++)
            for (int j = 0; j < e->n; j++) {
                int row = net->nodes[net->terminal_node[e->first + i]].state;
                int column = net->nodes[net->terminal_node[e->first + j]].state;
                if (row >= 0 && column >= 0 && !(e->observers >> i & 1))
                    CD_PUSH(arena, list, n, cap, ((entry){column, row}));
            }
    }
    for (int g = 0; g < net->n_groups; g++)
        for (int i = 0; i < net->groups[g].n_states; i++)
            for (int j = 0; j < net->groups[g].n_states; j++)
                CD_PUSH(arena, list, n, cap, ((entry){net->groups[g].states[j], net->groups[g].states[i]}));
    if (n > 0)
        qsort(list, n, sizeof *list, by_column);
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (m == 0 || by_column(&list[m - 1], &list[i]) != 0)
            list[m++] = list[i];
    *n_out = m;
    return list;
}

static int slot_of(const entry *list, int n, int column, int row)
{
    entry key = {column, row};
    const entry *found = bsearch(&key, list, (size_t)n, sizeof key, by_column);
    return found ? (int)(found - list) : -1;
}

static void place_blocks(cd_arena *arena, cd_network *net, const entry *list)
{
    net->block_slot = cd_arena_alloc(arena, net->n_blocks, sizeof(int));
    for (int k = 0; k < net->n_elements; k++) {
        const cd_element *e = &net->elements[k];
        for (int i = 0; i < e->n; i++)
            for (int j = 0; j < e->n; j++) {
                int row = net->nodes[net->terminal_node[e->first + i]].state;
                int column = net->nodes[net->terminal_node[e->first + j]].state;
                bool has = row >= 0 && column >= 0 && !(e->observers >> i & 1);
                net->block_slot[e->first_block + (size_t)(i * e->n + j)] =
                    has ? slot_of(list, net->n_nonzeros, column, row) : -1;
            }
    }
    for (int g = 0; g < net->n_groups; g++) {
        struct cd_group *group = &net->groups[g];
        size_t a = (size_t)group->n_states;
        group->slots = cd_arena_alloc(arena, a * a, sizeof(int));
        for (size_t i = 0; i < a; i++)
            for (size_t j = 0; j < a; j++)
                group->slots[i * a + j] = slot_of(list, net->n_nonzeros, group->states[j], group->states[i]);
    }
}

void cd_pattern_jacobian(cd_arena *arena, cd_network *net)
{
    size_t n;
    entry *list = collect(arena, net, &n);
    net->n_nonzeros = (int)n;
    net->row = cd_arena_alloc(arena, n, sizeof(int));
    net->column_start = cd_arena_alloc(arena, (size_t)net->n_states + 1, sizeof(int));
    for (size_t i = 0; i < n; i++) {
        net->row[i] = list[i].row;
        net->column_start[list[i].column + 1]++;
    }
    for (int s = 0; s < net->n_states; s++)
        net->column_start[s + 1] += net->column_start[s];
    place_blocks(arena, net, list);
}
