/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bound - see bound.h.
 */
#include "bound.h"

#include <math.h>

/* How far down a node is counted: the no-load temperature of a first stage that sits on it, else 0. */
static double floor_K(const cd_network *net, int node)
{
    double T_K = 0;
    for (size_t i = 0; i < net->n_audit_coolers; i++) {
        const cd_cooler_info *info = cd_cooler_about(net->audit_coolers[i].cooler);
        if (info->n_stages == 2 && net->audit_coolers[i].nodes[0] == node)
            T_K = fmax(T_K, info->T_base_K[0]);
    }
    return T_K;
}

bool cd_is_store(const cd_network *net, int node)
{
    return node >= net->n_user_nodes && !net->links[net->nodes[node].link].kind->two_ended;
}

double cd_bound_energy(const cd_network *net, double T_K)
{
    double sum_J = 0;
    for (int i = 0; i < net->n_nodes; i++) {
        const cd_node *node = &net->nodes[i];
        if (node->kind != CD_NODE_DYNAMIC || cd_is_store(net, i))
            continue;
        double down_to_K = fmax(T_K, floor_K(net, i));
        if (down_to_K < node->T_start_K)
            sum_J += cd_node_enthalpy(node, node->T_start_K, NULL) - cd_node_enthalpy(node, down_to_K, NULL);
    }
    return sum_J;
}

/* Heat that an element takes out of its nodes (W) at terminal temperatures T, no terminal counted as a source. */
static double taken_out(const cd_network *net, const cd_element *e, const double *T, cd_when when)
{
    double Q_W[CD_MAX_TERMINALS], sum_W = 0;
    if (e->flow(e->params, T, when, Q_W, NULL) != 0)
        return 0;
    for (int i = 0; i < e->n_law; i++)
        if (!(e->observers >> i & 1u) && !cd_is_store(net, net->terminal_node[e->first + i]))
            sum_W += fmax(0, -Q_W[i]);
    return sum_W;
}

/* All bodies at one temperature, what a link holds for them as it starts. */
static double at_one_temperature(const cd_network *net, const cd_element *e, double T_K, cd_when when)
{
    double T[CD_MAX_TERMINALS];
    for (int i = 0; i < e->n_law; i++) {
        int node = net->terminal_node[e->first + i];
        T[i] = cd_is_store(net, node) ? net->nodes[node].T_start_K : T_K;
    }
    return taken_out(net, e, T, when);
}

/* The most with the first two terminals anywhere up to T_K, the others (there are none yet) at T_K. */
static double anywhere_below(const cd_network *net, const cd_element *e, double T_K, cd_when when)
{
    enum { N = 50 };
    double T[CD_MAX_TERMINALS], most_W = 0;
    for (int i = 2; i < e->n_law; i++)
        T[i] = T_K;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < (e->n_law > 1 ? N : 1); j++) {
            T[0] = T_K * pow(T_K, -(double)i / N);
            T[1] = T_K * pow(T_K, -(double)j / N);
            most_W = fmax(most_W, taken_out(net, e, T, when));
        }
    return most_W;
}

/* Sum over what is not a passive link, at the most favourable time of the run. */
static double largest_sum(const cd_network *net, const double *instants_s, size_t n_instants, double duration_s,
                          double T_K, double (*power)(const cd_network *, const cd_element *, double, cd_when))
{
    double largest_W = 0, from_s = 0;
    for (size_t i = 0; i <= n_instants; i++) {
        double to_s = i < n_instants ? instants_s[i] : duration_s, middle_s = from_s + 0.5 * (to_s - from_s), sum_W = 0;
        for (int l = 0; l < net->n_links; l++) {
            const cd_link *link = &net->links[l];
            for (int k = 0; !link->kind->passive && k < link->n_elements; k++) {
                const cd_element *e = &net->elements[link->first_element + k];
                if (e->is_source || !link->kind->source.suffix) /* what a lead conducts stays in the network */
                    sum_W += power(net, e, T_K, (cd_when){middle_s, middle_s});
            }
        }
        largest_W = fmax(largest_W, sum_W);
        from_s = to_s;
    }
    return largest_W;
}

double cd_bound_power(const cd_network *net, const double *instants_s, size_t n_instants, double duration_s, double T_K)
{
    return largest_sum(net, instants_s, n_instants, duration_s, T_K, at_one_temperature);
}

static double warmest_start_K(const cd_network *net)
{
    double T_K = 0;
    for (int i = 0; i < net->n_nodes; i++)
        if (net->nodes[i].kind == CD_NODE_DYNAMIC)
            T_K = fmax(T_K, net->nodes[i].T_start_K);
    return T_K;
}

double cd_bound_largest_power(const cd_network *net, const double *instants_s, size_t n_instants, double duration_s)
{
    return largest_sum(net, instants_s, n_instants, duration_s, warmest_start_K(net), anywhere_below);
}

/* Midpoint rule in ln T: exact energies of 1 % wide slices over the power in their middles. */
void cd_bound_ideal_times(cd_arena *arena, const cd_case *cs, const double *level_K, size_t n, double *t_s)
{
    double *instants_s;
    size_t n_instants = cd_network_instants(arena, cs->net, cs->duration_s, &instants_s);
    double T_K = warmest_start_K(cs->net), E_J = cd_bound_energy(cs->net, T_K), sum_s = 0;
    for (size_t i = 0; i < n; i++) {
        while (T_K > level_K[i]) {
            double next_K = fmax(0.99 * T_K, level_K[i]);
            double next_J = cd_bound_energy(cs->net, next_K);
            double P_W = cd_bound_power(cs->net, instants_s, n_instants, cs->duration_s, sqrt(T_K * next_K));
            if (next_J > E_J)
                sum_s += P_W > 0 ? (next_J - E_J) / P_W : INFINITY;
            T_K = next_K;
            E_J = next_J;
        }
        t_s[i] = sum_s;
    }
}

/* A driven boundary that may come below; of a formula nothing is known. */
static bool cools_down(const cd_node *node, double T_K)
{
    double least_K, most_K;
    cd_profile_limits(node->driven, &least_K, &most_K);
    return least_K < T_K;
}

int cd_bound_spoiled_by(const cd_network *net)
{
    double warmest_K = warmest_start_K(net);
    for (int i = 0; i < net->n_nodes; i++)
        if (net->nodes[i].kind == CD_NODE_FIXED &&
            (net->nodes[i].T_start_K < warmest_K || (net->nodes[i].driven && cools_down(&net->nodes[i], warmest_K))))
            return i;
    return -1;
}
