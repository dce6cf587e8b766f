/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * run_step - one step of a run: the integrator's, what is seen in it, and what happens at its end.
 */
#include "run_impl.h"

#include <math.h>

/* The moments between which a network without heat capacity is solved once: known instants, and, when something varies
 * in between, those of the rows. */
static size_t steady_times(cd_run *run, double **times)
{
    const cd_network *net = run->cs->net;
    double end_s = run->cs->duration_s, *instants, *knots;
    size_t n = cd_events_instants(run, &instants), n_knots = cd_network_knots(run->arena, net, end_s, &knots);
    size_t n_rows = cd_network_varies(net) ? (size_t)(end_s / run->cs->every_s) + 1 : 0;
    *times = cd_arena_grow(run->arena, instants, n, n + n_knots + n_rows, sizeof **times);
    for (size_t i = 0; i < n_knots; i++)
        (*times)[n++] = knots[i];
    for (size_t i = 0; i < n_rows; i++)
        (*times)[n++] = (double)i * run->cs->every_s;
    return cd_sort_times(*times, n, end_s);
}

/* What happens at a moment of such a network. False after chatter. */
static bool happen_steady(cd_run *run, cd_when when)
{
    int fired = cd_events_settle(run->events, when, NULL);
    if (cd_events_error(run->events))
        return false;
    if (when.t_s > 0 || fired > 0)
        cd_record_row(run, when.t_s, false);
    return true;
}

static cd_status step_steady(cd_run *run)
{
    double *times, end_s = run->cs->duration_s, from_s = 0;
    size_t n = steady_times(run, &times);
    for (size_t i = 0; i <= n; i++) {
        double to_s = i < n ? times[i] : end_s;
        cd_when when = {from_s, 0.5 * (from_s + to_s)};
        if (cd_network_heats(run->work, when, false) != 0)
            return cd_run_fail(run, "the heat flows cannot be evaluated: a massless node has no solution");
        if (!happen_steady(run, when))
            return cd_run_fail(run, cd_events_error(run->events));
        double t_s;
        if (cd_watch_missed_stop(run, from_s, to_s, &t_s) || cd_events_stop(run->events)) {
            run->stopped = true;
            run->stopped_by = cd_events_stop(run->events);
            return cd_run_finish(run, from_s);
        }
        cd_watch_step(run, from_s, to_s);
        cd_audit_step(run, from_s, to_s);
        if (cd_network_heats(run->work, (cd_when){to_s, when.phase_s}, false) != 0)
            return cd_run_fail(run, "the heat flows cannot be evaluated: a massless node has no solution");
        cd_record_row(run, to_s, false);
        from_s = to_s;
    }
    return cd_run_finish(run, end_s);
}

static cd_status fail_step(cd_run *run)
{
    const char *busy = cd_events_busy(run->events), *why = cd_transient_error(run->tr);
    run->t_end_s = cd_transient_time(run->tr);
    return cd_run_fail(run, busy ? cd_arena_printf(run->arena, "%s; %s", why, busy) : why);
}

/* What happens at the end of a step: the profile gets a row before and one after. */
static cd_status happen(cd_run *run, double t_s, bool went_back, const int *rose)
{
    bool instant = !went_back && cd_transient_at_instant(run->tr), added = cd_record_instant(run, t_s);
    int fired = cd_events_after_step(run->events, t_s, went_back, rose);
    if (fired < 0 || cd_events_error(run->events)) {
        run->t_end_s = t_s;
        return cd_run_fail(run, fired < 0 ? "the integrator could not be restarted" : cd_events_error(run->events));
    }
    if (instant || fired > 0) {
        cd_look(run, t_s);
        cd_record_row(run, t_s, false);
    } else if (added) {
        cd_record_drop(run);
    }
    run->stopped_by = cd_events_stop(run->events);
    run->stopped = run->stopped_by != NULL;
    return run->stopped ? cd_run_finish(run, t_s) : CD_GOING;
}

/* Whether the run ends where it begins. */
static bool stops_at_start(cd_run *run)
{
    if (cd_run_time(run) > 0)
        return false;
    run->stopped_by = cd_watch_stop(run, NULL) ? NULL : cd_events_stop(run->events);
    run->stopped = cd_watch_stop(run, NULL) || run->stopped_by;
    return run->stopped;
}

cd_status cd_run_step_once(cd_run *run)
{
    if (cd_events_error(run->events))
        return cd_run_fail(run, cd_events_error(run->events));
    if (run->steady_only)
        return step_steady(run);
    if (stops_at_start(run))
        return cd_run_finish(run, 0);
    int *rose = run->recorder->rose;
    const int *rules = rose + run->recorder->n_roots + (run->cs->stop != NULL);
    cd_step result = cd_transient_step(run->tr, rose);
    if (result == CD_STEP_FAILED)
        return fail_step(run);
    bool root = result == CD_STEP_ROOT;
    double from_s = cd_transient_step_start(run->tr), reached_s = cd_transient_time(run->tr), to_s = reached_s;
    double missed_s = cd_events_missed(run->events, from_s, to_s, root ? rules : NULL);
    bool went_back = !isnan(missed_s);
    if (went_back)
        to_s = missed_s;
    root = root && !(to_s < reached_s);
    if (root)
        cd_watch_root(run, rose, to_s);
    run->stopped = (root && cd_watch_stop(run, rose)) || cd_watch_missed_stop(run, from_s, to_s, &to_s);
    cd_audit_step(run, from_s, to_s); /* first: it looks at the end, where the integrator has just been */
    cd_record_step(run, from_s, to_s);
    cd_watch_step(run, from_s, to_s);
    if (run->stopped || (result == CD_STEP_END && !(to_s < reached_s)))
        return cd_run_finish(run, to_s);
    if (went_back || root || cd_transient_at_instant(run->tr) || cd_transient_at_wake(run->tr))
        return happen(run, to_s, to_s < reached_s, root ? rules : NULL);
    return CD_GOING;
}
