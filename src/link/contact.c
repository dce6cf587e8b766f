/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * contact - thermal contacts: pressed, soldered or greased joints between two nodes, or as laws for others to name. The
 * laws are in joint_law.c, the presets in joint_presets.c; contact_check.c reads which of them a section takes.
 */
#include "contact_impl.h"
#include "kind.h"

#include <math.h>

static const char *const knees[] = {"sharp", "soft", NULL};

const cd_joint *cd_contact_joint(const void *params)
{
    const cd_contact *c = params;
    return &c->joint;
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const cd_contact *c = params;
    cd_joint_expand(ex, &c->joint, nodes[0], nodes[1]);
    cd_joint_audit(ex, &c->joint, NULL);
}

static double conductance(const void *params, double T_K)
{
    const cd_contact *c = params;
    return (isnan(c->scale) ? 1 : c->scale) * cd_joint_conductance(&c->joint, T_K); /* NAN: a template */
}

static const cd_field fields[] = {
    {.key = "between",
     .type = CD_FIELD_RESOLVED,
     .resolver = "nodes",
     .offset = offsetof(cd_contact, between),
     .n_min = 2,
     .n_max = 2,
     .help = "The two nodes; without it the section is a joint that [conduction] names in \"contact\"."},
    {.key = "G",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_CONDUCTANCE,
     .offset = offsetof(cd_contact, G),
     .help = "Conductance: a constant, a formula in T or a table."},
    {.key = "joint",
     .type = CD_FIELD_CHOICE,
     .choices = cd_joint_preset_names,
     .offset = offsetof(cd_contact, preset),
     .help = "A joint of the table of presets: pressed ones need force or torque, soldered and greased ones area."},
    {.key = "force",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_FORCE,
     .offset = offsetof(cd_contact, force_N),
     .above_min = true,
     .max = INFINITY,
     .help = "Force that presses the faces together."},
    {.key = "torque",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TORQUE,
     .offset = offsetof(cd_contact, bolting.torque_N_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Instead of force: torque of each bolt."},
    {.key = "bolt",
     .type = CD_FIELD_CHOICE,
     .choices = cd_bolt_names,
     .offset = offsetof(cd_contact, bolting.bolt),
     .help = "Thread of the bolts, coarse (ISO 898-1)."},
    {.key = "bolts",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_contact, bolting.bolts),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .help = "How many bolts press this joint."},
    {.key = "nut_factor",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_contact, bolting.nut_factor),
     .default_text = "0.2",
     .min = 0.05,
     .max = 0.5,
     .help = "Force = torque / (nut_factor * diameter); 0.15 with grease to 0.3 dry and rough."},
    {.key = "bolt_material",
     .type = CD_FIELD_RESOLVED,
     .resolver = "material",
     .offset = offsetof(cd_contact, bolting.bolt_material),
     .help = "With clamped_material: the force is what is left at 4 K of a rigid clamp; without both it is that of the "
             "warm bolts (or of spring washers)."},
    {.key = "clamped_material",
     .type = CD_FIELD_RESOLVED,
     .resolver = "material",
     .offset = offsetof(cd_contact, bolting.clamped_material),
     .help = "What the bolts hold, which shrinks too."},
    {.key = "bolt_modulus",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_PRESSURE,
     .offset = offsetof(cd_contact, bolting.modulus_Pa),
     .default_text = "200 GPa",
     .above_min = true,
     .max = INFINITY,
     .help = "Young's modulus of the bolts; 200 GPa is steel, 110 GPa titanium or brass."},
    {.key = "area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = offsetof(cd_contact, area_m2),
     .above_min = true,
     .max = INFINITY,
     .help = "Area of a soldered, greased or loosely clamped joint (a preset that needs it)."},
    {.key = "resistance",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_RESISTANCE,
     .offset = offsetof(cd_contact, resistance_ohm),
     .above_min = true,
     .max = INFINITY,
     .help = "Measured electric resistance of a metallic joint when cold: G = L0 T / resistance."},
    {.key = "G_ref",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_CONDUCTANCE,
     .offset = offsetof(cd_contact, G_ref_W_per_K),
     .above_min = true,
     .max = INFINITY,
     .help = "Conductance at T_ref (and, when force is given, at F_ref)."},
    {.key = "T_ref",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(cd_contact, T_ref_K),
     .default_text = "4.2 K",
     .above_min = true,
     .max = INFINITY,
     .help = "Temperature of G_ref, low on the rising part of the law."},
    {.key = "exponent",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_contact, exponent),
     .max = 4,
     .help = "Exponent n of T in the power law: 1 for metallic spots, up to 3 for oxide or dielectric films."},
    {.key = "F_ref",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_FORCE,
     .offset = offsetof(cd_contact, F_ref_N),
     .default_text = "445 N",
     .above_min = true,
     .max = INFINITY,
     .help = "Force of G_ref."},
    {.key = "force_exponent",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_contact, force_exponent),
     .max = 2,
     .help = "Exponent m of the force: 0.95 for bare or plated faces, 0.3 to 0.5 with indium or grease."},
    {.key = "number",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(cd_contact, number),
     .default_text = "1",
     .above_min = true,
     .max = INFINITY,
     .help = "How many such joints side by side, each with this force or area."},
    {.key = "knee",
     .type = CD_FIELD_CHOICE,
     .choices = knees,
     .offset = offsetof(cd_contact, knee),
     .default_text = "sharp",
     .help = "How G_ref with T_saturation levels off: sharp, a T / sqrt(1 + (T/T_saturation)^2), or soft, a T^n / (1 + "
             "(T/T_saturation)^n) with exponent n 1 or 2."},
    {.key = "T_saturation",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = offsetof(cd_contact, T_saturation_K),
     .above_min = true,
     .max = INFINITY,
     .help = "Chooses the saturating law, whose exponent is 1: above this temperature the conductance levels off (20 K "
             "to 70 K; presets take 40 K)."},
    CD_LINK_SCALE(offsetof(cd_contact, scale)),
};

const cd_link_kind cd_kind_contact = {
    .name = "contact",
    .help = "A thermal contact: pressed, soldered or greased joint between two nodes, or at the ends of a conduction.",
    .formula =
        "G = a T / sqrt(1 + (T/T_saturation)^2), G = a T^n / (1 + (T/T_saturation)^n) or G = a T^exponent, "
        "a = G_ref (force/F_ref)^force_exponent / T_ref^exponent; G = L0 T / resistance; G = area h(T); or G(T) as "
        "given; Q = integral of G dT; force = bolts torque / (nut_factor d) (1 - d_eps As E / F)",
    .reference = "power law: Salerno and Kittel; saturating form: Wiedemann-Franz spots with a residual resistance, "
                 "T_saturation fitted to copper of RRR 3 to 10; each preset names its source",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(cd_contact),
    .passive = true,
    .channels = cd_link_two_ended,
    .two_ended = true,
    .terminals = cd_link_between,
    .check = cd_contact_check,
    .expand = expand,
    .conductance = conductance,
    .help_more = cd_joint_presets_print,
};
