/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * terminal - messages, suggestions, the end of the standard output, and the progress line.
 */
#include "cli.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

void cli_error(const char *topic, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("cooldown: error: ", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    if (topic)
        fprintf(stderr, "\n  hint: \"cooldown help%s%s\" shows how it is used", *topic ? " " : "", topic);
    fputc('\n', stderr);
}

void cli_print_and_free(const char *prefix, char *message)
{
    for (char *rest = message, *line; rest && (line = strsep(&rest, "\n"));)
        if (*line)
            fprintf(stderr, "cooldown: %s%s\n", prefix, line);
    cd_text_free(message);
}

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, replacements and exchanges of neighbours that turn a into b; case does not count. */
static size_t distance(const char *a, const char *b)
{
    enum { MOST = 40 };
    size_t d[MOST + 1][MOST + 1], n = strlen(a), m = strlen(b);
    if (n > MOST || m > MOST)
        return MOST;
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            size_t replaced = d[i - 1][j - 1] + (strncasecmp(&a[i - 1], &b[j - 1], 1) != 0);
            d[i][j] = least_of(replaced, 1 + least_of(d[i - 1][j], d[i][j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least_of(d[i][j], 1 + d[i - 2][j - 2]);
        }
    return d[n][m];
}

const char *cli_nearest(const char *word, const char *const *words)
{
    const char *best = NULL;
    size_t least = 3; /* two slips of the keyboard, and less than half of the word */
    for (; *words; words++) {
        size_t d = distance(word, *words);
        if (d < least && 2 * d < strlen(word) + 1) {
            least = d;
            best = *words;
        }
    }
    return best;
}

int cli_finish_output(int status)
{
    errno = 0;
    int failed = ferror(stdout);
    if (fflush(stdout) != 0)
        failed = 1;
    if (!failed && fclose(stdout) == 0)
        return status;
    if (errno == EPIPE)
        return status;
    if (errno)
        cli_error(NULL, "the standard output could not be written: %s", strerror(errno));
    else
        cli_error(NULL, "the standard output could not be written");
    return CLI_FILE;
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void cli_progress_begin(cli_progress *progress, bool wanted)
{
    *progress = (cli_progress){.on = wanted && isatty(STDERR_FILENO)};
    progress->start_s = progress->last_s = now_s();
}

/* The coldest and the warmest node now. */
static void extremes(const cd_case *cs, const cd_run *run, size_t *coldest, size_t *warmest)
{
    *coldest = *warmest = 0;
    for (size_t i = 1; i < cd_case_n_nodes(cs); i++) {
        if (cd_run_temperature(run, i) < cd_run_temperature(run, *coldest))
            *coldest = i;
        if (cd_run_temperature(run, i) > cd_run_temperature(run, *warmest))
            *warmest = i;
    }
}

void cli_progress_show(cli_progress *progress, const cd_case *cs, const cd_run *run)
{
    enum { WIDTH = 78 };
    if (!progress->on)
        return;
    double t_s = now_s();
    if (t_s - progress->start_s < 1 || (progress->shown && t_s - progress->last_s < 0.1))
        return;
    size_t coldest, warmest;
    extremes(cs, run, &coldest, &warmest);
    char line[256];
    snprintf(line, sizeof line, "%.2f h of %.2f h (%.0f %%), %s %.4g K, %s %.4g K", cd_run_time(run) / 3600,
             cd_case_duration(cs) / 3600, 100 * cd_run_time(run) / cd_case_duration(cs), cd_case_node_name(cs, coldest),
             cd_run_temperature(run, coldest), cd_case_node_name(cs, warmest), cd_run_temperature(run, warmest));
    fprintf(stderr, "\r%-*.*s", WIDTH, WIDTH, line);
    fflush(stderr);
    progress->shown = true;
    progress->last_s = t_s;
}

void cli_progress_end(cli_progress *progress)
{
    if (progress->shown)
        fprintf(stderr, "\r%78s\r", "");
    progress->shown = false;
}
