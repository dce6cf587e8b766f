/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rod - a length of metal between two nodes with a joint at each end, cut into cells with heat capacity or into none:
 * what conduction and leads expand into.
 *
 *   segments < 1   first --joint-- (a) --metal-- (b) --joint-- second, half of the mass to each end
 *   segments = n   first --joint-- (a) --half cell-- (1) --cell-- (2) ... (n) --half cell-- (b) --joint-- second
 *
 * The nodes in brackets are made here; the massless a and b only where there is a joint. The temperature of a cell is
 * that of its middle, so that the scheme is second order in the length of a cell.
 */
#ifndef CD_LINK_ROD_H
#define CD_LINK_ROD_H

#include "contact.h"

/* The metal as an element: heat = scale * integral of curve. */
typedef struct {
    const cd_curve *curve; /* k, W/(m K), or G, W/K */
    double scale;          /* A/L times number, m; or number */
} cd_metal;

/* The element (cd_flow; params is a cd_metal). */
int cd_metal_flow(const void *metal, const double *T_K, cd_when when, double *Q_W, double *dQ_dT);

typedef struct {
    cd_metal whole;
    const cd_material *material; /* of the mass; NULL: none */
    double mass_kg;
    int segments;
    cd_joint_ends contact;
} cd_rod;

/* Makes nodes and elements. `ends` gets the two ends of the metal, `cells` (room for `segments`; may be NULL) the
 * cells. */
void cd_rod_expand(cd_expander *ex, const cd_rod *rod, const int *nodes, int ends[2], int *cells);

/* All in series at one temperature, W/K. */
double cd_rod_conductance(const cd_rod *rod, double T_K);

#endif
