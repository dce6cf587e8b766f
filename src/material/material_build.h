/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_build - a material for one RRR, field and data set from its file: which pieces, joined and tabulated.
 */
#ifndef CD_MATERIAL_MATERIAL_BUILD_H
#define CD_MATERIAL_MATERIAL_BUILD_H

#include "material_file.h"

/* What is chosen, and where to complain. */
typedef struct {
    const char *name; /* of the material, with its arguments */
    double RRR, B_T;  /* NAN, 0: a material that takes none */
    const char *data; /* a property without pieces in this set takes its default ones */
    cd_span span;
} cd_material_choice;

/* Where the materials come from that others are made of: by their texts, with the RRR (NAN: its default) and field that
 * they take unless the text says so. NULL after diagnostics. */
typedef struct {
    const cd_material *(*get)(void *ctx, const cd_value *spec, double RRR, double B_T);
    void *ctx;
} cd_material_others;

/* How the curve of a property is made when it is first needed. */
struct cd_curve_making {
    cd_property *property;
    /* The curve; NULL after diagnostics. The reading's arena is that of the material. */
    const cd_curve *(*tabulate)(const cd_curve_making *making, const cd_reading *rd);
    cd_arena *arena;
    cd_span header; /* of the material's file */
    const char *material;
    bool failed;
};

/* A making of `property`, which is given it. */
void cd_property_put_off(cd_arena *arena, const cd_material_file *file, const char *material, cd_property *property,
                         const cd_curve *(*tabulate)(const cd_curve_making *making, const cd_reading *rd));

/* Says that a property cannot be tabulated. */
void cd_property_is_bad(const cd_curve_making *making, const cd_reading *rd, double T_bad_K);

/* Does any piece belong to the data set? */
bool cd_material_file_has(const cd_material_file *file, const char *data);

/* All data sets of a file, `*n` of them, in the order of their first piece. */
const char *const *cd_material_file_data(cd_arena *arena, const cd_material_file *file, size_t *n);

/* The material, its properties not tabulated yet. NULL after diagnostics: a data set without a piece for this RRR, a
 * gap between pieces, another material that cannot be had. */
const cd_material *cd_material_build(const cd_reading *rd, const cd_material_file *file,
                                     const cd_material_choice *choice, const cd_material_others *others);

/* Fills the properties and the density of a composite (composite.c). False after diagnostics. */
bool cd_composite_build(const cd_reading *rd, const cd_material_file *file, const cd_material_choice *choice,
                        const cd_material_others *others, cd_material *material);

/* cd_property_need of all properties. */
bool cd_material_complete(const cd_reading *rd, const cd_material *material);

/* The place of a property in a material. */
const cd_property **cd_material_place(cd_material *material, cd_property_kind kind);

#endif
