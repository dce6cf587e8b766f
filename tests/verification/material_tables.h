/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_tables - what the tests of the material library share: rows of their csv files, and where a curve is
 * blended, so that it need not equal the published formulas.
 */
#ifndef CD_TESTS_MATERIAL_TABLES_H
#define CD_TESTS_MATERIAL_TABLES_H

#include "../unit/material_fixture.h"

#include "../../src/material/material_build.h"
#include "../../src/text/csv_line.h"

#include <stdlib.h>

/* One row of a table of values. */
typedef struct {
    char material[48], property[32], data[32];
    double T_K, RRR, B_T, value, percent; /* NAN: empty */
    char source[256];
} table_row;

typedef struct {
    FILE *file;
    char head[512];
    char *name[16];
    size_t n;
} table;

static inline void table_open(table *t, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", CD_DATA_ROOT, name);
    *t = (table){.file = fopen(path, "r")};
    assert_non_null(t->file);
    do
        assert_non_null(fgets(t->head, sizeof t->head, t->file));
    while (t->head[0] == '#');
    t->n = cd_csv_cut(t->head, t->name, 16);
}

static inline const char *cell_of(const table *t, char *const *cell, size_t n, const char *name)
{
    for (size_t i = 0; i < t->n && i < n; i++)
        if (strcmp(t->name[i], name) == 0)
            return cell[i];
    return "";
}

static inline double number_of(const char *text)
{
    return *text ? strtod(text, NULL) : NAN;
}

static inline bool table_next(table *t, table_row *row)
{
    char line[1024], *cell[16];
    if (!fgets(line, sizeof line, t->file)) {
        fclose(t->file);
        return false;
    }
    size_t n = cd_csv_cut(line, cell, 16);
    snprintf(row->material, sizeof row->material, "%s", cell_of(t, cell, n, "material"));
    snprintf(row->property, sizeof row->property, "%s", cell_of(t, cell, n, "property"));
    snprintf(row->data, sizeof row->data, "%s", cell_of(t, cell, n, "data"));
    snprintf(row->source, sizeof row->source, "%s", cell_of(t, cell, n, "source"));
    row->T_K = number_of(cell_of(t, cell, n, "T_K"));
    row->RRR = number_of(cell_of(t, cell, n, "RRR"));
    row->B_T = number_of(cell_of(t, cell, n, "B_T"));
    row->value = number_of(cell_of(t, cell, n, "value"));
    row->percent = number_of(cell_of(t, cell, n, "expected_agreement_pct"));
    return true;
}

static inline cd_property_kind kind_of(const char *word)
{
    static const char *const words[] = {"thermal_conductivity", "specific_heat", "electrical_resistivity",
                                        "linear_contraction", "emissivity"};
    for (int i = 0; i < CD_N_PROPERTIES; i++)
        if (strcmp(words[i], word) == 0)
            return (cd_property_kind)i;
    fail_msg("no property %s", word);
    return CD_PROPERTY_K;
}

/* The material of a row: "copper(RRR=50, B=3 T, data=nist)" with what the row gives. */
static inline const cd_material *material_of_row(fixture *f, const table_row *row)
{
    char spec[160], RRR[32] = "", B[32] = "", data[48] = "";
    const cd_material *plain = material_of(f, row->material);
    assert_non_null(plain);
    if (!isnan(plain->file->RRR))
        snprintf(RRR, sizeof RRR, "RRR=%.17g", isnan(row->RRR) ? plain->file->RRR : row->RRR);
    if (row->B_T > 0)
        snprintf(B, sizeof B, "%sB=%.17g T", *RRR ? ", " : "", row->B_T);
    if (row->data[0])
        snprintf(data, sizeof data, "%sdata=%s", *RRR || *B ? ", " : "", row->data);
    snprintf(spec, sizeof spec, "%s(%s%s%s)", row->material, RRR, B, data);
    if (strstr(spec, "()"))
        *strchr(spec, '(') = '\0';
    const cd_material *material = material_of(f, spec);
    if (!material)
        fail_msg("no material %s", spec);
    return material;
}

/* The piece of its file that a piece of a property is. */
static inline const cd_file_piece *file_piece(const cd_material *material, const cd_piece *piece)
{
    for (size_t i = 0; material->file && i < material->file->n_pieces; i++)
        if (piece->name && strcmp(material->file->pieces[i].name, piece->name) == 0)
            return &material->file->pieces[i];
    return NULL;
}

/* Is T that near to a transition? */
static inline bool near_jump(const cd_property *property, double T_K, double distance_K)
{
    for (size_t i = 0; i < property->n_jumps; i++)
        if (fabs(T_K - property->jumps_K[i]) < distance_K)
            return true;
    return false;
}

/* Inside the 0.1 K over which a transition is spread? */
static inline bool in_jump(const cd_property *property, double T_K)
{
    return near_jump(property, T_K, 0.05);
}

/* Is T inside a blend of the property, or of one that it is made from? Then *change gets the largest change of the
 * value that such a blend makes. */
static inline bool in_blend(fixture *f, const cd_material *material, const cd_property *property, double T_K,
                            double *change)
{
    bool found = false, composite = strcmp(property->pieces[0].form, "composite") == 0; /* its parts have the joins */
    for (size_t i = 0; i + 1 < property->n_pieces && !composite; i++) {
        cd_join_effect join = cd_piecewise_join(property, i);
        if (T_K > join.T_from_K * (1 - 1e-9) && T_K < join.T_to_K * (1 + 1e-9) && join.T_to_K > join.T_from_K) {
            *change = fmax(*change, fabs(join.value_change));
            found = true;
        }
    }
    for (size_t i = 0; i < property->n_pieces; i++) {
        const cd_file_piece *piece = file_piece(material, &property->pieces[i]);
        if (!piece || T_K < piece->part.about.T_min_K / 1.05 || T_K > piece->part.about.T_max_K * 1.05)
            continue;
        double scale = strcmp(piece->part.form->name, "mixture") == 0 ? piece->part.params.of[2].x[0] : 1;
        cd_property_kind kind = piece->part.form->of_resistivity ? CD_PROPERTY_RHO : property->kind;
        for (size_t k = 0; k < piece->part.params.n_other; k++) {
            const cd_material *other = cd_material_get(f->materials, &f->rd, &piece->of[k]);
            found |= in_blend(f, other, cd_material_property(other, kind), T_K * scale, change);
        }
    }
    return found;
}

/* Is T at an inner point of a table that straight lines join, where the corner is rounded: within 5 %, or half of the
 * way to the next point? */
static inline bool on_corner(const cd_form_params *points, double T_K)
{
    bool in_logs = points->of[2].x[0] < 2; /* interpolation = loglog */
    const double *T = points->of[0].x, x = in_logs ? log(T_K) : T_K;
    for (size_t k = 1; k + 1 < points->of[0].n; k++) {
        double left = in_logs ? log(T[k - 1]) : T[k - 1], at = in_logs ? log(T[k]) : T[k],
               right = in_logs ? log(T[k + 1]) : T[k + 1];
        double half = fmin(in_logs ? log(1.05) : 0.05 * at, 0.5 * fmin(at - left, right - at));
        if (fabs(x - at) < half * (1 - 1e-5))
            return true;
    }
    return false;
}

/* The same for a property or one that it is made from. */
static inline bool at_corner(fixture *f, const cd_material *material, const cd_property *property, double T_K)
{
    bool found = false;
    for (size_t i = 0; i < property->n_pieces; i++) {
        const cd_file_piece *piece = file_piece(material, &property->pieces[i]);
        if (piece && strcmp(piece->part.form->name, "table") == 0 && piece->part.params.of[2].x[0] > 0)
            found |= on_corner(&piece->part.params, T_K);
        for (size_t k = 0; piece && k < piece->part.params.n_other; k++) {
            const cd_material *other = cd_material_get(f->materials, &f->rd, &piece->of[k]);
            const cd_property *same = cd_material_property(other, property->kind);
            found |= same && at_corner(f, other, same, T_K);
        }
    }
    return found;
}

#endif
