/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form_metal - laws made for one kind of metal: NIST's fit of copper's conductivity, Hust and Lankford's conductivity
 * of a pure metal of given RRR, and the two-fluid specific heat of a superconductor.
 */
#include "form.h"

#include <math.h>

/* NIST Cryogenic Material Properties, OFHC copper: coef = a, b, c, d, e, f, g, h, i. Numerator and denominator take
 * turns: a c e g i above, 1 b d f h below. */
double cd_form_nist_cu_rational(const cd_form_params *params, double T_K)
{
    const double *q = params->of[0].x;
    double r = sqrt(T_K);
    double above = q[0] + r * (q[2] + r * (q[4] + r * (q[6] + r * q[8])));
    double below = 1 + r * (q[1] + r * (q[3] + r * (q[5] + r * q[7])));
    return exp10(above / below);
}

/* Hust & Lankford, NBSIR 84-3007 (1984); Simon, Drexler & Reed, NIST Monograph 177 (1992). Thermal resistivities in
 * m K/W: W0 of impurities, Wi of the ideal lattice, and their deviation from Matthiessen's rule,
 *     W0 = beta / T, beta = rho_ref / (RRR L0)
 *     Wi = P1 T^P2 / (1 + P1 P3 T^(P2+P4) exp(-(P5/T)^P6)) + sum a ln(T/t1) exp(-(ln(T/t2)/w)^2)
 *     1/k = W0 + Wi + P7' Wi W0 / (Wi + W0), P7' = P7 / (beta / 0.0003)^P7_beta_exp
 * with a, t1, t2, w by fours in Wc. (The exponent is P2 + P4 here, P2 - P4 in the law for the resistivity.) */
double cd_form_hust_lankford(const cd_form_params *params, double T_K)
{
    const double *P = params->of[0].x;
    double rho_ref = params->of[1].x[0], L0 = params->of[2].x[0], exponent = params->of[3].x[0];
    double beta = rho_ref / params->RRR / L0, W0 = beta / T_K;
    double Wi = P[0] * pow(T_K, P[1]) / (1 + P[0] * P[2] * pow(T_K, P[1] + P[3]) * exp(-pow(P[4] / T_K, P[5])));
    const cd_form_numbers *Wc = &params->of[4];
    for (size_t i = 0; i + 4 <= Wc->n; i += 4) {
        double x = log(T_K / Wc->x[i + 2]) / Wc->x[i + 3];
        Wi += Wc->x[i] * log(T_K / Wc->x[i + 1]) * exp(-x * x);
    }
    double P7 = P[6] / pow(beta / 0.0003, exponent);
    return 1 / (W0 + Wi + P7 * Wi * W0 / (Wi + W0));
}

/* Gorter and Casimir's two fluids without field: below Tc the electrons' part is 3 gamma T^3 / Tc^2, whose entropy at
 * Tc is that of the normal metal, gamma Tc; the lattice has beta T^3. The jump at Tc, from 3 gamma Tc to gamma Tc, is
 * spread by a smoothstep S over 0.1 K about Tc so that no solver has to stop there:
 *     c = c_s + (c_n - c_s) S(u) + lift 30 u^2 (1-u)^2, u = (T - Tc + 0.05 K) / 0.1 K.
 * The lift, a parabola squared that vanishes with its slope at both ends, gives back the enthalpy that the smoothstep
 * alone would miss: sum over the blend = sum with the sharp jump. */
enum { GAMMA, BETA, TC };
static const double half_blend_K = 0.05;

typedef struct {
    double gamma, beta, Tc_K, lift;
} two_fluids;

static double smoothstep(double u)
{
    return u * u * u * (10 + u * (6 * u - 15));
}

/* Normal minus superconducting. */
static double jump(const two_fluids *f, double T_K)
{
    return f->gamma * T_K * (1 - 3 * (T_K / f->Tc_K) * (T_K / f->Tc_K));
}

/* Mean over the blend of what the sharp jump has and the smoothstep has not. With x = T - Tc and the jump
 * D = D0 + D1 x + D2 x^2 + D3 x^3, the smoothstep's odd part s(x) = S - 1/2 and h half the blend, the sharp jump gives
 * int_0^h D, the smoothstep int_-h^h D S; the difference is int_0^h (D(x) - D(-x)) (1/2 - s) dx. Its integrand is a
 * polynomial of degree 8, for which five points of Gauss are exact. */
static double missing_mean(const two_fluids *f)
{
    const double node[] = {0.04691007703066800, 0.23076534494715845, 0.5, 0.76923465505284155, 0.95308992296933200};
    const double weight[] = {0.11846344252809454, 0.23931433524968324, 0.28444444444444444, 0.23931433524968324,
                             0.11846344252809454};
    double sum = 0;
    for (int i = 0; i < 5; i++) {
        double x_K = half_blend_K * node[i];
        double odd = jump(f, f->Tc_K + x_K) - jump(f, f->Tc_K - x_K);
        sum += weight[i] * odd * (1 - smoothstep(0.5 + 0.5 * node[i]));
    }
    return 0.5 * sum;
}

const char *cd_form_sc_twofluid_prepare(cd_arena *arena, cd_form_params *params)
{
    two_fluids *f = cd_arena_alloc(arena, 1, sizeof *f);
    *f = (two_fluids){params->of[GAMMA].x[0], params->of[BETA].x[0], params->of[TC].x[0], 0};
    if (!(f->Tc_K > 2 * half_blend_K))
        return "\"Tc\" must be above 0.1 K";
    f->lift = missing_mean(f);
    params->prepared = f;
    return NULL;
}

double cd_form_sc_twofluid(const cd_form_params *params, double T_K)
{
    const two_fluids *f = params->prepared;
    double normal = T_K * (f->gamma + f->beta * T_K * T_K), u = 0.5 + (T_K - f->Tc_K) / (2 * half_blend_K);
    if (u >= 1)
        return normal;
    double super = normal - jump(f, T_K);
    if (u <= 0)
        return super;
    return super + jump(f, T_K) * smoothstep(u) + f->lift * 30 * u * u * (1 - u) * (1 - u);
}

double cd_form_sc_twofluid_jump_K(const cd_form_params *params)
{
    return params->of[TC].x[0];
}
