/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * case - reads a case from its file to its network, and answers what the public face asks of it.
 */
#include "case_impl.h"
#include "data_folders.h"

#include <stdlib.h>
#include <string.h>

#ifndef CD_VERSION
#define CD_VERSION "unknown"
#endif

const char *cd_version(void)
{
    return CD_VERSION;
}

static void open_libraries(cd_case_reader *r, void *ctx)
{
    cd_arena *arena = r->rd.arena;
    const char *const *folders;
    (void)ctx;
    size_t n = cd_data_folders(arena, r->cs->data_path, "materials", &folders);
    r->cs->materials = cd_materials_new(&r->rd, folders, n);
    n = cd_data_folders(arena, r->cs->data_path, "cases/coolers", &folders);
    r->cs->coolers = cd_coolers_new(&r->rd, folders, n);
    cd_materials_define(r->cs->materials, &r->rd, &r->cs->ini);
}

void cd_case_read_sections(cd_case_reader *r, void (*libraries)(cd_case_reader *r, void *ctx), void *ctx)
{
    cd_case *cs = r->cs;
    cd_case_register(r);
    cd_case_read_params(r);
    libraries(r, ctx);
    cd_case_read_settings(r);
    cd_case_read_nodes(r);
    cd_case_read_links(r);
    cd_case_read_thermostats(r);
    cd_case_check_topology(r);
    if (cd_diags_count(cs->diags, CD_ERROR) == 0)
        cd_case_build(r);
    cd_case_read_requests(r);
    cd_case_read_rules(r);
    cd_case_read_sweeps(r);
    cd_case_read_start(r);
}

static void read_all(cd_case *cs, const cd_read_options *options)
{
    cd_case_reader *r = cd_arena_alloc(cs->arena, 1, sizeof *r);
    r->cs = cs;
    r->rd = (cd_reading){cs->arena, cs->diags, cs->units, NULL};
    cd_arena_set_detail(cs->arena, options->fine_tables);
    if (options->data_path)
        cs->data_path = cd_arena_strn(cs->arena, options->data_path, strlen(options->data_path));
    if (!cd_ini_read(cs->arena, cs->path, cs->diags, &cs->ini))
        return;
    cd_case_merge(r);
    cd_case_override(r, "--set", options->overrides, options->n_overrides);
    cd_case_read_sections(r, open_libraries, NULL);
    if (options->whole_materials)
        cd_materials_complete(cs->materials, &r->rd);
    if (cd_diags_count(cs->diags, CD_ERROR) == 0)
        cs->resolved = cd_case_resolve(r);
}

void cd_case_render_messages(cd_case *cs)
{
    cd_diags_sort(cs->diags);
    cs->n_messages = cd_diags_size(cs->diags);
    cs->n_errors = cd_diags_count(cs->diags, CD_ERROR);
    cs->n_warnings = cd_diags_count(cs->diags, CD_WARNING) - cs->n_errors;
    cs->messages = cd_arena_alloc(cs->arena, cs->n_messages, sizeof *cs->messages);
    for (size_t i = 0; i < cs->n_messages; i++)
        cs->messages[i] = cd_diag_render(cs->arena, cd_diags_at(cs->diags, i));
}

/* "cases/nbti_magnet.ini" -> "nbti_magnet" */
static const char *stem_of(cd_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    return cd_arena_strn(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

/* Kept apart from its caller: nothing it changes lives across the jump. */
static bool name_guarded(cd_case *cs, const char *path)
{
    if (setjmp(cs->landing) != 0)
        return false;
    cs->diags = cd_diags_new(cs->arena);
    cs->path = cd_arena_strn(cs->arena, path, strlen(path));
    cs->stem = stem_of(cs->arena, path);
    return true;
}

cd_case *cd_case_new(const char *path, cd_units *borrowed)
{
    cd_case *cs = calloc(1, sizeof *cs);
    if (!cs)
        return NULL;
    cs->borrows_units = borrowed != NULL;
    cs->units = borrowed ? borrowed : cd_units_new();
    cs->arena = cd_arena_new(&cs->landing);
    if (cs->arena && cs->units && name_guarded(cs, path))
        return cs;
    cd_case_free(cs);
    return NULL;
}

static bool read_guarded(cd_case *cs, const cd_read_options *options)
{
    if (setjmp(cs->landing) != 0)
        return false;
    read_all(cs, options);
    cd_case_render_messages(cs);
    return true;
}

cd_status cd_case_read(const char *path, const cd_read_options *options, cd_case **out)
{
    static const cd_read_options none = {0};
    *out = cd_case_new(path, NULL);
    if (!*out)
        return CD_NO_MEMORY;
    if (!read_guarded(*out, options ? options : &none)) {
        cd_case_free(*out);
        *out = NULL;
        return CD_NO_MEMORY;
    }
    return (*out)->n_errors > 0 ? CD_INPUT : CD_OK;
}

void cd_case_free(cd_case *cs)
{
    if (!cs)
        return;
    if (!cs->borrows_units)
        cd_units_free(cs->units);
    cd_arena_free(cs->arena);
    free(cs);
}

size_t cd_case_n_messages(const cd_case *cs)
{
    return cs->n_messages;
}

const char *cd_case_message(const cd_case *cs, size_t i)
{
    return i < cs->n_messages ? cs->messages[i] : NULL;
}

size_t cd_case_n_errors(const cd_case *cs)
{
    return cs->n_errors;
}

size_t cd_case_n_warnings(const cd_case *cs)
{
    return cs->n_warnings;
}

const char *cd_case_stem(const cd_case *cs)
{
    return cs->stem;
}

const char *cd_case_title(const cd_case *cs)
{
    return cs->title ? cs->title : cs->stem;
}

double cd_case_duration(const cd_case *cs)
{
    return cs->duration_s;
}

size_t cd_case_n_nodes(const cd_case *cs)
{
    return cs->net ? (size_t)cs->net->n_user_nodes : 0;
}

const char *cd_case_node_name(const cd_case *cs, size_t node)
{
    return node < cd_case_n_nodes(cs) ? cs->net->nodes[node].name : NULL;
}

int cd_case_node(const cd_case *cs, const char *name)
{
    for (size_t i = 0; i < cd_case_n_nodes(cs); i++)
        if (strcmp(cs->net->nodes[i].name, name) == 0)
            return (int)i;
    return -1;
}
