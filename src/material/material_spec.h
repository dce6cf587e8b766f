/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_spec - the words by which a case asks for a material: "nbti", "copper(RRR=50)", "copper(RRR=$r, B=2 T)".
 */
#ifndef CD_MATERIAL_MATERIAL_SPEC_H
#define CD_MATERIAL_MATERIAL_SPEC_H

#include "../text/expr.h"

typedef struct {
    const char *name;
    cd_span name_span;
    bool has_arguments;
    cd_value RRR, B, data; /* text NULL: not given */
} cd_material_spec;

/* Takes the words apart. False after diagnostics. */
bool cd_material_spec_read(const cd_reading *rd, const cd_value *value, cd_material_spec *spec);

/* "copper(RRR=50, B=2 T, data=nist)": with all that tells it from the file's other materials. */
const char *cd_material_full_name(cd_arena *arena, const char *file, double RRR, double B_T, const char *data);

#endif
