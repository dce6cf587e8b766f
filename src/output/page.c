/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page - see page.h.
 */
#include "page.h"

#include "html.h"

#include <string.h>

const char *cd_page_template(cd_call *call, const char *plots, const char *name)
{
    const char *template =
        plots ? cd_html_slurp(call->arena, cd_arena_printf(call->arena, "%s/%s", plots, name)) : NULL;
    if (!template)
        cd_call_fail(call, CD_FILE, cd_arena_printf(call->arena, "plots/%s was not found", name));
    return template;
}

static void put_file(const cd_page *page, const char *name, FILE *out)
{
    const char *text = cd_html_slurp(page->arena, cd_arena_printf(page->arena, "%s/%s", page->plots, name));
    fputs(text ? text : "", out);
}

static bool put_part(void *ctx, const char *part, FILE *out)
{
    const cd_page *page = ctx;
    if (strcmp(part, "style") == 0) {
        put_file(page, "report.css", out);
    } else if (strcmp(part, "script") == 0) {
        put_file(page, "page.js", out);
        put_file(page, page->script, out);
    } else {
        return page->fill(page->ctx, part, out);
    }
    return true;
}

bool cd_page_write(cd_call *call, const char *template, const char *name, cd_page page)
{
    FILE *out = cd_folder_open(&call->folder, name);
    if (out) {
        cd_html_fill(out, template, put_part, &page);
        cd_folder_close(&call->folder, out, name);
    }
    return !call->folder.error;
}

void cd_page_publish(cd_call *call, const char *stem, bool pdf, const char *problems)
{
    const char *page = cd_arena_printf(call->arena, "%s.html", stem),
               *printed = cd_arena_printf(call->arena, "%s.pdf", stem),
               *error = pdf ? cd_page_pdf(call->arena, call->folder.staging, page, printed) : NULL;
    if (pdf && !error)
        cd_folder_publish(&call->folder, printed);
    cd_folder_publish(&call->folder, page);
    cd_call_fail(call, error ? CD_FILE : CD_OK,
                 error ? cd_arena_printf(call->arena, "%s%s", problems, error) : problems);
}

/* ---- Markdown ---- */

static void put_escaped(FILE *out, const char *text, size_t n)
{
    for (const unsigned char *c = (const unsigned char *)text; *c && n > 0; c++, n--) {
        if (*c == '<')
            fputs("&lt;", out);
        else if (*c == '&')
            fputs("&amp;", out);
        else if (*c < 0x20 || *c == 0x7F)
            fputc(' ', out);
        else
            fprintf(out, strchr("\\`*_[]|#!~>", *c) ? "\\%c" : "%c", *c);
    }
}

void cd_markdown_text(FILE *out, const char *text)
{
    put_escaped(out, text, strlen(text));
}

void cd_markdown_row(FILE *out, const char *cells)
{
    fputs("|", out);
    for (;;) {
        size_t n = strcspn(cells, "\t");
        fputc(' ', out);
        put_escaped(out, cells, n);
        fputs(" |", out);
        if (!cells[n])
            break;
        cells += n + 1;
    }
    fputc('\n', out);
}

void cd_markdown_head(FILE *out, const char *title, const char *cells)
{
    fprintf(out, "\n## %s\n\n", title);
    cd_markdown_row(out, cells);
    fputs("|---|", out);
    for (const char *c = cells; *c; c++)
        if (*c == '\t')
            fputs("---:|", out);
    fputc('\n', out);
}
