/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_sweep_markdown - the summary of a sweep as Markdown, for where no browser is.
 */
#include "report_sweep.h"

#include "format.h"
#include "page.h"

#include <string.h>

enum { MOST_FAILURES = 20 };

static void put_verdict(const cd_sweep_report *r, FILE *out)
{
    fputs("# ", out);
    cd_markdown_text(out, r->results->title ? r->results->title : "Sweep");
    fprintf(out, "\n\n- Points: **%s**, ", cd_sweep_count(r));
    cd_markdown_text(out, cd_sweep_count_of(r));
    fputc('\n', out);
    for (size_t i = 0; i < r->n_measures; i++) {
        size_t least, most;
        cd_sweep_extremes(r->results, r->measure[i], &least, &most);
        bool same = !cd_sweep_varies(r->results, r->measure[i]);
        fputs(same ? "- " : "- Least ", out);
        cd_markdown_text(out, r->measure[i]->name);
        fputs(": **", out);
        cd_markdown_text(out, cd_sweep_value(r, r->measure[i], least, false));
        if (same)
            fputs("**, the same for all points", out);
        else
            fprintf(out, "**, point %ld: ", r->results->point[least]);
        cd_markdown_text(out, same ? "" : cd_sweep_design(r, least));
        cd_markdown_text(out, cd_sweep_never(r, r->measure[i]));
        fputc('\n', out);
    }
}

static void put_failures(const cd_sweep_report *r, FILE *out)
{
    cd_sweep_failure list[MOST_FAILURES];
    size_t left_off, n = cd_sweep_failures(r, list, MOST_FAILURES, &left_off);
    if (n == 0)
        return;
    fputs("\n## Failed\n\n", out);
    for (size_t i = 0; i < n; i++) {
        fprintf(out, "- %zu point%s ", list[i].n, cd_plural(list[i].n));
        cd_markdown_text(
            out, cd_arena_printf(r->arena, "%s: %s (first: point %ld)", list[i].status, list[i].why, list[i].first));
        fputc('\n', out);
    }
    if (left_off)
        fprintf(out, "- %zu more for other reasons\n", left_off);
}

/* A word may not break the row. */
static const char *cell(const cd_sweep_report *r, const cd_result_column *c, size_t row)
{
    char *text = cd_arena_printf(r->arena, "%s", cd_sweep_value(r, c, row, true));
    for (char *at = text; (at = strpbrk(at, "\t\n"));)
        *at = ' ';
    return text;
}

static void put_points(const cd_sweep_report *r, FILE *out)
{
    size_t n = r->results->n_rows < CD_MOST_LISTED_MARKDOWN ? r->results->n_rows : CD_MOST_LISTED_MARKDOWN;
    const char *heads = "point";
    for (size_t i = 0; i < r->n_parameters + r->n_measures; i++)
        heads = cd_arena_printf(
            r->arena, "%s\t%s", heads,
            cd_column_title(r->arena, i < r->n_parameters ? r->parameter[i] : r->measure[i - r->n_parameters]));
    cd_markdown_head(out,
                     n == r->results->n_rows ? "Points"
                     : r->n_measures         ? cd_arena_printf(r->arena, "The %zu points with the least %s of %zu", n,
                                                               r->measure[0]->name, r->results->n_rows)
                                     : cd_arena_printf(r->arena, "The first %zu points of %zu", n, r->results->n_rows),
                     heads);
    for (size_t k = 0; k < n; k++) {
        size_t row = r->order[k];
        const char *cells = cd_arena_printf(r->arena, "%ld", r->results->point[row]);
        for (size_t i = 0; i < r->n_parameters; i++)
            cells = cd_arena_printf(r->arena, "%s\t%s", cells, cell(r, r->parameter[i], row));
        for (size_t i = 0; i < r->n_measures; i++)
            cells = cd_arena_printf(r->arena, "%s\t%s", cells, cell(r, r->measure[i], row));
        cd_markdown_row(out, cells);
    }
    if (n < r->results->n_rows) {
        fputs("\nAll of them: `cooldown results FILE.db --csv`.\n", out);
    }
}

void cd_sweep_report_markdown(const cd_sweep_report *r, FILE *out)
{
    put_verdict(r, out);
    put_failures(r, out);
    put_points(r, out);
    fputs("\nComputed by ", out);
    cd_markdown_text(out, r->results->program ? r->results->program : "cooldown");
    fputs(".\n", out);
}
