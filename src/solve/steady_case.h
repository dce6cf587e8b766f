/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * steady_case - the steady states of a case as the output floor reads them.
 */
#ifndef CD_SOLVE_STEADY_CASE_H
#define CD_SOLVE_STEADY_CASE_H

#include "run.h"
#include "steady.h"

/* How much more a cooler's stage would lift at a limit, the other stage where it stands. */
typedef struct {
    int channel;     /* the stage's heat */
    double limit_K;  /* stated, or where the map's data end; NAN: there is no end */
    bool stated;     /* the limit is the user's */
    double lift_W;   /* there */
    double margin_W; /* lift_W - what it lifts now */
} cd_stage_margin;

struct cd_steady {
    const cd_case *cs;
    cd_arena *arena;
    jmp_buf landing;
    cd_status status;
    const char *error;      /* why there is none, or what is wrong with the question */
    cd_steady_search found; /* empty for a network without heat capacity, which has one state */
    cd_when when;
    /* The state of the case's own start as the end of a run: temperatures and heats, no ledger; for budget.h. */
    cd_run end;
    double lifted_W;            /* by all coolers */
    double residual_W, closure; /* sum of |heat into a node that should vanish|; over lifted_W, or over all heats */
    cd_stage_margin *margin;
    size_t n_margins;
};

#endif
