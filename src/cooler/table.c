/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * table - lattice of lifts over (ln T1, ln T2), and its bicubic interpolation.
 *
 * u_i = ln(T_i / T_i first) / h_i. The bicubics are in u, where every cell is the unit square, so the slopes need no
 * scaling; dQ/dT_i = (dQ/du_i) / (h_i T_i).
 */
#include "table.h"

#include <math.h>

/* The lattice begins at 0.65 of the corner's temperature and covers 330 K. 16 lines below the corner (2.7 % of T each)
 * keep the PT415 within 0.35 W of its nodes and 5 mW below 6 K; 11 would give 1.2 W. */
#define LOWEST_SHARE 0.65
#define T_LAST_K     330.0

typedef struct {
    size_t n;
    double T_first_K, T_last_K;
    double ln_first, h; /* of ln T */
} axis;

struct cd_table {
    axis axis[2];
    cd_jet *knot; /* Q1, Q2 at line i of T1, j of T2: knot[i * axis[1].n + j]; slopes per cell */
};

/* Equal steps of ln T, one line at the corner. One more line than asked for at the warm end: part_stages bends the last
 * cell. */
static axis axis_new(double T_corner_K, size_t fineness)
{
    const double h = -log(LOWEST_SHARE) / (double)fineness;
    const double first = log(T_corner_K) + log(LOWEST_SHARE);
    const size_t above = (size_t)ceil(fmax(log(T_LAST_K / T_corner_K), 0) / h) + 1;
    const size_t n = fineness + above + 1;
    return (axis){n, exp(first), exp(first + (double)(n - 1) * h), first, h};
}

static double line_T_K(const axis *a, size_t i)
{
    return exp(a->ln_first + (double)i * a->h);
}

/* The lifts at all knots. Rows are gone through to and fro, so that the search always begins at a neighbour's place. */
static bool fill(cd_table *table, const cd_rim *rim, double T_bad_K[2])
{
    const axis *a = table->axis;
    double q[2] = {0, 0};
    for (size_t i = 0; i < a[0].n; i++)
        for (size_t step = 0; step < a[1].n; step++) {
            const size_t j = i % 2 ? a[1].n - 1 - step : step;
            const double T_K[2] = {line_T_K(&a[0], i), line_T_K(&a[1], j)};
            if (!cd_rim_lift(rim, T_K, q, table->knot[i * a[1].n + j].f)) {
                T_bad_K[0] = T_K[0];
                T_bad_K[1] = T_K[1];
                return false;
            }
        }
    return true;
}

/* 0, 1, 2 ...: the lattice's coordinate u. */
static double *counts(cd_arena *arena, size_t n)
{
    double *count = cd_arena_alloc(arena, n, sizeof *count);
    for (size_t i = 0; i < n; i++)
        count[i] = (double)i;
    return count;
}

/* Beyond the lattice, too, each stage goes on in its own temperature only: Q1 meets the lines of least and largest T2
 * without slope in T2, Q2 those of T1 without slope in T1. */
static void part_stages(cd_table *table)
{
    const size_t n1 = table->axis[0].n, n2 = table->axis[1].n;
    for (size_t i = 0; i < n1; i++)
        for (size_t j = 0; j < n2; j += n2 - 1)
            table->knot[i * n2 + j].fy[0] = table->knot[i * n2 + j].fxy[0] = 0;
    for (size_t i = 0; i < n1; i += n1 - 1)
        for (size_t j = 0; j < n2; j++)
            table->knot[i * n2 + j].fx[1] = table->knot[i * n2 + j].fxy[1] = 0;
}

cd_table *cd_table_new(cd_arena *arena, const cd_rim *rim, const double T_corner_K[2], size_t fineness,
                       double T_bad_K[2])
{
    cd_table *table = cd_arena_alloc(arena, 1, sizeof *table);
    table->axis[0] = axis_new(T_corner_K[0], fineness);
    table->axis[1] = axis_new(T_corner_K[1], fineness);
    const size_t n1 = table->axis[0].n, n2 = table->axis[1].n;
    table->knot = cd_arena_alloc(arena, n1 * n2, sizeof *table->knot);
    if (!fill(table, rim, T_bad_K))
        return NULL;
    const double *u1 = counts(arena, n1), *u2 = counts(arena, n2);
    cd_bicubic_slopes(arena, u1, n1, u2, n2, table->knot);
    cd_bicubic_twists(arena, u1, n1, u2, n2, table->knot);
    part_stages(table);
    return table;
}

/* Where a temperature falls on an axis: the cell, the place in it, and how far it lies beyond the lattice. */
typedef struct {
    size_t cell;
    double s;      /* 0..1 */
    double beyond; /* in cells */
    double du_dT;  /* per K */
} place;

static place place_on(const axis *a, double T_K)
{
    const double T_in_K = T_K < a->T_first_K ? a->T_first_K : T_K > a->T_last_K ? a->T_last_K : T_K;
    const double u = fmax((log(T_in_K) - a->ln_first) / a->h, 0);
    const size_t cell = u < (double)(a->n - 2) ? (size_t)u : a->n - 2;
    const double du_dT = 1 / (a->h * T_in_K);
    return (place){cell, u - (double)cell, (T_K - T_in_K) * du_dT, du_dT};
}

void cd_table_lift(const cd_table *table, const double T_K[2], double Q_W[2], double *dQ_dT)
{
    const place p1 = place_on(&table->axis[0], T_K[0]), p2 = place_on(&table->axis[1], T_K[1]);
    const size_t n2 = table->axis[1].n;
    cd_jet jet;
    cd_bicubic_at(&table->knot[p1.cell * n2 + p2.cell], n2, 1, 1, p1.s, p2.s, &jet);
    if (p1.beyond != 0 || p2.beyond != 0)
        cd_jet_move(&jet, p1.beyond, p2.beyond);
    for (int m = 0; m < 2; m++) {
        Q_W[m] = jet.f[m];
        if (dQ_dT) {
            dQ_dT[2 * m] = jet.fx[m] * p1.du_dT;
            dQ_dT[2 * m + 1] = jet.fy[m] * p2.du_dT;
        }
    }
}
