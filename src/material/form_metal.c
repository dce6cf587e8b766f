/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form_metal - laws of metals: NIST's fit of copper's conductivity, Hust and Lankford's conductivity and resistivity of
 * a pure metal of given RRR, the effect of a magnetic field on both, and a tabulated ideal resistance with the part of
 * the impurities added.
 */
#include "form.h"
#include "jump.h"
#include "points.h"

#include <math.h>
#include <stdint.h>

/* NIST Cryogenic Material Properties, OFHC copper: coef = a, b, c, d, e, f, g, h, i. Numerator and denominator take
 * turns: a c e g i above, 1 b d f h below. */
static double nist_cu_rational(const cd_form_params *p, double T_K)
{
    const double *q = p->of[0].x;
    double r = sqrt(T_K);
    double above = q[0] + r * (q[2] + r * (q[4] + r * (q[6] + r * q[8])));
    double below = 1 + r * (q[1] + r * (q[3] + r * (q[5] + r * q[7])));
    return exp10(above / below);
}

const cd_form cd_form_nist_cu_rational = {
    .name = "nist_cu_rational",
    .formula = "log10 y = (a + c T^0.5 + e T + g T^1.5 + i T^2) / (1 + b T^0.5 + d T + f T^1.5 + h T^2)",
    .key = {CD_FORM_EXACTLY("coef", 9)},
    .n_keys = 1,
    .value = nist_cu_rational};

/* --- resistivity ---
 *
 * Hust & Lankford, NBSIR 84-3007 (1984); Simon, Drexler & Reed, NIST Monograph 177 (1992):
 *     rho = rho_0 + rho_i + P7 rho_i rho_0 / (rho_i + rho_0), rho_0 = rho_ref / RRR,
 *     rho_i = P1 T^P2 / (1 + P1 P3 T^(P2-P4) exp(-(P5/T)^P6)).
 * (The exponent is P2 - P4 here, P2 + P4 in the law for the conductivity.) */
static double resistivity(const double P[7], double rho_0, double T_K)
{
    double rho_i = P[0] * pow(T_K, P[1]) / (1 + P[0] * P[2] * pow(T_K, P[1] - P[3]) * exp(-pow(P[4] / T_K, P[5])));
    return rho_0 + rho_i + P[6] * rho_i * rho_0 / (rho_i + rho_0);
}

/* Relative increase of the resistivity in a transverse field (Kohler's rule; Simon, Drexler & Reed): with
 * x = B rho_ref / rho(T), log10(d rho / rho) = sum kohler[i] (log10 x)^i. Below log10 x = -0.3, near the minimum of
 * copper's polynomial, d rho goes on as x^2; one goes over into the other by a smoothstep between -0.45 and -0.15.
 * `kohler` without numbers: no effect. */
static double magnetoresistance(const cd_form_numbers *kohler, double B_T, double rho_ref, double rho)
{
    const double lowest = -0.3, half = 0.15;
    if (kohler->n == 0 || !(B_T > 0))
        return 0;
    double a = log10(B_T * rho_ref / rho), u = (a - lowest + half) / (2 * half);
    double fit = cd_form_polynomial(kohler, a), square = cd_form_polynomial(kohler, lowest) + 2 * (a - lowest);
    if (u >= 1)
        return exp10(fit);
    return exp10(u <= 0 ? square : square + (fit - square) * cd_smoothstep(u));
}

enum { RHO_P, RHO_REF, RHO_KOHLER };

static double rho_hl(const cd_form_params *p, double T_K)
{
    double rho_ref = p->of[RHO_REF].x[0], rho = resistivity(p->of[RHO_P].x, rho_ref / p->RRR, T_K);
    return rho * (1 + magnetoresistance(&p->of[RHO_KOHLER], p->B_T, rho_ref, rho));
}

static bool always(const cd_form_params *p)
{
    (void)p;
    return true;
}

static bool rho_hl_takes_field(const cd_form_params *p)
{
    return p->of[RHO_KOHLER].n > 0;
}

const cd_form cd_form_rho_hl = {
    .name = "rho_hl",
    .formula = "rho = rho_0 + rho_i + P7 rho_i rho_0 / (rho_i + rho_0), rho_0 = rho_ref / RRR, "
               "rho_i = P1 T^P2 / (1 + P1 P3 T^(P2-P4) exp(-(P5/T)^P6)); in a field times 1 + "
               "10^(sum kohler[i] a^i), a = log10(B rho_ref / rho)",
    .key = {CD_FORM_EXACTLY("P", 7), CD_FORM_ONE("rho_ref"), CD_FORM_SOME_OR_NONE("kohler", 2, 0)},
    .n_keys = 3,
    .needs_RRR = always,
    .takes_field = rho_hl_takes_field,
    .value = rho_hl};

/* --- conductivity ---
 *
 * Thermal resistivities in m K/W: W0 of impurities, Wi of the ideal lattice, and their deviation from Matthiessen's
 * rule, W0 = beta / T, beta = rho_0 / L0 Wi = P1 T^P2 / (1 + P1 P3 T^(P2+P4) exp(-(P5/T)^P6)) + sum a ln(T/t1)
 * exp(-(ln(T/t2)/w)^2) 1/k = W0 + Wi + P7' Wi W0 / (Wi + W0), P7' = P7 / (beta / 0.0003)^P7_beta_exp with a, t1, t2, w
 * by fours in Wc. In a field k falls as the resistivity of the same metal rises (rho_P, rho_273). */

enum { P, RHO_0_REF, L0, P7_BETA_EXP, WC, RHO_0, K_RHO_P, RHO_273, KOHLER };

/* rho_0 as a number, or rho_ref / RRR, or rho_ref / (RRR - 1). */
enum { OVER_RRR, IDEAL, FIXED };
static const char *const rho_0_words[] = {"rho_ref/RRR", "rho_ref/(RRR-1)", "rho_ref", NULL};

static bool hust_lankford_needs_RRR(const cd_form_params *p)
{
    return p->of[RHO_0].x[0] != FIXED || p->of[KOHLER].n > 0;
}

static bool hust_lankford_takes_field(const cd_form_params *p)
{
    return p->of[KOHLER].n > 0;
}

static const char *check_hust_lankford(const cd_form_params *p)
{
    if (p->of[KOHLER].n > 0 && !(p->of[K_RHO_P].n == 7 && p->of[RHO_273].x[0] > 0))
        return "\"kohler\" needs the resistivity's seven numbers \"rho_P\" and \"rho_273\"";
    return NULL;
}

static double hust_lankford(const cd_form_params *p, double T_K)
{
    const double *q = p->of[P].x, rho_ref = p->of[RHO_0_REF].x[0], rule = p->of[RHO_0].x[0];
    double rho_0 = rule == FIXED ? rho_ref : rho_ref / (rule == IDEAL ? p->RRR - 1 : p->RRR);
    double beta = rho_0 / p->of[L0].x[0], W0 = beta / T_K;
    double Wi = q[0] * pow(T_K, q[1]) / (1 + q[0] * q[2] * pow(T_K, q[1] + q[3]) * exp(-pow(q[4] / T_K, q[5])));
    const cd_form_numbers *Wc = &p->of[WC];
    for (size_t i = 0; i + 4 <= Wc->n; i += 4) {
        double x = log(T_K / Wc->x[i + 2]) / Wc->x[i + 3];
        Wi += Wc->x[i] * log(T_K / Wc->x[i + 1]) * exp(-x * x);
    }
    double P7 = q[6] / pow(beta / 0.0003, p->of[P7_BETA_EXP].x[0]);
    double k = 1 / (W0 + Wi + P7 * Wi * W0 / (Wi + W0));
    if (p->of[KOHLER].n == 0 || !(p->B_T > 0))
        return k;
    double rho_273 = p->of[RHO_273].x[0], rho = resistivity(p->of[K_RHO_P].x, rho_273 / p->RRR, T_K);
    return k / (1 + magnetoresistance(&p->of[KOHLER], p->B_T, rho_273, rho));
}

const cd_form cd_form_hust_lankford = {
    .name = "hust_lankford",
    .formula = "1/k = W0 + Wi + P7 Wi W0 / (Wi + W0), W0 = rho_0 / (L0 T)",
    .key = {CD_FORM_EXACTLY("P", 7),
            CD_FORM_ONE("rho_ref"),
            CD_FORM_ONE("L0"),
            CD_FORM_ONE_OR("P7_beta_exp", 0),
            CD_FORM_SOME_OR_NONE("Wc", 4, 4),
            {.key = "rho_0", .n_min = 1, .n_max = 1, .absent = OVER_RRR, .choices = rho_0_words},
            CD_FORM_SOME_OR_NONE("rho_P", 7, 7),
            CD_FORM_ONE_OR("rho_273", 0),
            CD_FORM_SOME_OR_NONE("kohler", 2, 0)},
    .n_keys = 9,
    .needs_RRR = hust_lankford_needs_RRR,
    .takes_field = hust_lankford_takes_field,
    .check = check_hust_lankford,
    .value = hust_lankford};

/* --- impurities and a table ---
 *
 * 1/k = W0 + Wi + P7 Wi W0 / (Wi + W0), W0 = rho_ref / (RRR L0 T), Wi (m K/W) tabulated against T. */

enum { RT_T, RT_WI, RT_RHO_REF, RT_L0, RT_P7 };

static const char *check_residual(const cd_form_params *p)
{
    return cd_points_wrong(&p->of[RT_T], &p->of[RT_WI], CD_LOGLOG_PCHIP);
}

static void prepare_residual(cd_arena *arena, cd_form_params *p)
{
    p->prepared = cd_points_new(arena, &p->of[RT_T], &p->of[RT_WI], CD_LOGLOG_PCHIP);
}

static double residual_plus_table(const cd_form_params *p, double T_K)
{
    double Wi = cd_points_value(p->prepared, T_K);
    double W0 = p->of[RT_RHO_REF].x[0] / p->RRR / (p->of[RT_L0].x[0] * T_K);
    return 1 / (W0 + Wi + p->of[RT_P7].x[0] * W0 * Wi / (W0 + Wi));
}

const cd_form cd_form_residual_plus_table = {
    .name = "residual_plus_table",
    .formula = "1/k = W0 + Wi + P7 Wi W0 / (Wi + W0), W0 = rho_ref / (RRR L0 T), Wi between the points (T[i], Wi[i])",
    .key = {CD_FORM_SOME("T"), CD_FORM_SOME("Wi"), CD_FORM_ONE("rho_ref"), CD_FORM_ONE("L0"), CD_FORM_ONE_OR("P7", 0)},
    .n_keys = 5,
    .needs_RRR = always,
    .check = check_residual,
    .prepare = prepare_residual,
    .value = residual_plus_table};
