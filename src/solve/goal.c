/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * goal - the one event by which variants of a run are compared, and when a variant reaches it.
 *
 * The goal is the stop condition if it ended the run, else the first time() of a measure that came true, else the
 * lowest level that a node came down to.
 */
#include "run_impl.h"

#include <math.h>

static bool goal_of_measures(const cd_run *run, cd_goal *g)
{
    for (size_t m = 0; m < run->cs->n_measures; m++) {
        const cd_watch *w = &run->recorder->watch[m];
        for (size_t i = 0; i < w->n; i++)
            if (w->acc[i].over->kind == CD_OVER_TIME && w->acc[i].value > 0) {
                *g = (cd_goal){.condition = w->acc[i].over->of, .t_s = w->acc[i].value};
                g->text = cd_arena_printf(run->arena, "measure %s", run->cs->measures[m].name);
                return true;
            }
    }
    return false;
}

static bool goal_of_levels(const cd_run *run, cd_goal *g)
{
    const cd_network *net = run->cs->net;
    g->t_s = -1;
    for (int k = CD_N_LEVELS - 1; k >= 0 && g->t_s < 0; k--)
        for (int i = 0; i < net->n_user_nodes; i++)
            if (net->nodes[i].kind == CD_NODE_DYNAMIC && run->level_s[i * CD_N_LEVELS + k] > g->t_s)
                *g = (cd_goal){.node = i, .level_K = cd_levels_K[k], .t_s = run->level_s[i * CD_N_LEVELS + k]};
    if (g->t_s <= 0)
        return false;
    g->text = cd_arena_printf(run->arena, "%s at %g K", net->nodes[g->node].name, g->level_K);
    return true;
}

bool cd_goal_find(const cd_run *run, cd_goal *g)
{
    if (run->stopped && run->t_end_s > 0) {
        *g = (cd_goal){.condition = run->cs->stop, .t_s = run->t_end_s, .text = run->cs->stop_text};
        return true;
    }
    return goal_of_measures(run, g) || goal_of_levels(run, g);
}

/* A run that only looks for the goal. */
typedef struct {
    cd_run run; /* for the view */
    const cd_goal *g;
} probe;

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
        double t_s = cd_transient_time(p->run.tr);
        if (step == CD_STEP_ROOT)
            return t_s;
        if (step != CD_STEP_FAILED && cd_transient_at(p->run.tr, t_s) == 0 && margin_of(p, t_s) > 0)
            return first_true(p, cd_transient_step_start(p->run.tr), t_s);
    } while (step == CD_STEP_OK);
    return NAN;
}

double cd_goal_time(const cd_run *run, const cd_goal *g, cd_network_work *work, const cd_transient_options *like)
{
    probe p = {.run = *run, .g = g};
    p.run.work = work;
    p.run.has_ledger = false;
    cd_transient_options options = *like;
    options.n_roots = 1;
    options.margins = margins;
    options.ctx = &p;
    for (int i = 0; i < work->net->n_nodes; i++)
        work->T_K[i] = run->T_start_K[i];
    p.run.tr = cd_transient_new(work, &options);
    if (!p.run.tr)
        return NAN;
    double t_s = step_to_goal(&p);
    cd_transient_free(p.run.tr);
    return t_s;
}

cd_transient_options cd_goal_options(const cd_run *run)
{
    cd_transient_options options = {.rtol = run->options.rtol,
                                    .atol_K = run->atol_K,
                                    .tighten_nodes = run->options.tighten,
                                    .max_steps = run->cs->max_steps,
                                    .end_s = run->cs->duration_s};
    double *instants;
    options.n_instants = cd_network_instants(run->arena, run->cs->net, options.end_s, &instants);
    options.instants_s = instants;
    return options;
}
