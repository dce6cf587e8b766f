/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_link - a cryocooler on one or two nodes: Q_i = -count scale_i lift_i(T_1, T_2) while it runs, else 0.
 */
#include "kind.h"

#include <math.h>

typedef struct {
    const cd_cooler *model;
    cd_value lift;
    int interpolation;
    int stage1, stage2; /* -1: none */
    int count, state;
    double scale_stage1, scale_stage2;
    cd_window window;
    /* filled by check: */
    const cd_cooler *cooler;
    int n_stages;
    double factor[2]; /* count times scale */
} cooler;

enum { SMOOTH, LINEAR };
static const char *const interpolations[] = {"smooth", "linear", NULL};

static int flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cooler *c = params;
    int n = c->n_stages;
    bool on = c->state && cd_window_on(&c->window, when);
    double lift_W[2] = {0, 0}, dlift_dT[4] = {0, 0, 0, 0};
    for (int i = 0; i < n; i++) {
        if (on && !(T_K[i] > 0))
            return 1; /* maps are in ln T */
    }
    if (on)
        cd_cooler_lift(c->cooler, T_K, lift_W, dQ_dT ? dlift_dT : NULL);
    for (int i = 0; i < n; i++) {
        Q_W[i] = on ? -c->factor[i] * lift_W[i] : 0;
        for (int j = 0; dQ_dT && j < n; j++)
            dQ_dT[i * n + j] = on ? -c->factor[i] * dlift_dT[i * n + j] : 0;
    }
    return 0;
}

static int terminals(const void *params, int *nodes)
{
    const cooler *c = params;
    nodes[0] = c->stage1;
    if (c->n_stages == 2)
        nodes[1] = c->stage2;
    return c->n_stages;
}

/* The cooler that the section gives, by name or by its lift; NULL after an error. */
static const cd_cooler *find_cooler(const cd_reading *rd, const cd_ini_section *section, cooler *c)
{
    bool by_model = cd_link_given(section, "model"), by_lift = cd_link_given(section, "lift");
    if (by_model && by_lift) {
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "lift"), "keep one of them",
                    "\"model\" and \"lift\" both give the capacity of %s", cd_link_what(rd->arena, section));
        return NULL;
    }
    if (by_lift)
        return cd_cooler_from_text(rd, &c->lift, c->interpolation == LINEAR);
    if (!cd_link_need(rd, section, "model", NULL, "model = PT415\" or \"lift = 4 K: 0.5 W, 10 K: 6 W"))
        return NULL;
    bool ok = cd_link_refuse(rd, section, "interpolation", "model",
                             "remove \"interpolation\": it is for the table of \"lift\"");
    c->interpolation = -1;
    return ok ? c->model : NULL;
}

/* What a cooler of one stage cannot have. */
static bool check_one_stage(const cd_reading *rd, const cd_ini_section *section, cooler *c)
{
    static const char *const refused[] = {"stage2", "scale_stage2"};
    const char *name = cd_link_given(section, "lift") ? "lift" : cd_cooler_about(c->cooler)->model;
    bool ok = true;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (!cd_link_given(section, refused[i]))
            continue;
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, refused[i]),
                    cd_arena_printf(rd->arena, "remove \"%s\"", refused[i]), "\"%s\" in %s, but %s has one stage",
                    refused[i], cd_link_what(rd->arena, section), name);
        ok = false;
    }
    c->scale_stage2 = NAN; /* its default means nothing here */
    return ok;
}

static bool check_two_stages(const cd_reading *rd, const cd_ini_section *section, const cooler *c)
{
    const char *why = cd_arena_printf(rd->arena, "%s has two stages", cd_cooler_about(c->cooler)->model);
    if (!cd_link_need(rd, section, "stage2", why, "stage2 = cold_plate"))
        return false;
    if (c->stage1 != c->stage2 || c->stage1 < 0)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "stage2"), "name two different nodes",
                "both stages of %s cool the same node", cd_link_what(rd->arena, section));
    return false;
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    cooler *c = params;
    bool ok = cd_window_check(rd, section, &c->window);
    if (!cd_link_given(section, "stage2"))
        c->stage2 = -1;
    c->cooler = find_cooler(rd, section, c);
    if (!c->cooler)
        return false;
    c->n_stages = cd_cooler_about(c->cooler)->n_stages;
    ok &= c->n_stages == 2 ? check_two_stages(rd, section, c) : check_one_stage(rd, section, c);
    c->factor[0] = c->count * c->scale_stage1;
    c->factor[1] = c->count * c->scale_stage2;
    return ok;
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const cooler *c = params;
    cd_expand_element(ex, flow, params, nodes, c->n_stages, 0);
    cd_expand_audit_cooler(ex, c->cooler, nodes);
}

static size_t instants(const void *params, double *t_s, size_t max)
{
    return cd_window_instants(&((const cooler *)params)->window, t_s, max);
}

static const cd_field fields[] = {
    {.key = "model",
     .type = CD_FIELD_RESOLVED,
     .resolver = "cooler",
     .offset = offsetof(cooler, model),
     .help = "A cooler whose capacity map is known, by name."},
    {.key = "lift",
     .type = CD_FIELD_VALUE,
     .quantity = CD_POWER,
     .offset = offsetof(cooler, lift),
     .help = "Capacity of a cooler with one stage: a constant, a formula in T, or a table \"4 K: 0.5 W, 10 K: 6 W\"."},
    {.key = "interpolation",
     .type = CD_FIELD_CHOICE,
     .choices = interpolations,
     .offset = offsetof(cooler, interpolation),
     .default_text = "smooth",
     .help = "How the table of lift is interpolated."},
    {.key = "stage1",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = offsetof(cooler, stage1),
     .required = true,
     .help = "The node that the first (or only) stage cools."},
    {.key = "stage2",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = offsetof(cooler, stage2),
     .help = "The node that the second stage cools."},
    {.key = "count",
     .type = CD_FIELD_INTEGER,
     .offset = offsetof(cooler, count),
     .default_text = "1",
     .min = 1,
     .max = 10000,
     .help = "Number of equal coolers side by side."},
    {.key = "scale_stage1",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cooler, scale_stage1),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .help = "Factor on the capacity of the first stage: ageing, a margin."},
    {.key = "scale_stage2",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cooler, scale_stage2),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .help = "Factor on the capacity of the second stage."},
    {.key = "state",
     .type = CD_FIELD_CHOICE,
     .choices = cd_off_on,
     .offset = offsetof(cooler, state),
     .default_text = "on",
     .changes = true,
     .help = "on, or off until an event, a schedule or a thermostat starts it."},
    {.key = "start",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = offsetof(cooler, window.start_s),
     .max = INFINITY,
     .help = "When it is switched on; without it, it runs from the beginning. Off, it carries no heat."},
    {.key = "stop",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = offsetof(cooler, window.stop_s),
     .max = INFINITY,
     .help = "When it is switched off; without it, it runs to the end. With start = steady, 0 s is a cooler that has "
             "just failed."},
};

static const cd_channel channels[] = {{".1", -1}, {".2", -1}};

const cd_link_kind cd_kind_cooler = {
    .name = "cooler",
    .help = "A cryocooler with one or two stages that lifts heat out of its nodes.",
    .formula = "Q_i = count scale_i lift_i(T_1, T_2) while it runs, else 0",
    .reference = "the capacity map of the model (its file names the source), or the lift of the case",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(cooler),
    .is_cooler = true,
    .channels = channels,
    .terminals = terminals,
    .check = check,
    .expand = expand,
    .instants = instants,
};
