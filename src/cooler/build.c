/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * build - from what a file holds (nodes, an extension, a rating) to what a run evaluates: a table or a curve.
 */
#include "model.h"

#include <math.h>

/* Where the table's lift vanishes, by Newton's method from the corner of the least loads. False when it does not
 * arrive: a map that begins under load may have no such place above 0 K. */
static bool find_base(const cd_table *table, const double T_corner_K[2], double T_K[2])
{
    enum { STEPS = 50 };
    T_K[0] = T_corner_K[0];
    T_K[1] = T_corner_K[1];
    for (int step = 0; step < STEPS; step++) {
        double Q_W[2], D[4];
        cd_table_lift(table, T_K, Q_W, D);
        const double det = D[0] * D[3] - D[1] * D[2];
        const double dT_K[2] = {(Q_W[0] * D[3] - Q_W[1] * D[1]) / det, (Q_W[1] * D[0] - Q_W[0] * D[2]) / det};
        for (int m = 0; m < 2; m++)
            T_K[m] = fmax(T_K[m] - dT_K[m], 0.5 * T_K[m]); /* never below 0 K */
        if (fabs(dT_K[0]) < 1e-12 * T_K[0] && fabs(dT_K[1]) < 1e-12 * T_K[1])
            return true;
    }
    return false;
}

/* Whether the table meets the nodes of its grid: within 0.6 W, and within 6 mW where the second stage is below 6 K,
 * where a watt is all it has. */
static bool is_fine(const cd_table *table, const cd_grid *g)
{
    for (size_t k = 0; k < g->n1 * g->n2; k++) {
        const double T_K[2] = {exp(g->knot[k].f[0]), exp(g->knot[k].f[1])};
        double Q_W[2], node_W[2];
        if (T_K[0] > CD_WARM_K || T_K[1] > CD_WARM_K)
            continue; /* beyond any run, and soon beyond the table */
        cd_table_lift(table, T_K, Q_W, NULL);
        cd_grid_loads((double[]){g->x[k / g->n2], g->y[k % g->n2]}, node_W);
        if (fabs(Q_W[0] - node_W[0]) > 0.6 || fabs(Q_W[1] - node_W[1]) > (T_K[1] < 6 ? 0.006 : 0.6))
            return false;
    }
    return true;
}

static bool make_table(cd_arena *arena, cd_cooler *cooler, const double T_corner_K[2], size_t fineness,
                       const char **why)
{
    double T_bad_K[2];
    cooler->table = cd_table_new(arena, cooler->rim, T_corner_K, fineness, T_bad_K);
    if (!cooler->table)
        *why =
            cd_arena_printf(arena, "the map could not be inverted at T1 = %.4g K, T2 = %.4g K", T_bad_K[0], T_bad_K[1]);
    return cooler->table != NULL;
}

/* Maps read off smooth charts are met by 16 lines below the corner; noisy ones are steep in places and want more. */
static bool build_table(cd_arena *arena, cd_cooler *cooler, const double T_corner_K[2], const char **why)
{
    static const size_t fineness[] = {16, 24, 32, 48};
    const size_t most = sizeof fineness / sizeof *fineness;
    cooler->rim = cd_rim_new(arena, cooler->grid);
    size_t k = 0;
    do
        if (!make_table(arena, cooler, T_corner_K, fineness[k], why))
            return false;
    while (!is_fine(cooler->table, cooler->grid) && ++k < most);
    if (cd_arena_detail(arena) == 0)
        return true;
    return make_table(arena, cooler, T_corner_K, 2 * fineness[k < most ? k : most - 1], why);
}

static bool build_two_stages(cd_arena *arena, cd_cooler *cooler, const char **why)
{
    if (cooler->info.by_rating)
        cooler->grid = cd_grid_of_rating(arena, &cooler->form, why);
    else if (cooler->extension.source)
        cooler->grid = cd_grid_extend(arena, cooler->own, &cooler->extension, why);
    else
        cooler->grid = cooler->own;
    if (!cooler->grid)
        return false;
    const cd_jet *corner = &cooler->grid->knot[0];
    const double T_corner_K[2] = {exp(corner->f[0]), exp(corner->f[1])};
    if (!build_table(arena, cooler, T_corner_K, why))
        return false;
    if (!find_base(cooler->table, T_corner_K, cooler->info.T_base_K))
        cooler->info.T_base_K[0] = cooler->info.T_base_K[1] = 0;
    return true;
}

static bool build_one_stage(cd_arena *arena, cd_cooler *cooler, const char **why)
{
    double *T_K = cooler->own_T_K, *Q_W = cooler->own_Q_W;
    cd_region *origin = cooler->own_origin;
    size_t n = cooler->n_own;
    if (cooler->info.by_rating) {
        if (!cd_points_of_rating(arena, &cooler->form, &T_K, &Q_W, &origin, &n, why))
            return false;
    } else if (cooler->extension.source) {
        if (!cd_points_extend(arena, &T_K, &Q_W, &origin, &n, &cooler->extension, why))
            return false;
    }
    cooler->stage = cd_stage_of_points(arena, T_K, Q_W, n, false);
    cooler->T_K = T_K, cooler->Q_W = Q_W, cooler->origin = origin, cooler->n_points = n;
    cooler->info.T_base_K[0] = cd_stage_base_K(cooler->stage);
    return true;
}

/* What is assumed of the lift at 300 K, whichever way it is stated. */
static void note_warm_lift(cd_cooler *cooler)
{
    const double T_K[2] = {CD_WARM_K, CD_WARM_K};
    if (cooler->info.assumed)
        cd_cooler_lift(cooler, T_K, cooler->info.warm_W, NULL);
}

bool cd_cooler_build(cd_arena *arena, cd_cooler *cooler, const char **why)
{
    const bool ok =
        cooler->info.n_stages == 2 ? build_two_stages(arena, cooler, why) : build_one_stage(arena, cooler, why);
    if (ok)
        note_warm_lift(cooler);
    return ok;
}

bool cd_cooler_ends_cold(const cd_cooler *cooler)
{
    const double room_K = 290;
    const bool has_data = cooler->own || cooler->n_own > 0;
    bool ends_cold = false;
    for (int m = 0; m < cooler->info.n_stages; m++)
        ends_cold = ends_cold || cooler->info.T_max_K[m] < room_K;
    return has_data && ends_cold;
}

/* Gives data that end in the cold the assumption that the files of Gifford-McMahon machines make. */
static bool begin_extension(cd_cooler *cooler, cd_arena *arena, const double warm_W[2], const char **why)
{
    const double theta_K = 85;
    if (!cd_cooler_ends_cold(cooler)) {
        *why = cooler->own || cooler->n_own > 0 ? "nothing is assumed about its lift: the data reach room temperature"
                                                : "nothing is assumed about its lift: it is given in the case";
        return false;
    }
    if (cooler->info.n_stages == 2 && (isnan(warm_W[0]) || isnan(warm_W[1]))) {
        *why = cd_arena_printf(arena,
                               "its data end at %.4g K and %.4g K without an assumption, so that both stages need one: "
                               "warm_capacity_stage1 and warm_capacity_stage2",
                               cooler->info.T_max_K[0], cooler->info.T_max_K[1]);
        return false;
    }
    cooler->extension = (cd_extension){
        .source = "saturating with a decay of 85 K to the warm capacity of the case",
        .warm_W = {NAN, NAN},
        .theta_K = {theta_K, theta_K},
    };
    cooler->info.assumed = cooler->extension.source;
    return true;
}

const cd_cooler *cd_cooler_with_warm_capacity(cd_arena *arena, const cd_cooler *cooler, const double warm_W[2],
                                              const char **why)
{
    cd_cooler *copy = cd_arena_alloc(arena, 1, sizeof *copy);
    *copy = *cooler;
    if (!cooler->info.assumed && !begin_extension(copy, arena, warm_W, why))
        return NULL;
    for (int m = 0; m < cooler->info.n_stages; m++) {
        const double kept_W = cooler->info.by_rating ? cooler->form.warm_W[m] : copy->extension.warm_W[m];
        copy->form.warm_W[m] = copy->extension.warm_W[m] = isnan(warm_W[m]) ? kept_W : warm_W[m];
    }
    return cd_cooler_build(arena, copy, why) ? copy : NULL;
}

/* The largest load of a stage that is not assumed; of a rating alone, its own. */
static double data_reach_W(const cd_cooler *cooler, int m)
{
    if (cooler->info.by_rating)
        return cooler->form.Q_W[m];
    if (cooler->own)
        return m == 0 ? cooler->own->x[cooler->own->n1 - 1] : sinh(cooler->own->y[cooler->own->n2 - 1]);
    return cooler->own_Q_W[cooler->n_own - 1];
}

const cd_cooler *cd_cooler_assuming(cd_arena *arena, const cd_cooler *cooler, double share, double used[2])
{
    double warm_W[2] = {NAN, NAN};
    used[0] = used[1] = NAN;
    const char *why = "";
    if (!cooler->info.assumed)
        return NULL;
    for (int m = 0; m < cooler->info.n_stages; m++) {
        used[m] = fmax(share, 1.05 * data_reach_W(cooler, m) / cooler->info.warm_W[m]);
        warm_W[m] = used[m] * cooler->info.warm_W[m];
    }
    return cd_cooler_with_warm_capacity(arena, cooler, warm_W, &why);
}

void cd_cooler_lift_at(const cd_cooler *cooler, const cd_rating *rating, double Q_W[2])
{
    double T_K[2] = {rating->T_K[0], rating->T_K[1]}, lift_W[2];
    Q_W[0] = Q_W[1] = NAN;
    for (int m = 0; m < 2 && m < cooler->info.n_stages; m++)
        if (isnan(T_K[m]))
            return;
    cd_cooler_lift(cooler, T_K, lift_W, NULL);
    for (int m = 0; m < 2 && m < cooler->info.n_stages; m++)
        Q_W[m] = lift_W[m];
}

static const cd_node_of_map *nodes_of_grid(cd_arena *arena, const cd_grid *g, size_t *n)
{
    *n = g->n1 * g->n2;
    cd_node_of_map *nodes = cd_arena_alloc(arena, *n, sizeof *nodes);
    for (size_t k = 0; k < *n; k++) {
        nodes[k] = (cd_node_of_map){.T_K = {exp(g->knot[k].f[0]), exp(g->knot[k].f[1])}, .origin = g->origin[k]};
        cd_grid_loads((double[]){g->x[k / g->n2], g->y[k % g->n2]}, nodes[k].Q_W);
    }
    return nodes;
}

const cd_node_of_map *cd_cooler_nodes(cd_arena *arena, const cd_cooler *cooler, size_t *n)
{
    if (cooler->grid)
        return nodes_of_grid(arena, cooler->grid, n);
    *n = cooler->Q_W ? cooler->n_points : 0;
    cd_node_of_map *nodes = cd_arena_alloc(arena, *n, sizeof *nodes);
    for (size_t k = 0; k < *n; k++)
        nodes[k] = (cd_node_of_map){{cooler->T_K[k], NAN}, {cooler->Q_W[k], NAN}, cooler->origin[k]};
    return nodes;
}

bool cd_cooler_temperatures(const cd_cooler *cooler, const double *Q_W, double *T_K)
{
    const cd_grid *g = cooler->grid;
    const double q[2] = {Q_W[0], asinh(Q_W[1])};
    if (!g || q[0] < g->x[0] || q[0] > g->x[g->n1 - 1] || q[1] < g->y[0] || q[1] > g->y[g->n2 - 1])
        return false;
    cd_jet jet;
    cd_grid_at(g, q, &jet);
    T_K[0] = exp(jet.f[0]);
    T_K[1] = exp(jet.f[1]);
    return true;
}
