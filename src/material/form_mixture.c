/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form_mixture - properties that are made from those of other materials.
 *
 *   mixture         y = scale * sum weight[i] y_i(T_scale T) + gamma T: Kopp and Neumann's rule for an alloy's specific
 *                   heat (weights are mass fractions), a curve taken from a similar material (one, scaled), and
 *                   corresponding states (one, with T scaled by the ratio of the Debye temperatures)
 *   parker_abbott   total hemispherical emissivity of a clean metal from its resistivity: Parker and Abbott's fit of
 * the Hagen-Rubens law, e = 0.766 s - (0.309 - 0.0889 ln s^2) s^2 - 0.0175 s^3, s = sqrt(rho T) with rho in ohm cm;
 * joined smoothly to a floor, sqrt(e^2 + floor^2), where the anomalous skin effect sets in
 */
#include "form.h"

#include <math.h>
#include <stdint.h>

enum { WEIGHT, SCALE, T_SCALE, GAMMA };

static const char *check_mixture(const cd_form_params *p)
{
    return p->of[WEIGHT].n == p->n_other ? NULL : "\"weight\" needs one number for each material of \"of\"";
}

static double mixture(const cd_form_params *p, double T_K)
{
    double sum = 0, T_other_K = T_K * p->of[T_SCALE].x[0];
    for (size_t i = 0; i < p->of[WEIGHT].n; i++)
        sum += p->of[WEIGHT].x[i] * p->other[i].value(p->other[i].ctx, T_other_K);
    return p->of[SCALE].x[0] * sum + p->of[GAMMA].x[0] * T_K;
}

const cd_form cd_form_mixture = {.name = "mixture",
                                 .formula = "y = scale * sum weight[i] y_of[i](T_scale T) + gamma T",
                                 .key = {CD_FORM_SOME("weight"), CD_FORM_ONE_OR("scale", 1),
                                         CD_FORM_ONE_OR("T_scale", 1), CD_FORM_ONE_OR("gamma", 0)},
                                 .n_keys = 4,
                                 .of_others = true,
                                 .check = check_mixture,
                                 .value = mixture};

static const char *check_parker_abbott(const cd_form_params *p)
{
    return p->n_other == 1 ? NULL : "\"of\" takes one material";
}

static double parker_abbott(const cd_form_params *p, double T_K)
{
    double rT = 100 * p->other[0].value(p->other[0].ctx, T_K) * T_K, floor = p->of[1].x[0];
    double e = 0.766 * sqrt(rT) - (0.309 - 0.0889 * log(rT)) * rT - 0.0175 * rT * sqrt(rT);
    return p->of[0].x[0] * sqrt(e * e + floor * floor);
}

const cd_form cd_form_parker_abbott = {
    .name = "parker_abbott",
    .formula =
        "y = scale * sqrt(e^2 + floor^2), e = 0.766 r^0.5 - (0.309 - 0.0889 ln r) r - 0.0175 r^1.5, r = 100 rho T",
    .key = {CD_FORM_ONE_OR("scale", 1), CD_FORM_ONE_OR("floor", 0)},
    .n_keys = 2,
    .of_others = true,
    .of_resistivity = true,
    .check = check_parker_abbott,
    .value = parker_abbott};
