/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench_case - reading and running a case under the clock of this process.
 */
#ifndef CD_TESTS_BENCH_CASE_H
#define CD_TESTS_BENCH_CASE_H

#include "../../src/solve/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline double cpu_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Reads a case, with KEY=VALUE overrides as of --set; the time that takes. */
static inline double timed_read(const char *path, char *const *overrides, int n_overrides, cd_case **cs)
{
    const char *const *texts = (const char *const *)overrides;
    cd_read_options options = {.overrides = texts, .n_overrides = (size_t)n_overrides};
    double began = cpu_s();
    cd_status status = cd_case_read(path, &options, cs);
    double took = cpu_s() - began;
    if (status == CD_OK)
        return took;
    for (size_t i = 0; *cs && i < cd_case_n_messages(*cs); i++)
        fputs(cd_case_message(*cs, i), stderr);
    exit(1);
}

/* Runs it to its end and frees it; the time that takes. With `result` it is not freed but given back. */
static inline double timed_run(const cd_case *cs, const cd_run_options *options, cd_run **result)
{
    cd_run *run;
    double began = cpu_s();
    if (cd_run_new(cs, options, &run) != CD_OK)
        exit(1);
    cd_status status;
    do
        status = cd_run_step(run);
    while (status == CD_GOING);
    if (status != CD_OK) {
        fprintf(stderr, "%s\n", cd_run_error(run));
        exit(1);
    }
    double took = cpu_s() - began;
    if (result) {
        *result = run;
        return took;
    }
    began = cpu_s();
    cd_run_free(run);
    return took + (cpu_s() - began);
}

#endif
