/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_sweep - `cooldown sweep CASE [NAME]`: many variants of a case into a store.
 */
#include "sweep_command.h"
#include "sweep_progress.h"

#include <malloc.h>
#include <signal.h>
#include <stdlib.h>

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
    interrupted = number;
}

/* A second signal ends the program at once: what is committed stays. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

/* A process that computes for another has nothing to save. */
static void release_signals(void)
{
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}

/* ---- the sweep ---- */

static void print_lines(const char *prefix, const char *text)
{
    fprintf(stderr, "cooldown: %s%s\n", prefix, text ? text : "no memory left");
}

static int stop(const cli_sweep_command *c, cd_sweep *sweep, const char *db)
{
    bool checking = cd_sweep_state(sweep).checking;
    cd_status status = cd_sweep_stop(sweep);
    cd_sweep_progress state = cd_sweep_state(sweep);
    if (status != CD_OK)
        print_lines("error: ", cd_sweep_error(sweep));
    else if (checking)
        print_lines("", "interrupted before anything was run");
    else {
        fprintf(stderr, "cooldown: interrupted; %zu of %zu points are in %s\n", state.n_done, state.n_points, db);
        cli_sweep_command_again(c, db);
    }
    return 128 + interrupted;
}

static int judge(const cli_sweep_command *c, cd_sweep *sweep, cd_status status, const char *db, double began_s)
{
    cd_sweep_progress state = cd_sweep_state(sweep);
    if (status == CD_INPUT || status == CD_FILE || status == CD_NO_MEMORY) {
        print_lines("error: ", cd_sweep_error(sweep));
        return status == CD_INPUT ? CLI_USAGE : status == CD_FILE ? CLI_FILE : CLI_FAILED;
    }
    if (state.n_bare > 0 && !c->quiet)
        fprintf(stderr,
                "cooldown: warning: --keep-profiles: %zu point%s finished before, without profile: only --force "
                "computes %s again\n",
                state.n_bare, state.n_bare == 1 ? " was" : "s were", state.n_bare == 1 ? "it" : "them");
    size_t computed = state.n_done - state.n_before;
    double t_s = cli_now_s() - began_s;
    if (!c->quiet) {
        fprintf(stderr, "%zu point%s in %.3g s (%.4g per second)", computed, cli_plural(computed), t_s,
                (double)computed / t_s);
        if (state.n_before > 0)
            fprintf(stderr, ", %zu were finished before", state.n_before);
        fprintf(stderr, "; %zu failed\nresults in %s\n", state.n_failed, db);
    }
    if (state.n_failed > 0 && c->quiet)
        cli_error(NULL, "%zu of %zu points failed", state.n_failed, state.n_points);
    return state.n_failed > 0 ? CLI_FAILED : CLI_OK;
}

static int run_sweep(const cli_sweep_command *c, cd_sweep *sweep, const char *db)
{
    double began_s = cli_now_s();
    cli_sweep_progress progress;
    cli_sweep_progress_begin(&progress, !c->quiet);
    cd_status status = cd_sweep_begin(sweep, db);
    if (status == CD_OK)
        status = CD_GOING;
    while (!interrupted && status == CD_GOING) {
        bool checking = cd_sweep_state(sweep).checking;
        status = cd_sweep_step(sweep, 0.1);
        cd_sweep_progress state = cd_sweep_state(sweep);
        if (checking && !state.checking)
            began_s = cli_now_s();
        cli_sweep_progress_show(&progress, &state);
    }
    cli_sweep_progress_end(&progress);
    if (interrupted && status == CD_GOING)
        return stop(c, sweep, db);
    return judge(c, sweep, status, db, began_s);
}

static int print_table(const char *db, int status)
{
    cd_results *results;
    cd_results_question all = {.csv = true};
    if (cd_results_open(db, &results) != CD_OK || cli_print_results(results, &all) != CD_OK) {
        print_lines("error: ", results ? cd_results_error(results) : NULL);
        status = CLI_FILE;
    }
    cd_results_free(results);
    return status;
}

static int print_messages(const cli_sweep_command *c, const cd_sweep *sweep)
{
    enum { MOST = 20 };
    size_t n = cd_sweep_n_messages(sweep), errors = cd_sweep_n_errors(sweep);
    for (size_t i = 0; i < n && i < MOST && (errors > 0 || !c->quiet); i++)
        fputs(cd_sweep_message(sweep, i), stderr);
    if (errors == 0)
        return CLI_GO_ON;
    fprintf(stderr, "%zu error%s; nothing was run\n", errors, cli_plural(errors));
    return CLI_USAGE;
}

/* Whether this is one of several processes that an MPI launcher (Open MPI, MPICH and its kin, Slurm's PMIx) has
 * started.
 */
static bool is_one_of_many(void)
{
    static const char *const sizes[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const char *size = getenv(sizes[i]);
        if (size && strtol(size, NULL, 10) > 1)
            return true;
    }
    const char *tasks = getenv("SLURM_NTASKS");
    return getenv("PMIX_RANK") && tasks && strtol(tasks, NULL, 10) > 1;
}

static int open_and_run(cli_sweep_command *c)
{
    cd_sweep *sweep;
    char *db = NULL;
    c->sweep.mpi = is_one_of_many();
    if (c->sweep.mpi && !cd_sweep_has_mpi()) {
        cli_error(NULL, "started as one of several processes, but built without MPI: each would compute every point\n"
                        "  hint: build with meson -Dmpi=true, or give each process its --shard K/N");
        return CLI_USAGE;
    }
    if (cd_sweep_open(c->case_path, &c->sweep, &sweep) == CD_NO_MEMORY) {
        cli_error(NULL, "no memory left");
        return CLI_FAILED;
    }
    if (c->sweep.mpi && cd_sweep_n_ranks(sweep) == 1) {
        cli_error(NULL, "started as one of several processes, but MPI finds no other: each would compute every point\n"
                        "  hint: start it with the mpirun of the MPI that it was built with (Open MPI), or give each "
                        "process its --shard K/N");
        cd_sweep_free(sweep);
        return CLI_USAGE;
    }
    if (cd_sweep_rank(sweep) > 0) { /* what is wrong, the first process says */
        release_signals();
        cd_sweep_serve(sweep);
        int served = cd_sweep_n_errors(sweep) > 0 ? CLI_USAGE : CLI_OK;
        cd_sweep_free(sweep);
        return served;
    }
    int status = print_messages(c, sweep);
    if (status == CLI_GO_ON) {
        int made = c->db ? asprintf(&db, "%s", c->db)
                         : asprintf(&db, "out/%s/%s.db", cd_sweep_stem(sweep), cd_sweep_name(sweep));
        if (made < 0) {
            cli_error(NULL, "no memory left");
            status = CLI_FAILED;
        } else {
            status = run_sweep(c, sweep, db);
            if (c->csv && (status == CLI_OK || status == CLI_FAILED))
                status = print_table(db, status);
            free(db);
        }
    }
    cd_sweep_free(sweep);
    return status;
}

/* What a point gives back the next one takes again: handing it to the system in between, and having it cleared anew,
 * would be a twenty-fifth of the time of a point. */
static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
    mallopt(M_MMAP_THRESHOLD, 16 << 20);
#endif
}

int cli_sweep(int argc, char **argv)
{
    cli_sweep_command c;
    int status = cli_sweep_command_read(argc, argv, &c);
    catch_signals();
    keep_memory();
    if (status == CLI_GO_ON)
        status = open_and_run(&c);
    cli_sweep_command_free(&c);
    return status;
}
