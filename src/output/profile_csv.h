/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * profile_csv - the rows of a run as comma-separated values: time_s, T_<node>_K ..., Q_<channel>_W ...
 */
#ifndef CD_OUTPUT_PROFILE_CSV_H
#define CD_OUTPUT_PROFILE_CSV_H

#include "../solve/run.h"

#include <stdio.h>

void cd_profile_csv(FILE *out, const cd_run *run);

/* Columns of cd_run.rows (from 0). */
size_t cd_profile_T(int node);
size_t cd_profile_Q(const cd_network *net, int channel);

/* The channel that tells the heat of a terminal of a link, -1 when none does: heat into the terminal's node = *sign
 * times what the channel reports. What conserves is reported at one end only. */
int cd_profile_channel(const cd_network *net, const cd_link *link, int terminal, double *sign);

#endif
