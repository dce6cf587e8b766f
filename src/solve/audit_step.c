/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * audit_step - what the audit sees at the end of every step: times outside the data of materials and maps, and heats by
 * what they rest on.
 */
#include "run_impl.h"

#include <math.h>

/* The integrator's own error at the end of a range is no excursion. */
static const double range_tolerance = 1e-4;

/* A conductivity of a link, in one doubt: the pieces that are. */
typedef struct {
    size_t use; /* of the property */
    cd_doubt doubt;
    size_t n;
    struct {
        double from_K, to_K;
    } * piece;
} doubtful_use;

/* What hardly ever happens at a step is left out of it: a property is looked at when one of all nodes leaves the range
 * of a property that is read there, its extremes are those of its nodes. */
struct cd_audit_watch {
    double *T_least_K, *T_most_K; /* over nodes: how far they went */
    double *T_low_K, *T_high_K;   /* over nodes: between these every property that is read there is within its range */
    doubtful_use *doubtful;
    size_t n_doubtful;
    int *electric, n_electric; /* the links that draw electric power */
};

bool cd_audit_doubts(const cd_piece *piece, cd_doubt doubt)
{
    bool order = piece->grade == CD_GRADE_D;
    if (doubt == CD_DOUBT_ORDER)
        return order;
    return !order && (piece->estimate || piece->recalled || piece->grade == CD_GRADE_C);
}

/* ---- start ---- */

static double lowest(const cd_property *property)
{
    return property->T_min_K * (1 - range_tolerance);
}

static double highest(const cd_property *property)
{
    return property->T_max_K * (1 + range_tolerance);
}

static void narrow(struct cd_audit_watch *watch, int node, const cd_property *property)
{
    if (node < 0)
        return;
    watch->T_low_K[node] = fmax(watch->T_low_K[node], lowest(property));
    watch->T_high_K[node] = fmin(watch->T_high_K[node], highest(property));
}

static void watch_nodes(cd_run *run, struct cd_audit_watch *watch)
{
    const cd_network *net = run->cs->net;
    double **const over_nodes[] = {&watch->T_least_K, &watch->T_most_K, &watch->T_low_K, &watch->T_high_K};
    for (size_t i = 0; i < sizeof over_nodes / sizeof *over_nodes; i++)
        *over_nodes[i] = cd_arena_alloc(run->arena, (size_t)net->n_nodes, sizeof(double));
    for (int i = 0; i < net->n_nodes; i++) {
        watch->T_least_K[i] = watch->T_high_K[i] = INFINITY;
        watch->T_most_K[i] = 0;
        watch->T_low_K[i] = -INFINITY;
    }
    for (size_t i = 0; i < net->n_audit_properties; i++) {
        narrow(watch, net->audit_properties[i].node_a, net->audit_properties[i].property);
        narrow(watch, net->audit_properties[i].node_b, net->audit_properties[i].property);
    }
}

static size_t count_doubts(const cd_property *property, cd_doubt doubt)
{
    size_t n = 0;
    for (size_t i = 0; i < property->n_pieces; i++)
        n += cd_audit_doubts(&property->pieces[i], doubt);
    return n;
}

static void watch_doubt(cd_run *run, struct cd_audit_watch *watch, size_t use, cd_doubt doubt)
{
    const cd_property *property = run->cs->net->audit_properties[use].property;
    const size_t n = count_doubts(property, doubt);
    if (n == 0)
        return;
    doubtful_use *d = &watch->doubtful[watch->n_doubtful++];
    *d = (doubtful_use){.use = use, .doubt = doubt, .piece = cd_arena_alloc(run->arena, n, sizeof *d->piece)};
    for (size_t i = 0; i < property->n_pieces; i++)
        if (cd_audit_doubts(&property->pieces[i], doubt)) {
            d->piece[d->n].from_K = property->pieces[i].T_min_K;
            d->piece[d->n++].to_K = property->pieces[i].T_max_K;
        }
}

static void watch_doubts(cd_run *run, struct cd_audit_watch *watch)
{
    const cd_network *net = run->cs->net;
    watch->doubtful = cd_arena_alloc(run->arena, CD_N_DOUBTS * net->n_audit_properties, sizeof *watch->doubtful);
    for (size_t i = 0; i < net->n_audit_properties; i++)
        for (int d = 0; d < CD_N_DOUBTS; d++)
            if (net->audit_properties[i].link >= 0 && net->audit_properties[i].property->kind == CD_PROPERTY_K)
                watch_doubt(run, watch, i, (cd_doubt)d);
}

static void watch_electric(cd_run *run, struct cd_audit_watch *watch)
{
    const cd_network *net = run->cs->net;
    watch->electric = cd_arena_alloc(run->arena, (size_t)net->n_links, sizeof *watch->electric);
    for (int l = 0; l < net->n_links; l++)
        if (net->links[l].kind->electric)
            watch->electric[watch->n_electric++] = l;
}

void cd_audit_start(cd_run *run)
{
    const cd_network *net = run->cs->net;
    struct cd_recorder *rec = run->recorder;
    rec->on_s = cd_arena_alloc(run->arena, (size_t)net->n_links, sizeof(double));
    rec->through_J = cd_arena_alloc(run->arena, (size_t)net->n_channels, sizeof(double));
    rec->let_in_J = cd_arena_alloc(run->arena, (size_t)net->n_channels, sizeof(double));
    rec->range_use = cd_arena_alloc(run->arena, net->n_audit_properties, sizeof(cd_range_use));
    rec->region_use = cd_arena_alloc(run->arena, net->n_audit_coolers, sizeof(cd_region_use));
    rec->limit_use = cd_arena_alloc(run->arena, net->n_audit_limits, sizeof(cd_limit_use));
    for (size_t i = 0; i < net->n_audit_coolers; i++)
        rec->region_use[i].place[0] = rec->region_use[i].place[1] = NAN;
    rec->audit = cd_arena_alloc(run->arena, 1, sizeof *rec->audit);
    watch_nodes(run, rec->audit);
    watch_doubts(run, rec->audit);
    watch_electric(run, rec->audit);
}

/* ---- steps ---- */

/* The part of a conductivity integral between two temperatures that lies on the doubtful pieces. */
static double doubtful_part(const cd_property *property, const doubtful_use *d, double low_K, double high_K)
{
    double sum = 0;
    for (size_t i = 0; i < d->n; i++) {
        const double from_K = low_K > d->piece[i].from_K ? low_K : d->piece[i].from_K;
        const double to_K = high_K < d->piece[i].to_K ? high_K : d->piece[i].to_K;
        if (to_K > from_K)
            sum += cd_curve_between(property->curve, from_K, to_K);
    }
    return sum > 0 ? sum / cd_curve_between(property->curve, low_K, high_K) : 0;
}

static void see_doubt(const cd_run *run, const doubtful_use *d, double dt_s)
{
    const cd_audit_property *audit = &run->cs->net->audit_properties[d->use];
    const double T_a_K = run->work->T_K[audit->node_a];
    const double T_b_K = audit->node_b >= 0 ? run->work->T_K[audit->node_b] : T_a_K;
    const double part = doubtful_part(audit->property, d, T_a_K < T_b_K ? T_a_K : T_b_K, T_a_K > T_b_K ? T_a_K : T_b_K);
    if (part > 0)
        run->recorder->range_use[d->use].doubtful_J[d->doubt] +=
            fabs(cd_network_channel(run->work, run->cs->net->links[audit->link].first_channel)) * dt_s * part;
}

/* Whether all nodes are where every property that is read there is within its range. */
static bool see_nodes(const cd_run *run)
{
    struct cd_audit_watch *watch = run->recorder->audit;
    const double *T = run->work->T_K;
    bool within = true;
    for (int i = 0; i < run->cs->net->n_nodes; i++) {
        watch->T_least_K[i] = T[i] < watch->T_least_K[i] ? T[i] : watch->T_least_K[i];
        watch->T_most_K[i] = T[i] > watch->T_most_K[i] ? T[i] : watch->T_most_K[i];
        within = within && !(T[i] < watch->T_low_K[i] || T[i] > watch->T_high_K[i]);
    }
    return within;
}

static void see_range(const cd_run *run, const cd_audit_property *audit, cd_range_use *use, double dt_s)
{
    const double T_a_K = run->work->T_K[audit->node_a];
    const double T_b_K = audit->node_b >= 0 ? run->work->T_K[audit->node_b] : T_a_K;
    const double low_K = lowest(audit->property), high_K = highest(audit->property);
    if (T_a_K < low_K || T_b_K < low_K)
        use->below_s += dt_s;
    if (T_a_K > high_K || T_b_K > high_K)
        use->above_s += dt_s;
}

static void see_properties(const cd_run *run, double dt_s)
{
    const cd_network *net = run->cs->net;
    const struct cd_audit_watch *watch = run->recorder->audit;
    if (!see_nodes(run))
        for (size_t i = 0; i < net->n_audit_properties; i++)
            see_range(run, &net->audit_properties[i], &run->recorder->range_use[i], dt_s);
    for (size_t k = 0; k < watch->n_doubtful; k++)
        see_doubt(run, &watch->doubtful[k], dt_s);
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
    cd_region region = cd_cooler_region_beside(audit->cooler, T, use->place);
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
    struct cd_recorder *rec = run->recorder;
    const double dt_s = to_s - from_s;
    if (run->tr)
        cd_transient_near_end(run->tr, to_s);
    for (int k = 0; k < rec->audit->n_electric; k++)
        if (is_on(run, rec->audit->electric[k], from_s, to_s))
            rec->on_s[rec->audit->electric[k]] += dt_s;
    for (int c = 0; c < net->n_channels; c++) {
        const double Q_W = cd_network_channel(run->work, c);
        rec->through_J[c] += fabs(Q_W) * dt_s;
        rec->let_in_J[c] += (Q_W < 0 ? -Q_W : 0) * dt_s;
    }
    see_properties(run, dt_s);
    for (size_t i = 0; i < net->n_audit_coolers; i++)
        see_cooler(run, &net->audit_coolers[i], &rec->region_use[i], from_s, to_s);
    for (size_t i = 0; i < net->n_audit_limits; i++)
        see_limit(run, &net->audit_limits[i], &rec->limit_use[i], to_s, dt_s);
}

void cd_audit_extremes(cd_run *run)
{
    const cd_network *net = run->cs->net;
    const struct cd_audit_watch *watch = run->recorder->audit;
    for (size_t i = 0; i < net->n_audit_properties; i++) {
        const cd_audit_property *a = &net->audit_properties[i];
        cd_range_use *use = &run->recorder->range_use[i];
        const int b = a->node_b >= 0 ? a->node_b : a->node_a;
        use->T_low_K = fmin(watch->T_least_K[a->node_a], watch->T_least_K[b]);
        use->T_high_K = fmax(watch->T_most_K[a->node_a], watch->T_most_K[b]);
    }
}
