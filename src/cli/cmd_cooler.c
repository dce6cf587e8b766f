/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_cooler - `cooldown cooler [NAME]`: what the program knows about cryocoolers.
 */
#include "cli.h"

#include <stdlib.h>

static cd_status ask(cd_catalog *catalog, const cli_options *options, char **text)
{
    const char *name = options->n_words > 0 ? options->words[0] : NULL;
    const char *run_dir = options->n_words > 1 ? options->words[1] : NULL;
    if (!name)
        return cd_catalog_coolers(catalog, text);
    if (options->plot)
        return cd_catalog_cooler_plot(catalog, name, options->plot, run_dir, text);
    if (options->at || options->csv)
        return cd_catalog_cooler_at(catalog, name, options->at, options->csv, text);
    return cd_catalog_cooler(catalog, name, text);
}

/* What does not go together. */
static int check_words(const cli_options *options)
{
    const char *wrong = NULL;
    if (options->n_words == 0 && (options->at || options->csv || options->plot))
        wrong = "cooler needs the name of a model with --at, --csv and --plot";
    else if (options->plot && (options->at || options->csv))
        wrong = "cooler takes --plot alone";
    else if (options->n_words > (options->plot ? 2 : 1))
        wrong =
            options->plot ? "cooler --plot FILE takes a model and at most one result folder" : "cooler takes one model";
    if (!wrong)
        return CLI_GO_ON;
    cli_error("cooler", "%s", wrong);
    return CLI_USAGE;
}

static int answer(const cli_options *options)
{
    cd_catalog *catalog = NULL;
    char *text = NULL;
    cd_status status = cd_catalog_open(getenv("COOLDOWN_PATH"), &catalog);
    if (status == CD_OK)
        status = ask(catalog, options, &text);
    if (catalog)
        fputs(cd_catalog_messages(catalog), stderr);
    if (text)
        fputs(text, stdout);
    if (status == CD_NO_MEMORY)
        cli_error(NULL, "no memory left");
    cd_text_free(text);
    cd_catalog_free(catalog);
    return status == CD_OK ? CLI_OK : status == CD_INPUT ? CLI_USAGE : CLI_FAILED;
}

int cli_cooler(int argc, char **argv)
{
    static const char *const allowed[] = {"at", "csv", "plot", NULL};
    cli_options options;
    int status = cli_words_read(argc, argv, "cooler", allowed, &options);
    if (status == CLI_GO_ON)
        status = check_words(&options);
    if (status == CLI_GO_ON)
        status = answer(&options);
    cli_options_free(&options);
    return status;
}
