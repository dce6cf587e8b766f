/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_file - one file of the material library as it is written: names, density, RRR and the pieces of its
 * properties, each with its form, numbers, range and source. materials/README.md describes the format.
 */
#ifndef CD_MATERIAL_MATERIAL_FILE_H
#define CD_MATERIAL_MATERIAL_FILE_H

#include "piecewise.h"

typedef enum { CD_PROPERTY_K, CD_PROPERTY_C, CD_N_PROPERTIES } cd_property_kind;

/* The word that a file calls a property by: "k", "c". */
extern const char *const cd_property_words[];

typedef struct {
    cd_property_kind property;
    cd_part part;            /* RRR in its parameters not yet filled in */
    const char *const *data; /* the data sets that the piece belongs to ("default", "nist") */
    size_t n_data;
    double RRR; /* the only RRR that the piece holds for; NAN: any */
    const char *name;
    cd_span header;
} cd_file_piece;

typedef struct {
    const char *name; /* the file's name without folder and ".ini" */
    const char *title, *notes;
    const char *const *aliases;
    size_t n_aliases;
    double density_kg_per_m3;     /* NAN: none */
    double RRR, RRR_min, RRR_max; /* default and range; NAN: takes no RRR */
    const cd_file_piece *pieces;
    size_t n_pieces;
    cd_span header;
    const cd_source *const *sources;
    size_t n_sources;
} cd_material_file;

/* Reads `path` as the material `name`. NULL after diagnostics. */
const cd_material_file *cd_material_file_read(const cd_reading *rd, const char *path, const char *name);

/* The aliases alone (`*n` of them), without diagnostics and without keeping the file; 0 when it cannot be read. */
const char *const *cd_material_file_aliases(const cd_reading *rd, const char *path, size_t *n);

/* Is the piece part of this data set? */
bool cd_file_piece_in(const cd_file_piece *piece, const char *data);

#endif
