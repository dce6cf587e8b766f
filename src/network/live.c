/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live - what a run changes of a network: keys of links that events and schedules set, factors on heats.
 */
#include "live.h"
#include "massless.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static bool may_change(const cd_link_kind *kind)
{
    for (size_t i = 0; i < kind->n_fields; i++)
        if (kind->fields[i].changes)
            return true;
    return false;
}

/* The factor that the link's own keys make. */
static double own_scale(const cd_link *link, const void *params)
{
    double scale = 1;
    for (size_t i = 0; i < link->kind->n_fields; i++)
        if (link->kind->fields[i].scales)
            scale *= *(const double *)((const char *)params + link->kind->fields[i].offset);
    return scale;
}

/* An element's parameters: in the run's copy when they lie in what is copied. */
static const void *params_of(const cd_network_work *w, const cd_element *e)
{
    const cd_link *link = &w->net->links[e->link];
    uintptr_t from = (uintptr_t)link->params, at = (uintptr_t)e->params;
    bool inside = at >= from && at < from + link->kind->params_size;
    return w->live[e->link] && inside ? (char *)w->live[e->link] + (at - from) : e->params;
}

void cd_live_new(cd_arena *arena, cd_network_work *w)
{
    const cd_network *net = w->net;
    w->live = cd_arena_alloc(arena, (size_t)net->n_links, sizeof *w->live);
    w->factor = cd_arena_alloc(arena, (size_t)net->n_terminals, sizeof *w->factor);
    for (int l = 0; l < net->n_links; l++)
        if (may_change(net->links[l].kind))
            w->live[l] = cd_arena_alloc(arena, 1, net->links[l].kind->params_size);
}

void cd_network_forget(cd_network_work *w)
{
    w->changes++;
    for (int g = 0; g < w->net->n_groups; g++)
        cd_massless_forget(w, &w->net->groups[g]);
}

void cd_network_reset(cd_network_work *w)
{
    const cd_network *net = w->net;
    for (int i = 0; i < net->n_terminals; i++)
        w->factor[i] = 1;
    w->scaled = false;
    for (int i = 0; i < net->n_nodes; i++)
        w->T_K[i] = net->nodes[i].T_start_K;
    for (size_t i = 0; i < net->memory_size; i++)
        w->memory[i] = NAN;
    for (int l = 0; l < net->n_links; l++)
        if (w->live[l]) {
            memcpy(w->live[l], net->links[l].params, net->links[l].kind->params_size);
            cd_network_scale_link(w, l, -1, own_scale(&net->links[l], w->live[l]));
        }
    for (int k = 0; k < net->n_elements; k++)
        w->call[k].params = params_of(w, &net->elements[k]);
    cd_network_forget(w);
    w->failed_node = w->failed_link = -1;
}

const void *cd_network_params(const cd_network_work *work, int link)
{
    return work->live[link] ? work->live[link] : work->net->links[link].params;
}

const void *cd_network_get(const cd_network_work *work, int link, const cd_field *field)
{
    return (const char *)work->live[link] + field->offset;
}

void cd_network_set(cd_network_work *work, int link, const cd_field *field, const void *bytes)
{
    const cd_link *l = &work->net->links[link];
    double before = own_scale(l, work->live[link]);
    memcpy((char *)work->live[link] + field->offset, bytes, cd_field_size(field));
    cd_network_forget(work);
    if (field->scales)
        cd_network_scale_link(work, link, -1, own_scale(l, work->live[link]) / before);
}

void cd_network_scale_link(cd_network_work *work, int link, int terminal, double factor)
{
    const cd_network *net = work->net;
    const cd_link *l = &net->links[link];
    cd_network_forget(work);
    work->scaled = work->scaled || factor != 1;
    for (int k = l->first_element; k < l->first_element + l->n_elements; k++) {
        const cd_element *e = &net->elements[k];
        for (int i = 0; i < e->n_law; i++)
            if (terminal < 0 || net->terminal_node[e->first + i] == l->nodes[terminal])
                work->factor[e->first + i] *= factor;
    }
}
