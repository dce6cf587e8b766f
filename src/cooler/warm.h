/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * warm - how a stage lifts on towards room temperature where nobody has published it: a saturating exponential to a
 * stated lift at 300 K.
 *
 *     Q(T) = Q_e + B (1 - exp(-u / theta)) + A (1 - exp(-u / a)),   u = T - T_e
 * from the edge (T_e, Q_e) of the data. theta is the stated decay; the second term is short, a = T_e / 5 and theta / 2
 * at most, and takes up the slope that the data have at the edge, so that value and slope go on. A and B follow from
 * that slope and from Q(300 K). A second form, of a machine of which only a rating is known, has the one exponential
 * through its no-load temperature, its rating and Q(300 K), and theta follows.
 */
#ifndef CD_COOLER_WARM_H
#define CD_COOLER_WARM_H

#include <stdbool.h>

/* The temperature of the stated lift, and the end of every extension: a little above any start of a cooldown. */
#define CD_WARM_K     300.0
#define CD_WARM_END_K 345.0

typedef struct {
    double T_K, Q_W;                  /* where it begins */
    double A_W, a_K;                  /* the short term; A = 0: none */
    double slope_W_per_K, rate_per_K; /* of the long one: B / theta and 1 / theta, which may be 0 or below */
} cd_warm;

/* The shortest decay that leaves something of the rise, 1e-11, at 300 K. */
#define CD_WARM_THETA_MIN(T_K) ((CD_WARM_K - (T_K)) / 25)

/* From the edge (T_K, Q_W) with slope_W_per_K > 0 to warm_W > Q_W at 300 K, 0 < T_K < 300, theta_K at least as above.
 * False when one of these is not so: then no rising curve exists. */
bool cd_warm_from_edge(double T_K, double Q_W, double slope_W_per_K, double warm_W, double theta_K, cd_warm *out);

/* Through (no_load_K, 0), (T_K, Q_W) and (300 K, warm_W); no_load_K < T_K < 300, 0 < Q_W < warm_W. */
bool cd_warm_from_rating(double no_load_K, double T_K, double Q_W, double warm_W, cd_warm *out);

/* The lift at T_K >= where it begins; rises strictly. */
double cd_warm_lift(const cd_warm *warm, double T_K);

/* The temperature at which it lifts Q_W, searched up to 2000 K. */
double cd_warm_temperature(const cd_warm *warm, double Q_W);

#endif
