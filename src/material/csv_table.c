/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csv_table - see csv_table.h.
 */
#include "csv_table.h"
#include "points.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

const char *cd_csv_column(cd_property_kind kind)
{
    static const char *const columns[CD_N_PROPERTIES] = {[CD_PROPERTY_K] = "k_W_per_m_K",
                                                         [CD_PROPERTY_C] = "c_J_per_kg_K",
                                                         [CD_PROPERTY_RHO] = "rho_ohm_m",
                                                         [CD_PROPERTY_EMISSIVITY] = "emissivity"};
    return columns[kind];
}

bool cd_names_csv(const cd_value *value)
{
    cd_value trimmed = cd_value_cut(value, 0, value->length);
    size_t quote = trimmed.length > 0 && trimmed.text[trimmed.length - 1] == '"';
    return trimmed.length > 4 + quote && strncmp(trimmed.text + trimmed.length - quote - 4, ".csv", 4) == 0;
}

const char *cd_csv_path(cd_arena *arena, const cd_value *value)
{
    const char *name = cd_value_string(arena, value), *from = value->source->path, *slash = strrchr(from, '/');
    if (*name == '/' || !slash)
        return name;
    return cd_arena_printf(arena, "%.*s/%s", (int)(slash - from), from, name);
}

/* One line cut at its commas; without comment lines (#). */
typedef struct {
    const cd_reading *rd;
    const cd_source *source;
    size_t line;
    cd_span place; /* of the line */
    cd_value *cell;
    size_t n;
} reader;

static bool next_line(reader *r)
{
    while (r->line < r->source->n_lines) {
        size_t begin = r->source->line_start[r->line++];
        size_t end = r->line < r->source->n_lines ? r->source->line_start[r->line] : r->source->length;
        cd_value whole = cd_value_of_source(r->source), text = cd_value_cut(&whole, begin, end);
        if (text.length == 0 || text.text[0] == '#')
            continue;
        r->place = cd_value_whole(&text);
        r->n = cd_value_split(r->rd->arena, &text, ',', &r->cell);
        return true;
    }
    return false;
}

static bool find_columns(reader *r, cd_property_kind kind, size_t column[2])
{
    const char *wanted[2] = {"T_K", cd_csv_column(kind)};
    if (!next_line(r))
        r->n = 0;
    for (int i = 0; i < 2; i++) {
        for (column[i] = 0; column[i] < r->n && !cd_value_is(&r->cell[column[i]], wanted[i]); column[i]++)
            ;
        if (column[i] == r->n) {
            cd_diag_add(r->rd->diags, CD_ERROR, r->place,
                        cd_arena_printf(r->rd->arena, "the first line names the columns: %s,%s", wanted[0], wanted[1]),
                        "no column \"%s\" in %s", wanted[i], r->source->path);
            return false;
        }
    }
    return true;
}

/* A plain number; false after an error. */
static bool read_number(const reader *r, const cd_value *cell, double *x)
{
    return cd_read_quantity(r->rd, cell, CD_NUMBER, x);
}

static bool read_points(reader *r, const size_t column[2], cd_form_numbers *T_K, cd_form_numbers *y)
{
    double *T = NULL, *v = NULL;
    size_t n = 0, cap_T = 0, cap_v = 0, n_v = 0;
    while (next_line(r)) {
        double point[2];
        if (column[0] >= r->n || r->cell[column[0]].length == 0) {
            cd_diag_add(r->rd->diags, CD_ERROR, r->place, "each row has its temperature", "a row without T_K in %s",
                        r->source->path);
            return false;
        }
        if (column[1] >= r->n || r->cell[column[1]].length == 0)
            continue;
        for (int i = 0; i < 2; i++)
            if (!read_number(r, &r->cell[column[i]], &point[i]))
                return false;
        CD_PUSH(r->rd->arena, T, n, cap_T, point[0]);
        CD_PUSH(r->rd->arena, v, n_v, cap_v, point[1]);
    }
    *T_K = (cd_form_numbers){T, n};
    *y = (cd_form_numbers){v, n};
    return true;
}

static double points_value(const void *ctx, double T_K)
{
    return cd_points_value(ctx, T_K);
}

const cd_curve *cd_csv_curve(const cd_reading *rd, const cd_value *value, cd_property_kind kind, double *T_min_K,
                             double *T_max_K, const cd_source **source)
{
    const char *path = cd_csv_path(rd->arena, value);
    const cd_reading plain = {rd->arena, rd->diags, rd->units, NULL};
    if (access(path, R_OK) != 0) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), "the path is relative to the file that names it",
                    "cannot read \"%s\": %s", path, strerror(errno));
        return NULL;
    }
    reader r = {.rd = &plain, .source = cd_source_read(rd->arena, path, rd->diags)};
    size_t column[2];
    cd_form_numbers T_K, y;
    *source = r.source;
    if (!r.source || !find_columns(&r, kind, column) || !read_points(&r, column, &T_K, &y))
        return NULL;
    const char *wrong = T_K.n < 2 ? "fewer than two points" : cd_points_wrong(&T_K, &y, CD_LOGLOG_PCHIP);
    if (wrong) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), NULL, "%s: %s", path, wrong);
        return NULL;
    }
    *T_min_K = T_K.x[0];
    *T_max_K = T_K.x[T_K.n - 1];
    double T_bad_K;
    const cd_points *points = cd_points_new(rd->arena, &T_K, &y, CD_LOGLOG_PCHIP);
    const cd_curve *curve = cd_curve_new(rd->arena, points_value, points, true, NULL, &T_bad_K);
    if (!curve)
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), NULL, "%s: not positive and finite at %.6g K", path,
                    T_bad_K);
    return curve;
}
