/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sample - points in the unit cube: Latin hypercube and Sobol sequence.
 */
#ifndef CD_STUDY_SAMPLE_H
#define CD_STUDY_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#define CD_MOST_SOBOL 40 /* dimensions of GSL's sequence */

/* u[i * d + k] in [0, 1): n points of d numbers; the same seed gives the same bits. Latin hypercube: each of n equal
 * strips of every axis holds one point. Sobol: the sequence of I. M. Sobol in the version of Antonov and Saleev (1979)
 * as GSL has it, shifted by one random vector modulo 1 (R. Cranley, T. N. L. Patterson, SIAM J. Numer. Anal. 13 (1976)
 * 904), which keeps its evenness and takes its first point off the corner. False: no memory, or d > 40 for Sobol. */
bool cd_sample_lhs(double *u, size_t n, size_t d, unsigned long seed);
bool cd_sample_sobol(double *u, size_t n, size_t d, unsigned long seed);

#endif
