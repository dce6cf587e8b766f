/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr_fixture - a scope with some parameters and nodes, for the tests of expressions and values.
 */
#ifndef CD_TESTS_EXPR_FIXTURE_H
#define CD_TESTS_EXPR_FIXTURE_H

#include "../../src/text/expr.h"
#include "../check.h"

#include <stdlib.h>
#include <string.h>

/* Expected values are short decimal numbers; products of a few factors round by some 1e-16. */
#define ROUNDING 1e-13

typedef struct {
    jmp_buf landing;
    cd_arena *arena;
    cd_diags *diags;
    cd_units *units;
    cd_scope scope, formula;
    cd_reading rd;
    cd_value last_name; /* given to the scope's ref */
} fixture;

/* Parameters: n = 4, l = 150 mm, m = 3 kg, room = 20 degC, rise = room - 5 degC, 2x = 7 and t = 9. */
static inline bool parameter(void *ctx, const cd_value *name, double *value, cd_type *type)
{
    static const struct {
        const char *name;
        double value;
        cd_quantity quantity;
        cd_temp_kind temp;
    } rows[] = {
        {"n", 4, CD_NUMBER, CD_TEMP_ANY},
        {"l", 0.15, CD_LENGTH, CD_TEMP_ANY},
        {"m", 3, CD_MASS, CD_TEMP_ANY},
        {"room", 293.15, CD_TEMPERATURE, CD_TEMP_POINT},
        {"rise", 15, CD_TEMPERATURE, CD_TEMP_DIFFERENCE},
        {"2x", 7, CD_NUMBER, CD_TEMP_ANY},
        {"t", 9, CD_NUMBER, CD_TEMP_ANY},
    };
    fixture *f = ctx;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (cd_value_is(name, rows[i].name)) {
            *value = rows[i].value;
            *type = (cd_type){cd_quantities[rows[i].quantity].dim, rows[i].temp, false};
            return true;
        }
    cd_diag_add(f->diags, CD_ERROR, cd_value_whole(name), NULL, "unrecognized parameter \"%s\"",
                cd_value_string(f->arena, name));
    return false;
}

/* Nodes a, b, c at 5 K, 3 K, 7 K; the index is the letter's. "none" is not known. */
static inline bool ref(void *ctx, cd_ref_kind kind, const cd_value *name, int *index)
{
    fixture *f = ctx;
    (void)kind;
    f->last_name = *name;
    *index = name->text[0] - 'a';
    if (!cd_value_is(name, "none"))
        return true;
    cd_diag_add(f->diags, CD_ERROR, cd_value_whole(name), NULL, "unrecognized node \"none\"");
    return false;
}

static inline double ref_value(void *ctx, cd_ref_kind kind, int index)
{
    static const double T_K[] = {5, 3, 7};
    (void)ctx;
    return kind == CD_REF_T ? T_K[index % 3] : 10 * (int)kind + index;
}

static inline fixture *fixture_new(void)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->arena = cd_arena_new(&f->landing);
    f->units = cd_units_new();
    f->scope = (cd_scope){f, parameter, ref, true, false, true, NULL};
    f->formula = (cd_scope){f, parameter, NULL, false, true, false, NULL};
    return f;
}

static inline void fixture_free(fixture *f)
{
    cd_units_free(f->units);
    cd_arena_free(f->arena);
    free(f);
}

static inline cd_value fresh(fixture *f, const char *text)
{
    f->diags = cd_diags_new(f->arena);
    f->rd = (cd_reading){f->arena, f->diags, f->units, &f->scope};
    return cd_value_of_source(cd_source_from_text(f->arena, "test.ini", text, strlen(text)));
}

static inline cd_expr *read_expr(fixture *f, const cd_scope *scope, const char *text)
{
    cd_value value = fresh(f, text);
    return cd_expr_read(&f->rd, scope, &value);
}

static inline void show(fixture *f, const char *text)
{
    print_error("\"%s\":\n", text);
    for (size_t i = 0; i < cd_diags_size(f->diags); i++)
        print_error("%s", cd_diag_render(f->arena, cd_diags_at(f->diags, i)));
}

/* t = 100 s, T = 77 K; the functions over the run give 11, 12, ... in their order. */
static const double over[] = {11, 12, 13, 14, 15};
static const cd_expr_env env = {NULL, ref_value, 100, 77, over};

typedef struct {
    const char *text;
    size_t column;
    const char *message, *hint; /* NULL: none */
} bad_text;

/* One error at the column, with these words in it. */
static inline void check_error(fixture *f, const bad_text *bad, bool read)
{
    const cd_diag *diag = cd_diags_size(f->diags) ? cd_diags_at(f->diags, 0) : NULL;
    size_t line = 0, column = 0;
    if (diag && diag->span.source)
        cd_source_place(diag->span.source, diag->span.begin, &line, &column);
    if (read || cd_diags_count(f->diags, CD_ERROR) != 1 || !diag || diag->severity != CD_ERROR ||
        column != bad->column || !strstr(diag->message, bad->message) || (bad->hint == NULL) != (diag->hint == NULL) ||
        (bad->hint && !strstr(diag->hint, bad->hint))) {
        show(f, bad->text);
        print_error("want column %zu, \"%s\", hint \"%s\"\n", bad->column, bad->message,
                    bad->hint ? bad->hint : "none");
        fail();
    }
}

#endif
