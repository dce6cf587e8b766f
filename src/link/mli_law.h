/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mli_law - the fits for dry multilayer insulation: heat through a whole blanket by its two boundary temperatures.
 *
 *   lhc       q = (beta (T1^4 - T2^4) + alpha (T1^2 - T2^2) / 2) / (N + 1)
 *   keller    q = Cr e (T1^4.67 - T2^4.67) / N + Cs n^b (T1^2 - T2^2) / (2 (N + 1))
 *   lockheed  q = C n^2.63 c(Tm) (T1 - T2) / N + Cr e (T1^4.67 - T2^4.67) / N,  c = 0.017 + 7e-6 (800 - Tm) + 0.0228 ln
 * Tm
 *
 * N layers, n of them per centimetre, Tm = (T1 + T2) / 2; q in W/m^2. Lockheed's solid term has no potential.
 */
#ifndef CD_LINK_MLI_LAW_H
#define CD_LINK_MLI_LAW_H

#include "pressure.h"

typedef struct {
    double times;     /* area times degradation, m^2 */
    double radiation; /* of T^p, W/(m^2 K^p); divided by the layers */
    double p;
    double conduction; /* of T^2 / 2, W/(m^2 K^2); divided by the layers */
    double mean;       /* of c(Tm) (T1 - T2), W/(m^2 K); divided by the layers */
} cd_mli_law;

/* The three, of N layers, n per centimetre and emissivity e. */
cd_mli_law cd_mli_lhc(double layers);
cd_mli_law cd_mli_keller(bool perforated, double layers, double per_cm, double emissivity);
cd_mli_law cd_mli_lockheed(double layers, double per_cm, double emissivity);

/* The element of the dry blanket; params: cd_mli_law. */
int cd_mli_flow(const void *law, const double *T_K, cd_when when, double *Q_W, double *dQ_dT);

/* The gas term that Keller and Lockheed publish: coefficient * P * (T1^g - T2^g). */
typedef struct {
    cd_pressure pressure;
    double coefficient, g; /* W/(K^g Pa) of the whole area */
} cd_mli_gas;

cd_mli_gas cd_mli_gas_term(bool helium, double layers, double area_m2);
int cd_mli_gas_flow(const void *gas, const double *T_K, cd_when when, double *Q_W, double *dQ_dT);

#endif
