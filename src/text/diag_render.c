/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * diag_render - one diagnostic as text: place, message, the line with a caret under the word, hint.
 *
 * Columns count characters (code points). Whatever a terminal would obey instead of show (control characters) and bytes
 * that are not UTF-8 become one '?' each, so that a case file cannot play with the reader's screen.
 */
#include "diag.h"

#include <stdint.h>
#include <string.h>

/* A line of more characters than this is shown as a window that begins this much before the word. */
enum { WINDOW = 100, BEFORE = 30 };

/* Text that grows in an arena. */
typedef struct {
    cd_arena *arena;
    char *text;
    size_t n, cap;
} buffer;

static void put(buffer *out, char c)
{
    CD_PUSH(out->arena, out->text, out->n, out->cap, c);
}

static void put_times(buffer *out, char c, size_t times)
{
    for (size_t i = 0; i < times; i++)
        put(out, c);
}

/* How many bytes the character at s takes in a text of valid UTF-8 with n bytes left; stray bytes count as one. */
static size_t character_length(const char *s, size_t n)
{
    unsigned char c = (unsigned char)s[0];
    size_t length = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < length; i++) {
        if (i >= n || ((unsigned char)s[i] & 0xC0) != 0x80)
            return 1;
    }
    return length;
}

/* Control characters are U+0000 to U+001F, U+007F, and U+0080 to U+009F (C2 80 to C2 9F). */
static void put_character(buffer *out, const char *s, size_t length)
{
    unsigned char c = (unsigned char)s[0];
    if (c == '\t')
        put(out, ' ');
    else if (c < 0x20 || c == 0x7F || (length == 1 && c >= 0x80) || (c == 0xC2 && (unsigned char)s[1] < 0xA0))
        put(out, '?');
    else
        for (size_t i = 0; i < length; i++)
            put(out, s[i]);
}

static void put_clean(buffer *out, const char *s, size_t n)
{
    for (size_t i = 0, length; i < n; i += length) {
        length = character_length(s + i, n - i);
        put_character(out, s + i, length);
    }
}

static void put_text(buffer *out, const char *s)
{
    put_clean(out, s, strlen(s));
}

/* The first byte of character k of a line, or the line's length. */
static size_t byte_of(const char *line, size_t n, size_t k)
{
    size_t i = 0;
    while (k-- > 0 && i < n)
        i += character_length(line + i, n - i);
    return i;
}

static size_t count_characters(const char *line, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i += character_length(line + i, n - i))
        count++;
    return count;
}

/* "  the line" and "  ^~~~" under its characters first <= i < last; a line of n bytes. */
static void put_line(buffer *out, const char *line, size_t n, size_t first, size_t last)
{
    size_t all = count_characters(line, n), from = 0, to = all;
    if (all > WINDOW) {
        from = first > BEFORE ? first - BEFORE : 0;
        from = from + WINDOW > all ? all - WINDOW : from;
        to = from + WINDOW;
    }
    size_t begin = byte_of(line, n, from), end = byte_of(line, n, to);
    const char *cut = from > 0 ? "..." : "";
    put_text(out, "  ");
    put_text(out, cut);
    put_clean(out, line + begin, end - begin);
    put_text(out, to < all ? "..." : "");
    put(out, '\n');
    last = last < to ? last : to;
    put_times(out, ' ', 2 + strlen(cut) + first - from);
    put(out, '^');
    put_times(out, '~', last > first + 1 ? last - first - 1 : 0);
    put(out, '\n');
}

/* The line that the span begins in, underlined to its end at most: a value that goes on in the next line is shown by
 * its first. */
static void put_place(buffer *out, cd_span span, size_t line, size_t column)
{
    const cd_source *source = span.source;
    size_t start = source->line_start[line - 1], next = line < source->n_lines ? source->line_start[line] : SIZE_MAX;
    size_t end = next < source->length ? next : source->length;
    while (end > start && strchr("\r\n", source->text[end - 1]) && source->text[end - 1])
        end--;
    size_t stop = span.end < end ? span.end : end, first = column - 1, last = first;
    if (stop > span.begin)
        last += count_characters(source->text + span.begin, stop - span.begin);
    put_line(out, source->text + start, end - start, first, last);
}

char *cd_diag_render(cd_arena *arena, const cd_diag *diag)
{
    static const char *const severities[] = {"note: ", "warning: ", "error: "};
    buffer out = {arena, NULL, 0, 0};
    size_t line = 0, column = 0;
    if (diag->span.source) {
        cd_source_place(diag->span.source, diag->span.begin, &line, &column);
        put_text(&out, cd_arena_printf(arena, "%s:%zu:%zu: ", diag->span.source->path, line, column));
    }
    put_text(&out, severities[diag->severity]);
    put_text(&out, diag->message);
    put(&out, '\n');
    if (diag->span.source)
        put_place(&out, diag->span, line, column);
    if (diag->hint) {
        put_text(&out, "  hint: ");
        put_text(&out, diag->hint);
        put(&out, '\n');
    }
    put(&out, '\0');
    return out.text;
}
