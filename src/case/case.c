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

static void open_libraries(cd_case_reader *r, const char *data_path)
{
    cd_arena *arena = r->rd.arena;
    const char *const *folders;
    size_t n = cd_data_folders(arena, data_path, "materials", &folders);
    r->cs->materials = cd_materials_new(&r->rd, folders, n);
    n = cd_data_folders(arena, data_path, "cases/coolers", &folders);
    r->cs->coolers = cd_coolers_new(&r->rd, folders, n);
}

static void read_all(cd_case *cs, const cd_read_options *options)
{
    cd_case_reader *r = cd_arena_alloc(cs->arena, 1, sizeof *r);
    r->cs = cs;
    r->rd = (cd_reading){cs->arena, cs->diags, cs->units, NULL};
    if (!cd_ini_read(cs->arena, cs->path, cs->diags, &cs->ini))
        return;
    cd_case_merge(r);
    cd_case_override(r, options->overrides, options->n_overrides);
    cd_case_register(r);
    cd_case_read_params(r);
    open_libraries(r, options->data_path);
    cd_materials_define(cs->materials, &r->rd, &cs->ini);
    cd_case_read_settings(r);
    cd_case_read_nodes(r);
    cd_case_read_links(r);
    cd_case_check_topology(r);
    if (cd_diags_count(cs->diags, CD_ERROR) == 0)
        cd_case_build(r);
    cd_case_read_requests(r);
    cd_case_read_start(r);
    if (cd_diags_count(cs->diags, CD_ERROR) == 0)
        cs->resolved = cd_case_resolve(r);
}

static void render_messages(cd_case *cs)
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

cd_status cd_case_read(const char *path, const cd_read_options *options, cd_case **out)
{
    static const cd_read_options none = {0};
    *out = NULL;
    cd_case *cs = calloc(1, sizeof *cs);
    if (!cs)
        return CD_NO_MEMORY;
    cs->arena = cd_arena_new(&cs->landing);
    cs->units = cd_units_new();
    if (!cs->arena || !cs->units || setjmp(cs->landing) != 0) {
        cd_case_free(cs);
        return CD_NO_MEMORY;
    }
    cd_arena_set_detail(cs->arena, options && options->fine_tables);
    cs->diags = cd_diags_new(cs->arena);
    cs->path = cd_arena_strn(cs->arena, path, strlen(path));
    cs->stem = stem_of(cs->arena, path);
    read_all(cs, options ? options : &none);
    render_messages(cs);
    *out = cs;
    return cs->n_errors > 0 ? CD_INPUT : CD_OK;
}

void cd_case_free(cd_case *cs)
{
    if (!cs)
        return;
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
