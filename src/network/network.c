/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * network - evaluates a network: temperatures from enthalpies, heats of all elements, their sums.
 */
#include "live.h"
#include "massless.h"

#include <math.h>

static void list_calls(cd_arena *arena, cd_network_work *w)
{
    const cd_network *net = w->net;
    w->call = cd_arena_alloc(arena, (size_t)net->n_elements, sizeof *w->call);
    for (int k = 0; k < net->n_elements; k++) {
        const cd_element *e = &net->elements[k];
        w->call[k] = (struct cd_element_call){.flow = e->flow,
                                              .far_end = e->far_end,
                                              .node = net->terminal_node + e->first,
                                              .Q_W = w->Q_W + e->first,
                                              .dQ = w->dQ + e->first_block,
                                              .n = e->n,
                                              .regulated = e->regulator != NULL};
    }
}

cd_network_work *cd_network_work_new(cd_arena *arena, const cd_network *net)
{
    cd_network_work *w = cd_arena_alloc(arena, 1, sizeof *w);
    size_t terminals = (size_t)net->n_terminals, states = (size_t)net->n_states, nodes = (size_t)net->n_nodes;
    w->net = net;
    w->T_K = cd_arena_alloc(arena, nodes, sizeof(double));
    w->C_J_per_K = cd_arena_alloc(arena, states, sizeof(double));
    w->Q_W = cd_arena_alloc(arena, terminals, sizeof(double));
    w->dQ = cd_arena_alloc(arena, net->n_blocks, sizeof(double));
    w->H_W = cd_arena_alloc(arena, nodes + 1, sizeof(double));
    w->hint = cd_arena_alloc(arena, states, sizeof *w->hint);
    w->dense = cd_arena_alloc(arena, net->scratch_size, sizeof(double));
    w->memory = cd_arena_alloc(arena, net->memory_size, sizeof(double));
    w->pivot = cd_arena_alloc(arena, (size_t)net->n_massless + (size_t)net->largest_group, sizeof(int));
    list_calls(arena, w);
    cd_live_new(arena, w);
    cd_network_reset(w);
    return w;
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

/* The temperature of one state. */
static inline bool invert(cd_network_work *work, const double *U_J, int state)
{
    const struct cd_state *s = &work->net->states[state];
    double c, *T_K = &work->T_K[s->node];
    if (!s->capacity) {
        *T_K = U_J[state];
        work->C_J_per_K[state] = 1;
        return true;
    }
    *T_K = cd_curve_inverse(s->capacity, U_J[state] / s->scale, &work->hint[state], &c);
    work->C_J_per_K[state] = c * s->scale;
    return *T_K >= CD_T_LOWEST_K && *T_K <= CD_T_HIGHEST_K;
}

int cd_network_temperature(cd_network_work *work, const double *U_J, int state)
{
    if (invert(work, U_J, state))
        return 0;
    work->failed_node = work->net->dynamic[state];
    return 1;
}

int cd_network_temperatures(cd_network_work *work, const double *U_J)
{
    const int n = work->net->n_states;
    for (int s = 0; s < n; s++)
        if (!invert(work, U_J, s)) {
            work->failed_node = work->net->dynamic[s];
            return 1;
        }
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
static int evaluate_scaled(cd_network_work *work, int element, const double *T_K, cd_when when, bool partials)
{
    const struct cd_element_call *call = &work->call[element];
    const double *factor = work->factor + work->net->elements[element].first;
    double *dQ_dT = partials ? call->dQ : NULL;
    if (evaluate_law(&work->net->elements[element], call->params, T_K, when, call->Q_W, dQ_dT) != 0)
        return 1;
    for (int i = 0; i < call->n && work->scaled; i++) {
        call->Q_W[i] *= factor[i];
        for (int j = 0; dQ_dT && j < call->n; j++)
            dQ_dT[i * call->n + j] *= factor[i];
    }
    return 0;
}

int cd_network_evaluate(cd_network_work *work, const int *elements, int n, cd_when when, bool partials)
{
    const double *T_node_K = work->T_K;
    for (int k = 0; k < n; k++) {
        const struct cd_element_call *call = &work->call[elements[k]];
        double T_K[CD_MAX_TERMINALS];
        T_K[0] = T_node_K[call->node[0]];
        for (int i = 1; i < call->n; i++)
            T_K[i] = T_node_K[call->node[i]];
        int failed = call->regulated || work->scaled
                         ? evaluate_scaled(work, elements[k], T_K, when, partials)
                         : call->flow(call->params, T_K, when, call->Q_W, partials ? call->dQ : NULL);
        if (failed) {
            work->failed_link = work->net->elements[elements[k]].link;
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
    for (int k = 0; k < net->n_driven; k++) {
        const int i = net->driven[k];
        const cd_node *node = &net->nodes[i];
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
        if (cd_massless_solve(work, &net->groups[g], when, partials) != 0)
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

static inline double heat_of(const cd_network_work *work, const cd_heat_channel *c)
{
    double sum = 0;
    for (int i = 0; i < c->n_entries; i++)
        sum += work->Q_W[c->entries[i]];
    return c->sign * sum + 0.0; /* no minus zero in what people read */
}

double cd_network_channel(const cd_network_work *work, int channel)
{
    return heat_of(work, &work->net->channels[channel]);
}

void cd_network_channels(const cd_network_work *work, double *Q_W)
{
    const cd_network *net = work->net;
    for (int c = 0; c < net->n_channels; c++)
        Q_W[c] = heat_of(work, &net->channels[c]);
}
