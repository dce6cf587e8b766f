/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * transient_why - why a step failed, in words about the case: time, node, temperature, link.
 */
#include "transient_impl.h"

#include <math.h>
#include <stdio.h>

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
cd_step cd_transient_fail(cd_transient *tr, const char *what)
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

const char *cd_transient_meaning(int code)
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
        return "the heat flows cannot be evaluated: a temperature left 0.1 K .. 2000 K, a massless node has no "
               "solution, or a cooler's map has no value there";
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
