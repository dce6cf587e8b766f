/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bicubic - evaluation of C1 bicubic surfaces and their slopes at the knots: see bicubic.h for the equations.
 */
#include "bicubic.h"

#include "../material/pchip.h"

#include <assert.h>

/* One line of knots: the place in a cd_jet where the values are read and where their slopes go. */
typedef struct {
    const double *axis;
    size_t n;
    double *value, *slope; /* room for n */
} line;

/* to = keep * to + share * (PCHIP slopes of from): two calls with half a share leave the mean of two orders. */
static void slope_line(const line *l, const double *from, double *to, size_t stride, double keep, double share)
{
    for (size_t i = 0; i < l->n; i++)
        l->value[i] = from[i * stride];
    cd_pchip_slopes(l->axis, l->value, l->n, l->slope);
    for (size_t i = 0; i < l->n; i++)
        to[i * stride] = keep * to[i * stride] + share * l->slope[i];
}

/* Doubles from one knot to the next. */
enum { KNOT = sizeof(cd_jet) / sizeof(double) };

static line line_new(cd_arena *arena, const double *axis, size_t n)
{
    double *room = cd_arena_alloc(arena, 2 * n, sizeof *room);
    return (line){axis, n, room, room + n};
}

void cd_bicubic_slopes(cd_arena *arena, const double *x, size_t nx, const double *y, size_t ny, cd_jet *k)
{
    assert(nx >= 2 && ny >= 2);
    const line along_x = line_new(arena, x, nx), along_y = line_new(arena, y, ny);
    for (int m = 0; m < 2; m++) {
        for (size_t j = 0; j < ny; j++)
            slope_line(&along_x, &k[j].f[m], &k[j].fx[m], ny * KNOT, 0, 1);
        for (size_t i = 0; i < nx; i++)
            slope_line(&along_y, &k[i * ny].f[m], &k[i * ny].fy[m], KNOT, 0, 1);
    }
}

void cd_bicubic_twists(cd_arena *arena, const double *x, size_t nx, const double *y, size_t ny, cd_jet *k)
{
    const line along_x = line_new(arena, x, nx), along_y = line_new(arena, y, ny);
    for (int m = 0; m < 2; m++) {
        for (size_t j = 0; j < ny; j++)
            slope_line(&along_x, &k[j].fy[m], &k[j].fxy[m], ny * KNOT, 0, 0.5);
        for (size_t i = 0; i < nx; i++)
            slope_line(&along_y, &k[i * ny].fx[m], &k[i * ny].fxy[m], KNOT, 1, 0.5);
    }
}

/* The four Hermite polynomials on an interval of width h and their derivatives. B is multiplied by h. */
typedef struct {
    double A[2], B[2], dA[2], dB[2];
} weights;

static inline weights hermite(double s, double h)
{
    const double r = 1 - s, d = 6 * s * r / h;
    return (weights){.A = {(1 + 2 * s) * r * r, s * s * (3 - 2 * s)},
                     .B = {s * r * r * h, -s * s * r * h},
                     .dA = {-d, d},
                     .dB = {r * (1 - 3 * s), s * (3 * s - 2)}};
}

/* Both functions at once: two doubles that every processor of today adds and multiplies together (a vector type of gcc
 * and clang). */
typedef double both __attribute__((vector_size(2 * sizeof(double))));

static inline both load(const double x[2])
{
    return (both){x[0], x[1]};
}

static inline void store(double x[2], both value)
{
    x[0] = value[0];
    x[1] = value[1];
}

/* Along y on one side of a cell: the functions, their x-slopes, and the y-slopes of both. */
typedef struct {
    both p, px, py, pxy;
} side;

static inline side side_at(const cd_jet *k, const weights *Y)
{
    const both f0 = load(k[0].f), f1 = load(k[1].f), fx0 = load(k[0].fx), fx1 = load(k[1].fx);
    const both fy0 = load(k[0].fy), fy1 = load(k[1].fy), fxy0 = load(k[0].fxy), fxy1 = load(k[1].fxy);
    return (side){.p = Y->A[0] * f0 + Y->A[1] * f1 + Y->B[0] * fy0 + Y->B[1] * fy1,
                  .px = Y->A[0] * fx0 + Y->A[1] * fx1 + Y->B[0] * fxy0 + Y->B[1] * fxy1,
                  .py = Y->dA[0] * f0 + Y->dA[1] * f1 + Y->dB[0] * fy0 + Y->dB[1] * fy1,
                  .pxy = Y->dA[0] * fx0 + Y->dA[1] * fx1 + Y->dB[0] * fxy0 + Y->dB[1] * fxy1};
}

/* The same without slopes along y. */
static inline void level_at(const cd_jet *k, const weights *Y, both *p, both *px)
{
    *p = Y->A[0] * load(k[0].f) + Y->A[1] * load(k[1].f) + Y->B[0] * load(k[0].fy) + Y->B[1] * load(k[1].fy);
    *px = Y->A[0] * load(k[0].fx) + Y->A[1] * load(k[1].fx) + Y->B[0] * load(k[0].fxy) + Y->B[1] * load(k[1].fxy);
}

void cd_bicubic_value(const cd_jet *k, size_t ny, double hx, double hy, double s, double t, double f[2])
{
    const weights X = hermite(s, hx), Y = hermite(t, hy);
    both l, lx, r, rx;
    level_at(k, &Y, &l, &lx);
    level_at(k + ny, &Y, &r, &rx);
    store(f, (X.A[0] * l + X.B[0] * lx) + (X.A[1] * r + X.B[1] * rx));
}

void cd_bicubic_at(const cd_jet *k, size_t ny, double hx, double hy, double s, double t, cd_jet *out)
{
    const weights X = hermite(s, hx), Y = hermite(t, hy);
    const side l = side_at(k, &Y), r = side_at(k + ny, &Y);
    store(out->f, (X.A[0] * l.p + X.B[0] * l.px) + (X.A[1] * r.p + X.B[1] * r.px));
    store(out->fx, (X.dA[0] * l.p + X.dB[0] * l.px) + (X.dA[1] * r.p + X.dB[1] * r.px));
    store(out->fy, (X.A[0] * l.py + X.B[0] * l.pxy) + (X.A[1] * r.py + X.B[1] * r.pxy));
    store(out->fxy, (X.dA[0] * l.py + X.dB[0] * l.pxy) + (X.dA[1] * r.py + X.dB[1] * r.pxy));
}

void cd_jet_move(cd_jet *jet, double dx, double dy)
{
    for (int m = 0; m < 2; m++) {
        jet->f[m] += jet->fx[m] * dx + jet->fy[m] * dy + jet->fxy[m] * dx * dy;
        jet->fx[m] += jet->fxy[m] * dy;
        jet->fy[m] += jet->fxy[m] * dx;
    }
}
