/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * network - nodes and elements in arrays: temperatures, heat flows, exact sparse Jacobian. No I/O, no integrator.
 *
 * The state of a node with heat capacity is its enthalpy U = integral of C from 0 K, so that
 *     dU_i/dt = H_i = sum of the heats into i,      T_i = T(U_i) by the inverse of the capacity's own integral.
 * This is C dT/dt = H written so that energy is a linear invariant of the integrator and a jump of C needs no care.
 * Nodes without heat capacity ("massless") satisfy H = 0 at every instant and are solved inside; fixed nodes keep their
 * temperature.
 */
#ifndef CD_NETWORK_NETWORK_H
#define CD_NETWORK_NETWORK_H

#include "../link/profile.h"
#include "../link/regulator.h"

/* A state below the first or above the second is a step gone astray, not physics. */
#define CD_T_LOWEST_K  0.1
#define CD_T_HIGHEST_K 2000.0

/* A memory is no body: it keeps the integral of a regulator. Its "temperature" is that number, the "heat" into it its
 * rate of change; it has a state but no energy. */
typedef enum { CD_NODE_DYNAMIC, CD_NODE_MASSLESS, CD_NODE_FIXED, CD_NODE_MEMORY } cd_node_kind;

typedef struct {
    const char *name; /* "coil"; "strap.a", "rod.3" for those that a link made */
    cd_node_kind kind;
    int link;                 /* the link that made it, or -1 for a node of the case */
    int state;                /* index into the state vector, or -1 */
    double T_start_K;         /* also the temperature of a fixed node */
    double mass_kg;           /* of its parts and of the links counted to it */
    const cd_curve *capacity; /* J/K when multiplied by scale; NULL unless dynamic */
    double scale;
    const cd_profile *driven; /* the temperature of a fixed node in time, or NULL: it keeps T_start_K */
    cd_interpolation interpolation;
    double rtol, atol_K; /* of its temperature; 0: those of the run */
} cd_node;

typedef struct {
    cd_flow flow;
    const void *params;
    int n;                         /* terminals */
    int n_law;                     /* those that `flow` knows; a regulator's sensors and memory come after them */
    const cd_regulator *regulator; /* or NULL */
    int first;                     /* its first entry in the arrays over terminals */
    size_t first_block;            /* its first entry in the arrays over n x n blocks */
    unsigned observers;            /* bit i: terminal i takes no heat */
    int link;
    cd_far_end far_end; /* or NULL: see cd_expand_far_end */
    bool is_source;     /* its heats do not add up to zero, and are reported as its link's source */
} cd_element;

/* A heat that a run reports and integrates: the heat of one user's link into the node of one of its terminals, with the
 * sign of profile.csv. */
typedef struct {
    const char *name;   /* "strap", "strap_out", "pt415.1", "heater": Q_<name>_W */
    int link, terminal; /* terminal -1: the sum of the link's sources */
    double sign;        /* reported = sign * (heat into the node, or into all nodes) */
    const int *entries; /* the terminals (indices into the arrays over terminals) whose heats add up to it */
    int n_entries;
} cd_heat_channel;

typedef struct {
    const char *name;
    const cd_link_kind *kind;
    const void *params;
    const cd_regulator *regulator; /* multiplies its heats, or NULL */
    int nodes[CD_MAX_TERMINALS];
    int n;
    int first_element, n_elements;
    int first_channel, n_channels;
    bool conserves;      /* what enters one end leaves the other at every instant: one channel is enough */
    double mass_kg;      /* its own mass counted to nodes or cells */
    double neglected_kg; /* its own mass that found no node with heat capacity */
    const char *trust_what, *trust_why; /* recalled or estimated data, or NULL */
} cd_link;

/* A property in use: nodes a and b (-1: none) are where its temperature is read. */
typedef struct {
    const char *what; /* "k of copper(RRR=50)" */
    const cd_property *property;
    int node_a, node_b;
    int link;       /* conductivity of that link, or -1: specific heat of node_a */
    double mass_kg; /* of a specific heat */
} cd_audit_property;
typedef struct {
    const cd_cooler *cooler;
    int nodes[2];
    double factor[2]; /* what the map's lift on each stage is multiplied with: several machines, a scale */
    int link;
} cd_audit_cooler;
typedef struct {
    const char *how;
    int node, link;
    double T_max_K;
    cd_active active;
    const void *params;
} cd_audit_limit;

typedef struct {
    cd_node *nodes;
    int n_nodes, n_user_nodes; /* the nodes of the case come first */
    cd_element *elements;
    int n_elements;
    int *free_elements, n_free; /* those that touch no massless node */
    int *terminal_node;         /* over terminals */
    int *heat_node;             /* over terminals: the node that its heat goes into; n_nodes for none (an observer) */
    int n_terminals;
    size_t n_blocks; /* sum of n^2 */
    cd_link *links;
    int n_links;
    cd_heat_channel *channels;
    int n_channels;
    int *dynamic; /* node of each state */
    int n_states;
    struct cd_state {             /* what every evaluation needs of it, close together */
        const cd_curve *capacity; /* NULL: a memory */
        double scale;
        int node;
    } * states;
    int *driven, n_driven; /* the nodes that are driven in time */
    /* Groups of massless nodes that elements tie together, each solved on its own. */
    struct cd_group {
        int *nodes, n; /* massless */
        int *elements, n_elements;
        int *states, n_states; /* the dynamic nodes at its elements */
        bool follows;          /* on tangents: its matrix is not large */
        size_t memory;         /* its place in the work's `memory` */
        int first_pivot;       /* and in its `pivot` */
        int *slots;     /* n_states x n_states: where its Schur complement goes in the Jacobian's values, by rows */
        int band;       /* half-width of its matrix where it is kept as a band (band.h); 0: it is full */
        int row_length; /* of that matrix */
        /* Where the heats and their partials of its elements go. */
        struct cd_scatter {
            size_t from, to;
        } * heats,  /* a terminal's heat into the residual */
            *inner; /* a partial by a massless node into the matrix */
        struct cd_tangent {
            size_t block, to; /* a partial, and what grows by it times the change of the temperature of ... */
            int node, local;  /* ... this node; its number among the group's massless or dynamic ones */
        } * border,           /* of the residual by dynamic nodes */
            *own,             /* of the heats at all terminals by massless nodes */
            *outer;           /* of the heats into dynamic nodes (their numbers) by massless ones */
        size_t n_heats, n_inner, n_border, n_own, n_outer;
        const struct cd_series *series; /* the chain that it is, or NULL */
        size_t series_memory;           /* its place in the work's `memory` */
    } * groups;
    int n_groups, largest_group, n_massless;
    size_t memory_size, scratch_size;
    /* Pattern of dH/dT over the dynamic nodes, compressed columns; slot of each entry of each element's block, -1 where
     * it has none. */
    int *column_start, *row;
    int n_nonzeros;
    int *block_slot;
    cd_audit_property *audit_properties;
    size_t n_audit_properties;
    cd_audit_cooler *audit_coolers;
    size_t n_audit_coolers;
    cd_audit_limit *audit_limits;
    size_t n_audit_limits;
} cd_network;

/* Work space of one evaluation of a network; one per thread. */
typedef struct {
    const cd_network *net;
    double *T_K;         /* of all nodes; massless ones keep their last solution as the next guess */
    double *C_J_per_K;   /* of dynamic nodes, over states */
    double *Q_W;         /* over terminals: heat into its node, factor included */
    double *dQ;          /* over blocks */
    double *H_W;         /* over nodes: sum; behind them what goes nowhere */
    double *factor;      /* over terminals: what multiplies a link's heats (its `scale`, doubling for the ranking) */
    bool scaled;         /* one of them is not 1 */
    cd_curve_hint *hint; /* over states, for the inverse of the enthalpy */
    double *dense;       /* for the groups of massless nodes */
    int *pivot;          /* of the last solution of every group; behind them those of `dense` */
    /* The last solution of every group of massless nodes, where the search for the next begins. Those who look at a run
     * begin there, too, but leave none, so that the run is the same to the last bit whether anyone looks or not. */
    double *memory;
    bool looking;
    /* The parameters of this run: those links whose keys may change have a copy. */
    void **live;      /* over links, NULL: none */
    unsigned changes; /* counts what may have made heats jump */
    /* Over elements: all that an evaluation needs of them, at hand. */
    struct cd_element_call {
        cd_flow flow;
        cd_far_end far_end;
        const void *params; /* of this run */
        const int *node;
        double *Q_W, *dQ; /* where the heats and the block go */
        int n;
        bool regulated;
    } * call;
    int failed_node; /* where the last failure was, or -1; set when a call fails, reset by whoever asks */
    int failed_link;
} cd_network_work;

cd_network_work *cd_network_work_new(cd_arena *arena, const cd_network *net);

/* Everything that a run changes as the case says it: parameters, factors, start temperatures. */
void cd_network_reset(cd_network_work *work);

/* Forgets the tangents on which massless nodes follow: after whatever makes heats jump. They are only where the search
 * for the next solution begins. */
void cd_network_forget(cd_network_work *work);

/* Sets a key that may change (field->changes) of a link for this run; `bytes` as the field's reader filled them. */
void cd_network_set(cd_network_work *work, int link, const cd_field *field, const void *bytes);

/* The parameters of a link in this run: its copy, or those of the case. */
const void *cd_network_params(const cd_network_work *work, int link);

/* What the key holds now. */
const void *cd_network_get(const cd_network_work *work, int link, const cd_field *field);

/* Enthalpy of a dynamic node at T (J), and its heat capacity there (J/K; may be NULL). */
double cd_node_enthalpy(const cd_node *node, double T_K, double *C_J_per_K);

/* Temperature and heat capacity of one of them. Returns as below. */
int cd_network_temperature(cd_network_work *work, const double *U_J, int state);

/* Temperatures of the dynamic nodes from the state. Returns 0, or 1 when one is below 0.1 K or above 2000 K
 * (failed_node says which): a step to be tried shorter. */
int cd_network_temperatures(cd_network_work *work, const double *U_J);

/* Solves the massless nodes, then all heats at the temperatures in work->T_K. With `partials` also work->dQ. Returns 0,
 * 1 (recoverable). */
int cd_network_heats(cd_network_work *work, cd_when when, bool partials);

/* dH_i/dT_j over the dynamic nodes, massless ones eliminated, into values[n_nonzeros]; after cd_network_heats with
 * partials. Returns 0, or 1 when a group of massless nodes is singular. */
int cd_network_jacobian(cd_network_work *work, double *values);

/* The reported heat of a channel, or of all of them, after cd_network_heats. */
double cd_network_channel(const cd_network_work *work, int channel);
void cd_network_channels(const cd_network_work *work, double *Q_W);

/* Multiplies a link's heats by `factor`; of a cooler only stage `terminal` (-1: all terminals). */
void cd_network_scale_link(cd_network_work *work, int link, int terminal, double factor);

/* Known instants of all links and driven nodes in 0 < t < end, sorted, each once; and the knots of their tables, which
 * are not to be stepped over although nothing jumps there. */
size_t cd_network_instants(cd_arena *arena, const cd_network *net, double end_s, double **t_s);
size_t cd_network_knots(cd_arena *arena, const cd_network *net, double end_s, double **t_s);

/* Sorts times and leaves each once, those in 0 < t < end; returns how many are left. */
size_t cd_sort_times(double *t_s, size_t n, double end_s);

/* Whether something varies with the time between instants. */
bool cd_network_varies(const cd_network *net);

#endif
