/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * point - see point.h. Nothing here depends on which thread computes the point, or after which other: the stock of a
 * thread holds only what any thread would read from the same files.
 */
#include "point.h"
#include "../solve/run.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

cd_status cd_point_case(const cd_point_task *task, cd_stock *stock, size_t point, cd_case **out)
{
    const cd_plan *plan = task->plan;
    size_t n = plan->axes.n, bytes = 0;
    *out = NULL;
    struct value {
        const char *text;
        char room[CD_ROOM];
    } *values = malloc((n + 1) * sizeof *values);
    for (size_t i = 0; i < n && values; i++) {
        double number;
        values[i].text = cd_plan_value(plan, point, i, &number, values[i].room);
        bytes += strlen(plan->axes.a[i].name) + strlen(values[i].text) + sizeof "=";
    }
    char *texts = malloc(bytes + 1), *at = texts;
    const char **overrides = malloc((n + 1) * sizeof *overrides);
    cd_status status = CD_NO_MEMORY;
    if (values && texts && overrides) {
        for (size_t i = 0; i < n; i++) {
            overrides[i] = at;
            at = stpcpy(stpcpy(stpcpy(at, plan->axes.a[i].name), "="), values[i].text) + 1;
        }
        cd_variant variant = {
            .overrides = overrides, .n_overrides = n, .measures = plan->measures, .n_measures = plan->n_measures};
        status = cd_case_vary(task->base, stock, &variant, out);
    }
    free(values);
    free(texts);
    free(overrides);
    return status;
}

/* The first error among the messages, without the notes and warnings before it. */
static const char *first_error(const cd_case *cs)
{
    for (size_t i = 0; i < cs->n_messages; i++)
        if (strstr(cs->messages[i], "error: "))
            return cs->messages[i];
    return "the case cannot be read\n";
}

static cd_point_result *invalid(const cd_point_task *task, size_t point, const char *message, bool *memory)
{
    cd_point_result *result = cd_point_result_new(point, task->plan->n_measures);
    if (result) {
        result->status = CD_POINT_INVALID;
        result->message = cd_text_copy(message);
    }
    *memory = *memory && result;
    return result;
}

cd_point_result *cd_point_check(const cd_point_task *task, cd_stock *stock, size_t point, bool *memory)
{
    cd_case *cs;
    cd_status status = cd_point_case(task, stock, point, &cs);
    *memory = *memory && status != CD_NO_MEMORY;
    cd_point_result *result = status == CD_INPUT ? invalid(task, point, first_error(cs), memory) : NULL;
    cd_case_free(cs);
    return result;
}

/* ---- what came out ---- */

/* profile.csv as the run command writes it. */
static char *profile_of(const cd_run *run)
{
    char *text = NULL, number[CD_NUMBER_SIZE];
    size_t length;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return NULL;
    const cd_network *net = run->cs->net;
    fputs("time_s", out);
    for (int i = 0; i < net->n_nodes; i++)
        fprintf(out, ",T_%s_K", net->nodes[i].name);
    for (int i = 0; i < net->n_channels; i++)
        fprintf(out, ",Q_%s_W", net->channels[i].name);
    fputc('\n', out);
    for (size_t r = 0; r < run->n_rows; r++)
        for (size_t c = 0; c < run->n_columns; c++) {
            cd_number_write(number, run->rows[r * run->n_columns + c]);
            fprintf(out, "%s%c", number, c + 1 < run->n_columns ? ',' : '\n');
        }
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}

static void take_results(const cd_point_task *task, const cd_run *run, cd_status status, cd_point_result *result)
{
    result->statistics = run->statistics;
    result->wall_s = run->wall_s;
    result->t_end_s = run->t_end_s;
    if (status != CD_OK) {
        result->status = CD_POINT_FAILED;
        result->message = cd_text_copy(run->error ? run->error : "no memory left");
        return;
    }
    result->stopped = run->stopped;
    result->warnings = (long)run->n_warnings;
    for (size_t m = 0; m < task->plan->n_measures; m++)
        result->measure[m] = cd_run_measure(run, task->plan->measures[m]);
    if (task->profiles && task->profiles[result->point])
        result->profile = profile_of(run);
}

static cd_point_result *run_case(const cd_point_task *task, const cd_case *cs, size_t point, bool *memory)
{
    cd_run *run = NULL;
    cd_run_options options = {.rtol = task->rtol,
                              .no_ledger = !task->ledger,
                              .no_ranking = true,
                              .no_rows = !task->profiles || !task->profiles[point]};
    cd_status status = cd_run_new(cs, &options, &run);
    if (status == CD_OK)
        status = CD_GOING;
    while (status == CD_GOING && !atomic_load_explicit(task->stop, memory_order_relaxed))
        status = cd_run_step(run);
    cd_point_result *result = NULL;
    if (status == CD_NO_MEMORY)
        *memory = false;
    else if (status != CD_GOING) {
        result = cd_point_result_new(point, task->plan->n_measures);
        *memory = *memory && result;
        if (result)
            take_results(task, run, status, result);
    }
    cd_run_free(run);
    return result;
}

cd_point_result *cd_point_run(const cd_point_task *task, cd_stock *stock, size_t point, bool *memory)
{
    cd_case *cs;
    cd_point_result *result = NULL;
    cd_status status = cd_point_case(task, stock, point, &cs);
    if (status == CD_OK)
        result = run_case(task, cs, point, memory);
    else if (status == CD_INPUT) /* was asked for in spite of it */
        result = invalid(task, point, first_error(cs), memory);
    else
        *memory = false;
    cd_case_free(cs);
    return result;
}

const char *cd_point_text(cd_arena *arena, const cd_plan *plan, size_t point)
{
    const char *text = "";
    for (size_t i = 0; i < plan->axes.n; i++) {
        char room[CD_ROOM], digits[CD_NUMBER_SIZE];
        double number;
        const cd_axis *a = &plan->axes.a[i];
        const char *value = cd_plan_value(plan, point, i, &number, room);
        if (!isnan(number)) {
            snprintf(digits, sizeof digits, "%.6g", (number - a->offset) / a->scale);
            value = cd_arena_printf(arena, "%s%s%s", digits, *a->unit ? " " : "", a->unit);
        }
        text = cd_arena_printf(arena, "%s%s%s = %s", text, i ? ", " : "", a->name, value);
    }
    return text;
}
