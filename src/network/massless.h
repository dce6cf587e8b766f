/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * massless - nodes without heat capacity: their temperatures make the heats into them vanish, at every evaluation.
 */
#ifndef CD_NETWORK_MASSLESS_H
#define CD_NETWORK_MASSLESS_H

#include "network.h"

/* Some elements at work->T_K: their heats (with the work's factors), with `partials` also their blocks. Returns 0, or 1
 * (recoverable; work->failed_link says which). */
int cd_network_evaluate(cd_network_work *work, const int *elements, int n, cd_when when, bool partials);

/* How many numbers of work->memory a group needs. */
size_t cd_massless_memory_size(const struct cd_group *group);

/* Forgets the tangents of a group; its temperatures stay where the next search begins. */
void cd_massless_forget(cd_network_work *work, const struct cd_group *group);

/* Solves one group to 1e-13 of the temperatures: a chain as such (series.h), all others by damped Newton from their
 * last values. Leaves heats of its elements evaluated there, with `partials` their blocks, too. Returns 0, or 1
 * (recoverable). */
int cd_massless_solve(cd_network_work *work, const struct cd_group *group, cd_when when, bool partials);

/* Subtracts J_dm J_mm^-1 J_md of the group from the Jacobian's values (the direct blocks J_dd are already in). Returns
 * 0, or 1 when J_mm is singular. */
int cd_massless_eliminate(cd_network_work *work, const struct cd_group *group, double *values);

#endif
