/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * params - [param]: named quantities, each with an optional range in brackets; they may refer to each other in any
 * order.
 */
#include "case_impl.h"

#include <string.h>

static bool read_param(cd_case_reader *r, size_t i);

static int find_param(const cd_case_reader *r, const cd_value *name)
{
    size_t found;
    return cd_index_find_value(r->param_of, name, &found) ? (int)found : -1;
}

static void unknown_param(cd_case_reader *r, const cd_value *name)
{
    cd_arena *arena = r->rd.arena;
    const char **names = cd_arena_alloc(arena, r->cs->n_params, sizeof *names);
    for (size_t i = 0; i < r->cs->n_params; i++)
        names[i] = r->cs->params[i].name;
    const char *text = cd_value_string(arena, name), *near = cd_nearest(text, names, r->cs->n_params), *hint;
    if (near)
        hint = cd_arena_printf(arena, "did you mean \"%s\"?", near);
    else if (r->cs->n_params > 0)
        hint = cd_arena_printf(arena, "parameters are: %s; a unit belongs right after a number",
                               cd_join(arena, names, r->cs->n_params));
    else
        hint = "the case has no [param] section; a unit belongs right after a number";
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(name), hint, "undefined parameter \"%s\"", text);
}

static bool look_up(void *ctx, const cd_value *name, double *value, cd_type *type)
{
    cd_case_reader *r = ctx;
    int i = find_param(r, name);
    if (i < 0) {
        unknown_param(r, name);
        return false;
    }
    if (r->param_reading[i].state == 1) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(name), "give one parameter of the circle a number",
                    "parameter \"%s\" depends on itself", r->cs->params[i].name);
        return false;
    }
    if (!read_param(r, (size_t)i))
        return false;
    *value = r->cs->params[i].value;
    *type = r->cs->params[i].type;
    return true;
}

/* The range in brackets at the end of a value: sets `quantity` to what stands before, `range` to what is inside. */
static bool split_range(const cd_value *value, cd_value *quantity, cd_value *range)
{
    if (value->length == 0 || value->text[value->length - 1] != ']')
        return false;
    for (size_t i = value->length; i-- > 0;)
        if (value->text[i] == '[') {
            *quantity = cd_value_cut(value, 0, i);
            *range = cd_value_cut(value, i + 1, value->length - 1);
            return true;
        }
    return false;
}

static void check_default(cd_case_reader *r, const cd_param *p, const cd_value *quantity)
{
    if (p->value < p->range.from || p->value > p->range.to)
        cd_diag_add(r->rd.diags, CD_WARNING, cd_value_whole(quantity), "widen the range or change the default",
                    "the default of parameter \"%s\" lies outside its range", p->name);
}

static bool read_param(cd_case_reader *r, size_t i)
{
    struct cd_param_reading *reading = &r->param_reading[i];
    if (reading->state >= 2)
        return reading->state == 2;
    reading->state = 1;
    cd_param *p = &r->cs->params[i];
    cd_value quantity = reading->key->value, range;
    p->has_range = split_range(&reading->key->value, &quantity, &range);
    bool good = cd_read_any_quantity(&r->rd, &quantity, &p->value, &p->type);
    if (good && p->has_range) {
        good = cd_read_range(&r->rd, &range, p->type, &p->range);
        if (good)
            check_default(r, p, &quantity);
    }
    reading->state = good ? 2 : 3;
    return good;
}

static void list_params(cd_case_reader *r)
{
    cd_case *cs = r->cs;
    size_t cap = 0, cap_reading = 0, n_reading = 0;
    for (size_t i = 0; i < cs->ini.n_sections; i++) {
        cd_ini_section *section = &cs->ini.sections[i];
        if (strcmp(section->type, "param") != 0)
            continue;
        for (size_t k = 0; k < section->n_keys; k++) {
            cd_ini_key *key = &section->keys[k];
            cd_param p = {.name = key->key, .text = cd_arena_strn(r->rd.arena, key->value.text, key->value.length)};
            struct cd_param_reading reading = {key, 0};
            cd_index_add(r->param_of, p.name, cs->n_params);
            CD_PUSH(r->rd.arena, cs->params, cs->n_params, cap, p);
            CD_PUSH(r->rd.arena, r->param_reading, n_reading, cap_reading, reading);
        }
    }
}

void cd_case_read_params(cd_case_reader *r)
{
    list_params(r);
    r->scope = (cd_scope){.ctx = r, .parameter = look_up};
    r->rd.scope = &r->scope;
    for (size_t i = 0; i < r->cs->n_params; i++)
        read_param(r, i);
}
