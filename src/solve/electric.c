/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * electric - how long each cooler ran, and what its compressor drew from the mains meanwhile. What is switched changes
 * at known instants only, so the sum is exact.
 */
#include "run_impl.h"

#include <math.h>

/* Seconds within the run during which a link is on. */
static double time_on(const cd_run *run, const cd_link *link, const double *instants_s, size_t n)
{
    double from_s = 0, sum_s = 0;
    for (size_t i = 0; i <= n && from_s < run->t_end_s; i++) {
        const double to_s = i < n ? fmin(instants_s[i], run->t_end_s) : run->t_end_s;
        const cd_when middle = {0.5 * (from_s + to_s), 0.5 * (from_s + to_s)};
        if (!link->kind->on || link->kind->on(link->params, middle))
            sum_s += to_s - from_s;
        from_s = to_s;
    }
    return sum_s;
}

void cd_electric_finish(cd_run *run)
{
    const cd_network *net = run->cs->net;
    double *instants_s;
    const size_t n = cd_network_instants(run->arena, net, run->t_end_s, &instants_s);
    run->electric_W = cd_arena_alloc(run->arena, (size_t)net->n_links, sizeof(double));
    run->electric_J = cd_arena_alloc(run->arena, (size_t)net->n_links, sizeof(double));
    run->on_s = cd_arena_alloc(run->arena, (size_t)net->n_links, sizeof(double));
    for (int l = 0; l < net->n_links; l++) {
        const cd_link *link = &net->links[l];
        if (!link->kind->electric)
            continue;
        run->electric_W[l] = link->kind->electric(link->params);
        run->on_s[l] = time_on(run, link, instants_s, n);
        run->electric_J[l] = run->electric_W[l] * run->on_s[l];
    }
}
