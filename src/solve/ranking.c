/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ranking - what holds the cooldown back: every link and every cooler stage is doubled alone, and the run repeated
 * until the goal (goal.c); the time saved ranks them. (The largest temperature drop names the wrong part.)
 */
#include "run_impl.h"

#include <math.h>
#include <stdlib.h>

static void rank_one(cd_run *run, const cd_goal *g, cd_network_work *work, const cd_transient_options *options,
                     int link, int terminal, const char *name)
{
    cd_network_reset(work);
    cd_network_scale_link(work, link, terminal, 2);
    double *level_s = cd_arena_alloc(run->arena, CD_N_LEVELS, sizeof *level_s);
    double t_s = cd_goal_time(run, g, work, options, level_s);
    run->rank[run->n_rank++] = (cd_rank){name, g->t_s - t_s, level_s};
}

static int most_saved_first(const void *a, const void *b)
{
    double x = ((const cd_rank *)a)->saved_s, y = ((const cd_rank *)b)->saved_s;
    x = isnan(x) ? -INFINITY : x;
    y = isnan(y) ? -INFINITY : y;
    return (x < y) - (x > y);
}

static int n_variants(const cd_network *net)
{
    int n = 0;
    for (int l = 0; l < net->n_links; l++)
        n += net->links[l].kind->passive ? 1 : net->links[l].kind->is_cooler ? net->links[l].n : 0;
    return n;
}

void cd_rank_run(cd_run *run)
{
    const cd_network *net = run->cs->net;
    cd_goal g = {0};
    if (run->options.no_ranking || run->steady_only)
        return;
    if (!cd_goal_take(run, &g, "rank by", &run->rank_note))
        return;
    int n = n_variants(net);
    if ((double)n * net->n_states * (double)run->statistics.steps > CD_MOST_WORK) {
        run->rank_note = "the network is too large to repeat the run for every link";
        return;
    }
    const cd_transient_options options = cd_goal_options(run);
    run->rank = cd_arena_alloc(run->arena, (size_t)n, sizeof *run->rank);
    cd_network_work *work = cd_network_work_new(run->arena, net);
    for (int l = 0; l < net->n_links; l++) {
        const cd_link *link = &net->links[l];
        if (link->kind->passive)
            rank_one(run, &g, work, &options, l, -1, link->name);
        for (int i = 0; link->kind->is_cooler && i < link->n; i++)
            rank_one(run, &g, work, &options, l, i, net->channels[link->first_channel + i].name);
    }
    qsort(run->rank, run->n_rank, sizeof *run->rank, most_saved_first);
}
