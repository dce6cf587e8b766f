/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the conditions of events see between the steps: measures over the run, driven and massless nodes, and a
 * network without any heat capacity.
 */
#include "../lump_bench.h"

/* A measure over the run in a condition: the highest temperature so far, and a time that is known once it has come. */
static void measures_in_conditions(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_with("duration = 1 d\n",
                           "[measure drop]\nvalue = max_t(300 K - T(lump))\n[measure t100]\nvalue = time(T(lump) < "
                           "100 K)\n"
                           "[measure now]\nvalue = T(lump)\n"
                           "[event big]\nwhen = drop > 150 K\ndo = note \"150 K\"\n"
                           "[event seen]\nwhen = t100 > 0 s\ndo = note \"100 K\"\n"
                           "[event plain]\nwhen = now < 50 K\ndo = note \"50 K\"\n",
                           1e-9, &cs);
    check_fired(run, 0, "big", time_to(300, 0, 150), 1e-2);
    check_fired(run, 1, "seen", time_to(300, 0, 100), 1e-2);
    check_fired(run, 2, "plain", time_to(300, 0, 50), 1e-2);
    assert_non_null(run->rank_note);
    done(run, cs);
}

/* Without heat capacity: the same rules at the same instants. */
static void a_network_without_capacity(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_case("[case]\nduration = 1000 s\n[node hot]\nfixed = 0 s: 300 K, 1000 s: 400 K\n[node cold]\nfixed = 4 K\n"
                 "[node m]\nmassless = yes\n[conduction a]\nbetween = hot, m\nG = 1 W/K\n"
                 "[conduction b]\nbetween = m, cold\nG = 2 W/K\n[load h]\non = m\npower = 30 W\nstate = off\n"
                 "[event on]\nwhen = t >= 100 s\ndo = start h\n[event hotter]\nwhen = T(m) > 125 K\ndo = note \"hot\"\n"
                 "[output]\nevery = 10 s\n[measure end]\nvalue = end(T(m))\n[measure low]\nvalue = min_t(T(m))\n",
                 0, &cs);
    assert_int_equal(run->n_fired, 2);
    check_fired(run, 0, "on", 100, 0);
    /* (T_hot + 8 K + 30 K) / 3 > 125 K from T_hot = 337 K on: found at a row, 10 s apart. */
    check_fired(run, 1, "hotter", 375, 5.001);
    CHECK_NEAR(cd_run_measure(run, "end"), 438 / 3.0, 1e-9);
    CHECK_NEAR(cd_run_measure(run, "low"), 308 / 3.0, 1e-9);
    done(run, cs);
}

#define WALL "[node wall]\nfixed = 0 s: 300 K, 10000 s: 200 K\n"

/* A driven wall at 300 K - 0.01 K/s t, alone, so that nothing else asks for what comes with the heats: conditions and
 * levels between the steps must see it as it is at the moment. */
static void a_driven_node_is_seen_in_time(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_with("duration = 10000 s\nstop = T(wall) < 205 K\n",
                           WALL "[conduction rod]\nbetween = wall, lump\nG = 1e-3 W/K\n[event cool]\n"
                                "when = T(wall) < 250 K\ndo = note \"250\"\n"
                                "[measure passed]\nvalue = time(T(wall) < 240 K)\n",
                           1e-8, &cs);
    assert_int_equal(run->n_fired, 1);
    check_fired(run, 0, "cool", 5000, 1e-6);
    CHECK_NEAR(cd_run_measure(run, "passed"), 6000, 1e-6);
    CHECK_NEAR(run->level_s[cd_case_node(cs, "wall") * CD_N_LEVELS], 5000, 1e-6); /* 250 K */
    CHECK_NEAR(run->t_end_s, 9500, 1e-6);
    done(run, cs);
}

/* A massless node between that wall and 4 K is at (T_wall + 8 K) / 3, after an event that moves the heat to it at
 * (T_wall + 8 K + 30 K) / 3. */
static void a_massless_node_is_seen_in_time(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_with(
        "duration = 10000 s\nstop = T(m) < 80 K\n",
        WALL "[node cold]\nfixed = 4 K\n[node m]\nmassless = yes\n[conduction a]\nbetween = wall, m\nG = 1 W/K\n"
             "[conduction b]\nbetween = m, cold\nG = 2 W/K\n[load h]\non = m\npower = 30 W\nstate = off\n"
             "[event between]\nwhen = T(m) < 90 K\ndo = start h\n[event again]\nwhen = T(m) < 85 K\ndo = note \"\"\n",
        1e-8, &cs);
    assert_int_equal(run->n_fired, 2);
    check_fired(run, 0, "between", 3800, 1e-6);
    check_fired(run, 1, "again", 8300, 1e-6);
    CHECK_NEAR(run->t_end_s, 9800, 1e-6);
    done(run, cs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_in_conditions),
        cmocka_unit_test(a_network_without_capacity),
        cmocka_unit_test(a_driven_node_is_seen_in_time),
        cmocka_unit_test(a_massless_node_is_seen_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
