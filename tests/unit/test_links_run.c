/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links that change in time, in whole runs: known instants of switches and of pressures are met exactly, and the energy
 * closes.
 */
#include "../run_bench.h"

#include "../../src/link/gas_data.h"

#define BODIES "[node a]\ncapacity = 1000 J/K\nstart = 300 K\n[node b]\ncapacity = 1000 J/K\nstart = 100 K\n"

/* Two bodies of 1 kJ/K over 1 W/K: their difference falls with a time constant of 500 s while the switch is on. */
static void switch_at_known_times(void **state)
{
    (void)state;
    cd_case *cs;
    cd_run *run = run_case("[case]\nduration = 1 h\n" BODIES "[switch s]\nbetween = a, b\non = 1 W/K\nstate = off\n"
                           "close_at = 1000 s, 3000 s\nopen_at = 1250 s\n",
                           1e-8, &cs);
    double dT_K = cd_run_temperature(run, 0) - cd_run_temperature(run, 1); /* on for 250 s and for 600 s */
    CHECK_REL(dT_K, 200 * exp(-850.0 / 500), 1e-6);
    assert_true(cd_run_closure(run) < 1e-8);
    done(run, cs);
}

/* Exchange gas let in for half a minute, thirty hours after the start of a run that has nothing else to do. */
static void puff_of_gas(void **state)
{
    (void)state;
    cd_case *cs;
    cd_run *run = run_case(
        "[case]\nduration = 60 h\n" BODIES "[gas g]\nbetween = a, b\ngas = helium\narea = 1 m^2\naccommodation = 0.5\n"
        "pressure = 0 s: 1e-6 Pa, 30 h: 1e-6 Pa, 108010 s: 10 Pa, 108020 s: 10 Pa, 108030 s: 1e-6 Pa, "
        "60 h: 1e-6 Pa\n",
        1e-8, &cs);
    /* By hand: 10 Pa for 10 s; ln P = ln 1e-6 + x^2 (3 - 2 x) ln 1e7 over 10 s on both sides (slopes 0 at all points);
     * and 1e-6 Pa for the rest. Simpson with 2000 steps. */
    double Pa_s = 10 * 10 + 1e-6 * (216000 - 30), step = 1.0 / 2000;
    for (int i = 0; i < 2000; i++)
        for (int k = 0; k < 3; k++) {
            double x = (i + 0.5 * k) * step, weight = k == 1 ? 4 : 1;
            Pa_s += 2 * 10 * step / 6 * weight * 1e-6 * pow(1e7, x * x * (3 - 2 * x));
        }
    double per_Pa_s = 0.5 * cd_gas_free_molecules(&cd_gases[CD_GAS_HELIUM], 300) / 500;
    CHECK_REL(cd_run_temperature(run, 0) - cd_run_temperature(run, 1), 200 * exp(-per_Pa_s * Pa_s), 1e-6);
    assert_true(cd_run_closure(run) < 1e-8);
    done(run, cs);
}

/* A gas gap between two bodies whose getter is the colder of them: the gap opens by itself, at 40 K to 20 K with
 * hydrogen, and the bodies part. */
static void gap_that_opens_itself(void **state)
{
    (void)state;
    cd_case *cs;
    cd_run *run =
        run_case("[case]\nduration = 60 h\n" BODIES
                 "[switch s]\nbetween = a, b\ntype = gas_gap\ngas = hydrogen\nsensor = b\non = 1 W/K\noff = 1 "
                 "mW/K\n[cooler c]\nstage1 = b\nlift = $( 5 W * (1 - 10 K / T) )\n",
                 1e-8, &cs);
    assert_true(cd_run_temperature(run, 1) < 20 && cd_run_temperature(run, 0) > 20.5);
    assert_true(cd_run_closure(run) < 1e-6);
    done(run, cs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(switch_at_known_times),
        cmocka_unit_test(puff_of_gas),
        cmocka_unit_test(gap_that_opens_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
