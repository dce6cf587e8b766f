/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * points_file - the columns of a CSV of points as axes that are varied together.
 */
#include "../text/csv_line.h"
#include "store_impl.h"

#include <string.h>

enum { MOST_COLUMNS = 256 };

/* A file while it is read. */
typedef struct {
    const cd_reading *rd;
    const cd_case *cs;
    cd_arena *keep; /* what is known of each cell, until all are read */
    const cd_source *source;
    char *text; /* the source's, to be cut in place */
} table_file;

/* Shows `length` bytes at a place of the file, whose text must stay from now on. */
static bool complain(const table_file *f, const char *at, size_t length, const char *hint, const char *message)
{
    const cd_source *kept = cd_source_from_text(f->rd->arena, f->source->path, f->source->text, f->source->length);
    size_t begin = (size_t)(at - f->text);
    cd_diag_add(f->rd->diags, CD_ERROR, (cd_span){kept, begin, begin + length}, hint, "%s", message);
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
    bool skipped;
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

/* Reads a line of so many cells; false after diagnostics. */
static bool read_row(const table_file *f, cd_arena *scratch, char *line, column *c, size_t n, size_t row)
{
    static const char hint[] = "give each line as many cells as the first, and each that is varied a value";
    char *cell[MOST_COLUMNS + 1];
    size_t length = strlen(line);
    if (cd_csv_cut(line, cell, MOST_COLUMNS + 1) != n)
        return complain(f, line, length, hint,
                        cd_arena_printf(f->rd->arena, "a line of %s has not %zu cells", f->source->path, n));
    for (size_t i = 0; i < n; i++) {
        const char *text = trim(cell[i]);
        if (c[i].skipped)
            continue;
        if (!*text)
            return complain(f, line, length, hint,
                            cd_arena_printf(f->rd->arena, "a value of \"%s\" is missing", c[i].axis.name));
        read_cell(f->rd, scratch, &c[i], row, text);
    }
    return true;
}

/* Returns the number of rows; 0 after diagnostics. */
static size_t read_rows(const table_file *f, char *rest, column *c, size_t n)
{
    char *line;
    size_t rows = 0;
    bool good = true;
    cd_arena *scratch = cd_arena_new_beside(f->rd->arena);
    while (good && (line = next_line(&rest))) {
        good = read_row(f, scratch, line, c, n, rows++);
        if (cd_arena_bytes(scratch) > SCRATCH_BYTES) {
            cd_arena_free(scratch);
            scratch = cd_arena_new_beside(f->rd->arena);
        }
    }
    cd_arena_free(scratch);
    if (good && rows == 0)
        complain(f, f->text, 0, "give each point a line below the names",
                 cd_arena_printf(f->rd->arena, "%s has no points", f->source->path));
    return good ? rows : 0;
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

/* ---- the line of names ---- */

static bool is_among(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static bool is_parameter(const cd_case *cs, const char *name)
{
    for (size_t i = 0; i < cs->n_params; i++)
        if (strcmp(cs->params[i].name, name) == 0)
            return true;
    return false;
}

static bool is_measure(const cd_case *cs, const char *name)
{
    for (size_t i = 0; i < cs->n_measures; i++)
        if (strcmp(cs->measures[i].name, name) == 0)
            return true;
    return false;
}

static bool is_seen(const cd_axes *seen, const char *name)
{
    for (size_t i = 0; i < seen->n; i++)
        if (strcmp(seen->a[i].name, name) == 0)
            return true;
    return false;
}

/* Whether a column of a table that `results --csv` wrote is what came out of its points: the names of such columns are
 * known, and what is varied stands before them. */
static bool is_outcome(const table_file *f, const cd_axes *seen, const char *name)
{
    static const char *const fixed[] = {"status", "message", NULL};
    return (is_among(name, fixed) || is_among(name, cd_store_statistics) || is_measure(f->cs, name)) &&
           (!is_parameter(f->cs, name) || is_seen(seen, name));
}

/* Whether the cells are the head of such a table. */
static bool is_exported(char *const *cell, size_t n)
{
    return n > 2 && strcmp(cell[0], "point") == 0 && strcmp(cell[1], "status") == 0 &&
           strcmp(cell[n - 1], "message") == 0;
}

/* Reads the names, which must be others than those of `axes`; false after diagnostics. */
static bool read_names(const table_file *f, char **cell, size_t n, cd_span place, const cd_axes *axes, column *c)
{
    cd_axes seen = {0};
    bool exported = is_exported(cell, n);
    for (size_t i = 0; i < axes->n; i++)
        CD_PUSH(f->keep, seen.a, seen.n, seen.cap, axes->a[i]);
    for (size_t i = 0; i < n; i++) {
        char *head = trim(cell[i]);
        size_t at = (size_t)(head - f->text), length = strlen(head);
        c[i].unit = cut_unit(head);
        c[i].axis = (cd_axis){.name = cd_arena_strn(f->rd->arena, head, strlen(head)), .place = place, .scale = 1};
        /* its number in the table that this one was exported from */
        c[i].skipped = strcmp(head, "point") == 0 || (exported && (i == 1 || is_outcome(f, &seen, head)));
        if (c[i].skipped)
            continue;
        const char *hint, *wrong = cd_axis_name_wrong(f->rd->arena, &seen, c[i].axis.name, &hint);
        if (wrong)
            return complain(f, f->text + at, length, hint, wrong);
        CD_PUSH(f->keep, seen.a, seen.n, seen.cap, c[i].axis);
    }
    return true;
}

static bool read_columns(const table_file *f, cd_span place, cd_axes *axes)
{
    char *rest = f->text, *cell[MOST_COLUMNS + 1], *line = next_line(&rest);
    size_t length = line ? strlen(line) : 0, n = line ? cd_csv_cut(line, cell, MOST_COLUMNS + 1) : 0;
    size_t lines = line ? count_lines(rest ? rest : "") : 0;
    if (n == 0)
        return complain(f, f->text, 0, "begin with the names: n_strap, bus.area (cm^2)",
                        cd_arena_printf(f->rd->arena, "%s has no line of names", f->source->path));
    if (n > MOST_COLUMNS)
        return complain(f, line, length, "leave out columns that are not varied",
                        cd_arena_printf(f->rd->arena, "%s has more than %d columns", f->source->path, MOST_COLUMNS));
    column *c = cd_arena_alloc(f->keep, n, sizeof *c);
    if (!read_names(f, cell, n, place, axes, c))
        return false;
    for (size_t i = 0; i < n; i++) {
        c[i].number = cd_arena_alloc(f->keep, lines, sizeof *c[i].number);
        c[i].text = cd_arena_alloc(f->keep, lines, sizeof *c[i].text);
    }
    size_t rows = read_rows(f, rest, c, n);
    for (size_t i = 0; i < n && rows > 0; i++)
        if (!c[i].skipped)
            add_column(f->rd, &c[i], rows, axes);
    return rows > 0;
}

bool cd_axes_read_file(const cd_reading *rd, const cd_case *cs, const char *path, cd_span place, cd_axes *axes,
                       const char **sha256)
{
    cd_arena *keep = cd_arena_new_beside(rd->arena);
    cd_diags *said = cd_diags_new(keep);
    const cd_source *source = cd_source_read(keep, path, said);
    if (cd_diags_size(said) > 0) /* what is said shows the line: then it must stay */
        source = cd_source_read(rd->arena, path, rd->diags);
    bool good = source != NULL;
    if (good) {
        table_file f = {rd, cs, keep, source, cd_arena_strn(keep, source->text, source->length)};
        *sha256 = cd_source_sha256(rd->arena, source);
        good = read_columns(&f, place, axes);
    }
    cd_arena_free(keep);
    return good;
}
