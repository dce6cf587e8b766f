/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * contact - thermal contacts: pressed, soldered or greased joints.
 *
 *   curve       Q = integral of G(T) from T_second to T_first
 *   power law   G = a T^n,                     Q = a (T1^(n+1) - T2^(n+1)) / (n+1)
 *   saturating  G = a T / sqrt(1 + (T/Ts)^2),  Q = a (T1 - T2)(T1 + T2) / (sqrt(1 + (T1/Ts)^2) + sqrt(1 + (T2/Ts)^2))
 *
 * with a = G_ref (F/F_ref)^m / T_ref^n. The forms below are zero at equal ends, lose no digits when the ends are close,
 * and take an end at 0 K. The saturating law (n = 1) is that of metallic spots whose conductivity levels off above Ts;
 * a power law must not be extrapolated from 4 K to 300 K.
 */
#include "contact.h"
#include "kind.h"

#include <math.h>

typedef struct {
    cd_node_list between; /* first: cd_link_between; n = 0 in a template */
    const cd_curve *G;
    int preset;
    double force_N;
    double G_ref_W_per_K, T_ref_K, exponent;
    double F_ref_N, force_exponent;
    double T_saturation_K;
    cd_joint joint; /* filled by check */
} contact;

static double curve_heat(const cd_joint *joint, double T_first_K, double T_second_K)
{
    return cd_curve_between(joint->G, T_second_K, T_first_K);
}

static double curve_conductance(const cd_joint *joint, double T_K)
{
    return cd_curve_value(joint->G, T_K);
}

/* hot^p - cold^p = hot^p (1 - (1 - x)^p), x = (hot - cold) / hot; hot - cold is exact where it would matter. */
static double power_heat(const cd_joint *joint, double T_first_K, double T_second_K)
{
    double hot_K = fmax(T_first_K, T_second_K);
    double p = joint->exponent + 1;
    if (hot_K <= 0)
        return 0;
    double x = fabs(T_first_K - T_second_K) / hot_K;
    double Q_W = joint->a / p * pow(hot_K, p) * -expm1(p * log1p(-x));
    return T_first_K < T_second_K ? -Q_W : Q_W;
}

static double power_conductance(const cd_joint *joint, double T_K)
{
    return joint->a * pow(T_K, joint->exponent);
}

/* n = 1, the common case, without a power. */
static double linear_heat(const cd_joint *joint, double T_first_K, double T_second_K)
{
    return 0.5 * joint->a * (T_first_K - T_second_K) * (T_first_K + T_second_K);
}

static double linear_conductance(const cd_joint *joint, double T_K)
{
    return joint->a * T_K;
}

static double saturating_heat(const cd_joint *joint, double T_first_K, double T_second_K)
{
    double root_first = hypot(1, T_first_K / joint->T_saturation_K);
    double root_second = hypot(1, T_second_K / joint->T_saturation_K);
    return joint->a * (T_first_K - T_second_K) * (T_first_K + T_second_K) / (root_first + root_second);
}

static double saturating_conductance(const cd_joint *joint, double T_K)
{
    return joint->a * T_K / hypot(1, T_K / joint->T_saturation_K);
}

int cd_joint_flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const cd_joint *joint = params;
    (void)when;
    cd_link_pair(joint->number * joint->law_W(joint, T_K[0], T_K[1]), cd_joint_conductance(joint, T_K[0]),
                 cd_joint_conductance(joint, T_K[1]), Q_W, dQ_dT);
    return 0;
}

double cd_joint_conductance(const cd_joint *joint, double T_K)
{
    return joint->number * joint->law_W_per_K(joint, T_K);
}

const cd_joint *cd_joint_times(cd_arena *arena, const cd_joint *joint, double number)
{
    if (!joint)
        return NULL;
    cd_joint *many = cd_arena_alloc(arena, 1, sizeof *many);
    *many = *joint;
    many->number *= number;
    return many;
}

void cd_joint_audit(cd_expander *ex, const cd_joint *first, const cd_joint *second)
{
    bool doubt_first = first && first->doubt, doubt_second = second && second->doubt;
    if (doubt_first && doubt_second && first->doubt != second->doubt)
        cd_expand_audit_trust(ex, cd_arena_printf(cd_expand_arena(ex), "%s and %s", first->doubt, second->doubt),
                              cd_arena_printf(cd_expand_arena(ex), "%s; %s", first->why, second->why));
    else if (doubt_first)
        cd_expand_audit_trust(ex, first->doubt, first->why);
    else if (doubt_second)
        cd_expand_audit_trust(ex, second->doubt, second->why);
}

const cd_joint *cd_contact_joint(const void *params)
{
    const contact *c = params;
    return &c->joint;
}

/* Fills the power or the saturating law from G at T_ref and F_ref. */
static void fill_law(cd_joint *joint, double G_ref_W_per_K, double T_ref_K, double force_factor, double exponent,
                     double T_saturation_K)
{
    bool saturating = !isnan(T_saturation_K);
    double n = saturating ? 1 : exponent;
    joint->law_W = saturating ? saturating_heat : n == 1 ? linear_heat : power_heat;
    joint->law_W_per_K = saturating ? saturating_conductance : n == 1 ? linear_conductance : power_conductance;
    joint->a = G_ref_W_per_K * force_factor / pow(T_ref_K, n);
    joint->exponent = n;
    joint->T_saturation_K = T_saturation_K;
}

static bool by_curve(const cd_reading *rd, const cd_ini_section *section, contact *c)
{
    (void)rd, (void)section;
    c->T_ref_K = c->F_ref_N = NAN; /* these defaults mean nothing here: the resolved case must not show them */
    c->joint.law_W = curve_heat;
    c->joint.law_W_per_K = curve_conductance;
    c->joint.G = c->G;
    return c->G != NULL;
}

static bool by_preset(const cd_reading *rd, const cd_ini_section *section, contact *c)
{
    if (!cd_link_need(rd, section, "force", "the conductance of a pressed joint follows the force", "force = 5 kN"))
        return false;
    if (c->preset < 0 || c->preset >= CD_N_PRESETS || isnan(c->force_N))
        return false;
    const cd_joint_preset *preset = &cd_joint_presets[c->preset];
    c->T_ref_K = c->F_ref_N = NAN;
    if (!cd_link_given(section, "T_saturation"))
        c->T_saturation_K = preset->T_saturation_K;
    fill_law(&c->joint, preset->G_W_per_K, CD_PRESET_T_K, pow(c->force_N / CD_PRESET_FORCE_N, preset->force_exponent),
             1, c->T_saturation_K);
    if (preset->status) {
        c->joint.doubt = cd_arena_printf(rd->arena, "joint preset %s", preset->name);
        c->joint.why = cd_arena_printf(rd->arena, "%g W/K at %g K and %g N may be %g to %g W/K; %s", preset->G_W_per_K,
                                       CD_PRESET_T_K, CD_PRESET_FORCE_N, preset->G_least_W_per_K,
                                       preset->G_most_W_per_K, preset->source);
    }
    return cd_link_usable(rd, section, "conductance", c->joint.a);
}

static bool check_force(const cd_reading *rd, const cd_ini_section *section)
{
    if (cd_link_given(section, "force"))
        return cd_link_need(rd, section, "force_exponent", "it says how the conductance grows with the force",
                            "force_exponent = 0.95");
    static const char *const alone[] = {"F_ref", "force_exponent"};
    bool ok = true;
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        if (!cd_link_given(section, alone[i]))
            continue;
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, alone[i]),
                    "add \"force = 5 kN\", or leave it out when G_ref is the conductance as mounted",
                    "\"%s\" without \"force\" in %s", alone[i], cd_link_what(rd->arena, section));
        ok = false;
    }
    return ok;
}

/* a = G_ref / T_ref is the slope at low temperature: a T_ref up the knee would not have the conductance G_ref. At a
 * quarter of T_saturation it is 3 % less. */
static bool check_knee(const cd_reading *rd, const cd_ini_section *section, const contact *c)
{
    if (!(c->T_ref_K > 0.25 * c->T_saturation_K))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "T_ref"),
                "give G_ref at a T_ref below a quarter of T_saturation, on the rising part",
                "T_ref %g K of %s is too near its T_saturation %g K", c->T_ref_K, cd_link_what(rd->arena, section),
                c->T_saturation_K);
    return false;
}

static bool by_reference(const cd_reading *rd, const cd_ini_section *section, contact *c)
{
    bool ok = check_force(rd, section);
    if (cd_link_given(section, "T_saturation"))
        ok &= cd_link_refuse(rd, section, "exponent", "T_saturation",
                             "remove \"exponent\": the law that saturates has the exponent 1") &&
              check_knee(rd, section, c);
    else
        ok &= cd_link_need(rd, section, "exponent", "G = G_ref (T/T_ref)^exponent",
                           "exponent = 1, or T_saturation = 40 K for a joint that also carries heat above 20 K");
    bool forced = cd_link_given(section, "force");
    if (!forced)
        c->F_ref_N = NAN;
    if (!ok)
        return false;
    double factor = forced ? pow(c->force_N / c->F_ref_N, c->force_exponent) : 1;
    fill_law(&c->joint, c->G_ref_W_per_K, c->T_ref_K, factor, c->exponent, c->T_saturation_K);
    return cd_link_usable(rd, section, "conductance", c->joint.a);
}

/* Each law: the key that chooses it, what it cannot be combined with, and what fills it. */
static const struct law {
    const char *key;
    const char *refused[7];
    bool (*fill)(const cd_reading *rd, const cd_ini_section *section, contact *c);
} laws[] = {
    {"G", {"force", "T_ref", "exponent", "F_ref", "force_exponent", "T_saturation"}, by_curve},
    {"joint", {"T_ref", "exponent", "F_ref", "force_exponent"}, by_preset},
    {"G_ref", {NULL}, by_reference},
};

/* The one law that the section gives, or NULL after an error. */
static const struct law *find_law(const cd_reading *rd, const cd_ini_section *section)
{
    const struct law *found = NULL;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        if (!cd_link_given(section, laws[i].key))
            continue;
        if (found) {
            cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, laws[i].key), "keep one of them",
                        "\"%s\" and \"%s\" both give the law of %s", found->key, laws[i].key,
                        cd_link_what(rd->arena, section));
            return NULL;
        }
        found = &laws[i];
    }
    if (!found && !section->damaged)
        cd_diag_add(rd->diags, CD_ERROR, section->header,
                    "give one of: \"G = 0.5 W/K\" (or a formula or table in T), \"joint = cu_in_cu\" with \"force = 5 "
                    "kN\", or \"G_ref = 0.1 W/K\" with \"exponent = 1\" or \"T_saturation = 40 K\"",
                    "%s has no law", cd_link_what(rd->arena, section));
    return found;
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    contact *c = params;
    const struct law *law = find_law(rd, section);
    if (!law)
        return false;
    bool ok = true;
    c->joint.number = 1;
    for (const char *const *key = law->refused; *key; key++)
        ok &= cd_link_refuse(rd, section, *key, law->key, cd_arena_printf(rd->arena, "remove \"%s\"", *key));
    return law->fill(rd, section, c) && ok;
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const contact *c = params;
    cd_expand_element(ex, cd_joint_flow, &c->joint, nodes, 2, 0);
    cd_joint_audit(ex, &c->joint, NULL);
}

static double conductance(const void *params, double T_K)
{
    const contact *c = params;
    return cd_joint_conductance(&c->joint, T_K);
}

static const cd_field fields[] = {
    {.key = "between",
     .type = CD_FIELD_RESOLVED,
     .resolver = "nodes",
     .offset = offsetof(contact, between),
     .n_min = 2,
     .n_max = 2,
     .help = "The two nodes; without it the section is a joint that [conduction] names in \"contact\"."},
    {.key = "G",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_CONDUCTANCE,
     .offset = offsetof(contact, G),
     .help = "Conductance: a constant, a formula in T or a table."},
    {.key = "joint",
     .type = CD_FIELD_CHOICE,
     .choices = cd_joint_preset_names,
     .offset = offsetof(contact, preset),
     .help = "A pressed joint of the table of presets; needs force."},
    {.key = "force",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_FORCE,
     .offset = offsetof(contact, force_N),
     .above_min = true,
     .max = INFINITY,
     .help = "Force that presses the faces together."},
    {.key = "G_ref",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_CONDUCTANCE,
     .offset = offsetof(contact, G_ref_W_per_K),
     .above_min = true,
     .max = INFINITY,
     .help = "Conductance at T_ref (and, when force is given, at F_ref)."},
    {.key = "T_ref",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(contact, T_ref_K),
     .default_text = "4.2 K",
     .above_min = true,
     .max = INFINITY,
     .help = "Temperature of G_ref, low on the rising part of the law."},
    {.key = "exponent",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(contact, exponent),
     .max = 4,
     .help = "Exponent n of T in the power law: 1 for metallic spots, up to 3 for oxide or dielectric films."},
    {.key = "F_ref",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_FORCE,
     .offset = offsetof(contact, F_ref_N),
     .default_text = "445 N",
     .above_min = true,
     .max = INFINITY,
     .help = "Force of G_ref."},
    {.key = "force_exponent",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(contact, force_exponent),
     .max = 2,
     .help = "Exponent m of the force: 0.95 for bare or plated faces, 0.3 to 0.5 with indium or grease."},
    {.key = "T_saturation",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(contact, T_saturation_K),
     .above_min = true,
     .max = INFINITY,
     .help = "Chooses the saturating law, whose exponent is 1: above this temperature the conductance levels off (20 K "
             "to 70 K; presets take 40 K)."},
};

const cd_link_kind cd_kind_contact = {
    .name = "contact",
    .help = "A thermal contact: pressed, soldered or greased joint between two nodes, or at the ends of a conduction.",
    .formula = "G = a T / sqrt(1 + (T/T_saturation)^2) or G = a T^exponent, "
               "a = G_ref (force/F_ref)^force_exponent / T_ref^exponent; or G(T) as given; Q = integral of G dT",
    .reference = "power law: Salerno and Kittel; saturating form: Wiedemann-Franz spots with a residual resistance, "
                 "T_saturation fitted to copper of RRR 3 to 10",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(contact),
    .passive = true,
    .channels = cd_link_two_ended,
    .two_ended = true,
    .terminals = cd_link_between,
    .check = check,
    .expand = expand,
    .conductance = conductance,
};
