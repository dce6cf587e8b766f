/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conduction_impl - what conduction.c, conduction_check.c and conduction_shape.c share: the filled section of a
 * conduction.
 */
#ifndef CD_LINK_CONDUCTION_IMPL_H
#define CD_LINK_CONDUCTION_IMPL_H

#include "rod.h"

typedef struct {
    cd_node_list between; /* first: cd_link_between */
    const cd_material *material;
    const cd_curve *G;
    double area_m2, diameter_m, outer_diameter_m, wall_m, width_m, thickness_m, area_over_length_m;
    int awg;
    const cd_material *core, *dielectric;
    double core_diameter_m;
    double strands, packing, lay;
    double length_m, number, scale;
    int segments, mass; /* segments < 1: no cells */
    cd_joint_ends contact;
    /* filled by check: */
    cd_rod rod;
    double neglected_kg; /* mass that `mass = no` leaves out; 0 when the density is not known */
} cd_conduction;

/* Checks the keys of a section against each other and fills `rod`. */
bool cd_conduction_check(const cd_reading *rd, const cd_ini_section *section, void *conduction);

/* ---- conduction_shape.c ---- */

/* Diameter of a bare wire of American wire gauge n (0: 1/0, -1: 2/0, ... -3: 4/0). ASTM B258: each number is a factor
 * 92^(1/39) thinner, No. 36 is 0.005 inch. */
double cd_awg_diameter_m(int awg);

/* Cross-section of one strand, from the sizes given (those that are not are NAN). */
double cd_conduction_cross_section_m2(const cd_conduction *c);

/* The keys that refine the cross-section make sense: tube, coax, bundle. False after errors. */
bool cd_conduction_check_shape(const cd_reading *rd, const cd_ini_section *section, const cd_conduction *c);

/* What conducts: the material, or for a coax its conductors and dielectric as one material of the whole section.
 * `area_m2` is that of the material alone on entry, of all on return. */
const cd_material *cd_conduction_composite(cd_arena *arena, const cd_conduction *c, double *area_m2);

#endif
