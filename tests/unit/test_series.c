/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chains of massless nodes, solved for the heat that flows through them, against the general way: Newton's method for
 * all temperatures.
 */
#include "../network_bench.h"

#include "../../src/network/series.h"

#define PRESSED "[contact pressed]\nG_ref = 0.4 W/K\nT_ref = 4.2 K\nexponent = 1\n"
#define CUBIC   "[contact cubic]\nG_ref = 0.05 W/K\nT_ref = 4.2 K\nexponent = 2.5\n"
#define STRAP(contact)                                                                                                 \
    "[conduction strap]\nbetween = a, b\nmaterial = copper(RRR=50)\narea = 1 cm^2\nlength = 10 cm\nmass = no\n"        \
    "contact = " contact "\n"
#define JOINT(name, nodes) "[contact " name "]\nbetween = " nodes "\nG_ref = 0.3 W/K\nT_ref = 4.2 K\nexponent = 1\n"
#define M(name)            "[node " name "]\nmassless = yes\n"

/* A case with bodies a and b, and its work space. */
typedef struct {
    cd_case *cs;
    cd_arena *arena;
    cd_network_work *work;
    jmp_buf landing;
} network;

static void open_network(network *n, const char *text)
{
    char all[2000];
    snprintf(all, sizeof all,
             "[case]\nduration = 1 h\n[node a]\ncapacity = 100 J/K\n[node b]\ncapacity = 100 J/K\n" PRESSED CUBIC "%s",
             text);
    n->cs = read_text(all, CD_OK);
    assert_int_equal(setjmp(n->landing), 0);
    n->arena = cd_arena_new(&n->landing);
    n->work = cd_network_work_new(n->arena, n->cs->net);
}

static void close_network(network *n)
{
    cd_arena_free(n->arena);
    cd_case_free(n->cs);
}

/* Heats at two temperatures; with `general` not as a chain. Factors of 1 change nothing but the way. */
static void heats_at(network *n, double Ta_K, double Tb_K, bool general)
{
    n->work->T_K[0] = Ta_K;
    n->work->T_K[1] = Tb_K;
    n->work->scaled = general;
    assert_int_equal(cd_network_heats(n->work, (cd_when){0, 0}, true), 0);
    n->work->scaled = false;
}

static const char *const chains[] = {
    STRAP("pressed"),
    STRAP("cubic"),
    STRAP("pressed, none"),
    STRAP("none, cubic"),
    M("m") JOINT("j1", "m, a") JOINT("j2", "m, b"),
    M("m") M("n") JOINT("j1", "a, n")
        JOINT("j2", "m, n") "[contact j3]\nbetween = m, b\njoint = cu_in_cu\nforce = 2 kN\n",
    M("m") STRAP("pressed, none") JOINT("j1", "a, m") "[conduction c]\nbetween = b, m\nG = 0.2 W/K\n",
};
enum { N_CHAINS = sizeof chains / sizeof *chains };

/* Both ways give the same temperatures, heats and Jacobian; as a chain, what enters a massless node leaves it exactly.
 */
static void like_the_general_way(void **state)
{
    (void)state;
    static const double ends_K[][2] = {{300, 290}, {77, 4}, {4, 77}, {4.2, 4.2}, {4.2, 4.2 + 1e-9}, {250, 3}, {1, 300}};
    for (int c = 0; c < N_CHAINS; c++) {
        network chain, general;
        open_network(&chain, chains[c]);
        open_network(&general, chains[c]);
        const cd_network *net = chain.cs->net;
        int straps = strstr(chains[c], M("m") STRAP("pressed, none")) != NULL; /* a node m and the strap's own */
        assert_int_equal(net->n_groups, 1 + straps);
        for (int g = 0; g < net->n_groups; g++)
            assert_non_null(net->groups[g].series);
        for (size_t k = 0; k < sizeof ends_K / sizeof *ends_K; k++) {
            double J[2][4], scale_W = ends_K[k][0] > ends_K[k][1] ? ends_K[k][0] : ends_K[k][1];
            heats_at(&chain, ends_K[k][0], ends_K[k][1], false);
            heats_at(&general, ends_K[k][0], ends_K[k][1], true);
            for (int i = 0; i < net->n_nodes; i++)
                CHECK_REL(chain.work->T_K[i], general.work->T_K[i], 2e-12);
            for (int i = 2; i < net->n_nodes; i++)
                CHECK_NEAR(chain.work->H_W[i], 0, 0);
            CHECK_NEAR(chain.work->H_W[0], general.work->H_W[0], 1e-11 * fabs(general.work->H_W[0]) + 1e-14 * scale_W);
            assert_int_equal(net->n_nonzeros, 4);
            assert_int_equal(cd_network_jacobian(chain.work, J[0]), 0);
            assert_int_equal(cd_network_jacobian(general.work, J[1]), 0);
            for (int i = 0; i < 4; i++)
                CHECK_REL(J[0][i], J[1][i], 1e-6); /* the general way has it before its last step of 3e-7 */
        }
        close_network(&chain);
        close_network(&general);
    }
}

/* Solved on from a solution nearby, on tangents at both ends of the search, in steps of all sizes: the heats are those
 * of the joints' law, whichever way. */
static void follows(bool general)
{
    network n;
    open_network(&n, STRAP("pressed"));
    double T_K[2] = {80, 15}, half_a = 0.5 * 0.4 / 4.2, *T = n.work->T_K;
    for (int k = 0; k < 2000; k++) {
        T_K[0] -= 0.1 / (1 << k % 8);
        T_K[1] -= 0.02 / (1 << k % 8);
        heats_at(&n, T_K[0], T_K[1], general);
        double Q_W = n.work->H_W[1];
        CHECK_NEAR(n.work->H_W[2], 0, 1e-13 * Q_W);
        CHECK_NEAR(n.work->H_W[3], 0, 1e-13 * Q_W);
        CHECK_REL(half_a * (T[0] * T[0] - T[2] * T[2]), Q_W, 1e-12);
        CHECK_REL(half_a * (T[3] * T[3] - T[1] * T[1]), Q_W, 1e-11);
    }
    close_network(&n);
}

static void follows_its_tangents(void **state)
{
    (void)state;
    follows(false);
    follows(true);
}

/* A look leaves nothing behind: the next solution is the same to the last bit. */
static void looking_leaves_nothing(void **state)
{
    (void)state;
    network n;
    double after[2];
    for (int look = 0; look < 2; look++) {
        open_network(&n, STRAP("pressed"));
        heats_at(&n, 80, 15, false);
        heats_at(&n, 79, 14.5, false);
        n.work->looking = true;
        if (look)
            heats_at(&n, 60, 11, false);
        n.work->looking = false;
        heats_at(&n, 78.5, 14.2, false);
        after[look] = n.work->H_W[0];
        close_network(&n);
    }
    assert_memory_equal(&after[0], &after[1], sizeof after[0]);
}

/* From a boundary at 0 K no flow of zero can be followed: the general way begins, the chain goes on. */
static void an_end_at_zero(void **state)
{
    (void)state;
    network n;
    open_network(&n, "[node zero]\nfixed = 0 K\n[conduction strap]\nbetween = a, zero\nG = 0.1 W/K\ncontact = "
                     "pressed\n" JOINT("j3", "a, b"));
    const struct cd_group *group = &n.cs->net->groups[0];
    const double *T_K = n.work->T_K, half_a = 0.5 * 0.4 / 4.2;
    assert_int_equal(cd_series_solve(n.work, group, (cd_when){0, 0}, true), 1);
    for (int k = 0; k < 2; k++) {
        heats_at(&n, 4 - 0.01 * k, 4, false);
        CHECK_REL(half_a * T_K[4] * T_K[4], 0.1 * (T_K[3] - T_K[4]), 1e-12);
        CHECK_REL(half_a * (T_K[0] * T_K[0] - T_K[3] * T_K[3]), 0.1 * (T_K[3] - T_K[4]), 1e-12);
        assert_int_equal(cd_series_solve(n.work, group, (cd_when){0, 0}, true), 0);
        CHECK_REL(half_a * T_K[4] * T_K[4], 0.1 * (T_K[3] - T_K[4]), 1e-12);
    }
    close_network(&n);
}

/* A core that hangs on 0 K has no way as a chain: after a few failures none is tried, until heats have jumped. */
static void gives_up(void **state)
{
    (void)state;
    network n;
    open_network(&n, "[node zero]\nfixed = 0 K\n" M("m") JOINT("j1", "a, m") JOINT(
                         "j3", "a, b") "[radiation r]\nbetween = m, zero\narea = 1000 m^2\neffective_emissivity = 1\n");
    const struct cd_group *group = &n.cs->net->groups[0];
    assert_non_null(group->series);
    for (int k = 0; k < 6; k++) {
        const double *T_K = n.work->T_K;
        bool tried = k < 3 || k == 5;
        n.work->dense[0] = NAN;
        assert_int_equal(cd_series_solve(n.work, group, (cd_when){0, 0}, true), 1);
        assert_int_equal(isnan(n.work->dense[0]), !tried);
        heats_at(&n, 4 - 0.01 * k, 4, false);
        CHECK_REL(0.5 * 0.3 / 4.2 * (T_K[0] * T_K[0] - T_K[3] * T_K[3]), 5.670374419e-5 * pow(T_K[3], 4), 1e-11);
        if (k == 4)
            cd_network_forget(n.work);
    }
    close_network(&n);
}

static void refuses_what_is_no_chain(void **state)
{
    (void)state;
    static const char *const others[] = {
        M("m") JOINT("j1", "m, a") JOINT("j2", "m, b") JOINT("j3", "a, m"),
        M("m") "[conduction c]\nbetween = a, m\nG = 0.2 W/K\n[conduction d]\nbetween = b, m\nG = 0.2 W/K\n",
        M("m") JOINT("j1", "m, a") JOINT("j3", "a, b") "[precool pot]\non = m\nmedium = liquid_nitrogen\nUA = 20 W/K\n"
                                                       "inventory = 20 kg\nvapour_effectiveness = 0.8\n",
        M("m") JOINT("j1", "m, a") "[conduction c]\nbetween = b, m\nG = 0.2 W/K\n"
                                   "[thermostat t]\nacts_on = c\nlimit = T(a) < 60 K\naction = heat\nband = 5 K\n",
        M("m") M("n") JOINT("j1", "m, n") JOINT("j2", "n, m") JOINT("j3", "a, m") JOINT("j4", "b, m"),
    };
    for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
        network n;
        open_network(&n, others[k]);
        for (int g = 0; g < n.cs->net->n_groups; g++)
            assert_null(n.cs->net->groups[g].series);
        close_network(&n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(like_the_general_way),
        cmocka_unit_test(follows_its_tangents),
        cmocka_unit_test(looking_leaves_nothing),
        cmocka_unit_test(an_end_at_zero),
        cmocka_unit_test(gives_up),
        cmocka_unit_test(refuses_what_is_no_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
