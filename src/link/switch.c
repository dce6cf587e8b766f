/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * switch - a path that can be on or off: Q = s Phi_on + (1 - s) Phi_off, s between 0 and 1.
 *
 *   commanded        s is `state`, changed at the instants close_at and open_at
 *   gas_gap          s follows the temperature of a getter, which lets go of its gas as it warms
 *   mechanical       s follows the temperature of a sensor (a bimetal, a piezo), either way
 *   superconducting  a metal of normal resistance R: on = L0 T / R with the field on (state), else below Tc
 *                    off = on (T/Tc)^n
 *
 * What follows a temperature does so by the quintic s = x^3 (10 - 15 x + 6 x^2), x = (T - off_below)/(on_above -
 * off_below): exactly 0 and 1 outside, twice differentiable. The getter or sensor is only read; it may be one of the
 * two nodes. `state` is read from the section's own params at every call: whoever changes it there switches.
 */
#include "gas_data.h"
#include "switch_impl.h"

#include <math.h>

/* ---- the law ---- */

/* The state between two instants: that of the last instant before it. */
static int state_at(const cd_switch *s, double phase_s)
{
    int state = s->state;
    double last_s = -INFINITY;
    for (int to = CD_OFF; to <= CD_ON; to++) {
        const cd_numbers *at_s = to == CD_ON ? &s->close_at_s : &s->open_at_s;
        for (size_t i = 0; i < at_s->n; i++)
            if (at_s->x[i] <= phase_s && at_s->x[i] > last_s) {
                last_s = at_s->x[i];
                state = to;
            }
    }
    return state;
}

/* How far it is on at the temperature of the sensor, and the slope. */
static double closed(const cd_switch *s, double T_K, double *slope)
{
    double width_K = s->T_on_K - s->T_off_K, x = (T_K - s->T_off_K) / width_K;
    *slope = x > 0 && x < 1 ? 30 * x * x * (1 - x) * (1 - x) / width_K : 0;
    return x <= 0 ? 0 : x >= 1 ? 1 : x * x * x * (10 - x * (15 - 6 * x));
}

/* Heat and conductances of the path that is on or off. */
typedef struct {
    double Q_W, G1, G2;
} path_heat;

/* Along a conductance that is a curve. */
static path_heat by_curve(const cd_curve *curve, const double *T_K)
{
    double y[2], Q_W = cd_curve_between_ends(curve, T_K[1], T_K[0], y);
    return (path_heat){Q_W, y[1], y[0]};
}

static path_heat path_on(const cd_switch *s, const double *T_K)
{
    if (s->on)
        return by_curve(s->on, T_K);
    double Q_W[2], J[4];
    cd_joint_flow(s->contact.first, T_K, (cd_when){0, 0}, Q_W, J);
    return (path_heat){Q_W[1], -J[0], -J[3]};
}

static path_heat path_off(const cd_switch *s, const double *T_K)
{
    return s->off ? by_curve(s->off, T_K) : (path_heat){0, 0, 0};
}

static void mix(double share, path_heat on, path_heat off, double *Q_W, double *dQ_dT)
{
    double rest = 1 - share;
    cd_link_pair(share * on.Q_W + rest * off.Q_W, share * on.G1 + rest * off.G1, share * on.G2 + rest * off.G2, Q_W,
                 dQ_dT);
}

static int flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_switch *s = params;
    mix(state_at(s, when.phase_s) == CD_ON ? 1 : 0, path_on(s, T_K), path_off(s, T_K), Q_W, dQ_dT);
    return 0;
}

static int flow_of_sensor(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_switch *s = params;
    double slope, share = closed(s, T_K[2], &slope), pair[4];
    path_heat on = path_on(s, T_K), off = path_off(s, T_K);
    (void)when;
    mix(share, on, off, Q_W, pair);
    cd_link_observed(pair, slope * (on.Q_W - off.Q_W), Q_W, dQ_dT);
    return 0;
}

/* ---- the kind ---- */

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const cd_switch *s = params;
    if (s->ends.read >= 0)
        cd_expand_element(ex, flow_of_sensor, params, nodes, 3, 1u << 2);
    else
        cd_expand_element(ex, flow, params, nodes, 2, 0);
    cd_joint_audit(ex, s->contact.first, NULL);
    if (s->known_gas_K)
        cd_expand_audit_trust(ex, "temperatures of the getter", "recalled, to 5 K");
    if (s->type == CD_SWITCH_SUPERCONDUCTING)
        cd_expand_audit_trust(ex, "conductance below Tc", "recalled: (T/Tc)^2 to (T/Tc)^3 of the normal one");
}

static size_t instants(const void *params, double *t_s, size_t max)
{
    const cd_switch *s = params;
    size_t n = 0;
    for (size_t i = 0; i < s->close_at_s.n && n < max; i++)
        t_s[n++] = s->close_at_s.x[i];
    for (size_t i = 0; i < s->open_at_s.n && n < max; i++)
        t_s[n++] = s->open_at_s.x[i];
    return n;
}

/* As it is at the beginning; of one that follows a sensor, with the sensor at the same temperature. */
static double conductance(const void *params, double T_K)
{
    const cd_switch *s = params;
    double T[3] = {T_K, T_K, T_K}, Q_W[3], J[9];
    if (s->ends.read >= 0) {
        flow_of_sensor(s, T, (cd_when){0, 0}, Q_W, J);
        return -J[0];
    }
    flow(s, T, (cd_when){0, 0}, Q_W, J);
    return -J[0];
}

static const cd_field fields[] = {
    CD_LINK_BETWEEN("The two nodes."),
    {.key = "type",
     .type = CD_FIELD_CHOICE,
     .choices = cd_switch_types,
     .offset = offsetof(cd_switch, type),
     .default_text = "commanded",
     .help = "commanded: by state and times; gas_gap: by its getter; mechanical: by a sensor; superconducting: a metal "
             "whose field is on or off."},
    {.key = "on",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_CONDUCTANCE,
     .offset = offsetof(cd_switch, on),
     .help = "Conductance when on: a constant, a formula in T or a table."},
    {.key = "off",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_CONDUCTANCE,
     .offset = offsetof(cd_switch, off),
     .help = "Conductance when off; without it none."},
    {.key = "contact",
     .type = CD_FIELD_RESOLVED,
     .resolver = "joint",
     .offset = offsetof(cd_switch, contact),
     .n_max = 1,
     .help = "Instead of on: the law of a [contact] without `between`, as of a clamp."},
    {.key = "state",
     .type = CD_FIELD_CHOICE,
     .choices = cd_off_on,
     .offset = offsetof(cd_switch, state),
     .changes = true,
     .default_text = "on",
     .help = "At the beginning; of a superconducting one on is with the field on, in the normal state."},
    {.key = "close_at",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_TIME,
     .offset = offsetof(cd_switch, close_at_s),
     .max = INFINITY,
     .help = "Times at which it is turned on."},
    {.key = "open_at",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_TIME,
     .offset = offsetof(cd_switch, open_at_s),
     .max = INFINITY,
     .help = "Times at which it is turned off."},
    {.key = "sensor",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = offsetof(cd_switch, ends.read),
     .help = "The node whose temperature it follows, as the getter of a gas gap; it may be one of the two."},
    {.key = "gas",
     .type = CD_FIELD_CHOICE,
     .choices = cd_gas_names,
     .offset = offsetof(cd_switch, gas),
     .help =
         "Of a gas gap, for the usual temperatures of a charcoal getter: off below, on above 8 K, 15 K (helium), 20 "
         "K, 40 K (hydrogen), 25 K, 45 K (neon), 80 K, 120 K (nitrogen)."},
    {.key = "off_below",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(cd_switch, off_below_K),
     .above_min = true,
     .max = INFINITY,
     .help = "It is off when the sensor is colder than this."},
    {.key = "on_above",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(cd_switch, on_above_K),
     .above_min = true,
     .max = INFINITY,
     .help = "It is on when the sensor is warmer than this; between the two it changes smoothly."},
    {.key = "on_below",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(cd_switch, on_below_K),
     .above_min = true,
     .max = INFINITY,
     .help = "Of a mechanical one that closes when cold: it is on when the sensor is colder than this."},
    {.key = "off_above",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(cd_switch, off_above_K),
     .above_min = true,
     .max = INFINITY,
     .help = "Of a mechanical one that closes when cold: it is off when the sensor is warmer than this."},
    {.key = "normal_resistance",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_RESISTANCE,
     .offset = offsetof(cd_switch, normal_ohm),
     .above_min = true,
     .max = INFINITY,
     .help = "Of a superconducting one: electric resistance in the normal state."},
    {.key = "T_c",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(cd_switch, T_c_K),
     .min = 0.1,
     .max = 200,
     .help = "Of a superconducting one: its transition (indium 3.41 K, lead 7.2 K, aluminium 1.18 K)."},
    {.key = "exponent",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_switch, exponent),
     .default_text = "2",
     .max = 4,
     .help = "Of a superconducting one: n of off = on (T/Tc)^n below Tc, 2 to 3."},
};

const cd_link_kind cd_kind_switch = {
    .name = "switch",
    .help = "A path that is on or off: by command, by its getter or sensor, or superconducting.",
    .formula = "Q = s * integral of on dT + (1 - s) * integral of off dT; s = 0 or 1 by state, or x^3 (10 - 15 x + 6 "
               "x^2) with x = (T_sensor - off_below)/(on_above - off_below); superconducting: on = L0 T/R, off = on "
               "(T/Tc)^n below Tc",
    .reference =
        "definition; getter temperatures and superconducting ratio recalled; typical on/off: gas gap of helium-3 "
        "0.1 W/K / 60 uW/K at 1.7 K (Catarino and Paine, Cryogenics 51 (2011) 45), piezo clamp 100 to 200",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(cd_switch),
    .passive = true,
    .channels = cd_link_two_ended,
    .two_ended = true,
    .terminals = cd_link_between_and_read,
    .observed = cd_link_n_read,
    .check = cd_switch_check,
    .expand = expand,
    .instants = instants,
    .conductance = conductance,
};
