/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page - what the pages of `cooldown report` share, whatever they are about: a template of plots/ is filled, written
 * into the hidden folder, perhaps printed, and moved out.
 */
#ifndef CD_OUTPUT_PAGE_H
#define CD_OUTPUT_PAGE_H

#include "call.h"

/* The template plots/<name>; NULL after cd_call_fail. `plots` NULL: the folder was not found. */
const char *cd_page_template(cd_call *call, const char *plots, const char *name);

/* What a template is filled with: "style" is report.css and "script" page.js with the page's own behind it, files of
 * plots/ as they are; all other parts are written by `fill`. */
typedef struct {
    cd_arena *arena;
    const char *plots, *script;
    bool (*fill)(void *ctx, const char *part, FILE *out);
    void *ctx;
} cd_page;

/* Fills the template into the hidden folder; false when that failed. */
bool cd_page_write(cd_call *call, const char *template, const char *name, cd_page page);

/* Moves <stem>.html out, before with `pdf` prints it to <stem>.pdf; `problems` (lines) are what there is to say. */
void cd_page_publish(cd_call *call, const char *stem, bool pdf, const char *problems);

/* Prints a page to a PDF with a headless Chromium, in the folder where both lie. NULL, or a sentence why not. */
const char *cd_page_pdf(cd_arena *arena, const char *folder, const char *page, const char *pdf);

/* ---- Markdown ---- */

/* A text that stays a text: what Markdown or HTML in it would take for markup is escaped; no line breaks. */
void cd_markdown_text(FILE *out, const char *text);

/* "| a | b |": cells separated by tabs; escaped. */
void cd_markdown_row(FILE *out, const char *cells);

/* A heading and the head of the table below it; all columns but the first are numbers, on the right. */
void cd_markdown_head(FILE *out, const char *title, const char *cells);

#endif
