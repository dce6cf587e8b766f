/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_unknown - what is said of a material that there is not.
 */
#ifndef CD_MATERIAL_UNKNOWN_H
#define CD_MATERIAL_UNKNOWN_H

#include "library.h"
#include "material_spec.h"

/* An error at the material's name: what may have been meant, of these names of the library and the case and of all
 * words of the library, and where it was looked for. */
void cd_material_unknown(cd_library *library, const cd_reading *rd, const char *const *names, size_t n,
                         const cd_material_spec *spec);

#endif
