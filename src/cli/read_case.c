/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * read_case - reads the case of a command and prints what was found in it.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* Errors are many when one slip has many consequences: the first twenty are enough. */
enum { MOST_MESSAGES = 20 };

const char *cli_plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void print_messages(const cd_case *cs)
{
    size_t n = cd_case_n_messages(cs);
    for (size_t i = 0; i < n && i < MOST_MESSAGES; i++)
        fputs(cd_case_message(cs, i), stderr);
    if (n > MOST_MESSAGES)
        fprintf(stderr, "... and %zu more\n", n - MOST_MESSAGES);
}

int cli_read_case(const cli_options *options, cd_case **cs)
{
    cd_read_options how = {.data_path = getenv("COOLDOWN_PATH"),
                           .overrides = options->sets,
                           .n_overrides = options->n_sets,
                           .whole_materials = strcmp(options->command, "check") == 0};
    cd_status status = cd_case_read(options->case_path, &how, cs);
    if (status == CD_NO_MEMORY) {
        cli_error(NULL, "no memory left");
        return CLI_FAILED;
    }
    if (status == CD_OK) {
        if (!options->quiet)
            print_messages(*cs);
        return CLI_GO_ON;
    }
    print_messages(*cs);
    size_t errors = cd_case_n_errors(*cs), warnings = cd_case_n_warnings(*cs);
    fprintf(stderr, "%zu error%s, %zu warning%s; nothing was run\n", errors, cli_plural(errors), warnings,
            cli_plural(warnings));
    return CLI_USAGE;
}
