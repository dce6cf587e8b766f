/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A run against closed forms: one lump of 4000 J/K on a linear cooler, T = 10 K + 290 K exp(-t / 8000 s), and what
 * measures, rows, stop conditions, the steady start, the ledger and the ranking must make of it.
 */
#include "../../src/output/bound.h"
#include "../run_bench.h"

static const char lump[] =
    "[node lump]\ncapacity = 4000 J/K\n[cooler gm]\nstage1 = lump\nlift = $(0.5 W/K * (T - 10 K))\n";

static double lump_at(double t_s)
{
    return 10 + 290 * exp(-t_s / 8000);
}

/* `head`, the lump on its cooler, `tail`. */
static cd_run *run_text(const char *head, const char *tail, double rtol, cd_case **cs)
{
    char text[4000];
    snprintf(text, sizeof text, "%s%s%s", head, lump, tail);
    return run_case(text, rtol, cs);
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

/* From 50 K, which is a level, at 0.01 K/s up to 65 K and down again: left on one side, it is passed on the other. */
static void levels_on_the_way_up_and_down(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case("[case]\nduration = 6500 s\n[node n]\ncapacity = 1000 J/K\nstart = 50 K\n[load l]\non = n\n"
                           "power = 0 s: 10 W, 1500 s: -10 W\ninterpolation = steps\n",
                           1e-6, &cs);
    static const double want_s[CD_N_LEVELS] = {NAN, NAN, NAN, NAN, NAN, 3000, 6000, NAN, NAN};
    for (int k = 0; k < CD_N_LEVELS; k++)
        if (isnan(want_s[k]))
            assert_true(isnan(run->level_s[k]));
        else
            CHECK_NEAR(run->level_s[k], want_s[k], 1e-6);
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

/* The last row stands at the end even where the end is no multiple of the interval that rows are thinned to. */
static void the_end_is_never_thinned_away(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_text("[case]\nduration = 3003 s\nstop = T(lump) < 50 K\n", "", 1e-6, &cs);
    CHECK_NEAR(run->rows[(run->n_rows - 1) * run->n_columns], 3003, 0);
    CHECK_NEAR(run->rows[(run->n_rows - 2) * run->n_columns], 3000, 1e-9);
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
    assert_true(run->level_s[4] > 0);
    for (size_t k = 0; k < 5; k++) /* and each level on the way */
        CHECK_REL(run->rank[0].level_s[k], 0.5 * run->level_s[k], 1e-6);
    done(run, cs);
}

/* 1 J/K with a torch of 50 W passes 2000 K: a failure with words, not a hang. */
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

/* Each stage of a two-stage cooler is doubled alone: the same as a run with its scale at 2. */
static void each_stage_is_doubled_alone(void **unused)
{
    (void)unused;
    static const char device[] =
        "[case]\nduration = 3 d\nstop = T(cold) < 10 K\n[node warm]\nparts = copper(RRR=50) 6 kg\n[node cold]\n"
        "parts = copper(RRR=50) 4 kg\n[conduction g]\nbetween = warm, cold\nG = 20 mW/K\n[cooler pt]\nmodel = "
        "PT415\nstage1 = warm\nstage2 = cold\n%s";
    char text[1000];
    double t_s[3], saved_s[2] = {0, 0};
    for (int k = 0; k < 3; k++) {
        cd_case *cs;
        const char *scale[] = {"", "scale_stage1 = 2\n", "scale_stage2 = 2\n"};
        snprintf(text, sizeof text, device, scale[k]);
        cd_run *run = run_case(text, 1e-7, &cs);
        t_s[k] = cd_run_time(run);
        for (size_t i = 0; k == 0 && i < run->n_rank; i++)
            if (strncmp(run->rank[i].name, "pt.", 3) == 0)
                saved_s[run->rank[i].name[3] - '1'] = run->rank[i].saved_s;
        done(run, cs);
    }
    assert_true(fabs(saved_s[0] - saved_s[1]) > 100);
    CHECK_NEAR(saved_s[0], t_s[0] - t_s[1], 1e-5 * t_s[0]);
    CHECK_NEAR(saved_s[1], t_s[0] - t_s[2], 1e-5 * t_s[0]);
}

/* The stop condition jumps to true when a load is switched on: the run ends there, as the measure says. */
static void a_condition_that_jumps(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run =
        run_text("[case]\nduration = 1 h\nstop = Q(heat) > 1 W\n",
                 "[load heat]\non = lump\npower = 1 kW\nstart = 100 s\n[measure when]\nvalue = time(Q(heat) > 1 W)\n",
                 1e-5, &cs);
    assert_true(cd_run_stopped(run));
    CHECK_NEAR(cd_run_time(run), 100, 1e-6);
    CHECK_NEAR(cd_run_measure(run, "when"), 100, 1e-6);
    done(run, cs);
}

/* No heat capacity: 1 W/K from 300 K, 2 W/K to 4 K, 30 W from 100 s on. (300 + 8) / 3 K, then (300 + 8 + 30) / 3 K. */
static void a_network_without_capacity_follows_instants(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case(
        "[case]\nduration = 1000 s\n[node hot]\nfixed = 300 K\n[node cold]\nfixed = 4 K\n[node m]\nmassless = yes\n"
        "[conduction a]\nbetween = hot, m\nG = 1 W/K\n[conduction b]\nbetween = m, cold\nG = 2 W/K\n"
        "[load h]\non = m\npower = 30 W\nstart = 100 s\n[measure end]\nvalue = end(T(m))\n"
        "[measure low]\nvalue = min_t(T(m))\n[measure mean]\nvalue = mean_t(T(m))\n[measure when]\nvalue = time(T(m) > "
        "110 K)\n",
        0, &cs);
    CHECK_NEAR(cd_run_measure(run, "low"), 308 / 3.0, 1e-9);
    CHECK_NEAR(cd_run_measure(run, "end"), 338 / 3.0, 1e-9);
    CHECK_NEAR(cd_run_measure(run, "mean"), (0.1 * 308 + 0.9 * 338) / 3, 1e-9);
    CHECK_NEAR(cd_run_measure(run, "when"), 100, 0);
    assert_int_equal(run->n_rows, 4); /* at 0, twice at 100 s, at the end */
    CHECK_NEAR(run->rows[run->n_columns], 100, 0);
    CHECK_NEAR(run->rows[2 * run->n_columns], 100, 0);
    done(run, cs);
}

/* A load that falls by 1 mW in 7 s: CVODES tries the very moment, where both sides are equal, and ends the search so
 * close to it that the other side's margin is 1e-17. */
static void a_condition_met_exactly(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case(
        "[case]\nduration = 1 h\n[node b]\ncapacity = 200 J/K\nstart = 300 K\n[node wall]\nfixed = 80 K\n[conduction "
        "out]\nbetween = b, wall\nG = 0.33 W/K\n[load k]\non = b\npower = 0 h: 0 W, 1.05 h: -0.54 W\ninterpolation = "
        "linear\n[measure first]\nvalue = time(Q(k) < -0.001 W)\n[measure tenth]\nvalue = time(Q(k) <= -0.01 W)\n",
        0, &cs);
    CHECK_NEAR(cd_run_measure(run, "first"), 7, 1e-9);
    CHECK_NEAR(cd_run_measure(run, "tenth"), 70, 1e-9);
    done(run, cs);
}

/* A strap with joints ends at 0 K: hidden nodes and cells begin a little above, and the body cools. */
static void a_boundary_at_zero(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case(
        "[case]\nduration = 2000 s\n[node sink]\nfixed = 0 K\n[node b]\ncapacity = 100 J/K\nstart = 4 K\n[contact j]\n"
        "G_ref = 1 W/K\nT_ref = 4 K\nexponent = 1\n[conduction s]\nbetween = b, sink\nmaterial = copper(RRR=50)\narea "
        "= 1 cm^2\n"
        "length = 10 cm\ncontact = j\nmass = no\n[conduction r]\nbetween = b, sink\nmaterial = ss304\narea = 1 mm^2\n"
        "length = 1 m\nsegments = 25\n",
        1e-7, &cs);
    assert_true(run->T_end_K[1] < 2 && run->T_end_K[1] > 0.1);
    CHECK_NEAR(cd_run_closure(run), 0, 1e-6);
    done(run, cs);
}

/* What can be taken out is what the cooler lifts: a lead conducts within the network, and warms it. A pot takes UA
 * times the difference to its 77 K. */
static void a_lead_takes_no_heat_out(void **unused)
{
    (void)unused;
    static const char lead[] =
        "[case]\nduration = 1 d\n[node top]\nfixed = 300 K\n[node b]\nparts = copper(RRR=50) 2 kg\n"
        "[lead l]\nbetween = top, b\nmaterial = copper(RRR=50)\narea = 5 cm^2\nlength = 0.1 m\n"
        "current = 100 A\n[cooler c]\nstage1 = b\nlift = 23 W\n";
    cd_case *cs = read_text(lead, CD_OK);
    CHECK_REL(cd_bound_largest_power(cs->net, NULL, 0, 86400), 23, 1e-9);
    CHECK_REL(cd_bound_power(cs->net, NULL, 0, 86400, 100), 23, 1e-9);
    cd_case_free(cs);
    cs = read_text("[case]\nduration = 1 d\n[node b]\nparts = copper(RRR=50) 2 kg\n[precool p]\non = b\nmedium = "
                   "liquid_nitrogen\nUA = 20 W/K\ninventory = 1 kg\n",
                   CD_OK);
    CHECK_REL(cd_bound_power(cs->net, NULL, 0, 86400, 300), 20 * 223, 1e-9);
    assert_true(cd_bound_largest_power(cs->net, NULL, 0, 86400) >= 20 * 223);
    /* The charge of the pot is no body to cool down. */
    CHECK_REL(cd_bound_energy(cs->net, 4),
              cd_node_enthalpy(&cs->net->nodes[0], 300, NULL) - cd_node_enthalpy(&cs->net->nodes[0], 4, NULL), 1e-12);
    cd_case_free(cs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(levels_and_end),
                                       cmocka_unit_test(levels_on_the_way_up_and_down),
                                       cmocka_unit_test(measures),
                                       cmocka_unit_test(rows_are_where_they_are_asked),
                                       cmocka_unit_test(rows_of_a_run_that_stops_early),
                                       cmocka_unit_test(the_end_is_never_thinned_away),
                                       cmocka_unit_test(stop_conditions),
                                       cmocka_unit_test(pulse_is_not_stepped_over),
                                       cmocka_unit_test(steady_start),
                                       cmocka_unit_test(doubling_the_cooler_halves_the_time),
                                       cmocka_unit_test(failure_names_the_node),
                                       cmocka_unit_test(each_stage_is_doubled_alone),
                                       cmocka_unit_test(a_condition_that_jumps),
                                       cmocka_unit_test(a_network_without_capacity_follows_instants),
                                       cmocka_unit_test(a_condition_met_exactly),
                                       cmocka_unit_test(a_boundary_at_zero),
                                       cmocka_unit_test(a_lead_takes_no_heat_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
