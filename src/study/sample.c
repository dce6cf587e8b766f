/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sample - see sample.h. GSL is asked for nothing that could fail, so that its handler, which aborts, is never called.
 */
#include "sample.h"

#include <gsl/gsl_qrng.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

/* The last strip of many can round up to its end, which belongs to no strip. */
static double below_one(double u)
{
    return fmin(u, nextafter(1, 0));
}

bool cd_sample_lhs(double *u, size_t n, size_t d, unsigned long seed)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    size_t *strip = malloc(n * sizeof *strip);
    bool good = rng && strip;
    if (good)
        gsl_rng_set(rng, seed);
    for (size_t k = 0; good && k < d; k++) {
        for (size_t i = 0; i < n; i++)
            strip[i] = i;
        for (size_t i = n; i-- > 1;) { /* Fisher and Yates */
            size_t j = gsl_rng_uniform_int(rng, i + 1), kept = strip[i];
            strip[i] = strip[j];
            strip[j] = kept;
        }
        for (size_t i = 0; i < n; i++)
            u[i * d + k] = below_one(((double)strip[i] + gsl_rng_uniform(rng)) / (double)n);
    }
    free(strip);
    if (rng)
        gsl_rng_free(rng);
    return good;
}

static const double sobol_unit = 1073741824; /* 2^30: GSL's numbers are multiples of 2^-30 */

/* GSL does not show its direction numbers, but point 2^b - 1, counted from 0, is the sum modulo 2 of numbers b and
 * b - 1: the Gray code of 2^b has these two bits. */
static void find_directions(cd_sobol *sobol, gsl_qrng *q, size_t n, size_t d)
{
    double x[CD_MOST_SOBOL];
    for (size_t i = 1, b = 0; i <= n && b < CD_SOBOL_BITS; i++) {
        gsl_qrng_get(q, x);
        if (i != (size_t)1 << b)
            continue;
        for (size_t k = 0; k < d; k++)
            sobol->direction[b][k] = (unsigned)(x[k] * sobol_unit) ^ (b > 0 ? sobol->direction[b - 1][k] : 0);
        b++;
    }
}

bool cd_sobol_begin(cd_sobol *sobol, size_t n, size_t d, unsigned long seed)
{
    if (d > CD_MOST_SOBOL || d == 0)
        return false;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_qrng *q = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)d);
    bool good = rng && q;
    if (good) {
        gsl_rng_set(rng, seed);
        for (size_t k = 0; k < d; k++)
            sobol->shift[k] = gsl_rng_uniform(rng);
        find_directions(sobol, q, n, d);
    }
    if (q)
        gsl_qrng_free(q);
    if (rng)
        gsl_rng_free(rng);
    return good;
}

double cd_sobol_at(const cd_sobol *sobol, size_t i, size_t k)
{
    size_t gray = (i + 1) ^ ((i + 1) >> 1);
    unsigned sum = 0;
    for (size_t b = 0; b < CD_SOBOL_BITS; b++)
        sum ^= gray >> b & 1 ? sobol->direction[b][k] : 0;
    double x = sum / sobol_unit + sobol->shift[k];
    return x - floor(x);
}
