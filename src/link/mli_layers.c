/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mli_layers - see mli_layers.h.
 */
#include "mli_layers.h"
#include "kind.h"

/* One gap, or several in series. */
typedef struct {
    double radiation_W_per_K4, spacer_W_per_K;
} layer_gap;

static int gap_flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const layer_gap *g = params;
    double T1 = T_K[0], T2 = T_K[1], s = g->radiation_W_per_K4, h = g->spacer_W_per_K;
    (void)when;
    cd_link_pair((T1 - T2) * (s * (T1 + T2) * (T1 * T1 + T2 * T2) + h), 4 * s * T1 * T1 * T1 + h,
                 4 * s * T2 * T2 * T2 + h, Q_W, dQ_dT);
    return 0;
}

/* D of the gap before shield i (0: at the first wall; shields: at the second), for m gaps in series. */
static layer_gap gap_at(const cd_mli_layers *l, int i, double m)
{
    bool at_wall = i == 0 || i == l->nodes;
    double wall = l->wall_emissivity[i == 0 ? 0 : 1], times = l->area_m2 * l->degradation;
    double D = 1 / l->emissivity + 1 / (at_wall ? wall : l->emissivity) - 1;
    return (layer_gap){CD_SIGMA_W_PER_M2_K4 * times / (m * D), at_wall ? 0 : l->spacer_W_per_m2_K * times / m};
}

/* How many gaps the inner elements stand for. */
static double inner_gaps(const cd_mli_layers *l)
{
    return l->nodes > 1 ? (l->shields - 1.0) / (l->nodes - 1.0) : 1;
}

static cd_gas_path gas_at(const cd_mli_layers *l, double m)
{
    cd_gas_path path = l->gas;
    path.free_W_per_K_Pa /= m;
    path.A_over_d_m /= m;
    return path;
}

static void add_gap(cd_expander *ex, const cd_mli_layers *l, int i, const int *ends)
{
    cd_arena *arena = cd_expand_arena(ex);
    double m = i == 0 || i == l->nodes ? 1 : inner_gaps(l);
    layer_gap *gap = cd_arena_alloc(arena, 1, sizeof *gap);
    *gap = gap_at(l, i, m);
    cd_expand_element(ex, gap_flow, gap, ends, 2, 0);
    if (!l->has_gas)
        return;
    cd_gas_path *path = cd_arena_alloc(arena, 1, sizeof *path);
    *path = gas_at(l, m);
    cd_expand_element(ex, cd_gas_flow, path, ends, 2, 0);
}

void cd_mli_layers_expand(cd_expander *ex, const cd_mli_layers *l, const int *nodes)
{
    int before = nodes[0];
    double T_first_K = cd_expand_T_start(ex, nodes[0]), T_second_K = cd_expand_T_start(ex, nodes[1]);
    for (int i = 0; i <= l->nodes; i++) {
        double share = (i + 1.0) / (l->nodes + 1.0), T_K = T_first_K + share * (T_second_K - T_first_K);
        int next =
            i == l->nodes ? nodes[1] : cd_expand_massless(ex, cd_arena_printf(cd_expand_arena(ex), "%d", i + 1), T_K);
        add_gap(ex, l, i, (int[]){before, next});
        before = next;
    }
}

double cd_mli_layers_conductance(const cd_mli_layers *l, double T_K)
{
    double resistance = 0;
    for (int i = 0; i <= l->nodes; i++) {
        double m = i == 0 || i == l->nodes ? 1 : inner_gaps(l);
        layer_gap gap = gap_at(l, i, m);
        cd_gas_path path = gas_at(l, m);
        double gas = l->has_gas ? cd_gas_conductance(&path, T_K) : 0;
        resistance += 1 / (4 * gap.radiation_W_per_K4 * T_K * T_K * T_K + gap.spacer_W_per_K + gas);
    }
    return 1 / resistance;
}
