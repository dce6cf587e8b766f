/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * diag - see diag.h: the list and its order. How one looks on the screen is in diag_render.c.
 */
#include "diag.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A message can quote a word of the file, and a word can be as long as a line: longer messages are cut. */
#define MAX_MESSAGE_BYTES 1000

/* The items in order, and a hash table (open, linear) over the same items that finds repetitions. */
struct cd_diags {
    cd_arena *arena;
    cd_diag **items;
    size_t n, cap;
    cd_diag **table;
    size_t table_size; /* 0 or a power of two, more than half of it free */
    size_t by_severity[CD_ERROR + 1];
};

cd_diags *cd_diags_new(cd_arena *arena)
{
    cd_diags *diags = cd_arena_alloc(arena, 1, sizeof *diags);
    diags->arena = arena;
    return diags;
}

/* FNV-1a over the message, begun with the place. */
static size_t hash_of(const cd_diag *diag)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ diag->span.begin;
    for (const char *s = diag->message; *s; s++)
        hash = (hash ^ (unsigned char)*s) * UINT64_C(1099511628211);
    return (size_t)(hash ^ (hash >> 32));
}

static bool same(const cd_diag *a, const cd_diag *b)
{
    return a->severity == b->severity && a->span.source == b->span.source && a->span.begin == b->span.begin &&
           a->span.end == b->span.end && strcmp(a->message, b->message) == 0;
}

/* The slot where the diagnostic stands, or the free one where it belongs. */
static cd_diag **slot_of(const cd_diags *diags, const cd_diag *diag)
{
    size_t mask = diags->table_size - 1, i = hash_of(diag) & mask;
    while (diags->table[i] && !same(diags->table[i], diag))
        i = (i + 1) & mask;
    return &diags->table[i];
}

static void make_room(cd_diags *diags)
{
    if (2 * (diags->n + 1) < diags->table_size)
        return;
    diags->table_size = diags->table_size ? 2 * diags->table_size : 32;
    diags->table = cd_arena_alloc(diags->arena, diags->table_size, sizeof(cd_diag *));
    for (size_t i = 0; i < diags->n; i++)
        *slot_of(diags, diags->items[i]) = diags->items[i];
}

/* Cuts a long text, not in the middle of a character. */
static void shorten(char *text)
{
    size_t n = strlen(text);
    if (n <= MAX_MESSAGE_BYTES)
        return;
    n = MAX_MESSAGE_BYTES - 3;
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    memcpy(text + n, "...", sizeof "...");
}

void cd_diag_add(cd_diags *diags, cd_severity severity, cd_span span, const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *message = cd_arena_vprintf(diags->arena, format, args);
    va_end(args);
    shorten(message);
    cd_diag new = {severity, span, message, NULL};
    make_room(diags);
    cd_diag **slot = slot_of(diags, &new);
    if (*slot)
        return;
    if (hint) {
        char *copy = cd_arena_strn(diags->arena, hint, strlen(hint));
        shorten(copy);
        new.hint = copy;
    }
    cd_diag *item = cd_arena_alloc(diags->arena, 1, sizeof *item);
    *item = new;
    CD_PUSH(diags->arena, diags->items, diags->n, diags->cap, item);
    *slot = item;
    diags->by_severity[severity]++;
}

size_t cd_diags_count(const cd_diags *diags, cd_severity least)
{
    size_t n = 0;
    for (int s = (int)least; s <= CD_ERROR; s++)
        n += diags->by_severity[s];
    return n;
}

size_t cd_diags_size(const cd_diags *diags)
{
    return diags->n;
}

const cd_diag *cd_diags_at(const cd_diags *diags, size_t i)
{
    return diags->items[i];
}

/* What a diagnostic is sorted by: qsort is not stable, so the position it had is the last key. */
typedef struct {
    size_t source, begin, position;
    cd_diag *item;
} sort_key;

static int compare_keys(const void *a, const void *b)
{
    const sort_key *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

/* The rank of each source is the order of its first appearance, from 1; placeless diagnostics have rank 0. */
static void rank_sources(cd_diags *diags, sort_key *keys)
{
    const cd_source **seen = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < diags->n; i++) {
        const cd_source *source = diags->items[i]->span.source;
        size_t rank = 0;
        while (source && rank < n && seen[rank] != source)
            rank++;
        if (source && rank == n)
            CD_PUSH(diags->arena, seen, n, cap, source);
        keys[i].source = source ? rank + 1 : 0;
    }
}

void cd_diags_sort(cd_diags *diags)
{
    sort_key *keys = cd_arena_alloc(diags->arena, diags->n, sizeof *keys);
    rank_sources(diags, keys);
    for (size_t i = 0; i < diags->n; i++) {
        keys[i].item = diags->items[i];
        keys[i].begin = keys[i].source ? keys[i].item->span.begin : 0;
        keys[i].position = i;
    }
    qsort(keys, diags->n, sizeof *keys, compare_keys);
    for (size_t i = 0; i < diags->n; i++)
        diags->items[i] = keys[i].item;
}

char *cd_join(cd_arena *arena, const char *const *words, size_t n)
{
    size_t length = 0;
    for (size_t i = 0; i < n; i++)
        length += strlen(words[i]) + 2;
    char *text = cd_arena_alloc(arena, length + 1, 1), *end = text;
    for (size_t i = 0; i < n; i++) {
        end = stpcpy(end, i ? ", " : "");
        end = stpcpy(end, words[i]);
    }
    return text;
}
