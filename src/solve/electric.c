/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * electric - how long each cooler ran, and what its compressor drew from the mains meanwhile. Whatever switches it ends
 * a step of the integrator, so the sum over steps (audit.c) is exact.
 */
#include "run_impl.h"

void cd_electric_finish(cd_run *run)
{
    const cd_network *net = run->cs->net;
    run->electric_W = cd_arena_alloc(run->arena, (size_t)net->n_links, sizeof(double));
    run->electric_J = cd_arena_alloc(run->arena, (size_t)net->n_links, sizeof(double));
    run->on_s = cd_arena_alloc(run->arena, (size_t)net->n_links, sizeof(double));
    for (int l = 0; l < net->n_links; l++) {
        const cd_link *link = &net->links[l];
        if (!link->kind->electric)
            continue;
        run->electric_W[l] = link->kind->electric(link->params);
        run->on_s[l] = run->recorder->on_s[l];
        run->electric_J[l] = run->electric_W[l] * run->on_s[l];
    }
}
