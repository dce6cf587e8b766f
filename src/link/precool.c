/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * precool - cooling by a stream that is no cryocooler: cold gas circulated through a heat exchanger, a coil fed with
 * liquid nitrogen, a pot of it.
 *
 *   gas   Q = m' cp e (T_wall - T_in),  e = 1 - exp(-NTU),  NTU = UA / (m' cp)
 *
 * The heat leaves the network with the gas, or returns to the node that the gas came from (a closed loop: the heat
 * exchanger of another cooler). precool_nitrogen.c has the liquid.
 */
#include "precool_impl.h"

#include <math.h>

static const char *const media[] = {"helium", "nitrogen_gas", "liquid_nitrogen", NULL};

/* Perfect gases: 5/2 and 7/2 R/M; helium above about 15 K. */
static const double media_cp[] = {5193, CD_N2_VAPOUR_CP};

static const double stop_width_K = 2;

double cd_precool_share(const cd_precool *p, double T_wall_K, cd_when when, double *slope)
{
    *slope = 0;
    if (!cd_window_on(&p->window, when) || when.phase_s >= p->empty_s)
        return 0;
    if (isnan(p->stop_below_K))
        return 1;
    double share = cd_onset((T_wall_K - p->stop_below_K) / stop_width_K, slope);
    *slope /= stop_width_K;
    return share;
}

/* m' cp e, W/K. */
static double exchanged(const cd_precool *p, cd_when when)
{
    double C = cd_in_time_at(&p->flow, when) * p->cp_J_per_kg_K;
    if (!(C > 0))
        return 0;
    if (!isnan(p->effectiveness))
        return C * p->effectiveness;
    return C * -expm1(isnan(p->NTU) ? -p->UA_W_per_K / C : -p->NTU);
}

/* Terminals: the wall, and the node that the gas comes from when there is one. */
static int gas_flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_precool *p = params;
    bool from_node = p->inlet_node >= 0;
    double T_in_K = from_node ? T_K[1] : cd_in_time_at(&p->inlet, when), slope;
    double share = cd_precool_share(p, T_K[0], when, &slope), G = exchanged(p, when);
    double out_W = share * G * (T_K[0] - T_in_K), by_wall = share * G + slope * G * (T_K[0] - T_in_K);
    bool back = from_node && p->returns;
    Q_W[0] = -out_W;
    if (from_node)
        Q_W[1] = back ? out_W : 0;
    if (!dQ_dT)
        return 0;
    dQ_dT[0] = -by_wall;
    if (from_node) {
        dQ_dT[1] = share * G;
        dQ_dT[2] = back ? by_wall : 0;
        dQ_dT[3] = back ? -share * G : 0;
    }
    return 0;
}

/* ---- what a section gives ---- */

static int terminals(const void *params, int *nodes)
{
    const cd_precool *p = params;
    nodes[0] = p->on;
    nodes[1] = p->inlet_node;
    return p->inlet_node >= 0 ? 2 : 1;
}

static bool is_positive(const cd_reading *rd, const cd_ini_section *section, const char *key, const cd_in_time *table)
{
    for (size_t i = 0; i < table->n; i++)
        if (table->y[i] < 0) {
            cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, key), "write a value that is not below zero",
                        "%s of %s must not be negative", key, cd_link_what(rd->arena, section));
            return false;
        }
    return true;
}

static bool read_in_time(const cd_reading *rd, const cd_ini_section *section, const char *key, const cd_value *text,
                         cd_quantity quantity, cd_in_time *out)
{
    return !cd_link_given(section, key) ||
           (cd_in_time_read(rd, text, quantity, out) && is_positive(rd, section, key, out));
}

/* Exactly one of the keys; the index of it, or -1 after an error. */
static int one_of(const cd_reading *rd, const cd_ini_section *section, const char *const *keys, int n, const char *what,
                  const char *hint)
{
    int found = -1;
    for (int i = 0; i < n; i++) {
        if (!cd_link_given(section, keys[i]))
            continue;
        if (found >= 0) {
            cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, keys[i]), "keep one of them",
                        "\"%s\" and \"%s\" both give the %s of %s", keys[found], keys[i], what,
                        cd_link_what(rd->arena, section));
            return -1;
        }
        found = i;
    }
    if (found < 0 && !section->damaged)
        cd_diag_add(rd->diags, CD_ERROR, section->header, hint, "%s has no %s", cd_link_what(rd->arena, section), what);
    return found;
}

static bool check_gas(const cd_reading *rd, const cd_ini_section *section, cd_precool *p)
{
    static const char *const exchangers[] = {"UA", "NTU", "effectiveness"}, *const inlets[] = {"inlet", "inlet_node"};
    static const char *const liquid[] = {"area", "inventory", "vapour_effectiveness"};
    bool ok = cd_link_need(rd, section, "flow", NULL, "flow = 0.2 g/s");
    for (size_t i = 0; i < sizeof liquid / sizeof *liquid; i++)
        ok &= cd_link_refuse(rd, section, liquid[i], "medium", "it belongs to \"medium = liquid_nitrogen\"");
    ok &= one_of(rd, section, inlets, 2, "inlet temperature",
                 "give \"inlet = 80 K\" (or a table in time), or \"inlet_node = NODE\"") >= 0;
    ok &= one_of(rd, section, exchangers, 3, "heat exchanger",
                 "give \"UA = 2 W/K\", \"NTU = 3\" or \"effectiveness = 0.9\"") >= 0;
    if (!cd_link_given(section, "inlet_node")) {
        ok &= cd_link_refuse(rd, section, "returns", "inlet", "it says where the gas of \"inlet_node\" goes");
        p->returns = -1;
    }
    if (ok && p->inlet_node == p->on) {
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "inlet_node"), "name another node",
                    "the gas of %s comes from the node that it cools", cd_link_what(rd->arena, section));
        return false;
    }
    if (isnan(p->cp_J_per_kg_K))
        p->cp_J_per_kg_K = media_cp[p->medium];
    p->vapour_effectiveness = NAN; /* its default means nothing here */
    return ok;
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    cd_precool *p = params;
    p->empty_s = NAN;
    bool ok = cd_window_check(rd, section, &p->window);
    ok &= read_in_time(rd, section, "flow", &p->flow_text, CD_MASS_FLOW, &p->flow);
    ok &= read_in_time(rd, section, "inlet", &p->inlet_text, CD_TEMPERATURE, &p->inlet);
    if (!cd_link_given(section, "inlet_node"))
        p->inlet_node = -1;
    if (!ok)
        return false;
    return p->medium == CD_LIQUID_NITROGEN ? cd_precool_check_nitrogen(rd, section, p) : check_gas(rd, section, p);
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const cd_precool *p = params;
    if (p->medium == CD_LIQUID_NITROGEN)
        cd_precool_expand_nitrogen(ex, p, nodes);
    else if (p->inlet_node < 0)
        cd_expand_source(ex, gas_flow, p, nodes, 1, 0);
    else if (p->returns)
        cd_expand_element(ex, gas_flow, p, nodes, 2, 0);
    else
        cd_expand_source(ex, gas_flow, p, nodes, 2, 2);
}

static size_t instants(const void *params, double *t_s, size_t max)
{
    const cd_precool *p = params;
    size_t n = cd_window_instants(&p->window, t_s, max);
    n += cd_in_time_instants(&p->flow, t_s + n, max - n);
    n += cd_in_time_instants(&p->inlet, t_s + n, max - n);
    if (n < max && p->empty_s > 0)
        t_s[n++] = p->empty_s;
    return n;
}

static const char *about(cd_arena *arena, const void *params)
{
    const cd_precool *p = params;
    if (p->medium != CD_LIQUID_NITROGEN || isnan(p->inventory_kg))
        return NULL;
    double liquid_J = p->inventory_kg * CD_N2_LATENT;
    if (!isnan(p->empty_s))
        return cd_arena_printf(arena, "%.4g kg of liquid nitrogen last to %.4g h", p->inventory_kg, p->empty_s / 3600);
    return cd_arena_printf(arena,
                           "%.4g kg of liquid nitrogen take up %.4g MJ by boiling: %.4g h at 10 W, and up to %.4g MJ "
                           "more by their vapour from a wall at 300 K",
                           p->inventory_kg, liquid_J / 1e6, liquid_J / 10 / 3600,
                           p->inventory_kg * p->vapour_effectiveness * CD_N2_VAPOUR_CP * (300 - CD_N2_BOILING_K) / 1e6);
}

#define OFFSET(member) offsetof(cd_precool, member)
static const cd_field fields[] = {
    {.key = "on",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = OFFSET(on),
     .required = true,
     .help = "The node whose wall the stream or the pot cools."},
    {.key = "medium",
     .type = CD_FIELD_CHOICE,
     .choices = media,
     .offset = OFFSET(medium),
     .required = true,
     .help = "The gas that circulates; or liquid_nitrogen: with flow a coil, without it a pot."},
    {.key = "flow",
     .type = CD_FIELD_VALUE,
     .quantity = CD_MASS_FLOW,
     .offset = OFFSET(flow_text),
     .help = "Mass flow: a constant or a table in time, \"0 h: 0 g/s, 1 h: 0.2 g/s\"."},
    {.key = "inlet",
     .type = CD_FIELD_VALUE,
     .quantity = CD_TEMPERATURE,
     .offset = OFFSET(inlet_text),
     .help = "Temperature at which the gas comes in: a constant or a table in time."},
    {.key = "inlet_node",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = OFFSET(inlet_node),
     .help = "The node at whose temperature the gas comes in, instead of inlet."},
    {.key = "returns",
     .type = CD_FIELD_YES_NO,
     .offset = OFFSET(returns),
     .default_text = "yes",
     .help = "Whether the gas goes back to inlet_node and leaves its heat there (a closed loop)."},
    {.key = "cp",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_SPECIFIC_HEAT,
     .offset = OFFSET(cp_J_per_kg_K),
     .above_min = true,
     .max = INFINITY,
     .help = "Specific heat of the gas; without it that of the perfect gas: helium 5193 J/(kg K), nitrogen 1040 "
             "J/(kg K)."},
    {.key = "UA",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_CONDUCTANCE,
     .offset = OFFSET(UA_W_per_K),
     .above_min = true,
     .max = INFINITY,
     .help = "Conductance between wall and gas, NTU = UA/(flow cp); or between wall and boiling liquid."},
    {.key = "NTU",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = OFFSET(NTU),
     .above_min = true,
     .max = INFINITY,
     .help = "Number of transfer units of the heat exchanger, instead of UA."},
    {.key = "effectiveness",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = OFFSET(effectiveness),
     .above_min = true,
     .max = 1,
     .help = "How near the gas comes to the wall's temperature, 1 - exp(-NTU), instead of UA."},
    {.key = "area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = OFFSET(area_m2),
     .above_min = true,
     .max = INFINITY,
     .help = "Wetted wall of a pot, for the boiling curve of nitrogen, instead of UA."},
    {.key = "inventory",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_MASS,
     .offset = OFFSET(inventory_kg),
     .above_min = true,
     .max = INFINITY,
     .help = "Liquid nitrogen at the start (0.807 kg per litre); without it a pot is kept full and a coil fed for "
             "ever."},
    {.key = "vapour_effectiveness",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = OFFSET(vapour_effectiveness),
     .default_text = "0",
     .max = 1,
     .help = "How much of the cold of its vapour is used: 0 in an open pot, towards 1 in a long coil."},
    {.key = "stop_below",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = OFFSET(stop_below_K),
     .above_min = true,
     .max = 2000,
     .help = "Wall temperature at which the precooling ends, gradually over the 2 K above it."},
    {.key = "start",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = OFFSET(window.start_s),
     .max = INFINITY,
     .help = "When it begins; without it, it is on from the beginning of the run."},
    {.key = "stop",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = OFFSET(window.stop_s),
     .max = INFINITY,
     .help = "When it ends; without it, it stays on to the end of the run."},
};

static const cd_channel channels[] = {{"", -1}, {"_return", +1}};

const cd_link_kind cd_kind_precool = {
    .name = "precool",
    .help = "Precooling by circulated cold gas, a coil fed with liquid nitrogen, or a pot of it.",
    .formula = "gas: Q = flow cp (1 - exp(-NTU)) (T_wall - T_inlet); coil: Q = flow (h_fg + e cp (T_wall - 77.355 K)); "
               "pot: Q = UA (T_wall - T_liquid) or area q(T_wall - T_liquid), times 1 + e cp (T_wall - T_liquid)/h_fg",
    .reference =
        "NTU method; nitrogen: h_fg of Span et al., J. Phys. Chem. Ref. Data 29 (2000) 1361; its boiling curve "
        "by Zuber's and Berenson's limits, the shape recalled, 50 % off at any point",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(cd_precool),
    .channels = channels,
    .source = {"_away", -1},
    .terminals = terminals,
    .check = check,
    .expand = expand,
    .instants = instants,
    .about = about,
};
