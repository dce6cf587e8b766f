/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gas_path - see gas_path.h.
 */
#include "gas_path.h"
#include "../material/pchip.h"
#include "kind.h"

#include <math.h>

/* ---- accommodation ---- */

static double of_surface(const cd_accommodation *a, double T_K, double *slope)
{
    double x = log(fmax(T_K, 1e-3)), within = fmin(fmax(x, a->ln_T[0]), a->ln_T[2]), per_ln_T;
    double value = cd_pchip_value(a->ln_T, a->at, a->slope, 3, within, &per_ln_T);
    *slope = x == within ? per_ln_T / T_K : 0;
    return value;
}

/* a and its derivatives by the two temperatures. */
static double accommodation(const cd_accommodation *a, double T1_K, double T2_K, double *by_T1, double *by_T2)
{
    *by_T1 = *by_T2 = 0;
    if (!isnan(a->together))
        return a->together;
    double slope1, slope2, a1 = of_surface(a, T1_K, &slope1), a2 = of_surface(a, T2_K, &slope2);
    double below = a2 + a->ratio * (1 - a2) * a1;
    *by_T1 = slope1 * a2 * a2 / (below * below);
    *by_T2 = slope2 * a->ratio * a1 * a1 / (below * below);
    return a1 * a2 / below;
}

static bool in_range(const cd_reading *rd, const cd_value *value, double a)
{
    if (a > 0 && a <= 1)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), "1 is a surface that takes up every molecule",
                "accommodation must be above 0 and at most 1; this is %g", a);
    return false;
}

static bool of_the_gas(const cd_reading *rd, const cd_ini_section *section, const cd_gas *gas, cd_accommodation *out)
{
    out->together = gas->accommodation;
    if (!isnan(out->together))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, section->header, "add \"accommodation = 1\", the most there can be",
                "the accommodation of %s is not known here in %s", gas->name, cd_link_what(rd->arena, section));
    return false;
}

static bool by_temperature(const cd_reading *rd, const cd_value *value, const cd_gas *gas, cd_accommodation *out)
{
    static const double T_K[3] = {20, 77, 300};
    for (int i = 0; i < 3; i++) {
        out->ln_T[i] = log(T_K[i]);
        out->at[i] = gas->at_300_77_20_K[2 - i];
    }
    out->together = NAN;
    if (isnan(out->at[0])) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), "give a number, as \"accommodation = 1\"",
                    "the accommodation of %s by temperature is not known here", gas->name);
        return false;
    }
    cd_pchip_slopes(out->ln_T, out->at, 3, out->slope);
    out->slope[0] = out->slope[2] = 0; /* it stays outside 20 K to 300 K: C1 there too */
    return true;
}

bool cd_accommodation_read(const cd_reading *rd, const cd_ini_section *section, const cd_value *value,
                           const cd_gas *gas, double ratio, cd_accommodation *out)
{
    *out = (cd_accommodation){.ratio = ratio};
    if (!value->source)
        return of_the_gas(rd, section, gas, out);
    if (cd_value_is(value, "by_temperature"))
        return by_temperature(rd, value, gas, out);
    cd_value *part;
    double a[2] = {0};
    size_t n = cd_value_split(rd->arena, value, ',', &part);
    if (n > 2) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), "write one for both, or FIRST, SECOND",
                    "%zu accommodations for two surfaces", n);
        return false;
    }
    for (size_t i = 0; i < n; i++)
        if (!cd_read_quantity(rd, &part[i], CD_NUMBER, &a[i]) || !in_range(rd, &part[i], a[i]))
            return false;
    out->together = n == 1 ? a[0] : a[0] * a[1] / (a[1] + ratio * (1 - a[1]) * a[0]);
    return true;
}

/* ---- heat ---- */

/* Heat from the first to the second surface, its partials at constant pressure, and by ln P. */
typedef struct {
    double Q_W, by_T1, by_T2, by_ln_P;
} gas_heat;

static gas_heat heat_at(const cd_gas_path *p, double T1_K, double T2_K, double P_Pa)
{
    double a1, a2, a = accommodation(&p->accommodation, T1_K, T2_K, &a1, &a2), dT_K = T1_K - T2_K;
    double per_a = p->free_W_per_K_Pa * P_Pa, gf = a * per_a, u = 1, v = 0, gc = 0, k1 = 0, k2 = 0;
    if (p->k) {
        double k[2], integral = cd_curve_between_ends(p->k, T2_K, T1_K, k);
        k1 = p->A_over_d_m * k[1];
        k2 = p->A_over_d_m * k[0];
        gc = dT_K == 0 ? k1 : p->A_over_d_m * integral / dT_K;
        u = gc / (gf + gc);
        v = gf / (gf + gc);
    }
    return (gas_heat){.Q_W = gf * u * dT_K,
                      .by_T1 = u * u * (gf + per_a * a1 * dT_K) + v * v * k1,
                      .by_T2 = u * u * (-gf + per_a * a2 * dT_K) - v * v * k2,
                      .by_ln_P = u * u * gf * dT_K};
}

int cd_gas_flow(const void *path, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_gas_path *p = path;
    gas_heat h = heat_at(p, T_K[0], T_K[1], cd_pressure_at(&p->pressure, when.t_s));
    cd_link_pair(h.Q_W, h.by_T1, -h.by_T2, Q_W, dQ_dT);
    return 0;
}

/* The pressure that a pump at T leaves, and d ln P / dT. */
static double pumped(const cd_gas_path *p, double T_K, double t_s, double *slope)
{
    if (p->at_pump) {
        double P_Pa = cd_curve_slope(p->at_pump, T_K, slope);
        *slope /= P_Pa;
        return P_Pa;
    }
    double per_K, P0_Pa = cd_pressure_at(&p->pressure, t_s),
                  vapour_Pa = cd_gas_vapour_pressure(p->condensing, T_K, &per_K);
    *slope = vapour_Pa > 0 ? P0_Pa / (P0_Pa + vapour_Pa) * per_K / vapour_Pa : 0;
    return P0_Pa > 0 ? P0_Pa * vapour_Pa / (P0_Pa + vapour_Pa) : 0;
}

int cd_gas_flow_pumped(const void *path, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_gas_path *p = path;
    double slope, P_Pa = pumped(p, T_K[2], when.t_s, &slope), pair[4];
    gas_heat h = heat_at(p, T_K[0], T_K[1], P_Pa);
    cd_link_pair(h.Q_W, h.by_T1, -h.by_T2, Q_W, pair);
    cd_link_observed(pair, h.by_ln_P * slope, Q_W, dQ_dT);
    return 0;
}

double cd_gas_conductance(const cd_gas_path *path, double T_K)
{
    double slope,
        P_Pa = path->at_pump || path->condensing ? pumped(path, T_K, 0, &slope) : cd_pressure_at(&path->pressure, 0);
    return heat_at(path, T_K, T_K, P_Pa).by_T1;
}
