/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger - where the energy went: heat of every channel since the start, enthalpy of every node, and how well they
 * agree.
 *
 *     closure = | sum of stored - sum of heats into nodes with capacity | / heat lifted by coolers
 * (where that is little, / the sum of the nodes' absolute changes; where next to nothing changes, / the sum of the
 * absolute heats). It proves conservation, not accuracy.
 */
#include "run_impl.h"

#include <math.h>

/* Heat that a channel brought into nodes that store it: its terminals on dynamic nodes. A link that conserves has one
 * channel for two terminals. */
static double into_store(const cd_run *run, const cd_heat_channel *c)
{
    const cd_network *net = run->cs->net;
    const cd_link *link = &net->links[c->link];
    if (c->terminal < 0)
        return 0;                                     /* what a link makes counts at its ends or in inner_store */
    double E = c->sign * run->E_J[c - net->channels]; /* into the node of its terminal */
    double sum = net->nodes[link->nodes[c->terminal]].kind == CD_NODE_DYNAMIC ? E : 0;
    if (link->conserves && net->nodes[link->nodes[1]].kind == CD_NODE_DYNAMIC)
        sum -= E;
    return sum;
}

/* What the nodes inside a link stored came in through its ends (those heats leave the end nodes and stay in the link)
 * or was made there. */
static double inner_store(const cd_run *run)
{
    const cd_network *net = run->cs->net;
    double sum = 0;
    for (int c = 0; c < net->n_channels; c++) {
        const cd_heat_channel *channel = &net->channels[c];
        const cd_link *link = &net->links[channel->link];
        bool has_inside = link->kind->passive ? !link->conserves : link->kind->source.suffix != NULL;
        if (has_inside)
            sum += (channel->terminal < 0 ? 1 : -1) * channel->sign * run->E_J[c];
    }
    return sum;
}

static double lifted(const cd_run *run)
{
    const cd_network *net = run->cs->net;
    double sum = 0;
    for (int c = 0; c < net->n_channels; c++)
        if (net->links[net->channels[c].link].kind->is_cooler)
            sum += run->E_J[c];
    return sum;
}

/* What coolers let in: all of a stage that never lifts, and what was seen at the steps of one that does at times. */
static double let_in(const cd_run *run)
{
    const cd_network *net = run->cs->net;
    const struct cd_recorder *r = run->recorder;
    double sum = 0;
    for (int c = 0; c < net->n_channels; c++)
        if (net->links[net->channels[c].link].kind->is_cooler)
            sum += r->through_J[c] > r->let_in_J[c] ? r->let_in_J[c] : fmax(-run->E_J[c], 0);
    return sum;
}

static double all_enthalpies(const cd_run *run)
{
    double sum = 0;
    for (int i = 0; i < run->cs->net->n_nodes; i++)
        sum += fabs(run->stored_J[i]);
    return sum;
}

static double all_heats(const cd_run *run)
{
    double sum = 0;
    for (int c = 0; c < run->cs->net->n_channels; c++)
        sum += fabs(run->E_J[c]);
    return sum;
}

void cd_ledger_finish(cd_run *run)
{
    const cd_network *net = run->cs->net;
    double stored = 0, in = 0;
    for (int s = 0; s < net->n_states; s++) {
        int i = net->dynamic[s];
        if (net->nodes[i].kind == CD_NODE_MEMORY)
            continue;
        run->stored_J[i] = cd_node_enthalpy(&net->nodes[i], run->T_end_K[i], NULL) - run->recorder->U_start_J[s];
        stored += run->stored_J[i];
    }
    run->closure = NAN;
    if (!run->has_ledger)
        return;
    cd_transient_energies(run->tr, run->t_end_s, run->E_J);
    for (int c = 0; c < net->n_channels; c++)
        in += into_store(run, &net->channels[c]);
    in += inner_store(run);
    run->lifted_J = lifted(run);
    run->let_in_J = let_in(run);
    double scale = fmax(run->lifted_J, all_enthalpies(run)), heats = all_heats(run);
    if (!(scale > 1e-6 * heats)) /* a steady state changes by rounding only */
        scale = heats;
    run->scale_J = scale;
    run->closure = scale > 0 ? fabs(stored - in) / scale : 0;
}
