/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * one_figure - one figure drawn to a file that the user names, outside any result folder.
 *
 *     cd_figure figure;
 *     if (cd_figure_begin(&figure, arena, data_path, "plots/copper.svg", "material")) {
 *         cd_gnuplot_set_text(figure.prologue, "title", "Copper");
 *         FILE *data = cd_folder_open(&figure.folder, "curve.csv");   // what the template reads
 *         ...
 *         cd_folder_close(&figure.folder, data, "curve.csv");
 *     }
 *     const char *error = cd_figure_end(&figure);                     // draws it; NULL: the file is there
 */
#ifndef CD_OUTPUT_ONE_FIGURE_H
#define CD_OUTPUT_ONE_FIGURE_H

#include "folder.h"

typedef struct {
    cd_arena *arena;
    const char *plots, *template; /* the folder of the templates; the template's name without ".gp" */
    const char *path;             /* of the figure: ends in .svg, .png or .pdf */
    cd_folder folder;             /* where that lies, with a hidden folder for what gnuplot reads */
    FILE *prologue;               /* variables for the template (gnuplot.h) */
    const char *error;            /* the first thing that went wrong */
    const char *note;             /* after cd_figure_end: letters that no font has, or NULL */
} cd_figure;

/* The first of the folders of `data_path` (separated by ':', may be NULL), then the built-in one, that has
 * plots/style.gp: its plots/ as an absolute path; NULL: none. */
const char *cd_find_plots(cd_arena *arena, const char *data_path);

/* False, with figure->error set, when there is no such template, or the file cannot be written or is none of .svg,
 * .png and .pdf. The prologue already has `file`. */
bool cd_figure_begin(cd_figure *figure, cd_arena *arena, const char *data_path, const char *path, const char *template);

/* Draws and leaves the figure at its path, whole or not at all. Returns NULL, or a sentence that says what went wrong.
 * To be called in any case. */
const char *cd_figure_end(cd_figure *figure);

#endif
