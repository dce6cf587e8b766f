/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * index - see index.h.
 */
#include "index.h"

#include <stdint.h>
#include <string.h>

enum { FIRST_ROOM = 32 };

typedef struct {
    const char *name; /* NULL: free */
    size_t length, number;
    uint64_t hash;
} slot;

struct cd_index {
    cd_arena *arena;
    slot *slots;
    size_t n, room; /* room: 0 or a power of two */
    size_t looks;
};

cd_index *cd_index_new(cd_arena *arena)
{
    cd_index *index = cd_arena_alloc(arena, 1, sizeof *index);
    index->arena = arena;
    return index;
}

/* FNV-1a; its upper half is folded in because the table takes the lowest bits. */
static uint64_t hash_of(const char *name, size_t length)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)name[i]) * UINT64_C(1099511628211);
    return hash ^ (hash >> 32);
}

/* The slot of a name, or the free one where it belongs. */
static slot *place_of(cd_index *index, const char *name, size_t length, uint64_t hash)
{
    const size_t mask = index->room - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        slot *s = &index->slots[i];
        if (!s->name)
            return s;
        index->looks++;
        if (s->hash == hash && s->length == length && memcmp(s->name, name, length) == 0)
            return s;
    }
}

static void grow(cd_index *index)
{
    const slot *old = index->slots;
    const size_t old_room = index->room;
    index->room = old_room ? 2 * old_room : FIRST_ROOM;
    index->slots = cd_arena_alloc(index->arena, index->room, sizeof *index->slots);
    for (size_t i = 0; i < old_room; i++)
        if (old[i].name)
            *place_of(index, old[i].name, old[i].length, old[i].hash) = old[i];
}

bool cd_index_add(cd_index *index, const char *name, size_t number)
{
    if (2 * (index->n + 1) > index->room)
        grow(index);
    const size_t length = strlen(name);
    const uint64_t hash = hash_of(name, length);
    slot *s = place_of(index, name, length, hash);
    if (s->name)
        return false;
    *s = (slot){name, length, number, hash};
    index->n++;
    return true;
}

bool cd_index_find(cd_index *index, const char *name, size_t length, size_t *number)
{
    if (index->n == 0)
        return false;
    const slot *s = place_of(index, name, length, hash_of(name, length));
    if (s->name)
        *number = s->number;
    return s->name != NULL;
}

bool cd_index_find_value(cd_index *index, const cd_value *name, size_t *number)
{
    return cd_index_find(index, name->text, name->length, number);
}

size_t cd_index_size(const cd_index *index)
{
    return index->n;
}

size_t cd_index_looks(const cd_index *index)
{
    return index->looks;
}
