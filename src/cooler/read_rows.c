/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * read_rows - the [map] section of a cooler file to rows of numbers.
 *
 *     [map]
 *     columns = T1 K, Q1 W, T2 K, Q2 mW, flag       # in any order; units stated once
 *     node    = 30.67, 0, 2.67, 0, R
 * or a file of comma-separated values, "T1_K,Q1_W,T2_K,Q2_mW,flag" and a node in each line; '#' begins a remark.
 * A flag is a word of [flags] ("R = measured: vendor's chart"), or m, i, x: measured, interpolated, extrapolated.
 */
#include "model.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum { T1, Q1, T2, Q2, FLAG, N_COLUMNS };
static const char *const column_names[N_COLUMNS] = {"T1", "Q1", "T2", "Q2", "flag"};

static bool is_temperature(int column)
{
    return column == T1 || column == T2;
}

typedef struct {
    const cd_reading *rd; /* without parameters: a cooler's file stands for itself */
    const cd_ini_section *flags;
    int n_stages;
    int column[N_COLUMNS]; /* of each place in a row */
    cd_unit unit[N_COLUMNS];
    size_t n; /* places */
    bool csv; /* units stand after an underscore */
} reader;

/* The byte where the first word of a value ends. */
static size_t first_word(const cd_value *value)
{
    size_t end = 0;
    while (end < value->length && !isspace((unsigned char)value->text[end]))
        end++;
    return end;
}

static int find_column(const reader *r, const cd_value *name)
{
    for (int c = 0; c < N_COLUMNS; c++)
        if (cd_value_is(name, column_names[c]) && (r->n_stages == 2 || (c != T2 && c != Q2)))
            return c;
    cd_diag_add(r->rd->diags, CD_ERROR, cd_value_whole(name),
                r->n_stages == 2 ? "columns of two stages are T1, Q1, T2, Q2 and flag"
                                 : "columns of one stage are T1, Q1 and flag",
                "unrecognized column \"%s\"", cd_value_string(r->rd->arena, name));
    return -1;
}

static bool read_unit(const reader *r, int column, const cd_value *part, const cd_value *text, cd_unit *out)
{
    const cd_reading *rd = r->rd;
    const cd_quantity_info *wanted = &cd_quantities[is_temperature(column) ? CD_TEMPERATURE : CD_POWER];
    const size_t errors = cd_diags_count(rd->diags, CD_ERROR);
    const size_t end = cd_unit_read(rd->arena, rd->units, rd->diags, text, 0, false, out);
    if (end > 0 && end == text->length && cd_dim_equal(out->dim, wanted->dim))
        return true;
    if (cd_diags_count(rd->diags, CD_ERROR) == errors)
        cd_diag_add(
            rd->diags, CD_ERROR, cd_value_whole(text->length ? text : part),
            cd_arena_printf(rd->arena, "write \"%s %s\"", column_names[column], is_temperature(column) ? "K" : "W"),
            "column \"%s\" needs a unit of %s", column_names[column], wanted->name);
    return false;
}

/* The name ends at a blank, in the head of a CSV at the underscore before its unit. */
static bool read_column(reader *r, const cd_value *part)
{
    const cd_reading *rd = r->rd;
    const char *bar = r->csv && part->length ? memchr(part->text, '_', part->length) : NULL;
    const size_t end = bar ? (size_t)(bar - part->text) : first_word(part);
    const cd_value name = cd_value_cut(part, 0, end), unit = cd_value_cut(part, bar ? end + 1 : end, part->length);
    const int column = find_column(r, &name);
    if (column < 0)
        return false;
    for (size_t i = 0; i < r->n; i++)
        if (r->column[i] == column) {
            cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(part), NULL, "column \"%s\" is given twice",
                        column_names[column]);
            return false;
        }
    if (column == FLAG && unit.length) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&unit), "write \"flag\" alone", "a flag has no unit");
        return false;
    }
    if (column != FLAG && !read_unit(r, column, part, &unit, &r->unit[r->n]))
        return false;
    r->column[r->n++] = column;
    return true;
}

/* All columns, and that none is missing. */
static bool read_columns(reader *r, const cd_value *text, const char *example)
{
    const cd_reading *rd = r->rd;
    cd_value *part;
    const size_t n = cd_value_split(rd->arena, text, ',', &part);
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        ok = read_column(r, &part[i]) && ok;
    for (int c = 0; ok && c < 2 * r->n_stages; c++) {
        bool found = false;
        for (size_t i = 0; i < r->n; i++)
            found = found || r->column[i] == c;
        if (!found) {
            cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(text), example, "column \"%s\" is missing",
                        column_names[c]);
            ok = false;
        }
    }
    return ok;
}

static bool find_columns(reader *r, const cd_ini_section *map)
{
    const char *example =
        r->n_stages == 2 ? "write \"columns = T1 K, Q1 W, T2 K, Q2 W, flag\"" : "write \"columns = T1 K, Q1 W, flag\"";
    const cd_ini_key *key = cd_ini_find(map, "columns");
    if (key)
        return read_columns(r, &key->value, example);
    cd_diag_add(r->rd->diags, CD_ERROR, map->header, example, "missing key \"columns\" in map");
    return false;
}

/* What a flag of [flags] stands for: the word before the colon of its explanation. */
static bool read_origin(const reader *r, const cd_value *text, cd_region *out)
{
    static const char *const words[] = {"measured", "interpolated", "extrapolated"};
    static const cd_region regions[] = {CD_REGION_MAP, CD_REGION_INTERPOLATED, CD_REGION_EXTRAPOLATED};
    cd_value *part;
    cd_value_split(r->rd->arena, text, ':', &part);
    for (int k = 0; k < 3; k++)
        if (cd_value_is(&part[0], words[k])) {
            *out = regions[k];
            return true;
        }
    cd_diag_add(r->rd->diags, CD_ERROR, cd_value_whole(&part[0]),
                "a flag is measured, interpolated or extrapolated, then a colon and where it comes from",
                "unrecognized meaning \"%s\" of a flag", cd_value_string(r->rd->arena, &part[0]));
    return false;
}

static bool read_flag(const reader *r, const cd_value *text, cd_region *out)
{
    const char *word = cd_value_string(r->rd->arena, text);
    const cd_ini_key *key = r->flags ? cd_ini_find(r->flags, word) : NULL;
    if (key)
        return read_origin(r, &key->value, out);
    if (strcmp(word, "m") == 0)
        *out = CD_REGION_MAP;
    else if (strcmp(word, "i") == 0)
        *out = CD_REGION_INTERPOLATED;
    else if (strcmp(word, "x") == 0)
        *out = CD_REGION_EXTRAPOLATED;
    else {
        cd_diag_add(r->rd->diags, CD_ERROR, cd_value_whole(text),
                    "use m, i or x, or explain it in [flags]: \"R = measured: vendor's chart\"",
                    "unrecognized flag \"%s\"", word);
        return false;
    }
    return true;
}

static bool read_number(const reader *r, size_t place, const cd_value *text, cd_map_row *row)
{
    const int column = r->column[place];
    double number;
    if (!cd_read_quantity(r->rd, text, CD_NUMBER, &number))
        return false;
    const double si = r->unit[place].scale * number + r->unit[place].offset;
    if (is_temperature(column) && !(si > 0)) {
        cd_diag_add(r->rd->diags, CD_ERROR, cd_value_whole(text), NULL,
                    "temperature \"%s\" of column %s is not above 0 K", cd_value_string(r->rd->arena, text),
                    column_names[column]);
        return false;
    }
    const double largest_W = 1e5; /* no cryocooler with stages lifts a tenth of it */
    if (!is_temperature(column) && !(fabs(si) <= largest_W)) {
        cd_diag_add(r->rd->diags, CD_ERROR, cd_value_whole(text), "look at the unit of the column",
                    "no cooler lifts %.4g W", si);
        return false;
    }
    *(is_temperature(column) ? &row->T_K[column / 2] : &row->Q_W[column / 2]) = si;
    return true;
}

static bool read_row(const reader *r, const cd_value *text, cd_map_row *row)
{
    cd_value *part;
    const size_t n = cd_value_split(r->rd->arena, text, ',', &part);
    *row = (cd_map_row){.origin = CD_REGION_MAP, .span = cd_value_whole(text)};
    if (n != r->n) {
        cd_diag_add(r->rd->diags, CD_ERROR, row->span, NULL, "node has %zu values, but %s names %zu", n,
                    r->csv ? "the head of the file" : "\"columns\"", r->n);
        return false;
    }
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        ok = (r->column[i] == FLAG ? read_flag(r, &part[i], &row->origin) : read_number(r, i, &part[i], row)) && ok;
    return ok;
}

bool cd_map_rows_read(const cd_reading *rd, int n_stages, cd_ini_section *map, const cd_ini_section *flags,
                      cd_map_rows *out)
{
    cd_reading plain = *rd;
    plain.scope = NULL;
    reader r = {.rd = &plain, .flags = flags, .n_stages = n_stages};
    *out = (cd_map_rows){.header = map->header};
    bool ok = find_columns(&r, map);
    if (!ok)
        return false;
    for (size_t k = 0; k < map->n_keys; k++) {
        if (strcmp(map->keys[k].key, "node") != 0)
            continue;
        cd_map_row row;
        if (read_row(&r, &map->keys[k].value, &row))
            CD_PUSH(rd->arena, out->row, out->n, out->cap, row);
        else
            ok = false;
    }
    return ok;
}

/* The next line of a CSV that is neither empty nor a remark; false at the end. */
static bool next_line(const cd_value *all, size_t *line, cd_value *out)
{
    const cd_source *csv = all->source;
    while (*line < csv->n_lines) {
        const size_t begin = csv->line_start[*line];
        size_t end = ++*line < csv->n_lines ? csv->line_start[*line] : csv->length;
        const char *remark = begin < end ? memchr(csv->text + begin, '#', end - begin) : NULL;
        end = remark ? (size_t)(remark - csv->text) : end;
        *out = cd_value_cut(all, begin, end);
        if (out->length)
            return true;
    }
    return false;
}

bool cd_map_rows_of_csv(const cd_reading *rd, int *n_stages, const cd_source *csv, const cd_ini_section *flags,
                        cd_map_rows *out)
{
    const cd_value all = cd_value_of_source(csv);
    cd_value text;
    size_t line = 0;
    *out = (cd_map_rows){0};
    if (!next_line(&all, &line, &text)) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_span(&all, 0, 1), "begin with \"T1_K,Q1_W,T2_K,Q2_W\"",
                    "\"%s\" has no line of column names", csv->path);
        return false;
    }
    if (!*n_stages)
        *n_stages = memmem(text.text, text.length, "T2", 2) || memmem(text.text, text.length, "Q2", 2) ? 2 : 1;
    reader r = {.rd = rd, .flags = flags, .n_stages = *n_stages, .csv = true};
    out->header = cd_value_whole(&text);
    if (!read_columns(&r, &text, *n_stages == 2 ? "begin with \"T1_K,Q1_W,T2_K,Q2_W\"" : "begin with \"T1_K,Q1_W\""))
        return false;
    bool ok = true;
    while (next_line(&all, &line, &text)) {
        cd_map_row row;
        if (read_row(&r, &text, &row))
            CD_PUSH(rd->arena, out->row, out->n, out->cap, row);
        else
            ok = false;
    }
    return ok;
}
