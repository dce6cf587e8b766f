/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csv_line - see csv_line.h.
 */
#include "csv_line.h"

#include <stdbool.h>
#include <string.h>

size_t cd_csv_cut(char *line, char **cell, size_t most)
{
    size_t n = 0;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *at = line; at && n < most;) {
        bool quoted = *at == '"';
        cell[n++] = at + quoted;
        char *end = quoted ? strchr(at + 1, '"') : strchr(at, ',');
        if (quoted && end)
            *end++ = '\0';
        at = end && *end == ',' ? end + 1 : NULL;
        if (at)
            *end = '\0';
    }
    return n;
}
