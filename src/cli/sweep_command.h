/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_command - what the command line of `cooldown sweep` says.
 */
#ifndef CD_CLI_SWEEP_COMMAND_H
#define CD_CLI_SWEEP_COMMAND_H

#include "cli.h"

/* The three lists have room for every argument. */
typedef struct {
    cd_sweep_options sweep;
    const char **vary, **measures, **sets;
    const char *case_path, *db;
    bool csv, quiet;
    int argc;
    char **argv;
} cli_sweep_command;

/* CLI_GO_ON, or an exit status after a message. Free with cli_sweep_command_free in any case. */
int cli_sweep_command_read(int argc, char **argv, cli_sweep_command *c);
void cli_sweep_command_free(cli_sweep_command *c);

/* Prints the command line on the standard error as a shell takes it, with --resume and the store. */
void cli_sweep_command_again(const cli_sweep_command *c, const char *db);

#endif
