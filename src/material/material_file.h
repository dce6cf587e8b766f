/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_file - one file of the material library as it is written: names, density, RRR, field, and either the pieces
 * of its properties, each with its form, numbers, range and source, or the parts of a composite. materials/README.md
 * describes the format. A material that a case describes itself takes the same shape (material_case.h).
 */
#ifndef CD_MATERIAL_MATERIAL_FILE_H
#define CD_MATERIAL_MATERIAL_FILE_H

#include "piecewise.h"
#include "section.h"

typedef struct {
    cd_property_kind property;
    cd_part part;            /* RRR, field and other materials in its parameters not yet filled in */
    const cd_value *of;      /* part.params.n_other materials that its form builds on */
    const char *const *data; /* the data sets that the piece belongs to ("default", "nist") */
    size_t n_data;
    double RRR;                         /* the only RRR that the piece holds for; NAN: any */
    double blend_value, blend_integral; /* stated changes at the join with the piece before; NAN: none */
    const char *name;
    cd_span header;
} cd_file_piece;

typedef enum { CD_MIX_PARALLEL, CD_MIX_SERIES, CD_MIX_MAXWELL_GARNETT, CD_MIX_WIRES } cd_mixing;

/* One part of a composite. */
typedef struct {
    cd_value material; /* "copper(RRR=100)" */
    double fraction;   /* above 0, at most 1 */
} cd_composite_part;

struct cd_material_file {
    const char *name; /* the file's name without folder and ".ini" */
    const char *title, *notes;
    const char *no_field_c,
        *no_field_k; /* why c, or k, does not take a field that would matter; NULL: nothing to say */
    const char *density_source;
    const char *const *aliases;
    size_t n_aliases;
    cd_material_class class;
    double density_kg_per_m3, density_error; /* NAN: none */
    double RRR, RRR_min, RRR_max;            /* default and range; NAN: takes no RRR */
    double B_min_T, B_max_T;                 /* range of the field; NAN: takes none */
    const cd_file_piece *pieces;
    size_t n_pieces;
    const cd_property *given[CD_N_PROPERTIES]; /* properties that a case gives as texts; NULL: by pieces */
    const cd_composite_part *parts;            /* of a composite; n_parts 0: none */
    size_t n_parts;
    bool by_mass; /* the fractions; else by volume */
    cd_mixing mixing;
    cd_span header;
    const cd_source *const *sources;
    size_t n_sources;
};

/* Reads `path` as the material `name`. NULL after diagnostics. */
const cd_material_file *cd_material_file_read(const cd_reading *rd, const char *path, const char *name);

/* The aliases (`*n` of them) and the title (NULL: none) alone, without diagnostics and without keeping the file; 0 when
 * it cannot be read. */
const char *const *cd_material_file_names(const cd_reading *rd, const char *path, size_t *n, const char **title);

/* Is the piece part of this data set? */
bool cd_file_piece_in(const cd_file_piece *piece, const char *data);

/* --- what the readers of a file and of a case share --- */

/* The keys of [material] that both know; taken from the section, into a file whose name is set. */
void cd_material_head_read(cd_section *s, cd_material_file *file);
extern const char *const cd_material_head_keys[];
extern const size_t cd_n_material_head_keys;

/* One [piece] section; `may_name_material`: it may have the key `material` (in a case). False after diagnostics. */
bool cd_file_piece_read(const cd_reading *rd, cd_ini_section *section, bool may_name_material, cd_file_piece *piece);

/* Checks that pieces of one file have different names and that a form with RRR finds one. */
bool cd_material_pieces_check(const cd_reading *rd, const cd_material_file *file);

#endif
