/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mli_layers - a blanket layer by layer: floating shields between the two boundaries, each a massless node.
 *
 * In each gap q = sigma (T_i^4 - T_j^4) / (1/e_i + 1/e_j - 1) + h (T_i - T_j) + gas, where the spacers' h acts between
 * shields only. Where there are fewer nodes than shields, an inner element stands for m gaps in series: D, 1/h and
 * 1/gas times m, which is exact for each of the three alone.
 */
#ifndef CD_LINK_MLI_LAYERS_H
#define CD_LINK_MLI_LAYERS_H

#include "gas_path.h"

typedef struct {
    int shields, nodes;          /* nodes <= shields */
    double area_m2, degradation; /* the second multiplies radiation and spacers, not gas */
    double emissivity, wall_emissivity[2];
    double spacer_W_per_m2_K;
    bool has_gas;
    cd_gas_path gas; /* of one gap */
} cd_mli_layers;

void cd_mli_layers_expand(cd_expander *ex, const cd_mli_layers *layers, const int *nodes);

/* Of the whole blanket in series, all at one temperature, W/K. */
double cd_mli_layers_conductance(const cd_mli_layers *layers, double T_K);

#endif
