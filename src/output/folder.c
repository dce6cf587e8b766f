/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * folder - see folder.h.
 */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void fail(cd_folder *folder, const char *what, const char *path)
{
    if (!folder->error)
        folder->error = cd_arena_printf(folder->arena, "cannot %s %s: %s", what, path, strerror(errno));
}

static char *staged(const cd_folder *folder, const char *name)
{
    return cd_arena_printf(folder->arena, "%s/%s", folder->staging, name);
}

static char *published(const cd_folder *folder, const char *name)
{
    return cd_arena_printf(folder->arena, "%s/%s", folder->path, name);
}

/* As `mkdir -p`. Returns 0, or -1 with errno. */
static int make_with_parents(cd_arena *arena, const char *path)
{
    char *part = cd_arena_strn(arena, path, strlen(path));
    for (char *slash = part + 1; *part && *slash; slash++) {
        if (*slash != '/')
            continue;
        *slash = '\0';
        int failed = mkdir(part, 0777) != 0 && errno != EEXIST && errno != EROFS;
        *slash = '/';
        if (failed)
            return -1;
    }
    return mkdir(path, 0777) != 0 && errno != EEXIST ? -1 : 0;
}

void cd_folder_begin(cd_folder *folder, cd_arena *arena, const char *path)
{
    *folder = (cd_folder){.arena = arena, .path = path};
    if (make_with_parents(arena, path) != 0) {
        fail(folder, "make the folder", path);
        return;
    }
    char *staging = cd_arena_printf(arena, "%s/.cooldown-XXXXXX", path);
    if (mkdtemp(staging))
        folder->staging = staging;
    else
        fail(folder, "write into the folder", path);
}

FILE *cd_folder_open(cd_folder *folder, const char *name)
{
    if (folder->error)
        return NULL;
    FILE *file = fopen(staged(folder, name), "we");
    if (!file)
        fail(folder, "write", published(folder, name));
    return file;
}

void cd_folder_close(cd_folder *folder, FILE *file, const char *name)
{
    int failed = ferror(file), why = errno; /* of a failure while it was written: closing need not fail once more */
    if (fclose(file) != 0)
        failed = 1;
    else
        errno = why;
    if (failed)
        fail(folder, "write", published(folder, name));
}

void cd_folder_put(cd_folder *folder, const char *name, const char *text)
{
    FILE *file = cd_folder_open(folder, name);
    if (!file)
        return;
    fputs(text, file);
    cd_folder_close(folder, file, name);
}

bool cd_folder_has(const cd_folder *folder, const char *name)
{
    struct stat status;
    return !folder->error && stat(staged(folder, name), &status) == 0 && status.st_size > 0;
}

void cd_folder_drop(cd_folder *folder, const char *name)
{
    if (!folder->error && unlink(published(folder, name)) != 0 && errno != ENOENT)
        fail(folder, "replace", published(folder, name));
}

void cd_folder_rename(cd_folder *folder, const char *name, const char *to)
{
    if (!folder->error && rename(staged(folder, name), published(folder, to)) != 0)
        fail(folder, "write", published(folder, to));
}

void cd_folder_publish(cd_folder *folder, const char *name)
{
    cd_folder_rename(folder, name, name);
}

void cd_folder_end(cd_folder *folder)
{
    DIR *dir = folder->staging ? opendir(folder->staging) : NULL;
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlinkat(dirfd(dir), entry->d_name, 0);
    closedir(dir);
    rmdir(folder->staging);
}

/* The path without its last part: "." for a plain name. */
static char *parent_of(cd_arena *arena, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    while (n > 0 && path[n - 1] != '/')
        n--;
    while (n > 1 && path[n - 1] == '/')
        n--;
    return n == 0 ? cd_arena_strn(arena, ".", 1) : cd_arena_strn(arena, path, n);
}

const char *cd_folder_obstacle(cd_arena *arena, const char *path)
{
    struct stat status;
    const char *at = path;
    while (stat(at, &status) != 0) {
        if (errno != ENOENT || strcmp(at, ".") == 0 || strcmp(at, "/") == 0)
            return cd_arena_printf(arena, "cannot write into %s: %s", path, strerror(errno));
        at = parent_of(arena, at);
    }
    if (!S_ISDIR(status.st_mode))
        return cd_arena_printf(arena, "cannot write into %s: %s is not a folder", path, at);
    if (access(at, W_OK | X_OK) != 0)
        return cd_arena_printf(arena, "cannot write into %s: %s", at, strerror(errno));
    return NULL;
}
