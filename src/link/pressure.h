/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pressure - the pressure of a residual gas: a number, or a table in time, "0 s: 1e-3 mbar, 1 h: 1e-6 mbar".
 *
 * Between the points of a table ln P is a monotone cubic of time (pchip.h), so that P is C1; before the first and after
 * the last it stays. Its points are known instants: no step runs over one.
 */
#ifndef CD_LINK_PRESSURE_H
#define CD_LINK_PRESSURE_H

#include "link.h"

typedef struct {
    double constant_Pa; /* NAN: a table */
    double *t_s, *ln_P, *slope;
    size_t n;
} cd_pressure;

/* Reads the text of key `key`; false after diagnostics. Zero is allowed only for a constant. */
bool cd_pressure_read(const cd_reading *rd, const cd_value *value, cd_pressure *out);

double cd_pressure_at(const cd_pressure *pressure, double t_s);
size_t cd_pressure_instants(const cd_pressure *pressure, double *t_s, size_t max);

#endif
