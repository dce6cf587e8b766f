/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * property_reach - how far the data of a property reach and how good they are, in a few characters.
 */
#ifndef CD_OUTPUT_PROPERTY_REACH_H
#define CD_OUTPUT_PROPERTY_REACH_H

#include "../material/material.h"
#include "format.h"

/* Of the pieces that are not continuations. */
typedef struct {
    double T_min_K, T_max_K;
    cd_grade worst;
    bool recalled, estimate; /* any of them */
} cd_property_reach;

cd_property_reach cd_property_reach_of(const cd_property *property);

/* "1-320 A", "4-300 Cre": range in K, worst grade (U: the user's), r recalled, e estimated; "-" for NULL. */
cd_short cd_property_reach_text(const cd_property *property);

#endif
