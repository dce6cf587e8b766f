/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lead_optimum - see lead_optimum.h. Both integrals have a singular end at T_warm. With T = T_warm sin u and
 * r = cos^2 u, and the Lorenz function L = k rho / T,
 *
 *     2 integral of k rho dT = T_warm^2 r M(r),  M(r) = mean of L over 0 .. r,
 *     I L/A = integral of k / sqrt(M) du,
 *
 * whose integrands are smooth: Gauss-Legendre of four points on equal slices of u, from the warm end down.
 */
#include "lead_optimum.h"

#include <math.h>

static const double gauss_x[4] = {0.06943184420297371, 0.33000947820757187, 0.66999052179242813, 0.93056815579702629};
static const double gauss_w[4] = {0.17392742256872693, 0.32607257743127307, 0.32607257743127307, 0.17392742256872693};

typedef struct {
    const cd_curve *k, *rho;
    double T_warm_K;
} lead;

/* Integral of L dr between two angles, dr = -2 sin u cos u du; from > to. */
static double lorenz_between(const lead *l, double u_from, double u_to)
{
    double sum = 0, width = u_from - u_to;
    for (int i = 0; i < 4; i++) {
        double u = u_from - width * gauss_x[i], T_K = l->T_warm_K * sin(u);
        sum += gauss_w[i] * cd_curve_value(l->k, T_K) * cd_curve_value(l->rho, T_K) / T_K * sin(2 * u);
    }
    return sum * width;
}

cd_lead_best cd_lead_optimum(const cd_curve *k, const cd_curve *rho, double T_warm_K, double T_cold_K)
{
    enum { SLICES = 1000 };
    const lead l = {k, rho, T_warm_K};
    const double quarter = 1.57079632679489661923;
    double u_cold = asin(T_cold_K / T_warm_K), width = (quarter - u_cold) / SLICES, LM = 0, IL_over_A = 0;
    for (int s = 0; s < SLICES; s++) {
        double u_warm = quarter - width * s;
        for (int i = 0; i < 4; i++) {
            double u = u_warm - width * gauss_x[i], r = cos(u) * cos(u);
            double mean = (LM + lorenz_between(&l, u_warm, u)) / r;
            IL_over_A += width * gauss_w[i] * cd_curve_value(k, T_warm_K * sin(u)) / sqrt(mean);
        }
        LM += lorenz_between(&l, u_warm, u_warm - width);
    }
    return (cd_lead_best){.least_W_per_A = T_warm_K * sqrt(LM),
                          .IL_over_A = IL_over_A,
                          .resting_W_per_A = cd_curve_between(k, T_cold_K, T_warm_K) / IL_over_A};
}
