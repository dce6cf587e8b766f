/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * audit - how long every material and map was used outside its data, and how much of the heat rests on estimated or
 * recalled data: what audit_step.c has added up, in words.
 */
#include "run_impl.h"

#include <math.h>

/* A share of the heat above which doubtful data are a warning. */
static const double share_that_matters = 0.05;

static const char *const doubt_words[CD_N_DOUBTS] = {"data of grade D (an order of magnitude)",
                                                     "estimated or recalled data"};

static void add(cd_run *run, size_t *cap, cd_audit_entry entry)
{
    CD_PUSH(run->arena, run->audit, run->n_audit, *cap, entry);
}

static const char *continued(const cd_property *property, bool below)
{
    const char *how = below ? property->below : property->above;
    return how ? how : "with the slope of its end";
}

/* One entry for all uses of a property outside one end of its range. */
static void report_range(cd_run *run, size_t *cap, size_t first, bool below)
{
    const cd_network *net = run->cs->net;
    const cd_audit_property *a = &net->audit_properties[first];
    double longest = 0, extreme = NAN;
    for (size_t i = 0; i < net->n_audit_properties; i++) {
        const cd_range_use *use = &run->recorder->range_use[i];
        if (net->audit_properties[i].property != a->property)
            continue;
        double t = below ? use->below_s : use->above_s;
        longest = fmax(longest, t);
        if (t > 0)
            extreme = below ? fmin(isnan(extreme) ? INFINITY : extreme, use->T_low_K)
                            : fmax(isnan(extreme) ? 0 : extreme, use->T_high_K);
    }
    if (longest > 0)
        add(run, cap,
            (cd_audit_entry){.what = a->what,
                             .how = below ? cd_arena_printf(run->arena, "below its data (%.4g K), continued %s",
                                                            a->property->T_min_K, continued(a->property, true))
                                          : cd_arena_printf(run->arena, "above its data (%.4g K), continued %s",
                                                            a->property->T_max_K, continued(a->property, false)),
                             .time_s = longest,
                             .T_extreme_K = extreme,
                             .share = NAN,
                             .warning = true});
}

/* Enthalpy that a part gave off (or took up) over pieces of its specific heat in that doubt. */
static double doubtful_enthalpy(const cd_run *run, const cd_audit_property *a, cd_doubt doubt)
{
    double T0 = run->T_start_K[a->node_a], T1 = run->T_end_K[a->node_a], sum = 0;
    for (size_t i = 0; i < a->property->n_pieces; i++) {
        const cd_piece *piece = &a->property->pieces[i];
        double low = fmax(fmin(T0, T1), piece->T_min_K), high = fmin(fmax(T0, T1), piece->T_max_K);
        if (cd_audit_doubts(piece, doubt) && high > low)
            sum += a->mass_kg * cd_curve_between(a->property->curve, low, high);
    }
    return sum;
}

static double all_enthalpy(const cd_run *run)
{
    const cd_network *net = run->cs->net;
    double sum = 0;
    for (int i = 0; i < net->n_nodes; i++)
        sum += fabs(run->stored_J[i]);
    return sum;
}

static void report_doubtful(cd_run *run, size_t *cap, size_t first, cd_doubt doubt, double all_J)
{
    const cd_network *net = run->cs->net;
    const cd_property *property = net->audit_properties[first].property;
    double sum = 0;
    for (size_t i = 0; i < net->n_audit_properties; i++)
        if (net->audit_properties[i].property == property && net->audit_properties[i].link < 0)
            sum += doubtful_enthalpy(run, &net->audit_properties[i], doubt);
    if (all_J > 0 && sum > share_that_matters * all_J)
        add(run, cap,
            (cd_audit_entry){
                .what = net->audit_properties[first].what,
                .how = cd_arena_printf(run->arena, "%s carried this share of the enthalpy", doubt_words[doubt]),
                .time_s = NAN,
                .T_extreme_K = NAN,
                .share = sum / all_J,
                .warning = true});
}

/* What shares of the heat are of: all that coolers carried, or the heat of a link that carried more (as in a warm-up).
 */
static double heat_carried(const cd_run *run)
{
    const cd_network *net = run->cs->net;
    double coolers_J = 0, largest_J = 0;
    for (int c = 0; c < net->n_channels; c++) {
        double E_J = run->recorder->through_J[c];
        coolers_J += net->links[net->channels[c].link].kind->is_cooler ? E_J : 0;
        largest_J = fmax(largest_J, E_J);
    }
    return fmax(coolers_J, largest_J);
}

static void report_doubtful_conduction(cd_run *run, size_t *cap, size_t first, cd_doubt doubt)
{
    const cd_network *net = run->cs->net;
    const cd_audit_property *a = &net->audit_properties[first];
    double sum_J = 0, all_J = heat_carried(run);
    for (size_t i = 0; i < net->n_audit_properties; i++)
        if (net->audit_properties[i].property == a->property)
            sum_J += run->recorder->range_use[i].doubtful_J[doubt];
    if (sum_J > share_that_matters * all_J)
        add(run, cap,
            (cd_audit_entry){.what = a->what,
                             .how =
                                 cd_arena_printf(run->arena, "%s carried this share of the heat", doubt_words[doubt]),
                             .time_s = NAN,
                             .T_extreme_K = NAN,
                             .share = sum_J / all_J,
                             .warning = true});
}

/* Each property once, by the number of its first use: there may be very many uses (the cells of rods) of a few
 * properties. */
static size_t first_uses(cd_run *run, size_t **first)
{
    const cd_network *net = run->cs->net;
    size_t n = 0, cap = 0;
    *first = NULL;
    for (size_t i = 0; i < net->n_audit_properties; i++) {
        bool seen = false;
        for (size_t k = 0; k < n && !seen; k++)
            seen = net->audit_properties[(*first)[k]].property == net->audit_properties[i].property;
        if (!seen)
            CD_PUSH(run->arena, *first, n, cap, i);
    }
    return n;
}

static void report_properties(cd_run *run, size_t *cap)
{
    double all_J = all_enthalpy(run);
    size_t *first, n = first_uses(run, &first);
    for (size_t i = 0; i < n; i++) {
        report_range(run, cap, first[i], true);
        report_range(run, cap, first[i], false);
        for (int d = 0; d < CD_N_DOUBTS; d++) {
            report_doubtful(run, cap, first[i], (cd_doubt)d, all_J);
            report_doubtful_conduction(run, cap, first[i], (cd_doubt)d);
        }
    }
}

static void report_coolers(cd_run *run, size_t *cap)
{
    static const char *const how[] = {"on measured points", "on points that its file marks as interpolated",
                                      "on points that its file marks as extrapolated", "on capacity that is assumed",
                                      "outside the map"};
    const cd_network *net = run->cs->net;
    for (size_t i = 0; i < net->n_audit_coolers; i++) {
        const cd_region_use *use = &run->recorder->region_use[i];
        const char *model = cd_cooler_about(net->audit_coolers[i].cooler)->model,
                   *name = net->links[net->audit_coolers[i].link].name;
        const char *what = !model ? cd_arena_printf(run->arena, "lift of cooler \"%s\"", name)
                           : net->n_audit_coolers == 1
                               ? cd_arena_printf(run->arena, "map of %s", model)
                               : cd_arena_printf(run->arena, "map of %s (cooler \"%s\")", model, name);
        double all_J = 0;
        for (int k = 0; k < CD_N_REGIONS; k++)
            all_J += use->lifted_J[k];
        for (int k = 1; k < CD_N_REGIONS; k++) {
            double share = all_J > 0 ? use->lifted_J[k] / all_J : 0;
            if (use->time_s[k] > 0)
                add(run, cap,
                    (cd_audit_entry){.what = what,
                                     .how = how[k],
                                     .time_s = use->time_s[k],
                                     .T_extreme_K = NAN,
                                     .share = share,
                                     .warning = (k == CD_REGION_OUTSIDE && share > 0.01) ||
                                                (k == CD_REGION_EXTENDED && share > share_that_matters)});
        }
    }
}

/* One entry for all limits of a link: the longest time, the highest temperature. */
static void report_limits(cd_run *run, size_t *cap)
{
    const cd_network *net = run->cs->net;
    for (size_t i = 0; i < net->n_audit_limits; i++) {
        const cd_audit_limit *a = &net->audit_limits[i];
        bool first = i == 0 || net->audit_limits[i - 1].link != a->link;
        cd_limit_use worst = {0, 0};
        for (size_t k = i; first && k < net->n_audit_limits && net->audit_limits[k].link == a->link; k++) {
            worst.above_s = fmax(worst.above_s, run->recorder->limit_use[k].above_s);
            worst.T_high_K = fmax(worst.T_high_K, run->recorder->limit_use[k].T_high_K);
        }
        const cd_link *link = &net->links[a->link];
        if (worst.above_s > 0)
            add(run, cap,
                (cd_audit_entry){.what = cd_arena_printf(run->arena, "%s \"%s\"", link->kind->name, link->name),
                                 .how = a->how,
                                 .time_s = worst.above_s,
                                 .T_extreme_K = worst.T_high_K,
                                 .share = NAN,
                                 .warning = true});
    }
}

/* Links on recalled or second-hand data that carried over 5 % of the heat. */
static void report_trust(cd_run *run, size_t *cap)
{
    const cd_network *net = run->cs->net;
    double all_J = heat_carried(run);
    for (int l = 0; l < net->n_links; l++) {
        const cd_link *link = &net->links[l];
        double E_J = run->recorder->through_J[link->first_channel];
        if (link->trust_what && E_J > share_that_matters * all_J)
            add(run, cap,
                (cd_audit_entry){.what = cd_arena_printf(run->arena, "%s of %s \"%s\"", link->trust_what,
                                                         link->kind->name, link->name),
                                 .how = link->trust_why,
                                 .time_s = NAN,
                                 .T_extreme_K = NAN,
                                 .share = E_J / all_J,
                                 .warning = true});
    }
}

void cd_audit_finish(cd_run *run)
{
    size_t cap = 0;
    cd_audit_extremes(run);
    report_properties(run, &cap);
    report_coolers(run, &cap);
    report_limits(run, &cap);
    report_trust(run, &cap);
    for (size_t i = 0; i < run->n_audit; i++) {
        const cd_audit_entry *e = &run->audit[i];
        if (!e->warning)
            continue;
        if (isnan(e->share))
            cd_run_warn(run, "%s: %s for %.3g h, at worst %.4g K", e->what, e->how, e->time_s / 3600, e->T_extreme_K);
        else
            cd_run_warn(run, "%s: %s: %.0f %%", e->what, e->how, 100 * e->share);
    }
}
