/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * arena - memory that only grows and is freed at once.
 *
 * A case and a run each own one arena; whatever they read or build lives in it. Nothing taken from an arena is freed
 * alone. When the system has no memory left the arena jumps to the place its owner named, so that no other code has to
 * test for it: the owner frees the arena there and reports CD_ERR_MEMORY. Not to be shared between threads while it
 * grows.
 */
#ifndef CD_TEXT_ARENA_H
#define CD_TEXT_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct cd_arena cd_arena;

/* A new, empty arena. `on_no_memory` is where an allocation that fails jumps to (longjmp with 1); it must outlive every
 * allocation. Returns NULL when not even the arena itself could be had. */
cd_arena *cd_arena_new(jmp_buf *on_no_memory);

/* A new arena that jumps to the same place: for what is not needed for long. */
cd_arena *cd_arena_new_beside(const cd_arena *arena);

/* Frees the arena and all that was taken from it. Accepts NULL. */
void cd_arena_free(cd_arena *arena);

/* Changes where a failing allocation jumps to: a new public call has its own landing place. */
void cd_arena_set_landing(cd_arena *arena, jmp_buf *on_no_memory);

/* How fine the tables are that are built in this arena: 0 as a rule; with 1 curves and maps of coolers have twice the
 * intervals that they need, to see what a result owes to them. */
void cd_arena_set_detail(cd_arena *arena, unsigned detail);
unsigned cd_arena_detail(const cd_arena *arena);

/* How many bytes the arena has taken from the system. */
size_t cd_arena_bytes(const cd_arena *arena);

/* Whether it was allocated in this arena, and so lives as long. */
bool cd_arena_holds(const cd_arena *arena, const void *object);

/* `count` objects of `size` bytes, all bits zero, aligned for any type. Never returns NULL; count 0 gives a valid
 * pointer. */
void *cd_arena_alloc(cd_arena *arena, size_t count, size_t size);

/* Room for `new_count` objects, the first `old_count` copied from `old` (NULL when old_count is 0), the rest zero. */
void *cd_arena_grow(cd_arena *arena, const void *old, size_t old_count, size_t new_count, size_t size);

/* A copy of n bytes of s, with a terminating zero. */
char *cd_arena_strn(cd_arena *arena, const char *s, size_t n);

/* Formatted text in the arena. */
char *cd_arena_printf(cd_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *cd_arena_vprintf(cd_arena *arena, const char *format, va_list args);

/* Appends `item` to the arena array `array` of `n` items with room for `cap`; doubles the room when full. */
#define CD_PUSH(arena, array, n, cap, item)                                                                            \
    do {                                                                                                               \
        if ((n) == (cap)) {                                                                                            \
            size_t cd_new_cap = (cap) ? 2 * (cap) : 8;                                                                 \
            (array) = cd_arena_grow((arena), (array), (n), cd_new_cap, sizeof *(array));                               \
            (cap) = cd_new_cap;                                                                                        \
        }                                                                                                              \
        (array)[(n)++] = (item);                                                                                       \
    } while (0)

#endif
