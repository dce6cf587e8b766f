/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * joint_presets - the table of pressed joints by name.
 *
 * Conductance depends on force, not on area: the area of true contact of plastic asperities is force over hardness.
 * Laboratories disagree by one to two decades at the same force and temperature, so each preset carries its plausible
 * range, and a measured value should replace it. All follow the saturating law of contact.c up to 300 K, although the
 * measurements of oxidised or soft joints below 20 K are better fitted by exponents of 1.3 to 1.5: published exponents
 * must not be carried to 300 K, and with the exponent 1 the factor from 4.2 K to 300 K is 9.5 (4.9 to 16 for a
 * T_saturation of 20 K to 70 K), in the range of 5 to 30 of the few joints known over all these temperatures.
 */
#include "contact.h"

/* Fits to copper spots whose surface layer has a residual resistance ratio of 3, 5 and 10 give 57, 38 and 22 K. */
#define T_SATURATION_K 40

const cd_joint_preset cd_joint_presets[CD_N_PRESETS] = {
    {"cu_cu_bare", "bare machined copper on copper", 0.010, 0.002, 0.26, 0.95, T_SATURATION_K, "M",
     "recalled: Berman 1956 and Berman and Mate 1958, as quoted by White and by Ekin"},
    {"au_au_on_cu", "gold-plated copper on gold-plated copper", 0.20, 0.05, 0.5, 0.95, T_SATURATION_K, "M",
     "recalled: Berman 1956 and Berman and Mate 1958, as quoted by White and by Ekin; Dhuley, Cryogenics 101 (2019) "
     "111 "
     "(abstract): gold-plated contacts follow the models"},
    {"cu_in_cu", "copper on copper with indium foil", 0.10, 0.03, 0.3, 0.4, T_SATURATION_K, "F2",
     "10 times bare copper: Salerno, Kittel and Spivak, Cryogenics 1994 (abstract); base value and force exponent "
     "recalled"},
    {"ss_in_ss", "stainless steel on stainless steel with indium foil", 0.0015, 0.0003, 0.01, 0.4, T_SATURATION_K, "F2",
     "3 times bare stainless steel: Salerno, Kittel and Spivak, Cryogenics 1994 (abstract); base value and force "
     "exponent recalled"},
    {"al6061_bare", "bare aluminium 6061 on 6061", 0.003, 0.0005, 0.01, 0.95, T_SATURATION_K, "M",
     "recalled, order of magnitude"},
    {"brass_bare", "bare brass on brass", 0.004, 0.001, 0.01, 0.95, T_SATURATION_K, "M",
     "recalled, order of magnitude"},
    {"ss304_bare", "bare stainless steel 304 on 304", 0.0005, 0.0001, 0.003, 0.95, T_SATURATION_K, "M",
     "recalled, order of magnitude"},
};

const char *const cd_joint_preset_names[CD_N_PRESETS + 1] = {
    "cu_cu_bare", "au_au_on_cu", "cu_in_cu", "ss_in_ss", "al6061_bare", "brass_bare", "ss304_bare", NULL,
};
