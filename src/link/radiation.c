/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * radiation - heat radiated between two grey, diffuse surfaces.
 *
 *   Q = sigma A1 (T1 - T2)(T1 + T2)(T1^2 + T2^2) / D          (= sigma A1 (T1^4 - T2^4) / D without loss of digits)
 *   plates           D = 1/e1 + 1/e2 - 1
 *   concentric       D = 1/e1 + (A1/A2)(1/e2 - 1)             (1 is the inner surface; specular outer wall: as plates)
 *   small_in_large   D = 1/e1
 *   effective        D = 1/e
 *   N floating shields between plates: D + N (2/es - 1)
 *
 * An emissivity may depend on the temperature of its surface, e1(T1) and e2(T2). Then
 *   dQ/dT1 = sigma A1 (4 T1^3 / D + (T1^4 - T2^4) e1'/(e1 D)^2), and for T2 likewise with the area ratio:
 * the second can be positive where the cold surface's emissivity rises as it warms, so heat need not fall as the cold
 * end warms. (A cold metal absorbs warm radiation better than its own emissivity says; the law leaves that out.)
 */
#include "kind.h"

#include <math.h>
#include <string.h>

enum { PLATES, CONCENTRIC, SMALL_IN_LARGE };
static const char *const geometries[] = {"plates", "concentric", "small_in_large", NULL};

typedef struct {
    cd_node_list between; /* first: cd_link_between */
    double area_m2, outer_area_m2;
    cd_surfaces emissivity;
    double effective_emissivity, shield_emissivity;
    int geometry, specular, shields;
    double strength_W_per_K4; /* sigma A1 / D, filled by check; with emissivities of T: at 300 K */
    double D_shields;         /* what floating shields add to D */
    double ratio;             /* A1/A2 of the second surface's share in D; 0: none */
    const cd_surface *second;
} radiation;

/* D of surfaces whose emissivity depends on temperature, and its derivatives. */
static double denominator_at(const radiation *r, const double *T_K, double *D1_per_K, double *D2_per_K)
{
    double e1_slope, e2_slope;
    double e1 = cd_surface_emissivity(&r->emissivity.of[0], T_K[0], &e1_slope);
    double e2 = cd_surface_emissivity(r->second, T_K[1], &e2_slope);
    *D1_per_K = -e1_slope / (e1 * e1);
    *D2_per_K = -r->ratio * e2_slope / (e2 * e2);
    return 1 / e1 + r->ratio * (1 / e2 - 1) + r->D_shields;
}

static int flow_of_T(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const radiation *r = params;
    double T1 = T_K[0], T2 = T_K[1], D1, D2, D = denominator_at(r, T_K, &D1, &D2),
           s = CD_SIGMA_W_PER_M2_K4 * r->area_m2 / D;
    double fourth = (T1 - T2) * (T1 + T2) * (T1 * T1 + T2 * T2);
    (void)when;
    cd_link_pair(s * fourth, s * (4 * T1 * T1 * T1 - fourth * D1 / D), s * (4 * T2 * T2 * T2 + fourth * D2 / D), Q_W,
                 dQ_dT);
    return 0;
}

static int flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    double s = ((const radiation *)params)->strength_W_per_K4, T1 = T_K[0], T2 = T_K[1];
    (void)when;
    cd_link_pair(s * (T1 - T2) * (T1 + T2) * (T1 * T1 + T2 * T2), 4 * s * T1 * T1 * T1, 4 * s * T2 * T2 * T2, Q_W,
                 dQ_dT);
    return 0;
}

static bool depends_on_T(const radiation *r)
{
    return r->emissivity.n > 0 && (r->emissivity.of[0].property || (r->ratio > 0 && r->second->property));
}

/* D of the given surfaces, at 300 K where they depend on temperature. */
static double denominator(const radiation *r, double T_K)
{
    double D1, D2;
    if (!isnan(r->effective_emissivity))
        return 1 / r->effective_emissivity;
    return denominator_at(r, (double[]){T_K, T_K}, &D1, &D2);
}

/* How much the second surface counts. */
static double ratio_of(const radiation *r)
{
    if (r->geometry == SMALL_IN_LARGE)
        return 0;
    return r->geometry == CONCENTRIC && r->specular != 1 ? r->area_m2 / r->outer_area_m2 : 1;
}

static bool check_concentric(const cd_reading *rd, const cd_ini_section *section, const radiation *r)
{
    if (r->specular != 1 &&
        !cd_link_need(rd, section, "outer_area", "concentric surfaces have two", "outer_area = 0.8 m^2"))
        return false;
    if (!(r->outer_area_m2 < r->area_m2))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "outer_area"),
                "the first node of \"between\" is the inner surface, hot or cold, and \"area\" is its area",
                "outer_area %g m^2 is smaller than the inner area %g m^2 in %s", r->outer_area_m2, r->area_m2,
                cd_link_what(rd->arena, section));
    return false;
}

/* The keys of the geometry against it; `beside` is how messages name it. */
static bool check_geometry(const cd_reading *rd, const cd_ini_section *section, radiation *r)
{
    if (r->geometry == CONCENTRIC)
        return check_concentric(rd, section, r);
    const char *beside = cd_arena_printf(rd->arena, "geometry = %s", geometries[r->geometry]);
    bool ok = cd_link_refuse(rd, section, "outer_area", beside, "add \"geometry = concentric\", or remove it");
    if (r->specular == 1)
        ok &= cd_link_refuse(rd, section, "specular", beside, "add \"geometry = concentric\", or remove it");
    r->specular = -1;
    if (r->geometry != SMALL_IN_LARGE || r->emissivity.n == 1)
        return ok;
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, "emissivity"),
                "give that of the small body alone: the large enclosure absorbs like a black one",
                "two emissivities in %s, whose geometry is small_in_large", cd_link_what(rd->arena, section));
    return false;
}

/* An effective emissivity says all of the geometry. */
static bool check_effective(const cd_reading *rd, const cd_ini_section *section, radiation *r)
{
    static const char *const refused[] = {"emissivity", "geometry", "outer_area",
                                          "specular",   "shields",  "shield_emissivity"};
    bool ok = true;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        ok &= cd_link_refuse(rd, section, refused[i], "effective_emissivity",
                             "keep effective_emissivity alone, or give emissivity and geometry without it");
    r->geometry = r->specular = -1; /* these defaults mean nothing here */
    return ok;
}

/* Floating shields stand between plates; each has two surfaces of the same emissivity. */
static bool check_shields(const cd_reading *rd, const cd_ini_section *section, radiation *r)
{
    if (!cd_link_given(section, "shields"))
        return cd_link_refuse(rd, section, "shield_emissivity", "no shields", "add \"shields = 1\", or remove it");
    if (r->geometry != PLATES)
        return cd_link_refuse(rd, section, "shields",
                              cd_arena_printf(rd->arena, "geometry = %s", geometries[r->geometry]),
                              "give each shield a massless node and a [radiation] on both sides");
    if (!cd_link_need(rd, section, "shield_emissivity", "both sides of a shield radiate", "shield_emissivity = 0.05"))
        return false;
    r->D_shields = r->shields * (2 / r->shield_emissivity - 1);
    return true;
}

static bool check_emissivity(const cd_reading *rd, const cd_ini_section *section, radiation *r)
{
    if (cd_link_given(section, "effective_emissivity"))
        return check_effective(rd, section, r);
    return cd_link_need(rd, section, "emissivity", NULL, "emissivity = 0.05, 0.1\" or \"effective_emissivity = 0.02") &&
           r->geometry >= 0 && r->emissivity.n >= 1 && check_geometry(rd, section, r) && check_shields(rd, section, r);
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    radiation *r = params;
    if (!check_emissivity(rd, section, r))
        return false;
    r->ratio = ratio_of(r);
    r->second = &r->emissivity.of[r->emissivity.n > 1 ? 1 : 0];
    r->strength_W_per_K4 = CD_SIGMA_W_PER_M2_K4 * r->area_m2 / denominator(r, 300);
    return cd_link_usable(rd, section, "strength", r->strength_W_per_K4);
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const radiation *r = params;
    cd_expand_element(ex, depends_on_T(r) ? flow_of_T : flow, params, nodes, 2, 0);
    const cd_surface *surface[2] = {&r->emissivity.of[0], r->second};
    cd_link_audit_surfaces(ex, surface, nodes, r->emissivity.n == 0 ? 0 : r->ratio > 0 ? 2 : 1);
}

static double conductance(const void *params, double T_K)
{
    const radiation *r = params;
    return 4 * CD_SIGMA_W_PER_M2_K4 * r->area_m2 / denominator(r, T_K) * T_K * T_K * T_K;
}

static const cd_field fields[] = {
    CD_LINK_BETWEEN("The two nodes; the first is the inner or small one where that matters."),
    {.key = "area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = offsetof(radiation, area_m2),
     .required = true,
     .above_min = true,
     .max = INFINITY,
     .help = "Area of the first (inner, small) surface."},
    {.key = "emissivity",
     .type = CD_FIELD_RESOLVED,
     .resolver = "surfaces",
     .offset = offsetof(radiation, emissivity),
     .n_min = 1,
     .n_max = 2,
     .help = "Emissivities of the first and the second surface, each a number or the name of a surface "
             "(copper_polished); one stands for both."},
    {.key = "geometry",
     .type = CD_FIELD_CHOICE,
     .choices = geometries,
     .offset = offsetof(radiation, geometry),
     .default_text = "plates",
     .help = "How the surfaces face each other."},
    {.key = "outer_area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = offsetof(radiation, outer_area_m2),
     .above_min = true,
     .max = INFINITY,
     .help = "Area of the outer surface of a concentric pair."},
    {.key = "specular",
     .type = CD_FIELD_YES_NO,
     .offset = offsetof(radiation, specular),
     .default_text = "no",
     .help = "The outer wall of a concentric pair reflects like a mirror."},
    {.key = "shields",
     .type = CD_FIELD_INTEGER,
     .offset = offsetof(radiation, shields),
     .min = 1,
     .max = 1000,
     .help = "Floating shields between plates, without heat capacity."},
    {.key = "shield_emissivity",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(radiation, shield_emissivity),
     .above_min = true,
     .max = 1,
     .help = "Emissivity of the shields, both sides."},
    {.key = "effective_emissivity",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_NUMBER,
     .offset = offsetof(radiation, effective_emissivity),
     .above_min = true,
     .max = 1,
     .help = "Emissivity of the pair: Q = e sigma area (T1^4 - T2^4)."},
};

const cd_link_kind cd_kind_radiation = {
    .name = "radiation",
    .help = "Heat radiated between two grey surfaces.",
    .formula =
        "Q = sigma area (T1^4 - T2^4) / D; plates: D = 1/e1 + 1/e2 - 1; concentric: D = 1/e1 + (area/outer_area)"
        "(1/e2 - 1), 1 inner; small_in_large: D = 1/e1; effective_emissivity: D = 1/e; N shields: D + N (2/es - 1)",
    .reference = "two grey diffuse surfaces, any textbook of heat transfer; sigma from CODATA 2018",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(radiation),
    .passive = true,
    .channels = cd_link_two_ended,
    .two_ended = true,
    .terminals = cd_link_between,
    .check = check,
    .expand = expand,
    .conductance = conductance,
};
