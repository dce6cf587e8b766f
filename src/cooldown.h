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
    bool fine_tables; /* tabulate materials and maps of coolers twice as finely as they need */
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
bool cd_run_stopped(const cd_run *run);   /* the stop condition ended it */
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

void cd_text_free(char *text);

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
