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
    {"area", NULL, fill_by_size},
    {"diameter", NULL, fill_by_size},
    {"outer_diameter", "wall", fill_by_size},
    {"width", "thickness", fill_by_size},
    {"area_over_length", NULL, fill_by_shape},
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
        cd_diag_add(rd->diags, CD_ERROR, section->header,
                    "give area, diameter, outer_diameter and wall, or width and thickness, with material and length; "
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

static bool check_tube(const cd_reading *rd, const cd_ini_section *section, const cd_conduction *c)
{
    if (!(c->wall_m >= c->outer_diameter_m / 2))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "wall"),
                "the wall of a tube is thinner than half of its outer_diameter; for a full rod give \"diameter\"",
                "wall %g mm in a tube of outer_diameter %g mm in %s", c->wall_m * 1e3, c->outer_diameter_m * 1e3,
                cd_link_what(rd->arena, section));
    return false;
}

/* The sizes that are not given are NAN, so at most one of these is a number. */
static double cross_section_m2(const cd_conduction *c)
{
    const double pi = 3.14159265358979323846;
    if (!isnan(c->area_m2))
        return c->area_m2;
    if (!isnan(c->diameter_m))
        return pi / 4 * c->diameter_m * c->diameter_m;
    if (!isnan(c->outer_diameter_m))
        return pi * (c->outer_diameter_m - c->wall_m) * c->wall_m;
    return c->width_m * c->thickness_m;
}

/* The conductivity of the material; false after an error when it has none. */
static bool find_conductivity(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c)
{
    if (!cd_link_need(rd, section, "material", NULL, "material = copper(RRR=50)") || !c->material)
        return false;
    if (c->material->conductivity) {
        c->whole.curve = c->material->conductivity->curve;
        return true;
    }
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "material"),
                "give \"k\" in its [material] section, or name another material",
                "material %s has no thermal conductivity, which %s needs", c->material->name,
                cd_link_what(rd->arena, section));
    return false;
}

/* A mass that counts needs density and specific heat. */
static bool check_mass(const cd_reading *rd, const cd_ini_section *section, const cd_conduction *c)
{
    bool density = !isnan(c->material->density_kg_per_m3), specific_heat = c->material->specific_heat != NULL;
    if (density && specific_heat)
        return true;
    const char *lack = density ? "specific heat" : specific_heat ? "density" : "density and no specific heat";
    const char *hint = c->segments >= 1 ? "segments need the mass of the link: give them in its [material] section"
                                        : "write \"mass = no\" to neglect the mass of the link, or give them in its "
                                          "[material] section";
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "material"), hint,
                "material %s has no %s, which the mass of %s needs", c->material->name, lack,
                cd_link_what(rd->arena, section));
    return false;
}

static bool fill_by_size(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c)
{
    bool ok = find_conductivity(rd, section, c);
    ok &= cd_link_need(rd, section, "length", NULL, "length = 150 mm") && check_tube(rd, section, c);
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
    double area_m2 = cross_section_m2(c);
    c->whole.scale = area_m2 / c->length_m * c->number;
    double all_kg = c->material->density_kg_per_m3 * area_m2 * c->length_m * c->number;
    c->mass_kg = c->mass ? all_kg : 0;
    c->neglected_kg = c->mass || isnan(all_kg) ? 0 : all_kg;
    return cd_link_usable(rd, section, "area over length", c->whole.scale) &&
           (!c->mass || cd_link_usable(rd, section, "mass", c->mass_kg));
}

/* A path without a length has no mass that could be known: a default "yes" becomes "no", a written one is refused. */
static bool check_massless(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c, const char *beside)
{
    bool ok = cd_link_refuse(rd, section, "length", beside, "remove \"length\", or give the cross-section by \"area\"");
    ok &= cd_link_refuse(rd, section, "segments", beside,
                         "cells need \"material\", \"length\" and a cross-section by \"area\"");
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
    c->whole.scale = c->area_over_length_m * c->number;
    return ok && cd_link_usable(rd, section, "area over length", c->whole.scale);
}

static bool fill_by_conductance(const cd_reading *rd, const cd_ini_section *section, cd_conduction *c)
{
    bool ok = cd_link_refuse(rd, section, "material", "G", "remove \"material\": G is the conductance of the link");
    ok &= check_massless(rd, section, c, "G");
    c->whole = (cd_metal){c->G, c->number};
    return ok && c->G && isfinite(c->number);
}

bool cd_conduction_check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    cd_conduction *c = params;
    const struct way *way = find_way(rd, section);
    if (!way || !check_partner(rd, section, way) || !way->fill(rd, section, c))
        return false;
    c->contact.first = cd_joint_times(rd->arena, c->contact.first, c->number);
    c->contact.second = cd_joint_times(rd->arena, c->contact.second, c->number);
    return true;
}
