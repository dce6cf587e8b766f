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

/* The properties of a material, in the order of tables. */
typedef enum {
    CD_PROPERTY_K,           /* thermal conductivity, W/(m K) */
    CD_PROPERTY_C,           /* specific heat, J/(kg K) */
    CD_PROPERTY_RHO,         /* electrical resistivity, ohm m */
    CD_PROPERTY_CONTRACTION, /* (L - L293) / L293, negative when cold */
    CD_PROPERTY_EMISSIVITY,  /* total hemispherical */
    CD_N_PROPERTIES
} cd_property_kind;

typedef struct {
    const char *word;     /* what files and tables call it: "k" */
    const char *name;     /* "thermal conductivity" */
    const char *unit;     /* "W/(m K)"; "" for a pure number */
    cd_quantity quantity; /* its dimension */
} cd_property_info;
extern const cd_property_info cd_properties[CD_N_PROPERTIES];

/* What a material is, which decides how its properties go on beyond their data (continuation.h). */
typedef enum { CD_CLASS_NONE, CD_CLASS_METAL, CD_CLASS_SUPERCONDUCTOR, CD_CLASS_DIELECTRIC } cd_material_class;

/* One piece of a property as its file gives it. */
typedef struct {
    double T_min_K, T_max_K;
    double rel_error; /* as the source states; NAN when unknown */
    cd_grade grade;
    bool estimate;     /* built or continued, not measured */
    bool continuation; /* an estimate that only leads on beyond the source's range */
    bool recalled;     /* from a handbook that was not read again */
    const char *name;  /* of the piece in its file; NULL: none */
    const char *form;  /* "log10_poly" ... */
    const char *source;
    const char *copies, *note; /* public copies of the numbers that were compared; remarks; NULL: none */
} cd_piece;

typedef struct cd_curve_making cd_curve_making; /* material_build.h */

/* One property: the run-time curve and where it comes from. */
typedef struct {
    cd_property_kind kind;
    const cd_curve *curve;     /* NULL until cd_property_need, where it is still to be made */
    cd_curve_making *making;   /* how; NULL: it is there */
    double T_min_K, T_max_K;   /* the range of the data; outside, the curve is continued */
    const char *below, *above; /* how: "as T^1.5", "constant" */
    const double *jumps_K;     /* n_jumps transitions that are spread over 0.1 K (jump.h) */
    size_t n_jumps;
    const cd_piece *pieces;
    size_t n_pieces;
    double (*source_value)(const void *ctx,
                           double T_K); /* the formula itself, blends included, for checks and tables */
    const void *source_ctx;
} cd_property;

typedef struct cd_material_file cd_material_file; /* material_file.h */

typedef struct {
    const char *name; /* canonical, with arguments: "copper(RRR=50)" */
    const char *title;
    double density_kg_per_m3;         /* NAN: none */
    const cd_property *conductivity;  /* k, W/(m K); NULL: none */
    const cd_property *specific_heat; /* c, J/(kg K); NULL: none */
    const cd_property *resistivity;   /* ohm m; NULL: none */
    const cd_property *contraction;   /* (L - L293) / L293; NULL: none */
    const cd_property *emissivity;    /* NULL: none */
    const char *notes;                /* doubts that the file states, or NULL */
    const cd_material_file *file;
    double RRR, B_T;    /* that it was made for; NAN, 0: takes none */
    bool k_takes_field; /* k depends on the field, that of a part included */
} cd_material;

/* "recalled (grade C)", "of grade D, an order of magnitude": the doubt about the worst piece that is not a
 * continuation, for messages; NULL: none worth a word. */
const char *cd_property_doubt(const cd_property *property);

/* Tabulates a property if nobody has asked for its curve before. To be called while the case is read: what is made then
 * is only read afterwards, by as many threads as there are. False after diagnostics (of a property that was wrong
 * before, without): a value is not positive and finite, an emissivity is above one. */
bool cd_property_need(const cd_reading *rd, const cd_property *property);

/* A property by its kind; NULL: the material has none. */
const cd_property *cd_material_property(const cd_material *material, cd_property_kind kind);

/* The materials of one case: where files are looked for, what has been read. */
typedef struct cd_materials cd_materials;

/* `folders` (n of them) each hold material files, searched in order. Nothing is read yet. */
cd_materials *cd_materials_new(const cd_reading *rd, const char *const *folders, size_t n);

/* Adds the materials that the [material NAME] sections of a case describe (material_case.h). False after diagnostics.
 */
bool cd_materials_define(cd_materials *materials, const cd_reading *rd, cd_ini *ini);

/* The material that a text names: "al6061_t6", "copper(RRR=50)", "copper(RRR=100, data=nist)". Read and tabulated at
 * the first use. NULL after diagnostics: unknown name (with the nearest), unknown argument, RRR not positive or outside
 * the file's range, malformed file, a property that cannot be tabulated. A default RRR that nobody asked for is a
 * warning (once per material). */
const cd_material *cd_material_get(cd_materials *materials, const cd_reading *rd, const cd_value *spec);

/* The same with no property tabulated but those that were asked for before: see cd_property_need. Tabulating is most of
 * the work of reading a case, which uses few of its materials' properties. */
const cd_material *cd_material_find(cd_materials *materials, const cd_reading *rd, const cd_value *spec);

/* The same without a warning of a default RRR. */
const cd_material *cd_material_get_quietly(cd_materials *materials, const cd_reading *rd, const cd_value *spec);

/* The same for its specific heat alone, the only property that is tabulated, in a magnetic field B (T) unless the text
 * gives one. A field that does not act on c does not count; where the file says that it would but is not known, that is
 * a warning. */
const cd_material *cd_material_get_for_c(cd_materials *materials, const cd_reading *rd, const cd_value *spec,
                                         double B_T);

/* The material files read so far, for the resolved case. */
size_t cd_materials_files(const cd_materials *materials, const cd_source *const **sources);

/* Tabulates what nothing has asked for of the materials made so far. False after diagnostics. */
bool cd_materials_complete(cd_materials *materials, const cd_reading *rd);

/* The materials asked for so far, with those that they are made of, each once. */
size_t cd_materials_made(const cd_materials *materials, cd_arena *arena, const cd_material *const **out);

/* Names of all materials that can be had (arena of `materials`), sorted. */
size_t cd_materials_names(cd_materials *materials, const char *const **names);

#endif
