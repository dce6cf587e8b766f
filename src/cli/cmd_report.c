/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_report - `cooldown report DIR`: one page that explains a result folder, or the store of a
 * sweep.
 */
#include "cli.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file is the store of a sweep, a folder the result of a run. */
static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* Where the report went. */
static void print_path(const cli_options *options, const char *what, bool store)
{
    const char *ending = options->markdown ? "md" : options->pdf ? "pdf" : "html";
    if (store && !options->dir)
        printf("%.*s_report.%s\n", cd_store_stem(what), what, ending);
    else
        printf("%s/report.%s\n", options->dir ? options->dir : what, ending);
}

static int write_report(const cli_options *options)
{
    char *message;
    const char *what = options->words[0];
    bool store = is_file(what);
    if (access(what, F_OK) != 0) {
        cli_error(NULL, "%s: there is no such file or folder", what);
        return CLI_USAGE;
    }
    cd_report_options how = {
        .dir = options->dir, .pdf = options->pdf, .markdown = options->markdown, .data_path = getenv("COOLDOWN_PATH")};
    cd_status done = store ? cd_report_store(what, &how, &message) : cd_report_result(what, &how, &message);
    cli_print_and_free(done == CD_OK ? "" : "error: ", message);
    if (done == CD_OK && !options->quiet)
        print_path(options, what, store);
    return done == CD_OK ? CLI_OK : done == CD_INPUT ? CLI_USAGE : done == CD_FILE ? CLI_FILE : CLI_FAILED;
}

int cli_report(int argc, char **argv)
{
    static const char *const allowed[] = {"output", "pdf", "markdown", "quiet", NULL};
    cli_options options;
    int status = cli_words_read(argc, argv, "report", allowed, &options);
    if (status == CLI_GO_ON && options.n_words != 1) {
        cli_error("report", options.n_words ? "report takes one result folder, or one file of a sweep"
                                            : "report needs a result folder, or the file of a sweep");
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
