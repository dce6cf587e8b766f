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

typedef struct {
    const char *name, *title;
    cd_expr **y;
    const char **y_text;
    const char **y_label; /* "coil", or the expression */
    size_t n_y;
    bool logx, logy;
    const char *data_path; /* measured CSV to lay over it, or NULL; already resolved against the case's folder */
} cd_plot;

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
