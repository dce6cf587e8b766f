/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * steady - the state in which nothing changes any more, H(T) = 0 on every node with heat capacity.
 */
#ifndef CD_SOLVE_STEADY_H
#define CD_SOLVE_STEADY_H

#include "../network/network.h"

/* Finds the steady state from the temperatures that `work` holds, everything switched as before t = 0 (a cooler with
 * `stop = 0 s` still runs), and leaves it there. The long run of the transient brings it near, Newton's method with the
 * exact Jacobian makes it sharp (1e-10 of the temperatures). Returns 0, or 1 with a sentence in *why: no steady state,
 * or none found. */
int cd_steady_solve(cd_network_work *work, const char **why);

#endif
