/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * regulator - see regulator.h.
 */
#include "regulator.h"

#include <math.h>

/* Half the width of the rounded corners of c. */
static const double corner = 0.05;

static double quintic(double e, double *slope)
{
    *slope = 0;
    if (!(e > 0))
        return 0;
    if (e >= 1)
        return 1;
    *slope = 30 * e * e * (1 - e) * (1 - e);
    return e * e * e * (10 + e * (-15 + 6 * e));
}

static double clipped(double v, double *slope)
{
    double w = corner;
    if (v > 0.5) { /* symmetric about one half */
        double low = clipped(1 - v, slope);
        return 1 - low;
    }
    *slope = v < -w ? 0 : v < w ? (v + w) / (2 * w) : 1;
    return v < -w ? 0 : v < w ? (v + w) * (v + w) / (4 * w) : v;
}

typedef struct {
    const cd_regulator *r;
    const double *T_K;
} sensors;

static double read_sensor(void *ctx, cd_ref_kind kind, int index)
{
    const sensors *s = ctx;
    for (int i = 0; kind == CD_REF_T && i < s->r->n_sensors; i++)
        if (s->r->sensor[i] == index)
            return s->T_K[i];
    return NAN;
}

double cd_regulator_slope(const cd_regulator *r, const double *T_sensor_K, double t_s, int node)
{
    sensors s = {r, T_sensor_K};
    const cd_expr_env env = {.ctx = &s, .ref = read_sensor, .t_s = t_s};
    return cd_expr_slope(r->value, &env, (cd_wrt){.node = node});
}

void cd_regulate(const cd_regulator *r, const double *T_sensor_K, double x, double t_s, cd_regulation *out)
{
    sensors s = {r, T_sensor_K};
    const cd_expr_env env = {.ctx = &s, .ref = read_sensor, .t_s = t_s};
    bool pi = !isnan(r->integral_s);
    double v = cd_expr_type(r->value).truth ? cd_expr_margin(r->value, &env) : cd_expr_eval(r->value, &env);
    double e = (v - r->zero_K) * r->per_K, slope;
    out->u = pi ? clipped(e + x, &slope) : quintic(e, &slope);
    out->rate = pi ? (out->u - x) / r->integral_s : 0;
    out->du_dx = pi ? slope : 0;
    out->drate_dx = pi ? (slope - 1) / r->integral_s : 0;
    for (int i = 0; i < r->n_sensors; i++) {
        double de_dT = r->per_K * cd_regulator_slope(r, T_sensor_K, t_s, r->sensor[i]);
        out->du_dT[i] = slope * de_dT;
        out->drate_dT[i] = pi ? slope * de_dT / r->integral_s : 0;
    }
}
