/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * piecewise - one property over all temperatures from pieces that each hold in their range.
 *
 * Pieces follow each other, each beginning where the one before ends (the join). Where the two agree at the join the
 * property changes over there. Otherwise it goes from one to the other over +-5 % in T, less if a piece is that short:
 *     y = y1 + (y2 - y1) S(u), S = u^3 (10 - 15 u + 6 u^2), u from 0 to 1 in ln T,
 * so that value, slope and curvature are continuous. Below the first and above the last piece y goes on as the power of
 * T that has the piece's log-slope there.
 */
#ifndef CD_MATERIAL_PIECEWISE_H
#define CD_MATERIAL_PIECEWISE_H

#include "form.h"
#include "material.h"

typedef struct {
    const cd_form *form;
    cd_form_params params;
    cd_piece about; /* range, grade, source, ... */
} cd_part;

/* The property that n >= 1 parts give, in ascending order, each beginning at the temperature where the one before
 * ends; `parts` is kept. NULL and *T_bad_K when a value is not finite and positive at that temperature. */
const cd_property *cd_piecewise_new(cd_arena *arena, const cd_part *parts, size_t n, double *T_bad_K);

/* The i-th join (i + 1 < n parts) of a property made here: from where to where it is blended; both the join's
 * temperature when it is not. */
void cd_piecewise_blend(const cd_property *property, size_t i, double *T_from_K, double *T_to_K);

#endif
