/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gas - heat through a residual or exchange gas between two surfaces (gas_path.h has the law).
 *
 * Without a gap the law is that of free molecules at any pressure, which overstates the heat once the gap is no longer
 * small against the free path. The pressure is that of a gauge at gauge_temperature; it is given, as a number or a
 * table in time, or it follows a pump, a node that is only read: by the vapour pressure of what condenses there, or as
 * given over its temperature. A mixture is one [gas] for each gas. A gas gap switch is a [gas] whose pump is the
 * getter.
 */
#include "gas_path.h"
#include "kind.h"

#include <math.h>

typedef struct {
    cd_link_ends ends; /* first; a pump is only read */
    int gas;
    double area_m2, outer_area_m2, gap_m, gauge_K;
    cd_value pressure, accommodation;
    const cd_curve *pressure_at_pump, *conductivity;
    /* filled by check: */
    cd_gas_path path;
    const cd_property *k; /* of a formula here, for the audit */
} gas;

/* The pressure keys against each other; reads the pressure. */
static bool check_pressure(const cd_reading *rd, const cd_ini_section *section, gas *g)
{
    if (g->pressure_at_pump) {
        g->path.at_pump = g->pressure_at_pump;
        return cd_link_refuse(rd, section, "pressure", "pressure_at_pump", "keep one of them") &&
               cd_link_need(rd, section, "pump", "pressure_at_pump is over its temperature", "pump = cold_plate");
    }
    if (!cd_link_need(rd, section, "pressure", NULL,
                      "pressure = 1e-3 Pa\", a table in time \"pressure = 0 s: 1 mbar, 1 h: 1e-5 mbar\", or "
                      "\"pressure_at_pump = 20 K: 1e-5 Pa, 77 K: 1e-3 Pa\" with \"pump = cold_plate") ||
        !cd_pressure_read(rd, &g->pressure, &g->path.pressure))
        return false;
    const cd_gas *what = &cd_gases[g->gas];
    if (!cd_link_given(section, "pump"))
        return true;
    g->path.condensing = what;
    if (!isnan(what->triple_K))
        return true;
    cd_diag_add(
        rd->diags, CD_ERROR, cd_field_span(section, "pump"),
        "give its pressure over the temperature of the pump: \"pressure_at_pump = 20 K: 1e-5 Pa, 77 K: 1e-3 Pa\"",
        "the vapour pressure of %s is not known here in %s", what->name, cd_link_what(rd->arena, section));
    return false;
}

static bool check_gap(const cd_reading *rd, const cd_ini_section *section, gas *g)
{
    if (!cd_link_given(section, "gap"))
        return cd_link_refuse(rd, section, "conductivity", "no gap",
                              "add \"gap = 1 mm\", the distance of the surfaces, or remove it");
    g->path.A_over_d_m = g->area_m2 / g->gap_m;
    g->path.k = g->conductivity;
    if (cd_link_given(section, "conductivity"))
        return true;
    g->k = cd_gas_conductivity(rd->arena, &cd_gases[g->gas]);
    if (g->k)
        g->path.k = g->k->curve;
    return g->k || cd_link_need(rd, section, "conductivity", "only that of helium is known here",
                                "conductivity = 80 K: 7.5 mW/(m K), 300 K: 26 mW/(m K)");
}

static bool check_areas(const cd_reading *rd, const cd_ini_section *section, const gas *g)
{
    if (!(g->outer_area_m2 < g->area_m2))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "outer_area"),
                "the first node of \"between\" is the inner surface, hot or cold, and \"area\" is its area",
                "outer_area %g m^2 is smaller than the inner area %g m^2 in %s", g->outer_area_m2, g->area_m2,
                cd_link_what(rd->arena, section));
    return false;
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    gas *g = params;
    if (g->gas < 0)
        return false;
    double ratio = isnan(g->outer_area_m2) ? 1 : g->area_m2 / g->outer_area_m2;
    bool ok = check_pressure(rd, section, g);
    ok &= check_areas(rd, section, g);
    ok &= cd_accommodation_read(rd, section, &g->accommodation, &cd_gases[g->gas], ratio, &g->path.accommodation);
    if (!check_gap(rd, section, g) || !ok)
        return false;
    g->path.free_W_per_K_Pa = cd_gas_free_molecules(&cd_gases[g->gas], g->gauge_K) * g->area_m2;
    return cd_link_usable(rd, section, "coefficient", g->path.free_W_per_K_Pa);
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const gas *g = params;
    if (g->ends.read >= 0)
        cd_expand_element(ex, cd_gas_flow_pumped, &g->path, nodes, 3, 1u << 2);
    else
        cd_expand_element(ex, cd_gas_flow, &g->path, nodes, 2, 0);
    if (g->k)
        cd_expand_audit_property(ex, "conductivity of helium", g->k, nodes[0], nodes[1]);
    if (g->path.condensing)
        cd_expand_audit_trust(ex,
                              cd_arena_printf(cd_expand_arena(ex), "vapour pressure of %s", g->path.condensing->name),
                              "recalled, an order of magnitude");
    else if (isnan(g->path.accommodation.together))
        cd_expand_audit_trust(ex, "accommodation by temperature",
                              "recalled, to 30 %, a factor of 2 on unknown surfaces");
}

static size_t instants(const void *params, double *t_s, size_t max)
{
    return cd_pressure_instants(&((const gas *)params)->path.pressure, t_s, max);
}

static double conductance(const void *params, double T_K)
{
    return cd_gas_conductance(&((const gas *)params)->path, T_K);
}

static const cd_field fields[] = {
    CD_LINK_BETWEEN("The two nodes; the first is the inner surface where that matters."),
    {.key = "gas",
     .type = CD_FIELD_CHOICE,
     .choices = cd_gas_names,
     .offset = offsetof(gas, gas),
     .required = true,
     .help = "What fills the space."},
    {.key = "area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = offsetof(gas, area_m2),
     .required = true,
     .above_min = true,
     .max = INFINITY,
     .help = "Area of the first (inner) surface."},
    {.key = "outer_area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = offsetof(gas, outer_area_m2),
     .above_min = true,
     .max = INFINITY,
     .help = "Area of the second surface, where it is larger; it only weighs its accommodation."},
    {.key = "gap",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(gas, gap_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Distance of the surfaces; without it molecules are free at any pressure, which overstates the heat of a "
             "dense gas."},
    {.key = "pressure",
     .type = CD_FIELD_VALUE,
     .quantity = CD_PRESSURE,
     .offset = offsetof(gas, pressure),
     .help = "Pressure at the gauge: a number, or a table in time (0 s: 1 mbar, 1 h: 1e-5 mbar); with a pump, what it "
             "would be without."},
    {.key = "gauge_temperature",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(gas, gauge_K),
     .default_text = "300 K",
     .above_min = true,
     .max = INFINITY,
     .help = "Temperature of the gauge that reads the pressure."},
    {.key = "pump",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = offsetof(gas, ends.read),
     .help = "A node on which the gas condenses or is adsorbed: read, not heated; it may be one of the two."},
    {.key = "pressure_at_pump",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_PRESSURE,
     .offset = offsetof(gas, pressure_at_pump),
     .of_observed = true,
     .help = "Pressure at the gauge over the temperature of the pump: 20 K: 1e-5 Pa, 77 K: 1e-3 Pa, 300 K: 0.1 Pa."},
    {.key = "accommodation",
     .type = CD_FIELD_VALUE,
     .quantity = CD_NUMBER,
     .offset = offsetof(gas, accommodation),
     .help = "One number for both surfaces, or first, second, or by_temperature (rises as surfaces get cold); without "
             "it 0.31 for helium, 0.4 hydrogen, 0.9 nitrogen and air."},
    {.key = "conductivity",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_CONDUCTIVITY,
     .offset = offsetof(gas, conductivity),
     .help = "Of the dense gas, over temperature; that of helium is known here."},
};

const cd_link_kind cd_kind_gas = {
    .name = "gas",
    .help = "Heat through a residual or exchange gas between two surfaces, from free molecules to the dense gas.",
    .formula = "gf = a Lambda P area, Lambda = (gamma + 1)/(gamma - 1) sqrt(R/(8 pi M T_gauge)); Qc = area/gap * "
               "integral of k dT = gc (T1 - T2); Q = gf gc/(gf + gc) (T1 - T2), without a gap Q = gf (T1 - T2); a = a1 "
               "a2/(a2 + area/outer_area (1 - a2) a1); condensing at a pump: P = P0 Ps/(P0 + Ps), Ps = Pt exp(-B (1/T "
               "- 1/Tt))",
    .reference = "Kennard and Corruccini, Vacuum 7-8 (1959) 19; Sherman and Lees; helium: Hands and Arp, Cryogenics 21 "
                 "(1981) 697; vapour pressures and accommodation by temperature recalled",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(gas),
    .passive = true,
    .channels = cd_link_two_ended,
    .two_ended = true,
    .terminals = cd_link_between_and_read,
    .observed = cd_link_n_read,
    .check = check,
    .expand = expand,
    .instants = instants,
    .conductance = conductance,
};
