/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * table - the lift of a two-stage cooler as it is used at run time: C1 bicubics of Q1 and Q2 on a uniform lattice in
 * (ln T1, ln T2), made from the map cell by cell as they are needed. Any number of threads may ask one table.
 */
#ifndef CD_COOLER_TABLE_H
#define CD_COOLER_TABLE_H

#include "outside.h"

typedef struct cd_table cd_table;

/* The table of a map, with `fineness` lines below the corner and lines as dense above it. One lattice line of either
 * direction goes through the temperatures of the least loads (both heaters off), so that the base temperatures are
 * exact. NULL when the map could not be inverted somewhere; T_bad_K then says where. It is tried at every fourth line;
 * should it fail between them, the lift there is NAN. */
cd_table *cd_table_new(cd_arena *arena, const cd_rim *rim, const double T_corner_K[2], size_t fineness,
                       double T_bad_K[2]);

/* Lift (W) and, when dQ_dT is not NULL, dQ_dT[2 i + j] = dQ_i/dT_j (W/K). Beyond the lattice it goes on linearly in T,
 * C1. */
void cd_table_lift(const cd_table *table, const double T_K[2], double Q_W[2], double *dQ_dT);

#endif
