/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * assumed - what a result owes to capacity that nobody has published: the share of the heat taken out on it, and when
 * the goal is reached with the assumed lift at 300 K 40 % smaller and larger (one more run each).
 */
#include "run_impl.h"

#include <math.h>
#include <string.h>

/* Below this share of the heat it is not worth a word. */
static const double share_that_shows = 0.01;
static const double anchor_shares[2] = {0.6, 1.4};

/* What a cooler is called here: by its model or, when the case gives its lift, by its link. */
static const char *name_of(const cd_run *run, size_t i)
{
    const cd_network *net = run->cs->net;
    const char *model = cd_cooler_about(net->audit_coolers[i].cooler)->model;
    return model ? model : cd_arena_printf(run->arena, "the lift of %s", net->links[net->audit_coolers[i].link].name);
}

/* The coolers that lifted heat in a region, each name once. */
static const char *names_in(const cd_run *run, cd_region region)
{
    const size_t n = run->cs->net->n_audit_coolers;
    const char **seen = cd_arena_alloc(run->arena, n, sizeof *seen), *out = NULL;
    size_t n_seen = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(run->recorder->region_use[i].lifted_J[region] > 0))
            continue;
        const char *name = name_of(run, i);
        size_t k = 0;
        while (k < n_seen && strcmp(seen[k], name) != 0)
            k++;
        if (k < n_seen)
            continue;
        seen[n_seen++] = name;
        out = out ? cd_arena_printf(run->arena, "%s, %s", out, name) : name;
    }
    return out;
}

static void add_up(cd_run *run)
{
    double all_J = 0, lifted_J[CD_N_REGIONS] = {0};
    for (size_t i = 0; i < run->cs->net->n_audit_coolers; i++)
        for (int k = 0; k < CD_N_REGIONS; k++) {
            const double Q_J = fmax(run->recorder->region_use[i].lifted_J[k], 0);
            lifted_J[k] += Q_J;
            all_J += Q_J;
        }
    run->assumed_share = all_J > 0 ? lifted_J[CD_REGION_EXTENDED] / all_J : 0;
    run->outside_share = all_J > 0 ? lifted_J[CD_REGION_OUTSIDE] / all_J : 0;
    if (run->assumed_share > share_that_shows)
        run->assumed_of = names_in(run, CD_REGION_EXTENDED);
    run->corner_share = all_J > 0 ? lifted_J[CD_REGION_EXTRAPOLATED] / all_J : 0;
    if (run->corner_share > share_that_shows)
        run->corner_of = names_in(run, CD_REGION_EXTRAPOLATED);
    if (run->outside_share > share_that_shows)
        run->outside_of = names_in(run, CD_REGION_OUTSIDE);
}

/* The same network with other assumptions: its nodes, and its elements with the params that kinds give. What they took
 * goes to run->assumed_taken[][variant]. NULL when one of them has none. */
static const cd_network *assuming(cd_run *run, int variant)
{
    const cd_network *net = run->cs->net;
    cd_network *other = cd_arena_alloc(run->arena, 1, sizeof *other);
    *other = *net;
    other->elements = cd_arena_alloc(run->arena, (size_t)net->n_elements, sizeof *other->elements);
    memcpy(other->elements, net->elements, (size_t)net->n_elements * sizeof *other->elements);
    other->links = cd_arena_alloc(run->arena, (size_t)net->n_links, sizeof *other->links);
    memcpy(other->links, net->links, (size_t)net->n_links * sizeof *other->links);
    for (size_t i = 0; i < net->n_audit_coolers; i++) {
        const cd_link *link = &net->links[net->audit_coolers[i].link];
        if (!cd_cooler_about(net->audit_coolers[i].cooler)->assumed || !link->kind->assume)
            continue;
        const void *params =
            link->kind->assume(run->arena, link->params, anchor_shares[variant], &run->assumed_taken[i][variant]);
        if (!params)
            return NULL;
        other->links[net->audit_coolers[i].link].params = params;
        for (int k = link->first_element; k < link->first_element + link->n_elements; k++)
            if (other->elements[k].params == link->params)
                other->elements[k].params = params;
    }
    return other;
}

static bool is_as_asked(const cd_assumption *taken, int stage, int variant)
{
    return fabs(taken->share[stage] - anchor_shares[variant]) < 1e-9;
}

/* "158 W (the least that the data allow) and 42 W": one cooler. */
static const char *text_of_taken(cd_arena *arena, const cd_assumption *taken, int variant)
{
    const char *out = "";
    for (int m = 0; m < taken->n_stages; m++)
        out = cd_arena_printf(arena, "%s%s%.3g W%s", out, m ? " and " : "", taken->warm_W[m],
                              is_as_asked(taken, m, variant) ? "" : " (the least that the data allow)");
    return out;
}

/* What a variant is called. Data that are not below the assumption times its share stand against it. */
static const char *text_of_variant(const cd_run *run, int variant)
{
    const cd_network *net = run->cs->net;
    const char *out = "";
    bool as_asked = true;
    for (size_t i = 0; i < net->n_audit_coolers; i++) {
        const cd_assumption *taken = &run->assumed_taken[i][variant];
        for (int m = 0; m < taken->n_stages; m++)
            as_asked = as_asked && is_as_asked(taken, m, variant);
        if (taken->n_stages == 0)
            continue;
        out = cd_arena_printf(run->arena, "%s%s%s", out, *out ? ", " : "", text_of_taken(run->arena, taken, variant));
        if (net->n_audit_coolers > 1)
            out = cd_arena_printf(run->arena, "%s of %s", out, net->links[net->audit_coolers[i].link].name);
    }
    return as_asked ? (variant == 0 ? "40 % less at 300 K" : "40 % more at 300 K")
                    : cd_arena_printf(run->arena, "%s at 300 K", out);
}

void cd_assumed_run(cd_run *run)
{
    cd_goal g = {0};
    run->assumed_goal_s[0] = run->assumed_goal_s[1] = NAN;
    run->assumed_taken = cd_arena_alloc(run->arena, run->cs->net->n_audit_coolers, sizeof *run->assumed_taken);
    add_up(run);
    if (!run->assumed_of || run->options.no_ranking || run->steady_only)
        return;
    if (!cd_goal_take(run, &g, "compare", &run->assumed_note))
        return;
    if (2.0 * run->cs->net->n_states * (double)run->statistics.steps > CD_MOST_WORK) {
        run->assumed_note = "the network is too large to repeat the run with other assumptions";
        return;
    }
    const cd_transient_options options = cd_goal_options(run);
    for (int k = 0; k < 2; k++) {
        const cd_network *net = assuming(run, k);
        run->assumed_text[k] = text_of_variant(run, k);
        if (!net) {
            run->assumed_note = "a lift so much smaller or larger at 300 K contradicts the data";
            continue;
        }
        run->assumed_goal_s[k] = cd_goal_time(run, &g, cd_network_work_new(run->arena, net), &options, NULL);
    }
}
