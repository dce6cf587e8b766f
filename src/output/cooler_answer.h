/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_answer - what the answers about coolers share: finding one, and calling a region of its map.
 */
#ifndef CD_OUTPUT_COOLER_ANSWER_H
#define CD_OUTPUT_COOLER_ANSWER_H

#include "catalog.h"

/* The model of that name, or the map in a file that ends in .csv; NULL after diagnostics. */
const cd_cooler *cd_catalog_find_cooler(cd_catalog *catalog, const char *name);

/* "map", "interpolated", "extended" or "outside": corners that nobody measured and assumed continuations are both
 * extended. */
const char *cd_region_word(cd_region region);

/* The region where the cooler is at temperatures T_K and its lift there: one line of CSV, "T1_K,T2_K,Q1_W,Q2_W,region".
 * What a cooler of one stage does not have is empty. */
void cd_cooler_line(FILE *out, const cd_cooler *cooler, const double T_K[2], const double Q_W[2], cd_region region);

#endif
