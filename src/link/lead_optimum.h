/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lead_optimum - the current lead that brings the least heat to its cold end, for any k(T) and rho(T).
 *
 * No heat leaves the warm end of the best lead. With the heat q(T) that flows at the temperature T, q dq = -I^2 k rho
 * dT, so (R. McFee, Rev. Sci. Instrum. 30 (1959) 98)
 *
 *     q(T)^2 = 2 I^2 integral of k rho dT from T to T_warm,   I L/A = integral of k dT / (q/I) from T_cold to T_warm.
 *
 * With k rho = L0 T (Wiedemann and Franz) the least heat is I sqrt(L0 (T_warm^2 - T_cold^2)).
 */
#ifndef CD_LINK_LEAD_OPTIMUM_H
#define CD_LINK_LEAD_OPTIMUM_H

#include "../material/curve.h"

typedef struct {
    double least_W_per_A;   /* heat at the cold end per current */
    double IL_over_A;       /* I L/A, A/m */
    double resting_W_per_A; /* heat of the same lead without current, per design current */
} cd_lead_best;

cd_lead_best cd_lead_optimum(const cd_curve *k, const cd_curve *rho, double T_warm_K, double T_cold_K);

#endif
