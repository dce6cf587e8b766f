/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * run - one cooldown: rows, level times, measures, ledger, range audit, and what holds it back. What the output floor
 * reads.
 */
#ifndef CD_SOLVE_RUN_H
#define CD_SOLVE_RUN_H

#include "../case/case.h"
#include "transient.h"

#define CD_N_LEVELS 9
extern const double cd_levels_K[CD_N_LEVELS]; /* 250 200 150 100 77 50 20 10 5 */

/* A link or a cooler's stage and the time saved when it alone is doubled. */
typedef struct {
    const char *name; /* "strap", "pt415.2" */
    double saved_s;   /* NAN: the goal is not reached with it doubled */
    double *level_s;  /* with it doubled: when the goal's node passed each of cd_levels_K; NAN: not before the goal */
} cd_rank;

typedef struct {
    const char *what;   /* "k of g10_warp (4 K to 300 K) on coil", "map of PT415" */
    const char *how;    /* "below 4 K", "outside the map", "on interpolated nodes of the map" ... */
    double time_s;      /* how long */
    double T_extreme_K; /* the farthest temperature, or NAN */
    double share;       /* of the heat lifted or enthalpy removed meanwhile, or NAN */
    bool warning;       /* worth a warning: outside data, or an estimate that carried over 5 % */
} cd_audit_entry;

/* A rule of the case that has fired. */
typedef struct {
    size_t rule;
    double t_s;
    const char *text; /* what it did */
} cd_firing;

struct cd_run {
    const cd_case *cs;
    cd_arena *arena;
    jmp_buf landing;
    cd_run_options options; /* rtol filled in */
    double atol_K;          /* the case's, or 0.1 K times rtol, so that a tighter rtol tightens both */
    cd_network_work *work;
    cd_transient *tr;
    cd_status status;
    const char *error;      /* when failed */
    bool stopped;           /* the stop condition came true before the end, or an event stopped the run: */
    const char *stopped_by; /* its name, or NULL */
    bool steady_only;       /* a network without heat capacity: solved once */
    double t_end_s;
    double *T_start_K; /* over nodes */
    double *T_end_K;   /* over nodes */
    double *Q_end_W;   /* over channels */

    size_t n_columns; /* 1 + nodes + channels */
    double *rows;     /* n_rows x n_columns: time_s, T of all nodes, Q of all channels */
    size_t n_rows, cap_rows;
    double *level_s; /* n_user_nodes x CD_N_LEVELS; NAN: never */

    double *measure; /* SI; NAN: never */

    bool has_ledger;
    double *E_J;      /* over channels */
    double *stored_J; /* over nodes: enthalpy now minus at the start */
    double lifted_J;  /* taken out by coolers, less what they let in */
    double let_in_J;  /* let in by coolers that are off or below no load */
    double scale_J;   /* what the closure is a part of */
    double closure;   /* |stored - in + out| / lifted; see ledger.c where little is lifted */

    const cd_firing *fired; /* in the order of time */
    size_t n_fired;

    const char *goal; /* what the ranking is about: "T(coil) < 5 K", or NULL */
    double goal_s;
    int goal_node;                 /* the first node that the goal looks at, -1: none */
    const cd_expr *goal_condition; /* NULL: the goal is a level of goal_node */
    cd_rank *rank;                 /* sorted, most saved first */
    size_t n_rank;
    const char *rank_note; /* why there is none, or NULL */

    double assumed_share;     /* of the heat that coolers took out: on capacity that their files assume */
    double corner_share;      /* the same on points that the file of a map marks as extrapolated */
    const char *corner_of;    /* their models; NULL: not over 1 % */
    double outside_share;     /* the same outside the data of coolers that assume nothing there */
    const char *outside_of;   /* their models; NULL: not over 1 % */
    const char *assumed_of;   /* the models, "RDK-415D, PT407", when that is over 1 %; NULL: nothing to say */
    double assumed_goal_s[2]; /* when the goal is reached with the assumed lift at 300 K at about 60 % and 140 %; NAN:
                                 not */
    const char *assumed_text[2];       /* the two variants: "40 % less at 300 K", or what the data allowed instead */
    cd_assumption (*assumed_taken)[2]; /* the same of each cooler of the audit; n_stages 0: it assumes nothing */
    const char *assumed_note;          /* why these are not known, or NULL */

    double *electric_W, *electric_J, *on_s; /* over links: drawn while on (NAN: not known), over the run; how long on */

    bool verified;
    double verify_rtol;                           /* of the runs that this one was held against */
    double *moved_by_tolerance, *moved_by_tables; /* over measures, SI; NAN: never true in one of the two */
    const char *verify_note;                      /* why it could not be verified, or NULL */

    cd_audit_entry *audit;
    size_t n_audit;
    const char **warnings;
    size_t n_warnings, cap_warnings;
    cd_solver_statistics statistics;
    double wall_s;                /* of the integration alone */
    struct cd_events *events;     /* private to solve/ */
    struct cd_recorder *recorder; /* private to solve/ */
};

#endif
