/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * curve_text - a function of temperature written in a case:
 *     0.5 W/K                                    a constant
 *     $(0.1 W/K^2 * T)                           a formula in T (K): power laws, Debye's T^3, anything of the
 * expression language 4 K: 0.3 W/(m K), 20 K: 1.5 W/(m K), ...   a table, by default a monotone cubic (PCHIP) in ln T
 * and ln y, so that it is C1; outside it goes on with the slope of its end (a power law) Used for material properties,
 * node capacities, link conductances.
 */
#ifndef CD_MATERIAL_CURVE_TEXT_H
#define CD_MATERIAL_CURVE_TEXT_H

#include "../text/expr.h"
#include "curve.h"

/* Reads such a text; y must have the dimension `quantity` and be positive (zero is allowed for a constant). NULL after
 * adding diagnostics (also when a formula is negative or infinite somewhere in T_MIN..T_MAX: the message says where).
 * `T_min_K`, `T_max_K` (may be NULL) get the range of a table, or 0 and infinity. */
const cd_curve *cd_curve_read(const cd_reading *rd, const cd_value *value, cd_quantity quantity, double *T_min_K,
                              double *T_max_K);

/* True after the error that a text without $( ) mentions T: a formula whose brackets were forgotten. */
bool cd_curve_lacks_brackets(const cd_reading *rd, const cd_value *value);

/* A table "x: y, x: y, ..." of any two dimensions, x strictly increasing; used by loads and cooler curves too. *n
 * points. */
bool cd_table_read(const cd_reading *rd, const cd_value *value, cd_quantity x_quantity, cd_quantity y_quantity,
                   double **x, double **y, size_t *n);

#endif
