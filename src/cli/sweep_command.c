/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_command - the command line of `cooldown sweep`: its options, and how it is written again to go on with a store.
 */
#include "sweep_command.h"

#include <getopt.h>
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

static int read_shard(cli_sweep_command *c, const char *text)
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

static int read_rtol(cli_sweep_command *c, const char *text)
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

static int read_jobs(cli_sweep_command *c)
{
    long n;
    int status = read_number("-j", 1, 1024, &n);
    c->sweep.threads = (int)n;
    return status;
}

static int take(void *ctx, int option)
{
    cli_sweep_command *c = ctx;
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

static int read_words(cli_sweep_command *c)
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

int cli_sweep_command_read(int argc, char **argv, cli_sweep_command *c)
{
    size_t room = (size_t)argc;
    *c = (cli_sweep_command){.sweep.seed = -1, .argc = argc, .argv = argv};
    c->vary = calloc(room, sizeof *c->vary);
    c->measures = calloc(room, sizeof *c->measures);
    c->sets = calloc(room, sizeof *c->sets);
    if (!c->vary || !c->measures || !c->sets) {
        cli_error(NULL, "no memory left");
        return CLI_FAILED;
    }
    c->sweep.vary = c->vary;
    c->sweep.measures = c->measures;
    c->sweep.overrides = c->sets;
    c->sweep.data_path = getenv("COOLDOWN_PATH");
    int status = cli_own_options(argc, argv, "sweep", table, take, c);
    return status == CLI_GO_ON ? read_words(c) : status;
}

void cli_sweep_command_free(cli_sweep_command *c)
{
    free(c->vary);
    free(c->measures);
    free(c->sets);
}

/* ---- the same again ---- */

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

void cli_sweep_command_again(const cli_sweep_command *c, const char *db)
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
