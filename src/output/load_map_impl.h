/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load_map_impl - what load_map.c and load_map_labels.c share: the axes of the picture, and the texts at its lines.
 */
#ifndef CD_OUTPUT_LOAD_MAP_IMPL_H
#define CD_OUTPUT_LOAD_MAP_IMPL_H

#include "load_map.h"

/* What the axes show of the plane of the two temperatures. */
typedef struct {
    double low_K[2], high_K[2];
    bool log[2];
} cd_map_axes;

/* Where a temperature falls on its axis, 0..1, and back. */
double cd_map_place(const cd_map_axes *axes, int m, double T_K);
double cd_map_at(const cd_map_axes *axes, int m, double place);

typedef struct {
    int stage; /* 0, 1 */
    double T_K[2];
    const char *text;
} cd_map_label;

/* The texts with their middles; `assumed`: what is assumed is drawn too. path->n 0: no path. */
cd_map_label *cd_load_map_labels(cd_arena *arena, const cd_load_map *map, const cd_map_axes *axes, bool assumed,
                                 const cd_path *path, size_t *n);

#endif
