/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_spec - see material_spec.h.
 */
#include "material_spec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const arguments[] = {"RRR", "B", "data"};
enum { N_ARGUMENTS = sizeof arguments / sizeof *arguments };

/* One "key = value". */
static bool read_argument(const cd_reading *rd, const cd_value *argument, cd_material_spec *spec)
{
    const char *equals = argument->length ? memchr(argument->text, '=', argument->length) : NULL;
    size_t at = equals ? (size_t)(equals - argument->text) : argument->length;
    cd_value key = cd_value_cut(argument, 0, at);
    cd_value value = cd_value_cut(argument, equals ? at + 1 : at, argument->length);
    const char *word = cd_value_string(rd->arena, &key);
    if (!equals || value.length == 0) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(argument), "write RRR=50, B=2 T or data=nist",
                    "argument \"%s\" of material \"%s\" is not of the form name=value",
                    cd_value_string(rd->arena, argument), spec->name);
        return false;
    }
    cd_value *const place[N_ARGUMENTS] = {&spec->RRR, &spec->B, &spec->data}, *into = NULL;
    for (int i = 0; i < N_ARGUMENTS; i++)
        into = strcmp(word, arguments[i]) == 0 ? place[i] : into;
    if (!into) {
        const char *near = cd_nearest(word, arguments, N_ARGUMENTS);
        const char *hint = near ? cd_arena_printf(rd->arena, "did you mean \"%s\"?", near)
                                : "a material takes RRR=number, B=field and data=word";
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&key), hint, "unrecognized argument \"%s\" of material \"%s\"",
                    word, spec->name);
        return false;
    }
    if (into->text) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&key), "keep one of the two",
                    "argument \"%s\" of material \"%s\" given twice", word, spec->name);
        return false;
    }
    *into = value;
    return true;
}

static bool read_arguments(const cd_reading *rd, const cd_value *inside, cd_material_spec *spec)
{
    cd_value *parts;
    size_t n = cd_value_split(rd->arena, inside, ',', &parts);
    bool good = true;
    for (size_t i = 0; i < n; i++)
        good = read_argument(rd, &parts[i], spec) && good;
    return good;
}

bool cd_material_spec_read(const cd_reading *rd, const cd_value *value, cd_material_spec *spec)
{
    *spec = (cd_material_spec){0};
    cd_value whole = cd_value_cut(value, 0, value->length);
    const char *open = whole.length ? memchr(whole.text, '(', whole.length) : NULL;
    size_t at = open ? (size_t)(open - whole.text) : whole.length;
    cd_value name = cd_value_cut(&whole, 0, at);
    spec->name = cd_value_string(rd->arena, &name);
    spec->name_span = cd_value_whole(&name);
    if (name.length == 0) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&whole), "write its name, as in copper(RRR=50)",
                    "missing name of a material");
        return false;
    }
    if (!open)
        return true;
    spec->has_arguments = true;
    if (whole.text[whole.length - 1] != ')') {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&whole), "write copper(RRR=50)",
                    "material \"%s\" does not end with its closing parenthesis", spec->name);
        return false;
    }
    cd_value inside = cd_value_cut(&whole, at + 1, whole.length - 1);
    return read_arguments(rd, &inside, spec);
}

/* 15 digits where they say it exactly, else 17. */
static const char *number_text(cd_arena *arena, double x)
{
    const char *text = cd_arena_printf(arena, "%.15g", x);
    return strtod(text, NULL) == x ? text : cd_arena_printf(arena, "%.17g", x);
}

const char *cd_material_full_name(cd_arena *arena, const char *file, double RRR, double B_T, const char *data)
{
    const char *word[3];
    size_t n = 0;
    if (!isnan(RRR))
        word[n++] = cd_arena_printf(arena, "RRR=%s", number_text(arena, RRR));
    if (B_T > 0)
        word[n++] = cd_arena_printf(arena, "B=%s T", number_text(arena, B_T));
    if (strcmp(data, "default") != 0)
        word[n++] = cd_arena_printf(arena, "data=%s", data);
    return n == 0 ? file : cd_arena_printf(arena, "%s(%s)", file, cd_join(arena, word, n));
}
