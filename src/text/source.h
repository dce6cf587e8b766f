/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * source - a text held whole with its line map, spans in it, and values cut from it.
 *
 * Every word of a message points into a source: a case file, an included file, a material or cooler file, or one
 * command-line override (path "--set", one line).
 */
#ifndef CD_TEXT_SOURCE_H
#define CD_TEXT_SOURCE_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct cd_diags cd_diags; /* diag.h */

/* A text in UTF-8, without BOM, ended by a zero byte. Line k (from 0) begins at line_start[k]. */
typedef struct {
    const char *path; /* as it is shown in messages */
    const char *text;
    size_t length;
    const size_t *line_start;
    size_t n_lines;
    const char *bytes; /* n_bytes of the file as they are on disk */
    size_t n_bytes;
} cd_source;

/* The bytes begin <= i < end of a source. A span with source NULL points nowhere (a message about no place). */
typedef struct {
    const cd_source *source;
    size_t begin, end;
} cd_span;

/* Text of a value after continuation lines are joined and comments cut. Byte i of `text` stands at byte at[i] of the
 * source, or at begin + i when `at` is NULL. Not ended by a zero byte: use length. */
typedef struct {
    const char *text;
    size_t length;
    const cd_source *source;
    size_t begin;
    const size_t *at;
} cd_value;

/* Reads a whole file. BOM is skipped; bytes that are not UTF-8 are taken as Latin-1 and converted, with a note. Returns
 * NULL after adding one error (pointing nowhere, the path in its text) when the file is missing, unreadable, a
 * directory, empty of everything, larger than 64 MiB, binary (a zero byte, or UTF-16), or has a line longer than 64
 * KiB. */
const cd_source *cd_source_read(cd_arena *arena, const char *path, cd_diags *diags);

/* The SHA-256 of the file's bytes, hexadecimal. */
const char *cd_source_sha256(cd_arena *arena, const cd_source *source);

/* A source from a text in memory (copied); `path` is what messages call it. */
const cd_source *cd_source_from_text(cd_arena *arena, const char *path, const char *text, size_t length);

/* Line and column (both from 1; the column counts characters, not bytes) of byte `offset`. */
void cd_source_place(const cd_source *source, size_t offset, size_t *line, size_t *column);

/* The span of the bytes from <= i < to of a value (empty value: a one-byte span after its begin). */
cd_span cd_value_span(const cd_value *value, size_t from, size_t to);

/* The span of the whole value. */
cd_span cd_value_whole(const cd_value *value);

/* The bytes from <= i < to of a value, without white space at both ends. */
cd_value cd_value_cut(const cd_value *value, size_t from, size_t to);

/* Splits at every `separator` that stands outside ( ), [ ] and double quotes; parts are trimmed and may be empty.
 * Returns the number of parts, at least 1; `*parts` is in the arena. */
size_t cd_value_split(cd_arena *arena, const cd_value *value, char separator, cd_value **parts);

/* True when the value is exactly this word. */
bool cd_value_is(const cd_value *value, const char *word);

/* A zero-terminated copy; double quotes around the whole are removed. */
char *cd_value_string(cd_arena *arena, const cd_value *value);

/* A value that is a whole source text (used for --set and for tests). */
cd_value cd_value_of_source(const cd_source *source);

#endif
