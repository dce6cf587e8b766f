/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sample - see sample.h. GSL is asked for nothing that could fail, so that its handler, which aborts, is never called.
 */
#include "sample.h"

#include <gsl/gsl_qrng.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

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
            u[i * d + k] = ((double)strip[i] + gsl_rng_uniform(rng)) / (double)n;
    }
    free(strip);
    if (rng)
        gsl_rng_free(rng);
    return good;
}

bool cd_sample_sobol(double *u, size_t n, size_t d, unsigned long seed)
{
    double shift[CD_MOST_SOBOL];
    if (d > CD_MOST_SOBOL || d == 0)
        return false;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_qrng *sobol = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)d);
    bool good = rng && sobol;
    if (good)
        gsl_rng_set(rng, seed);
    for (size_t k = 0; good && k < d; k++)
        shift[k] = gsl_rng_uniform(rng);
    for (size_t i = 0; good && i < n; i++) {
        gsl_qrng_get(sobol, u + i * d);
        for (size_t k = 0; k < d; k++) {
            double x = u[i * d + k] + shift[k];
            u[i * d + k] = x - floor(x);
        }
    }
    if (sobol)
        gsl_qrng_free(sobol);
    if (rng)
        gsl_rng_free(rng);
    return good;
}
