/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_answer - what the answers of `cooldown material` share.
 */
#ifndef CD_OUTPUT_MATERIAL_ANSWER_H
#define CD_OUTPUT_MATERIAL_ANSWER_H

#include "../material/material_build.h"
#include "catalog.h"

/* The material of a word of the command line, which messages call `called`; NULL after diagnostics. */
const cd_material *cd_answer_material(cd_catalog *catalog, const char *spec, const char *called);

/* The temperatures of a list "4 K, 10 K"; NULL: a grid from 1 K to 300 K. `spans` (may be NULL) gets their places. 0
 * after diagnostics. */
size_t cd_answer_temperatures(cd_catalog *catalog, const char *called, const char *text, const double **T_K,
                              cd_span **spans);

/* The columns of values: k, c, K, h, rho, emissivity, in this order; NAN: none. */
enum { CD_ANSWER_COLUMNS = 6 };
extern const char *const cd_answer_columns[CD_ANSWER_COLUMNS]; /* "k_W_per_m_K" ... */
void cd_answer_row(const cd_material *material, double T_K, double row[CD_ANSWER_COLUMNS]);

/* The questions, as catalog.h wants them; args: const cd_material_question *. */
cd_question cd_answer_list, cd_answer_page, cd_answer_values, cd_answer_integral;

#endif
