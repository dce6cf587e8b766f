/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * html_svg - see html.h: an SVG file of gnuplot or dot as a part of a page.
 */
#include "html.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The colours of the figures and of the network's picture, as the page calls them. */
static const struct {
    unsigned rgb;
    const char *name;
} palette[] = {
    {0x0072b2, "var(--c1)"},  {0xd55e00, "var(--c2)"},   {0x009e73, "var(--c3)"},   {0xcc79a7, "var(--c4)"},
    {0xe69f00, "var(--c5)"},  {0x56b4e9, "var(--c6)"},   {0x9aa0a6, "var(--c7)"},   {0x000000, "var(--ink)"},
    {0x010203, "var(--ink)"}, {0x040506, "var(--pale)"}, {0xb4b4b4, "var(--grid)"}, {0xfefefe, "var(--ground)"},
};

static const char *name_of(unsigned rgb)
{
    for (size_t i = 0; i < sizeof palette / sizeof *palette; i++)
        if (palette[i].rgb == rgb)
            return palette[i].name;
    return NULL;
}

/* The three numbers of "rgb(  0, 114, 178)", or false. */
static bool read_rgb(const char *c, unsigned *rgb)
{
    *rgb = 0;
    for (int i = 0; i < 3; i++) {
        char *end;
        unsigned long part = strtoul(c, &end, 10);
        end += strspn(end, " ");
        if (end == c || part > 255 || *end != (i < 2 ? ',' : ')'))
            return false;
        *rgb = *rgb << 8 | (unsigned)part;
        c = end + 1;
    }
    return true;
}

/* "rgb(  0, 114, 178)", "#0072b2" or "black" at c, to the closing quote: its length, 0 when it is none. */
static size_t read_colour(const char *c, char quote, unsigned *rgb)
{
    const char *end = strchr(c, quote);
    if (!end || end - c > 30)
        return 0;
    if (*c == '#' && end - c == 7)
        *rgb = (unsigned)strtoul(c + 1, NULL, 16);
    else if (strncmp(c, "black", 5) == 0 && end - c == 5)
        *rgb = 0;
    else if (strncmp(c, "rgb(", 4) != 0 || !read_rgb(c + 4, rgb))
        return 0;
    return (size_t)(end - c);
}

/* Writes what stands between quotes after = when it is a colour of ours, or an id; returns how much was taken. */
static size_t put_value(FILE *out, const char *name, size_t n_name, const char *value, char quote, const char *prefix)
{
    unsigned rgb;
    bool colour = (n_name == 4 && strncmp(name, "fill", 4) == 0) || (n_name == 6 && strncmp(name, "stroke", 6) == 0) ||
                  (n_name == 5 && strncmp(name, "color", 5) == 0);
    size_t n = colour ? read_colour(value, quote, &rgb) : 0;
    if (n > 0 && name_of(rgb)) {
        fputs(name_of(rgb), out);
        return n;
    }
    bool flood = n_name == 11 && strncmp(name, "flood-color", 11) == 0 && strncmp(value, "white", 5) == 0;
    if (flood) { /* gnuplot's ground of boxed labels, which is that of the picture */
        fputs("var(--ground)", out);
        return 5;
    }
    bool id = n_name == 2 && strncmp(name, "id", 2) == 0;
    bool href = n_name >= 4 && strncmp(name + n_name - 4, "href", 4) == 0;
    if (prefix && id)
        fputs(prefix, out);
    if (href && *value == '#') {
        fprintf(out, "#%s", prefix ? prefix : "");
        return 1;
    }
    if (href || strncmp(name, "on", 2) == 0) /* leads out of the page, or is a script: emptied */
        return strcspn(value, quote == '"' ? "\"" : "'");
    return 0;
}

/* A tag from its '<' to its '>'; returns what follows. */
static const char *put_tag(FILE *out, const char *c, const char *prefix)
{
    while (*c && *c != '>') {
        const char *name = c, *value = c + 1 + strspn(c + 1, " ");
        if (*c != '=' || (*value != '"' && *value != '\'')) {
            fputc(*c++, out);
            continue;
        }
        while (name[-1] == ' ')
            name--;
        const char *name_end = name;
        while (isalnum((unsigned char)name[-1]) || name[-1] == ':' || name[-1] == '-')
            name--;
        size_t n_name = (size_t)(name_end - name);
        char quote = *value;
        fprintf(out, "=%c", quote);
        c = value + 1;
        c += put_value(out, name, n_name, c, quote, prefix);
        while (*c && *c != quote) {
            bool reference = strncmp(c, "url(#", 5) == 0; /* to a filter or a pattern of its own */
            if (reference)
                fprintf(out, "url(#%s", prefix ? prefix : "");
            else
                fputc(*c, out);
            c += reference ? 5 : 1;
        }
        if (*c)
            fputc(*c++, out);
    }
    if (*c)
        fputc(*c++, out);
    return c;
}

/* What is left away whole: titles (they would show as tips), descriptions, comments, and the ground. */
static const char *skip(const char *c)
{
    static const struct {
        const char *begin, *end;
    } dropped[] = {{"<title", "</title>"}, {"<desc", "</desc>"}, {"<!--", "-->"}};
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        if (strncmp(c, dropped[i].begin, strlen(dropped[i].begin)) == 0) {
            const char *end = strstr(c, dropped[i].end);
            return end ? end + strlen(dropped[i].end) : c + strlen(c);
        }
    bool ground =
        strncmp(c, "<rect x=\"0\" y=\"0\" ", 18) == 0 || strncmp(c, "<polygon fill=\"transparent\" stroke", 34) == 0;
    const char *end = ground ? strstr(c, "/>") : NULL;
    return end ? end + 2 : c;
}

/* Files of gnuplot and dot have none of these; a '<' in a text of the case is escaped in them. */
static bool is_harmless(const char *svg)
{
    static const char *const bad[] = {"<script", "<foreignobject", "<!entity"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (strcasestr(svg, bad[i]))
            return false;
    return true;
}

bool cd_html_view_box(const char *svg, double box[4])
{
    const char *c = strstr(svg, "<svg");
    c = c ? strstr(c, "viewBox=\"") : NULL;
    if (!c)
        return false;
    c += strlen("viewBox=\"");
    for (int i = 0; i < 4; i++) {
        char *end;
        box[i] = strtod(c, &end);
        if (end == c)
            return false;
        c = end;
    }
    return box[2] > 0 && box[3] > 0;
}

bool cd_html_svg(FILE *out, const char *svg, const char *prefix, const char *attributes)
{
    double box[4];
    if (!cd_html_view_box(svg, box) || !is_harmless(svg))
        return false;
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
            "viewBox=\"%g %g %g %g\" width=\"%g\" %s>",
            box[0], box[1], box[2], box[3], box[2], attributes);
    const char *c = strchr(strstr(svg, "<svg"), '>');
    for (c = c ? c + 1 : ""; *c;) {
        const char *after = *c == '<' ? skip(c) : c;
        if (after != c)
            c = after;
        else if (*c == '<')
            c = put_tag(out, c, prefix);
        else
            fputc(*c++, out);
    }
    return true;
}
