/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * transient_state - the state that the work space is of, and what CVODES asks of it: rates, Jacobian, heats of the
 * channels, error weights, conditions. Each is computed once, and only what is asked for.
 */
#include "../network/massless.h"
#include "transient_impl.h"

#include <math.h>
#include <string.h>

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

/* Since the state was gone to something may have changed that its heats depend on. */
static void forget_if_changed(cd_transient *tr)
{
    if (tr->seen.changes == tr->work->changes)
        return;
    tr->seen.changes = tr->work->changes;
    tr->seen.temperatures = tr->seen.heats = tr->seen.partials = false;
    tr->seen.number++;
}

/* Goes to a state. CVODES, the ledger and those who watch ask for the same one again and again: its temperatures are
 * still there, and at the same moment its heats. */
void cd_transient_go_to(cd_transient *tr, double t_s, N_Vector U)
{
    size_t size = (size_t)tr->work->net->n_states * sizeof(double);
    bool same = tr->seen.valid && memcmp(tr->seen.U, NV_DATA_S(U), size) == 0;
    forget_if_changed(tr);
    if (same && tr->seen.t_s == t_s)
        return;
    tr->seen.t_s = t_s;
    tr->seen.heats = tr->seen.partials = false;
    if (same)
        return;
    memcpy(tr->seen.U, NV_DATA_S(U), size);
    tr->seen.valid = true;
    tr->seen.temperatures = false;
    tr->seen.number++;
}

int cd_transient_need_temperatures(cd_transient *tr)
{
    forget_if_changed(tr);
    if (tr->seen.temperatures)
        return 0;
    tr->work->failed_node = tr->work->failed_link = -1;
    tr->seen.valid = tr->seen.temperatures = cd_network_temperatures(tr->work, tr->seen.U) == 0;
    return note_trouble(tr, !tr->seen.valid);
}

void cd_transient_need_temperature(cd_transient *tr, int state)
{
    forget_if_changed(tr);
    if (tr->seen.temperatures || tr->seen.known[state] == tr->seen.number)
        return;
    cd_network_temperature(tr->work, tr->seen.U, state);
    tr->seen.known[state] = tr->seen.number;
}

static int look(cd_transient *tr, double t_s, N_Vector U)
{
    cd_transient_go_to(tr, t_s, U);
    return cd_transient_need_temperatures(tr);
}

/* Heats at the state. The steps depend on none that were computed for a look, not even by rounding: massless nodes are
 * sought from where they were last. */
static int add_heats(cd_transient *tr, bool partials, bool looking)
{
    forget_if_changed(tr);
    if (tr->seen.heats && (tr->seen.partials || !partials) && (looking || !tr->seen.by_look))
        return 0;
    if (cd_transient_need_temperatures(tr) != 0)
        return 1;
    tr->work->failed_link = -1;
    tr->work->looking = looking;
    int failed = note_trouble(tr, cd_network_heats(tr->work, cd_transient_when(tr, tr->seen.t_s), partials));
    tr->work->looking = false;
    tr->heats_s = failed ? NAN : tr->seen.t_s;
    tr->heats_changes = tr->work->changes;
    tr->seen.by_look = looking;
    tr->seen.heats = !failed;
    tr->seen.partials = !failed && partials;
    return failed;
}

/* Temperatures and heats at a state, for the steps. */
static int evaluate(cd_transient *tr, double t_s, N_Vector U, bool partials)
{
    return look(tr, t_s, U) != 0 || add_heats(tr, partials, false) != 0;
}

/* ---- what CVODES calls ---- */

int cd_transient_rates(sunrealtype t_s, N_Vector U, N_Vector dU, void *data)
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

int cd_transient_jacobian(sunrealtype t_s, N_Vector U, N_Vector dU, SUNMatrix J, void *data, N_Vector a, N_Vector b,
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

int cd_transient_channel_heats(sunrealtype t_s, N_Vector U, N_Vector dE, void *data)
{
    cd_transient *tr = data;
    if (look(tr, t_s, U) != 0 || add_heats(tr, false, true) != 0)
        return 1;
    cd_network_channels(tr->work, NV_DATA_S(dE));
    return 0;
}

/* An error dU of the state is an error dU/C of the temperature, to be held below rtol T + atol. */
int cd_transient_error_weights(N_Vector U, N_Vector weights, void *data)
{
    cd_transient *tr = data;
    if (look(tr, tr->seen.t_s, U) != 0)
        return -1;
    const cd_network *net = tr->work->net;
    double *w = NV_DATA_S(weights);
    for (int s = 0; s < net->n_states; s++)
        w[s] = !net->states[s].capacity /* a memory lies between 0 and 1 */
                   ? 1 / tr->options.rtol
                   : 1 / (tr->work->C_J_per_K[s] * (tr->rtol[s] * tr->work->T_K[net->states[s].node] + tr->atol_K[s]));
    return 0;
}

int cd_transient_conditions(sunrealtype t_s, N_Vector U, sunrealtype *margin, void *data)
{
    cd_transient *tr = data;
    cd_transient_go_to(tr, t_s, U);
    tr->in_step = true;
    tr->failed_in_step = false;
    tr->options.margins(tr->options.ctx, t_s, tr->work, margin);
    tr->in_step = false;
    return tr->failed_in_step ? -1 : 0;
}

/* ---- what others ask ---- */

int cd_transient_peek(cd_transient *tr, double t_s)
{
    long steps = 0;
    CVodeGetNumSteps(tr->cvode, &steps);
    bool there = steps == 0 || t_s == tr->t_s; /* CVODES has left the state there, as the dense output has it */
    if (!there && CVodeGetDky(tr->cvode, t_s, 0, tr->scratch) != CV_SUCCESS)
        return 1;
    cd_transient_go_to(tr, t_s, there ? tr->U : tr->scratch);
    return 0;
}

int cd_transient_need_heats(cd_transient *tr)
{
    int failed = add_heats(tr, false, !tr->in_step);
    tr->failed_in_step = tr->failed_in_step || failed;
    return failed;
}

int cd_transient_at_state(cd_transient *tr, double t_s, const double *U_J)
{
    memcpy(NV_DATA_S(tr->scratch), U_J, (size_t)tr->work->net->n_states * sizeof *U_J);
    cd_transient_go_to(tr, t_s, tr->scratch);
    return add_heats(tr, false, true);
}

int cd_transient_at(cd_transient *tr, double t_s)
{
    return cd_transient_peek(tr, t_s) != 0 || add_heats(tr, false, true) != 0;
}

/* Whether a temperature that is wrong by its tolerance would change a heat of the element by a tenth, as its partials
 * were in the last Jacobian. */
static bool is_stiff(const cd_transient *tr, const cd_element *e)
{
    const double *Q = tr->work->Q_W + e->first, *dQ = tr->work->dQ + e->first_block;
    const int *node = tr->work->net->terminal_node + e->first;
    for (int j = 0; j < e->n; j++) {
        const int state = tr->work->net->nodes[node[j]].state;
        if (state < 0)
            continue;
        const double error_K = 10 * cd_transient_tolerance_K(tr, state, tr->work->T_K[node[j]]);
        for (int i = 0; i < e->n; i++)
            if (fabs(dQ[i * e->n + j]) * error_K > fabs(Q[i]))
                return true;
    }
    return false;
}

/* The last iteration of Newton's method moves the state by less than the tolerance: only heats that hang on small
 * differences of temperatures feel it. Those between massless nodes hang on what flows through them. */
int cd_transient_near_end(cd_transient *tr, double t_s)
{
    const cd_network *net = tr->work->net;
    bool near = t_s == tr->t_s && t_s == tr->heats_s && tr->heats_changes == tr->work->changes;
    if (cd_transient_peek(tr, t_s) != 0)
        return 1;
    if (!near || tr->seen.heats)
        return add_heats(tr, false, true);
    if (cd_transient_need_temperatures(tr) != 0)
        return 1;
    for (int k = 0; k < net->n_free; k++)
        if (is_stiff(tr, &net->elements[net->free_elements[k]]) &&
            cd_network_evaluate(tr->work, &net->free_elements[k], 1, cd_transient_when(tr, t_s), false) != 0)
            return 1;
    return 0;
}
