/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * in_time - see in_time.h.
 */
#include "in_time.h"
#include "../material/curve_text.h"
#include "kind.h"

#include <math.h>

/* The network takes this many instants of one link. */
static bool is_short(const cd_reading *rd, const cd_value *value, const cd_in_time *table)
{
    enum { MOST = 4000 };
    if (table->n <= MOST)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), "leave out points that lie on a line",
                "a table in time of %zu points; %d are the most", table->n, MOST);
    return false;
}

bool cd_in_time_read(const cd_reading *rd, const cd_value *value, cd_quantity quantity, cd_in_time *out)
{
    cd_value *parts;
    if (cd_value_split(rd->arena, value, ':', &parts) > 1)
        return cd_table_read(rd, value, CD_TIME, quantity, &out->t_s, &out->y, &out->n) && is_short(rd, value, out);
    out->t_s = cd_arena_alloc(rd->arena, 1, sizeof *out->t_s);
    out->y = cd_arena_alloc(rd->arena, 1, sizeof *out->y);
    out->n = 1;
    return cd_read_quantity(rd, value, quantity, out->y);
}

/* phase_s lies inside the segment between two points, so it, not t_s, says which segment: at a point both sides agree.
 */
double cd_in_time_at(const cd_in_time *table, cd_when when)
{
    size_t n = table->n;
    if (n == 1 || when.phase_s < table->t_s[0])
        return table->y[0];
    if (when.phase_s >= table->t_s[n - 1])
        return table->y[n - 1];
    size_t low = 0, high = n - 1;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(table->t_s[middle] <= when.phase_s ? &low : &high) = middle;
    }
    double share = (when.t_s - table->t_s[low]) / (table->t_s[high] - table->t_s[low]);
    return table->y[low] + share * (table->y[high] - table->y[low]);
}

double cd_in_time_most(const cd_in_time *table)
{
    double most = 0;
    for (size_t i = 0; i < table->n; i++)
        most = fmax(most, fabs(table->y[i]));
    return most;
}

size_t cd_in_time_instants(const cd_in_time *table, double *t_s, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; table->n > 1 && i < table->n && n < max; i++)
        t_s[n++] = table->t_s[i];
    return n;
}

double cd_onset(double x, double *slope)
{
    double in = fmin(fmax(x, 0), 1);
    *slope = 30 * in * in * (1 - in) * (1 - in);
    return in * in * in * (10 - in * (15 - 6 * in));
}
