/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * html - see html.h.
 */
#include "html.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void cd_html_text(FILE *out, const char *text)
{
    for (const unsigned char *c = (const unsigned char *)(text ? text : ""); *c; c++)
        switch (*c) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        case '\'':
            fputs("&#39;", out);
            break;
        default:
            fputc((*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7F ? ' ' : *c, out);
        }
}

void cd_html(FILE *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    for (const char *c = format; *c; c++)
        if (c[0] == '%' && c[1] == 's') {
            cd_html_text(out, va_arg(args, const char *));
            c++;
        } else if (c[0] == '%' && c[1] == '%') {
            fputc('%', out);
            c++;
        } else {
            fputc(*c, out);
        }
    va_end(args);
}

void cd_html_json(FILE *out, const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(8));
    for (const char *c = text; c && *c; c++)
        if (*c == '<' || *c == '>' || *c == '&')
            fprintf(out, "\\u%04x", (unsigned)*c);
        else
            fputc(*c, out);
    free(text);
}

char *cd_html_slurp(cd_arena *arena, const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = NULL;
    size_t n = 0;
    if (!file)
        return NULL;
    for (size_t room = 1 << 16, got = 1; got > 0; n += got) {
        if (!text || n + 1 >= room) {
            room = text ? 2 * room : room;
            text = cd_arena_grow(arena, text, n, room, 1);
        }
        got = fread(text + n, 1, room - n - 1, file);
    }
    text[n] = '\0';
    bool failed = ferror(file);
    fclose(file);
    return failed ? NULL : text;
}

void cd_html_fill(FILE *out, const char *template, bool (*fill)(void *ctx, const char *name, FILE *out), void *ctx)
{
    for (const char *c = template; *c;) {
        const char *end = strncmp(c, "{{", 2) == 0 ? strstr(c, "}}") : NULL;
        char name[32];
        if (end && (size_t)(end - c - 2) < sizeof name) {
            snprintf(name, sizeof name, "%.*s", (int)(end - c - 2), c + 2);
            if (fill(ctx, name, out)) {
                c = end + 2;
                continue;
            }
        }
        fputc(*c++, out);
    }
}
