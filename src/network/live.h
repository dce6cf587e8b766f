/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live - room in a work space for what a run changes.
 */
#ifndef CD_NETWORK_LIVE_H
#define CD_NETWORK_LIVE_H

#include "network.h"

/* Makes the copies of parameters that may change and the factors; cd_network_reset fills them. */
void cd_live_new(cd_arena *arena, cd_network_work *work);

#endif
