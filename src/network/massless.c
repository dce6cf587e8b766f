/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * massless - Newton for a group of massless nodes, R_m(T_m; T_d) = sum of heats = 0, and its elimination from the
 * Jacobian, dH_d/dT_d = J_dd - J_dm J_mm^-1 J_md. The heats are differences of potentials (or odd, monotone laws), so
 * Newton converges from any start on the right side of zero; the step is limited to a factor of four in T and halved
 * while the residual grows.
 */
#include "massless.h"
#include "dense.h"

#include <math.h>

/* A node between boundaries at 0 K only gets ever nearer to it: below this it is there. */
static const double T_nothing_K = 1e-6;

enum { MOST_ITERATIONS = 100, MOST_HALVINGS = 30 };

/* Evaluates the group's elements; residual[i]: heat into its i-th node. Returns 0, or 1. */
static int residual_at(cd_network_work *work, const struct cd_group *group, cd_when when, double *residual)
{
    const cd_network *net = work->net;
    for (int i = 0; i < group->n; i++)
        residual[i] = 0;
    for (int k = 0; k < group->n_elements; k++) {
        const cd_element *e = &net->elements[group->elements[k]];
        if (cd_element_evaluate(work, e, when, true) != 0)
            return 1;
        for (int i = 0; i < e->n; i++) {
            int local = net->terminal_local[e->first + i];
            if (local >= 0 && local < group->n && !(e->observers >> i & 1))
                residual[local] += work->Q_W[e->first + i];
        }
    }
    return 0;
}

/* Adds the partials of the group's elements into A by rows: massless nodes first, then (when `border`) the dynamic
 * ones. */
static void assemble(const cd_network_work *work, const struct cd_group *group, bool border, double *A)
{
    const cd_network *net = work->net;
    int side = group->n + (border ? group->n_states : 0);
    for (int i = 0; i < side * side; i++)
        A[i] = 0;
    for (int k = 0; k < group->n_elements; k++) {
        const cd_element *e = &net->elements[group->elements[k]];
        const int *local = net->terminal_local + e->first;
        for (int i = 0; i < e->n; i++) {
            if (local[i] < 0 || local[i] >= side || (e->observers >> i & 1))
                continue;
            for (int j = 0; j < e->n; j++)
                if (local[j] >= 0 && local[j] < side)
                    A[local[i] * side + local[j]] += work->dQ[e->first_block + (size_t)(i * e->n + j)];
        }
    }
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
                       const double *step, double *r)
{
    double before = largest(r, group->n), a = 1;
    for (int k = 0; k < MOST_HALVINGS; k++, a *= 0.5) {
        apply(work, group, T_old, step, a);
        if (residual_at(work, group, when, r) != 0)
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

/* T_m moves by S (T_d - T_d of the last solution), S = dT_m/dT_d there: nearer by an order than its last value. Kept
 * within 10 %, and for small groups only. */
static void predict(cd_network_work *work, const struct cd_group *group)
{
    const cd_network *net = work->net;
    const double *S = work->follow + group->follow, *T_d = S + group->n * group->n_states;
    for (int i = 0; i < group->n && group->follow >= 0; i++) {
        double *T = &work->T_K[group->nodes[i]], dT = 0;
        for (int j = 0; j < group->n_states; j++)
            dT += S[i * group->n_states + j] * (work->T_K[net->dynamic[group->states[j]]] - T_d[j]);
        if (fabs(dT) < 0.1 * *T)
            *T += dT;
    }
}

/* S = -J_mm^-1 J_md with the factors of J_mm in A, and T_d. */
static void remember(cd_network_work *work, const struct cd_group *group, const double *A)
{
    const cd_network *net = work->net;
    int n = group->n, m = group->n_states;
    if (group->follow < 0)
        return;
    double *S = work->follow + group->follow, *T_d = S + n * m;
    for (int i = 0; i < n * m; i++)
        S[i] = 0;
    for (int k = 0; k < group->n_elements; k++) {
        const cd_element *e = &net->elements[group->elements[k]];
        const int *local = net->terminal_local + e->first;
        for (int i = 0; i < e->n; i++)
            for (int j = 0; j < e->n && local[i] >= 0 && local[i] < n && !(e->observers >> i & 1); j++)
                if (local[j] >= n)
                    S[local[i] * m + local[j] - n] -= work->dQ[e->first_block + (size_t)(i * e->n + j)];
    }
    for (int j = 0; j < m; j++) {
        cd_lu_solve(A, n, n, work->pivot, S + j, m);
        T_d[j] = work->T_K[net->dynamic[group->states[j]]];
    }
}

/* The last step is so small that the heats follow it on their tangents: what that leaves out is its square. */
static void finish_linearly(cd_network_work *work, const struct cd_group *group, const double *step)
{
    const cd_network *net = work->net;
    for (int i = 0; i < group->n; i++)
        work->T_K[group->nodes[i]] += step[i];
    for (int k = 0; k < group->n_elements; k++) {
        const cd_element *e = &net->elements[group->elements[k]];
        const int *local = net->terminal_local + e->first;
        for (int j = 0; j < e->n; j++)
            for (int i = 0; i < e->n && local[j] >= 0 && local[j] < group->n; i++)
                work->Q_W[e->first + i] += work->dQ[e->first_block + (size_t)(i * e->n + j)] * step[local[j]];
    }
}

/* Below this part of every temperature a step is the last one: 3e-8 squared is rounding. */
static bool is_last(const struct cd_group *group, const double *T_old, const double *step)
{
    for (int i = 0; i < group->n; i++)
        if (!(fabs(step[i]) <= 3e-8 * T_old[i]) || T_old[i] < T_nothing_K)
            return false;
    return true;
}

static int solve(cd_network_work *work, const struct cd_group *group, cd_when when)
{
    int n = group->n;
    double *A = work->dense, *r = A + n * n, *step = r + n, *T_old = step + n, smallest = INFINITY;
    predict(work, group);
    if (residual_at(work, group, when, r) != 0)
        return 1;
    for (int k = 0; k < MOST_ITERATIONS; k++) {
        assemble(work, group, false, A);
        if (cd_lu_factor(A, n, n, work->pivot) != 0)
            return 1;
        for (int i = 0; i < n; i++) {
            step[i] = -r[i];
            T_old[i] = work->T_K[group->nodes[i]];
        }
        cd_lu_solve(A, n, n, work->pivot, step, 1);
        if (is_last(group, T_old, step)) {
            remember(work, group, A);
            finish_linearly(work, group, step);
            return 0;
        }
        if (converged(group, T_old, step))
            return 0;
        /* Rounding of the heats can keep the step above 1e-13: when it is tiny and falls no more, it is as good as it
         * gets. */
        double size = largest(step, n) / largest(T_old, n);
        if (size < 1e-9 && size >= 0.5 * smallest)
            return 0;
        smallest = fmin(smallest, size);
        if (newton_step(work, group, when, T_old, step, r) != 0)
            return 1;
    }
    return 1;
}

int cd_massless_solve(cd_network_work *work, const struct cd_group *group, cd_when when)
{
    if (solve(work, group, when) == 0)
        return 0;
    if (work->failed_link < 0)
        work->failed_node = group->nodes[0];
    return 1;
}

int cd_massless_eliminate(cd_network_work *work, const struct cd_group *group, double *values)
{
    int n = group->n, border = group->n_states, side = n + border;
    double *A = work->dense;
    assemble(work, group, true, A);
    /* J_dm and J_md must survive the factoring of the leading block: it touches only columns < n of rows < n. */
    if (cd_lu_factor(A, n, side, work->pivot) != 0)
        return 1;
    for (int j = 0; j < border; j++)
        cd_lu_solve(A, n, side, work->pivot, A + n + j, side);
    for (int i = 0; i < border; i++)
        for (int j = 0; j < border; j++) {
            double sum = 0;
            for (int k = 0; k < n; k++)
                sum += A[(n + i) * side + k] * A[k * side + n + j];
            values[group->slots[i * border + j]] -= sum;
        }
    return 0;
}
