/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_link - a cryocooler on one or two nodes: Q_i = -count scale_i lift_i(T_1, T_2) while it runs; off it is two
 * conductances in series, from its warm end to the first stage and on to the second.
 */
#include "cooler_impl.h"

#include <math.h>

static const char *const interpolations[] = {"smooth", "linear", NULL};
static const char *const capacities[] = {"typical", "guaranteed", NULL};

/* Whether it runs: the one place that decides. */
static bool is_on(const void *params, cd_when when)
{
    const cd_cooler_link *c = params;
    return c->state && cd_window_on(&c->window, when);
}

static int run(const cd_cooler_link *c, const double *T_K, double *Q_W, double *dQ_dT)
{
    const int n = c->n_stages;
    for (int i = 0; i < n; i++)
        if (!(T_K[i] > 0))
            return 1; /* maps are in ln T */
    cd_cooler_lift(c->cooler, T_K, Q_W, dQ_dT);
    for (int i = 0; i < n; i++) {
        Q_W[i] *= -c->factor[i];
        for (int j = 0; dQ_dT && j < n; j++)
            dQ_dT[i * n + j] *= -c->factor[i];
    }
    return 0;
}

/* Off: heat along its tubes and regenerators. */
static int rest(const cd_cooler_link *c, const double *T_K, double *Q_W, double *dQ_dT)
{
    const double *G = c->off_factor_W_per_K;
    const int n = c->n_stages;
    for (int i = 0; i < n; i++)
        Q_W[i] = 0;
    for (int i = 0; dQ_dT && i < n * n; i++)
        dQ_dT[i] = 0;
    if (c->off_W_per_K.n == 0)
        return 0;
    const double on_W = n == 2 ? G[1] * (T_K[0] - T_K[1]) : 0;
    Q_W[0] = G[0] * (c->warm_end_K - T_K[0]) - on_W;
    if (n == 2)
        Q_W[1] = on_W;
    if (!dQ_dT)
        return 0;
    dQ_dT[0] = -G[0];
    if (n == 2) {
        dQ_dT[0] -= G[1];
        dQ_dT[1] = dQ_dT[2] = G[1];
        dQ_dT[3] = -G[1];
    }
    return 0;
}

static int flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_cooler_link *c = params;
    int failed = is_on(c, when) ? run(c, T_K, Q_W, dQ_dT) : rest(c, T_K, Q_W, dQ_dT);
    for (int i = 0; i < c->n_stages; i++)
        failed = failed || !isfinite(Q_W[i]); /* where its map cannot be inverted */
    return failed;
}

static int terminals(const void *params, int *nodes)
{
    const cd_cooler_link *c = params;
    for (int i = 0; i < c->n_stages; i++)
        nodes[i] = c->node[i];
    return c->n_stages;
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const cd_cooler_link *c = params;
    const cd_cooler_info *info = cd_cooler_about(c->cooler);
    cd_expand_element(ex, flow, params, nodes, c->n_stages, 0);
    cd_expand_audit_cooler(ex, c->cooler, nodes, c->factor);
    for (int i = 0; i < c->n_stages; i++)
        if (c->extra_mass.kg[i] > 0)
            cd_expand_mass(ex, nodes[i], c->extra_mass.copper, c->count * c->extra_mass.kg[i]);
    if (info->trust == CD_TRUST_RECALLED || info->trust == CD_TRUST_SECONDARY)
        cd_expand_audit_trust(ex, cd_arena_printf(cd_expand_arena(ex), "capacity of %s", info->model),
                              info->trust == CD_TRUST_RECALLED ? "from memory, never checked" : "from second hand");
}

static size_t instants(const void *params, double *t_s, size_t max)
{
    return cd_window_instants(&((const cd_cooler_link *)params)->window, t_s, max);
}

/* A second stage alone is still called so. */
static const char *suffix(const void *params, int terminal)
{
    static const char *const names[] = {".1", ".2"};
    const cd_cooler_link *c = params;
    return names[c->n_stages == 1 ? cd_cooler_about(c->cooler)->stage - 1 : terminal];
}

static const void *assume(cd_arena *arena, const void *params, double share, cd_assumption *taken)
{
    const cd_cooler_link *c = params;
    *taken = (cd_assumption){.n_stages = c->n_stages};
    const cd_cooler *other = cd_cooler_assuming(arena, c->cooler, share, taken->share);
    for (int m = 0; m < c->n_stages; m++)
        taken->warm_W[m] = taken->share[m] * cd_cooler_about(c->cooler)->warm_W[m] * c->factor[m] / c->count;
    if (!other)
        return NULL;
    cd_cooler_link *copy = cd_arena_alloc(arena, 1, sizeof *copy);
    *copy = *c;
    copy->cooler = other;
    return copy;
}

static double electric(const void *params)
{
    const cd_cooler_link *c = params;
    return c->count * cd_cooler_about(c->cooler)->input_power_W;
}

static const cd_field fields[] = {
    {.key = "model",
     .type = CD_FIELD_RESOLVED,
     .resolver = "cooler",
     .offset = offsetof(cd_cooler_link, model),
     .help = "A cooler whose capacity map is known, by name."},
    {.key = "lift",
     .type = CD_FIELD_VALUE,
     .quantity = CD_POWER,
     .offset = offsetof(cd_cooler_link, lift),
     .help = "Capacity of a cooler with one stage: a constant, a formula in T, or a table \"4 K: 0.5 W, 10 K: 6 W\"."},
    {.key = "interpolation",
     .type = CD_FIELD_CHOICE,
     .choices = interpolations,
     .offset = offsetof(cd_cooler_link, interpolation),
     .default_text = "smooth",
     .help = "How the table of lift is interpolated."},
    {.key = "stage1",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = offsetof(cd_cooler_link, stage1),
     .help = "The node that the first (or only) stage cools."},
    {.key = "stage2",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = offsetof(cd_cooler_link, stage2),
     .help = "The node that the second stage cools; alone when the model is a second stage only."},
    {.key = "count",
     .type = CD_FIELD_INTEGER,
     .offset = offsetof(cd_cooler_link, count),
     .default_text = "1",
     .min = 1,
     .max = 10000,
     .help = "Number of equal coolers side by side."},
    {.key = "scale_stage1",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_cooler_link, scale_stage1),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .help = "Factor on the capacity of the first stage: ageing, a margin."},
    {.key = "scale_stage2",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_cooler_link, scale_stage2),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .help = "Factor on the capacity of the second stage."},
    {.key = "capacity",
     .type = CD_FIELD_CHOICE,
     .choices = capacities,
     .offset = offsetof(cd_cooler_link, capacity),
     .default_text = "typical",
     .help = "typical: the published map; guaranteed: the map scaled to the certified rating, where one is known."},
    {.key = "warm_capacity_stage1",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_POWER,
     .offset = offsetof(cd_cooler_link, warm_stage1_W),
     .above_min = true,
     .max = INFINITY,
     .help = "Lift of the first stage with all at 300 K, instead of what the model's file assumes beyond its data. A "
             "map of "
             "your own that ends in the cold gets one so; both stages need it then."},
    {.key = "warm_capacity_stage2",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_POWER,
     .offset = offsetof(cd_cooler_link, warm_stage2_W),
     .above_min = true,
     .max = INFINITY,
     .help = "The same for the second stage."},
    {.key = "extra_mass",
     .type = CD_FIELD_RESOLVED,
     .resolver = "cold_mass",
     .offset = offsetof(cd_cooler_link, extra_mass),
     .help = "Copper-equivalent mass of the cold head's own cold ends, one per stage: 5 kg, 3.5 kg. Without it that of "
             "the model's file, mostly none."},
    {.key = "off_conductance",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_CONDUCTANCE,
     .offset = offsetof(cd_cooler_link, off_W_per_K),
     .max = INFINITY,
     .n_min = 1,
     .n_max = 2,
     .help = "Conductance while it is off: from its warm end to stage 1, from stage 1 to stage 2 (0 W/K alone: none). "
             "Without it none, with a warning."},
    {.key = "warm_end",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(cd_cooler_link, warm_end_K),
     .default_text = "300 K",
     .min = 0,
     .max = 2000,
     .help = "Temperature of its warm end, for off_conductance."},
    {.key = "state",
     .type = CD_FIELD_CHOICE,
     .choices = cd_off_on,
     .offset = offsetof(cd_cooler_link, state),
     .default_text = "on",
     .changes = true,
     .help = "on, or off until an event, a schedule or a thermostat starts it."},
    {.key = "start",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = offsetof(cd_cooler_link, window.start_s),
     .max = INFINITY,
     .help =
         "When it is switched on; without it, it runs from the beginning. Off, it conducts as off_conductance says."},
    {.key = "stop",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = offsetof(cd_cooler_link, window.stop_s),
     .max = INFINITY,
     .help = "When it is switched off; without it, it runs to the end. With start = steady, 0 s is a cooler that has "
             "just failed."},
};

static const cd_channel channels[] = {{".1", -1}, {".2", -1}};

const cd_link_kind cd_kind_cooler = {
    .name = "cooler",
    .help = "A cryocooler with one or two stages that lifts heat out of its nodes.",
    .formula = "Q_i = count scale_i lift_i(T_1, T_2) while it runs, else off_conductance times temperature difference",
    .reference = "the capacity map of the model (its file names the source), or the lift of the case",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(cd_cooler_link),
    .is_cooler = true,
    .channels = channels,
    .terminals = terminals,
    .check = cd_cooler_check,
    .expand = expand,
    .instants = instants,
    .suffix = suffix,
    .assume = assume,
    .on = is_on,
    .electric = electric,
};
