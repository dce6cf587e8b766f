/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads read, run and free different cases, a hundred times each; every run gives the same bits as when it runs
 * alone. Meant to be run under ThreadSanitizer too (set-up script, test mode).
 */
#include "../../src/cooldown.h"
#include "../check.h"

#include <pthread.h>
#include <string.h>

#ifndef CD_DATA_ROOT
#define CD_DATA_ROOT "."
#endif
enum { TIMES = 100, MOST_NODES = 16 };

typedef struct {
    const char *path;
    const cd_case *cs; /* NULL: read anew for each run */
    double end_s, T_K[MOST_NODES], closure;
} result;

static void run_read(result *r, const cd_case *cs)
{
    cd_run *run;
    cd_run_options options = {.no_ranking = true};
    if (cd_run_new(cs, &options, &run) != CD_OK)
        return;
    while (cd_run_step(run) == CD_GOING)
        ;
    r->end_s = cd_run_time(run);
    r->closure = cd_run_closure(run);
    for (size_t i = 0; i < cd_case_n_nodes(cs) && i < MOST_NODES; i++)
        r->T_K[i] = cd_run_temperature(run, i);
    cd_run_free(run);
}

static void run_case(result *r)
{
    cd_case *cs = NULL;
    memset(r->T_K, 0, sizeof r->T_K);
    r->end_s = -1;
    if (r->cs)
        run_read(r, r->cs);
    else if (cd_case_read(r->path, NULL, &cs) == CD_OK)
        run_read(r, cs);
    cd_case_free(cs);
}

typedef struct {
    result alone;
    int wrong;
} job;

static void *repeat(void *arg)
{
    job *j = arg;
    for (int i = 0; i < TIMES; i++) {
        result r = {.path = j->alone.path, .cs = j->alone.cs};
        run_case(&r);
        if (r.end_s != j->alone.end_s || memcmp(r.T_K, j->alone.T_K, sizeof r.T_K) != 0 ||
            memcmp(&r.closure, &j->alone.closure, sizeof r.closure) != 0)
            j->wrong++;
    }
    return NULL;
}

static void run_two(job *jobs)
{
    pthread_t thread[2];
    for (int i = 0; i < 2; i++) {
        run_case(&jobs[i].alone);
        assert_true(jobs[i].alone.end_s > 0);
    }
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, repeat, &jobs[i]), 0);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    assert_int_equal(jobs[0].wrong, 0);
    assert_int_equal(jobs[1].wrong, 0);
}

static void same_bits_in_two_threads(void **unused)
{
    (void)unused;
    job jobs[2] = {{.alone.path = CD_DATA_ROOT "/cases/nbti_magnet.ini"},
                   {.alone.path = CD_DATA_ROOT "/tests/golden/good/section4.ini"}};
    run_two(jobs);
    assert_true(jobs[0].alone.T_K[1] != jobs[1].alone.T_K[1]);
}

/* One case, read once, whose runs change the same keys in both threads at the same time. */
static void same_bits_where_events_change_keys(void **unused)
{
    (void)unused;
    job jobs[2] = {{.alone.path = CD_DATA_ROOT "/tests/golden/good/events.ini"},
                   {.alone.path = CD_DATA_ROOT "/tests/golden/good/events.ini"}};
    cd_case *cs;
    assert_int_equal(cd_case_read(jobs[0].alone.path, NULL, &cs), CD_OK);
    jobs[0].alone.cs = jobs[1].alone.cs = cs;
    run_two(jobs);
    cd_case_free(cs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_bits_in_two_threads),
                                       cmocka_unit_test(same_bits_where_events_change_keys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
