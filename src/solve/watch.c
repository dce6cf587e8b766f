/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * watch - the stop condition and the functions over the run of the measures.
 *
 * time(condition): a root of the integrator; decided first if already true at the start. max_t, min_t: extremes.c.
 * mean_t: three-point Gauss-Legendre on the dense output of every step (exact for its polynomials up to degree 5).
 */
#include "run_impl.h"

#include <math.h>

static bool has_stop(const cd_run *run)
{
    return run->cs->stop != NULL;
}

/* Conditions in the order of the integrator's roots: stop, then every time(). */
static const cd_expr *condition(const cd_run *run, size_t i)
{
    if (has_stop(run))
        return i == 0 ? run->cs->stop : run->recorder->roots[i - 1]->over->of;
    return run->recorder->roots[i]->over->of;
}

static size_t n_conditions(const cd_run *run)
{
    return run->recorder->n_roots + has_stop(run);
}

/* An extreme is at least what is seen now; a time is known once it has come. Means and ends are not asked for. */
double cd_watch_so_far(cd_view *view, size_t measure)
{
    const cd_watch *w = &view->run->recorder->watch[measure];
    for (size_t i = 0; i < w->n; i++) {
        const cd_accumulator *acc = &w->acc[i];
        w->so_far[i] = acc->value;
        if (acc->over->kind == CD_OVER_MAX)
            w->so_far[i] = fmax(acc->value, cd_view_value(view, acc->over->of, NULL));
        else if (acc->over->kind == CD_OVER_MIN)
            w->so_far[i] = fmin(acc->value, cd_view_value(view, acc->over->of, NULL));
    }
    return cd_view_value(view, view->run->cs->measures[measure].value, w->so_far);
}

void cd_watch_margins(void *ctx, double t_s, cd_network_work *work, double *margin)
{
    cd_run *run = ctx;
    (void)work;
    cd_view view = {.run = run, .t_s = t_s};
    for (size_t i = 0; i < n_conditions(run); i++)
        margin[i] = cd_view_margin(&view, condition(run, i));
    cd_events_margins(run->events, t_s, margin + n_conditions(run));
}

static void make_accumulators(cd_run *run)
{
    struct cd_recorder *rec = run->recorder;
    const cd_case *cs = run->cs;
    size_t cap = 0, cap_extremes = 0, cap_means = 0;
    rec->watch = cd_arena_alloc(run->arena, cs->n_measures, sizeof *rec->watch);
    for (size_t m = 0; m < cs->n_measures; m++) {
        cd_watch *w = &rec->watch[m];
        const cd_over *over = cd_expr_overs(cs->measures[m].value, &w->n);
        w->acc = cd_arena_alloc(run->arena, w->n, sizeof *w->acc);
        w->so_far = cd_arena_alloc(run->arena, w->n, sizeof *w->so_far);
        for (size_t i = 0; i < w->n; i++) {
            w->acc[i] = (cd_accumulator){.over = &over[i], .value = over[i].kind == CD_OVER_MEAN ? 0 : NAN};
            if (over[i].kind == CD_OVER_TIME)
                CD_PUSH(run->arena, rec->roots, rec->n_roots, cap, &w->acc[i]);
            if (over[i].kind == CD_OVER_MAX || over[i].kind == CD_OVER_MIN)
                CD_PUSH(run->arena, rec->extremes, rec->n_extremes, cap_extremes, &w->acc[i]);
            if (over[i].kind == CD_OVER_MEAN)
                CD_PUSH(run->arena, rec->means, rec->n_means, cap_means, &w->acc[i]);
        }
    }
}

void cd_watch_start(cd_run *run)
{
    make_accumulators(run);
    cd_extremes_start(run);
    struct cd_recorder *rec = run->recorder;
    rec->armed = cd_arena_alloc(run->arena, rec->n_roots, sizeof *rec->armed);
    rec->watched_s = -1;
    rec->margin_before = cd_arena_alloc(run->arena, n_conditions(run) + run->cs->n_rules + 1, sizeof(double));
    cd_watch_margins(run, 0, run->work, rec->margin_before);
    for (size_t i = 0; i < rec->n_roots; i++)
        if (rec->margin_before[i + has_stop(run)] > 0)
            rec->roots[i]->value = 0;
}

bool cd_watch_stop(const cd_run *run, const int *rose)
{
    return has_stop(run) && (rose ? rose[0] != 0 : run->recorder->margin_before[0] > 0);
}

void cd_watch_root(cd_run *run, const int *rose, double t_s)
{
    struct cd_recorder *rec = run->recorder;
    rec->watched_s = -1; /* everything is asked again after a root */
    for (size_t i = 0; i < rec->n_roots; i++)
        if (rose[i + has_stop(run)] != 0 && isnan(rec->roots[i]->value))
            rec->roots[i]->value = t_s;
}

/* A condition that was exactly at its limit when the integrator began (T < 300 K from 300 K) has no sign change to be
 * found by: the first step that ends with it true holds the moment, by bisection of the dense output. */
static double first_true(cd_run *run, size_t i, double from_s, double to_s)
{
    if (!run->tr) /* without heat capacity nothing changes between two instants */
        return from_s;
    for (int k = 0; k < 60 && to_s - from_s > 1e-12 * to_s; k++) {
        double middle = 0.5 * (from_s + to_s);
        cd_view view = cd_peek(run, middle);
        if (cd_view_margin(&view, condition(run, i)) > 0)
            to_s = middle;
        else
            from_s = middle;
    }
    return to_s;
}

bool cd_watch_missed_stop(cd_run *run, double from_s, double to_s, double *t_s)
{
    if (!has_stop(run))
        return false;
    cd_view view = cd_peek(run, to_s);
    if (!(cd_view_margin(&view, run->cs->stop) > 0))
        return false;
    *t_s = first_true(run, 0, from_s, to_s);
    return true;
}

/* A condition that was false at the end of the step before, and not at its limit, becomes true at a root of CVODES:
 * only after a start or a jump, and when the step before was cut short, it is asked for at the end. */
static void watch_conditions(cd_run *run, double from_s, double to_s)
{
    struct cd_recorder *rec = run->recorder;
    bool follows = run->tr && rec->watched_s == from_s && rec->watched_changes == run->work->changes;
    for (size_t i = 0; i < rec->n_roots; i++) {
        if (!isnan(rec->roots[i]->value) || (follows && rec->armed[i]))
            continue;
        cd_view view = cd_peek(run, to_s);
        double margin = cd_view_margin(&view, condition(run, i + has_stop(run)));
        rec->armed[i] = margin < -CD_MARGIN_EQUAL;
        if (margin > 0)
            rec->roots[i]->value = first_true(run, i + has_stop(run), from_s, to_s);
    }
    rec->watched_s = to_s;
    rec->watched_changes = run->work->changes;
}

static void watch_means(cd_run *run, double from_s, double to_s)
{
    const double x = sqrt(0.6), w[3] = {5.0 / 18, 8.0 / 18, 5.0 / 18};
    double middle = 0.5 * (from_s + to_s), half = 0.5 * (to_s - from_s);
    for (int k = 0; k < 3 && run->recorder->n_means > 0; k++) {
        cd_view view = cd_peek(run, middle + half * x * (k - 1));
        for (size_t i = 0; i < run->recorder->n_means; i++) {
            cd_accumulator *acc = run->recorder->means[i];
            acc->value += (to_s - from_s) * w[k] * cd_view_value(&view, acc->over->of, NULL);
        }
    }
}

void cd_watch_step(cd_run *run, double from_s, double to_s)
{
    watch_conditions(run, from_s, to_s);
    cd_extremes_step(run, from_s, to_s);
    watch_means(run, from_s, to_s);
}

static double at_end(cd_run *run, const cd_accumulator *acc, cd_view *view)
{
    bool extreme = acc->over->kind == CD_OVER_MAX || acc->over->kind == CD_OVER_MIN;
    bool nothing_seen = run->t_end_s == 0 && (extreme || acc->over->kind == CD_OVER_MEAN); /* stopped at t = 0 */
    if (acc->over->kind == CD_OVER_END || nothing_seen)
        return cd_view_value(view, acc->over->of, NULL);
    return acc->over->kind == CD_OVER_MEAN ? acc->value / run->t_end_s : acc->value;
}

void cd_watch_finish(cd_run *run)
{
    const cd_case *cs = run->cs;
    run->measure = cd_arena_alloc(run->arena, cs->n_measures, sizeof(double));
    cd_view view = cd_peek(run, run->t_end_s);
    for (size_t m = 0; m < cs->n_measures; m++) {
        const cd_watch *w = &run->recorder->watch[m];
        double *over = cd_arena_alloc(run->arena, w->n, sizeof(double));
        for (size_t i = 0; i < w->n; i++)
            over[i] = at_end(run, &w->acc[i], &view);
        run->measure[m] = cd_view_value(&view, cs->measures[m].value, over);
    }
}
