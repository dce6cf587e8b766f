/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ranks_mpi - see ranks.h. A process that has nothing to do says so (READY, with how many points it has done and
 * whether its case is that of process 0); it is sent a batch (WORK) or the end (END). What comes out of a point is sent
 * as bytes (RESULT): the processes of a job run one program on one kind of machine.
 */
#include "ranks.h"

#include <mpi.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { READY = 1, WORK, RESULT, END };
enum { MOST_BATCH = 16 };

typedef struct {
    long check; /* 1: check, 0: run */
    size_t n, point[MOST_BATCH];
    char sha256[65]; /* of the definition */
} batch;

typedef struct {
    size_t n_done;
    bool same, memory;
} report;

struct cd_ranks {
    const cd_point_task *task;
    int n;
    bool *waiting; /* over processes: has said READY and was given nothing */
    cd_point_work work;
    const cd_points *points;
    size_t next, done;
    int n_working;
    bool stopped;
    char sha256[65]; /* of the definition */
    const char *error;
};

bool cd_ranks_join(int *rank, int *n)
{
    int begun = 0;
    *rank = 0;
    *n = 1;
    MPI_Initialized(&begun);
    if (!begun && MPI_Init(NULL, NULL) != MPI_SUCCESS)
        return false;
    MPI_Comm_rank(MPI_COMM_WORLD, rank);
    MPI_Comm_size(MPI_COMM_WORLD, n);
    return true;
}

void cd_ranks_leave(int rank, int n)
{
    for (int i = 1; rank == 0 && i < n; i++)
        MPI_Send(NULL, 0, MPI_BYTE, i, END, MPI_COMM_WORLD);
    MPI_Finalize();
}

/* ---- results as bytes ---- */

typedef struct {
    cd_point_result head;
    size_t message, profile; /* lengths with their ending zeros; 0: none */
} packed;

static char *pack(const cd_point_task *task, const cd_point_result *r, size_t *bytes)
{
    size_t measures = task->plan->n_measures * sizeof(double);
    packed p = {.head = *r, r->message ? strlen(r->message) + 1 : 0, r->profile ? strlen(r->profile) + 1 : 0};
    *bytes = sizeof p + measures + p.message + p.profile;
    char *out = malloc(*bytes);
    if (!out)
        return NULL;
    memcpy(out, &p, sizeof p);
    memcpy(out + sizeof p, r->measure, measures);
    if (p.message)
        memcpy(out + sizeof p + measures, r->message, p.message);
    if (p.profile)
        memcpy(out + sizeof p + measures + p.message, r->profile, p.profile);
    return out;
}

static cd_point_result *unpack(const cd_point_task *task, const char *bytes)
{
    size_t measures = task->plan->n_measures * sizeof(double);
    packed p;
    memcpy(&p, bytes, sizeof p);
    cd_point_result *r = cd_point_result_new(p.head.point, task->plan->n_measures);
    if (!r)
        return NULL;
    *r = p.head;
    memcpy(r->measure, bytes + sizeof p, measures);
    r->next = NULL;
    r->message = p.message ? cd_text_copy(bytes + sizeof p + measures) : NULL;
    r->profile = p.profile ? cd_text_copy(bytes + sizeof p + measures + p.message) : NULL;
    return r;
}

static void definition_sha(const cd_point_task *task, char sha256[65])
{
    jmp_buf landing;
    cd_arena *arena = cd_arena_new(&landing);
    const char *text = task->plan->definition;
    memset(sha256, 0, 65);
    if (arena && setjmp(landing) == 0)
        memcpy(sha256, cd_source_from_text(arena, "definition", text, strlen(text))->sha256, 65);
    cd_arena_free(arena);
}

/* ---- process 0 ---- */

cd_ranks *cd_ranks_new(const cd_point_task *task, int n)
{
    cd_ranks *ranks = calloc(1, sizeof *ranks);
    if (!ranks)
        return NULL;
    ranks->task = task;
    ranks->n = n;
    definition_sha(task, ranks->sha256);
    ranks->n_working = n - 1; /* each will say READY first */
    ranks->waiting = calloc((size_t)n, sizeof *ranks->waiting);
    if (ranks->waiting)
        return ranks;
    free(ranks);
    return NULL;
}

void cd_ranks_free(cd_ranks *ranks)
{
    if (!ranks)
        return;
    cd_ranks_wait(ranks);
    free(ranks->waiting);
    free(ranks);
}

/* Small batches at the end, so that all processes finish together. */
static void hand_out(cd_ranks *ranks, int rank)
{
    ranks->waiting[rank] = true;
    if (!ranks->points || ranks->stopped || atomic_load(ranks->task->stop))
        return;
    size_t n = (ranks->points->n - ranks->next) / (4 * (size_t)ranks->n) + 1;
    batch b = {.check = ranks->work == cd_point_check};
    for (; b.n < n && b.n < MOST_BATCH && ranks->next < ranks->points->n; ranks->next++)
        b.n += cd_points_get(ranks->points, ranks->next, &b.point[b.n]);
    if (b.n == 0)
        return;
    memcpy(b.sha256, ranks->sha256, sizeof b.sha256);
    MPI_Send(&b, sizeof b, MPI_BYTE, rank, WORK, MPI_COMM_WORLD);
    ranks->waiting[rank] = false;
    ranks->n_working++;
}

bool cd_ranks_start(cd_ranks *ranks, cd_point_work work, const cd_points *points)
{
    ranks->work = work;
    ranks->points = points;
    ranks->next = ranks->done = 0;
    for (int i = 1; i < ranks->n; i++)
        if (ranks->waiting[i])
            hand_out(ranks, i);
    return true;
}

static void take_report(cd_ranks *ranks, int rank, const char *bytes)
{
    report r;
    memcpy(&r, bytes, sizeof r);
    ranks->done += r.n_done;
    ranks->n_working--;
    if (!r.same || !r.memory) {
        ranks->error =
            r.same ? "a process has no memory left" : "a process reads another case or program than process 0";
        ranks->stopped = true;
    }
    hand_out(ranks, rank);
}

/* Takes one message that is there; false: none. */
static bool take_message(cd_ranks *ranks, cd_point_result **list)
{
    MPI_Status status;
    int there = 0, bytes = 0;
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
    if (!there)
        return false;
    MPI_Get_count(&status, MPI_BYTE, &bytes);
    char *room = malloc((size_t)bytes + 1);
    if (!room) {
        ranks->error = "no memory left";
        ranks->stopped = true;
        return false;
    }
    MPI_Recv(room, bytes, MPI_BYTE, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (status.MPI_TAG == RESULT) {
        cd_point_result *r = unpack(ranks->task, room);
        if (r) {
            r->next = *list;
            *list = r;
        } else {
            ranks->error = "no memory left";
            ranks->stopped = true;
        }
    } else {
        take_report(ranks, status.MPI_SOURCE, room);
    }
    free(room);
    return true;
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

cd_point_result *cd_ranks_take(cd_ranks *ranks, double wait_s)
{
    cd_point_result *list = NULL;
    double until_s = now_s() + wait_s;
    do {
        bool any = false;
        for (int k = 0; k < 1000 && take_message(ranks, &list); k++)
            any = true;
        if (any || cd_ranks_idle(ranks))
            break;
        nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
    } while (now_s() < until_s && !atomic_load(ranks->task->stop));
    return list;
}

bool cd_ranks_idle(const cd_ranks *ranks)
{
    return ranks->n_working == 0 && (ranks->stopped || !ranks->points || ranks->next == ranks->points->n);
}

size_t cd_ranks_done(const cd_ranks *ranks)
{
    return ranks->done;
}

void cd_ranks_wait(cd_ranks *ranks)
{
    cd_point_result *list = NULL;
    bool before = ranks->stopped;
    ranks->stopped = true;
    while (ranks->n_working > 0)
        if (!take_message(ranks, &list))
            nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
    ranks->stopped = before;
    for (cd_point_result *r = list, *next; r; r = next) { /* to be computed again */
        next = r->next;
        cd_point_result_free(r);
    }
}

const char *cd_ranks_error(const cd_ranks *ranks)
{
    return ranks->error;
}

/* ---- the others ---- */

static void send_result(const cd_point_task *task, cd_point_result *result, report *r)
{
    size_t bytes;
    char *out = pack(task, result, &bytes);
    if (out)
        MPI_Send(out, (int)bytes, MPI_BYTE, 0, RESULT, MPI_COMM_WORLD);
    else
        r->memory = false;
    free(out);
    cd_point_result_free(result);
}

static report work_on(const cd_point_task *task, cd_stock *stock, const batch *b, const char *sha256)
{
    report r = {.same = strcmp(b->sha256, sha256) == 0, .memory = stock != NULL};
    for (size_t i = 0; i < b->n && r.same && r.memory; i++) {
        cd_point_result *result = b->check ? cd_point_check(task, stock, b->point[i], &r.memory)
                                           : cd_point_run(task, stock, b->point[i], &r.memory);
        if (result)
            send_result(task, result, &r);
        r.n_done++;
    }
    return r;
}

void cd_ranks_serve(const cd_point_task *task)
{
    char sha256[65];
    cd_stock *stock = cd_stock_new(task->base);
    report r = {.same = true, .memory = stock != NULL};
    definition_sha(task, sha256);
    for (;;) {
        batch b;
        MPI_Status status;
        MPI_Send(&r, sizeof r, MPI_BYTE, 0, READY, MPI_COMM_WORLD);
        MPI_Recv(&b, sizeof b, MPI_BYTE, 0, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
        if (status.MPI_TAG == END)
            break;
        r = work_on(task, stock, &b, sha256);
    }
    cd_stock_free(stock);
}
