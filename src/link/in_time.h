/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * in_time - a quantity that is constant or follows a table in time, "0 h: 0 A, 2 h: 100 A": straight between its points
 * (which are known instants, so that no step crosses them), constant before the first and after the last.
 */
#ifndef CD_LINK_IN_TIME_H
#define CD_LINK_IN_TIME_H

#include "link.h"

typedef struct {
    double *t_s, *y; /* n points; a constant has one, whose time does not matter */
    size_t n;
} cd_in_time;

/* Reads a constant or a table of the dimension. False after diagnostics. */
bool cd_in_time_read(const cd_reading *rd, const cd_value *value, cd_quantity quantity, cd_in_time *out);

double cd_in_time_at(const cd_in_time *table, cd_when when);
double cd_in_time_most(const cd_in_time *table); /* of the magnitudes */
size_t cd_in_time_instants(const cd_in_time *table, double *t_s, size_t max);

/* S(x) = x^3 (10 - 15 x + 6 x^2) between 0 and 1, 0 below, 1 above: a C2 onset; its slope in *slope. */
double cd_onset(double x, double *slope);

#endif
