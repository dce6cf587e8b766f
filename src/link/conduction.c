/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conduction - heat conducted along a bar, tube, strap or rod, with its mass, its cells, and joints at its ends.
 *
 *   Q = number (A/L) [K(T1) - K(T2)],  K = integral of k dT;  given as a conductance: Q = number * integral of G dT
 *
 * `number` of them lie side by side, each with its own joints.
 *
 * How it expands (nodes in brackets are made here; the massless ones only where there is a joint):
 *
 *   without segments   first --joint-- (a) --metal-- (b) --joint-- second, half of the mass to each end
 *   segments = n       first --joint-- (a) --half cell-- (1) --cell-- (2) ... (n) --half cell-- (b) --joint-- second
 */
#include "conduction_impl.h"
#include "kind.h"

#include <math.h>

static int flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_metal *m = params;
    (void)when;
    cd_link_pair(m->scale * cd_curve_between(m->curve, T_K[1], T_K[0]), m->scale * cd_curve_value(m->curve, T_K[0]),
                 m->scale * cd_curve_value(m->curve, T_K[1]), Q_W, dQ_dT);
    return 0;
}

static void add_joint(cd_expander *ex, const cd_joint *joint, int first, int second)
{
    cd_expand_element(ex, cd_joint_flow, joint, (int[]){first, second}, 2, 0);
}

static void add_metal(cd_expander *ex, const cd_metal *m, int first, int second)
{
    cd_expand_element(ex, flow, m, (int[]){first, second}, 2, 0);
}

/* A part of the length: 1/n of it conducts n times as well. */
static const cd_metal *part_of(cd_expander *ex, const cd_metal *whole, double n)
{
    cd_metal *part = cd_arena_alloc(cd_expand_arena(ex), 1, sizeof *part);
    *part = (cd_metal){whole->curve, whole->scale * n};
    return part;
}

/* Cells 1..n between `left` and `right`; their start temperatures lie on the line between those of the link's ends. */
static void add_cells(cd_expander *ex, const cd_conduction *c, const int *nodes, int left, int right)
{
    int n = c->segments;
    double cell_kg = c->mass_kg / n, T_left_K = cd_expand_T_start(ex, nodes[0]);
    double rise_K = cd_expand_T_start(ex, nodes[1]) - T_left_K;
    const cd_metal *cell = part_of(ex, &c->whole, n), *half = part_of(ex, &c->whole, 2 * n);
    for (int i = 0; i < n; i++) {
        int node = cd_expand_cell(ex, cd_arena_printf(cd_expand_arena(ex), "%d", i + 1), c->material, cell_kg,
                                  T_left_K + rise_K * (i + 0.5) / n);
        add_metal(ex, i == 0 ? half : cell, left, node);
        left = node;
    }
    add_metal(ex, half, left, right);
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const cd_conduction *c = params;
    int left = nodes[0], right = nodes[1];
    if (c->contact.first)
        left = cd_expand_massless(ex, "a", cd_expand_T_start(ex, nodes[0]));
    if (c->contact.second)
        right = cd_expand_massless(ex, "b", cd_expand_T_start(ex, nodes[1]));
    if (c->contact.first)
        add_joint(ex, c->contact.first, nodes[0], left);
    if (c->segments >= 1)
        add_cells(ex, c, nodes, left, right);
    else
        add_metal(ex, &c->whole, left, right);
    if (c->contact.second)
        add_joint(ex, c->contact.second, right, nodes[1]);
    for (int i = 0; i < 2 && c->mass_kg > 0 && c->segments < 1; i++)
        cd_expand_mass(ex, nodes[i], c->material, c->mass_kg / 2);
    cd_expand_neglect(ex, c->neglected_kg);
    if (c->material)
        cd_expand_audit_property(ex, cd_arena_printf(cd_expand_arena(ex), "k of %s", c->material->name),
                                 c->material->conductivity, left, right);
    cd_joint_audit(ex, c->contact.first, c->contact.second);
}

/* In series; a part that does not conduct stops all. */
static double conductance(const void *params, double T_K)
{
    const cd_conduction *c = params;
    const cd_joint *joints[2] = {c->contact.first, c->contact.second};
    double resistance_K_per_W = 1 / (c->whole.scale * cd_curve_value(c->whole.curve, T_K));
    for (int i = 0; i < 2; i++) {
        if (joints[i])
            resistance_K_per_W += 1 / cd_joint_conductance(joints[i], T_K);
    }
    return c->scale / resistance_K_per_W;
}

static const cd_field fields[] = {
    {.key = "between",
     .type = CD_FIELD_RESOLVED,
     .resolver = "nodes",
     .offset = offsetof(cd_conduction, between),
     .required = true,
     .n_min = 2,
     .n_max = 2,
     .help = "The two nodes; Q > 0 flows from the first to the second."},
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
     .help = "Cross-section that conducts (of a braid: of the metal in it)."},
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
     .help = "Thickness of the flat bar."},
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
     .max = 10000,
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
    {.key = "scale",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_conduction, scale),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .changes = true,
     .scales = true,
     .help = "A factor on the heat, to be changed by events and schedules: a clamp that opens, a strap that is cut."},
};

const cd_link_kind cd_kind_conduction = {
    .name = "conduction",
    .help = "Heat conducted along a bar, tube, strap or rod.",
    .formula = "Q = number (area/length) (K(T1) - K(T2)), K = integral of k dT; or Q = number * integral of G dT",
    .reference = "Fourier's law with the conductivity integral; k(T) and its source from the material",
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
