/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sample - points in the unit cube: Latin hypercube and Sobol sequence.
 */
#ifndef CD_STUDY_SAMPLE_H
#define CD_STUDY_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#define CD_MOST_SOBOL 40     /* dimensions of GSL's sequence */
enum { CD_SOBOL_BITS = 24 }; /* of a point's number: ten million is less than 2^24 */

/* Latin hypercube, u[i * d + k] in [0, 1): n points of d numbers; each of n equal strips of every axis holds one point.
 * The same seed gives the same bits. False: no memory. */
bool cd_sample_lhs(double *u, size_t n, size_t d, unsigned long seed);

/* Sobol: the sequence of I. M. Sobol in the version of Antonov and Saleev (1979) as GSL has it, shifted by one random
 * vector modulo 1 (R. Cranley, T. N. L. Patterson, SIAM J. Numer. Anal. 13 (1976) 904), which keeps its evenness and
 * takes its first point off the corner. A point is computed from its number when it is asked for. */
typedef struct {
    double shift[CD_MOST_SOBOL];
    unsigned direction[CD_SOBOL_BITS][CD_MOST_SOBOL]; /* in units of 2^-30 */
} cd_sobol;

/* For n points of d numbers. False: no memory, or d > 40. */
bool cd_sobol_begin(cd_sobol *sobol, size_t n, size_t d, unsigned long seed);
double cd_sobol_at(const cd_sobol *sobol, size_t i, size_t k); /* number k of point i, in [0, 1) */

#endif
