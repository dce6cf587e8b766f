/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * driven - see driven.h.
 */
#include "driven.h"

double cd_driven_value(const cd_driven *d, cd_when when, double T_K, double *slope)
{
    return cd_profile_value(d->profile, (cd_interpolation)d->interpolation, when, T_K, slope);
}

int cd_driven_terminals(const void *params, int *nodes)
{
    nodes[0] = ((const cd_driven *)params)->on;
    return 1;
}

size_t cd_driven_instants(const void *params, double *t_s, size_t max)
{
    const cd_driven *d = params;
    return cd_profile_instants(d->profile, (cd_interpolation)d->interpolation, t_s, max);
}

size_t cd_driven_knots(const void *params, double *t_s, size_t max)
{
    const cd_driven *d = params;
    return cd_profile_knots(d->profile, (cd_interpolation)d->interpolation, t_s, max);
}

/* Steps stay as they are between two instants. */
bool cd_driven_varies(const void *params)
{
    const cd_driven *d = params;
    return cd_profile_in_time(d->profile) && !(cd_profile_is_table(d->profile) && d->interpolation == CD_PROFILE_STEPS);
}
