/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmd_run - `cooldown run CASE`: reads a case, runs it, writes the result folder, prints the summary.
 */
#include "cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* The signal that asks to stop; 0: none. The run is left between two steps, before anything is written. */
static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
    interrupted = number;
}

/* A second signal ends the program at once. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)(SA_RESETHAND | SA_RESTART)};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

/* Steps to the end. CLI_GO_ON, or an exit status after a message. */
static int step_to_end(const cli_options *options, const cd_case *cs, cd_run *run)
{
    cli_progress progress;
    cli_progress_begin(&progress, !options->quiet);
    cd_status status = CD_GOING;
    while (!interrupted && (status = cd_run_step(run)) == CD_GOING)
        cli_progress_show(&progress, cs, run);
    cli_progress_end(&progress);
    if (interrupted) {
        fprintf(stderr, "cooldown: interrupted at t = %.4g h; nothing was written\n", cd_run_time(run) / 3600);
        return 128 + interrupted;
    }
    if (status == CD_OK)
        return CLI_GO_ON;
    const char *why = cd_run_error(run);
    cli_error(NULL, "the run failed, nothing was written: %s", why ? why : "no memory left");
    return CLI_FAILED;
}

/* Two more runs; what does not finish is said in the summary. */
static int verify(const cli_options *options, cd_run *run)
{
    cd_read_options how = {
        .data_path = getenv("COOLDOWN_PATH"), .overrides = options->sets, .n_overrides = options->n_sets};
    if (cd_run_verify(run, &how) != CD_NO_MEMORY)
        return CLI_GO_ON;
    cli_error(NULL, "no memory left");
    return CLI_FAILED;
}

static int write_results(const cli_options *options, const cd_write_options *how, const cd_run *run, const char *dir)
{
    char *message;
    cd_status status = cd_run_write(run, dir, how, &message);
    bool undrawn = status == CD_OK && message;
    if (undrawn && options->quiet && !options->strict)
        cd_text_free(message);
    else
        cli_print_and_free(status == CD_OK ? "" : "error: ", message);
    if (undrawn && options->strict)
        return CLI_FAILED;
    return status == CD_OK ? CLI_GO_ON : status == CD_FILE ? CLI_FILE : CLI_FAILED;
}

static int print_summary(const cli_options *options, const cd_run *run, const char *dir)
{
    char *text = options->json ? cd_run_summary_json(run) : options->quiet ? NULL : cd_run_summary(run);
    if (!text && (options->json || !options->quiet)) {
        cli_error(NULL, "no memory left");
        return CLI_FAILED;
    }
    if (text)
        fputs(text, stdout);
    if (options->json)
        fputc('\n', stdout);
    else if (!options->quiet)
        printf("\nresults in %s\n", dir);
    for (size_t i = 0; options->json && !options->quiet && i < cd_run_n_warnings(run); i++)
        fprintf(stderr, "cooldown: warning: %s\n", cd_run_warning(run, i));
    cd_text_free(text);
    return CLI_GO_ON;
}

/* What --strict and --require-stop make of a finished run. */
static int judge(const cli_options *options, const cd_case *cs, const cd_run *run)
{
    size_t warnings = cd_case_n_warnings(cs) + cd_run_n_warnings(run);
    if (options->require_stop && !cd_run_stopped(run)) {
        cli_error(NULL, "--require-stop: the stop condition was never met");
        return CLI_FAILED;
    }
    if (options->strict && warnings > 0) {
        cli_error(NULL, "--strict: %zu warning%s", warnings, cli_plural(warnings));
        return CLI_FAILED;
    }
    return CLI_OK;
}

static int run_into(const cli_options *options, const cd_case *cs, const char *dir)
{
    cd_write_options how = {.no_plot = options->no_plot, .force = options->force, .data_path = getenv("COOLDOWN_PATH")};
    char *message;
    if (cd_run_may_write(cs, dir, &how, &message) != CD_OK) {
        cli_print_and_free("error: ", message);
        return CLI_FILE;
    }
    cd_run *run;
    cd_run_options run_options = {.rtol = options->rtol, .no_ledger = options->no_ledger};
    int status = CLI_FAILED;
    if (cd_run_new(cs, &run_options, &run) == CD_NO_MEMORY)
        cli_error(NULL, "no memory left");
    else
        status = step_to_end(options, cs, run);
    if (status == CLI_GO_ON && options->verify)
        status = verify(options, run);
    if (status == CLI_GO_ON)
        status = write_results(options, &how, run, dir);
    if (status == CLI_GO_ON)
        status = print_summary(options, run, dir);
    if (status == CLI_GO_ON)
        status = judge(options, cs, run);
    cd_run_free(run);
    return status;
}

static int run_case(const cli_options *options)
{
    cd_case *cs = NULL;
    int status = cli_read_case(options, &cs);
    if (status == CLI_GO_ON) {
        char *dir = NULL;
        if (options->dir ? !(dir = strdup(options->dir)) : asprintf(&dir, "out/%s", cd_case_stem(cs)) < 0)
            cli_error(NULL, "no memory left");
        else
            status = run_into(options, cs, dir);
        status = status == CLI_GO_ON ? CLI_FAILED : status;
        free(dir);
    }
    cd_case_free(cs);
    return status;
}

int cli_run(int argc, char **argv)
{
    static const char *const allowed[] = {"output", "set",    "rtol",  "json",         "no-plot", "no-ledger",
                                          "quiet",  "strict", "force", "require-stop", "verify",  NULL};
    cli_options options;
    int status = cli_options_read(argc, argv, "run", allowed, &options);
    catch_signals();
    if (status == CLI_GO_ON)
        status = run_case(&options);
    cli_options_free(&options);
    return status;
}
