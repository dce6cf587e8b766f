/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_cooler_map - nodes of two stages to a complete, sound map: what is completed, and every map that is refused.
 */
#include "cooler_files.h"

#include <math.h>
#include <pthread.h>

/* The table is made cell by cell as it is asked: whatever is asked first, and by however many threads, the answer is
 * the same to the last bit. */
enum { N_ASKED = 33 * 33 };

static void ask_all(const cd_cooler *cooler, bool backwards, double (*answer)[6])
{
    for (int n = 0; n < N_ASKED; n++) {
        const int k = backwards ? N_ASKED - 1 - n : n;
        const int i = k / 33, j = k % 33;
        const double T_K[2] = {19.3 * exp(0.09 * i), 1.7 * exp(0.17 * j)};
        cd_cooler_lift(cooler, T_K, answer[k], answer[k] + 2);
    }
}

typedef struct {
    const cd_cooler *cooler;
    bool backwards;
    double answer[N_ASKED][6];
} asking;

static void *ask(void *ctx)
{
    asking *a = ctx;
    ask_all(a->cooler, a->backwards, a->answer);
    return NULL;
}

static void test_order_of_asking(void **state)
{
    enum { N_THREADS = 4 };
    test_files *t = *state;
    static double first[N_ASKED][6];
    static asking asked[N_THREADS];
    pthread_t thread[N_THREADS];
    ask_all(fixture_cooler(t->fx, COOLER_FOLDER, "PT415"), false, first);
    const cd_cooler *fresh = fixture_cooler(t->fx, COOLER_FOLDER, "PT415");
    for (int i = 0; i < N_THREADS; i++) {
        asked[i].cooler = fresh;
        asked[i].backwards = i % 2 == 0;
        assert_int_equal(pthread_create(&thread[i], NULL, ask, &asked[i]), 0);
    }
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(thread[i], NULL);
    for (int i = 0; i < N_THREADS; i++)
        assert_memory_equal(asked[i].answer, first, sizeof first);
    for (int k = 0; k < N_ASKED; k++)
        assert_true(isfinite(first[k][0]) && isfinite(first[k][1]));
}

/* Asked for without its slopes the lift is the same to the last bit. */
static void test_lift_alone(void **state)
{
    test_files *t = *state;
    const cd_cooler *cooler = fixture_cooler(t->fx, COOLER_FOLDER, "PT415");
    for (double T1_K = 20; T1_K < 400; T1_K *= 1.013)
        for (double T2_K = 1.5; T2_K < 400; T2_K *= 1.17) {
            double Q_W[2], alone_W[2], D[4];
            cd_cooler_lift(cooler, (double[]){T1_K, T2_K}, Q_W, D);
            cd_cooler_lift(cooler, (double[]){T1_K, T2_K}, alone_W, NULL);
            assert_memory_equal(Q_W, alone_W, sizeof Q_W);
        }
}

/* Neighbouring cells agree where they meet: value and slopes on both sides of lattice lines. The PT415's corner lies on
 * a line of each axis, and lines are ln(1/0.65)/16 apart (table.c). */
static void test_cells_meet(void **state)
{
    test_files *t = *state;
    const cd_cooler *cooler = fixture_cooler(t->fx, COOLER_FOLDER, "PT415");
    const double *corner_K = cd_cooler_about(cooler)->T_base_K, h = -log(0.65) / 16;
    for (int i = -14; i < 60; i += 3)
        for (int j = -14; j < 150; j += 7)
            for (int m = 0; m < 2; m++) {
                double T_K[2] = {corner_K[0] * exp(i * h), corner_K[1] * exp(j * h)}, Q_W[2][2], D[2][4];
                T_K[1 - m] *= 1.01; /* away from the lines of the other axis */
                const double T_line_K = T_K[m];
                for (int side = 0; side < 2; side++) {
                    T_K[m] = T_line_K * (side ? 1 + 1e-9 : 1 - 1e-9);
                    cd_cooler_lift(cooler, T_K, Q_W[side], D[side]);
                }
                for (int k = 0; k < 2; k++)
                    CHECK_NEAR(Q_W[0][k], Q_W[1][k], 1e-5);
                for (int k = 0; k < 4; k++)
                    CHECK_NEAR(D[0][k], D[1][k], 1e-5 * (1 + fabs(D[0][k])));
            }
}

/* Corners that were x in the file come out the same when they are left out, by the parallelogram rule: 270.11 K,
 * 455.08 K; 313.64 K, 392.45 K (rounded in the file to 0.01 K). */
static void test_missing_corner(void **state)
{
    test_files *t = *state;
    replace(t, "node = 270.11, 200, 455.08,  125, x\n", "");
    replace(t, "node = 313.64, 250, 392.45,  100, x\n", "");
    replace(t, "node = 337.65, 250, 557.88,  125, x\n", "");
    const cd_cooler *mine = try_text(t, t->edited);
    if (!mine)
        fixture_print(t->fx);
    assert_non_null(mine);
    const cd_cooler *full = fixture_cooler(t->fx, COOLER_FOLDER, "PT415");
    static const double place[][2] = {{300, 300}, {265, 420}, {311, 390}, {325, 500}};
    for (int k = 0; k < 4; k++) {
        double mine_W[2], full_W[2];
        assert_true(cd_cooler_lift_exact(mine, place[k], mine_W));
        assert_true(cd_cooler_lift_exact(full, place[k], full_W));
        CHECK_NEAR(mine_W[0], full_W[0], 0.02); /* 0.01 K times 1 W/K */
        CHECK_NEAR(mine_W[1], full_W[1], 0.02);
    }
    assert_int_equal(cd_cooler_region(mine, (double[]){300, 300}), CD_REGION_EXTRAPOLATED);
}

/* Columns in another order, other units, no flags: the same lift. */
static void test_columns_and_units(void **state)
{
    test_files *t = *state;
    static const char text[] = "[cooler]\ntitle = small one\nstages = 2\nsource = made up\n[map]\n"
                               "columns = Q2 mW, Q1 W, T2 mK, T1 K\n"
                               "node = 0, 0, 2500, 30\nnode = 1000, 0, 4200, 31\nnode = 5000, 0, 9100, 33\n"
                               "node = 0, 20, 2550, 40\nnode = 1010, 20, 4300, 42\nnode = 5000, 20, 9700, 45\n"
                               "node = 0, 50, 2600, 60\nnode = 1000, 50, 4400, 63\nnode = 5000, 50.5, 9900, 66\n";
    const cd_cooler *mine = try_text(t, text);
    if (!mine)
        fixture_print(t->fx);
    assert_non_null(mine);
    double Q_W[2];
    cd_cooler_lift(mine, (double[]){42, 4.3}, Q_W, NULL);
    CHECK_NEAR(Q_W[0], 20, 0.1);
    CHECK_NEAR(Q_W[1], 1.0033, 0.010); /* the mean of 1, 1.01 and 1 W */
    CHECK_NEAR(cd_cooler_about(mine)->T_base_K[0], 30, 1e-6);
    CHECK_NEAR(cd_cooler_about(mine)->T_base_K[1], 2.5, 1e-6);
}

/* Whoever types one temperature wrongly is told the cell. */
static void test_folded(void **state)
{
    test_files *t = *state;
    replace(t, "51.40,  50,   8.65,    5, R", "91.40,  50,   8.65,    5, R");
    check_refused(t, t->edited, "T1 does not rise with Q1 between Q1 = 50 and 75 W, Q2 = 1.35 and 5 W", "mistyped");
}

static void test_stage2_falls(void **state)
{
    test_files *t = *state;
    replace(t, "39.98,  50,   3.27,", "39.98,  50,   4.27,");
    check_refused(t, t->edited, "T2 does not rise with Q2 between Q1 = 25 and 50 W, Q2 = 0.5 and 1.35 W", "mistyped");
}

/* Both temperatures rise in their own loads, but the cells overlap: T1 depends more on Q2 than on Q1. */
static void test_twisted(void **state)
{
    test_files *t = *state;
    check_refused(t,
                  "[cooler]\ntitle = twisted\nstages = 2\nsource = made up\n[map]\ncolumns = T1 K, Q1 W, T2 K, Q2 W\n"
                  "node = 30, 0, 3, 0\nnode = 60, 0, 4, 1\nnode = 120, 0, 5, 2\n"
                  "node = 33, 10, 6, 0\nnode = 66, 10, 8, 1\nnode = 132, 10, 10, 2\n"
                  "node = 36, 20, 12, 0\nnode = 72, 20, 16, 1\nnode = 144, 20, 20, 2\n",
                  "the map folds: one pair of temperatures belongs to two pairs of loads between Q1 = 0 and 10 W",
                  NULL);
}

/* T2 at no load of stage 2 jumps from 3 to 8 K and stays: the twist of the surface makes T2 fall between the nodes. */
static void test_bends_too_sharply(void **state)
{
    test_files *t = *state;
    check_refused(t,
                  "[cooler]\ntitle = sharp\nstages = 2\nsource = made up\n[map]\ncolumns = T1 K, Q1 W, T2 K, Q2 W\n"
                  "node = 30, 0, 3, 0\nnode = 30, 0, 4, 1\nnode = 30, 0, 90, 2\n"
                  "node = 40, 10, 8, 0\nnode = 40, 10, 8.1, 1\nnode = 40, 10, 95, 2\n"
                  "node = 50, 20, 8.01, 0\nnode = 50, 20, 80, 1\nnode = 50, 20, 96, 2\n",
                  "the nodes are in order, but bend too sharply for a smooth T2", "add loads");
}

/* Sound, but T2 hardly rises from 2.8 to 6.3 W at Q1 = 30 W: the table cannot follow, which is said. */
static void test_steep(void **state)
{
    test_files *t = *state;
    const cd_cooler *mine = try_text(
        t, "[cooler]\ntitle = steep\nstages = 2\nsource = made up\n[map]\ncolumns = T1 K, Q1 W, T2 K, Q2 W\n"
           "node = 31.244, 0, 2.852, 0\nnode = 29.85, 0, 5.196, 0.7\nnode = 29.498, 0, 8.564, 2.8\nnode = 29.627, 0, "
           "13.087, 6.3\n"
           "node = 42.014, 10, 3.122, 0\nnode = 41.619, 10, 4.932, 0.7\nnode = 40.359, 10, 8.02, 2.8\nnode = 42.198, "
           "10, 13.673, 6.3\n"
           "node = 52.514, 20, 2.781, 0\nnode = 55.193, 20, 5.562, 0.7\nnode = 53.63, 20, 7.443, 2.8\nnode = 51.71, "
           "20, 13.935, 6.3\n"
           "node = 70.766, 30, 2.771, 0\nnode = 71.651, 30, 4.314, 0.7\nnode = 72.636, 30, 9.72, 2.8\nnode = 71.922, "
           "30, 10.756, 6.3\n");
    assert_non_null(mine);
    const cd_diags *diags = t->fx->rd.diags;
    assert_int_equal(cd_diags_size(diags), 1);
    assert_int_equal(cd_diags_at(diags, 0)->severity, CD_WARNING);
    assert_non_null(strstr(cd_diags_at(diags, 0)->message, "the lift at this node comes out as"));
    assert_int_equal(line_of(t, 0), 22);
}

static void test_swapped_columns(void **state)
{
    test_files *t = *state;
    replace(t, "columns = T1 K, Q1 W, T2 K, Q2 W, flag", "columns = T2 K, Q1 W, T1 K, Q2 W, flag");
    check_refused(t, t->edited, "at the least loads stage 1 is colder (2.67 K) than stage 2 (30.67 K)",
                  "columns may be exchanged");
}

/* The names of the stages exchanged: a sound map, of a machine whose first stage would be the colder one. */
static void test_swapped_stages(void **state)
{
    test_files *t = *state;
    replace(t, "columns = T1 K, Q1 W, T2 K, Q2 W, flag", "columns = T2 K, Q2 W, T1 K, Q1 W, flag");
    check_refused(t, t->edited, "at the least loads stage 1 is colder", "columns may be exchanged");
    assert_int_equal(line_of(t, 0), line_in(t->edited, "node =  30.67,   0,   2.67"));
}

static void test_swapped_loads(void **state)
{
    test_files *t = *state;
    replace(t, "columns = T1 K, Q1 W, T2 K, Q2 W, flag", "columns = T1 K, Q2 W, T2 K, Q1 W, flag");
    check_refused(t, t->edited, "does not rise with", "columns exchanged");
}

static void test_missing_node(void **state)
{
    test_files *t = *state;
    replace(t, "node =  51.40,  50,   8.65,    5, R\n", "");
    check_refused(t, t->edited, "no node at Q1 = 50 W, Q2 = 5 W", "every Q1 needs a node at every Q2");
    assert_int_equal(cd_diags_count(t->fx->rd.diags, CD_ERROR), 1);
}

static void test_missing_base(void **state)
{
    test_files *t = *state;
    replace(t, "node =  30.67,   0,   2.67,    0, R\n", "");
    check_refused(t, t->edited, "no node at Q1 = 0 W, Q2 = 0 W", NULL);
}

static void test_duplicate_node(void **state)
{
    test_files *t = *state;
    replace(t, "node =  51.40,  50,   8.65,    5, R\n",
            "node =  51.40,  50,   8.65,    5, R\nnode = 51.5, 50, 8.7, 5.1, R\n");
    check_refused(t, t->edited, "two nodes at Q1 = 50 W, Q2 = 5.1 W: the first is in line", "4 %");
    assert_int_equal(line_of(t, 0), line_in(t->edited, "node = 51.5, 50"));
}

static void test_scattered(void **state)
{
    test_files *t = *state;
    check_refused(t,
                  "[cooler]\ntitle = scattered\nstages = 2\nsource = made up\n[map]\ncolumns = T1 K, Q1 W, T2 K, Q2 W\n"
                  "node = 30, 0, 3, 0\nnode = 60, 11, 4, 1\nnode = 120, 22, 5, 2\nnode = 150, 33, 6, 3\n",
                  "the loads form no rectangle: 4 of stage 1 times 4 of stage 2, but 4 nodes", NULL);
}

static void test_too_few(void **state)
{
    test_files *t = *state;
    check_refused(t,
                  "[cooler]\ntitle = few\nstages = 2\nsource = made up\n[map]\ncolumns = T1 K, Q1 W, T2 K, Q2 W\n"
                  "node = 30, 0, 3, 0\nnode = 32, 0, 4, 1\nnode = 40, 11, 3, 0\nnode = 41, 11, 4, 1\n",
                  "the map has 2 loads of stage 1 and 2 of stage 2", "at least three loads");
}

static void test_no_nodes(void **state)
{
    test_files *t = *state;
    check_refused(t, "[cooler]\ntitle = none\nstages = 2\nsource = made up\n[map]\ncolumns = T1 K, Q1 W, T2 K, Q2 W\n",
                  "the map has 0 loads of stage 1 and 0 of stage 2", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_order_of_asking),   CASE(test_lift_alone),   CASE(test_cells_meet),      CASE(test_missing_corner),
        CASE(test_columns_and_units), CASE(test_folded),       CASE(test_stage2_falls),    CASE(test_twisted),
        CASE(test_bends_too_sharply), CASE(test_steep),        CASE(test_swapped_columns), CASE(test_swapped_stages),
        CASE(test_swapped_loads),     CASE(test_missing_node), CASE(test_missing_base),    CASE(test_duplicate_node),
        CASE(test_scattered),         CASE(test_too_few),      CASE(test_no_nodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
