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

/* A level that a node passes in a step: one number is followed, however large the network. */
typedef struct {
    cd_run *run;
    int node;
    double level_K, level_J, from_s, to_s;
} passage;

/* How far the node is above the level at the share x of the step: in J from the sampled states; a massless node in K,
 * with all heats at that moment. */
static double above_level(const passage *p, double x)
{
    const cd_node *node = &p->run->cs->net->nodes[p->node];
    if (node->state >= 0)
        return state_at(p->run, node->state, x) - p->level_J;
    look_at_nodes(p->run, p->from_s + x * (p->to_s - p->from_s));
    return p->run->work->T_K[p->node] - p->level_K;
}

/* The share of the step at which the level is passed, to 1e-12 of the time: false position with the old end's value
 * halved (Illinois), each third try in the middle, and none nearer to an end than half of what is left in the end. */
static double share_of_passage(const passage *p)
{
    const double width = fmax(1e-12 * p->to_s / (p->to_s - p->from_s), 1e-15);
    double a = 0, b = 1, at_a = above_level(p, a), at_b = above_level(p, b);
    int stayed = 0; /* the end that stayed in the last try: -1 a, 1 b */
    for (int k = 1; k < 200 && b - a > width; k++) {
        const double straight = at_a != at_b ? b - at_b * (b - a) / (at_b - at_a) : a;
        const double x = k % 3 ? fmin(fmax(straight, a + 0.5 * width), b - 0.5 * width) : 0.5 * (a + b);
        const double at_x = above_level(p, x);
        if ((at_x > 0) == (at_b > 0)) {
            at_a *= stayed < 0 ? 0.5 : 1;
            b = x, at_b = at_x, stayed = -1;
        } else {
            at_b *= stayed > 0 ? 0.5 : 1;
            a = x, at_a = at_x, stayed = 1;
        }
    }
    return b;
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
        if (node->state >= 0 && !*sampled && !(*sampled = sample_step(run, from_s, to_s)))
            continue;
        const double level_J = node->state >= 0 ? cd_node_enthalpy(node, level_K, NULL) : NAN;
        const passage p = {run, i, level_K, level_J, from_s, to_s};
        *level_s = from_s + share_of_passage(&p) * (to_s - from_s);
        if (node->state < 0)
            look_at_nodes(run, to_s);
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
