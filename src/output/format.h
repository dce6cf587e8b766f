/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * format - numbers as a person reads them, columns of UTF-8 text, and texts that grow in memory.
 *
 * A text is an ordinary FILE on memory (open_memstream), so that it is written with fprintf. While one is open the
 * thread's locale is "C": a host program with a decimal comma still gets the same texts.
 */
#ifndef CD_OUTPUT_FORMAT_H
#define CD_OUTPUT_FORMAT_H

#include "../text/arena.h"

#include <locale.h>
#include <stdio.h>

/* The "C" locale for this thread between the two calls. */
typedef struct {
    locale_t c, before;
} cd_locale;
cd_locale cd_locale_begin(void);
void cd_locale_end(cd_locale *locale);

typedef struct {
    FILE *out; /* NULL: no memory */
    char *text;
    size_t length;
    cd_locale locale;
} cd_text;

void cd_text_begin(cd_text *text);

/* Closes it and gives the text (malloc), NULL when memory ran out meanwhile. */
char *cd_text_end(cd_text *text);

/* A whole text (malloc), with an arena for what is needed on the way; NULL when memory ran out. */
typedef void cd_text_writer(FILE *out, cd_arena *arena, const void *of);
char *cd_text_make(cd_text_writer *write, const void *of);

/* A short text by value, to be used at once in a printf. */
typedef struct {
    char s[48];
} cd_short;

/* "1.234 MJ": four significant digits, decimal prefix; "-" for NaN. */
cd_short cd_si(double value, const char *unit);

/* Four significant digits, never an exponent between 1e-3 and 1e6; "-" for NaN. */
cd_short cd_number(double value);

/* "3.42 h", "12.1 min", "8.5 s": the unit that suits the value. */
cd_short cd_time(double t_s);

/* The unit in which the times of a run of this length are shown: h from two hours on, min, s. */
typedef struct {
    const char *name;
    double s;
} cd_time_unit;
cd_time_unit cd_time_unit_of(double t_s);

/* Writes the text and blanks up to `width` characters (not bytes); a negative width puts the blanks first. */
void cd_column(FILE *out, const char *s, int width);

/* Writes a text and ends its line, wrapped at blanks into lines of at most `width` bytes: the first goes on where
 * `column` bytes stand already, the others begin with `indent` blanks. */
void cd_wrapped(FILE *out, const char *text, int column, int indent, int width);

/* How many characters (not bytes) a UTF-8 text has. */
int cd_characters(const char *s);

/* "s", or nothing for one. */
const char *cd_plural(size_t n);

#endif
