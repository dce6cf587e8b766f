/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * leaves_out - what the model of a case leaves out, in sentences, so that nobody takes a time for more than it is.
 */
#ifndef CD_OUTPUT_LEAVES_OUT_H
#define CD_OUTPUT_LEAVES_OUT_H

#include "../case/case.h"

/* The sentences for this case, in the arena. */
size_t cd_leaves_out(cd_arena *arena, const cd_case *cs, const char *const **sentences);

#endif
