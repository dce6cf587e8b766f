/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * options - reads the options of a command with getopt_long; one table for all commands, each of which allows some.
 */
#include "cli.h"

#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SET = 256,
    RTOL,
    JSON,
    NO_PLOT,
    NO_LEDGER,
    STRICT,
    FORCE,
    REQUIRE_STOP,
    AT,
    CSV,
    PLOT,
    INTEGRAL,
    COMPARE,
    TO,
    VERIFY,
    THEME,
    FORMAT,
    NODES,
    BY,
    RUN_DIR,
    PDF,
    MARKDOWN
};

static const struct option all[] = {
    {"output", required_argument, NULL, 'o'},  {"set", required_argument, NULL, SET},
    {"rtol", required_argument, NULL, RTOL},   {"json", no_argument, NULL, JSON},
    {"no-plot", no_argument, NULL, NO_PLOT},   {"no-ledger", no_argument, NULL, NO_LEDGER},
    {"quiet", no_argument, NULL, 'q'},         {"strict", no_argument, NULL, STRICT},
    {"force", no_argument, NULL, FORCE},       {"require-stop", no_argument, NULL, REQUIRE_STOP},
    {"at", required_argument, NULL, AT},       {"csv", no_argument, NULL, CSV},
    {"plot", required_argument, NULL, PLOT},   {"integral", required_argument, NULL, INTEGRAL},
    {"compare", no_argument, NULL, COMPARE},   {"to", required_argument, NULL, TO},
    {"verify", no_argument, NULL, VERIFY},     {"help", no_argument, NULL, 'h'},
    {"theme", required_argument, NULL, THEME}, {"format", required_argument, NULL, FORMAT},
    {"nodes", required_argument, NULL, NODES}, {"by", required_argument, NULL, BY},
    {"run", required_argument, NULL, RUN_DIR}, {"pdf", no_argument, NULL, PDF},
    {"markdown", no_argument, NULL, MARKDOWN},
};
enum { N_ALL = sizeof all / sizeof *all };

static bool is_allowed(const char *name, const char *const *allowed)
{
    for (; *allowed; allowed++)
        if (strcmp(name, *allowed) == 0)
            return true;
    return strcmp(name, "help") == 0;
}

/* The options of this command, in the form that getopt wants. */
static void choose_options(const char *const *allowed, struct option *chosen, char *letters)
{
    size_t n = 0;
    *letters++ = ':';
    for (size_t i = 0; i < N_ALL; i++) {
        if (!is_allowed(all[i].name, allowed))
            continue;
        chosen[n++] = all[i];
        if (all[i].val < 256) {
            *letters++ = (char)all[i].val;
            if (all[i].has_arg)
                *letters++ = ':';
        }
    }
    *letters = '\0';
}

static int unknown_option(const cli_options *options, const char *word, const char *const *allowed)
{
    if (word[0] != '-' || word[1] != '-') {
        cli_error(options->command, "unrecognized option \"-%c\" of %s", optopt, options->command);
        return CLI_USAGE;
    }
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    const char *nearest = cli_nearest(name, allowed);
    if (nearest)
        cli_error(options->command, "unrecognized option \"--%s\" of %s; did you mean \"--%s\"?", name,
                  options->command, nearest);
    else
        cli_error(options->command, "unrecognized option \"--%s\" of %s", name, options->command);
    return CLI_USAGE;
}

/* The word of the command line that getopt could not take. */
static int refuse(const cli_options *options, int code, const char *word, const char *const *allowed)
{
    if (code == ':') {
        cli_error(options->command, "option \"%s\" of %s needs a value", word, options->command);
        return CLI_USAGE;
    }
    if (optopt >= 'a' && word[1] == '-') {
        cli_error(options->command, "option \"%.*s\" of %s takes no value", (int)strcspn(word, "="), word,
                  options->command);
        return CLI_USAGE;
    }
    return unknown_option(options, word, allowed);
}

static int read_rtol(cli_options *out, const char *text)
{
    char *end;
    out->rtol = strtod(text, &end);
    if (end != text && *end == '\0' && out->rtol >= 1e-12 && out->rtol <= 0.1)
        return CLI_GO_ON;
    cli_error(out->command, "--rtol %s: give a number from 1e-12 to 0.1, such as 1e-6", text);
    return CLI_USAGE;
}

static int read_set(cli_options *out, const char *text)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text) {
        cli_error(out->command, "--set %s: write it as NAME=VALUE, such as --set gap=3mm", text);
        return CLI_USAGE;
    }
    out->sets[out->n_sets++] = text;
    return CLI_GO_ON;
}

static int read_plot(cli_options *out, const char *path)
{
    size_t n = strlen(path);
    out->plot = path;
    if (n > 4 && (strcmp(path + n - 4, ".svg") == 0 || strcmp(path + n - 4, ".png") == 0))
        return CLI_GO_ON;
    cli_error(out->command, "--plot %s: the figure's name must end in .svg or .png", path);
    return CLI_USAGE;
}

static int take(cli_options *out, int code)
{
    switch (code) {
    case 'o':
        out->dir = optarg;
        if (*optarg)
            return CLI_GO_ON;
        cli_error(out->command, "option \"-o\" of %s needs a name", out->command);
        return CLI_USAGE;
    case SET:
        return read_set(out, optarg);
    case RTOL:
        return read_rtol(out, optarg);
    case JSON:
        out->json = true;
        return CLI_GO_ON;
    case NO_PLOT:
        out->no_plot = true;
        return CLI_GO_ON;
    case NO_LEDGER:
        out->no_ledger = true;
        return CLI_GO_ON;
    case 'q':
        out->quiet = true;
        return CLI_GO_ON;
    case STRICT:
        out->strict = true;
        return CLI_GO_ON;
    case FORCE:
        out->force = true;
        return CLI_GO_ON;
    case REQUIRE_STOP:
        out->require_stop = true;
        return CLI_GO_ON;
    case AT:
        out->at = optarg;
        return CLI_GO_ON;
    case CSV:
        out->csv = true;
        return CLI_GO_ON;
    case PLOT:
        return read_plot(out, optarg);
    case INTEGRAL:
        out->integral = optarg;
        return CLI_GO_ON;
    case TO:
        out->to = optarg;
        return CLI_GO_ON;
    case VERIFY:
        out->verify = true;
        return CLI_GO_ON;
    case COMPARE:
        out->compare = true;
        return CLI_GO_ON;
    case THEME:
        out->theme = optarg;
        return CLI_GO_ON;
    case FORMAT:
        out->format = optarg;
        return CLI_GO_ON;
    case NODES:
        out->nodes = optarg;
        return CLI_GO_ON;
    case BY:
        out->by = optarg;
        return CLI_GO_ON;
    case RUN_DIR:
        out->run_dir = optarg;
        return CLI_GO_ON;
    case PDF:
        out->pdf = true;
        return CLI_GO_ON;
    case MARKDOWN:
        out->markdown = true;
        return CLI_GO_ON;
    default:
        return cli_print_help(out->command);
    }
}

/* What is left when all options are read: the words, of which a command that takes a case wants one. */
static int take_words(int argc, char **argv, cli_options *out)
{
    out->words = (const char *const *)argv + optind;
    out->n_words = (size_t)(argc - optind);
    if (!out->takes_case)
        return CLI_GO_ON;
    if (optind == argc) {
        cli_error(out->command, "%s needs a case file", out->command);
        return CLI_USAGE;
    }
    out->case_path = argv[optind];
    if (optind + 1 == argc)
        return CLI_GO_ON;
    cli_error(out->command, "%s takes one case file, but \"%s\" follows \"%s\"", out->command, argv[optind + 1],
              out->case_path);
    return CLI_USAGE;
}

static int read_options(int argc, char **argv, const char *command, const char *const *allowed, bool takes_case,
                        cli_options *out)
{
    struct option chosen[N_ALL + 1] = {0};
    char letters[2 * N_ALL + 2];
    *out = (cli_options){.command = command, .takes_case = takes_case, .sets = calloc((size_t)argc, sizeof *out->sets)};
    if (!out->sets) {
        cli_error(NULL, "no memory left");
        return CLI_FAILED;
    }
    choose_options(allowed, chosen, letters);
    opterr = 0;
    optind = 1;
    for (;;) {
        int at = optind;
        int code = getopt_long(argc, argv, letters, chosen, NULL);
        if (code == -1)
            return take_words(argc, argv, out);
        int status = code == '?' || code == ':' ? refuse(out, code, argv[optind > at ? optind - 1 : at], allowed)
                                                : take(out, code);
        if (status != CLI_GO_ON)
            return status;
    }
}

int cli_options_read(int argc, char **argv, const char *command, const char *const *allowed, cli_options *out)
{
    return read_options(argc, argv, command, allowed, true, out);
}

int cli_words_read(int argc, char **argv, const char *command, const char *const *allowed, cli_options *out)
{
    return read_options(argc, argv, command, allowed, false, out);
}

void cli_options_free(cli_options *options)
{
    free(options->sets);
    options->sets = NULL;
}
