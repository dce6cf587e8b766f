/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * budget - where the heat of each cooler's stage comes from, at the end of a run and over all of it:
 *     lifted = sum of the links' heats into the node + what the node itself gave up.
 */
#ifndef CD_OUTPUT_BUDGET_H
#define CD_OUTPUT_BUDGET_H

#include "../solve/run.h"

/* One link at the node of a stage. */
typedef struct {
    const char *name;
    double into_W;  /* into the node at the end of the run */
    double into_J;  /* into the node over the run; NAN without ledger */
    bool is_cooler; /* another cooler at the same node: its heats are negative */
} cd_budget_flow;

typedef struct {
    const char *name; /* "gm.1", as in profile.csv */
    int node;
    double lift_W, lifted_J;    /* of this stage; NAN without ledger */
    double all_W, all_J;        /* of all coolers at this node; what shares refer to */
    double own_W, own_J;        /* given up by the heat capacity of the node itself */
    const cd_budget_flow *flow; /* largest heat at the end first */
    size_t n_flows;
} cd_budget_stage;

/* The stages of all coolers, in the order of the case. */
size_t cd_budget(cd_arena *arena, const cd_run *run, cd_budget_stage **stages);

#endif
