/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan - the points of a study, numbered from 0: what each varies, and to what.
 */
#ifndef CD_STUDY_PLAN_H
#define CD_STUDY_PLAN_H

#include "axis.h"
#include "sample.h"

typedef struct {
    cd_axes axes;
    cd_sweep_method method;
    size_t n_points;
    long seed;
    double *u;             /* of lhs: n_points x axes.n, each in [0, 1) */
    cd_sobol *sobol;       /* of sobol */
    const char **measures; /* names of the case's measures that are kept */
    size_t n_measures;
    const char *definition; /* all that decides the results, as lines of text (definition.c) */
} cd_plan;

#define CD_MOST_POINTS 10000000

/* Whether the points are samples, which a seed decides. */
bool cd_plan_is_sampled(const cd_plan *plan);

/* Counts the points of the axes, with `samples` of them for lhs and sobol (0: not given); false after diagnostics that
 * point at `place`. */
bool cd_plan_count(const cd_reading *rd, cd_plan *plan, long samples, cd_span place);

/* The value of an axis at a point: its SI number (NAN for words) and the text that an override takes, which is in
 * `room` or lives as long as the plan. */
enum { CD_ROOM = 96 };
const char *cd_plan_value(const cd_plan *plan, size_t point, size_t axis, double *number, char room[CD_ROOM]);

/* The definition of a study, for the store and for --resume: the resolved case without comments, figures and sweeps,
 * then the axes, samples, measures and settings. Two studies with the same definition give the same table. */
const char *cd_plan_define(cd_arena *arena, const cd_case *cs, const cd_plan *plan, const char *file_sha256,
                           const char *settings);

/* What differs between two definitions: lines of the first after "- ", of the second after "+ ", at most `most`. */
const char *cd_definition_difference(cd_arena *arena, const char *before, const char *now, int most);

#endif
