/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * steady_notes - what has to be said beside a steady state, or beside its absence.
 */
#ifndef CD_OUTPUT_STEADY_NOTES_H
#define CD_OUTPUT_STEADY_NOTES_H

#include "../solve/steady_case.h"

enum { CD_STEADY_NOTES = 2 };

/* Fills the list and returns how many there are: that only other starts than the case's own lead to a steady state, and
 * that rules are left out. */
size_t cd_steady_notes(cd_arena *arena, const cd_steady *st, const char *notes[CD_STEADY_NOTES]);

#endif
