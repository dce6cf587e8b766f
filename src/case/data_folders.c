/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * data_folders - see data_folders.h.
 */
#include "data_folders.h"

#include <string.h>

#ifndef CD_DATA_ROOT
#define CD_DATA_ROOT "."
#endif

size_t cd_data_folders(cd_arena *arena, const char *roots, const char *sub, const char *const **folders)
{
    const char **list = NULL;
    size_t n = 0, cap = 0;
    while (roots && *roots) {
        size_t length = strcspn(roots, ":");
        if (length > 0)
            CD_PUSH(arena, list, n, cap, cd_arena_printf(arena, "%.*s/%s", (int)length, roots, sub));
        roots += length + (roots[length] == ':');
    }
    CD_PUSH(arena, list, n, cap, cd_arena_printf(arena, "%s/%s", CD_DATA_ROOT, sub));
    *folders = list;
    return n;
}
