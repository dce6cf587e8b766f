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

static bool find_goal(const cd_run *run, cd_goal *g)
{
    if (run->stopped && !run->stopped_by && run->t_end_s > 0) {
        *g = (cd_goal){.condition = run->cs->stop, .t_s = run->t_end_s, .text = run->cs->stop_text};
        return true;
    }
    return goal_of_measures(run, g) || goal_of_levels(run, g);
}

/* Whether events read functions over the run, which a repeated run does not keep. */
static bool needs_history(const cd_run *run)
{
    const cd_case *cs = run->cs;
    for (size_t i = 0; i < cs->n_rules; i++)
        if (cs->rules[i].over_run)
            return true;
    return false;
}

static void see_node(void *ctx, cd_ref_kind kind, int index)
{
    int *node = ctx;
    if (*node < 0 && kind == CD_REF_T)
        *node = index;
}

/* The node whose levels tell where the time goes: the first that the goal's condition names. */
static int node_of(const cd_goal *g)
{
    int node = -1;
    if (!g->condition)
        return g->node;
    cd_expr_visit_refs(g->condition, see_node, &node);
    return node;
}

bool cd_goal_take(cd_run *run, cd_goal *g, const char *purpose, const char **note)
{
    if (!find_goal(run, g)) {
        *note = cd_arena_printf(run->arena, "no stop condition, time() or level was reached to %s", purpose);
        return false;
    }
    if (needs_history(run)) {
        *note = "events read measures over the run, which a repeated run does not keep";
        return false;
    }
    run->goal = g->text;
    run->goal_s = g->t_s;
    run->goal_node = node_of(g);
    run->goal_condition = g->condition;
    return true;
}

/* A run that only looks for the goal. */
typedef struct {
    cd_run run; /* for the view */
    const cd_goal *g;
    int node;        /* whose levels are noted, -1: none */
    double *level_s; /* CD_N_LEVELS */
    double T_K;      /* of that node at the start of the step */
} probe;

/* At the moment that was gone to. */
static double T_of(probe *p, int node)
{
    int state = p->run.work->net->nodes[node].state;
    if (state >= 0)
        cd_transient_need_temperature(p->run.tr, state);
    else
        cd_transient_need_heats(p->run.tr);
    return p->run.work->T_K[node];
}

static double T_at(probe *p, double t_s)
{
    cd_transient_peek(p->run.tr, t_s);
    return T_of(p, p->node);
}

/* The levels that the node came down to between two times of the last step, by bisection of the dense output. */
static void note_levels(probe *p, double start_s, double end_s)
{
    if (p->node < 0)
        return;
    double T_K = T_at(p, end_s);
    for (int k = 0; k < CD_N_LEVELS; k++) {
        if (!isnan(p->level_s[k]) || p->T_K <= cd_levels_K[k] || T_K > cd_levels_K[k])
            continue;
        double from_s = start_s, to_s = end_s;
        while (to_s - from_s > 1e-9 * to_s) {
            double middle_s = 0.5 * (from_s + to_s);
            if (T_at(p, middle_s) > cd_levels_K[k])
                from_s = middle_s;
            else
                to_s = middle_s;
        }
        p->level_s[k] = to_s;
    }
    p->T_K = T_at(p, end_s);
}

static double margin_of(probe *p, double t_s)
{
    if (!p->g->condition)
        return p->g->level_K - T_of(p, p->g->node);
    cd_view view = {.run = &p->run, .t_s = t_s};
    return cd_view_margin(&view, p->g->condition);
}

static void margins(void *ctx, double t_s, cd_network_work *work, double *margin)
{
    (void)work;
    probe *p = ctx;
    margin[0] = margin_of(p, t_s);
    cd_events_margins(p->run.events, t_s, margin + 1);
}

/* When the margin became positive within the last step, by bisection of the dense output. */
static double first_true(probe *p, double from_s, double to_s)
{
    for (int k = 0; k < 60 && to_s - from_s > 1e-12 * to_s; k++) {
        double middle = 0.5 * (from_s + to_s);
        cd_transient_peek(p->run.tr, middle);
        if (margin_of(p, middle) > 0)
            to_s = middle;
        else
            from_s = middle;
    }
    return to_s;
}

/* Steps until the goal is reached: a root, or (where the margin jumps at an instant, or is positive from the start) a
 * step that ends beyond it. Events happen on the way. NAN: not in time. */
static double step_to_goal(probe *p, int *rose)
{
    cd_transient *tr = p->run.tr;
    cd_step step;
    if (cd_transient_peek(tr, 0) == 0 && margin_of(p, 0) > 0)
        return 0;
    do {
        step = cd_transient_step(tr, rose);
        if (step == CD_STEP_FAILED)
            return NAN;
        bool root = step == CD_STEP_ROOT;
        double from_s = cd_transient_step_start(tr), reached_s = cd_transient_time(tr);
        double missed_s = cd_events_missed(p->run.events, from_s, reached_s, root ? rose + 1 : NULL);
        double to_s = isnan(missed_s) ? reached_s : missed_s;
        bool went_back = to_s < reached_s;
        note_levels(p, from_s, to_s);
        if (root && rose[0] != 0 && !went_back)
            return to_s;
        if (cd_transient_peek(tr, to_s) == 0 && margin_of(p, to_s) > 0)
            return first_true(p, from_s, to_s);
        if (step == CD_STEP_END && !went_back)
            return NAN;
        if ((!isnan(missed_s) || root || cd_transient_at_instant(tr) || cd_transient_at_wake(tr)) &&
            (cd_events_after_step(p->run.events, to_s, went_back, root ? rose + 1 : NULL) < 0 ||
             cd_events_error(p->run.events) || cd_events_stop(p->run.events)))
            return NAN;
    } while (true);
}

double cd_goal_time(const cd_run *run, const cd_goal *g, cd_network_work *work, const cd_transient_options *like,
                    double *level_s)
{
    probe p = {.run = *run, .g = g, .node = level_s ? run->goal_node : -1, .level_s = level_s};
    p.run.work = work;
    p.run.tr = NULL;
    p.run.has_ledger = false;
    cd_transient_options options = *like;
    options.n_roots = 1 + run->cs->n_rules;
    options.margins = margins;
    options.ctx = &p;
    int *directions = cd_arena_alloc(run->arena, options.n_roots, sizeof *directions);
    int *rose = cd_arena_alloc(run->arena, options.n_roots, sizeof *rose);
    for (int i = 0; i < work->net->n_nodes; i++)
        work->T_K[i] = run->T_start_K[i];
    p.T_K = p.node < 0 ? NAN : run->T_start_K[p.node];
    for (int k = 0; level_s && k < CD_N_LEVELS; k++)
        level_s[k] = NAN;
    p.run.events = cd_events_new(&p.run);
    directions[0] = 1;
    cd_events_directions(p.run.events, directions + 1);
    options.directions = directions;
    cd_when when = {0, 0.5 * (like->n_instants > 0 ? like->instants_s[0] : like->end_s)};
    if (cd_network_heats(work, when, false) != 0)
        return NAN;
    cd_events_settle(p.run.events, when, NULL);
    p.run.tr = cd_transient_new(work, &options);
    if (!p.run.tr)
        return NAN;
    double t_s = step_to_goal(&p, rose);
    cd_transient_free(p.run.tr);
    return t_s;
}

cd_transient_options cd_goal_options(cd_run *run)
{
    cd_transient_options options = {.rtol = run->options.rtol,
                                    .atol_K = run->atol_K,
                                    .tighten_nodes = run->options.tighten,
                                    .max_steps = run->cs->max_steps,
                                    .end_s = run->cs->duration_s};
    double *times;
    options.n_instants = cd_events_instants(run, &times);
    options.instants_s = times;
    options.n_knots = cd_network_knots(run->arena, run->cs->net, options.end_s, &times);
    options.knots_s = times;
    return options;
}
