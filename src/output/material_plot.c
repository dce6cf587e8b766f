/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_plot - draws properties of one or several materials, with the reference points of the library over them.
 */
#include "../text/csv_line.h"
#include "format.h"
#include "gnuplot.h"
#include "material_answer.h"
#include "one_figure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CURVES = 12, STEPS = 400 };
static const double T_first_K = 1, T_last_K = 320;

/* What is drawn: materials and the properties that at least half of them have. */
typedef struct {
    const cd_material *of[MOST_CURVES];
    size_t n;
    cd_property_kind panel[CD_N_PROPERTIES];
    size_t n_panels;
    double y_min[CD_N_PROPERTIES], y_max[CD_N_PROPERTIES];
} drawing;

static void choose_panels(drawing *d)
{
    static const cd_property_kind order[] = {CD_PROPERTY_K, CD_PROPERTY_C, CD_PROPERTY_RHO, CD_PROPERTY_EMISSIVITY};
    for (size_t p = 0; p < sizeof order / sizeof *order; p++) {
        size_t have = 0;
        for (size_t i = 0; i < d->n; i++)
            have += cd_material_property(d->of[i], order[p]) != NULL;
        if (have > 0 && 2 * have >= d->n)
            d->panel[d->n_panels++] = order[p];
    }
}

/* The unit that a panel is drawn in: resistivity in nohm m, whose numbers are short. */
static double scale_of(cd_property_kind kind)
{
    return kind == CD_PROPERTY_RHO ? 1e9 : 1;
}

/* The value within the data, NAN outside. */
static double value_at(const cd_property *p, double T_K)
{
    return p && T_K >= p->T_min_K * (1 - 1e-9) && T_K <= p->T_max_K * (1 + 1e-9) ? cd_curve_value(p->curve, T_K) : NAN;
}

static void write_curves(drawing *d, FILE *out)
{
    for (size_t p = 0; p < d->n_panels; p++) {
        d->y_min[p] = INFINITY;
        d->y_max[p] = 0;
    }
    for (int k = 0; k <= STEPS; k++) {
        double T_K = T_first_K * pow(T_last_K / T_first_K, (double)k / STEPS);
        fprintf(out, "%.9g", T_K);
        for (size_t p = 0; p < d->n_panels; p++)
            for (size_t i = 0; i < d->n; i++) {
                double y = scale_of(d->panel[p]) * value_at(cd_material_property(d->of[i], d->panel[p]), T_K);
                fprintf(out, isnan(y) ? ",nan" : ",%.9g", y);
                d->y_min[p] = fmin(d->y_min[p], isnan(y) ? INFINITY : y);
                d->y_max[p] = fmax(d->y_max[p], isnan(y) ? 0 : y);
            }
        fputc('\n', out);
    }
}

/* The material and property of a row of the reference table; -1: none of the drawing. */
static int curve_of(const drawing *d, const char *material, double RRR, double *T_K)
{
    for (size_t i = 0; i < d->n; i++) {
        const cd_material *m = d->of[i];
        double own = m->RRR;
        if (m->B_T > 0)
            continue; /* the points are without field */
        bool same_RRR = isnan(RRR) || isnan(own) || fabs(RRR / own - 1) <= 0.1;
        if (strcmp(m->file->name, material) == 0 && same_RRR && *T_K > 0)
            return (int)i;
    }
    return -1;
}

static int panel_of(const drawing *d, const char *property)
{
    static const char *const words[CD_N_PROPERTIES] = {"thermal_conductivity", "specific_heat",
                                                       "electrical_resistivity", "linear_contraction", "emissivity"};
    for (size_t p = 0; p < d->n_panels; p++)
        if (strcmp(words[d->panel[p]], property) == 0)
            return (int)p;
    return -1;
}

/* Points of materials/reference_values.csv that belong to the drawing. Returns how many. */
static size_t write_points(cd_catalog *catalog, const drawing *d, FILE *out)
{
    const char *const *folders;
    size_t n = cd_data_folders(catalog->arena, catalog->data_path, "materials", &folders), count = 0;
    for (size_t f = 0; f < n; f++) {
        FILE *file = fopen(cd_arena_printf(catalog->arena, "%s/reference_values.csv", folders[f]), "re");
        char line[1024], *cell[16];
        while (file && fgets(line, sizeof line, file)) {
            if (line[0] == '#' || cd_csv_cut(line, cell, 16) < 5)
                continue;
            double T_K = strtod(cell[2], NULL), RRR = *cell[3] ? strtod(cell[3], NULL) : NAN;
            int p = panel_of(d, cell[1]), i = p < 0 ? -1 : curve_of(d, cell[0], RRR, &T_K);
            if (i < 0)
                continue;
            fprintf(out, "%d,%d,%.9g,%.9g\n", p + 1, i + 1, T_K, scale_of(d->panel[p]) * strtod(cell[4], NULL));
            count++;
        }
        if (file)
            fclose(file);
    }
    if (count == 0)
        fputs("0,0,1,1\n", out); /* gnuplot takes an empty file for an error */
    return count;
}

static void write_prologue(cd_arena *arena, const drawing *d, size_t n_points, FILE *out)
{
    const char *labels[MOST_CURVES], *y_labels[CD_N_PROPERTIES];
    for (size_t i = 0; i < d->n; i++)
        labels[i] = d->of[i]->name;
    for (size_t p = 0; p < d->n_panels; p++) {
        const cd_property_info *info = &cd_properties[d->panel[p]];
        y_labels[p] = *info->unit ? cd_arena_printf(arena, "%s, %s%s", info->word, scale_of(d->panel[p]) > 1 ? "n" : "",
                                                    info->unit)
                                  : info->word;
    }
    const char *what = d->n == 1 ? d->of[0]->title : "Materials";
    cd_gnuplot_set_text(out, "title",
                        n_points ? cd_arena_printf(arena, "%s; points: measurements and handbooks", what) : what);
    cd_gnuplot_set_text(out, "x_title", "Temperature (K)");
    cd_gnuplot_set_text(out, "data", "curves.csv");
    cd_gnuplot_set_text(out, "points", "points.csv");
    fprintf(out, "n = %zu\nn_measured = 0\npanels = %zu\n", d->n, d->n_panels);
    cd_gnuplot_set_texts(out, "label", labels, d->n);
    cd_gnuplot_set_texts(out, "y_label", y_labels, d->n_panels);
    fprintf(out, "array y_min[%zu]\narray y_max[%zu]\n", d->n_panels, d->n_panels);
    for (size_t p = 0; p < d->n_panels; p++)
        fprintf(out, "y_min[%zu] = %.9g\ny_max[%zu] = %.9g\n", p + 1, 0.7 * d->y_min[p], p + 1, 1.4 * d->y_max[p]);
}

static const char *draw(cd_catalog *catalog, drawing *d, const char *path)
{
    cd_figure figure;
    if (cd_figure_begin(&figure, catalog->arena, catalog->data_path, path, "material")) {
        size_t n_points = 0;
        FILE *curves = cd_folder_open(&figure.folder, "curves.csv"),
             *points = cd_folder_open(&figure.folder, "points.csv");
        if (curves)
            write_curves(d, curves);
        if (points)
            n_points = write_points(catalog, d, points);
        if (curves)
            cd_folder_close(&figure.folder, curves, "curves.csv");
        if (points)
            cd_folder_close(&figure.folder, points, "points.csv");
        write_prologue(catalog->arena, d, n_points, figure.prologue);
    }
    const char *error = cd_figure_end(&figure);
    if (!error && figure.note)
        cd_diag_add(catalog->rd.diags, CD_WARNING, (cd_span){0}, NULL, "%s", figure.note);
    return error;
}

static void answer_plot(cd_catalog *catalog, const void *args, FILE *out)
{
    const cd_material_question *q = args;
    drawing d = {.n = q->n_materials};
    if (q->n_materials > MOST_CURVES) {
        cd_value value = cd_catalog_value(catalog, "material", q->materials[MOST_CURVES]);
        cd_diag_add(catalog->rd.diags, CD_ERROR, cd_value_whole(&value), NULL, "one figure takes at most %d materials",
                    MOST_CURVES);
        return;
    }
    for (size_t i = 0; i < d.n; i++) {
        d.of[i] = cd_answer_material(catalog, q->materials[i], "material");
        if (!d.of[i])
            return;
    }
    choose_panels(&d);
    const char *error = draw(catalog, &d, q->plot);
    if (error)
        fputs(error, out);
}

cd_status cd_catalog_material_plot(cd_catalog *catalog, const cd_material_question *question, char **message)
{
    char *text;
    *message = NULL;
    cd_status status = cd_catalog_ask(catalog, answer_plot, question, &text);
    if (status != CD_OK)
        return status;
    if (!*text) {
        cd_text_free(text);
        return CD_OK;
    }
    *message = text;
    return CD_FILE;
}

cd_status cd_catalog_material(cd_catalog *catalog, const cd_material_question *question, char **text)
{
    cd_question *answer = question->n_materials == 0      ? cd_answer_list
                          : question->integral            ? cd_answer_integral
                          : question->at || question->csv ? cd_answer_values
                                                          : cd_answer_page;
    return cd_catalog_ask(catalog, answer, question, text);
}
