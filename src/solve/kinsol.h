/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kinsol - H(T) = 0 over the nodes with heat capacity: KINSOL (KLU, exact Jacobian), and the proof of what it found.
 */
#ifndef CD_SOLVE_KINSOL_H
#define CD_SOLVE_KINSOL_H

#include "../network/network.h"

typedef struct cd_root_finder cd_root_finder;

/* NULL: no memory. `work` belongs to the caller. */
cd_root_finder *cd_root_finder_new(cd_network_work *work, cd_when when);
void cd_root_finder_free(cd_root_finder *f); /* accepts NULL */

/* From the temperatures in work with line search and T > 0 to a root, left in work. 0: KINSOL says it is there; 1: it
 * did not arrive. To be believed only after cd_root_sharpen. */
int cd_root_find(cd_root_finder *f);

/* Newton's method without any damping from work's temperatures, until its step is below 1e-10 of them: 0, and work's
 * heats are evaluated there. 1: it is no root, or one outside 0.1 K .. 2000 K. */
int cd_root_sharpen(cd_root_finder *f);

/* Whether every connected part of the network answers a shift of all its temperatures with a heat: otherwise the
 * Jacobian is singular and the end depends on the start. At work's temperatures. -1: yes; else a node of such a part.
 */
int cd_root_floating(cd_root_finder *f);

#endif
