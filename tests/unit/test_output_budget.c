/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_output_budget - what is worked out from a run: who takes what a cooler lifts, and the shortest times that its
 * cooler allows.
 */
#include "output_fixture.h"

#include "../../src/output/bound.h"
#include "../../src/output/budget.h"

static void budget_adds_up(void **state)
{
    fixture *f = *state;
    cd_budget_stage *stage;
    assert_int_equal(cd_budget(f->arena, &f->run, &stage), 1);
    assert_string_equal(stage->name, "gm.1");
    assert_int_equal(stage->n_flows, 2);
    assert_string_equal(stage->flow[0].name, "heater"); /* 1.5 W before 0.45 W */
    CHECK_NEAR(stage->lift_W, 2, 0);
    CHECK_NEAR(stage->own_W, 2 - 1.5 - 0.45, 1e-15);
    CHECK_NEAR(stage->own_J, 300, 0);
    CHECK_NEAR(stage->flow[0].into_J + stage->flow[1].into_J + stage->own_J, stage->lifted_J, 1e-12);
}

/* Two coolers on one node: shares refer to what both lift. */
static void two_coolers_share_a_node(void **state)
{
    fixture *f = *state;
    f->links[HEATER].kind = &cooler_kind;
    f->channels[2] = (cd_heat_channel){.name = "heater.1", .link = HEATER, .sign = -1};
    cd_budget_stage *stage;
    assert_int_equal(cd_budget(f->arena, &f->run, &stage), 2);
    CHECK_NEAR(stage[0].all_J, 1100, 0);
    CHECK_NEAR(stage[1].all_J, 1100, 0);
    assert_string_equal(stage[0].flow[0].name, "heater.1");
    CHECK_NEAR(stage[0].flow[0].into_W, -1.5, 0);
    assert_true(stage[0].flow[0].is_cooler);
}

/* Constant C and a lift a + b T: t = C ln((a + b T0) / (a + b T)) / b. 1 % slices by the midpoint rule are good to
 * (0.01)^2 / 24 = 4e-6; the one slice in which the coil joins in has its heat off its middle, up to 0.5 % of the 3 %
 * that one slice is of the shortest time here: 1.5e-4. */
static void bound_meets_the_closed_form(void **state)
{
    fixture *f = *state;
    const double level_K[] = {250, 77, 5};
    double t_s[3];
    f->links[STRAP].n_elements = f->links[HEATER].n_elements = 0;
    for (int k = 0; k < 2; k++) {
        f->lift[0] = k ? 3.7 : 37.1;
        f->lift[1] = k ? 0.21 : 1e-12;
        cd_bound_ideal_times(f->arena, &f->cs, level_K, 3, t_s);
        for (int i = 0; i < 3; i++) {
            double first_s = log((f->lift[0] + f->lift[1] * 300) / (f->lift[0] + f->lift[1] * 290)) / f->lift[1];
            double rest_s = log((f->lift[0] + f->lift[1] * 290) / (f->lift[0] + f->lift[1] * level_K[i])) / f->lift[1];
            double want_s = k ? 2385 * first_s + 3 * 2385 * rest_s : (2385 * 10 + 3 * 2385 * (290 - level_K[i])) / 37.1;
            CHECK_REL(t_s[i], want_s, 1.5e-4);
        }
        CHECK_REL(cd_bound_largest_power(&f->net, NULL, 0, f->cs.duration_s), f->lift[0] + f->lift[1] * 300, 1e-12);
    }
    CHECK_REL(cd_bound_energy(&f->net, 77), 2385 * 223 + 2 * 2385 * 213, 1e-9);
    f->lift[0] = f->lift[1] = 0;
    cd_bound_ideal_times(f->arena, &f->cs, level_K, 3, t_s);
    assert_true(isinf(t_s[2]));
    assert_int_equal(cd_bound_spoiled_by(&f->net), -1);
    f->nodes[VESSEL].T_start_K = 77;
    assert_int_equal(cd_bound_spoiled_by(&f->net), VESSEL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(budget_adds_up),
        TEST(two_coolers_share_a_node),
        TEST(bound_meets_the_closed_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
