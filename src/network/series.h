/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * series - a group of massless nodes that is a chain, as the ends of a strap between two joints: one unknown, the heat
 * that flows through it.
 */
#ifndef CD_NETWORK_SERIES_H
#define CD_NETWORK_SERIES_H

#include "network.h"

/* A chain of elements from one node to another. From both ends on the elements know their far end (cd_far_end), up to
 * the core. */
struct cd_series {
    int n; /* elements */
    struct cd_series_part {
        int element;
        double sign; /* -1: its first terminal is the one towards the second end */
    } * part;
    int core;   /* which part that is */
    int end[2]; /* the nodes that it hangs on */
    int *node;  /* n - 1, between the parts: from the first end on up to the core, then from the second end on */
    int n_left; /* how many of them, and of the parts, come before the core */
};

/* The chain that a group is, or NULL: one with branches or closed, with a law that is not passive or has several nodes
 * or a regulator, or with two laws that do not know their far end. */
const struct cd_series *cd_series_find(cd_arena *arena, const cd_network *net, const struct cd_group *group);

/* How many numbers of the work's memory it needs. */
size_t cd_series_memory_size(void);

/* Forgets the tangents on which it follows. */
void cd_series_forget(cd_network_work *work, const struct cd_group *group);

/* After the chain was no way: takes the heat of the group, solved in the general way, as the next beginning. */
void cd_series_take_over(cd_network_work *work, const struct cd_group *group);

/* Solves a group that is a chain, to rounding: temperatures of its nodes and heats of its elements, with `partials`
 * their blocks, too. The heats into its nodes are zero exactly. Returns 0, or 1 where the general way is to be tried:
 * an end at 0 K, a flow that the laws cannot carry, heats that are scaled. */
int cd_series_solve(cd_network_work *work, const struct cd_group *group, cd_when when, bool partials);

#endif
