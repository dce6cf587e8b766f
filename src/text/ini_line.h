/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ini_line - the lines of a case text as its grammar sees them: comments cut, continuations joined. Used by ini.c only.
 */
#ifndef CD_TEXT_INI_LINE_H
#define CD_TEXT_INI_LINE_H

#include "diag.h"

typedef struct {
    cd_value text; /* trimmed; length 0: nothing but white space and comment */
    bool damaged;  /* an error was added; the text should not be used */
} cd_ini_line;

/* Takes the line that begins with line *next (from 0) of the source and those it goes on in; *next becomes the line
 * after them. False at the end of the source. Errors: a control character, an unfinished double quote, a file that ends
 * where a line should go on. */
bool cd_ini_next_line(cd_arena *arena, cd_diags *diags, const cd_source *source, size_t *next, cd_ini_line *out);

#endif
