/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * source - see source.h: reading a file, its line map, and places in it. Values are in value.c.
 */
#include "source.h"

#include "diag.h"

#include <errno.h>
#include <sha256.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_FILE_BYTES (64 * 1024 * 1024)
#define MAX_LINE_BYTES (64 * 1024)

/* How many bytes the UTF-8 character at s takes (n bytes are left), or 0 when it is none: overlong forms, surrogates
 * and code points above U+10FFFF are not characters (RFC 3629, section 4). */
static size_t utf8_length(const unsigned char *s, size_t n)
{
    unsigned char c = s[0];
    size_t length = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : (c & 0xF0) == 0xE0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    if (length > n)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    }
    bool overlong = (c == 0xE0 && s[1] < 0xA0) || (c == 0xF0 && s[1] < 0x90);
    bool outside = (c == 0xED && s[1] >= 0xA0) || (c == 0xF4 && s[1] >= 0x90);
    return overlong || outside ? 0 : length;
}

/* The first byte that does not begin a UTF-8 character; n when all is UTF-8. */
static size_t first_not_utf8(const unsigned char *s, size_t n)
{
    size_t i = 0;
    while (i < n) {
        size_t length = utf8_length(s + i, n - i);
        if (length == 0)
            return i;
        i += length;
    }
    return n;
}

/* Latin-1 is the first 256 code points: each byte from 0x80 becomes two. */
static char *from_latin1(cd_arena *arena, const unsigned char *s, size_t n, size_t *length)
{
    size_t high = 0;
    for (size_t i = 0; i < n; i++)
        high += s[i] >= 0x80;
    char *text = cd_arena_alloc(arena, n + high + 1, 1);
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < 0x80) {
            text[k++] = (char)s[i];
        } else {
            text[k++] = (char)(0xC0 | (s[i] >> 6));
            text[k++] = (char)(0x80 | (s[i] & 0x3F));
        }
    }
    *length = k;
    return text;
}

/* The byte after the line end that stands at i ("\n", "\r\n" or "\r"). */
static size_t after_line_end(const char *text, size_t i)
{
    return text[i] == '\r' && text[i + 1] == '\n' ? i + 2 : i + 1;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* The line end at or after i, or the length. */
static size_t line_end(const char *text, size_t length, size_t i)
{
    i += strcspn(text + i, "\r\n");
    while (i < length && !is_line_end(text[i])) /* a zero byte */
        i += 1 + strcspn(text + i + 1, "\r\n");
    return i;
}

/* Fills `starts` (NULL: only counts) with the first byte of every line; a text has at least one line. */
static size_t map_lines(const char *text, size_t length, size_t *starts)
{
    size_t n = 0, i = 0;
    do {
        if (starts)
            starts[n] = i;
        n++;
        i = line_end(text, length, i);
        if (i < length)
            i = after_line_end(text, i);
    } while (i < length);
    return n;
}

/* A source whose text is what `bytes` (in the arena, n of them and a terminating zero) hold. When they were not UTF-8,
 * *first_latin1 is the first byte of the text that was converted, else the text's length. */
static cd_source *make_source(cd_arena *arena, const char *path, const char *bytes, size_t n, size_t *first_latin1)
{
    static const char bom[3] = {'\xEF', '\xBB', '\xBF'};
    cd_source *source = cd_arena_alloc(arena, 1, sizeof *source);
    source->path = cd_arena_strn(arena, path, strlen(path));
    source->bytes = bytes;
    source->n_bytes = n;
    if (n >= sizeof bom && memcmp(bytes, bom, sizeof bom) == 0) {
        bytes += sizeof bom;
        n -= sizeof bom;
    }
    source->text = bytes;
    source->length = *first_latin1 = n;
    if (first_not_utf8((const unsigned char *)bytes, n) < n) {
        source->text = from_latin1(arena, (const unsigned char *)bytes, n, &source->length);
        /* ASCII is the same in both; whatever else stands before the odd byte was converted as well. */
        *first_latin1 = 0;
        while ((unsigned char)source->text[*first_latin1] < 0x80)
            ++*first_latin1;
    }
    source->n_lines = map_lines(source->text, source->length, NULL);
    size_t *starts = cd_arena_alloc(arena, source->n_lines, sizeof *starts);
    map_lines(source->text, source->length, starts);
    source->line_start = starts;
    return source;
}

const char *cd_source_sha256(cd_arena *arena, const cd_source *source)
{
    char *sum = cd_arena_alloc(arena, SHA256_DIGEST_STRING_LENGTH, 1);
    SHA256Data((const uint8_t *)source->bytes, source->n_bytes, sum);
    return sum;
}

const cd_source *cd_source_from_text(cd_arena *arena, const char *path, const char *text, size_t length)
{
    size_t first_latin1;
    return make_source(arena, path, cd_arena_strn(arena, text, length), length, &first_latin1);
}

/* Adds an error that points nowhere and names the file. Returns false. */
static bool refuse(cd_diags *diags, const char *path, const char *hint, const char *why)
{
    cd_diag_add(diags, CD_ERROR, (cd_span){0}, hint, "cannot read \"%s\": %s", path, why);
    return false;
}

/* Asks for the size of a file before anything is opened: opening a pipe would wait for its writer. */
static bool file_size(const char *path, cd_diags *diags, size_t *size)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return refuse(diags, path, NULL, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return refuse(diags, path, "name a file in it", strerror(EISDIR));
    if (!S_ISREG(st.st_mode))
        return refuse(diags, path, "name a file on disk", "it is a device or a pipe");
    if (st.st_size > MAX_FILE_BYTES)
        return refuse(diags, path, "a text file of this program has at most 64 MiB", "it is larger than 64 MiB");
    *size = (size_t)st.st_size;
    return true;
}

/* All bytes of a file, in the arena, with a terminating zero. The memory is had before the file is opened, because
 * running out of it jumps away and would leave the file open. */
static bool read_bytes(cd_arena *arena, const char *path, cd_diags *diags, char **bytes, size_t *n)
{
    size_t size = 0;
    if (!file_size(path, diags, &size))
        return false;
    *bytes = cd_arena_alloc(arena, size + 1, 1);
    FILE *f = fopen(path, "rbe");
    if (!f)
        return refuse(diags, path, NULL, strerror(errno));
    errno = 0;
    *n = fread(*bytes, 1, size, f);
    int error = ferror(f) ? errno : 0;
    bool changed = *n != size || fgetc(f) != EOF;
    fclose(f);
    if (error)
        return refuse(diags, path, NULL, strerror(error));
    return changed ? refuse(diags, path, "try again", "it changed while it was read") : true;
}

/* Whether the bytes can be a text at all. */
static bool looks_like_text(const char *path, const char *bytes, size_t n, cd_diags *diags)
{
    const char *save = "save it as plain text in UTF-8";
    if (n >= 2 && (memcmp(bytes, "\xFE\xFF", 2) == 0 || memcmp(bytes, "\xFF\xFE", 2) == 0))
        return refuse(diags, path, save, "it is binary (UTF-16 text)");
    if (memchr(bytes, 0, n))
        return refuse(diags, path, save, "it is binary (it has a zero byte)");
    return true;
}

/* Checks that need the line map: something to read, and lines that a message can show. */
static bool check_lines(cd_arena *arena, const cd_source *source, cd_diags *diags)
{
    if (strspn(source->text, " \t\r\n\v\f") == source->length)
        return refuse(diags, source->path, NULL, "it is empty");
    for (size_t i = 0; i < source->n_lines; i++) {
        size_t begin = source->line_start[i], n = strcspn(source->text + begin, "\r\n");
        if (n > MAX_LINE_BYTES) {
            const char *why = cd_arena_printf(arena, "line %zu is longer than 64 KiB", i + 1);
            return refuse(diags, source->path, "end a line with \\ to go on in the next", why);
        }
    }
    return true;
}

const cd_source *cd_source_read(cd_arena *arena, const char *path, cd_diags *diags)
{
    char *bytes;
    size_t n = 0, first_latin1;
    if (!read_bytes(arena, path, diags, &bytes, &n) || !looks_like_text(path, bytes, n, diags))
        return NULL;
    const cd_source *source = make_source(arena, path, bytes, n, &first_latin1);
    if (!check_lines(arena, source, diags))
        return NULL;
    if (first_latin1 < source->length)
        cd_diag_add(diags, CD_NOTE, (cd_span){source, first_latin1, first_latin1 + 1}, "save it as UTF-8",
                    "\"%s\" is not UTF-8; it is read as Latin-1", path);
    return source;
}

/* The last line that begins at or before `offset`. */
static size_t line_of(const cd_source *source, size_t offset)
{
    size_t low = 0, high = source->n_lines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->line_start[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void cd_source_place(const cd_source *source, size_t offset, size_t *line, size_t *column)
{
    size_t k = line_of(source, offset), characters = 0;
    for (size_t i = source->line_start[k]; i < offset && i < source->length && !is_line_end(source->text[i]); i++)
        characters += ((unsigned char)source->text[i] & 0xC0) != 0x80;
    /* In the middle of a character all bytes but the first count as its column. */
    bool inside = offset < source->length && ((unsigned char)source->text[offset] & 0xC0) == 0x80;
    *line = k + 1;
    *column = characters + (inside && characters ? 0 : 1);
}
