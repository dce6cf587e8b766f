/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_plot - `cooldown plot DIR [DIR...]`: draws the figures of a result folder again, or several over each other; of a
 * sweep's store cmd_plot_store.c does.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* Whether one of the words is a store. Every option but --help takes a value, which is no word. */
static bool names_store(int argc, char **argv)
{
    bool options = true;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (options && strcmp(word, "--") == 0)
            options = false;
        else if (!options || word[0] != '-') {
            if (cli_is_store(word))
                return true;
        } else if (word[1] == '-' ? strncmp(word, "--h", 3) != 0 && !strchr(word, '=') : strcmp(word, "-o") == 0)
            i++;
    }
    return false;
}

int cli_plot(int argc, char **argv)
{
    if (names_store(argc, argv))
        return cli_plot_store(argc, argv);
    static const char *const allowed[] = {"output", "theme", "format", "nodes", NULL};
    cli_options options;
    int status = cli_words_read(argc, argv, "plot", allowed, &options);
    if (status == CLI_GO_ON && options.n_words == 0) {
        cli_error("plot", "plot needs a result folder");
        status = CLI_USAGE;
    }
    if (status == CLI_GO_ON) {
        char *message;
        cd_plot_options how = {.theme = options.theme,
                               .format = options.format,
                               .nodes = options.nodes,
                               .dir = options.dir,
                               .data_path = getenv("COOLDOWN_PATH")};
        cd_status done = cd_plot_results(options.words, options.n_words, &how, &message);
        cli_print_and_free(done == CD_OK ? "" : "error: ", message);
        status = done == CD_OK ? CLI_OK : done == CD_INPUT ? CLI_USAGE : done == CD_FILE ? CLI_FILE : CLI_FAILED;
    }
    cli_options_free(&options);
    return status;
}
