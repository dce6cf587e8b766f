/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_progress - a bar with rate, failures and time left on the standard error, if that is a terminal.
 */
#ifndef CD_CLI_SWEEP_PROGRESS_H
#define CD_CLI_SWEEP_PROGRESS_H

#include "../cooldown.h"

typedef struct {
    bool on, shown, checking;
    double start_s, last_s; /* of the phase; of the last line */
} cli_sweep_progress;

void cli_sweep_progress_begin(cli_sweep_progress *p, bool wanted);
void cli_sweep_progress_show(cli_sweep_progress *p, const cd_sweep_progress *state);
void cli_sweep_progress_end(cli_sweep_progress *p);
double cli_now_s(void);

#endif
