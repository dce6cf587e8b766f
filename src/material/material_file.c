/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_file - see material_file.h.
 */
#include "material_file.h"
#include "section.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

const char *const cd_property_words[] = {"k", "c", NULL};
static const char *const grade_words[] = {"A", "B", "C", "D", NULL};
static const char *const yes_no_words[] = {"no", "yes", NULL};

static const char *const material_keys[] = {"title", "alias", "density", "RRR", "RRR_range", "notes"};
static const char *const piece_keys[] = {"property", "form", "range", "error",  "grade",
                                         "estimate", "data", "RRR",   "source", "note"};
enum { N_MATERIAL_KEYS = sizeof material_keys / sizeof *material_keys };
enum { N_PIECE_KEYS = sizeof piece_keys / sizeof *piece_keys };

/* Words separated by commas. */
static const char *const *word_list(cd_arena *arena, const cd_value *value, size_t *n)
{
    cd_value *parts;
    *n = cd_value_split(arena, value, ',', &parts);
    const char **words = cd_arena_alloc(arena, *n, sizeof *words);
    for (size_t i = 0; i < *n; i++)
        words[i] = cd_value_string(arena, &parts[i]);
    return words;
}

/* A number under a key; `absent` when the key is not given. */
static double number(cd_section *s, const char *key, cd_quantity quantity, double absent)
{
    const cd_value *value = cd_section_take(s, key);
    double x = absent;
    if (value && !cd_read_quantity(s->rd, value, quantity, &x))
        s->good = false;
    return x;
}

/* "a .. b" with 0 < a < b. */
static bool range(cd_section *s, const cd_value *value, cd_quantity quantity, double *from, double *to)
{
    cd_range r = {0};
    cd_type type = {.dim = cd_quantities[quantity].dim};
    if (!cd_read_range(s->rd, value, type, &r)) {
        s->good = false;
        return false;
    }
    if (!(r.from > 0 && r.to > r.from) || r.step != 0 || r.count != 0) {
        cd_section_error(s, cd_value_whole(value), "write \"4 K .. 300 K\"", "range not rising from above 0");
        return false;
    }
    *from = r.from;
    *to = r.to;
    return true;
}

static void read_numbers(cd_section *s, const cd_form_key *key, const cd_value *value, cd_form_numbers *out)
{
    cd_value *parts;
    size_t n = cd_value_split(s->rd->arena, value, ',', &parts);
    double *x = cd_arena_alloc(s->rd->arena, n, sizeof *x);
    for (size_t i = 0; i < n; i++)
        if (!cd_read_quantity(s->rd, &parts[i], CD_NUMBER, &x[i]))
            s->good = false;
    *out = (cd_form_numbers){x, n};
    if (n < key->n_min || n > key->n_max)
        cd_section_error(s, cd_value_whole(value), NULL, "\"%s\" has %zu numbers and needs %s%zu", key->key, n,
                         key->n_max > key->n_min ? "at least " : "", key->n_min);
    else if (key->multiple_of && n % key->multiple_of)
        cd_section_error(s, cd_value_whole(value), NULL, "\"%s\" has %zu numbers and needs a multiple of %zu", key->key,
                         n, key->multiple_of);
}

/* The numbers of one key of a form. */
static void read_form_key(cd_section *s, const cd_form *form, const cd_form_key *key, cd_form_numbers *out)
{
    const cd_value *value = cd_section_take(s, key->key);
    double *one = cd_arena_alloc(s->rd->arena, 1, sizeof *one);
    *one = key->absent;
    *out = (cd_form_numbers){one, key->n_min == 1 ? 1 : 0};
    if (!value && isnan(key->absent))
        cd_section_error(s, s->section->header, cd_arena_printf(s->rd->arena, "%s: %s", form->name, form->formula),
                         "missing key \"%s\"", key->key);
    else if (value && key->choices)
        *one = fmax(0, cd_section_choice(s, key->key, value, key->choices));
    else if (value)
        read_numbers(s, key, value, out);
}

static const cd_form *read_form(cd_section *s)
{
    size_t n;
    const cd_form *forms = cd_forms(&n);
    const char **words = cd_arena_alloc(s->rd->arena, n + 1, sizeof *words);
    for (size_t i = 0; i < n; i++)
        words[i] = forms[i].name;
    const cd_value *value = cd_section_need(s, "form");
    int i = value ? cd_section_choice(s, "form", value, words) : -1;
    return i < 0 ? NULL : &forms[i];
}

/* The form's own keys, and their checks against each other. */
static void read_part(cd_section *s, const cd_form *form, cd_part *part)
{
    part->form = form;
    part->about.form = form->name;
    part->params.RRR = NAN;
    for (size_t i = 0; i < form->n_keys; i++)
        read_form_key(s, form, &form->key[i], &part->params.of[i]);
    const char *wrong = s->good && form->prepare ? form->prepare(s->rd->arena, &part->params) : NULL;
    if (wrong)
        cd_section_error(s, s->section->header, NULL, "%s", wrong);
}

static int read_choice(cd_section *s, const char *key, bool required, const char *const *words)
{
    const cd_value *value = required ? cd_section_need(s, key) : cd_section_take(s, key);
    int i = value ? cd_section_choice(s, key, value, words) : 0;
    return i < 0 ? 0 : i;
}

/* What is said about a piece, whatever its form. */
static void read_about(cd_section *s, cd_file_piece *piece)
{
    cd_piece *about = &piece->part.about;
    piece->property = (cd_property_kind)read_choice(s, "property", true, cd_property_words);
    about->grade = (cd_grade)read_choice(s, "grade", true, grade_words);
    about->estimate = read_choice(s, "estimate", false, yes_no_words) == 1;
    about->rel_error = number(s, "error", CD_NUMBER, NAN);
    piece->RRR = number(s, "RRR", CD_NUMBER, NAN);
    const cd_value *T_range = cd_section_need(s, "range");
    if (T_range)
        range(s, T_range, CD_TEMPERATURE, &about->T_min_K, &about->T_max_K);
    const cd_value *source = cd_section_need(s, "source");
    about->source = source ? cd_value_string(s->rd->arena, source) : "";
    cd_section_take(s, "note");
    static const char *const standard[] = {"default"};
    piece->data = standard;
    piece->n_data = 1;
    const cd_value *data = cd_section_take(s, "data");
    if (data)
        piece->data = word_list(s->rd->arena, data, &piece->n_data);
}

static bool read_piece(const cd_reading *rd, cd_ini_section *section, cd_file_piece *piece)
{
    cd_section s = cd_section_of(rd, section);
    piece->name = section->name ? section->name : "";
    piece->header = section->header;
    const char *known[N_PIECE_KEYS + CD_FORM_KEYS_MAX];
    size_t n_known = N_PIECE_KEYS;
    memcpy(known, piece_keys, sizeof piece_keys);
    const cd_form *form = read_form(&s);
    if (form) {
        read_part(&s, form, &piece->part);
        for (size_t i = 0; i < form->n_keys; i++)
            known[n_known++] = form->key[i].key;
    }
    read_about(&s, piece);
    if (form) /* without a form its keys cannot be told from mistakes */
        cd_section_finish(&s, known, n_known);
    return s.good;
}

static bool read_head(const cd_reading *rd, cd_ini_section *section, cd_material_file *file)
{
    cd_section s = cd_section_of(rd, section);
    file->header = section->header;
    file->title = cd_section_text(&s, "title");
    file->notes = cd_section_text(&s, "notes");
    file->density_kg_per_m3 = number(&s, "density", CD_DENSITY, NAN);
    const cd_value *alias = cd_section_take(&s, "alias");
    if (alias)
        file->aliases = word_list(rd->arena, alias, &file->n_aliases);
    file->RRR = file->RRR_min = file->RRR_max = NAN;
    const cd_value *RRR_range = cd_section_take(&s, "RRR_range");
    if (RRR_range) {
        range(&s, RRR_range, CD_NUMBER, &file->RRR_min, &file->RRR_max);
        if (cd_section_need(&s, "RRR"))
            file->RRR = number(&s, "RRR", CD_NUMBER, NAN);
    }
    if (!file->title)
        file->title = file->name;
    if (section->name && strcmp(section->name, file->name) != 0)
        cd_section_error(&s, section->name_span, "the file's name must be the material's name",
                         "file \"%s.ini\" holds another name", file->name);
    cd_section_finish(&s, material_keys, N_MATERIAL_KEYS);
    return s.good;
}

/* Two pieces of one name would make messages ambiguous; a form with RRR needs a file that has one. */
static bool check_piece(const cd_reading *rd, const cd_material_file *file, const cd_file_piece *piece, size_t n_before)
{
    for (size_t i = 0; i < n_before; i++)
        if (strcmp(file->pieces[i].name, piece->name) == 0) {
            cd_diag_add(rd->diags, CD_ERROR, piece->header, NULL, "piece \"%s\" given twice", piece->name);
            return false;
        }
    if (piece->part.form && piece->part.form->needs_RRR && isnan(file->RRR)) {
        cd_diag_add(rd->diags, CD_ERROR, piece->header, "add \"RRR\" and \"RRR_range\" to [material]",
                    "piece \"%s\" of form %s needs a material with RRR", piece->name, piece->part.form->name);
        return false;
    }
    return true;
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
            cd_file_piece *piece = &pieces[file->n_pieces];
            good = read_piece(rd, section, piece) && good;
            good = check_piece(rd, file, piece, file->n_pieces) && good;
            file->n_pieces++;
        } else {
            cd_diag_add(rd->diags, CD_ERROR, section->header,
                        "a material file has one [material NAME], then its [piece NAME] sections",
                        "section [%s] out of place in a material file", section->type);
            good = false;
        }
    }
    return good;
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
    if (good && file->n_pieces == 0) {
        cd_span whole = {ini.sources[0], 0, 0};
        cd_diag_add(rd->diags, CD_ERROR, whole, NULL, "no pieces in the file of material \"%s\"", name);
    }
    return cd_diags_count(rd->diags, CD_ERROR) == before ? file : NULL;
}

const char *const *cd_material_file_aliases(const cd_reading *rd, const char *path, size_t *n)
{
    cd_ini ini = {0};
    *n = 0;
    if (!cd_ini_read(rd->arena, path, cd_diags_new(rd->arena), &ini))
        return NULL;
    for (size_t i = 0; i < ini.n_sections; i++) {
        const cd_ini_key *alias = cd_ini_find(&ini.sections[i], "alias");
        if (strcmp(ini.sections[i].type, "material") == 0 && alias)
            return word_list(rd->arena, &alias->value, n);
    }
    return NULL;
}

bool cd_file_piece_in(const cd_file_piece *piece, const char *data)
{
    for (size_t i = 0; i < piece->n_data; i++)
        if (strcmp(piece->data[i], data) == 0)
            return true;
    return false;
}
