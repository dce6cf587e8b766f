/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * html - texts, JSON and pictures on their way into a page: nothing that a case, a path or a file says can become
 * markup.
 */
#ifndef CD_OUTPUT_HTML_H
#define CD_OUTPUT_HTML_H

#include "../text/arena.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* The text with & < > " ' as character references; control characters but tab and newline as blanks. Good in content
 * and in quoted attributes. NULL: nothing. */
void cd_html_text(FILE *out, const char *text);

/* The same as printf, each %s escaped (a format of ours with texts of theirs): only %s and %% are known. */
void cd_html(FILE *out, const char *format, ...);

/* JSON for a <script> block: '<' and '>' as \\u003c and \\u003e. */
void cd_html_json(FILE *out, const json_t *json);

/* A picture in the page: an SVG file without its prolog, titles and ground, its ids made this page's own by `prefix`
 * (NULL: left alone) and the colours of plots/style.gp and graph_dot.c replaced by those of the page (var(--c1) ...).
 * `attributes` go into its first tag. False when the text is no such file, or has a script in it. */
bool cd_html_svg(FILE *out, const char *svg, const char *prefix, const char *attributes);

/* Left, top, width and height of an SVG file's own units; false: it is none. */
bool cd_html_view_box(const char *svg, double box[4]);

/* A file as a text in the arena, NULL: it cannot be read. */
char *cd_html_slurp(cd_arena *arena, const char *path);

/* Writes a template: {{name}} is replaced by calling fill(ctx, name, out); false of it: the name is not known, and
 * stays. */
void cd_html_fill(FILE *out, const char *template, bool (*fill)(void *ctx, const char *name, FILE *out), void *ctx);

#endif
