/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_cooler_file - cooler files and the folders they are found in: every mistake in their text with its message. Most
 * files are the PT415's with one text replaced.
 */
#include "cooler_files.h"

static void test_not_a_number(void **state)
{
    test_files *t = *state;
    replace(t, "51.40,  50,   8.65,    5, R", "51.40,  50,   hello,    5, R");
    check_refused(t, t->edited, "hello", NULL);
    assert_int_equal(line_of(t, 0), line_in(t->edited, "hello"));
}

static void test_nan(void **state)
{
    test_files *t = *state;
    replace(t, "51.40,  50,   8.65,    5, R", "nan,  50,   8.65,    5, R");
    check_refused(t, t->edited, "nan", NULL);
}

static void test_number_with_unit(void **state)
{
    test_files *t = *state;
    replace(t, "51.40,  50,   8.65,    5, R", "51.40 W,  50,   8.65,    5, R");
    check_refused(t, t->edited, "", NULL);
    assert_int_equal(line_of(t, 0), line_in(t->edited, "51.40 W"));
}

static void test_cold_below_zero(void **state)
{
    test_files *t = *state;
    replace(t, "51.40,  50,   8.65,    5, R", "51.40,  50,   -8.65,    5, R");
    check_refused(t, t->edited, "temperature \"-8.65\" of column T2 is not above 0 K", NULL);
}

static void test_too_many_values(void **state)
{
    test_files *t = *state;
    replace(t, "51.40,  50,   8.65,    5, R", "51.40,  50,   8.65,    5");
    check_refused(t, t->edited, "node has 4 values, but \"columns\" names 5", NULL);
}

static void test_flags(void **state)
{
    test_files *t = *state;
    replace(t, "51.40,  50,   8.65,    5, R", "51.40,  50,   8.65,    5, S");
    check_refused(t, t->edited, "unrecognized flag \"S\"", "[flags]");
}

static void test_flag_meaning(void **state)
{
    test_files *t = *state;
    replace(t, "R = measured:", "R = mesured:");
    check_refused(t, t->edited, "unrecognized meaning \"mesured\" of a flag", "measured, interpolated or extrapolated");
}

static void test_unit_missing(void **state)
{
    test_files *t = *state;
    replace(t, "columns = T1 K, Q1 W,", "columns = T1, Q1 W,");
    check_refused(t, t->edited, "column \"T1\" needs a unit of temperature", "write \"T1 K\"");
}

static void test_unit_wrong(void **state)
{
    test_files *t = *state;
    replace(t, "columns = T1 K, Q1 W,", "columns = T1 K, Q1 m,");
    check_refused(t, t->edited, "column \"Q1\" needs a unit of power", "write \"Q1 W\"");
}

static void test_column_unknown(void **state)
{
    test_files *t = *state;
    replace(t, "columns = T1 K,", "columns = T_1 K,");
    check_refused(t, t->edited, "unrecognized column \"T_1\"", "T1, Q1, T2, Q2 and flag");
}

static void test_column_missing(void **state)
{
    test_files *t = *state;
    replace(t, "columns = T1 K, Q1 W, T2 K, Q2 W, flag", "columns = T1 K, Q1 W, T2 K, flag");
    check_refused(t, t->edited, "column \"Q2\" is missing", "columns = T1 K, Q1 W, T2 K, Q2 W");
}

static void test_column_twice(void **state)
{
    test_files *t = *state;
    replace(t, "columns = T1 K, Q1 W, T2 K, Q2 W, flag", "columns = T1 K, Q1 W, T1 K, Q2 W, flag");
    check_refused(t, t->edited, "column \"T1\" is given twice", NULL);
}

static void test_no_columns(void **state)
{
    test_files *t = *state;
    replace(t, "columns = T1 K, Q1 W, T2 K, Q2 W, flag", "");
    check_refused(t, t->edited, "missing key \"columns\" in map", "columns = T1 K");
}

static void test_keys(void **state)
{
    test_files *t = *state;
    replace(t, "frequency   =", "freqency   =");
    check_refused(t, t->edited, "unrecognized key \"freqency\" in cooler", "did you mean \"frequency\"?");
}

static void test_key_twice(void **state)
{
    test_files *t = *state;
    replace(t, "stages      = 2", "stages = 2\nstages = 2");
    check_refused(t, t->edited, "key \"stages\" is given twice", NULL);
}

static void test_stages(void **state)
{
    test_files *t = *state;
    replace(t, "stages      = 2", "stages = 3");
    check_refused(t, t->edited, "a cooler has one stage or two", "stages = 1");
}

static void test_no_source(void **state)
{
    test_files *t = *state;
    check_refused(t, "[cooler]\ntitle = x\nstages = 1\n[map]\ncolumns = T1 K, Q1 W\nnode = 4, 1\nnode = 5, 2\n",
                  "missing \"source\" in cooler file", NULL);
}

static void test_sections(void **state)
{
    test_files *t = *state;
    replace(t, "[map]", "[mapp]");
    check_refused(t, t->edited, "unrecognized section \"mapp\" in a cooler file", "did you mean \"map\"?");
    check_refused(t, t->edited, "has no section [map]", NULL);
}

static void test_section_twice(void **state)
{
    test_files *t = *state;
    strcat(t->edited, "\n[map]\n");
    check_refused(t, t->edited, "section \"map\" is given twice", NULL);
}

static void test_one_stage_nodes(void **state)
{
    test_files *t = *state;
    static const char head[] = "[cooler]\ntitle = x\nstages = 1\nsource = y\n[map]\ncolumns = T1 K, Q1 W\n";
    char text[400];
    snprintf(text, sizeof text, "%snode = 30, 1\nnode = 50, 2\nnode = 30, 3\n", head);
    check_refused(t, text, "two nodes at T1 = 30 K", NULL);
    snprintf(text, sizeof text, "%snode = 30, 1\n", head);
    check_refused(t, text, "a map of one stage needs at least two nodes", NULL);
    snprintf(text, sizeof text, "%snode = 50, 20\nnode = 30, 1\nnode = 77.2, 31.5\n", head);
    cooler_fixture *fresh = fixture_new();
    write_text(t, text);
    const cd_cooler *mine = fixture_cooler(fresh, t->folder, "mine");
    double Q_W;
    cd_cooler_lift(mine, (double[]){77.2}, &Q_W, NULL);
    CHECK_NEAR(Q_W, 31.5, 1e-12);
    fixture_free(fresh);
}

static void test_two_stage_columns_in_one(void **state)
{
    test_files *t = *state;
    check_refused(t, "[cooler]\ntitle = x\nstages = 1\nsource = y\n[map]\ncolumns = T1 K, Q1 W, T2 K\nnode = 3, 2, 1\n",
                  "unrecognized column \"T2\"", "columns of one stage");
}

static void test_unknown_model(void **state)
{
    test_files *t = *state;
    const char *const folders[] = {"/nonexistent", COOLER_FOLDER};
    cd_coolers *coolers = cd_coolers_new(&t->fx->rd, folders, 2);
    static const char *const words[] = {"PT451", "../coolers/PT415", "", "QQQQQQQQQQ"};
    for (size_t k = 0; k < 4; k++) {
        const cd_value name = fixture_value(t->fx, words[k]);
        assert_null(cd_cooler_get(coolers, &t->fx->rd, &name));
        const cd_diag *diag = cd_diags_at(t->fx->rd.diags, cd_diags_size(t->fx->rd.diags) - 1);
        assert_non_null(strstr(diag->message, "unrecognized cooler model"));
    }
    assert_string_equal(cd_diags_at(t->fx->rd.diags, 0)->hint, "did you mean \"PT415\"?");
    assert_non_null(strstr(cd_diags_at(t->fx->rd.diags, 3)->hint, "CryoTelGT, CryoTelMT, PT405"));
}

/* Folders are searched in order; a file is read once and listed. */
static void test_registry(void **state)
{
    test_files *t = *state;
    const char *const folders[] = {t->folder, COOLER_FOLDER};
    write_text(t, t->edited);
    cd_coolers *coolers = cd_coolers_new(&t->fx->rd, folders, 2);
    const char *const *names;
    const size_t n = cd_coolers_names(coolers, &names);
    assert_true(n >= 3);
    for (size_t i = 1; i < n; i++)
        assert_true(strcmp(names[i - 1], names[i]) < 0);
    const cd_source *const *sources;
    assert_int_equal(cd_coolers_files(coolers, &sources), 0);
    const cd_value name = fixture_value(t->fx, "mine"), gt = fixture_value(t->fx, "CryoTelGT");
    const cd_cooler *first = cd_cooler_get(coolers, &t->fx->rd, &name);
    assert_non_null(first);
    assert_ptr_equal(cd_cooler_get(coolers, &t->fx->rd, &name), first);
    assert_non_null(cd_cooler_get(coolers, &t->fx->rd, &gt));
    assert_int_equal(cd_coolers_files(coolers, &sources), 2);
    assert_string_equal(sources[0]->path, t->path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_not_a_number),
        CASE(test_nan),
        CASE(test_number_with_unit),
        CASE(test_cold_below_zero),
        CASE(test_too_many_values),
        CASE(test_flags),
        CASE(test_flag_meaning),
        CASE(test_unit_missing),
        CASE(test_unit_wrong),
        CASE(test_column_unknown),
        CASE(test_column_missing),
        CASE(test_column_twice),
        CASE(test_no_columns),
        CASE(test_keys),
        CASE(test_key_twice),
        CASE(test_stages),
        CASE(test_no_source),
        CASE(test_sections),
        CASE(test_section_twice),
        CASE(test_one_stage_nodes),
        CASE(test_two_stage_columns_in_one),
        CASE(test_unknown_model),
        CASE(test_registry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
