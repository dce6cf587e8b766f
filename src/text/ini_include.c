/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ini_include - see ini_include.h.
 */
#include "ini_include.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 16 };

struct cd_ini_includes {
    cd_arena *arena;
    cd_diags *diags;
    const cd_ini_file **files;
    size_t n, cap;
};

cd_ini_includes *cd_ini_includes_new(cd_arena *arena, cd_diags *diags)
{
    cd_ini_includes *includes = cd_arena_alloc(arena, 1, sizeof *includes);
    includes->arena = arena;
    includes->diags = diags;
    return includes;
}

/* The folder part of a path with its slash, "" when it has none. */
static const char *folder_of(cd_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return cd_arena_strn(arena, path, slash ? (size_t)(slash + 1 - path) : 0);
}

/* The path without symbolic links, or NULL (errno). The system's own buffer would be lost when the arena jumps. */
static const char *real_path(cd_arena *arena, const char *path)
{
    char buffer[PATH_MAX];
    return realpath(path, buffer) ? cd_arena_strn(arena, buffer, strlen(buffer)) : NULL;
}

/* Reads the file into `files`. What cd_source_read says of a file that is included points at the include. */
static const cd_ini_file *add_file(cd_ini_includes *includes, const char *path, cd_ini_file file)
{
    cd_diags *found = cd_diags_new(includes->arena);
    file.source = cd_source_read(includes->arena, path, found);
    for (size_t i = 0; i < cd_diags_size(found); i++) {
        const cd_diag *d = cd_diags_at(found, i);
        cd_diag_add(includes->diags, d->severity, d->span.source ? d->span : file.place, d->hint, "%s", d->message);
    }
    if (!file.source)
        return NULL;
    cd_ini_file *kept = cd_arena_alloc(includes->arena, 1, sizeof *kept);
    *kept = file;
    CD_PUSH(includes->arena, includes->files, includes->n, includes->cap, kept);
    return kept;
}

const cd_ini_file *cd_ini_main(cd_ini_includes *includes, const char *path)
{
    const char *real = real_path(includes->arena, path);
    return add_file(includes, path, (cd_ini_file){.real = real ? real : path});
}

/* Whether a path is absolute or has a ".." in it. */
static bool climbs(const char *path)
{
    if (path[0] == '/')
        return true;
    for (const char *part = path; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
            return true;
    }
    return false;
}

/* Whether the file `real` lies in `folder` or below it, both without symbolic links. */
static bool is_inside(const char *real, const char *folder)
{
    size_t n = strlen(folder);
    return strncmp(real, folder, n) == 0 && (real[n] == '/' || (n > 0 && folder[n - 1] == '/'));
}

/* "main.ini -> a.ini -> main.ini", from the file `again`, which is included a second time within `from`. */
static const char *chain(cd_arena *arena, const cd_ini_file *from, const cd_ini_file *again)
{
    const char *text = again->source->path;
    for (const cd_ini_file *f = from; f != again; f = f->within)
        text = cd_arena_printf(arena, "%s -> %s", f->source->path, text);
    return cd_arena_printf(arena, "%s -> %s", again->source->path, text);
}

/* Whether the file was not read before; adds an error when it was. */
static bool is_new(const cd_ini_includes *includes, const cd_ini_file *within, const char *real, cd_span place)
{
    for (const cd_ini_file *f = within; f; f = f->within) {
        if (strcmp(f->real, real) == 0) {
            cd_diag_add(includes->diags, CD_ERROR, place, "remove one of these includes", "circular include: %s",
                        chain(includes->arena, within, f));
            return false;
        }
    }
    for (size_t i = 0; i < includes->n; i++) {
        const cd_ini_file *f = includes->files[i];
        if (strcmp(f->real, real) == 0) {
            size_t line, column;
            cd_source_place(f->place.source, f->place.begin, &line, &column);
            const char *hint = cd_arena_printf(includes->arena, "the first time is in line %zu of \"%s\"; remove one",
                                               line, f->place.source->path);
            cd_diag_add(includes->diags, CD_ERROR, place, hint, "\"%s\" is included twice", f->source->path);
            return false;
        }
    }
    return true;
}

/* Whether the include makes sense as it is written, before any file is looked at. */
static bool check_include(const cd_ini_includes *includes, const cd_ini_file *within, const char *name, cd_span place)
{
    const char *hint = NULL, *why = NULL;
    if (name[0] == '\0') {
        why = "include without a file";
        hint = "write include = file.ini";
    } else if (!within->real) {
        why = "include in a text that is not a file";
        hint = "write the sections of that file here";
    } else if (within->depth >= MAX_DEPTH) {
        why = "includes are nested more than 16 deep";
        hint = "include the file from one further up";
    } else if (climbs(name)) {
        why = "include leads outside the folder of this file";
        hint = "name a file in the same folder or below it: parts/coil.ini";
    }
    if (why)
        cd_diag_add(includes->diags, CD_ERROR, place, hint, "%s", why);
    return !why;
}

const cd_ini_file *cd_ini_include(cd_ini_includes *includes, const cd_ini_file *within, const cd_value *value)
{
    cd_arena *arena = includes->arena;
    cd_span place = cd_value_whole(value);
    const char *name = cd_value_string(arena, value);
    if (!check_include(includes, within, name, place))
        return NULL;
    const char *folder = folder_of(arena, within->source->path);
    const char *path = cd_arena_printf(arena, "%s%s", folder, name);
    const char *real = real_path(arena, path);
    int error = errno;
    const char *real_folder = real_path(arena, folder[0] ? folder : ".");
    if (!real || !real_folder) {
        const char *hint = cd_arena_printf(arena, "the path begins in the folder of \"%s\"", within->source->path);
        cd_diag_add(includes->diags, CD_ERROR, place, hint, "cannot read \"%s\": %s", path, strerror(error));
        return NULL;
    }
    if (!is_inside(real, real_folder)) {
        cd_diag_add(includes->diags, CD_ERROR, place, "copy the file into the folder",
                    "\"%s\" is a link that leads outside the folder of this file", path);
        return NULL;
    }
    if (!is_new(includes, within, real, place))
        return NULL;
    return add_file(includes, path,
                    (cd_ini_file){.real = real, .within = within, .depth = within->depth + 1, .place = place});
}
