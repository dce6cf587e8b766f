/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What --verify says of a run whose error is known, tables that are twice as fine, and tolerances of single nodes.
 */
#include "../run_bench.h"

/* T = 10 K + 290 K exp(-t / 8000 s) */
static const char lump[] =
    "[case]\nduration = 1 d\n[node lump]\ncapacity = 4000 J/K\n%s[cooler gm]\nstage1 = lump\nlift = "
    "$(0.5 W/K * (T - 10 K))\n[measure t77]\nvalue = time(T(lump) < 77 K)\n[measure never]\nvalue = time(T(lump) < 4 "
    "K)\n";

static cd_case *lump_case(const char *keys)
{
    char text[2000];
    snprintf(text, sizeof text, lump, keys);
    return read_text(text, CD_OK);
}

static cd_run *run_of(const cd_case *cs, cd_run_options options)
{
    cd_run *run;
    assert_int_equal(cd_run_new(cs, &options, &run), CD_OK);
    while (cd_run_step(run) == CD_GOING)
        ;
    assert_int_equal(run->status, CD_OK);
    return run;
}

static double error_of(const cd_run *run)
{
    return cd_run_measure(run, "t77") - 8000 * log(290 / 67.0);
}

/* cd_run_verify reads the file again. */
static void the_difference_is_the_error(void **unused)
{
    (void)unused;
    char path[] = "/tmp/cd_verify_XXXXXX", text[2000];
    snprintf(text, sizeof text, lump, "");
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0);
    cd_case *cs;
    assert_int_equal(cd_case_read(path, NULL, &cs), CD_OK);
    cd_run *run = run_of(cs, (cd_run_options){.rtol = 1e-4});
    assert_true(isnan(cd_run_moved_by_tolerance(run, "t77")));
    assert_int_equal(cd_run_verify(run, NULL), CD_OK);
    double error_s = error_of(run);
    assert_true(fabs(error_s) > 0.02); /* or there is nothing to see */
    CHECK_REL(-cd_run_moved_by_tolerance(run, "t77"), error_s, 0.1);
    CHECK_NEAR(cd_run_moved_by_tables(run, "t77"), 0, 1e-5); /* a constant needs no table */
    CHECK_REL(run->verify_rtol, 1e-6, 1e-12);
    assert_true(isnan(cd_run_moved_by_tolerance(run, "never")) && isnan(cd_run_moved_by_tables(run, "never")));
    unlink(path);
    assert_int_equal(cd_run_verify(run, NULL), CD_FAILED);
    assert_non_null(run->verify_note);
    done(run, cs);
}

/* All tolerances, those that the case gives too. */
static void tighten_reaches_all_tolerances(void **unused)
{
    (void)unused;
    cd_case *cs = lump_case("rtol = 0.1 %\natol = 20 mK\n");
    cd_run *loose = run_of(cs, (cd_run_options){.rtol = 1e-9});
    cd_run *tight = run_of(cs, (cd_run_options){.rtol = 1e-9, .tighten = 1e-5});
    assert_true(fabs(error_of(loose)) > 100 * fabs(error_of(tight)));
    assert_true(tight->statistics.steps > 3 * loose->statistics.steps);
    cd_run_free(loose);
    done(tight, cs);
}

/* A node with a looser tolerance takes the steps that it would take with the run's set so, and the other way round. */
static void a_node_has_its_own_tolerance(void **unused)
{
    (void)unused;
    cd_case *plain = lump_case(""), *loose = lump_case("rtol = 0.1 %\natol = 0.1 mK\n");
    cd_run *at_1e3 = run_of(plain, (cd_run_options){.rtol = 1e-3});
    cd_run *own = run_of(loose, (cd_run_options){.rtol = 1e-8});
    assert_int_equal(own->statistics.steps, at_1e3->statistics.steps);
    CHECK_REL(cd_run_measure(own, "t77"), cd_run_measure(at_1e3, "t77"), 1e-12);
    done(at_1e3, plain);
    done(own, loose);
}

static void count(const cd_curve *curve, const cd_curve *fine)
{
    assert_int_equal(fine->n_pieces, 2 * curve->n_pieces);
}

/* Materials, a table of the case, a composite, the sum of the parts of a node: all of them. */
static void every_curve_is_twice_as_fine(void **unused)
{
    (void)unused;
    char path[] = "/tmp/cd_verify_XXXXXX";
    const char *text =
        "[case]\nduration = 1 d\n[node a]\nparts = copper(RRR=50) 2 kg\n[node b]\nparts = nbti_cu_4(RRR=100) 1 "
        "kg, al6061_t6 1 kg\n[node c]\ncapacity = 4 K: 0.1 J/K, 77 K: 500 J/K, 300 K: 900 J/K\n"
        "[conduction ab]\nbetween = a, b\nG = 1 W/K\n[conduction bc]\nbetween = b, c\nG = 1 W/K\n"
        "[cooler gm]\nmodel = PT415\nstage1 = a\nstage2 = b\n";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0);
    cd_case *cs, *fine;
    assert_int_equal(cd_case_read(path, NULL, &cs), CD_OK);
    assert_int_equal(cd_case_read(path, &(cd_read_options){.fine_tables = true}, &fine), CD_OK);
    for (int i = 0; i < 3; i++)
        count(cs->net->nodes[i].capacity, fine->net->nodes[i].capacity);
    /* The map: not the same between the nodes, nearly so. */
    const double T_K[] = {41.3, 4.4};
    double Q_W[2], fine_W[2];
    cd_cooler_lift(cs->net->audit_coolers[0].cooler, T_K, Q_W, NULL);
    cd_cooler_lift(fine->net->audit_coolers[0].cooler, T_K, fine_W, NULL);
    assert_true(Q_W[0] != fine_W[0] && Q_W[1] != fine_W[1]);
    CHECK_REL(fine_W[0], Q_W[0], 0.01);
    CHECK_REL(fine_W[1], Q_W[1], 0.01);
    unlink(path);
    cd_case_free(cs);
    cd_case_free(fine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_difference_is_the_error), cmocka_unit_test(tighten_reaches_all_tolerances),
        cmocka_unit_test(a_node_has_its_own_tolerance), cmocka_unit_test(every_curve_is_twice_as_fine)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
