/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form_fit - fits of a particular shape: the three sums of the CryoSoft solids library (L. Bottura; as in OPENSC2), and
 * NIST's two straight lines in log-log that an error function joins (Kevlar).
 */
#include "form.h"

#include <math.h>
#include <stdint.h>

enum { A, LITTLE_A, N, SCALE };

static const char *check_three(const cd_form_params *p)
{
    return p->of[A].n == p->of[LITTLE_A].n && p->of[A].n == p->of[N].n
               ? NULL
               : "\"A\", \"a\" and \"n\" need as many numbers as each other";
}

/* Terms with A = 0 are left out: their other numbers may be zero too. */
static double cryosoft_a(const cd_form_params *p, double T_K)
{
    double sum = 0, T_to_i = 1;
    for (size_t i = 0; i < p->of[A].n; i++) {
        T_to_i *= T_K;
        if (p->of[A].x[i] != 0)
            sum += p->of[A].x[i] * T_to_i / pow(p->of[LITTLE_A].x[i] + T_K, p->of[N].x[i]);
    }
    return p->of[SCALE].x[0] * sum;
}

static double cryosoft_b(const cd_form_params *p, double T_K)
{
    double sum = 0;
    for (size_t i = 0; i < p->of[A].n; i++)
        if (p->of[A].x[i] != 0)
            sum += p->of[A].x[i] * pow(T_K / (1 + T_K / p->of[LITTLE_A].x[i]), p->of[N].x[i]);
    return p->of[SCALE].x[0] * sum;
}

static double cryosoft_c(const cd_form_params *p, double T_K)
{
    double sum = 0, T_to_i = 1;
    for (size_t i = 0; i < p->of[A].n; i++) {
        T_to_i *= T_K;
        if (p->of[A].x[i] != 0)
            sum += p->of[A].x[i] * T_to_i / pow(1 + T_K / p->of[LITTLE_A].x[i], p->of[N].x[i]);
    }
    return p->of[SCALE].x[0] * sum;
}

#define THREE_AND_SCALE                                                                                                \
    {                                                                                                                  \
        CD_FORM_SOME("A"), CD_FORM_SOME("a"), CD_FORM_SOME("n"), CD_FORM_ONE_OR("scale", 1)                            \
    }

const cd_form cd_form_cryosoft_a = {.name = "cryosoft_a",
                                    .formula = "y = scale * sum A[i] T^i / (a[i] + T)^n[i], i from 1",
                                    .key = THREE_AND_SCALE,
                                    .n_keys = 4,
                                    .check = check_three,
                                    .value = cryosoft_a};

const cd_form cd_form_cryosoft_b = {.name = "cryosoft_b",
                                    .formula = "y = scale * sum A[i] (T / (1 + T/a[i]))^n[i]",
                                    .key = THREE_AND_SCALE,
                                    .n_keys = 4,
                                    .check = check_three,
                                    .value = cryosoft_b};

const cd_form cd_form_cryosoft_c = {.name = "cryosoft_c",
                                    .formula = "y = scale * sum A[i] T^i / (1 + T/a[i])^n[i], i from 1",
                                    .key = THREE_AND_SCALE,
                                    .n_keys = 4,
                                    .check = check_three,
                                    .value = cryosoft_c};

static double kevlar_erf(const cd_form_params *p, double T_K)
{
    const double *c = p->of[0].x;
    double x = log10(T_K), step = erf(2 * (x - c[2]));
    return exp10((c[0] + c[1] * x) * (1 - step) / 2 + (c[3] + c[4] * exp(-x / c[5])) * (1 + step) / 2);
}

const cd_form cd_form_kevlar_erf = {
    .name = "kevlar_erf",
    .formula = "log10 y = (a + b x)(1 - E)/2 + (d + e exp(-x/f))(1 + E)/2, E = erf(2 (x - c)), x = log10 T",
    .key = {CD_FORM_EXACTLY("coef", 6)},
    .n_keys = 1,
    .value = kevlar_erf};
