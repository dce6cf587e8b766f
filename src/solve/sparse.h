/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sparse - the sparse matrices and their solver (KLU) as CVODES and KINSOL use them here.
 */
#ifndef CD_SOLVE_SPARSE_H
#define CD_SOLVE_SPARSE_H

#include <sundials/sundials_linearsolver.h>
#include <sundials/sundials_matrix.h>
#include <sundials/sundials_nvector.h>

/* An n x n matrix by compressed columns with room for n_nonzeros. NULL: no memory. */
SUNMatrix cd_sparse_new(sunindextype n, sunindextype n_nonzeros, SUNContext context);

/* KLU with the ordering AMD. NULL: no memory. */
SUNLinearSolver cd_sparse_solver_new(N_Vector x, SUNMatrix A, SUNContext context);

#endif
