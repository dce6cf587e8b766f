/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_values - properties at given temperatures, and their integrals between two.
 */
#include "format.h"
#include "material_answer.h"

#include <math.h>

const char *const cd_answer_columns[CD_ANSWER_COLUMNS] = {"k_W_per_m_K", "c_J_per_kg_K", "K_W_per_m",
                                                          "h_J_per_kg",  "rho_ohm_m",    "emissivity"};

const cd_material *cd_answer_material(cd_catalog *catalog, const char *spec, const char *called)
{
    cd_value value = cd_catalog_value(catalog, called, spec);
    return cd_material_get(catalog->materials, &catalog->rd, &value);
}

size_t cd_answer_temperatures(cd_catalog *catalog, const char *called, const char *text, const double **T_K,
                              cd_span **spans)
{
    static const double grid[] = {1,  1.5, 2,  3,  4,  4.2, 5,   6,   8,   10,  12,  15,  20, 25,
                                  30, 40,  50, 60, 77, 80,  100, 120, 150, 200, 250, 293, 300};
    *T_K = grid;
    if (!text)
        return sizeof grid / sizeof *grid;
    cd_value all = cd_catalog_value(catalog, called, text), *parts;
    size_t n = cd_value_split(catalog->arena, &all, ',', &parts);
    double *T = cd_arena_alloc(catalog->arena, n, sizeof *T);
    cd_span *place = cd_arena_alloc(catalog->arena, n, sizeof *place);
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        place[i] = cd_value_whole(&parts[i]);
        if (!cd_read_quantity(&catalog->rd, &parts[i], CD_TEMPERATURE, &T[i])) {
            good = false;
        } else if (!(T[i] > 0 && T[i] <= CD_CURVE_T_MAX_K)) {
            cd_diag_add(catalog->rd.diags, CD_ERROR, place[i], NULL, "temperature %g K is outside 0 K to %g K", T[i],
                        CD_CURVE_T_MAX_K);
            good = false;
        }
    }
    *T_K = T;
    if (spans)
        *spans = place;
    return good ? n : 0;
}

void cd_answer_row(const cd_material *m, double T_K, double row[CD_ANSWER_COLUMNS])
{
    const cd_property *const value[] = {m->conductivity, m->specific_heat, NULL, NULL, m->resistivity, m->emissivity};
    const cd_property *const integral[] = {NULL, NULL, m->conductivity, m->specific_heat, NULL, NULL};
    for (int i = 0; i < CD_ANSWER_COLUMNS; i++)
        row[i] = value[i]      ? cd_curve_value(value[i]->curve, T_K)
                 : integral[i] ? cd_curve_integral(integral[i]->curve, T_K)
                               : NAN;
}

/* Says of every property that has no data at a temperature how it goes on there. */
static void warn_outside(cd_catalog *catalog, const cd_material *material, double T_K, cd_span span)
{
    for (int i = 0; i < CD_N_PROPERTIES; i++) {
        const cd_property *p = cd_material_property(material, (cd_property_kind)i);
        if (!p || i == CD_PROPERTY_CONTRACTION || (T_K >= p->T_min_K && T_K <= p->T_max_K))
            continue;
        bool below = T_K < p->T_min_K;
        cd_diag_add(catalog->rd.diags, CD_WARNING, span, NULL,
                    "%g K is %s the data of %s of %s (%g K to %g K): continued %s", T_K, below ? "below" : "above",
                    cd_properties[i].word, material->name, p->T_min_K, p->T_max_K, below ? p->below : p->above);
    }
}

static void print_csv(FILE *out, const cd_material *material, const double *T_K, size_t n)
{
    fputs("T_K", out);
    for (int i = 0; i < CD_ANSWER_COLUMNS; i++)
        fprintf(out, ",%s", cd_answer_columns[i]);
    for (size_t k = 0; k < n; k++) {
        double row[CD_ANSWER_COLUMNS];
        cd_answer_row(material, T_K[k], row);
        fprintf(out, "\n%.15g", T_K[k]);
        for (int i = 0; i < CD_ANSWER_COLUMNS; i++)
            fprintf(out, isnan(row[i]) ? "," : ",%.10g", row[i]);
    }
    fputc('\n', out);
}

static void print_table(FILE *out, const cd_material *material, const double *T_K, size_t n)
{
    static const char *const head[] = {"k W/(m K)", "c J/(kg K)", "K W/m", "h J/kg", "rho ohm m", "emissivity"};
    double first[CD_ANSWER_COLUMNS];
    cd_answer_row(material, 77, first);
    cd_column(out, "T (K)", -8);
    for (int i = 0; i < CD_ANSWER_COLUMNS; i++)
        if (!isnan(first[i]))
            cd_column(out, head[i], -13);
    fputc('\n', out);
    for (size_t k = 0; k < n; k++) {
        double row[CD_ANSWER_COLUMNS];
        cd_answer_row(material, T_K[k], row);
        fprintf(out, "%8g", T_K[k]);
        for (int i = 0; i < CD_ANSWER_COLUMNS; i++)
            if (!isnan(row[i]))
                fprintf(out, " %12.5g", row[i]);
        fputc('\n', out);
    }
}

void cd_answer_values(cd_catalog *catalog, const void *args, FILE *out)
{
    const cd_material_question *q = args;
    const cd_material *material = cd_answer_material(catalog, q->materials[0], "material");
    const double *T_K;
    cd_span *spans = NULL;
    size_t n = cd_answer_temperatures(catalog, "--at", q->at, &T_K, &spans);
    if (!material || n == 0)
        return;
    for (size_t i = 0; i < n && spans; i++)
        warn_outside(catalog, material, T_K[i], spans[i]);
    if (q->csv)
        print_csv(out, material, T_K, n);
    else
        print_table(out, material, T_K, n);
}

static void print_integral(FILE *out, const cd_property *p, double from_K, double to_K, const char *what,
                           const char *unit)
{
    if (p)
        fprintf(out, "%s from %g K to %g K: %.8g %s\n", what, from_K, to_K, cd_curve_between(p->curve, from_K, to_K),
                unit);
}

void cd_answer_integral(cd_catalog *catalog, const void *args, FILE *out)
{
    const cd_material_question *q = args;
    const cd_material *material = cd_answer_material(catalog, q->materials[0], "material");
    const double *T_K;
    cd_span *spans = NULL;
    size_t n = cd_answer_temperatures(catalog, "--integral", q->integral, &T_K, &spans);
    if (!material || n == 0 || !spans)
        return;
    if (n != 2) {
        cd_diag_add(catalog->rd.diags, CD_ERROR, spans[0], "write --integral \"4 K, 300 K\"",
                    "an integral goes from one temperature to another; here are %zu", n);
        return;
    }
    if (!material->conductivity && !material->specific_heat) {
        cd_diag_add(catalog->rd.diags, CD_ERROR, spans[0], NULL, "material \"%s\" has neither k nor c to integrate",
                    material->name);
        return;
    }
    for (size_t i = 0; i < n; i++)
        warn_outside(catalog, material, T_K[i], spans[i]);
    if (!q->csv) {
        print_integral(out, material->conductivity, T_K[0], T_K[1], "conductivity integral", "W/m");
        print_integral(out, material->specific_heat, T_K[0], T_K[1], "enthalpy difference", "J/kg");
        return;
    }
    fputs("T1_K,T2_K,K_W_per_m,h_J_per_kg\n", out);
    fprintf(out, "%.15g,%.15g", T_K[0], T_K[1]);
    const cd_property *const of[] = {material->conductivity, material->specific_heat};
    for (int i = 0; i < 2; i++)
        if (of[i])
            fprintf(out, ",%.10g", cd_curve_between(of[i]->curve, T_K[0], T_K[1]));
        else
            fputc(',', out);
    fputc('\n', out);
}
