/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * vector_ops - the vector operations that CVODES spends its time in, compiled with this program. Debian builds SUNDIALS
 * without optimisation; replacing these few makes a run 2 to 3 times faster with the same results to rounding.
 */
#ifndef CD_SOLVE_VECTOR_OPS_H
#define CD_SOLVE_VECTOR_OPS_H

#include <sundials/sundials_nvector.h>

/* A serial vector of n numbers with our operations (clones inherit them). NULL: no memory. */
N_Vector cd_vector_new(sunindextype n, SUNContext context);

#endif
