/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nitrogen_flooding - the most heat that a vertical tube with boiling nitrogen carries before its vapour holds the
 * liquid back.
 *
 *   Qmax = C^2 (pi D^2/4) h [s g (rl - rv)]^(1/4) / (rl^-1/4 + rv^-1/4)^2,  C^2 = 3.2 tanh^2(Bo^(1/4)/2),
 *   Bo = D sqrt(g (rl - rv)/s)
 */
#ifndef CD_LINK_NITROGEN_FLOODING_H
#define CD_LINK_NITROGEN_FLOODING_H

#include "../material/curve.h"

/* Qmax (W) over the temperature of the vapour, 63.15 K to 125.5 K, for a tube of that inner diameter; beyond these it
 * goes on as the end slopes say, and the pipe's window closes. NULL: not finite. */
const cd_curve *cd_nitrogen_flooding(cd_arena *arena, double diameter_m);

#endif
