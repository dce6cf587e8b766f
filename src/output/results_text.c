/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * results_text - the table of a study as a list to read, and as CSV: SI, all digits, in the order of points; in pieces,
 * as many rows at a time as a block has.
 */
#include "../study/store_read.h"
#include "format.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 4096 }; /* rows */

/* Rows that are shown, of so many that there are. */
static size_t of_limit(const cd_results *r, size_t n)
{
    return r->question.limit > 0 && (size_t)r->question.limit < n ? (size_t)r->question.limit : n;
}

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

static void write_csv_head(const cd_results *r, FILE *out)
{
    fputs("point,status", out);
    for (size_t c = 0; c < r->n_columns; c++) {
        const cd_result_column *column = &r->columns[c];
        if (in_csv(column))
            fprintf(out, *column->si_unit && column->kind != CD_COLUMN_SOLVER ? ",%s (%s)" : ",%s", column->name,
                    column->si_unit);
    }
    fputs(",message\n", out);
}

static void write_csv_row(const cd_results *r, size_t row, FILE *out)
{
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

/* The next block; nothing after the last. */
static bool write_csv(cd_results *r, FILE *out)
{
    if (!r->begun)
        write_csv_head(r, out);
    r->begun = true;
    size_t all_shown = of_limit(r, SIZE_MAX), left = all_shown - r->n_shown;
    if (!cd_results_fetch(r, left < BLOCK ? left : BLOCK))
        return false;
    for (size_t row = 0; row < r->n_rows; row++)
        write_csv_row(r, row, out);
    r->n_shown += r->n_rows;
    r->ended = r->n_rows == 0 || r->n_shown == all_shown;
    return true;
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

/* Widens the columns for the block's first n rows. */
static void widen(cd_results *r, size_t n)
{
    char text[128];
    for (size_t c = 0; c < r->n_columns; c++) {
        if (!in_list(&r->columns[c]))
            continue;
        for (size_t row = 0; row < n; row++) {
            show_cell(&r->columns[c], row, text, sizeof text);
            int w = cd_characters(text);
            r->width[c] = w > r->width[c] ? w : r->width[c];
        }
        r->width[c] = r->width[c] > MOST_WIDTH ? MOST_WIDTH : r->width[c];
    }
}

static bool choose(cd_results *r)
{
    const cd_results_question *q = &r->question;
    return cd_results_choose(r, q->where, q->n_where, q->sort, q->descending);
}

/* Goes through the rows once before they are written: the columns are as wide as what is shown, and the head tells how
 * many there are. */
static bool measure_list(cd_results *r)
{
    char text[128];
    r->width = cd_arena_alloc(r->arena, r->n_columns, sizeof *r->width);
    for (size_t c = 0; c < r->n_columns; c++) {
        heading_of(&r->columns[c], text, sizeof text);
        r->width[c] = cd_characters(text);
    }
    r->n_chosen = 0;
    do {
        size_t all_shown = of_limit(r, SIZE_MAX);
        if (!cd_results_fetch(r, BLOCK))
            return false;
        size_t left = all_shown > r->n_chosen ? all_shown - r->n_chosen : 0;
        widen(r, left < r->n_rows ? left : r->n_rows);
        r->n_chosen += r->n_rows;
        if (r->n_where == 0 && r->n_chosen >= all_shown) { /* the others need no look */
            r->n_chosen = r->n_finished > r->n_chosen ? r->n_finished : r->n_chosen;
            break;
        }
    } while (r->n_rows > 0);
    return choose(r);
}

static void write_head(const cd_results *r, FILE *out)
{
    char text[128];
    fprintf(out, "%s\n%s of %zu points by %s%s%s: %zu finished, %zu of them failed", r->title ? r->title : r->path,
            r->method ? r->method : "study", r->n_points, r->program ? r->program : "cooldown",
            r->shard ? ", shard " : "", r->shard ? r->shard : "", r->n_finished, r->n_failed);
    if (r->n_chosen < r->n_finished)
        fprintf(out, "; %zu chosen", r->n_chosen);
    fputs("\n\n", out);
    cd_column(out, "point", -7);
    for (size_t c = 0; c < r->n_columns; c++) {
        if (!in_list(&r->columns[c]))
            continue;
        heading_of(&r->columns[c], text, sizeof text);
        fputs("  ", out);
        cd_column(out, text, -r->width[c]);
    }
    fputc('\n', out);
}

static void write_row(const cd_results *r, size_t row, FILE *out)
{
    char text[128];
    snprintf(text, sizeof text, "%ld", r->point[row]);
    cd_column(out, text, -7);
    for (size_t c = 0; c < r->n_columns; c++) {
        if (!in_list(&r->columns[c]))
            continue;
        show_cell(&r->columns[c], row, text, sizeof text);
        fputs("  ", out);
        cd_column(out, text, -r->width[c]);
    }
    if (strcmp(r->status[row], "ok") != 0)
        fprintf(out, "  %s: %.*s", r->status[row], (int)strcspn(r->message[row], "\n"), r->message[row]);
    fputc('\n', out);
}

static bool write_list(cd_results *r, FILE *out)
{
    size_t all_shown = of_limit(r, SIZE_MAX), left = all_shown - r->n_shown;
    if (!r->begun) {
        if (!measure_list(r))
            return false;
        write_head(r, out);
        r->begun = true;
    }
    if (!cd_results_fetch(r, left < BLOCK ? left : BLOCK))
        return false;
    for (size_t row = 0; row < r->n_rows; row++)
        write_row(r, row, out);
    r->n_shown += r->n_rows;
    r->ended = r->n_rows == 0 || r->n_shown == all_shown;
    if (r->ended && r->n_shown < r->n_chosen)
        fprintf(out, "... and %zu more (--limit 0 shows all)\n", r->n_chosen - r->n_shown);
    return true;
}

/* ---- the answer ---- */

static cd_status ask_guarded(cd_results *r)
{
    if (setjmp(r->landing) != 0)
        return CD_NO_MEMORY;
    return choose(r) ? CD_OK : CD_INPUT;
}

cd_status cd_results_ask(cd_results *r, const cd_results_question *question)
{
    r->question = *question;
    r->begun = r->ended = false;
    r->n_shown = 0;
    return ask_guarded(r);
}

static cd_status more_guarded(cd_results *r, cd_text *text)
{
    if (setjmp(r->landing) != 0)
        return CD_NO_MEMORY;
    return (r->question.csv ? write_csv(r, text->out) : write_list(r, text->out)) ? CD_OK : CD_FILE;
}

cd_status cd_results_more(cd_results *r, char **piece)
{
    *piece = NULL;
    if (r->ended)
        return CD_OK;
    cd_text text;
    cd_text_begin(&text);
    cd_status status = text.out ? more_guarded(r, &text) : CD_NO_MEMORY;
    char *written = cd_text_end(&text);
    if (status == CD_OK && written)
        *piece = written;
    else
        free(written);
    return status == CD_OK && !written ? CD_NO_MEMORY : status;
}
