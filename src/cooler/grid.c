/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * grid - imposed-load map of a two-stage cooler: T(q), its soundness, and its inverse by Newton's method.
 */
#include "grid.h"

#include <assert.h>
#include <math.h>

/* PCHIP ends a steepening curve level, where dQ/dT would be infinite. Such an end gets this share of the secant
 * instead, which keeps the curve monotone. */
#define LEAST_END_SLOPE 0.2

static double end_slope(double slope, double secant)
{
    return slope < LEAST_END_SLOPE * secant ? LEAST_END_SLOPE * secant : slope;
}

/* The rises of ln T1 along x and ln T2 along y at the grid's edges. */
static void lift_ends(const cd_grid *g)
{
    const size_t n1 = g->n1, n2 = g->n2;
    for (size_t j = 0; j < n2; j++) {
        cd_jet *k = &g->knot[j], *inner = k + n2, *last = k + (n1 - 1) * n2, *before = last - n2;
        k->fx[0] = end_slope(k->fx[0], (inner->f[0] - k->f[0]) / (g->x[1] - g->x[0]));
        last->fx[0] = end_slope(last->fx[0], (last->f[0] - before->f[0]) / (g->x[n1 - 1] - g->x[n1 - 2]));
    }
    for (size_t i = 0; i < n1; i++) {
        cd_jet *k = &g->knot[i * n2], *inner = k + 1, *last = k + n2 - 1, *before = last - 1;
        k->fy[1] = end_slope(k->fy[1], (inner->f[1] - k->f[1]) / (g->y[1] - g->y[0]));
        last->fy[1] = end_slope(last->fy[1], (last->f[1] - before->f[1]) / (g->y[n2 - 1] - g->y[n2 - 2]));
    }
}

cd_grid *cd_grid_new(cd_arena *arena, const double *Q1_W, size_t n1, const double *Q2_W, size_t n2,
                     const double (*T_K)[2], const cd_region *origin)
{
    assert(n1 >= 2 && n2 >= 2);
    cd_grid *grid = cd_arena_alloc(arena, 1, sizeof *grid);
    double *x = cd_arena_alloc(arena, n1, sizeof *x), *y = cd_arena_alloc(arena, n2, sizeof *y);
    for (size_t i = 0; i < n1; i++)
        x[i] = Q1_W[i];
    for (size_t j = 0; j < n2; j++)
        y[j] = asinh(Q2_W[j]);
    *grid = (cd_grid){n1, n2, x, y, cd_arena_alloc(arena, n1 * n2, sizeof *grid->knot), origin};
    for (size_t k = 0; k < n1 * n2; k++)
        for (int m = 0; m < 2; m++)
            grid->knot[k].f[m] = log(T_K[k][m]);
    cd_bicubic_slopes(arena, x, n1, y, n2, grid->knot);
    lift_ends(grid);
    cd_bicubic_twists(arena, x, n1, y, n2, grid->knot);
    return grid;
}

void cd_grid_loads(const double q[2], double Q_W[2])
{
    Q_W[0] = q[0];
    Q_W[1] = sinh(q[1]);
}

/* Looked for from interval i on. */
static inline size_t interval(const double *x, size_t n, double at, size_t i)
{
    while (i > 0 && at < x[i])
        i--;
    while (i + 2 < n && at >= x[i + 1])
        i++;
    return i;
}

void cd_grid_cell(const cd_grid *grid, const double q[2], size_t *i, size_t *j)
{
    *i = interval(grid->x, grid->n1, q[0], 0);
    *j = interval(grid->y, grid->n2, q[1], 0);
}

static inline double clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* The place s, t in 0..1 of cell (i, j). */
static void cell_at(const cd_grid *grid, size_t i, size_t j, double s, double t, cd_jet *out)
{
    cd_bicubic_at(&grid->knot[i * grid->n2 + j], grid->n2, grid->x[i + 1] - grid->x[i], grid->y[j + 1] - grid->y[j], s,
                  t, out);
}

/* Looked for from `cell` on, which becomes the one that q lies in. */
static void at(const cd_grid *grid, const double q[2], size_t cell[2], cd_jet *out)
{
    const double x = clamp(q[0], grid->x[0], grid->x[grid->n1 - 1]);
    const double y = clamp(q[1], grid->y[0], grid->y[grid->n2 - 1]);
    const size_t i = interval(grid->x, grid->n1, x, cell[0]), j = interval(grid->y, grid->n2, y, cell[1]);
    cell_at(grid, i, j, (x - grid->x[i]) / (grid->x[i + 1] - grid->x[i]),
            (y - grid->y[j]) / (grid->y[j + 1] - grid->y[j]), out);
    if (q[0] != x || q[1] != y)
        cd_jet_move(out, q[0] - x, q[1] - y);
    cell[0] = i;
    cell[1] = j;
}

void cd_grid_at(const cd_grid *grid, const double q[2], cd_jet *out)
{
    at(grid, q, (size_t[]){0, 0}, out);
}

static double determinant(const cd_jet *jet)
{
    return jet->fx[0] * jet->fy[1] - jet->fy[0] * jet->fx[1];
}

/* Whether a stage gets colder from one corner to the next under more of its own load. */
static cd_grid_fault corner_fault(const cd_grid *grid, size_t i, size_t j)
{
    const cd_jet *left = &grid->knot[i * grid->n2 + j], *right = left + grid->n2;
    for (int a = 0; a < 2; a++)
        if (!(right[a].f[0] > left[a].f[0]))
            return CD_GRID_NODES1_FALL;
    if (!(left[1].f[1] > left[0].f[1] && right[1].f[1] > right[0].f[1]))
        return CD_GRID_NODES2_FALL;
    return CD_GRID_SOUND;
}

static cd_grid_fault inner_fault(const cd_grid *grid, size_t i, size_t j)
{
    enum { SAMPLES = 4 };
    for (int a = 0; a < SAMPLES; a++)
        for (int b = 0; b < SAMPLES; b++) {
            cd_jet jet;
            cell_at(grid, i, j, a / (SAMPLES - 1.0), b / (SAMPLES - 1.0), &jet);
            if (!(jet.fx[0] > 0))
                return CD_GRID_SURFACE1_FALLS;
            if (!(jet.fy[1] > 0))
                return CD_GRID_SURFACE2_FALLS;
            if (!(determinant(&jet) > 0))
                return CD_GRID_FOLDED;
        }
    return CD_GRID_SOUND;
}

static cd_grid_fault first_fault(const cd_grid *grid, cd_grid_fault (*look)(const cd_grid *, size_t, size_t), size_t *i,
                                 size_t *j)
{
    for (*i = 0; *i + 1 < grid->n1; ++*i)
        for (*j = 0; *j + 1 < grid->n2; ++*j) {
            const cd_grid_fault fault = look(grid, *i, *j);
            if (fault != CD_GRID_SOUND)
                return fault;
        }
    return CD_GRID_SOUND;
}

/* A mistyped node bends the slopes of its neighbours too: the nodes themselves are looked at first. */
cd_grid_fault cd_grid_check(const cd_grid *grid, size_t *i, size_t *j)
{
    const cd_grid_fault fault = first_fault(grid, corner_fault, i, j);
    return fault != CD_GRID_SOUND ? fault : first_fault(grid, inner_fault, i, j);
}

/* How far q is from the wanted temperatures, in ln T; fills the jet there. */
static double misfit(const cd_grid *grid, const double lnT[2], const double q[2], size_t cell[2], cd_jet *jet,
                     double r[2])
{
    at(grid, q, cell, jet);
    r[0] = lnT[0] - jet->f[0];
    r[1] = lnT[1] - jet->f[1];
    return hypot(r[0], r[1]);
}

/* Edges belong to the grid; a billionth of its span beyond them is rounding. */
static bool is_within(const cd_grid *grid, const double q[2])
{
    const double *x = grid->x, *y = grid->y;
    const size_t ex = grid->n1 - 1, ey = grid->n2 - 1;
    const double dx = 1e-9 * (x[ex] - x[0]), dy = 1e-9 * (y[ey] - y[0]);
    return q[0] >= x[0] - dx && q[0] <= x[ex] + dx && q[1] >= y[0] - dy && q[1] <= y[ey] + dy;
}

/* By how much q has to move as if the surfaces were flat. */
static void newton_step(const cd_jet *jet, const double r[2], double step[2])
{
    const double det = determinant(jet);
    step[0] = (r[0] * jet->fy[1] - r[1] * jet->fy[0]) / det;
    step[1] = (r[1] * jet->fx[0] - r[0] * jet->fx[1]) / det;
}

void cd_grid_step(const cd_grid *grid, const double lnT[2], double q[2], double step[2])
{
    cd_jet jet;
    cd_grid_at(grid, q, &jet);
    newton_step(&jet, (double[]){lnT[0] - jet.f[0], lnT[1] - jet.f[1]}, step);
    q[0] += step[0];
    q[1] += step[1];
}

/* As cd_grid_invert, with what stands at q. */
static bool invert(const cd_grid *grid, const double lnT[2], double q[2], cd_jet *out)
{
    enum { STEPS = 40, HALVINGS = 10 };
    const double close_enough = 1e-13; /* of ln T: a few units in its last place at 300 K */
    size_t cell[2] = {0, 0};
    cd_jet jet;
    double r[2], left = misfit(grid, lnT, q, cell, &jet, r);
    for (int step = 0; step < STEPS && left > close_enough; step++) {
        const double before = left, from[2] = {q[0], q[1]};
        double share = 1, move[2];
        newton_step(&jet, r, move);
        for (int halving = 0; halving < HALVINGS; halving++, share *= 0.5) {
            q[0] = from[0] + share * move[0];
            q[1] = from[1] + share * move[1];
            left = misfit(grid, lnT, q, cell, &jet, r);
            if (left < before)
                break;
        }
        if (!(left < before)) {
            q[0] = from[0];
            q[1] = from[1];
            left = before;
            at(grid, q, cell, &jet);
            break;
        }
    }
    *out = jet;
    return left < 1e-11 && is_within(grid, q);
}

bool cd_grid_invert(const cd_grid *grid, const double lnT[2], double q[2])
{
    cd_jet jet;
    return invert(grid, lnT, q, &jet);
}

bool cd_grid_find(const cd_grid *grid, const double lnT[2], double q[2], cd_jet *jet)
{
    if (invert(grid, lnT, q, jet))
        return true;
    for (size_t i = 0; i + 1 < grid->n1; i++)
        for (size_t j = 0; j + 1 < grid->n2; j++) {
            q[0] = 0.5 * (grid->x[i] + grid->x[i + 1]);
            q[1] = 0.5 * (grid->y[j] + grid->y[j + 1]);
            if (invert(grid, lnT, q, jet))
                return true;
        }
    return false;
}
