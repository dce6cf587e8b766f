/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dense - LU with partial pivoting (Golub & Van Loan, Matrix Computations, 3.4), for a handful of unknowns.
 */
#include "dense.h"

#include <math.h>
#include <stdbool.h>

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

/* Two unknowns, as at the joints of a strap: the same steps written out. */
static int factor_pair(double *A, int ld, int *pivot)
{
    const bool swap = fabs(A[ld]) > fabs(A[0]);
    const double a = A[swap ? ld : 0], b = A[swap ? ld + 1 : 1], c = A[swap ? 0 : ld], d = A[swap ? 1 : ld + 1];
    const double l = c / a, last = d - l * b;
    pivot[0] = swap;
    pivot[1] = 1;
    A[0] = a;
    A[1] = b;
    A[ld] = l;
    A[ld + 1] = last;
    return !isfinite(a) || a == 0 || !isfinite(last) || last == 0;
}

static void solve_pair(const double *A, int ld, const int *pivot, double *b, int stride)
{
    double *b1 = b + stride, x0 = pivot[0] ? *b1 : *b, x1 = pivot[0] ? *b : *b1;
    const double *second = A + ld;
    x1 = (x1 - second[0] * x0) / second[1];
    *b = (x0 - A[1] * x1) / A[0];
    *b1 = x1;
}

int cd_lu_factor(double *A, int n, int ld, int *pivot)
{
    if (n == 2)
        return factor_pair(A, ld, pivot);
    double *top = A;
    for (int k = 0; k < n; k++, top += ld) {
        int p = pivot_row(A, n, ld, k);
        pivot[k] = p;
        if (p != k)
            swap_rows(A + p * ld, top, n);
        double d = top[k], *row = top;
        if (!isfinite(d) || d == 0)
            return 1;
        for (int i = k + 1; i < n; i++) {
            row += ld;
            double l = row[k] /= d;
            if (l == 0)
                continue;
            for (int j = k + 1; j < n; j++)
                row[j] -= l * top[j];
        }
    }
    return 0;
}

void cd_lu_solve(const double *A, int n, int ld, const int *pivot, double *b, int stride)
{
    if (n == 2) {
        solve_pair(A, ld, pivot, b, stride);
        return;
    }
    for (int k = 0; k < n; k++) {
        double *x = b + k * stride, *y = b + pivot[k] * stride, t = *y;
        *y = *x;
        *x = t;
    }
    const double *row = A + ld;
    for (int i = 1; i < n; i++, row += ld) {
        double sum = b[i * stride];
        const double *x = b;
        for (int j = 0; j < i; j++, x += stride)
            sum -= row[j] * *x;
        b[i * stride] = sum;
    }
    for (int i = n - 1; i >= 0; i--) {
        row -= ld;
        double sum = b[i * stride];
        const double *x = b + (i + 1) * stride;
        for (int j = i + 1; j < n; j++, x += stride)
            sum -= row[j] * *x;
        b[i * stride] = sum / row[i];
    }
}
