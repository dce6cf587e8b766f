/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_progress - see sweep_progress.h.
 */
#include "sweep_progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

double cli_now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void cli_sweep_progress_begin(cli_sweep_progress *p, bool wanted)
{
    *p = (cli_sweep_progress){.on = wanted && isatty(STDERR_FILENO), .checking = true};
    p->start_s = p->last_s = cli_now_s();
}

static void time_text(double t_s, char *out, size_t size)
{
    if (t_s < 90)
        snprintf(out, size, "%.0f s", t_s);
    else if (t_s < 5400)
        snprintf(out, size, "%.0f min", t_s / 60);
    else
        snprintf(out, size, "%.1f h", t_s / 3600);
}

void cli_sweep_progress_show(cli_sweep_progress *p, const cd_sweep_progress *state)
{
    enum { CELLS = 24, WIDTH = 78 };
    double t_s = cli_now_s();
    if (p->checking != state->checking) {
        p->checking = state->checking;
        p->start_s = t_s;
    }
    if (!p->on || t_s - p->last_s < 0.1 || state->n_points == 0)
        return;
    size_t computed = state->n_done - state->n_before;
    double part = (double)state->n_done / (double)state->n_points, rate = (double)computed / (t_s - p->start_s + 1e-9);
    char bar[CELLS + 1], left[32] = "", failed[48] = "", line[256];
    size_t full = (size_t)(part * CELLS);
    memset(bar, '-', CELLS);
    memset(bar, '#', full < CELLS ? full : CELLS);
    bar[CELLS] = '\0';
    if (rate > 0)
        time_text((double)(state->n_points - state->n_done) / rate, left, sizeof left);
    if (state->n_failed > 0)
        snprintf(failed, sizeof failed, ", %zu %s", state->n_failed, state->checking ? "invalid" : "failed");
    snprintf(line, sizeof line, "%s[%s] %zu of %zu, %.3g/s%s%s%s", state->checking ? "checking " : "", bar,
             state->n_done, state->n_points, rate, failed, *left ? ", left " : "", left);
    fprintf(stderr, "\r%-*.*s", WIDTH, WIDTH, line);
    fflush(stderr);
    p->shown = true;
    p->last_s = t_s;
}

void cli_sweep_progress_end(cli_sweep_progress *p)
{
    if (p->shown)
        fprintf(stderr, "\r%78s\r", "");
    p->shown = false;
}
