/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form_table - a property given by points: a monotone cubic (pchip.h) in ln T and ln y, or straight lines between the
 * points in ln T and ln y, or in T and y. Beyond its ends a table goes on with the slope it has there.
 */
#include "form.h"
#include "pchip.h"

#include <math.h>

enum { LOGLOG_PCHIP, LOGLOG, LINLIN };
const char *const cd_form_table_choices[] = {"loglog_pchip", "loglog", "linlin", NULL};

/* The points in the coordinates of the interpolation, and the slopes of the cubic there. */
typedef struct {
    size_t n;
    const double *x, *y, *slope;
} table;

static const char *what_is_wrong(const cd_form_params *p)
{
    const cd_form_numbers *T = &p->of[0], *y = &p->of[1];
    if (T->n != y->n)
        return "\"y\" needs one number for each number of \"T\"";
    for (size_t i = 0; i < T->n; i++) {
        if (!(T->x[i] > (i > 0 ? T->x[i - 1] : 0)))
            return "the temperatures \"T\" of a table must be above 0 and increase";
        if (!(y->x[i] > 0) && p->of[2].x[0] != LINLIN)
            return "the values \"y\" of a table must be positive";
    }
    return NULL;
}

const char *cd_form_table_prepare(cd_arena *arena, cd_form_params *p)
{
    const char *wrong = what_is_wrong(p);
    if (wrong)
        return wrong;
    size_t n = p->of[0].n;
    bool in_logs = p->of[2].x[0] != LINLIN;
    double *x = cd_arena_alloc(arena, n, sizeof *x), *y = cd_arena_alloc(arena, n, sizeof *y);
    double *slope = cd_arena_alloc(arena, n, sizeof *slope);
    for (size_t i = 0; i < n; i++) {
        x[i] = in_logs ? log(p->of[0].x[i]) : p->of[0].x[i];
        y[i] = in_logs ? log(p->of[1].x[i]) : p->of[1].x[i];
    }
    cd_pchip_slopes(x, y, n, slope);
    table *t = cd_arena_alloc(arena, 1, sizeof *t);
    *t = (table){n, x, y, slope};
    p->prepared = t;
    return NULL;
}

/* Straight lines; the first and last go on outside. */
static double lines(const table *t, double x)
{
    size_t i = 0;
    if (t->n == 1)
        return t->y[0];
    while (i + 2 < t->n && x > t->x[i + 1])
        i++;
    return t->y[i] + (x - t->x[i]) * ((t->y[i + 1] - t->y[i]) / (t->x[i + 1] - t->x[i]));
}

double cd_form_table(const cd_form_params *p, double T_K)
{
    const table *t = p->prepared;
    int interpolation = (int)p->of[2].x[0];
    if (interpolation == LINLIN)
        return lines(t, T_K);
    double x = log(T_K);
    return exp(interpolation == LOGLOG ? lines(t, x) : cd_pchip_value(t->x, t->y, t->slope, t->n, x, NULL));
}
