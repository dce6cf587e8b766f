/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_cooler_csv - a digitised map as comma-separated values: beside a cooler file, and alone.
 */
#include "cooler_files.h"

static const char good[] = "# read off a chart\n\nT1_K,Q1_W,T2_K,Q2_mW\n30,0,2.5,0\n31,0,4.2,1000\n33,0,9.1,5000\n"
                           "40,20,2.55,0\n42,20,4.3,1010\n45,20,9.7,5000   # a remark\n60,50,2.6,0\n63,50,4.4,1000\n";

/* Writes NAME into the test's folder. */
static const char *write_csv(const test_files *t, const char *text)
{
    const char *path = cd_arena_printf(t->fx->rd.arena, "%s/chart.csv", t->folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static const cd_cooler *read_csv(const test_files *t, const char *text)
{
    const char *path = write_csv(t, text);
    const char *const folders[] = {t->folder};
    cd_coolers *coolers = cd_coolers_new(&t->fx->rd, folders, 1);
    const cd_value name = fixture_value(t->fx, "chart.csv");
    const cd_cooler *cooler = cd_cooler_get_csv(coolers, &t->fx->rd, &name, path);
    const cd_source *const *sources;
    assert_int_equal(cd_coolers_files(coolers, &sources), 1);
    assert_ptr_equal(cd_cooler_get_csv(coolers, &t->fx->rd, &name, path), cooler);
    unlink(path);
    return cooler;
}

static void check_csv_refused(const test_files *t, const char *text, const char *message)
{
    assert_null(read_csv(t, text));
    for (size_t i = 0; i < cd_diags_size(t->fx->rd.diags); i++)
        if (strstr(cd_diags_at(t->fx->rd.diags, i)->message, message))
            return;
    fixture_print(t->fx);
    fail_msg("no diagnostic \"%s\"", message);
}

static void check_lift(const cd_cooler *cooler)
{
    double Q_W[2];
    assert_int_equal(cd_cooler_about(cooler)->n_stages, 2);
    cd_cooler_lift(cooler, (double[]){42, 4.3}, Q_W, NULL);
    CHECK_NEAR(Q_W[0], 20, 0.1);
    CHECK_NEAR(Q_W[1], 1.0033, 0.010); /* the mean of 1, 1.01 and 1 W */
    assert_int_equal(cd_cooler_region(cooler, (double[]){35, 3}), CD_REGION_MAP);
    assert_int_equal(cd_cooler_region(cooler, (double[]){60, 8}), CD_REGION_EXTRAPOLATED); /* its corner is missing */
}

static void test_alone(void **state)
{
    test_files *t = *state;
    const cd_cooler *cooler = read_csv(t, good);
    fixture_print(t->fx);
    assert_non_null(cooler);
    assert_int_equal(cd_diags_size(t->fx->rd.diags), 0);
    check_lift(cooler);
}

/* It assumes nothing by itself; a warm capacity of both stages continues it, and changes no node. */
static void test_warm_capacity(void **state)
{
    test_files *t = *state;
    const cd_cooler *cooler = read_csv(t, good);
    const char *why = NULL;
    double Q_W[2], T_K[2] = {300, 300};
    assert_non_null(cooler);
    assert_true(cd_cooler_ends_cold(cooler) && !cd_cooler_about(cooler)->assumed);
    assert_int_equal(cd_cooler_region(cooler, T_K), CD_REGION_OUTSIDE);
    assert_null(cd_cooler_with_warm_capacity(t->fx->rd.arena, cooler, (double[]){180, NAN}, &why));
    assert_string_equal(why, "its data end at 63 K and 9.7 K without an assumption, so that both stages need one: "
                             "warm_capacity_stage1 and warm_capacity_stage2");
    const cd_cooler *warm = cd_cooler_with_warm_capacity(t->fx->rd.arena, cooler, (double[]){180, 50}, &why);
    assert_non_null(warm);
    check_lift(warm);
    cd_cooler_lift(warm, T_K, Q_W, NULL);
    CHECK_REL(Q_W[0], 180, 0.005);
    CHECK_REL(Q_W[1], 50, 0.005);
    assert_int_equal(cd_cooler_region(warm, T_K), CD_REGION_EXTENDED);
    assert_true(cd_cooler_about(cooler)->assumed == NULL && cd_cooler_about(warm)->assumed != NULL);
}

/* A chart that begins at 100 W and 20 W, a watt per kelvin: its lift vanishes nowhere above 0 K. */
static void test_no_base(void **state)
{
    test_files *t = *state;
    const cd_cooler *cooler = read_csv(t, "T1_K,Q1_W,T2_K,Q2_W\n40,100,10,20\n40,100,20,30\n40,100,30,40\n"
                                          "60,120,10,20\n60,120,20,30\n60,120,30,40\n"
                                          "80,140,10,20\n80,140,20,30\n80,140,30,40\n");
    assert_non_null(cooler);
    assert_true(cd_cooler_about(cooler)->T_base_K[0] == 0 && cd_cooler_about(cooler)->T_base_K[1] == 0);
}

static void test_one_stage(void **state)
{
    test_files *t = *state;
    const cd_cooler *cooler = read_csv(t, "T1_K,Q1_W,flag\r\n30,0,m\r\n60,20,i\r\n90,35,m\r\n");
    double Q_W;
    assert_non_null(cooler);
    assert_int_equal(cd_cooler_about(cooler)->n_stages, 1);
    cd_cooler_lift(cooler, (double[]){60}, &Q_W, NULL);
    CHECK_NEAR(Q_W, 20, 1e-12);
    assert_int_equal(cd_cooler_region(cooler, (double[]){50}), CD_REGION_INTERPOLATED);
}

/* A fall in the warm part is possible: a warning, unless the file says that it is meant. */
static void test_fall_of_one_stage(void **state)
{
    test_files *t = *state;
    assert_non_null(read_csv(t, "T1_K,Q1_W\n30,0\n60,20\n90,19\n"));
    assert_int_equal(cd_diags_size(t->fx->rd.diags), 1);
    assert_string_equal(cd_diags_at(t->fx->rd.diags, 0)->message, "the lift falls at 90 K");
    assert_int_equal(cd_diags_count(t->fx->rd.diags, CD_WARNING), 1);
    static const char meant[] = "[cooler]\ntitle = x\nstages = 1\nsource = y\n[map]\nfalls = %s\n"
                                "columns = T1 K, Q1 W\nnode = 30, 0\nnode = 60, 20\nnode = 90, 19\n";
    char text[300];
    snprintf(text, sizeof text, meant, "yes");
    assert_non_null(try_text(t, text));
    assert_int_equal(cd_diags_size(t->fx->rd.diags), 1);
    snprintf(text, sizeof text, meant, "maybe");
    check_refused(t, text, "unrecognized value of \"falls\"", "falls = yes");
}

static void test_beside_a_file(void **state)
{
    test_files *t = *state;
    const char *path = write_csv(t, good);
    const cd_cooler *cooler = try_text(t, "[cooler]\ntitle = x\nstages = 2\nsource = y\n[map]\ncsv = chart.csv\n");
    fixture_print(t->fx);
    unlink(path);
    assert_non_null(cooler);
    check_lift(cooler);
}

static void test_mistakes_beside_a_file(void **state)
{
    test_files *t = *state;
    static const char head[] = "[cooler]\ntitle = x\nstages = 2\nsource = y\n[map]\n";
    char text[300];
    snprintf(text, sizeof text, "%scsv = ../chart.csv\n", head);
    check_refused(t, text, "\"csv\" leaves the folder", "name a file beside this one");
    snprintf(text, sizeof text, "%scsv = chart.csv\nnode = 3, 4, 5, 6\n", head);
    check_refused(t, text, "[map] has \"csv\" beside nodes of its own", NULL);
    snprintf(text, sizeof text, "%scsv = none.csv\n", head);
    check_refused(t, text, "none.csv", NULL);
}

static void test_mistakes(void **state)
{
    test_files *t = *state;
    check_csv_refused(t, "# nothing\n", "has no line of column names");
    check_csv_refused(t, "T1_K,Q1_W,T2_K\n30,0,2\n", "column \"Q2\" is missing");
    check_csv_refused(t, "T1_K,Q1_W,T2_K,Q2\n30,0,2,0\n", "column \"Q2\" needs a unit of power");
    check_csv_refused(t, "T1_K,Q1_W,T2_W,Q2_W\n30,0,2,0\n", "column \"T2\" needs a unit of temperature");
    check_csv_refused(t, "T1,Q1_W,power\n30,0,2\n", "unrecognized column \"power\"");
    check_csv_refused(t, "T1_K,Q1_W\n30,0\n40,5,6\n", "node has 3 values, but the head of the file names 2");
    check_csv_refused(t, "T1_K,Q1_W\n30,0\n40;5\n", "node has 1 values");
    check_csv_refused(t, "T1_K,Q1_W\n30,0\n40,NaN\n", "NaN");
    check_csv_refused(t, "T1_K,Q1_W\n30,0\n40,-5\n50,-9\n", "a lift below zero: -5 W at 40 K");
    check_csv_refused(t, "T1_K,Q1_W\n30,0\n40,0\n50,9\n", "the lift does not rise from the coldest node, 0 W at 30 K");
    check_csv_refused(t, "T1_K,Q1_W\n30,8\n40,5\n50,9\n", "the lift does not rise from the coldest node, 8 W at 30 K");
    check_csv_refused(t, "T1_K,Q1_W\n30,0\n60,1e300\n", "no cooler lifts 1e+300 W");
    check_csv_refused(t, "T1_K,Q1_W,T2_K,Q2_kW\n30,0,4,2e3\n", "no cooler lifts 2e+06 W");
}

/* Its rows are checked as those of a file, and the line in error is named. */
static void test_fold(void **state)
{
    test_files *t = *state;
    check_csv_refused(
        t,
        "T1_K,Q1_W,T2_K,Q2_W\n30,0,2.5,0\n31,0,4.2,1\n33,0,9.1,5\n40,20,2.55,0\n42,20,2.3,1\n45,20,9.7,5\n"
        "60,50,2.6,0\n63,50,4.4,1\n66,50,9.9,5\n",
        "T2 does not rise with Q2 between Q1 = 0 and 20 W, Q2 = 0 and 1 W");
    assert_int_equal(line_of(t, 0), 2);
    check_csv_refused(
        t,
        "T2_K,Q1_W,T1_K,Q2_W\n30,0,2.5,0\n31,0,4.2,1\n33,0,9.1,5\n40,20,2.55,0\n42,20,4.3,1\n45,20,9.7,5\n"
        "60,50,2.6,0\n63,50,4.4,1\n66,50,9.9,5\n",
        "stage 1 is colder (2.5 K) than stage 2 (30 K)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_alone),
        CASE(test_warm_capacity),
        CASE(test_no_base),
        CASE(test_one_stage),
        CASE(test_fall_of_one_stage),
        CASE(test_beside_a_file),
        CASE(test_mistakes_beside_a_file),
        CASE(test_mistakes),
        CASE(test_fold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
