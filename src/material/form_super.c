/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form_super - laws of superconductors: the two-fluid specific heat, and the conductivity of niobium.
 */
#include "form.h"
#include "jump.h"

#include <math.h>
#include <stdint.h>

/* --- Gorter and Casimir's two fluids ---
 *
 * Below Tc the electrons' part is 3 gamma T^3 / Tc0^2 + gamma (B/Bc2) T, whose entropy at Tc and B = 0 is that of the
 * normal metal, gamma Tc; the lattice has beta T^3. Tc(B) = Tc0 (1 - B/Bc2)^exponent. CUDI (A. Verweij, CERN) writes
 * NbTi and Nb3Sn so. The jump at Tc is spread over 0.1 K with the enthalpy kept (jump.h). */

enum { GAMMA, BETA, TC, BC2, TC_EXPONENT };

typedef struct {
    double gamma, beta, Tc0_K, b; /* b = B / Bc2, at most 1 */
    double Tc_K, lift;            /* Tc_K: in this field */
} two_fluids;

/* Normal minus superconducting. */
static double height(const void *ctx, double T_K)
{
    const two_fluids *f = ctx;
    double t = T_K / f->Tc0_K;
    return f->gamma * T_K * (1 - f->b - 3 * t * t);
}

static const char *check_two_fluids(const cd_form_params *p)
{
    return p->of[TC].x[0] > 2 * CD_JUMP_HALF_K ? NULL : "\"Tc\" must be above 0.1 K";
}

static bool two_fluids_take_field(const cd_form_params *p)
{
    return p->of[BC2].x[0] > 0;
}

static void prepare_two_fluids(cd_arena *arena, cd_form_params *p)
{
    two_fluids *f = cd_arena_alloc(arena, 1, sizeof *f);
    double Bc2_T = p->of[BC2].x[0], b = Bc2_T > 0 ? fmin(p->B_T / Bc2_T, 1) : 0;
    *f = (two_fluids){p->of[GAMMA].x[0], p->of[BETA].x[0], p->of[TC].x[0], b, 0, 0};
    f->Tc_K = f->Tc0_K * pow(1 - b, p->of[TC_EXPONENT].x[0]);
    if (f->Tc_K <= 2 * CD_JUMP_HALF_K)
        f->Tc_K = 0; /* normal at all temperatures that count */
    else
        f->lift = cd_jump_lift(height, f, f->Tc_K);
    p->prepared = f;
}

static double two_fluid_value(const cd_form_params *p, double T_K)
{
    const two_fluids *f = p->prepared;
    double normal = T_K * (f->gamma + f->beta * T_K * T_K);
    if (f->Tc_K == 0)
        return normal;
    double h = height(f, T_K);
    return normal - h + cd_jump_share(h, f->lift, T_K, f->Tc_K);
}

static double two_fluid_jump_K(const cd_form_params *p)
{
    return ((const two_fluids *)p->prepared)->Tc_K;
}

const cd_form cd_form_sc_twofluid = {
    .name = "sc_twofluid",
    .formula = "T < Tc: y = (beta + 3 gamma / Tc^2) T^3 + gamma (B/Bc2) T; T > Tc(B) = Tc (1 - B/Bc2)^Tc_exponent: "
               "y = gamma T + beta T^3",
    .key = {CD_FORM_ONE("gamma"), CD_FORM_ONE("beta"), CD_FORM_ONE("Tc"), CD_FORM_ONE_OR("Bc2", 0),
            CD_FORM_ONE_OR("Tc_exponent", 0.59)},
    .n_keys = 5,
    .takes_field = two_fluids_take_field,
    .check = check_two_fluids,
    .prepare = prepare_two_fluids,
    .value = two_fluid_value,
    .jump_K = two_fluid_jump_K};

/* --- niobium ---
 *
 * The form of F. Koechlin and B. Bonin, Supercond. Sci. Technol. 9 (1996) 453: electrons of the normal metal times the
 * ratio R of J. Bardeen, G. Rickayzen and L. Tewordt, Phys. Rev. 113 (1959) 982, and phonons,
 *     k = R(y) / (rho_295 / (L RRR T) + a T^2) + (1 - T/Tc) / (1 / (D e^y T^2) + 1 / (B l T^3)),
 *     y = alpha (Tc/T) tanh(1.74 sqrt(Tc/T - 1)),
 *     R = (12/pi^2) (F + y ln(1 + e^-y) + y^2 / (2 (1 + e^y))), F = sum (-1)^(n+1) e^(-n y) / n^2.
 * At Tc the law has a corner; there it is replaced over +-0.05 K by the cubic that meets it on both sides. */

enum { RHO_295, L, A, NB_TC, ALPHA, D, B_PHONON, MEAN_PATH };

static double electron_ratio(double y)
{
    const double pi = 3.14159265358979323846;
    double F = 0;
    if (y < 1e-9)
        return 1;
    for (int n = 1; n < 400; n++) {
        double term = (n % 2 ? 1 : -1) * exp(-n * y) / ((double)n * n);
        F += term;
        if (fabs(term) < 1e-14)
            break;
    }
    return 12 / (pi * pi) * (F + y * log1p(exp(-y)) + y * y / (2 * (1 + exp(y))));
}

static double niobium(const cd_form_params *p, double T_K)
{
    double Tc_K = p->of[NB_TC].x[0];
    double W_normal = p->of[RHO_295].x[0] / p->RRR / (p->of[L].x[0] * T_K) + p->of[A].x[0] * T_K * T_K;
    if (T_K >= Tc_K)
        return 1 / W_normal;
    double y = p->of[ALPHA].x[0] * Tc_K / T_K * tanh(1.74 * sqrt(Tc_K / T_K - 1));
    double W_phonon =
        1 / (p->of[D].x[0] * exp(y) * T_K * T_K) + 1 / (p->of[B_PHONON].x[0] * p->of[MEAN_PATH].x[0] * T_K * T_K * T_K);
    return electron_ratio(y) / W_normal + (1 - T_K / Tc_K) / W_phonon;
}

/* Value, and slope by differences that stay on one side of Tc. */
static double niobium_slope(const cd_form_params *p, double T_K, double step_K)
{
    double y0 = niobium(p, T_K), y1 = niobium(p, T_K + step_K), y2 = niobium(p, T_K + 2 * step_K);
    return (4 * (y1 - y0) - (y2 - y0)) / (2 * step_K);
}

static double niobium_value(const cd_form_params *p, double T_K)
{
    double Tc_K = p->of[NB_TC].x[0], left_K = Tc_K - CD_JUMP_HALF_K, right_K = Tc_K + CD_JUMP_HALF_K;
    if (T_K <= left_K || T_K >= right_K)
        return niobium(p, T_K);
    const double step_K = 1e-3;
    double w = right_K - left_K, y0 = niobium(p, left_K), y1 = niobium(p, right_K);
    double s0 = niobium_slope(p, left_K, -step_K), s1 = niobium_slope(p, right_K, step_K);
    double u = (T_K - left_K) / w, v = 1 - u;
    return v * v * (1 + 2 * u) * y0 + u * u * (1 + 2 * v) * y1 + u * v * w * (v * s0 - u * s1);
}

static bool always(const cd_form_params *p)
{
    (void)p;
    return true;
}

static double niobium_jump_K(const cd_form_params *p)
{
    return p->of[NB_TC].x[0];
}

const cd_form cd_form_nb_koechlin_bonin = {
    .name = "nb_koechlin_bonin",
    .formula = "k = R(y) / (rho_295 / (L RRR T) + a T^2) + (1 - T/Tc) / (1/(D e^y T^2) + 1/(B l T^3)), "
               "y = alpha (Tc/T) tanh(1.74 (Tc/T - 1)^0.5)",
    .key = {CD_FORM_ONE("rho_295"), CD_FORM_ONE("L"), CD_FORM_ONE("a"), CD_FORM_ONE("Tc"), CD_FORM_ONE("alpha"),
            CD_FORM_ONE("D"), CD_FORM_ONE("B"), CD_FORM_ONE("l")},
    .n_keys = 8,
    .needs_RRR = always,
    .value = niobium_value,
    .jump_K = niobium_jump_K};
