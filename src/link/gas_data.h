/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gas_data - what is known of the gases that fill a vacuum: molecules, accommodation, vapour pressure, conductivity.
 */
#ifndef CD_LINK_GAS_DATA_H
#define CD_LINK_GAS_DATA_H

#include "../material/material.h"

typedef struct {
    const char *name;
    double molar_kg_per_mol, gamma;
    double accommodation;       /* of a pair of technical surfaces together; NAN: no value to trust */
    double at_300_77_20_K[3];   /* of one surface at these temperatures, recalled; NAN: none */
    double triple_K, triple_Pa; /* and B: vapour pressure P = triple_Pa exp(-B (1/T - 1/triple_K)); NAN: none */
    double B_K;
    double on_above_K, off_below_K; /* getter of a gas gap switch: conducts above, insulates below; NAN: none */
} cd_gas;

enum { CD_GAS_HELIUM, CD_GAS_NITROGEN, CD_N_GASES = 7 };
extern const cd_gas cd_gases[CD_N_GASES];
extern const char *const cd_gas_names[CD_N_GASES + 1];

/* Kennard's coefficient of free molecules, W/(m^2 K Pa), for a pressure read by a gauge at T_gauge:
 * (gamma + 1) / (gamma - 1) sqrt(R / (8 pi M T_gauge)). */
double cd_gas_free_molecules(const cd_gas *gas, double T_gauge_K);

/* Conductivity of the dilute gas, W/(m K), with the range of its formula; NULL: no formula here. */
const cd_property *cd_gas_conductivity(cd_arena *arena, const cd_gas *gas);

/* Vapour pressure (Pa) over the solid or liquid, and its derivative (Pa/K). */
double cd_gas_vapour_pressure(const cd_gas *gas, double T_K, double *slope);

#endif
