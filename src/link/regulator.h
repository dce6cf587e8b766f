/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * regulator - a controller that multiplies the heats of a link by an output u between 0 and 1: a thermostat's heater, a
 * cooler or strap that is throttled. It reads temperatures only, so that the Jacobian stays exact: the link's elements
 * get the nodes that it reads as observers, and, for PI, a node that keeps the integral.
 *
 *   e = (v - v0) slope                 v: a temperature or a difference; e = 0 at v0, 1 one band further
 *   proportional   u = S(e),  S = e^3 (10 - 15 e + 6 e^2) between 0 and 1
 *   PI             u = c(e + x),  dx/dt = (c(e + x) - x) / integral_time
 * c is the identity between 0 and 1 with its corners rounded over +-0.05. In between dx/dt = e / integral_time; at a
 * limit x follows u and winds up no further (automatic reset: Astrom and Hagglund, PID Controllers, 2nd ed.,
 * 1995, 3.5).
 */
#ifndef CD_LINK_REGULATOR_H
#define CD_LINK_REGULATOR_H

#include "link.h"

#define CD_REGULATOR_MOST_SENSORS 4

typedef struct {
    const char *name;
    const cd_expr *value;                             /* a number, or a condition, whose margin is the value */
    int sensor[CD_REGULATOR_MOST_SENSORS], n_sensors; /* the nodes that it reads */
    double zero_K, per_K;                             /* e = (v - zero_K) per_K */
    double integral_s;                                /* NAN: proportional */
} cd_regulator;

typedef struct {
    double u, rate;                                 /* rate: dx/dt, 1/s */
    double du_dT[CD_REGULATOR_MOST_SENSORS], du_dx; /* by the sensors, by x */
    double drate_dT[CD_REGULATOR_MOST_SENSORS], drate_dx;
} cd_regulation;

/* The derivative of what it reads by the temperature of a node. */
double cd_regulator_slope(const cd_regulator *r, const double *T_sensor_K, double t_s, int node);

/* The output at the temperatures of the sensors and the integral x (not read when proportional). */
void cd_regulate(const cd_regulator *r, const double *T_sensor_K, double x, double t_s, cd_regulation *out);

#endif
