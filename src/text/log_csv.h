/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_csv - lines of a measured log: separators are commas, semicolons or tabs, the first column is the time, a cell
 * that is not a number is a gap.
 */
#ifndef CD_TEXT_LOG_CSV_H
#define CD_TEXT_LOG_CSV_H

#include <stddef.h>

#define CD_LOG_MOST_COLUMNS 256

char cd_log_separator(const char *line);

/* Cuts a line at its separators, in place, into at most CD_LOG_MOST_COLUMNS cells; blanks and quotes around cells are
 * dropped. */
size_t cd_log_cut(char *line, char separator, char **cell);

/* Seconds in the unit of the first column: "time_h", "t (min)", "time_s". */
double cd_log_time_scale(const char *heading);

/* NAN: a gap. */
double cd_log_number(const char *cell);

#endif
