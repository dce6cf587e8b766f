/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * steady_text - the steady state as a person reads it on a terminal.
 */
#include "budget.h"
#include "format.h"
#include "steady_notes.h"

#include <math.h>

static void print_states(FILE *out, const cd_steady *st)
{
    const cd_steady_search *found = &st->found;
    if (st->cs->net->n_states == 0) {
        fputs("no heat capacity in the network: its state was solved at once\n", out);
        return;
    }
    if (found->n == 1)
        fprintf(out, "one steady state, found from %zu starts%s\n", found->n_starts,
                found->state[0].by_integrator ? " (by following it in time)" : "");
    else
        fprintf(out, "! %zu steady states were found from %zu starts; the first is where the case's own start leads\n",
                found->n, found->n_starts);
}

static void print_notes(FILE *out, cd_arena *arena, const cd_steady *st)
{
    const char *note[CD_STEADY_NOTES];
    for (size_t i = 0, n = cd_steady_notes(arena, st, note); i < n; i++)
        fprintf(out, "! %s\n", note[i]);
}

static void print_temperatures(FILE *out, const cd_steady *st)
{
    const cd_network *net = st->cs->net;
    bool one = st->status == CD_OK && st->found.n <= 1;
    fputs("\ntemperatures (K)\n", out);
    for (int i = 0; i < net->n_user_nodes; i++) {
        fputs("    ", out);
        cd_column(out, net->nodes[i].name, 18);
        if (one)
            fprintf(out, "%12.6g", st->end.T_end_K[i]);
        for (size_t k = 0; !one && k < st->found.n; k++)
            fprintf(out, "%12.6g", st->found.state[k].T_K[i]);
        fputs(net->nodes[i].kind == CD_NODE_FIXED ? "  fixed\n" : "\n", out);
    }
    for (size_t k = 0; !one && k < st->found.n; k++)
        fprintf(out, "    state %zu: from %s\n", k + 1, st->found.state[k].from);
}

static void print_margin(FILE *out, const cd_steady *st, const cd_stage_margin *m)
{
    const cd_heat_channel *c = &st->cs->net->channels[m->channel];
    fputs("    ", out);
    cd_column(out, c->name, 18);
    if (isnan(m->margin_W)) {
        fputs("no limit: the lift has no end; state one with --to\n", out);
        return;
    }
    cd_column(out, cd_si(m->margin_W, "W").s, -12);
    fprintf(out, " more at %s K, %s: it would lift ", cd_number(m->limit_K).s,
            m->stated ? "as stated" : "the end of the map");
    fprintf(out, "%s\n", cd_si(m->lift_W, "W").s);
}

static void print_margins(FILE *out, const cd_steady *st)
{
    if (st->n_margins == 0)
        return;
    fputs("\nmargin of each cooler stage, the other stage where it stands\n", out);
    for (size_t k = 0; k < st->n_margins; k++)
        print_margin(out, st, &st->margin[k]);
}

static void print_budget(FILE *out, cd_arena *arena, const cd_steady *st)
{
    cd_budget_stage *stage;
    size_t n = cd_budget(arena, &st->end, &stage);
    if (n > 0)
        fputs("\nheat of each cooler stage\n", out);
    for (size_t i = 0; i < n; i++) {
        fprintf(out, "  %s at %s (%s K) lifts ", stage[i].name, st->cs->net->nodes[stage[i].node].name,
                cd_number(st->end.T_end_K[stage[i].node]).s);
        fprintf(out, "%s, from\n", cd_si(stage[i].lift_W, "W").s);
        for (size_t k = 0; k < stage[i].n_flows; k++) {
            fputs("    ", out);
            cd_column(out, stage[i].flow[k].name, 18);
            cd_column(out, cd_si(stage[i].flow[k].into_W, "W").s, -12);
            if (!stage[i].flow[k].is_cooler && stage[i].all_W > 0)
                fprintf(out, "%9.1f %%", 100 * stage[i].flow[k].into_W / stage[i].all_W);
            fputc('\n', out);
        }
    }
}

static void print_links(FILE *out, const cd_steady *st)
{
    const cd_network *net = st->cs->net;
    fputs("\nheat of every link\n", out);
    for (int c = 0; c < net->n_channels; c++) {
        const cd_link *link = &net->links[net->channels[c].link];
        fputs("    ", out);
        cd_column(out, net->channels[c].name, 18);
        cd_column(out, cd_si(st->end.Q_end_W[c], "W").s, -12);
        if (link->kind->two_ended && net->channels[c].terminal == 0)
            fprintf(out, "   %s -> %s", net->nodes[link->nodes[0]].name, net->nodes[link->nodes[1]].name);
        else
            fprintf(out, "   %s %s", link->kind->is_cooler ? "out of" : "into",
                    net->nodes[link->nodes[net->channels[c].terminal]].name);
        fputc('\n', out);
    }
}

static void print_all(FILE *out, cd_arena *arena, const void *of)
{
    const cd_steady *st = of;
    fprintf(out, "%s\n", st->cs->title);
    if (st->status != CD_OK) {
        if (st->found.n == 0)
            fprintf(out, "%s\n", st->error);
        print_notes(out, arena, st);
        if (st->found.n > 0)
            print_temperatures(out, st);
        return;
    }
    print_states(out, st);
    print_notes(out, arena, st);
    print_temperatures(out, st);
    print_budget(out, arena, st);
    print_margins(out, st);
    print_links(out, st);
    fprintf(out, "\nenergy: %s lifted; ", cd_si(st->lifted_W, "W").s);
    fprintf(out, "the heats into all nodes close to %s, %.2g of %s\n", cd_si(st->residual_W, "W").s, st->closure,
            st->lifted_W > 0 ? "it" : "all heats");
}

char *cd_steady_text(const cd_steady *st)
{
    return cd_text_make(print_all, st);
}
