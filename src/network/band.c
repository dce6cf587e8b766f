/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * band - LU of a band with partial pivoting (Golub & Van Loan, Matrix Computations, 4.3.3): rows are swapped within the
 * band only, from the pivot's column on, so L keeps its order and the swaps are done again one by one while solving.
 */
#include "band.h"

#include <math.h>

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* The entry in row i, column j. */
static double *at(double *A, int w, int i, int j)
{
    return A + (long)i * (3 * w + 1) + (j - i + w);
}

static int pivot_row(double *A, int n, int w, int k)
{
    int best = k;
    for (int i = k + 1; i <= least(k + w, n - 1); i++)
        if (fabs(*at(A, w, i, k)) > fabs(*at(A, w, best, k)))
            best = i;
    return best;
}

int cd_band_factor(double *A, int n, int w, int *pivot)
{
    for (int k = 0; k < n; k++) {
        const int p = pivot[k] = pivot_row(A, n, w, k), last = least(k + 2 * w, n - 1);
        double *top = at(A, w, k, k), *other = at(A, w, p, k);
        for (int j = 0; j <= last - k && p != k; j++) {
            const double t = top[j];
            top[j] = other[j];
            other[j] = t;
        }
        if (!isfinite(*top) || *top == 0)
            return 1;
        for (int i = k + 1; i <= least(k + w, n - 1); i++) {
            double *row = at(A, w, i, k);
            const double l = *row /= *top;
            for (int j = 1; j <= last - k && l != 0; j++)
                row[j] -= l * top[j];
        }
    }
    return 0;
}

void cd_band_solve(const double *A, int n, int w, const int *pivot, double *b, int stride)
{
    const double *diagonal = A + w;
    for (int k = 0; k < n; k++, diagonal += 3 * w + 1) {
        const double t = b[pivot[k] * stride];
        b[pivot[k] * stride] = b[k * stride];
        b[k * stride] = t;
        const double *below = diagonal;
        for (int i = k + 1; i <= least(k + w, n - 1); i++) {
            below += 3 * w; /* one row down, one column left */
            b[i * stride] -= *below * t;
        }
    }
    for (int k = n - 1; k >= 0; k--) {
        diagonal -= 3 * w + 1;
        double sum = b[k * stride];
        for (int j = 1; j <= least(2 * w, n - 1 - k); j++)
            sum -= diagonal[j] * b[(k + j) * stride];
        b[k * stride] = sum / *diagonal;
    }
}
