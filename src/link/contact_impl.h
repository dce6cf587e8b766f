/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * contact_impl - what contact.c and contact_check.c share: the filled section of a contact.
 */
#ifndef CD_LINK_CONTACT_IMPL_H
#define CD_LINK_CONTACT_IMPL_H

#include "bolt.h"
#include "contact.h"

enum { CD_KNEE_SHARP, CD_KNEE_SOFT };

typedef struct {
    cd_node_list between; /* first: cd_link_between; n = 0 in a template */
    const cd_curve *G;
    int preset, knee;
    double force_N, area_m2, number, scale;
    cd_bolting bolting;
    double G_ref_W_per_K, T_ref_K, exponent;
    double F_ref_N, force_exponent;
    double T_saturation_K, resistance_ohm;
    cd_joint joint; /* filled by check */
} cd_contact;

/* Checks the keys of a section against each other and fills `joint`. */
bool cd_contact_check(const cd_reading *rd, const cd_ini_section *section, void *contact);

#endif
