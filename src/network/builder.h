/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * builder - puts a network together: nodes, their parts, links that expand into elements; then freezes it.
 */
#ifndef CD_NETWORK_BUILDER_H
#define CD_NETWORK_BUILDER_H

#include "../material/curve_sums.h"
#include "network.h"

typedef struct cd_builder cd_builder;

/* `sums` has those of earlier networks of the same nodes, and keeps this one's; NULL: none. */
cd_builder *cd_builder_new(cd_arena *arena, cd_curve_sums *sums);

/* A node of the case; all of them must be added before the first link. Returns its number. A dynamic node needs parts
 * or a capacity. */
int cd_builder_node(cd_builder *b, const char *name, cd_node_kind kind, double T_start_K);
void cd_builder_part(cd_builder *b, int node, const cd_material *material, double mass_kg);
void cd_builder_tolerance(cd_builder *b, int node, double rtol, double atol_K); /* 0: the run's */
void cd_builder_capacity(cd_builder *b, int node, const cd_curve *capacity_J_per_K);

/* Lets a fixed node's temperature follow a profile in time. */
void cd_builder_drive(cd_builder *b, int node, const cd_profile *profile, cd_interpolation how);

/* A property that a link (or, with link -1, node a) reads at its nodes, for the range audit. */
void cd_builder_audit(cd_builder *b, const char *what, const cd_property *property, int node_a, int node_b, int link);

/* Adds a link on its terminals' nodes and lets its kind expand; `regulator` (may be NULL) multiplies its heats. */
void cd_builder_link(cd_builder *b, const char *name, const cd_link_kind *kind, const void *params, const int *nodes,
                     int n, const cd_regulator *regulator);

/* Sums the parts, finds groups, channels, the Jacobian's pattern. */
const cd_network *cd_builder_finish(cd_builder *b);

#endif
