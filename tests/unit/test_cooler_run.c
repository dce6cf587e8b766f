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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_idle_second_stage_hides_nothing),
        cmocka_unit_test(a_steady_state_beyond_the_chart_is_assumed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
