/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * folder - a result folder that is filled all or nothing.
 *
 * New files are written with their final names into a hidden folder inside it and moved out when all of them are whole,
 * so that no reader ever meets half a file and a full disk leaves the earlier result as it was.
 */
#ifndef CD_OUTPUT_FOLDER_H
#define CD_OUTPUT_FOLDER_H

#include "../text/arena.h"

#include <stdbool.h>
#include <stdio.h>

typedef struct {
    cd_arena *arena;
    const char *path;    /* the result folder */
    const char *staging; /* the hidden one */
    const char *error;   /* the first thing that went wrong, NULL: nothing; then every later call does nothing */
} cd_folder;

/* Makes the folder with its parents, and the hidden one in it. On failure folder->error is set. */
void cd_folder_begin(cd_folder *folder, cd_arena *arena, const char *path);

/* A new file in the hidden folder, to be closed with cd_folder_close; NULL and folder->error when it cannot be made. */
FILE *cd_folder_open(cd_folder *folder, const char *name);
void cd_folder_close(cd_folder *folder, FILE *file, const char *name);

/* A whole text as a file. */
void cd_folder_put(cd_folder *folder, const char *name, const char *text);

/* Whether the hidden folder has a file of that name that is not empty. */
bool cd_folder_has(const cd_folder *folder, const char *name);

/* Removes a file of an earlier result. */
void cd_folder_drop(cd_folder *folder, const char *name);

/* Moves a file out of the hidden folder, over an earlier one of that name. */
void cd_folder_publish(cd_folder *folder, const char *name);

/* The same, and gives it the name `to`. */
void cd_folder_rename(cd_folder *folder, const char *name, const char *to);

/* Removes the hidden folder and what is left in it. */
void cd_folder_end(cd_folder *folder);

/* Why nothing could be written into `path` (which need not exist yet), or NULL when it looks possible. */
const char *cd_folder_obstacle(cd_arena *arena, const char *path);

#endif
