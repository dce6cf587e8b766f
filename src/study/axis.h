/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * axis - one value that a study varies: a parameter or a key of the case, and the values it takes.
 */
#ifndef CD_STUDY_AXIS_H
#define CD_STUDY_AXIS_H

#include "../case/case.h"

typedef struct {
    const char *name; /* "n_strap", "bus.area" */
    cd_span place;    /* where it is written */
    const char *text; /* its values as written; NULL: a column of a file of points */
    bool words;       /* its values are texts, not quantities */
    cd_type type;     /* of quantities */
    const char *si_unit;
    const char *unit; /* to show it in: SI = scale * shown + offset */
    double scale, offset;
    size_t n;           /* listed values; 0: a range without step or count, for samples only */
    const char **value; /* NULL: quantities known by their numbers alone */
    double *number;     /* of quantities, SI */
    cd_range range;     /* of n = 0 */
} cd_axis;

typedef struct {
    cd_axis *a;
    size_t n, cap;
} cd_axes;

/* Reads "n_strap = 1 .. 8 step 1, bus.area = 1 cm^2 .. 10 cm^2 in 5 log, gm.model = PT415, PT420, l_strap": after a
 * name and '=' either one range or a list of quantities or words (with commas in double quotes); a bare name is a
 * parameter with the range that [param] gives it. Adds to `axes`; false after diagnostics. */
bool cd_axes_read(const cd_reading *rd, const cd_case *cs, const cd_value *vary, cd_axes *axes);

/* Adds the columns of a CSV of points, headed "bus.area" or "bus.area (cm^2)"; cells without a unit take that of the
 * head. In a table that `results --csv` wrote, what came out of the points is passed over. */
bool cd_axes_read_file(const cd_reading *rd, const cd_case *cs, const char *path, cd_span place, cd_axes *axes,
                       const char **sha256);

/* What is wrong with the name of an axis that comes after these; NULL: nothing. */
const char *cd_axis_name_wrong(cd_arena *arena, const cd_axes *axes, const char *name, const char **hint);

/* Chooses the unit that an axis of quantities is shown in: that of its first value. */
void cd_axis_choose_unit(const cd_reading *rd, cd_axis *axis, const cd_value *first);

/* 17 digits with a decimal point in any locale. */
enum { CD_NUMBER_SIZE = 32 };
void cd_number_write(char out[CD_NUMBER_SIZE], double x);

/* An SI value of the axis as an override writes it: "0.00015 m^2". */
const char *cd_axis_quantity(cd_arena *arena, const cd_axis *axis, double x);

#endif
