/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooldown - predicts how long a device that cryocoolers cool by conduction takes to get cold. This file finds the
 * command; each command is in its own.
 */
#include "cli.h"

#include <string.h>
#include <unistd.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} commands[] = {{"run", cli_run},       {"check", cli_check},     {"steady", cli_steady}, {"material", cli_material},
                {"cooler", cli_cooler}, {"plot", cli_plot},       {"graph", cli_graph},   {"report", cli_report},
                {"sweep", cli_sweep},   {"results", cli_results}, {"help", cli_help}};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

static int unknown_command(const char *word)
{
    const char *names[N_COMMANDS + 1] = {NULL};
    for (size_t i = 0; i < N_COMMANDS; i++)
        names[i] = commands[i].name;
    const char *nearest = cli_nearest(word, names);
    if (nearest)
        cli_error("", "unrecognized command \"%s\"; did you mean \"%s\"?", word, nearest);
    else
        cli_error("", "unrecognized command \"%s\"; there is no case file of that name either", word);
    return CLI_USAGE;
}

/* `cooldown CASE.ini` is `cooldown run CASE.ini`: what looks like a path, or is a file. */
static bool is_case(const char *word)
{
    return strchr(word, '/') || strchr(word, '.') || access(word, F_OK) == 0;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        cli_error("", "no command and no case given");
        return CLI_USAGE;
    }
    const char *word = argv[1];
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        printf("cooldown %s\n", cd_version());
        return CLI_OK;
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return cli_print_help(NULL);
    for (size_t i = 0; i < N_COMMANDS; i++)
        if (strcmp(word, commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    if (word[0] == '-' || is_case(word))
        return cli_run(argc, argv);
    return unknown_command(word);
}

int main(int argc, char **argv)
{
    return cli_finish_output(dispatch(argc, argv));
}
