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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_idle_second_stage_hides_nothing),
        cmocka_unit_test(a_steady_state_beyond_the_chart_is_assumed),
        cmocka_unit_test(what_the_data_allow_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
