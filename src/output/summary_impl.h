/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * summary_impl - what the parts of the summary of a run share.
 */
#ifndef CD_OUTPUT_SUMMARY_IMPL_H
#define CD_OUTPUT_SUMMARY_IMPL_H

#include "../solve/run.h"

#include <stdio.h>

/* A blank line, and the title of what follows. */
void cd_summary_heading(FILE *out, const char *text);

/* Levels, measures, events, and by how much the measures moved when they were verified. */
void cd_summary_times(FILE *out, const cd_run *run);

#endif
