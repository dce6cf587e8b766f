/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * transient - CVODES (BDF, Newton, KLU) on dU/dt = H(T(U)) of a network. What changed between SUNDIALS 6 and 7
 * (context, error handler) is in these files only: transient*.c.
 */
#include "sparse.h"
#include "transient_impl.h"
#include "vector_ops.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double segment_end(const cd_transient *tr)
{
    const cd_transient_options *o = &tr->options;
    return tr->next_instant < o->n_instants ? o->instants_s[tr->next_instant] : o->end_s;
}

/* The next time that no step goes past. */
static double next_stop(const cd_transient *tr)
{
    const cd_transient_options *o = &tr->options;
    double knot_s = tr->next_knot < o->n_knots ? o->knots_s[tr->next_knot] : INFINITY;
    return fmin(segment_end(tr), fmin(knot_s, tr->wake_s > tr->t_s ? tr->wake_s : INFINITY));
}

cd_when cd_transient_when(const cd_transient *tr, double t_s)
{
    if (tr->options.frozen)
        return tr->options.frozen_at;
    return (cd_when){t_s, 0.5 * (tr->segment_s + segment_end(tr))};
}

/* ---- life ---- */

static void be_quiet(int code, const char *module, const char *function, char *message, void *data)
{
    (void)code, (void)module, (void)function, (void)message, (void)data;
}

static bool make_vectors(cd_transient *tr, sunindextype n, sunindextype n_channels)
{
    tr->U = cd_vector_new(n, tr->context);
    tr->scratch = cd_vector_new(n, tr->context);
    if (tr->options.ledger && n_channels > 0) {
        tr->E = cd_vector_new(n_channels, tr->context);
        tr->E_scratch = cd_vector_new(n_channels, tr->context);
        if (!tr->E || !tr->E_scratch)
            return false;
        N_VConst(0, tr->E);
    }
    tr->E_before = calloc((size_t)n_channels + 1, sizeof(double));
    tr->dH_dT = calloc((size_t)tr->work->net->n_nonzeros + 1, sizeof(double));
    tr->rtol = calloc((size_t)n + 1, sizeof(double));
    tr->atol_K = calloc((size_t)n + 1, sizeof(double));
    tr->seen.U = calloc((size_t)n + 1, sizeof(double));
    tr->seen.known = calloc((size_t)n + 1, sizeof *tr->seen.known);
    return tr->U && tr->scratch && tr->E_before && tr->dH_dT && tr->rtol && tr->atol_K && tr->seen.U && tr->seen.known;
}

/* Those that a node has of its own, else the run's. */
static void set_tolerances(cd_transient *tr)
{
    const cd_network *net = tr->work->net;
    const cd_transient_options *o = &tr->options;
    double own = o->tighten_nodes > 0 ? o->tighten_nodes : 1;
    for (int s = 0; s < net->n_states; s++) {
        const cd_node *node = &net->nodes[net->dynamic[s]];
        tr->rtol[s] = node->rtol > 0 ? own * node->rtol : o->rtol;
        tr->atol_K[s] = node->atol_K > 0 ? own * node->atol_K : o->atol_K;
    }
}

static bool has_regulator(const cd_network *net)
{
    for (int l = 0; l < net->n_links; l++)
        if (net->links[l].regulator)
            return true;
    return false;
}

static bool make_integrator(cd_transient *tr)
{
    const cd_network *net = tr->work->net;
    tr->cvode = CVodeCreate(CV_BDF, tr->context);
    tr->J = cd_sparse_new(net->n_states, net->n_nonzeros, tr->context);
    tr->solver = cd_sparse_solver_new(tr->U, tr->J, tr->context);
    if (!tr->cvode || !tr->solver)
        return false;
    bool ok = CVodeInit(tr->cvode, cd_transient_rates, 0, tr->U) == CV_SUCCESS;
    ok = ok && CVodeSetErrHandlerFn(tr->cvode, be_quiet, NULL) == CV_SUCCESS;
    ok = ok && CVodeSetUserData(tr->cvode, tr) == CV_SUCCESS;
    ok = ok && CVodeWFtolerances(tr->cvode, cd_transient_error_weights) == CV_SUCCESS;
    ok = ok && CVodeSetLinearSolver(tr->cvode, tr->solver, tr->J) == CV_SUCCESS;
    ok = ok && CVodeSetJacFn(tr->cvode, cd_transient_jacobian) == CV_SUCCESS;
    /* Newton ten times as tight as by default: energy closes ten times better, and steps grow by as much as it costs.
     */
    ok = ok && CVodeSetNonlinConvCoef(tr->cvode, 0.01) == CV_SUCCESS;
    if (has_regulator(
            net)) { /* steep and curved: with an old Jacobian Newton's method stops too early to close energy */
        ok = ok && CVodeSetLSetupFrequency(tr->cvode, 1) == CV_SUCCESS;
        ok = ok && CVodeSetJacEvalFrequency(tr->cvode, 1) == CV_SUCCESS;
    }
    ok = ok && CVodeSetMaxErrTestFails(tr->cvode, 20) == CV_SUCCESS;
    ok = ok && CVodeSetMaxConvFails(tr->cvode, 30) == CV_SUCCESS;
    if (tr->E)
        ok = ok && CVodeQuadInit(tr->cvode, cd_transient_channel_heats, tr->E) == CV_SUCCESS;
    if (tr->options.n_roots > 0) {
        ok = ok && CVodeRootInit(tr->cvode, (int)tr->options.n_roots, cd_transient_conditions) == CV_SUCCESS;
        int *rising = calloc(tr->options.n_roots, sizeof *rising);
        for (size_t i = 0; rising && i < tr->options.n_roots; i++)
            rising[i] = tr->options.directions ? tr->options.directions[i] : 1;
        ok = ok && rising && CVodeSetRootDirection(tr->cvode, rising) == CV_SUCCESS;
        ok = ok && CVodeSetNoInactiveRootWarn(tr->cvode) == CV_SUCCESS;
        free(rising);
    }
    return ok;
}

cd_transient *cd_transient_new(cd_network_work *work, const cd_transient_options *options)
{
    cd_transient *tr = calloc(1, sizeof *tr);
    if (!tr)
        return NULL;
    tr->options = *options;
    tr->work = work;
    tr->trouble.node = tr->trouble.link = -1;
    tr->wake_s = INFINITY;
    tr->heats_s = NAN;
    const cd_network *net = work->net;
    if (SUNContext_Create(NULL, &tr->context) != 0 || !make_vectors(tr, net->n_states, net->n_channels)) {
        cd_transient_free(tr);
        return NULL;
    }
    set_tolerances(tr);
    double *U = NV_DATA_S(tr->U);
    for (int s = 0; s < net->n_states; s++)
        U[s] = cd_node_enthalpy(&net->nodes[net->dynamic[s]], work->T_K[net->dynamic[s]], NULL);
    if (!make_integrator(tr)) {
        cd_transient_free(tr);
        return NULL;
    }
    return tr;
}

void cd_transient_free(cd_transient *tr)
{
    if (!tr)
        return;
    if (tr->cvode)
        CVodeFree(&tr->cvode);
    if (tr->solver)
        SUNLinSolFree(tr->solver);
    if (tr->J)
        SUNMatDestroy(tr->J);
    N_Vector all[] = {tr->U, tr->scratch, tr->E, tr->E_scratch};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i])
            N_VDestroy(all[i]);
    if (tr->context)
        SUNContext_Free(&tr->context);
    free(tr->E_before);
    free(tr->dH_dT);
    free(tr->rtol);
    free(tr->atol_K);
    free(tr->seen.U);
    free(tr->seen.known);
    free(tr);
}

/* ---- stepping ---- */

static void add_statistics(const cd_transient *tr, cd_solver_statistics *out)
{
    long steps = 0, rhs = 0, errors = 0, newton = 0, failures = 0, jacobians = 0;
    CVodeGetNumSteps(tr->cvode, &steps);
    CVodeGetNumRhsEvals(tr->cvode, &rhs);
    CVodeGetNumErrTestFails(tr->cvode, &errors);
    CVodeGetNonlinSolvStats(tr->cvode, &newton, &failures);
    CVodeGetNumJacEvals(tr->cvode, &jacobians);
    out->steps += steps;
    out->rhs += rhs;
    out->error_failures += errors;
    out->newton += newton;
    out->newton_failures += failures;
    out->jacobians += jacobians;
}

void cd_transient_statistics(const cd_transient *tr, cd_solver_statistics *out)
{
    *out = tr->before;
    add_statistics(tr, out);
}

/* Begins the segment after an instant or event: the right-hand side has jumped, so the integrator forgets its history;
 * it also zeroes counters and quadratures, which are added up here. */
int cd_transient_restart(cd_transient *tr, double t_s)
{
    double *E = tr->E_before;
    if (t_s < tr->t_s && CVodeGetDky(tr->cvode, t_s, 0, tr->U) != CV_SUCCESS)
        return 1;
    add_statistics(tr, &tr->before);
    tr->before.restarts++;
    cd_transient_energies(tr, t_s, E);
    tr->segment_s = tr->t_s = tr->t_before_s = t_s;
    while (tr->next_instant < tr->options.n_instants && tr->options.instants_s[tr->next_instant] <= t_s)
        tr->next_instant++;
    while (tr->next_knot > 0 && tr->options.knots_s[tr->next_knot - 1] > t_s)
        tr->next_knot--;
    tr->restart = false;
    tr->tiny_steps = 0;
    cd_network_forget(tr->work);
    if (CVodeReInit(tr->cvode, t_s, tr->U) != CV_SUCCESS)
        return 1;
    if (!tr->E)
        return 0;
    N_VConst(0, tr->E);
    return CVodeQuadReInit(tr->cvode, tr->E) != CV_SUCCESS;
}

void cd_transient_wake(cd_transient *tr, double t_s)
{
    tr->wake_s = t_s;
}

/* Where the heats cannot be evaluated CVODES shortens its steps without end and never says so. */
static bool stuck(cd_transient *tr)
{
    enum { MOST_TINY_STEPS = 100 };
    tr->tiny_steps = tr->t_s - tr->t_before_s < 1e-12 * tr->t_s ? tr->tiny_steps + 1 : 0;
    return tr->tiny_steps > MOST_TINY_STEPS;
}

/* CVODES came to the stop time. */
static cd_step at_stop(cd_transient *tr)
{
    while (tr->next_knot < tr->options.n_knots && tr->options.knots_s[tr->next_knot] <= tr->t_s)
        tr->next_knot++;
    if (tr->t_s < segment_end(tr))
        return CD_STEP_OK;
    if (tr->next_instant >= tr->options.n_instants)
        return CD_STEP_END;
    tr->restart = true;
    return CD_STEP_OK;
}

cd_step cd_transient_step(cd_transient *tr, int *rose)
{
    if (tr->restart && cd_transient_restart(tr, tr->t_s) != 0)
        return cd_transient_fail(tr, "the integrator could not be restarted");
    long steps = 0;
    CVodeGetNumSteps(tr->cvode, &steps);
    if (tr->before.steps + steps >= tr->options.max_steps)
        return cd_transient_fail(tr, "the largest number of steps ([solver] max_steps) is used up");
    if (CVodeSetStopTime(tr->cvode, next_stop(tr)) != CV_SUCCESS)
        return cd_transient_fail(tr, cd_transient_meaning(CV_TOO_CLOSE));
    double t_before_s = tr->t_s;
    /* A target beyond the stop time makes CVODES report that it stopped there. */
    int code = CVode(tr->cvode, 2 * tr->options.end_s + 1, tr->U, &tr->t_s, CV_ONE_STEP);
    if (code < 0)
        return cd_transient_fail(tr, cd_transient_meaning(code));
    tr->t_before_s = t_before_s;
    if (stuck(tr))
        return cd_transient_fail(tr, cd_transient_meaning(CV_REPTD_RHSFUNC_ERR));
    if (code == CV_ROOT_RETURN)
        return CVodeGetRootInfo(tr->cvode, rose) == CV_SUCCESS ? CD_STEP_ROOT
                                                               : cd_transient_fail(tr, "roots were lost");
    return code == CV_TSTOP_RETURN ? at_stop(tr) : CD_STEP_OK;
}

bool cd_transient_at_wake(const cd_transient *tr)
{
    return tr->t_s >= tr->wake_s;
}

bool cd_transient_at_instant(const cd_transient *tr)
{
    return tr->restart;
}

double cd_transient_tolerance_K(const cd_transient *tr, int state, double T_K)
{
    return tr->rtol[state] * T_K + tr->atol_K[state];
}

double cd_transient_time(const cd_transient *tr)
{
    return tr->t_s;
}

double cd_transient_step_start(const cd_transient *tr)
{
    return tr->t_before_s;
}

int cd_transient_states(cd_transient *tr, double t_s, double *U_J)
{
    if (CVodeGetDky(tr->cvode, t_s, 0, tr->scratch) != CV_SUCCESS)
        return 1;
    memcpy(U_J, NV_DATA_S(tr->scratch), (size_t)tr->work->net->n_states * sizeof *U_J);
    return 0;
}

void cd_transient_energies(cd_transient *tr, double t_s, double *E_J)
{
    int n = tr->work->net->n_channels;
    long steps = 0;
    CVodeGetNumSteps(tr->cvode, &steps);
    bool have = tr->E && steps > 0 && CVodeGetQuadDky(tr->cvode, t_s, 0, tr->E_scratch) == CV_SUCCESS;
    for (int c = 0; c < n; c++)
        E_J[c] = tr->E_before[c] + (have ? NV_DATA_S(tr->E_scratch)[c] : 0);
}

const char *cd_transient_error(const cd_transient *tr)
{
    return tr->error;
}
