/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * joint_law - the laws of thermal contacts (contact.h): heat as a difference of potentials.
 *
 *   curve       Q = integral of G(T) from T_second to T_first
 *   power law   G = a T^n,                     Q = a (T1^(n+1) - T2^(n+1)) / (n+1)
 *   saturating  G = a T / sqrt(1 + (T/Ts)^2),  Q = a (T1 - T2)(T1 + T2) / (sqrt(1 + (T1/Ts)^2) + sqrt(1 + (T2/Ts)^2))
 *   soft        G = a T / (1 + T/Ts),          Q = a Ts (T1 - T2 - Ts ln((Ts + T1)/(Ts + T2)))
 *   soft, n=2   G = a T^2 / (1 + (T/Ts)^2),    Q = a Ts^2 (T1 - T2 - Ts (atan(T1/Ts) - atan(T2/Ts)))
 *   offset      G = a (T - T0) above T0,       Q = a ((T1 - T0)^2 - (T2 - T0)^2) / 2
 *
 * The forms below are zero at equal ends, lose no digits when the ends are close, and take an end at 0 K. The
 * saturating laws with n = 1 are those of metallic spots whose conductivity levels off above Ts; a power law must not
 * be extrapolated from 4 K to 300 K.
 */
#include "joint_law.h"
#include "kind.h"

#include <math.h>

/* Gauss-Legendre of 7 points: the integral of the conductance from T_second to T_first. For ends so near to each other
 * that the closed form would lose digits, where it is exact to rounding. */
static double short_integral(const cd_joint *joint, double T_first_K, double T_second_K)
{
    static const double x[] = {0, 0.405845151377397167, 0.741531185599394440, 0.949107912342758525};
    static const double w[] = {0.417959183673469388, 0.381830050505118945, 0.279705391489276668, 0.129484966168869693};
    double middle_K = (T_first_K + T_second_K) / 2, half_K = (T_first_K - T_second_K) / 2;
    double sum = w[0] * joint->law_W_per_K(joint, middle_K);
    for (int i = 1; i < 4; i++)
        sum += w[i] * (joint->law_W_per_K(joint, middle_K + x[i] * half_K) +
                       joint->law_W_per_K(joint, middle_K - x[i] * half_K));
    return sum * half_K;
}

/* Within a fifth of the distance to the nearest pole of G 7 points have an error of 1e-18. */
static bool is_short(double T_first_K, double T_second_K, double to_pole_K)
{
    return fabs(T_first_K - T_second_K) < 0.2 * to_pole_K;
}

static double curve_heat(const cd_joint *joint, double T_first_K, double T_second_K)
{
    return joint->a * cd_curve_between(joint->G, T_second_K, T_first_K);
}

static double curve_conductance(const cd_joint *joint, double T_K)
{
    return joint->a * cd_curve_value(joint->G, T_K);
}

static double power_heat(const cd_joint *joint, double T_first_K, double T_second_K)
{
    double p = joint->exponent + 1;
    return joint->a / p * cd_power_difference(T_first_K, T_second_K, p);
}

static double power_conductance(const cd_joint *joint, double T_K)
{
    return joint->a * pow(T_K, joint->exponent);
}

/* n = 1, the common case, without a power. */
static double linear_heat(const cd_joint *joint, double T_first_K, double T_second_K)
{
    return 0.5 * joint->a * (T_first_K - T_second_K) * (T_first_K + T_second_K);
}

static double linear_conductance(const cd_joint *joint, double T_K)
{
    return joint->a * T_K;
}

static double saturating_heat(const cd_joint *joint, double T_first_K, double T_second_K)
{
    double root_first = hypot(1, T_first_K / joint->T_saturation_K);
    double root_second = hypot(1, T_second_K / joint->T_saturation_K);
    return joint->a * (T_first_K - T_second_K) * (T_first_K + T_second_K) / (root_first + root_second);
}

static double saturating_conductance(const cd_joint *joint, double T_K)
{
    return joint->a * T_K / hypot(1, T_K / joint->T_saturation_K);
}

static double soft_heat(const cd_joint *joint, double T_first_K, double T_second_K)
{
    double Ts_K = joint->T_saturation_K, dT_K = T_first_K - T_second_K;
    if (is_short(T_first_K, T_second_K, Ts_K + fmin(T_first_K, T_second_K)))
        return short_integral(joint, T_first_K, T_second_K);
    return joint->a * Ts_K * (dT_K - Ts_K * log1p(dT_K / (Ts_K + T_second_K)));
}

static double soft_conductance(const cd_joint *joint, double T_K)
{
    return joint->a * T_K / (1 + T_K / joint->T_saturation_K);
}

static double soft_square_heat(const cd_joint *joint, double T_first_K, double T_second_K)
{
    double Ts_K = joint->T_saturation_K, dT_K = T_first_K - T_second_K;
    if (is_short(T_first_K, T_second_K, hypot(Ts_K, fmin(T_first_K, T_second_K))))
        return short_integral(joint, T_first_K, T_second_K);
    return joint->a * Ts_K * Ts_K * (dT_K - Ts_K * atan2(Ts_K * dT_K, Ts_K * Ts_K + T_first_K * T_second_K));
}

static double soft_square_conductance(const cd_joint *joint, double T_K)
{
    double x = T_K / joint->T_saturation_K;
    return joint->a * T_K * T_K / (1 + x * x);
}

static double offset_heat(const cd_joint *joint, double T_first_K, double T_second_K)
{
    double x = fmax(T_first_K - joint->T_offset_K, 0), y = fmax(T_second_K - joint->T_offset_K, 0);
    return joint->a / 2 * (x - y) * (x + y);
}

static double offset_conductance(const cd_joint *joint, double T_K)
{
    return joint->a * fmax(T_K - joint->T_offset_K, 0);
}

static void set(cd_joint *joint, double (*heat)(const cd_joint *, double, double),
                double (*conductance)(const cd_joint *, double))
{
    joint->law_W = heat;
    joint->law_W_per_K = conductance;
}

void cd_joint_by_curve(cd_joint *joint, const cd_curve *G, double times)
{
    set(joint, curve_heat, curve_conductance);
    joint->G = G;
    joint->a = times;
}

void cd_joint_by_power(cd_joint *joint, double a, double exponent)
{
    if (exponent == 1)
        set(joint, linear_heat, linear_conductance);
    else
        set(joint, power_heat, power_conductance);
    joint->a = a;
    joint->exponent = exponent;
}

void cd_joint_by_knee(cd_joint *joint, double a, double exponent, double T_saturation_K, bool soft)
{
    if (!soft)
        set(joint, saturating_heat, saturating_conductance);
    else if (exponent == 2)
        set(joint, soft_square_heat, soft_square_conductance);
    else
        set(joint, soft_heat, soft_conductance);
    joint->a = a;
    joint->exponent = exponent;
    joint->T_saturation_K = T_saturation_K;
}

void cd_joint_by_line(cd_joint *joint, double a, double T_offset_K)
{
    set(joint, offset_heat, offset_conductance);
    joint->a = a;
    joint->T_offset_K = T_offset_K;
}

/* ---- joints in networks ---- */

int cd_joint_flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_joint *joint = params;
    const double n = joint->number, T1_K = T_K[0], T2_K = T_K[1];
    (void)when;
    if (joint->law_W == linear_heat) /* as below, without the calls */
        cd_link_pair(n * linear_heat(joint, T1_K, T2_K), n * linear_conductance(joint, T1_K),
                     n * linear_conductance(joint, T2_K), Q_W, dQ_dT);
    else if (!dQ_dT)
        cd_link_pair(n * joint->law_W(joint, T1_K, T2_K), 0, 0, Q_W, NULL);
    else
        cd_link_pair(n * joint->law_W(joint, T1_K, T2_K), n * joint->law_W_per_K(joint, T1_K),
                     n * joint->law_W_per_K(joint, T2_K), Q_W, dQ_dT);
    return 0;
}

/* T_far^2 = T^2 - 2 Q / a. */
static double linear_far_end(const void *params, double T_K, double Q_W, double *dT_dQ_K_per_W, double *dT_dT)
{
    const cd_joint *joint = params;
    const double a = joint->number * joint->a, T_far_K = sqrt(T_K * T_K - 2 * Q_W / a);
    *dT_dQ_K_per_W = -1 / (a * T_far_K);
    *dT_dT = T_K / T_far_K;
    return T_far_K;
}

/* T_far^p = T^p - p Q / a, p = n + 1. */
static double power_far_end(const void *params, double T_K, double Q_W, double *dT_dQ_K_per_W, double *dT_dT)
{
    const cd_joint *joint = params;
    const double a = joint->number * joint->a, n = joint->exponent, p = n + 1;
    const double T_far_K = pow(pow(T_K, p) - p * Q_W / a, 1 / p), G_W_per_K = a * pow(T_far_K, n);
    *dT_dQ_K_per_W = -1 / G_W_per_K;
    *dT_dT = a * pow(T_K, n) / G_W_per_K;
    return T_far_K;
}

void cd_joint_expand(cd_expander *ex, const cd_joint *joint, int first, int second)
{
    cd_expand_element(ex, cd_joint_flow, joint, (int[]){first, second}, 2, 0);
    cd_expand_far_end(ex, joint->law_W == linear_heat  ? linear_far_end
                          : joint->law_W == power_heat ? power_far_end
                                                       : NULL);
}

double cd_joint_conductance(const cd_joint *joint, double T_K)
{
    return joint->number * joint->law_W_per_K(joint, T_K);
}

const cd_joint *cd_joint_times(cd_arena *arena, const cd_joint *joint, double number)
{
    if (!joint)
        return NULL;
    cd_joint *many = cd_arena_alloc(arena, 1, sizeof *many);
    *many = *joint;
    many->number *= number;
    return many;
}

void cd_joint_audit(cd_expander *ex, const cd_joint *first, const cd_joint *second)
{
    bool doubt_first = first && first->doubt, doubt_second = second && second->doubt;
    if (doubt_first && doubt_second && first->doubt != second->doubt)
        cd_expand_audit_trust(ex, cd_arena_printf(cd_expand_arena(ex), "%s and %s", first->doubt, second->doubt),
                              cd_arena_printf(cd_expand_arena(ex), "%s; %s", first->why, second->why));
    else if (doubt_first)
        cd_expand_audit_trust(ex, first->doubt, first->why);
    else if (doubt_second)
        cd_expand_audit_trust(ex, second->doubt, second->why);
}
