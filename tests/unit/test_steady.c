/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Steady states against closed forms: one, several, none, and ends that depend on the start.
 */
#include "../../src/solve/kinsol.h"
#include "../../src/solve/steady_case.h"
#include "../run_bench.h"

static const double sigma = 5.670374419e-8; /* W/(m2 K4), CODATA 2018 */

static cd_steady *steady_of(const char *text, const char *to, cd_status want, cd_case **cs)
{
    cd_steady *st;
    cd_steady_options options = {.to = to};
    *cs = read_text(text, CD_OK);
    assert_int_equal(cd_steady_new(*cs, &options, &st), want);
    return st;
}

static void free_both(cd_steady *st, cd_case *cs)
{
    cd_steady_free(st);
    cd_case_free(cs);
}

/* The law T^4 has a second root below 0 K, where KINSOL without constraints ends and reports success. */
static void radiating_body(void **unused)
{
    (void)unused;
    const char *text = "[node wall]\nfixed = 300 K\n[node body]\ncapacity = 900 "
                       "J/K\n[radiation gap]\nbetween = wall, body\narea = 0.5 m^2\neffective_emissivity = 0.07\n"
                       "[load heater]\non = body\npower = 700 W\n";
    const char *starts[] = {"0.2", "4", "300", "1900"};
    for (size_t k = 0; k < 4; k++) {
        char filled[1000];
        snprintf(filled, sizeof filled, "[case]\nduration = 1 d\nstart = %s K\n%s", starts[k], text);
        cd_case *cs;
        cd_steady *st = steady_of(filled, NULL, CD_OK, &cs);
        CHECK_REL(cd_steady_temperature(st, 1), pow(pow(300, 4) + 700 / (0.07 * 0.5 * sigma), 0.25), 1e-10);
        assert_int_equal(cd_steady_n_states(st), 1);
        assert_false(st->found.state[0].by_integrator); /* KINSOL itself arrived */
        assert_true(st->closure < 1e-12);
        free_both(st, cs);
    }
}

/* What KINSOL finds is not believed where Newton's step is not small: here it stands at the start, 3 W out of balance.
 */
static void a_point_that_is_no_root_is_refused(void **unused)
{
    (void)unused;
    cd_case *cs =
        read_text("[case]\nduration = 1 d\n[node body]\ncapacity = 900 J/K\n[cooler gm]\nstage1 = body\nlift = "
                  "$(20 W * T / (T + 40 K))\n[load heater]\non = body\npower = 23 W\n",
                  CD_OK);
    jmp_buf landing;
    cd_arena *arena = cd_arena_new(&landing);
    cd_network_work *work = cd_network_work_new(arena, cs->net);
    cd_root_finder *f = cd_root_finder_new(work, cd_before_start);
    assert_true(cd_root_find(f) != 0 || cd_root_sharpen(f) != 0);
    work->T_K[0] = 300;
    assert_int_equal(cd_root_sharpen(f), 1);
    work->T_K[0] = NAN;
    assert_int_equal(cd_root_find(f), 1);
    cd_root_finder_free(f);
    cd_arena_free(arena);
    cd_case_free(cs);
}

static void none_is_told_with_the_node(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_steady *st =
        steady_of("[case]\nduration = 1 d\n[node body]\ncapacity = 900 J/K\n[cooler gm]\nstage1 = body\nlift = "
                  "$(20 W * T / (T + 40 K))\n[load heater]\non = body\npower = 23 W\n",
                  NULL, CD_FAILED, &cs);
    assert_non_null(strstr(cd_steady_error(st), "no steady state"));
    assert_non_null(strstr(cd_steady_error(st), "\"body\""));
    assert_int_equal(cd_steady_n_states(st), 0);
    assert_true(isnan(cd_steady_temperature(st, 0)));
    free_both(st, cs);
}

/* Two bodies on a strap share their heat: where they end is a matter of their start. */
static void a_floating_network_has_none_of_its_own(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_steady *st =
        steady_of("[case]\nduration = 1 d\n[node a]\ncapacity = 900 J/K\nstart = 300 K\n[node b]\ncapacity = 500 "
                  "J/K\nstart = 77 K\n[conduction strap]\nbetween = a, b\nG = 0.3 W/K\n",
                  NULL, CD_FAILED, &cs);
    assert_non_null(strstr(cd_steady_error(st), "depends on the start"));
    free_both(st, cs);
}

/* Lift 0 at 4 K, 5 W at 10 K, 1 W at 20 K, 21 W at 40 K in straight lines; 3 W of load: at 7.6 K and 22 K it rests, at
 * 15 K it would fall to either side. */
static const char hump[] =
    "[case]\nduration = 1 d\nstart = %g K\n[node body]\ncapacity = 900 J/K\n[cooler gm]\nstage1 = "
    "body\ninterpolation = linear\nlift = 4 K: 0 W, 10 K: 5 W, 20 K: 1 W, 40 K: 21 W\n"
    "[load heater]\non = body\npower = 3 W\n";

static void two_states_are_both_found(void **unused)
{
    (void)unused;
    const struct {
        double start_K, own_K;
    } want[] = {{300, 22}, {14.9, 7.6}, {15.1, 22}, {3, 7.6}};
    for (size_t k = 0; k < sizeof want / sizeof *want; k++) {
        char text[1000];
        snprintf(text, sizeof text, hump, want[k].start_K);
        cd_case *cs;
        cd_steady *st = steady_of(text, NULL, CD_OK, &cs);
        assert_int_equal(cd_steady_n_states(st), 2);
        CHECK_REL(cd_steady_temperature(st, 0), want[k].own_K, 1e-9);
        CHECK_REL(st->found.state[1].T_K[0], want[k].own_K == 22 ? 7.6 : 22, 1e-9);
        assert_true(st->found.state[0].of_case && !st->found.state[1].of_case);
        free_both(st, cs);
    }
}

/* `start = steady` begins where the case's own start leads. */
static void the_state_of_a_start_is_that_of_time(void **unused)
{
    (void)unused;
    const double own_K[] = {7.6, 22}, start_K[] = {14.9, 15.1};
    for (int k = 0; k < 2; k++) {
        char text[1000];
        snprintf(text, sizeof text, hump, start_K[k]);
        cd_case *cs = read_text(text, CD_OK);
        jmp_buf landing;
        const char *why;
        cd_arena *arena = cd_arena_new(&landing);
        cd_network_work *work = cd_network_work_new(arena, cs->net);
        assert_int_equal(cd_steady_solve(arena, work, cd_before_start, &why), 0);
        CHECK_REL(work->T_K[0], own_K[k], 1e-9);
        cd_arena_free(arena);
        cd_case_free(cs);
    }
}

static void margins(void **unused)
{
    (void)unused;
    const char *text =
        "[case]\nduration = 1 d\n[node body]\ncapacity = 900 J/K\n[cooler gm]\nstage1 = body\nlift = 4 K: 0 "
        "W, 40 K: 18 W\ninterpolation = linear\n[load heater]\non = body\npower = 3 W\n";
    cd_case *cs;
    cd_steady *st = steady_of(text, "20 K", CD_OK, &cs);
    CHECK_REL(cd_steady_temperature(st, 0), 10, 1e-9);
    assert_int_equal(st->n_margins, 1);
    CHECK_REL(st->margin[0].margin_W, 8 - 3, 1e-9);
    free_both(st, cs);
    st = steady_of(text, NULL, CD_OK, &cs);
    CHECK_REL(st->margin[0].limit_K, 40, 1e-12);
    CHECK_REL(st->margin[0].margin_W, 18 - 3, 1e-9);
    free_both(st, cs);
    st = steady_of(text, "5 K, 4 K, 3 K", CD_INPUT, &cs);
    assert_non_null(strstr(cd_steady_error(st), "one or two temperatures"));
    free_both(st, cs);
}

/* The integral of a PI thermostat is no temperature: at rest the body is at the set point, or, where 80 W over 0.5 W/K
 * from 20 K do not suffice, at 180 K. */
static void a_regulator_comes_to_rest(void **unused)
{
    (void)unused;
    const double set_K[] = {30, 200}, want_K[] = {30, 180};
    for (int k = 0; k < 2; k++) {
        char text[1000];
        snprintf(text, sizeof text,
                 "[case]\nduration = 1 d\n[node body]\ncapacity = 900 J/K\n[node wall]\nfixed = 20 K\n"
                 "[conduction rod]\nbetween = wall, body\nG = 0.5 W/K\n[load heater]\non = body\npower = 80 W\n"
                 "[thermostat keep]\nacts_on = heater\nnode = body\nset = %g K\nmode = pi\nband = 2 K\n"
                 "integral_time = 20 min\n",
                 set_K[k]);
        cd_case *cs;
        cd_steady *st = steady_of(text, NULL, CD_OK, &cs);
        CHECK_REL(cd_steady_temperature(st, 0), want_K[k], 1e-9);
        assert_int_equal(cd_steady_n_states(st), 1);
        assert_false(st->found.state[0].by_integrator); /* KINSOL is told that the integral is no temperature */
        assert_true(st->closure < 1e-9);
        free_both(st, cs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(radiating_body),
                                       cmocka_unit_test(a_point_that_is_no_root_is_refused),
                                       cmocka_unit_test(none_is_told_with_the_node),
                                       cmocka_unit_test(a_floating_network_has_none_of_its_own),
                                       cmocka_unit_test(two_states_are_both_found),
                                       cmocka_unit_test(the_state_of_a_start_is_that_of_time),
                                       cmocka_unit_test(margins),
                                       cmocka_unit_test(a_regulator_comes_to_rest)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
