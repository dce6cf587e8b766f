/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooldown - the public face of libcooldown: read a case, run it, ask for temperatures and times, write the results.
 *
 *     cd_case *cs;
 *     if (cd_case_read("cases/nbti_magnet.ini", NULL, &cs) == CD_OK) {
 *         cd_run *run;
 *         cd_run_new(cs, NULL, &run);
 *         while (cd_run_step(run) == CD_GOING)
 *             ;
 *         printf("%g s\n", cd_run_level_time(run, cd_case_node(cs, "coil"), 77));
 *         cd_run_free(run);
 *     }
 *     cd_case_free(cs);
 *
 * All numbers are SI (K, s, W, J, kg). The library keeps no global (but a mutex around udunits2's parser), never prints
 * and never exits. A case is read-only once it is read: runs of one case, or of several, may go on in any number of
 * threads; one run belongs to one thread at a time.
 */
#ifndef COOLDOWN_H
#define COOLDOWN_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    CD_OK = 0,        /* done */
    CD_FAILED = 1,    /* the run failed: cd_run_error says where and why */
    CD_INPUT = 2,     /* the case, or a file it names, is wrong: cd_case_message says what */
    CD_FILE = 3,      /* a file could not be written */
    CD_NO_MEMORY = 4, /* the system has no memory left */
    CD_GOING = 5      /* cd_run_step: not finished yet */
} cd_status;

typedef struct cd_case cd_case;
typedef struct cd_run cd_run;

const char *cd_version(void);

/* ---- case ---- */

typedef struct {
    const char *data_path; /* folders that hold materials/ and cases/coolers/, separated by ':'; searched before the
                              built-in one. NULL: only that */
    const char *const *overrides; /* "n_strap=6", "bus.area=6 cm^2", "case.duration=2 d": as --set */
    size_t n_overrides;
    bool fine_tables;     /* tabulate materials and maps of coolers twice as finely as they need */
    bool whole_materials; /* look at all properties of the materials, also those that the case does not need */
} cd_read_options;

/* Reads and checks a case. *out is always set (NULL only with CD_NO_MEMORY) and is to be freed; with CD_INPUT it can
 * only be asked for its messages. `options` may be NULL. */
cd_status cd_case_read(const char *path, const cd_read_options *options, cd_case **out);
void cd_case_free(cd_case *cs); /* accepts NULL */

/* What was found while reading: errors, warnings, notes, sorted by place; each a text of several lines ended by a
 * newline. */
size_t cd_case_n_messages(const cd_case *cs);
const char *cd_case_message(const cd_case *cs, size_t i);
size_t cd_case_n_errors(const cd_case *cs);
size_t cd_case_n_warnings(const cd_case *cs);

const char *cd_case_stem(const cd_case *cs);  /* "nbti_magnet": names the output folder */
const char *cd_case_title(const cd_case *cs); /* never NULL */
double cd_case_duration(const cd_case *cs);   /* s */
size_t cd_case_n_nodes(const cd_case *cs);    /* nodes of the case; those that links made are not counted */
const char *cd_case_node_name(const cd_case *cs, size_t node);
int cd_case_node(const cd_case *cs, const char *name); /* its number, or -1 */

/* Masses, heat capacities, enthalpies, conductances, total energy, lower bound of the time: a text for a terminal. To
 * be freed with cd_text_free. NULL: no memory. */
char *cd_case_check(const cd_case *cs);

/* ---- steady states ---- */

typedef struct cd_steady cd_steady;
typedef struct {
    const char *to; /* "50 K, 4.5 K": limits of first and of second stages, for their margins; NULL: their maps' ends */
} cd_steady_options;

/* Looks for the temperatures at which nothing changes, everything switched as at the end of the case's duration, from
 * the case's start and several others. *out is set unless CD_NO_MEMORY. CD_FAILED: there is none from the case's start;
 * CD_INPUT: the case or `to` is wrong; cd_steady_error says why. `options` may be NULL. The case must outlive it. */
cd_status cd_steady_new(const cd_case *cs, const cd_steady_options *options, cd_steady **out);
void cd_steady_free(cd_steady *st);               /* accepts NULL */
const char *cd_steady_error(const cd_steady *st); /* NULL after CD_OK */

size_t cd_steady_n_states(const cd_steady *st);                 /* how many different ones were found */
double cd_steady_temperature(const cd_steady *st, size_t node); /* K, where the case's own start leads */

/* For a person, and as JSON. To be freed with cd_text_free. NULL: no memory. */
char *cd_steady_text(const cd_steady *st);
char *cd_steady_json(const cd_steady *st);

/* ---- run ---- */

typedef struct {
    double rtol;     /* > 0 overrides the case's */
    bool no_ledger;  /* do not integrate the heats of the links */
    bool no_ranking; /* do not ask what holds it back */
    double tighten;  /* > 0 multiplies all tolerances, those that the case gives too */
    bool no_rows;    /* record neither rows nor level times: measures only, much faster; not to be written */
} cd_run_options;

/* Prepares a run at t = 0. *out is set unless CD_NO_MEMORY. `options` may be NULL. The case must outlive the run. */
cd_status cd_run_new(const cd_case *cs, const cd_run_options *options, cd_run **out);
void cd_run_free(cd_run *run); /* accepts NULL */

/* One step of the integrator; after the last one also measures, ledger, audit and ranking. CD_GOING, CD_OK when
 * finished, CD_FAILED. */
cd_status cd_run_step(cd_run *run);

double cd_run_time(const cd_run *run);                     /* s: how far it has come */
const char *cd_run_error(const cd_run *run);               /* after CD_FAILED, else NULL */
double cd_run_temperature(const cd_run *run, size_t node); /* K, now */
double cd_run_level_time(const cd_run *run, int node,
                         double T_K);     /* s when the node first passed 250, 200, 150, 100, 77, 50, 20, 10 or 5 K;
                                             NaN: never, or another level */
double cd_run_closure(const cd_run *run); /* |stored - in + out| / lifted; NaN without ledger */
bool cd_run_stopped(const cd_run *run);   /* the stop condition or an event ended it */
size_t cd_run_n_warnings(const cd_run *run);
const char *cd_run_warning(const cd_run *run, size_t i); /* one line, without newline */

/* A measure of the case by name: its value in SI, NaN when it never came true or there is none of that name. */
double cd_run_measure(const cd_run *run, const char *name);

/* After CD_OK: runs the case again at a hundredth of its tolerances, and once more so with all tables twice as fine
 * (the case is read anew, with the options it was read with); how much every measure moves each time is then in the
 * summary. CD_FAILED when one of the two did not finish: the summary says why. */
cd_status cd_run_verify(cd_run *run, const cd_read_options *options);

/* How much a measure moved at tighter tolerances and with finer tables (SI). NaN: not verified, or never true in one.
 */
double cd_run_moved_by_tolerance(const cd_run *run, const char *measure);
double cd_run_moved_by_tables(const cd_run *run, const char *measure);

/* ---- results ---- */

/* The summary a person reads, and the same as JSON. To be freed with cd_text_free. NULL: no memory. */
char *cd_run_summary(const cd_run *run);
char *cd_run_summary_json(const cd_run *run);

typedef struct {
    bool no_plot;
    bool force;            /* overwrite a finished result of another case */
    const char *data_path; /* as in cd_read_options: where plots/ is looked for */
} cd_write_options;

/* Writes profile.csv, summary.json, case.resolved.ini and the figures into the folder `dir` (made if missing), each
 * under a temporary name first, so that a file is whole or not there. CD_FILE and *message (to be freed with
 * cd_text_free) when it cannot; a missing or failing gnuplot is not an error, but said in *message. */
cd_status cd_run_write(const cd_run *run, const char *dir, const cd_write_options *options, char **message);

/* CD_OK when cd_run_write may write there; CD_FILE and a message when the folder holds a finished result of another
 * case and `force` is not set, or cannot be written. */
cd_status cd_run_may_write(const cd_case *cs, const char *dir, const cd_write_options *options, char **message);

/* ---- result folders, long after the run: nothing else is needed ---- */

typedef struct {
    const char *theme;     /* "paper", "screen", "dark"; NULL: paper */
    const char *format;    /* "svg, png, pdf" or some of them; NULL: svg and png */
    const char *nodes;     /* "coil, shield": temperatures of these over each other; NULL: the usual figures */
    const char *dir;       /* where figures go; NULL: the (first) result folder */
    const char *data_path; /* as in cd_read_options: where plots/ is looked for */
} cd_plot_options;

/* Draws the figures of a result folder again; of several folders one figure, "overlay", with a temperature of each.
 * *message (to be freed with cd_text_free; NULL: none) says what went wrong or, with CD_OK, what was not drawn.
 * CD_INPUT: no result folder, or a word in the options is wrong; CD_FILE: nothing could be drawn or written. */
cd_status cd_plot_results(const char *const *dirs, size_t n, const cd_plot_options *options, char **message);

typedef struct {
    const char *path;    /* of the picture: .svg, .png, .pdf, or .gv for the text that dot lays out */
    const char *at;      /* of a result: the time ("2 h"); NULL: four times beside each other */
    bool by_conductance; /* width of the links by W/K, not W */
    bool dark;
} cd_graph_options;

/* Draws the network of a case in its steady state, or that of a result folder. Status and message as above; without
 * Graphviz CD_FILE. */
cd_status cd_graph_case(const cd_case *cs, const cd_graph_options *options, char **message);
cd_status cd_graph_result(const char *dir, const cd_graph_options *options, char **message);

typedef struct {
    const char *dir;       /* where report.html (.pdf, .md) goes; NULL: the result folder */
    bool pdf, markdown;    /* also print the page to report.pdf; write report.md and no page */
    const char *data_path; /* as in cd_read_options: where plots/report.html is looked for */
} cd_report_options;

/* Writes one page that explains a result folder. Status and message as above; figures or a network picture that could
 * not be drawn are no failure; a PDF that could not be printed is CD_FILE (the page is there all the same). */
cd_status cd_report_result(const char *dir, const cd_report_options *options, char **message);

/* The same of the store of a sweep (below): extremes, figures, points. Written as <stem>_report.html (.pdf, .md)
 * beside the store, or, with options->dir, as report.html into that folder. */
cd_status cd_report_store(const char *store, const cd_report_options *options, char **message);

/* How much of the path of a store comes before the ending of its name: "out/straps" of "out/straps.db". What is made of
 * a store is named so. */
int cd_store_stem(const char *path);

void cd_text_free(char *text);

/* ---- what a case may say ---- */

/* The kinds of links: their list (`kind` NULL), or one of them with its keys, units, defaults, law and source. To be
 * freed with cd_text_free. NULL: no such kind, or no memory. */
char *cd_help_link(const char *kind);

/* The name of kind i ("conduction"), NULL after the last. */
const char *cd_help_link_name(size_t i);

/* The keys of another section ("node", "event" ...), to be freed with cd_text_free; NULL: no such section, or no
 * memory. Names as above. */
char *cd_help_section(const char *type);
const char *cd_help_section_name(size_t i);

/* ---- sweeps: many variants of one case ---- */

typedef struct cd_sweep cd_sweep;

typedef struct {
    const char *data_path; /* as in cd_read_options, and the next two */
    const char *const *overrides;
    size_t n_overrides;
    const char *name;        /* of a [sweep]; NULL: the only one, unless `vary` or `points_file` is given */
    const char *const *vary; /* "n_strap = 1 .. 8 step 1", "gm.model = PT415, PT420" */
    size_t n_vary;
    const char *const *measures; /* names of measures to keep; none: those of the [sweep], else all */
    size_t n_measures;
    const char *method;        /* "grid", "zip", "lhs", "sobol"; NULL: that of the [sweep], else grid */
    long points;               /* samples of lhs and sobol; 0: as the [sweep] says */
    long seed;                 /* < 0: as the [sweep] says, else 1 */
    const char *points_file;   /* a CSV of points */
    const char *keep_profiles; /* "all", or numbers of points: "0, 5..9" */
    double rtol;               /* > 0 overrides the case's */
    bool ledger;               /* integrate the heats of the links even if no measure needs them */
    int shard, n_shards;       /* shard 1..n_shards of so many; n_shards 0: all points */
    int threads;               /* 0: as many as processors */
    bool resume, force;        /* go on with a store that is there; begin it again */
    bool skip_invalid;         /* store points that cannot be read as invalid, run the others */
    bool mpi;                  /* this is one of several processes of an MPI job: join the others */
} cd_sweep_options;

typedef struct {
    bool checking;   /* the points are being read, not yet run */
    size_t n_points; /* of this shard */
    size_t n_done;   /* with those finished by an earlier call */
    size_t n_before; /* finished by an earlier call */
    size_t n_failed;
    size_t n_bare; /* finished by an earlier call that did not keep the profile that is asked for now */
} cd_sweep_progress;

/* Reads the case and what is to be varied. As cd_case_read; texts of `options` must outlive the sweep. */
cd_status cd_sweep_open(const char *path, const cd_sweep_options *options, cd_sweep **out);
void cd_sweep_free(cd_sweep *sweep); /* accepts NULL; ends threads, commits what is finished */
size_t cd_sweep_n_messages(const cd_sweep *sweep);
const char *cd_sweep_message(const cd_sweep *sweep, size_t i);
size_t cd_sweep_n_errors(const cd_sweep *sweep);
const char *cd_sweep_name(const cd_sweep *sweep); /* of the [sweep], or "sweep" */
const char *cd_sweep_stem(const cd_sweep *sweep); /* of the case */

/* Of several processes (mpi) only that of rank 0 begins and steps a sweep; the others compute for it: cd_sweep_serve
 * returns when it ends. cd_sweep_free must be called in each. A program built without MPI is always rank 0 of one. */
bool cd_sweep_has_mpi(void);
int cd_sweep_rank(const cd_sweep *sweep);
int cd_sweep_n_ranks(const cd_sweep *sweep); /* how many processes have found each other */
void cd_sweep_serve(cd_sweep *sweep);

/* Starts the threads. The store at `path` (SQLite, see src/study/store.h) is made when all points have been read
 * without error. CD_OK; CD_FILE, CD_INPUT (other results are there) with cd_sweep_error. */
cd_status cd_sweep_begin(cd_sweep *sweep, const char *path);

/* Waits up to `wait_s` (at most 1) for finished points and stores them. To be called until it gives something else than
 * CD_GOING: CD_OK (all done, failed points among them), CD_INPUT (points that cannot be read; nothing was run), CD_FILE
 * (the store cannot be written), CD_NO_MEMORY. */
cd_status cd_sweep_step(cd_sweep *sweep, double wait_s);

/* Leaves unfinished points, stores the finished ones. */
cd_status cd_sweep_stop(cd_sweep *sweep);

cd_sweep_progress cd_sweep_state(const cd_sweep *sweep);
const char *cd_sweep_error(const cd_sweep *sweep); /* lines of text; NULL: none */

typedef struct cd_results cd_results;

/* Opens a store for reading. *out is set unless CD_NO_MEMORY; with CD_FILE it can only be asked for its error. */
cd_status cd_results_open(const char *path, cd_results **out);
void cd_results_free(cd_results *results); /* accepts NULL */
const char *cd_results_error(const cd_results *results);

typedef struct {
    const char *const *where; /* "bus.area <= 5 cm^2", "gm.model = PT415", "status = failed": all must hold */
    size_t n_where;
    const char *sort; /* a column; NULL: the number of the point */
    bool descending;
    bool csv;   /* SI, all digits, all columns but the time that the computer took; else a list to read */
    long limit; /* rows; 0: all */
} cd_results_question;

/* CD_OK, or CD_INPUT with cd_results_error. What the question names must live as long as its answer is read. */
cd_status cd_results_ask(cd_results *results, const cd_results_question *question);

/* The next piece of the answer, some thousand rows, to be freed with cd_text_free; NULL after the last. CD_OK, or
 * CD_FILE with cd_results_error. A sweep may go on writing into the file meanwhile. */
cd_status cd_results_more(cd_results *results, char **text);

/* profile.csv of a point that was kept. */
cd_status cd_results_profile(cd_results *results, long point, char **text);

typedef struct {
    const char *path; /* .svg, .png or .pdf */
    const char *data_path;
    const char *const *parameters; /* one: lines; two: the second gives the lines' names, or a contour; more: parallel
                                      axes. None: as many as were varied */
    size_t n_parameters;
    const char *measure;      /* what is drawn; NULL: the first */
    const char *pareto;       /* a second measure or parameter: the front of both, each the smaller the better */
    const char *const *where; /* as above */
    size_t n_where;
    const char *theme; /* "paper", "screen", "dark"; NULL: paper */
} cd_results_figure;
/* After CD_OK cd_results_error tells of letters that no font has, or is NULL. */
cd_status cd_results_plot(cd_results *results, const cd_results_figure *figure);

/* Puts the points of several stores of one study (shards) into a new one. *message as in cd_run_write. */
cd_status cd_results_merge(const char *out, const char *const *in, size_t n_in, char **message);

/* ---- the data that the program comes with, without a case ---- */

typedef struct cd_catalog cd_catalog;

/* `data_path` as in cd_read_options. *out is set unless CD_NO_MEMORY. Questions put to a catalog give CD_OK and *text
 * (to be freed with cd_text_free), or CD_INPUT when a name or a number in the question, or a data file, is wrong. */
cd_status cd_catalog_open(const char *data_path, cd_catalog **out);
void cd_catalog_free(cd_catalog *catalog); /* accepts NULL */

/* What was found while the last question was answered: errors and warnings, "" when there are none. */
const char *cd_catalog_messages(const cd_catalog *catalog);

/* A question about materials ("copper(RRR=50)"). None: the list of all. One: its page; with `at` ("4 K, 10 K") or `csv`
 * its properties at these temperatures; with `integral` ("4 K, 300 K") the integrals of k and c between the two. */
typedef struct {
    const char *const *materials;
    size_t n_materials;
    const char *at, *integral; /* NULL: not asked */
    bool csv;                  /* as csv, not as a table */
    const char *plot;          /* the file of cd_catalog_material_plot: .svg or .png */
} cd_material_question;
cd_status cd_catalog_material(cd_catalog *catalog, const cd_material_question *question, char **text);

/* Draws k, c, resistivity and emissivity of the materials into a file, with the library's reference points. CD_FILE and
 * *message (to be freed with cd_text_free) when it could not. */
cd_status cd_catalog_material_plot(cd_catalog *catalog, const cd_material_question *question, char **message);
/* All coolers, one a line: model, rating, no-load temperatures, range of the map, trust. Everything known of one;
 * `name` is a model, or a file that ends in .csv with a digitised map. */
cd_status cd_catalog_coolers(cd_catalog *catalog, char **text);
cd_status cd_catalog_cooler(cd_catalog *catalog, const char *name, char **text);

/* The lift at temperatures, "45 K, 4.2 K; 60 K, 10 K", as a table or as CSV with the head T1_K,T2_K,Q1_W,Q2_W,region
 * (region: map, interpolated, extended, outside; empty cells for a stage that there is not). `at` NULL: the nodes of
 * the map, as CSV. */
cd_status cd_catalog_cooler_at(cd_catalog *catalog, const char *name, const char *at, bool csv, char **text);

/* Draws the load map to `path` (.svg or .png), with the path of the cooldown in the result folder `run_dir` unless that
 * is NULL. *text is empty. */
cd_status cd_catalog_cooler_plot(cd_catalog *catalog, const char *name, const char *path, const char *run_dir,
                                 char **text);

#ifdef __cplusplus
}
#endif

#endif
