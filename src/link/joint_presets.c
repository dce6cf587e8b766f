/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * joint_presets - the table of joints by name.
 *
 * Pressed joints: conductance depends on force, not on area: the area of true contact of plastic asperities is force
 * over hardness. Laboratories disagree by one to two decades at the same force and temperature, so each preset carries
 * its plausible range, and a measured value should replace it. All follow the saturating law of contact.c up to 300 K,
 * although the measurements of oxidised or soft joints below 20 K are better fitted by exponents of 1.3 to 1.5:
 * published exponents must not be carried to 300 K, and with the exponent 1 the factor from 4.2 K to 300 K is 9.5 (4.9
 * to 16 for a T_saturation of 20 K to 70 K), in the range of 5 to 30 of the few joints known over all these
 * temperatures.
 */
#include "contact.h"
#include "kind.h"

#include <string.h>

/* Fits to copper spots whose surface layer has a residual resistance ratio of 3, 5 and 10 give 57, 38 and 22 K. */
#define T_SATURATION_K 40

/* How far a joint is off that was measured at 4 K, and one that was not. */
#define FACTOR_ANCHORED   3
#define FACTOR_UNANCHORED 30

#define GMELIN "figures of Gmelin et al. 1999, digitised in a thesis code of CERN; pressure not recorded"

#define PRESSED(name_, title_, G, least, most, exponent_of_force, status_, source_)                                    \
    {                                                                                                                  \
        .name = (name_), .title = (title_), .G_W_per_K = (G), .G_least_W_per_K = (least), .G_most_W_per_K = (most),    \
        .force_exponent = (exponent_of_force), .T_saturation_K = T_SATURATION_K, .status = (status_),                  \
        .source = (source_)                                                                                            \
    }

#define DIFFUSE "diffuse mismatch model of two Debye solids, B T^3 / (1 + (T/40 K)^3); its knee recalled, 30 K to 50 K"

/* 4.2^3 / (1 + (4.2/40)^3) */
#define AT_PRESET_T (74.088 / 1.001157625)

#define KAPITZA(name_, title_, B, area_, status_, source_)                                                             \
    {                                                                                                                  \
        .name = (name_), .title = (title_), .G_W_per_K = (B)*AT_PRESET_T,                                              \
        .G_least_W_per_K = (B)*AT_PRESET_T / FACTOR_ANCHORED, .G_most_W_per_K = (B)*AT_PRESET_T * FACTOR_ANCHORED,     \
        .status = (status_), .source = (source_), .needs = CD_NEEDS_AREA, .area = (area_)                              \
    }

const cd_joint_preset cd_joint_presets[CD_N_PRESETS] = {
    PRESSED("cu_cu_bare", "bare machined copper on copper", 0.010, 0.002, 0.26, 0.95, "M",
            "recalled: Berman 1956 and Berman and Mate 1958, as quoted by White and by Ekin"),
    PRESSED(
        "au_au_on_cu", "gold-plated copper on gold-plated copper", 0.20, 0.05, 0.5, 0.95, "M",
        "recalled: Berman 1956 and Berman and Mate 1958, as quoted by White and by Ekin; Dhuley, Cryogenics 101 (2019) "
        "111 "
        "(abstract): gold-plated contacts follow the models"),
    PRESSED(
        "cu_in_cu", "copper on copper with indium foil", 0.10, 0.03, 0.3, 0.4, "F2",
        "10 times bare copper: Salerno, Kittel and Spivak, Cryogenics 1994 (abstract); base value and force exponent "
        "recalled"),
    PRESSED(
        "ss_in_ss", "stainless steel on stainless steel with indium foil", 0.0015, 0.0003, 0.01, 0.4, "F2",
        "3 times bare stainless steel: Salerno, Kittel and Spivak, Cryogenics 1994 (abstract); base value and force "
        "exponent recalled"),
    PRESSED("al6061_bare", "bare aluminium 6061 on 6061", 0.003, 0.0005, 0.01, 0.95, "M",
            "recalled, order of magnitude"),
    PRESSED("brass_bare", "bare brass on brass", 0.004, 0.001, 0.01, 0.95, "M", "recalled, order of magnitude"),
    PRESSED("ss304_bare", "bare stainless steel 304 on 304", 0.0005, 0.0001, 0.003, 0.95, "M",
            "recalled, order of magnitude"),
    {.name = "cu_cu_bolted",
     .title = "bolted, prepared copper on copper, a fit of unknown force: G = 0.0624 T - 0.00023 W/K",
     .G_W_per_K = 0.26185,
     .G_least_W_per_K = 0.3 * 0.26185,
     .G_most_W_per_K = 3 * 0.26185,
     .status = "F2",
     .source = "bolted joints of a cold detector (SuperCDMS), second hand; force and range of temperature not given",
     .needs = CD_NEEDS_NOTHING,
     .exponent = 1,
     .T_offset_K = 0.00023 / 0.0624},
    {.name = "al_cu_au_evaporated",
     .title = "aluminium on copper, gold evaporated after etching, by Wiedemann-Franz from its 3 nohm",
     .G_W_per_K = CD_LORENZ_W_OHM_PER_K2 * 4.2 / 3e-9,
     .G_least_W_per_K = CD_LORENZ_W_OHM_PER_K2 * 4.2 / 3e-9 / FACTOR_ANCHORED,
     .G_most_W_per_K = CD_LORENZ_W_OHM_PER_K2 * 4.2 / 3e-9 * FACTOR_ANCHORED,
     .status = "F2",
     .source = "resistance: Triqueneaux et al., arXiv 2009.02201 (abstract)",
     .needs = CD_NEEDS_NOTHING,
     .exponent = 1},
    {.name = "sapphire_ball",
     .title = "sapphire ball clamped on copper, one clamp of 2.7 N: 660e-9 T^3.1 W/K, measured from 0.2 K to 0.6 K",
     .G_W_per_K = 660e-9 * 85.52100586479838, /* 4.2^3.1 */
     .G_least_W_per_K = 450e-9 * 85.52100586479838,
     .G_most_W_per_K = 1020e-9 * 85.52100586479838,
     .source = "Pinckney et al., arXiv 2111.05217",
     .needs = CD_NEEDS_NOTHING,
     .exponent = 3.1},
    {.name = "grease",
     .title = "Apiezon N between copper",
     .G_W_per_K = 895.432223,
     .G_least_W_per_K = 300,
     .G_most_W_per_K = 2000,
     .status = "F2",
     .source = "Ekin 2006, figure 2.7, digitised in a public code whose own example differs by 7.5",
     .needs = CD_NEEDS_AREA,
     .area = CD_AREA_GREASE},
    {.name = "solder_pbsn",
     .title = "PbSn soft solder",
     .G_W_per_K = 12852.5018,
     .G_least_W_per_K = 12852.5018 / FACTOR_ANCHORED,
     .G_most_W_per_K = 12852.5018 * FACTOR_ANCHORED,
     .status = "F2",
     .source = "Ekin 2006, figure 2.7, digitised in a public code",
     .needs = CD_NEEDS_AREA,
     .area = CD_AREA_SOLDER},
    {.name = "gmelin_cu_cu",
     .title = "loosely clamped copper on copper, a lower bound",
     .G_W_per_K = 21.7521999,
     .G_least_W_per_K = 21.7521999,
     .G_most_W_per_K = 21.7521999 * FACTOR_UNANCHORED,
     .status = "F2",
     .source = GMELIN,
     .needs = CD_NEEDS_AREA,
     .area = CD_AREA_GMELIN_COPPER},
    {.name = "gmelin_cu_polymer",
     .title = "loosely clamped copper on PTFE or nylon, a lower bound",
     .G_W_per_K = 63.6619772,
     .G_least_W_per_K = 63.6619772,
     .G_most_W_per_K = 63.6619772 * FACTOR_UNANCHORED,
     .status = "F2",
     .source = GMELIN,
     .needs = CD_NEEDS_AREA,
     .area = CD_AREA_GMELIN_POLYMER},
    {.name = "gmelin_ss_in",
     .title = "loosely clamped steel with indium, or steel on copper, a lower bound",
     .G_W_per_K = 19.898117,
     .G_least_W_per_K = 19.898117,
     .G_most_W_per_K = 19.898117 * FACTOR_UNANCHORED,
     .status = "F2",
     .source = GMELIN,
     .needs = CD_NEEDS_AREA,
     .area = CD_AREA_GMELIN_STEEL},
    KAPITZA("kapitza_cu_sapphire", "boundary of copper and sapphire", 498.083553, CD_AREA_KAPITZA_CU_SAPPHIRE, NULL,
            DIFFUSE),
    KAPITZA("kapitza_al_sapphire", "boundary of aluminium and sapphire", 466.95398, CD_AREA_KAPITZA_AL_SAPPHIRE, NULL,
            DIFFUSE),
    KAPITZA("kapitza_cu_in", "boundary of copper and indium", 3395.06958, CD_AREA_KAPITZA_CU_IN, NULL, DIFFUSE),
    KAPITZA("kapitza_cu_epoxy", "boundary of copper and epoxy", 3022.78424, CD_AREA_KAPITZA_CU_EPOXY, NULL, DIFFUSE),
    KAPITZA("kapitza_cu_al", "boundary of copper and aluminium, phonons only", 1477.82075, CD_AREA_KAPITZA_CU_AL, NULL,
            DIFFUSE),
    KAPITZA("kapitza_kapton_helium", "one face of Kapton in helium II, measured from 1.4 K to 2 K", 1 / 0.010540,
            CD_AREA_KAPITZA_KAPTON_HELIUM, "F2", "Baudouy, Kapton HN in He II (abstract)"),
};

const char *const cd_joint_preset_names[CD_N_PRESETS + 1] = {
    "cu_cu_bare",
    "au_au_on_cu",
    "cu_in_cu",
    "ss_in_ss",
    "al6061_bare",
    "brass_bare",
    "ss304_bare",
    "cu_cu_bolted",
    "al_cu_au_evaporated",
    "sapphire_ball",
    "grease",
    "solder_pbsn",
    "gmelin_cu_cu",
    "gmelin_cu_polymer",
    "gmelin_ss_in",
    "kapitza_cu_sapphire",
    "kapitza_al_sapphire",
    "kapitza_cu_in",
    "kapitza_cu_epoxy",
    "kapitza_cu_al",
    "kapitza_kapton_helium",
    NULL,
};

static void print_some(FILE *out, cd_joint_needs needs, const char *unit)
{
    for (int i = 0; i < CD_N_PRESETS; i++) {
        const cd_joint_preset *p = &cd_joint_presets[i];
        if (p->needs == needs)
            fprintf(out, "  %-20s %8.3g %s, factor %.2g to %.3g\n      %s\n      %s%s\n", p->name, p->G_W_per_K, unit,
                    p->G_least_W_per_K / p->G_W_per_K, p->G_most_W_per_K / p->G_W_per_K, p->title,
                    p->status && strcmp(p->status, "F2") == 0 ? "second hand: " : "", p->source);
    }
}

void cd_joint_presets_print(FILE *out)
{
    fprintf(out, "presets of joint that need force or torque, at %g K and %g N, and how far they can be off:\n",
            CD_PRESET_T_K, CD_PRESET_FORCE_N);
    print_some(out, CD_NEEDS_FORCE, "W/K");
    fprintf(out, "\npresets that need area, at %g K:\n", CD_PRESET_T_K);
    print_some(out, CD_NEEDS_AREA, "W/(m^2 K)");
    fprintf(out, "\npresets of one joint as it is, at %g K:\n", CD_PRESET_T_K);
    print_some(out, CD_NEEDS_NOTHING, "W/K");
}
