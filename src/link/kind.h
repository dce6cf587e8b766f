/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kind - what the files of this floor share: the kinds' tables for the list in link.c, the words of their messages, and
 * the few lines that several laws need.
 */
#ifndef CD_LINK_KIND_H
#define CD_LINK_KIND_H

#include "../material/surface.h"
#include "link.h"

#define CD_SIGMA_W_PER_M2_K4   5.670374419e-8       /* CODATA 2018 */
#define CD_LORENZ_W_OHM_PER_K2 2.443004509073667e-8 /* pi^2/3 (k_B/e)^2, CODATA 2018 */

extern const cd_link_kind cd_kind_conduction;
extern const cd_link_kind cd_kind_contact;
extern const cd_link_kind cd_kind_radiation;
extern const cd_link_kind cd_kind_lead;
extern const cd_link_kind cd_kind_precool;
extern const cd_link_kind cd_kind_load;
extern const cd_link_kind cd_kind_cooler;
extern const cd_link_kind cd_kind_ramp_loss;
extern const cd_link_kind cd_kind_mli;
extern const cd_link_kind cd_kind_gas;
extern const cd_link_kind cd_kind_switch;
extern const cd_link_kind cd_kind_heat_pipe;
extern const cd_link_kind cd_kind_enclosure;
extern const cd_link_kind cd_kind_layer;

/* Channels of a link between two nodes: the heat that leaves the first end, and that which enters the second. */
extern const cd_channel cd_link_two_ended[2];

/* Writes the heats and partials of a passive element between two nodes: Q_W flows from the first to the second, and
 * G_first = dQ/dT_first >= 0, G_second = -dQ/dT_second >= 0 (W/K). dQ_dT may be NULL. */
static inline void cd_link_pair(double Q_flow_W, double G_first_W_per_K, double G_second_W_per_K, double *Q_W,
                                double *dQ_dT)
{
    Q_W[0] = -Q_flow_W;
    Q_W[1] = Q_flow_W;
    if (!dQ_dT)
        return;
    dQ_dT[0] = -G_first_W_per_K;
    dQ_dT[1] = G_second_W_per_K;
    dQ_dT[2] = G_first_W_per_K;
    dQ_dT[3] = -G_second_W_per_K;
}

/* The same with a third terminal that is only read: `pair` is the block of cd_link_pair, by_observed the derivative of
 * the flow by the temperature read. Adds its heat (none) and makes the 3 x 3 block; dQ_dT may be NULL. */
void cd_link_observed(const double pair[4], double by_observed_W_per_K, double *Q_W, double *dQ_dT);

/* T_first^p - T_second^p without loss of digits when they are close; p > 0, temperatures >= 0. */
double cd_power_difference(double T_first_K, double T_second_K, double p);

/* Terminals of kinds whose params begin with their cd_node_list. */
int cd_link_between(const void *params, int *nodes);

/* Their row of the field table. */
#define CD_LINK_BETWEEN(text)                                                                                          \
    {                                                                                                                  \
        .key = "between", .type = CD_FIELD_RESOLVED, .resolver = "nodes", .offset = 0, .required = true, .n_min = 2,   \
        .n_max = 2, .help = (text)                                                                                     \
    }

/* The row of a factor on the heat. */
#define CD_LINK_SCALE(at)                                                                                              \
    {                                                                                                                  \
        .key = "scale", .type = CD_FIELD_QUANTITY, .quantity = CD_NUMBER, .offset = (at), .default_text = "1",         \
        .above_min = true, .max = INFINITY, .changes = true, .scales = true,                                           \
        .help = "A factor on the heat, to be changed by events and schedules: a clamp that opens, a strap that is "    \
                "cut."                                                                                                 \
    }

/* What the params of a kind begin with that may read a third node, as a getter or a sensor. */
typedef struct {
    cd_node_list between; /* first: cd_link_between */
    int read;             /* -1: none */
} cd_link_ends;

/* Terminals of such kinds, and how many of them are only read. */
int cd_link_between_and_read(const void *params, int *nodes);
int cd_link_n_read(const void *params);

/* Tells the run's audit which emissivities a link reads at its nodes, and which of them are doubtful; numbers are
 * passed over. */
void cd_link_audit_surfaces(cd_expander *ex, const cd_surface *const *surface, const int *nodes, int n);

/* How a section is called in messages: conduction "strap". */
const char *cd_link_what(cd_arena *arena, const cd_ini_section *section);

/* True when the section has the key. Checks ask this and not the value: a key whose text could not be read is given,
 * and its error has been reported. */
bool cd_link_given(const cd_ini_section *section, const char *key);

/* False after an error when `key` is not given; `why` goes after the message (NULL: nothing), `example` is a line to
 * add. */
bool cd_link_need(const cd_reading *rd, const cd_ini_section *section, const char *key, const char *why,
                  const char *example);

/* False after an error when `key` is given although `beside` makes it meaningless; `hint` says what to do. */
bool cd_link_refuse(const cd_reading *rd, const cd_ini_section *section, const char *key, const char *beside,
                    const char *hint);

/* False after an error when a derived number of a link has left the range of numbers: it must be finite and above zero.
 * NAN comes from a key that could not be read, whose error has been reported. */
bool cd_link_usable(const cd_reading *rd, const cd_ini_section *section, const char *what, double x);

/* off, on: the choices of a `state` that events may change. */
extern const char *const cd_off_on[];
enum { CD_OFF, CD_ON };

/* The time between two known instants in which something is on: start_s <= t < stop_s. NAN: no such end. */
typedef struct {
    double start_s, stop_s;
} cd_window;

bool cd_window_on(const cd_window *window, cd_when when);
size_t cd_window_instants(const cd_window *window, double *t_s, size_t max);
bool cd_window_check(const cd_reading *rd, const cd_ini_section *section, const cd_window *window);

#endif
