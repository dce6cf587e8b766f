/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * field - see field.h: reads a section by its table. The text of a field that was read is made in field_text.c.
 */
#include "field.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <string.h>

/* One field that is being read: what to read, and what to call it. */
typedef struct {
    const cd_field_reader *reader;
    const cd_field *field;
    const char *what;
    void *place;
} target;

static cd_arena *arena_of(const target *t)
{
    return t->reader->rd->arena;
}

/* Adds an error at a value. Returns false. */
static bool refuse(const target *t, const cd_value *value, const char *hint, const char *message)
{
    cd_diag_add(t->reader->rd->diags, CD_ERROR, cd_value_whole(value), hint, "%s", message);
    return false;
}

/* "above 0 m", "at least 4 K and at most 300 K": the limits of a field in words. A maximum that is not above the
 * minimum is none. */
static const char *limits_text(const target *t)
{
    const cd_field *f = t->field;
    const char *unit = f->type == CD_FIELD_INTEGER ? "" : cd_quantities[f->quantity].si_unit;
    const char *blank = unit[0] ? " " : "", *low = f->above_min ? "above" : "at least";
    bool has_low = f->min > -HUGE_VAL, has_high = f->max > f->min && f->max < HUGE_VAL;
    if (has_low && has_high)
        return cd_arena_printf(arena_of(t), "%s %.9g%s%s and at most %.9g%s%s", low, f->min, blank, unit, f->max, blank,
                               unit);
    if (has_high)
        return cd_arena_printf(arena_of(t), "at most %.9g%s%s", f->max, blank, unit);
    return cd_arena_printf(arena_of(t), "%s %.9g%s%s", low, f->min, blank, unit);
}

static bool check_limits(const target *t, const cd_value *value, double x)
{
    const cd_field *f = t->field;
    if (f->min == 0 && f->max == 0 && !f->above_min)
        return true;
    bool low = f->above_min ? x > f->min : x >= f->min;
    if (low && (x <= f->max || f->max <= f->min))
        return true;
    const char *unit = f->type == CD_FIELD_INTEGER ? "" : cd_quantities[f->quantity].si_unit;
    return refuse(t, value, NULL,
                  cd_arena_printf(arena_of(t), "%s of %s must be %s; this is %.9g%s%s", f->key, t->what, limits_text(t),
                                  x, unit[0] ? " " : "", unit));
}

/* As cd_read_quantity, but a default is read once: it is the same text in every section of the kind. */
static bool read_number(const target *t, const cd_value *value, cd_quantity quantity, double *x)
{
    const cd_reading *rd = t->reader->rd;
    bool is_default = value->text == t->field->default_text;
    if (is_default && cd_units_recall(rd->units, value->text, quantity, x))
        return true;
    if (!cd_read_quantity(rd, value, quantity, x))
        return false;
    if (is_default)
        cd_units_keep(rd->units, value->text, quantity, *x);
    return true;
}

static bool read_quantity(const target *t, const cd_value *value)
{
    double x;
    if (!read_number(t, value, t->field->quantity, &x) || !check_limits(t, value, x))
        return false;
    *(double *)t->place = x;
    return true;
}

/* Checks how many values there are against n_min and n_max (0: no limit). */
static bool check_count(const target *t, const cd_value *value, size_t n)
{
    const cd_field *f = t->field;
    if (n >= f->n_min && (f->n_max == 0 || n <= f->n_max))
        return true;
    const char *bound = f->n_min == f->n_max ? "" : n < f->n_min ? "at least " : "at most ";
    size_t wanted = n < f->n_min ? f->n_min : f->n_max;
    return refuse(t, value, "separate them by commas",
                  cd_arena_printf(arena_of(t), "%s of %s takes %s%zu value%s, not %zu", f->key, t->what, bound, wanted,
                                  wanted == 1 ? "" : "s", n));
}

static bool read_quantities(const target *t, const cd_value *value)
{
    cd_value *parts;
    size_t n = cd_value_split(arena_of(t), value, ',', &parts);
    bool good = true, gaps = false;
    cd_numbers numbers = {cd_arena_alloc(arena_of(t), n, sizeof(double)), n};
    for (size_t i = 0; i < n; i++) {
        if (parts[i].length == 0)
            gaps = !refuse(t, &parts[i], "write a value between two commas, and no comma after the last value",
                           "nothing beside a comma");
        else if (!cd_read_quantity(t->reader->rd, &parts[i], t->field->quantity, &numbers.x[i]) ||
                 !check_limits(t, &parts[i], numbers.x[i]))
            good = false;
    }
    if (gaps || !check_count(t, value, n) || !good)
        return false;
    *(cd_numbers *)t->place = numbers;
    return true;
}

static bool read_integer(const target *t, const cd_value *value)
{
    double x;
    if (!read_number(t, value, CD_NUMBER, &x))
        return false;
    if (x != floor(x) || fabs(x) > INT_MAX)
        return refuse(t, value, NULL,
                      cd_arena_printf(arena_of(t), "%s of %s must be a whole number up to %d; this is %.9g",
                                      t->field->key, t->what, INT_MAX, x));
    if (!check_limits(t, value, x))
        return false;
    *(int *)t->place = (int)x;
    return true;
}

static bool read_choice(const target *t, const cd_value *value)
{
    const char *const *choices = t->field->choices;
    size_t n = 0;
    for (; choices[n]; n++) {
        if (cd_value_is(value, choices[n])) {
            *(int *)t->place = (int)n;
            return true;
        }
    }
    const char *word = cd_value_string(arena_of(t), value), *near = cd_nearest(word, choices, n);
    const char *meant = near ? cd_arena_printf(arena_of(t), "did you mean \"%s\"? ", near) : "";
    const char *hint =
        cd_arena_printf(arena_of(t), "%s%s is one of: %s", meant, t->field->key, cd_join(arena_of(t), choices, n));
    return refuse(t, value, hint,
                  cd_arena_printf(arena_of(t), "unrecognized word \"%s\" for %s of %s", word, t->field->key, t->what));
}

static bool read_yes_no(const target *t, const cd_value *value)
{
    static const char *const words[] = {"no", "yes", "false", "true", "off", "on"};
    for (int i = 0; i < 6; i++) {
        if (cd_value_is(value, words[i])) {
            *(int *)t->place = i % 2;
            return true;
        }
    }
    return refuse(t, value, "write yes or no",
                  cd_arena_printf(arena_of(t), "%s of %s must be yes or no", t->field->key, t->what));
}

static bool read_text(const target *t, const cd_value *value)
{
    *(const char **)t->place = cd_value_string(arena_of(t), value);
    return true;
}

static bool read_value(const target *t, const cd_value *value)
{
    *(cd_value *)t->place = *value;
    return true;
}

/* Adds the text to those that the key gave before. */
static bool read_values(const target *t, const cd_value *value)
{
    cd_values *all = t->place;
    if ((all->n & (all->n - 1)) == 0) /* full: there is room for the next power of two, and a schedule may be long */
        all->v = cd_arena_grow(arena_of(t), all->v, all->n, all->n ? 2 * all->n : 1, sizeof *all->v);
    all->v[all->n++] = *value;
    return true;
}

static bool read_resolved(const target *t, const cd_value *value)
{
    assert(t->reader->resolve);
    return t->reader->resolve(t->reader->ctx, t->field, value, t->place);
}

static bool read_one(const target *t, const cd_value *value)
{
    static bool (*const readers[])(const target *, const cd_value *) = {
        [CD_FIELD_QUANTITY] = read_quantity, [CD_FIELD_QUANTITIES] = read_quantities,
        [CD_FIELD_INTEGER] = read_integer,   [CD_FIELD_TEXT] = read_text,
        [CD_FIELD_CHOICE] = read_choice,     [CD_FIELD_YES_NO] = read_yes_no,
        [CD_FIELD_VALUE] = read_value,       [CD_FIELD_VALUES] = read_values,
        [CD_FIELD_RESOLVED] = read_resolved,
    };
    if (value->length == 0)
        return refuse(t, value, t->field->help,
                      cd_arena_printf(arena_of(t), "%s of %s has no value", t->field->key, t->what));
    return readers[t->field->type](t, value);
}

/* What a place holds when its key is not given and has no default. */
static void put_absent(const target *t)
{
    switch (t->field->type) {
    case CD_FIELD_QUANTITY:
        *(double *)t->place = NAN;
        break;
    case CD_FIELD_INTEGER:
        *(int *)t->place = INT_MIN;
        break;
    case CD_FIELD_CHOICE:
    case CD_FIELD_YES_NO:
        *(int *)t->place = -1;
        break;
    default: /* the zeros of the caller */
        break;
    }
}

/* Whether a field's text, and so its place, may be wanted when it has been read. */
static bool keeps_text(cd_field_type type)
{
    return type == CD_FIELD_VALUE || type == CD_FIELD_VALUES || type == CD_FIELD_RESOLVED;
}

/* Reads the default like a value of a case. A table whose own default does not fit is a programmer's error; only what
 * is resolved can fail for a reason of the case. */
static bool put_default(const target *t)
{
    const char *text = t->field->default_text;
    cd_value value = {.text = text, .length = strlen(text)};
    if (keeps_text(t->field->type))
        value = cd_value_of_source(cd_source_from_text(arena_of(t), "default", text, strlen(text)));
    bool good = read_one(t, &value);
    assert(good || t->field->type == CD_FIELD_RESOLVED);
    return good;
}

/* Adds the error that a key is given twice, at the second. Returns false. */
static bool refuse_repeated(const target *t, const cd_ini_key *first, const cd_ini_key *second)
{
    size_t line, column;
    cd_source_place(first->key_span.source, first->key_span.begin, &line, &column);
    const char *hint = cd_arena_printf(arena_of(t), "it is first given at %s:%zu; remove one of them",
                                       first->key_span.source->path, line);
    cd_diag_add(t->reader->rd->diags, CD_ERROR, second->key_span, hint, "repeated key \"%s\" in %s", t->field->key,
                t->what);
    return false;
}

/* Adds the error that a required key is missing, at the header; not when a line of the section could not be read,
 * because that may be the key. Returns false. */
static bool refuse_missing(const target *t, const cd_ini_section *section)
{
    const cd_field *f = t->field;
    bool number = f->type == CD_FIELD_QUANTITY || f->type == CD_FIELD_QUANTITIES;
    const char *help = f->help ? f->help : "";
    const char *hint =
        number ? cd_arena_printf(arena_of(t), "write %s = %s: %s", f->key, cd_quantities[f->quantity].example, help)
               : cd_arena_printf(arena_of(t), "write %s = ...: %s", f->key, help);
    if (!section->damaged)
        cd_diag_add(t->reader->rd->diags, CD_ERROR, section->header, hint, "missing key \"%s\" in %s", f->key, t->what);
    return false;
}

/* Reads what a section gives for one field. Returns whether all went well; a key in error leaves the default, except
 * that nothing is resolved twice (that could warn of a material which nobody asked for). */
static bool read_field(const target *t, cd_ini_section *section)
{
    const cd_field *f = t->field;
    const cd_ini_key *first = cd_ini_find(section, f->key);
    bool adds_up = f->type == CD_FIELD_VALUES, good = true;
    put_absent(t);
    if (f->default_text && (!first || !(adds_up || f->type == CD_FIELD_RESOLVED)))
        good = put_default(t);
    if (!first && f->required)
        good = refuse_missing(t, section);
    for (size_t i = first ? (size_t)(first - section->keys) : section->n_keys; i < section->n_keys; i++) {
        cd_ini_key *key = &section->keys[i];
        if (key != first && strcmp(key->key, f->key) != 0)
            continue;
        key->used = true;
        if (key != first && !adds_up)
            good = refuse_repeated(t, first, key);
        else if (!read_one(t, &key->value))
            good = false;
    }
    return good;
}

bool cd_field_read_one(const cd_field_reader *reader, const cd_field *field, const char *what, const cd_value *value,
                       void *place)
{
    target t = {reader, field, what, place};
    return read_one(&t, value);
}

size_t cd_field_size(const cd_field *field)
{
    switch (field->type) {
    case CD_FIELD_QUANTITY:
        return sizeof(double);
    case CD_FIELD_INTEGER:
    case CD_FIELD_CHOICE:
    case CD_FIELD_YES_NO:
        return sizeof(int);
    default: /* what a resolver makes is a pointer */
        assert(field->type == CD_FIELD_RESOLVED);
        return sizeof(void *);
    }
}

/* Adds the error that a key is none of the table's. Returns false. */
static bool refuse_unknown(const cd_field_reader *reader, const cd_field *fields, size_t n_fields, const char *what,
                           const cd_ini_section *section, const cd_ini_key *key)
{
    cd_arena *arena = reader->rd->arena;
    const char **names = cd_arena_alloc(arena, n_fields, sizeof *names);
    for (size_t i = 0; i < n_fields; i++)
        names[i] = fields[i].key;
    const char *near = cd_nearest(key->key, names, n_fields);
    const char *meant = near ? cd_arena_printf(arena, "did you mean \"%s\"? ", near) : "";
    const char *hint = cd_arena_printf(arena, "%s%s takes: %s", meant, section->type, cd_join(arena, names, n_fields));
    cd_diag_add(reader->rd->diags, CD_ERROR, key->key_span, hint, "unrecognized key \"%s\" in %s", key->key, what);
    return false;
}

/* Reports the keys of the section that the table does not have. Returns whether there is none. */
static bool check_unknown(const cd_field_reader *reader, const cd_field *fields, size_t n_fields, const char *what,
                          const cd_ini_section *section)
{
    bool good = true;
    for (size_t k = 0; k < section->n_keys; k++) {
        const char *key = section->keys[k].key;
        size_t i = 0;
        while (i < n_fields && (fields[i].key[0] != key[0] || strcmp(fields[i].key, key) != 0))
            i++;
        if (i == n_fields)
            good = refuse_unknown(reader, fields, n_fields, what, section, &section->keys[k]);
    }
    return good;
}

bool cd_fields_read(const cd_field_reader *reader, const cd_field *fields, size_t n_fields, const char *what,
                    cd_ini_section *section, void *into)
{
    bool good = check_unknown(reader, fields, n_fields, what, section);
    for (size_t i = 0; i < n_fields; i++) {
        target t = {reader, &fields[i], what, (char *)into + fields[i].offset};
        if (!read_field(&t, section))
            good = false;
    }
    return good;
}
