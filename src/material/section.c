/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * section - see section.h.
 */
#include "section.h"

#include <string.h>

cd_section cd_section_of(const cd_reading *rd, cd_ini_section *section)
{
    const char *what = section->name ? cd_arena_printf(rd->arena, "%s \"%s\"", section->type, section->name)
                                     : cd_arena_printf(rd->arena, "section [%s]", section->type);
    return (cd_section){rd, section, what, true};
}

void cd_section_error(cd_section *s, cd_span span, const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = cd_arena_vprintf(s->rd->arena, format, args);
    va_end(args);
    cd_diag_add(s->rd->diags, CD_ERROR, span, hint, "%s in %s", message, s->what);
    s->good = false;
}

const cd_value *cd_section_take(cd_section *s, const char *key)
{
    cd_ini_key *found = cd_ini_find(s->section, key);
    if (!found)
        return NULL;
    found->used = true;
    return &found->value;
}

const cd_value *cd_section_need(cd_section *s, const char *key)
{
    const cd_value *value = cd_section_take(s, key);
    if (!value)
        cd_section_error(s, s->section->header, NULL, "missing key \"%s\"", key);
    return value;
}

const char *cd_section_text(cd_section *s, const char *key)
{
    const cd_value *value = cd_section_take(s, key);
    return value ? cd_value_string(s->rd->arena, value) : NULL;
}

double cd_section_number(cd_section *s, const char *key, cd_quantity quantity, double absent)
{
    const cd_value *value = cd_section_take(s, key);
    double x = absent;
    if (value && !cd_read_quantity(s->rd, value, quantity, &x))
        s->good = false;
    return x;
}

bool cd_section_range(cd_section *s, const cd_value *value, cd_quantity quantity, bool from_zero, double *from,
                      double *to)
{
    cd_range r = {0};
    cd_type type = {.dim = cd_quantities[quantity].dim};
    if (!cd_read_range(s->rd, value, type, &r)) {
        s->good = false;
        return false;
    }
    if (!((from_zero ? r.from >= 0 : r.from > 0) && r.to > r.from) || r.step != 0 || r.count != 0) {
        const char *unit = cd_quantities[quantity].si_unit;
        cd_section_error(s, cd_value_whole(value),
                         cd_arena_printf(s->rd->arena, "write \"4 %s .. 300 %s\"", unit, unit),
                         "range not rising from %s 0", from_zero ? "at least" : "above");
        return false;
    }
    *from = r.from;
    *to = r.to;
    return true;
}

const char *const *cd_section_words(cd_section *s, const cd_value *value, size_t *n)
{
    cd_value *parts;
    *n = cd_value_split(s->rd->arena, value, ',', &parts);
    const char **words = cd_arena_alloc(s->rd->arena, *n, sizeof *words);
    for (size_t i = 0; i < *n; i++)
        words[i] = cd_value_string(s->rd->arena, &parts[i]);
    return words;
}

static size_t count_words(const char *const *words)
{
    size_t n = 0;
    while (words[n])
        n++;
    return n;
}

/* "did you mean "x"?", or the choices when none is near. */
static const char *suggestion(cd_arena *arena, const char *word, const char *const *known, size_t n)
{
    const char *near = cd_nearest(word, known, n);
    return near ? cd_arena_printf(arena, "did you mean \"%s\"?", near)
                : cd_arena_printf(arena, "choose from: %s", cd_join(arena, known, n));
}

int cd_section_choice(cd_section *s, const char *key, const cd_value *value, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (cd_value_is(value, words[i]))
            return i;
    const char *word = cd_value_string(s->rd->arena, value);
    cd_section_error(s, cd_value_whole(value), suggestion(s->rd->arena, word, words, count_words(words)),
                     "unrecognized %s \"%s\"", key, word);
    return -1;
}

int cd_section_word(cd_section *s, const char *key, bool required, const char *const *words)
{
    const cd_value *value = required ? cd_section_need(s, key) : cd_section_take(s, key);
    int i = value ? cd_section_choice(s, key, value, words) : 0;
    return i < 0 ? 0 : i;
}

void cd_section_finish(cd_section *s, const char *const *known, size_t n_known)
{
    for (size_t i = 0; i < s->section->n_keys; i++) {
        const cd_ini_key *key = &s->section->keys[i];
        if (key->used)
            continue;
        if (cd_ini_find(s->section, key->key) != key)
            cd_section_error(s, key->key_span, "keep one of the two", "key \"%s\" given twice", key->key);
        else
            cd_section_error(s, key->key_span, suggestion(s->rd->arena, key->key, known, n_known),
                             "unrecognized key \"%s\"", key->key);
    }
}
