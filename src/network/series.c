/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * series - Newton's method for the heat q through a chain. From both ends the temperatures follow q from part to part
 * (a pressed joint: T_far^2 = T^2 - 2 q / a) up to the core, whose law must carry q:
 *     gap(q) = heat(T_left(q), T_right(q)) - q = 0,    dgap/dq <= -1,
 * since the heat of a core with a potential falls as q draws its ends together. Where the search fails (a power law
 * drawn to nothing from a warm end, an end at 0 K) the general way is taken, and after a few times at once. Begun from
 * the last solution and its tangents dq/dT_end = -(dgap/dT_end) / (dgap/dq).
 */
#include "series.h"
#include "massless.h"

#include <math.h>

enum { MOST_ITERATIONS = 20, MOST_FAILURES = 3 };

/* ---- which groups are chains ---- */

/* What enters one end leaves the other: of passive links, as cd_flow has it. */
static bool is_pair(const cd_network *net, const cd_element *e)
{
    return e->n == 2 && !e->regulator && e->observers == 0 && !e->is_source && net->links[e->link].kind->passive;
}

/* The element of the group at a node, other than `not_this`; -1: none, -2: several. */
static int element_at(const cd_network *net, const struct cd_group *group, int node, int not_this)
{
    int found = -1;
    for (int k = 0; k < group->n_elements; k++) {
        const int *at = net->terminal_node + net->elements[group->elements[k]].first;
        if ((at[0] == node || at[1] == node) && group->elements[k] != not_this)
            found = found == -1 ? group->elements[k] : -2;
    }
    return found;
}

/* An element that leads out of the group, where a chain begins; or -1. */
static int first_part(const cd_network *net, const struct cd_group *group)
{
    for (int k = 0; k < group->n_elements; k++) {
        const int *at = net->terminal_node + net->elements[group->elements[k]].first;
        for (int i = 0; i < 2; i++)
            if (net->nodes[at[i]].kind != CD_NODE_MASSLESS)
                return group->elements[k];
    }
    return -1;
}

/* Walks from the first part on, listing the nodes between. False where it does not lead through all of the group. */
static bool walk(const cd_network *net, const struct cd_group *group, struct cd_series *s, int element, int *between)
{
    const int *at = net->terminal_node + net->elements[element].first;
    int node = net->nodes[at[0]].kind != CD_NODE_MASSLESS ? at[0] : at[1];
    s->end[0] = node;
    for (int i = 0; i < s->n; i++) {
        if (element < 0)
            return false;
        at = net->terminal_node + net->elements[element].first;
        s->part[i] = (struct cd_series_part){element, at[1] == node ? -1 : 1};
        node = at[1] == node ? at[0] : at[1];
        if ((net->nodes[node].kind == CD_NODE_MASSLESS) != (i < s->n - 1))
            return false;
        if (i < s->n - 1) {
            between[i] = node;
            element = element_at(net, group, node, element);
        }
    }
    s->end[1] = node;
    return true;
}

/* The part that does not know its far end, or the last. False where there are several. */
static bool find_core(const cd_network *net, struct cd_series *s)
{
    int without = 0;
    s->core = s->n - 1;
    for (int i = 0; i < s->n; i++)
        if (!net->elements[s->part[i].element].far_end) {
            s->core = i;
            without++;
        }
    return without <= 1;
}

const struct cd_series *cd_series_find(cd_arena *arena, const cd_network *net, const struct cd_group *group)
{
    enum { LONGEST = 64 }; /* to find one takes the square of its length */
    if (group->n_elements != group->n + 1 || group->n > LONGEST)
        return NULL;
    for (int k = 0; k < group->n_elements; k++)
        if (!is_pair(net, &net->elements[group->elements[k]]))
            return NULL;
    struct cd_series *s = cd_arena_alloc(arena, 1, sizeof *s);
    s->n = group->n_elements;
    s->part = cd_arena_alloc(arena, (size_t)s->n, sizeof *s->part);
    s->node = cd_arena_alloc(arena, (size_t)group->n, sizeof *s->node);
    int first = first_part(net, group), *between = cd_arena_alloc(arena, (size_t)group->n, sizeof *between);
    if (first < 0 || !walk(net, group, s, first, between) || !find_core(net, s))
        return NULL;
    s->n_left = s->core;
    for (int i = 0; i < group->n; i++)
        s->node[i] = i < s->core ? between[i] : between[group->n - 1 - (i - s->core)];
    return s;
}

/* ---- its heat ---- */

/* The last solution. */
typedef struct {
    double q_W;
    double T_end_K[2]; /* NaN: no tangents */
    double dq_dT[2];   /* by the ends */
    double failures;   /* in a row */
} memory;

size_t cd_series_memory_size(void)
{
    return sizeof(memory) / sizeof(double);
}

static memory *memory_of(const cd_network_work *work, const struct cd_group *group)
{
    return (memory *)(work->memory + group->series_memory);
}

void cd_series_forget(cd_network_work *work, const struct cd_group *group)
{
    memory *m = memory_of(work, group);
    m->T_end_K[0] = NAN;
    m->failures = 0;
}

void cd_series_take_over(cd_network_work *work, const struct cd_group *group)
{
    const struct cd_series_part *core = &group->series->part[group->series->core];
    memory *m = memory_of(work, group);
    m->q_W = core->sign * work->call[core->element].Q_W[1];
    m->T_end_K[0] = NAN;
    m->failures++;
}

static double predict(const cd_network_work *work, const struct cd_series *s, const memory *m)
{
    if (isnan(m->q_W))
        return 0;
    if (isnan(m->T_end_K[0]))
        return m->q_W;
    return m->q_W + m->dq_dT[0] * (work->T_K[s->end[0]] - m->T_end_K[0]) +
           m->dq_dT[1] * (work->T_K[s->end[1]] - m->T_end_K[1]);
}

/* Over the nodes, in the order of the chain: what an attempt found. */
static double *slopes(cd_network_work *work)
{
    return work->dense;
}

static double *temperatures(cd_network_work *work, const struct cd_series *s)
{
    return work->dense + s->n;
}

/* How far a flow is from being carried by the core, and the derivatives of that. */
typedef struct {
    double gap_W, by_q, by_end[2];
} opening;

/* One side of the core. */
typedef struct {
    double T_K, by_q, by_end;
} side;

/* From an end to the core; leaves the temperatures of the nodes on the way and their derivatives by q. */
static inline side come_from(cd_network_work *work, const struct cd_series *s, int end, int n, double q_W)
{
    const int way = end == 0 ? 1 : -1, *node = s->node + (end == 0 ? 0 : s->n_left);
    const struct cd_series_part *part = s->part + (end == 0 ? 0 : s->n - 1);
    double *T_K = temperatures(work, s) + (node - s->node), *dT_dq = slopes(work) + (node - s->node);
    side at = {work->T_K[s->end[end]], 0, 1};
    for (int i = 0; i < n; i++, part += way) {
        const struct cd_element_call *call = &work->call[part->element];
        double by_q, by_T;
        at.T_K = call->far_end(call->params, at.T_K, way * q_W, &by_q, &by_T);
        at.by_q = way * by_q + by_T * at.by_q;
        at.by_end *= by_T;
        T_K[i] = at.T_K;
        dT_dq[i] = at.by_q;
    }
    return at;
}

static bool open_at(cd_network_work *work, const struct cd_series *s, cd_when when, double q_W, opening *o)
{
    const side left = come_from(work, s, 0, s->n_left, q_W);
    const side right = come_from(work, s, 1, s->n - 1 - s->n_left, q_W);
    const struct cd_element_call *core = &work->call[s->part[s->core].element];
    const int to = s->part[s->core].sign > 0; /* its terminal on the right */
    double T_K[2], Q_W[2], dQ[4];
    if (!(left.T_K > 0 && right.T_K > 0))
        return false;
    T_K[to] = right.T_K;
    T_K[1 - to] = left.T_K;
    if (core->flow(core->params, T_K, when, Q_W, dQ) != 0)
        return false;
    const double by_left = dQ[2 * to + 1 - to], by_right = dQ[2 * to + to];
    o->gap_W = Q_W[to] - q_W;
    o->by_q = by_left * left.by_q + by_right * right.by_q - 1;
    o->by_end[0] = by_left * left.by_end;
    o->by_end[1] = by_right * right.by_end;
    return isfinite(o->gap_W) && isfinite(o->by_q) && o->by_q != 0;
}

/* Whether all temperatures move by so little that what their tangents leave out is rounding: see massless.c. */
static bool is_last(cd_network_work *work, const struct cd_series *s, double step_W)
{
    const double *T_K = temperatures(work, s), *dT_dq = slopes(work);
    for (int i = 0; i < s->n - 1; i++)
        if (!(fabs(dT_dq[i] * step_W) <= 3e-7 * T_K[i]))
            return false;
    return true;
}

static void set_heats(cd_network_work *work, const struct cd_series *s, double q_W)
{
    for (int i = 0; i < s->n; i++) {
        double *Q_W = work->call[s->part[i].element].Q_W;
        Q_W[0] = -s->part[i].sign * q_W;
        Q_W[1] = s->part[i].sign * q_W;
    }
}

static int finish(cd_network_work *work, const struct cd_group *group, cd_when when, double q_W, double step_W,
                  bool partials)
{
    const struct cd_series *s = group->series;
    const double *T_K = temperatures(work, s), *dT_dq = slopes(work);
    for (int i = 0; i < s->n - 1; i++)
        work->T_K[s->node[i]] = T_K[i] + dT_dq[i] * step_W;
    if (partials && cd_network_evaluate(work, group->elements, group->n_elements, when, true) != 0)
        return 1;
    set_heats(work, s, q_W + step_W);
    return 0;
}

static void remember(cd_network_work *work, const struct cd_group *group, double q_W, const opening *o)
{
    const struct cd_series *s = group->series;
    memory *m = memory_of(work, group);
    m->q_W = q_W;
    m->failures = 0;
    for (int i = 0; i < 2; i++) {
        m->T_end_K[i] = work->T_K[s->end[i]];
        m->dq_dT[i] = -o->by_end[i] / o->by_q;
    }
}

int cd_series_solve(cd_network_work *work, const struct cd_group *group, cd_when when, bool partials)
{
    const struct cd_series *s = group->series;
    const memory *m = memory_of(work, group);
    double q_W = predict(work, s, m), carried_W = 0; /* no heat can always be carried */
    if (work->scaled || m->failures >= MOST_FAILURES)
        return 1;
    for (int k = 0; k < MOST_ITERATIONS; k++) {
        opening o;
        if (!open_at(work, s, when, q_W, &o)) {
            if (q_W == carried_W)
                return 1;
            q_W = 0.5 * (q_W + carried_W);
            continue;
        }
        double step_W = -o.gap_W / o.by_q;
        if (is_last(work, s, step_W)) {
            if (!work->looking)
                remember(work, group, q_W + step_W, &o);
            return finish(work, group, when, q_W, step_W, partials);
        }
        carried_W = q_W;
        q_W += step_W;
    }
    return 1;
}
