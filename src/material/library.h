/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * library - the folders in which material files lie: which names there are, and which file a name or alias means.
 */
#ifndef CD_MATERIAL_LIBRARY_H
#define CD_MATERIAL_LIBRARY_H

#include "material_file.h"

typedef struct cd_library cd_library;

/* Folders are searched in order: a name in an earlier one hides the same name in a later one. */
cd_library *cd_library_new(const cd_reading *rd, const char *const *folders, size_t n);

/* The names of all files, sorted, each once. */
size_t cd_library_names(cd_library *library, const char *const **names);

/* All names and aliases, for suggestions. */
size_t cd_library_words(cd_library *library, const char *const **words);

/* The next name, from entry *from on, whose title contains the word; NULL: no more. Start with *from = 0. */
const char *cd_library_titled(cd_library *library, const char *word, size_t *from);

/* The name and path of the file that is called `word` or has it as an alias; false when there is none. */
bool cd_library_find(cd_library *library, const char *word, const char **name, const char **path);

/* "materials, /usr/share/cooldown/materials" */
const char *cd_library_places(cd_library *library);

#endif
