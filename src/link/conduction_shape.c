/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conduction_shape - cross-sections: round wires by gauge, tubes, bars, and the coax as one conductor of three
 * materials side by side,
 *     A k = sum A_i k_i,   A rho = sum A_i rho_i,   A rho c = sum A_i rho_i c_i.
 */
#include "conduction_impl.h"
#include "kind.h"

#include <math.h>

static double disc_m2(double diameter_m)
{
    return 3.14159265358979323846 / 4 * diameter_m * diameter_m;
}

double cd_awg_diameter_m(int awg)
{
    return 0.127e-3 * pow(92, (36 - awg) / 39.0);
}

double cd_conduction_cross_section_m2(const cd_conduction *c)
{
    if (!isnan(c->area_m2))
        return c->area_m2;
    if (!isnan(c->diameter_m))
        return disc_m2(c->diameter_m);
    if (!isnan(c->outer_diameter_m))
        return 3.14159265358979323846 * (c->outer_diameter_m - c->wall_m) * c->wall_m;
    if (!isnan(c->width_m))
        return c->width_m * c->thickness_m;
    return disc_m2(cd_awg_diameter_m(c->awg));
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

/* A coax is a tube with a core in it. */
static bool check_coax(const cd_reading *rd, const cd_ini_section *section, const cd_conduction *c)
{
    static const char *const keys[] = {"core", "core_diameter", "dielectric"};
    const char *given = NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !given; i++)
        given = cd_link_given(section, keys[i]) ? keys[i] : NULL;
    if (!given || section->damaged)
        return true;
    if (!cd_link_given(section, "outer_diameter")) {
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, given),
                    "give the outer conductor of the coax by \"outer_diameter\" and \"wall\", its material by "
                    "\"material\"",
                    "\"%s\" without an outer conductor in %s", given, cd_link_what(rd->arena, section));
        return false;
    }
    if (!cd_link_need(rd, section, "core", "a coax has an inner conductor", "core = becu") ||
        !cd_link_need(rd, section, "core_diameter", "a coax has an inner conductor", "core_diameter = 0.51 mm"))
        return false;
    double inside_m = c->outer_diameter_m - 2 * c->wall_m;
    if (!(c->core_diameter_m >= inside_m))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "core_diameter"),
                "the inner conductor of a coax is thinner than the inside of its outer conductor",
                "core_diameter %g mm in a tube of inner diameter %g mm in %s", c->core_diameter_m * 1e3, inside_m * 1e3,
                cd_link_what(rd->arena, section));
    return false;
}

bool cd_conduction_check_shape(const cd_reading *rd, const cd_ini_section *section, const cd_conduction *c)
{
    return check_tube(rd, section, c) && check_coax(rd, section, c);
}

/* Of parts that all have the property, tabulated. */
static const cd_property *mixed(cd_arena *arena, cd_property_kind kind, const cd_material *const *part,
                                const double *weight, size_t n)
{
    const cd_curve *curve[3];
    cd_property *property = cd_arena_alloc(arena, 1, sizeof *property);
    *property = (cd_property){.kind = kind, .T_max_K = INFINITY};
    for (size_t i = 0; i < n; i++) {
        const cd_property *of = cd_material_property(part[i], kind);
        curve[i] = of->curve;
        property->T_min_K = fmax(property->T_min_K, of->T_min_K);
        property->T_max_K = fmin(property->T_max_K, of->T_max_K);
    }
    property->curve = cd_curve_sum(arena, curve, weight, n);
    return property;
}

const cd_material *cd_conduction_composite(cd_arena *arena, const cd_conduction *c, double *area_m2)
{
    if (!c->core)
        return c->material;
    const cd_material *part[3] = {c->material, c->core, c->dielectric};
    double core_m2 = disc_m2(c->core_diameter_m), inside_m2 = disc_m2(c->outer_diameter_m - 2 * c->wall_m);
    double area[3] = {*area_m2, core_m2, inside_m2 - core_m2}, share[3], sum_m2 = 0, density = 0;
    size_t n = c->dielectric ? 3 : 2;
    for (size_t i = 0; i < n; i++)
        sum_m2 += area[i];
    for (size_t i = 0; i < n; i++)
        density += area[i] / sum_m2 * part[i]->density_kg_per_m3;
    cd_material *coax = cd_arena_alloc(arena, 1, sizeof *coax);
    *coax = *c->material;
    coax->name = cd_arena_printf(arena, "coax of %s and %s", c->material->name, c->core->name);
    coax->density_kg_per_m3 = density;
    for (size_t i = 0; i < n; i++)
        share[i] = area[i] / sum_m2;
    coax->conductivity = mixed(arena, CD_PROPERTY_K, part, share, n);
    for (size_t i = 0; i < n; i++)
        share[i] *= part[i]->density_kg_per_m3 / density;
    coax->specific_heat = c->mass ? mixed(arena, CD_PROPERTY_C, part, share, n) : NULL;
    *area_m2 = sum_m2;
    return coax;
}
