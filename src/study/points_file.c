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

/* A column while it is read: its cells are quantities as long as all are, of one dimension. */
typedef struct {
    cd_axis axis;
    const char *unit; /* of its head */
    double *number;
    const char **text; /* in the file's text */
} column;

static bool is_plain(const char *text)
{
    return strchr("0123456789.+-", *text) && strspn(text, "0123456789.+-eE") == strlen(text);
}

/* The text of a cell as a value, with the unit of the head if it has none. */
static const char *with_unit(cd_arena *arena, const column *c, const char *text)
{
    return *c->unit && is_plain(text) ? cd_arena_printf(arena, "%s %s", text, c->unit) : text;
}

/* Reads a cell with what is soon forgotten: a source, an expression, the messages of one that is a word. */
static void read_cell(const cd_reading *rd, cd_arena *scratch, column *c, size_t row, const char *text)
{
    cd_type type;
    const char *whole = with_unit(scratch, c, text);
    cd_value value = cd_value_of_source(cd_source_from_text(scratch, "cell", whole, strlen(whole)));
    cd_reading quiet = {scratch, cd_diags_new(scratch), rd->units, NULL};
    c->text[row] = text;
    if (c->axis.words)
        return;
    c->axis.words = !cd_read_any_quantity(&quiet, &value, &c->number[row], &type) ||
                    (row > 0 && !cd_dim_equal(type.dim, c->axis.type.dim));
    c->axis.type = type;
}

enum { SCRATCH_BYTES = 1 << 20 };

/* Returns the number of rows; 0 after diagnostics. */
static size_t read_rows(const cd_reading *rd, const char *path, cd_span place, char *rest, column *c, size_t n)
{
    char *cell[MOST_COLUMNS], *line;
    size_t rows = 0;
    cd_arena *scratch = cd_arena_new_beside(rd->arena);
    const char *wrong = NULL;
    while (!wrong && (line = next_line(&rest))) {
        if (cd_csv_cut(line, cell, MOST_COLUMNS) != n)
            wrong = cd_arena_printf(rd->arena, "a line of %s has not %zu cells", path, n);
        for (size_t i = 0; i < n && !wrong; i++) {
            const char *text = trim(cell[i]);
            if (*text)
                read_cell(rd, scratch, &c[i], rows, text);
            else
                wrong = cd_arena_printf(rd->arena, "a value of \"%s\" is missing", c[i].axis.name);
        }
        rows++;
        if (cd_arena_bytes(scratch) > SCRATCH_BYTES) {
            cd_arena_free(scratch);
            scratch = cd_arena_new_beside(rd->arena);
        }
    }
    cd_arena_free(scratch);
    if (wrong)
        complain(rd, place, "give each line as many cells as the first, none of them empty", wrong);
    else if (rows == 0)
        complain(rd, place, "give each point a line below the names",
                 cd_arena_printf(rd->arena, "%s has no points", path));
    return wrong ? 0 : rows;
}

/* Words are kept as texts, the same one once where it follows soon; quantities by their numbers alone. */
static void add_column(const cd_reading *rd, column *c, size_t rows, cd_axes *axes)
{
    cd_axis *axis = &c->axis;
    axis->n = rows;
    if (axis->words) {
        axis->si_unit = axis->unit = "";
        axis->value = cd_arena_alloc(rd->arena, rows, sizeof *axis->value);
        for (size_t i = 0; i < rows; i++) {
            const char *text = i > 0 && strcmp(c->text[i], c->text[i - 1]) == 0 ? axis->value[i - 1]
                                                                                : with_unit(rd->arena, c, c->text[i]);
            axis->value[i] = text == c->text[i] ? cd_arena_strn(rd->arena, text, strlen(text)) : text;
        }
    } else {
        const char *first = with_unit(rd->arena, c, c->text[0]);
        cd_value value = cd_value_of_source(cd_source_from_text(rd->arena, "cell", first, strlen(first)));
        cd_axis_choose_unit(rd, axis, &value);
        axis->number = cd_arena_grow(rd->arena, c->number, rows, rows, sizeof *axis->number);
    }
    CD_PUSH(rd->arena, axes->a, axes->n, axes->cap, *axis);
}

static size_t count_lines(const char *text)
{
    size_t n = 1;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

/* `keep` holds the file's text, and what is known of each cell, until all are read. */
static bool read_columns(const cd_reading *rd, cd_arena *keep, const cd_source *source, cd_span place, cd_axes *axes)
{
    char *rest = cd_arena_strn(keep, source->text, source->length), *cell[MOST_COLUMNS], *line = next_line(&rest);
    size_t n = line ? cd_csv_cut(line, cell, MOST_COLUMNS) : 0, lines = line ? count_lines(rest ? rest : "") : 0;
    if (n == 0)
        return complain(rd, place, "begin with the names: n_strap, bus.area (cm^2)",
                        cd_arena_printf(rd->arena, "%s has no line of names", source->path));
    column *c = cd_arena_alloc(keep, n, sizeof *c);
    for (size_t i = 0; i < n; i++) {
        char *head = trim(cell[i]);
        c[i].unit = cut_unit(head);
        c[i].axis = (cd_axis){.name = cd_arena_strn(rd->arena, head, strlen(head)), .place = place, .scale = 1};
        c[i].number = cd_arena_alloc(keep, lines, sizeof *c[i].number);
        c[i].text = cd_arena_alloc(keep, lines, sizeof *c[i].text);
    }
    size_t rows = read_rows(rd, source->path, place, rest, c, n);
    for (size_t i = 0; i < n && rows > 0; i++)
        if (strcmp(c[i].axis.name, "point") != 0) /* its number in the table that this one was exported from */
            add_column(rd, &c[i], rows, axes);
    return rows > 0;
}

bool cd_axes_read_file(const cd_reading *rd, const char *path, cd_span place, cd_axes *axes, const char **sha256)
{
    cd_arena *keep = cd_arena_new_beside(rd->arena);
    cd_diags *said = cd_diags_new(keep);
    const cd_source *source = cd_source_read(keep, path, said);
    if (cd_diags_size(said) > 0) /* what is said shows the line: then it must stay */
        source = cd_source_read(rd->arena, path, rd->diags);
    bool good = source != NULL;
    if (good) {
        *sha256 = cd_arena_strn(rd->arena, source->sha256, strlen(source->sha256));
        good = read_columns(rd, keep, source, place, axes);
    }
    cd_arena_free(keep);
    return good;
}
