/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form_plain - constants, powers and polynomials.
 */
#include "form.h"

#include <math.h>
#include <stdint.h>

double cd_form_polynomial(const cd_form_numbers *c, double x)
{
    double sum = 0;
    for (size_t i = c->n; i-- > 0;)
        sum = sum * x + c->x[i];
    return sum;
}

static double constant(const cd_form_params *p, double T_K)
{
    (void)T_K;
    return p->of[0].x[0];
}

const cd_form cd_form_constant = {
    .name = "constant", .formula = "y = value", .key = {CD_FORM_ONE("value")}, .n_keys = 1, .value = constant};

/* x^1 is x, to the last bit, and much of what is a sum of powers. */
static inline double raised(double T_K, double exponent)
{
    return exponent == 1 ? T_K : pow(T_K, exponent);
}

static double power(const cd_form_params *p, double T_K)
{
    return p->of[0].x[0] * raised(T_K, p->of[1].x[0]);
}

const cd_form cd_form_power = {
    .name = "power", .formula = "y = a T^n", .key = {CD_FORM_ONE("a"), CD_FORM_ONE("n")}, .n_keys = 2, .value = power};

static const char *check_power_sum(const cd_form_params *p)
{
    return p->of[0].n == p->of[1].n ? NULL : "\"power\" needs one number for each number of \"coef\"";
}

static double power_sum(const cd_form_params *p, double T_K)
{
    double sum = 0;
    for (size_t i = 0; i < p->of[0].n; i++)
        sum += p->of[0].x[i] * raised(T_K, p->of[1].x[i]);
    return p->of[2].x[0] * sum;
}

const cd_form cd_form_power_sum = {.name = "power_sum",
                                   .formula = "y = scale * sum coef[i] T^power[i]",
                                   .key = {CD_FORM_SOME("coef"), CD_FORM_SOME("power"), CD_FORM_ONE_OR("scale", 1)},
                                   .n_keys = 3,
                                   .check = check_power_sum,
                                   .value = power_sum};

static double poly(const cd_form_params *p, double T_K)
{
    return p->of[1].x[0] * cd_form_polynomial(&p->of[0], T_K / p->of[2].x[0]);
}

const cd_form cd_form_poly = {.name = "poly",
                              .formula = "y = scale * sum coef[i] (T/T0)^i",
                              .key = {CD_FORM_SOME("coef"), CD_FORM_ONE_OR("scale", 1), CD_FORM_ONE_OR("T0", 1)},
                              .n_keys = 3,
                              .value = poly};

static double log10_poly(const cd_form_params *p, double T_K)
{
    return exp10(cd_form_polynomial(&p->of[0], log10(T_K)));
}

const cd_form cd_form_log10_poly = {.name = "log10_poly",
                                    .formula = "log10 y = sum coef[i] (log10 T)^i",
                                    .key = {CD_FORM_SOME("coef")},
                                    .n_keys = 1,
                                    .value = log10_poly};

static double ln_poly(const cd_form_params *p, double T_K)
{
    return exp(cd_form_polynomial(&p->of[0], log(T_K)));
}

const cd_form cd_form_ln_poly = {.name = "ln_poly",
                                 .formula = "ln y = sum coef[i] (ln T)^i",
                                 .key = {CD_FORM_SOME("coef")},
                                 .n_keys = 1,
                                 .value = ln_poly};
