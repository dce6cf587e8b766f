/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * limit_sense - whether what a thermostat regulates leads away from its limit or over it: by the sign of its heat and
 * that of the limit's slope by the temperatures.
 */
#include "../link/profile.h"
#include "case_impl.h"

#include <string.h>

enum { FALLS = 1, RISES = 2 };

/* What the margin of a limit does as a node warms: FALLS or RISES, or both, as a max() takes another side on each of a
 * few trials. */
static unsigned margin_signs(const cd_regulator *of, int node)
{
    unsigned signs = 0;
    for (int warm = -1; warm < of->n_sensors; warm++) {
        double T_K[CD_REGULATOR_MOST_SENSORS];
        for (int i = 0; i < of->n_sensors; i++)
            T_K[i] = i == warm ? 200 : 100 + i;
        double slope = cd_regulator_slope(of, T_K, 0, node);
        signs |= slope < 0 ? FALLS : slope > 0 ? RISES : 0;
    }
    return signs;
}

/* +1 for what only heats its nodes, -1 for what only cools them, 0 for what may do either. */
static int heating_sign(const cd_link_reading *link)
{
    double least, most;
    if (link->kind->is_cooler)
        return -1;
    if (link->kind->channels[0].sign < 0)
        return 0;
    for (size_t i = 0; i < link->kind->n_fields; i++) {
        const cd_field *field = &link->kind->fields[i];
        if (field->type != CD_FIELD_RESOLVED || strcmp(field->resolver, "profile") != 0)
            continue;
        cd_profile_limits(*(const cd_profile *const *)((const char *)link->params + field->offset), &least, &most);
        if (least < 0)
            return 0;
    }
    return 1;
}

/* The nodes that it acts on decide; where the limit does not name them, what all nodes of the limit have in common. */
int cd_case_helps_limit(const cd_link_reading *link)
{
    const cd_regulator *of = link->regulator;
    unsigned own = 0, all = 0;
    for (int i = 0; i < of->n_sensors; i++)
        all |= margin_signs(of, of->sensor[i]);
    for (int i = 0; i < link->n_heated; i++)
        own |= margin_signs(of, link->nodes[i]);
    unsigned signs = own ? own : all;
    return heating_sign(link) * (signs == FALLS ? -1 : signs == RISES ? 1 : 0);
}
