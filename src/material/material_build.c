/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_build - see material_build.h.
 */
#include "material_build.h"

#include <math.h>
#include <string.h>

/* What goes with every step of building. */
typedef struct {
    const cd_reading *rd;
    const cd_material_file *file;
    const cd_material_choice *choice;
    const cd_material_others *others;
    cd_material *material;
} build;

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

const cd_property **cd_material_place(cd_material *m, cd_property_kind kind)
{
    const cd_property **const place[] = {&m->conductivity, &m->specific_heat, &m->resistivity, &m->contraction,
                                         &m->emissivity};
    return place[kind];
}

const cd_property *cd_material_property(const cd_material *m, cd_property_kind kind)
{
    const cd_property *const property[] = {m->conductivity, m->specific_heat, m->resistivity, m->contraction,
                                           m->emissivity};
    return property[kind];
}

const char *cd_property_doubt(const cd_property *property)
{
    bool recalled = false, order = false;
    for (size_t i = 0; i < property->n_pieces; i++) {
        const cd_piece *piece = &property->pieces[i];
        recalled |= piece->recalled && !piece->continuation;
        order |= piece->grade == CD_GRADE_D && !piece->continuation;
    }
    return order ? "is of grade D, an order of magnitude" : recalled ? "is recalled, not read again" : NULL;
}

/* The data set that a property is taken from: the one asked for if it has any piece there. */
static const char *set_of(const build *b, cd_property_kind property)
{
    for (size_t i = 0; i < b->file->n_pieces; i++)
        if (b->file->pieces[i].property == property && cd_file_piece_in(&b->file->pieces[i], b->choice->data))
            return b->choice->data;
    return "default";
}

/* "its RRR can be 50, 100, 150": what the pieces of a set hold for. */
static const char *RRR_hint(const build *b, cd_property_kind property, const char *set)
{
    cd_arena *arena = b->rd->arena;
    const char **words = cd_arena_alloc(arena, b->file->n_pieces, sizeof *words);
    size_t n = 0;
    for (size_t i = 0; i < b->file->n_pieces; i++) {
        const cd_file_piece *piece = &b->file->pieces[i];
        if (piece->property == property && cd_file_piece_in(piece, set) && !isnan(piece->RRR))
            words[n++] = cd_arena_printf(arena, "%g", piece->RRR);
    }
    return cd_arena_printf(arena, "its RRR can be %s", cd_join(arena, words, n));
}

/* The properties of the other materials that a piece builds on. */
static bool find_others(const build *b, const cd_file_piece *piece, cd_form_params *params)
{
    cd_property_kind kind = piece->part.form->of_resistivity ? CD_PROPERTY_RHO : piece->property;
    cd_form_other *other = cd_arena_alloc(b->rd->arena, params->n_other, sizeof *other);
    for (size_t i = 0; i < params->n_other; i++) {
        const cd_material *material = b->others->get(b->others->ctx, &piece->of[i], b->choice->RRR, b->choice->B_T);
        const cd_property *property = material ? cd_material_property(material, kind) : NULL;
        if (material && !property)
            cd_diag_add(b->rd->diags, CD_ERROR, cd_value_whole(&piece->of[i]), NULL, "material \"%s\" has no %s",
                        material->name, cd_properties[kind].name);
        if (!property)
            return false;
        other[i] = (cd_form_other){property->source_value, property->source_ctx};
        b->material->k_takes_field |= kind == CD_PROPERTY_K && material->k_takes_field;
    }
    params->other = other;
    return true;
}

/* Adds a piece to the parts of a property; it must begin where the part before ends. */
static bool add_part(const build *b, const cd_file_piece *piece, cd_part *parts, size_t *n)
{
    if (*n > 0 && parts[*n - 1].about.T_max_K != piece->part.about.T_min_K) {
        cd_diag_add(b->rd->diags, CD_ERROR, piece->header,
                    "pieces of one property and data set follow each other without gap or overlap",
                    "piece \"%s\" begins at %g K, but the piece before it ends at %g K", piece->name,
                    piece->part.about.T_min_K, parts[*n - 1].about.T_max_K);
        return false;
    }
    cd_part *part = &parts[*n];
    *part = piece->part;
    part->params.RRR = b->choice->RRR;
    part->params.B_T = b->choice->B_T;
    if (part->form->of_others && !find_others(b, piece, &part->params))
        return false;
    if (part->form->prepare)
        part->form->prepare(b->rd->arena, &part->params);
    b->material->k_takes_field |=
        piece->property == CD_PROPERTY_K && part->form->takes_field && part->form->takes_field(&part->params);
    ++*n;
    return true;
}

/* The parts of a property; *n is 0 when the file does not have the property. */
static bool choose_parts(const build *b, cd_property_kind property, cd_part *parts, size_t *n)
{
    const char *set = set_of(b, property);
    bool other_RRR = false;
    *n = 0;
    for (size_t i = 0; i < b->file->n_pieces; i++) {
        const cd_file_piece *piece = &b->file->pieces[i];
        if (piece->property != property || !cd_file_piece_in(piece, set))
            continue;
        if (!isnan(piece->RRR) && piece->RRR != b->choice->RRR)
            other_RRR = true;
        else if (!add_part(b, piece, parts, n))
            return false;
    }
    if (*n == 0 && other_RRR) {
        cd_diag_add(b->rd->diags, CD_ERROR, b->choice->span, RRR_hint(b, property, set),
                    "material \"%s\" with data=%s has no RRR %g", b->file->name, b->choice->data, b->choice->RRR);
        return false;
    }
    return true;
}

/* An emissivity is at most one, wherever its data come from. */
static bool check_emissivity(const cd_reading *rd, cd_span header, const char *material, const cd_curve *curve)
{
    for (double T_K = CD_CURVE_T_MIN_K; T_K < 400; T_K *= 1.01) {
        double e = cd_curve_value(curve, T_K);
        if (e <= 1)
            continue;
        cd_diag_add(rd->diags, CD_ERROR, header, "an emissivity is above 0 and at most 1",
                    "emissivity of material \"%s\" is %.4g at %.4g K", material, e, T_K);
        return false;
    }
    return true;
}

void cd_property_put_off(cd_arena *arena, const cd_material_file *file, const char *material, cd_property *property,
                         const cd_curve *(*tabulate)(const cd_curve_making *making, const cd_reading *rd))
{
    property->making = cd_arena_alloc(arena, 1, sizeof *property->making);
    *property->making = (cd_curve_making){
        .property = property, .tabulate = tabulate, .arena = arena, .header = file->header, .material = material};
}

void cd_property_is_bad(const cd_curve_making *making, const cd_reading *rd, double T_bad_K)
{
    cd_diag_add(rd->diags, CD_ERROR, making->header, NULL, "%s of material \"%s\" is not positive and finite at %.6g K",
                cd_properties[making->property->kind].word, making->material, T_bad_K);
}

bool cd_property_need(const cd_reading *rd, const cd_property *property)
{
    cd_curve_making *making = property->making;
    if (property->curve)
        return true;
    if (!making || making->failed) /* its use is no second error */
        return false;
    const cd_reading plain = {making->arena, rd->diags, rd->units, NULL};
    const cd_curve *curve = making->tabulate(making, &plain);
    if (curve && property->kind == CD_PROPERTY_EMISSIVITY &&
        !check_emissivity(&plain, making->header, making->material, curve))
        curve = NULL;
    making->failed = !curve;
    making->property->curve = curve;
    return curve != NULL;
}

bool cd_material_complete(const cd_reading *rd, const cd_material *material)
{
    bool good = true;
    for (int i = 0; i < CD_N_PROPERTIES; i++) {
        const cd_property *property = cd_material_property(material, (cd_property_kind)i);
        good = (!property || cd_property_need(rd, property)) && good;
    }
    return good;
}

/* The curve of a property that its pieces give. */
static const cd_curve *tabulate_pieces(const cd_curve_making *making, const cd_reading *rd)
{
    double T_bad_K;
    const cd_curve *curve = cd_piecewise_curve(rd->arena, making->property, &T_bad_K);
    if (!curve)
        cd_property_is_bad(making, rd, T_bad_K);
    return curve;
}

/* Fills *out, with NULL when the file does not have the property. */
static bool build_property(const build *b, cd_property_kind property, const cd_property **out)
{
    cd_part *parts = cd_arena_alloc(b->rd->arena, b->file->n_pieces, sizeof *parts);
    size_t n;
    *out = b->file->given[property];
    if (*out)
        return property != CD_PROPERTY_EMISSIVITY ||
               check_emissivity(b->rd, b->file->header, b->choice->name, (*out)->curve);
    if (!choose_parts(b, property, parts, &n))
        return false;
    if (n > 0) {
        cd_property *made = cd_piecewise_new(b->rd->arena, property, b->file->class, parts, n);
        cd_property_put_off(b->rd->arena, b->file, b->choice->name, made, tabulate_pieces);
        *out = made;
    }
    return true;
}

const cd_material *cd_material_build(const cd_reading *rd, const cd_material_file *file,
                                     const cd_material_choice *choice, const cd_material_others *others)
{
    cd_material *material = cd_arena_alloc(rd->arena, 1, sizeof *material);
    const build b = {rd, file, choice, others, material};
    *material = (cd_material){.name = choice->name,
                              .title = file->title,
                              .density_kg_per_m3 = file->density_kg_per_m3,
                              .notes = file->notes,
                              .file = file,
                              .RRR = choice->RRR,
                              .B_T = choice->B_T};
    if (file->n_parts > 0 && !cd_composite_build(rd, file, choice, others, material))
        return NULL;
    bool good = true;
    for (int i = 0; i < CD_N_PROPERTIES; i++) {
        const cd_property **place = cd_material_place(material, (cd_property_kind)i), *built;
        good = build_property(&b, (cd_property_kind)i, &built) && good;
        if (built) /* a composite's own piece stands before the mixture */
            *place = built;
    }
    return good ? material : NULL;
}
