/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli - what the files of the command line share. Here and nowhere else is anything printed; of the library only
 * cooldown.h is used.
 */
#ifndef CD_CLI_CLI_H
#define CD_CLI_CLI_H

#include "../cooldown.h"

#include <stdio.h>

/* Exit status; CLI_GO_ON is no status of the program. */
enum { CLI_OK = 0, CLI_FAILED = 1, CLI_USAGE = 2, CLI_FILE = 3, CLI_GO_ON = -1 };

/* What a command line says. */
typedef struct {
    const char *command; /* "run": named in messages and looked up in help */
    const char *case_path;
    const char *dir; /* -o; NULL: out/<stem> */
    const char **sets;
    size_t n_sets;
    double rtol;                      /* 0: the case's */
    const char *at, *plot, *integral; /* --at LIST, --plot FILE, --integral LIST; NULL: not given */
    const char *to;                   /* --to LIST; NULL: not given */
    bool takes_case;
    const char *const *words; /* what is not an option, in its order */
    size_t n_words;
    const char *theme, *format, *nodes, *by, *run_dir; /* --theme ..., --run; NULL: not given */
    bool pdf, markdown;
    bool csv, compare, verify;
    bool json, no_plot, no_ledger, quiet, strict, force, require_stop;
} cli_options;

/* Reads the options of a command; argv[0] is the command's own name. `allowed` names the long options that it has.
 * CLI_GO_ON, or an exit status after a message (or after the help that was asked for). Free with cli_options_free. */
int cli_options_read(int argc, char **argv, const char *command, const char *const *allowed, cli_options *out);
void cli_options_free(cli_options *options);

/* The same for a command that takes no case but any number of words. */
int cli_words_read(int argc, char **argv, const char *command, const char *const *allowed, cli_options *out);

/* The commands. */
int cli_run(int argc, char **argv);
int cli_check(int argc, char **argv);
int cli_steady(int argc, char **argv);
int cli_material(int argc, char **argv);
int cli_cooler(int argc, char **argv);
int cli_plot(int argc, char **argv);
int cli_plot_store(int argc, char **argv); /* the same of a sweep's store */
int cli_graph(int argc, char **argv);
int cli_report(int argc, char **argv);
int cli_sweep(int argc, char **argv);
int cli_results(int argc, char **argv);
int cli_help(int argc, char **argv);

/* Reads options of a command that has its own table (getopt.h), with the messages that all commands have: take(ctx,
 * option) is called for each, with optarg set. CLI_GO_ON with optind at the first word, or an exit status. */
struct option;
int cli_own_options(int argc, char **argv, const char *command, const struct option *table,
                    int (*take)(void *ctx, int option), void *ctx);

/* A whole number from `least` to `most`; false after a message. */
bool cli_read_count(const char *command, const char *option, const char *text, long least, long most, long *out);

/* Prints the help of a topic (NULL: the overview). CLI_USAGE when there is no such topic. */
int cli_print_help(const char *topic);

/* Reads the case and prints what was found: all with errors, warnings and notes unless quiet. CLI_GO_ON or an exit
 * status; *cs is to be freed in any case. */
int cli_read_case(const cli_options *options, cd_case **cs);

/* "error: ..." on the standard error, with the program's name, and " (see cooldown help ...)" when topic is not NULL.
 */
void cli_error(const char *topic, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints each line of a message of the library (may be NULL) after "cooldown: " and `prefix`, and frees it. */
void cli_print_and_free(const char *prefix, char *message);

/* Whether the file is one of SQLite, as the store of a sweep is. */
bool cli_is_store(const char *path);

/* Prints the answer to a question about results on the standard output, piece by piece. */
cd_status cli_print_results(cd_results *results, const cd_results_question *question);

/* "s", or nothing for one. */
const char *cli_plural(size_t n);

/* The word nearest to `word` of a list that ends with NULL, or NULL when none is near. */
const char *cli_nearest(const char *word, const char *const *words);

/* Writes out what is left of the standard output: `status`, or CLI_FILE after a message when it could not be written. A
 * reader that has gone away is not an error. */
int cli_finish_output(int status);

/* A progress line on the standard error, if that is a terminal, from one second on. */
typedef struct {
    bool on, shown;
    double start_s, last_s;
} cli_progress;
void cli_progress_begin(cli_progress *progress, bool wanted);
void cli_progress_show(cli_progress *progress, const cd_case *cs, const cd_run *run);
void cli_progress_end(cli_progress *progress);

#endif
