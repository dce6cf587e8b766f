/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * graph_steady - the steady state of a case, for its picture without a run.
 */
#include "../solve/steady.h"
#include "graph.h"
#include "profile_csv.h"

#include <math.h>

static void put_state(cd_result *r, const cd_network *net, const cd_network_work *work)
{
    cd_arena *arena = r->arena;
    const size_t n = 1 + (size_t)net->n_nodes + (size_t)net->n_channels;
    const char **heading = cd_arena_alloc(arena, n, sizeof *heading);
    r->n_rows = 1;
    r->rows = cd_arena_alloc(arena, n, sizeof *r->rows);
    heading[0] = "time_s";
    for (int i = 0; i < net->n_nodes; i++) {
        heading[cd_profile_T(i)] = cd_arena_printf(arena, "T_%s_K", net->nodes[i].name);
        r->rows[cd_profile_T(i)] = work ? work->T_K[i] : net->nodes[i].T_start_K;
    }
    for (int c = 0; c < net->n_channels; c++) {
        heading[cd_profile_Q(net, c)] = cd_arena_printf(arena, "Q_%s_W", net->channels[c].name);
        r->rows[cd_profile_Q(net, c)] = work ? cd_network_channel(work, c) : NAN;
    }
    cd_result_head(r, heading, n);
}

/* Finds the state; NULL when there is none. */
static const cd_network_work *settle(cd_arena *arena, const cd_case *cs)
{
    const char *why;
    cd_network_work *work = cd_network_work_new(arena, cs->net);
    for (int i = 0; i < cs->net->n_nodes; i++)
        work->T_K[i] = cs->net->nodes[i].T_start_K;
    bool good = cs->net->n_states == 0 ? cd_network_heats(work, (cd_when){0, 0}, false) == 0
                                       : cd_steady_solve(arena, work, cd_before_start, &why) == 0;
    return good ? work : NULL;
}

const char *cd_graph_steady(cd_result *r, cd_arena *arena, const cd_case *cs, const char **note)
{
    const cd_network_work *work = settle(arena, cs);
    *note = work ? "in the steady state" : "at the start (there is no steady state)";
    *r = (cd_result){.arena = arena, .goal = -1, .title = cs->title};
    put_state(r, cs->net, work);
    r->summary = cd_network_json(arena, cs);
    return cd_result_network(r, r->summary);
}
