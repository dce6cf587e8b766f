/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * vary - see vary.h. A variant copies the base's list of sections and keys (their texts stay where they are), puts its
 * overrides in, and goes the way of every case from there.
 */
#include "vary.h"
#include "case_impl.h"
#include "data_folders.h"

#include <stdlib.h>
#include <string.h>

/* A stock larger than this begins anew: a sweep over RRR makes a new material at every point. */
enum { MOST_BYTES = 48 << 20 };

struct cd_stock {
    const cd_case *base;
    cd_units *units;
    cd_arena *arena; /* NULL: to be filled at the next use */
    cd_materials *materials;
    cd_coolers *coolers;
    cd_curve_sums *sums;
    bool own_fixed; /* the case's own materials depend on no parameter: they are in `materials` */
};

cd_stock *cd_stock_new(const cd_case *base)
{
    cd_stock *stock = calloc(1, sizeof *stock);
    if (!stock)
        return NULL;
    stock->base = base;
    stock->units = cd_units_new();
    if (!stock->units) {
        free(stock);
        return NULL;
    }
    return stock;
}

static void empty(cd_stock *stock)
{
    cd_arena_free(stock->arena);
    stock->arena = NULL;
}

void cd_stock_free(cd_stock *stock)
{
    if (!stock)
        return;
    empty(stock);
    cd_units_free(stock->units);
    free(stock);
}

static bool is_own(const cd_ini_section *section)
{
    return strcmp(section->type, "material") == 0 || strcmp(section->type, "piece") == 0;
}

static void open_libraries(const cd_case *base, const cd_reading *rd, cd_materials **materials, cd_coolers **coolers)
{
    const char *const *folders;
    size_t n = cd_data_folders(rd->arena, base->data_path, "materials", &folders);
    *materials = cd_materials_new(rd, folders, n);
    n = cd_data_folders(rd->arena, base->data_path, "cases/coolers", &folders);
    *coolers = cd_coolers_new(rd, folders, n);
}

/* Whether every own material is written without a parameter. */
static bool own_are_fixed(const cd_ini *ini)
{
    for (size_t i = 0; i < ini->n_sections; i++)
        for (size_t k = 0; is_own(&ini->sections[i]) && k < ini->sections[i].n_keys; k++) {
            const cd_value *value = &ini->sections[i].keys[k].value;
            if (value->length > 0 && memchr(value->text, '$', value->length))
                return false;
        }
    return true;
}

static bool has_own(const cd_ini *ini)
{
    for (size_t i = 0; i < ini->n_sections; i++)
        if (is_own(&ini->sections[i]))
            return true;
    return false;
}

/* The base's sections and keys, for a variant to change. Unwanted measures are left out, and plots unless wanted. */
static cd_ini copy_sections(cd_arena *arena, const cd_case *base, const cd_variant *variant)
{
    cd_ini out = base->ini;
    out.sections = cd_arena_alloc(arena, base->ini.n_sections, sizeof *out.sections);
    out.cap_sections = base->ini.n_sections;
    out.n_sections = 0;
    for (size_t i = 0; i < base->ini.n_sections; i++) {
        const cd_ini_section *old = &base->ini.sections[i];
        bool wanted = strcmp(old->type, "measure") != 0 || !variant->measures;
        for (size_t m = 0; !wanted && m < variant->n_measures; m++)
            wanted = old->name && strcmp(variant->measures[m], old->name) == 0;
        if (strcmp(old->type, "sweep") == 0 || (strcmp(old->type, "plot") == 0 && !variant->plots) || !wanted)
            continue;
        cd_ini_section *copy = &out.sections[out.n_sections++];
        *copy = *old;
        copy->keys = cd_arena_grow(arena, old->keys, old->n_keys, old->n_keys, sizeof *copy->keys);
        copy->cap_keys = old->n_keys;
        for (size_t k = 0; k < copy->n_keys; k++)
            copy->keys[k].used = false;
    }
    return out;
}

/* Whether an override has changed a material of the case's own. */
static bool own_changed(const cd_ini *now, const cd_ini *before)
{
    const cd_ini_section *old = before->sections;
    for (size_t i = 0; i < now->n_sections; i++) {
        const cd_ini_section *section = &now->sections[i];
        if (!is_own(section))
            continue;
        while (!is_own(old))
            old++;
        if (section->n_keys != old->n_keys)
            return true;
        for (size_t k = 0; k < section->n_keys; k++)
            if (section->keys[k].value.text != old->keys[k].value.text)
                return true;
        old++;
    }
    return false;
}

/* Materials and coolers of a new stock; the base was read without error, so its own materials are right. */
static void fill(cd_case_reader *r, cd_stock *stock)
{
    cd_reading rd = {stock->arena, cd_diags_new(stock->arena), stock->units, NULL};
    open_libraries(stock->base, &rd, &stock->materials, &stock->coolers);
    stock->sums = cd_curve_sums_new(stock->arena);
    cd_ini own = copy_sections(stock->arena, stock->base, &(cd_variant){0});
    stock->own_fixed = own_are_fixed(&own);
    if (stock->own_fixed)
        cd_materials_define(stock->materials, &(cd_reading){stock->arena, r->rd.diags, stock->units, NULL}, &own);
}

/* The materials and coolers of a variant: those of the stock, unless its own materials are others. */
static void take_libraries(cd_case_reader *r, void *ctx)
{
    cd_stock *stock = ctx;
    cd_case *cs = r->cs;
    if (!stock->materials)
        fill(r, stock);
    cs->materials = stock->materials;
    cs->coolers = stock->coolers;
    r->sums = stock->sums;
    if (has_own(&cs->ini) && (!stock->own_fixed || own_changed(&cs->ini, &stock->base->ini))) {
        cd_coolers *unused;
        open_libraries(stock->base, &r->rd, &cs->materials, &unused);
        cd_materials_define(cs->materials, &r->rd, &cs->ini);
    }
}

static void vary(cd_case *cs, const cd_case *base, cd_stock *stock, const cd_variant *variant)
{
    cd_case_reader *r = cd_arena_alloc(cs->arena, 1, sizeof *r);
    r->cs = cs;
    r->rd = (cd_reading){cs->arena, cs->diags, cs->units, NULL};
    cs->data_path = base->data_path;
    cs->ini = copy_sections(cs->arena, base, variant);
    cd_case_override(r, "--vary", variant->overrides, variant->n_overrides);
    cd_case_read_sections(r, take_libraries, stock);
    cd_case_render_messages(cs);
}

/* Kept apart from its caller: nothing it changes lives across the jump. */
static bool vary_guarded(cd_case *cs, const cd_case *base, cd_stock *stock, const cd_variant *variant)
{
    if (setjmp(cs->landing) != 0)
        return false;
    if (!stock->arena) {
        stock->materials = NULL;
        stock->arena = cd_arena_new(&cs->landing);
    }
    if (!stock->arena)
        return false;
    cd_arena_set_landing(stock->arena, &cs->landing);
    vary(cs, base, stock, variant);
    return true;
}

cd_status cd_case_vary(const cd_case *base, cd_stock *stock, const cd_variant *variant, cd_case **out)
{
    if (stock->arena && cd_arena_bytes(stock->arena) > MOST_BYTES)
        empty(stock);
    *out = cd_case_new(base->path, stock->units);
    if (!*out)
        return CD_NO_MEMORY;
    if (!vary_guarded(*out, base, stock, variant)) {
        cd_case_free(*out);
        *out = NULL;
        empty(stock);
        return CD_NO_MEMORY;
    }
    if ((*out)->n_errors == 0)
        return CD_OK;
    /* What failed is remembered as failed and would not be said again. */
    empty(stock);
    return CD_INPUT;
}
