/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * LU of the groups of massless nodes: a system whose first pivot is zero, a singular one, a block inside a wider
 * matrix; bands against the same matrix in full.
 */
#include "../../src/network/band.h"
#include "../../src/network/dense.h"
#include "../check.h"

static void solves_with_a_zero_first_pivot(void **unused)
{
    (void)unused;
    double A[9] = {0, 2, 1.5, -3, 0.25, 4, 1, 1, 7}, b[3], x[3] = {2.385, -1.25, 0.75};
    for (int i = 0; i < 3; i++)
        b[i] = A[3 * i] * x[0] + A[3 * i + 1] * x[1] + A[3 * i + 2] * x[2];
    int pivot[3];
    assert_int_equal(cd_lu_factor(A, 3, 3, pivot), 0);
    cd_lu_solve(A, 3, 3, pivot, b, 1);
    for (int i = 0; i < 3; i++)
        CHECK_NEAR(b[i], x[i], 1e-14);
}

static void leaves_other_columns_alone(void **unused)
{
    (void)unused;
    /* The leading 2 x 2 block of rows of four; columns 2 and 3 are right-hand sides: (1, 2) and the second unknown
     * swapped in sign. */
    double A[8] = {1, 4, 9, -7, 3, 2, 7, -1};
    int pivot[2];
    assert_int_equal(cd_lu_factor(A, 2, 4, pivot), 0);
    CHECK_NEAR(A[2], 9, 0);
    CHECK_NEAR(A[7], -1, 0);
    cd_lu_solve(A, 2, 4, pivot, A + 2, 4);
    cd_lu_solve(A, 2, 4, pivot, A + 3, 4);
    CHECK_NEAR(A[2], 1, 1e-15); /* x + 4 y = 9, 3 x + 2 y = 7 */
    CHECK_NEAR(A[6], 2, 1e-15);
    CHECK_NEAR(A[3], 1, 1e-15); /* x + 4 y = -7, 3 x + 2 y = -1 */
    CHECK_NEAR(A[7], -2, 1e-15);
}

/* Two unknowns go their own way: both orders of the pivots, all that is singular. */
static void solves_pairs(void **unused)
{
    (void)unused;
    const double systems[][4] = {{4, 1, 3, 2}, {3, 2, 4, 1}, {0, 5, -2, 1}, {1e-9, 1, 1, 1}};
    for (size_t k = 0; k < sizeof systems / sizeof *systems; k++) {
        const double *M = systems[k], x = 1.75, y = -0.625;
        double A[4] = {M[0], M[1], M[2], M[3]}, b[2] = {M[0] * x + M[1] * y, M[2] * x + M[3] * y};
        int pivot[2];
        assert_int_equal(cd_lu_factor(A, 2, 2, pivot), 0);
        cd_lu_solve(A, 2, 2, pivot, b, 1);
        CHECK_NEAR(b[0], x, 1e-15);
        CHECK_NEAR(b[1], y, 1e-15);
    }
    double bad[][4] = {{0, 1, 0, 1}, {1, 2, 0.5, 1}, {1, NAN, 1, 1}, {1, 1, 1, INFINITY}, {INFINITY, 1, 1, 1}};
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        int pivot[2];
        assert_int_equal(cd_lu_factor(bad[k], 2, 2, pivot), 1);
    }
}

static void refuses_singular_and_nan(void **unused)
{
    (void)unused;
    double singular[4] = {1, 2, 2, 4}, nan_[4] = {NAN, 1, 1, 1};
    int pivot[2];
    assert_int_equal(cd_lu_factor(singular, 2, 2, pivot), 1);
    assert_int_equal(cd_lu_factor(nan_, 2, 2, pivot), 1);
}

enum { LONG = 12, WIDE = 3 };

/* Entries without order, so that pivots are swapped; small on the diagonal. */
static double entry(int i, int j)
{
    return sin(1 + 7.3 * i * i + 3.1 * j) * (i == j ? 0.01 : 1);
}

static void bands_are_like_full_matrices(void **unused)
{
    (void)unused;
    for (int w = 1; w <= WIDE; w++) {
        double full[LONG * LONG] = {0}, band[LONG * (3 * WIDE + 1)] = {0}, b[LONG], x[2 * LONG];
        int pivot[LONG], swaps = 0;
        for (int i = 0; i < LONG; i++) {
            b[i] = x[2 * i] = cos(i);
            for (int j = 0; j < LONG; j++)
                if (i - j <= w && j - i <= w)
                    full[i * LONG + j] = band[i * (3 * w + 1) + j - i + w] = entry(i, j);
        }
        assert_int_equal(cd_lu_factor(full, LONG, LONG, pivot), 0);
        cd_lu_solve(full, LONG, LONG, pivot, b, 1);
        assert_int_equal(cd_band_factor(band, LONG, w, pivot), 0);
        cd_band_solve(band, LONG, w, pivot, x, 2);
        for (int i = 0; i < LONG; i++) {
            swaps += pivot[i] != i;
            CHECK_REL(x[2 * i], b[i], 1e-12);
        }
        assert_true(swaps > 3);
    }
    double singular[3 * 4] = {0, 1, 2, 0, 2, 4, 0, 0, 0, 1, 0, 0}; /* 1 2; 2 4 and a third on its own */
    int pivot[3];
    assert_int_equal(cd_band_factor(singular, 3, 1, pivot), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(solves_with_a_zero_first_pivot),
                                       cmocka_unit_test(leaves_other_columns_alone), cmocka_unit_test(solves_pairs),
                                       cmocka_unit_test(bands_are_like_full_matrices),
                                       cmocka_unit_test(refuses_singular_and_nan)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
