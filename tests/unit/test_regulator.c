/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Regulating thermostats: the output's partials against differences; PI against the power that its steady state needs,
 * without windup; limits that a heater holds or a throttled path keeps; energy closed, the Jacobian exact.
 */
#include "../run_bench.h"

#include <math.h>

/* Two lumps and a cooler of 0.5 W/K above 10 K on the second, joined by 2 W/K. */
#define PAIR                                                                                                           \
    "[node lump]\ncapacity = 4000 J/K\n[node plate]\ncapacity = 1000 J/K\n[conduction c]\nbetween = lump, plate\n"     \
    "G = 2 W/K\n[cooler gm]\nstage1 = plate\nlift = $(0.5 W/K * (T - 10 K))\n"                                         \
    "[load heater]\non = lump\npower = 20 W\n"

static cd_run *run_pair(const char *tail, double rtol, cd_case **cs)
{
    char text[4000];
    snprintf(text, sizeof text, "[case]\nduration = 1 d\n%s%s", PAIR, tail);
    cd_run *run = run_case(text, rtol, cs);
    CHECK_NEAR(cd_run_closure(run), 0, 1e-5);
    return run;
}

/* To hold the lump at 30 K the plate is at 10 K + P / (0.5 W/K) and the lump P / (2 W/K) above it: P = 8 W, x = 0.4. */
static void pi_holds_what_is_set(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_pair("[thermostat keep]\nacts_on = heater\nnode = lump\nset = 30 K\nmode = pi\nband = 2 "
                           "K\nintegral_time = 20 min\n[measure low]\nvalue = min_t(T(lump))\n",
                           1e-6, &cs);
    CHECK_NEAR(run->T_end_K[0], 30, 1e-4);
    CHECK_NEAR(run->T_end_K[1], 26, 1e-4);
    CHECK_NEAR(run->Q_end_W[2], 8, 1e-3);
    int memory = run->cs->net->n_user_nodes;
    assert_int_equal(run->cs->net->nodes[memory].kind, CD_NODE_MEMORY);
    CHECK_NEAR(run->T_end_K[memory], 0.4, 1e-4);
    CHECK_NEAR(run->stored_J[memory], 0, 0); /* it is no heat */
    /* Ten hours at its lower limit have wound nothing up: the undershoot is below the band. */
    assert_true(cd_run_measure(run, "low") > 30 - 2);
    for (size_t i = 0; i < run->n_rows; i++) {
        double x = run->rows[i * run->n_columns + 1 + (size_t)memory];
        assert_true(x > -0.01 && x < 1.01);
    }
    done(run, cs);
}

/* u of regulator.h. */
static double smooth_step(double e)
{
    return e * e * e * (10 - 15 * e + 6 * e * e);
}

/* Where a falling function is zero. */
static double zero_of(double (*excess)(double T_K), double low_K, double high_K)
{
    for (int k = 0; k < 60; k++) {
        double T_K = 0.5 * (low_K + high_K);
        if (excess(T_K) > 0)
            low_K = T_K;
        else
            high_K = T_K;
    }
    return low_K;
}

static double above_proportional(double T_K)
{
    return 10 + 2.5 * 20 * smooth_step((30 - T_K) / 2) - T_K;
}

/* Proportional, u = S((30 K - T) / 2 K): at the end P = 20 W u and T = 10 K + 2.5 K/W P, solved by bisection. */
static void proportional_settles_below(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_pair("[thermostat keep]\nacts_on = heater\nvalue = T(lump)\nset = 30 K\nmode = proportional\nband = "
                 "2 K\n",
                 1e-7, &cs);
    CHECK_NEAR(run->T_end_K[0], zero_of(above_proportional, 28, 30), 1e-4);
    done(run, cs);
}

/* A heater on the plate holds T(lump) - T(plate) below 20 K, which it would exceed (it peaks far above without). */
static void a_heater_holds_a_limit(void **unused)
{
    (void)unused;
    static const char *const limits[] = {"", "limit = max(T(lump) - T(plate)) < 20 K\n",
                                         "limit = 20 K >= T(lump) - T(plate)\n"};
    for (int k = 0; k < 3; k++) {
        cd_case *cs;
        char tail[600];
        snprintf(tail, sizeof tail,
                 "[load guard]\non = plate\npower = 300 W\n%s%s%s%s[measure dT]\nvalue = max_t(T(lump) - T(plate))\n",
                 k ? "" : "state = off\n", k ? "[thermostat grad]\nacts_on = guard\n" : "", limits[k],
                 k ? "band = 5 K\n" : "");
        cd_run *run = run_pair(tail, 1e-6, &cs);
        if (k == 0)
            assert_true(cd_run_measure(run, "dT") > 40);
        else
            assert_true(cd_run_measure(run, "dT") < 20 && cd_run_measure(run, "dT") > 15);
        done(run, cs);
    }
}

/* The same limit by throttling the cooler: smooth, no restart. */
static void a_throttled_cooler_keeps_a_limit(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_pair("[thermostat soft]\nacts_on = gm\nlimit = T(lump) - T(plate) < 20 K\nband = 5 K\n[measure "
                           "dT]\nvalue = max_t(T(lump) - T(plate))\n",
                           1e-6, &cs);
    assert_true(cd_run_measure(run, "dT") < 20 && cd_run_measure(run, "dT") > 15);
    assert_int_equal(run->statistics.restarts, 0);
    assert_int_equal(run->n_fired, 0);
    done(run, cs);
}

static double above_limited(double T_K)
{
    return 20 - 0.5 * (T_K - 10) * smooth_step((T_K - 55) / 5);
}

/* A cooler that does more the nearer its limit is: 0.5 W/K (T - 10 K) S((T - 55 K) / 5 K) = 20 W. */
static void a_cooler_holds_a_limit(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_pair("[thermostat only]\nacts_on = gm\nlimit = T(plate) < 60 K\naction = heat\nband = 5 K\n", 1e-8, &cs);
    CHECK_NEAR(run->T_end_K[1], zero_of(above_limited, 55, 60), 1e-4);
    done(run, cs);
}

/* What takes heat out although it is a load, and what carries heat either way, may be regulated in both senses. */
static void only_a_known_direction_is_refused(void **unused)
{
    (void)unused;
    static const char *const tails[] = {
        "[load drain]\non = plate\npower = -1 W\n[thermostat t]\nacts_on = drain\nlimit = T(plate) < 60 K\n"
        "action = heat\nband = 5 K\n",
        "[thermostat t]\nacts_on = c\nlimit = T(plate) < 60 K\naction = heat\nband = 5 K\n",
        "[thermostat t]\nacts_on = c\nlimit = T(plate) < 60 K\naction = cool\nband = 5 K\n",
        "[thermostat t]\nacts_on = heater\nlimit = max(T(lump) - T(plate), T(plate) - T(lump)) < 60 K\n"
        "action = cool\nband = 5 K\n"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        cd_case *cs;
        cd_run *run = run_pair(tails[i], 1e-6, &cs);
        done(run, cs);
    }
}

/* A strap that is throttled stays a strap: what leaves one end enters the other. */
static void a_throttled_strap_conserves(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_pair("[thermostat soft]\nacts_on = c\nnode = plate\nset = 100 K\naction = cool\nmode = pi\nband = 10 "
                 "K\nintegral_time = 10 min\n",
                 1e-7, &cs);
    CHECK_NEAR(run->Q_end_W[0], run->Q_end_W[1], 0.05); /* nothing is stored in the plate any more */
    done(run, cs);
}

/* All partials of the network with a PI heater that reads two other nodes, one of them massless, against central
 * differences of its own heats. */
static void check_partials(int corner)
{
    cd_case *cs = read_text(
        "[case]\nduration = 1 d\n[node a]\ncapacity = 4000 J/K\n[node b]\ncapacity = 1000 J/K\n[node m]\nmassless = "
        "yes\n"
        "[node cold]\nfixed = 10 K\n[conduction ab]\nbetween = a, b\nG = $(0.01 W/K^2 * T)\n[conduction bm]\nbetween = "
        "b, "
        "m\nG = 1 W/K\n[conduction mc]\nbetween = m, cold\nG = 0.5 W/K\n[load h]\non = a\npower = $( 20 W * T / (100 "
        "K) )\n"
        "[thermostat t]\nacts_on = h\nvalue = max(T(b) - 0.3 * T(m), 0.1 * T(a))\nset = 100 K\nmode = pi\nband = 60 "
        "K\nintegral_time = 10 s\n",
        CD_OK);
    jmp_buf landing;
    assert_int_equal(setjmp(landing), 0);
    cd_arena *arena = cd_arena_new(&landing);
    const cd_network *net = cs->net;
    cd_network_work *work = cd_network_work_new(arena, net);
    const cd_when when = {0, 1};
    double T0[3] = {150, 110, corner ? 0.78 : 0.3}; /* a, b, the integral */
    assert_int_equal(net->n_states, 3);
    double J[9], H[2][3];
    for (int s = 0; s < 3; s++)
        work->T_K[net->dynamic[s]] = T0[s];
    double *values = cd_arena_alloc(arena, (size_t)net->n_nonzeros, sizeof(double));
    assert_int_equal(cd_network_heats(work, when, true), 0);
    assert_int_equal(cd_network_jacobian(work, values), 0);
    memset(J, 0, sizeof J);
    for (int j = 0; j < 3; j++)
        for (int k = net->column_start[j]; k < net->column_start[j + 1]; k++)
            J[net->row[k] * 3 + j] = values[k];
    for (int j = 0; j < 3; j++) {
        double step = 1e-5 * T0[j];
        for (int side = 0; side < 2; side++) {
            work->T_K[net->dynamic[j]] = T0[j] + (side ? step : -step);
            assert_int_equal(cd_network_heats(work, when, false), 0);
            for (int s = 0; s < 3; s++)
                H[side][s] = work->H_W[net->dynamic[s]];
        }
        work->T_K[net->dynamic[j]] = T0[j];
        for (int s = 0; s < 3; s++)
            CHECK_NEAR(J[s * 3 + j], (H[1][s] - H[0][s]) / (2 * step), 1e-7 * (1 + fabs(J[s * 3 + j])));
    }
    assert_true(fabs(J[2]) > 1 && fabs(J[7]) > 1e-4 && (corner == 0) == (J[8] == 0)); /* the regulator is at work */
    cd_arena_free(arena);
    cd_case_free(cs);
}

static void partials_are_exact(void **unused)
{
    (void)unused;
    check_partials(0);
    check_partials(1); /* near its upper limit, where the output bends */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pi_holds_what_is_set),        cmocka_unit_test(proportional_settles_below),
        cmocka_unit_test(a_heater_holds_a_limit),      cmocka_unit_test(a_throttled_cooler_keeps_a_limit),
        cmocka_unit_test(a_cooler_holds_a_limit),      cmocka_unit_test(only_a_known_direction_is_refused),
        cmocka_unit_test(a_throttled_strap_conserves), cmocka_unit_test(partials_are_exact)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
