/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * events - what happens in time while a run goes on: events, schedules, thermostats that switch ("rules" of the case).
 *
 * What changes. A kind's table marks the keys that may change (cd_field.changes). A run's work space holds a copy of
 * the parameters of every link that has such keys; laws read them at each call, so that setting one is copying a few
 * bytes (cd_network_set). The case itself is never written: runs of one case may go on in threads. A key with
 * cd_field.scales is a factor that the network applies; the law need not know it. Starting and stopping is setting the
 * key `state`.
 *
 * When. Times that the case gives as numbers (schedules, `t > 2 h`) are known instants: stop times of the integrator.
 * Every other condition is a root of CVODES in the direction that its event asks for. Three cases are no sign change
 * that a root search can see, and are looked for here: what is true at t = 0 fires there, before the first step; what
 * jumps at an instant is decided on the instant's far side; what becomes true within a step unseen (it jumped, or began
 * exactly at its limit) is found by bisection of the dense output, and the run goes back to that moment.
 *
 * In which order. At one moment all conditions are decided on the same state; those whose turn has come fire in the
 * order of the file. What they changed may make others true: rounds follow until nothing fires. A condition that stops
 * being true arms its event again (`repeat`). `dwell` holds an event or a thermostat back until that time has passed
 * since it last fired; the end of the wait is a stop time at which it is decided again.
 *
 * After it. Whatever fires restarts the integrator: the heats may have jumped. The profile gets a row before and a row
 * after.
 *
 * Chatter. A hundred firings within a billionth of the time reached cannot be resolved by any step: conditions undo
 * each other. The run fails with their names and the remedy.
 *
 * Regulators (pi, proportional, limits) are no rules: they are part of the right-hand side (link/regulator.h).
 */
#ifndef CD_SOLVE_EVENTS_H
#define CD_SOLVE_EVENTS_H

#include "run.h"

typedef struct cd_events cd_events;

/* For the rules of run->cs acting on run->work, whose temperatures are those of t = 0. `run` may be a probe of the
 * ranking. */
cd_events *cd_events_new(cd_run *run);

/* Known instants of the rules joined to those of the network, in the arena; how many. */
size_t cd_events_instants(cd_run *run, double **t_s);

/* The margins of the rules at what run->work holds, one for each rule, and the direction of each as a root. */
void cd_events_margins(cd_events *ev, double t_s, double *margin);
void cd_events_directions(const cd_events *ev, int *direction);

/* The first moment in (from, to] at which a condition came true that no root has shown; NAN: none. `rose` (over rules,
 * may be NULL): what CVODES has shown at `to`. */
double cd_events_missed(cd_events *ev, double from_s, double to_s, const int *rose);

/* Fires what is due at t_s; run->work holds the state there, and afterwards the heats as they are then. `rose` as
 * above. Returns how many fired. */
int cd_events_settle(cd_events *ev, cd_when when, const int *rose);

/* All that goes on after a step of the integrator has come to t_s (or back to it): a restart where the heats have
 * jumped, and what is due. Returns how many fired, -1 when the integrator could not be restarted. */
int cd_events_after_step(cd_events *ev, double t_s, bool went_back, const int *rose);

/* Whether an event has ended the run: its name, else NULL. */
const char *cd_events_stop(const cd_events *ev);

/* Chatter, in words; else NULL. And what has fired suspiciously often, when the steps are used up; else NULL. */
const char *cd_events_error(const cd_events *ev);
const char *cd_events_busy(const cd_events *ev);

const cd_firing *cd_events_fired(const cd_events *ev, size_t *n);

#endif
