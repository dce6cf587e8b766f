/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conduction - heat conducted along a bar, tube, wire, coax, strap or rod, with its mass, its cells, and joints at its
 * ends.
 *
 *   Q = number (A/L) [K(T1) - K(T2)],  K = integral of k dT;  given as a conductance: Q = number * integral of G dT
 *   A = strands * packing * cross-section, L = lay * length; a coax: A k = sum of A_i k_i
 *
 * `number` of them lie side by side, each with its own joints; `strands` share the joints of one.
 *
 * What it expands into: rod.h.
 */
#include "conduction_impl.h"
#include "kind.h"

#include <math.h>

static void audit_conductivity(cd_expander *ex, const cd_material *material, const int ends[2])
{
    if (material)
        cd_expand_audit_property(ex, cd_arena_printf(cd_expand_arena(ex), "k of %s", material->name),
                                 material->conductivity, ends[0], ends[1]);
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const cd_conduction *c = params;
    int ends[2];
    cd_rod_expand(ex, &c->rod, nodes, ends, NULL);
    cd_expand_neglect(ex, c->neglected_kg);
    audit_conductivity(ex, c->material, ends);
    audit_conductivity(ex, c->core, ends);
    audit_conductivity(ex, c->dielectric, ends);
}

static double conductance(const void *params, double T_K)
{
    const cd_conduction *c = params;
    return c->scale * cd_rod_conductance(&c->rod, T_K);
}

static const cd_field fields[] = {
    CD_LINK_BETWEEN("The two nodes; Q > 0 flows from the first to the second."),
    {.key = "material",
     .type = CD_FIELD_RESOLVED,
     .resolver = "material",
     .offset = offsetof(cd_conduction, material),
     .help = "What it is made of."},
    {.key = "area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = offsetof(cd_conduction, area_m2),
     .above_min = true,
     .max = INFINITY,
     .help = "Cross-section that conducts (of a braid: of the metal in it, or its outside with packing)."},
    {.key = "diameter",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(cd_conduction, diameter_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Diameter of a full round rod, instead of area."},
    {.key = "outer_diameter",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(cd_conduction, outer_diameter_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Outer diameter of a tube, with wall, instead of area."},
    {.key = "wall",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(cd_conduction, wall_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Thickness of the wall of the tube."},
    {.key = "awg",
     .type = CD_FIELD_INTEGER,
     .offset = offsetof(cd_conduction, awg),
     .min = -3,
     .max = 56,
     .help = "American wire gauge of a bare round wire, instead of area; 0 is 1/0, -3 is 4/0 (0.127 mm 92^((36-n)/39), "
             "ASTM B258)."},
    {.key = "width",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(cd_conduction, width_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Width of a flat bar, with thickness, instead of area."},
    {.key = "thickness",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(cd_conduction, thickness_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Thickness of the flat bar, sheet or foil."},
    {.key = "core",
     .type = CD_FIELD_RESOLVED,
     .resolver = "material",
     .offset = offsetof(cd_conduction, core),
     .help = "Material of the inner conductor of a coax, whose outer conductor is the tube."},
    {.key = "core_diameter",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(cd_conduction, core_diameter_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Diameter of the inner conductor of a coax."},
    {.key = "dielectric",
     .type = CD_FIELD_RESOLVED,
     .resolver = "material",
     .offset = offsetof(cd_conduction, dielectric),
     .help = "What fills a coax between its conductors."},
    {.key = "strands",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_conduction, strands),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .help = "How many wires of a loom, foils of a strap or wires of a braid share the joints of \"contact\"."},
    {.key = "packing",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_conduction, packing),
     .default_text = "1",
     .above_min = true,
     .max = 1,
     .help = "Share of the cross-section that is metal: of a braid given by its outside, 0.3 to 0.7."},
    {.key = "lay",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_conduction, lay),
     .default_text = "1",
     .min = 1,
     .max = 10,
     .help = "Length of the wires over length of the braid or rope: 1.05 to 1.3."},
    {.key = "length",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(cd_conduction, length_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Length of the path."},
    {.key = "area_over_length",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(cd_conduction, area_over_length_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Cross-section over length of a path of any shape, without mass."},
    {.key = "G",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_CONDUCTANCE,
     .offset = offsetof(cd_conduction, G),
     .help = "Conductance, instead of material and size: a constant, a formula in T or a table."},
    {.key = "number",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_conduction, number),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .help = "How many equal ones lie side by side, each with the joints of \"contact\"."},
    {.key = "segments",
     .type = CD_FIELD_INTEGER,
     .offset = offsetof(cd_conduction, segments),
     .min = 1,
     .max = 100000,
     .help = "Number of cells with heat capacity along the length; without it the mass goes to the ends."},
    {.key = "contact",
     .type = CD_FIELD_RESOLVED,
     .resolver = "joint",
     .offset = offsetof(cd_conduction, contact),
     .help = "A [contact] without \"between\" at both ends, or two (or none) for the first and the second end."},
    {.key = "mass",
     .type = CD_FIELD_YES_NO,
     .offset = offsetof(cd_conduction, mass),
     .default_text = "yes",
     .help = "Whether the heat capacity of the path counts (no, where material, size and length do not give a mass)."},
    CD_LINK_SCALE(offsetof(cd_conduction, scale)),
};

const cd_link_kind cd_kind_conduction = {
    .name = "conduction",
    .help = "Heat conducted along a bar, tube, wire, loom, coax, sheet, strap, braid or rod.",
    .formula = "Q = number (A/L) (K(T1) - K(T2)), K = integral of k dT, A = strands packing area, L = lay length; or "
               "Q = number * integral of G dT",
    .reference =
        "Fourier's law with the conductivity integral; k(T) and its source from the material; awg: ASTM B258; lay "
        "and packing: usual values of copper braid, recalled",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(cd_conduction),
    .passive = true,
    .channels = cd_link_two_ended,
    .two_ended = true,
    .terminals = cd_link_between,
    .check = cd_conduction_check,
    .expand = expand,
    .conductance = conductance,
};
