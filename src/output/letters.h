/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * letters - what this machine's fonts can write: gnuplot's PNG and PDF draw a letter that no font has as a black shape
 * over the whole picture, and do not say so.
 */
#ifndef CD_OUTPUT_LETTERS_H
#define CD_OUTPUT_LETTERS_H

#include "../text/arena.h"

#include <stdbool.h>

/* Writes the file `from` of `folder` once more as `to`, with "?" in the place of each letter that no font has. NULL
 * when fonts have them all; else a sentence about the letters and what to install. *replaced: `to` is there, which it
 * is not where there is no font at all. */
const char *cd_letters_replace(cd_arena *arena, const char *folder, const char *from, const char *to, bool *replaced);

/* NULL, or a sentence that says what to install where there is no font at all. `folder` takes a file of messages. */
const char *cd_letters_none(cd_arena *arena, const char *folder);

#endif
