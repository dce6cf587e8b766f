/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * extend - grid lines of larger loads added to a map: see extend.h for the assumptions.
 */
#include "extend.h"

#include <math.h>

/* The first line of a scaled map stands at least this far above the largest measured load: closer, noise of the data
 * against another machine's would bend the surface. */
#define LEAST_GAP 1.2

/* What is being put together: loads, and temperatures and origins over them. */
typedef struct {
    cd_arena *arena;
    const cd_grid *own;
    size_t n[2]; /* lines in all; the first ones are those of own */
    double *load_W[2];
    double (*T_K)[2];
    cd_region *origin;
} sheet;

static size_t own_lines(const sheet *s, int m)
{
    return m == 0 ? s->own->n1 : s->own->n2;
}

static void own_loads(const cd_grid *own, double **load_W, cd_arena *arena, size_t room)
{
    load_W[0] = cd_arena_alloc(arena, own->n1 + room, sizeof(double));
    load_W[1] = cd_arena_alloc(arena, own->n2 + room, sizeof(double));
    for (size_t i = 0; i < own->n1; i++)
        load_W[0][i] = own->x[i];
    for (size_t j = 0; j < own->n2; j++)
        load_W[1][j] = sinh(own->y[j]);
}

/* Room for all nodes, those of own filled in. */
static void fill_own(sheet *s)
{
    s->T_K = cd_arena_alloc(s->arena, s->n[0] * s->n[1], sizeof *s->T_K);
    s->origin = cd_arena_alloc(s->arena, s->n[0] * s->n[1], sizeof *s->origin);
    for (size_t i = 0; i < s->n[0]; i++)
        for (size_t j = 0; j < s->n[1]; j++) {
            const size_t k = i * s->n[1] + j;
            const bool inside = i < s->own->n1 && j < s->own->n2;
            s->origin[k] = inside ? s->own->origin[i * s->own->n2 + j] : CD_REGION_EXTENDED;
            for (int m = 0; m < 2 && inside; m++)
                s->T_K[k][m] = exp(s->own->knot[i * s->own->n2 + j].f[m]);
        }
}

static const char *const fault_text[] = {
    [CD_GRID_NODES1_FALL] = "T1 does not rise with Q1",
    [CD_GRID_NODES2_FALL] = "T2 does not rise with Q2",
    [CD_GRID_SURFACE1_FALLS] = "T1 does not rise everywhere with Q1",
    [CD_GRID_SURFACE2_FALLS] = "T2 does not rise everywhere with Q2",
    [CD_GRID_FOLDED] = "the map folds",
};

static const cd_grid *finish(const sheet *s, const char **why)
{
    size_t i, j;
    cd_grid *grid =
        cd_grid_new(s->arena, s->load_W[0], s->n[0], s->load_W[1], s->n[1], (const double(*)[2])s->T_K, s->origin);
    const cd_grid_fault fault = cd_grid_check(grid, &i, &j);
    if (fault == CD_GRID_SOUND)
        return grid;
    *why = cd_arena_printf(s->arena, "%s between Q1 = %.4g and %.4g W, Q2 = %.4g and %.4g W", fault_text[fault],
                           s->load_W[0][i], s->load_W[0][i + 1], s->load_W[1][j], s->load_W[1][j + 1]);
    return NULL;
}

bool cd_grid_lift(const cd_grid *grid, const double T_K[2], double Q_W[2])
{
    double q[2] = {0.5 * (grid->x[0] + grid->x[grid->n1 - 1]), 0.5 * (grid->y[0] + grid->y[grid->n2 - 1])};
    cd_jet jet;
    if (!cd_grid_find(grid, (double[]){log(T_K[0]), log(T_K[1])}, q, &jet))
        return false;
    cd_grid_loads(q, Q_W);
    return true;
}

/* ---- scaled map ---- */

/* How the loads of the other machine become ours: Q = share(Q') Q'. */
typedef struct {
    double at_edge, at_warm;
    double edge_W, warm_W; /* Q' between which it changes */
} scale;

static double share_at(const scale *c, double like_W)
{
    double h = log(like_W / c->edge_W) / log(c->warm_W / c->edge_W);
    h = h < 0 ? 0 : h > 1 ? 1 : h;
    return c->at_edge + (c->at_warm - c->at_edge) * h * h * (3 - 2 * h);
}

/* Loads of the other machine on our lines, in the order of our lines. */
static bool add_lines(sheet *s, int m, const scale *c, double *like_W, const cd_grid *like, const char **why)
{
    const size_t n = m == 0 ? like->n1 : like->n2, n_own = own_lines(s, m);
    const double last_W = s->load_W[m][n_own - 1];
    for (size_t i = 0; i < n_own; i++)
        like_W[i] = s->load_W[m][i] / c->at_edge;
    s->n[m] = n_own;
    for (size_t k = 0; k < n; k++) {
        const double other_W = m == 0 ? like->x[k] : sinh(like->y[k]);
        const double load_W = other_W > 0 ? share_at(c, other_W) * other_W : 0;
        if (load_W < LEAST_GAP * last_W)
            continue;
        if (!(load_W > s->load_W[m][s->n[m] - 1])) {
            *why = cd_arena_printf(s->arena, "the lift of stage %d at 300 K is below what the data reach", m + 1);
            return false;
        }
        like_W[s->n[m]] = other_W;
        s->load_W[m][s->n[m]++] = load_W;
    }
    return true;
}

static const cd_grid *scaled(cd_arena *arena, const cd_grid *own, const cd_grid *like, const scale c[2],
                             const char **why)
{
    sheet s = {.arena = arena, .own = own};
    double *like_W[2];
    own_loads(own, s.load_W, arena, like->n1 + like->n2);
    own_loads(own, like_W, arena, like->n1 + like->n2);
    for (int m = 0; m < 2; m++)
        if (!add_lines(&s, m, &c[m], like_W[m], like, why))
            return NULL;
    fill_own(&s);
    for (size_t i = 0; i < s.n[0]; i++)
        for (size_t j = 0; j < s.n[1]; j++) {
            if (i < own->n1 && j < own->n2)
                continue;
            cd_jet jet;
            cd_grid_at(like, (double[]){like_W[0][i], asinh(like_W[1][j])}, &jet);
            for (int m = 0; m < 2; m++)
                s.T_K[i * s.n[1] + j][m] = exp(jet.f[m]);
        }
    return finish(&s, why);
}

/* The scales at the edge: what both machines lift at the warm corner of the data. */
static bool find_scales(const cd_grid *own, const cd_extension *e, scale c[2], const char **why)
{
    const cd_jet *corner = &own->knot[own->n1 * own->n2 - 1];
    double like_W[2], warm_W[2];
    if (!cd_grid_lift(e->like, (double[]){exp(corner->f[0]), exp(corner->f[1])}, like_W) ||
        !cd_grid_lift(e->like, (double[]){CD_WARM_K, CD_WARM_K}, warm_W) || !(like_W[0] > 0 && like_W[1] > 0)) {
        *why = "the other machine's map does not reach from the warm corner of the data to 300 K";
        return false;
    }
    for (int m = 0; m < 2; m++) {
        const double *lines = m == 0 ? e->like->x : e->like->y;
        const size_t n = m == 0 ? e->like->n1 : e->like->n2;
        size_t below = 0; /* the last line below (300 K, 300 K): from there on nothing changes */
        while (below + 1 < n && (m == 0 ? lines[below + 1] : sinh(lines[below + 1])) < warm_W[m])
            below++;
        const double own_W = m == 0 ? own->x[own->n1 - 1] : sinh(own->y[own->n2 - 1]), edge = own_W / like_W[m];
        c[m] = (scale){edge, isnan(e->warm_W[m]) ? edge : e->warm_W[m] / warm_W[m], like_W[m],
                       m == 0 ? lines[below] : sinh(lines[below])};
        if (!(c[m].warm_W > c[m].edge_W)) {
            *why = "the data reach farther than the other machine's";
            return false;
        }
    }
    return true;
}

/* PCHIP in asinh Q2 does not scale, so the stated lift comes out a little off at first. */
static const cd_grid *extend_scaled(cd_arena *arena, const cd_grid *own, const cd_extension *e, const char **why)
{
    enum { ROUNDS = 6 };
    scale c[2];
    const cd_grid *grid = NULL;
    if (!find_scales(own, e, c, why))
        return NULL;
    for (int round = 0; round < ROUNDS; round++) {
        double Q_W[2];
        grid = scaled(arena, own, e->like, c, why);
        if (!grid || !cd_grid_lift(grid, (double[]){CD_WARM_K, CD_WARM_K}, Q_W))
            return grid;
        for (int m = 0; m < 2; m++)
            c[m].at_warm *= isnan(e->warm_W[m]) ? 1 : e->warm_W[m] / Q_W[m];
    }
    return grid;
}

/* ---- saturating ---- */

const char *cd_warm_fault(cd_arena *arena, const char *stage, double T_K, double Q_W, double slope_W_per_K,
                          double warm_W, double theta_K)
{
    if (!(T_K < CD_WARM_K))
        return cd_arena_printf(arena, "the data of %s reach %.4g K: nothing is left to assume", stage, T_K);
    if (!(warm_W > Q_W))
        return cd_arena_printf(arena, "the lift of %s at 300 K, %.4g W, is not above the %.4g W of the data", stage,
                               warm_W, Q_W);
    if (!(slope_W_per_K > 0))
        return cd_arena_printf(arena, "the data of %s fall at their warm end, at %.4g K", stage, T_K);
    return cd_arena_printf(arena,
                           "theta = %.4g K of %s is too short for a lift that still rises at 300 K: %.0f K or more",
                           theta_K, stage, ceil(CD_WARM_THETA_MIN(T_K)));
}

/* Temperatures of the added lines, in equal steps of ln T to 300 K, then the end. */
enum { STEPS = 8, N_ADDED = STEPS + 1 };

static double added_T_K(double edge_K, int k)
{
    return k == STEPS ? CD_WARM_END_K : edge_K * pow(CD_WARM_K / edge_K, (k + 1.0) / STEPS);
}

/* The curves of stage m at every line of the other stage, and one from their mean edge. */
typedef struct {
    cd_warm *at, mean;
} fan;

static bool fan_new(const sheet *s, int m, const cd_extension *e, fan *out, const char **why)
{
    const char *stage = m == 0 ? "stage 1" : "stage 2";
    const cd_grid *g = s->own;
    const size_t n = own_lines(s, 1 - m), last = own_lines(s, m) - 1;
    const double Q_W = s->load_W[m][last];
    double T_sum = 0, slope_sum = 0;
    out->at = cd_arena_alloc(s->arena, n, sizeof *out->at);
    for (size_t i = 0; i < n; i++) {
        const cd_jet *k = &g->knot[m == 0 ? last * g->n2 + i : i * g->n2 + last];
        const double T_K = exp(k->f[m]);
        const double slope = (m == 0 ? 1 / k->fx[0] : cosh(g->y[last]) / k->fy[1]) / T_K;
        if (!cd_warm_from_edge(T_K, Q_W, slope, e->warm_W[m], e->theta_K[m], &out->at[i])) {
            *why = cd_warm_fault(s->arena, stage, T_K, Q_W, slope, e->warm_W[m], e->theta_K[m]);
            return false;
        }
        T_sum += T_K;
        slope_sum += slope;
    }
    const double count = (double)n;
    return cd_warm_from_edge(T_sum / count, Q_W, slope_sum / count, e->warm_W[m], e->theta_K[m], &out->mean);
}

static const cd_grid *extend_saturating(cd_arena *arena, const cd_grid *own, const cd_extension *e, const char **why)
{
    sheet s = {.arena = arena, .own = own, .n = {own->n1 + N_ADDED, own->n2 + N_ADDED}};
    fan curves[2];
    own_loads(own, s.load_W, arena, N_ADDED);
    for (int m = 0; m < 2; m++) {
        if (!fan_new(&s, m, e, &curves[m], why))
            return NULL;
        const cd_warm *mean = &curves[m].mean;
        for (int k = 0; k < N_ADDED; k++)
            s.load_W[m][own_lines(&s, m) + (size_t)k] = cd_warm_lift(mean, added_T_K(mean->T_K, k));
    }
    fill_own(&s);
    for (size_t i = 0; i < s.n[0]; i++)
        for (size_t j = 0; j < s.n[1]; j++) {
            const size_t at[2] = {i, j}, k = i * s.n[1] + j;
            const size_t inner[2] = {i < own->n1 ? i : own->n1 - 1, j < own->n2 ? j : own->n2 - 1};
            for (int m = 0; m < 2 && s.origin[k] == CD_REGION_EXTENDED; m++)
                s.T_K[k][m] = at[m] < own_lines(&s, m)
                                  ? exp(own->knot[inner[0] * own->n2 + inner[1]].f[m])
                                  : cd_warm_temperature(&curves[m].at[inner[1 - m]], s.load_W[m][at[m]]);
        }
    return finish(&s, why);
}

const cd_grid *cd_grid_extend(cd_arena *arena, const cd_grid *own, const cd_extension *extension, const char **why)
{
    return extension->like ? extend_scaled(arena, own, extension, why) : extend_saturating(arena, own, extension, why);
}
