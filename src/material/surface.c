/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * surface - see surface.h.
 */
#include "surface.h"

#include <ctype.h>

static bool read_number(const cd_reading *rd, const char *key, const cd_value *value, cd_surface *out)
{
    if (!cd_read_quantity(rd, value, CD_NUMBER, &out->constant))
        return false;
    if (out->constant > 0 && out->constant <= 1)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), NULL, "%s must be above 0 and at most 1; this is %g", key,
                out->constant);
    return false;
}

static bool read_name(cd_materials *materials, const cd_reading *rd, const cd_value *value, cd_surface *out)
{
    const cd_material *material = cd_material_find(materials, rd, value);
    if (!material)
        return false;
    out->name = material->name;
    out->property = material->emissivity;
    if (out->property)
        return cd_property_need(rd, out->property);
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value),
                "name a surface, as copper_polished (`cooldown material` lists them), or give a number",
                "material \"%s\" has no emissivity", material->name);
    return false;
}

/* A name begins with a letter; a number, a parameter or a formula does not. */
static bool is_name(const cd_value *value)
{
    return value->length > 0 && (isalpha((unsigned char)value->text[0]) || value->text[0] == '_');
}

bool cd_surfaces_read(cd_materials *materials, const cd_reading *rd, const char *key, const cd_value *value,
                      size_t most, cd_surfaces *out)
{
    cd_value *parts;
    size_t n = cd_value_split(rd->arena, value, ',', &parts);
    *out = (cd_surfaces){0};
    if (n > most || n > CD_MOST_SURFACES) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), NULL, "%s takes at most %zu values, not %zu", key, most,
                    n);
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < n; i++)
        good = (is_name(&parts[i]) ? read_name(materials, rd, &parts[i], &out->of[i])
                                   : read_number(rd, key, &parts[i], &out->of[i])) &&
               good;
    out->n = n;
    return good;
}

double cd_surface_emissivity(const cd_surface *surface, double T_K, double *slope)
{
    if (surface->property)
        return cd_curve_slope(surface->property->curve, T_K, slope);
    *slope = 0;
    return surface->constant;
}
