/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * band - the systems of long groups of massless nodes whose elements tie near neighbours only: LU with partial pivoting
 * of a band, in place.
 *
 * A band of half-width w is stored by rows of 3 w + 1: column j of row i stands at A[i (3 w + 1) + j - i + w]. The last
 * w of each row are room for what pivoting fills in: zero before.
 */
#ifndef CD_NETWORK_BAND_H
#define CD_NETWORK_BAND_H

/* Factors n rows in place; pivot[k] is the row swapped with row k. Returns 0, or 1 when the matrix is singular to
 * rounding or not finite. */
int cd_band_factor(double *A, int n, int w, int *pivot);

/* Solves with the factors for one right-hand side in place; its entries are `stride` apart. */
void cd_band_solve(const double *A, int n, int w, const int *pivot, double *b, int stride);

#endif
