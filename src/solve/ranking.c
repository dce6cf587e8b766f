/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ranking - what holds the cooldown back: every link and every cooler stage is doubled alone, and the run repeated
 * until the goal; the time saved ranks them. (The largest temperature drop names the wrong part.)
 *
 * The goal is the stop condition if it ended the run, else the first time() of a measure that came true, else the
 * lowest level that a node came down to.
 */
#include "run_impl.h"

#include <math.h>
#include <stdlib.h>

/* Work above which the ranking would take longer than a user waits: states x steps x variants. */
static const double most_work = 3e7;

typedef struct {
    const cd_expr *condition; /* or: */
    int node;
    double level_K;
    double t_s;
    const char *text;
} goal;

static bool goal_of_measures(const cd_run *run, goal *g)
{
    for (size_t m = 0; m < run->cs->n_measures; m++) {
        const cd_watch *w = &run->recorder->watch[m];
        for (size_t i = 0; i < w->n; i++)
            if (w->acc[i].over->kind == CD_OVER_TIME && w->acc[i].value > 0) {
                *g = (goal){.condition = w->acc[i].over->of, .t_s = w->acc[i].value};
                g->text = cd_arena_printf(run->arena, "measure %s", run->cs->measures[m].name);
                return true;
            }
    }
    return false;
}

static bool goal_of_levels(const cd_run *run, goal *g)
{
    const cd_network *net = run->cs->net;
    g->t_s = -1;
    for (int k = CD_N_LEVELS - 1; k >= 0 && g->t_s < 0; k--)
        for (int i = 0; i < net->n_user_nodes; i++)
            if (net->nodes[i].kind == CD_NODE_DYNAMIC && run->level_s[i * CD_N_LEVELS + k] > g->t_s)
                *g = (goal){.node = i, .level_K = cd_levels_K[k], .t_s = run->level_s[i * CD_N_LEVELS + k]};
    if (g->t_s <= 0)
        return false;
    g->text = cd_arena_printf(run->arena, "%s at %g K", net->nodes[g->node].name, g->level_K);
    return true;
}

static bool find_goal(const cd_run *run, goal *g)
{
    if (run->stopped && run->t_end_s > 0) {
        *g = (goal){.condition = run->cs->stop, .t_s = run->t_end_s, .text = run->cs->stop_text};
        return true;
    }
    return goal_of_measures(run, g) || goal_of_levels(run, g);
}

static void see_node(void *ctx, cd_ref_kind kind, int index)
{
    int *node = ctx;
    if (*node < 0 && kind == CD_REF_T)
        *node = index;
}

/* The node whose levels tell where the time goes: the first that the goal's condition names. */
static int node_of(const goal *g)
{
    int node = -1;
    if (!g->condition)
        return g->node;
    cd_expr_visit_refs(g->condition, see_node, &node);
    return node;
}

/* A run that only looks for the goal. */
typedef struct {
    cd_run run; /* for the view */
    const goal *g;
    int node;        /* whose levels are noted, -1: none */
    double *level_s; /* CD_N_LEVELS */
    double T_K;      /* of that node at the start of the step */
} probe;

static double T_at(probe *p, double t_s)
{
    cd_transient_at(p->run.tr, t_s);
    return p->run.work->T_K[p->node];
}

/* The levels that the node came down to within the last step, by bisection of the dense output. */
static void note_levels(probe *p)
{
    if (p->node < 0)
        return;
    double start_s = cd_transient_step_start(p->run.tr), end_s = cd_transient_time(p->run.tr);
    double T_K = T_at(p, end_s);
    for (int k = 0; k < CD_N_LEVELS; k++) {
        if (!isnan(p->level_s[k]) || p->T_K <= cd_levels_K[k] || T_K > cd_levels_K[k])
            continue;
        double from_s = start_s, to_s = end_s;
        while (to_s - from_s > 1e-9 * to_s) {
            double middle = 0.5 * (from_s + to_s);
            if (T_at(p, middle) > cd_levels_K[k])
                from_s = middle;
            else
                to_s = middle;
        }
        p->level_s[k] = to_s;
    }
    p->T_K = T_at(p, end_s);
}

static double margin_of(probe *p, double t_s)
{
    if (!p->g->condition)
        return p->g->level_K - p->run.work->T_K[p->g->node];
    cd_view view = {.run = &p->run, .t_s = t_s};
    return cd_view_margin(&view, p->g->condition);
}

static void margins(void *ctx, double t_s, cd_network_work *work, double *margin)
{
    (void)work;
    margin[0] = margin_of(ctx, t_s);
}

/* When the margin became positive within the last step, by bisection of the dense output. */
static double first_true(probe *p, double from_s, double to_s)
{
    for (int k = 0; k < 60 && to_s - from_s > 1e-12 * to_s; k++) {
        double middle = 0.5 * (from_s + to_s);
        cd_transient_at(p->run.tr, middle);
        if (margin_of(p, middle) > 0)
            to_s = middle;
        else
            from_s = middle;
    }
    return to_s;
}

/* Steps until the goal is reached: a root, or (where the margin jumps at an instant, or is positive from the start) a
 * step that ends beyond it. NAN: not in time. */
static double step_to_goal(probe *p)
{
    int rose = 0;
    cd_step step;
    if (cd_transient_at(p->run.tr, 0) == 0 && margin_of(p, 0) > 0)
        return 0;
    do {
        step = cd_transient_step(p->run.tr, &rose);
        if (step != CD_STEP_FAILED)
            note_levels(p);
        double t_s = cd_transient_time(p->run.tr);
        if (step == CD_STEP_ROOT)
            return t_s;
        if (step != CD_STEP_FAILED && cd_transient_at(p->run.tr, t_s) == 0 && margin_of(p, t_s) > 0)
            return first_true(p, cd_transient_step_start(p->run.tr), t_s);
    } while (step == CD_STEP_OK);
    return NAN;
}

static double time_to_goal(const cd_run *run, const goal *g, cd_network_work *work, const cd_transient_options *like,
                           double *level_s)
{
    probe p = {.run = *run, .g = g, .node = run->goal_node, .level_s = level_s};
    p.run.work = work;
    p.run.has_ledger = false;
    cd_transient_options options = *like;
    options.n_roots = 1;
    options.margins = margins;
    options.ctx = &p;
    for (int i = 0; i < work->net->n_nodes; i++)
        work->T_K[i] = run->T_start_K[i];
    p.T_K = p.node < 0 ? NAN : run->T_start_K[p.node];
    for (int k = 0; k < CD_N_LEVELS; k++)
        level_s[k] = NAN;
    p.run.tr = cd_transient_new(work, &options);
    if (!p.run.tr)
        return NAN;
    double t_s = step_to_goal(&p);
    cd_transient_free(p.run.tr);
    return t_s;
}

static void rank_one(cd_run *run, const goal *g, cd_network_work *work, const cd_transient_options *options, int link,
                     int terminal, const char *name)
{
    for (int i = 0; i < work->net->n_terminals; i++)
        work->factor[i] = 1;
    cd_network_scale_link(work, link, terminal, 2);
    double *level_s = cd_arena_alloc(run->arena, CD_N_LEVELS, sizeof *level_s);
    double t_s = time_to_goal(run, g, work, options, level_s);
    run->rank[run->n_rank++] = (cd_rank){name, g->t_s - t_s, level_s};
}

static int most_saved_first(const void *a, const void *b)
{
    double x = ((const cd_rank *)a)->saved_s, y = ((const cd_rank *)b)->saved_s;
    x = isnan(x) ? -INFINITY : x;
    y = isnan(y) ? -INFINITY : y;
    return (x < y) - (x > y);
}

static int n_variants(const cd_network *net)
{
    int n = 0;
    for (int l = 0; l < net->n_links; l++)
        n += net->links[l].kind->passive ? 1 : net->links[l].kind->is_cooler ? net->links[l].n : 0;
    return n;
}

void cd_rank_run(cd_run *run)
{
    const cd_network *net = run->cs->net;
    goal g = {0};
    if (run->options.no_ranking || run->steady_only)
        return;
    if (!find_goal(run, &g)) {
        run->rank_note = "no stop condition, time() or level was reached to rank by";
        return;
    }
    run->goal = g.text;
    run->goal_s = g.t_s;
    run->goal_node = node_of(&g);
    run->goal_condition = g.condition;
    int n = n_variants(net);
    if ((double)n * net->n_states * (double)run->statistics.steps > most_work) {
        run->rank_note = "the network is too large to repeat the run for every link";
        return;
    }
    cd_transient_options options = {.rtol = run->options.rtol,
                                    .atol_K = run->atol_K,
                                    .max_steps = run->cs->max_steps,
                                    .end_s = run->cs->duration_s};
    double *instants;
    options.n_instants = cd_network_instants(run->arena, net, options.end_s, &instants);
    options.instants_s = instants;
    run->rank = cd_arena_alloc(run->arena, (size_t)n, sizeof *run->rank);
    cd_network_work *work = cd_network_work_new(run->arena, net);
    for (int l = 0; l < net->n_links; l++) {
        const cd_link *link = &net->links[l];
        if (link->kind->passive)
            rank_one(run, &g, work, &options, l, -1, link->name);
        for (int i = 0; link->kind->is_cooler && i < link->n; i++)
            rank_one(run, &g, work, &options, l, i, net->channels[link->first_channel + i].name);
    }
    qsort(run->rank, run->n_rank, sizeof *run->rank, most_saved_first);
}
