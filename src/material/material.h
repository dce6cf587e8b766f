/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material - named property curves with their ranges and sources, from materials/ and from [material] sections.
 */
#ifndef CD_MATERIAL_MATERIAL_H
#define CD_MATERIAL_MATERIAL_H

#include "../text/expr.h"
#include "../text/ini.h"
#include "curve.h"

/* How far a piece of data can be trusted; printed as a letter. A: two independent public copies agree; B: one source,
 * checked; C: textbook constants or recalled; D: order of magnitude; USER: given in the case. */
typedef enum { CD_GRADE_A, CD_GRADE_B, CD_GRADE_C, CD_GRADE_D, CD_GRADE_USER } cd_grade;

/* One piece of a property as its file gives it. */
typedef struct {
    double T_min_K, T_max_K;
    double rel_error; /* as the source states; NAN when unknown */
    cd_grade grade;
    bool estimate;    /* the file's own continuation, not the source's range */
    const char *form; /* "log10_poly" ... */
    const char *source;
} cd_piece;

/* One property: the run-time curve and where it comes from. */
typedef struct {
    const cd_curve *curve;
    double T_min_K, T_max_K; /* the range of the data; outside, the curve is continued */
    const cd_piece *pieces;
    size_t n_pieces;
    double (*source_value)(const void *ctx,
                           double T_K); /* the formula itself, blends included, for checks and tables */
    const void *source_ctx;
} cd_property;

typedef struct {
    const char *name; /* canonical, with arguments: "copper(RRR=50)" */
    const char *title;
    double density_kg_per_m3;         /* NAN: none */
    const cd_property *conductivity;  /* k, W/(m K); NULL: none */
    const cd_property *specific_heat; /* c, J/(kg K); NULL: none */
    const char *notes;                /* doubts that the file states, or NULL */
} cd_material;

/* The materials of one case: where files are looked for, what has been read. */
typedef struct cd_materials cd_materials;

/* `folders` (n of them) each hold material files, searched in order. Nothing is read yet. */
cd_materials *cd_materials_new(const cd_reading *rd, const char *const *folders, size_t n);

/* Adds the material that a [material NAME] section of a case describes: density, c, k each as a constant, a formula in
 * T or a table (curve_text.h). */
bool cd_materials_define(cd_materials *materials, const cd_reading *rd, cd_ini_section *section);

/* The material that a text names: "al6061_t6", "copper(RRR=50)", "copper(RRR=100, data=nist)". Read and tabulated at
 * the first use. NULL after diagnostics: unknown name (with the nearest), unknown argument, RRR not positive or outside
 * the file's range, malformed file. A default RRR that nobody asked for is a warning (once per material). */
const cd_material *cd_material_get(cd_materials *materials, const cd_reading *rd, const cd_value *spec);

/* The material files read so far, for the resolved case. */
size_t cd_materials_files(const cd_materials *materials, const cd_source *const **sources);

/* Names of all materials that can be had (arena of `materials`), sorted. */
size_t cd_materials_names(cd_materials *materials, const char *const **names);

#endif
