/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Events: when and in which order they fire, again or never, and what they lead to, against closed forms
 * (lump_bench.h).
 */
#include "../lump_bench.h"

static void an_event_switches_a_heater(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_with("duration = 1 d\n", "[event on]\nwhen = T(lump) < 100 K\ndo = start heater\n", 1e-9, &cs);
    double t_s = time_to(300, 0, 100);
    assert_int_equal(run->n_fired, 1);
    check_fired(run, 0, "on", t_s, 1e-3);
    CHECK_REL(run->T_end_K[0], after(100, 20, 86400 - t_s), 1e-7);
    /* A row before and one after, at one time. */
    size_t rows = 0;
    for (size_t i = 0; i < run->n_rows; i++)
        if (run->rows[i * run->n_columns] == run->fired[0].t_s)
            CHECK_NEAR(run->rows[i * run->n_columns + 3], rows++ ? 20 : 0, 0);
    assert_int_equal(rows, 2);
    done(run, cs);
}

static void what_is_true_at_the_start_fires_there(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_with("duration = 8000 s\n",
                           "[event warm]\nwhen = T(lump) > 200 K\ndo = heater.state = on\ndo = heater.power = 40 W\n"
                           "[event known]\nwhen = t >= 0 s\ndo = note \"begun\"\n"
                           "[event never]\nwhen = T(lump) < 20 K\ndirection = falling\ndo = stop\nrepeat = yes\n"
                           "[schedule s]\nat = 0 s: note \"at zero\"\n",
                           1e-9, &cs);
    assert_int_equal(run->n_fired, 3);
    check_fired(run, 0, "warm", 0, 0);
    check_fired(run, 1, "known", 0, 0);
    check_fired(run, 2, "s", 0, 0);
    assert_string_equal(run->fired[2].text, "at zero");
    CHECK_REL(run->T_end_K[0], after(300, 40, 8000), 1e-7);
    CHECK_NEAR(run->rows[0], 0, 0);
    CHECK_NEAR(run->rows[run->n_columns], 0, 0);
    CHECK_NEAR(run->rows[3], 0, 0);
    CHECK_NEAR(run->rows[run->n_columns + 3], 40, 0);
    done(run, cs);
}

/* From 300 K, T < 300 K is exactly at its limit; a jump; and a condition that cannot be decided before it is true (the
 * root of a negative number) has no sign change at all. */
static void what_no_root_shows_is_found(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_with("duration = 1 d\n",
                           "[event first]\nwhen = T(lump) < 300 K\ndo = note \"it cools\"\n"
                           "[event jump]\nwhen = if(T(lump) > 200 K, 0, 2) > 1\ndo = note \"it jumps\"\n"
                           "[event dark]\nwhen = sqrt((100 K - T(lump)) / (1 K)) >= 0\ndo = start heater\n",
                           1e-8, &cs);
    double t_s = time_to(300, 0, 100);
    assert_int_equal(run->n_fired, 3);
    check_fired(run, 0, "first", 0, 1e-2);
    check_fired(run, 1, "jump", time_to(300, 0, 200), 1e-2);
    check_fired(run, 2, "dark", t_s, 1e-2);
    CHECK_REL(run->T_end_K[0], after(100, 20, 86400 - t_s), 1e-6);
    done(run, cs);
}

/* At one instant the file decides; the later one has the last word. */
static void two_at_one_instant_fire_in_the_order_of_the_file(void **unused)
{
    (void)unused;
    static const char *const when[] = {"t > 8000 s", "T(lump) < 100 K"};
    for (int k = 0; k < 4; k++) {
        cd_case *cs;
        char tail[400];
        snprintf(tail, sizeof tail,
                 "[event %s]\nwhen = %s\ndo = start heater\ndo = heater.power = %d W\n"
                 "[event %s]\nwhen = %s\ndo = heater.power = %d W\n",
                 k % 2 ? "b" : "a", when[k / 2], k % 2 ? 30 : 5, k % 2 ? "a" : "b", when[k / 2], k % 2 ? 5 : 30);
        cd_run *run = run_with("duration = 20000 s\n", tail, 1e-9, &cs);
        double t_s = k / 2 ? time_to(300, 0, 100) : 8000, T_K = after(300, 0, t_s);
        check_fired(run, 0, k % 2 ? "b" : "a", t_s, 1e-3);
        check_fired(run, 1, k % 2 ? "a" : "b", t_s, 1e-3);
        assert_int_equal(run->n_fired, 2);
        assert_true(run->fired[0].t_s == run->fired[1].t_s);
        CHECK_REL(run->T_end_K[0], after(T_K, k % 2 ? 5 : 30, 20000 - t_s), 1e-7);
        done(run, cs);
    }
}

/* What one event changes makes another true at the same instant; a stop ends the run there. */
static void one_event_leads_to_another(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_with("duration = 1 d\n",
                           "[event third]\nwhen = Q(heater) > 25 W\ndo = stop\n"
                           "[event second]\nwhen = Q(heater) > 1 W\ndo = heater.power = 30 W\n"
                           "[event first]\nwhen = t > 1000 s\ndo = start heater\n",
                           1e-8, &cs);
    check_fired(run, 0, "first", 1000, 0);
    check_fired(run, 1, "second", 1000, 0);
    check_fired(run, 2, "third", 1000, 0);
    assert_true(cd_run_stopped(run));
    assert_string_equal(run->stopped_by, "third");
    CHECK_NEAR(cd_run_time(run), 1000, 0);
    CHECK_NEAR(run->Q_end_W[1], 30, 0);
    done(run, cs);
}

/* The lump crosses 100 K downwards, upwards and downwards: heater of 50 W from 10000 s to 30000 s. */
static void directions_and_repetition(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_with("duration = 60000 s\n",
                           "[schedule s]\nat = 10000 s: heater.power = 50 W, 10000 s: start heater\n"
                           "at = 30000 s: stop heater\n"
                           "[event once]\nwhen = T(lump) < 100 K\ndo = note \"once\"\n"
                           "[event again]\nwhen = T(lump) < 100 K\nrepeat = yes\ndo = note \"down\"\n"
                           "[event up]\nwhen = T(lump) < 100 K\nrepeat = yes\ndirection = falling\ndo = note \"up\"\n"
                           "[event any]\nwhen = T(lump) < 100 K\nrepeat = yes\ndirection = both\ndo = note \"x\"\n",
                           1e-9, &cs);
    double T1_K = after(300, 0, 10000), T2_K = after(T1_K, 50, 20000);
    double down1 = time_to(300, 0, 100), up = 10000 + time_to(T1_K, 50, 100), down2 = 30000 + time_to(T2_K, 0, 100);
    const struct {
        const char *name;
        double t_s;
    } want[] = {{"once", down1}, {"again", down1}, {"any", down1}, {"s", 10000},     {"s", 10000},
                {"up", up},      {"any", up},      {"s", 30000},   {"again", down2}, {"any", down2}};
    assert_int_equal(run->n_fired, sizeof want / sizeof *want);
    for (size_t i = 0; i < run->n_fired; i++)
        check_fired(run, i, want[i].name, want[i].t_s, 1e-2);
    done(run, cs);
}

/* A heater that swells and fades moves the lump about 100 K: the event comes at each way down, although nothing stops
 * the integrator at the ways up; it is armed again by the state at the ends of steps. */
static void an_event_is_armed_again(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_with("duration = 150000 s\n",
                           "[load h]\non = lump\npower = $( 40 W * (1 + sin(t / (5000 s))) )\n"
                           "[event again]\nwhen = T(lump) < 100 K\nrepeat = yes\ndo = note \"down\"\n",
                           1e-7, &cs);
    size_t n = 0;
    for (size_t i = 1; i < run->n_rows; i++)
        n += run->rows[(i - 1) * run->n_columns + 1] > 100 && run->rows[i * run->n_columns + 1] <= 100;
    assert_true(n >= 4);
    assert_int_equal(run->n_fired, n);
    done(run, cs);
}

/* Two that undo each other at one temperature are chatter, and named; set apart by a dwell they are not. */
static void chatter_is_named(void **unused)
{
    (void)unused;
    static const char pair[] =
        "[case]\nduration = 1 d\n" LUMP "[event heat]\nwhen = T(lump) < 30 K\nrepeat = yes\n%sdo = start heater\n"
        "[event rest]\nwhen = T(lump) > 30 K\nrepeat = yes\ndo = stop heater\n";
    char text[2000];
    snprintf(text, sizeof text, pair, "");
    cd_case *cs = read_text(text, CD_OK);
    cd_run *run;
    cd_status status;
    cd_run_options options = {.rtol = 1e-8};
    assert_int_equal(cd_run_new(cs, &options, &run), CD_OK);
    do
        status = cd_run_step(run);
    while (status == CD_GOING);
    assert_int_equal(status, CD_FAILED);
    assert_non_null(strstr(cd_run_error(run), "event \"heat\" and event \"rest\" fired 100 times within"));
    assert_non_null(strstr(cd_run_error(run), "dwell"));
    CHECK_NEAR(cd_run_time(run), time_to(300, 0, 30), 1);
    done(run, cs);

    snprintf(text, sizeof text, pair, "dwell = 10 min\n");
    run = run_case(text, 1e-8, &cs);
    assert_in_range(run->n_fired, 20, 400);
    double last_s = -INFINITY;
    for (size_t i = 0; i < run->n_fired; i++)
        if (run->fired[i].rule == 0) {
            assert_true(run->fired[i].t_s - last_s >= 600);
            last_s = run->fired[i].t_s;
        }
    CHECK_NEAR(cd_run_closure(run), 0, 1e-9);
    done(run, cs);
}

/* Chatter at one instant: what the heater's own power switches. */
static void chatter_at_one_instant(void **unused)
{
    (void)unused;
    cd_case *cs =
        read_text("[case]\nduration = 1 d\n" LUMP "[event a]\nwhen = Q(heater) < 1 W\nrepeat = yes\ndo = start heater\n"
                  "[event b]\nwhen = Q(heater) > 1 W\nrepeat = yes\ndo = stop heater\n",
                  CD_OK);
    cd_run *run;
    cd_status status;
    assert_int_equal(cd_run_new(cs, NULL, &run), CD_OK);
    do
        status = cd_run_step(run);
    while (status == CD_GOING);
    assert_int_equal(status, CD_FAILED);
    assert_non_null(strstr(cd_run_error(run), "undo each other"));
    done(run, cs);
}

/* The ranking repeats the run with its events: doubling the cooler saves what a case with twice the cooler shows. */
static void the_ranking_keeps_events(void **unused)
{
    (void)unused;
    static const char tail[] =
        "[event init]\nwhen = T(lump) > 10 K\ndo = heater.power = 5 W\n[event on]\nwhen = T(lump) < 100 K\ndo = "
        "start heater\n"
        "[schedule s]\nat = 20000 s: stop heater\n";
    cd_case *cs;
    cd_run *run = run_with("duration = 2 d\nstop = T(lump) < 18 K\n", tail, 1e-8, &cs);
    assert_true(cd_run_stopped(run));
    double t_s = cd_run_time(run), saved_s = run->rank[0].saved_s;
    assert_int_equal(run->n_rank, 1);
    assert_int_equal(run->n_fired, 3);
    done(run, cs);
    /* Twice the cooler: tau 4000 s, towards 10 K + P / (1 W/K). */
    double on_s = 4000 * log(290 / 90.0), T_20000 = 15 + 85 * exp(-(20000 - on_s) / 4000);
    double want_s = T_20000 < 18 ? on_s + 4000 * log(85 / 3.0) : 20000 + 4000 * log((T_20000 - 10) / 8);
    CHECK_NEAR(saved_s, t_s - want_s, 1e-5 * t_s);
}

/* Everything at once, and the case that is written beside the results gives the same run, bit for bit. */
static void the_resolved_case_is_the_same(void **unused)
{
    (void)unused;
    cd_case *cs[2];
    cd_run *run[2];
    run[0] =
        run_case("[case]\nduration = 60000 s\nstop = T(lump) < 12 K\n" LUMP
                 "[param]\nT_on = 100 K\n[node wall]\nfixed = 0 h: 300 K, 2 h: 250 K, 4 h: 280 K\n"
                 "[conduction c]\nbetween = wall, lump\nG = 10 mW/K\nscale = 2\n[load guard]\non = lump\npower = "
                 "$( 5 W * exp(-t / (1 h)) )\nstart = 1 h, 3 h\nstop = 2 h\n[measure low]\nvalue = min_t(T(lump))\n"
                 "[event on]\nwhen = T(lump) < $T_on\ndirection = both\nrepeat = yes\ndwell = 5 min\ndo = start "
                 "heater\ndo = note \"colder, # and warmer\"\n[event off]\nwhen = low < 90 K\ndo = stop heater\n"
                 "[schedule s]\nat = 2 h: heater.power = 10 W, 3 h: c.scale = 1\ntimes = 1 h, 5 h\nset = gm.state: on, "
                 "off\nset = heater.power: 5 W, 6 W\n[thermostat t]\nacts_on = guard\nnode = lump\nset = 150 K\nmode = "
                 "pi\nband = 5 K\nintegral_time = 5 min\n[thermostat o]\nacts_on = heater\nvalue = max(T(lump), 5 "
                 "K)\nset = 60 K\nhysteresis = 2 K\n",
                 0, &cs[0]);
    run[1] = run_case(cs[0]->resolved, 0, &cs[1]);
    assert_true(run[0]->n_fired > 8 && run[0]->n_fired == run[1]->n_fired && run[0]->n_rows == run[1]->n_rows);
    assert_memory_equal(run[0]->rows, run[1]->rows, run[0]->n_rows * run[0]->n_columns * sizeof(double));
    assert_string_equal(strstr(cs[0]->resolved, "[case]"), strstr(cs[1]->resolved, "[case]"));
    done(run[0], cs[0]);
    done(run[1], cs[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_switches_a_heater),
        cmocka_unit_test(what_is_true_at_the_start_fires_there),
        cmocka_unit_test(what_no_root_shows_is_found),
        cmocka_unit_test(two_at_one_instant_fire_in_the_order_of_the_file),
        cmocka_unit_test(one_event_leads_to_another),
        cmocka_unit_test(directions_and_repetition),
        cmocka_unit_test(an_event_is_armed_again),
        cmocka_unit_test(chatter_is_named),
        cmocka_unit_test(chatter_at_one_instant),
        cmocka_unit_test(the_ranking_keeps_events),
        cmocka_unit_test(the_resolved_case_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
