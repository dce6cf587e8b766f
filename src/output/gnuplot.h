/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gnuplot - runs gnuplot on a template, and hands it texts and numbers that it cannot take for commands.
 *
 * gnuplot runs what stands in back-quotes inside double quotes, and opens pipes for file names that begin with '<' or
 * '|'. So every text goes in single quotes, the file names are the program's own, and gnuplot works inside the folder
 * that holds them.
 */
#ifndef CD_OUTPUT_GNUPLOT_H
#define CD_OUTPUT_GNUPLOT_H

#include "../text/arena.h"

#include <stdio.h>

/* The text in single quotes: ' as the typographic apostrophe, control characters as blanks, at most `most` characters
 * (the rest as "..."). */
void cd_gnuplot_text(FILE *out, const char *text, size_t most);

/* name = 'text' and name = number, as lines of a prologue. */
void cd_gnuplot_set_text(FILE *out, const char *name, const char *text);
void cd_gnuplot_set_number(FILE *out, const char *name, double value);

/* array name[n] = [...]; nothing for n = 0. */
void cd_gnuplot_set_texts(FILE *out, const char *name, const char *const *text, size_t n);
void cd_gnuplot_set_numbers(FILE *out, const char *name, const int *value, size_t n);
void cd_gnuplot_set_doubles(FILE *out, const char *name, const double *value, size_t n);

/* Runs prologue, style and template in `folder`, once for each device ("svg", "png", "pdf"; the list ends with NULL);
 * the template writes there. NULL when it succeeded, else a sentence why not (in the arena); `*missing` is set when
 * there is no gnuplot at all; *note: NULL, or a sentence about letters that no font has (letters.h). */
const char *cd_gnuplot_draw_as(cd_arena *arena, const char *folder, const char *prologue, const char *style,
                               const char *template, const char *const *devices, int *missing, const char **note);

#endif
