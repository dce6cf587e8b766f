/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * contact_check - which law of joint_law.c a section takes, by its keys, and with which numbers:
 *
 *   G           a curve                     joint       a preset of joint_presets.c
 *   resistance  Wiedemann-Franz, G = L0 T / R
 *   G_ref       a = G_ref (F/F_ref)^m / T_ref^n: a power law, or with T_saturation one that levels off
 *
 * The force is given, or follows from the torque of bolts (bolt.c).
 */
#include "contact_impl.h"
#include "joint_law.h"
#include "kind.h"

#include <math.h>

/* These defaults mean nothing here: the resolved case must not show them. */
static void without_reference(cd_contact *c)
{
    c->T_ref_K = c->F_ref_N = NAN;
}

static bool by_curve(const cd_reading *rd, const cd_ini_section *section, cd_contact *c)
{
    (void)rd, (void)section;
    without_reference(c);
    cd_joint_by_curve(&c->joint, c->G, 1);
    return c->G != NULL;
}

static bool by_resistance(const cd_reading *rd, const cd_ini_section *section, cd_contact *c)
{
    double a = CD_LORENZ_W_OHM_PER_K2 / c->resistance_ohm;
    without_reference(c);
    if (isnan(c->T_saturation_K))
        cd_joint_by_power(&c->joint, a, 1);
    else
        cd_joint_by_knee(&c->joint, a, 1, c->T_saturation_K, false);
    return cd_link_usable(rd, section, "conductance", a);
}

/* ---- presets ---- */

static bool pressed(const cd_reading *rd, const cd_ini_section *section, cd_contact *c, const cd_joint_preset *preset)
{
    if (!cd_link_given(section, "torque") &&
        !cd_link_need(rd, section, "force", "the conductance of a pressed joint follows the force",
                      "force = 5 kN\", or \"torque = 6 N m\" with \"bolt = M6"))
        return false;
    if (isnan(c->T_saturation_K))
        c->T_saturation_K = preset->T_saturation_K;
    double factor = pow(c->force_N / CD_PRESET_FORCE_N, preset->force_exponent);
    cd_joint_by_knee(&c->joint, preset->G_W_per_K * factor / CD_PRESET_T_K, 1, c->T_saturation_K, false);
    return true;
}

/* Refuses the keys that a preset has no use for. */
static bool check_needs(const cd_reading *rd, const cd_ini_section *section, const cd_joint_preset *preset)
{
    static const struct {
        const char *key;
        cd_joint_needs by;
    } needed[] = {{"force", CD_NEEDS_FORCE},
                  {"torque", CD_NEEDS_FORCE},
                  {"T_saturation", CD_NEEDS_FORCE},
                  {"area", CD_NEEDS_AREA}};
    const char *beside = cd_arena_printf(rd->arena, "joint = %s", preset->name);
    bool ok = true;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (preset->needs != needed[i].by)
            ok &= cd_link_refuse(rd, section, needed[i].key, beside,
                                 cd_arena_printf(rd->arena, "remove \"%s\"", needed[i].key));
    return ok;
}

static bool preset_law(const cd_reading *rd, const cd_ini_section *section, cd_contact *c,
                       const cd_joint_preset *preset)
{
    if (preset->needs == CD_NEEDS_FORCE)
        return pressed(rd, section, c, preset);
    if (preset->needs == CD_NEEDS_AREA) {
        if (!cd_link_need(rd, section, "area", "the conductance of such a joint goes with it", "area = 4 cm^2"))
            return false;
        cd_joint_by_curve(&c->joint, cd_joint_area_curve(rd->arena, preset->area), c->area_m2);
    } else if (preset->T_offset_K > 0)
        cd_joint_by_line(&c->joint, preset->G_W_per_K / (CD_PRESET_T_K - preset->T_offset_K), preset->T_offset_K);
    else
        cd_joint_by_power(&c->joint, preset->G_W_per_K / pow(CD_PRESET_T_K, preset->exponent), preset->exponent);
    return true;
}

static const char *doubt_of(const cd_reading *rd, const cd_joint_preset *preset)
{
    const char *at = preset->needs == CD_NEEDS_FORCE ? cd_arena_printf(rd->arena, " and %g N", CD_PRESET_FORCE_N) : "";
    const char *unit = preset->needs == CD_NEEDS_AREA ? "W/(m^2 K)" : "W/K";
    return cd_arena_printf(rd->arena, "%g %s at %g K%s may be %g to %g %s; %s", preset->G_W_per_K, unit, CD_PRESET_T_K,
                           at, preset->G_least_W_per_K, preset->G_most_W_per_K, unit, preset->source);
}

static bool by_preset(const cd_reading *rd, const cd_ini_section *section, cd_contact *c)
{
    if (c->preset < 0 || c->preset >= CD_N_PRESETS)
        return false;
    const cd_joint_preset *preset = &cd_joint_presets[c->preset];
    without_reference(c);
    if (!check_needs(rd, section, preset) || !preset_law(rd, section, c, preset))
        return false;
    if (preset->status) {
        c->joint.doubt = cd_arena_printf(rd->arena, "joint preset %s", preset->name);
        c->joint.why = doubt_of(rd, preset);
    }
    return cd_link_usable(rd, section, "conductance", c->joint.a);
}

/* ---- G_ref ---- */

static bool check_force(const cd_reading *rd, const cd_ini_section *section)
{
    if (cd_link_given(section, "force") || cd_link_given(section, "torque"))
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
static bool check_knee(const cd_reading *rd, const cd_ini_section *section, const cd_contact *c)
{
    if (!(c->T_ref_K > 0.25 * c->T_saturation_K))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "T_ref"),
                "give G_ref at a T_ref below a quarter of T_saturation, on the rising part",
                "T_ref %g K of %s is too near its T_saturation %g K", c->T_ref_K, cd_link_what(rd->arena, section),
                c->T_saturation_K);
    return false;
}

/* The exponent of the law: that of the section, 1 with a sharp knee, 1 or 2 with a soft one. */
static bool check_exponent(const cd_reading *rd, const cd_ini_section *section, cd_contact *c)
{
    if (!cd_link_given(section, "T_saturation"))
        return cd_link_need(rd, section, "exponent", "G = G_ref (T/T_ref)^exponent",
                            "exponent = 1, or T_saturation = 40 K for a joint that also carries heat above 20 K") &&
               cd_link_refuse(rd, section, "knee", "no T_saturation", "add \"T_saturation = 40 K\", or remove it");
    if (c->knee == CD_KNEE_SHARP)
        return cd_link_refuse(rd, section, "exponent", "T_saturation",
                              "remove \"exponent\": the law that saturates has the exponent 1 (with knee = soft also "
                              "2)") &&
               check_knee(rd, section, c);
    if (!cd_link_given(section, "exponent"))
        c->exponent = 1;
    if (c->exponent == 1 || c->exponent == 2)
        return check_knee(rd, section, c);
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "exponent"), "give 1, or 2 for a dielectric film",
                "the exponent %g of %s has no law with a soft knee", c->exponent, cd_link_what(rd->arena, section));
    return false;
}

/* G at T_ref is G_ref, knee or not: to a few per cent, see check_knee. */
static void reference_law(cd_contact *c, double factor)
{
    bool saturating = !isnan(c->T_saturation_K);
    double n = saturating && c->knee == CD_KNEE_SHARP ? 1 : c->exponent,
           a = c->G_ref_W_per_K * factor / pow(c->T_ref_K, n);
    if (saturating)
        cd_joint_by_knee(&c->joint, a, n, c->T_saturation_K, c->knee == CD_KNEE_SOFT);
    else
        cd_joint_by_power(&c->joint, a, n);
}

static bool by_reference(const cd_reading *rd, const cd_ini_section *section, cd_contact *c)
{
    bool forced = cd_link_given(section, "force") || cd_link_given(section, "torque");
    bool ok = check_force(rd, section);
    ok &= check_exponent(rd, section, c);
    if (!forced)
        c->F_ref_N = NAN;
    if (!ok)
        return false;
    reference_law(c, forced ? pow(c->force_N / c->F_ref_N, c->force_exponent) : 1);
    return cd_link_usable(rd, section, "conductance", c->joint.a);
}

/* ---- the section ---- */

#define REFERENCE_KEYS "T_ref", "exponent", "F_ref", "force_exponent", "knee"

/* Each law: the key that chooses it, what it cannot be combined with, and what fills it. */
static const struct law {
    const char *key;
    const char *refused[10];
    bool (*fill)(const cd_reading *rd, const cd_ini_section *section, cd_contact *c);
} laws[] = {
    {"G", {"force", "torque", "area", "T_saturation", REFERENCE_KEYS}, by_curve},
    {"joint", {REFERENCE_KEYS}, by_preset},
    {"resistance", {"force", "torque", "area", REFERENCE_KEYS}, by_resistance},
    {"G_ref", {"area"}, by_reference},
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
        cd_diag_add(
            rd->diags, CD_ERROR, section->header,
            "give one of: \"G = 0.5 W/K\" (or a formula or table in T), \"joint = cu_in_cu\" with \"force = 5 "
            "kN\", \"resistance = 3 nohm\", or \"G_ref = 0.1 W/K\" with \"exponent = 1\" or \"T_saturation = 40 "
            "K\"",
            "%s has no law", cd_link_what(rd->arena, section));
    return found;
}

/* The force of bolts when cold; the keys of bolts mean nothing without a torque. */
static bool check_bolts(const cd_reading *rd, const cd_ini_section *section, cd_contact *c)
{
    static const char *const keys[] = {"bolt",         "bolts",         "nut_factor",
                                       "bolt_modulus", "bolt_material", "clamped_material"};
    bool ok = true;
    if (cd_link_given(section, "torque"))
        return cd_link_refuse(rd, section, "force", "torque", "keep one of them") &&
               cd_bolting_force(rd, section, &c->bolting, &c->force_N);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        ok &= cd_link_refuse(rd, section, keys[i], "no torque", "add \"torque = 6 N m\", or remove it");
    c->bolting.bolts = c->bolting.nut_factor = c->bolting.modulus_Pa = NAN;
    return ok;
}

/* The network scales links; a law that a [conduction] names is none. */
static bool check_scale(const cd_reading *rd, const cd_ini_section *section, cd_contact *c)
{
    if (cd_link_given(section, "between"))
        return true;
    c->scale = NAN; /* its default means nothing here */
    if (!cd_link_given(section, "scale"))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "scale"), "scale the [conduction] that names this joint",
                "\"scale\" without \"between\" in %s", cd_link_what(rd->arena, section));
    return false;
}

bool cd_contact_check(const cd_reading *rd, const cd_ini_section *section, void *contact)
{
    cd_contact *c = contact;
    const struct law *law = find_law(rd, section);
    if (!law)
        return false;
    bool ok = check_scale(rd, section, c);
    c->joint.number = c->number;
    for (const char *const *key = law->refused; *key; key++)
        ok &= cd_link_refuse(rd, section, *key, law->key, cd_arena_printf(rd->arena, "remove \"%s\"", *key));
    if (!ok || !check_bolts(rd, section, c) || !law->fill(rd, section, c))
        return false;
    if (cd_link_given(section, "torque"))
        c->force_N = NAN; /* the resolved case keeps the torque */
    if (c->knee == CD_KNEE_SHARP && !cd_link_given(section, "knee"))
        c->knee = -1;
    return true;
}
