/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * coolers - the models of one case: their files by name, each read once.
 */
#include "model.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    const char *name;
    const cd_cooler *cooler; /* NULL: its file is wrong, and that has been said */
    bool reading;            /* its file is being read now */
} entry;

struct cd_coolers {
    cd_arena *arena;
    const char **folders;
    size_t n_folders;
    entry *entries;
    size_t n_entries, cap_entries;
    const cd_source **sources;
    size_t n_sources, cap_sources;
};

cd_coolers *cd_coolers_new(const cd_reading *rd, const char *const *folders, size_t n)
{
    cd_coolers *coolers = cd_arena_alloc(rd->arena, 1, sizeof *coolers);
    coolers->arena = rd->arena;
    coolers->folders = cd_arena_alloc(rd->arena, n, sizeof *coolers->folders);
    coolers->n_folders = n;
    for (size_t i = 0; i < n; i++)
        coolers->folders[i] = cd_arena_strn(rd->arena, folders[i], strlen(folders[i]));
    return coolers;
}

/* The length of the model's name when a file is called "name.ini", else 0. */
static size_t model_length(const char *file)
{
    const size_t n = strlen(file);
    return n > 4 && file[0] != '.' && strcmp(file + n - 4, ".ini") == 0 ? n - 4 : 0;
}

/* Counts the models of a folder; copies up to n names of NAME_MAX + 1 bytes into `names` when it is not NULL. Takes no
 * memory itself while the folder is open: an arena that runs out jumps away. */
static size_t scan_folder(const char *folder, char (*names)[NAME_MAX + 1], size_t n)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    if (!dir)
        return 0;
    for (const struct dirent *file = readdir(dir); file && (!names || count < n); file = readdir(dir)) {
        const size_t length = model_length(file->d_name);
        if (!length)
            continue;
        if (names) {
            memcpy(names[count], file->d_name, length);
            names[count][length] = '\0';
        }
        count++;
    }
    closedir(dir);
    return count;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t cd_coolers_names(cd_coolers *coolers, const char *const **names)
{
    const char **all = NULL;
    size_t n = 0, cap = 0, kept = 0;
    for (size_t f = 0; f < coolers->n_folders; f++) {
        const size_t room = scan_folder(coolers->folders[f], NULL, 0);
        char(*found)[NAME_MAX + 1] = cd_arena_alloc(coolers->arena, room, sizeof *found);
        const size_t count = room ? scan_folder(coolers->folders[f], found, room) : 0;
        for (size_t i = 0; i < count; i++)
            CD_PUSH(coolers->arena, all, n, cap, found[i]);
    }
    if (n)
        qsort(all, n, sizeof *all, by_name);
    for (size_t i = 0; i < n; i++) /* the first of equal names */
        if (i == 0 || strcmp(all[i], all[kept - 1]) != 0)
            all[kept++] = all[i];
    *names = all;
    return kept;
}

/* The file of a model in the first folder that has it, or NULL. A name with a '/' is none: it might leave the folder.
 */
static const char *find_file(cd_coolers *coolers, const char *name)
{
    if (!*name || name[0] == '.' || strchr(name, '/'))
        return NULL;
    for (size_t f = 0; f < coolers->n_folders; f++) {
        const char *path = cd_arena_printf(coolers->arena, "%s/%s.ini", coolers->folders[f], name);
        if (access(path, F_OK) == 0)
            return path;
    }
    return NULL;
}

static void report_unknown(cd_coolers *coolers, const cd_reading *rd, const cd_value *value, const char *name)
{
    const char *const *names;
    const size_t n = cd_coolers_names(coolers, &names);
    const char *near = cd_nearest(name, names, n);
    const char *hint = near ? cd_arena_printf(rd->arena, "did you mean \"%s\"?", near)
                       : n  ? cd_arena_printf(rd->arena, "known models: %s", cd_join(rd->arena, names, n))
                            : NULL;
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), hint, "unrecognized cooler model \"%s\"", name);
}

/* What is read for the list lives as long as the list, which may serve more than one reading. */
static cd_reading lasting(const cd_coolers *coolers, const cd_reading *rd)
{
    return (cd_reading){coolers->arena, rd->diags, rd->units, NULL};
}

const cd_cooler *cd_cooler_get(cd_coolers *coolers, const cd_reading *rd, const cd_value *name)
{
    entry e = {.name = cd_value_string(rd->arena, name)};
    for (size_t i = 0; i < coolers->n_entries; i++)
        if (strcmp(coolers->entries[i].name, e.name) == 0) {
            if (coolers->entries[i].reading)
                cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(name), "name a map that is measured",
                            "cooler model \"%s\" builds on itself", e.name);
            return coolers->entries[i].cooler;
        }
    const char *path = find_file(coolers, e.name);
    if (!path) {
        report_unknown(coolers, rd, name, e.name);
        return NULL;
    }
    e.name = cd_arena_strn(coolers->arena, e.name, strlen(e.name)); /* the case that asks may end before the list */
    /* Noted before it is read: a file that builds on itself, directly or not, finds a model that is not there yet. */
    const size_t i = coolers->n_entries;
    CD_PUSH(coolers->arena, coolers->entries, coolers->n_entries, coolers->cap_entries, e);
    coolers->entries[i].reading = true;
    const cd_reading own = lasting(coolers, rd);
    e.cooler = cd_cooler_read_file(coolers, &own, path, e.name);
    coolers->entries[i].cooler = e.cooler;
    coolers->entries[i].reading = false;
    return e.cooler;
}

const cd_cooler *cd_cooler_get_csv(cd_coolers *coolers, const cd_reading *rd, const cd_value *name, const char *path)
{
    for (size_t i = 0; i < coolers->n_entries; i++)
        if (strcmp(coolers->entries[i].name, path) == 0)
            return coolers->entries[i].cooler;
    entry e = {.name = cd_arena_strn(coolers->arena, path, strlen(path))};
    const size_t errors = cd_diags_count(rd->diags, CD_ERROR);
    const cd_reading own = lasting(coolers, rd);
    e.cooler = cd_cooler_read_csv(coolers, &own, e.name);
    if (cd_diags_count(rd->diags, CD_ERROR) > errors)
        cd_diag_add(rd->diags, CD_NOTE, cd_value_whole(name), NULL, "named here");
    CD_PUSH(coolers->arena, coolers->entries, coolers->n_entries, coolers->cap_entries, e);
    return e.cooler;
}

void cd_coolers_note(cd_coolers *coolers, const cd_source *source)
{
    CD_PUSH(coolers->arena, coolers->sources, coolers->n_sources, coolers->cap_sources, source);
}

size_t cd_coolers_files(const cd_coolers *coolers, const cd_source *const **sources)
{
    *sources = coolers->sources;
    return coolers->n_sources;
}
