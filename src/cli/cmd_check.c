/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_check - `cooldown check CASE`: reads a case and prints what it amounts to, without a run.
 */
#include "cli.h"

static int check(const cli_options *options)
{
    cd_case *cs = NULL;
    int status = cli_read_case(options, &cs);
    if (status == CLI_GO_ON) {
        char *text = cd_case_check(cs);
        if (text && !options->quiet)
            fputs(text, stdout);
        status = text ? CLI_OK : CLI_FAILED;
        cd_text_free(text);
        if (options->strict && cd_case_n_warnings(cs) > 0) {
            cli_error(NULL, "--strict: %zu warning%s", cd_case_n_warnings(cs), cli_plural(cd_case_n_warnings(cs)));
            status = CLI_FAILED;
        }
    }
    cd_case_free(cs);
    return status;
}

int cli_check(int argc, char **argv)
{
    static const char *const allowed[] = {"set", "quiet", "strict", NULL};
    cli_options options;
    int status = cli_options_read(argc, argv, "check", allowed, &options);
    if (status == CLI_GO_ON)
        status = check(&options);
    cli_options_free(&options);
    return status;
}
