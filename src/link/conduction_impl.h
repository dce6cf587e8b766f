/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conduction_impl - what conduction.c and conduction_check.c share: the filled section of a conduction.
 */
#ifndef CD_LINK_CONDUCTION_IMPL_H
#define CD_LINK_CONDUCTION_IMPL_H

#include "contact.h"

/* The metal as an element: heat = scale * integral of curve. */
typedef struct {
    const cd_curve *curve; /* k, W/(m K), or G, W/K */
    double scale;          /* A/L times number, m; or number */
} cd_metal;

typedef struct {
    cd_node_list between; /* first: cd_link_between */
    const cd_material *material;
    const cd_curve *G;
    double area_m2, diameter_m, outer_diameter_m, wall_m, width_m, thickness_m, area_over_length_m;
    double length_m, number, scale;
    int segments, mass; /* segments < 1: no cells */
    cd_joint_ends contact;
    /* filled by check: */
    cd_metal whole;
    double neglected_kg; /* mass that `mass = no` leaves out; 0 when the density is not known */
    double mass_kg;      /* 0: none */
} cd_conduction;

/* Checks the keys of a section against each other and fills `whole`, `mass_kg` and the joints. */
bool cd_conduction_check(const cd_reading *rd, const cd_ini_section *section, void *conduction);

#endif
