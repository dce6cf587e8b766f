/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_sweep - one page that explains the store of a sweep: plots/sweep.html with report.css, page.js and sweep.js in
 * it. The parts between {{ and }} are written by the functions here.
 */
#ifndef CD_OUTPUT_REPORT_SWEEP_H
#define CD_OUTPUT_REPORT_SWEEP_H

#include "call.h"
#include "sweep_plot.h"

/* A figure in the page, and what is drawn in it. */
typedef struct {
    const char *caption;
    const char *svg, *box; /* NULL: it could not be drawn; where its axes lie (gnuplot.c) */
    cd_sweep_figure drawn;
} cd_sweep_page_figure;

typedef struct {
    cd_call *call;
    cd_arena *arena;
    cd_results *results;
    const char *plots;                             /* folder of the templates */
    const char *problems;                          /* what could not be drawn, one line each */
    const cd_result_column **parameter, **measure; /* parameters with more than one value; measures with any */
    size_t n_parameters, n_measures;
    size_t *order; /* all rows, the first measure rising, what has none last */
    size_t n_ok;
    cd_sweep_page_figure *figure;
    size_t n_figures;
} cd_sweep_report;

/* Rows of the tables of points; more are in the store. */
enum { CD_MOST_LISTED = 500, CD_MOST_LISTED_MARKDOWN = 40 };

/* The rows with the least and the greatest of a measure; false when no row has it. */
bool cd_sweep_extremes(const cd_results *r, const cd_result_column *c, size_t *least, size_t *most);

/* Whether not all rows that have a value have the same (of a measure: to 1e-6). */
bool cd_sweep_varies(const cd_results *r, const cd_result_column *c);

/* Finished points that failed for one reason. */
typedef struct {
    const char *status, *why;
    size_t n;
    long first; /* a point of it */
} cd_sweep_failure;
size_t cd_sweep_failures(const cd_sweep_report *r, cd_sweep_failure *list, size_t most, size_t *left_off);

/* "12.41 h", "PT415": a cell with its unit; without one when `bare`; "never" of a measure that an end did not bring, a
 * dash of a point that failed. */
const char *cd_sweep_value(const cd_sweep_report *r, const cd_result_column *c, size_t row, bool bare);

/* "former_strap.area = 10 cm^2, pt415.model = PT420": the parameters of a row. */
const char *cd_sweep_design(const cd_sweep_report *r, size_t row);

/* "195 of 195", and whether that is all. */
const char *cd_sweep_count(const cd_sweep_report *r);
const char *cd_sweep_count_of(const cd_sweep_report *r);

/* "; 3 never reach it": points that came to their end without the measure; "" for none. */
const char *cd_sweep_never(const cd_sweep_report *r, const cd_result_column *c);

/* The parts. */
void cd_sweep_report_verdict(const cd_sweep_report *r, FILE *out);
void cd_sweep_report_figures(const cd_sweep_report *r, FILE *out);
void cd_sweep_report_designs(const cd_sweep_report *r, FILE *out);
void cd_sweep_report_points(const cd_sweep_report *r, FILE *out);
void cd_sweep_report_versions(const cd_sweep_report *r, FILE *out);

/* What the page's program knows: columns, points, what the figures show. To be freed with json_decref. */
json_t *cd_sweep_report_data(const cd_sweep_report *r);

/* The summary without a browser. */
void cd_sweep_report_markdown(const cd_sweep_report *r, FILE *out);

#endif
