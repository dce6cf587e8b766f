/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep - the public functions of a sweep and its two phases: all points are read, then all are run. Only when every
 * point can be read is the store made.
 */
#include "ranks.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_THREADS = 1024 };

/* ---- opening ---- */

static void render(cd_sweep *sweep)
{
    cd_diags_sort(sweep->diags);
    sweep->n_messages = cd_diags_size(sweep->diags);
    sweep->n_errors = cd_diags_count(sweep->diags, CD_ERROR);
    sweep->messages = cd_arena_alloc(sweep->arena, sweep->n_messages, sizeof *sweep->messages);
    for (size_t i = 0; i < sweep->n_messages; i++)
        sweep->messages[i] = cd_diag_render(sweep->arena, cd_diags_at(sweep->diags, i));
}

/* The points of this shard, every n-th: dear regions of a grid are dealt out evenly. */
static void list_points(cd_sweep *sweep)
{
    size_t n = sweep->plan.n_points, step = 1, first = 0;
    if (sweep->options.n_shards > 0) {
        step = (size_t)sweep->options.n_shards;
        first = (size_t)sweep->options.shard - 1;
    }
    sweep->points = (cd_points){first, step, first < n ? (n - 1 - first) / step + 1 : 0,
                                cd_arena_alloc(sweep->arena, n / 8 + 1, 1)};
    sweep->progress.n_points = sweep->points.n;
}

static bool open_guarded(cd_sweep *sweep, cd_status *status)
{
    if (setjmp(sweep->landing) != 0)
        return false;
    sweep->diags = cd_diags_new(sweep->arena);
    bool good = cd_sweep_read(sweep);
    if (good)
        list_points(sweep);
    render(sweep);
    *status = good ? CD_OK : CD_INPUT;
    return true;
}

cd_status cd_sweep_open(const char *path, const cd_sweep_options *options, cd_sweep **out)
{
    cd_status status = CD_NO_MEMORY;
    cd_sweep *sweep = calloc(1, sizeof *sweep);
    *out = sweep;
    if (!sweep)
        return CD_NO_MEMORY;
    sweep->options = *options;
    sweep->n_ranks = 1;
    if (options->mpi)
        sweep->joined = cd_ranks_join(&sweep->rank, &sweep->n_ranks);
    sweep->task = (cd_point_task){.plan = &sweep->plan, .stop = &sweep->stop};
    sweep->arena = cd_arena_new(&sweep->landing);
    sweep->units = cd_units_new();
    cd_read_options how = {
        .data_path = options->data_path, .overrides = options->overrides, .n_overrides = options->n_overrides};
    if (sweep->arena && sweep->units)
        status = cd_case_read(path, &how, &sweep->base);
    sweep->task.base = sweep->base;
    if (status == CD_OK && !open_guarded(sweep, &status))
        status = CD_NO_MEMORY;
    sweep->task.profiles = sweep->profiles;
    if (status == CD_NO_MEMORY) {
        cd_sweep_free(sweep);
        *out = NULL;
    }
    return status;
}

void cd_sweep_free(cd_sweep *sweep)
{
    if (!sweep)
        return;
    atomic_store(&sweep->stop, true);
    cd_store_close(sweep->store, NULL);
    bool others_ended = sweep->workers != NULL;
    cd_workers_free(sweep->workers);
    if (sweep->joined)
        cd_ranks_leave(sweep->rank, sweep->n_ranks, others_ended);
    for (cd_point_result *r = sweep->wrong, *next; r; r = next) {
        next = r->next;
        cd_point_result_free(r);
    }
    cd_case_free(sweep->base);
    cd_units_free(sweep->units);
    cd_arena_free(sweep->arena);
    free(sweep->path);
    free(sweep->error);
    free(sweep);
}

size_t cd_sweep_n_messages(const cd_sweep *sweep)
{
    return sweep->n_messages + cd_case_n_messages(sweep->base);
}

const char *cd_sweep_message(const cd_sweep *sweep, size_t i)
{
    size_t n = cd_case_n_messages(sweep->base);
    return i < n ? cd_case_message(sweep->base, i) : i - n < sweep->n_messages ? sweep->messages[i - n] : NULL;
}

size_t cd_sweep_n_errors(const cd_sweep *sweep)
{
    return sweep->n_errors + cd_case_n_errors(sweep->base);
}

const char *cd_sweep_error(const cd_sweep *sweep)
{
    return sweep->error;
}

bool cd_sweep_has_mpi(void)
{
#ifdef CD_HAVE_MPI
    return true;
#else
    return false;
#endif
}

int cd_sweep_rank(const cd_sweep *sweep)
{
    return sweep->rank;
}

int cd_sweep_n_ranks(const cd_sweep *sweep)
{
    return sweep->n_ranks;
}

void cd_sweep_serve(cd_sweep *sweep)
{
    if (sweep->rank > 0 && cd_sweep_n_errors(sweep) == 0)
        cd_ranks_serve(&sweep->task);
}

const char *cd_sweep_name(const cd_sweep *sweep)
{
    return sweep->name;
}

const char *cd_sweep_stem(const cd_sweep *sweep)
{
    return cd_case_stem(sweep->base);
}

cd_sweep_progress cd_sweep_state(const cd_sweep *sweep)
{
    return sweep->progress;
}

/* ---- phases ---- */

static cd_status fail(cd_sweep *sweep, cd_status status, char *message)
{
    atomic_store(&sweep->stop, true);
    if (sweep->workers)
        cd_workers_join(sweep->workers);
    free(sweep->error);
    sweep->error = message;
    sweep->phase = CD_PHASE_END;
    return status;
}

static int count_threads(const cd_sweep *sweep)
{
    cpu_set_t cpus;
    int n = sweep->options.threads;
    if (n <= 0) /* those that this process may use: a batch system may have bound it to some */
        n = sched_getaffinity(0, sizeof cpus, &cpus) == 0 ? CPU_COUNT(&cpus) : 1;
    return n > MOST_THREADS ? MOST_THREADS : n < 1 ? 1 : n;
}

static cd_store_study study_of(const cd_sweep *sweep)
{
    return (cd_store_study){sweep->base, &sweep->plan, sweep->shard};
}

/* Signals are for the thread that the caller has; a worker that took one would leave its wait unbroken. */
static bool start_workers(cd_sweep *sweep, cd_point_work work)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    bool good = cd_workers_start(sweep->workers, work, &sweep->points);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return good;
}

static cd_status begin_running(cd_sweep *sweep)
{
    char *message;
    cd_store_study study = study_of(sweep);
    cd_status status =
        cd_store_open(sweep->path, &study, sweep->options.resume, sweep->options.force, &sweep->store, &message);
    if (status != CD_OK)
        return fail(sweep, status, message);
    const char *why = cd_store_finished(sweep->store, sweep->points.finished, sweep->plan.n_points,
                                        &sweep->progress.n_before, &sweep->progress.n_failed);
    if (!why && sweep->profiles)
        why = cd_store_count_bare(sweep->store, sweep->profiles, sweep->plan.n_points, &sweep->progress.n_bare);
    if (why)
        return fail(sweep, CD_FILE, cd_text_copy(why));
    sweep->progress.checking = false;
    sweep->progress.n_done = sweep->progress.n_before;
    sweep->phase = CD_PHASE_RUN;
    if (!start_workers(sweep, cd_point_run))
        return fail(sweep, CD_NO_MEMORY, cd_text_copy("no thread could be started"));
    return CD_GOING;
}

cd_status cd_sweep_begin(cd_sweep *sweep, const char *path)
{
    char *message;
    bool goes_on;
    cd_store_study study = study_of(sweep);
    sweep->path = cd_text_copy(path);
    cd_status status = cd_store_may_open(path, &study, sweep->options.resume, sweep->options.force, &goes_on, &message);
    if (status != CD_OK)
        return fail(sweep, status, message);
    sweep->workers = sweep->n_ranks > 1 ? cd_workers_of_ranks(&sweep->task, sweep->n_ranks)
                                        : cd_workers_new(&sweep->task, count_threads(sweep));
    if (!sweep->path || !sweep->workers)
        return fail(sweep, CD_NO_MEMORY, cd_text_copy("no memory left, or no thread could be started"));
    if (goes_on) { /* the store was made when all points had been read */
        status = begin_running(sweep);
        return status == CD_GOING ? CD_OK : status;
    }
    if (!start_workers(sweep, cd_point_check))
        return fail(sweep, CD_NO_MEMORY, cd_text_copy("no thread could be started"));
    sweep->phase = CD_PHASE_CHECK;
    sweep->progress.checking = true;
    return CD_OK;
}

/* ---- checking ---- */

static cd_status step_check(cd_sweep *sweep, double wait_s)
{
    bool memory, idle = cd_workers_idle(sweep->workers, &memory);
    cd_sweep_keep_wrong(sweep, cd_workers_take(sweep->workers, wait_s));
    sweep->progress.n_done = cd_workers_done(sweep->workers);
    if (!sweep->options.skip_invalid && cd_sweep_has_enough_wrong(sweep))
        return fail(sweep, CD_INPUT, cd_sweep_tell_wrong(sweep));
    if (!idle)
        return CD_GOING;
    cd_workers_join(sweep->workers);
    if (!memory)
        return fail(sweep, CD_NO_MEMORY, cd_text_copy(cd_workers_error(sweep->workers)));
    if (sweep->n_wrong > 0 && !sweep->options.skip_invalid)
        return fail(sweep, CD_INPUT, cd_sweep_tell_wrong(sweep));
    sweep->progress.n_failed = 0;
    return begin_running(sweep);
}

/* ---- running ---- */

static const char *store_results(cd_sweep *sweep, cd_point_result *list)
{
    const char *why = NULL;
    for (cd_point_result *r = list, *next; r; r = next) {
        next = r->next;
        if (!why)
            why = cd_store_add(sweep->store, r);
        sweep->progress.n_done++;
        sweep->progress.n_failed += r->status != CD_POINT_OK;
        cd_point_result_free(r);
    }
    return why ? why : cd_store_commit_if_due(sweep->store);
}

static cd_status close_store(cd_sweep *sweep)
{
    char *message;
    cd_store *store = sweep->store;
    sweep->store = NULL;
    return cd_store_close(store, &message) ? CD_OK : fail(sweep, CD_FILE, message);
}

static cd_status step_run(cd_sweep *sweep, double wait_s)
{
    bool memory, idle = cd_workers_idle(sweep->workers, &memory);
    const char *why = store_results(sweep, cd_workers_take(sweep->workers, wait_s));
    if (why) {
        cd_status status = fail(sweep, CD_FILE, cd_text_copy(why));
        cd_store_close(sweep->store, NULL);
        sweep->store = NULL;
        return status;
    }
    if (!idle)
        return CD_GOING;
    cd_workers_join(sweep->workers);
    sweep->phase = CD_PHASE_END;
    cd_status status = close_store(sweep);
    if (status == CD_OK && !memory)
        return fail(sweep, CD_NO_MEMORY, cd_text_copy(cd_workers_error(sweep->workers)));
    return status;
}

cd_status cd_sweep_step(cd_sweep *sweep, double wait_s)
{
    switch (sweep->phase) {
    case CD_PHASE_CHECK:
        return step_check(sweep, wait_s);
    case CD_PHASE_RUN:
        return step_run(sweep, wait_s);
    case CD_PHASE_END:
        break;
    }
    return CD_OK;
}

cd_status cd_sweep_stop(cd_sweep *sweep)
{
    atomic_store(&sweep->stop, true);
    if (sweep->workers)
        cd_workers_join(sweep->workers);
    const char *why = sweep->store ? store_results(sweep, cd_workers_take(sweep->workers, 0)) : NULL;
    sweep->phase = CD_PHASE_END;
    if (why)
        return fail(sweep, CD_FILE, cd_text_copy(why));
    return sweep->store ? close_store(sweep) : CD_OK;
}
