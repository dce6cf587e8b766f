/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * joint_area - joints whose conductance goes with their area: grease, solder, lower bounds for loosely clamped faces,
 * boundaries of solids, as heat transfer coefficients h(T), W/(m^2 K).
 *
 * The tables are smooth here, a monotone cubic of ln h over ln T (pchip.h) whose integral is exact; the straight lines
 * of ln h over ln T that are usual differ by less than 2 % and have a kink at each point. Outside a table h goes on
 * with the power of its end.
 */
#include "contact.h"

#include <math.h>

enum { N_POINTS = 9 };
typedef struct {
    double T_K[N_POINTS], h_W_per_K_cm2[N_POINTS]; /* as digitised from Ekin's figure 2.7 */
} table;

static const table grease = {{0.365, 0.852, 2.70, 5.73, 10.6, 19.3, 35.3, 138, 296},
                             {1.42e-3, 7.39e-3, 4.84e-2, 0.138, 0.267, 0.433, 0.650, 1.33, 1.89}};
/* Lead superconducts below about 7 K: the measured curve holds that already. */
static const table solder = {{2.75, 4.37, 11.3, 21.7, 34.1, 55.2, 105, 210, 288},
                             {0.703, 1.36, 4.98, 8.90, 11.2, 13.4, 14.7, 15.0, 14.7}};

/* 0 below a corner, u above it, a parabola over it. */
static double ramp(double u)
{
    double half = 0.1;
    return u <= -half ? 0 : u >= half ? u : (u + half) * (u + half) / (4 * half);
}

static double power_between(const table *t, int i)
{
    return log(t->h_W_per_K_cm2[i + 1] / t->h_W_per_K_cm2[i]) / log(t->T_K[i + 1] / t->T_K[i]);
}

static double of_table(const void *ctx, double T_K)
{
    const table *t = ctx;
    double ln_h = log(1e4 * t->h_W_per_K_cm2[0]) + power_between(t, 0) * log(T_K / t->T_K[0]);
    for (int i = 1; i < N_POINTS - 1; i++)
        ln_h += (power_between(t, i) - power_between(t, i - 1)) * ramp(log(T_K / t->T_K[i]));
    return exp(ln_h);
}

#define HIGHEST_K 320.0

/* Fits of figures of Gmelin et al. 1999: copper on copper, copper on a polymer, steel with indium or on copper. */
static double gmelin_copper(const void *ctx, double T_K)
{
    (void)ctx;
    double T = fmin(T_K, HIGHEST_K); /* beyond its figure it would run away */
    return 21.20419 + T * (-2.848293e-2 + T * (3.895959e-2 + T * (-2.669007e-4 + T * 5.307104e-7)));
}

static double gmelin_polymer(const void *ctx, double T_K)
{
    (void)ctx;
    return 38.39937511 * pow(T_K, 0.352276319);
}

static double gmelin_steel(const void *ctx, double T_K)
{
    (void)ctx;
    return 5.1329802128714 * pow(T_K, 0.944152524326247);
}

/* Boundary of two solids (Kapitza): h = B T^3 / (1 + (T/40 K)^3). B of the diffuse mismatch model of two Debye solids,
 * pi^2 k_B^4/(30 hbar^3) Ga Gb/(Ga + Gb) with G = 1/c_L^2 + 2/c_T^2; that of Kapton in helium II is measured
 * (Baudouy, 1.4 K to 2 K). It levels off at a tenth of the Debye temperature, 30 K to 50 K (recalled). ctx: B. */
static double kapitza(const void *ctx, double T_K)
{
    double x = T_K / 40;
    return *(const double *)ctx * T_K * T_K * T_K / (1 + x * x * x);
}

static const double B_cu_sapphire = 498.083553, B_al_sapphire = 466.95398, B_cu_in = 3395.06958,
                    B_cu_epoxy = 3022.78424, B_cu_al = 1477.82075, B_kapton_helium = 1 / 0.010540;

/* In the order of cd_joint_area. */
static const struct {
    const void *ctx;
    cd_curve_source formula;
} areas[] = {
    [CD_AREA_GREASE] = {&grease, of_table},
    [CD_AREA_SOLDER] = {&solder, of_table},
    [CD_AREA_GMELIN_COPPER] = {NULL, gmelin_copper},
    [CD_AREA_GMELIN_POLYMER] = {NULL, gmelin_polymer},
    [CD_AREA_GMELIN_STEEL] = {NULL, gmelin_steel},
    [CD_AREA_KAPITZA_CU_SAPPHIRE] = {&B_cu_sapphire, kapitza},
    [CD_AREA_KAPITZA_AL_SAPPHIRE] = {&B_al_sapphire, kapitza},
    [CD_AREA_KAPITZA_CU_IN] = {&B_cu_in, kapitza},
    [CD_AREA_KAPITZA_CU_EPOXY] = {&B_cu_epoxy, kapitza},
    [CD_AREA_KAPITZA_CU_AL] = {&B_cu_al, kapitza},
    [CD_AREA_KAPITZA_KAPTON_HELIUM] = {&B_kapton_helium, kapitza},
};

const cd_curve *cd_joint_area_curve(cd_arena *arena, cd_joint_area which)
{
    double T_bad_K, kink_K = HIGHEST_K;
    cd_curve_detail detail = {.kinks_K = &kink_K, .n_kinks = 1};
    return cd_curve_new(arena, areas[which].formula, areas[which].ctx, true, &detail, &T_bad_K);
}
