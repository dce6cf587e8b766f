/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form_table - a property given by points (points.h).
 */
#include "form.h"
#include "points.h"

#include <math.h>
#include <stdint.h>

enum { T, Y, INTERPOLATION };
static const char *const interpolations[] = {"loglog_pchip", "loglog", "linlin", NULL};

static cd_interpolation interpolation(const cd_form_params *p)
{
    return (cd_interpolation)p->of[INTERPOLATION].x[0];
}

static const char *check(const cd_form_params *p)
{
    return cd_points_wrong(&p->of[T], &p->of[Y], interpolation(p));
}

static void prepare(cd_arena *arena, cd_form_params *p)
{
    p->prepared = cd_points_new(arena, &p->of[T], &p->of[Y], interpolation(p));
}

static double value(const cd_form_params *p, double T_K)
{
    return cd_points_value(p->prepared, T_K);
}

const cd_form cd_form_table = {
    .name = "table",
    .formula = "y interpolated between the points (T[i], y[i])",
    .key = {CD_FORM_SOME("T"),
            CD_FORM_SOME("y"),
            {.key = "interpolation", .n_min = 1, .n_max = 1, .absent = 0, .choices = interpolations}},
    .n_keys = 3,
    .check = check,
    .prepare = prepare,
    .value = value,
};
