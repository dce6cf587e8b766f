/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_at - the lift of a cooler at temperatures that the question gives, and the nodes of its map.
 */
#include "cooler_answer.h"
#include "format.h"

#include <math.h>
#include <string.h>

const cd_cooler *cd_catalog_find_cooler(cd_catalog *catalog, const char *name)
{
    const size_t n = strlen(name);
    const cd_value value = cd_catalog_value(catalog, "cooler", name);
    if (n > 4 && strcmp(name + n - 4, ".csv") == 0)
        return cd_cooler_get_csv(catalog->coolers, &catalog->rd, &value, name);
    return cd_cooler_get(catalog->coolers, &catalog->rd, &value);
}

const char *cd_region_word(cd_region region)
{
    static const char *const words[CD_N_REGIONS] = {[CD_REGION_MAP] = "map",
                                                    [CD_REGION_INTERPOLATED] = "interpolated",
                                                    [CD_REGION_EXTRAPOLATED] = "extended",
                                                    [CD_REGION_EXTENDED] = "extended",
                                                    [CD_REGION_OUTSIDE] = "outside"};
    return words[region];
}

/* The place of stage k of a cooler among the columns: a second stage alone stands in those of the second. */
static int column_of(const cd_cooler_info *info, int k)
{
    return info->n_stages == 1 ? info->stage - 1 : k;
}

static void write_pair(FILE *out, const cd_cooler_info *info, const double x[2])
{
    for (int column = 0; column < 2; column++) {
        for (int k = 0; k < info->n_stages; k++)
            if (column_of(info, k) == column)
                fprintf(out, "%.10g", x[k]);
        fputc(',', out);
    }
}

void cd_cooler_line(FILE *out, const cd_cooler *cooler, const double T_K[2], const double Q_W[2], cd_region region)
{
    const cd_cooler_info *info = cd_cooler_about(cooler);
    write_pair(out, info, T_K);
    write_pair(out, info, Q_W);
    fprintf(out, "%s\n", cd_region_word(region));
}

typedef struct {
    const char *name, *at;
    bool csv;
} at_args;

/* One point, "45 K, 4.2 K": a temperature for each stage. */
static bool read_point(cd_catalog *catalog, const cd_value *text, int n_stages, double T_K[2])
{
    const cd_reading *rd = &catalog->rd;
    cd_value *part;
    const size_t n = cd_value_split(rd->arena, text, ',', &part);
    if (n != (size_t)n_stages) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(text),
                    n_stages == 2 ? "write both, and more points after a semicolon: --at \"45 K, 4.2 K; 60 K, 10 K\""
                                  : "write one, and more points after a semicolon: --at \"77 K; 100 K\"",
                    "%zu temperatures for a cooler with %d stage%s", n, n_stages, n_stages == 1 ? "" : "s");
        return false;
    }
    for (size_t k = 0; k < n; k++) {
        if (!cd_read_quantity(rd, &part[k], CD_TEMPERATURE, &T_K[k]))
            return false;
        if (!(T_K[k] >= 0.1 && T_K[k] <= 2000)) {
            cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&part[k]), "give a temperature from 0.1 K to 2000 K",
                        "no cooler is at %g K", T_K[k]);
            return false;
        }
    }
    return true;
}

static void write_person_line(FILE *out, const cd_cooler *cooler, const double T_K[2], const double Q_W[2],
                              cd_region region)
{
    const int n = cd_cooler_about(cooler)->n_stages == 2 ? 2 : 1;
    for (int k = 0; k < n; k++)
        cd_column(out, cd_number(T_K[k]).s, -11);
    for (int k = 0; k < n; k++)
        cd_column(out, cd_number(Q_W[k]).s, -11);
    fprintf(out, "   %s\n", cd_region_word(region));
}

static void write_person_head(FILE *out, const cd_cooler *cooler)
{
    const cd_cooler_info *info = cd_cooler_about(cooler);
    static const char *const T_head[] = {"T1 (K)", "T2 (K)"}, *const Q_head[] = {"Q1 (W)", "Q2 (W)"};
    for (int k = 0; k < 2 && k < info->n_stages; k++)
        cd_column(out, T_head[column_of(info, k)], -11);
    for (int k = 0; k < 2 && k < info->n_stages; k++)
        cd_column(out, Q_head[column_of(info, k)], -11);
    fputs("   region\n", out);
}

static void write_at(cd_catalog *catalog, const void *args, FILE *out)
{
    const at_args *a = args;
    const cd_cooler *cooler = cd_catalog_find_cooler(catalog, a->name);
    if (!cooler)
        return;
    const cd_value text = cd_catalog_value(catalog, "--at", a->at);
    cd_value *point;
    const size_t n = cd_value_split(catalog->arena, &text, ';', &point);
    if (a->csv)
        fputs("T1_K,T2_K,Q1_W,Q2_W,region\n", out);
    else
        write_person_head(out, cooler);
    for (size_t i = 0; i < n; i++) {
        double T_K[2] = {NAN, NAN}, Q_W[2];
        if (point[i].length == 0 && i > 0)
            continue; /* after a last semicolon */
        if (!read_point(catalog, &point[i], cd_cooler_about(cooler)->n_stages, T_K))
            return;
        cd_cooler_lift(cooler, T_K, Q_W, NULL);
        (a->csv ? cd_cooler_line : write_person_line)(out, cooler, T_K, Q_W, cd_cooler_region(cooler, T_K));
    }
}

/* The nodes of the map, those of its extension included. */
static void write_nodes(cd_catalog *catalog, const void *args, FILE *out)
{
    const at_args *a = args;
    const cd_cooler *cooler = cd_catalog_find_cooler(catalog, a->name);
    size_t n;
    if (!cooler)
        return;
    const cd_node_of_map *node = cd_cooler_nodes(catalog->arena, cooler, &n);
    fputs("T1_K,T2_K,Q1_W,Q2_W,region\n", out);
    for (size_t k = 0; k < n; k++)
        cd_cooler_line(out, cooler, node[k].T_K, node[k].Q_W, node[k].origin);
}

cd_status cd_catalog_cooler_at(cd_catalog *catalog, const char *name, const char *at, bool csv, char **text)
{
    const at_args args = {name, at, csv};
    return cd_catalog_ask(catalog, at ? write_at : write_nodes, &args, text);
}
