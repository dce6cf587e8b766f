/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * measured - reads a measured log for a figure; see series.h. Separators are commas, semicolons or tabs; lines that
 * begin with '#' and empty lines are passed over; a cell that is not a number is a gap.
 */
#include "../text/log_csv.h"
#include "series.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whether the heading names curve i of the plot. */
static bool names_curve(cd_arena *arena, const cd_plot *plot, size_t i, const char *heading)
{
    const char *label = plot->y_label[i], *text = plot->y_text[i];
    return strcmp(heading, label) == 0 || strcmp(heading, text) == 0 ||
           strcmp(heading, cd_arena_printf(arena, "T_%s_K", label)) == 0 ||
           strcmp(heading, cd_arena_printf(arena, "Q_%s_W", label)) == 0;
}

/* Which columns of the file are wanted: column[j] goes with curve like[j]. */
static size_t match_columns(cd_arena *arena, const cd_plot *plot, char **heading, size_t n_headings, size_t *column,
                            int *like)
{
    size_t n = 0;
    for (size_t i = 0; i < plot->n_y; i++)
        for (size_t c = 1; c < n_headings; c++)
            if (names_curve(arena, plot, i, heading[c])) {
                column[n] = c;
                like[n++] = (int)i;
                break;
            }
    return n;
}

/* Reads the rows under the heading. */
static void read_rows(cd_arena *arena, FILE *file, char separator, double scale, const size_t *column, cd_series *out)
{
    char *line = NULL, *cell[CD_LOG_MOST_COLUMNS];
    size_t room = 0, cap = 0;
    while (getline(&line, &room, file) >= 0) {
        size_t n = line[0] == '#' ? 0 : cd_log_cut(line, separator, cell);
        double t_s = n > 0 ? scale * cd_log_number(cell[0]) : NAN;
        if (isnan(t_s))
            continue;
        if (out->n_rows == cap) {
            cap = cap ? 2 * cap : 256;
            out->t_s = cd_arena_grow(arena, out->t_s, out->n_rows, cap, sizeof *out->t_s);
            out->y = cd_arena_grow(arena, out->y, out->n_rows * out->n, cap * out->n, sizeof *out->y);
        }
        out->t_s[out->n_rows] = t_s;
        for (size_t j = 0; j < out->n; j++)
            out->y[out->n_rows * out->n + j] = column[j] < n ? cd_log_number(cell[column[j]]) : NAN;
        out->n_rows++;
    }
    free(line);
}

/* A byte order mark at the start is passed over. */
static void skip_mark(FILE *file)
{
    char mark[3];
    if (fread(mark, 1, 3, file) != 3 || memcmp(mark, "\xEF\xBB\xBF", 3) != 0)
        rewind(file);
}

/* The first line that is neither empty nor a remark, in the arena; NULL: none. */
static char *heading_line(cd_arena *arena, FILE *file)
{
    char *line = NULL, *found = NULL;
    size_t room = 0;
    for (ssize_t n; !found && (n = getline(&line, &room, file)) >= 0;)
        if (line[0] != '#' && line[strspn(line, " \t\r\n")] != '\0')
            found = cd_arena_strn(arena, line, (size_t)n);
    free(line);
    return found;
}

static const char *read_log(cd_arena *arena, FILE *file, const cd_plot *plot, cd_series *out, int *like)
{
    skip_mark(file);
    char *line = heading_line(arena, file), *heading[CD_LOG_MOST_COLUMNS];
    if (!line)
        return cd_arena_printf(arena, "%s is empty", plot->data_path);
    char separator = cd_log_separator(line);
    size_t n = cd_log_cut(line, separator, heading);
    size_t *column = cd_arena_alloc(arena, plot->n_y, sizeof *column);
    out->n = match_columns(arena, plot, heading, n, column, like);
    if (out->n == 0)
        return cd_arena_printf(arena, "%s has no column for a curve of plot \"%s\": name them as in profile.csv",
                               plot->data_path, plot->name);
    read_rows(arena, file, separator, cd_log_time_scale(heading[0]), column, out);
    return out->n_rows ? NULL : cd_arena_printf(arena, "%s has no rows of numbers", plot->data_path);
}

const char *cd_series_measured(cd_arena *arena, const cd_plot *plot, cd_series *out, int *like)
{
    *out = (cd_series){0};
    FILE *file = fopen(plot->data_path, "re");
    if (!file)
        return cd_arena_printf(arena, "cannot read %s: %s", plot->data_path, strerror(errno));
    const char *error = read_log(arena, file, plot, out, like);
    fclose(file);
    return error;
}
