/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_about - the list of the coolers that the program knows, and what it knows of one of them.
 */
#include "cooler_answer.h"
#include "format.h"

#include <math.h>
#include <string.h>

static const char *const trust_words[] = {
    [CD_TRUST_UNKNOWN] = "-",
    [CD_TRUST_VERIFIED] = "verified",
    [CD_TRUST_SECONDARY] = "secondary",
    [CD_TRUST_RECALLED] = "recalled",
};

/* "40 W at 45 K, 1.35 W at 4.2 K"; "-" for what is not known. */
static const char *rating_text(cd_arena *arena, const cd_cooler_info *info, const cd_rating *rating)
{
    const char *out = "";
    for (int k = 0; k < info->n_stages; k++)
        out = isnan(rating->Q_W[k])
                  ? cd_arena_printf(arena, "%s%s-", out, k ? ", " : "")
                  : cd_arena_printf(arena, "%s%s%g W at %g K", out, k ? ", " : "", rating->Q_W[k], rating->T_K[k]);
    return out;
}

/* "30.7, 2.67" */
static const char *pair_text(cd_arena *arena, const cd_cooler_info *info, const double x[2])
{
    const char *out = "";
    for (int k = 0; k < info->n_stages; k++)
        out = cd_arena_printf(arena, "%s%s%.3g", out, k ? ", " : "", x[k]);
    return out;
}

static const char *base_text(cd_arena *arena, const cd_cooler_info *info)
{
    return info->T_base_K[0] > 0 ? pair_text(arena, info, info->T_base_K) : "-";
}

/* "31-308, 2.5-320 K", and whether more is assumed. */
static const char *region_text(cd_arena *arena, const cd_cooler_info *info)
{
    const char *out = "";
    if (info->by_rating)
        return "rating only";
    for (int k = 0; k < info->n_stages; k++)
        out = cd_arena_printf(arena, "%s%s%.3g-%.3g", out, k ? ", " : "", info->T_min_K[k], info->T_max_K[k]);
    return cd_arena_printf(arena, "%s%s", out, info->assumed ? " +" : "");
}

/* A file that is wrong does not hide the others; its own page says what is wrong. */
static void write_unreadable(cd_catalog *catalog, FILE *out, const char *name)
{
    cd_column(out, name, 18);
    fprintf(out, "cannot be read: see cooldown cooler %s\n", name);
    cd_diag_add(catalog->rd.diags, CD_WARNING, (cd_span){0}, NULL, "cooler \"%s\" cannot be read", name);
}

static void write_list(cd_catalog *catalog, const void *args, FILE *out)
{
    (void)args;
    const char *const *names;
    const size_t n = cd_coolers_names(catalog->coolers, &names);
    cd_column(out, "model", 18);
    cd_column(out, "rating", 32);
    cd_column(out, "no load (K)", 14);
    cd_column(out, "map (K)", 27);
    fputs("trust\n", out);
    for (size_t i = 0; i < n; i++) {
        const cd_value name = cd_catalog_value(catalog, "cooler", names[i]);
        const cd_reading own = {catalog->arena, cd_diags_new(catalog->arena), catalog->units, NULL};
        const cd_cooler *cooler = cd_cooler_get(catalog->coolers, &own, &name);
        if (!cooler) {
            write_unreadable(catalog, out, names[i]);
            continue;
        }
        const cd_cooler_info *info = cd_cooler_about(cooler);
        cd_column(out, names[i], 18);
        cd_column(out, rating_text(catalog->arena, info, &info->rating), 32);
        cd_column(out, base_text(catalog->arena, info), 14);
        cd_column(out, region_text(catalog->arena, info), 27);
        fprintf(out, "%s\n", trust_words[info->trust]);
    }
    fputs(
        "\n+: beyond these temperatures, up to 300 K, the lift is assumed. \"rating only\": so is all but the rating.\n"
        "\"cooldown cooler NAME\" says on what ground, and where the numbers come from.\n",
        out);
}

cd_status cd_catalog_coolers(cd_catalog *catalog, char **text)
{
    return cd_catalog_ask(catalog, write_list, NULL, text);
}

/* A line "name  text", wrapped at blanks under its beginning; nothing when there is no text. */
static void write_item(FILE *out, const char *name, const char *text)
{
    enum { INDENT = 16, WIDTH = 100 };
    if (!text)
        return;
    fputs("  ", out);
    cd_column(out, name, INDENT - 2);
    cd_wrapped(out, text, INDENT, INDENT, WIDTH);
}

/* The certificate beside the map, and the factors between them. */
static void write_guarantee(FILE *out, cd_arena *arena, const cd_cooler *cooler)
{
    const cd_cooler_info *info = cd_cooler_about(cooler);
    double map_W[2], share[2];
    cd_cooler_lift_at(cooler, &info->guaranteed, map_W);
    if (isnan(map_W[0]))
        return;
    bool is_above = false;
    for (int k = 0; k < info->n_stages; k++) {
        share[k] = fmin(info->guaranteed.Q_W[k] / map_W[k], 1);
        is_above = is_above || info->guaranteed.Q_W[k] > map_W[k];
    }
    write_item(out, "guaranteed",
               cd_arena_printf(arena, "%s; there the map lifts %s W, so that capacity = guaranteed scales it by %s%s",
                               rating_text(arena, info, &info->guaranteed), pair_text(arena, info, map_W),
                               pair_text(arena, info, share), is_above ? " (never above 1)" : ""));
}

static void write_rating(FILE *out, cd_arena *arena, const cd_cooler *cooler)
{
    const cd_cooler_info *info = cd_cooler_about(cooler);
    double map_W[2];
    bool known = false;
    for (int k = 0; k < info->n_stages; k++)
        known = known || !isnan(info->rating.Q_W[k]);
    if (!known)
        return;
    cd_cooler_lift_at(cooler, &info->rating, map_W);
    const char *text = rating_text(arena, info, &info->rating);
    write_item(out, "rating",
               info->by_rating || isnan(map_W[0])
                   ? text
                   : cd_arena_printf(arena, "%s; there the map lifts %s W", text, pair_text(arena, info, map_W)));
}

static void write_map(FILE *out, cd_arena *arena, const cd_cooler *cooler)
{
    static const char *const words[] = {"measured", "interpolated", "extrapolated", "assumed"};
    size_t n, count[CD_N_REGIONS] = {0};
    const cd_node_of_map *node = cd_cooler_nodes(arena, cooler, &n);
    const char *text = "";
    for (size_t k = 0; k < n; k++)
        count[node[k].origin]++;
    for (int k = 0; k < CD_REGION_OUTSIDE; k++)
        if (count[k])
            text = cd_arena_printf(arena, "%s%s%zu %s", text, *text ? ", " : "", count[k], words[k]);
    write_item(out, "nodes", text);
    write_item(out, "data from-to", cd_arena_printf(arena, "%s K", region_text(arena, cd_cooler_about(cooler))));
}

static void write_about(cd_catalog *catalog, const void *args, FILE *out)
{
    cd_arena *arena = catalog->arena;
    const cd_cooler *cooler = cd_catalog_find_cooler(catalog, args);
    if (!cooler)
        return;
    const cd_cooler_info *info = cd_cooler_about(cooler);
    double warm_W[2];
    cd_cooler_lift(cooler, (double[]){300, 300}, warm_W, NULL);
    fprintf(out, "%s: %s\n", info->model, info->title);
    write_item(out, "stages", info->n_stages == 2 ? "2" : info->stage == 2 ? "the second alone (stage2 = ...)" : "1");
    write_rating(out, arena, cooler);
    write_guarantee(out, arena, cooler);
    if (info->T_base_K[0] > 0)
        write_item(out, "no load", cd_arena_printf(arena, "%s K", base_text(arena, info)));
    write_item(out, "at 300 K",
               cd_arena_printf(arena, "%s W%s", pair_text(arena, info, warm_W),
                               info->assumed                 ? ", assumed: see below"
                               : cd_cooler_ends_cold(cooler) ? ", outside the data: the slope at their end goes on"
                                                             : ""));
    if (!isnan(info->input_power_W))
        write_item(out, "input power", cd_si(info->input_power_W, "W").s);
    if (!info->by_rating)
        write_map(out, arena, cooler);
    write_item(out, "region", info->region);
    write_item(out, "beyond it",
               info->assumed_like ? cd_arena_printf(arena, "scaled from %s; %s", info->assumed_like, info->assumed)
                                  : info->assumed);
    write_item(out, "frequency", info->frequency);
    write_item(out, "orientation", info->orientation);
    write_item(out, "trust",
               info->trust_why ? cd_arena_printf(arena, "%s: %s", trust_words[info->trust], info->trust_why)
                               : trust_words[info->trust]);
    write_item(out, "source", info->source);
    write_item(out, "digitisation", info->digitisation);
    write_item(out, "uncertainty", info->uncertainty);
    write_item(out, "notes", info->notes);
}

cd_status cd_catalog_cooler(cd_catalog *catalog, const char *name, char **text)
{
    return cd_catalog_ask(catalog, write_about, name, text);
}
