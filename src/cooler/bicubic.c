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

static weights hermite(double s, double h)
{
    const double r = 1 - s, d = 6 * s * r / h;
    return (weights){.A = {(1 + 2 * s) * r * r, s * s * (3 - 2 * s)},
                     .B = {s * r * r * h, -s * s * r * h},
                     .dA = {-d, d},
                     .dB = {r * (1 - 3 * s), s * (3 * s - 2)}};
}

void cd_bicubic_at(const cd_jet *k, size_t ny, double hx, double hy, double s, double t, cd_jet *out)
{
    const weights X = hermite(s, hx), Y = hermite(t, hy);
    *out = (cd_jet){0};
    for (int a = 0; a < 2; a++) {
        const cd_jet *k0 = k + (size_t)a * ny, *k1 = k0 + 1;
        for (int m = 0; m < 2; m++) {
            /* along y on this side of the cell: the function, its x-slope, and the y-slopes of both */
            const double p = Y.A[0] * k0->f[m] + Y.A[1] * k1->f[m] + Y.B[0] * k0->fy[m] + Y.B[1] * k1->fy[m];
            const double px = Y.A[0] * k0->fx[m] + Y.A[1] * k1->fx[m] + Y.B[0] * k0->fxy[m] + Y.B[1] * k1->fxy[m];
            const double py = Y.dA[0] * k0->f[m] + Y.dA[1] * k1->f[m] + Y.dB[0] * k0->fy[m] + Y.dB[1] * k1->fy[m];
            const double pxy = Y.dA[0] * k0->fx[m] + Y.dA[1] * k1->fx[m] + Y.dB[0] * k0->fxy[m] + Y.dB[1] * k1->fxy[m];
            out->f[m] += X.A[a] * p + X.B[a] * px;
            out->fx[m] += X.dA[a] * p + X.dB[a] * px;
            out->fy[m] += X.A[a] * py + X.B[a] * pxy;
            out->fxy[m] += X.dA[a] * py + X.dB[a] * pxy;
        }
    }
}

void cd_jet_move(cd_jet *jet, double dx, double dy)
{
    for (int m = 0; m < 2; m++) {
        jet->f[m] += jet->fx[m] * dx + jet->fy[m] * dy + jet->fxy[m] * dx * dy;
        jet->fx[m] += jet->fxy[m] * dy;
        jet->fy[m] += jet->fxy[m] * dx;
    }
}
