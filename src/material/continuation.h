/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * continuation - how a property goes on beyond its data, by what kind of material it is.
 *
 * Below the data:
 *     conductivity    of a metal as T (scattering by impurities), of a dielectric as T^n, n that of the data's end
 *                     within 2 .. 3 (phonons), of a superconductor within 1 .. 3
 *     specific heat   of a metal as gamma T + beta T^3 with the value and, where that is possible, the slope of the
 *                     data's end; of others as T^n, n within 1 .. 3
 *     resistivity, emissivity, contraction    constant
 * Above the data:
 *     conductivity    as T^n, n that of the data's end within -1 .. 1; specific heat, resistivity within 0 .. 1
 *     emissivity      constant; contraction in a straight line
 * A material of no class keeps the power of its data's end as it is.
 *
 * The data themselves are not touched: where their end has another slope than its continuation, the slope goes over
 * within the first 10 % in T beyond it. With x = |ln(T/T_end)|, w = ln 1.1 and n the power that the data end with, the
 * local power is n_c + (n - n_c) (1 - x/w)^2, so that
 *     ln(y/y_end) = +- (n_c x + (n - n_c) r(x)), r(x) = w/3 (1 - (1 - x/w)^3) up to w, w/3 beyond.
 */
#ifndef CD_MATERIAL_CONTINUATION_H
#define CD_MATERIAL_CONTINUATION_H

#include "material.h"

typedef enum { CD_CONTINUE_POWER, CD_CONTINUE_ELECTRONS, CD_CONTINUE_LINE } cd_continuation_rule;

typedef struct {
    cd_continuation_rule rule;
    double T_K, y;          /* the end of the data */
    double power, power_at; /* POWER: n_c, and n */
    double gamma, beta;     /* ELECTRONS: gamma T + beta T^3 */
    double slope, slope_at; /* LINE: dy/dT far from the end, and at it */
} cd_continuation;

/* Beyond the end at T_K, where the data have the value y and the slope dy/dT. */
cd_continuation cd_continuation_of(cd_property_kind property, cd_material_class class, bool below, double T_K, double y,
                                   double slope);

double cd_continuation_value(const cd_continuation *c, double T_K);

/* "as T^1.5", "as gamma T + beta T^3", "constant", "in a straight line". */
const char *cd_continuation_text(cd_arena *arena, const cd_continuation *c);

#endif
