/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_impl - what the files of a sweep share. Threads take points by a counter, compute, and push what came out on a
 * list without a lock; the thread that calls cd_sweep_step takes the list and is the only one that writes.
 */
#ifndef CD_STUDY_SWEEP_IMPL_H
#define CD_STUDY_SWEEP_IMPL_H

#include "point.h"

#include <pthread.h>
#include <semaphore.h>

typedef struct cd_workers cd_workers;

/* The points to do: first, first + step, ... so many, without those whose bit is set: a bit a point, not a number. */
typedef struct {
    size_t first, step, n;
    unsigned char *finished; /* bits over all points of the study */
} cd_points;

static inline bool cd_bit(const unsigned char *bits, size_t i)
{
    return bits[i / 8] >> (i % 8) & 1;
}

/* Whether the k-th point is still to do, and its number. */
static inline bool cd_points_get(const cd_points *points, size_t k, size_t *point)
{
    *point = points->first + k * points->step;
    return !cd_bit(points->finished, *point);
}

/* What the workers do with a point. */
typedef cd_point_result *(*cd_point_work)(const cd_point_task *task, cd_stock *stock, size_t point, bool *memory);

/* `n` threads. They live until cd_workers_free, with a stock each. NULL: no memory, or no thread could be started. */
cd_workers *cd_workers_new(const cd_point_task *task, int n);
/* The same with other processes (ranks.h) in the place of threads. */
cd_workers *cd_workers_of_ranks(const cd_point_task *task, int n_ranks);
const char *cd_workers_error(const cd_workers *workers); /* when something ran out */
void cd_workers_free(cd_workers *workers); /* accepts NULL; after task->stop or when they have nothing left to do */

/* Lets them do `work` on the points, in this order as far as several can. */
bool cd_workers_start(cd_workers *workers, cd_point_work work, const cd_points *points);

/* Waits up to `wait_s` for something to be finished and takes it (a list, or NULL). */
cd_point_result *cd_workers_take(cd_workers *workers, double wait_s);

/* Whether all points are done, or the threads have ended for another reason; and whether memory ran out. */
bool cd_workers_idle(const cd_workers *workers, bool *memory);
size_t cd_workers_done(const cd_workers *workers); /* points that are done, with a result or without */
void cd_workers_join(cd_workers *workers);

typedef enum { CD_PHASE_CHECK, CD_PHASE_RUN, CD_PHASE_END } cd_phase;

struct cd_sweep {
    cd_arena *arena;
    jmp_buf landing;
    cd_units *units;
    cd_case *base;
    cd_diags *diags;
    char **messages; /* of the sweep itself */
    size_t n_messages, n_errors;
    cd_sweep_options options;
    cd_plan plan;
    const char *name;  /* of the [sweep], or "sweep" */
    const char *shard; /* "3/100" or NULL */
    bool *profiles;
    cd_point_task task;
    atomic_bool stop;
    bool joined; /* the processes of an MPI job */
    int rank, n_ranks;
    cd_workers *workers;
    cd_store *store;
    char *path;
    char *error;
    cd_phase phase;
    cd_points points;
    cd_sweep_progress progress;
    cd_point_result *wrong; /* the first invalid points */
    size_t n_wrong;         /* all that were found */
};

/* Takes over the points that were found wrong (a list), and tells them all (malloc; NULL: no memory). */
void cd_sweep_keep_wrong(cd_sweep *sweep, cd_point_result *found);
char *cd_sweep_tell_wrong(cd_sweep *sweep);
bool cd_sweep_has_enough_wrong(const cd_sweep *sweep); /* to tell; there may be more */

/* Reads what the sweep is to vary, keep and store. False after diagnostics. */
bool cd_sweep_read(cd_sweep *sweep);

#endif
