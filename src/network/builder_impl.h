/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * builder_impl - what builder.c, groups.c and pattern.c share while a network is put together.
 */
#ifndef CD_NETWORK_BUILDER_IMPL_H
#define CD_NETWORK_BUILDER_IMPL_H

#include "builder.h"

struct cd_builder_part {
    int node;
    const cd_curve *curve;
    double weight;
};

struct cd_builder {
    cd_arena *arena;
    cd_network *net;
    cd_curve_sums *sums; /* NULL: none are kept */
    struct cd_builder_part *parts;
    size_t n_parts, cap_parts;
    size_t cap_nodes, cap_links, cap_elements, cap_terminals, cap_channels, cap_audit_properties, cap_audit_coolers,
        cap_audit_limits;
};

struct cd_expander {
    cd_builder *b;
    int link;
    int memory; /* the node of its regulator's integral, or -1 */
};

/* Groups of massless nodes that elements tie together, with their borders. */
void cd_pattern_groups(cd_arena *arena, cd_network *net);

/* The pattern of dH/dT and the slot of every entry in it; after the groups. */
void cd_pattern_jacobian(cd_arena *arena, cd_network *net);

#endif
