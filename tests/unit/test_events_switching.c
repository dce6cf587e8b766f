/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is switched in time, often or for a moment: thermostats, switches, pulses and straps, against closed forms
 * (lump_bench.h).
 */
#include "../lump_bench.h"

#include <time.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_switchings),      cmocka_unit_test(a_switch_toggles_ten_thousand_times),
        cmocka_unit_test(a_thermostat_waits_its_dwell), cmocka_unit_test(a_thermostat_switches_a_cooler),
        cmocka_unit_test(a_pulse_costs_few_steps),      cmocka_unit_test(a_strap_is_scaled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
