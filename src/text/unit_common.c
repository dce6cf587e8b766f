/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unit_common - the unit words that most cases do with, so that udunits2 need not read its database (25 million
 * instructions) for them. Exactly what udunits2 says of them: test_unit.c asks it. Words whose size it gets by rounding
 * (L, inch) are not among them.
 */
#include "unit_impl.h"

#include <string.h>

typedef struct {
    const char *word;
    cd_quantity like; /* has its dimension */
    double scale, offset;
} common_unit;

static const common_unit common[] = {
    {"%", CD_NUMBER, 0.01, 0},
    {"K", CD_TEMPERATURE, 1, 0},
    {"mK", CD_TEMPERATURE, 1e-3, 0},
    {"degC", CD_TEMPERATURE, 1, 273.15},
    {"s", CD_TIME, 1, 0},
    {"ms", CD_TIME, 1e-3, 0},
    {"min", CD_TIME, 60, 0},
    {"h", CD_TIME, 3600, 0},
    {"d", CD_TIME, 86400, 0},
    {"day", CD_TIME, 86400, 0},
    {"m", CD_LENGTH, 1, 0},
    {"cm", CD_LENGTH, 1e-2, 0},
    {"mm", CD_LENGTH, 1e-3, 0},
    {"um", CD_LENGTH, 1e-6, 0},
    {"km", CD_LENGTH, 1e3, 0},
    {"kg", CD_MASS, 1, 0},
    {"g", CD_MASS, 1e-3, 0},
    {"mg", CD_MASS, 1e-6, 0},
    {"t", CD_MASS, 1e3, 0},
    {"N", CD_FORCE, 1, 0},
    {"kN", CD_FORCE, 1e3, 0},
    {"Pa", CD_PRESSURE, 1, 0},
    {"kPa", CD_PRESSURE, 1e3, 0},
    {"MPa", CD_PRESSURE, 1e6, 0},
    {"GPa", CD_PRESSURE, 1e9, 0},
    {"mbar", CD_PRESSURE, 1e2, 0},
    {"bar", CD_PRESSURE, 1e5, 0},
    {"W", CD_POWER, 1, 0},
    {"uW", CD_POWER, 1e-6, 0},
    {"mW", CD_POWER, 1e-3, 0},
    {"kW", CD_POWER, 1e3, 0},
    {"J", CD_ENERGY, 1, 0},
    {"mJ", CD_ENERGY, 1e-3, 0},
    {"kJ", CD_ENERGY, 1e3, 0},
    {"MJ", CD_ENERGY, 1e6, 0},
    {"A", CD_CURRENT, 1, 0},
    {"mA", CD_CURRENT, 1e-3, 0},
    {"kA", CD_CURRENT, 1e3, 0},
    {"V", CD_VOLTAGE, 1, 0},
    {"mV", CD_VOLTAGE, 1e-3, 0},
    {"uV", CD_VOLTAGE, 1e-6, 0},
    {"ohm", CD_RESISTANCE, 1, 0},
    {"mohm", CD_RESISTANCE, 1e-3, 0},
    {"T", CD_MAGNETIC_FIELD, 1, 0},
    {"mT", CD_MAGNETIC_FIELD, 1e-3, 0},
    {"Hz", CD_RATE, 1, 0},
    {"kHz", CD_RATE, 1e3, 0},
};
enum { N_COMMON = sizeof common / sizeof *common };

bool cd_unit_common(const char *word, cd_unit *out)
{
    for (size_t i = 0; i < N_COMMON; i++)
        if (strcmp(common[i].word, word) == 0) {
            *out = (cd_unit){cd_quantities[common[i].like].dim, common[i].scale, common[i].offset};
            return true;
        }
    return false;
}

const char *cd_unit_common_word(size_t i)
{
    return i < N_COMMON ? common[i].word : NULL;
}
