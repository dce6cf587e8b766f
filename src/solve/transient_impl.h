/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * transient_impl - what the files of the integrator share: transient.c (life and steps), transient_state.c (what CVODES
 * asks of a state), transient_why.c (why it failed).
 */
#ifndef CD_SOLVE_TRANSIENT_IMPL_H
#define CD_SOLVE_TRANSIENT_IMPL_H

#include "transient.h"

#include <cvodes/cvodes.h>
#include <nvector/nvector_serial.h>
#include <sunmatrix/sunmatrix_sparse.h>

struct cd_transient {
    cd_transient_options options;
    cd_network_work *work;
    SUNContext context;
    void *cvode;
    N_Vector U, scratch, E, E_scratch;
    SUNMatrix J;
    SUNLinearSolver solver;
    double *E_before;      /* over channels: heats of the segments before the last restart */
    double *rtol, *atol_K; /* over states */
    double *dH_dT;         /* values of the Jacobian over the pattern */
    size_t next_instant;   /* the segment ends at instants_s[next_instant], or at end_s */
    size_t next_knot;
    double wake_s;
    double segment_s, t_s, t_before_s;
    bool restart;                /* the next step begins a new segment */
    cd_solver_statistics before; /* of the segments before the last restart */
    struct {
        int node, link; /* what could not be evaluated last, -1: nothing */
        double T_K;
    } trouble;
    struct {
        double t_s, *U; /* the moment and the state that work is of */
        unsigned changes;
        bool valid, temperatures, heats, partials; /* whether it is, and which of these are there */
        bool by_look;                              /* the heats are of a look, not of a step */
        unsigned long number, *known;              /* over states: the temperature of state `number` is there */
    } seen;
    double heats_s; /* the moment that work's heats are of, whichever state they are of; NAN: none */
    unsigned heats_changes;
    bool in_step, failed_in_step; /* while CVODES asks for conditions; a heat of theirs could not be evaluated */
    int tiny_steps;               /* in a row */
    char error[400];
};

/* What CVODES calls; `data` is the cd_transient. */
int cd_transient_rates(sunrealtype t_s, N_Vector U, N_Vector dU, void *data);
int cd_transient_jacobian(sunrealtype t_s, N_Vector U, N_Vector dU, SUNMatrix J, void *data, N_Vector a, N_Vector b,
                          N_Vector c);
int cd_transient_channel_heats(sunrealtype t_s, N_Vector U, N_Vector dE, void *data);
int cd_transient_error_weights(N_Vector U, N_Vector weights, void *data);
int cd_transient_conditions(sunrealtype t_s, N_Vector U, sunrealtype *margin, void *data);

/* Goes to a state: see cd_transient_peek. */
void cd_transient_go_to(cd_transient *tr, double t_s, N_Vector U);

/* Says in words about the case what the integrator met; CD_STEP_FAILED. */
cd_step cd_transient_fail(cd_transient *tr, const char *what);

/* What a return code of CVode means for the case. */
const char *cd_transient_meaning(int code);

#endif
