/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dense - the small dense systems of groups of massless nodes: LU with partial pivoting, in place, by rows.
 */
#ifndef CD_NETWORK_DENSE_H
#define CD_NETWORK_DENSE_H

/* Factors the leading n x n block of A (row length `ld`) in place; pivot[k] is the row swapped with row k. Returns 0,
 * or 1 when the block is singular to rounding or not finite. */
int cd_lu_factor(double *A, int n, int ld, int *pivot);

/* Solves with the factors for one right-hand side in place; its entries are `stride` apart. */
void cd_lu_solve(const double *A, int n, int ld, const int *pivot, double *b, int stride);

#endif
