/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load - a fixed power into one node, always or between two known instants: Q = power for start <= t < stop, else 0.
 */
#include "kind.h"

#include <math.h>

typedef struct {
    int on;
    double power_W;
    cd_window window;
} load;

static int flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const load *l = params;
    (void)T_K;
    Q_W[0] = cd_window_on(&l->window, when) ? l->power_W : 0;
    if (dQ_dT)
        dQ_dT[0] = 0;
    return 0;
}

static int terminals(const void *params, int *nodes)
{
    nodes[0] = ((const load *)params)->on;
    return 1;
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    return cd_window_check(rd, section, &((load *)params)->window);
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    cd_expand_element(ex, flow, params, nodes, 1, 0);
}

static size_t instants(const void *params, double *t_s, size_t max)
{
    return cd_window_instants(&((const load *)params)->window, t_s, max);
}

static const cd_field fields[] = {
    {.key = "on",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = offsetof(load, on),
     .required = true,
     .help = "The node that gets the power."},
    {.key = "power",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_POWER,
     .offset = offsetof(load, power_W),
     .required = true,
     .help = "Power into the node; a negative one takes heat out."},
    {.key = "start",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = offsetof(load, window.start_s),
     .max = INFINITY,
     .help = "When it begins; without it, it is on from the beginning of the run."},
    {.key = "stop",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = offsetof(load, window.stop_s),
     .max = INFINITY,
     .help = "When it ends; without it, it stays on to the end of the run."},
};

static const cd_channel channels[] = {{"", +1}};

const cd_link_kind cd_kind_load = {
    .name = "load",
    .help = "A fixed power into a node: a heater, wires, dissipation.",
    .formula = "Q = power for start <= t < stop, else 0",
    .reference = "definition",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(load),
    .channels = channels,
    .terminals = terminals,
    .check = check,
    .expand = expand,
    .instants = instants,
};
