/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * point - one point of a study computed by one thread: the case with the point's values, its run, what came out.
 */
#ifndef CD_STUDY_POINT_H
#define CD_STUDY_POINT_H

#include "../case/vary.h"
#include "store.h"

#include <stdatomic.h>

/* What the points of a study have in common; read-only while threads work. */
typedef struct {
    const cd_case *base;
    const cd_plan *plan;
    double rtol;          /* 0: the case's */
    bool ledger;          /* integrate the heats of the links */
    const bool *profiles; /* points whose rows are kept; NULL: none */
    atomic_bool *stop;    /* leave the point unfinished */
} cd_point_task;

/* The case of a point; NULL without memory. Messages are those of the case. */
cd_status cd_point_case(const cd_point_task *task, cd_stock *stock, size_t point, cd_case **out);

/* Whether the point's case can be read: NULL, or a result with status CD_POINT_INVALID and the first error. *memory is
 * cleared when there was none left. */
cd_point_result *cd_point_check(const cd_point_task *task, cd_stock *stock, size_t point, bool *memory);

/* Runs the point. NULL: stopped meanwhile, or no memory (*memory cleared). */
cd_point_result *cd_point_run(const cd_point_task *task, cd_stock *stock, size_t point, bool *memory);

/* "n_strap = 3, bus.area = 2 cm^2": the values of a point, for messages. */
const char *cd_point_text(cd_arena *arena, const cd_plan *plan, size_t point);

#endif
