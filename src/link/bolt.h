/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bolt - the force of a bolt from its torque, and what is left of it when the joint is cold.
 *
 *   F = torque / (nut_factor * d),   F_cold / F = 1 - (contraction of the clamped parts - that of the bolt) / (F / (As
 * E))
 *
 * for a rigid clamp: bolt and clamped parts keep the same length.
 */
#ifndef CD_LINK_BOLT_H
#define CD_LINK_BOLT_H

#include "link.h"

#define CD_BOLT_COLD_K 4.0 /* the force is that of the cold joint from the beginning */

extern const char *const cd_bolt_names[]; /* "M3" ..., ended by NULL */

/* Of bolt number i: nominal diameter and tensile stress area (ISO 898-1, coarse thread). */
double cd_bolt_diameter(int bolt);
double cd_bolt_stress_area(int bolt);

/* The keys, as a part of a section's params. */
typedef struct {
    int bolt;
    double torque_N_m, bolts, nut_factor, modulus_Pa;
    const cd_material *bolt_material, *clamped_material; /* both or none */
} cd_bolting;

double cd_bolt_force(double torque_N_m, double nut_factor, double diameter_m);

/* The share of the force that is left; negative: the joint is loose. `strain`: contraction of the clamped parts less
 * that of the bolt. */
double cd_bolt_left(double force_N, double stress_area_m2, double modulus_Pa, double strain);

/* The force of all bolts when cold into *force_N; false after diagnostics. */
bool cd_bolting_force(const cd_reading *rd, const cd_ini_section *section, const cd_bolting *bolting, double *force_N);

#endif
