/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * vector_ops - see vector_ops.h. Each function has the meaning of the N_Vector operation of its name.
 */
#include "vector_ops.h"

#include <math.h>
#include <nvector/nvector_serial.h>

#define DATA(v)   NV_DATA_S(v)
#define LENGTH(v) NV_LENGTH_S(v)

static void linear_sum(sunrealtype a, N_Vector x, sunrealtype b, N_Vector y, N_Vector z)
{
    const sunindextype n = LENGTH(x);
    const double *X = DATA(x), *Y = DATA(y);
    double *Z = DATA(z);
    for (sunindextype i = 0; i < n; i++)
        Z[i] = a * X[i] + b * Y[i];
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
    for (sunindextype i = 0; i < n; i++)
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

static int linear_combination(int m, sunrealtype *c, N_Vector *x, N_Vector z)
{
    const sunindextype n = LENGTH(z);
    double *Z = DATA(z);
    /* z may be x[0]: its entry is read before it is written. */
    for (sunindextype i = 0; i < n; i++) {
        double sum = c[0] * DATA(x[0])[i];
        for (int k = 1; k < m; k++)
            sum += c[k] * DATA(x[k])[i];
        Z[i] = sum;
    }
    return 0;
}

static int scale_add_multi(int m, sunrealtype *a, N_Vector x, N_Vector *y, N_Vector *z)
{
    const sunindextype n = LENGTH(x);
    const double *X = DATA(x);
    for (int k = 0; k < m; k++) {
        const double *Y = DATA(y[k]);
        double *Z = DATA(z[k]);
        for (sunindextype i = 0; i < n; i++)
            Z[i] = a[k] * X[i] + Y[i];
    }
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
