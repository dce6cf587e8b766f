/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * view - what expressions read while a run goes on: T, rate, Q, E, mass, t at one moment.
 */
#include "run_impl.h"

#include <math.h>

static double energy(cd_view *view, int channel)
{
    if (!view->E_J || !view->run->tr || !view->run->has_ledger)
        return NAN;
    if (!view->E_ready)
        cd_transient_energies(view->run->tr, view->t_s, view->E_J);
    view->E_ready = true;
    return view->E_J[channel];
}

static double reference(void *ctx, cd_ref_kind ref, int index)
{
    cd_view *view = ctx;
    const cd_network_work *work = view->run->work;
    const cd_node *node = &work->net->nodes[ref == CD_REF_Q || ref == CD_REF_E || ref == CD_REF_MEASURE ? 0 : index];
    bool heats =
        ref == CD_REF_Q || ref == CD_REF_RATE || (ref == CD_REF_T && (node->kind == CD_NODE_MASSLESS || node->driven));
    if (heats && view->run->tr)
        cd_transient_need_heats(view->run->tr);
    else if (ref == CD_REF_T && node->state >= 0 && view->run->tr)
        cd_transient_need_temperature(view->run->tr, node->state);
    switch (ref) {
    case CD_REF_T:
        return work->T_K[index];
    case CD_REF_RATE:
        return work->H_W[index] / work->C_J_per_K[node->state];
    case CD_REF_Q:
        return cd_network_channel(work, index);
    case CD_REF_E:
        return energy(view, index);
    case CD_REF_MEASURE:
        return cd_watch_so_far(view, (size_t)index);
    case CD_REF_MASS:
        return node->mass_kg;
    }
    return NAN;
}

static cd_expr_env environment(cd_view *view, const double *over)
{
    return (cd_expr_env){.ctx = view, .ref = reference, .t_s = view->t_s, .over = over};
}

double cd_view_value(cd_view *view, const cd_expr *expr, const double *over)
{
    cd_expr_env env = environment(view, over);
    return cd_expr_eval(expr, &env);
}

double cd_view_value_in_abs(cd_view *view, const cd_expr *expr)
{
    cd_expr_env env = environment(view, NULL);
    return cd_expr_eval_in_abs(expr, &env);
}

double cd_view_slope(cd_view *view, const cd_expr *expr, int node)
{
    cd_expr_env env = environment(view, NULL);
    return cd_expr_slope(expr, &env, (cd_wrt){.node = node});
}

double cd_view_margin(cd_view *view, const cd_expr *condition)
{
    cd_expr_env env = environment(view, NULL);
    return cd_expr_margin(condition, &env);
}

cd_view cd_look(cd_run *run, double t_s)
{
    if (run->tr)
        cd_transient_at(run->tr, t_s);
    return (cd_view){.run = run, .t_s = t_s, .E_J = run->E_J};
}

cd_view cd_peek(cd_run *run, double t_s)
{
    if (run->tr)
        cd_transient_peek(run->tr, t_s);
    return (cd_view){.run = run, .t_s = t_s, .E_J = run->E_J};
}
