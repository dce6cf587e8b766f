/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unit_dim - the dimensions that a value of a case can have, and arithmetic on exponents.
 *
 * Exponents are doubled: sqrt(m) has e2[CD_M] = 1.
 */
#include "unit_impl.h"

#include <string.h>

#define DIM(kg, m, s, K, A, mol)                                                                                       \
    {                                                                                                                  \
        {                                                                                                              \
            2 * (kg), 2 * (m), 2 * (s), 2 * (K), 2 * (A), 2 * (mol)                                                    \
        }                                                                                                              \
    }

const cd_quantity_info cd_quantities[CD_N_QUANTITIES] = {
    [CD_NUMBER] = {"pure number", "", "0.5", DIM(0, 0, 0, 0, 0, 0)},
    [CD_TEMPERATURE] = {"temperature", "K", "77 K", DIM(0, 0, 0, 1, 0, 0)},
    [CD_TEMPERATURE_DIFFERENCE] = {"temperature difference", "K", "5 K", DIM(0, 0, 0, 1, 0, 0)},
    [CD_TIME] = {"time", "s", "2 h", DIM(0, 0, 1, 0, 0, 0)},
    [CD_LENGTH] = {"length", "m", "120 mm", DIM(0, 1, 0, 0, 0, 0)},
    [CD_AREA] = {"area", "m^2", "4 cm^2", DIM(0, 2, 0, 0, 0, 0)},
    [CD_VOLUME] = {"volume", "m^3", "2 L", DIM(0, 3, 0, 0, 0, 0)},
    [CD_MASS] = {"mass", "kg", "8 kg", DIM(1, 0, 0, 0, 0, 0)},
    [CD_FORCE] = {"force", "N", "5 kN", DIM(1, 1, -2, 0, 0, 0)},
    [CD_TORQUE] = {"torque", "N m", "3 N m", DIM(1, 2, -2, 0, 0, 0)},
    [CD_PRESSURE] = {"pressure", "Pa", "2 mbar", DIM(1, -1, -2, 0, 0, 0)},
    [CD_POWER] = {"power", "W", "20 mW", DIM(1, 2, -3, 0, 0, 0)},
    [CD_ENERGY] = {"energy", "J", "15 kJ", DIM(1, 2, -2, 0, 0, 0)},
    [CD_CONDUCTANCE] = {"thermal conductance", "W/K", "2 W/K", DIM(1, 2, -3, -1, 0, 0)},
    [CD_CONDUCTANCE_PER_K] = {"thermal conductance per kelvin", "W/K^2", "0.1 W/K^2", DIM(1, 2, -3, -2, 0, 0)},
    [CD_CONDUCTIVITY] = {"thermal conductivity", "W/(m K)", "390 W/(m K)", DIM(1, 1, -3, -1, 0, 0)},
    [CD_HEAT_CAPACITY] = {"heat capacity", "J/K", "500 J/K", DIM(1, 2, -2, -1, 0, 0)},
    [CD_SPECIFIC_HEAT] = {"specific heat", "J/(kg K)", "385 J/(kg K)", DIM(0, 2, -2, -1, 0, 0)},
    [CD_DENSITY] = {"density", "kg/m^3", "8960 kg/m^3", DIM(1, -3, 0, 0, 0, 0)},
    [CD_HEAT_FLUX] = {"heat flux", "W/m^2", "1.5 W/m^2", DIM(1, 0, -3, 0, 0, 0)},
    [CD_HEAT_TRANSFER] = {"heat transfer coefficient", "W/(m^2 K)", "300 W/(m^2 K)", DIM(1, 0, -3, -1, 0, 0)},
    [CD_THERMAL_RESISTANCE] = {"thermal resistance", "K/W", "0.2 K/W", DIM(-1, -2, 3, 1, 0, 0)},
    [CD_CURRENT] = {"electric current", "A", "250 A", DIM(0, 0, 0, 0, 1, 0)},
    [CD_VOLTAGE] = {"voltage", "V", "10 mV", DIM(1, 2, -3, 0, -1, 0)},
    [CD_RESISTANCE] = {"electric resistance", "ohm", "5 uohm", DIM(1, 2, -3, 0, -2, 0)},
    [CD_RESISTIVITY] = {"electric resistivity", "ohm m", "1.7e-8 ohm m", DIM(1, 3, -3, 0, -2, 0)},
    [CD_MAGNETIC_FIELD] = {"magnetic field", "T", "4 T", DIM(1, 0, -2, 0, -1, 0)},
    [CD_MASS_FLOW] = {"mass flow", "kg/s", "3 g/s", DIM(1, 0, -1, 0, 0, 0)},
    [CD_VELOCITY] = {"velocity", "m/s", "2 m/s", DIM(0, 1, -1, 0, 0, 0)},
    [CD_RATE] = {"rate", "1/s", "50 Hz", DIM(0, 0, -1, 0, 0, 0)},
    [CD_HEATING_RATE] = {"heating rate", "K/s", "10 K/h", DIM(0, 0, -1, 1, 0, 0)},
    [CD_PER_LENGTH] = {"inverse length", "1/m", "25 1/m", DIM(0, -1, 0, 0, 0, 0)},
    [CD_PER_TEMPERATURE] = {"inverse temperature", "1/K", "4e-3 1/K", DIM(0, 0, 0, -1, 0, 0)},
    [CD_RAMP_RATE] = {"field ramp rate", "T/s", "5 mT/s", DIM(1, 0, -3, 0, -1, 0)},
    [CD_CURRENT_DENSITY] = {"current density", "A/m^2", "3e9 A/m^2", DIM(0, -2, 0, 0, 1, 0)},
};

bool cd_dim_equal(cd_dim a, cd_dim b)
{
    return memcmp(a.e2, b.e2, sizeof a.e2) == 0;
}

bool cd_dim_is_number(cd_dim dim)
{
    return cd_dim_equal(dim, cd_quantities[CD_NUMBER].dim);
}

bool cd_dim_fits(cd_dim dim)
{
    for (int i = 0; i < CD_N_BASE; i++)
        if (dim.e2[i] > CD_MAX_EXPONENT2 || dim.e2[i] < -CD_MAX_EXPONENT2)
            return false;
    return true;
}

/* Exponents that leave the range of int8 stay at its end, where cd_dim_fits sees them. */
cd_dim cd_dim_times(cd_dim a, cd_dim b, int power_of_b)
{
    cd_dim product;
    for (int i = 0; i < CD_N_BASE; i++) {
        long e2 = a.e2[i] + (long)b.e2[i] * power_of_b;
        product.e2[i] = (int8_t)(e2 > INT8_MAX ? INT8_MAX : e2 < -INT8_MAX ? -INT8_MAX : e2);
    }
    return product;
}

cd_quantity cd_dim_quantity(cd_dim dim)
{
    /* A torque and an energy share their dimension; the energy gives the name. */
    for (int q = 0; q < CD_N_QUANTITIES; q++)
        if (q != CD_TORQUE && cd_dim_equal(cd_quantities[q].dim, dim))
            return (cd_quantity)q;
    return CD_N_QUANTITIES;
}

static const char *base_product(cd_arena *arena, cd_dim dim)
{
    static const char *const base[CD_N_BASE] = {"kg", "m", "s", "K", "A", "mol"};
    const char *text = "";
    for (int i = 0; i < CD_N_BASE; i++) {
        int e2 = dim.e2[i];
        const char *blank = *text ? " " : "";
        if (e2 == 2)
            text = cd_arena_printf(arena, "%s%s%s", text, blank, base[i]);
        else if (e2 % 2 == 0 && e2 != 0)
            text = cd_arena_printf(arena, "%s%s%s^%d", text, blank, base[i], e2 / 2);
        else if (e2 != 0)
            text = cd_arena_printf(arena, "%s%s%s^(%d/2)", text, blank, base[i], e2);
    }
    return text;
}

const char *cd_dim_unit(cd_arena *arena, cd_dim dim)
{
    cd_quantity q = cd_dim_quantity(dim);
    return q < CD_N_QUANTITIES ? cd_quantities[q].si_unit : base_product(arena, dim);
}

char *cd_dim_text(cd_arena *arena, cd_dim dim)
{
    cd_quantity q = cd_dim_quantity(dim);
    if (q == CD_NUMBER)
        return cd_arena_printf(arena, "%s", cd_quantities[q].name);
    if (q < CD_N_QUANTITIES)
        return cd_arena_printf(arena, "%s (%s)", cd_quantities[q].name, cd_quantities[q].si_unit);
    return cd_arena_printf(arena, "%s", base_product(arena, dim));
}
