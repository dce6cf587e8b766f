/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * field_text - the value of a field as it would be written in a case (cd_field_text of field.h).
 */
#include "field.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The shortest of 15, 16 or 17 digits that reads back as the same number, with its unit. */
static char *quantity_text(cd_arena *arena, cd_quantity quantity, double x)
{
    const char *unit = cd_quantities[quantity].si_unit;
    char digits[40];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, x);
        if (strtod(digits, NULL) == x)
            break;
    }
    return cd_arena_printf(arena, "%s%s%s", digits, unit[0] ? " " : "", unit);
}

static char *quantities_text(cd_arena *arena, cd_quantity quantity, const cd_numbers *numbers)
{
    const char **words = cd_arena_alloc(arena, numbers->n, sizeof *words);
    for (size_t i = 0; i < numbers->n; i++)
        words[i] = quantity_text(arena, quantity, numbers->x[i]);
    return numbers->n ? cd_join(arena, words, numbers->n) : NULL;
}

static char *value_text(cd_arena *arena, const cd_value *value)
{
    return value->source ? cd_arena_strn(arena, value->text, value->length) : NULL;
}

/* Texts of a key that adds up, as one line. */
static char *values_text(cd_arena *arena, const cd_values *values)
{
    const char **words = cd_arena_alloc(arena, values->n, sizeof *words);
    for (size_t i = 0; i < values->n; i++)
        words[i] = value_text(arena, &values->v[i]);
    return values->n ? cd_join(arena, words, values->n) : NULL;
}

/* Puts double quotes around a text that would not be read back without. One that has a double quote in it was never
 * inside a pair (cd_value_string), so it can be written as it was. */
static char *quoted_text(cd_arena *arena, const char *text)
{
    if (!text)
        return NULL;
    size_t n = strlen(text);
    bool plain = n > 0 && !strpbrk(text, "#;") && !strchr(" \t", text[0]) && !strchr(" \t\\", text[n - 1]);
    return plain || strchr(text, '"') ? cd_arena_strn(arena, text, n) : cd_arena_printf(arena, "\"%s\"", text);
}

/* The text that a field of unknown kind was read from. */
static char *original_text(cd_arena *arena, const cd_field *field, const cd_ini_section *section)
{
    const cd_ini_key *key = section ? cd_ini_find(section, field->key) : NULL;
    if (key)
        return value_text(arena, &key->value);
    return field->default_text ? cd_arena_strn(arena, field->default_text, strlen(field->default_text)) : NULL;
}

char *cd_field_text(cd_arena *arena, const cd_field *field, const cd_ini_section *section, const void *from)
{
    const void *place = (const char *)from + field->offset;
    const double *x = place;
    const int *i = place;
    switch (field->type) {
    case CD_FIELD_QUANTITY:
        return isnan(*x) ? NULL : quantity_text(arena, field->quantity, *x);
    case CD_FIELD_QUANTITIES:
        return quantities_text(arena, field->quantity, place);
    case CD_FIELD_INTEGER:
        return *i == INT_MIN ? NULL : cd_arena_printf(arena, "%d", *i);
    case CD_FIELD_TEXT:
        return quoted_text(arena, *(const char *const *)place);
    case CD_FIELD_CHOICE:
        return *i < 0 ? NULL : cd_arena_printf(arena, "%s", field->choices[*i]);
    case CD_FIELD_YES_NO:
        return *i < 0 ? NULL : cd_arena_printf(arena, "%s", *i ? "yes" : "no");
    case CD_FIELD_VALUE:
        return value_text(arena, place);
    case CD_FIELD_VALUES:
        return values_text(arena, place);
    case CD_FIELD_RESOLVED:
        break;
    }
    return original_text(arena, field, section);
}

cd_span cd_field_span(const cd_ini_section *section, const char *key)
{
    const cd_ini_key *found = cd_ini_find(section, key);
    return found ? cd_value_whole(&found->value) : section->header;
}
