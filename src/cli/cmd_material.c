/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_material - `cooldown material [NAME]`: what is known of the materials.
 */
#include "cli.h"

#include <stdlib.h>

/* Prints the text or what is wrong, and frees the text. */
static int finish(const cd_catalog *catalog, cd_status status, char *text)
{
    fputs(cd_catalog_messages(catalog), stderr);
    if (status == CD_OK && text)
        fputs(text, stdout);
    else if (status == CD_FILE)
        cli_error(NULL, "no figure: %s", text);
    cd_text_free(text);
    return status == CD_OK ? CLI_OK : status == CD_INPUT ? CLI_USAGE : status == CD_FILE ? CLI_FILE : CLI_FAILED;
}

static int ask(const cd_material_question *question)
{
    cd_catalog *catalog;
    char *text = NULL;
    if (cd_catalog_open(getenv("COOLDOWN_PATH"), &catalog) != CD_OK) {
        cli_error(NULL, "no memory left");
        return CLI_FAILED;
    }
    cd_status status = question->plot ? cd_catalog_material_plot(catalog, question, &text)
                                      : cd_catalog_material(catalog, question, &text);
    int result = finish(catalog, status, text);
    cd_catalog_free(catalog);
    return result;
}

/* What does not go together. */
static int check(const cli_options *options)
{
    bool values = options->at || options->integral || options->csv;
    if (options->n_words == 0 && (values || options->plot))
        cli_error(options->command, "material needs a name for --at, --csv, --integral or --plot");
    else if (options->compare && !options->plot)
        cli_error(options->command, "--compare draws a figure: add --plot FILE.svg");
    else if (options->n_words > 1 && !options->plot)
        cli_error(options->command, "one material at a time, or --compare several with --plot FILE.svg");
    else if (options->n_words > 1 && !options->compare)
        cli_error(options->command, "several materials in one figure: add --compare");
    else if (options->at && options->integral)
        cli_error(options->command, "--at and --integral are two questions: ask one at a time");
    else if (options->plot && values)
        cli_error(options->command, "--plot draws, it prints no values: ask one at a time");
    else
        return CLI_GO_ON;
    return CLI_USAGE;
}

int cli_material(int argc, char **argv)
{
    static const char *const allowed[] = {"at", "csv", "integral", "plot", "compare", NULL};
    cli_options options;
    int status = cli_words_read(argc, argv, "material", allowed, &options);
    if (status == CLI_GO_ON)
        status = check(&options);
    if (status == CLI_GO_ON)
        status = ask(&(cd_material_question){.materials = options.words,
                                             .n_materials = options.n_words,
                                             .at = options.at,
                                             .integral = options.integral,
                                             .csv = options.csv,
                                             .plot = options.plot});
    cli_options_free(&options);
    return status;
}
