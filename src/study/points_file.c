/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * points_file - the columns of a CSV of points as axes that are varied together.
 */
#include "../text/csv_line.h"
#include "axis.h"

#include <string.h>

enum { MOST_COLUMNS = 256 };

static bool complain(const cd_reading *rd, cd_span place, const char *hint, const char *message)
{
    cd_diag_add(rd->diags, CD_ERROR, place, hint, "%s", message);
    return false;
}

static char *trim(char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    size_t n = strlen(text);
    while (n > 0 && strchr(" \t\r", text[n - 1]))
        text[--n] = '\0';
    return text;
}

/* "bus.area (cm^2)": cuts the unit off; "" when there is none. */
static const char *cut_unit(char *head)
{
    size_t n = strlen(head);
    char *open = strchr(head, '(');
    if (!open || n == 0 || head[n - 1] != ')')
        return "";
    head[n - 1] = '\0';
    *open = '\0';
    trim(head);
    return trim(open + 1);
}

/* The next line that is neither empty nor a comment, in place; NULL at the end. */
static char *next_line(char **rest)
{
    for (char *line; (line = strsep(rest, "\n"));) {
        line = trim(line);
        if (*line && *line != '#')
            return line;
    }
    return NULL;
}

typedef struct {
    const char *name, *unit;
    cd_value *cell;
    size_t n, cap;
} column;

static bool read_rows(const cd_reading *rd, const char *path, cd_span place, char *rest, column *c, size_t n)
{
    char *cell[MOST_COLUMNS];
    for (char *line; (line = next_line(&rest));) {
        if (cd_csv_cut(line, cell, MOST_COLUMNS) != n)
            return complain(rd, place, "give each line as many cells as the first",
                            cd_arena_printf(rd->arena, "a line of %s has not %zu cells", path, n));
        for (size_t i = 0; i < n; i++) {
            const char *text = trim(cell[i]);
            if (*c[i].unit && strchr("0123456789.+-", *text) && strspn(text, "0123456789.+-eE") == strlen(text))
                text = cd_arena_printf(rd->arena, "%s %s", text, c[i].unit);
            cd_value v = cd_value_of_source(cd_source_from_text(rd->arena, path, text, strlen(text)));
            CD_PUSH(rd->arena, c[i].cell, c[i].n, c[i].cap, v);
        }
    }
    return c[0].n > 0 || complain(rd, place, "give each point a line below the names",
                                  cd_arena_printf(rd->arena, "%s has no points", path));
}

bool cd_axes_read_file(const cd_reading *rd, const cd_case *cs, const char *path, cd_span place, cd_axes *axes,
                       const char **sha256)
{
    const cd_source *source = cd_source_read(rd->arena, path, rd->diags);
    if (!source)
        return false;
    *sha256 = source->sha256;
    char *rest = cd_arena_strn(rd->arena, source->text, source->length), *cell[MOST_COLUMNS], *line = next_line(&rest);
    size_t n = line ? cd_csv_cut(line, cell, MOST_COLUMNS) : 0;
    if (n == 0)
        return complain(rd, place, "begin with the names: n_strap, bus.area (cm^2)",
                        cd_arena_printf(rd->arena, "%s has no line of names", path));
    column *c = cd_arena_alloc(rd->arena, n, sizeof *c);
    for (size_t i = 0; i < n; i++) {
        char *head = trim(cell[i]);
        c[i].unit = cut_unit(head);
        c[i].name = head;
    }
    if (!read_rows(rd, path, place, rest, c, n))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(c[i].name, "point") == 0)
            continue; /* its number in the table that this one was exported from */
        cd_axis axis = {.name = c[i].name, .place = place, .scale = 1};
        if (!cd_axis_add_list(rd, cs, axis, c[i].cell, c[i].n, axes))
            return false;
    }
    return true;
}
