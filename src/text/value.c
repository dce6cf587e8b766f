/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * value - the second half of source.h: values cut from a source, and their way back to places in it.
 */
#include "source.h"

#include <string.h>

/* Where byte i of the value stands in its source; for i = length, the byte after the last one. */
static size_t place_of(const cd_value *value, size_t i)
{
    if (!value->at)
        return value->begin + i;
    if (i < value->length)
        return value->at[i];
    return value->length ? value->at[value->length - 1] + 1 : value->begin;
}

cd_span cd_value_span(const cd_value *value, size_t from, size_t to)
{
    if (!value->source)
        return (cd_span){0};
    to = to < value->length ? to : value->length;
    from = from < value->length ? from : value->length;
    size_t begin = place_of(value, from), end = from < to ? place_of(value, to - 1) + 1 : begin + 1;
    size_t last = value->source->length;
    return (cd_span){value->source, begin < last ? begin : last, end < last ? end : last};
}

cd_span cd_value_whole(const cd_value *value)
{
    return cd_value_span(value, 0, value->length);
}

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r'); /* \t \n \v \f \r */
}

cd_value cd_value_cut(const cd_value *value, size_t from, size_t to)
{
    to = to < value->length ? to : value->length;
    from = from < to ? from : to;
    while (from < to && is_white(value->text[from]))
        from++;
    while (to > from && is_white(value->text[to - 1]))
        to--;
    cd_value part = *value;
    part.text = value->text ? value->text + from : NULL;
    part.length = to - from;
    part.begin = place_of(value, from);
    part.at = value->at ? value->at + from : NULL;
    return part;
}

/* The byte from `from` on where an unbracketed, unquoted `separator` stands, or the length. */
static size_t next_separator(const cd_value *value, size_t from, char separator)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = from; i < value->length; i++) {
        char c = value->text[i];
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (c == separator && depth == 0)
            return i;
        if (c == '(' || c == '[')
            depth++;
        else if ((c == ')' || c == ']') && depth > 0)
            depth--;
    }
    return value->length;
}

size_t cd_value_split(cd_arena *arena, const cd_value *value, char separator, cd_value **parts)
{
    size_t most = 1, n = 0;
    for (size_t i = 0; i < value->length; i++)
        most += value->text[i] == separator;
    *parts = cd_arena_alloc(arena, most, sizeof **parts);
    for (size_t from = 0, to = 0; to < value->length || n == 0; from = to + 1) {
        to = next_separator(value, from, separator);
        (*parts)[n++] = cd_value_cut(value, from, to);
    }
    return n;
}

bool cd_value_is(const cd_value *value, const char *word)
{
    return strlen(word) == value->length && (value->length == 0 || memcmp(value->text, word, value->length) == 0);
}

char *cd_value_string(cd_arena *arena, const cd_value *value)
{
    const char *text = value->text;
    size_t n = value->length;
    bool quoted = n >= 2 && text[0] == '"' && memchr(text + 1, '"', n - 1) == text + n - 1;
    return quoted ? cd_arena_strn(arena, text + 1, n - 2) : cd_arena_strn(arena, text, n);
}

cd_value cd_value_of_source(const cd_source *source)
{
    return (cd_value){.text = source->text, .length = source->length, .source = source};
}
