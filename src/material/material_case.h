/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_case - a material that a case describes itself, in [material NAME]: density, c and k as constants, formulas
 * in T or tables (curve_text.h).
 */
#ifndef CD_MATERIAL_MATERIAL_CASE_H
#define CD_MATERIAL_MATERIAL_CASE_H

#include "../text/ini.h"
#include "material.h"

/* NULL after diagnostics. The section has a name. */
const cd_material *cd_material_case_read(const cd_reading *rd, cd_ini_section *section);

#endif
