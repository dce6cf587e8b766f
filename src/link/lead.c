/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lead - current leads: a metal that conducts heat and is heated by its current all along, in cells with their own heat
 * capacity.
 *
 *   rho_m c A dT/dt = d/dx (k A dT/dx) + I^2 rho(T)/A        (rho_m: density, rho: electrical resistivity)
 *
 * Each of the n cells of length L/n takes I^2 rho(T) L/(n A) in its middle (rod.h has the rest). A superconducting lead
 * has no such heat below T_critical and that of its matrix above; in between it rises as the smooth step S.
 */
#include "lead_impl.h"
#include "lead_optimum.h"

#include <math.h>

/* ---- the heat of the current ---- */

typedef struct {
    const cd_lead *of;
    double per_m; /* L/(n A) times number */
} cell;

static int cell_heat(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cell *c = params;
    const cd_lead *l = c->of;
    double I_A = cd_in_time_at(&l->current, when), slope = 0, onset = 1, onset_slope = 0;
    double rho = cd_curve_slope(l->rho, T_K[0], &slope);
    if (!isnan(l->T_critical_K)) {
        onset = cd_onset((T_K[0] - l->T_critical_K) / l->transition_K, &onset_slope);
        onset_slope /= l->transition_K;
    }
    double factor = I_A * I_A * c->per_m;
    Q_W[0] = factor * rho * onset;
    if (dQ_dT)
        dQ_dT[0] = factor * (slope * onset + rho * onset_slope);
    return 0;
}

typedef struct {
    const cd_lead *of;
    double ohm; /* times number */
} joint;

static int joint_heat(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const joint *j = params;
    double I_A = cd_in_time_at(&j->of->current, when);
    (void)T_K;
    Q_W[0] = I_A * I_A * j->ohm;
    if (dQ_dT)
        dQ_dT[0] = 0;
    return 0;
}

static bool carries_current(const void *params, cd_when when)
{
    return cd_in_time_at(&((const cd_lead *)params)->current, when) != 0;
}

/* ---- what it becomes ---- */

static void add_joint_heats(cd_expander *ex, const cd_lead *l, const int *nodes)
{
    for (size_t i = 0; i < 2 && l->joint_ohm.n > 0; i++) {
        joint *j = cd_arena_alloc(cd_expand_arena(ex), 1, sizeof *j);
        *j = (joint){l, l->joint_ohm.x[l->joint_ohm.n - 1 < i ? 0 : i] * l->number};
        cd_expand_source(ex, joint_heat, j, &nodes[i], 1, 0);
    }
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const cd_lead *l = params;
    cd_arena *arena = cd_expand_arena(ex);
    int ends[2], *cells = cd_arena_alloc(arena, (size_t)l->segments, sizeof *cells);
    cd_rod_expand(ex, &l->rod, nodes, ends, cells);
    cell *c = cd_arena_alloc(arena, 1, sizeof *c);
    *c = (cell){l, l->length_m / (l->segments * l->one_m2) * l->number};
    for (int i = 0; i < l->segments && l->rho; i++)
        cd_expand_source(ex, cell_heat, c, &cells[i], 1, 0);
    add_joint_heats(ex, l, nodes);
    cd_expand_audit_property(ex, cd_arena_printf(arena, "k of %s", l->material->name), l->material->conductivity,
                             ends[0], ends[1]);
    for (int i = 0; i < l->segments && l->law == CD_LEAD_RHO_OF_MATERIAL && l->rho; i++)
        cd_expand_audit_property(ex, cd_arena_printf(arena, "rho of %s", l->material->name), l->material->resistivity,
                                 cells[i], -1);
    const char *how = cd_arena_printf(arena, "above T_critical (%g K) while it carries current, %s", l->T_critical_K,
                                      l->rho ? "heated as its matrix" : "without any heat of the current");
    for (int i = 0; i < l->segments && !isnan(l->T_critical_K); i++)
        cd_expand_audit_limit(ex, how, cells[i], l->T_critical_K, carries_current, l);
}

static size_t instants(const void *params, double *t_s, size_t max)
{
    return cd_in_time_instants(&((const cd_lead *)params)->current, t_s, max);
}

static double conductance(const void *params, double T_K)
{
    return cd_rod_conductance(&((const cd_lead *)params)->rod, T_K);
}

/* The best lead for the design, and this one beside it. */
static const char *about(cd_arena *arena, const void *params)
{
    const cd_lead *l = params;
    double I_A = l->design_current_A;
    if (isnan(I_A))
        I_A = cd_in_time_most(&l->current);
    if (isnan(l->T_cold_K) || !(I_A > 0) || !l->rho || !isnan(l->T_critical_K))
        return NULL;
    cd_lead_best best = cd_lead_optimum(l->material->conductivity->curve, l->rho, l->T_warm_K, l->T_cold_K);
    return cd_arena_printf(arena,
                           "for %.4g A from %.4g K to %.4g K the best I L/A is %.4g A/m: L/A %.4g 1/m, and %.4g W at "
                           "the cold end of each, %.4g W without current; this one has L/A %.4g 1/m, %.3g mm^2",
                           I_A, l->T_warm_K, l->T_cold_K, best.IL_over_A, best.IL_over_A / I_A,
                           best.least_W_per_A * I_A, best.resting_W_per_A * I_A, l->length_m / l->one_m2,
                           l->one_m2 * 1e6);
}

static const cd_field fields[] = {
    CD_LINK_BETWEEN("The two nodes, warm and cold; Q > 0 flows from the first to the second."),
    {.key = "material",
     .type = CD_FIELD_RESOLVED,
     .resolver = "material",
     .offset = offsetof(cd_lead, material),
     .required = true,
     .help = "What it is made of; of a superconducting lead its matrix, tube or shunt."},
    {.key = "length",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(cd_lead, length_m),
     .required = true,
     .above_min = true,
     .max = INFINITY,
     .help = "Length of the lead."},
    {.key = "area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = offsetof(cd_lead, area_m2),
     .above_min = true,
     .max = INFINITY,
     .help = "Cross-section of one lead."},
    {.key = "diameter",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(cd_lead, diameter_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Diameter of a round lead, instead of area."},
    {.key = "shape",
     .type = CD_FIELD_CHOICE,
     .choices = cd_lead_shapes,
     .offset = offsetof(cd_lead, shape),
     .default_text = "given",
     .help =
         "optimum: the cross-section follows from length, design_current, T_warm and T_cold, so that the least heat "
         "comes to the cold end."},
    {.key = "current",
     .type = CD_FIELD_VALUE,
     .quantity = CD_CURRENT,
     .offset = offsetof(cd_lead, current_text),
     .help = "Current of each lead: a constant or a table in time, \"0 h: 0 A, 2 h: 100 A\", straight between its "
             "points; without it none."},
    {.key = "number",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_lead, number),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .help = "How many equal ones: 2 for a pair, each with the current and the joints."},
    {.key = "segments",
     .type = CD_FIELD_INTEGER,
     .offset = offsetof(cd_lead, segments),
     .default_text = "20",
     .min = 2,
     .max = 10000,
     .help = "Number of cells with heat capacity along the length; the error falls as 1/segments^2."},
    {.key = "contact",
     .type = CD_FIELD_RESOLVED,
     .resolver = "joint",
     .offset = offsetof(cd_lead, contact),
     .help = "A [contact] without \"between\" at both ends, or two (or none) for the first and the second end."},
    {.key = "joint_resistance",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_RESISTANCE,
     .offset = offsetof(cd_lead, joint_ohm),
     .max = INFINITY,
     .n_min = 1,
     .n_max = 2,
     .help = "Electrical resistance of the joints at the ends, or of the first and the second; its heat goes to the "
             "node of that end."},
    {.key = "resistivity",
     .type = CD_FIELD_CHOICE,
     .choices = cd_lead_laws,
     .offset = offsetof(cd_lead, law),
     .default_text = "material",
     .help =
         "Where the electrical resistivity comes from: the material, or L0 T/k by Wiedemann and Franz (pure metals; "
         "5 % to 10 % off between 20 K and 150 K)."},
    {.key = "T_critical",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(cd_lead, T_critical_K),
     .above_min = true,
     .max = INFINITY,
     .help = "Makes it a superconducting lead: no heat of the current in cells below this temperature, at which its "
             "current begins to be shared; carrying current above is a warning of the run."},
    {.key = "transition",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE_DIFFERENCE,
     .offset = offsetof(cd_lead, transition_K),
     .default_text = "2 K",
     .above_min = true,
     .max = 100,
     .help = "Over how many kelvin above T_critical the resistivity rises to that of the matrix."},
    {.key = "design_current",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_CURRENT,
     .offset = offsetof(cd_lead, design_current_A),
     .above_min = true,
     .max = INFINITY,
     .help = "Current that shape = optimum is for, and that check compares with; check takes the largest current "
             "without it."},
    {.key = "T_warm",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(cd_lead, T_warm_K),
     .default_text = "300 K",
     .above_min = true,
     .max = 2000,
     .help = "Temperature of the warm end for which the optimum is found."},
    {.key = "T_cold",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(cd_lead, T_cold_K),
     .above_min = true,
     .max = 2000,
     .help = "Temperature of the cold end for which the optimum is found."},
};

const cd_link_kind cd_kind_lead = {
    .name = "lead",
    .help = "A current lead: conducts heat and is heated by its current along its length; normal or superconducting.",
    .formula = "rho_m c A dT/dt = d/dx(k A dT/dx) + I^2 rho(T)/A in cells; optimum: I L/A = integral of k dT / "
               "sqrt(2 integral of k rho dT), least heat I sqrt(2 integral of k rho dT) (47 W/kA from 300 K to 4 K)",
    .reference = "R. McFee, Rev. Sci. Instrum. 30 (1959) 98; L0 = pi^2/3 (k_B/e)^2; k and rho and their sources from "
                 "the material",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(cd_lead),
    .channels = cd_link_two_ended,
    .two_ended = true,
    .source = {"_joule", +1},
    .terminals = cd_link_between,
    .check = cd_lead_check,
    .expand = expand,
    .instants = instants,
    .conductance = conductance,
    .about = about,
};
