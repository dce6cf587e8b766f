/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Losses of a changing field: the two checks of the slab and of the thin cylinder, hysteresis by hand, the slope by
 * rho, and that nothing is lost at rest or when it is off.
 */
#include "../link_bench.h"

static bench b;
static cd_expander ex;

static double power(const char *text, double T_K, double t_s, double *dQ_dT)
{
    double Q_W = NAN, slope = NAN;
    bench_expand(&b, &ex, text);
    assert_int_equal(ex.elements[0].flow(ex.elements[0].params, &T_K, (cd_when){t_s, t_s}, &Q_W, &slope), 0);
    if (dQ_dT)
        *dQ_dT = slope;
    return Q_W;
}

/* P/V = (dB/dt)^2 d^2 / (12 rho): 10 mT/s across 5 mm of 1.7e-10 ohm m give 1.2254902 W/m3. */
static void slab(void **state)
{
    (void)state;
    double slope;
    CHECK_REL(power("[ramp_loss r]\non = A\nlaw = slab\nrate = 10 mT/s\nresistivity = 1.7e-10 ohm m\nvolume = 1 "
                    "m^3\nthickness = 5 mm\n",
                    20, 0, &slope),
              1.2254901960784312, 1e-12);
    CHECK_NEAR(slope, 0, 1e-12);
    /* rho = 2e-9 ohm m at 20 K, as T: the loss falls as 1/T. */
    double P_W = power("[ramp_loss r]\non = A\nlaw = slab\nrate = -5 mT/s\nresistivity = $( 1e-9 ohm m * T / (10 K) "
                       ")\nvolume = 2 L\nthickness = 5 mm\n",
                       20, 0, &slope);
    CHECK_REL(P_W, 25e-6 * 2e-3 * 25e-6 / (12 * 2e-9), 1e-7);
    CHECK_REL(slope, -P_W / 20, 1e-5);
}

/* P = pi r^3 h t (dB/dt)^2 / (2 rho): r 0.2 m, h 0.5 m, t 3 mm, 1e-9 ohm m, 10 mT/s give 1.88495559 W. */
static void cylinder(void **state)
{
    (void)state;
    CHECK_REL(power("[ramp_loss r]\non = A\nlaw = cylinder\nrate = 10 mT/s\nresistivity = 1 nohm m\nradius = 0.2 "
                    "m\nheight = 0.5 m\nwall = 3 mm\n",
                    20, 0, NULL),
              1.884955592153876, 1e-12);
}

/* P = V 2/(3 pi) J_c d_f |dB/dt| = 1e-3 * 0.2122066 * 3e9 * 50e-6 * 2e-3 W. */
static void hysteresis(void **state)
{
    (void)state;
    static const char text[] = "[ramp_loss r]\non = A\nlaw = hysteresis\nrate = 0 s: -2 mT/s, 100 s: 0 T/s\nvolume = 1 "
                               "L\nJ_c = 3e9 A/m^2\nfilament = 50 um\n";
    CHECK_REL(power(text, 4, 50, NULL), 1e-3 * 0.21220659078919 * 3e9 * 50e-6 * 2e-3, 1e-9);
    CHECK_NEAR(power(text, 4, 100, NULL), 0, 0);
    assert_non_null(ex.trust_what);
    CHECK_NEAR(power("[ramp_loss r]\non = A\nlaw = hysteresis\nrate = 1 mT/s\nstate = off\nvolume = 1 L\nJ_c = 3e9 "
                     "A/m^2\nfilament = 50 um\n",
                     4, 50, NULL),
               0, 0);
}

static int open_bench(void **state)
{
    (void)state;
    bench_open(&b);
    return 0;
}

static int close_bench(void **state)
{
    (void)state;
    bench_close(&b);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(slab), cmocka_unit_test(cylinder),
                                       cmocka_unit_test(hysteresis)};
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
