/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bolt - see bolt.h.
 */
#include "bolt.h"
#include "kind.h"

#include <math.h>

const char *const cd_bolt_names[] = {"M2", "M2.5", "M3", "M4", "M5", "M6", "M8", "M10", "M12", "M16", NULL};
static const struct {
    double diameter_mm, stress_area_mm2;
} bolts[] = {{2, 2.07}, {2.5, 3.39}, {3, 5.03}, {4, 8.78},  {5, 14.2},
             {6, 20.1}, {8, 36.6},   {10, 58},  {12, 84.3}, {16, 157}};

double cd_bolt_diameter(int bolt)
{
    return bolts[bolt].diameter_mm * 1e-3;
}

double cd_bolt_stress_area(int bolt)
{
    return bolts[bolt].stress_area_mm2 * 1e-6;
}

double cd_bolt_force(double torque_N_m, double nut_factor, double diameter_m)
{
    return torque_N_m / (nut_factor * diameter_m);
}

double cd_bolt_left(double force_N, double stress_area_m2, double modulus_Pa, double strain)
{
    return 1 - strain / (force_N / (stress_area_m2 * modulus_Pa));
}

static bool has_contraction(const cd_reading *rd, const cd_ini_section *section, const char *key,
                            const cd_material *material)
{
    if (!material)
        return false; /* could not be read; said before */
    if (material->contraction)
        return cd_property_need(rd, material->contraction);
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, key),
                "name a material with a contraction (`cooldown material` lists them), or leave both materials out",
                "material \"%s\" has no thermal contraction", material->name);
    return false;
}

/* What is left of the force of one bolt after both materials have shrunk. */
static bool left_when_cold(const cd_reading *rd, const cd_ini_section *section, const cd_bolting *b, double force_N,
                           double *left)
{
    *left = 1;
    if (!b->bolt_material && !b->clamped_material)
        return true;
    if (!cd_link_need(rd, section, "bolt_material", "the loss of force is a difference of two contractions",
                      "bolt_material = ss304") ||
        !cd_link_need(rd, section, "clamped_material", "the loss of force is a difference of two contractions",
                      "clamped_material = copper(RRR=50)") ||
        !has_contraction(rd, section, "bolt_material", b->bolt_material) ||
        !has_contraction(rd, section, "clamped_material", b->clamped_material))
        return false;
    double bolt = cd_curve_value(b->bolt_material->contraction->curve, CD_BOLT_COLD_K);
    double clamped = cd_curve_value(b->clamped_material->contraction->curve, CD_BOLT_COLD_K);
    *left = cd_bolt_left(force_N, cd_bolt_stress_area(b->bolt), b->modulus_Pa, bolt - clamped);
    if (*left > 0)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "bolt_material"),
                "use spring washers (then leave the materials out), a bolt that shrinks as much, or more torque",
                "the bolts of %s are loose when cold: %s shrinks by %.3g %%, %s by %.3g %%",
                cd_link_what(rd->arena, section), b->clamped_material->name, -100 * clamped, b->bolt_material->name,
                -100 * bolt);
    return false;
}

bool cd_bolting_force(const cd_reading *rd, const cd_ini_section *section, const cd_bolting *b, double *force_N)
{
    double left;
    if (!cd_link_need(rd, section, "bolt", "force = torque / (nut_factor * diameter)", "bolt = M6"))
        return false;
    double one_N = cd_bolt_force(b->torque_N_m, b->nut_factor, cd_bolt_diameter(b->bolt));
    if (!left_when_cold(rd, section, b, one_N, &left))
        return false;
    *force_N = b->bolts * one_N * left;
    return cd_link_usable(rd, section, "force", *force_N);
}
