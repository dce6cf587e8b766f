/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * run - one cooldown from its start to its results: the public functions of a run and the order in which things happen.
 */
#include "run_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double clock_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void cd_run_warn(cd_run *run, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = cd_arena_vprintf(run->arena, format, args);
    va_end(args);
    CD_PUSH(run->arena, run->warnings, run->n_warnings, run->cap_warnings, text);
}

cd_status cd_run_fail(cd_run *run, const char *why)
{
    run->error = cd_arena_strn(run->arena, why, strlen(why));
    return run->status = CD_FAILED;
}

/* ---- start ---- */

static void set_options(cd_run *run, const cd_run_options *options)
{
    if (options)
        run->options = *options;
    if (!(run->options.rtol > 0))
        run->options.rtol = run->cs->rtol;
    if (!(run->options.tighten > 0))
        run->options.tighten = 1;
    run->options.rtol *= run->options.tighten;
    run->atol_K = isnan(run->cs->atol_K) ? 0.1 * run->options.rtol : run->options.tighten * run->cs->atol_K;
}

static void make_room(cd_run *run)
{
    const cd_network *net = run->cs->net;
    size_t nodes = (size_t)net->n_nodes, channels = (size_t)net->n_channels;
    run->work = cd_network_work_new(run->arena, net);
    run->recorder = cd_arena_alloc(run->arena, 1, sizeof *run->recorder);
    run->recorder->T_before_K = cd_arena_alloc(run->arena, nodes, sizeof(double));
    run->recorder->U_start_J = cd_arena_alloc(run->arena, (size_t)net->n_states, sizeof(double));
    run->T_start_K = cd_arena_alloc(run->arena, nodes, sizeof(double));
    run->T_end_K = cd_arena_alloc(run->arena, nodes, sizeof(double));
    run->Q_end_W = cd_arena_alloc(run->arena, channels, sizeof(double));
    run->E_J = cd_arena_alloc(run->arena, channels, sizeof(double));
    run->stored_J = cd_arena_alloc(run->arena, nodes, sizeof(double));
    run->level_s = cd_arena_alloc(run->arena, (size_t)net->n_user_nodes * CD_N_LEVELS, sizeof(double));
    for (size_t i = 0; i < (size_t)net->n_user_nodes * CD_N_LEVELS; i++)
        run->level_s[i] = NAN;
    run->n_columns = 1 + nodes + channels;
    run->closure = NAN;
    for (size_t i = 0; i < nodes; i++)
        run->T_end_K[i] = NAN; /* until the run is finished */
    for (size_t i = 0; i < channels; i++)
        run->Q_end_W[i] = NAN;
}

/* Temperatures at t = 0 into work. */
static int start_temperatures(cd_run *run, const char **why)
{
    const cd_case *cs = run->cs;
    if (cs->start == CD_START_STEADY && cs->net->n_states > 0)
        return cd_steady_solve(run->arena, run->work, cd_before_start, why);
    for (int i = 0; cs->start == CD_START_FROM && i < cs->net->n_nodes; i++)
        run->work->T_K[i] = cs->start_from_K[i];
    return 0;
}

static void remember_start(cd_run *run)
{
    const cd_network *net = run->cs->net;
    for (int i = 0; i < net->n_nodes; i++)
        run->T_start_K[i] = run->work->T_K[i];
    for (int s = 0; s < net->n_states; s++) {
        const cd_node *node = &net->nodes[net->dynamic[s]];
        run->recorder->U_start_J[s] = cd_node_enthalpy(node, run->T_start_K[net->dynamic[s]], &run->work->C_J_per_K[s]);
    }
}

static bool start_integrator(cd_run *run)
{
    const cd_case *cs = run->cs;
    size_t n_roots = run->recorder->n_roots + (cs->stop != NULL);
    int *directions = cd_arena_alloc(run->arena, n_roots + cs->n_rules, sizeof *directions);
    for (size_t i = 0; i < n_roots; i++)
        directions[i] = 1;
    cd_events_directions(run->events, directions + n_roots);
    cd_transient_options options = {.rtol = run->options.rtol,
                                    .atol_K = run->atol_K,
                                    .tighten_nodes = run->options.tighten,
                                    .max_steps = cs->max_steps,
                                    .ledger = run->has_ledger,
                                    .end_s = cs->duration_s,
                                    .n_roots = n_roots + cs->n_rules,
                                    .directions = directions,
                                    .margins = cd_watch_margins,
                                    .ctx = run};
    double *times;
    options.n_instants = cd_events_instants(run, &times);
    options.instants_s = times;
    options.n_knots = cd_network_knots(run->arena, cs->net, cs->duration_s, &times);
    options.knots_s = times;
    run->tr = cd_transient_new(run->work, &options);
    return run->tr != NULL;
}

static cd_status start(cd_run *run)
{
    const char *why = "";
    make_room(run);
    run->steady_only = run->cs->net->n_states == 0;
    run->has_ledger = !run->options.no_ledger && !run->steady_only;
    if (start_temperatures(run, &why) != 0)
        return cd_run_fail(run, why);
    remember_start(run);
    double *instants;
    cd_when when = {0, 0.5 * run->cs->duration_s};
    if (cd_events_instants(run, &instants) > 0)
        when.phase_s = 0.5 * instants[0];
    if (cd_network_heats(run->work, when, false) != 0)
        return cd_run_fail(
            run, "the heat flows cannot be evaluated at the start temperatures: a massless node has no solution");
    remember_start(run);
    cd_record_start(run);
    cd_record_row(run, 0, false);
    cd_record_levels_at_start(run);
    run->events = cd_events_new(run);
    cd_watch_start(run);
    if (cd_events_settle(run->events, when, NULL) > 0)
        cd_record_row(run, 0, false);
    run->recorder->rose = cd_arena_alloc(run->arena, run->recorder->n_roots + 1 + run->cs->n_rules, sizeof(int));
    cd_audit_start(run);
    if (!run->steady_only && !start_integrator(run))
        return run->status = CD_NO_MEMORY;
    return run->status = CD_GOING;
}

/* Kept apart from its caller: nothing it changes lives across the jump. */
static cd_status start_guarded(cd_run *run)
{
    if (setjmp(run->landing) != 0)
        return run->status = CD_NO_MEMORY;
    return start(run);
}

cd_status cd_run_new(const cd_case *cs, const cd_run_options *options, cd_run **out)
{
    *out = NULL;
    if (!cs->net || cs->n_errors > 0)
        return CD_INPUT;
    cd_run *run = calloc(1, sizeof *run);
    if (!run)
        return CD_NO_MEMORY;
    run->cs = cs;
    run->arena = cd_arena_new(&run->landing);
    if (!run->arena) {
        cd_run_free(run);
        return CD_NO_MEMORY;
    }
    set_options(run, options);
    double began_s = clock_s();
    if (start_guarded(run) == CD_NO_MEMORY) {
        cd_run_free(run);
        return CD_NO_MEMORY;
    }
    run->wall_s += clock_s() - began_s;
    *out = run;
    return run->status == CD_FAILED ? CD_FAILED : CD_OK;
}

void cd_run_free(cd_run *run)
{
    if (!run)
        return;
    cd_transient_free(run->tr);
    cd_arena_free(run->arena);
    free(run);
}

/* ---- end ---- */

static void take_end(cd_run *run)
{
    const cd_network *net = run->cs->net;
    cd_record_finish(run);
    for (int i = 0; i < net->n_nodes; i++)
        run->T_end_K[i] = run->work->T_K[i];
    cd_network_channels(run->work, run->Q_end_W);
    if (run->tr)
        cd_transient_statistics(run->tr, &run->statistics);
}

cd_status cd_run_finish(cd_run *run, double t_end_s)
{
    run->t_end_s = t_end_s;
    run->fired = cd_events_fired(run->events, &run->n_fired);
    take_end(run);
    cd_ledger_finish(run);
    cd_watch_finish(run);
    cd_audit_finish(run);
    cd_electric_finish(run);
    if (run->cs->stop && !run->stopped)
        cd_run_warn(run, "the stop condition %s was not met in %.6g h", run->cs->stop_text, run->cs->duration_s / 3600);
    if (run->has_ledger && run->closure > 1e-5)
        cd_run_warn(run, "energy closes only to %.1e; a smaller --rtol helps", run->closure);
    double began_s = clock_s();
    cd_rank_run(run);
    cd_assumed_run(run);
    run->wall_s -= clock_s() - began_s; /* the ranking is not part of the run */
    return run->status = CD_OK;
}

/* ---- steps ---- */

static cd_status step_guarded(cd_run *run)
{
    if (setjmp(run->landing) != 0)
        return run->status = CD_NO_MEMORY;
    return cd_run_step_once(run);
}

cd_status cd_run_step(cd_run *run)
{
    if (run->status != CD_GOING)
        return run->status;
    double began_s = clock_s();
    cd_status status = step_guarded(run);
    run->wall_s += clock_s() - began_s;
    return status;
}

/* ---- answers ---- */

double cd_run_time(const cd_run *run)
{
    return run->tr && run->status == CD_GOING ? cd_transient_time(run->tr) : run->t_end_s;
}

const char *cd_run_error(const cd_run *run)
{
    return run->error;
}

double cd_run_temperature(const cd_run *run, size_t node)
{
    return node < (size_t)run->cs->net->n_user_nodes ? run->work->T_K[node] : NAN;
}

double cd_run_level_time(const cd_run *run, int node, double T_K)
{
    for (int k = 0; node >= 0 && node < run->cs->net->n_user_nodes && k < CD_N_LEVELS; k++)
        if (cd_levels_K[k] == T_K)
            return run->level_s[node * CD_N_LEVELS + k];
    return NAN;
}

double cd_run_closure(const cd_run *run)
{
    return run->has_ledger ? run->closure : NAN;
}

bool cd_run_stopped(const cd_run *run)
{
    return run->stopped;
}

size_t cd_run_n_warnings(const cd_run *run)
{
    return run->n_warnings;
}

const char *cd_run_warning(const cd_run *run, size_t i)
{
    return i < run->n_warnings ? run->warnings[i] : NULL;
}

double cd_run_measure(const cd_run *run, const char *name)
{
    for (size_t m = 0; run->measure && m < run->cs->n_measures; m++)
        if (strcmp(run->cs->measures[m].name, name) == 0)
            return run->measure[m];
    return NAN;
}
