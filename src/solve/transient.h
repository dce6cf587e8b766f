/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * transient - integrates a network in time: the only caller of CVODES.
 *
 * BDF with the exact sparse Jacobian (KLU), vector operations of our own (Debian's SUNDIALS is built without
 * optimisation), error weights in kelvin: an error of the state weighs as the temperature error it means, rtol T +
 * atol. The heats of the channels are quadratures outside the error test. Known instants are stop times after which the
 * integrator starts anew; conditions are CVODE roots.
 */
#ifndef CD_SOLVE_TRANSIENT_H
#define CD_SOLVE_TRANSIENT_H

#include "../network/network.h"

typedef struct cd_transient cd_transient;

typedef struct {
    double rtol, atol_K;
    double tighten_nodes; /* > 0: what the tolerances that nodes have of their own are multiplied by */
    long max_steps;       /* in all */
    bool ledger;          /* integrate the channels' heats */
    double end_s;
    bool frozen; /* everything stays switched as at `frozen_at`: to follow the network to its rest */
    cd_when frozen_at;
    const double *instants_s; /* 0 < t < end, sorted */
    size_t n_instants;
    const double *knots_s; /* the same: not stepped over, but passed without a restart */
    size_t n_knots;
    /* Conditions: margin > 0 when true; found where they rise through zero, or as directions[i] says (1 rise, -1 fall,
     * 0 both; NULL: all rise). May be NULL when n_roots is 0. Called with the temperatures of the nodes with heat
     * capacity set at t; heats, massless and driven nodes only after cd_transient_need_heats, since most conditions do
     * not ask. */
    size_t n_roots;
    const int *directions;
    void (*margins)(void *ctx, double t_s, cd_network_work *work, double *margin);
    void *ctx;
} cd_transient_options;

typedef struct {
    long steps, rhs, jacobians, newton, error_failures, newton_failures, restarts;
} cd_solver_statistics;

typedef enum { CD_STEP_OK, CD_STEP_ROOT, CD_STEP_END, CD_STEP_FAILED } cd_step;

/* Starts at t = 0 from temperatures work->T_K of the dynamic nodes. `work` belongs to the caller and is used by every
 * call below. NULL when CVODES cannot be set up (no memory). */
cd_transient *cd_transient_new(cd_network_work *work, const cd_transient_options *options);
void cd_transient_free(cd_transient *tr);

/* One step of the integrator, not past the next instant or the end. CD_STEP_ROOT: conditions rose through zero at
 * cd_transient_time (rose[i] != 0); the step before them is complete. */
cd_step cd_transient_step(cd_transient *tr, int *rose);

/* Whether the last step ended at a known instant, after which the integrator starts anew; and at the wake time. */
bool cd_transient_at_instant(const cd_transient *tr);
bool cd_transient_at_wake(const cd_transient *tr);

/* The heats jump at t_s, inside the last step or at its end: the integrator starts anew from there, what lies behind is
 * forgotten. Returns 0 or 1. */
int cd_transient_restart(cd_transient *tr, double t_s);

/* No step goes past this time (INFINITY: none); for after a restart. */
void cd_transient_wake(cd_transient *tr, double t_s);

/* What the error of a state's temperature is held to, at that temperature (K). */
double cd_transient_tolerance_K(const cd_transient *tr, int state, double T_K);

double cd_transient_time(const cd_transient *tr);
double cd_transient_step_start(const cd_transient *tr); /* the dense output reaches from here to cd_transient_time */
cd_when cd_transient_when(const cd_transient *tr, double t_s);

/* Sets work's temperatures and heats at any time inside the last step. Returns 0 or 1. */
int cd_transient_at(cd_transient *tr, double t_s);

/* The same at the end of the last step, for sums over steps: the heats may be those of the state from which the last
 * iteration of Newton's method came there. */
int cd_transient_near_end(cd_transient *tr, double t_s);

/* The same at a state of those that cd_transient_states told, while nothing has changed since. */
int cd_transient_at_state(cd_transient *tr, double t_s, const double *U_J);

/* Goes to that time: work holds there only what is asked for below. Returns 0 or 1. */
int cd_transient_peek(cd_transient *tr, double t_s);

/* After a peek, or in a condition, unless it is there: the temperature of one node with heat capacity, or of all of
 * them (0, or 1). */
void cd_transient_need_temperature(cd_transient *tr, int state);
int cd_transient_need_temperatures(cd_transient *tr);

/* The states (enthalpies, J) at a time inside the last step. Returns 0 or 1. */
int cd_transient_states(cd_transient *tr, double t_s, double *U_J);

/* The same: massless nodes and heats too. Returns 0 or 1. */
int cd_transient_need_heats(cd_transient *tr);

/* Heat of every channel since t = 0 (J, reported sign) at a time inside the last step. */
void cd_transient_energies(cd_transient *tr, double t_s, double *E_J);

void cd_transient_statistics(const cd_transient *tr, cd_solver_statistics *out);

/* Why the last step failed, in words about the case: time, node, link, temperature. */
const char *cd_transient_error(const cd_transient *tr);

#endif
