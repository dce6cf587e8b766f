/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * profile - a quantity that varies in time or with a node's temperature, as a case writes it:
 *     5 W                                    a constant
 *     0 h: 5 W, 2 h: 0 W                     a table in time
 *     4 K: 1 W, 80 K: 5 W                    a table in temperature
 *     $(2 W * exp(-t / (1 h)))               a formula in the time t and the temperature T
 *     bench.csv column T_coil_K              a measured log: its first column is the time, its headings carry the units
 * Tables are interpolated by the monotone cubic of pchip.h (`smooth`, C1), by straight lines (`linear`), or hold each
 * value until the next time (`steps`); before the first and behind the last point they keep its value. Where a profile
 * jumps or has a kink in time is a known instant, after which the integrator starts anew; the other points of a smooth
 * table are knots, which it does not step over but passes without a restart.
 */
#ifndef CD_LINK_PROFILE_H
#define CD_LINK_PROFILE_H

#include "link.h"

typedef struct cd_profile cd_profile;

typedef enum { CD_PROFILE_SMOOTH, CD_PROFILE_LINEAR, CD_PROFILE_STEPS } cd_interpolation;
extern const char *const cd_interpolation_names[]; /* smooth, linear, steps, NULL: for a field's choices */

/* Reads such a text; `temperature`: tables and formulas may depend on T. NULL after diagnostics. */
const cd_profile *cd_profile_read(const cd_reading *rd, const cd_value *value, cd_quantity quantity, bool temperature);

/* The value at a time and temperature, and its slope by the temperature (may be NULL). */
double cd_profile_value(const cd_profile *p, cd_interpolation how, cd_when when, double T_K, double *slope);

bool cd_profile_in_time(const cd_profile *p); /* whether it depends on the time */
bool cd_profile_is_table(const cd_profile *p);

/* Its smallest and largest value; those of a formula are not known: minus and plus infinity. */
void cd_profile_limits(const cd_profile *p, double *least, double *most);

/* Up to `max` times > 0 of jumps and kinks, and of the other points of a smooth table; return how many. */
size_t cd_profile_instants(const cd_profile *p, cd_interpolation how, double *t_s, size_t max);
size_t cd_profile_knots(const cd_profile *p, cd_interpolation how, double *t_s, size_t max);

/* The file that it was read from, or NULL; and how a resolved case in another folder names it. */
const cd_source *cd_profile_source(const cd_profile *p);
const char *cd_profile_text(cd_arena *arena, const cd_profile *p, const char *absolute_path);

#endif
