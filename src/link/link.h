/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * link - what a kind of link is: a table of field rows and pure functions. One file per kind; nothing else knows kinds
 * by name.
 *
 * A link of the case has terminals on nodes. When the case is built its kind turns it into elements: usually one, but a
 * strap with a joint at each end becomes three elements and two massless nodes, a rod becomes cells. An element has n
 * terminals and gives the heat that flows out of it INTO each terminal's node, and the n x n block of partials, all
 * from the same curve, so that the Jacobian is exact. A terminal may be an observer: its temperature is read, it gets
 * no heat. Sign: a passive link between hot A and cold B has Q_W[0] < 0 < Q_W[1] = -Q_W[0]. A cooler that lifts heat
 * has Q_W[i] < 0; a heater Q_W[0] > 0.
 */
#ifndef CD_LINK_LINK_H
#define CD_LINK_LINK_H

#include "../cooler/cooler.h"
#include "../material/material.h"
#include "../text/field.h"

#include <stdio.h>

#define CD_MAX_TERMINALS 8

/* Time as an element sees it: t_s for what varies smoothly; phase_s lies strictly between the two known instants
 * (kind->instants) that enclose t_s, and decides what is switched. */
typedef struct {
    double t_s, phase_s;
} cd_when;

/* Heat into each terminal's node (W) at terminal temperatures T_K, and, unless NULL, dQ_dT[i * n + j] = dQ_i/dT_j
 * (W/K). Pure, no allocation. Returns 0, or > 0 when a temperature is outside what the law can take (the integrator
 * then tries a shorter step). T_K >= 0. */
typedef int (*cd_flow)(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT);

/* What kinds ask of the builder of the network while they expand. Node numbers are the network's; `name` is appended to
 * the link's name ("a" -> "strap.a"). */
typedef struct cd_expander cd_expander;
int cd_expand_massless(cd_expander *ex, const char *name, double T_start_K);
int cd_expand_cell(cd_expander *ex, const char *name, const cd_material *material, double mass_kg,
                   double T_start_K); /* a node with the heat capacity of so much of a material */
void cd_expand_mass(cd_expander *ex, int node, const cd_material *material,
                    double mass_kg); /* mass of the link itself, counted to a node; neglected (and said so by `check`)
                                        when the node has no heat capacity */
void cd_expand_element(cd_expander *ex, cd_flow flow, const void *params, const int *nodes, int n,
                       unsigned observers); /* bit i of observers: terminal i only reads */
/* Of a passive element between two nodes: the temperature of one end when Q_W flows to it from the other at T_K, with
 * its derivatives; NaN where there is none. Both ends must be alike: the law is a difference of one potential. */
typedef double (*cd_far_end)(const void *params, double T_K, double Q_W, double *dT_dQ_K_per_W, double *dT_dT);
/* Says so of the element expanded last. NULL changes nothing. */
void cd_expand_far_end(cd_expander *ex, cd_far_end far_end);
/* Like cd_expand_element, for an element of a link with kind->source whose heats do not add up to zero: what it makes
 * or takes away is reported in one channel of the link. */
void cd_expand_source(cd_expander *ex, cd_flow flow, const void *params, const int *nodes, int n, unsigned observers);
/* A node with a heat capacity of its own (J/K) that is no body of the case: a bath, a charge of liquid. */
int cd_expand_store(cd_expander *ex, const char *name, const cd_curve *capacity_J_per_K, double mass_kg,
                    double T_start_K);
/* Mass that the case says not to count (`mass = no`), for `check`. */
void cd_expand_neglect(cd_expander *ex, double mass_kg);
double cd_expand_T_start(const cd_expander *ex, int node);
bool cd_expand_has_capacity(const cd_expander *ex, int node); /* a node with heat capacity of its own */
cd_arena *cd_expand_arena(cd_expander *ex);

/* What a property or map is used for by an element: the run's range audit watches these. */
void cd_expand_audit_property(cd_expander *ex, const char *what, const cd_property *property, int node_a, int node_b);
void cd_expand_audit_cooler(cd_expander *ex, const cd_cooler *cooler, const int *nodes,
                            const double *factor); /* one node and factor of the map's lift for each stage */
void cd_expand_audit_trust(
    cd_expander *ex, const char *what,
    const char *why); /* this link's data are recalled or estimated: said when it carries over 5 % of the heat */
/* A node should stay below T_max_K while `active` is true; `how` says what it is then. The run says for how long it was
 * not, once for each link. */
typedef bool (*cd_active)(const void *params, cd_when when);
void cd_expand_audit_limit(cd_expander *ex, const char *how, int node, double T_max_K, cd_active active,
                           const void *params);

/* What a heat is called in profile.csv, per terminal of the user's link. */
typedef struct {
    const char *suffix; /* "", ".1", ".2" */
    double sign;        /* reported = sign * heat into the node of this terminal */
} cd_channel;

/* What a variant of a link assumes of each stage: its share of what the link itself assumes, and the lift of one
 * machine with all at 300 K. */
typedef struct {
    int n_stages;
    double share[2], warm_W[2];
} cd_assumption;

typedef struct cd_link_kind {
    const char *name;      /* also the section type: "conduction" */
    const char *help;      /* one sentence */
    const char *formula;   /* the law, for help */
    const char *reference; /* where it comes from */
    const cd_field *fields;
    size_t n_fields;
    size_t params_size;
    bool passive;               /* no heat at equal temperatures, heat goes downhill */
    bool is_cooler;             /* its heat counts as lifted */
    const cd_channel *channels; /* one per terminal; for a link between two nodes only the first is used, plus "_out"
                                   where the ends differ */
    bool two_ended;             /* reported as Q_<name>_W leaving the first end (and _out entering the second) */
    cd_channel source;          /* of the elements made by cd_expand_source: what they make (+1) or take away (-1) */

    /* The terminals of the link as the case names them: nodes[] (indices given by the "node" resolver) and their
     * number. 0: not installed (a template). */
    int (*terminals)(const void *params, int *nodes);
    /* How many of the last of these terminals are only read (a getter, a sensor) and take no heat. NULL: none. */
    int (*observed)(const void *params);
    /* Cross-checks of the filled struct against each other; adds diagnostics at the section's keys; false when it
     * cannot be used. Also computes what `expand` needs. */
    bool (*check)(const cd_reading *rd, const cd_ini_section *section, void *params);
    /* Adds nodes and elements for the link, whose own terminals are `nodes`. */
    void (*expand)(cd_expander *ex, const void *params, const int *nodes);
    /* Known instants at which the element switches (may be NULL): up to `max` into t_s, returns how many. */
    size_t (*instants)(const void *params, double *t_s, size_t max);
    /* What the heat of a terminal is called instead of channels[i].suffix. May be NULL. */
    const char *(*suffix)(const void *params, int terminal);
    /* The same link with what is assumed of its capacity beyond the data times `share`, or as near as the data allow;
     * NULL when nothing is assumed. May be NULL. */
    const void *(*assume)(cd_arena *arena, const void *params, double share, cd_assumption *taken);
    /* Whether it runs at a moment (NULL: it cannot be off), and the electric power that it then draws from the mains
     * (W; NAN: not known; NULL: none). */
    bool (*on)(const void *params, cd_when when);
    double (*electric)(const void *params);
    /* Times that the element must not be stepped over although nothing jumps there: the points of a smooth table. Like
     * `instants`; may be NULL. */
    size_t (*knots)(const void *params, double *t_s, size_t max);
    /* Whether its heat varies with the time between instants. May be NULL: it does not. */
    bool (*varies)(const void *params);
    /* Conductance at one temperature for `check` (W/K, whole link in series), NAN when it has none. May be NULL. */
    double (*conductance)(const void *params, double T_K);
    /* A sentence for `check` about a link with these params, or NULL. May be NULL. */
    const char *(*about)(cd_arena *arena, const void *params);
    /* What help says below the keys: tables of presets, in lines begun with two blanks. May be NULL. */
    void (*help_more)(FILE *out);
} cd_link_kind;

/* All kinds, in the order of help; the end is NULL. The one list that a new kind is added to. */
extern const cd_link_kind *const cd_link_kinds[];

/* How resolvers hand over what a key names (cd_field.resolver): */
/*   "node"     int: node index, -1 when not given                                          */
/*   "nodes"    cd_node_list                                                                */
/*   "material" const cd_material *                                                         */
/*   "surfaces" cd_surfaces: emissivities as numbers or by name                             */
/*   "curve"    const cd_curve *: curve_text.h, of the field's quantity                     */
/*   "cooler"   cd_cooler_choice: a model by name                                           */
/*   "cold_mass" cd_cold_mass: cd_cold_mass_read, and copper                                */
/*   "profile"  const cd_profile *: profile.h, of the field's quantity, in time or temperature                 */
/*   "joint"    cd_joint_ends: [contact] sections without `between`, used as laws           */
typedef struct {
    int node[CD_MAX_TERMINALS];
    int n;
} cd_node_list;

/* A model, and the copper that its cold ends weigh as when its file gives them a mass (else NULL). */
typedef struct {
    const cd_cooler *cooler;
    const cd_material *copper;
} cd_cooler_choice;

/* Copper-equivalent masses of the cold ends of a cooler: "5 kg, 3.5 kg". */
typedef struct {
    const cd_material *copper; /* of the residual resistance ratio that does not matter to heat capacity */
    double kg[2];
    size_t n;
} cd_cold_mass;
bool cd_cold_mass_read(const cd_reading *rd, const cd_value *value, cd_cold_mass *out);

typedef struct cd_joint cd_joint; /* contact.h: a filled and checked contact law */
typedef struct {
    const cd_joint *first, *second; /* NULL: no joint at that end */
} cd_joint_ends;

#endif
