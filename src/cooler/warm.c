/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * warm - saturating curves: see warm.h for the equations.
 */
#include "warm.h"

#include <math.h>

/* (1 - exp(-rate u)) / rate without its hole at rate = 0. */
static double risen(double rate, double u)
{
    return fabs(rate * u) < 1e-12 ? u : -expm1(-rate * u) / rate;
}

bool cd_warm_from_edge(double T_K, double Q_W, double slope_W_per_K, double warm_W, double theta_K, cd_warm *out)
{
    const double span_K = CD_WARM_K - T_K, rise_W = warm_W - Q_W;
    if (!(span_K > 0 && rise_W > 0 && slope_W_per_K > 0 && theta_K >= CD_WARM_THETA_MIN(T_K)))
        return false;
    /* A / a + B rate = slope and A s_a + B s_theta = rise, s = 1 - exp(-span / ...). The short term alone must stay
     * below the rise and decay before the long one, else B would turn negative or the curve would fall. */
    const double a_K = fmin(fmin(0.2 * fmin(T_K, span_K), 0.5 * theta_K), 0.5 * rise_W / slope_W_per_K);
    const double rate = 1 / theta_K;
    const double s_a = -expm1(-span_K / a_K), s_theta = -expm1(-span_K * rate);
    const double B_W = (rise_W - a_K * slope_W_per_K * s_a) / (s_theta - a_K * rate * s_a);
    if (!(B_W > 0))
        return false;
    *out = (cd_warm){.T_K = T_K,
                     .Q_W = Q_W,
                     .A_W = a_K * (slope_W_per_K - B_W * rate),
                     .a_K = a_K,
                     .slope_W_per_K = B_W * rate,
                     .rate_per_K = rate};
    return true;
}

/* Q(T_K) / Q(300 K) of the single exponential, which falls as theta grows. */
static double share(double rate, double no_load_K, double T_K)
{
    return risen(rate, T_K - no_load_K) / risen(rate, CD_WARM_K - no_load_K);
}

bool cd_warm_from_rating(double no_load_K, double T_K, double Q_W, double warm_W, cd_warm *out)
{
    enum { HALVINGS = 200 };
    if (!(no_load_K > 0 && T_K > no_load_K && CD_WARM_K > T_K && Q_W > 0 && warm_W > Q_W))
        return false;
    /* Rates beyond which the exponential is a step, or a wall. */
    double low = -600 / (CD_WARM_K - no_load_K), high = 600 / (T_K - no_load_K);
    for (int k = 0; k < HALVINGS; k++) {
        const double middle = 0.5 * (low + high);
        *(share(middle, no_load_K, T_K) < Q_W / warm_W ? &low : &high) = middle;
    }
    const double rate = 0.5 * (low + high);
    *out = (cd_warm){
        .T_K = no_load_K, .a_K = 1, .slope_W_per_K = warm_W / risen(rate, CD_WARM_K - no_load_K), .rate_per_K = rate};
    return true;
}

double cd_warm_lift(const cd_warm *warm, double T_K)
{
    const double u = T_K - warm->T_K;
    return warm->Q_W + warm->slope_W_per_K * risen(warm->rate_per_K, u) - warm->A_W * expm1(-u / warm->a_K);
}

double cd_warm_temperature(const cd_warm *warm, double Q_W)
{
    enum { HALVINGS = 100 };
    double low = warm->T_K, high = 2000;
    for (int k = 0; k < HALVINGS; k++) {
        const double middle = 0.5 * (low + high);
        *(cd_warm_lift(warm, middle) < Q_W ? &low : &high) = middle;
    }
    return 0.5 * (low + high);
}
