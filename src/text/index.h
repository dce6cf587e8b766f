/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * index - finds a number by a name in a time that does not grow with the number of names: a case may have 10^5 nodes,
 * each named by several links.
 *
 * An open table with linear probing, never more than half full, FNV-1a as its hash. Names are kept where they are, not
 * copied.
 */
#ifndef CD_TEXT_INDEX_H
#define CD_TEXT_INDEX_H

#include "source.h"

typedef struct cd_index cd_index;
cd_index *cd_index_new(cd_arena *arena);

/* Enters a name with a number. A name that is there keeps its first number: returns false. */
bool cd_index_add(cd_index *index, const char *name, size_t number);

/* The number of a name (`length` bytes, without a zero byte); false when there is none. */
bool cd_index_find(cd_index *index, const char *name, size_t length, size_t *number);

/* The same of the name that a value is. */
bool cd_index_find_value(cd_index *index, const cd_value *name, size_t *number);

size_t cd_index_size(const cd_index *index);

/* How many names all calls together have looked at, for tests that nothing grows faster than the index. */
size_t cd_index_looks(const cd_index *index);

#endif
