/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens in time, against closed forms: a lump of 4000 J/K on a linear cooler, T = 10 K + 290 K exp(-t / 8000 s),
 * with a heater of P watts towards 10 K + 2 K/W P. Energy closes in every run.
 */
#include "../run_bench.h"

#include <time.h>

#define LUMP                                                                                                           \
    "[node lump]\ncapacity = 4000 J/K\n[cooler gm]\nstage1 = lump\nlift = $(0.5 W/K * (T - 10 K))\n"                   \
    "[load heater]\non = lump\npower = 20 W\nstate = off\n"

static const double tau_s = 8000;

/* The lump after dt from T0 with P watts. */
static double after(double T0_K, double P_W, double dt_s)
{
    double T_inf = 10 + 2 * P_W;
    return T_inf + (T0_K - T_inf) * exp(-dt_s / tau_s);
}

static double time_to(double T0_K, double P_W, double T_K)
{
    return tau_s * log((T0_K - 10 - 2 * P_W) / (T_K - 10 - 2 * P_W));
}

static cd_run *run_with(const char *head, const char *tail, double rtol, cd_case **cs)
{
    char text[6000];
    snprintf(text, sizeof text, "[case]\n%s%s%s", head, LUMP, tail);
    cd_run *run = run_case(text, rtol, cs);
    CHECK_NEAR(cd_run_closure(run), 0, 1e-7);
    return run;
}

static void check_fired(const cd_run *run, size_t i, const char *name, double t_s, double tolerance_s)
{
    assert_true(i < run->n_fired);
    assert_string_equal(run->cs->rules[run->fired[i].rule].name, name);
    CHECK_NEAR(run->fired[i].t_s, t_s, tolerance_s);
}

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

/* 10,000 switchings of a thermostat, each after tau ln(20.5 / 19.5): the last at the right time. */
static void ten_thousand_switchings(void **unused)
{
    (void)unused;
    cd_case *cs;
    double each_s = tau_s * log(20.5 / 19.5), first_s = time_to(300, 0, 29.5);
    char head[100];
    snprintf(head, sizeof head, "duration = %.9g s\n", first_s + 9999.5 * each_s);
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    cd_run *run =
        run_with(head, "[thermostat keep]\nacts_on = heater\nnode = lump\nset = 30 K\nhysteresis = 1 K\n", 1e-6, &cs);
    clock_gettime(CLOCK_MONOTONIC, &to);
    print_message("10,000 switchings: %.3g s, %ld steps\n",
                  (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec),
                  run->statistics.steps);
    assert_int_equal(run->n_fired, 10000);
    check_fired(run, 0, "keep", first_s, 1);
    check_fired(run, 9999, "keep", first_s + 9999 * each_s, 5e-5 * run->t_end_s);
    assert_string_equal(run->fired[9998].text, "heater.state = on");
    assert_string_equal(run->fired[9999].text, "heater.state = off");
    /* Half of the time 20 W. */
    CHECK_REL(run->E_J[1], 20 * 5000 * each_s, 5e-5);
    done(run, cs);
}

/* 10,000 times on and off by a schedule, each for 4 s: half of the time 0.5 W/K, half 0.05 W/K towards 10 K, and a
 * linear law that does not see the order. */
static void a_switch_toggles_ten_thousand_times(void **unused)
{
    (void)unused;
    enum { N = 10000 };
    char *text = malloc(400 + 40 * N), *end = text;
    assert_non_null(text);
    end += sprintf(end,
                   "[case]\nduration = %d s\n[node lump]\ncapacity = 4000 J/K\n[node sink]\nfixed = 10 K\n"
                   "[switch gap]\nbetween = lump, sink\non = 0.5 W/K\noff = 0.05 W/K\n[schedule s]\n",
                   4 * (N + 1));
    for (int i = 1; i <= N; i++)
        end += sprintf(end, "at = %d s: gap.state = %s\n", 4 * i, i % 2 ? "off" : "on");
    struct timespec from, to;
    cd_case *cs;
    clock_gettime(CLOCK_MONOTONIC, &from);
    cd_run *run = run_case(text, 1e-9, &cs);
    clock_gettime(CLOCK_MONOTONIC, &to);
    print_message("10,000 switchings of a switch: %.3g s, %ld steps\n",
                  (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec),
                  run->statistics.steps);
    assert_int_equal(run->n_fired, N);
    const double on_s = 20004, off_s = 20000; /* from 0 s, and from each even time on; the last for 4 s */
    double left_K = 290 * exp(-(0.5 * on_s + 0.05 * off_s) / 4000);
    CHECK_REL(run->T_end_K[0] - 10, left_K, 1e-5);
    CHECK_REL(run->E_J[0], 4000 * (290 - left_K), 1e-6);
    CHECK_NEAR(cd_run_closure(run), 0, 1e-7);
    done(run, cs);
    free(text);
}

static void a_thermostat_waits_its_dwell(void **unused)
{
    (void)unused;
    cd_case *cs;
    /* On at 29.5 K it would be off again after 400 s: it waits for 1000 s, and so does the way down. */
    cd_run *run = run_with("duration = 1 d\n",
                           "[thermostat keep]\nacts_on = heater\nnode = lump\nset = 30 K\nhysteresis = 1 K\ndwell = "
                           "1000 s\n",
                           1e-9, &cs);
    double first_s = time_to(300, 0, 29.5);
    check_fired(run, 0, "keep", first_s, 1e-3);
    for (size_t i = 1; i < 5; i++)
        check_fired(run, i, "keep", first_s + 1000 * (double)i, 1e-3);
    done(run, cs);
}

/* A cooler as the actor: it cools, from 300 K down, and holds 100 K between 95 K and 105 K against 10 W. */
static void a_thermostat_switches_a_cooler(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_with("duration = 2 d\n",
                           "[load leak]\non = lump\npower = 10 W\n[thermostat keep]\nacts_on = gm\nnode = lump\nset = "
                           "100 K\nhysteresis = 10 K\n[measure low]\nvalue = min_t(T(lump))\n",
                           1e-9, &cs);
    double off_s = time_to(300, 10, 95);
    check_fired(run, 0, "keep", off_s, 1e-3);
    check_fired(run, 1, "keep", off_s + 10 * 4000 / 10.0, 1e-3);
    check_fired(run, 2, "keep", off_s + 4000 + time_to(105, 10, 95), 1e-2);
    CHECK_NEAR(cd_run_measure(run, "low"), 95, 1e-5);
    done(run, cs);
}

/* 10 s of 500 W at 20,000 s in 60 h, by any way of saying it: 5000 J, and fewer than 60 steps more. */
static void a_pulse_costs_few_steps(void **unused)
{
    (void)unused;
    static const char *const pulses[] = {
        "",
        "[load p]\non = lump\npower = 500 W\nstart = 20000 s\nstop = 20010 s\n",
        "[load p]\non = lump\ninterpolation = steps\npower = 0 s: 0 W, 20000 s: 500 W, 20010 s: 0 W\n",
        "[load p]\non = lump\nstate = off\npower = 500 W\n[schedule s]\nat = 20000 s: start p, 20010 s: stop p\n",
        "[load p]\non = lump\npower = 0 W\n[schedule s]\ntimes = 20000 s, 20010 s\nset = p.power: 500 W, 0 W\n",
    };
    long plain = 0;
    for (size_t k = 0; k < sizeof pulses / sizeof *pulses; k++) {
        cd_case *cs;
        cd_run *run = run_with("duration = 60 h\n", pulses[k], 1e-5, &cs);
        if (k == 0) {
            plain = run->statistics.steps;
        } else {
            print_message("a pulse: %ld steps more\n", run->statistics.steps - plain);
            assert_true(run->statistics.steps - plain < 60);
            CHECK_NEAR(run->E_J[2], 5000, 1e-6);
        }
        done(run, cs);
    }
}

/* A strap of 0.5 W/K whose clamp opens to a quarter after one time constant. */
static void a_strap_is_scaled(void **unused)
{
    (void)unused;
    static const char *const kinds[] = {"conduction", "contact"};
    for (int k = 0; k < 2; k++) {
        cd_case *cs;
        char text[800];
        snprintf(text, sizeof text,
                 "[case]\nduration = 20000 s\n[node sink]\nfixed = 10 K\n[node lump]\ncapacity = 4000 J/K\n"
                 "[%s strap]\nbetween = lump, sink\nG = 1 W/K\nscale = 0.5\n[event open]\nwhen = t > 8000 s\ndo = "
                 "strap.scale = 0.125\n",
                 kinds[k]);
        cd_run *run = run_case(text, 1e-9, &cs);
        CHECK_REL(run->T_end_K[1], 10 + 290 * exp(-1) * exp(-12000 / 32000.0), 1e-7);
        CHECK_NEAR(cd_run_closure(run), 0, 1e-9);
        done(run, cs);
    }
}

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
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_event_switches_a_heater),
                                       cmocka_unit_test(what_is_true_at_the_start_fires_there),
                                       cmocka_unit_test(what_no_root_shows_is_found),
                                       cmocka_unit_test(two_at_one_instant_fire_in_the_order_of_the_file),
                                       cmocka_unit_test(one_event_leads_to_another),
                                       cmocka_unit_test(directions_and_repetition),
                                       cmocka_unit_test(an_event_is_armed_again),
                                       cmocka_unit_test(chatter_is_named),
                                       cmocka_unit_test(chatter_at_one_instant),
                                       cmocka_unit_test(ten_thousand_switchings),
                                       cmocka_unit_test(a_switch_toggles_ten_thousand_times),
                                       cmocka_unit_test(a_thermostat_waits_its_dwell),
                                       cmocka_unit_test(a_thermostat_switches_a_cooler),
                                       cmocka_unit_test(a_pulse_costs_few_steps),
                                       cmocka_unit_test(a_strap_is_scaled),
                                       cmocka_unit_test(measures_in_conditions),
                                       cmocka_unit_test(the_ranking_keeps_events),
                                       cmocka_unit_test(the_resolved_case_is_the_same),
                                       cmocka_unit_test(a_network_without_capacity),
                                       cmocka_unit_test(a_driven_node_is_seen_in_time),
                                       cmocka_unit_test(a_massless_node_is_seen_in_time)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
