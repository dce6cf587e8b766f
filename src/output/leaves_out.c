/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * leaves_out - see leaves_out.h.
 */
#include "leaves_out.h"

#include <string.h>

static bool has_cooler(const cd_network *net)
{
    for (int l = 0; l < net->n_links; l++)
        if (net->links[l].kind->is_cooler)
            return true;
    return false;
}

/* Whether a cooler with these parameters is off just after a moment and then carries no heat at all. */
static bool is_idle(const cd_network *net, const cd_link *link, const void *params, double t_s)
{
    const cd_element *e = &net->elements[link->first_element];
    const cd_when after = {t_s, t_s + 1e-6};
    const double T_K[CD_MAX_TERMINALS] = {40, 4};
    double Q_W[CD_MAX_TERMINALS] = {0};
    return !link->kind->on(params, after) && e->flow(params, T_K, after, Q_W, NULL) == 0 && Q_W[0] == 0;
}

static bool has_idle_cooler(const cd_network *net)
{
    double t_s[8];
    for (int l = 0; l < net->n_links; l++) {
        const cd_link *link = &net->links[l];
        if (!link->kind->is_cooler || !link->kind->on || !link->kind->instants)
            continue;
        if (is_idle(net, link, link->params, 0))
            return true;
        for (size_t i = 0, n = link->kind->instants(link->params, t_s, 8); i < n; i++)
            if (is_idle(net, link, link->params, t_s[i]))
                return true;
    }
    return false;
}

/* Whether an event, a schedule or a thermostat makes a cooler idle. */
static bool rules_idle_a_cooler(cd_arena *arena, const cd_case *cs)
{
    for (size_t i = 0; i < cs->n_rules; i++)
        for (size_t k = 0; k < cs->rules[i].n_actions; k++) {
            const cd_action *action = &cs->rules[i].actions[k];
            const cd_link *link = action->what == CD_DO_SET ? &cs->net->links[action->link] : NULL;
            if (!link || !link->kind->is_cooler || !link->kind->on)
                continue;
            char *params = cd_arena_alloc(arena, 1, link->kind->params_size);
            memcpy(params, link->params, link->kind->params_size);
            memcpy(params + action->field->offset, action->bytes, cd_field_size(action->field));
            if (is_idle(cs->net, link, params, 0))
                return true;
        }
    return false;
}

static bool has_passive_link(const cd_network *net)
{
    for (int l = 0; l < net->n_links; l++)
        if (net->links[l].kind->passive)
            return true;
    return false;
}

static bool has_capacity(const cd_network *net)
{
    return net->n_states > 0;
}

/* What is always so in a kind of network. */
static const struct {
    bool (*holds)(const cd_network *net);
    const char *sentence;
} limits[] = {
    {has_cooler,
     "coolers follow their steady-state maps: neither the heat capacity of their regenerators (but for `extra_mass`) "
     "nor their start-up is in the model"},
    {has_idle_cooler,
     "a cooler that is switched off carries no heat: the conduction of its tubes and regenerators, often the "
     "largest heat when it has failed, is not in the model"},
    {has_capacity,
     "each node has one temperature: gradients inside a body are not resolved (links with `segments` are)"},
    {has_passive_link, "radiation, residual gas and multilayer insulation act only where a link of the case says so"},
    {has_passive_link, "emissivities, sizes and contact forces keep the values of the case: no ageing, no frost, no "
                       "thermal contraction"},
};

/* The mass of links that found no node with heat capacity, or was asked to be neglected. */
static const char *neglected_mass(cd_arena *arena, const cd_network *net)
{
    double kg = 0;
    int n = 0;
    for (int l = 0; l < net->n_links; l++) {
        kg += net->links[l].neglected_kg;
        n += net->links[l].neglected_kg > 0;
    }
    if (n == 0)
        return NULL;
    return cd_arena_printf(arena,
                           "the heat capacity of %.4g kg of links is neglected (%d link%s with `mass = no` or "
                           "without a body to count it to)",
                           kg, n, n == 1 ? "" : "s");
}

size_t cd_leaves_out(cd_arena *arena, const cd_case *cs, const char *const **sentences)
{
    enum { N_LIMITS = sizeof limits / sizeof *limits };
    const char **list = cd_arena_alloc(arena, N_LIMITS + 1, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < N_LIMITS; i++)
        if (limits[i].holds(cs->net) || (limits[i].holds == has_idle_cooler && rules_idle_a_cooler(arena, cs)))
            list[n++] = limits[i].sentence;
    const char *mass = neglected_mass(arena, cs->net);
    if (mass)
        list[n++] = mass;
    *sentences = list;
    return n;
}
