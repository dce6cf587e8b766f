/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * library - see library.h. Folders are listed, and aliases read from the files, when they are first asked for.
 */
#include "library.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *name, *path;
    const char *title; /* NULL: none, or not read yet */
    const char *const *aliases;
    size_t n_aliases;
} entry;

struct cd_library {
    const cd_reading *rd;
    const char *const *folders;
    size_t n_folders;
    entry *entries; /* sorted by name */
    size_t n, cap;
    bool listed, with_aliases;
};

cd_library *cd_library_new(const cd_reading *rd, const char *const *folders, size_t n)
{
    cd_library *library = cd_arena_alloc(rd->arena, 1, sizeof *library);
    const char **copy = cd_arena_alloc(rd->arena, n, sizeof *copy);
    for (size_t i = 0; i < n; i++)
        copy[i] = cd_arena_strn(rd->arena, folders[i], strlen(folders[i]));
    *library = (cd_library){.rd = rd, .folders = copy, .n_folders = n};
    return library;
}

static entry *find_name(const cd_library *library, const char *name)
{
    for (size_t i = 0; i < library->n; i++)
        if (strcmp(library->entries[i].name, name) == 0)
            return &library->entries[i];
    return NULL;
}

static void list_folder(cd_library *library, const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return; /* a folder that is not there holds no materials; cd_library_places names it in messages */
    cd_arena *arena = library->rd->arena;
    for (struct dirent *item = readdir(dir); item; item = readdir(dir)) {
        size_t length = strlen(item->d_name);
        if (length <= 4 || item->d_name[0] == '.' || strcmp(item->d_name + length - 4, ".ini") != 0)
            continue;
        entry e = {.name = cd_arena_strn(arena, item->d_name, length - 4),
                   .path = cd_arena_printf(arena, "%s/%s", folder, item->d_name)};
        if (!find_name(library, e.name))
            CD_PUSH(arena, library->entries, library->n, library->cap, e);
    }
    closedir(dir);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const entry *)a)->name, ((const entry *)b)->name);
}

static void list(cd_library *library)
{
    if (library->listed)
        return;
    library->listed = true;
    for (size_t i = 0; i < library->n_folders; i++)
        list_folder(library, library->folders[i]);
    if (library->n > 0)
        qsort(library->entries, library->n, sizeof *library->entries, by_name);
}

size_t cd_library_names(cd_library *library, const char *const **names)
{
    list(library);
    const char **all = cd_arena_alloc(library->rd->arena, library->n, sizeof *all);
    for (size_t i = 0; i < library->n; i++)
        all[i] = library->entries[i].name;
    *names = all;
    return library->n;
}

static void read_aliases(cd_library *library)
{
    if (library->with_aliases)
        return;
    library->with_aliases = true;
    for (size_t i = 0; i < library->n; i++) {
        entry *e = &library->entries[i];
        e->aliases = cd_material_file_names(library->rd, e->path, &e->n_aliases, &e->title);
    }
}

size_t cd_library_words(cd_library *library, const char *const **words)
{
    const char **all = NULL;
    size_t n = 0, cap = 0;
    list(library);
    read_aliases(library);
    for (size_t i = 0; i < library->n; i++) {
        CD_PUSH(library->rd->arena, all, n, cap, library->entries[i].name);
        for (size_t k = 0; k < library->entries[i].n_aliases; k++)
            CD_PUSH(library->rd->arena, all, n, cap, library->entries[i].aliases[k]);
    }
    *words = all;
    return n;
}

const char *cd_library_titled(cd_library *library, const char *word, size_t *from)
{
    list(library);
    read_aliases(library);
    while (*from < library->n) {
        const entry *e = &library->entries[(*from)++];
        if (e->title && strcasestr(e->title, word))
            return e->name;
    }
    return NULL;
}

static entry *find_alias(const cd_library *library, const char *word)
{
    for (size_t i = 0; i < library->n; i++)
        for (size_t k = 0; k < library->entries[i].n_aliases; k++)
            if (strcmp(library->entries[i].aliases[k], word) == 0)
                return &library->entries[i];
    return NULL;
}

bool cd_library_find(cd_library *library, const char *word, const char **name, const char **path)
{
    list(library);
    entry *found = find_name(library, word);
    if (!found) {
        read_aliases(library);
        found = find_alias(library, word);
    }
    if (found) {
        *name = found->name;
        *path = found->path;
    }
    return found != NULL;
}

const char *cd_library_places(cd_library *library)
{
    return cd_join(library->rd->arena, library->folders, library->n_folders);
}
