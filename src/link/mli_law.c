/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mli_law - see mli_law.h.
 *
 * lhc: the fit of Riddone and Parma for blankets as installed in the LHC, read in a thesis code of CERN
 * (cds.cern.ch/record/2804052). keller: NASA CR-134477 (1974), equation 4-56, coefficients read in public codes that
 * reproduce one another. lockheed: the modified equation of Hastings et al., NASA/TM-2004-213175; coefficients from
 * public codes that use them with different powers of T, the form (one factor T1 - T2) recalled: it agrees with Keller
 * within 2 to 3. Keller's gas term of nitrogen is three times the limit of free molecules at 300 to 77 K: it
 * overstates.
 */
#include "mli_law.h"
#include "kind.h"

#include <math.h>

#define PA_PER_TORR 133.322

cd_mli_law cd_mli_lhc(double layers)
{
    return (cd_mli_law){.radiation = 3.741e-9 / (layers + 1), .p = 4, .conduction = 1.401e-4 / (layers + 1)};
}

cd_mli_law cd_mli_keller(bool perforated, double layers, double per_cm, double emissivity)
{
    double Cs = perforated ? 7.30e-8 : 8.95e-8, b = perforated ? 2.63 : 2.56, Cr = perforated ? 7.07e-10 : 5.39e-10;
    return (cd_mli_law){
        .radiation = Cr * emissivity / layers, .p = 4.67, .conduction = Cs * pow(per_cm, b) / (layers + 1)};
}

cd_mli_law cd_mli_lockheed(double layers, double per_cm, double emissivity)
{
    return (cd_mli_law){
        .radiation = 4.944e-10 * emissivity / layers, .p = 4.67, .mean = 2.4e-4 * pow(per_cm, 2.63) / layers};
}

#define LOWEST_MEAN_K 2.0

/* c(Tm) and c'. Below 2 K, where the fit would turn negative, it goes on along its tangent, which stays above zero. */
static double solid(double T_mean_K, double *slope)
{
    double at_K = fmax(T_mean_K, LOWEST_MEAN_K);
    *slope = 2.28e-2 / at_K - 7e-6;
    return 0.017 + 7e-6 * (800 - at_K) + 2.28e-2 * log(at_K) + *slope * (T_mean_K - at_K);
}

int cd_mli_flow(const void *law, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_mli_law *m = law;
    double T1 = T_K[0], T2 = T_K[1], dT = T1 - T2, slope = 0, c = m->mean > 0 ? solid((T1 + T2) / 2, &slope) : 0;
    double q = m->radiation * cd_power_difference(T1, T2, m->p) + m->conduction * dT * (T1 + T2) / 2 + m->mean * c * dT;
    double G1 = m->radiation * m->p * pow(T1, m->p - 1) + m->conduction * T1 + m->mean * (c + slope * dT / 2);
    double G2 = m->radiation * m->p * pow(T2, m->p - 1) + m->conduction * T2 + m->mean * (c - slope * dT / 2);
    (void)when;
    cd_link_pair(m->times * q, m->times * G1, m->times * G2, Q_W, dQ_dT);
    return 0;
}

cd_mli_gas cd_mli_gas_term(bool helium, double layers, double area_m2)
{
    return (cd_mli_gas){.coefficient = (helium ? 4.89e4 : 1.46e4) / PA_PER_TORR / layers * area_m2,
                        .g = helium ? 0.26 : 0.52};
}

/* The slope of T^g, g < 1, has no end at 0 K: below this it stays. */
#define LOWEST_K 1e-3

int cd_mli_gas_flow(const void *gas, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_mli_gas *m = gas;
    double s = m->coefficient * cd_pressure_at(&m->pressure, when.t_s);
    cd_link_pair(s * cd_power_difference(T_K[0], T_K[1], m->g), s * m->g * pow(fmax(T_K[0], LOWEST_K), m->g - 1),
                 s * m->g * pow(fmax(T_K[1], LOWEST_K), m->g - 1), Q_W, dQ_dT);
    return 0;
}
