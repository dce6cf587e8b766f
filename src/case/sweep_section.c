/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep_section - [sweep NAME]: which values are to be varied and what is wanted of each point. Kept as texts; the
 * study floor reads them.
 */
#include "case_impl.h"

#include <string.h>

const char *const cd_sweep_methods[] = {"grid", "zip", "lhs", "sobol", NULL};

#define OFFSET(member) offsetof(cd_sweep_section, member)
const cd_field cd_sweep_fields[] = {
    {.key = "vary",
     .type = CD_FIELD_VALUES,
     .offset = OFFSET(vary),
     .help =
         "a parameter or a key and its values: n_strap = 1 .. 8 step 1, l_strap = 80 mm .. 300 mm in 12, bus.area = "
         "1 cm^2 .. 10 cm^2 in 5 log, gm.model = PT415, PT420; several lines add up"},
    {.key = "measure",
     .type = CD_FIELD_VALUES,
     .offset = OFFSET(measure),
     .help = "names of the measures that are kept, separated by commas; without it all of the case"},
    {.key = "method",
     .type = CD_FIELD_CHOICE,
     .choices = cd_sweep_methods,
     .offset = OFFSET(method),
     .default_text = "grid",
     .help =
         "grid: every value with every other; zip: the first values together, the second ...; lhs, sobol: samples of "
         "the ranges (Latin hypercube, Sobol sequence)"},
    {.key = "points",
     .type = CD_FIELD_INTEGER,
     .offset = OFFSET(points),
     .min = 1,
     .max = 1e7,
     .help = "how many samples lhs and sobol take"},
    {.key = "seed",
     .type = CD_FIELD_INTEGER,
     .offset = OFFSET(seed),
     .default_text = "1",
     .min = 0,
     .max = 2147483647,
     .help = "of the samples: the order of lhs, the random shift of sobol; the same seed gives the same points"},
    {.key = "file",
     .type = CD_FIELD_TEXT,
     .offset = OFFSET(file),
     .help = "a CSV of points, beside the case file: a column for each value that is varied, headed by its name"},
};
const size_t cd_n_sweep_fields = sizeof cd_sweep_fields / sizeof *cd_sweep_fields;

void cd_case_read_sweeps(cd_case_reader *r)
{
    size_t cap = 0;
    for (size_t i = 0; i < r->cs->ini.n_sections; i++) {
        cd_ini_section *section = &r->cs->ini.sections[i];
        if (strcmp(section->type, "sweep") != 0 || !section->name)
            continue;
        cd_sweep_section *in = cd_arena_alloc(r->rd.arena, 1, sizeof *in);
        if (!cd_case_fill(r, cd_sweep_fields, cd_n_sweep_fields, section, in))
            continue;
        in->name = section->name;
        in->section = section;
        if (in->vary.n == 0 && !in->file)
            cd_diag_add(r->rd.diags, CD_ERROR, section->header, "add `vary = bus.area = 1 cm^2 .. 10 cm^2 in 10`",
                        "sweep \"%s\" varies nothing", section->name);
        else
            CD_PUSH(r->rd.arena, r->cs->sweeps, r->cs->n_sweeps, cap, *in);
    }
}
