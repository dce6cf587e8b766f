/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ramp_loss - what a changing magnetic field dissipates in a node:
 *
 *   slab         P = V (dB/dt)^2 d^2 / (12 rho(T)), a plate of thickness d with the field in its plane
 *   cylinder     P = pi r^3 h t (dB/dt)^2 / (2 rho(T)), a thin shell of radius r, height h, wall t in an axial field
 *   hysteresis   P = V (2 / (3 pi)) J_c d_f |dB/dt|, filaments of diameter d_f, fully penetrated
 *
 * The first two hold where the field goes through the metal: skin depth large, L/R of the currents short against the
 * ramp.
 */
#include "driven.h"
#include "kind.h"

#include <math.h>
#include <string.h>

typedef struct {
    cd_driven driven; /* first; by the rate, T/s */
    int law;
    const cd_material *material;
    const cd_curve *resistivity;
    double volume_m3, thickness_m, radius_m, height_m, wall_m, J_c_A_per_m2, filament_m;
    /* filled by check: */
    const cd_curve *rho_ohm_m; /* NULL: hysteresis */
    double shape;              /* P = shape (dB/dt)^2 / rho, or shape |dB/dt| */
} ramp_loss;

enum { SLAB, CYLINDER, HYSTERESIS };
static const char *const laws[] = {"slab", "cylinder", "hysteresis", NULL};

static const double pi = 3.14159265358979323846;

static int flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const ramp_loss *l = params;
    double rate = 0, rate_slope = 0, slope;
    if (l->driven.state == CD_ON)
        rate = cd_driven_value(&l->driven, when, T_K[0], &rate_slope);
    if (!l->rho_ohm_m) {
        Q_W[0] = l->shape * fabs(rate);
        slope = l->shape * copysign(rate_slope, rate * rate_slope);
    } else {
        double rho = cd_curve_slope(l->rho_ohm_m, T_K[0], &slope);
        Q_W[0] = l->shape * rate * rate / rho;
        slope = (2 * l->shape * rate * rate_slope - Q_W[0] * slope) / rho;
    }
    if (dQ_dT)
        dQ_dT[0] = slope;
    return !isfinite(Q_W[0]);
}

/* The resistivity of the material, or the one given. */
static bool find_resistivity(const cd_reading *rd, const cd_ini_section *section, ramp_loss *l)
{
    bool by_material = cd_link_given(section, "material"), by_curve = cd_link_given(section, "resistivity");
    if (by_material && by_curve)
        return cd_link_refuse(rd, section, "resistivity", "material", "keep one of them");
    if (!by_material && !by_curve)
        return cd_link_need(rd, section, "material", "eddy currents flow against its resistivity",
                            "material = copper(RRR=50)\" or \"resistivity = 2 nohm m");
    const cd_property *of_material = l->material ? l->material->resistivity : NULL;
    if (by_curve)
        l->rho_ohm_m = l->resistivity;
    else if (of_material)
        l->rho_ohm_m = cd_property_need(rd, of_material) ? of_material->curve : NULL;
    else if (l->material)
        cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "material"), "give \"resistivity\" instead",
                    "material \"%s\" has no resistivity", l->material->name);
    return l->rho_ohm_m != NULL;
}

/* Each law's own keys; the others' have no meaning beside it. */
static const struct {
    int law;
    const char *key, *example;
} sizes[] = {{SLAB, "volume", "volume = 2 L"},        {SLAB, "thickness", "thickness = 5 mm"},
             {CYLINDER, "radius", "radius = 100 mm"}, {CYLINDER, "height", "height = 300 mm"},
             {CYLINDER, "wall", "wall = 2 mm"},       {HYSTERESIS, "volume", "volume = 2 L"},
             {HYSTERESIS, "J_c", "J_c = 3e9 A/m^2"},  {HYSTERESIS, "filament", "filament = 50 um"}};
enum { N_SIZES = sizeof sizes / sizeof *sizes };

static bool belongs(int law, const char *key)
{
    for (size_t i = 0; i < N_SIZES; i++)
        if (sizes[i].law == law && strcmp(sizes[i].key, key) == 0)
            return true;
    return false;
}

static bool check_sizes(const cd_reading *rd, const cd_ini_section *section, int law)
{
    bool ok = true;
    const char *beside = cd_arena_printf(rd->arena, "law = %s", laws[law]);
    for (size_t i = 0; i < N_SIZES; i++) {
        if (sizes[i].law == law)
            ok &= cd_link_need(rd, section, sizes[i].key, beside, sizes[i].example);
        else if (!belongs(law, sizes[i].key))
            ok &= cd_link_refuse(rd, section, sizes[i].key, beside,
                                 cd_arena_printf(rd->arena, "remove \"%s\"", sizes[i].key));
    }
    return ok;
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    ramp_loss *l = params;
    if (l->law < 0 || !check_sizes(rd, section, l->law))
        return false;
    if (l->law == HYSTERESIS) {
        l->shape = l->volume_m3 * 2 / (3 * pi) * l->J_c_A_per_m2 * l->filament_m;
        return cd_link_refuse(rd, section, "material", "law = hysteresis", "remove \"material\"") &&
               cd_link_refuse(rd, section, "resistivity", "law = hysteresis", "remove \"resistivity\"") &&
               cd_link_usable(rd, section, "loss", l->shape);
    }
    l->shape = l->law == SLAB ? l->volume_m3 * l->thickness_m * l->thickness_m / 12
                              : 0.5 * pi * pow(l->radius_m, 3) * l->height_m * l->wall_m;
    return find_resistivity(rd, section, l) && cd_link_usable(rd, section, "loss", l->shape);
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const ramp_loss *l = params;
    cd_expand_element(ex, flow, params, nodes, 1, 0);
    if (l->material)
        cd_expand_audit_property(ex, cd_arena_printf(cd_expand_arena(ex), "rho of %s", l->material->name),
                                 l->material->resistivity, nodes[0], -1);
    if (l->law == HYSTERESIS)
        cd_expand_audit_trust(ex, "the hysteresis law", "its factor 2/(3 pi) is recalled, J_c and d_f are nominal");
}

static const cd_field fields[] = {
    {.key = "on",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = offsetof(ramp_loss, driven.on),
     .required = true,
     .help = "The node that is heated; its temperature gives the resistivity."},
    {.key = "law",
     .type = CD_FIELD_CHOICE,
     .choices = laws,
     .offset = offsetof(ramp_loss, law),
     .required = true,
     .help = "slab or cylinder (eddy currents), or hysteresis (of superconducting filaments)."},
    {.key = "rate",
     .type = CD_FIELD_RESOLVED,
     .resolver = "profile",
     .quantity = CD_RAMP_RATE,
     .offset = offsetof(ramp_loss, driven.profile),
     .required = true,
     .changes = true,
     .help = "How fast the field changes: a constant, or a table in time \"1 h: 2 mT/s, 2 h: 0 T/s\"."},
    {.key = "interpolation",
     .type = CD_FIELD_CHOICE,
     .choices = cd_interpolation_names,
     .offset = offsetof(ramp_loss, driven.interpolation),
     .default_text = "steps",
     .help = "Of a table of the rate: steps, linear or smooth."},
    {.key = "state",
     .type = CD_FIELD_CHOICE,
     .choices = cd_off_on,
     .offset = offsetof(ramp_loss, driven.state),
     .default_text = "on",
     .changes = true,
     .help = "on, or off until an event or a schedule starts the ramp."},
    {.key = "material",
     .type = CD_FIELD_RESOLVED,
     .resolver = "material",
     .offset = offsetof(ramp_loss, material),
     .help = "The metal in which eddy currents flow."},
    {.key = "resistivity",
     .type = CD_FIELD_RESOLVED,
     .resolver = "curve",
     .quantity = CD_RESISTIVITY,
     .offset = offsetof(ramp_loss, resistivity),
     .help = "Its resistivity, instead of material: a constant, a formula in T or a table."},
    {.key = "volume",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_VOLUME,
     .offset = offsetof(ramp_loss, volume_m3),
     .above_min = true,
     .max = INFINITY,
     .help = "Volume of the plates, or of the superconductor alone."},
    {.key = "thickness",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(ramp_loss, thickness_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Thickness of a plate across the field."},
    {.key = "radius",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(ramp_loss, radius_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Radius of the cylinder."},
    {.key = "height",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(ramp_loss, height_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Height of the cylinder along the field."},
    {.key = "wall",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(ramp_loss, wall_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Wall of the cylinder, thin against its radius."},
    {.key = "J_c",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_CURRENT_DENSITY,
     .offset = offsetof(ramp_loss, J_c_A_per_m2),
     .above_min = true,
     .max = INFINITY,
     .help = "Critical current density of the superconductor."},
    {.key = "filament",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_LENGTH,
     .offset = offsetof(ramp_loss, filament_m),
     .above_min = true,
     .max = INFINITY,
     .help = "Diameter of the filaments."},
};

static const cd_channel channels[] = {{"", +1}};

const cd_link_kind cd_kind_ramp_loss = {
    .name = "ramp_loss",
    .help = "What a changing magnetic field dissipates in a node: eddy currents, or hysteresis of superconductors.",
    .formula = "slab: V rate^2 thickness^2 / (12 rho); cylinder: pi radius^3 height wall rate^2 / (2 rho); hysteresis: "
               "V (2/(3 pi)) J_c filament |rate|",
    .reference =
        "eddy currents: Maxwell's equations, field through the metal; hysteresis: Bean's critical state, fully "
        "penetrated filaments (recalled)",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(ramp_loss),
    .channels = channels,
    .terminals = cd_driven_terminals,
    .check = check,
    .expand = expand,
    .instants = cd_driven_instants,
    .knots = cd_driven_knots,
    .varies = cd_driven_varies,
};
