/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store_choose - which rows of a store are wanted, and in which order.
 */
#include "store_impl.h"
#include "store_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool fail(cd_results *r, char *message)
{
    free(r->error);
    r->error = message;
    return false;
}

const cd_result_column *cd_results_column(cd_results *r, const char *name)
{
    const char **names = cd_arena_alloc(r->arena, r->n_columns, sizeof *names);
    for (size_t i = 0; i < r->n_columns; i++) {
        names[i] = r->columns[i].name;
        if (strcmp(names[i], name) == 0)
            return &r->columns[i];
    }
    const char *near = cd_nearest(name, names, r->n_columns);
    if (near)
        fail(r, cd_text_printf("there is no column \"%s\"; did you mean \"%s\"?", name, near));
    else
        fail(r,
             cd_text_printf("there is no column \"%s\"; there are: %s", name, cd_join(r->arena, names, r->n_columns)));
    return NULL;
}

/* ---- conditions ---- */

typedef enum { EQUAL, UNEQUAL, LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL } comparison;

struct cd_condition {
    const cd_result_column *column; /* NULL: the point, or its status */
    bool point;
    comparison op;
    double number;
    const char *word;
};

static bool holds(comparison op, double difference)
{
    switch (op) {
    case EQUAL:
        return difference == 0;
    case UNEQUAL:
        return difference != 0;
    case LESS:
        return difference < 0;
    case LESS_OR_EQUAL:
        return difference <= 0;
    case MORE:
        return difference > 0;
    case MORE_OR_EQUAL:
        return difference >= 0;
    }
    return false;
}

/* A number that is written in another unit than it is stored in is equal to rounding. */
static double compare(double a, double b)
{
    return fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b)) ? 0 : a - b;
}

static bool row_fits(const cd_results *r, const cd_condition *c, size_t row)
{
    if (c->point)
        return holds(c->op, (double)r->point[row] - c->number);
    if (!c->column || c->column->words) {
        int order = strcmp(c->column ? c->column->text[row] : r->status[row], c->word);
        return holds(c->op, (double)order);
    }
    double x = c->column->number[row];
    return isnan(x) ? c->op == UNEQUAL : holds(c->op, compare(x, c->number));
}

static bool read_number(cd_results *r, const char *text, cd_condition *c)
{
    cd_reading rd = {r->arena, cd_diags_new(r->arena), r->units, NULL};
    cd_value value = cd_value_of_source(cd_source_from_text(r->arena, "--where", text, strlen(text)));
    cd_type type;
    if (cd_read_any_quantity(&rd, &value, &c->number, &type) &&
        strcmp(cd_case_si_unit(r->arena, type.dim), c->column->si_unit) == 0)
        return true;
    return fail(r, cd_text_printf("\"%s\" is no value of %s: write it with a unit such as %s", text, c->column->name,
                                  *c->column->unit ? c->column->unit : "none"));
}

static bool read_point(cd_results *r, cd_condition *c)
{
    char *end;
    c->number = strtod(c->word, &end);
    return (end != c->word && *end == '\0') ||
           fail(r, cd_text_printf("\"%s\" is no number of a point: write one such as 5", c->word));
}

static bool read_condition(cd_results *r, const char *text, cd_condition *c)
{
    size_t at = strcspn(text, "<>=!");
    cd_value all = cd_value_of_source(cd_source_from_text(r->arena, "--where", text, strlen(text)));
    cd_value left = cd_value_cut(&all, 0, at);
    const char *op = text + at;
    size_t length = op[0] && op[1] == '=' ? 2 : 1;
    cd_value right = cd_value_cut(&all, at + length, all.length);
    if (!*op || left.length == 0 || right.length == 0 || (*op == '!' && length == 1))
        return fail(r, cd_text_printf("--where \"%s\": write COLUMN < VALUE, with <, <=, >, >=, = or !=", text));
    c->op = *op == '<'   ? (length == 2 ? LESS_OR_EQUAL : LESS)
            : *op == '>' ? (length == 2 ? MORE_OR_EQUAL : MORE)
            : *op == '!' ? UNEQUAL
                         : EQUAL;
    const char *name = cd_value_string(r->arena, &left);
    c->word = cd_value_string(r->arena, &right);
    c->column = NULL;
    c->point = strcmp(name, "point") == 0;
    if (c->point)
        return read_point(r, c);
    if (strcmp(name, "status") == 0)
        return true;
    c->column = cd_results_column(r, name);
    return c->column && (c->column->words || read_number(r, c->word, c));
}

bool cd_results_fit(const cd_results *r, size_t row)
{
    for (size_t i = 0; i < r->n_where; i++)
        if (!row_fits(r, &r->where[i], row))
            return false;
    return true;
}

/* ---- order ---- */

/* SQLite sorts, in a file beyond some megabytes; four bytes a point are kept. `by`: a column, NULL for points. */
static bool sort_points(cd_results *r, const char *by, bool descending)
{
    sqlite3_stmt *s;
    const char *way = descending ? " DESC" : "";
    const char *sql =
        by ? cd_arena_printf(r->arena, "SELECT point FROM points ORDER BY %s IS NULL, %s%s, point", by, by, way)
           : cd_arena_printf(r->arena, "SELECT point FROM points ORDER BY point%s", way);
    if (sqlite3_prepare_v2(r->db, sql, -1, &s, NULL) != SQLITE_OK)
        return fail(r, cd_store_why(r->db, r->path, "sort it"));
    r->order = cd_arena_alloc(r->arena, r->n_finished, sizeof *r->order);
    for (r->n_order = 0; r->n_order < r->n_finished && sqlite3_step(s) == SQLITE_ROW;)
        r->order[r->n_order++] = (unsigned)sqlite3_column_int64(s, 0);
    if (sqlite3_finalize(s) != SQLITE_OK)
        return fail(r, cd_store_why(r->db, r->path, "sort it"));
    return true;
}

bool cd_results_choose(cd_results *r, const char *const *where, size_t n_where, const char *sort, bool descending)
{
    const char *by = NULL;
    r->where = cd_arena_alloc(r->arena, n_where, sizeof *r->where);
    r->n_where = n_where;
    r->order = NULL;
    r->at = 0;
    for (size_t i = 0; i < n_where; i++)
        if (!read_condition(r, where[i], &r->where[i]))
            return false;
    if (sort && strcmp(sort, "status") == 0)
        by = sort;
    else if (sort && strcmp(sort, "point") != 0) {
        const cd_result_column *column = cd_results_column(r, sort);
        if (!column)
            return false;
        by = column->column;
    }
    return (!by && !descending) || sort_points(r, by, descending);
}
