/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_results - `cooldown results FILE.db`: lists, exports and draws what a sweep has stored; `results merge` puts
 * shards together.
 */
#include "cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 256 };
enum { WHERE = FIRST, SORT, REVERSE, LIMIT, CSV, PROFILE, PLOT, X, MEASURE, PARETO, THEME };

static const struct option table[] = {{"where", required_argument, NULL, WHERE},
                                      {"sort", required_argument, NULL, SORT},
                                      {"reverse", no_argument, NULL, REVERSE},
                                      {"limit", required_argument, NULL, LIMIT},
                                      {"csv", no_argument, NULL, CSV},
                                      {"profile", required_argument, NULL, PROFILE},
                                      {"plot", required_argument, NULL, PLOT},
                                      {"x", required_argument, NULL, X},
                                      {"measure", required_argument, NULL, MEASURE},
                                      {"pareto", required_argument, NULL, PARETO},
                                      {"theme", required_argument, NULL, THEME},
                                      {"help", no_argument, NULL, 'h'},
                                      {NULL, 0, NULL, 0}};

typedef struct {
    cd_results_question question;
    cd_results_figure figure;
    const char **where, **x;
    long profile; /* -1: none */
    bool given[THEME + 1 - FIRST];
} results_command;

static int take(void *ctx, int option)
{
    results_command *c = ctx;
    cd_results_question *q = &c->question;
    c->given[option - FIRST] = true;
    switch (option) {
    case WHERE:
        c->where[q->n_where++] = optarg;
        c->figure.n_where = q->n_where;
        return CLI_GO_ON;
    case SORT:
        q->sort = optarg;
        return CLI_GO_ON;
    case REVERSE:
        q->descending = true;
        return CLI_GO_ON;
    case LIMIT:
        return cli_read_count("results", "--limit", optarg, 0, 2000000000, &q->limit) ? CLI_GO_ON : CLI_USAGE;
    case CSV:
        q->csv = true;
        return CLI_GO_ON;
    case PROFILE:
        return cli_read_count("results", "--profile", optarg, 0, 2000000000, &c->profile) ? CLI_GO_ON : CLI_USAGE;
    case PLOT:
        c->figure.path = optarg;
        return CLI_GO_ON;
    case X:
        c->x[c->figure.n_parameters++] = optarg;
        return CLI_GO_ON;
    case MEASURE:
        c->figure.measure = optarg;
        return CLI_GO_ON;
    case THEME:
        c->figure.theme = optarg;
        return CLI_GO_ON;
    default:
        c->figure.pareto = optarg;
        return CLI_GO_ON;
    }
}

static int complain(const char *why, int status)
{
    cli_error(NULL, "%s", why ? why : "no memory left");
    return status;
}

/* What an option is for: none is passed over in silence. */
enum { LIST = 1, FIGURE = 2, ONE = 4 };
static const int use[] = {[WHERE - FIRST] = LIST | FIGURE, [SORT - FIRST] = LIST,   [REVERSE - FIRST] = LIST,
                          [LIMIT - FIRST] = LIST,          [CSV - FIRST] = LIST,    [PROFILE - FIRST] = ONE,
                          [PLOT - FIRST] = FIGURE,         [X - FIRST] = FIGURE,    [MEASURE - FIRST] = FIGURE,
                          [PARETO - FIRST] = FIGURE,       [THEME - FIRST] = FIGURE};

static int check_options(const results_command *c, bool merge)
{
    int mode = merge ? 0 : c->figure.path ? FIGURE : c->profile >= 0 ? ONE : LIST;
    for (size_t i = 0; i < sizeof use / sizeof *use; i++) {
        if (!c->given[i] || use[i] & mode)
            continue;
        if (mode == LIST)
            cli_error("results", "--%s is for figures: add --plot FILE.svg", table[i].name);
        else
            cli_error("results", "%s takes no --%s",
                      merge            ? "results merge"
                      : mode == FIGURE ? "--plot draws a figure, which"
                                       : "--profile prints the file of one point, which",
                      table[i].name);
        return CLI_USAGE;
    }
    return CLI_GO_ON;
}

static int merge(const char *const *word, size_t n)
{
    char *message;
    if (n < 2)
        return complain("results merge needs a new file and the files to put into it: merge OUT.db IN.db...",
                        CLI_USAGE);
    cd_status status = cd_results_merge(word[0], word + 1, n - 1, &message);
    if (status != CD_OK)
        complain(message, CLI_FILE);
    cd_text_free(message);
    return status == CD_OK ? CLI_OK : CLI_FILE;
}

cd_status cli_print_results(cd_results *results, const cd_results_question *question)
{
    char *text = NULL;
    cd_status status = cd_results_ask(results, question);
    while (status == CD_OK && !ferror(stdout)) {
        status = cd_results_more(results, &text);
        if (!text)
            break;
        fputs(text, stdout);
        cd_text_free(text);
    }
    return status;
}

static int answer(const results_command *c, const char *path)
{
    cd_results *results;
    char *text = NULL;
    cd_status status = cd_results_open(path, &results);
    if (status != CD_OK) {
        complain(results ? cd_results_error(results) : NULL, CLI_FILE);
        cd_results_free(results);
        return CLI_FILE;
    }
    if (c->figure.path) {
        status = cd_results_plot(results, &c->figure);
        if (status == CD_OK && cd_results_error(results))
            fprintf(stderr, "cooldown: warning: %s\n", cd_results_error(results));
    } else if (c->profile >= 0) {
        status = cd_results_profile(results, c->profile, &text);
    } else {
        status = cli_print_results(results, &c->question);
    }
    if (text)
        fputs(text, stdout);
    cd_text_free(text);
    int code = CLI_OK;
    if (status != CD_OK)
        code = complain(status == CD_NO_MEMORY ? NULL : cd_results_error(results),
                        status == CD_FILE ? CLI_FILE : CLI_USAGE);
    cd_results_free(results);
    return code;
}

int cli_results(int argc, char **argv)
{
    results_command c = {.profile = -1};
    c.where = calloc((size_t)argc, sizeof *c.where);
    c.x = calloc((size_t)argc, sizeof *c.x);
    c.question.where = c.figure.where = c.where;
    c.figure.parameters = c.x;
    c.figure.data_path = getenv("COOLDOWN_PATH");
    int status = c.where && c.x ? cli_own_options(argc, argv, "results", table, take, &c) : complain(NULL, CLI_FAILED);
    if (!c.given[LIMIT - FIRST] && !c.question.csv)
        c.question.limit = 40;
    bool merging = optind < argc && strcmp(argv[optind], "merge") == 0;
    if (status == CLI_GO_ON)
        status = check_options(&c, merging);
    if (status == CLI_GO_ON && optind == argc)
        status = complain("results needs the file of a sweep", CLI_USAGE);
    else if (status == CLI_GO_ON && merging)
        status = merge((const char *const *)argv + optind + 1, (size_t)(argc - optind - 1));
    else if (status == CLI_GO_ON && optind + 1 < argc)
        status = complain("results takes one file", CLI_USAGE);
    else if (status == CLI_GO_ON)
        status = answer(&c, argv[optind]);
    free(c.where);
    free(c.x);
    return status;
}
