/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * contact - the laws of thermal contacts (joints), used by [contact] between two nodes and by [conduction] at its ends.
 *
 * Every law has a potential: Q = Phi(T_first) - Phi(T_second), Phi' = G(T) >= 0.
 */
#ifndef CD_LINK_CONTACT_H
#define CD_LINK_CONTACT_H

#include "link.h"

/* A law with its numbers. Filled by the check of a [contact] section. */
struct cd_joint {
    double (*law_W)(const cd_joint *joint, double T_first_K, double T_second_K); /* one joint, first to second */
    double (*law_W_per_K)(const cd_joint *joint, double T_K);
    const cd_curve *G;       /* law of a curve, times a */
    double a;                /* G = a T^exponent at low temperature, W/K^(1 + exponent) */
    double exponent;         /* power law */
    double T_saturation_K;   /* saturating law: G approaches a * T_saturation_K^exponent */
    double T_offset_K;       /* law of a line: G = a (T - T_offset_K) */
    double number;           /* how many of them side by side */
    const char *doubt, *why; /* what about it is recalled or second hand, and why that matters; NULL: nothing */
};

/* The element (cd_flow; params is a cd_joint) that a joint becomes, alone or at the end of a strap. */
int cd_joint_flow(const void *joint, const double *T_K, cd_when when, double *Q_W, double *dQ_dT);

/* Expands a joint into its element between two nodes. */
void cd_joint_expand(cd_expander *ex, const cd_joint *joint, int first, int second);

/* Conductance at one temperature, W/K. */
double cd_joint_conductance(const cd_joint *joint, double T_K);

/* `number` (> 0) of these joints side by side; NULL for NULL. */
const cd_joint *cd_joint_times(cd_arena *arena, const cd_joint *joint, double number);

/* Tells the run's audit if the data of the joints of a link are doubtful; `second` may be NULL or the same. */
void cd_joint_audit(cd_expander *ex, const cd_joint *first, const cd_joint *second);

/* The law of a [contact] section, from its filled and checked params: for those who use it as a template. */
const cd_joint *cd_contact_joint(const void *params);

/* Joints whose conductance goes with their area (joint_area.c). */
typedef enum {
    CD_AREA_NONE,
    CD_AREA_GREASE,
    CD_AREA_SOLDER,
    CD_AREA_GMELIN_COPPER,
    CD_AREA_GMELIN_POLYMER,
    CD_AREA_GMELIN_STEEL,
    CD_AREA_KAPITZA_CU_SAPPHIRE,
    CD_AREA_KAPITZA_AL_SAPPHIRE,
    CD_AREA_KAPITZA_CU_IN,
    CD_AREA_KAPITZA_CU_EPOXY,
    CD_AREA_KAPITZA_CU_AL,
    CD_AREA_KAPITZA_KAPTON_HELIUM
} cd_joint_area;

/* Heat transfer coefficient over temperature, W/(m^2 K). */
const cd_curve *cd_joint_area_curve(cd_arena *arena, cd_joint_area which);

/* What a preset needs beside its name. */
typedef enum { CD_NEEDS_FORCE, CD_NEEDS_AREA, CD_NEEDS_NOTHING } cd_joint_needs;

/* A preset of the joint table: conductance at 4.2 K (of a pressed one at 445 N, 100 lbf; of one that needs an area per
 * m^2), how it grows with force, how far it can be off, and where it comes from. */
typedef struct {
    const char *name;
    const char *title;
    double G_W_per_K;                       /* at CD_PRESET_T_K and CD_PRESET_FORCE_N, or of 1 m^2 */
    double G_least_W_per_K, G_most_W_per_K; /* the plausible range of the same */
    double force_exponent;                  /* G grows as force^this */
    double T_saturation_K;
    const char *status; /* "M" recalled from the cited literature, "F2" read in a second-hand source; NULL: read */
    const char *source;
    cd_joint_needs needs;
    cd_joint_area area;
    double exponent, T_offset_K; /* of one that needs nothing: G = G_W_per_K (T/4.2 K)^exponent, or a line through 0 at
                                    T_offset_K */
} cd_joint_preset;

#define CD_PRESET_T_K     4.2
#define CD_PRESET_FORCE_N 445.0
#define CD_N_PRESETS      21

/* The table for help. */
void cd_joint_presets_print(FILE *out);

extern const cd_joint_preset cd_joint_presets[CD_N_PRESETS];
extern const char *const cd_joint_preset_names[CD_N_PRESETS + 1]; /* the same names in the same order, ended by NULL */

#endif
