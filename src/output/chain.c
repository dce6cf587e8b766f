/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * chain - the way that heat takes from a node to its cooler: the path of least thermal resistance to the coldest stage,
 * each step's resistance taken over the whole run, R = integral |dT| dt / integral |Q| dt. Also which node a run is
 * about.
 */
#include "drawing.h"

#include <math.h>

/* Time from the row before to this one. */
static double step_s(const cd_result *r, size_t row)
{
    return row == 0 ? 0 : cd_result_time(r, row) - cd_result_time(r, row - 1);
}

static double resistance(const cd_result *r, const cd_result_link *link, const int *pair)
{
    double K_s = 0, J = 0;
    for (size_t row = 0; row < r->n_rows; row++) {
        double dT = cd_result_at(r, row, r->node[pair[0]].column) - cd_result_at(r, row, r->node[pair[1]].column);
        K_s += fabs(dT) * step_s(r, row);
        J += fabs(cd_result_at(r, row, link->end[0].column)) * step_s(r, row);
    }
    return J > 0 ? K_s / J : INFINITY;
}

/* The coldest node that a cooler's stage sits on, at the end. */
static int coldest_stage(const cd_result *r)
{
    int best = -1;
    double least = INFINITY;
    for (size_t l = 0; l < r->n_links; l++)
        for (size_t e = 0; r->link[l].cooler && e < r->link[l].n_ends; e++) {
            double T = cd_result_at(r, r->n_rows - 1, r->node[r->link[l].end[e].node].column);
            if (T < least) {
                least = T;
                best = r->link[l].end[e].node;
            }
        }
    return best;
}

/* One edge of the graph of all steps. */
typedef struct {
    int a, b;
    double R;
} edge;

static size_t list_edges(cd_arena *arena, const cd_result *r, edge **out)
{
    size_t n = 0, cap = 0;
    *out = NULL;
    for (size_t l = 0; l < r->n_links; l++)
        for (size_t s = 0; r->link[l].passive && r->link[l].n_ends > 0 && s < r->link[l].n_steps; s++) {
            const int *pair = r->link[l].step[s];
            edge e = {pair[0], pair[1], resistance(r, &r->link[l], pair)};
            if (isfinite(e.R))
                CD_PUSH(arena, *out, n, cap, e);
        }
    return n;
}

size_t cd_chain(cd_arena *arena, const cd_result *r, int from, int *path)
{
    edge *edges;
    size_t n_edges = list_edges(arena, r, &edges), n = 0;
    int to = coldest_stage(r), *next = cd_arena_alloc(arena, r->n_nodes, sizeof *next);
    double *R = cd_arena_alloc(arena, r->n_nodes, sizeof *R);
    if (from < 0 || to < 0)
        return 0;
    for (size_t i = 0; i < r->n_nodes; i++) {
        R[i] = (int)i == to ? 0 : INFINITY;
        next[i] = -1;
    }
    /* Bellman and Ford's way: every sweep makes the paths one step longer, until nothing gets shorter. */
    for (bool shorter = true; shorter;) {
        shorter = false;
        for (size_t k = 0; k < 2 * n_edges; k++) {
            int a = k % 2 ? edges[k / 2].a : edges[k / 2].b, b = k % 2 ? edges[k / 2].b : edges[k / 2].a;
            if (R[b] + edges[k / 2].R < R[a] * (1 - 1e-12)) {
                R[a] = R[b] + edges[k / 2].R;
                next[a] = b;
                shorter = true;
            }
        }
    }
    if (!isfinite(R[from]))
        return 0;
    for (int i = from; i >= 0; i = next[i])
        path[n++] = i;
    return n;
}

int cd_main_node(const cd_result *r)
{
    int best = -1;
    double most = -1;
    if (r->goal >= 0)
        return r->goal;
    for (size_t i = 0; i < r->n_user_nodes; i++) {
        double K_s = 0;
        for (size_t row = 0; r->node[i].kind == CD_BODY && row < r->n_rows; row++)
            K_s += cd_result_at(r, row, r->node[i].column) * step_s(r, row);
        if (r->node[i].kind == CD_BODY && K_s > most) {
            most = K_s;
            best = (int)i;
        }
    }
    return best;
}

const char *cd_limit_of_band(const json_t *band, double *saved_s)
{
    const char *best = NULL, *name;
    json_t *value;
    double most = 0.02 * cd_json_get_number(band, "time_s");
    json_object_foreach(json_object_get(band, "saved_s"), name, value)
    {
        if (json_is_number(value) && json_number_value(value) > most) {
            most = json_number_value(value);
            best = name;
        }
    }
    *saved_s = most;
    return best;
}
