/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fonts - whether there is any font: without one gnuplot draws pictures without letters, and does not say so.
 */
#ifndef CD_OUTPUT_FONTS_H
#define CD_OUTPUT_FONTS_H

#include "../text/arena.h"

#include <stdbool.h>

/* Whether one of the folders (the list ends with NULL) or a folder in them has a font file. */
bool cd_fonts_in(const char *const *folders);

/* What is then said. */
extern const char cd_fonts_none[];

/* NULL, or a sentence that says what to install: no font in the folders where fontconfig looks unless it is told
 * otherwise (which the library cannot know). */
const char *cd_fonts_missing(cd_arena *arena);

#endif
