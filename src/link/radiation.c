/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * radiation - heat radiated between two grey, diffuse surfaces.
 *
 *   Q = sigma A1 (T1 - T2)(T1 + T2)(T1^2 + T2^2) / D          (= sigma A1 (T1^4 - T2^4) / D without loss of digits)
 *   plates           D = 1/e1 + 1/e2 - 1
 *   concentric       D = 1/e1 + (A1/A2)(1/e2 - 1)             (1 is the inner surface; specular outer wall: as plates)
 *   small_in_large   D = 1/e1
 *   effective        D = 1/e
 */
#include "kind.h"

#include <math.h>

#define SIGMA_W_PER_M2_K4 5.670374419e-8 /* CODATA 2018 */

enum { PLATES, CONCENTRIC, SMALL_IN_LARGE };
static const char *const geometries[] = {"plates", "concentric", "small_in_large", NULL};

typedef struct {
    cd_node_list between; /* first: cd_link_between */
    double area_m2, outer_area_m2;
    cd_numbers emissivity;
    double effective_emissivity;
    int geometry, specular;
    double strength_W_per_K4; /* sigma A1 / D, filled by check */
} radiation;

static int flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    double s = ((const radiation *)params)->strength_W_per_K4, T1 = T_K[0], T2 = T_K[1];
    (void)when;
    cd_link_pair(s * (T1 - T2) * (T1 + T2) * (T1 * T1 + T2 * T2), 4 * s * T1 * T1 * T1, 4 * s * T2 * T2 * T2, Q_W,
                 dQ_dT);
    return 0;
}

/* D of the given surfaces. */
static double denominator(const radiation *r)
{
    if (!isnan(r->effective_emissivity))
        return 1 / r->effective_emissivity;
    double e1 = r->emissivity.x[0], e2 = r->emissivity.x[r->emissivity.n - 1];
    if (r->geometry == SMALL_IN_LARGE)
        return 1 / e1;
    double ratio = r->geometry == CONCENTRIC && r->specular != 1 ? r->area_m2 / r->outer_area_m2 : 1;
    return 1 / e1 + ratio * (1 / e2 - 1);
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
    static const char *const refused[] = {"emissivity", "geometry", "outer_area", "specular"};
    bool ok = true;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        ok &= cd_link_refuse(rd, section, refused[i], "effective_emissivity",
                             "keep effective_emissivity alone, or give emissivity and geometry without it");
    r->geometry = r->specular = -1; /* these defaults mean nothing here */
    return ok;
}

static bool check_emissivity(const cd_reading *rd, const cd_ini_section *section, radiation *r)
{
    if (cd_link_given(section, "effective_emissivity"))
        return check_effective(rd, section, r);
    return cd_link_need(rd, section, "emissivity", NULL, "emissivity = 0.05, 0.1\" or \"effective_emissivity = 0.02") &&
           r->geometry >= 0 && r->emissivity.n >= 1 && check_geometry(rd, section, r);
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    radiation *r = params;
    if (!check_emissivity(rd, section, r))
        return false;
    r->strength_W_per_K4 = SIGMA_W_PER_M2_K4 * r->area_m2 / denominator(r);
    return cd_link_usable(rd, section, "strength", r->strength_W_per_K4);
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    cd_expand_element(ex, flow, params, nodes, 2, 0);
}

static double conductance(const void *params, double T_K)
{
    return 4 * ((const radiation *)params)->strength_W_per_K4 * T_K * T_K * T_K;
}

static const cd_field fields[] = {
    {.key = "between",
     .type = CD_FIELD_RESOLVED,
     .resolver = "nodes",
     .offset = offsetof(radiation, between),
     .required = true,
     .n_min = 2,
     .n_max = 2,
     .help = "The two nodes; the first is the inner or small one where that matters."},
    {.key = "area",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_AREA,
     .offset = offsetof(radiation, area_m2),
     .required = true,
     .above_min = true,
     .max = INFINITY,
     .help = "Area of the first (inner, small) surface."},
    {.key = "emissivity",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_NUMBER,
     .offset = offsetof(radiation, emissivity),
     .above_min = true,
     .max = 1,
     .n_min = 1,
     .n_max = 2,
     .help = "Emissivities of the first and the second surface; one number stands for both."},
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
    .formula = "Q = sigma area (T1^4 - T2^4) / D; plates: D = 1/e1 + 1/e2 - 1; concentric: D = 1/e1 + (area/outer_area)"
               "(1/e2 - 1), 1 inner; small_in_large: D = 1/e1; effective_emissivity: D = 1/e",
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
