/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * workers - the threads of a sweep. A point is taken by one atomic addition; what came out goes on a list by one
 * exchange; nothing else is shared but what is only read.
 */
#include "ranks.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

/* Results that wait to be written, at most: a slow disk must not fill the memory. */
enum { MOST_WAITING = 20000 };

typedef struct {
    cd_workers *all;
    cd_stock *stock;
    pthread_t thread;
    bool started;
} worker;

struct cd_workers {
    const cd_point_task *task;
    cd_ranks *ranks; /* other processes in the place of threads, or NULL */
    worker *w;
    int n;
    cd_point_work work;
    const cd_points *points;
    atomic_size_t next, done, waiting;
    atomic_int running;
    atomic_bool no_memory;
    _Atomic(cd_point_result *) finished;
    sem_t ready;
};

static void push(cd_workers *all, cd_point_result *result)
{
    cd_point_result *first = atomic_load_explicit(&all->finished, memory_order_relaxed);
    atomic_fetch_add(&all->waiting, 1);
    do
        result->next = first;
    while (!atomic_compare_exchange_weak_explicit(&all->finished, &first, result, memory_order_release,
                                                  memory_order_relaxed));
    if (!first) /* else whoever made the list begin has woken the writer */
        sem_post(&all->ready);
}

static void *work(void *arg)
{
    worker *w = arg;
    cd_workers *all = w->all;
    const cd_point_task *task = all->task;
    for (;;) {
        size_t i = atomic_fetch_add_explicit(&all->next, 1, memory_order_relaxed), point;
        bool memory = true;
        if (i >= all->points->n || atomic_load(task->stop) || atomic_load(&all->no_memory))
            break;
        if (!cd_points_get(all->points, i, &point))
            continue;
        cd_point_result *result = all->work(task, w->stock, point, &memory);
        if (!memory)
            atomic_store(&all->no_memory, true);
        if (result)
            push(all, result);
        atomic_fetch_add(&all->done, 1);
        while (atomic_load(&all->waiting) > MOST_WAITING && !atomic_load(task->stop))
            nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
    atomic_fetch_sub(&all->running, 1);
    sem_post(&all->ready);
    return NULL;
}

cd_workers *cd_workers_of_ranks(const cd_point_task *task, int n_ranks)
{
    cd_workers *all = calloc(1, sizeof *all);
    if (!all)
        return NULL;
    all->task = task;
    all->ranks = cd_ranks_new(task, n_ranks);
    if (all->ranks && sem_init(&all->ready, 0, 0) == 0)
        return all;
    cd_ranks_free(all->ranks);
    free(all);
    return NULL;
}

cd_workers *cd_workers_new(const cd_point_task *task, int n)
{
    cd_workers *all = calloc(1, sizeof *all);
    if (!all)
        return NULL;
    all->task = task;
    all->w = calloc((size_t)n, sizeof *all->w);
    if (!all->w || sem_init(&all->ready, 0, 0) != 0) {
        free(all->w);
        free(all);
        return NULL;
    }
    for (; all->n < n; all->n++) {
        all->w[all->n].all = all;
        all->w[all->n].stock = cd_stock_new(task->base);
        if (!all->w[all->n].stock)
            break;
    }
    if (all->n > 0)
        return all;
    cd_workers_free(all);
    return NULL;
}

bool cd_workers_start(cd_workers *all, cd_point_work what, const cd_points *points)
{
    if (all->ranks)
        return cd_ranks_start(all->ranks, what, points);
    all->work = what;
    all->points = points;
    atomic_store(&all->next, 0);
    atomic_store(&all->done, 0);
    int started = 0;
    for (int i = 0; i < all->n && (size_t)i < points->n; i++) {
        atomic_fetch_add(&all->running, 1);
        all->w[i].started = pthread_create(&all->w[i].thread, NULL, work, &all->w[i]) == 0;
        started += all->w[i].started;
        if (!all->w[i].started)
            atomic_fetch_sub(&all->running, 1);
    }
    return started > 0 || points->n == 0;
}

cd_point_result *cd_workers_take(cd_workers *all, double wait_s)
{
    if (all->ranks)
        return cd_ranks_take(all->ranks, wait_s);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    long ns = until.tv_nsec + (long)(wait_s * 1e9);
    until.tv_sec += ns / 1000000000;
    until.tv_nsec = ns % 1000000000;
    if (!atomic_load(&all->finished) && atomic_load(&all->running) > 0)
        while (sem_timedwait(&all->ready, &until) != 0 && errno == EINTR)
            if (atomic_load(all->task->stop))
                break;
    cd_point_result *taken = atomic_exchange_explicit(&all->finished, NULL, memory_order_acquire), *in_order = NULL;
    size_t n = 0;
    while (taken) { /* the last finished stands first */
        cd_point_result *next = taken->next;
        taken->next = in_order;
        in_order = taken;
        taken = next;
        n++;
    }
    atomic_fetch_sub(&all->waiting, n);
    return in_order;
}

bool cd_workers_idle(const cd_workers *all, bool *memory)
{
    if (all->ranks) {
        *memory = !cd_ranks_error(all->ranks);
        return cd_ranks_idle(all->ranks);
    }
    bool idle = atomic_load(&all->running) == 0 && !atomic_load(&all->finished);
    *memory = !atomic_load(&all->no_memory);
    return idle;
}

const char *cd_workers_error(const cd_workers *all)
{
    const char *why = all->ranks ? cd_ranks_error(all->ranks) : NULL;
    return why ? why : "no memory left";
}

size_t cd_workers_done(const cd_workers *all)
{
    return all->ranks ? cd_ranks_done(all->ranks) : atomic_load(&all->done);
}

void cd_workers_join(cd_workers *all)
{
    for (int i = 0; i < all->n; i++)
        if (all->w[i].started) {
            pthread_join(all->w[i].thread, NULL);
            all->w[i].started = false;
        }
}

void cd_workers_free(cd_workers *all)
{
    if (!all)
        return;
    cd_workers_join(all);
    cd_ranks_free(all->ranks);
    for (cd_point_result *r = atomic_load(&all->finished), *next; r; r = next) {
        next = r->next;
        cd_point_result_free(r);
    }
    for (int i = 0; i < all->n; i++)
        cd_stock_free(all->w[i].stock);
    sem_destroy(&all->ready);
    free(all->w);
    free(all);
}
