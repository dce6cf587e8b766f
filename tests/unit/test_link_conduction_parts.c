/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conduction: what a link expands into, joints at its ends and cells with mass.
 */
#include "conduction_fixture.h"

/* The heats that enter the nodes that the link made, and (NULL: not wanted) their block of partials, row by row. */
static void residual(const double *T_K, double *H_W, double *dH_dT)
{
    int made = ex.n_nodes - BENCH_LETTERS;
    memset(H_W, 0, (size_t)made * sizeof *H_W);
    memset(dH_dT, 0, (size_t)(made * made) * sizeof *dH_dT);
    for (int k = 0; k < ex.n_elements; k++) {
        const bench_element *e = &ex.elements[k];
        double Q[2], J[4], T[2] = {T_K[e->nodes[0]], T_K[e->nodes[1]]};
        assert_int_equal(e->flow(e->params, T, (cd_when){0, 0}, Q, J), 0);
        for (int i = 0; i < 2; i++) {
            int row = e->nodes[i] - BENCH_LETTERS;
            if (row >= 0)
                H_W[row] += Q[i];
            for (int j = 0; j < 2 && row >= 0; j++) {
                int column = e->nodes[j] - BENCH_LETTERS;
                if (column >= 0)
                    dH_dT[row * made + column] += J[2 * i + j];
            }
        }
    }
}

/* Solves the two massless nodes of a strap with a joint at each end by Newton's method. */
static void solve_two(double *T_K)
{
    double *inner = T_K + BENCH_LETTERS;
    for (int k = 0; k < 50; k++) {
        double H[2], J[4];
        residual(T_K, H, J);
        double det = J[0] * J[3] - J[1] * J[2];
        inner[0] -= (J[3] * H[0] - J[1] * H[1]) / det;
        inner[1] -= (J[0] * H[1] - J[2] * H[0]) / det;
    }
}

/* A braid of copper between two terminals whose law is a T/(1 + T/30 K), 10 K to 4.2 K. */
static void strap_with_terminals(void **state)
{
    (void)state;
    /* Worked check K2_strap. */
    conduction("material = copper50\narea = 50 mm^2\nlength = 0.1 m\nlay = 1.1\ncontact = terminal\n");
    assert_int_equal(ex.n_elements, 3);
    assert_int_equal(ex.n_nodes, BENCH_LETTERS + 2);
    assert_string_equal(ex.nodes[6].name, "a");
    assert_string_equal(ex.nodes[7].name, "b");
    assert_true(ex.nodes[6].T_start_K == 300 && ex.nodes[7].T_start_K == 290 && !ex.nodes[6].capacity);
    assert_true(ex.end_mass_kg[0] > 0 && ex.end_mass_kg[1] > 0);
    double T_K[BENCH_LETTERS + 2] = {10, 4.2, 0, 0, 0, 0, 8, 7};
    solve_two(T_K);
    CHECK_REL(T_K[6], 8.480375933421438, CURVE);
    CHECK_REL(T_K[7], 6.557577413446309, CURVE);
    for (int k = 0; k < 3; k++) {
        const bench_element *e = &ex.elements[k];
        CHECK_REL(bench_flow(e, T_K[e->nodes[0]], T_K[e->nodes[1]], NULL, NULL), 0.5109890043439398, CURVE);
    }
    /* what the whole strap gains with a warmer end, by differences of 2 mK */
    static const double slope[] = {0.11912045998943718, -0.055515038902912824};
    for (int end = 0; end < 2; end++) {
        double Q_W[2];
        for (int side = 0; side < 2; side++) {
            double T_near_K[BENCH_LETTERS + 2] = {10, 4.2, 0, 0, 0, 0, 8, 7};
            T_near_K[end] += side ? 1e-3 : -1e-3;
            solve_two(T_near_K);
            Q_W[side] = bench_flow(&ex.elements[0], T_near_K[ex.elements[0].nodes[0]],
                                   T_near_K[ex.elements[0].nodes[1]], NULL, NULL);
        }
        CHECK_REL((Q_W[1] - Q_W[0]) / 2e-3, slope[end], CURVE);
    }
    CHECK_REL(bench_flow(conduction("material = copper50\narea = 50 mm^2\nlength = 0.11 m\n"), 10, 4.2, NULL, NULL),
              1.458565364853556, CURVE);
}

static void joints_at_one_end(void **state)
{
    (void)state;
    const char *keys = "material = plain\narea = 50 mm^2\nlength = 0.11 m\n";
    conduction(cd_arena_printf(b.arena, "%scontact = none, terminal\n", keys));
    assert_int_equal(ex.n_elements, 2);
    assert_string_equal(ex.nodes[6].name, "b");
    assert_true(ex.elements[0].nodes[0] == 0 && ex.elements[0].nodes[1] == 6);
    assert_true(ex.elements[1].nodes[0] == 6 && ex.elements[1].nodes[1] == 1);
    assert_true(ex.elements[1].flow == cd_joint_flow);
    conduction(cd_arena_printf(b.arena, "%scontact = pressed, none\n", keys));
    assert_int_equal(ex.n_elements, 2);
    assert_string_equal(ex.nodes[6].name, "a");
    assert_true(ex.elements[0].flow == cd_joint_flow && ex.elements[0].nodes[0] == 0);
    assert_true(ex.elements[1].nodes[0] == 6 && ex.elements[1].nodes[1] == 1);
    assert_string_equal(ex.trust_what, "joint preset cu_in_cu");
    conduction(cd_arena_printf(b.arena, "%scontact = pressed, bare\n", keys));
    assert_string_equal(ex.trust_what, "joint preset cu_in_cu and joint preset cu_cu_bare");
    conduction(cd_arena_printf(b.arena, "%scontact = pressed\n", keys));
    assert_string_equal(ex.trust_what, "joint preset cu_in_cu");
}

/* Conductance in series, and `number` of straps each with its own joints. */
static void series(void **state)
{
    (void)state;
    const char *text = "[conduction s]\nbetween = A, B\nmaterial = plain\narea = 50 mm^2\nlength = 0.11 m\n"
                       "contact = fixed\nnumber = 3\n";
    void *params = bench_read(&b, text, NULL);
    assert_non_null(params);
    double metal = 2.385 * 50e-6 / 0.11;
    CHECK_REL(cd_kind_conduction.conductance(params, 42), 3 / (1 / metal + 2 / 0.0021), 1e-12);
    bench_expand(&b, &ex, text);
    CHECK_REL(bench_flow(&ex.elements[0], 42, 41, NULL, NULL), 3 * 0.0021, 1e-12);
}

static void cells(void **state)
{
    (void)state;
    conduction("material = plain\narea = 6 cm^2\nlength = 0.2 m\nsegments = 4\ncontact = fixed, none\n");
    assert_int_equal(ex.n_nodes, BENCH_LETTERS + 5);
    assert_int_equal(ex.n_elements, 6);
    assert_true(ex.end_mass_kg[0] == 0 && ex.end_mass_kg[1] == 0);
    assert_string_equal(ex.nodes[6].name, "a");
    double G = 2.385 * 6e-4 / 0.2, mass_kg = 8000 * 6e-4 * 0.2;
    for (int i = 0; i < 4; i++) {
        const bench_node *cell = &ex.nodes[7 + i];
        assert_string_equal(cell->name, cd_arena_printf(b.arena, "%d", i + 1));
        CHECK_REL(cell->scale, mass_kg / 4, 1e-12);
        CHECK_REL(cell->mass_kg, mass_kg / 4, 1e-12);
        CHECK_REL(cell->T_start_K, 300 - 10 * (i + 0.5) / 4, 1e-14);
        assert_ptr_equal(cell->capacity, b.materials[2]->specific_heat->curve);
    }
    const int chain[] = {0, 6, 7, 8, 9, 10, 1};
    const double want[] = {0.0021, 8 * G, 4 * G, 4 * G, 4 * G, 8 * G};
    double resistance = 0;
    for (int k = 0; k < 6; k++) {
        assert_int_equal(ex.elements[k].nodes[0], chain[k]);
        assert_int_equal(ex.elements[k].nodes[1], chain[k + 1]);
        CHECK_REL(bench_flow(&ex.elements[k], 31, 30, NULL, NULL), want[k], 1e-12);
        resistance += 1 / want[k];
    }
    CHECK_REL(resistance, 1 / G + 1 / 0.0021, 1e-12);
    conduction("material = plain\narea = 6 cm^2\nlength = 0.2 m\nsegments = 1\n");
    assert_int_equal(ex.n_elements, 2);
    CHECK_REL(bench_flow(&ex.elements[0], 31, 30, NULL, NULL), 2 * G, 1e-12);
    CHECK_REL(bench_flow(&ex.elements[1], 31, 30, NULL, NULL), 2 * G, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strap_with_terminals),
        cmocka_unit_test(joints_at_one_end),
        cmocka_unit_test(series),
        cmocka_unit_test(cells),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
