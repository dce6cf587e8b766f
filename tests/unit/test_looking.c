/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_looking - a run is the same to the last bit whether rows, heats or extremes are looked at or not. Massless
 * nodes, whose temperatures are sought from where they were last, and events make that anything but a matter of course.
 */
#include "../run_bench.h"

static const char text[] =
    "[case]\nduration = 30 h\n[node plate]\nparts = copper(RRR=50) 3 kg\n[node coil]\nparts = copper(RRR=50) 8 kg\n"
    "[node vessel]\nfixed = 300 K\n[cooler gm]\nstage1 = plate\nlift = 4 K: 0 W, 10 K: 8 W, 40 K: 30 W, 300 K: 90 W\n"
    "[contact pressed]\nG_ref = 0.4 W/K\nT_ref = 4.2 K\nexponent = 1\n"
    "[conduction strap]\nbetween = coil, plate\nmaterial = copper(RRR=50)\narea = 1 cm^2\nlength = 20 cm\n"
    "contact = pressed\nmass = no\n[radiation heat]\nbetween = vessel, coil\narea = 0.5 m^2\neffective_emissivity = "
    "0.02\n"
    "[load heater]\non = coil\npower = 2 W\nstate = off\n[event warm]\nwhen = T(coil) < 60 K and Q(strap) < 60 W\ndo = "
    "start heater\n"
    "[event done]\nwhen = t > 11 h\ndo = stop heater\n[measure t_cold]\nvalue = time(T(coil) < 25 K)\n%s";

typedef struct {
    double t_cold_s, T_end_K[3];
    long steps, restarts;
} outcome;

static outcome run_with(const char *more, cd_run_options options)
{
    char whole[4096];
    snprintf(whole, sizeof whole, text, more);
    cd_case *cs = read_text(whole, CD_OK);
    cd_run *run;
    options.no_ranking = true;
    assert_int_equal(cd_run_new(cs, &options, &run), CD_OK);
    while (cd_run_step(run) == CD_GOING)
        ;
    assert_int_equal(run->status, CD_OK);
    outcome out = {run->measure[0],
                   {run->T_end_K[0], run->T_end_K[1], run->T_end_K[2]},
                   run->statistics.steps,
                   run->statistics.restarts};
    done(run, cs);
    return out;
}

static void a_look_changes_no_bit(void **unused)
{
    (void)unused;
    const outcome plain = run_with("", (cd_run_options){.no_rows = true, .no_ledger = true});
    const outcome looked[] = {
        run_with("", (cd_run_options){.no_ledger = true}),
        run_with("", (cd_run_options){.no_rows = true}),
        run_with("", (cd_run_options){0}),
        run_with("[output]\nevery = 7 min\n", (cd_run_options){0}),
        run_with("[measure most]\nvalue = max_t(Q(strap))\n[measure mean]\nvalue = mean_t(Q(strap))\n",
                 (cd_run_options){0}),
    };
    assert_true(plain.t_cold_s > 0 && plain.restarts >= 2);
    for (size_t i = 0; i < sizeof looked / sizeof *looked; i++) {
        assert_int_equal(looked[i].steps, plain.steps);
        CHECK_NEAR(looked[i].t_cold_s, plain.t_cold_s, 0);
        for (int k = 0; k < 3; k++)
            CHECK_NEAR(looked[i].T_end_K[k], plain.T_end_K[k], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_look_changes_no_bit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
