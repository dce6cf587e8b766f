/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * audit - how long every material and map was used outside its data, and how much of the heat rests on estimated or
 * recalled data.
 */
#include "run_impl.h"

#include <math.h>
#include <string.h>

/* The integrator's own error at the end of a range is no excursion. */
static const double range_tolerance = 1e-4;

/* A share of the heat above which doubtful data are a warning. */
static const double share_that_matters = 0.05;

static const char *const doubt_words[CD_N_DOUBTS] = {"data of grade D (an order of magnitude)",
                                                     "estimated or recalled data"};

static bool is_doubtful(const cd_piece *piece, cd_doubt doubt)
{
    bool order = piece->grade == CD_GRADE_D;
    if (doubt == CD_DOUBT_ORDER)
        return order;
    return !order && (piece->estimate || piece->recalled || piece->grade == CD_GRADE_C);
}

static bool has_doubt(const cd_property *property, cd_doubt doubt)
{
    for (size_t i = 0; i < property->n_pieces; i++)
        if (is_doubtful(&property->pieces[i], doubt))
            return true;
    return false;
}

void cd_audit_start(cd_run *run)
{
    const cd_network *net = run->cs->net;
    run->recorder->on_s = cd_arena_alloc(run->arena, (size_t)net->n_links, sizeof(double));
    run->recorder->through_J = cd_arena_alloc(run->arena, (size_t)net->n_channels, sizeof(double));
    run->recorder->let_in_J = cd_arena_alloc(run->arena, (size_t)net->n_channels, sizeof(double));
    run->recorder->range_use = cd_arena_alloc(run->arena, net->n_audit_properties, sizeof(cd_range_use));
    run->recorder->region_use = cd_arena_alloc(run->arena, net->n_audit_coolers, sizeof(cd_region_use));
    run->recorder->limit_use = cd_arena_alloc(run->arena, net->n_audit_limits, sizeof(cd_limit_use));
    for (size_t i = 0; i < net->n_audit_properties; i++) {
        run->recorder->range_use[i].T_low_K = INFINITY;
        run->recorder->range_use[i].T_high_K = 0;
        for (int d = 0; d < CD_N_DOUBTS; d++)
            run->recorder->range_use[i].doubtful[d] = has_doubt(net->audit_properties[i].property, (cd_doubt)d);
    }
}

/* The part of a conductivity integral between two temperatures that lies on pieces in that doubt. */
static double doubtful_part(const cd_property *property, cd_doubt doubt, double low_K, double high_K)
{
    double all = cd_curve_between(property->curve, low_K, high_K), sum = 0;
    for (size_t i = 0; i < property->n_pieces; i++) {
        const cd_piece *piece = &property->pieces[i];
        double from_K = fmax(low_K, piece->T_min_K), to_K = fmin(high_K, piece->T_max_K);
        if (is_doubtful(piece, doubt) && to_K > from_K)
            sum += cd_curve_between(property->curve, from_K, to_K);
    }
    return all > 0 ? sum / all : 0;
}

static void see_property(const cd_run *run, const cd_audit_property *audit, cd_range_use *use, double dt_s)
{
    const double *T = run->work->T_K;
    double low = T[audit->node_a], high = low;
    if (audit->node_b >= 0) {
        low = fmin(low, T[audit->node_b]);
        high = fmax(high, T[audit->node_b]);
    }
    use->T_low_K = fmin(use->T_low_K, low);
    use->T_high_K = fmax(use->T_high_K, high);
    if (low < audit->property->T_min_K * (1 - range_tolerance))
        use->below_s += dt_s;
    if (high > audit->property->T_max_K * (1 + range_tolerance))
        use->above_s += dt_s;
    if (audit->link < 0 || audit->property->kind != CD_PROPERTY_K)
        return;
    double through_J = fabs(cd_network_channel(run->work, run->cs->net->links[audit->link].first_channel)) * dt_s;
    for (int d = 0; d < CD_N_DOUBTS; d++)
        if (use->doubtful[d])
            use->doubtful_J[d] += through_J * doubtful_part(audit->property, (cd_doubt)d, low, high);
}

/* While a cooler is off its map is not in use. */
static bool is_on(const cd_run *run, int link, double from_s, double to_s)
{
    const cd_link_kind *kind = run->cs->net->links[link].kind;
    return !kind->on || kind->on(cd_network_params(run->work, link), (cd_when){to_s, 0.5 * (from_s + to_s)});
}

static void see_cooler(const cd_run *run, const cd_audit_cooler *audit, cd_region_use *use, double from_s, double to_s)
{
    const cd_network *net = run->cs->net;
    const cd_link *link = &net->links[audit->link];
    double T[2] = {run->work->T_K[audit->nodes[0]], audit->nodes[1] >= 0 ? run->work->T_K[audit->nodes[1]] : 0}, Q = 0;
    if (!is_on(run, audit->link, from_s, to_s))
        return;
    for (int c = link->first_channel; c < link->first_channel + link->n_channels; c++)
        Q += fmax(cd_network_channel(run->work, c), 0); /* what an idle stage lets in is not taken out */
    cd_region region = cd_cooler_region(audit->cooler, T);
    use->time_s[region] += to_s - from_s;
    use->lifted_J[region] += Q * (to_s - from_s);
}

static void see_limit(const cd_run *run, const cd_audit_limit *audit, cd_limit_use *use, double t_s, double dt_s)
{
    double T_K = run->work->T_K[audit->node];
    if (!(T_K > audit->T_max_K) || !run->tr || !audit->active(audit->params, cd_transient_when(run->tr, t_s)))
        return;
    use->above_s += dt_s;
    use->T_high_K = fmax(use->T_high_K, T_K);
}

void cd_audit_step(cd_run *run, double from_s, double to_s)
{
    const cd_network *net = run->cs->net;
    cd_look(run, to_s);
    for (int l = 0; l < net->n_links; l++)
        if (net->links[l].kind->electric && is_on(run, l, from_s, to_s))
            run->recorder->on_s[l] += to_s - from_s;
    for (int c = 0; c < net->n_channels; c++) {
        const double Q_W = cd_network_channel(run->work, c);
        run->recorder->through_J[c] += fabs(Q_W) * (to_s - from_s);
        run->recorder->let_in_J[c] += fmax(-Q_W, 0) * (to_s - from_s);
    }
    for (size_t i = 0; i < net->n_audit_properties; i++)
        see_property(run, &net->audit_properties[i], &run->recorder->range_use[i], to_s - from_s);
    for (size_t i = 0; i < net->n_audit_coolers; i++)
        see_cooler(run, &net->audit_coolers[i], &run->recorder->region_use[i], from_s, to_s);
    for (size_t i = 0; i < net->n_audit_limits; i++)
        see_limit(run, &net->audit_limits[i], &run->recorder->limit_use[i], to_s, to_s - from_s);
}

/* ---- what it comes to ---- */

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
        if (is_doubtful(piece, doubt) && high > low)
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
