/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A run against closed forms: one lump of 4000 J/K on a linear cooler, T = 10 K + 290 K exp(-t / 8000 s), and what
 * measures, rows, stop conditions, the steady start, the ledger and the ranking must make of it.
 */
#include "../../src/solve/run.h"
#include "../check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char lump[] =
    "[node lump]\ncapacity = 4000 J/K\n[cooler gm]\nstage1 = lump\nlift = $(0.5 W/K * (T - 10 K))\n";

static double lump_at(double t_s)
{
    return 10 + 290 * exp(-t_s / 8000);
}

static cd_case *read_text(const char *text, cd_status want)
{
    char path[] = "/tmp/cd_run_XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0);
    cd_case *cs;
    cd_status status = cd_case_read(path, NULL, &cs);
    for (size_t i = 0; status != want && i < cd_case_n_messages(cs); i++)
        print_error("%s", cd_case_message(cs, i));
    assert_int_equal(status, want);
    unlink(path);
    return cs;
}

static cd_run *run_text(const char *head, const char *tail, double rtol, cd_case **cs)
{
    char text[4000];
    snprintf(text, sizeof text, "%s%s%s", head, lump, tail);
    *cs = read_text(text, CD_OK);
    cd_run *run;
    cd_run_options options = {.rtol = rtol};
    assert_int_equal(cd_run_new(*cs, &options, &run), CD_OK);
    cd_status status;
    do
        status = cd_run_step(run);
    while (status == CD_GOING);
    if (status != CD_OK)
        print_error("%s\n", cd_run_error(run));
    assert_int_equal(status, CD_OK);
    return run;
}

static void done(cd_run *run, cd_case *cs)
{
    cd_run_free(run);
    cd_case_free(cs);
}

static void levels_and_end(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_text("[case]\nduration = 1 d\n", "", 1e-9, &cs);
    int node = cd_case_node(cs, "lump");
    for (int k = 0; k < CD_N_LEVELS && cd_levels_K[k] > 10; k++)
        CHECK_REL(cd_run_level_time(run, node, cd_levels_K[k]), 8000 * log(290 / (cd_levels_K[k] - 10)), 1e-7);
    assert_true(isnan(cd_run_level_time(run, node, 10)));
    assert_true(isnan(cd_run_level_time(run, node, 33)));
    CHECK_NEAR(run->T_end_K[node], lump_at(86400), 1e-7);
    /* The ledger of a linear law is exact to rounding; the lift is the enthalpy given off. */
    CHECK_NEAR(cd_run_closure(run), 0, 1e-12);
    CHECK_REL(run->lifted_J, 4000 * (300 - lump_at(86400)), 1e-9);
    done(run, cs);
}

static void measures(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_text("[case]\nduration = 20000 s\n",
                 "[measure first]\nvalue = time(T(lump) < 300 K)\n[measure already]\nvalue = time(T(lump) > 299 K)\n"
                 "[measure t77]\nvalue = time(T(lump) < 77 K)\nunit = h\n[measure never]\nvalue = time(T(lump) < 4 K)\n"
                 "[measure mean]\nvalue = mean_t(T(lump))\n[measure peak]\nvalue = max_t(t / 1 s * exp(-t / 2345 s))\n"
                 "[measure low]\nvalue = min_t(T(lump) - 20 K)\n[measure lifted]\nvalue = end(E(gm.1))\n[measure "
                 "slope]\nvalue = end(rate(T(lump)))\n"
                 "[measure both]\nvalue = time(T(lump) < 100 K and t > 12345 s)\n[measure heat]\nvalue = Q(gm.1)\n",
                 1e-9, &cs);
    CHECK_NEAR(cd_run_measure(run, "first"), 0, 1e-3);
    CHECK_NEAR(cd_run_measure(run, "already"), 0, 0);
    CHECK_REL(cd_run_measure(run, "t77"), 8000 * log(290 / 67.0), 1e-7);
    assert_true(isnan(cd_run_measure(run, "never")));
    CHECK_REL(cd_run_measure(run, "mean"), 10 + 290 * 8000 / 20000.0 * (1 - exp(-2.5)), 1e-8);
    CHECK_REL(cd_run_measure(run, "peak"), 2345 / exp(1), 1e-9);
    CHECK_REL(cd_run_measure(run, "low"), lump_at(20000) - 20, 1e-7);
    CHECK_REL(cd_run_measure(run, "lifted"), 4000 * (300 - lump_at(20000)), 1e-8);
    CHECK_REL(cd_run_measure(run, "slope"), -(lump_at(20000) - 10) / 8000, 1e-7);
    CHECK_REL(cd_run_measure(run, "both"), 12345, 1e-9);
    CHECK_REL(cd_run_measure(run, "heat"), 0.5 * (lump_at(20000) - 10), 1e-7);
    done(run, cs);
}

static void rows_are_where_they_are_asked(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_text("[case]\nduration = 10000 s\n", "[output]\nevery = 2500 s\ntimes = 0 s, 1234.5 s, 7777 s\n",
                           1e-9, &cs);
    const double want[] = {0, 1234.5, 2500, 5000, 7500, 7777, 10000};
    assert_int_equal(run->n_rows, sizeof want / sizeof *want);
    for (size_t i = 0; i < run->n_rows; i++) {
        CHECK_NEAR(run->rows[i * run->n_columns], want[i], 0);
        CHECK_REL(run->rows[i * run->n_columns + 1], lump_at(want[i]), 1e-8);
    }
    done(run, cs);
}

/* A stop that ends a tenth of the way in must not leave a handful of rows: about 500, at a round interval, at exact
 * times. */
static void rows_of_a_run_that_stops_early(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_text("[case]\nduration = 20 d\nstop = T(lump) < 50 K\n", "[output]\ntimes = 1234.5 s\n", 1e-9, &cs);
    bool extra = false;
    assert_in_range(run->n_rows, 250, 1000);
    for (size_t i = 0; i < run->n_rows; i++) {
        double t_s = run->rows[i * run->n_columns], multiple = t_s / 50;
        CHECK_REL(run->rows[i * run->n_columns + 1], lump_at(t_s), 1e-7);
        extra = extra || t_s == 1234.5;
        if (t_s != 1234.5 && i + 1 < run->n_rows)
            CHECK_NEAR(multiple, round(multiple), 1e-9);
        if (i > 0)
            assert_true(t_s > run->rows[(i - 1) * run->n_columns] &&
                        t_s - run->rows[(i - 1) * run->n_columns] < 50.001);
    }
    assert_true(extra);
    CHECK_NEAR(run->rows[(run->n_rows - 1) * run->n_columns], cd_run_time(run), 0);
    done(run, cs);
}

static void stop_conditions(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_text("[case]\nduration = 1 d\nstop = T(lump) < 50 K\n", "", 1e-9, &cs);
    assert_true(cd_run_stopped(run));
    CHECK_REL(cd_run_time(run), 8000 * log(290 / 40.0), 1e-7);
    CHECK_NEAR(run->T_end_K[0], 50, 1e-5);
    done(run, cs);
    run = run_text("[case]\nduration = 1 d\nstop = T(lump) < 400 K\n", "", 1e-9, &cs);
    assert_true(cd_run_stopped(run));
    CHECK_NEAR(cd_run_time(run), 0, 0);
    done(run, cs);
    run = run_text("[case]\nduration = 100 s\nstop = T(lump) < 50 K\n", "", 1e-9, &cs);
    assert_false(cd_run_stopped(run));
    assert_int_equal(cd_run_n_warnings(run), 1);
    assert_non_null(strstr(cd_run_warning(run, 0), "was not met"));
    done(run, cs);
}

/* 10 s of 500 W at 20,000 s in 60 h: never stepped over, and worth 5000 J; two more instants cost two restarts. */
static void pulse_is_not_stepped_over(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_text("[case]\nduration = 60 h\n",
                           "[load pulse]\non = lump\npower = 500 W\nstart = 20000 s\nstop = 20010 s\n[measure "
                           "pulse_heat]\nvalue = end(E(pulse))\n",
                           1e-5, &cs);
    CHECK_NEAR(cd_run_measure(run, "pulse_heat"), 5000, 1e-6);
    assert_int_equal(run->statistics.restarts, 2);
    done(run, cs);
}

static void steady_start(void **unused)
{
    (void)unused;
    cd_case *cs;
    /* 3 W on 0.5 W/K above 10 K: 16 K. The cooler stops at 1000 s; then 3 W warm 4000 J/K. */
    cd_run *run = run_text("[case]\nduration = 5000 s\nstart = steady\n[output]\ntimes = 1000 s\n",
                           "stop = 1000 s\n[load heat]\non = lump\npower = 3 W\n", 1e-9, &cs);
    CHECK_NEAR(run->T_start_K[0], 16, 1e-8);
    CHECK_NEAR(run->T_end_K[0], 16 + 3 * 4000 / 4000.0, 1e-7);
    done(run, cs);
}

static void doubling_the_cooler_halves_the_time(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_text("[case]\nduration = 1 d\nstop = T(lump) < 20 K\n", "", 1e-8, &cs);
    assert_int_equal(run->n_rank, 1);
    assert_string_equal(run->rank[0].name, "gm.1");
    CHECK_REL(run->rank[0].saved_s, 0.5 * 8000 * log(29), 1e-6);
    done(run, cs);
}

/* Two lumps of 1000 J/K in a closed box with two radiators and no way out: a start above 2000 K must end as a failure
 * with words, not as a hang. */
static void failure_names_the_node(void **unused)
{
    (void)unused;
    cd_case *cs = read_text(
        "[case]\nduration = 1 d\n[node small]\ncapacity = 1 J/K\n[load torch]\non = small\npower = 50 W\n", CD_OK);
    cd_run *run;
    cd_status status;
    assert_int_equal(cd_run_new(cs, NULL, &run), CD_OK);
    do
        status = cd_run_step(run);
    while (status == CD_GOING);
    assert_int_equal(status, CD_FAILED);
    assert_non_null(strstr(cd_run_error(run), "small"));
    done(run, cs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(levels_and_end),
                                       cmocka_unit_test(measures),
                                       cmocka_unit_test(rows_are_where_they_are_asked),
                                       cmocka_unit_test(rows_of_a_run_that_stops_early),
                                       cmocka_unit_test(stop_conditions),
                                       cmocka_unit_test(pulse_is_not_stepped_over),
                                       cmocka_unit_test(steady_start),
                                       cmocka_unit_test(doubling_the_cooler_halves_the_time),
                                       cmocka_unit_test(failure_names_the_node)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
