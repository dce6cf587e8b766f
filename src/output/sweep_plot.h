/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_plot - what the figures of a study share.
 */
#ifndef CD_OUTPUT_SWEEP_PLOT_H
#define CD_OUTPUT_SWEEP_PLOT_H

#include "../study/store_read.h"
#include "one_figure.h"

typedef struct {
    cd_figure figure;
    const cd_result_column **axes; /* parameters */
    size_t n_axes;
    const char *others;                       /* what varies besides: a sentence, or "" */
    const cd_result_column *measure, *second; /* second: of a Pareto front, or NULL */
    size_t *row;                              /* rows of the table that have the measure */
    size_t n_rows;
    size_t best;            /* the row with the least measure */
    const char *note;       /* what of the rows is not drawn, "" for none */
    size_t *front, n_front; /* rows of the Pareto front along it, where one is drawn */
    bool sampled;           /* a map between points that are no grid */
    size_t *word, n_words;  /* rows with the words on the abscissa of lines, in their order */
} cd_sweep_figure;

/* Draws the rows that were fetched as asked for, in the theme asked for, to asked->path; what it shows is in *f, its
 * kind is f->figure.template. CD_OK, CD_INPUT, CD_FILE with cd_results_error. Memory that runs out lands where the
 * results say.
 */
cd_status cd_sweep_draw(cd_results *r, const cd_results_figure *asked, cd_sweep_figure *f);

/* The different words of a column in the order of the rows, each by its first row. */
size_t cd_sweep_words(cd_arena *arena, const cd_sweep_figure *f, const cd_result_column *c, size_t **row);

/* Writes data and prologue of one kind of figure. */
typedef void cd_sweep_drawing(cd_arena *arena, cd_sweep_figure *f);
cd_sweep_drawing cd_draw_sweep_lines, cd_draw_sweep_map, cd_draw_sweep_axes, cd_draw_sweep_pareto;

/* How many parameters parallel axes show, before the measure. */
size_t cd_sweep_n_axes(const cd_sweep_figure *f);

/* A value in the unit that it is shown in; NAN for words. */
double cd_column_shown(const cd_result_column *c, size_t row);

/* "bus.area (cm^2)"; beside an axis with not more than so many letters of the name, so that the unit stays. */
const char *cd_column_title(cd_arena *arena, const cd_result_column *c);
const char *cd_axis_title(cd_arena *arena, const cd_result_column *c, size_t most);

/* At most so many letters of a text, and then "...". */
const char *cd_short_text(cd_arena *arena, const char *text, size_t most);

/* How many letters of a name fit beside the axes of y and z, and below that of x. */
enum { CD_LETTERS_X = 38, CD_LETTERS_Y = 26 };

/* The different values of a column, rising, in the unit shown. */
size_t cd_column_distinct(cd_arena *arena, const cd_sweep_figure *f, const cd_result_column *c, double **value);

/* Values that rise by equal ratios want a logarithmic axis. */
bool cd_column_logarithmic(cd_arena *arena, const cd_sweep_figure *f, const cd_result_column *c);

/* Two numeric parameters that can be drawn as a map; a second parameter with few values or words, whose values name
 * lines. */
bool cd_is_map(cd_arena *arena, const cd_sweep_figure *f);
bool cd_has_series(cd_arena *arena, const cd_sweep_figure *f);

#endif
