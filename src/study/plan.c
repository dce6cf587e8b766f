/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan - see plan.h. Points of a grid are counted out when they are asked for, the last axis fastest, and so are those
 * of a Sobol sequence; those of a Latin hypercube are kept, since each depends on all.
 */
#include "plan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool fail(const cd_reading *rd, cd_span place, const char *hint, const char *message)
{
    cd_diag_add(rd->diags, CD_ERROR, place, hint, "%s", message);
    return false;
}

/* Grids and pairs need values, not only a range. */
static bool check_listed(const cd_reading *rd, const cd_plan *plan)
{
    for (size_t i = 0; i < plan->axes.n; i++)
        if (plan->axes.a[i].n == 0) {
            cd_diag_add(
                rd->diags, CD_ERROR, plan->axes.a[i].place,
                "write A .. B in 10, A .. B in 10 log, or A .. B step C; or take samples by method sobol or lhs",
                "the range of \"%s\" does not say how many values", plan->axes.a[i].name);
            return false;
        }
    return true;
}

static bool count_grid(const cd_reading *rd, cd_plan *plan, cd_span place)
{
    double all = 1;
    for (size_t i = 0; i < plan->axes.n; i++)
        all *= (double)plan->axes.a[i].n;
    if (all > CD_MOST_POINTS)
        return fail(rd, place, "take fewer values, or samples by method sobol with some points",
                    cd_arena_printf(rd->arena, "the grid has %.3g points, more than ten million", all));
    plan->n_points = (size_t)all;
    return true;
}

/* All axes have as many values as the longest, or one. */
static bool count_pairs(const cd_reading *rd, cd_plan *plan)
{
    plan->n_points = 1;
    for (size_t i = 0; i < plan->axes.n; i++)
        plan->n_points = plan->axes.a[i].n > plan->n_points ? plan->axes.a[i].n : plan->n_points;
    for (size_t i = 0; i < plan->axes.n; i++) {
        const cd_axis *axis = &plan->axes.a[i];
        if (axis->n == plan->n_points || axis->n == 1)
            continue;
        cd_diag_add(rd->diags, CD_ERROR, axis->place, "give all the same number of values, or one; or take method grid",
                    "\"%s\" has %zu values where another has %zu: they cannot be paired", axis->name, axis->n,
                    plan->n_points);
        return false;
    }
    return true;
}

static bool take_samples(const cd_reading *rd, cd_plan *plan, long samples, cd_span place)
{
    size_t d = plan->axes.n, n = (size_t)samples;
    if (samples < 1)
        return fail(rd, place, "write points = 1000, or --points 1000", "samples need a number of points");
    if (samples > CD_MOST_POINTS)
        return fail(rd, place, "take fewer", "more than ten million points");
    if (plan->method == CD_SWEEP_SOBOL && d > CD_MOST_SOBOL)
        return fail(rd, place, "vary fewer, or take method lhs",
                    cd_arena_printf(rd->arena, "a Sobol sequence has at most %d axes; here are %zu", CD_MOST_SOBOL, d));
    plan->n_points = n;
    bool good;
    if (plan->method == CD_SWEEP_SOBOL) {
        plan->sobol = cd_arena_alloc(rd->arena, 1, sizeof *plan->sobol);
        good = cd_sobol_begin(plan->sobol, n, d, (unsigned long)plan->seed);
    } else {
        plan->u = cd_arena_alloc(rd->arena, n * d, sizeof *plan->u);
        good = cd_sample_lhs(plan->u, n, d, (unsigned long)plan->seed);
    }
    return good || fail(rd, place, "take fewer", "no memory for the samples");
}

bool cd_plan_is_sampled(const cd_plan *plan)
{
    return plan->method == CD_SWEEP_LHS || plan->method == CD_SWEEP_SOBOL;
}

bool cd_plan_count(const cd_reading *rd, cd_plan *plan, long samples, cd_span place)
{
    if (plan->axes.n == 0)
        return fail(rd, place, "write --vary bus.area=\"1 cm^2 .. 10 cm^2 in 10\"", "the sweep varies nothing");
    if (cd_plan_is_sampled(plan))
        return take_samples(rd, plan, samples, place);
    if (samples > 0)
        return fail(rd, place, "take method sobol or lhs, or leave the number of points out",
                    "a number of points is for samples; a grid has as many as its values make");
    if (!check_listed(rd, plan))
        return false;
    return plan->method == CD_SWEEP_GRID ? count_grid(rd, plan, place) : count_pairs(rd, plan);
}

/* The number of an axis's value at a point of a grid. */
static size_t place_in_grid(const cd_plan *plan, size_t point, size_t axis)
{
    for (size_t i = plan->axes.n; --i > axis;)
        point /= plan->axes.a[i].n;
    return point % plan->axes.a[axis].n;
}

/* A number below 1 may round up to the end of the list. */
static size_t place_in_list(double u, size_t n)
{
    size_t i = (size_t)(u * (double)n);
    return i < n ? i : n - 1;
}

static const char *write_quantity(const cd_axis *axis, double x, char room[CD_ROOM])
{
    char digits[CD_NUMBER_SIZE];
    cd_number_write(digits, x);
    snprintf(room, CD_ROOM, "%s%s%s", digits, *axis->si_unit ? " " : "", axis->si_unit);
    return room;
}

const char *cd_plan_value(const cd_plan *plan, size_t point, size_t axis, double *number, char room[CD_ROOM])
{
    const cd_axis *a = &plan->axes.a[axis];
    double u = plan->sobol ? cd_sobol_at(plan->sobol, point, axis) : plan->u ? plan->u[point * plan->axes.n + axis] : 0;
    if (a->n == 0) {
        const cd_range *r = &a->range;
        *number = r->log ? r->from * pow(r->to / r->from, u) : r->from + u * (r->to - r->from);
        return write_quantity(a, *number, room);
    }
    size_t i = cd_plan_is_sampled(plan)        ? place_in_list(u, a->n)
               : plan->method == CD_SWEEP_GRID ? place_in_grid(plan, point, axis)
               : a->n == 1                     ? 0
                                               : point;
    *number = a->words ? NAN : a->number[i];
    return a->value ? a->value[i] : write_quantity(a, *number, room);
}
