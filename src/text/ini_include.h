/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ini_include - which file an `include` means, and whether it may be read. Used by ini.c only.
 */
#ifndef CD_TEXT_INI_INCLUDE_H
#define CD_TEXT_INI_INCLUDE_H

#include "diag.h"

/* A file that is being read. */
typedef struct cd_ini_file {
    const cd_source *source;
    const char *real;                 /* path without symbolic links; NULL: a text in memory, without a folder */
    const struct cd_ini_file *within; /* the file that includes it, NULL for the main file */
    size_t depth;                     /* 0 for the main file */
    cd_span place;                    /* where it is included */
} cd_ini_file;

/* All files that a reading has met. */
typedef struct cd_ini_includes cd_ini_includes;
cd_ini_includes *cd_ini_includes_new(cd_arena *arena, cd_diags *diags);

/* Reads the main file; NULL after adding an error. */
const cd_ini_file *cd_ini_main(cd_ini_includes *includes, const char *path);

/* Reads the file that `value` names in an include of `within`; NULL after adding an error at the value: a path that
 * leads outside the folder of `within`, a file that cannot be read, is being read (circular), or was read before (its
 * names would all be repeated; and files that include each other twice would take forever), nesting over 16 deep. */
const cd_ini_file *cd_ini_include(cd_ini_includes *includes, const cd_ini_file *within, const cd_value *value);

#endif
