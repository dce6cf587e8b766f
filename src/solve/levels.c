/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * levels - when nodes came down to 250 K, 200 K, ... 5 K, from the integrator's dense output.
 */
#include "run_impl.h"

#include <math.h>

const double cd_levels_K[CD_N_LEVELS] = {250, 200, 150, 100, 77, 50, 20, 10, 5};

/* The levels that a node passes next, above and below. On a level it has none on either side, so that its next step is
 * looked at whole. */
static void find_band(cd_run *run, int node, double T_K)
{
    double *below = &run->recorder->band_K[2 * node], *above = below + 1;
    *below = -INFINITY;
    *above = INFINITY;
    for (int k = 0; k < CD_N_LEVELS; k++) {
        if (cd_levels_K[k] >= T_K)
            *above = cd_levels_K[k]; /* they fall */
        if (cd_levels_K[k] <= T_K && isinf(*below))
            *below = cd_levels_K[k];
    }
}

void cd_record_levels_at_start(cd_run *run)
{
    const int n = run->cs->net->n_user_nodes;
    run->recorder->band_K = cd_arena_alloc(run->arena, 2 * (size_t)n, sizeof(double));
    for (int i = 0; i < n; i++) {
        run->recorder->T_before_K[i] = run->work->T_K[i];
        find_band(run, i, run->work->T_K[i]);
    }
}

/* The temperatures of the case's nodes at a moment; those of massless and driven ones come with the heats. */
static void look_at_nodes(cd_run *run, double t_s)
{
    const cd_network *net = run->cs->net;
    cd_peek(run, t_s);
    if (run->tr)
        cd_transient_need_temperatures(run->tr);
    for (int i = 0; run->tr && i < net->n_user_nodes; i++)
        if (net->nodes[i].kind == CD_NODE_MASSLESS || net->nodes[i].driven) {
            cd_transient_need_heats(run->tr);
            return;
        }
}

/* The dense output is a polynomial of degree 5 at most, so six values hold all of it. */
enum { N_SAMPLES = 6 };

/* The states at six moments of the last step; once per step in which anything passes a level. */
static bool sample_step(cd_run *run, double from_s, double to_s)
{
    size_t n = (size_t)run->cs->net->n_states;
    struct cd_recorder *rec = run->recorder;
    if (!rec->U_J)
        rec->U_J = cd_arena_alloc(run->arena, N_SAMPLES * n, sizeof *rec->U_J);
    for (size_t k = 0; k < N_SAMPLES; k++) {
        double t_s = k == N_SAMPLES - 1 ? to_s : from_s + (to_s - from_s) * (double)k / (N_SAMPLES - 1);
        if (cd_transient_states(run->tr, t_s, rec->U_J + k * n) != 0)
            return false;
    }
    return true;
}

/* The enthalpy of a state at the share x of the step, by the barycentric formula on equal distances. */
static double state_at(const cd_run *run, int state, double x)
{
    static const double weight[N_SAMPLES] = {-1, 5, -10, 10, -5, 1};
    size_t n = (size_t)run->cs->net->n_states;
    double above = 0, below = 0;
    for (size_t k = 0; k < N_SAMPLES; k++) {
        double U = run->recorder->U_J[k * n + (size_t)state], d = x - (double)k / (N_SAMPLES - 1);
        if (d == 0)
            return U;
        above += weight[k] / d * U;
        below += weight[k] / d;
    }
    return above / below;
}

/* When a node with heat capacity passes a level in the sampled step: one number is followed, however large the network,
 * by bisection to 1e-12 of the time. */
static double crossing(const cd_run *run, const cd_node *node, double level, bool down, double from_s, double to_s)
{
    double U_level = cd_node_enthalpy(node, level, NULL), a = 0, b = 1;
    for (int k = 0; k < 60 && (b - a) * (to_s - from_s) > 1e-12 * to_s; k++) {
        double middle = 0.5 * (a + b);
        if ((state_at(run, node->state, middle) > U_level) == down)
            a = middle;
        else
            b = middle;
    }
    return from_s + b * (to_s - from_s);
}

/* The same for a massless node, whose temperature takes the heats. */
static double massless_crossing(cd_run *run, int i, double level, bool down, double from_s, double to_s)
{
    for (int k = 0; k < 60 && to_s - from_s > 1e-12 * to_s; k++) {
        double middle = 0.5 * (from_s + to_s);
        look_at_nodes(run, middle);
        if ((run->work->T_K[i] > level) == down)
            from_s = middle;
        else
            to_s = middle;
    }
    return to_s;
}

/* A node has left its band: every level that it passed for the first time gets its moment. */
static void record_node(cd_run *run, int i, double was, double now, double from_s, double to_s, bool *sampled)
{
    const cd_node *node = &run->cs->net->nodes[i];
    for (int k = 0; k < CD_N_LEVELS && now != was; k++) {
        double *level_s = &run->level_s[i * CD_N_LEVELS + k], level_K = cd_levels_K[k];
        bool down = was > level_K && now <= level_K, up = was < level_K && now >= level_K;
        if (!isnan(*level_s) || !(down || up))
            continue;
        if (node->state < 0) {
            double end_s = massless_crossing(run, i, level_K, down, from_s, to_s);
            look_at_nodes(run, to_s);
            *level_s = end_s;
        } else if (*sampled || (*sampled = sample_step(run, from_s, to_s))) {
            *level_s = crossing(run, node, level_K, down, from_s, to_s);
        }
    }
}

void cd_record_levels(cd_run *run, double from_s, double to_s)
{
    double *before = run->recorder->T_before_K;
    const double *band_K = run->recorder->band_K;
    bool sampled = false;
    look_at_nodes(run, to_s);
    for (int i = 0; i < run->cs->net->n_user_nodes; i++) {
        const double now = run->work->T_K[i], was = before[i];
        before[i] = now;
        if (now > band_K[2 * i] && now < band_K[2 * i + 1])
            continue;
        record_node(run, i, was, now, from_s, to_s, &sampled);
        find_band(run, i, now);
    }
}
