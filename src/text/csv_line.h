/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csv_line - one line of a csv file cut into its cells.
 */
#ifndef CD_TEXT_CSV_LINE_H
#define CD_TEXT_CSV_LINE_H

#include <stddef.h>

/* Cuts the line in place at its commas; double quotes around a cell hold commas together. Returns how many cells there
 * are, at most `most`. */
size_t cd_csv_cut(char *line, char **cell, size_t most);

#endif
