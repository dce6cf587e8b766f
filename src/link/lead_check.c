/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lead_check - what the keys of [lead] give: its material, resistivity, current, and the cross-section of the best one.
 */
#include "lead_impl.h"
#include "lead_optimum.h"

#include <math.h>

const char *const cd_lead_shapes[] = {"given", "optimum", NULL};
const char *const cd_lead_laws[] = {"material", "wiedemann_franz", NULL};

/* rho = L0 T / k. */
static double wiedemann_franz(const void *ctx, double T_K)
{
    return CD_LORENZ_W_OHM_PER_K2 * T_K / cd_curve_value(ctx, T_K);
}

static bool lacks(const cd_reading *rd, const cd_ini_section *section, const cd_lead *l, const char *what,
                  const char *hint)
{
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "material"), hint, "material %s has no %s, which %s needs",
                l->material->name, what, cd_link_what(rd->arena, section));
    return false;
}

static bool find_material(const cd_reading *rd, const cd_ini_section *section, cd_lead *l)
{
    static const char own[] = "give it in its [material] section, or name another material";
    const cd_material *m = l->material;
    double T_bad_K;
    if (!m->conductivity)
        return lacks(rd, section, l, "thermal conductivity", own);
    if (!m->specific_heat || isnan(m->density_kg_per_m3))
        return lacks(rd, section, l, m->specific_heat ? "density" : "specific heat", own);
    if (!cd_property_need(rd, m->conductivity) || !cd_property_need(rd, m->specific_heat))
        return false;
    if (l->law == CD_LEAD_RHO_WIEDEMANN_FRANZ)
        l->rho = cd_curve_new(rd->arena, wiedemann_franz, m->conductivity->curve, true, NULL, &T_bad_K);
    else if (m->resistivity && !cd_property_need(rd, m->resistivity))
        return false;
    else if (m->resistivity)
        l->rho = m->resistivity->curve;
    else if (isnan(l->T_critical_K))
        return lacks(rd, section, l, "electrical resistivity",
                     "give \"rho\" in its [material] section, or write \"resistivity = wiedemann_franz\", which is "
                     "good for pure metals only");
    return true;
}

static bool check_design(const cd_reading *rd, const cd_ini_section *section, const cd_lead *l)
{
    if (isnan(l->T_cold_K) || l->T_cold_K < l->T_warm_K)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "T_cold"), "give the colder of the two ends",
                "T_cold %g K of %s is not below its T_warm %g K", l->T_cold_K, cd_link_what(rd->arena, section),
                l->T_warm_K);
    return false;
}

static bool best_shape(const cd_reading *rd, const cd_ini_section *section, cd_lead *l)
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

static bool given_shape(const cd_reading *rd, const cd_ini_section *section, cd_lead *l)
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

static bool read_current(const cd_reading *rd, const cd_ini_section *section, cd_lead *l)
{
    static double nothing = 0;
    if (cd_link_given(section, "current"))
        return cd_in_time_read(rd, &l->current_text, CD_CURRENT, &l->current);
    l->current = (cd_in_time){.y = &nothing, .n = 1};
    return true;
}

bool cd_lead_check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    cd_lead *l = params;
    bool ok = read_current(rd, section, l) && find_material(rd, section, l);
    if (!cd_link_given(section, "T_critical")) {
        ok &= cd_link_refuse(rd, section, "transition", "no T_critical",
                             "add \"T_critical = 90 K\" for a superconducting lead, or remove \"transition\"");
        l->transition_K = NAN;
    }
    if (!ok || !(l->shape == CD_LEAD_OPTIMUM ? best_shape : given_shape)(rd, section, l))
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
