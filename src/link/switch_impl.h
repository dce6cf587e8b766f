/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * switch_impl - what switch.c and switch_check.c share: the filled section of a switch.
 */
#ifndef CD_LINK_SWITCH_IMPL_H
#define CD_LINK_SWITCH_IMPL_H

#include "contact.h"
#include "kind.h"

enum { CD_SWITCH_COMMANDED, CD_SWITCH_GAS_GAP, CD_SWITCH_MECHANICAL, CD_SWITCH_SUPERCONDUCTING, CD_N_SWITCHES };
extern const char *const cd_switch_types[];

typedef struct {
    cd_link_ends ends; /* first; a sensor is only read */
    int type, state, gas;
    const cd_curve *on, *off; /* W/K; off NULL: nothing */
    cd_joint_ends contact;    /* instead of on */
    cd_numbers close_at_s, open_at_s;
    double on_above_K, off_below_K, on_below_K, off_above_K;
    double normal_ohm, T_c_K, exponent;
    double T_off_K, T_on_K; /* filled by check: s = 0 at the first, 1 at the second */
    bool known_gas_K;       /* these are recalled ones of the gas */
} cd_switch;

/* Checks the keys of a section against each other; fills the temperatures of a sensor and the conductances of a
 * superconducting one. */
bool cd_switch_check(const cd_reading *rd, const cd_ini_section *section, void *params);

#endif
