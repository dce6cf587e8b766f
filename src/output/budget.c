/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * budget - see budget.h.
 */
#include "budget.h"
#include "profile_csv.h"

#include <math.h>
#include <stdlib.h>

/* From the reported heats of all channels (W or J) the heat that a link puts into the node of one of its terminals;
 * NAN when it is not reported. */
static double heat_into(const cd_network *net, const cd_link *link, int terminal, const double *reported)
{
    double sign;
    int c = cd_profile_channel(net, link, terminal, &sign);
    return c < 0 ? NAN : sign * reported[c] + 0.0; /* no minus zero in what people read */
}

static int larger_first(const void *a, const void *b)
{
    double left = fabs(((const cd_budget_flow *)a)->into_W), right = fabs(((const cd_budget_flow *)b)->into_W);
    return (left < right) - (left > right);
}

/* Adds what one link does to the stage's node. */
static void add_link(cd_budget_stage *stage, cd_budget_flow *flow, const cd_run *run, const cd_link *link)
{
    const cd_network *net = run->cs->net;
    for (int t = 0; t < link->n; t++) {
        double W = link->nodes[t] == stage->node ? heat_into(net, link, t, run->Q_end_W) : NAN;
        if (isnan(W))
            continue;
        double J = run->has_ledger ? heat_into(net, link, t, run->E_J) : NAN;
        double sign;
        int c = cd_profile_channel(net, link, t, &sign);
        const char *name = link->kind->is_cooler && c >= 0 ? net->channels[c].name : link->name;
        if (link->kind->is_cooler) {
            stage->all_W -= W;
            stage->all_J -= J;
            if (name == stage->name)
                continue;
        } else {
            stage->own_W -= W;
        }
        flow[stage->n_flows++] = (cd_budget_flow){name, W, J, link->kind->is_cooler};
    }
}

static void fill_stage(cd_arena *arena, const cd_run *run, cd_budget_stage *stage)
{
    const cd_network *net = run->cs->net;
    size_t most = 0;
    for (int l = 0; l < net->n_links; l++)
        most += (size_t)net->links[l].n;
    cd_budget_flow *flow = cd_arena_alloc(arena, most, sizeof *flow);
    for (int l = 0; l < net->n_links; l++)
        add_link(stage, flow, run, &net->links[l]);
    stage->own_W += stage->all_W;
    stage->own_J = run->has_ledger ? -run->stored_J[stage->node] : NAN;
    qsort(flow, stage->n_flows, sizeof *flow, larger_first);
    stage->flow = flow;
}

size_t cd_budget(cd_arena *arena, const cd_run *run, cd_budget_stage **stages)
{
    const cd_network *net = run->cs->net;
    size_t n = 0;
    *stages = cd_arena_alloc(arena, (size_t)net->n_channels, sizeof **stages);
    for (int c = 0; c < net->n_channels; c++) {
        const cd_link *link = &net->links[net->channels[c].link];
        if (!link->kind->is_cooler)
            continue;
        cd_budget_stage *stage = &(*stages)[n++];
        *stage = (cd_budget_stage){.name = net->channels[c].name,
                                   .node = link->nodes[net->channels[c].terminal],
                                   .lift_W = run->Q_end_W[c],
                                   .lifted_J = run->has_ledger ? run->E_J[c] : NAN};
        fill_stage(arena, run, stage);
    }
    return n;
}
