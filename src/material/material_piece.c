/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_piece - reads one [piece] of a property: its form with the form's own keys, its range, and what is said
 * about it.
 */
#include "material_file.h"

#include <math.h>
#include <string.h>

static const char *const grade_words[] = {"A", "B", "C", "D", NULL};
static const char *const yes_no_words[] = {"no", "yes", NULL};
static const char *const estimate_words[] = {"no", "yes", "continuation", NULL};
static const char *const join_words[] = {"blend", "jump", NULL};

static const char *const piece_keys[] = {"property", "form",  "range", "error",   "grade",  "estimate",
                                         "recalled", "data",  "RRR",   "source",  "copies", "note",
                                         "join",     "blend", "of",    "material"};
enum { N_PIECE_KEYS = sizeof piece_keys / sizeof *piece_keys };

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
    const cd_form *const *forms = cd_forms(&n);
    const char **words = cd_arena_alloc(s->rd->arena, n + 1, sizeof *words);
    for (size_t i = 0; i < n; i++)
        words[i] = forms[i]->name;
    const cd_value *value = cd_section_need(s, "form");
    int i = value ? cd_section_choice(s, "form", value, words) : -1;
    return i < 0 ? NULL : forms[i];
}

/* The other materials that the form builds on. */
static void read_others(cd_section *s, cd_file_piece *piece)
{
    const cd_value *of = cd_section_need(s, "of");
    if (!of)
        return;
    cd_value *parts;
    piece->part.params.n_other = cd_value_split(s->rd->arena, of, ',', &parts);
    piece->of = parts;
}

/* The form's own keys, and their checks against each other. */
static void read_part(cd_section *s, const cd_form *form, cd_file_piece *piece)
{
    cd_part *part = &piece->part;
    part->form = form;
    part->about.form = form->name;
    part->params.RRR = NAN;
    if (form->of_others)
        read_others(s, piece);
    for (size_t i = 0; i < form->n_keys; i++)
        read_form_key(s, form, &form->key[i], &part->params.of[i]);
    const char *wrong = s->good && form->check ? form->check(&part->params) : NULL;
    if (wrong)
        cd_section_error(s, s->section->header, NULL, "%s", wrong);
}

static void read_property(cd_section *s, cd_file_piece *piece)
{
    const char *words[CD_N_PROPERTIES + 1] = {NULL};
    for (int i = 0; i < CD_N_PROPERTIES; i++)
        words[i] = cd_properties[i].word;
    piece->property = (cd_property_kind)cd_section_word(s, "property", true, words);
}

/* "0.0026, 0.00025": the largest change of the value and that of the integral at the join with the piece before. */
static void read_blend(cd_section *s, cd_file_piece *piece)
{
    piece->blend_value = piece->blend_integral = NAN;
    const cd_value *value = cd_section_take(s, "blend");
    if (!value)
        return;
    const cd_form_key two = CD_FORM_EXACTLY("blend", 2);
    cd_form_numbers numbers;
    read_numbers(s, &two, value, &numbers);
    if (numbers.n != 2)
        return;
    piece->blend_value = numbers.x[0];
    piece->blend_integral = numbers.x[1];
}

static void read_data(cd_section *s, cd_file_piece *piece)
{
    static const char *const standard[] = {"default"};
    piece->data = standard;
    piece->n_data = 1;
    const cd_value *data = cd_section_take(s, "data");
    if (data)
        piece->data = cd_section_words(s, data, &piece->n_data);
}

/* What is said about a piece, whatever its form. */
static void read_about(cd_section *s, cd_file_piece *piece)
{
    cd_piece *about = &piece->part.about;
    about->name = piece->name;
    read_property(s, piece);
    about->grade = (cd_grade)cd_section_word(s, "grade", true, grade_words);
    int estimate = cd_section_word(s, "estimate", false, estimate_words);
    about->estimate = estimate > 0;
    about->continuation = estimate == 2;
    about->recalled = cd_section_word(s, "recalled", false, yes_no_words) == 1;
    piece->part.jump = cd_section_word(s, "join", false, join_words) == 1;
    about->rel_error = cd_section_number(s, "error", CD_NUMBER, NAN);
    piece->RRR = cd_section_number(s, "RRR", CD_NUMBER, NAN);
    const cd_value *T_range = cd_section_need(s, "range");
    if (T_range)
        cd_section_range(s, T_range, CD_TEMPERATURE, false, &about->T_min_K, &about->T_max_K);
    const cd_value *source = cd_section_need(s, "source");
    about->source = source ? cd_value_string(s->rd->arena, source) : "";
    about->copies = cd_section_text(s, "copies");
    about->note = cd_section_text(s, "note");
    read_blend(s, piece);
    read_data(s, piece);
}

bool cd_file_piece_read(const cd_reading *rd, cd_ini_section *section, bool may_name_material, cd_file_piece *piece)
{
    cd_section s = cd_section_of(rd, section);
    piece->name = section->name ? section->name : "";
    piece->header = section->header;
    const char *known[N_PIECE_KEYS + CD_FORM_KEYS_MAX];
    size_t n_known = N_PIECE_KEYS;
    memcpy(known, piece_keys, sizeof piece_keys);
    const cd_form *form = read_form(&s);
    if (form) {
        read_part(&s, form, piece);
        for (size_t i = 0; i < form->n_keys; i++)
            known[n_known++] = form->key[i].key;
    }
    read_about(&s, piece);
    if (may_name_material)
        cd_section_take(&s, "material");
    if (form) /* without a form its keys cannot be told from mistakes */
        cd_section_finish(&s, known, n_known);
    return s.good;
}

bool cd_file_piece_in(const cd_file_piece *piece, const char *data)
{
    for (size_t i = 0; i < piece->n_data; i++)
        if (strcmp(piece->data[i], data) == 0)
            return true;
    return false;
}

/* Two pieces of one name would make messages ambiguous. */
static bool check_name(const cd_reading *rd, const cd_material_file *file, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(file->pieces[k].name, file->pieces[i].name) == 0) {
            cd_diag_add(rd->diags, CD_ERROR, file->pieces[i].header, NULL, "piece \"%s\" given twice",
                        file->pieces[i].name);
            return false;
        }
    return true;
}

bool cd_material_pieces_check(const cd_reading *rd, const cd_material_file *file)
{
    bool good = true;
    for (size_t i = 0; i < file->n_pieces; i++) {
        const cd_file_piece *piece = &file->pieces[i];
        const cd_form *form = piece->part.form;
        good = check_name(rd, file, i) && good;
        if (form && form->needs_RRR && isnan(file->RRR) && piece->part.params.of[0].x &&
            form->needs_RRR(&piece->part.params)) {
            cd_diag_add(rd->diags, CD_ERROR, piece->header, "add \"RRR\" and \"RRR_range\" to [material]",
                        "piece \"%s\" of form %s needs a material with RRR", piece->name, form->name);
            good = false;
        }
    }
    return good;
}
