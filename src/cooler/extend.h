/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * extend - maps continued to room temperature by an assumption that their file states, and maps made of ratings alone.
 *
 * It is done in the plane of loads, where a map is a rectangle: grid lines of larger loads are added, with the
 * temperatures that the assumption gives there, and marked CD_REGION_EXTENDED. What joins them to the measured nodes is
 * the same C1 surface that joins those, and the same checks hold for the whole.
 *
 * Scaled map: the lift of another machine, Q_i = s_i Q_i,other(T1, T2). s_i is what both give at the warm corner of the
 * data and goes over, smoothly in ln Q, to what the stated lift at (300 K, 300 K) wants; without one it stays.
 * Saturating: each stage on its own along the curve of warm.h, from the temperature and slope that it has at the edge.
 */
#ifndef CD_COOLER_EXTEND_H
#define CD_COOLER_EXTEND_H

#include "grid.h"
#include "warm.h"

typedef struct {
    const char *source;  /* what the assumption rests on; NULL: there is no extension */
    const cd_grid *like; /* the machine whose map is scaled; NULL: saturating */
    const char *like_name;
    double warm_W[2];  /* lift of each stage when all is at 300 K; NAN with `like`: as at the edge */
    double theta_K[2]; /* saturating */
} cd_extension;

/* The grid with its extension. NULL and a sentence in *why when the assumption contradicts the data: a lift at 300 K
 * that is below what the edge has, a fold. */
const cd_grid *cd_grid_extend(cd_arena *arena, const cd_grid *own, const cd_extension *extension, const char **why);

/* Why cd_warm_from_edge found no curve for a stage ("stage 1", "the stage"). */
const char *cd_warm_fault(cd_arena *arena, const char *stage, double T_K, double Q_W, double slope_W_per_K,
                          double warm_W, double theta_K);

/* Lift of a grid at temperatures in K; false outside. */
bool cd_grid_lift(const cd_grid *grid, const double T_K[2], double Q_W[2]);

/* The points of a single stage (T_K ascending) followed by those of its saturating extension from the last; *n grows.
 * NULL and a sentence in *why as above. */
bool cd_points_extend(cd_arena *arena, double **T_K, double **Q_W, cd_region **origin, size_t *n,
                      const cd_extension *extension, const char **why);

/* What is known of a machine that has only a rating. */
typedef struct {
    double no_load_K[2], T_K[2], Q_W[2], warm_W[2];
} cd_rating_form;

/* Both stages apart along the second form of warm.h. NULL and a sentence in *why. */
const cd_grid *cd_grid_of_rating(cd_arena *arena, const cd_rating_form *form, const char **why);

/* The same for one stage, as points; *n of them. */
bool cd_points_of_rating(cd_arena *arena, const cd_rating_form *form, double **T_K, double **Q_W, cd_region **origin,
                         size_t *n, const char **why);

#endif
