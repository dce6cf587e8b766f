/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pattern - which entries a network's Jacobian has, and where each partial goes.
 */
#include "builder_impl.h"

#include <stdlib.h>

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
