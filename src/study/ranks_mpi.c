/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ranks_mpi - see ranks.h. A process that has nothing to do says so (READY, with how many points it has done and
 * whether its case is that of process 0); it is sent a batch (WORK) or the end (END), also in the middle of a batch,
 * and says good-bye (BYE). What comes out of a point is sent as bytes (RESULT): the processes of a job run one program
 * on one kind of machine. MPI's own waiting keeps a processor busy, which others may have use for: whoever waits here
 * sleeps between two looks.
 */
#include "ranks.h"

#include <mpi.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { READY = 1, WORK, RESULT, END, BYE };
enum { MOST_BATCH = 64 };

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
    int n, n_gone;
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

/* A wait that begins with short sleeps and goes on with longer ones, up to a millisecond. */
static void sleep_a_little(long *sleep_ns)
{
    nanosleep(&(struct timespec){.tv_nsec = *sleep_ns}, NULL);
    *sleep_ns = *sleep_ns > 500000 ? 1000000 : 2 * *sleep_ns;
}
enum { FIRST_SLEEP_NS = 30000 };

static void send_bytes(const void *bytes, size_t n, int to, int tag)
{
    MPI_Request request;
    int sent = 0;
    long sleep_ns = FIRST_SLEEP_NS;
    MPI_Isend(bytes, (int)n, MPI_BYTE, to, tag, MPI_COMM_WORLD, &request);
    while (MPI_Test(&request, &sent, MPI_STATUS_IGNORE) == MPI_SUCCESS && !sent)
        sleep_a_little(&sleep_ns);
    MPI_Wait(&request, MPI_STATUS_IGNORE); /* at once */
}

/* Waits for a message. */
static MPI_Status wait_for(int source)
{
    MPI_Status status;
    int there = 0;
    long sleep_ns = FIRST_SLEEP_NS;
    while (MPI_Iprobe(source, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status) == MPI_SUCCESS && !there)
        sleep_a_little(&sleep_ns);
    return status;
}

/* Receives a message that is there; malloc, NULL: no memory. */
static char *receive(const MPI_Status *status)
{
    int bytes = 0;
    MPI_Get_count(status, MPI_BYTE, &bytes);
    char *room = malloc((size_t)bytes + 1);
    if (room)
        MPI_Recv(room, bytes, MPI_BYTE, status->MPI_SOURCE, status->MPI_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return room;
}

/* Process 0 takes what the others still send, so that none waits for it, until all have gone. */
static void end_others(int n, int n_gone)
{
    for (int i = 1; i < n; i++)
        send_bytes(NULL, 0, i, END);
    while (n_gone < n - 1) {
        MPI_Status status = wait_for(MPI_ANY_SOURCE);
        n_gone += status.MPI_TAG == BYE;
        char *dropped = receive(&status);
        if (!dropped)
            break;
        free(dropped);
    }
}

void cd_ranks_leave(int rank, int n, bool others_ended)
{
    if (rank == 0 && !others_ended)
        end_others(n, 0);
    if (rank > 0)
        send_bytes(NULL, 0, 0, BYE);
    MPI_Finalize();
}

/* ---- results as bytes ---- */

typedef struct {
    char head[sizeof(cd_point_result)]; /* without its measures */
    size_t message, profile;            /* lengths with their ending zeros; 0: none */
} packed;

static char *pack(const cd_point_task *task, const cd_point_result *r, size_t *bytes)
{
    size_t measures = task->plan->n_measures * sizeof(double);
    packed p = {.message = r->message ? strlen(r->message) + 1 : 0, .profile = r->profile ? strlen(r->profile) + 1 : 0};
    memcpy(p.head, r, sizeof p.head);
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
    cd_point_result *r = cd_point_result_new(0, task->plan->n_measures);
    if (!r)
        return NULL;
    memcpy(r, p.head, sizeof p.head);
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
        memcpy(sha256, cd_source_sha256(arena, cd_source_from_text(arena, "definition", text, strlen(text))), 65);
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
    end_others(ranks->n, ranks->n_gone);
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
    send_bytes(&b, sizeof b, rank, WORK);
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

static void give_up(cd_ranks *ranks, const char *why)
{
    ranks->error = ranks->error ? ranks->error : why;
    ranks->stopped = true;
}

static void take_report(cd_ranks *ranks, int rank, const char *bytes)
{
    report r;
    memcpy(&r, bytes, sizeof r);
    ranks->done += r.n_done;
    ranks->n_working--;
    if (!r.same || !r.memory)
        give_up(ranks,
                r.same ? "a process has no memory left" : "a process reads another case or program than process 0");
    hand_out(ranks, rank);
}

/* Takes one message that is there; false: none. */
static bool take_message(cd_ranks *ranks, cd_point_result **list)
{
    MPI_Status status;
    int there = 0;
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
    if (!there)
        return false;
    char *bytes = receive(&status);
    cd_point_result *result = bytes && status.MPI_TAG == RESULT ? unpack(ranks->task, bytes) : NULL;
    if (!bytes || (status.MPI_TAG == RESULT && !result))
        give_up(ranks, "no memory left");
    else if (status.MPI_TAG == READY)
        take_report(ranks, status.MPI_SOURCE, bytes);
    else if (status.MPI_TAG == BYE) {
        ranks->n_gone++;
        ranks->n_working--;
        give_up(ranks, "a process cannot read the case that process 0 reads");
    }
    if (result) {
        result->next = *list;
        *list = result;
    }
    free(bytes);
    return bytes != NULL;
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
    long sleep_ns = FIRST_SLEEP_NS;
    do {
        bool any = false;
        for (int k = 0; k < 1000 && take_message(ranks, &list); k++)
            any = true;
        if (any || cd_ranks_idle(ranks))
            break;
        sleep_a_little(&sleep_ns);
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
        send_bytes(out, bytes, 0, RESULT);
    else
        r->memory = false;
    free(out);
    cd_point_result_free(result);
}

static bool is_told_to_end(void)
{
    int there = 0;
    MPI_Iprobe(0, END, MPI_COMM_WORLD, &there, MPI_STATUS_IGNORE);
    return there;
}

static report work_on(const cd_point_task *task, cd_stock *stock, const batch *b, const char *sha256)
{
    report r = {.same = strcmp(b->sha256, sha256) == 0, .memory = stock != NULL};
    for (size_t i = 0; i < b->n && r.same && r.memory && !is_told_to_end(); i++) {
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
        send_bytes(&r, sizeof r, 0, READY);
        MPI_Status status = wait_for(0);
        MPI_Recv(&b, sizeof b, MPI_BYTE, 0, status.MPI_TAG, MPI_COMM_WORLD, &status);
        if (status.MPI_TAG == END)
            break;
        r = work_on(task, stock, &b, sha256);
    }
    cd_stock_free(stock);
}
