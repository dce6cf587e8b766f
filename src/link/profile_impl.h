/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * profile_impl - what profile.c and profile_log.c share.
 */
#ifndef CD_LINK_PROFILE_IMPL_H
#define CD_LINK_PROFILE_IMPL_H

#include "../material/curve_text.h"
#include "profile.h"

struct cd_profile {
    const cd_expr *formula; /* or points: */
    const double *x, *y, *slope;
    size_t n;
    bool in_time;
    const cd_source *source; /* of a log */
    const char *column;
};

/* Points whose x rise strictly; kept. */
cd_profile *cd_profile_of_points(const cd_reading *rd, double *x, double *y, size_t n, bool in_time);

/* "bench.csv column T_coil_K", with quotes around the path where it holds blanks. */
bool cd_profile_names_log(const cd_value *value);
const cd_profile *cd_profile_read_log(const cd_reading *rd, const cd_value *value, cd_quantity quantity);

#endif
