/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bound - what can be said of the time without integrating: enthalpy over capacity.
 *
 * A time that no cooldown of all bodies can beat, whatever the links:
 *     t(T) >= E(T) / P_sup,
 * E: enthalpy of all nodes between their start and T, P_sup: the largest heat that coolers and negative loads take out
 * anywhere below the warmest start. And the time of the ideal device whose bodies stay at one temperature, so that no
 * link holds anything back: t(T) = integral from T to the start of C(T') / P(T') dT', P(T'): what they take out with
 * every stage at T'. It is no bound (a warm shield on a light coil lets the first stage lift more), but it is near. No
 * stage counts as a heat source. The node of a first stage is counted only down to that stage's own no-load
 * temperature: it need not get colder for the second one to do so.
 */
#ifndef CD_OUTPUT_BOUND_H
#define CD_OUTPUT_BOUND_H

#include "../case/case.h"

/* Whether a node is no body of the device but what a link holds for it (a charge of liquid nitrogen). */
bool cd_is_store(const cd_network *net, int node);

/* Enthalpy (J) of all nodes with heat capacity between their start and T_K, as far as they come down to it. */
double cd_bound_energy(const cd_network *net, double T_K);

/* The largest power (W) that can be taken out of the network when all of it is at T_K, at any time of the run. */
double cd_bound_power(const cd_network *net, const double *instants_s, size_t n_instants, double duration_s,
                      double T_K);

/* P_sup (W): the largest power found on a grid of stage temperatures (50 per stage, logarithmic) up to the warmest
 * start. */
double cd_bound_largest_power(const cd_network *net, const double *instants_s, size_t n_instants, double duration_s);

/* The time of the ideal device, t[i] (s) for n levels, which fall; INFINITY when nothing takes heat out on the way. */
void cd_bound_ideal_times(cd_arena *arena, const cd_case *cs, const double *level_K, size_t n, double *t_s);

/* A fixed node that starts colder than some other: heat may then also leave through links, and there is no such bound.
 * -1: none. */
int cd_bound_spoiled_by(const cd_network *net);

#endif
