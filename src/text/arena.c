/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * arena - see arena.h. Chunks of memory in a list; an object is the next free bytes of the first chunk.
 */
#include "arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under the address sanitizer every object is a chunk of its own, so that the sanitizer sees an overrun. */
#if defined(__SANITIZE_ADDRESS__)
#define CHUNK_BYTES ((size_t)0)
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CHUNK_BYTES ((size_t)0)
#endif
#endif
#ifndef CHUNK_BYTES
#define CHUNK_BYTES ((size_t)64 * 1024)
#endif

typedef struct chunk {
    struct chunk *next;
    size_t size, used; /* bytes of data */
    max_align_t data[];
} chunk;

struct cd_arena {
    chunk *first; /* the one that is being filled */
    jmp_buf *on_no_memory;
    unsigned detail;
    size_t bytes; /* of all chunks */
};

cd_arena *cd_arena_new(jmp_buf *on_no_memory)
{
    cd_arena *arena = calloc(1, sizeof *arena);
    if (arena)
        arena->on_no_memory = on_no_memory;
    return arena;
}

cd_arena *cd_arena_new_beside(const cd_arena *arena)
{
    cd_arena *new = cd_arena_new(arena->on_no_memory);
    if (!new)
        longjmp(*arena->on_no_memory, 1);
    return new;
}

void cd_arena_free(cd_arena *arena)
{
    if (!arena)
        return;
    for (chunk *c = arena->first, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    free(arena);
}

void cd_arena_set_landing(cd_arena *arena, jmp_buf *on_no_memory)
{
    arena->on_no_memory = on_no_memory;
}

void cd_arena_set_detail(cd_arena *arena, unsigned detail)
{
    arena->detail = detail;
}

unsigned cd_arena_detail(const cd_arena *arena)
{
    return arena->detail;
}

size_t cd_arena_bytes(const cd_arena *arena)
{
    return arena->bytes;
}

bool cd_arena_holds(const cd_arena *arena, const void *object)
{
    const uintptr_t at = (uintptr_t)object;
    for (const chunk *c = arena->first; c; c = c->next)
        if (at >= (uintptr_t)c->data && at < (uintptr_t)c->data + c->used)
            return true;
    return false;
}

static _Noreturn void no_memory(cd_arena *arena)
{
    assert(arena->on_no_memory);
    longjmp(*arena->on_no_memory, 1);
}

/* A chunk with room for `bytes`, all zero, put into the list. A chunk made for one large object goes behind the first,
 * so that the room left in the first is not lost. */
static chunk *new_chunk(cd_arena *arena, size_t bytes)
{
    bool large = bytes > CHUNK_BYTES / 4;
    size_t size = large ? bytes : CHUNK_BYTES;
    chunk *c = calloc(1, sizeof *c + size);
    if (!c)
        no_memory(arena);
    c->size = size;
    arena->bytes += sizeof *c + size;
    if (large && arena->first) {
        c->next = arena->first->next;
        arena->first->next = c;
    } else {
        c->next = arena->first;
        arena->first = c;
    }
    return c;
}

void *cd_arena_alloc(cd_arena *arena, size_t count, size_t size)
{
    const size_t align = _Alignof(max_align_t), limit = PTRDIFF_MAX - sizeof(chunk) - align;
    if (size && count > limit / size)
        no_memory(arena);
    size_t bytes = count * size, rounded = (bytes + align - 1) / align * align;
    chunk *c = arena->first;
    if (!c || c->size - c->used < rounded || CHUNK_BYTES == 0)
        c = new_chunk(arena, CHUNK_BYTES ? rounded : bytes);
    char *object = (char *)c->data + c->used;
    c->used = c->size - c->used < rounded ? c->size : c->used + rounded;
    return object;
}

void *cd_arena_grow(cd_arena *arena, const void *old, size_t old_count, size_t new_count, size_t size)
{
    assert(new_count >= old_count);
    void *grown = cd_arena_alloc(arena, new_count, size);
    if (old_count && size)
        memcpy(grown, old, old_count * size);
    return grown;
}

char *cd_arena_strn(cd_arena *arena, const char *s, size_t n)
{
    if (n == SIZE_MAX)
        no_memory(arena);
    char *copy = cd_arena_alloc(arena, n + 1, 1);
    if (n)
        memcpy(copy, s, n);
    return copy;
}

char *cd_arena_printf(cd_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = cd_arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

char *cd_arena_vprintf(cd_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    char room[200]; /* enough for most: one call */
    int n = vsnprintf(room, sizeof room, format, args);
    if (n < 0) /* longer than INT_MAX */
        no_memory(arena);
    char *text = cd_arena_alloc(arena, (size_t)n + 1, 1);
    if ((size_t)n < sizeof room)
        memcpy(text, room, (size_t)n);
    else
        vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}
