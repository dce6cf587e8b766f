/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * transient - CVODES (BDF, Newton, KLU) on dU/dt = H(T(U)) of a network. What changed between SUNDIALS 6 and 7
 * (context, error handler) is in this file only.
 */
#include "transient.h"
#include "vector_ops.h"

#include <cvodes/cvodes.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>

struct cd_transient {
    cd_transient_options options;
    cd_network_work *work;
    SUNContext context;
    void *cvode;
    N_Vector U, scratch, E, E_scratch;
    SUNMatrix J;
    SUNLinearSolver solver;
    double *E_before;      /* over channels: heats of the segments before the last restart */
    double *rtol, *atol_K; /* over states */
    double *dH_dT;         /* values of the Jacobian over the pattern */
    size_t next_instant;   /* the segment ends at instants_s[next_instant], or at end_s */
    size_t next_knot;
    double wake_s;
    double segment_s, t_s, t_before_s;
    bool restart;                /* the next step begins a new segment */
    cd_solver_statistics before; /* of the segments before the last restart */
    struct {
        int node, link; /* what could not be evaluated last, -1: nothing */
        double T_K;
    } trouble;
    struct {
        double t_s, *U; /* the moment and the state that the temperatures in work are of */
        unsigned changes;
        bool valid, heats, partials; /* and whether work holds them, their heats, the derivatives */
    } seen;
    int tiny_steps;  /* in a row */
    char error[400];
};

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

/* Remembers what could not be evaluated, for the message of a failed run. */
static int note_trouble(cd_transient *tr, int failed)
{
    const cd_network_work *work = tr->work;
    if (!failed)
        return 0;
    tr->trouble.node = work->failed_node;
    tr->trouble.link = work->failed_link;
    tr->trouble.T_K = work->failed_node >= 0 ? work->T_K[work->failed_node] : NAN;
    return 1;
}

/* Temperatures of a state. CVODES, the ledger and those who watch ask for the same state again and again: its
 * temperatures are still there, and at the same moment its heats. */
static int look(cd_transient *tr, double t_s, N_Vector U)
{
    size_t size = (size_t)tr->work->net->n_states * sizeof(double);
    bool same = tr->seen.valid && tr->seen.changes == tr->work->changes && memcmp(tr->seen.U, NV_DATA_S(U), size) == 0;
    if (same && tr->seen.t_s == t_s)
        return 0;
    tr->work->failed_node = tr->work->failed_link = -1;
    tr->seen.t_s = t_s;
    tr->seen.heats = tr->seen.partials = false;
    if (same)
        return 0;
    memcpy(tr->seen.U, NV_DATA_S(U), size);
    tr->seen.changes = tr->work->changes;
    tr->seen.valid = cd_network_temperatures(tr->work, tr->seen.U) == 0;
    return note_trouble(tr, !tr->seen.valid);
}

static int add_heats(cd_transient *tr, bool partials)
{
    if (tr->seen.heats && (tr->seen.partials || !partials))
        return 0;
    int failed = note_trouble(tr, cd_network_heats(tr->work, cd_transient_when(tr, tr->seen.t_s), partials));
    tr->seen.heats = !failed;
    tr->seen.partials = !failed && partials;
    return failed;
}

/* Temperatures and heats at a state. */
static int evaluate(cd_transient *tr, double t_s, N_Vector U, bool partials)
{
    return look(tr, t_s, U) != 0 || add_heats(tr, partials) != 0;
}

/* ---- what CVODES calls ---- */

static int rates(sunrealtype t_s, N_Vector U, N_Vector dU, void *data)
{
    cd_transient *tr = data;
    if (evaluate(tr, t_s, U, false) != 0)
        return 1;
    const cd_network *net = tr->work->net;
    double *out = NV_DATA_S(dU);
    for (int s = 0; s < net->n_states; s++)
        out[s] = tr->work->H_W[net->dynamic[s]];
    return 0;
}

static int jacobian(sunrealtype t_s, N_Vector U, N_Vector dU, SUNMatrix J, void *data, N_Vector a, N_Vector b,
                    N_Vector c)
{
    (void)dU, (void)a, (void)b, (void)c;
    cd_transient *tr = data;
    if (evaluate(tr, t_s, U, true) != 0 || cd_network_jacobian(tr->work, tr->dH_dT) != 0)
        return 1;
    const cd_network *net = tr->work->net;
    sunindextype *start = SM_INDEXPTRS_S(J), *row = SM_INDEXVALS_S(J);
    double *value = SM_DATA_S(J);
    for (int s = 0; s < net->n_states; s++) {
        start[s] = net->column_start[s];
        double per_C = 1 / tr->work->C_J_per_K[s]; /* dT/dU */
        for (int k = net->column_start[s]; k < net->column_start[s + 1]; k++) {
            row[k] = net->row[k];
            value[k] = tr->dH_dT[k] * per_C;
        }
    }
    start[net->n_states] = net->n_nonzeros;
    return 0;
}

static int channel_heats(sunrealtype t_s, N_Vector U, N_Vector dE, void *data)
{
    cd_transient *tr = data;
    if (evaluate(tr, t_s, U, false) != 0)
        return 1;
    double *out = NV_DATA_S(dE);
    for (int c = 0; c < tr->work->net->n_channels; c++)
        out[c] = cd_network_channel(tr->work, c);
    return 0;
}

/* An error dU of the state is an error dU/C of the temperature, to be held below rtol T + atol. */
static int error_weights(N_Vector U, N_Vector weights, void *data)
{
    cd_transient *tr = data;
    if (look(tr, tr->seen.t_s, U) != 0)
        return -1;
    const cd_network *net = tr->work->net;
    double *w = NV_DATA_S(weights);
    for (int s = 0; s < net->n_states; s++)
        w[s] = net->nodes[net->dynamic[s]].kind == CD_NODE_MEMORY /* it lies between 0 and 1 */
                   ? 1 / tr->options.rtol
                   : 1 / (tr->work->C_J_per_K[s] * (tr->rtol[s] * tr->work->T_K[net->dynamic[s]] + tr->atol_K[s]));
    return 0;
}

static int conditions(sunrealtype t_s, N_Vector U, sunrealtype *margin, void *data)
{
    cd_transient *tr = data;
    if (look(tr, t_s, U) != 0)
        return -1;
    tr->options.margins(tr->options.ctx, t_s, tr->work, margin);
    return 0;
}

static void be_quiet(int code, const char *module, const char *function, char *message, void *data)
{
    (void)code, (void)module, (void)function, (void)message, (void)data;
}

/* ---- life ---- */

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
    return tr->U && tr->scratch && tr->E_before && tr->dH_dT && tr->rtol && tr->atol_K && tr->seen.U;
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
    tr->J = SUNSparseMatrix(net->n_states, net->n_states, net->n_nonzeros, CSC_MAT, tr->context);
    tr->solver = tr->J ? SUNLinSol_KLU(tr->U, tr->J, tr->context) : NULL;
    if (!tr->cvode || !tr->solver)
        return false;
    bool ok = CVodeInit(tr->cvode, rates, 0, tr->U) == CV_SUCCESS;
    ok = ok && CVodeSetErrHandlerFn(tr->cvode, be_quiet, NULL) == CV_SUCCESS;
    ok = ok && CVodeSetUserData(tr->cvode, tr) == CV_SUCCESS;
    ok = ok && CVodeWFtolerances(tr->cvode, error_weights) == CV_SUCCESS;
    ok = ok && CVodeSetLinearSolver(tr->cvode, tr->solver, tr->J) == CV_SUCCESS;
    ok = ok && CVodeSetJacFn(tr->cvode, jacobian) == CV_SUCCESS;
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
        ok = ok && CVodeQuadInit(tr->cvode, channel_heats, tr->E) == CV_SUCCESS;
    if (tr->options.n_roots > 0) {
        ok = ok && CVodeRootInit(tr->cvode, (int)tr->options.n_roots, conditions) == CV_SUCCESS;
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

/* The node whose error is largest in its own tolerance: what CVODES stumbled over where everything could be evaluated.
 */
static void find_culprit(cd_transient *tr)
{
    const cd_network *net = tr->work->net;
    N_Vector weight = N_VClone(tr->U), error = N_VClone(tr->U);
    double most = 0;
    if (weight && error && CVodeGetErrWeights(tr->cvode, weight) == CV_SUCCESS &&
        CVodeGetEstLocalErrors(tr->cvode, error) == CV_SUCCESS)
        for (int s = 0; s < net->n_states; s++) {
            double size = fabs(NV_DATA_S(weight)[s] * NV_DATA_S(error)[s]);
            if (size > most) {
                most = size;
                tr->trouble.node = net->dynamic[s];
            }
        }
    if (weight)
        N_VDestroy(weight);
    if (error)
        N_VDestroy(error);
}

/* The link that brings the most heat to a node, or takes it: -1 when there is none. */
static int strongest_link(const cd_network_work *work, int node)
{
    const cd_network *net = work->net;
    int link = -1;
    double most = 0;
    for (int k = 0; k < net->n_elements; k++)
        for (int i = 0; i < net->elements[k].n; i++) {
            int entry = net->elements[k].first + i;
            if (net->terminal_node[entry] == node && fabs(work->Q_W[entry]) > most) {
                most = fabs(work->Q_W[entry]);
                link = net->elements[k].link;
            }
        }
    return link;
}

/* Says in words about the case what the integrator met. */
static cd_step fail(cd_transient *tr, const char *what)
{
    const cd_network *net = tr->work->net;
    int n = snprintf(tr->error, sizeof tr->error, "at t = %.6g s: %s", tr->t_s, what);
    size_t used = n > 0 && (size_t)n < sizeof tr->error ? (size_t)n : 0;
    if (tr->trouble.node < 0 && tr->trouble.link < 0) {
        find_culprit(tr);
        tr->trouble.T_K = tr->trouble.node >= 0 ? tr->work->T_K[tr->trouble.node] : NAN;
    }
    int node = tr->trouble.node, link = tr->trouble.link;
    if (node >= 0) {
        n = snprintf(tr->error + used, sizeof tr->error - used, "; last trouble at node \"%s\" at %.6g K",
                     net->nodes[node].name, tr->trouble.T_K);
        used += n > 0 && (size_t)n < sizeof tr->error - used ? (size_t)n : 0;
        link = link < 0 ? strongest_link(tr->work, node) : link;
    }
    if (link >= 0)
        snprintf(tr->error + used, sizeof tr->error - used, "%s %s \"%s\"",
                 node >= 0 ? ", most heat there by" : "; last trouble in", net->links[link].kind->name,
                 net->links[link].name);
    return CD_STEP_FAILED;
}

static const char *meaning(int code)
{
    switch (code) {
    case CV_ERR_FAILURE:
        return "the error test failed again and again even with the smallest step";
    case CV_CONV_FAILURE:
        return "Newton's iteration did not converge even with the smallest step";
    case CV_FIRST_RHSFUNC_ERR:
        return "the heat flows cannot be evaluated at the start";
    case CV_REPTD_RHSFUNC_ERR:
    case CV_UNREC_RHSFUNC_ERR:
    case CV_RHSFUNC_FAIL:
        return "the heat flows cannot be evaluated: a temperature left 0.1 K .. 2000 K or a massless node has no "
               "solution";
    case CV_TOO_CLOSE:
        return "the time between two instants is too short to resolve";
    case CV_ILL_INPUT:
        return "a temperature left 0.1 K .. 2000 K";
    case CV_LSETUP_FAIL:
    case CV_LSOLVE_FAIL:
        return "the linear solver failed";
    default:
        return "the integrator failed";
    }
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
        return fail(tr, "the integrator could not be restarted");
    long steps = 0;
    CVodeGetNumSteps(tr->cvode, &steps);
    if (tr->before.steps + steps >= tr->options.max_steps)
        return fail(tr, "the largest number of steps ([solver] max_steps) is used up");
    if (CVodeSetStopTime(tr->cvode, next_stop(tr)) != CV_SUCCESS)
        return fail(tr, meaning(CV_TOO_CLOSE));
    double t_before_s = tr->t_s;
    /* A target beyond the stop time makes CVODES report that it stopped there. */
    int code = CVode(tr->cvode, 2 * tr->options.end_s + 1, tr->U, &tr->t_s, CV_ONE_STEP);
    if (code < 0)
        return fail(tr, meaning(code));
    tr->t_before_s = t_before_s;
    if (stuck(tr))
        return fail(tr, meaning(CV_REPTD_RHSFUNC_ERR));
    if (code == CV_ROOT_RETURN)
        return CVodeGetRootInfo(tr->cvode, rose) == CV_SUCCESS ? CD_STEP_ROOT : fail(tr, "roots were lost");
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

double cd_transient_time(const cd_transient *tr)
{
    return tr->t_s;
}

double cd_transient_step_start(const cd_transient *tr)
{
    return tr->t_before_s;
}

int cd_transient_peek(cd_transient *tr, double t_s)
{
    long steps = 0;
    CVodeGetNumSteps(tr->cvode, &steps);
    if (steps == 0)
        return look(tr, t_s, tr->U);
    if (CVodeGetDky(tr->cvode, t_s, 0, tr->scratch) != CV_SUCCESS)
        return 1;
    return look(tr, t_s, tr->scratch);
}

int cd_transient_states(cd_transient *tr, double t_s, double *U_J)
{
    if (CVodeGetDky(tr->cvode, t_s, 0, tr->scratch) != CV_SUCCESS)
        return 1;
    memcpy(U_J, NV_DATA_S(tr->scratch), (size_t)tr->work->net->n_states * sizeof *U_J);
    return 0;
}

int cd_transient_need_heats(cd_transient *tr)
{
    return add_heats(tr, false);
}

int cd_transient_at(cd_transient *tr, double t_s)
{
    return cd_transient_peek(tr, t_s) != 0 || add_heats(tr, false) != 0;
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
