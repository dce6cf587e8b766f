/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_build - see material_build.h.
 */
#include "material_build.h"

#include <math.h>
#include <string.h>

/* What is chosen, and where to complain. */
typedef struct {
    const cd_reading *rd;
    const cd_material_file *file;
    const char *name, *data;
    double RRR;
    cd_span span;
} choice;

bool cd_material_file_has(const cd_material_file *file, const char *data)
{
    for (size_t i = 0; i < file->n_pieces; i++)
        if (cd_file_piece_in(&file->pieces[i], data))
            return true;
    return false;
}

static bool listed(const char *const *words, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

const char *const *cd_material_file_data(cd_arena *arena, const cd_material_file *file, size_t *n)
{
    const char **words = NULL;
    size_t cap = 0;
    *n = 0;
    for (size_t i = 0; i < file->n_pieces; i++)
        for (size_t k = 0; k < file->pieces[i].n_data; k++)
            if (!listed(words, *n, file->pieces[i].data[k]))
                CD_PUSH(arena, words, *n, cap, file->pieces[i].data[k]);
    return words;
}

/* The data set that a property is taken from: the one asked for if it has any piece there. */
static const char *set_of(const choice *c, cd_property_kind property)
{
    for (size_t i = 0; i < c->file->n_pieces; i++)
        if (c->file->pieces[i].property == property && cd_file_piece_in(&c->file->pieces[i], c->data))
            return c->data;
    return "default";
}

/* "its RRR can be 50, 100, 150": what the pieces of a set hold for. */
static const char *RRR_hint(const choice *c, cd_property_kind property, const char *set)
{
    cd_arena *arena = c->rd->arena;
    const char **words = cd_arena_alloc(arena, c->file->n_pieces, sizeof *words);
    size_t n = 0;
    for (size_t i = 0; i < c->file->n_pieces; i++) {
        const cd_file_piece *piece = &c->file->pieces[i];
        if (piece->property == property && cd_file_piece_in(piece, set) && !isnan(piece->RRR))
            words[n++] = cd_arena_printf(arena, "%g", piece->RRR);
    }
    return cd_arena_printf(arena, "its RRR can be %s", cd_join(arena, words, n));
}

/* Adds a piece to the parts of a property; it must begin where the part before ends. */
static bool add_part(const choice *c, const cd_file_piece *piece, cd_part *parts, size_t *n)
{
    if (*n > 0 && parts[*n - 1].about.T_max_K != piece->part.about.T_min_K) {
        cd_diag_add(c->rd->diags, CD_ERROR, piece->header,
                    "pieces of one property and data set follow each other without gap or overlap",
                    "piece \"%s\" begins at %g K, but the piece before it ends at %g K", piece->name,
                    piece->part.about.T_min_K, parts[*n - 1].about.T_max_K);
        return false;
    }
    parts[*n] = piece->part;
    parts[*n].params.RRR = c->RRR;
    ++*n;
    return true;
}

/* The parts of a property; *n is 0 when the file does not have the property. */
static bool choose(const choice *c, cd_property_kind property, cd_part *parts, size_t *n)
{
    const char *set = set_of(c, property);
    bool other_RRR = false;
    *n = 0;
    for (size_t i = 0; i < c->file->n_pieces; i++) {
        const cd_file_piece *piece = &c->file->pieces[i];
        if (piece->property != property || !cd_file_piece_in(piece, set))
            continue;
        if (!isnan(piece->RRR) && piece->RRR != c->RRR)
            other_RRR = true;
        else if (!add_part(c, piece, parts, n))
            return false;
    }
    if (*n == 0 && other_RRR) {
        cd_diag_add(c->rd->diags, CD_ERROR, c->span, RRR_hint(c, property, set),
                    "material \"%s\" with data=%s has no RRR %g", c->file->name, c->data, c->RRR);
        return false;
    }
    return true;
}

/* Fills *out, with NULL when the file does not have the property. */
static bool build_property(const choice *c, cd_property_kind property, const cd_property **out)
{
    cd_part *parts = cd_arena_alloc(c->rd->arena, c->file->n_pieces, sizeof *parts);
    size_t n;
    double T_bad_K = NAN;
    *out = NULL;
    if (!choose(c, property, parts, &n))
        return false;
    if (n > 0)
        *out = cd_piecewise_new(c->rd->arena, parts, n, &T_bad_K);
    if (n > 0 && !*out)
        cd_diag_add(c->rd->diags, CD_ERROR, c->file->header, NULL,
                    "%s of material \"%s\" is not positive and finite at %.6g K", cd_property_words[property], c->name,
                    T_bad_K);
    return n == 0 || *out;
}

const cd_material *cd_material_build(const cd_reading *rd, const cd_material_file *file, const char *name, double RRR,
                                     const char *data, cd_span span)
{
    const choice c = {rd, file, name, data, RRR, span};
    cd_material *material = cd_arena_alloc(rd->arena, 1, sizeof *material);
    *material = (cd_material){
        .name = name, .title = file->title, .density_kg_per_m3 = file->density_kg_per_m3, .notes = file->notes};
    bool good = build_property(&c, CD_PROPERTY_K, &material->conductivity);
    good = build_property(&c, CD_PROPERTY_C, &material->specific_heat) && good;
    return good ? material : NULL;
}
