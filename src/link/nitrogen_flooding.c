/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nitrogen_flooding - see nitrogen_flooding.h. The law is the counter-current limit of Tien and Chung in the form of
 * Faghri (recalled; such limits are good to a factor of two). Saturation properties: equations of nitrogen in CoolProp
 * (densities, heat of vaporisation), surface tension after Mulero 2012.
 */
#include "nitrogen_flooding.h"
#include "../material/pchip.h"

#include <math.h>

#define G_M_PER_S2 9.80665
#define PI         3.14159265358979323846
enum { N_POINTS = 16 };

static const struct {
    double T_K, liquid_kg_per_m3, vapour_kg_per_m3, h_J_per_kg, tension_N_per_m;
} saturation[N_POINTS] = {
    {63.151, 867.179331, 0.674936486, 215499.728, 0.0122051495},
    {65, 859.577648, 0.913268649, 213568.358, 0.0117607295},
    {70, 838.528832, 1.89512378, 208068.552, 0.0105756518},
    {75, 816.691145, 3.53988583, 202141.885, 0.00941626218},
    {77.355, 806.100254, 4.61236993, 199173.224, 0.00887961131},
    {80, 793.94663, 6.09087599, 195677.599, 0.00828443548},
    {85, 770.129878, 9.82793752, 188517.806, 0.0071823998},
    {90, 745.007306, 15.0825649, 180487.047, 0.00611285378},
    {95, 718.243041, 22.2701688, 171389.218, 0.00507914468},
    {100, 689.338937, 31.9502717, 160969.964, 0.00408555331},
    {105, 657.519424, 44.941965, 148839.223, 0.00313778349},
    {110, 621.48175, 62.5722172, 134336.536, 0.00224388785},
    {115, 578.745127, 87.3220459, 116266.009, 0.00141628849},
    {120, 523.317444, 125.151797, 92038.0926, 0.000677382683},
    {124, 454.542451, 180.070802, 61482.3277, 0.000185737696},
    {125.5, 405.903424, 223.454138, 39013.0934, 4.41555118e-05},
};

static double most_heat_W(int i, double diameter_m)
{
    double rl = saturation[i].liquid_kg_per_m3, rv = saturation[i].vapour_kg_per_m3, s = saturation[i].tension_N_per_m;
    double bond = diameter_m * sqrt(G_M_PER_S2 * (rl - rv) / s), t = tanh(0.5 * pow(bond, 0.25));
    double both = pow(rl, -0.25) + pow(rv, -0.25);
    return 3.2 * t * t * PI / 4 * diameter_m * diameter_m * saturation[i].h_J_per_kg *
           pow(s * G_M_PER_S2 * (rl - rv), 0.25) / (both * both);
}

typedef struct {
    double ln_T[N_POINTS], ln_Q[N_POINTS], slope[N_POINTS];
} points;

static double source(const void *ctx, double T_K)
{
    const points *p = ctx;
    return exp(cd_pchip_value(p->ln_T, p->ln_Q, p->slope, N_POINTS, log(fmin(fmax(T_K, 30), 150)), NULL));
}

const cd_curve *cd_nitrogen_flooding(cd_arena *arena, double diameter_m)
{
    points p;
    double T_bad_K, kinks_K[] = {30, 150};
    cd_curve_detail detail = {.kinks_K = kinks_K, .n_kinks = 2};
    for (int i = 0; i < N_POINTS; i++) {
        p.ln_T[i] = log(saturation[i].T_K);
        p.ln_Q[i] = log(most_heat_W(i, diameter_m));
    }
    cd_pchip_slopes(p.ln_T, p.ln_Q, N_POINTS, p.slope);
    return cd_curve_new(arena, source, &p, true, &detail, &T_bad_K);
}
