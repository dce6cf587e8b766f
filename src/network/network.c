/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * network - evaluates a network: temperatures from enthalpies, heats of all elements, their sums.
 */
#include "network.h"
#include "massless.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool may_change(const cd_link_kind *kind)
{
    for (size_t i = 0; i < kind->n_fields; i++)
        if (kind->fields[i].changes)
            return true;
    return false;
}

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
    w->H_W = cd_arena_alloc(arena, nodes + 1, sizeof(double));
    w->factor = cd_arena_alloc(arena, terminals, sizeof(double));
    w->hint = cd_arena_alloc(arena, states, sizeof(uint32_t));
    w->dense = cd_arena_alloc(arena, side * side + 3 * side, sizeof(double));
    w->memory = cd_arena_alloc(arena, net->memory_size, sizeof(double));
    w->pivot = cd_arena_alloc(arena, (size_t)net->n_massless + side, sizeof(int));
    w->live = cd_arena_alloc(arena, (size_t)net->n_links, sizeof *w->live);
    w->element_params = cd_arena_alloc(arena, (size_t)net->n_elements, sizeof *w->element_params);
    for (int l = 0; l < net->n_links; l++)
        if (may_change(net->links[l].kind))
            w->live[l] = cd_arena_alloc(arena, 1, net->links[l].kind->params_size);
    cd_network_reset(w);
    return w;
}

/* ---- what a run changes ---- */

/* The factor that the link's own keys make. */
static double own_scale(const cd_link *link, const void *params)
{
    double scale = 1;
    for (size_t i = 0; i < link->kind->n_fields; i++)
        if (link->kind->fields[i].scales)
            scale *= *(const double *)((const char *)params + link->kind->fields[i].offset);
    return scale;
}

/* An element's parameters: in the run's copy when they lie in what is copied. */
static const void *params_of(const cd_network_work *w, const cd_element *e)
{
    const cd_link *link = &w->net->links[e->link];
    uintptr_t from = (uintptr_t)link->params, at = (uintptr_t)e->params;
    bool inside = at >= from && at < from + link->kind->params_size;
    return w->live[e->link] && inside ? (char *)w->live[e->link] + (at - from) : e->params;
}

void cd_network_forget(cd_network_work *w)
{
    w->changes++;
    for (int g = 0; g < w->net->n_groups; g++)
        cd_massless_forget(w, &w->net->groups[g]);
}

void cd_network_reset(cd_network_work *w)
{
    const cd_network *net = w->net;
    for (int i = 0; i < net->n_terminals; i++)
        w->factor[i] = 1;
    w->scaled = false;
    for (int i = 0; i < net->n_nodes; i++)
        w->T_K[i] = net->nodes[i].T_start_K;
    for (size_t i = 0; i < net->memory_size; i++)
        w->memory[i] = NAN;
    for (int l = 0; l < net->n_links; l++)
        if (w->live[l]) {
            memcpy(w->live[l], net->links[l].params, net->links[l].kind->params_size);
            cd_network_scale_link(w, l, -1, own_scale(&net->links[l], w->live[l]));
        }
    for (int k = 0; k < net->n_elements; k++)
        w->element_params[k] = params_of(w, &net->elements[k]);
    cd_network_forget(w);
    w->failed_node = w->failed_link = -1;
}

const void *cd_network_params(const cd_network_work *work, int link)
{
    return work->live[link] ? work->live[link] : work->net->links[link].params;
}

const void *cd_network_get(const cd_network_work *work, int link, const cd_field *field)
{
    return (const char *)work->live[link] + field->offset;
}

void cd_network_set(cd_network_work *work, int link, const cd_field *field, const void *bytes)
{
    const cd_link *l = &work->net->links[link];
    double before = own_scale(l, work->live[link]);
    memcpy((char *)work->live[link] + field->offset, bytes, cd_field_size(field));
    cd_network_forget(work);
    if (field->scales)
        cd_network_scale_link(work, link, -1, own_scale(l, work->live[link]) / before);
}

double cd_node_enthalpy(const cd_node *node, double T_K, double *C_J_per_K)
{
    if (node->kind == CD_NODE_MEMORY) {
        if (C_J_per_K)
            *C_J_per_K = 1;
        return T_K;
    }
    double c, h = cd_curve_integral_value(node->capacity, T_K, &c);
    if (C_J_per_K)
        *C_J_per_K = c * node->scale;
    return h * node->scale;
}

int cd_network_temperature(cd_network_work *work, const double *U_J, int state)
{
    const cd_node *node = &work->net->nodes[work->net->dynamic[state]];
    double c = 1, *T_K = &work->T_K[work->net->dynamic[state]];
    if (node->kind == CD_NODE_MEMORY) {
        *T_K = U_J[state];
        work->C_J_per_K[state] = 1;
        return 0;
    }
    *T_K = cd_curve_inverse(node->capacity, U_J[state] / node->scale, &work->hint[state], &c);
    work->C_J_per_K[state] = c * node->scale;
    if (*T_K >= CD_T_LOWEST_K && *T_K <= CD_T_HIGHEST_K)
        return 0;
    work->failed_node = work->net->dynamic[state];
    return 1;
}

int cd_network_temperatures(cd_network_work *work, const double *U_J)
{
    for (int s = 0; s < work->net->n_states; s++)
        if (cd_network_temperature(work, U_J, s) != 0)
            return 1;
    return 0;
}

/* The heats of the law multiplied by the regulator's output; behind them the sensors, which get none, and the memory.
 */
static void regulate(const cd_element *e, const double *T_K, double t_s, const double *law_W, const double *law_dQ,
                     double *Q_W, double *dQ_dT)
{
    cd_regulation r;
    const int n = e->n, m = e->n_law, sensors = e->regulator->n_sensors, memory = m + sensors;
    cd_regulate(e->regulator, T_K + m, memory < n ? T_K[memory] : 0, t_s, &r);
    for (int i = 0; i < n; i++)
        Q_W[i] = i < m ? r.u * law_W[i] : i == memory ? r.rate : 0;
    for (int i = 0; dQ_dT && i < n; i++)
        for (int j = 0; j < n; j++) {
            bool sensor = j >= m && j < memory;
            double by_output = sensor ? r.du_dT[j - m] : r.du_dx, by_rate = sensor ? r.drate_dT[j - m] : r.drate_dx;
            dQ_dT[i * n + j] = i < m                   ? (j < m ? r.u * law_dQ[i * m + j] : law_W[i] * by_output)
                               : i == memory && j >= m ? by_rate
                                                       : 0;
        }
}

static int evaluate_law(const cd_element *e, const void *params, const double *T_K, cd_when when, double *Q_W,
                        double *dQ_dT)
{
    double law_W[CD_MAX_TERMINALS], law_dQ[CD_MAX_TERMINALS * CD_MAX_TERMINALS];
    if (!e->regulator)
        return e->flow(params, T_K, when, Q_W, dQ_dT);
    if (e->flow(params, T_K, when, law_W, dQ_dT ? law_dQ : NULL) != 0)
        return 1;
    regulate(e, T_K, when.t_s, law_W, law_dQ, Q_W, dQ_dT);
    return 0;
}

/* One whose heats something multiplies. */
static int evaluate_scaled(cd_network_work *work, int element, const double *T_K, cd_when when, double *Q_W,
                           double *dQ_dT)
{
    const cd_element *e = &work->net->elements[element];
    const double *factor = work->factor + e->first;
    if (evaluate_law(e, work->element_params[element], T_K, when, Q_W, dQ_dT) != 0)
        return 1;
    for (int i = 0; i < e->n && work->scaled; i++) {
        Q_W[i] *= factor[i];
        for (int j = 0; dQ_dT && j < e->n; j++)
            dQ_dT[i * e->n + j] *= factor[i];
    }
    return 0;
}

int cd_network_evaluate(cd_network_work *work, const int *elements, int n, cd_when when, bool partials)
{
    const cd_network *net = work->net;
    const double *T_node_K = work->T_K;
    for (int k = 0; k < n; k++) {
        const cd_element *e = &net->elements[elements[k]];
        const int *node = net->terminal_node + e->first;
        double T_K[CD_MAX_TERMINALS], *Q_W = work->Q_W + e->first;
        double *dQ_dT = partials ? work->dQ + e->first_block : NULL;
        T_K[0] = T_node_K[node[0]];
        for (int i = 1; i < e->n; i++)
            T_K[i] = T_node_K[node[i]];
        int failed = e->regulator || work->scaled ? evaluate_scaled(work, elements[k], T_K, when, Q_W, dQ_dT)
                                                  : e->flow(work->element_params[elements[k]], T_K, when, Q_W, dQ_dT);
        if (failed) {
            work->failed_link = e->link;
            return 1;
        }
    }
    return 0;
}

static int sum_heats(cd_network_work *work)
{
    const cd_network *net = work->net;
    for (int i = 0; i <= net->n_nodes; i++)
        work->H_W[i] = 0;
    for (int i = 0; i < net->n_terminals; i++)
        work->H_W[net->heat_node[i]] += work->Q_W[i];
    for (int s = 0; s < net->n_states; s++)
        if (!isfinite(work->H_W[net->dynamic[s]])) {
            work->failed_node = net->dynamic[s];
            return 1;
        }
    return 0;
}

/* Boundaries that are driven in time. Returns 0, or 1 where a formula leaves what a temperature can be. */
static int drive_nodes(cd_network_work *work, cd_when when)
{
    const cd_network *net = work->net;
    for (int i = 0; i < net->n_user_nodes; i++) {
        const cd_node *node = &net->nodes[i];
        if (!node->driven)
            continue;
        work->T_K[i] = cd_profile_value(node->driven, node->interpolation, when, NAN, NULL);
        if (!(work->T_K[i] >= 0 && work->T_K[i] <= CD_T_HIGHEST_K)) {
            work->failed_node = i;
            return 1;
        }
    }
    return 0;
}

int cd_network_heats(cd_network_work *work, cd_when when, bool partials)
{
    const cd_network *net = work->net;
    if (drive_nodes(work, when) != 0)
        return 1;
    for (int g = 0; g < net->n_groups; g++)
        if (cd_massless_solve(work, &net->groups[g], when) != 0)
            return 1;
    if (cd_network_evaluate(work, net->free_elements, net->n_free, when, partials) != 0)
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
    cd_network_forget(work);
    work->scaled = work->scaled || factor != 1;
    for (int k = l->first_element; k < l->first_element + l->n_elements; k++) {
        const cd_element *e = &net->elements[k];
        for (int i = 0; i < e->n_law; i++)
            if (terminal < 0 || net->terminal_node[e->first + i] == l->nodes[terminal])
                work->factor[e->first + i] *= factor;
    }
}

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
    for (int i = 0; i < net->n_user_nodes; i++)
        if (net->nodes[i].driven)
            add_times(&list, node_instants, &net->nodes[i]);
    *t_s = list.t_s;
    return cd_sort_times(list.t_s, list.n, end_s);
}

size_t cd_network_knots(cd_arena *arena, const cd_network *net, double end_s, double **t_s)
{
    time_list list = {.arena = arena};
    for (int l = 0; l < net->n_links; l++)
        add_times(&list, net->links[l].kind->knots, net->links[l].params);
    for (int i = 0; i < net->n_user_nodes; i++)
        if (net->nodes[i].driven)
            add_times(&list, node_knots, &net->nodes[i]);
    *t_s = list.t_s;
    return cd_sort_times(list.t_s, list.n, end_s);
}

bool cd_network_varies(const cd_network *net)
{
    for (int i = 0; i < net->n_user_nodes; i++)
        if (net->nodes[i].driven && cd_profile_in_time(net->nodes[i].driven))
            return true;
    for (int l = 0; l < net->n_links; l++)
        if (net->links[l].kind->varies && net->links[l].kind->varies(net->links[l].params))
            return true;
    return false;
}
