/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kinsol - see kinsol.h. The unknowns are the temperatures of the nodes with heat capacity, the equations H_i = 0,
 * the matrix dH_i/dT_j.
 */
#include "kinsol.h"
#include "sparse.h"
#include "vector_ops.h"

#include <kinsol/kinsol.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <stdlib.h>
#include <sunmatrix/sunmatrix_sparse.h>

enum { MOST_ITERATIONS = 200, MOST_NEWTON = 40 };

struct cd_root_finder {
    cd_network_work *work;
    cd_when when;
    SUNContext context;
    SUNMatrix J;
    SUNLinearSolver solver;
    N_Vector T, T_scale, H_scale, positive, b, x;
    void *kinsol;
};

/* ---- what KINSOL calls ---- */

static int evaluate(cd_root_finder *f, bool partials)
{
    return cd_network_heats(f->work, f->when, partials);
}

static void put_temperatures(cd_root_finder *f, N_Vector T)
{
    const cd_network *net = f->work->net;
    for (int s = 0; s < net->n_states; s++)
        f->work->T_K[net->dynamic[s]] = NV_DATA_S(T)[s];
}

static void get_temperatures(const cd_root_finder *f, N_Vector T)
{
    const cd_network *net = f->work->net;
    for (int s = 0; s < net->n_states; s++)
        NV_DATA_S(T)[s] = f->work->T_K[net->dynamic[s]];
}

static void get_heats(const cd_root_finder *f, double sign, N_Vector H)
{
    const cd_network *net = f->work->net;
    for (int s = 0; s < net->n_states; s++)
        NV_DATA_S(H)[s] = sign * f->work->H_W[net->dynamic[s]];
}

static int heats(N_Vector T, N_Vector H, void *data)
{
    cd_root_finder *f = data;
    put_temperatures(f, T);
    if (evaluate(f, false) != 0)
        return 1;
    get_heats(f, 1, H);
    return 0;
}

static int fill_jacobian(cd_root_finder *f, SUNMatrix J)
{
    const cd_network *net = f->work->net;
    if (evaluate(f, true) != 0 || cd_network_jacobian(f->work, SM_DATA_S(J)) != 0)
        return 1;
    for (int i = 0; i <= net->n_states; i++)
        SM_INDEXPTRS_S(J)[i] = net->column_start[i];
    for (int k = 0; k < net->n_nonzeros; k++)
        SM_INDEXVALS_S(J)[k] = net->row[k];
    return 0;
}

static int jacobian(N_Vector T, N_Vector H, SUNMatrix J, void *data, N_Vector a, N_Vector b)
{
    (void)H, (void)a, (void)b;
    put_temperatures(data, T);
    return fill_jacobian(data, J);
}

static void be_quiet(int code, const char *module, const char *function, char *message, void *data)
{
    (void)code, (void)module, (void)function, (void)message, (void)data;
}

static void no_message(const char *module, const char *function, char *message, void *data)
{
    (void)module, (void)function, (void)message, (void)data;
}

/* Of a regulator: between 0 and 1, and no temperature. */
static bool is_memory(const cd_root_finder *f, int state)
{
    const cd_network *net = f->work->net;
    return net->nodes[net->dynamic[state]].kind == CD_NODE_MEMORY;
}

/* ---- life ---- */

static bool make_vectors(cd_root_finder *f)
{
    N_Vector *all[] = {&f->T, &f->T_scale, &f->H_scale, &f->positive, &f->b, &f->x};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!(*all[i] = cd_vector_new(f->work->net->n_states, f->context)))
            return false;
    N_VConst(2, f->positive); /* KINSOL's word for "above zero" */
    for (int s = 0; s < f->work->net->n_states; s++)
        if (is_memory(f, s))
            NV_DATA_S(f->positive)[s] = 0;
    return true;
}

static bool make_solver(cd_root_finder *f)
{
    const cd_network *net = f->work->net;
    f->J = cd_sparse_new(net->n_states, net->n_nonzeros, f->context);
    f->solver = cd_sparse_solver_new(f->T, f->J, f->context);
    f->kinsol = KINCreate(f->context);
    if (!f->solver || !f->kinsol)
        return false;
    bool ok = KINInit(f->kinsol, heats, f->T) == KIN_SUCCESS;
    ok = ok && KINSetErrHandlerFn(f->kinsol, be_quiet, NULL) == KIN_SUCCESS;
    ok = ok && KINSetInfoHandlerFn(f->kinsol, no_message, NULL) == KIN_SUCCESS;
    ok = ok && KINSetUserData(f->kinsol, f) == KIN_SUCCESS;
    ok = ok && KINSetConstraints(f->kinsol, f->positive) == KIN_SUCCESS;
    ok = ok && KINSetLinearSolver(f->kinsol, f->solver, f->J) == KIN_SUCCESS;
    ok = ok && KINSetJacFn(f->kinsol, jacobian) == KIN_SUCCESS;
    ok = ok && KINSetMaxSetupCalls(f->kinsol, 1) == KIN_SUCCESS; /* a new Jacobian each time: fewer iterations */
    ok = ok && KINSetNumMaxIters(f->kinsol, MOST_ITERATIONS) == KIN_SUCCESS;
    ok = ok && KINSetFuncNormTol(f->kinsol, 1e-9) == KIN_SUCCESS;
    return ok && KINSetScaledStepTol(f->kinsol, 1e-13) == KIN_SUCCESS;
}

cd_root_finder *cd_root_finder_new(cd_network_work *work, cd_when when)
{
    cd_root_finder *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    f->work = work;
    f->when = when;
    if (SUNContext_Create(NULL, &f->context) != 0 || !make_vectors(f) || !make_solver(f)) {
        cd_root_finder_free(f);
        return NULL;
    }
    return f;
}

void cd_root_finder_free(cd_root_finder *f)
{
    if (!f)
        return;
    if (f->kinsol)
        KINFree(&f->kinsol);
    if (f->solver)
        SUNLinSolFree(f->solver);
    if (f->J)
        SUNMatDestroy(f->J);
    N_Vector all[] = {f->T, f->T_scale, f->H_scale, f->positive, f->b, f->x};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i])
            N_VDestroy(all[i]);
    if (f->context)
        SUNContext_Free(&f->context);
    free(f);
}

/* ---- KINSOL ---- */

/* In units of the start: a temperature of itself, a heat of what a change of its node's temperature by itself makes. */
static void scale(cd_root_finder *f)
{
    const cd_network *net = f->work->net;
    for (int s = 0; s < net->n_states; s++) {
        double T_K = f->work->T_K[net->dynamic[s]], G = 0;
        for (int k = net->column_start[s]; k < net->column_start[s + 1]; k++)
            if (net->row[k] == s)
                G = fabs(SM_DATA_S(f->J)[k]);
        double unit = is_memory(f, s) ? 1 : T_K;
        NV_DATA_S(f->T_scale)[s] = 1 / unit;
        NV_DATA_S(f->H_scale)[s] = G > 0 && isfinite(G) ? 1 / (G * unit) : 1;
    }
}

int cd_root_find(cd_root_finder *f)
{
    if (fill_jacobian(f, f->J) != 0)
        return 1;
    scale(f);
    get_temperatures(f, f->T);
    int code = KINSol(f->kinsol, f->T, KIN_LINESEARCH, f->T_scale, f->H_scale);
    double norm = NAN;
    KINGetFuncNorm(f->kinsol, &norm);
    put_temperatures(f, f->T);
    return !((code == KIN_SUCCESS || code == KIN_INITIAL_GUESS_OK) && isfinite(norm));
}

/* ---- proof ---- */

/* One Newton step at work's temperatures into f->x. */
static int newton_step(cd_root_finder *f)
{
    if (fill_jacobian(f, f->J) != 0)
        return 1;
    get_heats(f, -1, f->b);
    return SUNLinSolSetup(f->solver, f->J) != 0 || SUNLinSolSolve(f->solver, f->J, f->x, f->b, 0) != 0;
}

int cd_root_sharpen(cd_root_finder *f)
{
    const cd_network *net = f->work->net;
    if (SUNLinSolInitialize(f->solver) != 0)
        return 1;
    for (int k = 0; k < MOST_NEWTON; k++) {
        double largest = 0;
        if (newton_step(f) != 0)
            return 1;
        for (int s = 0; s < net->n_states; s++) {
            double *T_K = &f->work->T_K[net->dynamic[s]], dT_K = NV_DATA_S(f->x)[s];
            bool memory = is_memory(f, s);
            if (!isfinite(dT_K) || (!memory && !(*T_K + dT_K >= CD_T_LOWEST_K && *T_K + dT_K <= CD_T_HIGHEST_K)))
                return 1;
            *T_K += dT_K;
            largest = fmax(largest, fabs(dT_K) / (memory ? 1 : *T_K));
        }
        if (largest < 1e-10)
            return evaluate(f, false);
    }
    return 1;
}

static int part_of(int *parent, int i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* Marks in held[] (over states, at the root of each part) the parts whose heats do not cancel under a shift. */
static void mark_held(const cd_network *net, const double *value, int *parent, bool *held)
{
    const double rounding = 1e-13;
    for (int s = 0; s < net->n_states; s++)
        parent[s] = s;
    for (int s = 0; s < net->n_states; s++)
        for (int k = net->column_start[s]; k < net->column_start[s + 1]; k++)
            if (value[k] != 0)
                parent[part_of(parent, net->row[k])] = part_of(parent, s);
    for (int s = 0; s < net->n_states; s++) {
        double sum = 0, size = 0;
        for (int k = net->column_start[s]; k < net->column_start[s + 1]; k++) {
            sum += value[k];
            size += fabs(value[k]);
        }
        if (fabs(sum) > rounding * size)
            held[part_of(parent, s)] = true;
    }
}

int cd_root_floating(cd_root_finder *f)
{
    const cd_network *net = f->work->net;
    size_t n = (size_t)net->n_states;
    int *parent = calloc(n, sizeof *parent), floating = -1;
    bool *held = calloc(n, sizeof *held);
    if (parent && held && fill_jacobian(f, f->J) == 0) {
        mark_held(net, SM_DATA_S(f->J), parent, held);
        for (int s = 0; s < net->n_states && floating < 0; s++)
            if (!held[part_of(parent, s)] && !is_memory(f, s))
                floating = net->dynamic[s];
    }
    free(parent);
    free(held);
    return floating;
}
