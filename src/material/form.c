/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form - the table of forms, and those that are one line of algebra. Laws of metals are in form_metal.c, tables in
 * form_table.c.
 */
#include "form.h"

#include <math.h>
#include <stdint.h>

/* c[0] + c[1] x + c[2] x^2 + ... */
static double polynomial(const cd_form_numbers *c, double x)
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

static double power(const cd_form_params *p, double T_K)
{
    return p->of[0].x[0] * pow(T_K, p->of[1].x[0]);
}

static const char *power_sum_prepare(cd_arena *arena, cd_form_params *p)
{
    (void)arena;
    return p->of[0].n == p->of[1].n ? NULL : "\"power\" needs one number for each number of \"coef\"";
}

static double power_sum(const cd_form_params *p, double T_K)
{
    double sum = 0;
    for (size_t i = 0; i < p->of[0].n; i++)
        sum += p->of[0].x[i] * pow(T_K, p->of[1].x[i]);
    return p->of[2].x[0] * sum;
}

static double poly(const cd_form_params *p, double T_K)
{
    return p->of[1].x[0] * polynomial(&p->of[0], T_K / p->of[2].x[0]);
}

static double log10_poly(const cd_form_params *p, double T_K)
{
    return exp10(polynomial(&p->of[0], log10(T_K)));
}

static double ln_poly(const cd_form_params *p, double T_K)
{
    return exp(polynomial(&p->of[0], log(T_K)));
}

#define ONE(name)                                                                                                      \
    {                                                                                                                  \
        .key = (name), .n_min = 1, .n_max = 1, .absent = NAN                                                           \
    }
#define ONE_OR(name, value)                                                                                            \
    {                                                                                                                  \
        .key = (name), .n_min = 1, .n_max = 1, .absent = (value)                                                       \
    }
#define SOME(name)                                                                                                     \
    {                                                                                                                  \
        .key = (name), .n_min = 1, .n_max = SIZE_MAX, .absent = NAN                                                    \
    }
#define EXACTLY(name, n)                                                                                               \
    {                                                                                                                  \
        .key = (name), .n_min = (n), .n_max = (n), .absent = NAN                                                       \
    }

static const cd_form forms[] = {
    {.name = "constant", .formula = "y = value", .key = {ONE("value")}, .n_keys = 1, .value = constant},
    {.name = "power", .formula = "y = a T^n", .key = {ONE("a"), ONE("n")}, .n_keys = 2, .value = power},
    {.name = "power_sum",
     .formula = "y = scale * sum coef[i] T^power[i]",
     .key = {SOME("coef"), SOME("power"), ONE_OR("scale", 1)},
     .n_keys = 3,
     .prepare = power_sum_prepare,
     .value = power_sum},
    {.name = "poly",
     .formula = "y = scale * sum coef[i] (T/T0)^i",
     .key = {SOME("coef"), ONE_OR("scale", 1), ONE_OR("T0", 1)},
     .n_keys = 3,
     .value = poly},
    {.name = "log10_poly",
     .formula = "log10 y = sum coef[i] (log10 T)^i",
     .key = {SOME("coef")},
     .n_keys = 1,
     .value = log10_poly},
    {.name = "ln_poly", .formula = "ln y = sum coef[i] (ln T)^i", .key = {SOME("coef")}, .n_keys = 1, .value = ln_poly},
    {.name = "table",
     .formula = "y interpolated between the points (T[i], y[i])",
     .key = {SOME("T"),
             SOME("y"),
             {.key = "interpolation", .n_min = 1, .n_max = 1, .absent = 0, .choices = cd_form_table_choices}},
     .n_keys = 3,
     .prepare = cd_form_table_prepare,
     .value = cd_form_table},
    {.name = "nist_cu_rational",
     .formula = "log10 y = (a + c T^0.5 + e T + g T^1.5 + i T^2) / (1 + b T^0.5 + d T + f T^1.5 + h T^2)",
     .key = {EXACTLY("coef", 9)},
     .n_keys = 1,
     .value = cd_form_nist_cu_rational},
    {.name = "hust_lankford",
     .formula = "1/k = W0 + Wi + P7 Wi W0 / (Wi + W0), W0 = rho_ref / (RRR L0 T)",
     .key = {EXACTLY("P", 7),
             ONE("rho_ref"),
             ONE("L0"),
             ONE_OR("P7_beta_exp", 0),
             {.key = "Wc", .n_min = 4, .n_max = SIZE_MAX, .multiple_of = 4, .absent = 0}},
     .n_keys = 5,
     .needs_RRR = true,
     .value = cd_form_hust_lankford},
    {.name = "sc_twofluid",
     .formula = "T < Tc: y = (beta + 3 gamma / Tc^2) T^3; T > Tc: y = gamma T + beta T^3",
     .key = {ONE("gamma"), ONE("beta"), ONE("Tc")},
     .n_keys = 3,
     .prepare = cd_form_sc_twofluid_prepare,
     .value = cd_form_sc_twofluid,
     .jump_K = cd_form_sc_twofluid_jump_K},
};

const cd_form *cd_forms(size_t *n)
{
    *n = sizeof forms / sizeof *forms;
    return forms;
}
