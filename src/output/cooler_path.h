/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_path - the temperatures of a cooler's stages along a cooldown, from a result folder.
 */
#ifndef CD_OUTPUT_COOLER_PATH_H
#define CD_OUTPUT_COOLER_PATH_H

#include "../text/expr.h"

typedef struct {
    double (*T_K)[2]; /* NAN: a gap between the paths of two coolers */
    size_t n;
    const char *of; /* the coolers: "a, b" */
} cd_path;

/* Looks in DIR/case.resolved.ini for the coolers of that model (or map file, under whatever
 * path), and in DIR/profile.csv for the temperatures of its
 * nodes. False after diagnostics: no such folder, no such cooler there, no such column. */
bool cd_path_read(const cd_reading *rd, const char *dir, const char *model, int n_stages, cd_path *out);

#endif
