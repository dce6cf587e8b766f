/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unit - unit texts to SI factors, and the dimensions that this program knows.
 *
 * Words are looked up by udunits2, one at a time ("mmHg", "inch", "psi"), unless they are among the few dozen that
 * nearly all cases do with; products, quotients and powers are read here,
 * because udunits2 reads "W/m K" as W K/m, "m^0.5" as 5 and "a" as an area. Its parser is not thread safe: one mutex,
 * the library's only global, guards it.
 */
#ifndef CD_TEXT_UNIT_H
#define CD_TEXT_UNIT_H

#include "diag.h"

#include <stdint.h>

/* Exponents of kg, m, s, K, A, mol, doubled so that a square root stays exact. All zero: a pure number. */
enum { CD_KG, CD_M, CD_S, CD_K, CD_A, CD_MOL, CD_N_BASE };
typedef struct {
    int8_t e2[CD_N_BASE];
} cd_dim;

/* SI value = scale * number + offset; the offset is not zero only for degC and degF standing alone. */
typedef struct {
    cd_dim dim;
    double scale, offset;
} cd_unit;

/* The dimensions that a value of a case can have (the allow-list): index into cd_quantities. */
typedef enum {
    CD_NUMBER,
    CD_TEMPERATURE,
    CD_TEMPERATURE_DIFFERENCE,
    CD_TIME,
    CD_LENGTH,
    CD_AREA,
    CD_VOLUME,
    CD_MASS,
    CD_FORCE,
    CD_TORQUE,
    CD_PRESSURE,
    CD_POWER,
    CD_ENERGY,
    CD_CONDUCTANCE,
    CD_CONDUCTANCE_PER_K,
    CD_CONDUCTIVITY,
    CD_HEAT_CAPACITY,
    CD_SPECIFIC_HEAT,
    CD_DENSITY,
    CD_HEAT_FLUX,
    CD_HEAT_TRANSFER,
    CD_THERMAL_RESISTANCE,
    CD_CURRENT,
    CD_VOLTAGE,
    CD_RESISTANCE,
    CD_RESISTIVITY,
    CD_MAGNETIC_FIELD,
    CD_MASS_FLOW,
    CD_VELOCITY,
    CD_RATE,
    CD_HEATING_RATE,
    CD_PER_LENGTH,
    CD_PER_TEMPERATURE,
    CD_RAMP_RATE,
    CD_CURRENT_DENSITY,
    CD_N_QUANTITIES
} cd_quantity;

typedef struct {
    const char *name;    /* "thermal conductivity" */
    const char *si_unit; /* "W/(m K)", "" for a pure number; what resolved cases and headers print */
    const char *example; /* what a hint suggests: "390 W/(m K)" */
    cd_dim dim;
} cd_quantity_info;
extern const cd_quantity_info cd_quantities[CD_N_QUANTITIES];

bool cd_dim_equal(cd_dim a, cd_dim b);
cd_dim cd_dim_times(cd_dim a, cd_dim b, int power_of_b); /* a * b^power */

/* "thermal conductivity (W/(m K))", or the product of base units when the dimension has no name here. */
char *cd_dim_text(cd_arena *arena, cd_dim dim);

/* Units of one reading: the udunits2 system (loaded when it is first asked, 5 ms) and the words seen so far. */
typedef struct cd_units cd_units;
cd_units *cd_units_new(void);        /* NULL when there is no memory */
void cd_units_free(cd_units *units); /* accepts NULL */

/* Room for the values of texts that never change, such as defaults, so that each is read once: a text is known by its
 * address. False, or the value that was kept. */
bool cd_units_recall(const cd_units *units, const char *text, cd_quantity quantity, double *value);
void cd_units_keep(cd_units *units, const char *text, cd_quantity quantity, double value);

/* One word without operators ("mW", "degC", "µm", "kWh"): true and *out when it is a unit. Superscript digits are not
 * part of a word. Words that udunits2 knows in a sense nobody here means (a, R, u, e, C, G, P, gal, oz, ...) are not
 * units; *why (may be NULL) then gets a sentence for a hint, else NULL. */
bool cd_unit_word(cd_units *units, const char *word, size_t length, cd_unit *out, const char **why);

/* Reads the longest unit that begins at byte `from` of the value: words joined by blanks, '.', '·', '*', '/', with
 * integer powers ("m^2", "m2", "m²", "s-1") and parentheses: "W/(m K)", "W m-2 K-1", "W/m^2/K". Returns the byte after
 * it, or `from` when there is none: then out->scale is 1 and nothing is said, or NAN after an error has been added (a
 * word that cannot be a unit, "m^0.5", an open bracket). A unit may begin as in "1/s", outside expressions also as in
 * "/s". Inside an expression ('*' is then multiplication and ends the unit, "/" goes on only before a unit word or "("
 * that closes as a unit, and "K-5 K" is refused as unclear) set `in_expression`. Warns of "W/m K" (a blank product
 * after a '/': means W K/m). */
size_t cd_unit_read(cd_arena *arena, cd_units *units, cd_diags *diags, const cd_value *value, size_t from,
                    bool in_expression, cd_unit *out);

#endif
