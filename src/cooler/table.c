/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * table - lattice of lifts over (ln T1, ln T2), and its bicubic interpolation. A run passes through a few hundred of
 * its 20 000 cells: each is made when it is first asked for.
 *
 * u_i = ln(T_i / T_i first) / h_i. The bicubics are in u, where every cell is the unit square, so the slopes need no
 * scaling; dQ/dT_i = (dQ/du_i) / (h_i T_i).
 */
#include "table.h"

#include "../material/pchip.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>

/* The lattice begins at 0.65 of the corner's temperature and covers 330 K. 16 lines below the corner (2.7 % of T each)
 * keep the PT415 within 0.35 W of its nodes and 5 mW below 6 K; 11 would give 1.2 W. */
#define LOWEST_SHARE 0.65
#define T_LAST_K     330.0

typedef struct {
    size_t n;
    double T_first_K, T_last_K;
    double ln_first, h; /* of ln T */
} axis;

typedef struct filling filling;

/* Every so many lines the map is inverted at once: that finds maps which cannot be, and is where the search for the
 * knots between begins. */
#define STRIDE ((size_t)4)

struct cd_table {
    axis axis[2];
    filling *filling;
};

/* What is filled while the table is in use. A cell is a square of four knots; it is made by the first that asks for it,
 * under the lock, and never changed again. What it holds does not depend on who asks for what first. */
struct filling {
    pthread_mutex_t lock; /* in the arena like the rest: on Linux one that nobody holds needs no destroying */
    cd_rim_walk *walk;
    atomic_bool *is_made;         /* over cells: is_made[i * axis[1].n + j] */
    cd_jet *knot;                 /* Q1, Q2 at line i of T1, j of T2: knot[i * axis[1].n + j]; slopes per cell */
    bool *has_value, *has_slopes; /* over knots */
    double (*start)[2];           /* over every STRIDE-th line of both axes: the place found there */
    size_t n_start[2];
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

/* Inverts the map at every STRIDE-th line of both axes, to and fro, so that each search begins at its neighbour's
 * place. */
static bool find_starts(const cd_table *table, double T_bad_K[2])
{
    filling *f = table->filling;
    for (size_t i = 0; i < f->n_start[0]; i++)
        for (size_t step = 0; step < f->n_start[1]; step++) {
            const size_t j = i % 2 ? f->n_start[1] - 1 - step : step;
            const double T_K[2] = {line_T_K(&table->axis[0], i * STRIDE), line_T_K(&table->axis[1], j * STRIDE)};
            if (!cd_rim_walk_find(f->walk, T_K, f->start[i * f->n_start[1] + j])) {
                T_bad_K[0] = T_K[0];
                T_bad_K[1] = T_K[1];
                return false;
            }
        }
    return true;
}

cd_table *cd_table_new(cd_arena *arena, const cd_rim *rim, const double T_corner_K[2], size_t fineness,
                       double T_bad_K[2])
{
    cd_table *table = cd_arena_alloc(arena, 1, sizeof *table);
    filling *f = table->filling = cd_arena_alloc(arena, 1, sizeof *table->filling);
    table->axis[0] = axis_new(T_corner_K[0], fineness);
    table->axis[1] = axis_new(T_corner_K[1], fineness);
    const size_t n = table->axis[0].n * table->axis[1].n;
    pthread_mutex_init(&f->lock, NULL);
    f->walk = cd_rim_walk_new(arena, rim);
    f->is_made = cd_arena_alloc(arena, n, sizeof *f->is_made);
    f->knot = cd_arena_alloc(arena, n, sizeof *f->knot);
    f->has_value = cd_arena_alloc(arena, n, sizeof *f->has_value);
    f->has_slopes = cd_arena_alloc(arena, n, sizeof *f->has_slopes);
    for (int m = 0; m < 2; m++)
        f->n_start[m] = (table->axis[m].n + STRIDE - 1) / STRIDE;
    f->start = cd_arena_alloc(arena, f->n_start[0] * f->n_start[1], sizeof *f->start);
    return find_starts(table, T_bad_K) ? table : NULL;
}

/* ---- filling, under the lock ---- */

static void find_value(const cd_table *table, size_t i, size_t j, double Q_W[2])
{
    const filling *f = table->filling;
    const double *start = f->start[i / STRIDE * f->n_start[1] + j / STRIDE];
    const double T_K[2] = {line_T_K(&table->axis[0], i), line_T_K(&table->axis[1], j)};
    double q[2] = {start[0], start[1]};
    if (!cd_rim_walk_lift(f->walk, T_K, q, Q_W))
        Q_W[0] = Q_W[1] = NAN;
}

/* Lifts at a knot; NAN where the map cannot be inverted after all. */
static inline const double *value_at(const cd_table *table, size_t i, size_t j)
{
    filling *f = table->filling;
    const size_t k = i * table->axis[1].n + j;
    if (!f->has_value[k])
        find_value(table, i, j, f->knot[k].f);
    f->has_value[k] = true;
    return f->knot[k].f;
}

/* The first of three lines of which line i is one: the two beside it, at an end the two next to it. */
static size_t window(const axis *a, size_t i)
{
    const size_t before = i > 0 ? i - 1 : 0;
    return before < a->n - 3 ? before : a->n - 3;
}

/* PCHIP slope at line i from three values that begin at line `first`; the lines are 1 apart. */
static double slope_of(const double value[3], size_t i, size_t first)
{
    static const double lines[3] = {0, 1, 2};
    return cd_pchip_slope(lines, value, 3, i - first);
}

static double slope_along_1(const cd_table *table, size_t i, size_t j, int m)
{
    const size_t first = window(&table->axis[0], i);
    double value[3];
    for (size_t a = 0; a < 3; a++)
        value[a] = value_at(table, first + a, j)[m];
    return slope_of(value, i, first);
}

static double slope_along_2(const cd_table *table, size_t i, size_t j, int m)
{
    const size_t first = window(&table->axis[1], j);
    double value[3];
    for (size_t b = 0; b < 3; b++)
        value[b] = value_at(table, i, first + b)[m];
    return slope_of(value, j, first);
}

/* The mean of the slopes of fx along T2 and of fy along T1, as cd_bicubic_twists has it. */
static double twist(const cd_table *table, size_t i, size_t j, int m)
{
    const size_t first1 = window(&table->axis[0], i), first2 = window(&table->axis[1], j);
    double fy[3], fx[3];
    for (size_t a = 0; a < 3; a++) {
        fy[a] = slope_along_2(table, first1 + a, j, m);
        fx[a] = slope_along_1(table, i, first2 + a, m);
    }
    return 0.5 * slope_of(fy, i, first1) + 0.5 * slope_of(fx, j, first2);
}

/* Beyond the lattice, too, each stage goes on in its own temperature only: Q1 meets the lines of least and largest T2
 * without slope in T2, Q2 those of T1 without slope in T1. */
static void part_stages(const cd_table *table, size_t i, size_t j)
{
    cd_jet *knot = &table->filling->knot[i * table->axis[1].n + j];
    if (j == 0 || j == table->axis[1].n - 1)
        knot->fy[0] = knot->fxy[0] = 0;
    if (i == 0 || i == table->axis[0].n - 1)
        knot->fx[1] = knot->fxy[1] = 0;
}

static void make_knot(const cd_table *table, size_t i, size_t j)
{
    filling *f = table->filling;
    const size_t k = i * table->axis[1].n + j;
    if (f->has_slopes[k])
        return;
    value_at(table, i, j);
    for (int m = 0; m < 2; m++) {
        f->knot[k].fx[m] = slope_along_1(table, i, j, m);
        f->knot[k].fy[m] = slope_along_2(table, i, j, m);
        f->knot[k].fxy[m] = twist(table, i, j, m);
    }
    part_stages(table, i, j);
    f->has_slopes[k] = true;
}

static void make_cell(const cd_table *table, size_t i, size_t j)
{
    filling *f = table->filling;
    pthread_mutex_lock(&f->lock);
    for (size_t a = 0; a < 2; a++)
        for (size_t b = 0; b < 2; b++)
            make_knot(table, i + a, j + b);
    atomic_store_explicit(&f->is_made[i * table->axis[1].n + j], true, memory_order_release);
    pthread_mutex_unlock(&f->lock);
}

/* ---- use ---- */

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
    const double lines = (log(T_in_K) - a->ln_first) / a->h, u = lines > 0 ? lines : 0;
    const size_t cell = u < (double)(a->n - 2) ? (size_t)u : a->n - 2;
    const double du_dT = 1 / (a->h * T_in_K);
    return (place){cell, u - (double)cell, (T_K - T_in_K) * du_dT, du_dT};
}

void cd_table_lift(const cd_table *table, const double T_K[2], double Q_W[2], double *dQ_dT)
{
    const place p1 = place_on(&table->axis[0], T_K[0]), p2 = place_on(&table->axis[1], T_K[1]);
    const size_t n2 = table->axis[1].n, cell = p1.cell * n2 + p2.cell;
    if (!atomic_load_explicit(&table->filling->is_made[cell], memory_order_acquire))
        make_cell(table, p1.cell, p2.cell);
    const bool beyond = p1.beyond != 0 || p2.beyond != 0;
    if (!dQ_dT && !beyond) {
        cd_bicubic_value(&table->filling->knot[cell], n2, 1, 1, p1.s, p2.s, Q_W);
        return;
    }
    cd_jet jet;
    cd_bicubic_at(&table->filling->knot[cell], n2, 1, 1, p1.s, p2.s, &jet);
    if (beyond)
        cd_jet_move(&jet, p1.beyond, p2.beyond);
    for (int m = 0; m < 2; m++) {
        Q_W[m] = jet.f[m];
        if (dQ_dT) {
            dQ_dT[2 * m] = jet.fx[m] * p1.du_dT;
            dQ_dT[2 * m + 1] = jet.fy[m] * p2.du_dT;
        }
    }
}
