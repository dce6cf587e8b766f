/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load - a power into one node: constant, in time or with the node's temperature; always, or in windows between known
 * instants, start[i] <= t < stop[i]; and only while its state is on.
 */
#include "driven.h"
#include "kind.h"

#include <math.h>

typedef struct {
    cd_driven driven; /* first; in W */
    cd_numbers start_s, stop_s;
} load;

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
    bool on = l->driven.state == CD_ON && in_window(l, when);
    double slope = 0;
    Q_W[0] = on ? cd_driven_value(&l->driven, when, T_K[0], dQ_dT ? &slope : NULL) : 0;
    if (dQ_dT)
        dQ_dT[0] = slope;
    return !isfinite(Q_W[0]);
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
    return n + cd_driven_instants(params, t_s + n, max - n);
}

static const cd_field fields[] = {
    {.key = "on",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = offsetof(load, driven.on),
     .required = true,
     .help = "The node that gets the power."},
    {.key = "power",
     .type = CD_FIELD_RESOLVED,
     .resolver = "profile",
     .quantity = CD_POWER,
     .offset = offsetof(load, driven.profile),
     .required = true,
     .changes = true,
     .help =
         "Power into the node; a negative one takes heat out: a constant, a table in time \"0 h: 5 W, 2 h: 0 W\" or "
         "in the node's temperature \"4 K: 1 W, 80 K: 5 W\", a formula in t and T, or a log \"bench.csv column "
         "P_W\"."},
    {.key = "interpolation",
     .type = CD_FIELD_CHOICE,
     .choices = cd_interpolation_names,
     .offset = offsetof(load, driven.interpolation),
     .default_text = "smooth",
     .help = "Of a table: smooth (a monotone cubic), linear, or steps that hold each value until the next."},
    {.key = "state",
     .type = CD_FIELD_CHOICE,
     .choices = cd_off_on,
     .offset = offsetof(load, driven.state),
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
    .terminals = cd_driven_terminals,
    .check = check,
    .expand = expand,
    .instants = instants,
    .knots = cd_driven_knots,
    .varies = cd_driven_varies,
};
