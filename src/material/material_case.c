/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_case - see material_case.h.
 */
#include "material_case.h"
#include "csv_table.h"
#include "curve_text.h"

#include <math.h>
#include <string.h>

/* cd_property.source_value: the text of a case has no better source than its curve. */
static double curve_value(const void *ctx, double T_K)
{
    return cd_curve_value(ctx, T_K);
}

/* The curve of a text or of a file that it names. */
static const cd_curve *read_curve(cd_section *s, cd_property_kind kind, const cd_value *value, double *T_min_K,
                                  double *T_max_K, const cd_source **source)
{
    if (cd_names_csv(value))
        return cd_csv_curve(s->rd, value, kind, T_min_K, T_max_K, source);
    return cd_curve_read(s->rd, value, cd_properties[kind].quantity, T_min_K, T_max_K);
}

/* A property from its text; NULL when it is not given, or after diagnostics. */
static const cd_property *read_property(cd_section *s, cd_property_kind kind, const cd_source **source)
{
    const char *key = cd_properties[kind].word;
    const cd_value *value = cd_section_take(s, key);
    double T_min_K, T_max_K;
    if (!value)
        return NULL;
    const cd_curve *curve = read_curve(s, kind, value, &T_min_K, &T_max_K, source);
    if (curve && !(curve->low_y > 0)) {
        cd_section_error(s, cd_value_whole(value), NULL, "\"%s\" must be positive", key);
        curve = NULL;
    }
    if (!curve) {
        s->good = false;
        return NULL;
    }
    cd_piece *piece = cd_arena_alloc(s->rd->arena, 1, sizeof *piece);
    *piece = (cd_piece){.T_min_K = T_min_K,
                        .T_max_K = T_max_K,
                        .rel_error = NAN,
                        .grade = CD_GRADE_USER,
                        .form = "case",
                        .source = "given in the case"};
    cd_property *property = cd_arena_alloc(s->rd->arena, 1, sizeof *property);
    *property = (cd_property){.kind = kind,
                              .curve = curve,
                              .T_min_K = T_min_K,
                              .T_max_K = T_max_K,
                              .below = "with the slope of its end",
                              .above = "with the slope of its end",
                              .pieces = piece,
                              .n_pieces = 1,
                              .source_value = curve_value,
                              .source_ctx = curve};
    return property;
}

/* Does a [piece] belong to the material of that name? */
static bool is_piece_of(const cd_ini_section *section, const char *name)
{
    const cd_ini_key *key = strcmp(section->type, "piece") == 0 ? cd_ini_find(section, "material") : NULL;
    return key && cd_value_is(&key->value, name);
}

static void read_pieces(cd_section *s, cd_ini *ini, cd_material_file *file)
{
    cd_file_piece *pieces = cd_arena_alloc(s->rd->arena, ini->n_sections, sizeof *pieces);
    file->pieces = pieces;
    for (size_t i = 0; i < ini->n_sections; i++)
        if (is_piece_of(&ini->sections[i], file->name) &&
            !cd_file_piece_read(s->rd, &ini->sections[i], true, &pieces[file->n_pieces++]))
            s->good = false;
    if (s->good && !cd_material_pieces_check(s->rd, file))
        s->good = false;
    for (size_t i = 0; i < file->n_pieces && s->good; i++)
        if (file->given[pieces[i].property])
            cd_section_error(s, pieces[i].header, "keep one of the two",
                             "property \"%s\" given by a piece and by a key", cd_properties[pieces[i].property].word);
}

const cd_material_file *cd_material_case_read(const cd_reading *rd, cd_ini *ini, cd_ini_section *section)
{
    cd_section s = cd_section_of(rd, section);
    cd_material_file *file = cd_arena_alloc(rd->arena, 1, sizeof *file);
    file->name = section->name;
    cd_material_head_read(&s, file);
    const char *known[32];
    const cd_source **sources = cd_arena_alloc(rd->arena, CD_N_PROPERTIES, sizeof *sources);
    size_t n_known = cd_n_material_head_keys, n_given = 0;
    memcpy(known, cd_material_head_keys, n_known * sizeof *known);
    for (int i = 0; i < CD_N_PROPERTIES; i++) {
        const cd_source *source = NULL;
        if (i == CD_PROPERTY_CONTRACTION)
            continue;
        file->given[i] = read_property(&s, (cd_property_kind)i, &source);
        n_given += file->given[i] != NULL;
        known[n_known++] = cd_properties[i].word;
        if (source)
            sources[file->n_sources++] = source;
    }
    file->sources = sources;
    read_pieces(&s, ini, file);
    cd_section_finish(&s, known, n_known);
    if (s.good && n_given == 0 && file->n_pieces == 0 && file->n_parts == 0)
        cd_section_error(&s, section->header, "add k = ..., c = ... or both, a [piece], or composite = ...",
                         "no property");
    return s.good ? file : NULL;
}

bool cd_material_case_check_pieces(const cd_reading *rd, const cd_ini *ini)
{
    bool good = true;
    for (size_t i = 0; i < ini->n_sections; i++) {
        const cd_ini_section *section = &ini->sections[i];
        bool owned = strcmp(section->type, "piece") != 0;
        for (size_t k = 0; k < ini->n_sections && !owned; k++)
            owned = strcmp(ini->sections[k].type, "material") == 0 && ini->sections[k].name &&
                    is_piece_of(section, ini->sections[k].name);
        if (owned)
            continue;
        cd_diag_add(rd->diags, CD_ERROR, section->header, "add material = NAME, the name of a [material] of this case",
                    "piece \"%s\" belongs to no material of this case", section->name ? section->name : "");
        good = false;
    }
    return good;
}
