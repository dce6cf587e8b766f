/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * vector_ops - see vector_ops.h. Each function has the meaning of the N_Vector operation of its name.
 */
#include "vector_ops.h"

#include <math.h>
#include <nvector/nvector_serial.h>
#include <string.h>

#define DATA(v)   NV_DATA_S(v)
#define LENGTH(v) NV_LENGTH_S(v)

/* Two entries at once, in the operations that CVODES asks for most (a vector type of gcc and clang). */
typedef double two __attribute__((vector_size(2 * sizeof(double))));

static inline two load(const double *x)
{
    two v;
    memcpy(&v, x, sizeof v);
    return v;
}

static inline void store(double *x, two v)
{
    memcpy(x, &v, sizeof v);
}

/* Z = a X + b Y; Z may be either of them. */
static inline void sum_of_two(sunindextype n, double a, const double *X, double b, const double *Y, double *Z)
{
    sunindextype i = 0;
    for (; i + 1 < n; i += 2)
        store(Z + i, a * load(X + i) + b * load(Y + i));
    if (i < n)
        Z[i] = a * X[i] + b * Y[i];
}

/* Z = a X + Y; Z may be either of them. */
static inline void add_scaled(sunindextype n, double a, const double *X, const double *Y, double *Z)
{
    sunindextype i = 0;
    for (; i + 1 < n; i += 2)
        store(Z + i, a * load(X + i) + load(Y + i));
    if (i < n)
        Z[i] = a * X[i] + Y[i];
}

static void linear_sum(sunrealtype a, N_Vector x, sunrealtype b, N_Vector y, N_Vector z)
{
    sum_of_two(LENGTH(x), a, DATA(x), b, DATA(y), DATA(z));
}

static void set_const(sunrealtype c, N_Vector z)
{
    const sunindextype n = LENGTH(z);
    double *Z = DATA(z);
    for (sunindextype i = 0; i < n; i++)
        Z[i] = c;
}

static void product(N_Vector x, N_Vector y, N_Vector z)
{
    const sunindextype n = LENGTH(x);
    const double *X = DATA(x), *Y = DATA(y);
    double *Z = DATA(z);
    for (sunindextype i = 0; i < n; i++)
        Z[i] = X[i] * Y[i];
}

static void scale(sunrealtype c, N_Vector x, N_Vector z)
{
    const sunindextype n = LENGTH(x);
    const double *X = DATA(x);
    double *Z = DATA(z);
    sunindextype i = 0;
    for (; i + 1 < n; i += 2)
        store(Z + i, c * load(X + i));
    if (i < n)
        Z[i] = c * X[i];
}

static void absolute(N_Vector x, N_Vector z)
{
    const sunindextype n = LENGTH(x);
    const double *X = DATA(x);
    double *Z = DATA(z);
    for (sunindextype i = 0; i < n; i++)
        Z[i] = fabs(X[i]);
}

static void inverse(N_Vector x, N_Vector z)
{
    const sunindextype n = LENGTH(x);
    const double *X = DATA(x);
    double *Z = DATA(z);
    for (sunindextype i = 0; i < n; i++)
        Z[i] = 1 / X[i];
}

static void add_const(N_Vector x, sunrealtype b, N_Vector z)
{
    const sunindextype n = LENGTH(x);
    const double *X = DATA(x);
    double *Z = DATA(z);
    for (sunindextype i = 0; i < n; i++)
        Z[i] = X[i] + b;
}

static sunrealtype wrms_norm(N_Vector x, N_Vector w)
{
    const sunindextype n = LENGTH(x);
    const double *X = DATA(x), *W = DATA(w);
    double sum = 0;
    for (sunindextype i = 0; i < n; i++) {
        double t = X[i] * W[i];
        sum += t * t;
    }
    return sqrt(sum / (double)n);
}

static sunrealtype max_norm(N_Vector x)
{
    const sunindextype n = LENGTH(x);
    const double *X = DATA(x);
    double most = 0;
    for (sunindextype i = 0; i < n; i++)
        most = fabs(X[i]) > most ? fabs(X[i]) : most;
    return most;
}

/* z may be x[0], which is read in the first pass only. */
static int linear_combination(int m, sunrealtype *c, N_Vector *x, N_Vector z)
{
    const sunindextype n = LENGTH(z);
    if (m == 1)
        scale(c[0], x[0], z);
    else
        sum_of_two(n, c[0], DATA(x[0]), c[1], DATA(x[1]), DATA(z));
    for (int k = 2; k < m; k++)
        add_scaled(n, c[k], DATA(x[k]), DATA(z), DATA(z));
    return 0;
}

static int scale_add_multi(int m, sunrealtype *a, N_Vector x, N_Vector *y, N_Vector *z)
{
    for (int k = 0; k < m; k++)
        add_scaled(LENGTH(x), a[k], DATA(x), DATA(y[k]), DATA(z[k]));
    return 0;
}

N_Vector cd_vector_new(sunindextype n, SUNContext context)
{
    N_Vector v = N_VNew_Serial(n, context);
    if (!v)
        return NULL;
    v->ops->nvlinearsum = linear_sum;
    v->ops->nvconst = set_const;
    v->ops->nvprod = product;
    v->ops->nvscale = scale;
    v->ops->nvabs = absolute;
    v->ops->nvinv = inverse;
    v->ops->nvaddconst = add_const;
    v->ops->nvwrmsnorm = wrms_norm;
    v->ops->nvmaxnorm = max_norm;
    v->ops->nvlinearcombination = linear_combination;
    v->ops->nvscaleaddmulti = scale_add_multi;
    return v;
}
