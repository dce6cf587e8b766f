/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * outside - lift of a two-stage map beyond its measured region: see outside.h for the rule.
 */
#include "outside.h"

#include "../material/pchip.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* One of the four curves: `own` rises along it, so that `other` is a function of `own`. Both are cubics in the
 * parameter p between its points. */
typedef struct {
    size_t n;
    double *p, *own, *own_slope, *other, *other_slope;
    double least, largest; /* of other: without overshoot, those of its points */
} edge;

struct cd_rim {
    const cd_grid *grid;
    edge T1_low, T1_high; /* ln T1 as a function of ln T2 at the least and the largest Q1 */
    edge T2_low, T2_high; /* ln T2 as a function of ln T1 at the least and the largest Q2 */
};

static edge edge_new(cd_arena *arena, const double *p, size_t n)
{
    double *room = cd_arena_alloc(arena, 5 * n, sizeof *room);
    for (size_t i = 0; i < n; i++)
        room[i] = p[i];
    return (edge){n, room, room + n, room + 2 * n, room + 3 * n, room + 4 * n, INFINITY, -INFINITY};
}

static void set_range(edge *e)
{
    for (size_t i = 0; i < e->n; i++) {
        e->least = fmin(e->least, e->other[i]);
        e->largest = fmax(e->largest, e->other[i]);
    }
}

/* Along y at knot i of x: own is T2. */
static edge edge_of_Q1(cd_arena *arena, const cd_grid *grid, size_t i)
{
    edge e = edge_new(arena, grid->y, grid->n2);
    for (size_t j = 0; j < e.n; j++) {
        const cd_jet *k = &grid->knot[i * grid->n2 + j];
        e.own[j] = k->f[1], e.own_slope[j] = k->fy[1];
        e.other[j] = k->f[0], e.other_slope[j] = k->fy[0];
    }
    set_range(&e);
    return e;
}

/* Along x at knot j of y: own is T1. */
static edge edge_of_Q2(cd_arena *arena, const cd_grid *grid, size_t j)
{
    edge e = edge_new(arena, grid->x, grid->n1);
    for (size_t i = 0; i < e.n; i++) {
        const cd_jet *k = &grid->knot[i * grid->n2 + j];
        e.own[i] = k->f[0], e.own_slope[i] = k->fx[0];
        e.other[i] = k->f[1], e.other_slope[i] = k->fx[1];
    }
    set_range(&e);
    return e;
}

cd_rim *cd_rim_new(cd_arena *arena, const cd_grid *grid)
{
    cd_rim *rim = cd_arena_alloc(arena, 1, sizeof *rim);
    *rim = (cd_rim){grid, edge_of_Q1(arena, grid, 0), edge_of_Q1(arena, grid, grid->n1 - 1), edge_of_Q2(arena, grid, 0),
                    edge_of_Q2(arena, grid, grid->n2 - 1)};
    return rim;
}

/* The parameter at which own(p) = wanted, own[0] < wanted < own[n - 1]: Newton's method inside the interval, halving it
 * where Newton would leave it. */
static double parameter_at(const edge *e, double wanted)
{
    enum { STEPS = 100 };
    size_t i = 0;
    while (i + 2 < e->n && wanted >= e->own[i + 1])
        i++;
    double low = e->p[i], high = e->p[i + 1];
    double p = low + (high - low) * (wanted - e->own[i]) / (e->own[i + 1] - e->own[i]);
    for (int step = 0; step < STEPS; step++) {
        double slope;
        const double over = cd_pchip_value(&e->p[i], &e->own[i], &e->own_slope[i], 2, p, &slope) - wanted;
        *(over > 0 ? &high : &low) = p;
        double next = p - over / slope;
        if (!(next >= low && next <= high))
            next = 0.5 * (low + high);
        if (fabs(next - p) <= 1e-15 * (e->p[e->n - 1] - e->p[0]))
            break;
        p = next;
    }
    return p;
}

/* The other temperature on the curve; beyond its ends that of the end. */
static double find_on_edge(const edge *e, double own)
{
    if (own <= e->own[0])
        return e->other[0];
    if (own >= e->own[e->n - 1])
        return e->other[e->n - 1];
    return cd_pchip_value(e->p, e->other, e->other_slope, e->n, parameter_at(e, own), NULL);
}

/* Answers of one curve, at places given by the bits of the question: a lattice asks the same again in every line. */
enum { SEEN_BITS = 9 };
typedef struct {
    double own[1 << SEEN_BITS], other[1 << SEEN_BITS]; /* own 0: none yet; a question of exactly 0 is not kept */
} seen;

static size_t seen_place(double own)
{
    uint64_t bits;
    memcpy(&bits, &own, sizeof bits);
    return (size_t)((bits * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - SEEN_BITS)); /* Fibonacci hashing */
}

static double edge_at(const edge *e, double own, seen *memory)
{
    if (!memory)
        return find_on_edge(e, own);
    const size_t i = seen_place(own);
    if (memory->own[i] != own || own == 0) {
        memory->own[i] = own;
        memory->other[i] = find_on_edge(e, own);
    }
    return memory->other[i];
}

/* Clips `other` at `own` to what lies between two curves, without looking for a place on them where it need not.
 * `memory` of both, or NULL. */
static double between(double other, double own, const edge *low, const edge *high, seen *memory)
{
    if (other < low->largest)
        other = fmax(other, edge_at(low, own, memory));
    if (other > high->least)
        other = fmin(other, edge_at(high, own, memory ? memory + 1 : NULL));
    return other;
}

static void clip(const cd_rim *rim, seen *memory, double lnT[2])
{
    enum { ROUNDS = 200 };
    for (int round = 0; round < ROUNDS; round++) {
        const double before[2] = {lnT[0], lnT[1]};
        lnT[0] = between(lnT[0], lnT[1], &rim->T1_low, &rim->T1_high, memory);
        lnT[1] = between(lnT[1], lnT[0], &rim->T2_low, &rim->T2_high, memory ? memory + 2 : NULL);
        if (fabs(lnT[0] - before[0]) + fabs(lnT[1] - before[1]) < 1e-14)
            return;
    }
}

void cd_rim_clip(const cd_rim *rim, double lnT[2])
{
    clip(rim, NULL, lnT);
}

/* dQ_i/dT_i at the place q: the diagonal of the inverse of dT/dQ. */
static void own_slopes(const cd_jet *jet, const double q[2], const double T_K[2], double dQ_dT[2])
{
    const double det = jet->fx[0] * jet->fy[1] - jet->fy[0] * jet->fx[1];
    dQ_dT[0] = jet->fy[1] / det / T_K[0];
    dQ_dT[1] = jet->fx[0] / det / T_K[1] * cosh(q[1]); /* dQ2/dy = cosh y */
}

static bool lift(const cd_rim *rim, seen *memory, const double T_K[2], double q[2], double Q_W[2])
{
    double lnT[2] = {log(T_K[0]), log(T_K[1])};
    clip(rim, memory, lnT);
    cd_jet jet;
    if (!cd_grid_find(rim->grid, lnT, q, &jet))
        return false;
    const double T_clip_K[2] = {exp(lnT[0]), exp(lnT[1])};
    double dQ_dT[2];
    own_slopes(&jet, q, T_clip_K, dQ_dT);
    cd_grid_loads(q, Q_W);
    for (int m = 0; m < 2; m++)
        Q_W[m] += fmax(dQ_dT[m], 0) * (T_K[m] - T_clip_K[m]);
    return true;
}

bool cd_rim_lift(const cd_rim *rim, const double T_K[2], double q[2], double Q_W[2])
{
    return lift(rim, NULL, T_K, q, Q_W);
}

/* ---- along the lines of a lattice ---- */

struct cd_rim_walk {
    const cd_rim *rim;
    seen memory[4];      /* of the four curves */
    double lnT[2], q[2]; /* the last place */
    bool is_begun;
};

cd_rim_walk *cd_rim_walk_new(cd_arena *arena, const cd_rim *rim)
{
    cd_rim_walk *walk = cd_arena_alloc(arena, 1, sizeof *walk);
    walk->rim = rim;
    return walk;
}

bool cd_rim_walk_find(cd_rim_walk *walk, const double T_K[2], double q[2])
{
    double lnT[2] = {log(T_K[0]), log(T_K[1])};
    clip(walk->rim, walk->memory, lnT);
    if (!walk->is_begun || walk->lnT[0] != lnT[0] || walk->lnT[1] != lnT[1]) {
        cd_jet jet;
        if (!cd_grid_find(walk->rim->grid, lnT, walk->q, &jet))
            return false;
        walk->lnT[0] = lnT[0], walk->lnT[1] = lnT[1];
        walk->is_begun = true;
    }
    q[0] = walk->q[0], q[1] = walk->q[1];
    return true;
}

bool cd_rim_walk_lift(cd_rim_walk *walk, const double T_K[2], double q[2], double Q_W[2])
{
    return lift(walk->rim, walk->memory, T_K, q, Q_W);
}
