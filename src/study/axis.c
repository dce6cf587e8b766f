/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * axis - see axis.h: the values of an axis, from ranges and lists.
 */
#include "axis.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void cd_number_write(char out[CD_NUMBER_SIZE], double x)
{
    snprintf(out, CD_NUMBER_SIZE, "%.15g", x);
    if (strtod(out, NULL) != x)
        snprintf(out, CD_NUMBER_SIZE, "%.17g", x);
    for (char *c = out; *c; c++)
        *c = *c == ',' ? '.' : *c;
}

const char *cd_axis_quantity(cd_arena *arena, const cd_axis *axis, double x)
{
    char number[CD_NUMBER_SIZE];
    cd_number_write(number, x);
    return *axis->si_unit ? cd_arena_printf(arena, "%s %s", number, axis->si_unit)
                          : cd_arena_printf(arena, "%s", number);
}

/* ---- the unit that an axis is shown in ---- */

/* That of its first value as written, where that is a number and a unit. */
void cd_axis_choose_unit(const cd_reading *rd, cd_axis *axis, const cd_value *first)
{
    axis->si_unit = cd_case_si_unit(rd->arena, axis->type.dim);
    axis->unit = axis->si_unit;
    axis->scale = 1;
    char *text = cd_value_string(rd->arena, first), *end = text;
    strtod(text, &end);
    size_t from = (size_t)(end - text);
    while (from < first->length && first->text[from] == ' ')
        from++;
    if (from == 0 || from >= first->length)
        return;
    cd_unit unit;
    cd_diags *unheard = cd_diags_new(rd->arena);
    if (cd_unit_read(rd->arena, rd->units, unheard, first, from, false, &unit) != first->length ||
        !cd_dim_equal(unit.dim, axis->type.dim))
        return;
    axis->unit = cd_arena_printf(rd->arena, "%s", text + from);
    axis->scale = unit.scale;
    axis->offset = unit.offset;
}

/* ---- ranges ---- */

static double value_of_range(const cd_range *range, size_t i, size_t n)
{
    if (i == 0)
        return range->from;
    if (range->step > 0)
        return range->from + (double)i * range->step;
    if (i == n - 1)
        return range->to;
    double part = (double)i / (double)(n - 1);
    return range->log ? range->from * pow(range->to / range->from, part)
                      : range->from + part * (range->to - range->from);
}

static void list_range(cd_arena *arena, cd_axis *axis)
{
    const cd_range *range = &axis->range;
    if (range->step > 0)
        axis->n = (size_t)floor((range->to - range->from) / range->step * (1 + 1e-12) + 1e-9) + 1;
    else
        axis->n = (size_t)range->count;
    axis->number = cd_arena_alloc(arena, axis->n, sizeof *axis->number);
    axis->value = cd_arena_alloc(arena, axis->n, sizeof *axis->value);
    for (size_t i = 0; i < axis->n; i++) {
        axis->number[i] = value_of_range(range, i, axis->n);
        axis->value[i] = cd_axis_quantity(arena, axis, axis->number[i]);
    }
}

/* The part before "..". */
static cd_value first_bound(const cd_value *value)
{
    for (size_t i = 0; i + 1 < value->length; i++)
        if (value->text[i] == '.' && value->text[i + 1] == '.')
            return cd_value_cut(value, 0, i);
    return *value;
}

static bool read_range(const cd_reading *rd, cd_axis *axis, const cd_value *value)
{
    cd_value first = first_bound(value);
    double x;
    if (!cd_read_any_quantity(rd, &first, &x, &axis->type) || !cd_read_range(rd, value, axis->type, &axis->range))
        return false;
    cd_axis_choose_unit(rd, axis, &first);
    list_range(rd->arena, axis);
    return true;
}

/* ---- lists ---- */

static bool same_kind(const cd_axis *axis, size_t i, cd_type type)
{
    return i == 0 || cd_dim_equal(type.dim, axis->type.dim);
}

/* Adds an axis of listed texts: quantities if all are, of one dimension, else words. */
static bool add_list(const cd_reading *rd, cd_axis axis, const cd_value *item, size_t n, cd_axes *axes)
{
    cd_reading quiet = *rd;
    quiet.diags = cd_diags_new(rd->arena);
    axis.n = n;
    axis.value = cd_arena_alloc(rd->arena, n, sizeof *axis.value);
    axis.number = cd_arena_alloc(rd->arena, n, sizeof *axis.number);
    for (size_t i = 0; i < n; i++) {
        cd_type type;
        axis.value[i] = cd_value_string(rd->arena, &item[i]);
        if (item[i].length == 0) {
            cd_diag_add(rd->diags, CD_ERROR, axis.place, "write a value between the commas",
                        "a value of \"%s\" is missing", axis.name);
            return false;
        }
        if (axis.words)
            continue;
        axis.words = !cd_read_any_quantity(&quiet, &item[i], &axis.number[i], &type) || !same_kind(&axis, i, type);
        axis.type = type;
    }
    if (axis.words)
        axis.si_unit = axis.unit = "";
    else
        cd_axis_choose_unit(rd, &axis, &item[0]);
    axis.scale = axis.words ? 1 : axis.scale;
    CD_PUSH(rd->arena, axes->a, axes->n, axes->cap, axis);
    return true;
}

/* ---- one axis ---- */

static bool is_range(const cd_value *value)
{
    cd_value first = first_bound(value);
    return first.length < value->length && first.length > 0 && strchr("0123456789.+-$", first.text[0]);
}

static const cd_param *find_param(const cd_case *cs, const char *name)
{
    for (size_t i = 0; i < cs->n_params; i++)
        if (strcmp(cs->params[i].name, name) == 0)
            return &cs->params[i];
    return NULL;
}

/* A bare name: the range that its parameter states. */
static bool add_bare(const cd_reading *rd, const cd_case *cs, cd_axis axis, cd_axes *axes)
{
    const cd_param *p = find_param(cs, axis.name);
    if (!p || !p->has_range) {
        cd_diag_add(rd->diags, CD_ERROR, axis.place,
                    cd_arena_printf(rd->arena, "write %s = 1 .. 8 step 1, or %s = A, B, C", axis.name, axis.name),
                    p ? "parameter \"%s\" states no range" : "\"%s\" is given no values", axis.name);
        return false;
    }
    axis.type = p->type;
    axis.range = p->range;
    cd_value text = cd_value_of_source(cd_source_from_text(rd->arena, "parameter", p->text, strlen(p->text)));
    size_t bracket = 0;
    while (bracket < text.length && text.text[bracket] != '[')
        bracket++;
    cd_value first = cd_value_cut(&text, 0, bracket);
    cd_axis_choose_unit(rd, &axis, &first);
    list_range(rd->arena, &axis);
    axis.text = cd_arena_printf(rd->arena, "%s", p->text);
    CD_PUSH(rd->arena, axes->a, axes->n, axes->cap, axis);
    return true;
}

static bool add_valued(const cd_reading *rd, cd_axis axis, const cd_value *item, size_t n, cd_axes *axes)
{
    const char *text = "";
    for (size_t i = 0; i < n; i++)
        text = cd_arena_printf(rd->arena, "%s%s%.*s", text, i ? ", " : "", (int)item[i].length, item[i].text);
    axis.text = text;
    if (n != 1 || !is_range(&item[0]))
        return add_list(rd, axis, item, n, axes);
    if (!read_range(rd, &axis, &item[0]))
        return false;
    CD_PUSH(rd->arena, axes->a, axes->n, axes->cap, axis);
    return true;
}

/* Where the '=' after the name of a part stands; 0: it has none. */
static size_t equals_of(const cd_value *part)
{
    for (size_t i = 0; i < part->length; i++) {
        char c = part->text[i];
        if (c == '=')
            return i;
        bool named = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("_. \t", c);
        if (!named)
            return 0;
    }
    return 0;
}

const char *cd_axis_name_wrong(cd_arena *arena, const cd_axes *axes, const char *name, const char **hint)
{
    *hint = "name it once, with all its values";
    for (size_t i = 0; i < axes->n; i++)
        if (strcmp(axes->a[i].name, name) == 0)
            return cd_arena_printf(arena, "\"%s\" is varied twice", name);
    *hint = "write PARAMETER = VALUES or SECTION.KEY = VALUES";
    return *name && !strpbrk(name, " \t") ? NULL : cd_arena_printf(arena, "\"%s\" is no name of a value to vary", name);
}

static bool check_name(const cd_reading *rd, const cd_axes *axes, const cd_value *name, const char *text)
{
    const char *hint, *wrong = cd_axis_name_wrong(rd->arena, axes, text, &hint);
    if (wrong)
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(name), hint, "%s", wrong);
    return !wrong;
}

bool cd_axes_read(const cd_reading *rd, const cd_case *cs, const cd_value *vary, cd_axes *axes)
{
    cd_value *part;
    size_t n = cd_value_split(rd->arena, vary, ',', &part);
    for (size_t i = 0; i < n;) {
        size_t equals = equals_of(&part[i]), last = i + 1;
        cd_value name = equals ? cd_value_cut(&part[i], 0, equals) : part[i];
        cd_axis axis = {.name = cd_value_string(rd->arena, &name), .place = cd_value_whole(&name), .scale = 1};
        if (!check_name(rd, axes, &name, axis.name))
            return false;
        while (equals && last < n && !equals_of(&part[last]))
            last++;
        if (equals)
            part[i] = cd_value_cut(&part[i], equals + 1, part[i].length);
        if (equals ? !add_valued(rd, axis, &part[i], last - i, axes) : !add_bare(rd, cs, axis, axes))
            return false;
        i = last;
    }
    return true;
}
