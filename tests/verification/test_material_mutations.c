/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_material_mutations - would the golden values notice a wrong digit? Changes the last digit of each coefficient of
 * every material file by one, one after the other, and looks for a golden value that the piece no longer gives.
 *
 * A golden value counts for a piece where test_material_values compares both at 1e-6: inside the piece's range, in no
 * blend, at no rounded corner. There the property is the piece's own form, so that the form alone is evaluated, read
 * anew from the changed text: some microseconds for each number instead of a table. A digit so far behind the comma
 * that it changes the property by less than 1e-6 at any temperature, RRR and field cannot be seen, and does not matter.
 */
#include "material_tables.h"

static const double noticeable = 1e-6;

/* The keys that hold coefficients; the others say how far, how well and from where. */
static const char *const coefficient_keys[] = {
    "coef",   "power", "scale",   "T0",     "a",       "n",           "A",       "T",     "y",
    "Wi",     "P",     "rho_ref", "L0",     "P7",      "P7_beta_exp", "Wc",      "rho_P", "rho_273",
    "kohler", "gamma", "beta",    "Tc",     "Bc2",     "Tc_exponent", "rho_295", "L",     "l",
    "alpha",  "D",     "B",       "weight", "T_scale", "value",       "floor"};

static bool is_coefficient(const char *key)
{
    for (size_t i = 0; i < sizeof coefficient_keys / sizeof *coefficient_keys; i++)
        if (strcmp(key, coefficient_keys[i]) == 0)
            return true;
    return false;
}

/* --- golden values --- */

typedef struct {
    table_row *row;
    size_t n, cap;
} rows;

static void read_rows(fixture *f, rows *all, const char *name)
{
    table t;
    table_row row;
    table_open(&t, name);
    while (table_next(&t, &row))
        CD_PUSH(f->arena, all->row, all->n, all->cap, row);
}

/* A golden value that a piece has to give. */
typedef struct {
    const table_row *row;
    double RRR, scale;
} golden;

typedef struct {
    golden *of;
    size_t n, cap;
} goldens;

/* --- one piece --- */

typedef struct {
    fixture *f;
    const cd_material_file *file;
    const cd_source *source;
    const cd_ini_section *section;
    size_t end; /* of the section in its source */
    const cd_file_piece *piece;
    goldens goldens;
} subject;

/* The other materials of a piece, with the RRR of the row where they take one. */
static void find_others(const subject *s, const cd_file_piece *piece, double RRR, cd_form_params *params)
{
    fixture *f = s->f;
    cd_form_other *other = cd_arena_alloc(f->arena, params->n_other, sizeof *other);
    cd_property_kind kind = piece->part.form->of_resistivity ? CD_PROPERTY_RHO : piece->property;
    for (size_t i = 0; i < params->n_other; i++) {
        const char *name = cd_value_string(f->arena, &s->piece->of[i]);
        const cd_material *material = material_of(f, name);
        if (!isnan(material->file->RRR) && !isnan(RRR))
            material = material_of(f, cd_arena_printf(f->arena, "%s(RRR=%.17g)", name, RRR));
        const cd_property *property = cd_material_property(material, kind);
        assert_non_null(property);
        other[i] = (cd_form_other){property->source_value, property->source_ctx};
    }
    params->other = other;
}

/* What a piece gives at a golden value's place. */
static double value_at(const subject *s, cd_arena *arena, const cd_file_piece *piece, const golden *g,
                       const cd_form_other *other)
{
    cd_form_params params = piece->part.params;
    params.RRR = g->RRR;
    params.B_T = g->row->B_T > 0 ? g->row->B_T : 0;
    params.other = other;
    if (!other && params.n_other > 0)
        find_others(s, piece, g->RRR, &params);
    if (piece->part.form->prepare)
        piece->part.form->prepare(arena, &params);
    return piece->part.form->value(&params, g->row->T_K);
}

static bool differs(double value, const golden *g)
{
    return !(fabs(value - g->row->value) <= noticeable * g->scale);
}

/* Does the piece hold for the row, as the property is chosen from its data set and RRR? */
static bool holds_for(const subject *s, const table_row *row, const cd_property *property)
{
    for (size_t i = 0; i < property->n_pieces; i++) {
        const cd_piece *p = &property->pieces[i];
        if (p->name && strcmp(p->name, s->piece->name) == 0)
            return row->T_K >= p->T_min_K && (row->T_K < p->T_max_K || p->T_max_K == property->T_max_K) &&
                   row->T_K <= p->T_max_K;
    }
    return false;
}

static void find_goldens(subject *s, const rows *all)
{
    fixture *f = s->f;
    for (size_t i = 0; i < all->n; i++) {
        const table_row *row = &all->row[i];
        double change = 0;
        if (strcmp(row->material, s->file->name) != 0 || kind_of(row->property) != s->piece->property)
            continue;
        const cd_material *material = material_of_row(f, row);
        const cd_property *property = cd_material_property(material, s->piece->property);
        golden g = {row, isnan(row->RRR) ? s->file->RRR : row->RRR, fabs(row->value)};
        if (s->piece->property == CD_PROPERTY_CONTRACTION)
            g.scale = fmax(g.scale, 1e-4);
        if (!holds_for(s, row, property) || in_jump(property, row->T_K) || at_corner(f, material, property, row->T_K) ||
            in_blend(f, material, property, row->T_K, &change) ||
            differs(value_at(s, f->arena, s->piece, &g, NULL), &g))
            continue;
        CD_PUSH(f->arena, s->goldens.of, s->goldens.n, s->goldens.cap, g);
    }
}

/* The piece from the text of its section in which one byte is changed; NULL when that can no longer be read. */
static const cd_file_piece *changed_piece(const subject *s, cd_arena *arena, size_t at, char digit)
{
    size_t begin = s->section->header.begin;
    char *text = cd_arena_strn(arena, s->source->text + begin, s->end - begin);
    text[at - begin] = digit;
    cd_ini ini = {0};
    cd_diags *diags = cd_diags_new(arena);
    const cd_reading rd = {arena, diags, s->f->units, NULL};
    cd_file_piece *piece = cd_arena_alloc(arena, 1, sizeof *piece);
    cd_ini_read_source(arena, cd_source_from_text(arena, "changed", text, s->end - begin), diags, &ini);
    assert_int_equal(ini.n_sections, 1);
    return cd_file_piece_read(&rd, &ini.sections[0], false, piece) ? piece : NULL;
}

static bool is_noticed(const subject *s, size_t at, char digit)
{
    jmp_buf no_memory;
    cd_arena *arena = cd_arena_new(&no_memory);
    const cd_file_piece *piece = changed_piece(s, arena, at, digit);
    bool noticed = !piece;
    for (size_t i = 0; i < s->goldens.n && !noticed; i++)
        noticed = differs(value_at(s, arena, piece, &s->goldens.of[i], NULL), &s->goldens.of[i]);
    cd_arena_free(arena);
    return noticed;
}

/* The largest change of the property that the changed digit makes anywhere in the piece's range, at both ends of RRR,
 * without field, in a middle and in the strongest one; relative. */
static double effect_of(const subject *s, size_t at, char digit)
{
    enum { STEPS = 400 };
    jmp_buf no_memory;
    cd_arena *arena = cd_arena_new(&no_memory);
    const cd_file_piece *piece = changed_piece(s, arena, at, digit);
    const cd_material_file *file = s->file;
    double T_min_K = s->piece->part.about.T_min_K, ratio = s->piece->part.about.T_max_K / T_min_K, worst = 0;
    for (int corner = 0; corner < 6; corner++) {
        const double part[] = {0, 0.3, 1};
        table_row row = {.B_T = file->B_max_T > 0 ? part[corner / 2] * file->B_max_T : 0};
        golden g = {&row, isnan(s->piece->RRR) ? (corner % 2 ? file->RRR_max : file->RRR_min) : s->piece->RRR, 0};
        for (int i = 0; i <= STEPS; i++) {
            row.T_K = T_min_K * pow(ratio, (double)i / STEPS);
            double old = value_at(s, arena, s->piece, &g, NULL), new = value_at(s, arena, piece, &g, NULL);
            double scale = s->piece->property == CD_PROPERTY_CONTRACTION ? fmax(fabs(old), 1e-4) : fabs(old);
            worst = fmax(worst, fabs(new - old) / scale);
        }
    }
    cd_arena_free(arena);
    return worst;
}

/* The byte of the last digit of a number's mantissa. */
static size_t last_digit(const cd_value *number)
{
    size_t last = 0;
    for (size_t i = 0; i < number->length && number->text[i] != 'e' && number->text[i] != 'E'; i++)
        if (number->text[i] >= '0' && number->text[i] <= '9')
            last = i;
    return cd_value_span(number, last, last + 1).begin;
}

/* --- all of them --- */

typedef struct {
    int numbers, without_effect, excused, unnoticed;
} count;

/* Numbers whose last digit changes their property by 1.0e-6 to 1.3e-6 at the most, and that at one temperature where no
 * golden value stands: the hot end of a range, a blend, the middle between two points. */
static const struct {
    const char *material, *piece, *key;
    size_t i;
} excuses[] = {
    {"aln", "k_single_crystal_2", "coef", 1},
    {"copper", "c_1", "coef", 2},
    {"hastelloy_c276", "c", "y", 29},
    {"inconel718", "c_2", "n", 0},
    {"indium", "k", "P", 5},
    {"rebco_tape", "k_2", "T", 10},
};
static const double excusable = 1.5e-6;

static bool is_excused(const subject *s, const char *key, size_t i)
{
    for (size_t k = 0; k < sizeof excuses / sizeof *excuses; k++)
        if (strcmp(excuses[k].material, s->file->name) == 0 && strcmp(excuses[k].piece, s->piece->name) == 0 &&
            strcmp(excuses[k].key, key) == 0 && excuses[k].i == i)
            return true;
    return false;
}

static void change_number(const subject *s, const cd_ini_key *key, const cd_value *number, size_t i, count *all)
{
    size_t at = last_digit(number);
    char old = s->source->text[at], digit = (char)(old == '9' ? '8' : old + 1);
    all->numbers++;
    if (is_noticed(s, at, digit))
        return;
    double effect = effect_of(s, at, digit);
    if (effect < noticeable) {
        all->without_effect++;
        return;
    }
    if (effect < excusable && is_excused(s, key->key, i)) {
        all->excused++;
        return;
    }
    all->unnoticed++;
    print_error("%s, piece %s: %s[%zu] = %s changes up to %.2g, and %zu golden values do not see it\n", s->file->name,
                s->piece->name, key->key, i, cd_value_string(s->f->arena, number), effect, s->goldens.n);
}

static void change_numbers(const subject *s, const cd_ini_key *key, count *all)
{
    cd_value *part;
    size_t n = cd_value_split(s->f->arena, &key->value, ',', &part);
    for (size_t i = 0; i < n; i++)
        change_number(s, key, &part[i], i, all);
}

static const cd_file_piece *piece_of(const cd_material_file *file, const cd_ini_section *section)
{
    for (size_t i = 0; i < file->n_pieces; i++)
        if (file->pieces[i].header.begin == section->header.begin)
            return &file->pieces[i];
    return NULL;
}

static void change_material(fixture *f, const char *name, const rows *golden_rows, count *all)
{
    const cd_material *material = material_of(f, name);
    assert_non_null(material);
    const cd_source *source = material->file->header.source;
    cd_ini ini = {0};
    cd_ini_read_source(f->arena, source, f->diags, &ini);
    for (size_t i = 0; i < ini.n_sections; i++) {
        const cd_ini_section *section = &ini.sections[i];
        subject s = {.f = f,
                     .file = material->file,
                     .source = source,
                     .section = section,
                     .end = i + 1 < ini.n_sections ? ini.sections[i + 1].header.begin : source->length,
                     .piece = piece_of(material->file, section)};
        if (!s.piece)
            continue;
        find_goldens(&s, golden_rows);
        for (size_t k = 0; k < section->n_keys; k++)
            if (is_coefficient(section->keys[k].key))
                change_numbers(&s, &section->keys[k], all);
    }
}

static void every_digit_is_seen(void **state)
{
    fixture *f = *state;
    rows golden_rows = {0};
    count all = {0};
    const char *const *names;
    read_rows(f, &golden_rows, "tests/verification/fit_values.csv");
    read_rows(f, &golden_rows, "tests/verification/fit_values_more.csv");
    read_rows(f, &golden_rows, "tests/verification/fit_values_surfaces.csv");
    size_t n = cd_materials_names(f->materials, &names);
    for (size_t i = 0; i < n; i++)
        change_material(f, names[i], &golden_rows, &all);
    print_message("%d numbers changed; %d change no value by %g, %d by little more, %d others went unnoticed\n",
                  all.numbers, all.without_effect, noticeable, all.excused, all.unnoticed);
    assert_true(all.numbers >= 3900); /* none is passed over */
    assert_int_equal(all.unnoticed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_digit_is_seen, fixture_set_up, fixture_tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
