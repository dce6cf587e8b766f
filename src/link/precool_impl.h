/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * precool_impl - what precool.c (streams of gas) and precool_nitrogen.c (liquid nitrogen) share.
 */
#ifndef CD_LINK_PRECOOL_IMPL_H
#define CD_LINK_PRECOOL_IMPL_H

#include "in_time.h"
#include "kind.h"

enum { CD_HELIUM, CD_NITROGEN_GAS, CD_LIQUID_NITROGEN };

typedef struct {
    int on, inlet_node; /* nodes; -1: none */
    int medium;
    cd_value flow_text, inlet_text;
    double cp_J_per_kg_K, UA_W_per_K, NTU, effectiveness;
    int returns;
    double area_m2, inventory_kg, vapour_effectiveness;
    double stop_below_K;
    cd_window window;
    /* filled by check: */
    cd_in_time flow, inlet; /* kg/s, K */
    double empty_s;         /* when a stream has used up its inventory; NAN: never */
    const cd_curve *charge; /* of a pot with an inventory, J/K */
} cd_precool;

/* The share of the precooling that is on at a wall temperature: 0 outside its time and below stop_below, a smooth rise
 * over the 2 K above. */
double cd_precool_share(const cd_precool *p, double T_wall_K, cd_when when, double *slope);

/* ---- precool_nitrogen.c ---- */

/* Nitrogen boiling at 1.01325 bar: saturation temperature and heat of vaporisation of the equation of state of R. Span
 * et al., J. Phys. Chem. Ref. Data 29 (2000) 1361, as CoolProp's ancillaries give them; cp of the vapour in its dilute
 * limit. */
#define CD_N2_BOILING_K 77.355
#define CD_N2_LATENT    199173.2239841739 /* J/kg */
#define CD_N2_VAPOUR_CP 1040.0            /* J/(kg K) */

/* The temperatures between which the charge of a pot boils: where it starts, and where it is empty. */
#define CD_N2_FULL_K  77.0
#define CD_N2_EMPTY_K 77.75

bool cd_precool_check_nitrogen(const cd_reading *rd, const cd_ini_section *section, cd_precool *p);
void cd_precool_expand_nitrogen(cd_expander *ex, const cd_precool *p, const int *nodes);

#endif
