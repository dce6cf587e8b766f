/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * data_folders - where materials, coolers and templates are looked for.
 */
#ifndef CD_CASE_DATA_FOLDERS_H
#define CD_CASE_DATA_FOLDERS_H

#include "../text/arena.h"

/* The folders "ROOT/sub" of every root in the ':' separated list `roots` (may be NULL), then of the built-in one.
 * Returns how many; `*folders` is in the arena. */
size_t cd_data_folders(cd_arena *arena, const char *roots, const char *sub, const char *const **folders);

#endif
