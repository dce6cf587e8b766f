/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * property_reach - see property_reach.h.
 */
#include "property_reach.h"

#include <math.h>

cd_property_reach cd_property_reach_of(const cd_property *p)
{
    cd_property_reach s = {INFINITY, 0, CD_GRADE_A, false, false};
    for (size_t i = 0; i < p->n_pieces; i++) {
        const cd_piece *piece = &p->pieces[i];
        if (piece->continuation)
            continue;
        s.T_min_K = fmin(s.T_min_K, piece->T_min_K);
        s.T_max_K = fmax(s.T_max_K, piece->T_max_K);
        s.worst = piece->grade > s.worst ? piece->grade : s.worst;
        s.recalled |= piece->recalled;
        s.estimate |= piece->estimate;
    }
    return s;
}

cd_short cd_property_reach_text(const cd_property *p)
{
    cd_short text = {"-"};
    if (p) {
        cd_property_reach s = cd_property_reach_of(p);
        char range[32] = "any T";
        if (isfinite(s.T_max_K))
            snprintf(range, sizeof range, "%.4g-%.4g", s.T_min_K, s.T_max_K);
        snprintf(text.s, sizeof text.s, "%.30s %c%s%s", range, "ABCDU"[s.worst], s.recalled ? "r" : "",
                 s.estimate ? "e" : "");
    }
    return text;
}
