/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report - one page that explains a result folder. The page is plots/report.html with report.css, page.js and report.js
 * in it; the parts between {{ and }} are written by the functions here. The page of a sweep has a template and parts of
 * its own: report_sweep.h.
 */
#ifndef CD_OUTPUT_REPORT_H
#define CD_OUTPUT_REPORT_H

#include "call.h"

/* A figure in the page. */
typedef struct {
    const char *name, *caption; /* says what it shows: also the alternative text */
    const char *svg;            /* NULL: it could not be drawn */
    const char *box;            /* where its axis of time, or its two of temperature, lie (gnuplot.c), or NULL */
} cd_report_figure;

typedef struct {
    cd_call *call;
    cd_arena *arena;
    const cd_result *result;
    const char *plots;    /* folder of the templates */
    const char *resolved; /* text of case.resolved.ini, or NULL */
    cd_report_figure *figure;
    size_t n_figures;
    const char *network;  /* SVG, or NULL */
    const char *problems; /* what could not be drawn, one line each */
} cd_report;

/* The parts. */
void cd_report_verdict(const cd_report *r, FILE *out);
void cd_report_figures(const cd_report *r, FILE *out);
void cd_report_network(const cd_report *r, FILE *out);
void cd_report_shape(const cd_report *r, FILE *out); /* "tall", or nothing: of the network's picture */
void cd_report_now(const cd_report *r, FILE *out);
void cd_report_tables(const cd_report *r, FILE *out);
void cd_report_ranges(const cd_report *r, FILE *out);
void cd_report_versions(const cd_report *r, FILE *out);

/* What the page's program knows: rows, columns, nodes, lines of the network. To be freed with json_decref. */
json_t *cd_report_data(const cd_report *r);

/* The verdict as sentences: "coil meets T(coil) < 5 K after 12.41 h"; NULL where there is nothing to say. */
typedef struct {
    const char *time, *time_of; /* "12.41 h", "T(coil) < 5 K" */
    const char *base, *base_of; /* "3.020 K", "coil at the end" */
    const char *margin, *margin_of;
    const char *holds, *holds_of; /* the first of the ranking, what it would save */
} cd_verdict;
cd_verdict cd_report_judge(cd_arena *arena, const cd_result *result);

/* The summary without a browser. */
void cd_report_markdown(const cd_report *r, FILE *out);

#endif
