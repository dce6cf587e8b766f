/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catalog - see catalog.h.
 */
#include "catalog.h"
#include "format.h"

#include <stdlib.h>
#include <string.h>

/* A fresh list of diagnostics, and nothing read yet: what is wrong with a file is said at every question. */
static void open_data(cd_catalog *catalog)
{
    cd_arena *arena = catalog->arena;
    catalog->rd = (cd_reading){arena, cd_diags_new(arena), catalog->units, NULL};
    const char *const *folders;
    size_t n = cd_data_folders(arena, catalog->data_path, "materials", &folders);
    catalog->materials = cd_materials_new(&catalog->rd, folders, n);
    n = cd_data_folders(arena, catalog->data_path, "cases/coolers", &folders);
    catalog->coolers = cd_coolers_new(&catalog->rd, folders, n);
}

cd_status cd_catalog_open(const char *data_path, cd_catalog **out)
{
    *out = NULL;
    cd_catalog *catalog = calloc(1, sizeof *catalog);
    if (!catalog)
        return CD_NO_MEMORY;
    catalog->arena = cd_arena_new(&catalog->landing);
    catalog->units = cd_units_new();
    if (!catalog->arena || !catalog->units || setjmp(catalog->landing) != 0) {
        cd_catalog_free(catalog);
        return CD_NO_MEMORY;
    }
    catalog->data_path = data_path ? cd_arena_strn(catalog->arena, data_path, strlen(data_path)) : NULL;
    *out = catalog;
    return CD_OK;
}

void cd_catalog_free(cd_catalog *catalog)
{
    if (!catalog)
        return;
    cd_units_free(catalog->units);
    cd_arena_free(catalog->arena);
    free(catalog->messages);
    free(catalog);
}

const char *cd_catalog_messages(const cd_catalog *catalog)
{
    return catalog->messages ? catalog->messages : "";
}

cd_value cd_catalog_value(cd_catalog *catalog, const char *called, const char *text)
{
    return cd_value_of_source(cd_source_from_text(catalog->arena, called, text, strlen(text)));
}

/* The diagnostics as one text. */
static void render(cd_catalog *catalog, FILE *out)
{
    cd_diags_sort(catalog->rd.diags);
    for (size_t i = 0; i < cd_diags_size(catalog->rd.diags); i++)
        fputs(cd_diag_render(catalog->arena, cd_diags_at(catalog->rd.diags, i)), out);
}

cd_status cd_catalog_ask(cd_catalog *catalog, cd_question *question, const void *args, char **text)
{
    cd_text answer, messages;
    *text = NULL;
    free(catalog->messages);
    catalog->messages = NULL;
    cd_text_begin(&answer);
    cd_text_begin(&messages);
    bool landed = setjmp(catalog->landing) != 0;
    if (!landed && answer.out && messages.out) {
        open_data(catalog);
        question(catalog, args, answer.out);
        render(catalog, messages.out);
    }
    catalog->messages = cd_text_end(&messages);
    char *written = cd_text_end(&answer);
    if (landed || !written || !catalog->messages) {
        free(written);
        return CD_NO_MEMORY;
    }
    if (cd_diags_count(catalog->rd.diags, CD_ERROR) > 0) {
        free(written);
        return CD_INPUT;
    }
    *text = written;
    return CD_OK;
}
