/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load - a power into one node: constant, in time or with the node's temperature; always, or in windows between known
 * instants, start[i] <= t < stop[i]; and only while its state is on.
 */
#include "kind.h"
#include "profile.h"

#include <math.h>

typedef struct {
    int on;
    const cd_profile *power_W;
    int interpolation, state;
    cd_numbers start_s, stop_s;
} load;

enum { OFF, ON }; /* cd_off_on */
/* Whether one of its windows is open. Without a start it has always been on, and may stop once. */
static bool in_window(const load *l, cd_when when)
{
    bool open = l->start_s.n == 0;
    for (size_t i = 0; i < l->start_s.n || i < l->stop_s.n; i++) {
        if (i < l->start_s.n && when.phase_s >= l->start_s.x[i])
            open = true;
        if (i < l->stop_s.n && when.phase_s >= l->stop_s.x[i])
            open = false;
    }
    return open;
}

static int flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const load *l = params;
    bool on = l->state == ON && in_window(l, when);
    double slope = 0;
    Q_W[0] =
        on ? cd_profile_value(l->power_W, (cd_interpolation)l->interpolation, when, T_K[0], dQ_dT ? &slope : NULL) : 0;
    if (dQ_dT)
        dQ_dT[0] = slope;
    return !isfinite(Q_W[0]);
}

static int terminals(const void *params, int *nodes)
{
    nodes[0] = ((const load *)params)->on;
    return 1;
}

static bool refuse_windows(const cd_reading *rd, const cd_ini_section *section, const char *key, const char *hint,
                           const char *message)
{
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, key), hint, "%s", message);
    return false;
}

/* Starts and stops take turns, a start first. */
static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    const load *l = params;
    const cd_numbers *on = &l->start_s, *off = &l->stop_s;
    const char *what = cd_link_what(rd->arena, section);
    for (size_t i = 0; i < off->n && i < on->n; i++)
        if (!(off->x[i] > on->x[i]))
            return refuse_windows(
                rd, section, "stop", "give a time after the start",
                cd_arena_printf(rd->arena, "%s stops at %g s, not after its start at %g s", what, off->x[i], on->x[i]));
    for (size_t i = 1; i < on->n && i <= off->n; i++)
        if (!(on->x[i] > off->x[i - 1]))
            return refuse_windows(rd, section, "start", "windows follow each other: start, stop, start, stop ...",
                                  cd_arena_printf(rd->arena, "%s starts again at %g s, not after its stop at %g s",
                                                  what, on->x[i], off->x[i - 1]));
    if (off->n > on->n + (on->n == 0) || on->n > off->n + 1)
        return refuse_windows(rd, section, off->n > on->n ? "stop" : "start",
                              "give as many stops as starts; the last stop may be left out",
                              cd_arena_printf(rd->arena, "%s has %zu starts and %zu stops", what, on->n, off->n));
    return true;
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    cd_expand_element(ex, flow, params, nodes, 1, 0);
}

static size_t instants(const void *params, double *t_s, size_t max)
{
    const load *l = params;
    size_t n = 0;
    for (size_t i = 0; i < l->start_s.n || i < l->stop_s.n; i++) {
        if (i < l->start_s.n && l->start_s.x[i] > 0 && n < max)
            t_s[n++] = l->start_s.x[i];
        if (i < l->stop_s.n && l->stop_s.x[i] > 0 && n < max)
            t_s[n++] = l->stop_s.x[i];
    }
    return n + cd_profile_instants(l->power_W, (cd_interpolation)l->interpolation, t_s + n, max - n);
}

static size_t knots(const void *params, double *t_s, size_t max)
{
    const load *l = params;
    return cd_profile_knots(l->power_W, (cd_interpolation)l->interpolation, t_s, max);
}

static bool varies(const void *params)
{
    const load *l = params;
    return cd_profile_in_time(l->power_W) && l->interpolation != CD_PROFILE_STEPS;
}

static const cd_field fields[] = {
    {.key = "on",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = offsetof(load, on),
     .required = true,
     .help = "The node that gets the power."},
    {.key = "power",
     .type = CD_FIELD_RESOLVED,
     .resolver = "profile",
     .quantity = CD_POWER,
     .offset = offsetof(load, power_W),
     .required = true,
     .changes = true,
     .help =
         "Power into the node; a negative one takes heat out: a constant, a table in time \"0 h: 5 W, 2 h: 0 W\" or "
         "in the node's temperature \"4 K: 1 W, 80 K: 5 W\", a formula in t and T, or a log \"bench.csv column "
         "P_W\"."},
    {.key = "interpolation",
     .type = CD_FIELD_CHOICE,
     .choices = cd_interpolation_names,
     .offset = offsetof(load, interpolation),
     .default_text = "smooth",
     .help = "Of a table: smooth (a monotone cubic), linear, or steps that hold each value until the next."},
    {.key = "state",
     .type = CD_FIELD_CHOICE,
     .choices = cd_off_on,
     .offset = offsetof(load, state),
     .default_text = "on",
     .changes = true,
     .help = "on, or off until an event, a schedule or a thermostat starts it."},
    {.key = "start",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_TIME,
     .offset = offsetof(load, start_s),
     .max = INFINITY,
     .help =
         "When it begins, or several times for several windows; without it, it is on from the beginning of the run."},
    {.key = "stop",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_TIME,
     .offset = offsetof(load, stop_s),
     .max = INFINITY,
     .help = "When it ends, one for each start; without it, it stays on to the end of the run."},
};

static const cd_channel channels[] = {{"", +1}};

const cd_link_kind cd_kind_load = {
    .name = "load",
    .help = "A power into a node: a heater, wires, dissipation.",
    .formula = "Q = power(t, T) for start <= t < stop while its state is on, else 0",
    .reference = "definition; tables by the monotone cubic of Fritsch and Carlson (1980)",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(load),
    .channels = channels,
    .terminals = terminals,
    .check = check,
    .expand = expand,
    .instants = instants,
    .knots = knots,
    .varies = varies,
};
