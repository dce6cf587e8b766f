/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figures - which figures a result has, and drawing all of them: temperatures (linear and logarithmic), heat flows,
 * heat flows stacked, energies, the chain to the cooler, where the time goes, the heat budget, the load map of each
 * cooler, and one for each [plot].
 */
#ifndef CD_OUTPUT_FIGURES_H
#define CD_OUTPUT_FIGURES_H

#include "drawing.h"

/* Names of all figures that this case may have ("temperature"; files are <name>.svg and <name>.png). */
size_t cd_figure_names(cd_arena *arena, const cd_case *cs, const char *const **names);

/* The same of a result. */
size_t cd_figure_names_of(cd_arena *arena, const cd_result *result, const char *const **names);

/* Draws them from the files of the result in the folder's hidden part, and leaves them there. What could not be drawn
 * is said in *message, one line for each reason; "" when all went well. `data_path`: where plots/ is looked for first.
 */
void cd_figures_draw(cd_folder *folder, const char *data_path, char **message);

/* Draws all figures of a result; d->message as above. */
void cd_figures_draw_all(cd_drawing *d);

#endif
