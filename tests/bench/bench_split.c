/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench_split - nanoseconds of what CVODES calls, per call: right-hand side, heats for the ledger, Jacobian, error
 * weights, conditions, factorisation and solution of the linear system.
 *
 *     bench_split CASE RTOL ledger|none ROUNDS     one line of JSON: calls of a run, and the median over ROUNDS runs of
 * ns
 *
 * The linker hands the program's calls that register a function to the ones here (--wrap), which put a clock around it;
 * no source of the program is changed. The clock's own time is measured and taken off.
 */
#include "bench_case.h"

#include <cvodes/cvodes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <sunlinsol/sunlinsol_klu.h>

enum { RHS, HEATS, JACOBIAN, WEIGHTS, CONDITIONS, SETUP, SOLVE, N_PARTS, MOST_ROUNDS = 1001 };
static const char *const names[N_PARTS] = {"rhs", "heats", "jacobian", "weights", "conditions", "setup", "solve"};

static long long spent_ns[N_PARTS];
static long calls[N_PARTS];
static double clock_ns;

static long long now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1000000000LL * t.tv_sec + t.tv_nsec;
}

static int stop(int part, long long began_ns, int result)
{
    spent_ns[part] += now_ns() - began_ns;
    calls[part]++;
    return result;
}

/* ---- right-hand side, heats, Jacobian, weights, conditions ---- */

static CVRhsFn the_rhs;
static CVQuadRhsFn the_heats;
static CVLsJacFn the_jacobian;
static CVEwtFn the_weights;
static CVRootFn the_conditions;

static int timed_rhs(sunrealtype t, N_Vector y, N_Vector dy, void *data)
{
    long long began = now_ns();
    return stop(RHS, began, the_rhs(t, y, dy, data));
}

static int timed_heats(sunrealtype t, N_Vector y, N_Vector dq, void *data)
{
    long long began = now_ns();
    return stop(HEATS, began, the_heats(t, y, dq, data));
}

static int timed_jacobian(sunrealtype t, N_Vector y, N_Vector dy, SUNMatrix J, void *data, N_Vector a, N_Vector b,
                          N_Vector c)
{
    long long began = now_ns();
    return stop(JACOBIAN, began, the_jacobian(t, y, dy, J, data, a, b, c));
}

static int timed_weights(N_Vector y, N_Vector w, void *data)
{
    long long began = now_ns();
    return stop(WEIGHTS, began, the_weights(y, w, data));
}

static int timed_conditions(sunrealtype t, N_Vector y, sunrealtype *out, void *data)
{
    long long began = now_ns();
    return stop(CONDITIONS, began, the_conditions(t, y, out, data));
}

int __real_CVodeInit(void *mem, CVRhsFn f, sunrealtype t0, N_Vector y0);
int __wrap_CVodeInit(void *mem, CVRhsFn f, sunrealtype t0, N_Vector y0);
int __wrap_CVodeInit(void *mem, CVRhsFn f, sunrealtype t0, N_Vector y0)
{
    the_rhs = f;
    return __real_CVodeInit(mem, timed_rhs, t0, y0);
}

int __real_CVodeQuadInit(void *mem, CVQuadRhsFn f, N_Vector q0);
int __wrap_CVodeQuadInit(void *mem, CVQuadRhsFn f, N_Vector q0);
int __wrap_CVodeQuadInit(void *mem, CVQuadRhsFn f, N_Vector q0)
{
    the_heats = f;
    return __real_CVodeQuadInit(mem, timed_heats, q0);
}

int __real_CVodeSetJacFn(void *mem, CVLsJacFn f);
int __wrap_CVodeSetJacFn(void *mem, CVLsJacFn f);
int __wrap_CVodeSetJacFn(void *mem, CVLsJacFn f)
{
    the_jacobian = f;
    return __real_CVodeSetJacFn(mem, timed_jacobian);
}

int __real_CVodeWFtolerances(void *mem, CVEwtFn f);
int __wrap_CVodeWFtolerances(void *mem, CVEwtFn f);
int __wrap_CVodeWFtolerances(void *mem, CVEwtFn f)
{
    the_weights = f;
    return __real_CVodeWFtolerances(mem, timed_weights);
}

int __real_CVodeRootInit(void *mem, int n, CVRootFn f);
int __wrap_CVodeRootInit(void *mem, int n, CVRootFn f);
int __wrap_CVodeRootInit(void *mem, int n, CVRootFn f)
{
    the_conditions = f;
    return __real_CVodeRootInit(mem, n, timed_conditions);
}

/* ---- the linear solver ---- */

static int (*the_setup)(SUNLinearSolver, SUNMatrix);
static int (*the_solve)(SUNLinearSolver, SUNMatrix, N_Vector, N_Vector, sunrealtype);

static int timed_setup(SUNLinearSolver S, SUNMatrix A)
{
    long long began = now_ns();
    return stop(SETUP, began, the_setup(S, A));
}

static int timed_solve(SUNLinearSolver S, SUNMatrix A, N_Vector x, N_Vector b, sunrealtype tolerance)
{
    long long began = now_ns();
    return stop(SOLVE, began, the_solve(S, A, x, b, tolerance));
}

int __real_CVodeSetLinearSolver(void *mem, SUNLinearSolver S, SUNMatrix A);
int __wrap_CVodeSetLinearSolver(void *mem, SUNLinearSolver S, SUNMatrix A);
int __wrap_CVodeSetLinearSolver(void *mem, SUNLinearSolver S, SUNMatrix A)
{
    the_setup = S->ops->setup;
    the_solve = S->ops->solve;
    S->ops->setup = timed_setup;
    S->ops->solve = timed_solve;
    return __real_CVodeSetLinearSolver(mem, S, A);
}

/* ---- rounds ---- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, ascending);
    return values[n / 2];
}

/* What a pair of looks at the clock adds to a call that does nothing: the least of many series. */
static double clock_time_ns(void)
{
    enum { SERIES = 200, N = 100 };
    double least = INFINITY;
    for (int s = 0; s < SERIES; s++) {
        long long between = 0;
        for (int i = 0; i < N; i++) {
            long long began = now_ns();
            between += now_ns() - began;
        }
        least = fmin(least, (double)between / N);
    }
    return least;
}

int main(int argc, char **argv)
{
    static double ns[N_PARTS][MOST_ROUNDS], run_ns[MOST_ROUNDS];
    int rounds = argc == 5 ? atoi(argv[4]) : 0;
    if (rounds < 1 || rounds > MOST_ROUNDS)
        return 2;
    cd_case *cs;
    timed_read(argv[1], NULL, 0, &cs);
    bool ledger = strcmp(argv[3], "ledger") == 0;
    cd_run_options options = {
        .rtol = strtod(argv[2], NULL), .no_ledger = !ledger, .no_rows = !ledger, .no_ranking = true};
    timed_run(cs, &options, NULL);
    clock_ns = clock_time_ns();
    for (int r = 0; r < rounds; r++) {
        memset(spent_ns, 0, sizeof spent_ns);
        memset(calls, 0, sizeof calls);
        run_ns[r] = 1e9 * timed_run(cs, &options, NULL);
        for (int p = 0; p < N_PARTS; p++)
            ns[p][r] = calls[p] ? (double)spent_ns[p] / (double)calls[p] - clock_ns : 0;
    }
    printf("{\"clock_ns\": %.4g, \"run_ns\": %.6g", clock_ns, median(run_ns, rounds));
    for (int p = 0; p < N_PARTS; p++)
        printf(", \"%s\": {\"calls\": %ld, \"ns\": %.6g}", names[p], calls[p], median(ns[p], rounds));
    printf("}\n");
    cd_case_free(cs);
    return 0;
}
