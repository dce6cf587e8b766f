/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * diag - the list of diagnostics of a reading: severity, place, message, hint.
 *
 * The reader never stops at the first error. Messages are lower case, name the object's kind and the word that is wrong
 * ("unrecognized key \"lenght\" in conduction \"strap\""); the hint is a suggestion ("did you mean \"length\"?").
 */
#ifndef CD_TEXT_DIAG_H
#define CD_TEXT_DIAG_H

#include "source.h"

typedef enum { CD_NOTE, CD_WARNING, CD_ERROR } cd_severity;

typedef struct {
    cd_severity severity;
    cd_span span;
    const char *message;
    const char *hint; /* NULL: none */
} cd_diag;

cd_diags *cd_diags_new(cd_arena *arena);

/* Adds a diagnostic. `hint` may be NULL and is copied. A second diagnostic of the same severity at the same place with
 * the same text is dropped. */
void cd_diag_add(cd_diags *diags, cd_severity severity, cd_span span, const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* How many diagnostics are at least as severe as `least`. */
size_t cd_diags_count(const cd_diags *diags, cd_severity least);

/* Number of all diagnostics, and the i-th. */
size_t cd_diags_size(const cd_diags *diags);
const cd_diag *cd_diags_at(const cd_diags *diags, size_t i);

/* Sorts by source (in order of first appearance of the source; placeless ones first), then by place. Stable. */
void cd_diags_sort(cd_diags *diags);

/* The text of one diagnostic, several lines, ended by a newline:
 *     cases/shield.ini:3:1: error: unrecognized key "lenght" in conduction "strap"
 *       lenght = 120 mm
 *       ^~~~~~
 *       hint: did you mean "length"?
 * A long line is shown as a window around the place. Tabs are shown as one blank. */
char *cd_diag_render(cd_arena *arena, const cd_diag *diag);

/* The candidate nearest to `word` by edit distance (case folded, transpositions count one), or NULL when none is near
 * enough to be meant (distance at most 2, and less than half of the word's length, or one is a prefix of the other). */
const char *cd_nearest(const char *word, const char *const *candidates, size_t n);

/* "a, b, c": the words joined by ", ". */
char *cd_join(cd_arena *arena, const char *const *words, size_t n);

#endif
