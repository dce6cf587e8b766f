/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * heat_pipe - heat pipe or thermosiphon: a tube in which a fluid boils at one end and condenses at the other.
 *
 *   Q = integral of wall dT + w(T1) w(T2) s Qmax tanh(G (T1 - T2) / Qmax)
 *
 * w closes at the triple and at the critical point of the fluid, w = 1/(1 + exp((Tt - T)/d)) 1/(1 + exp((T - Tc)/d));
 * s makes a diode of it (a thermosiphon carries heat upwards only): the quintic of (T1 - T2)/diode_width, 0 backwards.
 * Qmax is given, or for nitrogen the flooding limit of a tube at the mean of its ends. The freezing edge lets heat grow
 * as the cold end warms through it: the law has no sign there. Real pipes shut off late and freeze out: to 3 K.
 */
#include "kind.h"
#include "nitrogen_flooding.h"

#include <math.h>

enum { NITROGEN };
static const char *const fluids[] = {"nitrogen", "argon", "neon", "hydrogen", "oxygen", "krypton", NULL};
static const struct {
    double triple_K, critical_K;
} windows[] = {{63.151, 126.192}, {83.8, 150.7}, {24.6, 44.4}, {13.8, 33.2}, {54.4, 154.6}, {115.8, 209.5}};

typedef struct {
    cd_node_list between; /* first: cd_link_between */
    int fluid, diode;
    double G_W_per_K, Q_max_W, diameter_m, width_K, diode_width_K, number;
    const cd_curve *wall;
    /* filled by check: */
    double triple_K, critical_K;
    const cd_curve *flooding; /* NULL: Q_max_W */
} heat_pipe;

/* 1/(1 + exp(-x)) and its derivative. */
static double logistic(double x, double *slope)
{
    double e = exp(-fabs(x)), y = x >= 0 ? 1 / (1 + e) : e / (1 + e);
    *slope = e / ((1 + e) * (1 + e));
    return y;
}

static double window(const heat_pipe *p, double T_K, double *slope)
{
    double a_slope, b_slope, a = logistic((T_K - p->triple_K) / p->width_K, &a_slope),
                             b = logistic((p->critical_K - T_K) / p->width_K, &b_slope);
    *slope = (a_slope * b - a * b_slope) / p->width_K;
    return a * b;
}

/* s and ds/d(T1 - T2). */
static double diode(const heat_pipe *p, double dT_K, double *slope)
{
    *slope = 0;
    if (p->diode != 1)
        return 1;
    double x = dT_K / p->diode_width_K;
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    *slope = 30 * x * x * (1 - x) * (1 - x) / p->diode_width_K;
    return x * x * x * (10 - x * (15 - 6 * x));
}

/* The limited heat q = Qmax tanh(G dT / Qmax), and its derivatives by dT and by the mean temperature. */
static double limited(const heat_pipe *p, double dT_K, double T_mean_K, double *by_dT, double *by_mean)
{
    double slope = 0, most_W = p->flooding ? cd_curve_slope(p->flooding, T_mean_K, &slope) : p->Q_max_W;
    double y = p->G_W_per_K * dT_K / most_W, t = tanh(y), c = 1 - t * t;
    *by_dT = p->G_W_per_K * c;
    *by_mean = slope * (t - y * c);
    return most_W * t;
}

static int flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const heat_pipe *p = params;
    double T1 = T_K[0], T2 = T_K[1], dT = T1 - T2, w1_slope, w2_slope, s_slope, by_dT, by_mean, wall_W = 0,
           wall_W_per_K[2] = {0, 0};
    double w1 = window(p, T1, &w1_slope), w2 = window(p, T2, &w2_slope), s = diode(p, dT, &s_slope);
    double q = limited(p, dT, (T1 + T2) / 2, &by_dT, &by_mean), w = w1 * w2;
    (void)when;
    if (p->wall) {
        wall_W = cd_curve_between_ends(p->wall, T2, T1, wall_W_per_K);
    }
    double slope = w * (s_slope * q + s * by_dT);
    double J1 = wall_W_per_K[1] + w1_slope * w2 * s * q + slope + w * s * by_mean / 2;
    double J2 = -wall_W_per_K[0] + w1 * w2_slope * s * q - slope + w * s * by_mean / 2;
    cd_link_pair(p->number * (wall_W + w * s * q), p->number * J1, -p->number * J2, Q_W, dQ_dT);
    return 0;
}

static bool check_limit(const cd_reading *rd, const cd_ini_section *section, heat_pipe *p)
{
    if (!cd_link_given(section, "diameter"))
        return cd_link_need(rd, section, "Q_max", "no pipe carries any heat",
                            p->fluid == NITROGEN
                                ? "Q_max = 50 W\", or the inner diameter of the tube: \"diameter = 10 mm"
                                : "Q_max = 20 W");
    if (!cd_link_refuse(rd, section, "Q_max", "diameter", "keep one of them"))
        return false;
    if (p->fluid != NITROGEN) {
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "diameter"), "give \"Q_max = 20 W\" instead",
                    "the flooding limit of %s in a tube is not known here in %s", fluids[p->fluid],
                    cd_link_what(rd->arena, section));
        return false;
    }
    p->flooding = cd_nitrogen_flooding(rd->arena, p->diameter_m);
    return p->flooding || cd_link_usable(rd, section, "flooding limit", 0);
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    heat_pipe *p = params;
    if (p->fluid < 0)
        return false;
    p->triple_K = windows[p->fluid].triple_K;
    p->critical_K = windows[p->fluid].critical_K;
    if (p->diode == 1)
        return check_limit(rd, section, p);
    bool ok = cd_link_refuse(rd, section, "diode_width", "diode = no", "remove it, or write diode = yes");
    p->diode_width_K = NAN;
    return check_limit(rd, section, p) && ok;
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const heat_pipe *p = params;
    cd_expand_element(ex, flow, params, nodes, 2, 0);
    cd_expand_audit_trust(ex, p->flooding ? "flooding limit of nitrogen" : "window of a heat pipe",
                          p->flooding ? "recalled, to a factor of 2" : "smooth edges, shut-off to 3 K");
}

static double conductance(const void *params, double T_K)
{
    double Q_W[2], J[4];
    flow(params, (double[]){T_K, T_K}, (cd_when){0, 0}, Q_W, J);
    return -J[0];
}

static const cd_field fields[] = {
    CD_LINK_BETWEEN("The evaporator (lower end, the warmer body) and the condenser (upper end)."),
    {.key = "fluid",
     .type = CD_FIELD_CHOICE,
     .choices = fluids,
     .offset = offsetof(heat_pipe, fluid),
     .required = true,
     .help =
         "It works between its triple and its critical point: nitrogen 63.15 K to 126.2 K, argon 83.8 K to 150.7 K, "
         "neon 24.6 K to 44.4 K, hydrogen 13.8 K to 33.2 K, oxygen 54.4 K to 154.6 K, krypton 115.8 K to 209.5 K."},
    {.key = "G",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_CONDUCTANCE,
     .offset = offsetof(heat_pipe, G_W_per_K),
     .required = true,
     .above_min = true,
     .max = INFINITY,
     .help = "Conductance from end to end when it works, well below its limit."},
    {.key = "Q_max",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_POWER,
     .offset = offsetof(heat_pipe, Q_max_W),
     .above_min = true,
     .max = INFINITY,
     .help = "The most heat it carries."},
    {.key = "diameter",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(heat_pipe, diameter_m),
     .above_min = true,
     .max = INFINITY,
     .help =
         "Of nitrogen, instead of Q_max: inner diameter of a vertical tube, for the flooding limit (50 W to 130 W at "
         "10 mm)."},
    {.key = "wall",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_CONDUCTANCE,
     .offset = offsetof(heat_pipe, wall),
     .help = "Conductance of the tube wall, both ways and at all temperatures; without it none."},
    {.key = "diode",
     .type = CD_FIELD_YES_NO,
     .offset = offsetof(heat_pipe, diode),
     .default_text = "yes",
     .help =
         "A thermosiphon carries heat from its first node to its second only; a wick or a pulsating pipe both ways."},
    {.key = "diode_width",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE_DIFFERENCE,
     .offset = offsetof(heat_pipe, diode_width_K),
     .default_text = "0.2 K",
     .above_min = true,
     .max = INFINITY,
     .help = "Temperature difference over which the diode opens."},
    {.key = "width",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE_DIFFERENCE,
     .offset = offsetof(heat_pipe, width_K),
     .default_text = "1 K",
     .min = 0.1,
     .max = INFINITY,
     .help = "How sharply it stops at the triple and the critical point, 1 K to 2 K."},
    {.key = "number",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(heat_pipe, number),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .help = "How many side by side."},
};

const cd_link_kind cd_kind_heat_pipe = {
    .name = "heat_pipe",
    .help = "A heat pipe or thermosiphon, which works between the triple and the critical point of its fluid.",
    .formula = "Q = integral of wall dT + w(T1) w(T2) s Qmax tanh(G (T1 - T2)/Qmax), w = 1/(1 + exp((Tt - T)/width)) "
               "1/(1 + exp((T - Tc)/width)), s = x^3 (10 - 15 x + 6 x^2) of x = (T1 - T2)/diode_width",
    .reference =
        "smooth window: a modelling choice; flooding: Tien and Chung in the form of Faghri (recalled), nitrogen "
        "from CoolProp; nitrogen shunts of two-stage coolers: Prenger, Daugherty et al. (1995)",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(heat_pipe),
    .passive = true,
    .channels = cd_link_two_ended,
    .two_ended = true,
    .terminals = cd_link_between,
    .check = check,
    .expand = expand,
    .conductance = conductance,
};
