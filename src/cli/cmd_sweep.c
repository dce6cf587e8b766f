/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_sweep - `cooldown sweep CASE [NAME]`: many variants of a case into a store.
 */
#include "cli.h"
#include "sweep_progress.h"

#include <getopt.h>
#include <malloc.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum {
    VARY = 256,
    MEASURE,
    METHOD,
    POINTS,
    SEED,
    POINTS_FILE,
    KEEP_PROFILES,
    SHARD,
    RESUME,
    FORCE,
    SKIP_INVALID,
    CSV,
    SET,
    RTOL,
    LEDGER
};

static const struct option table[] = {{"vary", required_argument, NULL, VARY},
                                      {"measure", required_argument, NULL, MEASURE},
                                      {"method", required_argument, NULL, METHOD},
                                      {"points", required_argument, NULL, POINTS},
                                      {"seed", required_argument, NULL, SEED},
                                      {"points-file", required_argument, NULL, POINTS_FILE},
                                      {"keep-profiles", required_argument, NULL, KEEP_PROFILES},
                                      {"shard", required_argument, NULL, SHARD},
                                      {"resume", no_argument, NULL, RESUME},
                                      {"force", no_argument, NULL, FORCE},
                                      {"skip-invalid", no_argument, NULL, SKIP_INVALID},
                                      {"csv", no_argument, NULL, CSV},
                                      {"set", required_argument, NULL, SET},
                                      {"rtol", required_argument, NULL, RTOL},
                                      {"ledger", no_argument, NULL, LEDGER},
                                      {"jobs", required_argument, NULL, 'j'},
                                      {"output", required_argument, NULL, 'o'},
                                      {"quiet", no_argument, NULL, 'q'},
                                      {"help", no_argument, NULL, 'h'},
                                      {NULL, 0, NULL, 0}};

/* What the command line says. The three lists have room for every argument. */
typedef struct {
    cd_sweep_options sweep;
    const char **vary, **measures, **sets;
    const char *case_path, *db;
    bool csv, quiet;
    int argc;
    char **argv;
} sweep_command;

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

/* ---- options ---- */

static int read_shard(sweep_command *c, const char *text)
{
    char *end, *last;
    long k = strtol(text, &end, 10), n = *end == '/' ? strtol(end + 1, &last, 10) : 0;
    if (end != text && n >= 1 && n <= 1000000 && *last == '\0' && k >= 1 && k <= n) {
        c->sweep.shard = (int)k;
        c->sweep.n_shards = (int)n;
        return CLI_GO_ON;
    }
    cli_error("sweep", "--shard %s: write K/N, from 1/N to N/N, such as 3/100", text);
    return CLI_USAGE;
}

static int read_rtol(sweep_command *c, const char *text)
{
    char *end;
    c->sweep.rtol = strtod(text, &end);
    if (end != text && *end == '\0' && c->sweep.rtol >= 1e-12 && c->sweep.rtol <= 0.1)
        return CLI_GO_ON;
    cli_error("sweep", "--rtol %s: give a number from 1e-12 to 0.1, such as 1e-6", text);
    return CLI_USAGE;
}

static int read_number(const char *option, long least, long most, long *out)
{
    return cli_read_count("sweep", option, optarg, least, most, out) ? CLI_GO_ON : CLI_USAGE;
}

static int read_jobs(sweep_command *c)
{
    long n;
    int status = read_number("-j", 1, 1024, &n);
    c->sweep.threads = (int)n;
    return status;
}

static int take(void *ctx, int option)
{
    sweep_command *c = ctx;
    cd_sweep_options *s = &c->sweep;
    switch (option) {
    case VARY:
        c->vary[s->n_vary++] = optarg;
        return CLI_GO_ON;
    case MEASURE:
        c->measures[s->n_measures++] = optarg;
        return CLI_GO_ON;
    case SET:
        c->sets[s->n_overrides++] = optarg;
        return CLI_GO_ON;
    case METHOD:
        s->method = optarg;
        return CLI_GO_ON;
    case POINTS:
        return read_number("--points", 1, 10000000, &s->points);
    case SEED:
        return read_number("--seed", 0, 2147483647, &s->seed);
    case POINTS_FILE:
        s->points_file = optarg;
        return CLI_GO_ON;
    case KEEP_PROFILES:
        s->keep_profiles = optarg;
        return CLI_GO_ON;
    case SHARD:
        return read_shard(c, optarg);
    case RESUME:
        s->resume = true;
        return CLI_GO_ON;
    case FORCE:
        s->force = true;
        return CLI_GO_ON;
    case SKIP_INVALID:
        s->skip_invalid = true;
        return CLI_GO_ON;
    case CSV:
        c->csv = true;
        return CLI_GO_ON;
    case RTOL:
        return read_rtol(c, optarg);
    case LEDGER:
        s->ledger = true;
        return CLI_GO_ON;
    case 'j':
        return read_jobs(c);
    case 'o':
        c->db = optarg;
        if (*optarg)
            return CLI_GO_ON;
        cli_error("sweep", "option \"-o\" of sweep needs a name");
        return CLI_USAGE;
    default:
        c->quiet = true;
        return CLI_GO_ON;
    }
}

static int read_words(sweep_command *c)
{
    int n = c->argc - optind;
    if (n < 1) {
        cli_error("sweep", "sweep needs a case file");
        return CLI_USAGE;
    }
    if (n > 2) {
        cli_error("sweep", "sweep takes a case file and the name of a sweep, but \"%s\" follows", c->argv[optind + 2]);
        return CLI_USAGE;
    }
    c->case_path = c->argv[optind];
    c->sweep.name = n == 2 ? c->argv[optind + 1] : NULL;
    if (c->sweep.resume && c->sweep.force) {
        cli_error("sweep", "--resume goes on with a store, --force begins it again: keep one");
        return CLI_USAGE;
    }
    return CLI_GO_ON;
}

/* ---- the sweep ---- */

static void print_lines(const char *prefix, const char *text)
{
    fprintf(stderr, "cooldown: %s%s\n", prefix, text ? text : "no memory left");
}

/* A word as a shell takes it. */
static void print_word(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=:,+-";
    fputc(' ', stderr);
    if (*word && strspn(word, plain) == strlen(word)) {
        fputs(word, stderr);
        return;
    }
    fputc('\'', stderr);
    for (; *word; word++)
        if (*word == '\'')
            fputs("'\\''", stderr);
        else
            fputc(*word, stderr);
    fputc('\'', stderr);
}

/* --force or --resume, which may be written shorter. */
static bool begins_or_resumes(const char *word)
{
    size_t n = strlen(word);
    return n > 2 && (strncmp(word, "--force", n) == 0 || (n > 3 && strncmp(word, "--resume", n) == 0));
}

/* The command line again, as a shell takes it, with --resume and the store. */
static void say_how_to_resume(const sweep_command *c, const char *db)
{
    fputs("  go on with: cooldown sweep", stderr);
    for (int i = 1; i < c->argc; i++)
        if (!begins_or_resumes(c->argv[i]))
            print_word(c->argv[i]);
    if (!c->db) {
        fputs(" -o", stderr);
        print_word(db);
    }
    fputs(" --resume\n", stderr);
}

static int stop(const sweep_command *c, cd_sweep *sweep, const char *db)
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
        say_how_to_resume(c, db);
    }
    return 128 + interrupted;
}

static int judge(const sweep_command *c, cd_sweep *sweep, cd_status status, const char *db, double began_s)
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

static int run_sweep(const sweep_command *c, cd_sweep *sweep, const char *db)
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

static int print_messages(const sweep_command *c, const cd_sweep *sweep)
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

static int open_and_run(sweep_command *c)
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
    size_t room = (size_t)argc;
    sweep_command c = {.sweep.seed = -1, .argc = argc, .argv = argv};
    c.vary = calloc(room, sizeof *c.vary);
    c.measures = calloc(room, sizeof *c.measures);
    c.sets = calloc(room, sizeof *c.sets);
    c.sweep.vary = c.vary;
    c.sweep.measures = c.measures;
    c.sweep.overrides = c.sets;
    c.sweep.data_path = getenv("COOLDOWN_PATH");
    int status = CLI_FAILED;
    if (c.vary && c.measures && c.sets) {
        status = cli_own_options(argc, argv, "sweep", table, take, &c);
        if (status == CLI_GO_ON)
            status = read_words(&c);
        catch_signals();
        keep_memory();
        if (status == CLI_GO_ON)
            status = open_and_run(&c);
    } else {
        cli_error(NULL, "no memory left");
    }
    free(c.vary);
    free(c.measures);
    free(c.sets);
    return status;
}
