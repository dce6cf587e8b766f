/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links that make nodes of their own, solved in a network as a run does it, against values computed elsewhere.
 */
#include "../network_bench.h"

/* 10 shields of 0.04 between walls of 0.1, 0.02 W/(m^2 K) from shield to shield, and 0.9 * 1.18 W/(m^2 K Pa) of gas at
 * 1e-3 Pa: the published solution. Air at 295.30 K has a coefficient of 1.18; here the accommodation makes up for the
 * gauge at 300 K. */
static void layer_by_layer(void **state)
{
    (void)state;
    /* Worked check M5_layer_by_layer. */
    double J1, J2, hidden_K[10];
    const char *text = "[mli m]\nbetween = a, b\narea = 1 m^2\nlayers = 10\nmodel = layers\nspacer = 0.02 W/(m^2 K)\n"
                       "emissivity = 0.04\nwall_emissivity = 0.1\npressure = 1e-3 Pa\ngas = nitrogen\n"
                       "accommodation = $(0.9 * 1.18 / 1.1904327724423824)\n";
    CHECK_REL(network_flow(text, 300, 77, &J1, &J2, hidden_K, 10), 1.171764610734774, 1e-7);
    CHECK_REL(J1, 0.013163126531035019, 1e-4); /* published from differences */
    CHECK_REL(J2, -0.0005090358820680763, 1e-4);
    assert_true(hidden_K[0] < 300 && hidden_K[0] > hidden_K[4] && hidden_K[4] > hidden_K[9] && hidden_K[9] > 77);
}

/* Radiation alone: N shields of emissivity e between walls of the same are N + 1 equal gaps in series, however they are
 * gathered; with conduction alone as well. */
static void gathered_layers(void **state)
{
    (void)state;
    static const char *const nodes[] = {"nodes = 20\n", "nodes = 3\n", "nodes = 2\n", ""};
    for (int i = 0; i < 4; i++) {
        char text[400];
        double J1, J2;
        snprintf(text, sizeof text,
                 "[mli m]\nbetween = a, b\narea = 1 m^2\nlayers = 20\nmodel = layers\nspacer = 0 "
                 "W/(m^2 K)\nemissivity = 0.05\n%s",
                 nodes[i]);
        CHECK_REL(network_flow(text, 300, 77, &J1, &J2, NULL, 0), 5.670374419e-8 * (8.1e9 - 35153041.0) / 39 / 21,
                  1e-8);
    }
}

/* Greased foil: at nearly equal ends 1/G = t/(A k) + 2/(A h), h = 0.443504724 W/(K cm^2) of grease at 20 K to 2 %; far
 * apart, the heat of the three parts in series is the same. */
static void greased_foil(void **state)
{
    (void)state;
    const char *text = "[layer l]\nbetween = a, b\narea = 10 cm^2\nthickness = 0.2 mm\nconductivity = 0.5 W/(m K)\n"
                       "faces = grease\n";
    double J1, J2, hidden_K[2];
    network_flow(text, 20.001, 20, &J1, &J2, NULL, 0);
    double want = 1 / (0.2e-3 / (10e-4 * 0.5) + 2 / (10 * 0.4435047240514325));
    CHECK_REL(J1, want, 0.01);
    CHECK_REL(J1, -J2, 1e-3);
    double Q_W = network_flow(text, 80, 20, &J1, &J2, hidden_K, 2);
    CHECK_REL(Q_W, 2.5 * (hidden_K[0] - hidden_K[1]), 1e-6);
    assert_true(80 > hidden_K[0] && hidden_K[0] > hidden_K[1] && hidden_K[1] > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layer_by_layer),
        cmocka_unit_test(gathered_layers),
        cmocka_unit_test(greased_foil),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
