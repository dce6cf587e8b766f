/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * overlay - one figure of several results.
 */
#ifndef CD_OUTPUT_OVERLAY_H
#define CD_OUTPUT_OVERLAY_H

#include "drawing.h"

/* Draws "overlay": temperatures of the nodes named (of none: the one that each run is about). */
void cd_draw_overlay(cd_drawing *d, const cd_result *results, size_t n, const char *const *names, size_t n_names);

#endif
