/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * run_bench - for tests that run whole cases given as text.
 */
#ifndef CD_TESTS_RUN_BENCH_H
#define CD_TESTS_RUN_BENCH_H

#include "../src/solve/run.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Reads a case; the status must be `want`. */
static inline cd_case *read_text(const char *text, cd_status want)
{
    char path[] = "/tmp/cd_run_XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0);
    cd_case *cs;
    cd_status status = cd_case_read(path, NULL, &cs);
    for (size_t i = 0; status != want && i < cd_case_n_messages(cs); i++)
        print_error("%s", cd_case_message(cs, i));
    assert_int_equal(status, want);
    unlink(path);
    return cs;
}

/* Runs a whole case to its end, which must be CD_OK. rtol 0: the case's. */
static inline cd_run *run_case(const char *text, double rtol, cd_case **cs)
{
    *cs = read_text(text, CD_OK);
    cd_run *run;
    cd_run_options options = {.rtol = rtol};
    assert_int_equal(cd_run_new(*cs, &options, &run), CD_OK);
    cd_status status;
    do
        status = cd_run_step(run);
    while (status == CD_GOING);
    if (status != CD_OK)
        print_error("%s\n", cd_run_error(run));
    assert_int_equal(status, CD_OK);
    return run;
}

static inline void done(cd_run *run, cd_case *cs)
{
    cd_run_free(run);
    cd_case_free(cs);
}

#endif
