/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figures - draws the figures of a run: temperatures (linear and logarithmic), heat flows, and one for each [plot].
 */
#ifndef CD_OUTPUT_FIGURES_H
#define CD_OUTPUT_FIGURES_H

#include "../solve/run.h"
#include "folder.h"

/* Names of all figures that this case has ("temperature"; files are <name>.svg and <name>.png). */
size_t cd_figure_names(cd_arena *arena, const cd_case *cs, const char *const **names);

/* Draws them from profile.csv in the folder's hidden part, and leaves the files there. What could not be drawn is said
 * in *message, one line for each reason; "" when all went well. `data_path`: where plots/ is looked for first. */
void cd_figures_draw(cd_folder *folder, const cd_run *run, const char *data_path, char **message);

#endif
