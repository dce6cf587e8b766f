/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * network - evaluates a network: temperatures from enthalpies, heats of all elements, their sums.
 */
#include "network.h"
#include "massless.h"

#include <math.h>
#include <stdlib.h>

cd_network_work *cd_network_work_new(cd_arena *arena, const cd_network *net)
{
    cd_network_work *w = cd_arena_alloc(arena, 1, sizeof *w);
    size_t terminals = (size_t)net->n_terminals, states = (size_t)net->n_states, nodes = (size_t)net->n_nodes;
    size_t side = (size_t)net->largest_group + (size_t)net->largest_border;
    w->net = net;
    w->T_K = cd_arena_alloc(arena, nodes, sizeof(double));
    w->C_J_per_K = cd_arena_alloc(arena, states, sizeof(double));
    w->Q_W = cd_arena_alloc(arena, terminals, sizeof(double));
    w->dQ = cd_arena_alloc(arena, net->n_blocks, sizeof(double));
    w->H_W = cd_arena_alloc(arena, nodes, sizeof(double));
    w->factor = cd_arena_alloc(arena, terminals, sizeof(double));
    w->hint = cd_arena_alloc(arena, states, sizeof(uint32_t));
    w->dense = cd_arena_alloc(arena, side * side + 3 * side, sizeof(double));
    w->follow = cd_arena_alloc(arena, (size_t)net->n_follow, sizeof(double));
    w->pivot = cd_arena_alloc(arena, side, sizeof(int));
    for (size_t i = 0; i < terminals; i++)
        w->factor[i] = 1;
    for (size_t i = 0; i < nodes; i++)
        w->T_K[i] = net->nodes[i].T_start_K;
    w->failed_node = w->failed_link = -1;
    return w;
}

double cd_node_enthalpy(const cd_node *node, double T_K, double *C_J_per_K)
{
    double c, h = cd_curve_integral_value(node->capacity, T_K, &c);
    if (C_J_per_K)
        *C_J_per_K = c * node->scale;
    return h * node->scale;
}

int cd_network_temperatures(cd_network_work *work, const double *U_J)
{
    const cd_network *net = work->net;
    for (int s = 0; s < net->n_states; s++) {
        const cd_node *node = &net->nodes[net->dynamic[s]];
        double c, T = cd_curve_inverse(node->capacity, U_J[s] / node->scale, &work->hint[s], &c);
        work->T_K[net->dynamic[s]] = T;
        work->C_J_per_K[s] = c * node->scale;
        if (!(T >= CD_T_LOWEST_K && T <= CD_T_HIGHEST_K)) {
            work->failed_node = net->dynamic[s];
            return 1;
        }
    }
    return 0;
}

int cd_element_evaluate(cd_network_work *work, const cd_element *e, cd_when when, bool partials)
{
    double T[CD_MAX_TERMINALS], *Q = work->Q_W + e->first, *dQ = partials ? work->dQ + e->first_block : NULL;
    const int *node = work->net->terminal_node + e->first;
    const double *factor = work->factor + e->first;
    for (int i = 0; i < e->n; i++)
        T[i] = work->T_K[node[i]];
    if (e->flow(e->params, T, when, Q, dQ) != 0) {
        work->failed_link = e->link;
        return 1;
    }
    for (int i = 0; i < e->n; i++) {
        if (factor[i] == 1)
            continue;
        Q[i] *= factor[i];
        for (int j = 0; dQ && j < e->n; j++)
            dQ[i * e->n + j] *= factor[i];
    }
    return 0;
}

static int sum_heats(cd_network_work *work)
{
    const cd_network *net = work->net;
    for (int i = 0; i < net->n_nodes; i++)
        work->H_W[i] = 0;
    for (int k = 0; k < net->n_elements; k++) {
        const cd_element *e = &net->elements[k];
        for (int i = 0; i < e->n; i++)
            if (!(e->observers >> i & 1))
                work->H_W[net->terminal_node[e->first + i]] += work->Q_W[e->first + i];
    }
    for (int s = 0; s < net->n_states; s++)
        if (!isfinite(work->H_W[net->dynamic[s]])) {
            work->failed_node = net->dynamic[s];
            return 1;
        }
    return 0;
}

int cd_network_heats(cd_network_work *work, cd_when when, bool partials)
{
    const cd_network *net = work->net;
    for (int g = 0; g < net->n_groups; g++)
        if (cd_massless_solve(work, &net->groups[g], when) != 0)
            return 1;
    for (int k = 0; k < net->n_elements; k++)
        if (!net->elements[k].in_group && cd_element_evaluate(work, &net->elements[k], when, partials) != 0)
            return 1;
    return sum_heats(work);
}

int cd_network_jacobian(cd_network_work *work, double *values)
{
    const cd_network *net = work->net;
    for (int i = 0; i < net->n_nonzeros; i++)
        values[i] = 0;
    for (size_t i = 0; i < net->n_blocks; i++)
        if (net->block_slot[i] >= 0)
            values[net->block_slot[i]] += work->dQ[i];
    for (int g = 0; g < net->n_groups; g++)
        if (cd_massless_eliminate(work, &net->groups[g], values) != 0)
            return 1;
    return 0;
}

double cd_network_channel(const cd_network_work *work, int channel)
{
    const cd_heat_channel *c = &work->net->channels[channel];
    double sum = 0;
    for (int i = 0; i < c->n_entries; i++)
        sum += work->Q_W[c->entries[i]];
    return c->sign * sum + 0.0; /* no minus zero in what people read */
}

void cd_network_scale_link(cd_network_work *work, int link, int terminal, double factor)
{
    const cd_network *net = work->net;
    const cd_link *l = &net->links[link];
    for (int k = l->first_element; k < l->first_element + l->n_elements; k++) {
        const cd_element *e = &net->elements[k];
        for (int i = 0; i < e->n; i++)
            if (terminal < 0 || net->terminal_node[e->first + i] == l->nodes[terminal])
                work->factor[e->first + i] *= factor;
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

size_t cd_network_instants(cd_arena *arena, const cd_network *net, double end_s, double **t_s)
{
    enum { MOST = 64 };
    double found[MOST], *list = NULL;
    size_t n = 0, cap = 0;
    for (int l = 0; l < net->n_links; l++) {
        const cd_link *link = &net->links[l];
        size_t m = link->kind->instants ? link->kind->instants(link->params, found, MOST) : 0;
        for (size_t i = 0; i < m; i++)
            if (found[i] > 0 && found[i] < end_s)
                CD_PUSH(arena, list, n, cap, found[i]);
    }
    if (n > 0)
        qsort(list, n, sizeof *list, by_value);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || list[i] > list[kept - 1] * (1 + 1e-12)) /* 0.3 s and 3 * 0.1 s are one */
            list[kept++] = list[i];
    *t_s = list;
    return kept;
}
