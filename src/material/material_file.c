/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_file - see material_file.h. The pieces are read in material_piece.c.
 */
#include "material_file.h"

#include <math.h>
#include <string.h>

const cd_property_info cd_properties[CD_N_PROPERTIES] = {
    [CD_PROPERTY_K] = {"k", "thermal conductivity", "W/(m K)", CD_CONDUCTIVITY},
    [CD_PROPERTY_C] = {"c", "specific heat", "J/(kg K)", CD_SPECIFIC_HEAT},
    [CD_PROPERTY_RHO] = {"rho", "electrical resistivity", "ohm m", CD_RESISTIVITY},
    [CD_PROPERTY_CONTRACTION] = {"contraction", "thermal contraction (L - L293)/L293", "", CD_NUMBER},
    [CD_PROPERTY_EMISSIVITY] = {"emissivity", "total hemispherical emissivity", "", CD_NUMBER},
};

static const char *const class_words[] = {"none", "metal", "superconductor", "dielectric", NULL};
static const char *const fraction_words[] = {"volume", "mass", NULL};
static const char *const mixing_words[] = {"parallel", "series", "maxwell_garnett", "wires", NULL};

const char *const cd_material_head_keys[] = {"title",      "alias", "density",   "density_error", "density_source",
                                             "class",      "RRR",   "RRR_range", "B_range",       "no_field_c",
                                             "no_field_k", "notes", "composite", "fractions",     "mixing"};
const size_t cd_n_material_head_keys = sizeof cd_material_head_keys / sizeof *cd_material_head_keys;

/* "copper(RRR=100) 0.8": the material, then its fraction. */
static void read_composite_part(cd_section *s, const cd_value *text, cd_composite_part *part)
{
    size_t at = text->length;
    while (at > 0 && text->text[at - 1] != ' ' && text->text[at - 1] != '\t' && text->text[at - 1] != ')')
        at--;
    cd_value fraction = cd_value_cut(text, at, text->length);
    part->material = cd_value_cut(text, 0, at);
    if (part->material.length == 0 || fraction.length == 0) {
        cd_section_error(s, cd_value_whole(text), "write the material, then its fraction: copper(RRR=100) 0.8",
                         "a part of the composite is not a material and a fraction");
        return;
    }
    if (!cd_read_quantity(s->rd, &fraction, CD_NUMBER, &part->fraction))
        s->good = false;
    else if (!(part->fraction > 0 && part->fraction <= 1))
        cd_section_error(s, cd_value_whole(&fraction), "write a fraction above 0 and at most 1",
                         "fraction %g out of range", part->fraction);
}

static void read_composite(cd_section *s, const cd_value *value, cd_material_file *file)
{
    cd_value *texts;
    double sum = 0;
    file->n_parts = cd_value_split(s->rd->arena, value, ',', &texts);
    cd_composite_part *parts = cd_arena_alloc(s->rd->arena, file->n_parts, sizeof *parts);
    for (size_t i = 0; i < file->n_parts; i++) {
        read_composite_part(s, &texts[i], &parts[i]);
        sum += parts[i].fraction;
    }
    if (s->good && fabs(sum - 1) > 1e-3)
        cd_section_error(s, cd_value_whole(value), "fractions of all parts make 1", "the fractions add up to %g", sum);
    for (size_t i = 0; i < file->n_parts; i++)
        parts[i].fraction /= sum;
    if (file->mixing >= CD_MIX_MAXWELL_GARNETT && file->n_parts != 2)
        cd_section_error(s, cd_value_whole(value), "the first is the matrix, the second the inclusions",
                         "mixing = %s takes two parts", mixing_words[file->mixing]);
    file->parts = parts;
}

static void read_RRR(cd_section *s, cd_material_file *file)
{
    file->RRR = file->RRR_min = file->RRR_max = NAN;
    if (!cd_ini_find(s->section, "RRR_range") && !cd_ini_find(s->section, "RRR"))
        return;
    const cd_value *RRR_range = cd_section_need(s, "RRR_range"), *RRR = cd_section_need(s, "RRR");
    if (!RRR_range || !RRR || !cd_section_range(s, RRR_range, CD_NUMBER, false, &file->RRR_min, &file->RRR_max))
        return;
    file->RRR = cd_section_number(s, "RRR", CD_NUMBER, NAN);
    if (file->RRR < file->RRR_min || file->RRR > file->RRR_max)
        cd_section_error(s, cd_value_whole(RRR), NULL, "default RRR %g is outside RRR_range", file->RRR);
}

static void read_density(cd_section *s, cd_material_file *file)
{
    const cd_value *density = cd_section_take(s, "density");
    file->density_kg_per_m3 = cd_section_number(s, "density", CD_DENSITY, NAN);
    file->density_error = cd_section_number(s, "density_error", CD_NUMBER, NAN);
    file->density_source = cd_section_text(s, "density_source");
    if (density && s->good && !(file->density_kg_per_m3 > 0))
        cd_section_error(s, cd_value_whole(density), NULL, "density must be positive");
}

void cd_material_head_read(cd_section *s, cd_material_file *file)
{
    file->header = s->section->header;
    file->title = cd_section_text(s, "title");
    if (!file->title)
        file->title = file->name;
    file->notes = cd_section_text(s, "notes");
    file->no_field_c = cd_section_text(s, "no_field_c");
    file->no_field_k = cd_section_text(s, "no_field_k");
    file->class = (cd_material_class)cd_section_word(s, "class", false, class_words);
    read_density(s, file);
    const cd_value *alias = cd_section_take(s, "alias");
    if (alias)
        file->aliases = cd_section_words(s, alias, &file->n_aliases);
    read_RRR(s, file);
    file->B_min_T = file->B_max_T = NAN;
    const cd_value *B_range = cd_section_take(s, "B_range");
    if (B_range)
        cd_section_range(s, B_range, CD_MAGNETIC_FIELD, true, &file->B_min_T, &file->B_max_T);
    file->by_mass = cd_section_word(s, "fractions", false, fraction_words) == 1;
    file->mixing = (cd_mixing)cd_section_word(s, "mixing", false, mixing_words);
    const cd_value *composite = cd_section_take(s, "composite");
    if (composite)
        read_composite(s, composite, file);
    else if (cd_ini_find(s->section, "fractions") || cd_ini_find(s->section, "mixing"))
        cd_section_error(s, s->section->header, "add composite = copper(RRR=100) 0.8, nbti 0.2",
                         "missing key \"composite\"");
}

static bool read_head(const cd_reading *rd, cd_ini_section *section, cd_material_file *file)
{
    cd_section s = cd_section_of(rd, section);
    cd_material_head_read(&s, file);
    if (section->name && strcmp(section->name, file->name) != 0)
        cd_section_error(&s, section->name_span, "the file's name must be the material's name",
                         "file \"%s.ini\" holds another name", file->name);
    cd_section_finish(&s, cd_material_head_keys, cd_n_material_head_keys);
    return s.good;
}

static bool read_sections(const cd_reading *rd, cd_ini *ini, cd_material_file *file)
{
    cd_file_piece *pieces = cd_arena_alloc(rd->arena, ini->n_sections, sizeof *pieces);
    file->pieces = pieces;
    bool good = true, head = false;
    for (size_t i = 0; i < ini->n_sections; i++) {
        cd_ini_section *section = &ini->sections[i];
        if (strcmp(section->type, "material") == 0 && !head) {
            head = true;
            good = read_head(rd, section, file) && good;
        } else if (strcmp(section->type, "piece") == 0 && head) {
            good = cd_file_piece_read(rd, section, false, &pieces[file->n_pieces++]) && good;
        } else {
            cd_diag_add(rd->diags, CD_ERROR, section->header,
                        "a material file has one [material NAME], then its [piece NAME] sections",
                        "section [%s] out of place in a material file", section->type);
            good = false;
        }
    }
    return cd_material_pieces_check(rd, file) && good;
}

const cd_material_file *cd_material_file_read(const cd_reading *rd, const char *path, const char *name)
{
    const cd_reading plain = {rd->arena, rd->diags, rd->units, NULL}; /* the case's parameters do not reach in here */
    cd_ini ini = {0};
    size_t before = cd_diags_count(rd->diags, CD_ERROR);
    if (!cd_ini_read(rd->arena, path, rd->diags, &ini))
        return NULL;
    cd_material_file *file = cd_arena_alloc(rd->arena, 1, sizeof *file);
    file->name = name;
    file->sources = ini.sources;
    file->n_sources = ini.n_sources;
    bool good = read_sections(&plain, &ini, file);
    if (good && file->n_pieces == 0 && file->n_parts == 0) {
        cd_span whole = {ini.sources[0], 0, 0};
        cd_diag_add(rd->diags, CD_ERROR, whole, NULL, "no pieces in the file of material \"%s\"", name);
    }
    return cd_diags_count(rd->diags, CD_ERROR) == before ? file : NULL;
}

/* The text before the second section: the head. */
static size_t head_length(const cd_source *source)
{
    size_t sections = 0;
    for (size_t i = 0; i < source->n_lines; i++)
        if (source->text[source->line_start[i]] == '[' && ++sections == 2)
            return source->line_start[i];
    return source->length;
}

const char *const *cd_material_file_names(const cd_reading *rd, const char *path, size_t *n, const char **title)
{
    cd_ini ini = {0};
    *n = 0;
    *title = NULL;
    const cd_reading quiet = {rd->arena, cd_diags_new(rd->arena), rd->units, NULL};
    const cd_source *whole = cd_source_read(rd->arena, path, quiet.diags);
    if (!whole)
        return NULL;
    const cd_source *head = cd_source_from_text(rd->arena, path, whole->text, head_length(whole));
    cd_ini_read_source(rd->arena, head, quiet.diags, &ini);
    if (ini.n_sections == 0 || strcmp(ini.sections[0].type, "material") != 0)
        return NULL;
    cd_section s = cd_section_of(&quiet, &ini.sections[0]);
    *title = cd_section_text(&s, "title");
    const cd_value *alias = cd_section_take(&s, "alias");
    return alias ? cd_section_words(&s, alias, n) : NULL;
}
