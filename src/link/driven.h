/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * driven - what the kinds share whose heat follows one profile and goes into one node: their terminal, and the instants
 * and knots that the integrator is told of.
 */
#ifndef CD_LINK_DRIVEN_H
#define CD_LINK_DRIVEN_H

#include "profile.h"

/* What the params of such a kind begin with. */
typedef struct {
    int on; /* the node that gets the heat */
    int interpolation, state;
    const cd_profile *profile;
} cd_driven;

double cd_driven_value(const cd_driven *d, cd_when when, double T_K, double *slope);

/* The functions of the kinds' tables; `params` is the whole struct. */
int cd_driven_terminals(const void *params, int *nodes);
size_t cd_driven_instants(const void *params, double *t_s, size_t max);
size_t cd_driven_knots(const void *params, double *t_s, size_t max);
bool cd_driven_varies(const void *params);

#endif
