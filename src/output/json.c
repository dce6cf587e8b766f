/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * json - see json.h.
 */
#include "json.h"

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
