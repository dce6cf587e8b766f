/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * instants - when something in a network jumps, bends or varies in time.
 */
#include "network.h"

#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

size_t cd_sort_times(double *t_s, size_t n, double end_s)
{
    size_t kept = 0;
    if (n > 0)
        qsort(t_s, n, sizeof *t_s, by_value);
    for (size_t i = 0; i < n; i++)
        if (t_s[i] > 0 && t_s[i] < end_s && (kept == 0 || t_s[i] > t_s[kept - 1]))
            t_s[kept++] = t_s[i];
    return kept;
}

/* What gives times of its own: the hook of a kind, or a driven node. */
typedef size_t (*times_of)(const void *of, double *t_s, size_t max);

typedef struct {
    cd_arena *arena;
    double *t_s;
    size_t n, cap;
} time_list;

static void add_times(time_list *list, times_of times, const void *of)
{
    for (size_t room = 64; times; room *= 4) {
        if (list->cap < list->n + room) {
            list->t_s = cd_arena_grow(list->arena, list->t_s, list->n, list->n + room, sizeof *list->t_s);
            list->cap = list->n + room;
        }
        size_t found = times(of, list->t_s + list->n, room);
        if (found == room)
            continue;
        list->n += found;
        return;
    }
}

static size_t node_instants(const void *node, double *t_s, size_t max)
{
    const cd_node *n = node;
    return cd_profile_instants(n->driven, n->interpolation, t_s, max);
}

static size_t node_knots(const void *node, double *t_s, size_t max)
{
    const cd_node *n = node;
    return cd_profile_knots(n->driven, n->interpolation, t_s, max);
}

size_t cd_network_instants(cd_arena *arena, const cd_network *net, double end_s, double **t_s)
{
    time_list list = {.arena = arena};
    for (int l = 0; l < net->n_links; l++)
        add_times(&list, net->links[l].kind->instants, net->links[l].params);
    for (int i = 0; i < net->n_driven; i++)
        add_times(&list, node_instants, &net->nodes[net->driven[i]]);
    *t_s = list.t_s;
    return cd_sort_times(list.t_s, list.n, end_s);
}

size_t cd_network_knots(cd_arena *arena, const cd_network *net, double end_s, double **t_s)
{
    time_list list = {.arena = arena};
    for (int l = 0; l < net->n_links; l++)
        add_times(&list, net->links[l].kind->knots, net->links[l].params);
    for (int i = 0; i < net->n_driven; i++)
        add_times(&list, node_knots, &net->nodes[net->driven[i]]);
    *t_s = list.t_s;
    return cd_sort_times(list.t_s, list.n, end_s);
}

bool cd_network_varies(const cd_network *net)
{
    for (int i = 0; i < net->n_driven; i++)
        if (cd_profile_in_time(net->nodes[net->driven[i]].driven))
            return true;
    for (int l = 0; l < net->n_links; l++)
        if (net->links[l].kind->varies && net->links[l].kind->varies(net->links[l].params))
            return true;
    return false;
}
