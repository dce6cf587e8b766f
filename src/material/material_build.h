/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_build - a material for one RRR and one data set from its file: which pieces, joined and tabulated.
 */
#ifndef CD_MATERIAL_MATERIAL_BUILD_H
#define CD_MATERIAL_MATERIAL_BUILD_H

#include "material_file.h"

/* Does any piece belong to the data set? */
bool cd_material_file_has(const cd_material_file *file, const char *data);

/* All data sets of a file, `*n` of them, in the order of their first piece. */
const char *const *cd_material_file_data(cd_arena *arena, const cd_material_file *file, size_t *n);

/* The material called `name`. A property without pieces in `data` takes its default ones. RRR is NAN for a material
 * that takes none; one for which the data set has no piece is an error at `span`. NULL after diagnostics. */
const cd_material *cd_material_build(const cd_reading *rd, const cd_material_file *file, const char *name, double RRR,
                                     const char *data, cd_span span);

#endif
