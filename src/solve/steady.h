/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * steady - the states in which nothing changes any more, H(T) = 0 on every node with heat capacity.
 *
 * KINSOL's Newton method with line search and the exact Jacobian goes there from a start; where it does not arrive, the
 * integrator follows the network for 30 years. Whatever they say, a state counts only when Newton's step from it is
 * below 1e-10 of the temperatures, every part of the network is held by something, and the network, pushed off by a
 * thousandth, comes back in time: KINSOL reports success on what is not a number, at a guess, and at a second root.
 */
#ifndef CD_SOLVE_STEADY_H
#define CD_SOLVE_STEADY_H

#include "../network/network.h"

/* Everything switched as before t = 0: a cooler with `stop = 0 s` still runs. */
extern const cd_when cd_before_start;

/* Finds the steady state from the temperatures that `work` holds, and leaves it there. Returns 0, or 1 with a sentence
 * in *why: no steady state, or none found. */
int cd_steady_solve(cd_arena *arena, cd_network_work *work, cd_when when, const char **why);

typedef struct {
    double *T_K;        /* over nodes */
    const char *from;   /* the start that led to it first: "the case's start", "4 K everywhere" */
    bool by_integrator; /* KINSOL did not arrive from there */
    bool of_case;       /* where the case's own start leads */
} cd_steady_state;

typedef struct {
    cd_steady_state *state; /* that of the case's own start first */
    size_t n;
    size_t n_starts; /* tried */
    const char *why; /* there is none from the case's own start, or NULL */
} cd_steady_search;

/* Looks from the temperatures in `work` and from several others; work is left at the first state when there is one. */
void cd_steady_look(cd_arena *arena, cd_network_work *work, cd_when when, cd_steady_search *out);

#endif
