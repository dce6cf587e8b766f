/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench_runs - what reading a case and running it cost, in CPU time of this process: run.py makes tables of it.
 *
 *     bench_runs CASE ROUNDS       one line of JSON; medians of ROUNDS interleaved rounds
 *     bench_runs CASE ROUNDS none  the same work without a clock, for callgrind
 *
 * default: rtol 1e-5, ledger; sweep: rtol 1e-3, no ledger. Neither asks what holds it back.
 */
#include "../../src/solve/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST_ROUNDS = 1001, N_KINDS = 3 };

static double cpu_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double read_once(const char *path)
{
    cd_case *cs;
    double began = cpu_s();
    if (cd_case_read(path, NULL, &cs) != CD_OK)
        exit(1);
    cd_case_free(cs);
    return cpu_s() - began;
}

static double run_once(const cd_case *cs, cd_run_options options, cd_solver_statistics *statistics)
{
    cd_run *run;
    double began = cpu_s();
    options.no_ranking = true;
    if (cd_run_new(cs, &options, &run) != CD_OK)
        exit(1);
    cd_status status;
    do
        status = cd_run_step(run);
    while (status == CD_GOING);
    if (status != CD_OK)
        exit(1);
    *statistics = run->statistics;
    cd_run_free(run);
    return cpu_s() - began;
}

int main(int argc, char **argv)
{
    static double took[N_KINDS][MOST_ROUNDS];
    int rounds = argc > 2 ? atoi(argv[2]) : 0;
    cd_case *cs;
    if (rounds < 1 || rounds > MOST_ROUNDS || cd_case_read(argv[1], NULL, &cs) != CD_OK)
        return 1;
    cd_solver_statistics fine = {0}, coarse = {0};
    for (int r = 0; r < rounds; r++) {
        took[0][r] = argc > 3 ? 0 : read_once(argv[1]);
        took[1][r] = run_once(cs, (cd_run_options){.rtol = 1e-5}, &fine);
        took[2][r] = argc > 3 ? 0 : run_once(cs, (cd_run_options){.rtol = 1e-3, .no_ledger = true}, &coarse);
    }
    for (int k = 0; k < N_KINDS; k++)
        qsort(took[k], (size_t)rounds, sizeof(double), ascending);
    printf("{\"nodes\": %d, \"links\": %d, \"read_s\": %.9g, \"run_s\": %.9g, \"sweep_s\": %.9g, \"steps\": %ld, "
           "\"rhs\": %ld, "
           "\"jacobians\": %ld, \"sweep_steps\": %ld}\n",
           cs->net->n_states, cs->net->n_links, took[0][rounds / 2], took[1][rounds / 2], took[2][rounds / 2],
           fine.steps, fine.rhs, fine.jacobians, coarse.steps);
    cd_case_free(cs);
    return 0;
}
