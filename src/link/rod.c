/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rod - see rod.h.
 */
#include "rod.h"
#include "kind.h"

int cd_metal_flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_metal *m = params;
    (void)when;
    double k[2] = {0, 0};
    double integral =
        dQ_dT ? cd_curve_between_ends(m->curve, T_K[1], T_K[0], k) : cd_curve_between(m->curve, T_K[1], T_K[0]);
    cd_link_pair(m->scale * integral, m->scale * k[1], m->scale * k[0], Q_W, dQ_dT);
    return 0;
}

static void add_metal(cd_expander *ex, const cd_metal *m, int first, int second)
{
    cd_expand_element(ex, cd_metal_flow, m, (int[]){first, second}, 2, 0);
}

/* A part of the length: 1/n of it conducts n times as well. */
static const cd_metal *part_of(cd_expander *ex, const cd_metal *whole, double n)
{
    cd_metal *part = cd_arena_alloc(cd_expand_arena(ex), 1, sizeof *part);
    *part = (cd_metal){whole->curve, whole->scale * n};
    return part;
}

/* Cells 1..n between `left` and `right`; their start temperatures lie on the line between those of the link's ends. */
static void add_cells(cd_expander *ex, const cd_rod *rod, const int *nodes, int left, int right, int *cells)
{
    int n = rod->segments;
    double cell_kg = rod->mass_kg / n, T_left_K = cd_expand_T_start(ex, nodes[0]);
    double rise_K = cd_expand_T_start(ex, nodes[1]) - T_left_K;
    const cd_metal *cell = part_of(ex, &rod->whole, n), *half = part_of(ex, &rod->whole, 2 * n);
    for (int i = 0; i < n; i++) {
        int node = cd_expand_cell(ex, cd_arena_printf(cd_expand_arena(ex), "%d", i + 1), rod->material, cell_kg,
                                  T_left_K + rise_K * (i + 0.5) / n);
        add_metal(ex, i == 0 ? half : cell, left, node);
        left = node;
        if (cells)
            cells[i] = node;
    }
    add_metal(ex, half, left, right);
}

void cd_rod_expand(cd_expander *ex, const cd_rod *rod, const int *nodes, int ends[2], int *cells)
{
    ends[0] = rod->contact.first ? cd_expand_massless(ex, "a", cd_expand_T_start(ex, nodes[0])) : nodes[0];
    ends[1] = rod->contact.second ? cd_expand_massless(ex, "b", cd_expand_T_start(ex, nodes[1])) : nodes[1];
    if (rod->contact.first)
        cd_joint_expand(ex, rod->contact.first, nodes[0], ends[0]);
    if (rod->segments >= 1)
        add_cells(ex, rod, nodes, ends[0], ends[1], cells);
    else
        add_metal(ex, &rod->whole, ends[0], ends[1]);
    if (rod->contact.second)
        cd_joint_expand(ex, rod->contact.second, ends[1], nodes[1]);
    for (int i = 0; i < 2 && rod->mass_kg > 0 && rod->segments < 1; i++)
        cd_expand_mass(ex, nodes[i], rod->material, rod->mass_kg / 2);
    cd_joint_audit(ex, rod->contact.first, rod->contact.second);
}

/* A part that does not conduct stops all. */
double cd_rod_conductance(const cd_rod *rod, double T_K)
{
    const cd_joint *joints[2] = {rod->contact.first, rod->contact.second};
    double resistance_K_per_W = 1 / (rod->whole.scale * cd_curve_value(rod->whole.curve, T_K));
    for (int i = 0; i < 2; i++) {
        if (joints[i])
            resistance_K_per_W += 1 / cd_joint_conductance(joints[i], T_K);
    }
    return 1 / resistance_K_per_W;
}
