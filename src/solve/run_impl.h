/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * run_impl - what the files of a run share: the integration is stepped by run.c; at every step the recorder, the
 * measures and the audit look at it through the dense output.
 */
#ifndef CD_SOLVE_RUN_IMPL_H
#define CD_SOLVE_RUN_IMPL_H

#include "events.h"
#include "run.h"
#include "steady.h"

enum { CD_EXTREME_SAMPLES = 5, CD_EXTREME_ENDS = 6 };

/* What a function over the run has seen so far. */
typedef struct {
    const cd_over *over;
    double value; /* of time(), max_t, min_t: NAN until seen; of mean_t: the integral so far; of end: at the end */
    /* Of max_t and min_t: over the last step, and at the ends of the last steps, the latest first. */
    double sample[CD_EXTREME_SAMPLES], end[CD_EXTREME_ENDS];
    bool linear, in_abs; /* in temperatures that the integrator steps; of abs() `end` is what is inside */
    struct cd_term {
        int node;
        double factor; /* not negative: its size */
    } * terms;         /* of what is linear: the temperatures in it */
    size_t n_terms;
    bool quiet; /* no sample inside the last step can count */
} cd_accumulator;

/* The functions over the run of one measure. */
typedef struct {
    cd_accumulator *acc;
    size_t n;
    double *so_far; /* scratch, one for each */
} cd_watch;

/* Why data are doubted; of one piece the first that holds. */
typedef enum { CD_DOUBT_ORDER, CD_DOUBT_ESTIMATE, CD_N_DOUBTS } cd_doubt;

/* What the audit has added up for one property or cooler. */
typedef struct {
    double below_s, above_s, T_low_K, T_high_K;
    double doubtful_J[CD_N_DOUBTS]; /* that a link carried on doubtful pieces of its conductivity */
} cd_range_use;
typedef struct {
    double time_s[CD_N_REGIONS];   /* by cd_region */
    double lifted_J[CD_N_REGIONS]; /* both stages */
    double place[2];               /* on the map, at the last step */
} cd_region_use;
typedef struct {
    double above_s, T_high_K;
} cd_limit_use;

struct cd_recorder {
    double *U_J;                 /* 6 x states: the last step, when a node passed a level in it */
    double *T_before_K;          /* over user nodes, at the start of the last step */
    double *band_K;              /* 2 x user nodes: between which of the levels that was */
    double every_s;              /* between regular rows, as they are recorded */
    bool fine;                   /* recorded finer than wanted, to be thinned at the end */
    double *kept_t_s, *kept_U_J; /* moments, and their states, that will be regular rows */
    size_t n_kept, cap_kept;
    bool *regular; /* over rows: one of the regular ones */
    size_t n_flags, cap_flags, n_regular;
    double next_row;        /* number of the next regular row */
    size_t next_extra;      /* number of the next of [output] times */
    cd_watch *watch;        /* over measures */
    cd_accumulator **roots; /* the time() conditions, in the order of the integrator's roots after the stop condition */
    size_t n_roots;
    bool *armed;                        /* over roots: CVODES will find the moment */
    double watched_s;                   /* the end of the last step */
    unsigned watched_changes;           /* work->changes then */
    cd_accumulator **extremes, **means; /* the max_t() and min_t(), the mean_t() */
    size_t n_extremes, n_means;
    double ended_s[CD_EXTREME_ENDS]; /* the ends of the last steps, the latest first, and the start of the first: */
    size_t n_ends;                   /* since anything jumped */
    unsigned ended_changes;          /* work->changes then */
    int *rose;                       /* over roots: what the integrator said last */
    double *margin_before;           /* over roots (stop first when there is one): > 0 once true */
    struct cd_audit_watch *audit;    /* private to audit_step.c */
    cd_range_use *range_use;
    cd_region_use *region_use;
    cd_limit_use *limit_use;
    double *through_J; /* over channels: the sum of what went either way */
    double *let_in_J;  /* over channels: what went against their sign */
    double *on_s;      /* over links: how long those that draw electric power were on */
    double *U_start_J; /* over states */
};

/* Evaluation of an expression at the state that work holds at t_s. `tr` may be NULL (no energies). */
typedef struct {
    cd_run *run;
    double t_s;
    double *E_J; /* scratch, filled on demand; NULL: no energies here */
    bool E_ready;
} cd_view;
double cd_view_value(cd_view *view, const cd_expr *expr, const double *over);
double cd_view_value_in_abs(cd_view *view, const cd_expr *expr);    /* see cd_expr_eval_in_abs */
double cd_view_slope(cd_view *view, const cd_expr *expr, int node); /* by the temperature of a node */
double cd_view_margin(cd_view *view, const cd_expr *condition);

/* Looks at a moment inside the last step: work's temperatures and heats are set there. */
cd_view cd_look(cd_run *run, double t_s);

/* The same, but work holds only what an expression has read through the view. */
cd_view cd_peek(cd_run *run, double t_s);

/* recorder.c */
void cd_record_start(cd_run *run);
void cd_record_row(cd_run *run, double t_s, bool regular);
bool cd_record_instant(cd_run *run, double t_s); /* a row before something happens, unless there is one: true if not */
void cd_record_drop(cd_run *run);                /* takes that row back */
void cd_record_kept(cd_run *run);                /* rows of the states that were kept: before anything changes */
void cd_record_finish(cd_run *run);              /* the last rows; work is left at the end */
void cd_record_step(cd_run *run, double from_s, double to_s);

/* levels.c */
void cd_record_levels_at_start(cd_run *run);
void cd_record_levels(cd_run *run, double from_s, double to_s);

/* watch.c */
void cd_watch_start(cd_run *run);
void cd_watch_step(cd_run *run, double from_s, double to_s);
void cd_watch_root(cd_run *run, const int *rose, double t_s);
void cd_watch_finish(cd_run *run);
bool cd_watch_stop(const cd_run *run, const int *rose);
/* The stop condition is true at the end of a step in which CVODES saw no root (it jumped there, or was at its limit at
 * the start): *t_s is when it became true. */
bool cd_watch_missed_stop(cd_run *run, double from_s, double to_s, double *t_s);
/* A measure as far as it is known at what work holds. */
double cd_watch_so_far(cd_view *view, size_t measure);
void cd_watch_margins(void *ctx, double t_s, cd_network_work *work, double *margin);

/* extremes.c */
void cd_extremes_start(cd_run *run);
void cd_extremes_step(cd_run *run, double from_s, double to_s);

/* audit_step.c */
bool cd_audit_doubts(const cd_piece *piece, cd_doubt doubt);
void cd_audit_start(cd_run *run);
void cd_audit_step(cd_run *run, double from_s, double to_s);
void cd_audit_extremes(cd_run *run); /* the farthest temperatures of every property */

/* audit.c */
void cd_audit_finish(cd_run *run);

/* ledger.c */
void cd_ledger_finish(cd_run *run);

/* Work above which repeating a run would take longer than a user waits: states x steps x variants. */
#define CD_MOST_WORK 3e7

/* goal.c: what variants of a run are compared by. */
typedef struct {
    const cd_expr *condition; /* or: */
    int node;
    double level_K;
    double t_s; /* when this run reached it */
    const char *text;
} cd_goal;
/* Makes the goal of the run the one that it reached; false, and why it cannot "rank by" it or "compare" in *note, when
 * there is none, or when events read functions over the run, which a repeated run does not keep. */
bool cd_goal_take(cd_run *run, cd_goal *g, const char *purpose, const char **note);
cd_transient_options cd_goal_options(cd_run *run);

/* When the run as `work` has it (other factors, another network of the same nodes) reaches the goal; NAN: not in time.
 * level_s (CD_N_LEVELS, or NULL) gets when the goal's node came down to each level before that, NAN: it did not. */
double cd_goal_time(const cd_run *run, const cd_goal *g, cd_network_work *work, const cd_transient_options *like,
                    double *level_s);

/* ranking.c */
void cd_rank_run(cd_run *run);

/* assumed.c */
void cd_assumed_run(cd_run *run);

/* electric.c */
void cd_electric_finish(cd_run *run);
/* run_step.c, and how a run ends */
cd_status cd_run_step_once(cd_run *run);
cd_status cd_run_fail(cd_run *run, const char *why);
cd_status cd_run_finish(cd_run *run, double t_end_s);

void cd_run_warn(cd_run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
