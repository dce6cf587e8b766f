/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Our vector operations against those of SUNDIALS: the same numbers for every length, also where the result is one of
 * the operands.
 */
#include "../../src/solve/vector_ops.h"
#include "../check.h"

#include <nvector/nvector_serial.h>
#include <string.h>

enum { LONGEST = 7, N_VECTORS = 5 };

typedef struct {
    N_Vector ours[N_VECTORS], theirs[N_VECTORS];
} vectors;

static double entry(int vector, sunindextype i)
{
    return (1 + vector) * sin(0.7 + 1.3 * vector + 2.1 * (double)i);
}

static void make(vectors *v, sunindextype n, SUNContext context)
{
    for (int k = 0; k < N_VECTORS; k++) {
        v->ours[k] = cd_vector_new(n, context);
        v->theirs[k] = N_VNew_Serial(n, context);
        for (sunindextype i = 0; i < n; i++)
            NV_Ith_S(v->ours[k], i) = NV_Ith_S(v->theirs[k], i) = entry(k, i);
    }
}

/* All vectors are the same, and are then destroyed. */
static void compare(vectors *v, sunindextype n)
{
    for (int k = 0; k < N_VECTORS; k++) {
        for (sunindextype i = 0; i < n; i++)
            CHECK_NEAR(NV_Ith_S(v->ours[k], i), NV_Ith_S(v->theirs[k], i), 1e-15);
        N_VDestroy(v->ours[k]);
        N_VDestroy(v->theirs[k]);
    }
}

static void apply(N_Vector *x)
{
    sunrealtype c[N_VECTORS] = {0.3, -1.7, 2.9, -0.11, 0.77};
    N_VLinearSum(1.25, x[0], -0.4, x[1], x[2]);
    N_VLinearSum(0.5, x[0], 3, x[1], x[0]);
    N_VLinearSum(0.5, x[0], 3, x[1], x[1]);
    N_VScale(-1.5, x[3], x[4]);
    N_VScale(1.5, x[3], x[3]);
    N_VLinearCombination(N_VECTORS, c, x, x[0]);
    N_VLinearCombination(2, c, x, x[0]);
    N_VLinearCombination(1, c, x, x[0]);
    N_VScaleAddMulti(2, c, x[0], x + 1, x + 3);
    N_VScaleAddMulti(2, c, x[0], x + 1, x + 1);
    N_VProd(x[1], x[2], x[3]);
    N_VAbs(x[3], x[3]);
    N_VAddConst(x[3], 2, x[3]);
    N_VInv(x[3], x[4]);
}

static void like_those_of_sundials(void **unused)
{
    (void)unused;
    SUNContext context;
    assert_int_equal(SUNContext_Create(NULL, &context), 0);
    for (sunindextype n = 1; n <= LONGEST; n++) {
        vectors v;
        make(&v, n, context);
        CHECK_NEAR(N_VWrmsNorm(v.ours[0], v.ours[1]), N_VWrmsNorm(v.theirs[0], v.theirs[1]), 1e-14);
        CHECK_NEAR(N_VMaxNorm(v.ours[2]), N_VMaxNorm(v.theirs[2]), 0);
        apply(v.ours);
        apply(v.theirs);
        compare(&v, n);
    }
    SUNContext_Free(&context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(like_those_of_sundials)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
