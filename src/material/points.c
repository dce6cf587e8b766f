/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * points - see points.h.
 */
#include "points.h"
#include "pchip.h"

#include <math.h>

static const double round_ratio = 1.05;

/* The points in the coordinates of the interpolation. */
struct cd_points {
    cd_interpolation interpolation;
    size_t n;
    const double *x, *y;
    const double *slope; /* of the cubic at the points, or of the line that follows each (n - 1) */
    const double *half;  /* half the width of the rounded corner at each point; 0: none */
};

const char *cd_points_wrong(const cd_form_numbers *T_K, const cd_form_numbers *y, cd_interpolation interpolation)
{
    if (T_K->n != y->n)
        return "a table needs one value for each number of \"T\"";
    for (size_t i = 0; i < T_K->n; i++) {
        if (!(T_K->x[i] > (i > 0 ? T_K->x[i - 1] : 0)))
            return "the temperatures \"T\" of a table must be above 0 and increase";
        if (!(y->x[i] > 0) && interpolation != CD_LINLIN)
            return "the values of a table must be positive";
    }
    return NULL;
}

/* Slopes of the lines, and how far each corner is rounded. */
static void prepare_lines(cd_arena *arena, cd_points *points, const double *T_K)
{
    size_t n = points->n;
    const double *x = points->x, *y = points->y;
    double *slope = cd_arena_alloc(arena, n, sizeof *slope), *half = cd_arena_alloc(arena, n, sizeof *half);
    for (size_t i = 0; i + 1 < n; i++)
        slope[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
    for (size_t i = 1; i + 1 < n; i++) {
        double wide = points->interpolation == CD_LOGLOG ? log(round_ratio) : (round_ratio - 1) * T_K[i];
        half[i] = fmin(wide, 0.5 * fmin(x[i] - x[i - 1], x[i + 1] - x[i]));
    }
    points->slope = slope;
    points->half = half;
}

const cd_points *cd_points_new(cd_arena *arena, const cd_form_numbers *T_K, const cd_form_numbers *value,
                               cd_interpolation interpolation)
{
    size_t n = T_K->n;
    bool in_logs = interpolation != CD_LINLIN;
    double *x = cd_arena_alloc(arena, n, sizeof *x), *y = cd_arena_alloc(arena, n, sizeof *y);
    for (size_t i = 0; i < n; i++) {
        x[i] = in_logs ? log(T_K->x[i]) : T_K->x[i];
        y[i] = in_logs ? log(value->x[i]) : value->x[i];
    }
    cd_points *points = cd_arena_alloc(arena, 1, sizeof *points);
    *points = (cd_points){.interpolation = interpolation, .n = n, .x = x, .y = y};
    if (interpolation != CD_LOGLOG_PCHIP) {
        prepare_lines(arena, points, T_K->x);
        return points;
    }
    double *slope = cd_arena_alloc(arena, n, sizeof *slope);
    cd_pchip_slopes(x, y, n, slope);
    points->slope = slope;
    return points;
}

/* Straight lines with rounded corners: about a corner the line on the left plus the parabola
 * (s_right - s_left) (x - x_i + h)^2 / (4 h). */
static double lines(const cd_points *p, double x)
{
    size_t i = 0;
    if (p->n == 1)
        return p->y[0];
    while (i + 2 < p->n && x > p->x[i + 1])
        i++;
    size_t corner = x - p->x[i] < p->x[i + 1] - x ? i : i + 1;
    double h = p->half[corner], d = x - p->x[corner];
    if (!(fabs(d) < h))
        return p->y[i] + (x - p->x[i]) * p->slope[i];
    double left = p->slope[corner - 1], right = p->slope[corner];
    return p->y[corner] + left * d + (right - left) * (d + h) * (d + h) / (4 * h);
}

double cd_points_value(const cd_points *p, double T_K)
{
    if (p->interpolation == CD_LINLIN)
        return lines(p, T_K);
    double x = log(T_K);
    return exp(p->interpolation == CD_LOGLOG ? lines(p, x) : cd_pchip_value(p->x, p->y, p->slope, p->n, x, NULL));
}
