/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * massless - Newton for a group of massless nodes, R_m(T_m; T_d) = sum of heats = 0, and its elimination from the
 * Jacobian, dH_d/dT_d = J_dd - J_dm J_mm^-1 J_md. The heats are differences of potentials (or odd, monotone laws), so
 * Newton converges from any start on the right side of zero; the step is limited to a factor of four in T and halved
 * while the residual grows.
 */
#include "massless.h"
#include "band.h"
#include "dense.h"
#include "series.h"

#include <math.h>

/* A node between boundaries at 0 K only gets ever nearer to it: below this it is there. */
static const double T_nothing_K = 1e-6;

enum { MOST_ITERATIONS = 100, MOST_HALVINGS = 30 };

/* ---- the group's matrix, J_mm ---- */

static size_t matrix_size(const struct cd_group *group)
{
    return (size_t)group->n * (size_t)group->row_length;
}

/* From the partials of its elements as they are. */
static void fill_matrix(const cd_network_work *work, const struct cd_group *group, double *A)
{
    const size_t size = matrix_size(group);
    for (size_t i = 0; i < size; i++)
        A[i] = 0;
    for (size_t i = 0; i < group->n_inner; i++)
        A[group->inner[i].to] += work->dQ[group->inner[i].from];
}

static int factor(const struct cd_group *group, double *A, int *pivot)
{
    return group->band ? cd_band_factor(A, group->n, group->band, pivot) : cd_lu_factor(A, group->n, group->n, pivot);
}

static void backsolve(const struct cd_group *group, const double *A, const int *pivot, double *b, int stride)
{
    if (group->band)
        cd_band_solve(A, group->n, group->band, pivot, b, stride);
    else
        cd_lu_solve(A, group->n, group->n, pivot, b, stride);
}

/* Evaluates the group's elements; r[i]: heat into its i-th node, A: dr_i/dT_j. Returns 0, or 1. */
static int residual_at(cd_network_work *work, const struct cd_group *group, cd_when when, double *r, double *A)
{
    if (cd_network_evaluate(work, group->elements, group->n_elements, when, true) != 0)
        return 1;
    for (int i = 0; i < group->n; i++)
        r[i] = 0;
    for (size_t i = 0; i < group->n_heats; i++)
        r[group->heats[i].to] += work->Q_W[group->heats[i].from];
    fill_matrix(work, group, A);
    return 0;
}

static double largest(const double *x, int n)
{
    double most = 0;
    for (int i = 0; i < n; i++)
        most = fabs(x[i]) > most || isnan(x[i]) ? fabs(x[i]) : most;
    return most;
}

/* T = T_old + a step, kept within a factor of four of the old temperature. */
static void apply(cd_network_work *work, const struct cd_group *group, const double *T_old, const double *step,
                  double a)
{
    for (int i = 0; i < group->n; i++) {
        double T = T_old[i] + a * step[i];
        work->T_K[group->nodes[i]] = fmin(fmax(T, 0.25 * T_old[i]), 4 * T_old[i]);
    }
}

/* One damped Newton step from T_old with residual `r`; on return r holds the new one. Returns 0, or 1 when no step
 * helps. */
static int newton_step(cd_network_work *work, const struct cd_group *group, cd_when when, const double *T_old,
                       const double *step, double *r, double *A)
{
    double before = largest(r, group->n), a = 1;
    for (int k = 0; k < MOST_HALVINGS; k++, a *= 0.5) {
        apply(work, group, T_old, step, a);
        if (residual_at(work, group, when, r, A) != 0)
            continue;
        double now = largest(r, group->n);
        if (isfinite(now) && (now <= before || a * largest(step, group->n) <= 1e-12 * largest(T_old, group->n)))
            return 0;
    }
    apply(work, group, T_old, step, 0);
    return 1;
}

static bool converged(const struct cd_group *group, const double *T_old, const double *step)
{
    for (int i = 0; i < group->n; i++)
        if (!(fabs(step[i]) <= 1e-13 * T_old[i]) && !(T_old[i] < T_nothing_K))
            return false;
    return true;
}

/* ---- where the search begins ---- */

/* What is remembered of the last solution: T_m; of groups that follow also T_d (NAN: no tangents) and the partial at
 * each entry of their border, and the factors of J_mm. */
typedef struct {
    double *T_m, *T_d, *J_md, *A;
    int *pivot;
} memory;

size_t cd_massless_memory_size(const struct cd_group *group)
{
    size_t n = (size_t)group->n;
    return group->follows ? n + 2 * group->n_border + matrix_size(group) : n;
}

static memory memory_of(const cd_network_work *work, const struct cd_group *group)
{
    double *T_m = work->memory + group->memory;
    if (!group->follows)
        return (memory){.T_m = T_m};
    double *T_d = T_m + group->n, *J_md = T_d + group->n_border;
    return (memory){T_m, T_d, J_md, J_md + group->n_border, work->pivot + group->first_pivot};
}

void cd_massless_forget(cd_network_work *work, const struct cd_group *group)
{
    for (size_t k = 0; k < group->n_border && group->follows; k++)
        memory_of(work, group).T_d[k] = NAN;
    if (group->series)
        cd_series_forget(work, group);
}

/* T_m moves by -J_mm^-1 J_md (T_d - T_d of the last solution), the partials as they were there: nearer by an order than
 * its last value. Kept within 10 %. */
static void predict(cd_network_work *work, const struct cd_group *group, const memory *m, double *dT)
{
    const struct cd_tangent *border = group->border;
    for (int i = 0; i < group->n; i++) {
        if (!isnan(m->T_m[i]))
            work->T_K[group->nodes[i]] = m->T_m[i];
        dT[i] = 0;
    }
    if (!group->follows || group->n_border == 0 || isnan(m->T_d[0]))
        return;
    for (size_t k = 0; k < group->n_border; k++)
        dT[border[k].to] -= m->J_md[k] * (work->T_K[border[k].node] - m->T_d[k]);
    backsolve(group, m->A, m->pivot, dT, 1);
    for (int i = 0; i < group->n; i++) {
        double *T = &work->T_K[group->nodes[i]];
        if (fabs(dT[i]) < 0.1 * *T)
            *T += dT[i];
    }
}

static void remember(const cd_network_work *work, const struct cd_group *group, const memory *m)
{
    for (int i = 0; i < group->n; i++)
        m->T_m[i] = work->T_K[group->nodes[i]];
    for (size_t k = 0; k < group->n_border && group->follows; k++) {
        m->T_d[k] = work->T_K[group->border[k].node];
        m->J_md[k] = work->dQ[group->border[k].block];
    }
}

/* ---- the search ---- */

/* The last step is so small that the heats follow it on their tangents: what that leaves out is its square. */
static void finish_linearly(cd_network_work *work, const struct cd_group *group, const double *step)
{
    const struct cd_tangent *own = group->own;
    for (int i = 0; i < group->n; i++)
        work->T_K[group->nodes[i]] += step[i];
    for (size_t k = 0; k < group->n_own; k++)
        work->Q_W[own[k].to] += work->dQ[own[k].block] * step[own[k].local];
}

/* Below this part of every temperature a step is the last one: 3e-7 squared is what Newton's method would leave. */
static bool is_last(const cd_network_work *work, const struct cd_group *group, const double *step)
{
    for (int i = 0; i < group->n; i++) {
        const double T_K = work->T_K[group->nodes[i]];
        if (!(fabs(step[i]) <= 3e-7 * T_K) || T_K < T_nothing_K)
            return false;
    }
    return true;
}

static int solve(cd_network_work *work, const struct cd_group *group, cd_when when, const memory *m)
{
    bool kept = group->follows && !work->looking;
    int n = group->n, *pivot = kept ? m->pivot : work->pivot + work->net->n_massless;
    double *r = work->dense, *step = r + n, *T_old = step + n, *A = kept ? m->A : T_old + n, smallest = INFINITY;
    predict(work, group, m, step);
    if (residual_at(work, group, when, r, A) != 0)
        return 1;
    for (int k = 0; k < MOST_ITERATIONS; k++) {
        if (factor(group, A, pivot) != 0)
            return 1;
        for (int i = 0; i < n; i++)
            step[i] = -r[i];
        backsolve(group, A, pivot, step, 1);
        if (is_last(work, group, step)) {
            finish_linearly(work, group, step);
            return 0;
        }
        for (int i = 0; i < n; i++)
            T_old[i] = work->T_K[group->nodes[i]];
        if (converged(group, T_old, step))
            return 0;
        /* Rounding of the heats can keep the step above 1e-13: when it is tiny and falls no more, it is as good as it
         * gets. */
        double size = largest(step, n) / largest(T_old, n);
        if (size < 1e-9 && size >= 0.5 * smallest)
            return 0;
        smallest = fmin(smallest, size);
        if (newton_step(work, group, when, T_old, step, r, A) != 0)
            return 1;
    }
    return 1;
}

/* The general way is ready to go on from where the other one ended, and the other way round. */
static void take_over(cd_network_work *work, const struct cd_group *group)
{
    memory m = memory_of(work, group);
    for (int i = 0; i < group->n; i++)
        m.T_m[i] = work->T_K[group->nodes[i]];
    for (size_t k = 0; k < group->n_border && group->follows; k++)
        m.T_d[k] = NAN;
}

int cd_massless_solve(cd_network_work *work, const struct cd_group *group, cd_when when, bool partials)
{
    if (group->series && cd_series_solve(work, group, when, partials) == 0) {
        if (!work->looking)
            take_over(work, group);
        return 0;
    }
    memory m = memory_of(work, group);
    if (solve(work, group, when, &m) == 0) {
        if (!work->looking)
            remember(work, group, &m);
        if (!work->looking && group->series && !work->scaled)
            cd_series_take_over(work, group);
        return 0;
    }
    if (!work->looking)
        cd_massless_forget(work, group);
    if (work->failed_link < 0)
        work->failed_node = group->nodes[0];
    return 1;
}

int cd_massless_eliminate(cd_network_work *work, const struct cd_group *group, double *values)
{
    const int n = group->n, m = group->n_states;
    int *pivot = work->pivot + work->net->n_massless;
    double *A = work->dense, *X = A + matrix_size(group); /* J_mm^-1 J_md, n rows of m */
    fill_matrix(work, group, A);
    if (factor(group, A, pivot) != 0)
        return 1;
    for (int i = 0; i < n * m; i++)
        X[i] = 0;
    for (size_t k = 0; k < group->n_border; k++)
        X[(int)group->border[k].to * m + group->border[k].local] += work->dQ[group->border[k].block];
    for (int j = 0; j < m; j++)
        backsolve(group, A, pivot, X + j, m);
    for (size_t k = 0; k < group->n_outer; k++) {
        const struct cd_tangent *outer = &group->outer[k];
        for (int j = 0; j < m; j++)
            values[group->slots[(int)outer->to * m + j]] -= work->dQ[outer->block] * X[outer->local * m + j];
    }
    return 0;
}
