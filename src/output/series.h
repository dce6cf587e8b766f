/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * series - columns against time for a figure: the expressions of a [plot] section along the rows of a run, and a
 * measured log that is laid over them.
 */
#ifndef CD_OUTPUT_SERIES_H
#define CD_OUTPUT_SERIES_H

#include "../solve/run.h"

#include <stdio.h>

/* n columns over n_rows times; NAN where there is no value. */
typedef struct {
    double *t_s; /* n_rows */
    double *y;   /* n_rows x n */
    size_t n, n_rows;
} cd_series;

/* The expressions of the plot at every row. rate() and E() are taken from the rows: differences, and the trapezoidal
 * rule. */
cd_series cd_series_of_plot(cd_arena *arena, const cd_run *run, const cd_plot *plot);

/* The columns of plot->data_path that belong to curves of the plot: column j goes with curve like[j] (from 0). Columns
 * are matched by their heading: T_<node>_K, Q_<link>_W, the name alone, or the expression as written. The first column
 * is the time in s, or in h, min or d when its heading ends so (time_h). NULL, or a sentence about what is wrong with
 * it. */
const char *cd_series_measured(cd_arena *arena, const cd_plot *plot, cd_series *out, int *like);

/* As CSV without a heading, "nan" where there is no value. */
void cd_series_write(FILE *out, const cd_series *series);

#endif
