/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jump - a sudden change of a property at one temperature (a superconducting transition), spread over 0.1 K so that no
 * solver has to stop there, with the integral kept.
 *
 *     y = y_below + (y_above - y_below) S(u) + lift 30 u^2 (1-u)^2, u = (T - Tc + 0.05 K) / 0.1 K,
 *
 * S(u) = u^3 (10 - 15 u + 6 u^2). The lift, a parabola squared that vanishes with its slope at both ends, gives back
 * the integral that the smoothstep alone would miss: the integral over the blend is that of the sharp jump.
 */
#ifndef CD_MATERIAL_JUMP_H
#define CD_MATERIAL_JUMP_H

#define CD_JUMP_HALF_K 0.05 /* half the width of the blend */

/* y_above - y_below at T (K), both continued beyond Tc as far as the blend reaches. */
typedef double (*cd_jump_height)(const void *ctx, double T_K);

/* The lift: mean over the blend of what the sharp jump has and the smoothstep has not. Exact for a height that is a
 * polynomial of degree 3 in T. Tc_K > CD_JUMP_HALF_K. */
double cd_jump_lift(cd_jump_height height, const void *ctx, double Tc_K);

/* What is added to y_below at T, for height = y_above - y_below there: 0 below the blend, `height` above it. */
double cd_jump_share(double height, double lift, double T_K, double Tc_K);

/* S(u), 0 <= u <= 1. */
double cd_smoothstep(double u);

#endif
