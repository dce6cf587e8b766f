/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lead_impl - what lead.c and lead_check.c share: the filled section of a lead.
 */
#ifndef CD_LINK_LEAD_IMPL_H
#define CD_LINK_LEAD_IMPL_H

#include "in_time.h"
#include "kind.h"
#include "rod.h"

enum { CD_LEAD_GIVEN, CD_LEAD_OPTIMUM };                       /* its shape */
enum { CD_LEAD_RHO_OF_MATERIAL, CD_LEAD_RHO_WIEDEMANN_FRANZ }; /* the law of its resistivity */
extern const char *const cd_lead_shapes[], *const cd_lead_laws[];

typedef struct {
    cd_node_list between; /* first: cd_link_between */
    const cd_material *material;
    int shape, law;
    double area_m2, diameter_m, length_m, number;
    int segments;
    cd_joint_ends contact;
    cd_value current_text;
    cd_numbers joint_ohm;
    double T_critical_K, transition_K;
    double design_current_A, T_warm_K, T_cold_K;
    /* filled by check: */
    cd_in_time current; /* A, the one place that says it */
    const cd_curve *rho;
    double one_m2; /* section of one */
    cd_rod rod;
} cd_lead;

/* Checks the keys of a section against each other, and fills its current, resistivity, cross-section and rod. */
bool cd_lead_check(const cd_reading *rd, const cd_ini_section *section, void *params);

#endif
