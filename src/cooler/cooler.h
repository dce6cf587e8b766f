/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler - capacity maps of cryocoolers: lift of one or two stages as a function of their temperatures, with exact
 * partials.
 *
 * Two stages: the file is a grid of imposed loads (Q1, Q2) with the temperatures (T1, T2) measured there. T(q) is a C1
 * bicubic (PCHIP) of ln T in (Q1, asinh(Q2/1 W)), inverted cell by cell into a C1 bicubic table over (ln T1, ln T2);
 * outside the measured region the point is projected on it and each stage goes on in its own temperature only. Never
 * clamped at zero: below its no-load curve a stage is a weak heat source. One stage: C1 curve Q(T) (PCHIP in ln T;
 * linear if asked for), continued with its end slope (at least 0 beyond the warm end).
 */
#ifndef CD_COOLER_COOLER_H
#define CD_COOLER_COOLER_H

#include "../text/expr.h"
#include "../text/ini.h"

/* Where a point lies: on measured data, on a part that the file marks as interpolated or extrapolated, on the extension
 * that the file assumes beyond its data or what continues that, or outside the data. From the most to the least
 * certain. */
typedef enum {
    CD_REGION_MAP,
    CD_REGION_INTERPOLATED,
    CD_REGION_EXTRAPOLATED,
    CD_REGION_EXTENDED,
    CD_REGION_OUTSIDE,
    CD_N_REGIONS
} cd_region;

typedef struct cd_cooler cd_cooler;

/* How far the numbers of a file can be traced: read in a document of the vendor or a paper, in a second-hand source, or
 * recalled and never checked. */
typedef enum { CD_TRUST_UNKNOWN, CD_TRUST_VERIFIED, CD_TRUST_SECONDARY, CD_TRUST_RECALLED } cd_trust;

/* Lift of each stage at a temperature; NAN where nothing is said. */
typedef struct {
    double Q_W[2], T_K[2];
} cd_rating;

typedef struct {
    const char *model, *title, *source, *notes; /* NULL: not given */
    const char *frequency, *uncertainty;        /* as the file says; NULL: not given */
    const char *region, *orientation, *digitisation;
    int n_stages;
    int stage;                     /* of a curve of one stage: 1, or 2 for a second stage on its own */
    double T_base_K[2];            /* no-load temperatures: both heaters off; 0: none */
    double T_min_K[2], T_max_K[2]; /* range of the data per stage; 0 and infinity for a constant or formula, NAN when
                                      there is only a rating */
    cd_trust trust;
    const char *trust_why;
    cd_rating rating, guaranteed; /* nominal; what the vendor certifies at least */
    double input_power_W;         /* of the compressor; NAN: not known */
    double extra_mass_kg[2];      /* copper-equivalent mass of the cold ends; 0 unless the file says */
    bool by_rating;               /* no map: curves through no load, rating and an assumed lift at 300 K */
    const char *assumed;          /* what the lift beyond the data rests on; NULL: nothing is assumed */
    const char *assumed_like;     /* the model whose map is scaled for it; NULL: saturating curves */
    double warm_W[2];             /* the assumed lift of each stage when all is at 300 K; NAN: nothing is assumed */
} cd_cooler_info;

/* The models of one case: where their files are looked for. */
typedef struct cd_coolers cd_coolers;
cd_coolers *cd_coolers_new(const cd_reading *rd, const char *const *folders, size_t n);

/* The model of that name ("PT415"); read and inverted at the first use. NULL after diagnostics: unknown (nearest
 * named), malformed, folded cell, missing node ... */
const cd_cooler *cd_cooler_get(cd_coolers *coolers, const cd_reading *rd, const cd_value *name);

/* A map in a file of comma-separated values: a head "T1_K,Q1_W,T2_K,Q2_W,flag" (units after the underscore; T1_K,Q1_W
 * for one stage), a node in each line, '#' before remarks. `path` may be relative to the working directory. NULL after
 * diagnostics. */
const cd_cooler *cd_cooler_get_csv(cd_coolers *coolers, const cd_reading *rd, const cd_value *name, const char *path);

/* A single-stage cooler from a text in the case: a table "4 K: 1.5 W, 10 K: 10 W" or a formula "$(2 mW/K^2 * T^2)" or a
 * constant. `linear`: straight lines between the table's points. */
const cd_cooler *cd_cooler_from_text(const cd_reading *rd, const cd_value *value, bool linear);

const cd_cooler_info *cd_cooler_about(const cd_cooler *cooler);
size_t cd_coolers_files(const cd_coolers *coolers, const cd_source *const **sources);
size_t cd_coolers_names(cd_coolers *coolers, const char *const **names);

/* Whether the data end so far below 300 K that a run from room temperature leaves them. */
bool cd_cooler_ends_cold(const cd_cooler *cooler);

/* The same cooler with another lift at 300 K in the place of the assumed one (NAN: keep it). Data that end in the cold
 * without an assumption get one: saturating, with a decay of 85 K. NULL, and a sentence in *why, when there is nothing
 * to assume or the data contradict it. Begins its table anew: 1 ms. */
const cd_cooler *cd_cooler_with_warm_capacity(cd_arena *arena, const cd_cooler *cooler, const double warm_W[2],
                                              const char **why);

/* The same with the assumed lift at 300 K times `share`, though at least 5 % above what the data reach: used[] are the
 * shares that the stages then have. NULL when nothing is assumed, or nothing sound comes out. */
const cd_cooler *cd_cooler_assuming(cd_arena *arena, const cd_cooler *cooler, double share, double used[2]);

/* What the map lifts at the temperatures of a rating (stages without one: NAN). */
void cd_cooler_lift_at(const cd_cooler *cooler, const cd_rating *rating, double Q_W[2]);

/* The measured nodes of a map and the least certain ones, for figures: temperatures, loads, region; *n of them. */
typedef struct {
    double T_K[2], Q_W[2];
    cd_region origin;
} cd_node_of_map;
const cd_node_of_map *cd_cooler_nodes(cd_arena *arena, const cd_cooler *cooler, size_t *n);

/* The temperatures at which a cooler of two stages stands under given loads (W); false outside its map. */
bool cd_cooler_temperatures(const cd_cooler *cooler, const double *Q_W, double *T_K);

/* Lift (W, positive: heat taken out of the stage) at stage temperatures T_K[0..n_stages-1] (> 0), and, when dQ_dT is
 * not NULL, dQ_dT[i * n_stages + j] = dQ_i / dT_j (W/K). No allocation; any number of threads. */
void cd_cooler_lift(const cd_cooler *cooler, const double *T_K, double *Q_W, double *dQ_dT);

/* Where that point lies on the map. */
cd_region cd_cooler_region(const cd_cooler *cooler, const double *T_K);

/* The same where points follow each other closely: place[] is what is left from the last one, NAN at first. */
cd_region cd_cooler_region_beside(const cd_cooler *cooler, const double *T_K, double place[2]);

/* The same lift without the table: the source map inverted by Newton's method (slow; for checks). Two stages only;
 * false when the point is outside the map. */
bool cd_cooler_lift_exact(const cd_cooler *cooler, const double *T_K, double *Q_W);

#endif
