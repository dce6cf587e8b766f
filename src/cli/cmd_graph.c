/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_graph - `cooldown graph CASE`, `cooldown graph --run DIR`: the network as a picture.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* Where the picture goes when nobody says: into the result folder, or beside it. */
static char *default_path(const cli_options *options, const cd_case *cs)
{
    char *path = NULL;
    int n = options->run_dir ? asprintf(&path, "%s/network.svg", options->run_dir)
                             : asprintf(&path, "%s_network.svg", cd_case_stem(cs));
    return n < 0 ? NULL : path;
}

static int draw(const cli_options *options, const cd_case *cs)
{
    char *message = NULL, *path = options->dir ? strdup(options->dir) : default_path(options, cs);
    if (!path) {
        cli_error(NULL, "no memory left");
        return CLI_FAILED;
    }
    cd_graph_options how = {.path = path,
                            .at = options->at,
                            .by_conductance = options->by && strcmp(options->by, "conductance") == 0,
                            .dark = options->theme && strcmp(options->theme, "dark") == 0};
    cd_status done =
        options->run_dir ? cd_graph_result(options->run_dir, &how, &message) : cd_graph_case(cs, &how, &message);
    cli_print_and_free(done == CD_OK ? "" : "error: ", message);
    if (done == CD_OK && !options->quiet)
        printf("%s\n", path);
    free(path);
    return done == CD_OK ? CLI_OK : done == CD_INPUT ? CLI_USAGE : done == CD_FILE ? CLI_FILE : CLI_FAILED;
}

/* What does not go together. */
static int check(const cli_options *options)
{
    if (options->n_words != (options->run_dir ? 0 : 1))
        cli_error("graph", options->run_dir ? "graph --run DIR takes no case: the folder tells its network"
                                            : "graph needs one case file, or --run DIR");
    else if (options->at && !options->run_dir)
        cli_error("graph", "--at is a time of a run: add --run DIR");
    else if (options->by && strcmp(options->by, "heat") != 0 && strcmp(options->by, "conductance") != 0)
        cli_error("graph", "--by %s: heat or conductance", options->by);
    else if (options->theme && strcmp(options->theme, "dark") != 0 && strcmp(options->theme, "paper") != 0)
        cli_error("graph", "--theme %s: paper or dark", options->theme);
    else
        return CLI_GO_ON;
    return CLI_USAGE;
}

int cli_graph(int argc, char **argv)
{
    static const char *const allowed[] = {"output", "set", "run", "at", "by", "theme", "quiet", NULL};
    cli_options options;
    cd_case *cs = NULL;
    int status = cli_words_read(argc, argv, "graph", allowed, &options);
    if (status == CLI_GO_ON)
        status = check(&options);
    if (status == CLI_GO_ON && !options.run_dir) {
        options.case_path = options.words[0];
        status = cli_read_case(&options, &cs);
    }
    if (status == CLI_GO_ON)
        status = draw(&options, cs);
    cd_case_free(cs);
    cli_options_free(&options);
    return status;
}
