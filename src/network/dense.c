/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dense - LU with partial pivoting (Golub & Van Loan, Matrix Computations, 3.4), for a handful of unknowns.
 */
#include "dense.h"

#include <math.h>

static void swap_rows(double *a, double *b, int n)
{
    for (int j = 0; j < n; j++) {
        double t = a[j];
        a[j] = b[j];
        b[j] = t;
    }
}

static int pivot_row(const double *A, int n, int ld, int k)
{
    int best = k;
    for (int i = k + 1; i < n; i++)
        if (fabs(A[i * ld + k]) > fabs(A[best * ld + k]))
            best = i;
    return best;
}

int cd_lu_factor(double *A, int n, int ld, int *pivot)
{
    for (int k = 0; k < n; k++) {
        int p = pivot_row(A, n, ld, k);
        pivot[k] = p;
        double d = A[p * ld + k];
        if (!isfinite(d) || d == 0)
            return 1;
        if (p != k)
            swap_rows(A + p * ld, A + k * ld, n);
        for (int i = k + 1; i < n; i++) {
            double l = A[i * ld + k] /= d;
            if (l == 0)
                continue;
            for (int j = k + 1; j < n; j++)
                A[i * ld + j] -= l * A[k * ld + j];
        }
    }
    return 0;
}

void cd_lu_solve(const double *A, int n, int ld, const int *pivot, double *b, int stride)
{
    for (int k = 0; k < n; k++) {
        double t = b[pivot[k] * stride];
        b[pivot[k] * stride] = b[k * stride];
        b[k * stride] = t;
    }
    for (int i = 1; i < n; i++)
        for (int j = 0; j < i; j++)
            b[i * stride] -= A[i * ld + j] * b[j * stride];
    for (int i = n - 1; i >= 0; i--) {
        for (int j = i + 1; j < n; j++)
            b[i * stride] -= A[i * ld + j] * b[j * stride];
        b[i * stride] /= A[i * ld + i];
    }
}
