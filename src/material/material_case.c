/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_case - see material_case.h.
 */
#include "material_case.h"
#include "curve_text.h"
#include "section.h"

#include <math.h>

static const char *const keys[] = {"title", "density", "k", "c", "notes"};

/* cd_property.source_value: the text of a case has no better source than its curve. */
static double curve_value(const void *ctx, double T_K)
{
    return cd_curve_value(ctx, T_K);
}

/* A property from its text; NULL when it is not given, or after diagnostics. */
static const cd_property *read_property(cd_section *s, const char *key, cd_quantity quantity)
{
    const cd_value *value = cd_section_take(s, key);
    double T_min_K, T_max_K;
    if (!value)
        return NULL;
    const cd_curve *curve = cd_curve_read(s->rd, value, quantity, &T_min_K, &T_max_K);
    if (curve && !(curve->low_y > 0)) {
        cd_section_error(s, cd_value_whole(value), NULL, "\"%s\" must be positive", key);
        curve = NULL;
    }
    if (!curve) {
        s->good = false;
        return NULL;
    }
    cd_piece *piece = cd_arena_alloc(s->rd->arena, 1, sizeof *piece);
    *piece = (cd_piece){T_min_K, T_max_K, NAN, CD_GRADE_USER, false, "case", "given in the case"};
    cd_property *property = cd_arena_alloc(s->rd->arena, 1, sizeof *property);
    *property = (cd_property){curve, T_min_K, T_max_K, piece, 1, curve_value, curve};
    return property;
}

const cd_material *cd_material_case_read(const cd_reading *rd, cd_ini_section *section)
{
    cd_section s = cd_section_of(rd, section);
    cd_material *material = cd_arena_alloc(rd->arena, 1, sizeof *material);
    const char *title = cd_section_text(&s, "title");
    const cd_value *density = cd_section_take(&s, "density");
    *material = (cd_material){.name = section->name,
                              .title = title ? title : section->name,
                              .density_kg_per_m3 = NAN,
                              .conductivity = read_property(&s, "k", CD_CONDUCTIVITY),
                              .specific_heat = read_property(&s, "c", CD_SPECIFIC_HEAT),
                              .notes = cd_section_text(&s, "notes")};
    if (density && !cd_read_quantity(rd, density, CD_DENSITY, &material->density_kg_per_m3))
        s.good = false;
    else if (density && !(material->density_kg_per_m3 > 0))
        cd_section_error(&s, cd_value_whole(density), NULL, "density must be positive");
    cd_section_finish(&s, keys, sizeof keys / sizeof *keys);
    if (s.good && !material->conductivity && !material->specific_heat)
        cd_section_error(&s, section->header, "add k = ..., c = ... or both", "no property");
    return s.good ? material : NULL;
}
