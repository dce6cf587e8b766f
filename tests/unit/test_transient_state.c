/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_transient_state - what is kept of a state is dropped when something changes, and one temperature alone is right.
 */
#include "../../src/solve/transient.h"
#include "../run_bench.h"

static const char text[] = "[case]\nduration = 10 h\n[node wall]\nfixed = 4 K\n"
                           "[node a]\nparts = copper(RRR=50) 1 kg\n[node b]\nparts = al6061_t6 2 kg\n"
                           "[conduction strap]\nbetween = wall, a\nmaterial = copper(RRR=50)\narea_over_length = 1 mm\n"
                           "[conduction post]\nbetween = a, b\nmaterial = ss304\narea_over_length = 5 mm\n"
                           "[node c]\nparts = copper(RRR=50) 2 kg\n[conduction glue]\nbetween = a, c\nG = 1e5 W/K\n";

typedef struct {
    cd_case *cs;
    cd_arena *arena;
    cd_network_work *work;
    cd_transient *tr;
    double t_s; /* inside the last step */
} fixture;

static jmp_buf landing;

/* Ten steps into the cooldown. */
static int set_up(void **state)
{
    static fixture f;
    f.cs = read_text(text, CD_OK);
    assert_int_equal(setjmp(landing), 0);
    f.arena = cd_arena_new(&landing);
    f.work = cd_network_work_new(f.arena, f.cs->net);
    cd_transient_options options = {.rtol = 1e-5, .atol_K = 1e-6, .max_steps = 1000, .end_s = 36000};
    f.tr = cd_transient_new(f.work, &options);
    for (int i = 0; i < 10; i++)
        assert_int_equal(cd_transient_step(f.tr, NULL), CD_STEP_OK);
    f.t_s = 0.3 * cd_transient_step_start(f.tr) + 0.7 * cd_transient_time(f.tr);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    cd_transient_free(f->tr);
    cd_arena_free(f->arena);
    cd_case_free(f->cs);
    return 0;
}

static int link_of(const cd_network *net, const char *name)
{
    for (int l = 0; l < net->n_links; l++)
        if (strcmp(net->links[l].name, name) == 0)
            return l;
    return -1;
}

/* Doubling a link after a look doubles its heat at the very same moment and state. */
static void heats_follow_a_change(void **state)
{
    fixture *f = *state;
    int strap = link_of(f->cs->net, "strap"), channel = f->cs->net->links[strap].first_channel;
    assert_int_equal(cd_transient_at(f->tr, f->t_s), 0);
    double Q_W = cd_network_channel(f->work, channel);
    assert_true(fabs(Q_W) > 1e-3);
    cd_network_scale_link(f->work, strap, -1, 2);
    assert_int_equal(cd_transient_at(f->tr, f->t_s), 0);
    CHECK_REL(cd_network_channel(f->work, channel), 2 * Q_W, 1e-12);
    cd_network_scale_link(f->work, strap, -1, 0.5);
    assert_int_equal(cd_transient_need_heats(f->tr), 0); /* without going there again */
    CHECK_REL(cd_network_channel(f->work, channel), Q_W, 1e-12);
}

/* A look elsewhere in between is not mistaken for the moment asked for. */
static void moments_are_told_apart(void **state)
{
    fixture *f = *state;
    assert_int_equal(cd_transient_at(f->tr, f->t_s), 0);
    double T_K = f->work->T_K[1], H_W = f->work->H_W[1];
    assert_int_equal(cd_transient_at(f->tr, cd_transient_time(f->tr)), 0);
    assert_true(f->work->T_K[1] != T_K && f->work->H_W[1] != H_W);
    assert_int_equal(cd_transient_at(f->tr, f->t_s), 0);
    assert_true(f->work->T_K[1] == T_K);
    CHECK_REL(f->work->H_W[1], H_W, 1e-14);
}

/* After a peek only what is asked for is there. */
static void one_temperature_is_enough(void **state)
{
    fixture *f = *state;
    const cd_network *net = f->cs->net;
    assert_int_equal(cd_transient_at(f->tr, cd_transient_time(f->tr)), 0);
    double T_end_K[2] = {f->work->T_K[1], f->work->T_K[2]};
    assert_int_equal(cd_transient_peek(f->tr, f->t_s), 0);
    cd_transient_need_temperature(f->tr, net->nodes[1].state);
    double T_a_K = f->work->T_K[1];
    assert_true(T_a_K != T_end_K[0] && f->work->T_K[2] == T_end_K[1]); /* b: not asked for */
    assert_int_equal(cd_transient_need_temperatures(f->tr), 0);
    assert_true(f->work->T_K[1] == T_a_K && f->work->T_K[2] != T_end_K[1]);
    assert_int_equal(cd_transient_at(f->tr, f->t_s), 0);
    assert_true(f->work->T_K[1] == T_a_K);
}

static double heat_of(const fixture *f, const char *link)
{
    return cd_network_channel(f->work, f->cs->net->links[link_of(f->cs->net, link)].first_channel);
}

/* Without a ledger the heats at the end of a step are taken as they are near it, those of the glue, between nodes that
 * are 1e-4 K apart, as they are there. */
static void heats_near_the_end(void **state)
{
    fixture *f = *state;
    int n_not_there = 0;
    for (int i = 0; i < 40; i++) {
        assert_int_equal(cd_transient_step(f->tr, NULL), CD_STEP_OK);
        double end_s = cd_transient_time(f->tr);
        assert_int_equal(cd_transient_near_end(f->tr, end_s), 0);
        double strap_W = heat_of(f, "strap"), glue_W = heat_of(f, "glue"), T_K[] = {f->work->T_K[1], f->work->T_K[2]};
        assert_int_equal(cd_transient_at(f->tr, end_s), 0);
        CHECK_NEAR(T_K[0], f->work->T_K[1], 0);
        CHECK_NEAR(T_K[1], f->work->T_K[2], 0);
        n_not_there += heat_of(f, "strap") != strap_W;
        CHECK_REL(strap_W, heat_of(f, "strap"), 1e-3);
        CHECK_REL(glue_W, heat_of(f, "glue"), 1e-3);
    }
    assert_true(n_not_there > 20);
}

/* Heats of another moment, or of before a change, are not near the end. */
static void what_is_not_near_the_end(void **state)
{
    fixture *f = *state;
    double end_s = cd_transient_time(f->tr);
    assert_int_equal(cd_transient_at(f->tr, end_s), 0);
    double want_W = heat_of(f, "post");
    assert_int_equal(cd_transient_step(f->tr, NULL), CD_STEP_OK);
    assert_int_equal(cd_transient_at(f->tr, end_s), 0);
    assert_int_equal(cd_transient_near_end(f->tr, cd_transient_time(f->tr)), 0);
    double near_W = heat_of(f, "post");
    assert_true(near_W != want_W);
    assert_int_equal(cd_transient_at(f->tr, cd_transient_time(f->tr)), 0);
    CHECK_REL(near_W, heat_of(f, "post"), 1e-15);
    assert_int_equal(cd_transient_near_end(f->tr, end_s), 0); /* no end */
    CHECK_REL(heat_of(f, "post"), want_W, 1e-15);
    assert_int_equal(cd_transient_step(f->tr, NULL), CD_STEP_OK);
    cd_network_scale_link(f->work, link_of(f->cs->net, "post"), -1, 2);
    assert_int_equal(cd_transient_near_end(f->tr, cd_transient_time(f->tr)), 0);
    double doubled_W = heat_of(f, "post");
    cd_network_scale_link(f->work, link_of(f->cs->net, "post"), -1, 0.5);
    assert_int_equal(cd_transient_at(f->tr, cd_transient_time(f->tr)), 0);
    CHECK_REL(doubled_W, 2 * heat_of(f, "post"), 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(heats_follow_a_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(moments_are_told_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_temperature_is_enough, set_up, tear_down),
        cmocka_unit_test_setup_teardown(heats_near_the_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_near_the_end, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
