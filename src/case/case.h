/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * case - a case file read, checked and turned into a network. Read-only once read: any number of runs in any number of
 * threads.
 */
#ifndef CD_CASE_CASE_H
#define CD_CASE_CASE_H

#include "../cooldown.h"
#include "../network/builder.h"

typedef struct {
    const char *name;
    double value; /* SI */
    cd_type type;
    bool has_range;
    cd_range range;
    const char *text; /* as written */
} cd_param;

typedef struct {
    const char *name;
    cd_expr *value;
    cd_type type;
    const char *unit;               /* to show it in: "h"; never NULL ("" for a pure number) */
    double unit_scale, unit_offset; /* SI = scale * shown + offset */
    const char *text;
} cd_measure;

/* What a [plot] shows. */
typedef enum {
    CD_PLOT_LINES,   /* expressions against time */
    CD_PLOT_STACKED, /* heat flows into the nodes, stacked */
    CD_PLOT_ENERGY,  /* what each part took up or gave off over the run */
    CD_PLOT_CHAIN,   /* temperatures along the way from a node to its cooler */
    CD_PLOT_BANDS,   /* hours in each band of temperature, and what limits there */
    CD_PLOT_BUDGET,  /* heats at each cooler's stage in the end */
    CD_N_PLOT_KINDS
} cd_plot_kind;
extern const char *const cd_plot_kinds[CD_N_PLOT_KINDS + 1]; /* their words; ends with NULL */

typedef struct {
    const char *name, *title;
    cd_plot_kind kind;
    int *nodes; /* that it is about; none: the program chooses */
    size_t n_nodes;
    cd_numbers times_s;      /* for CD_PLOT_CHAIN; none: the program chooses */
    double x_from_s, x_to_s; /* limits of the axis of time; NAN: all */
    double y_from, y_to;     /* limits of the other axis, SI; NAN: all */
    cd_expr **y;
    const char **y_text;
    const char **y_label; /* "coil", or the expression */
    size_t n_y;
    bool logx, logy;
    const char *data_path; /* measured CSV to lay over it, or NULL; already resolved against the case's folder */
} cd_plot;

/* ---- what happens in time ---- */

typedef enum { CD_DO_SET, CD_DO_NOTE, CD_DO_STOP } cd_do;

/* One thing that an event or a schedule does. */
typedef struct {
    cd_do what;
    int link; /* SET: the key of a link, and what it becomes (as its field's reader fills it) */
    const cd_field *field;
    const void *bytes;
    const char *text; /* as it is shown: "heater.power = 5 W", the note */
} cd_action;

typedef enum { CD_EVENT, CD_SCHEDULE, CD_THERMOSTAT } cd_rule_kind;
typedef enum { CD_EDGE_RISING, CD_EDGE_FALLING, CD_EDGE_BOTH } cd_edge;

/* A section [event], [schedule], or [thermostat] that switches, in the order of the file: that decides what goes first
 * at one instant. */
typedef struct {
    const char *name, *text; /* the text of its condition, or NULL */
    cd_rule_kind kind;
    /* event: */
    const cd_expr *when;
    bool timed;    /* the condition is about the time alone, and changes at known instants */
    bool over_run; /* it reads a measure that looks over the run */
    cd_edge edge;
    bool repeat;
    double dwell_s;     /* also of a thermostat: no sooner again */
    cd_action *actions; /* of a schedule: one for each of times_s, which do not fall; of a thermostat: off, on */
    size_t n_actions;
    double *times_s;
    /* thermostat: */
    const cd_expr *value;
    double low_K, high_K; /* it switches on below low_K and off above high_K when it heats; else the other way round */
    bool heats, begins_on;
} cd_rule;

typedef enum { CD_START_TEMPERATURES, CD_START_STEADY, CD_START_FROM } cd_start;

/* A [sweep] as it is written; what it means is the study's business. */
typedef struct {
    const char *name;
    const cd_ini_section *section;
    cd_values vary, measure;
    int method; /* index into cd_sweep_methods, -1: not given */
    int points; /* INT_MIN: not given */
    int seed;
    const char *file; /* NULL: none */
} cd_sweep_section;
extern const char *const cd_sweep_methods[]; /* "grid", "zip", "lhs", "sobol" */
typedef enum { CD_SWEEP_GRID, CD_SWEEP_ZIP, CD_SWEEP_LHS, CD_SWEEP_SOBOL } cd_sweep_method;

struct cd_case {
    cd_arena *arena;
    cd_units *units;
    bool borrows_units;    /* they belong to a cd_stock */
    const char *data_path; /* as in cd_read_options, or NULL */
    cd_diags *diags;
    jmp_buf landing;
    const char *path, *stem, *title;
    cd_ini ini;
    const cd_source **overrides;
    size_t n_overrides;
    cd_param *params;
    size_t n_params;
    cd_materials *materials;
    cd_coolers *coolers;
    const cd_network *net; /* NULL while there are errors */
    double duration_s;
    cd_expr *stop; /* NULL: none */
    const char *stop_text;
    cd_start start;
    const char *start_from; /* directory of an earlier run */
    double *start_from_K;   /* of all nodes, read from there */
    cd_measure *measures;
    size_t n_measures;
    cd_plot *plots;
    size_t n_plots;
    cd_rule *rules;
    size_t n_rules;
    double *rule_times_s; /* known instants of all rules, not sorted */
    size_t n_rule_times;
    cd_sweep_section *sweeps;
    size_t n_sweeps;
    double every_s; /* between rows; the default when not given */
    bool every_given;
    double *extra_times_s;
    size_t n_extra_times;
    double rtol;
    double atol_K; /* NAN: 0.1 K times the rtol of the run */
    int max_steps;
    char *resolved;  /* text of case.resolved.ini */
    char **messages; /* rendered diagnostics, sorted */
    size_t n_messages, n_errors, n_warnings;
};

/* Reference numbers of expressions: T, rate, mass: node; Q, E: channel. */

/* The SI unit that a dimension is written with: "W/(m K)"; "" for a pure number. */
const char *cd_case_si_unit(cd_arena *arena, cd_dim dim);

/* The time between about 500 rows of a run: 1, 2 or 5 times a power of ten seconds. */
double cd_round_interval(double duration_s);

#endif
