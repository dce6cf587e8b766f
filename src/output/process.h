/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * process - runs another program (gnuplot, dot, a browser) in a folder, without terminal, its messages in a file there.
 */
#ifndef CD_OUTPUT_PROCESS_H
#define CD_OUTPUT_PROCESS_H

#include "../text/arena.h"

/* Runs words[0] with the words after it (the list ends with NULL) in `folder`; what it prints goes to the file `log`
 * there. NULL when it succeeded, else a sentence why not (in the arena); `*missing` is set when there is no such
 * program at all. */
const char *cd_process_run(cd_arena *arena, const char *folder, const char *const *words, const char *log,
                           int *missing);

#endif
