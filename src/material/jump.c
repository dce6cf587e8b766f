/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jump - see jump.h.
 */
#include "jump.h"

double cd_smoothstep(double u)
{
    return u * u * u * (10 + u * (6 * u - 15));
}

/* With x = T - Tc, the height D(x), the smoothstep's odd part s(x) = S - 1/2 and h half the blend, the sharp jump gives
 * int_0^h D, the smoothstep int_-h^h D S; the difference is int_0^h (D(x) - D(-x)) (1/2 - s) dx. For a cubic D its
 * integrand is a polynomial of degree 8, for which five points of Gauss are exact. */
double cd_jump_lift(cd_jump_height height, const void *ctx, double Tc_K)
{
    const double node[] = {0.04691007703066800, 0.23076534494715845, 0.5, 0.76923465505284155, 0.95308992296933200};
    const double weight[] = {0.11846344252809454, 0.23931433524968324, 0.28444444444444444, 0.23931433524968324,
                             0.11846344252809454};
    double sum = 0;
    for (int i = 0; i < 5; i++) {
        double x_K = CD_JUMP_HALF_K * node[i];
        double odd = height(ctx, Tc_K + x_K) - height(ctx, Tc_K - x_K);
        sum += weight[i] * odd * (1 - cd_smoothstep(0.5 + 0.5 * node[i]));
    }
    return 0.5 * sum;
}

double cd_jump_share(double height, double lift, double T_K, double Tc_K)
{
    double u = 0.5 + (T_K - Tc_K) / (2 * CD_JUMP_HALF_K);
    if (u <= 0)
        return 0;
    if (u >= 1)
        return height;
    return height * cd_smoothstep(u) + lift * 30 * u * u * (1 - u) * (1 - u);
}
