/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * surface - the emissivity of a surface: a number, or that of a named surface as a function of its temperature.
 */
#ifndef CD_MATERIAL_SURFACE_H
#define CD_MATERIAL_SURFACE_H

#include "material.h"

typedef struct {
    const cd_property *property; /* NULL: a constant */
    double constant;
    const char *name; /* "copper_polished"; NULL: a constant */
} cd_surface;

enum { CD_MOST_SURFACES = 8 }; /* as many as a link has terminals */

typedef struct {
    cd_surface of[CD_MOST_SURFACES];
    size_t n;
} cd_surfaces;

/* Reads "0.05", "copper_polished", "stainless_polished(data=cern), 0.1": at most `most` of them. False after
 * diagnostics: a number outside 0 .. 1, an unknown name, a material without emissivity. */
bool cd_surfaces_read(cd_materials *materials, const cd_reading *rd, const char *key, const cd_value *value,
                      size_t most, cd_surfaces *out);

/* The emissivity at T (K), and its derivative (1/K). */
double cd_surface_emissivity(const cd_surface *surface, double T_K, double *slope);

#endif
