/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * steady_notes - see steady_notes.h.
 */
#include "steady_notes.h"
#include "format.h"

size_t cd_steady_notes(cd_arena *arena, const cd_steady *st, const char *notes[CD_STEADY_NOTES])
{
    const size_t n_states = st->found.n;
    size_t n = 0;
    if (st->status != CD_OK && n_states > 0)
        notes[n++] =
            cd_arena_printf(arena, "the case's own start leads to no steady state; %zu state%s found from other starts",
                            n_states, n_states == 1 ? " was" : "s were");
    if (st->cs->n_rules > 0 && st->cs->net->n_states > 0)
        notes[n++] =
            "what events, schedules and switching thermostats do is left out: links are as the case begins them";
    return n;
}
