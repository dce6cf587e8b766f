/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_report - `cooldown report DIR`: one page that explains a result folder.
 */
#include "cli.h"

#include <stdlib.h>

static int write_report(const cli_options *options)
{
    char *message;
    const char *dir = options->words[0];
    cd_report_options how = {
        .dir = options->dir, .pdf = options->pdf, .markdown = options->markdown, .data_path = getenv("COOLDOWN_PATH")};
    cd_status done = cd_report_result(dir, &how, &message);
    cli_print_and_free(done == CD_OK ? "" : "error: ", message);
    if (done == CD_OK && !options->quiet)
        printf("%s/report.%s\n", options->dir ? options->dir : dir,
               options->markdown ? "md"
               : options->pdf    ? "pdf"
                                 : "html");
    return done == CD_OK ? CLI_OK : done == CD_INPUT ? CLI_USAGE : done == CD_FILE ? CLI_FILE : CLI_FAILED;
}

int cli_report(int argc, char **argv)
{
    static const char *const allowed[] = {"output", "pdf", "markdown", "quiet", NULL};
    cli_options options;
    int status = cli_words_read(argc, argv, "report", allowed, &options);
    if (status == CLI_GO_ON && options.n_words != 1) {
        cli_error("report", options.n_words ? "report takes one result folder" : "report needs a result folder");
        status = CLI_USAGE;
    }
    if (status == CLI_GO_ON && options.pdf && options.markdown) {
        cli_error("report", "--pdf and --markdown are two reports: ask for one at a time");
        status = CLI_USAGE;
    }
    if (status == CLI_GO_ON)
        status = write_report(&options);
    cli_options_free(&options);
    return status;
}
