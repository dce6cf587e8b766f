/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * piecewise - see piecewise.h.
 */
#include "piecewise.h"

#include <assert.h>
#include <math.h>

/* Two pieces agree at a join when value and log-slope do; a step below `same_value` is lost in the tabulation. */
static const double same_value = 1e-7, same_log_slope = 1e-6;
static const double blend_ratio = 1.05;
static const double log_step = 0x1p-13; /* of the differences that give log-slopes */

typedef struct {
    double T_K;
    double T_from_K, T_to_K; /* of the blend; both T_K when there is none */
} join;

/* The continuation y = y (T / T_K)^power beyond an end. */
typedef struct {
    double T_K, y, power;
} end;

typedef struct {
    const cd_part *part;
    size_t n;
    const join *joins;
    end low, high;
} chain;

static double part_value(const cd_part *part, double T_K)
{
    return part->form->value(&part->params, T_K);
}

/* d ln y / d ln T by the fourth-order difference. */
static double log_slope(const cd_part *part, double T_K)
{
    double ln_y[4];
    const int step[4] = {-2, -1, 1, 2};
    for (int i = 0; i < 4; i++)
        ln_y[i] = log(part_value(part, T_K * exp(step[i] * log_step)));
    return (8 * (ln_y[2] - ln_y[1]) - (ln_y[3] - ln_y[0])) / (12 * log_step);
}

static double smoothstep(double u)
{
    return u * u * u * (10 + u * (6 * u - 15));
}

static double blended(const chain *c, size_t i, double T_K)
{
    const join *j = &c->joins[i];
    double u = log(T_K / j->T_from_K) / log(j->T_to_K / j->T_from_K);
    double left = part_value(&c->part[i], T_K), right = part_value(&c->part[i + 1], T_K);
    return left + (right - left) * smoothstep(u);
}

/* cd_property.source_value */
static double chain_value(const void *ctx, double T_K)
{
    const chain *c = ctx;
    if (T_K < c->low.T_K)
        return c->low.y * pow(T_K / c->low.T_K, c->low.power);
    if (T_K > c->high.T_K)
        return c->high.y * pow(T_K / c->high.T_K, c->high.power);
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

static join join_between(const chain *c, size_t i)
{
    double T_K = c->part[i].about.T_max_K;
    double left = part_value(&c->part[i], T_K), right = part_value(&c->part[i + 1], T_K);
    double bend = log_slope(&c->part[i + 1], T_K) - log_slope(&c->part[i], T_K);
    if (fabs(right - left) <= same_value * fabs(left) && fabs(bend) <= same_log_slope)
        return (join){T_K, T_K, T_K};
    double ratio = fmin(blend_ratio, fmin(room(c, i), room(c, i + 1)));
    return (join){T_K, T_K / ratio, T_K * ratio};
}

static end end_of(const cd_part *part, double T_K)
{
    return (end){T_K, part_value(part, T_K), log_slope(part, T_K)};
}

static const chain *link_parts(cd_arena *arena, const cd_part *parts, size_t n)
{
    chain *c = cd_arena_alloc(arena, 1, sizeof *c);
    join *joins = cd_arena_alloc(arena, n, sizeof *joins);
    *c = (chain){.part = parts, .n = n, .joins = joins};
    for (size_t i = 0; i + 1 < n; i++) {
        assert(parts[i].about.T_max_K == parts[i + 1].about.T_min_K);
        joins[i] = join_between(c, i);
    }
    c->low = end_of(&parts[0], parts[0].about.T_min_K);
    c->high = end_of(&parts[n - 1], parts[n - 1].about.T_max_K);
    return c;
}

/* Tabulates the chain: its kinks are the joins that are not blended. */
static const cd_curve *tabulate(cd_arena *arena, const chain *c, double *T_bad_K)
{
    double *kinks_K = cd_arena_alloc(arena, c->n, sizeof *kinks_K), jump_K = 0;
    size_t n_kinks = 0;
    for (size_t i = 0; i + 1 < c->n; i++)
        if (c->joins[i].T_from_K == c->joins[i].T_to_K)
            kinks_K[n_kinks++] = c->joins[i].T_K;
    for (size_t i = 0; i < c->n; i++)
        if (c->part[i].form->jump_K)
            jump_K = c->part[i].form->jump_K(&c->part[i].params);
    return cd_curve_new(arena, chain_value, c, true, kinks_K, n_kinks, jump_K, T_bad_K);
}

const cd_property *cd_piecewise_new(cd_arena *arena, const cd_part *parts, size_t n, double *T_bad_K)
{
    assert(n >= 1);
    const chain *c = link_parts(arena, parts, n);
    const cd_curve *curve = tabulate(arena, c, T_bad_K);
    if (!curve)
        return NULL;
    cd_piece *pieces = cd_arena_alloc(arena, n, sizeof *pieces);
    for (size_t i = 0; i < n; i++)
        pieces[i] = parts[i].about;
    cd_property *property = cd_arena_alloc(arena, 1, sizeof *property);
    *property = (cd_property){.curve = curve,
                              .T_min_K = c->low.T_K,
                              .T_max_K = c->high.T_K,
                              .pieces = pieces,
                              .n_pieces = n,
                              .source_value = chain_value,
                              .source_ctx = c};
    return property;
}

void cd_piecewise_blend(const cd_property *property, size_t i, double *T_from_K, double *T_to_K)
{
    const chain *c = property->source_ctx;
    *T_from_K = c->joins[i].T_from_K;
    *T_to_K = c->joins[i].T_to_K;
}
