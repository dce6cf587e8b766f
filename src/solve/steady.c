/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * steady - pseudo-transient continuation by the integrator itself, then Newton:  (dH/dT) dT = -H.
 */
#include "steady.h"
#include "transient.h"

#include <math.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>

/* Longer than any device takes to settle (30 years), and a bound on the steps. */
static const double long_time_s = 1e9;
enum { MOST_STEPS = 100000, MOST_NEWTON = 40 };

static const cd_when before_start = {0, -1};

static int run_long(cd_network_work *work)
{
    cd_transient_options options = {
        .rtol = 1e-6, .atol_K = 1e-7, .max_steps = MOST_STEPS, .end_s = long_time_s, .before_start = true};
    cd_transient *tr = cd_transient_new(work, &options);
    if (!tr)
        return 1;
    cd_step step;
    do
        step = cd_transient_step(tr, NULL);
    while (step == CD_STEP_OK);
    int failed = step != CD_STEP_END || cd_transient_at(tr, cd_transient_time(tr)) != 0;
    cd_transient_free(tr);
    return failed;
}

typedef struct {
    SUNContext context;
    SUNMatrix J;
    N_Vector b, x;
    SUNLinearSolver solver;
} linear_system;

static void free_system(linear_system *s)
{
    if (s->solver)
        SUNLinSolFree(s->solver);
    if (s->J)
        SUNMatDestroy(s->J);
    if (s->b)
        N_VDestroy(s->b);
    if (s->x)
        N_VDestroy(s->x);
    if (s->context)
        SUNContext_Free(&s->context);
}

static int new_system(linear_system *s, const cd_network *net)
{
    *s = (linear_system){0};
    if (SUNContext_Create(NULL, &s->context) != 0)
        return 1;
    s->J = SUNSparseMatrix(net->n_states, net->n_states, net->n_nonzeros, CSC_MAT, s->context);
    s->b = N_VNew_Serial(net->n_states, s->context);
    s->x = N_VNew_Serial(net->n_states, s->context);
    s->solver = s->J && s->b && s->x ? SUNLinSol_KLU(s->b, s->J, s->context) : NULL;
    return !s->solver || SUNLinSolInitialize(s->solver) != 0;
}

/* One Newton step at work's temperatures into s->x. */
static int newton_step(linear_system *s, cd_network_work *work)
{
    const cd_network *net = work->net;
    if (cd_network_heats(work, before_start, true) != 0 || cd_network_jacobian(work, SM_DATA_S(s->J)) != 0)
        return 1;
    for (int i = 0; i <= net->n_states; i++)
        SM_INDEXPTRS_S(s->J)[i] = net->column_start[i];
    for (int k = 0; k < net->n_nonzeros; k++)
        SM_INDEXVALS_S(s->J)[k] = net->row[k];
    for (int i = 0; i < net->n_states; i++)
        NV_DATA_S(s->b)[i] = -work->H_W[net->dynamic[i]];
    return SUNLinSolSetup(s->solver, s->J) != 0 || SUNLinSolSolve(s->solver, s->J, s->x, s->b, 0) != 0;
}

static int newton(linear_system *s, cd_network_work *work)
{
    const cd_network *net = work->net;
    for (int k = 0; k < MOST_NEWTON; k++) {
        double largest = 0;
        if (newton_step(s, work) != 0)
            return 1;
        for (int i = 0; i < net->n_states; i++) {
            double *T = &work->T_K[net->dynamic[i]], dT = NV_DATA_S(s->x)[i];
            bool memory = net->nodes[net->dynamic[i]].kind == CD_NODE_MEMORY;
            if (!isfinite(dT) || (!memory && *T + dT <= 0.1))
                return 1;
            *T += dT;
            largest = fmax(largest, fabs(dT) / (memory ? 1 : *T));
        }
        if (largest < 1e-10)
            return cd_network_heats(work, before_start, false);
    }
    return 1;
}

int cd_steady_solve(cd_network_work *work, const char **why)
{
    *why = "no steady state was found: something warms or cools without end";
    if (run_long(work) != 0)
        return 1;
    linear_system s;
    int failed = new_system(&s, work->net) || newton(&s, work);
    free_system(&s);
    return failed;
}
