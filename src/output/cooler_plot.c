/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_plot - `cooldown cooler MODEL --plot`: the load map of a cooler of two stages (load_map.c), with the path of a
 * cooldown if asked for; the lift against the temperature for one stage.
 */
#include "cooler_answer.h"
#include "gnuplot.h"
#include "load_map.h"
#include "one_figure.h"

#include <math.h>

typedef struct {
    const char *name, *path, *run_dir;
} plot_args;

/* One stage: the curve, its assumed part apart. */
static void write_curve(FILE *out, const cd_cooler *cooler, bool assumed)
{
    enum { STEPS = 400 };
    const cd_cooler_info *info = cd_cooler_about(cooler);
    const double low_K = info->T_base_K[0] > 0 ? info->T_base_K[0] : info->T_min_K[0], high_K = 310;
    for (int k = 0; k <= STEPS; k++) {
        double T_K = low_K + (high_K - low_K) * k / STEPS, Q_W;
        cd_cooler_lift(cooler, &T_K, &Q_W, NULL);
        const bool beyond = info->by_rating || T_K > info->T_max_K[0] || T_K < info->T_min_K[0];
        if (beyond == assumed)
            fprintf(out, "%.6g,%.6g\n", T_K, Q_W);
        else
            fputs("nan,nan\n", out);
    }
}

static void write_single(cd_figure *figure, const cd_cooler *cooler)
{
    static const char *const files[] = {"curve.csv", "beyond.csv"};
    static const char *const label[] = {"lift", "assumed"};
    size_t n;
    const cd_node_of_map *node = cd_cooler_nodes(figure->arena, cooler, &n);
    for (int k = 0; k < 2; k++) {
        FILE *out = cd_folder_open(&figure->folder, files[k]);
        if (!out)
            return;
        write_curve(out, cooler, k == 1);
        cd_folder_close(&figure->folder, out, files[k]);
    }
    FILE *out = cd_folder_open(&figure->folder, "measured.csv");
    if (!out)
        return;
    for (size_t k = 0; k < n; k++)
        if (node[k].origin != CD_REGION_EXTENDED)
            fprintf(out, "%.6g,%.6g\n", node[k].T_K[0], node[k].Q_W[0]);
    fputs("nan,nan\n", out);
    cd_folder_close(&figure->folder, out, "measured.csv");
    const size_t shown = cd_cooler_about(cooler)->assumed ? 2 : 1;
    fprintf(figure->prologue, "n = %zu\nn_measured = 0\n", shown);
    cd_gnuplot_set_text(figure->prologue, "x_title", "Temperature (K)");
    cd_gnuplot_set_texts(figure->prologue, "label", label, shown);
}

static void write_map(cd_figure *figure, const cd_cooler *cooler, const cd_path *path)
{
    const cd_load_map map = cd_load_map_of(figure->arena, cooler);
    cd_load_map_draw(&figure->folder, figure->prologue, &map, path);
}

static void draw(cd_catalog *catalog, const void *args, FILE *unused)
{
    (void)unused;
    const plot_args *a = args;
    cd_figure figure;
    cd_path path = {0};
    const cd_cooler *cooler = cd_catalog_find_cooler(catalog, a->name);
    if (!cooler)
        return;
    const cd_cooler_info *info = cd_cooler_about(cooler);
    if (a->run_dir && !cd_path_read(&catalog->rd, a->run_dir, info->model, info->n_stages, &path))
        return;
    if (cd_figure_begin(&figure, catalog->arena, catalog->data_path, a->path,
                        info->n_stages == 2 ? "cooler_map" : "cooler_curve")) {
        cd_gnuplot_set_text(figure.prologue, "title", cd_load_map_title(catalog->arena, info));
        if (info->n_stages == 2)
            write_map(&figure, cooler, &path);
        else
            write_single(&figure, cooler);
    }
    const char *error = cd_figure_end(&figure);
    if (error)
        cd_diag_add(catalog->rd.diags, CD_ERROR, (cd_span){0}, NULL, "%s", error);
    else if (figure.note)
        cd_diag_add(catalog->rd.diags, CD_WARNING, (cd_span){0}, NULL, "%s", figure.note);
}

cd_status cd_catalog_cooler_plot(cd_catalog *catalog, const char *name, const char *path, const char *run_dir,
                                 char **text)
{
    const plot_args args = {name, path, run_dir};
    return cd_catalog_ask(catalog, draw, &args, text);
}
