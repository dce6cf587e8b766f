/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * piecewise - see piecewise.h.
 */
#include "piecewise.h"
#include "jump.h"

#include <assert.h>
#include <math.h>

/* Two pieces agree at a join when value and log-slope do; a step below `same_value` is lost in the tabulation. */
static const double same_value = 1e-7, same_log_slope = 1e-6;
static const double blend_ratio = 1.05;
static const double log_step = 0x1p-13; /* of the differences that give slopes */

typedef struct {
    double T_K;
    double T_from_K, T_to_K; /* of the blend; both T_K when there is none */
    double ln_width;         /* ln(T_to / T_from) */
    bool jump;
    double lift; /* of a jump */
} join;

/* Join i is between the parts i and i + 1. */
typedef struct {
    const cd_part *part;
    size_t n;
    join *joins;
    cd_continuation low, high;
} chain;

static double part_value(const cd_part *part, double T_K)
{
    return part->form->value(&part->params, T_K);
}

/* dy/dT by the fourth-order difference in ln T. */
static double part_slope(const cd_part *part, double T_K)
{
    double y[4];
    const int step[4] = {-2, -1, 1, 2};
    for (int i = 0; i < 4; i++)
        y[i] = part_value(part, T_K * exp(step[i] * log_step));
    return (8 * (y[2] - y[1]) - (y[3] - y[0])) / (12 * log_step) / T_K;
}

static double blended(const chain *c, size_t i, double T_K)
{
    const join *j = &c->joins[i];
    double left = part_value(&c->part[i], T_K), right = part_value(&c->part[i + 1], T_K);
    if (j->jump)
        return left + cd_jump_share(right - left, j->lift, T_K, j->T_K);
    double u = log(T_K / j->T_from_K) / j->ln_width;
    return left + (right - left) * cd_smoothstep(u);
}

/* cd_property.source_value */
static double chain_value(const void *ctx, double T_K)
{
    const chain *c = ctx;
    if (T_K < c->low.T_K)
        return cd_continuation_value(&c->low, T_K);
    if (T_K > c->high.T_K)
        return cd_continuation_value(&c->high, T_K);
    for (size_t i = 0; i + 1 < c->n; i++) {
        const join *j = &c->joins[i];
        if (T_K > j->T_from_K && T_K < j->T_to_K)
            return blended(c, i, T_K);
        if (T_K < j->T_K)
            return part_value(&c->part[i], T_K);
    }
    return part_value(&c->part[c->n - 1], T_K);
}

/* How far a blend may reach into a part: half of it, so that blends at both its ends do not meet, or all of an outer
 * part. */
static double room(const chain *c, size_t i)
{
    double all = c->part[i].about.T_max_K / c->part[i].about.T_min_K;
    bool outer = i == 0 || i + 1 == c->n;
    return outer ? all : sqrt(all);
}

typedef struct {
    const chain *c;
    size_t i;
} place;

/* cd_jump_height of join i. */
static double jump_height(const void *ctx, double T_K)
{
    const place *p = ctx;
    return part_value(&p->c->part[p->i + 1], T_K) - part_value(&p->c->part[p->i], T_K);
}

static join join_between(const chain *c, size_t i)
{
    const cd_part *l = &c->part[i], *r = &c->part[i + 1];
    double T_K = r->about.T_min_K, left = part_value(l, T_K), right = part_value(r, T_K);
    double bend = (part_slope(r, T_K) - part_slope(l, T_K)) * T_K;
    if (fabs(right - left) <= same_value * fabs(left) && fabs(bend) <= same_log_slope * fabs(left))
        return (join){.T_K = T_K, .T_from_K = T_K, .T_to_K = T_K};
    if (r->jump) {
        const place p = {c, i};
        return (join){.T_K = T_K,
                      .T_from_K = T_K - CD_JUMP_HALF_K,
                      .T_to_K = T_K + CD_JUMP_HALF_K,
                      .jump = true,
                      .lift = cd_jump_lift(jump_height, &p, T_K)};
    }
    double ratio = fmin(blend_ratio, fmin(room(c, i), room(c, i + 1)));
    const double T_from_K = T_K / ratio, T_to_K = T_K * ratio;
    return (join){.T_K = T_K, .T_from_K = T_from_K, .T_to_K = T_to_K, .ln_width = log(T_to_K / T_from_K)};
}

static cd_continuation end_of(cd_property_kind property, cd_material_class class, const cd_part *part, bool below)
{
    double T_K = below ? part->about.T_min_K : part->about.T_max_K;
    return cd_continuation_of(property, class, below, T_K, part_value(part, T_K), part_slope(part, T_K));
}

static const chain *link_parts(cd_arena *arena, cd_property_kind property, cd_material_class class,
                               const cd_part *parts, size_t n)
{
    chain *c = cd_arena_alloc(arena, 1, sizeof *c);
    *c = (chain){.part = parts, .n = n, .joins = cd_arena_alloc(arena, n, sizeof *c->joins)};
    c->low = end_of(property, class, &parts[0], true);
    c->high = end_of(property, class, &parts[n - 1], false);
    for (size_t i = 0; i + 1 < n; i++) {
        assert(parts[i].about.T_max_K == parts[i + 1].about.T_min_K);
        c->joins[i] = join_between(c, i);
    }
    return c;
}

/* The temperatures of all jumps, spread over 0.1 K: those at joins and those inside a part. */
static double *find_jumps(cd_arena *arena, const chain *c, size_t *n_jumps)
{
    double *jumps_K = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i + 1 < c->n; i++)
        if (c->joins[i].jump)
            CD_PUSH(arena, jumps_K, n, cap, c->joins[i].T_K);
    for (size_t i = 0; i < c->n; i++) {
        const cd_part *part = &c->part[i];
        double T_K = part->form->jump_K ? part->form->jump_K(&part->params) : 0;
        if (T_K > 0)
            CD_PUSH(arena, jumps_K, n, cap, T_K);
    }
    *n_jumps = n;
    return jumps_K;
}

/* The kinks of a chain are its ends and the joins that are not blended. */
const cd_curve *cd_piecewise_curve(cd_arena *arena, const cd_property *property, double *T_bad_K)
{
    const chain *c = property->source_ctx;
    double *kinks_K = cd_arena_alloc(arena, c->n + 2, sizeof *kinks_K);
    size_t n_kinks = 0;
    kinks_K[n_kinks++] = c->low.T_K;
    kinks_K[n_kinks++] = c->high.T_K;
    for (size_t i = 0; i + 1 < c->n; i++)
        if (c->joins[i].T_from_K == c->joins[i].T_to_K)
            kinks_K[n_kinks++] = c->joins[i].T_K;
    const cd_curve_detail detail = {kinks_K, n_kinks, property->jumps_K, property->n_jumps};
    return cd_curve_new(arena, chain_value, c, property->kind != CD_PROPERTY_CONTRACTION, &detail, T_bad_K);
}

cd_property *cd_piecewise_new(cd_arena *arena, cd_property_kind kind, cd_material_class class, const cd_part *parts,
                              size_t n)
{
    assert(n >= 1);
    const chain *c = link_parts(arena, kind, class, parts, n);
    size_t n_jumps;
    const double *jumps_K = find_jumps(arena, c, &n_jumps);
    cd_piece *pieces = cd_arena_alloc(arena, n, sizeof *pieces);
    for (size_t i = 0; i < n; i++)
        pieces[i] = parts[i].about;
    cd_property *property = cd_arena_alloc(arena, 1, sizeof *property);
    *property = (cd_property){.kind = kind,
                              .T_min_K = c->low.T_K,
                              .T_max_K = c->high.T_K,
                              .jumps_K = jumps_K,
                              .n_jumps = n_jumps,
                              .pieces = pieces,
                              .n_pieces = n,
                              .below = cd_continuation_text(arena, &c->low),
                              .above = cd_continuation_text(arena, &c->high),
                              .source_value = chain_value,
                              .source_ctx = c};
    return property;
}

/* The integral of blended minus switched over a join's blend, by Simpson's rule on each side; and the largest change of
 * the value in *effect. */
static double walk_blend(const chain *c, size_t i, cd_join_effect *effect)
{
    enum { STEPS = 200 };
    const join *j = &c->joins[i];
    double sum = 0;
    for (int side = 0; side < 2; side++) {
        double from_K = side ? j->T_K : j->T_from_K, width_K = (side ? j->T_to_K : j->T_K) - from_K;
        for (int k = 0; k <= STEPS; k++) {
            double T_K = from_K + width_K * k / STEPS, sharp = part_value(&c->part[i + (size_t)side], T_K);
            double change = (k == 0 && !side) || (k == STEPS && side) ? 0 : blended(c, i, T_K) - sharp;
            sum += change * width_K / (3 * STEPS) * (k == 0 || k == STEPS ? 1 : k % 2 ? 4 : 2);
            if (fabs(change / sharp) > fabs(effect->value_change)) {
                effect->value_change = change / sharp;
                effect->value_change_T_K = T_K;
            }
        }
    }
    return sum;
}

cd_join_effect cd_piecewise_join(const cd_property *property, size_t i)
{
    const chain *c = property->source_ctx;
    const join *j = &c->joins[i];
    cd_join_effect effect = {.T_K = j->T_K, .T_from_K = j->T_from_K, .T_to_K = j->T_to_K, .jump = j->jump};
    if (j->T_from_K == j->T_to_K)
        return effect;
    double change = walk_blend(c, i, &effect), all = cd_curve_integral(property->curve, j->T_to_K) - change;
    effect.integral_change = change / all;
    return effect;
}
