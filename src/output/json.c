/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * json - see json.h.
 */
#include "json.h"
#include "format.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

json_t *cd_json_text(const char *s)
{
    if (!s)
        return json_null();
    json_t *json = json_string(s);
    if (json)
        return json;
    size_t n = strlen(s);
    char *copy = malloc(n + 1);
    if (!copy)
        return NULL;
    for (size_t i = 0; i <= n; i++)
        copy[i] = (unsigned char)s[i] < 0x80 ? s[i] : '?';
    json = json_string(copy);
    free(copy);
    return json;
}

json_t *cd_json_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

typedef struct {
    cd_json_maker *make;
    const void *of;
    bool *failed;
} job;

static void dump(FILE *out, cd_arena *arena, const void *of)
{
    const job *j = of;
    json_t *json = j->make(arena, j->of);
    *j->failed = json_dumpf(json, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) != 0;
    json_decref(json);
}

char *cd_json_make(cd_json_maker *make, const void *of)
{
    bool failed = false;
    const job j = {make, of, &failed};
    char *text = cd_text_make(dump, &j);
    if (!failed)
        return text;
    cd_text_free(text);
    return NULL;
}

double cd_json_get_number(const json_t *object, const char *key)
{
    const json_t *member = json_object_get(object, key);
    return json_is_number(member) ? json_number_value(member) : NAN;
}

const char *cd_json_get_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}
