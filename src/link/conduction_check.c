/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conduction_check - what a [conduction] section gives: exactly one way to say how wide the path is, what belongs to
 * it, the factor A/L (or 1, for a conductance) times number, and the mass rho A L times number.
 */
#include "conduction_impl.h"
#include "kind.h"

#include <math.h>

static bool fill_by_size(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c);
static bool fill_by_shape(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c);
static bool fill_by_conductance(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c);

/* The ways to say how wide the path is: one key, or two that belong together. */
static const struct way {
    const char *key, *partner;
    bool (*fill)(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c);
} ways[] = {
    {"area", NULL, fill_by_size},         {"diameter", NULL, fill_by_size}, {"outer_diameter", "wall", fill_by_size},
    {"width", "thickness", fill_by_size}, {"awg", NULL, fill_by_size},      {"area_over_length", NULL, fill_by_shape},
    {"G", NULL, fill_by_conductance},
};

static bool way_begun(const struct way *way, const cd_ini_section *section)
{
    return cd_link_given(section, way->key) || (way->partner && cd_link_given(section, way->partner));
}

static const char *way_key(const struct way *way, const cd_ini_section *section)
{
    return cd_link_given(section, way->key) ? way->key : way->partner;
}

/* The one way that the section takes; NULL after an error. */
static const struct way *find_way(const cd_reading *rd, const cd_ini_section *section)
{
    const struct way *found = NULL;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (!way_begun(&ways[i], section))
            continue;
        if (found) {
            const char *key = way_key(&ways[i], section);
            cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, key), "keep one of them",
                        "\"%s\" and \"%s\" both give the cross-section of %s", way_key(found, section), key,
                        cd_link_what(rd->arena, section));
            return NULL;
        }
        found = &ways[i];
    }
    if (!found && !section->damaged) /* a line that could not be read may be it */
        cd_diag_add(
            rd->diags, CD_ERROR, section->header,
            "give area, diameter, outer_diameter and wall, width and thickness, or awg, with material and length; "
            "or area_over_length with material; or G",
            "%s has no cross-section", cd_link_what(rd->arena, section));
    return found;
}

/* A way of two keys needs both. */
static bool check_partner(const cd_reading *rd, const cd_ini_section *section, const struct way *way)
{
    bool first = cd_link_given(section, way->key);
    if (!way->partner || first == cd_link_given(section, way->partner) || section->damaged)
        return true;
    const char *have = first ? way->key : way->partner, *lack = first ? way->partner : way->key;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, have), cd_arena_printf(rd->arena, "add \"%s\"", lack),
                "\"%s\" without \"%s\" in %s", have, lack, cd_link_what(rd->arena, section));
    return false;
}

/* A material of the section conducts; false after an error when it does not. */
static bool conducts(const cd_reading *rd, const cd_ini_section *section, const char *key, const cd_material *material)
{
    if (material->conductivity)
        return cd_property_need(rd, material->conductivity);
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, key),
                "give \"k\" in its [material] section, or name another material",
                "material %s has no thermal conductivity, which %s needs", material->name,
                cd_link_what(rd->arena, section));
    return false;
}

static bool find_conductivity(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c)
{
    if (!cd_link_need(rd, section, "material", NULL, "material = copper(RRR=50)") || !c->material)
        return false;
    if (!conducts(rd, section, "material", c->material) || (c->core && !conducts(rd, section, "core", c->core)) ||
        (c->dielectric && !conducts(rd, section, "dielectric", c->dielectric)))
        return false;
    c->rod.whole.curve = c->material->conductivity->curve;
    return true;
}

/* A mass that counts needs density and specific heat. */
static bool has_mass(const cd_reading *rd, const cd_ini_section *section, const char *key, const cd_material *material,
                     bool cells)
{
    bool density = !isnan(material->density_kg_per_m3), specific_heat = material->specific_heat != NULL;
    if (density && specific_heat)
        return cd_property_need(rd, material->specific_heat);
    const char *lack = density ? "specific heat" : specific_heat ? "density" : "density and no specific heat";
    const char *hint = cells ? "segments need the mass of the link: give them in its [material] section"
                             : "write \"mass = no\" to neglect the mass of the link, or give them in its "
                               "[material] section";
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, key), hint,
                "material %s has no %s, which the mass of %s needs", material->name, lack,
                cd_link_what(rd->arena, section));
    return false;
}

static bool check_mass(const cd_reading *rd, const cd_ini_section *section, const cd_conduction *c)
{
    bool cells = c->segments >= 1;
    return has_mass(rd, section, "material", c->material, cells) &&
           (!c->core || has_mass(rd, section, "core", c->core, cells)) &&
           (!c->dielectric || has_mass(rd, section, "dielectric", c->dielectric, cells));
}

static bool fill_by_size(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c)
{
    bool ok = find_conductivity(rd, section, c);
    ok &= cd_link_need(rd, section, "length", NULL, "length = 150 mm") && cd_conduction_check_shape(rd, section, c);
    if (c->segments >= 1 && c->mass == 0) {
        cd_diag_add(
            rd->diags, CD_ERROR, cd_field_span(section, "segments"), "remove \"mass = no\" or \"segments\"",
            "\"segments\" has no meaning beside \"mass = no\" in %s: cells without heat capacity change nothing",
            cd_link_what(rd->arena, section));
        return false;
    }
    if (ok && c->mass != 0)
        ok = check_mass(rd, section, c);
    if (!ok)
        return false;
    double area_m2 = cd_conduction_cross_section_m2(c), length_m = c->length_m * c->lay;
    const cd_material *material = cd_conduction_composite(rd->arena, c, &area_m2);
    area_m2 *= c->strands * c->packing * c->number;
    c->rod.whole = (cd_metal){material->conductivity->curve, area_m2 / length_m};
    double all_kg = material->density_kg_per_m3 * area_m2 * length_m;
    c->rod.material = material;
    c->rod.mass_kg = c->mass ? all_kg : 0;
    c->neglected_kg = c->mass || isnan(all_kg) ? 0 : all_kg;
    return cd_link_usable(rd, section, "area over length", c->rod.whole.scale) &&
           (!c->mass || cd_link_usable(rd, section, "mass", c->rod.mass_kg));
}

/* A path without a length has no mass that could be known: a default "yes" becomes "no", a written one is refused. */
static bool check_massless(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c, const char *beside)
{
    bool ok = cd_link_refuse(rd, section, "length", beside, "remove \"length\", or give the cross-section by \"area\"");
    ok &= cd_link_refuse(rd, section, "segments", beside,
                         "cells need \"material\", \"length\" and a cross-section by \"area\"");
    static const char *const refine[] = {"core", "core_diameter", "dielectric", "strands", "packing", "lay"};
    for (size_t i = 0; i < sizeof refine / sizeof *refine; i++)
        if (cd_link_given(section, refine[i]))
            ok &= cd_link_refuse(rd, section, refine[i], beside,
                                 cd_arena_printf(rd->arena, "remove \"%s\": \"%s\" is that of all", refine[i], beside));
    c->strands = c->packing = c->lay = NAN; /* their defaults mean nothing here */
    if (c->mass == 1)
        ok &= cd_link_refuse(rd, section, "mass", beside,
                             "write \"mass = no\", or give \"material\", \"length\" and a cross-section by \"area\"");
    c->mass = 0;
    return ok;
}

static bool fill_by_shape(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c)
{
    bool ok = find_conductivity(rd, section, c);
    ok &= check_massless(rd, section, c, "area_over_length");
    c->rod.whole.scale = c->area_over_length_m * c->number;
    return ok && cd_link_usable(rd, section, "area over length", c->rod.whole.scale);
}

static bool fill_by_conductance(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c)
{
    bool ok = cd_link_refuse(rd, section, "material", "G", "remove \"material\": G is the conductance of the link");
    ok &= check_massless(rd, section, c, "G");
    c->rod.whole = (cd_metal){c->G, c->number};
    return ok && c->G && isfinite(c->number);
}

bool cd_conduction_check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    cd_conduction *c = params;
    const struct way *way = find_way(rd, section);
    if (!way || !check_partner(rd, section, way) || !way->fill(rd, section, c))
        return false;
    c->rod.segments = c->segments;
    c->rod.contact.first = cd_joint_times(rd->arena, c->contact.first, c->number);
    c->rod.contact.second = cd_joint_times(rd->arena, c->contact.second, c->number);
    return true;
}
