/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_csv - see log_csv.h.
 */
#include "log_csv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t cd_log_cut(char *line, char separator, char **cell)
{
    size_t n = 0;
    for (char *next = line; next && n < CD_LOG_MOST_COLUMNS;) {
        char *begin = next, *end = strchr(begin, separator);
        next = end ? end + 1 : NULL;
        if (!end)
            end = begin + strlen(begin);
        while (begin < end && strchr(" \t\r\n\"", *begin))
            begin++;
        while (end > begin && strchr(" \t\r\n\"", end[-1]))
            end--;
        *end = '\0';
        cell[n++] = begin;
    }
    return n;
}

char cd_log_separator(const char *line)
{
    return strchr(line, ',') ? ',' : strchr(line, ';') ? ';' : '\t';
}

double cd_log_time_scale(const char *heading)
{
    static const struct {
        const char *ending;
        double s;
    } unit[] = {{"_h", 3600}, {"(h)", 3600}, {"_min", 60}, {"(min)", 60}, {"_d", 86400}, {"(d)", 86400}};
    size_t n = strlen(heading);
    for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
        size_t m = strlen(unit[i].ending);
        if (n >= m && strcmp(heading + n - m, unit[i].ending) == 0)
            return unit[i].s;
    }
    return 1;
}

double cd_log_number(const char *cell)
{
    char *end;
    double value = strtod(cell, &end);
    return end != cell && *end == '\0' && isfinite(value) ? value : NAN;
}
