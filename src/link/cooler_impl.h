/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_impl - what cooler_link.c and cooler_check.c share: the filled section of a cooler.
 */
#ifndef CD_LINK_COOLER_IMPL_H
#define CD_LINK_COOLER_IMPL_H

#include "kind.h"

typedef struct {
    cd_cooler_choice model;
    cd_value lift;
    int interpolation;
    int stage1, stage2; /* -1: none */
    int count;
    double scale_stage1, scale_stage2;
    int capacity;
    double warm_stage1_W, warm_stage2_W; /* NAN: as assumed by the file */
    cd_cold_mass extra_mass;
    cd_numbers off_W_per_K; /* none, one or two */
    double warm_end_K;
    int state; /* 0: off until something starts it */
    cd_window window;
    /* filled by check: */
    const cd_cooler *cooler;
    int n_stages;
    int node[2];                  /* of each stage of the cooler */
    double factor[2];             /* count times scale */
    double off_factor_W_per_K[2]; /* count times conductance: warm end to the first node, first to second */
} cd_cooler_link;

enum { CD_INTERPOLATION_SMOOTH, CD_INTERPOLATION_LINEAR };
enum { CD_CAPACITY_TYPICAL, CD_CAPACITY_GUARANTEED };

/* Checks the keys of a section against each other and fills what follows from them. */
bool cd_cooler_check(const cd_reading *rd, const cd_ini_section *section, void *cooler);

#endif
