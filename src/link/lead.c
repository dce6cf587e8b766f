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
#include "in_time.h"
#include "kind.h"
#include "lead_optimum.h"
#include "rod.h"

#include <math.h>

typedef struct {
    cd_node_list between; /* first: cd_link_between */
    const cd_material *material;
    int shape, law;
    double area_m2, diameter_m, length_m, number;
    int segments;
    cd_joint_ends contact;
    cd_value current_text;
    cd_numbers joint_ohm;
    double T_critical_K, transition_K;
    double design_current_A, T_warm_K, T_cold_K;
    /* filled by check: */
    cd_in_time current; /* A, the one place that says it */
    const cd_curve *rho;
    double one_m2; /* section of one */
    cd_rod rod;
} lead;

enum { GIVEN, OPTIMUM };
static const char *const shapes[] = {"given", "optimum", NULL};
enum { OF_MATERIAL, WIEDEMANN_FRANZ };
static const char *const laws[] = {"material", "wiedemann_franz", NULL};

/* ---- the heat of the current ---- */

typedef struct {
    const lead *of;
    double per_m; /* L/(n A) times number */
} cell;

static int cell_heat(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cell *c = params;
    const lead *l = c->of;
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
    const lead *of;
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
    return cd_in_time_at(&((const lead *)params)->current, when) != 0;
}

/* ---- what a section gives ---- */

/* rho = L0 T / k. */
static double wiedemann_franz(const void *ctx, double T_K)
{
    return CD_SOMMERFELD_L0 * T_K / cd_curve_value(ctx, T_K);
}

static bool lacks(const cd_reading *rd, const cd_ini_section *section, const lead *l, const char *what,
                  const char *hint)
{
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "material"), hint, "material %s has no %s, which %s needs",
                l->material->name, what, cd_link_what(rd->arena, section));
    return false;
}

static bool find_material(const cd_reading *rd, const cd_ini_section *section, lead *l)
{
    static const char own[] = "give it in its [material] section, or name another material";
    const cd_material *m = l->material;
    double T_bad_K;
    if (!m->conductivity)
        return lacks(rd, section, l, "thermal conductivity", own);
    if (!m->specific_heat || isnan(m->density_kg_per_m3))
        return lacks(rd, section, l, m->specific_heat ? "density" : "specific heat", own);
    if (l->law == WIEDEMANN_FRANZ)
        l->rho = cd_curve_new(rd->arena, wiedemann_franz, m->conductivity->curve, true, NULL, &T_bad_K);
    else if (m->resistivity)
        l->rho = m->resistivity->curve;
    else if (isnan(l->T_critical_K))
        return lacks(rd, section, l, "electrical resistivity",
                     "give \"rho\" in its [material] section, or write \"resistivity = wiedemann_franz\", which is "
                     "good for pure metals only");
    return true;
}

static bool check_design(const cd_reading *rd, const cd_ini_section *section, const lead *l)
{
    if (isnan(l->T_cold_K) || l->T_cold_K < l->T_warm_K)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "T_cold"), "give the colder of the two ends",
                "T_cold %g K of %s is not below its T_warm %g K", l->T_cold_K, cd_link_what(rd->arena, section),
                l->T_warm_K);
    return false;
}

static bool best_shape(const cd_reading *rd, const cd_ini_section *section, lead *l)
{
    static const char why[] = "the best cross-section follows from it";
    bool ok = cd_link_refuse(rd, section, "area", "shape = optimum", "remove \"area\": it follows from length");
    ok &= cd_link_refuse(rd, section, "diameter", "shape = optimum", "remove \"diameter\": it follows from length");
    ok &= cd_link_need(rd, section, "design_current", why, "design_current = 100 A");
    ok &= cd_link_need(rd, section, "T_cold", why, "T_cold = 50 K");
    if (!ok || !check_design(rd, section, l))
        return false;
    if (!l->rho)
        return lacks(rd, section, l, "electrical resistivity", "give the size of a superconducting lead by \"area\"");
    cd_lead_best best = cd_lead_optimum(l->material->conductivity->curve, l->rho, l->T_warm_K, l->T_cold_K);
    l->one_m2 = l->design_current_A * l->length_m / best.IL_over_A;
    return true;
}

static bool given_shape(const cd_reading *rd, const cd_ini_section *section, lead *l)
{
    bool area = cd_link_given(section, "area"), diameter = cd_link_given(section, "diameter");
    if (area != diameter) {
        l->one_m2 = area ? l->area_m2 : 3.14159265358979323846 / 4 * l->diameter_m * l->diameter_m;
        return check_design(rd, section, l);
    }
    if (area)
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "diameter"), "keep one of them",
                    "\"area\" and \"diameter\" both give the cross-section of %s", cd_link_what(rd->arena, section));
    else if (!section->damaged)
        cd_diag_add(rd->diags, CD_ERROR, section->header,
                    "give area or diameter; or \"shape = optimum\" with design_current, T_warm and T_cold",
                    "%s has no cross-section", cd_link_what(rd->arena, section));
    return false;
}

static bool read_current(const cd_reading *rd, const cd_ini_section *section, lead *l)
{
    static double nothing = 0;
    if (cd_link_given(section, "current"))
        return cd_in_time_read(rd, &l->current_text, CD_CURRENT, &l->current);
    l->current = (cd_in_time){.y = &nothing, .n = 1};
    return true;
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    lead *l = params;
    bool ok = read_current(rd, section, l) && find_material(rd, section, l);
    if (!cd_link_given(section, "T_critical")) {
        ok &= cd_link_refuse(rd, section, "transition", "no T_critical",
                             "add \"T_critical = 90 K\" for a superconducting lead, or remove \"transition\"");
        l->transition_K = NAN;
    }
    if (!ok || !(l->shape == OPTIMUM ? best_shape : given_shape)(rd, section, l))
        return false;
    const cd_material *m = l->material;
    l->rod.whole = (cd_metal){m->conductivity->curve, l->one_m2 / l->length_m * l->number};
    l->rod.material = m;
    l->rod.mass_kg = m->density_kg_per_m3 * l->one_m2 * l->length_m * l->number;
    l->rod.segments = l->segments;
    l->rod.contact.first = cd_joint_times(rd->arena, l->contact.first, l->number);
    l->rod.contact.second = cd_joint_times(rd->arena, l->contact.second, l->number);
    return cd_link_usable(rd, section, "area over length", l->rod.whole.scale) &&
           cd_link_usable(rd, section, "mass", l->rod.mass_kg);
}

/* ---- what it becomes ---- */

static void add_joint_heats(cd_expander *ex, const lead *l, const int *nodes)
{
    for (size_t i = 0; i < 2 && l->joint_ohm.n > 0; i++) {
        joint *j = cd_arena_alloc(cd_expand_arena(ex), 1, sizeof *j);
        *j = (joint){l, l->joint_ohm.x[l->joint_ohm.n - 1 < i ? 0 : i] * l->number};
        cd_expand_source(ex, joint_heat, j, &nodes[i], 1, 0);
    }
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const lead *l = params;
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
    for (int i = 0; i < l->segments && l->law == OF_MATERIAL && l->rho; i++)
        cd_expand_audit_property(ex, cd_arena_printf(arena, "rho of %s", l->material->name), l->material->resistivity,
                                 cells[i], -1);
    const char *how = cd_arena_printf(arena, "above T_critical (%g K) while it carries current, %s", l->T_critical_K,
                                      l->rho ? "heated as its matrix" : "without any heat of the current");
    for (int i = 0; i < l->segments && !isnan(l->T_critical_K); i++)
        cd_expand_audit_limit(ex, how, cells[i], l->T_critical_K, carries_current, l);
}

static size_t instants(const void *params, double *t_s, size_t max)
{
    return cd_in_time_instants(&((const lead *)params)->current, t_s, max);
}

static double conductance(const void *params, double T_K)
{
    return cd_rod_conductance(&((const lead *)params)->rod, T_K);
}

/* The best lead for the design, and this one beside it. */
static const char *about(cd_arena *arena, const void *params)
{
    const lead *l = params;
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
     .offset = offsetof(lead, material),
     .required = true,
     .help = "What it is made of; of a superconducting lead its matrix, tube or shunt."},
    {.key = "length",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(lead, length_m),
     .required = true,
     .above_min = true,
     .max = INFINITY,
     .help = "Length of the lead."},
    {.key = "area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = offsetof(lead, area_m2),
     .above_min = true,
     .max = INFINITY,
     .help = "Cross-section of one lead."},
    {.key = "diameter",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(lead, diameter_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Diameter of a round lead, instead of area."},
    {.key = "shape",
     .type = CD_FIELD_CHOICE,
     .choices = shapes,
     .offset = offsetof(lead, shape),
     .default_text = "given",
     .help =
         "optimum: the cross-section follows from length, design_current, T_warm and T_cold, so that the least heat "
         "comes to the cold end."},
    {.key = "current",
     .type = CD_FIELD_VALUE,
     .quantity = CD_CURRENT,
     .offset = offsetof(lead, current_text),
     .help = "Current of each lead: a constant or a table in time, \"0 h: 0 A, 2 h: 100 A\", straight between its "
             "points; without it none."},
    {.key = "number",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(lead, number),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .help = "How many equal ones: 2 for a pair, each with the current and the joints."},
    {.key = "segments",
     .type = CD_FIELD_INTEGER,
     .offset = offsetof(lead, segments),
     .default_text = "20",
     .min = 2,
     .max = 10000,
     .help = "Number of cells with heat capacity along the length; the error falls as 1/segments^2."},
    {.key = "contact",
     .type = CD_FIELD_RESOLVED,
     .resolver = "joint",
     .offset = offsetof(lead, contact),
     .help = "A [contact] without \"between\" at both ends, or two (or none) for the first and the second end."},
    {.key = "joint_resistance",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_RESISTANCE,
     .offset = offsetof(lead, joint_ohm),
     .max = INFINITY,
     .n_min = 1,
     .n_max = 2,
     .help = "Electrical resistance of the joints at the ends, or of the first and the second; its heat goes to the "
             "node of that end."},
    {.key = "resistivity",
     .type = CD_FIELD_CHOICE,
     .choices = laws,
     .offset = offsetof(lead, law),
     .default_text = "material",
     .help =
         "Where the electrical resistivity comes from: the material, or L0 T/k by Wiedemann and Franz (pure metals; "
         "5 % to 10 % off between 20 K and 150 K)."},
    {.key = "T_critical",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(lead, T_critical_K),
     .above_min = true,
     .max = INFINITY,
     .help = "Makes it a superconducting lead: no heat of the current in cells below this temperature, at which its "
             "current begins to be shared; carrying current above is a warning of the run."},
    {.key = "transition",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE_DIFFERENCE,
     .offset = offsetof(lead, transition_K),
     .default_text = "2 K",
     .above_min = true,
     .max = 100,
     .help = "Over how many kelvin above T_critical the resistivity rises to that of the matrix."},
    {.key = "design_current",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_CURRENT,
     .offset = offsetof(lead, design_current_A),
     .above_min = true,
     .max = INFINITY,
     .help = "Current that shape = optimum is for, and that check compares with; check takes the largest current "
             "without it."},
    {.key = "T_warm",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(lead, T_warm_K),
     .default_text = "300 K",
     .above_min = true,
     .max = 2000,
     .help = "Temperature of the warm end for which the optimum is found."},
    {.key = "T_cold",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(lead, T_cold_K),
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
    .params_size = sizeof(lead),
    .channels = cd_link_two_ended,
    .two_ended = true,
    .source = {"_joule", +1},
    .terminals = cd_link_between,
    .check = check,
    .expand = expand,
    .instants = instants,
    .conductance = conductance,
    .about = about,
};
