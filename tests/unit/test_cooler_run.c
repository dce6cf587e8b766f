/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_cooler_run - what whole runs say of the capacity that they rest on: assumed, outside the data, or measured.
 */
#include "../../src/solve/run_impl.h"
#include "../run_bench.h"

#define SHIELD                                                                                                         \
    "[node shield]\nparts = copper(RRR=50) 60 kg\n[node idle]\nparts = copper(RRR=50) 1 kg\n"                          \
    "[cooler gm]\nmodel = RDK-415D\nstage1 = shield\nstage2 = idle\n"

static double share_of(const cd_run *run, cd_region region)
{
    const cd_region_use *use = &run->recorder->region_use[0];
    double all_J = 0;
    for (int k = 0; k < CD_N_REGIONS; k++)
        all_J += use->lifted_J[k];
    return use->lifted_J[region] / all_J;
}

/* The chart of the RDK-415D ends at 78 K and 20 K. A shield that comes down to 120 K has never been on it, though the
 * idle second stage has long been at its base. */
static void an_idle_second_stage_hides_nothing(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case("[case]\nduration = 2 d\nstop = T(shield) < 120 K\n" SHIELD, 0, &cs);
    assert_true(run->stopped);
    CHECK_REL(run->assumed_share, 1, 1e-3);
    assert_string_equal(run->assumed_of, "RDK-415D");
    assert_true(share_of(run, CD_REGION_OUTSIDE) == 0);
    done(run, cs);
}

/* The same held at its steady state above the chart. */
static void a_steady_state_beyond_the_chart_is_assumed(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case(
        "[case]\nduration = 1 h\nstart = steady\n" SHIELD "[load heater]\non = shield\npower = 120 W\n", 0, &cs);
    assert_true(run->T_end_K[cd_case_node(cs, "shield")] > 100);
    CHECK_REL(run->assumed_share, 1, 1e-3);
    done(run, cs);
}

/* A table of the case ends at 200 K; a lump of constant capacity gives 100 of its 250 K off above that. */
static void what_lies_outside_the_data_is_said(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case("[case]\nduration = 1 d\nstop = T(plate) < 50 K\n[node plate]\ncapacity = 1000 J/K\n"
                           "[cooler own]\nlift = 4 K: 1 W, 40 K: 20 W, 200 K: 60 W\nstage1 = plate\n",
                           1e-7, &cs);
    assert_true(run->stopped);
    CHECK_REL(run->outside_share, 100 / 250.0, 0.02); /* a step counts as its end */
    assert_string_equal(run->outside_of, "the lift of own");
    assert_null(run->assumed_of);
    char *summary = cd_run_summary(run);
    assert_non_null(strstr(summary, "\n! 39 % of the heat was taken out outside the data of the lift of own\n"));
    free(summary);
    done(run, cs);
}

/* Names that are part of another are names: every model is told. */
static void every_model_is_named(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case("[case]\nduration = 1 h\n[node a]\ncapacity = 1000 J/K\n[node b]\ncapacity = 1000 J/K\n"
                           "[cooler x]\nmodel = AL600\nstage1 = a\n[cooler y]\nmodel = AL60\nstage1 = b\n"
                           "[cooler z]\nmodel = AL600\nstage1 = a\n",
                           0, &cs);
    assert_string_equal(run->assumed_of, "AL600, AL60");
    done(run, cs);
}

/* The part of the heat of the one cooler (column 2) that was taken out of the one node (column 1) above a temperature,
 * by trapezes over the rows. */
static double share_above(const cd_run *run, double T_K)
{
    double all_J = 0, above_J = 0;
    assert_int_equal(run->n_columns, 3);
    for (size_t i = 1; i < run->n_rows; i++) {
        const double *row = &run->rows[i * run->n_columns], *before = row - run->n_columns;
        const double part_J = 0.5 * (row[2] + before[2]) * (row[0] - before[0]);
        all_J += part_J;
        above_J += 0.5 * (row[1] + before[1]) > T_K ? part_J : 0;
    }
    return above_J / all_J;
}

/* The data of the PT60 reach so near to what is assumed of 300 K that 40 % less would contradict them: what is used
 * instead is said, and is what a case with that lift gives. */
static void what_the_data_allow_is_said(void **unused)
{
    (void)unused;
    static const char text[] = "[case]\nduration = 1 d\nstop = T(plate) < 60 K\n[node plate]\n"
                               "parts = copper(RRR=50) 10 kg\n[cooler pt]\nmodel = PT60\nstage1 = plate\n";
    char less[400];
    cd_case *cs, *less_cs;
    cd_run *run = run_case(text, 0, &cs);
    const cd_assumption *taken = run->assumed_taken[0];
    CHECK_REL(run->assumed_share, share_above(run, 241.07), 0.02);
    assert_true(taken[0].share[0] > 0.9 && taken[0].share[0] < 1);
    snprintf(less, sizeof less, "%.3g W (the least that the data allow) at 300 K", taken[0].warm_W[0]);
    assert_string_equal(run->assumed_text[0], less);
    assert_string_equal(run->assumed_text[1], "40 % more at 300 K");
    assert_true(taken[1].share[0] == 1.4);
    snprintf(less, sizeof less, "%swarm_capacity_stage1 = %.12g W\n", text, taken[0].warm_W[0]);
    cd_run *less_run = run_case(less, 0, &less_cs);
    CHECK_REL(less_run->t_end_s, run->assumed_goal_s[0], 1e-4);
    assert_true(less_run->t_end_s > 1.001 * run->t_end_s);
    char *summary = cd_run_summary(run);
    assert_non_null(strstr(summary, run->assumed_text[0]));
    assert_null(strstr(summary, "40 % less"));
    free(summary);
    done(less_run, less_cs);
    done(run, cs);
}

/* 2 W for half an hour, then 0.1 W/K from 300 K: 3.6 kJ taken out, and what came in apart. */
static void heat_let_in_is_no_negative_lift(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case("[case]\nduration = 1 h\n[node a]\ncapacity = 1e6 J/K\nstart = 100 K\n[cooler x]\n"
                           "lift = 2 W\nstage1 = a\nstop = 30 min\noff_conductance = 0.1 W/K\n"
                           "[node b]\ncapacity = 1e6 J/K\nstart = 100 K\n[cooler y]\nlift = 1 W\nstage1 = b\n"
                           "stop = 0 s\noff_conductance = 0.1 W/K\n",
                           1e-8, &cs);
    CHECK_REL(run->lifted_J + run->let_in_J, 3600, 0.02);
    CHECK_REL(run->let_in_J, 0.1 * 200 * (1800 + 3600), 0.01);
    char *summary = cd_run_summary(run);
    const char *energy = strstr(summary, "\nenergy: ");
    assert_non_null(energy);
    assert_non_null(strstr(energy, "kJ let in by coolers that are off or below no load; balance"));
    assert_non_null(strstr(summary, "y.1 at b (100.1 K) lets in 19.99 W; 71.99 kJ let in over the run"));
    free(summary);
    done(run, cs);
}

/* The warm end of the PT415's map has corners that nobody measured. */
static void extrapolated_corners_are_said(void **unused)
{
    (void)unused;
    cd_case *cs;
    cd_run *run = run_case("[case]\nduration = 1 d\nstop = T(b) < 150 K\n[node a]\nparts = copper(RRR=50) 10 kg\n"
                           "[node b]\nparts = copper(RRR=50) 10 kg\n"
                           "[cooler pt]\nmodel = PT415\nstage1 = a\nstage2 = b\n",
                           0, &cs);
    CHECK_REL(run->corner_share, share_of(run, CD_REGION_EXTRAPOLATED), 1e-12);
    assert_true(run->corner_share > 0.05);
    char *summary = cd_run_summary(run), line[100];
    snprintf(line, sizeof line, "! %.0f %% of the heat was taken out on corners that the map of PT415 extrapolates\n",
             100 * run->corner_share);
    assert_non_null(strstr(summary, line));
    free(summary);
    done(run, cs);
}

/* Whether the summary says that an idle cooler carries no heat. */
static bool says_idle(const char *keys)
{
    char text[300];
    cd_case *cs;
    snprintf(text, sizeof text,
             "[case]\nduration = 1 h\n[node a]\ncapacity = 1000 J/K\n[cooler x]\nlift = 2 W\nstage1 = a\n%s", keys);
    cd_run *run = run_case(text, 0, &cs);
    char *summary = cd_run_summary(run);
    const bool says = strstr(summary, "a cooler that is switched off carries no heat") != NULL;
    free(summary);
    done(run, cs);
    return says;
}

static void an_idle_cooler_without_conductance_is_left_out(void **unused)
{
    (void)unused;
    assert_true(says_idle("stop = 30 min\n"));
    assert_true(says_idle("start = 30 min\n"));
    assert_true(says_idle("stop = 30 min\noff_conductance = 0 W/K\n"));
    assert_false(says_idle("stop = 30 min\noff_conductance = 0.1 W/K\n"));
    assert_false(says_idle(""));
    assert_true(says_idle("[event night]\nwhen = t > 30 min\ndo = stop x\n"));
    assert_false(says_idle("off_conductance = 0.1 W/K\n[event night]\nwhen = t > 30 min\ndo = stop x\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_idle_second_stage_hides_nothing),
        cmocka_unit_test(a_steady_state_beyond_the_chart_is_assumed),
        cmocka_unit_test(what_lies_outside_the_data_is_said),
        cmocka_unit_test(every_model_is_named),
        cmocka_unit_test(what_the_data_allow_is_said),
        cmocka_unit_test(heat_let_in_is_no_negative_lift),
        cmocka_unit_test(extrapolated_corners_are_said),
        cmocka_unit_test(an_idle_cooler_without_conductance_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
