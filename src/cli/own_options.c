/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * own_options - options of commands that have a table of their own.
 */
#include "cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPTIONS = 64 };

static void refuse(const char *command, const struct option *table, int code, const char *word)
{
    const char *names[MOST_OPTIONS + 1] = {NULL};
    for (size_t i = 0; table[i].name && i < MOST_OPTIONS; i++)
        names[i] = table[i].name;
    if (code == ':') {
        cli_error(command, "option \"%s\" of %s needs a value", word, command);
        return;
    }
    if (word[0] != '-' || word[1] != '-') {
        cli_error(command, "unrecognized option \"-%c\" of %s", optopt, command);
        return;
    }
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    const char *nearest = cli_nearest(name, names);
    if (optopt)
        cli_error(command, "option \"--%s\" of %s takes no value", name, command);
    else if (nearest)
        cli_error(command, "unrecognized option \"--%s\" of %s; did you mean \"--%s\"?", name, command, nearest);
    else
        cli_error(command, "unrecognized option \"--%s\" of %s", name, command);
}

int cli_own_options(int argc, char **argv, const char *command, const struct option *table,
                    int (*take)(void *ctx, int option), void *ctx)
{
    char letters[2 * MOST_OPTIONS + 2], *end = letters;
    *end++ = ':';
    for (size_t i = 0; table[i].name && i < MOST_OPTIONS; i++)
        if (table[i].val < 256) {
            *end++ = (char)table[i].val;
            if (table[i].has_arg)
                *end++ = ':';
        }
    *end = '\0';
    opterr = 0;
    optind = 1;
    for (;;) {
        int at = optind;
        int code = getopt_long(argc, argv, letters, table, NULL);
        if (code == -1)
            return CLI_GO_ON;
        if (code == '?' || code == ':') {
            refuse(command, table, code, argv[optind > at ? optind - 1 : at]);
            return CLI_USAGE;
        }
        int status = code == 'h' ? cli_print_help(command) : take(ctx, code);
        if (status != CLI_GO_ON)
            return status;
    }
}

bool cli_read_count(const char *command, const char *option, const char *text, long least, long most, long *out)
{
    char *end;
    *out = strtol(text, &end, 10);
    if (end != text && *end == '\0' && *out >= least && *out <= most)
        return true;
    cli_error(command, "%s %s: give a whole number from %ld to %ld", option, text, least, most);
    return false;
}
