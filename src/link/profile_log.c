/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * profile_log - a profile from one column of a measured log. The unit of a column is the end of its heading:
 * "T_coil_K", "T coil (degC)", "P_heater_mW"; one without a unit is in SI.
 */
#include "../text/log_csv.h"
#include "profile_impl.h"

#include <math.h>
#include <string.h>

/* The byte behind ".csv" (and a closing quote) when the value begins with the name of such a file, or 0. */
static size_t end_of_path(const cd_value *value)
{
    bool quoted = value->length > 0 && value->text[0] == '"';
    for (size_t i = quoted; i + 4 <= value->length; i++) {
        if (!quoted && strchr(" \t,:", value->text[i]))
            return 0;
        if (memcmp(value->text + i, ".csv", 4) != 0)
            continue;
        size_t end = i + 4;
        if (quoted && end < value->length && value->text[end] == '"')
            return end + 1;
        if (!quoted && (end == value->length || strchr(" \t", value->text[end])))
            return end;
    }
    return 0;
}

bool cd_profile_names_log(const cd_value *value)
{
    return end_of_path(value) > 0;
}

static const char *path_of(cd_arena *arena, const cd_value *name)
{
    const char *text = cd_value_string(arena, name), *from = name->source->path, *slash = strrchr(from, '/');
    if (text[0] == '/' || !slash)
        return text;
    return cd_arena_printf(arena, "%.*s/%s", (int)(slash - from), from, text);
}

/* One line of the source as a text of its own, to be cut; NULL at the end. Remarks and empty lines are passed over. */
static char *next_line(cd_arena *arena, const cd_source *source, size_t *line)
{
    while (*line < source->n_lines) {
        size_t begin = source->line_start[(*line)++];
        size_t end = *line < source->n_lines ? source->line_start[*line] : source->length;
        char *text = cd_arena_strn(arena, source->text + begin, end - begin);
        if (text[0] != '#' && text[strspn(text, " \t\r\n")] != '\0')
            return text;
    }
    return NULL;
}

/* The last word of a heading: "K" of "T_coil_K" and of "T coil (K)". */
static const char *last_word(cd_arena *arena, const char *heading)
{
    size_t end = strlen(heading);
    while (end > 0 && strchr(" )]", heading[end - 1]))
        end--;
    size_t begin = end;
    while (begin > 0 && !strchr("_ ([", heading[begin - 1]))
        begin--;
    return cd_arena_strn(arena, heading + begin, end - begin);
}

/* The unit of a column; SI when its heading ends with no unit of that quantity. */
static cd_unit unit_of(const cd_reading *rd, const char *heading, cd_quantity quantity)
{
    const char *word = last_word(rd->arena, heading);
    cd_unit unit, si = {cd_quantities[quantity].dim, 1, 0};
    if (quantity == CD_TEMPERATURE && strcmp(word, "C") == 0)
        word = "degC";
    bool known = cd_unit_word(rd->units, word, strlen(word), &unit, NULL);
    return known && cd_dim_equal(unit.dim, si.dim) ? unit : si;
}

static const cd_profile *wrong(const cd_reading *rd, const cd_value *value, const char *hint, const char *message)
{
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), hint, "%s", message);
    return NULL;
}

static bool find_column(const cd_reading *rd, const cd_value *value, const cd_source *source, const char *column,
                        char **heading, size_t n, size_t *found)
{
    for (*found = 1; *found < n; (*found)++)
        if (strcmp(heading[*found], column) == 0)
            return true;
    const char *near = n > 1 ? cd_nearest(column, (const char *const *)heading + 1, n - 1) : NULL;
    const char *hint = near    ? cd_arena_printf(rd->arena, "did you mean \"%s\"?", near)
                       : n > 1 ? cd_arena_printf(rd->arena, "its columns after the time are: %s",
                                                 cd_join(rd->arena, (const char *const *)heading + 1, n - 1))
                               : "the first line names the columns, the first of them is the time";
    return wrong(rd, value, hint, cd_arena_printf(rd->arena, "no column \"%s\" in %s", column, source->path)) != NULL;
}

static const cd_profile *read_points(const cd_reading *rd, const cd_value *value, const cd_source *source,
                                     const char *column, cd_quantity quantity)
{
    size_t line = 0, c, n = 0, n_y = 0, cap_x = 0, cap_y = 0;
    char *text = next_line(rd->arena, source, &line), *cell[CD_LOG_MOST_COLUMNS];
    char separator = cd_log_separator(text ? text : "");
    size_t n_cells = text ? cd_log_cut(text, separator, cell) : 0;
    if (!find_column(rd, value, source, column, cell, n_cells, &c))
        return NULL;
    double scale = cd_log_time_scale(cell[0]), *x = NULL, *y = NULL;
    const cd_unit unit = unit_of(rd, cell[c], quantity);
    while ((text = next_line(rd->arena, source, &line))) {
        n_cells = cd_log_cut(text, separator, cell);
        double t_s = scale * cd_log_number(cell[0]), number = c < n_cells ? cd_log_number(cell[c]) : NAN;
        if (isnan(t_s) || isnan(number))
            continue;
        if (n > 0 && !(t_s > x[n - 1]))
            return wrong(rd, value, "each row must be later than the one before",
                         cd_arena_printf(rd->arena, "%s:%zu: the time does not rise", source->path, line));
        CD_PUSH(rd->arena, x, n, cap_x, t_s);
        CD_PUSH(rd->arena, y, n_y, cap_y, unit.scale * number + unit.offset);
    }
    if (n < 2)
        return wrong(rd, value, "at least two rows with a time and a number",
                     cd_arena_printf(rd->arena, "%s has fewer than two points in column \"%s\"", source->path, column));
    cd_profile *p = cd_profile_of_points(rd, x, y, n, true);
    p->source = source;
    p->column = column;
    return p;
}

const cd_profile *cd_profile_read_log(const cd_reading *rd, const cd_value *value, cd_quantity quantity)
{
    size_t end = end_of_path(value);
    cd_value name = cd_value_cut(value, 0, end), rest = cd_value_cut(value, end, value->length);
    if (rest.length < 7 || strncmp(rest.text, "column", 6) != 0 || !strchr(" \t\"", rest.text[6]))
        return wrong(rd, value, "write \"bench.csv column T_coil_K\"", "which column of the file is meant?");
    cd_value column = cd_value_cut(&rest, 6, rest.length);
    const cd_source *source = cd_source_read(rd->arena, path_of(rd->arena, &name), rd->diags);
    if (!source) {
        cd_diag_add(rd->diags, CD_NOTE, cd_value_whole(&name), NULL, "named here");
        return NULL;
    }
    return read_points(rd, value, source, cd_value_string(rd->arena, &column), quantity);
}
