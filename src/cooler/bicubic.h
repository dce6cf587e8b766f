/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bicubic - two functions f[0], f[1] of (x, y) given on one rectangular grid, joined to C1 surfaces.
 *
 * On a cell with s = (x - x0)/hx and t = (y - y0)/hy each function is the tensor product of cubic Hermite polynomials
 *     f = sum over the corners a, b in {0, 1} of   f_ab A_a(s) A_b(t) + fx_ab hx B_a(s) A_b(t)
 *                                                + fy_ab hy A_a(s) B_b(t) + fxy_ab hx hy B_a(s) B_b(t)
 *     A_0 = (1 + 2 s)(1 - s)^2, A_1 = s^2 (3 - 2 s), B_0 = s (1 - s)^2, B_1 = s^2 (s - 1).
 * Value, both slopes and the twist are carried along at every knot, so neighbouring cells agree in value and slopes.
 */
#ifndef CD_COOLER_BICUBIC_H
#define CD_COOLER_BICUBIC_H

#include "../text/arena.h"

/* Values, slopes and twist of both functions at one place: 64 bytes, a cache line. */
typedef struct {
    double f[2], fx[2], fy[2], fxy[2];
} cd_jet;

/* Fills fx and fy of the knots k[i * ny + j] at (x[i], y[j]) with the PCHIP slopes of their f along both axes. `arena`
 * lends the room for one line. nx, ny >= 2. */
void cd_bicubic_slopes(cd_arena *arena, const double *x, size_t nx, const double *y, size_t ny, cd_jet *k);

/* Fills fxy with the mean of the PCHIP slopes of fx along y and of fy along x. */
void cd_bicubic_twists(cd_arena *arena, const double *x, size_t nx, const double *y, size_t ny, cd_jet *k);

/* The surfaces inside the cell whose lower left knot is k (row length ny), at s, t in 0..1. */
void cd_bicubic_at(const cd_jet *k, size_t ny, double hx, double hy, double s, double t, cd_jet *out);

/* Their values only: the same, to the last bit. */
void cd_bicubic_value(const cd_jet *k, size_t ny, double hx, double hy, double s, double t, double f[2]);

/* Moves a jet by (dx, dy) along the bilinear surface that touches it: the C1 continuation beyond an edge. */
void cd_jet_move(cd_jet *jet, double dx, double dy);

#endif
