/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csv_table - a property from a csv file: the columns T_K and that of the property (k_W_per_m_K ...), as
 * `cooldown material --csv` writes them.
 */
#ifndef CD_MATERIAL_CSV_TABLE_H
#define CD_MATERIAL_CSV_TABLE_H

#include "material.h"

/* "k_W_per_m_K", "c_J_per_kg_K", "rho_ohm_m", "emissivity": the column of a property; NULL for contraction. */
const char *cd_csv_column(cd_property_kind kind);

/* The curve through the points of the file that `value` names, relative to the file it stands in; rows without a value
 * of the property are passed over. `*source` (may be left as it is) is the file. NULL after diagnostics. */
const cd_curve *cd_csv_curve(const cd_reading *rd, const cd_value *value, cd_property_kind kind, double *T_min_K,
                             double *T_max_K, const cd_source **source);

/* Does a text name such a file ("my data.csv")? And its path, relative to the file in which the text stands. */
bool cd_names_csv(const cd_value *value);
const char *cd_csv_path(cd_arena *arena, const cd_value *value);

#endif
