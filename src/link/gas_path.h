/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gas_path - heat through a gas between two surfaces, from free molecules to the continuum; used by [gas] and by the
 * blanket of [mli].
 *
 *   free molecules  gf = accommodation * Lambda * P * A           W/K
 *   continuum       Qc = A/d * integral of k from T2 to T1, gc = Qc / (T1 - T2)
 *   together        Q  = gf gc / (gf + gc) * (T1 - T2)            (Sherman and Lees)
 *
 * Written with conductances because Qf Qc / (Qf + Qc) is 0/0 at equal temperatures. With u = gc/(gf + gc) and
 * v = gf/(gf + gc): dQ = u^2 dQf + v^2 dQc.
 */
#ifndef CD_LINK_GAS_PATH_H
#define CD_LINK_GAS_PATH_H

#include "gas_data.h"
#include "pressure.h"

/* How well molecules take up the temperature of the surfaces: a number for both, or of each surface by its
 * temperature. Together: a = a1 a2 / (a2 + ratio (1 - a2) a1), 1 the inner surface, ratio = A1/A2. */
typedef struct {
    double together; /* NAN: by temperature */
    double ratio;
    double slope[3], at[3], ln_T[3]; /* of one surface, monotone cubic in ln T */
} cd_accommodation;

typedef struct {
    cd_accommodation accommodation;
    double free_W_per_K_Pa; /* Lambda A of all gaps in series; the accommodation comes on top */
    const cd_curve *k;      /* NULL: free molecules at any pressure */
    double A_over_d_m;
    cd_pressure pressure;
    const cd_gas *condensing; /* its pressure is P0 Ps / (P0 + Ps), Ps(T of the pump); NULL: no */
    const cd_curve *at_pump;  /* or given, Pa, over the temperature of the pump; NULL: no */
} cd_gas_path;

/* "0.5", "0.6, 0.4" (first and second surface), "by_temperature", or nothing (the gas's own). False after diagnostics.
 */
bool cd_accommodation_read(const cd_reading *rd, const cd_ini_section *section, const cd_value *value,
                           const cd_gas *gas, double ratio, cd_accommodation *out);

/* The elements: between two nodes, and with the pump as a third terminal that is only read. */
int cd_gas_flow(const void *path, const double *T_K, cd_when when, double *Q_W, double *dQ_dT);
int cd_gas_flow_pumped(const void *path, const double *T_K, cd_when when, double *Q_W, double *dQ_dT);

/* Conductance with everything at one temperature, at the beginning of the run, W/K. */
double cd_gas_conductance(const cd_gas_path *path, double T_K);

#endif
