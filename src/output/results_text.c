/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * results_text - the table of a study as a list to read, and as CSV: SI, all digits, in the order of points.
 */
#include "../study/store_read.h"
#include "format.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- csv ---- */

static void write_cell(FILE *out, const char *text)
{
    if (!strpbrk(text, ",\"\n\r")) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (const char *c = text; *c; c++)
        if (*c == '"')
            fputs("\"\"", out);
        else
            fputc(*c == '\n' || *c == '\r' ? ' ' : *c, out);
    fputc('"', out);
}

/* Fifteen digits where they say it exactly, else seventeen; empty for never. */
static void write_number(FILE *out, double x)
{
    char text[32];
    snprintf(text, sizeof text, "%.15g", x);
    if (strtod(text, NULL) != x)
        snprintf(text, sizeof text, "%.17g", x);
    fputs(isnan(x) ? "" : text, out);
}

/* The time that the computer took differs from one time to the next; all else is the same each time. */
static bool in_csv(const cd_result_column *c)
{
    return c->kind != CD_COLUMN_SOLVER || strcmp(c->name, "wall_s") != 0;
}

static void write_csv(const cd_results *r, FILE *out)
{
    fputs("point,status", out);
    for (size_t c = 0; c < r->n_columns; c++) {
        const cd_result_column *column = &r->columns[c];
        if (in_csv(column))
            fprintf(out, *column->si_unit && column->kind != CD_COLUMN_SOLVER ? ",%s (%s)" : ",%s", column->name,
                    column->si_unit);
    }
    fputs(",message\n", out);
    for (size_t i = 0; i < r->n_chosen; i++) {
        size_t row = r->row[i];
        fprintf(out, "%ld,%s", r->point[row], r->status[row]);
        for (size_t c = 0; c < r->n_columns; c++) {
            const cd_result_column *column = &r->columns[c];
            if (!in_csv(column))
                continue;
            fputc(',', out);
            if (column->words)
                write_cell(out, column->text[row]);
            else
                write_number(out, column->number[row]);
        }
        fputc(',', out);
        write_cell(out, r->message[row]);
        fputc('\n', out);
    }
}

/* ---- list ---- */

enum { MOST_WIDTH = 24 };

static void show_cell(const cd_result_column *c, size_t row, char *text, size_t size)
{
    if (c->words)
        snprintf(text, size, "%s", c->text[row]);
    else
        snprintf(text, size, "%s", cd_number((c->number[row] - c->offset) / c->scale).s);
}

static bool in_list(const cd_result_column *c)
{
    return c->kind != CD_COLUMN_SOLVER;
}

static void heading_of(const cd_result_column *c, char *text, size_t size)
{
    snprintf(text, size, *c->unit ? "%s (%s)" : "%s", c->name, c->unit);
}

static int width_of(const cd_results *r, const cd_result_column *c, size_t n)
{
    char text[128];
    heading_of(c, text, sizeof text);
    int width = cd_characters(text);
    for (size_t i = 0; i < n; i++) {
        show_cell(c, r->row[i], text, sizeof text);
        int w = cd_characters(text);
        width = w > width ? w : width;
    }
    return width > MOST_WIDTH ? MOST_WIDTH : width;
}

static size_t count_status(const cd_results *r, const char *status)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_rows; i++)
        n += strcmp(r->status[i], status) == 0;
    return n;
}

static void write_head(const cd_results *r, FILE *out)
{
    size_t ok = count_status(r, "ok");
    fprintf(out, "%s\n%s of %zu points by %s%s%s: %zu finished, %zu of them failed", r->title ? r->title : r->path,
            r->method ? r->method : "study", r->n_points, r->program ? r->program : "cooldown",
            r->shard ? ", shard " : "", r->shard ? r->shard : "", r->n_rows, r->n_rows - ok);
    if (r->n_chosen < r->n_rows)
        fprintf(out, "; %zu chosen", r->n_chosen);
    fputs("\n\n", out);
}

static void write_list(const cd_results *r, long limit, FILE *out)
{
    char text[128];
    size_t n = limit > 0 && (size_t)limit < r->n_chosen ? (size_t)limit : r->n_chosen;
    int *width = calloc(r->n_columns + 1, sizeof *width);
    if (!width)
        return;
    write_head(r, out);
    cd_column(out, "point", -7);
    for (size_t c = 0; c < r->n_columns; c++) {
        if (!in_list(&r->columns[c]))
            continue;
        width[c] = width_of(r, &r->columns[c], n);
        heading_of(&r->columns[c], text, sizeof text);
        fputs("  ", out);
        cd_column(out, text, -width[c]);
    }
    fputc('\n', out);
    for (size_t i = 0; i < n; i++) {
        size_t row = r->row[i];
        snprintf(text, sizeof text, "%ld", r->point[row]);
        cd_column(out, text, -7);
        for (size_t c = 0; c < r->n_columns; c++) {
            if (!in_list(&r->columns[c]))
                continue;
            show_cell(&r->columns[c], row, text, sizeof text);
            fputs("  ", out);
            cd_column(out, text, -width[c]);
        }
        if (strcmp(r->status[row], "ok") != 0)
            fprintf(out, "  %s: %.*s", r->status[row], (int)strcspn(r->message[row], "\n"), r->message[row]);
        fputc('\n', out);
    }
    if (n < r->n_chosen)
        fprintf(out, "... and %zu more (--limit 0 shows all)\n", r->n_chosen - n);
    free(width);
}

static cd_status write_guarded(cd_results *r, const cd_results_question *q, char **text)
{
    if (setjmp(r->landing) != 0)
        return CD_NO_MEMORY;
    if (!cd_results_choose(r, q->where, q->n_where, q->sort, q->descending))
        return CD_INPUT;
    cd_text out;
    cd_text_begin(&out);
    if (out.out && q->csv)
        write_csv(r, out.out);
    else if (out.out)
        write_list(r, q->limit, out.out);
    *text = cd_text_end(&out);
    return *text ? CD_OK : CD_NO_MEMORY;
}

cd_status cd_results_text(cd_results *r, const cd_results_question *q, char **text)
{
    *text = NULL;
    return write_guarded(r, q, text);
}
