/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pressure - see pressure.h.
 */
#include "pressure.h"
#include "../material/curve_text.h"
#include "../material/pchip.h"

#include <math.h>

enum { MOST_POINTS = 64 }; /* as many instants are asked of a link */

static bool refuse(const cd_reading *rd, const cd_value *value, const char *hint, const char *message)
{
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(value), hint, "%s", message);
    return false;
}

static bool read_constant(const cd_reading *rd, const cd_value *value, cd_pressure *out)
{
    if (!cd_read_quantity(rd, value, CD_PRESSURE, &out->constant_Pa))
        return false;
    return out->constant_Pa >= 0 || refuse(rd, value, "a perfect vacuum is 0 Pa", "a negative pressure");
}

bool cd_pressure_read(const cd_reading *rd, const cd_value *value, cd_pressure *out)
{
    cd_value *sides;
    *out = (cd_pressure){.constant_Pa = NAN};
    if (cd_value_split(rd->arena, value, ':', &sides) < 2)
        return read_constant(rd, value, out);
    if (!cd_table_read(rd, value, CD_TIME, CD_PRESSURE, &out->t_s, &out->ln_P, &out->n))
        return false;
    if (out->n > MOST_POINTS)
        return refuse(rd, value, "give every second point: between them ln P is a smooth curve",
                      cd_arena_printf(rd->arena, "a table of %zu pressures; %d at most", out->n, MOST_POINTS));
    for (size_t i = 0; i < out->n; i++) {
        if (!(out->ln_P[i] > 0))
            return refuse(rd, value, "between the points ln P is interpolated: write a small pressure, as 1e-9 mbar",
                          "a pressure that is not positive in a table");
        out->ln_P[i] = log(out->ln_P[i]);
    }
    out->slope = cd_arena_alloc(rd->arena, out->n, sizeof *out->slope);
    cd_pchip_slopes(out->t_s, out->ln_P, out->n, out->slope);
    return true;
}

double cd_pressure_at(const cd_pressure *pressure, double t_s)
{
    if (!isnan(pressure->constant_Pa))
        return pressure->constant_Pa;
    double within_s = fmin(fmax(t_s, pressure->t_s[0]), pressure->t_s[pressure->n - 1]);
    return exp(cd_pchip_value(pressure->t_s, pressure->ln_P, pressure->slope, pressure->n, within_s, NULL));
}

size_t cd_pressure_instants(const cd_pressure *pressure, double *t_s, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < pressure->n && n < max; i++)
        t_s[n++] = pressure->t_s[i];
    return n;
}
