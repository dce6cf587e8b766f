/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_case - a material that a case describes itself, in [material NAME].
 *
 * Its properties are given each in one of these ways:
 *     k = 15 W/(m K)                a constant, a formula in T or a table (curve_text.h); likewise c, rho, emissivity
 *     k = my_data.csv               a file with the columns T_K and k_W_per_m_K, c_J_per_kg_K, rho_ohm_m or emissivity,
 *                                   as `cooldown material --csv` writes them; relative to the file that names it
 *     [piece NAME] material = ...   any form of a material file
 *     composite = ...               mixed from other materials
 */
#ifndef CD_MATERIAL_MATERIAL_CASE_H
#define CD_MATERIAL_MATERIAL_CASE_H

#include "material_file.h"

/* NULL after diagnostics. The section has a name; `ini` has its [piece] sections. */
const cd_material_file *cd_material_case_read(const cd_reading *rd, cd_ini *ini, cd_ini_section *section);

/* Complains about every [piece] of a case that belongs to none of its materials. */
bool cd_material_case_check_pieces(const cd_reading *rd, const cd_ini *ini);

#endif
