/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * enclosure - radiation between n grey, diffuse surfaces that see each other by view factors F_ij.
 *
 * With E = diag(e), M = 1 - (1 - E) F and B = F M^-1, what i absorbs of the light that j emits is
 *   K_ij = A_i e_i B_ij e_j   (symmetric),      Q_i = sum_j K_ij sigma (T_i^4 - T_j^4) leaves i,
 * which needs no 1 - e and takes black surfaces. Only i < j is computed, so that heat is conserved; A F is made
 * symmetric and its rows closed on the way, within the tolerance of the check. Where emissivities depend on temperature
 *   dK_ij/de_l = A_i (d_il B_ij e_j + e_i B_ij d_jl - e_i B_il B_lj e_j).
 */
#include "kind.h"

#include <math.h>

enum { MOST = CD_MAX_TERMINALS };
static const double tolerance = 1e-3; /* of closure and reciprocity: view factors of three digits */

typedef struct {
    cd_node_list surfaces; /* first: cd_link_between */
    cd_numbers areas_m2;
    cd_surfaces emissivity;
    cd_values view;
    /* filled by check: */
    double F[MOST][MOST];
    bool depends_on_T;
    double K_m2[MOST][MOST]; /* of constant emissivities, i < j */
} enclosure;

/* B = F M^-1 of n surfaces. M is diagonally dominant (its rows sum up to e_i): no pivots. */
static void exchange(const enclosure *c, const double *e, double B[MOST][MOST])
{
    int n = c->surfaces.n;
    double M[MOST][MOST], inverse[MOST][MOST];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            M[i][j] = (i == j) - (1 - e[i]) * c->F[i][j];
            inverse[i][j] = i == j;
        }
    for (int k = 0; k < n; k++) {
        double pivot = 1 / M[k][k];
        for (int j = 0; j < n; j++) {
            M[k][j] *= pivot;
            inverse[k][j] *= pivot;
        }
        for (int i = 0; i < n; i++) {
            double factor = M[i][k];
            for (int j = 0; i != k && j < n; j++) {
                M[i][j] -= factor * M[k][j];
                inverse[i][j] -= factor * inverse[k][j];
            }
        }
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            B[i][j] = 0;
            for (int k = 0; k < n; k++)
                B[i][j] += c->F[i][k] * inverse[k][j];
        }
}

static double fourth(double T1_K, double T2_K)
{
    return CD_SIGMA_W_PER_M2_K4 * (T1_K - T2_K) * (T1_K + T2_K) * (T1_K * T1_K + T2_K * T2_K);
}

static double cubed(double T_K)
{
    return 4 * CD_SIGMA_W_PER_M2_K4 * T_K * T_K * T_K;
}

/* The pair i < j of exchange area K. */
static void add_pair(int n, int i, int j, double K_m2, const double *T_K, double *Q_W, double *dQ_dT)
{
    double q = K_m2 * fourth(T_K[i], T_K[j]);
    Q_W[i] -= q;
    Q_W[j] += q;
    if (!dQ_dT)
        return;
    double Gi = K_m2 * cubed(T_K[i]), Gj = K_m2 * cubed(T_K[j]);
    dQ_dT[i * n + i] -= Gi;
    dQ_dT[i * n + j] += Gj;
    dQ_dT[j * n + i] += Gi;
    dQ_dT[j * n + j] -= Gj;
}

static void clear(int n, double *Q_W, double *dQ_dT)
{
    for (int i = 0; i < n; i++)
        Q_W[i] = 0;
    for (int i = 0; dQ_dT && i < n * n; i++)
        dQ_dT[i] = 0;
}

static int flow(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const enclosure *c = params;
    int n = c->surfaces.n;
    (void)when;
    clear(n, Q_W, dQ_dT);
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++)
            add_pair(n, i, j, c->K_m2[i][j], T_K, Q_W, dQ_dT);
    return 0;
}

static int flow_of_T(const void *params, const double *T_K, cd_when when, double *Q_W, double *dQ_dT)
{
    const enclosure *c = params;
    int n = c->surfaces.n;
    double e[MOST] = {0}, slope[MOST], B[MOST][MOST];
    (void)when;
    clear(n, Q_W, dQ_dT);
    for (int i = 0; i < n; i++)
        e[i] = cd_surface_emissivity(&c->emissivity.of[c->emissivity.n > 1 ? i : 0], T_K[i], &slope[i]);
    exchange(c, e, B);
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            double A = c->areas_m2.x[i], q = A * fourth(T_K[i], T_K[j]);
            add_pair(n, i, j, A * e[i] * B[i][j] * e[j], T_K, Q_W, dQ_dT);
            for (int l = 0; dQ_dT && l < n; l++) {
                double by_e =
                    (l == i ? B[i][j] * e[j] : 0) + (l == j ? e[i] * B[i][j] : 0) - e[i] * B[i][l] * B[l][j] * e[j];
                dQ_dT[i * n + l] -= q * by_e * slope[l];
                dQ_dT[j * n + l] += q * by_e * slope[l];
            }
        }
    return 0;
}

/* ---- checks ---- */

static bool wrong_number(const cd_reading *rd, const cd_ini_section *section, const char *key, size_t got, size_t want,
                         const char *hint)
{
    cd_diag_add(rd->diags, CD_ERROR, cd_field_span(section, key), hint, "%zu values of \"%s\" for %zu surfaces of %s",
                got, key, want, cd_link_what(rd->arena, section));
    return false;
}

/* The rows of the view factors, one after the other. */
static bool read_view(const cd_reading *rd, const cd_ini_section *section, enclosure *c)
{
    size_t n = (size_t)c->surfaces.n, got = 0;
    for (size_t row = 0; row < c->view.n; row++) {
        cd_value *part;
        size_t m = cd_value_split(rd->arena, &c->view.v[row], ',', &part);
        for (size_t k = 0; k < m; k++, got++) {
            double F;
            if (!cd_read_quantity(rd, &part[k], CD_NUMBER, &F))
                return false;
            if (!(F >= 0 && F <= 1)) {
                cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&part[k]),
                            "it is the share of light that arrives there",
                            "a view factor must be from 0 to 1; this is %g", F);
                return false;
            }
            if (got < n * n)
                c->F[got / n][got % n] = F;
        }
    }
    return got == n * n ||
           wrong_number(rd, section, "view", got, n,
                        "give one line for each surface, in the order of \"surfaces\": view = 0, 0.5, 0.5");
}

static bool check_closure(const cd_reading *rd, const cd_ini_section *section, const enclosure *c)
{
    for (int i = 0; i < c->surfaces.n; i++) {
        double sum = 0;
        for (int j = 0; j < c->surfaces.n; j++)
            sum += c->F[i][j];
        if (fabs(sum - 1) <= tolerance)
            continue;
        bool by_rows = c->view.n == (size_t)c->surfaces.n;
        cd_diag_add(
            rd->diags, CD_ERROR, by_rows ? cd_value_whole(&c->view.v[i]) : cd_field_span(section, "view"),
            "add what is missing to the surface that closes the enclosure, or to the surface itself if it is hollow",
            "the view factors of surface %d of %s add up to %.6g, not to 1", i + 1, cd_link_what(rd->arena, section),
            sum);
        return false;
    }
    return true;
}

static bool check_reciprocity(const cd_reading *rd, const cd_ini_section *section, const enclosure *c)
{
    const double *A = c->areas_m2.x;
    for (int i = 0; i < c->surfaces.n; i++)
        for (int j = 0; j < i; j++) {
            double there = A[i] * c->F[i][j], back = A[j] * c->F[j][i];
            if (fabs(there - back) <= tolerance * fmin(A[i], A[j]))
                continue;
            bool by_rows = c->view.n == (size_t)c->surfaces.n;
            cd_diag_add(rd->diags, CD_ERROR, by_rows ? cd_value_whole(&c->view.v[i]) : cd_field_span(section, "view"),
                        cd_arena_printf(rd->arena, "from surface %d to %d write %.6g", i + 1, j + 1, back / A[i]),
                        "A F of surfaces %d and %d of %s is %.6g m^2 one way and %.6g m^2 the other", j + 1, i + 1,
                        cd_link_what(rd->arena, section), back, there);
            return false;
        }
    return true;
}

/* Both ways the same, and each row closed by what the surface sees of itself. */
static void make_exact(enclosure *c)
{
    int n = c->surfaces.n;
    const double *A = c->areas_m2.x;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++) {
            double AF = (A[i] * c->F[i][j] + A[j] * c->F[j][i]) / 2;
            c->F[i][j] = AF / A[i];
            c->F[j][i] = AF / A[j];
        }
    for (int i = 0; i < n; i++) {
        c->F[i][i] = 1;
        for (int j = 0; j < n; j++)
            c->F[i][i] -= i == j ? 0 : c->F[i][j];
    }
}

static void fill_exchange(enclosure *c)
{
    double e[MOST] = {0}, B[MOST][MOST], slope;
    int n = c->surfaces.n;
    for (int i = 0; i < n; i++) {
        const cd_surface *surface = &c->emissivity.of[c->emissivity.n > 1 ? i : 0];
        e[i] = cd_surface_emissivity(surface, 300, &slope);
        c->depends_on_T = c->depends_on_T || surface->property;
    }
    exchange(c, e, B);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            c->K_m2[i][j] = c->areas_m2.x[i < j ? i : j] * e[i] * e[j] * (i < j ? B[i][j] : B[j][i]);
}

static bool check(const cd_reading *rd, const cd_ini_section *section, void *params)
{
    enclosure *c = params;
    size_t n = (size_t)c->surfaces.n;
    if (c->areas_m2.n != n)
        return wrong_number(rd, section, "areas", c->areas_m2.n, n, "give one for each, in the order of \"surfaces\"");
    if (c->emissivity.n != n && c->emissivity.n != 1)
        return wrong_number(rd, section, "emissivity", c->emissivity.n, n, "give one for all, or one for each");
    if (!read_view(rd, section, c) || !check_closure(rd, section, c) || !check_reciprocity(rd, section, c))
        return false;
    make_exact(c);
    fill_exchange(c);
    return true;
}

static void expand(cd_expander *ex, const void *params, const int *nodes)
{
    const enclosure *c = params;
    const cd_surface *surface[CD_MAX_TERMINALS];
    cd_expand_element(ex, c->depends_on_T ? flow_of_T : flow, params, nodes, c->surfaces.n, 0);
    for (int i = 0; i < c->surfaces.n; i++)
        surface[i] = &c->emissivity.of[c->emissivity.n > 1 ? i : 0];
    cd_link_audit_surfaces(ex, surface, nodes, c->surfaces.n);
}

static const cd_field fields[] = {
    {.key = "surfaces",
     .type = CD_FIELD_RESOLVED,
     .resolver = "nodes",
     .offset = offsetof(enclosure, surfaces),
     .required = true,
     .n_min = 2,
     .n_max = CD_MAX_TERMINALS,
     .help = "The nodes whose surfaces close the enclosure, 8 at most."},
    {.key = "areas",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_AREA,
     .offset = offsetof(enclosure, areas_m2),
     .required = true,
     .above_min = true,
     .max = INFINITY,
     .help = "Area of each surface, in the same order."},
    {.key = "emissivity",
     .type = CD_FIELD_RESOLVED,
     .resolver = "surfaces",
     .offset = offsetof(enclosure, emissivity),
     .required = true,
     .n_min = 1,
     .n_max = CD_MAX_TERMINALS,
     .help = "Emissivity of each, a number or the name of a surface (copper_polished); one stands for all."},
    {.key = "view",
     .type = CD_FIELD_VALUES,
     .quantity = CD_NUMBER,
     .offset = offsetof(enclosure, view),
     .required = true,
     .help =
         "View factors, one line for each surface: the share of its light that goes to surface 1, 2, ...; each line "
         "adds up to 1, and area times view factor is the same both ways."},
};

static const cd_channel channels[CD_MAX_TERMINALS] = {{".1", -1}, {".2", -1}, {".3", -1}, {".4", -1},
                                                      {".5", -1}, {".6", -1}, {".7", -1}, {".8", -1}};

const cd_link_kind cd_kind_enclosure = {
    .name = "enclosure",
    .help = "Radiation between several surfaces that see each other by view factors.",
    .formula = "Q_i = sum_j K_ij sigma (T_i^4 - T_j^4), K_ij = A_i e_i B_ij e_j, B = F (1 - (1 - e) F)^-1",
    .reference = "radiosity of grey diffuse surfaces, any textbook of heat transfer; sigma from CODATA 2018",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .params_size = sizeof(enclosure),
    .passive = true,
    .channels = channels,
    .terminals = cd_link_between,
    .check = check,
    .expand = expand,
};
