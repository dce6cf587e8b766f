/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_steady - `cooldown steady CASE`: the temperatures at which everything stays, and the heats there.
 */
#include "cli.h"

static int print_found(const cli_options *options, const cd_steady *st, cd_status found)
{
    if (found == CD_INPUT) {
        fprintf(stderr, "%s", cd_steady_error(st));
        return CLI_USAGE;
    }
    /* Where there is none from the case's own start, those from other starts are shown all the same. */
    bool shown = !options->quiet && (found == CD_OK || cd_steady_n_states(st) > 0);
    char *text = options->json ? cd_steady_json(st) : shown ? cd_steady_text(st) : NULL;
    if (text)
        fputs(text, stdout);
    if (text && options->json)
        fputc('\n', stdout);
    cd_text_free(text);
    if (found != CD_OK) {
        cli_error(NULL, "%s", cd_steady_error(st));
        return CLI_FAILED;
    }
    if (options->strict && cd_steady_n_states(st) > 1) {
        cli_error(NULL, "--strict: %zu steady states", cd_steady_n_states(st));
        return CLI_FAILED;
    }
    return CLI_OK;
}

static int steady(const cli_options *options)
{
    cd_case *cs = NULL;
    int status = cli_read_case(options, &cs);
    if (status == CLI_GO_ON) {
        cd_steady *st = NULL;
        cd_steady_options how = {.to = options->to};
        cd_status found = cd_steady_new(cs, &how, &st);
        if (st) {
            status = print_found(options, st, found);
        } else {
            cli_error(NULL, "no memory left");
            status = CLI_FAILED;
        }
        cd_steady_free(st);
    }
    cd_case_free(cs);
    return status;
}

int cli_steady(int argc, char **argv)
{
    static const char *const allowed[] = {"set", "to", "json", "quiet", "strict", NULL};
    cli_options options;
    int status = cli_options_read(argc, argv, "steady", allowed, &options);
    if (status == CLI_GO_ON)
        status = steady(&options);
    cli_options_free(&options);
    return status;
}
