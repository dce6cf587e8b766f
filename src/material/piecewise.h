/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * piecewise - one property over all temperatures from pieces that each hold in their range.
 *
 * Pieces follow each other, each beginning where the one before ends (the join). Where the two agree at the join the
 * property changes over there. Otherwise it goes from one to the other over +-5 % in T, less if a piece is that short:
 *     y = y1 + (y2 - y1) S(u), S = u^3 (10 - 15 u + 6 u^2), u from 0 to 1 in ln T,
 * so that value, slope and curvature are continuous. A join that is a jump in nature (a superconducting transition) is
 * spread over 0.1 K instead, with the integral kept (jump.h). Below the first and above the last piece y goes on as
 * continuation.h says.
 */
#ifndef CD_MATERIAL_PIECEWISE_H
#define CD_MATERIAL_PIECEWISE_H

#include "continuation.h"
#include "form.h"

typedef struct {
    const cd_form *form;
    cd_form_params params;
    cd_piece about; /* range, grade, source, ... */
    bool jump;      /* the join with the part before is a jump in nature */
} cd_part;

/* The property that n >= 1 parts give, without its curve, in ascending order, each beginning at the temperature where
 * the one before ends; `parts` is kept, and prepared. */
cd_property *cd_piecewise_new(cd_arena *arena, cd_property_kind property, cd_material_class class, const cd_part *parts,
                              size_t n);

/* Its curve. NULL and *T_bad_K when a value is not finite, or not positive (contraction may be negative), at that
 * temperature. */
const cd_curve *cd_piecewise_curve(cd_arena *arena, const cd_property *property, double *T_bad_K);

/* What a join does. Changes are relative to the pieces switched at the join: the largest of the value, and that of the
 * integral from 0 K to T_to (of c: of the enthalpy); both 0 where nothing is blended. */
typedef struct {
    double T_K;              /* the join */
    double T_from_K, T_to_K; /* where the blend begins and ends; both T_K when there is none */
    bool jump;
    double value_change, value_change_T_K, integral_change;
} cd_join_effect;

/* The i-th join (i + 1 < n parts) of a property made here that has its curve. */
cd_join_effect cd_piecewise_join(const cd_property *property, size_t i);

#endif
