/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gas_data - the table of gases, and the conductivity of helium.
 *
 * Molar masses: IUPAC. gamma: perfect gas, hydrogen at room temperature (below 60 K it nears 5/3 and the coefficient of
 * free molecules is 1.5 times less; the warm one is kept, which overstates the heat). Combined accommodation: the
 * engineering values of a dewar's vacuum life after Corruccini, Vacuum 7-8 (1959) 19. Those of one surface at 300, 77
 * and 20 K, the vapour pressures and the temperatures of getters are recalled: accommodation to 30 % (a factor of two
 * on unknown surfaces), pressures to a factor of ten, getters to 5 K.
 */
#include "gas_data.h"

#include <math.h>

#define R_J_PER_MOL_K 8.314462618
#define PI            3.14159265358979323846
#define UNKNOWN                                                                                                        \
    {                                                                                                                  \
        NAN, NAN, NAN                                                                                                  \
    }

const cd_gas cd_gases[CD_N_GASES] = {
    {"helium", 4.002602e-3, 5.0 / 3, 0.31, {0.3, 0.4, 0.6}, NAN, NAN, NAN, 15, 8},
    {"nitrogen", 28.0134e-3, 1.4, 0.9, {0.85, 1, 1}, 63.151, 12520, 827, 120, 80}, /* surfaces: as air */
    {"hydrogen", 2.01588e-3, 1.41, 0.4, {0.3, 0.5, 0.6}, 13.8, 7042, 114, 40, 20},
    {"neon", 20.1797e-3, 5.0 / 3, NAN, UNKNOWN, NAN, NAN, NAN, 45, 25},
    {"argon", 39.948e-3, 5.0 / 3, NAN, UNKNOWN, NAN, NAN, NAN, NAN, NAN},
    {"air", 28.965e-3, 1.4, 0.9, {0.85, 1, 1}, NAN, NAN, NAN, NAN, NAN},
    {"water", 18.015e-3, 1.33, NAN, UNKNOWN, NAN, NAN, NAN, NAN, NAN},
};

const char *const cd_gas_names[CD_N_GASES + 1] = {"helium", "nitrogen", "hydrogen", "neon",
                                                  "argon",  "air",      "water",    NULL};

double cd_gas_free_molecules(const cd_gas *gas, double T_gauge_K)
{
    double gamma = gas->gamma;
    return (gamma + 1) / (gamma - 1) * sqrt(R_J_PER_MOL_K / (8 * PI * gas->molar_kg_per_mol * T_gauge_K));
}

#define HELIUM_LOW_K 3.0

/* B. A. Hands and V. D. Arp, Cryogenics 21 (1981) 697, the dilute part, 3 K to 830 K. */
static double hands_and_arp(double T_K)
{
    double x = 1 / T_K;
    return 2.7870034e-3 * pow(T_K, 0.7034007057) *
           exp(x * (3.739232544 + x * (-26.20316969 + x * (59.82252246 - x * 49.26397634))));
}

/* Below 3 K the formula fails. There k goes on with its exponent at 3 K, which falls to 0.7, that of most of its range,
 * within a fifth of an e-fold of T. */
static double helium(const void *ctx, double T_K)
{
    (void)ctx;
    if (T_K >= HELIUM_LOW_K)
        return hands_and_arp(T_K);
    double y = 1 / HELIUM_LOW_K, width = 0.2, x = log(T_K / HELIUM_LOW_K);
    double steeper =
        0.0034007057 - y * (3.739232544 + y * (2 * -26.20316969 + y * (3 * 59.82252246 - y * 4 * 49.26397634)));
    return hands_and_arp(HELIUM_LOW_K) * exp(0.7 * x + steeper * width * expm1(x / width));
}

const cd_property *cd_gas_conductivity(cd_arena *arena, const cd_gas *gas)
{
    if (gas != &cd_gases[CD_GAS_HELIUM])
        return NULL;
    double kink_K = HELIUM_LOW_K, T_bad_K;
    cd_curve_detail detail = {.kinks_K = &kink_K, .n_kinks = 1};
    cd_property *k = cd_arena_alloc(arena, 1, sizeof *k);
    *k = (cd_property){.kind = CD_PROPERTY_K, .T_min_K = HELIUM_LOW_K, .T_max_K = 830, .below = "towards T^0.7"};
    k->curve = cd_curve_new(arena, helium, NULL, true, &detail, &T_bad_K);
    return k;
}

double cd_gas_vapour_pressure(const cd_gas *gas, double T_K, double *slope)
{
    *slope = 0;
    if (T_K < 0.05) /* nothing is left: exp(-2000) */
        return 0;
    double P_Pa = gas->triple_Pa * exp(-gas->B_K * (1 / T_K - 1 / gas->triple_K));
    *slope = P_Pa * gas->B_K / (T_K * T_K);
    return P_Pa;
}
