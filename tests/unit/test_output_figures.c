/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_output_figures - the figures of a run: texts on their way to gnuplot, files that come and go, a measured log
 * beside the curves.
 */
#include "output_fixture.h"

#include "../../src/output/gnuplot.h"
#include "../../src/output/series.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *quoted(const char *text, size_t most)
{
    static char out[256];
    FILE *file = fmemopen(out, sizeof out, "w");
    cd_gnuplot_text(file, text, most);
    fputc('\0', file);
    fclose(file);
    return out;
}

static void gnuplot_gets_single_quotes_only(void **state)
{
    (void)state;
    assert_string_equal(quoted("it's `touch x` \"q\" @m {b}_c \\", 90), "'it’s `touch x` \"q\" @m {b}_c \\'");
    assert_string_equal(quoted("a\nb\tc\x7f\x1b", 90), "'a b c  '");
    assert_string_equal(quoted("''", 90), "'’’'");
    assert_string_equal(quoted("µΩ°abc", 3), "'µΩ°...'");
    assert_string_equal(quoted("", 90), "''");
}

/* gnuplot itself, when it is there, must not run what a title says: the file "x" must not appear anywhere. */
static void titles_are_not_run(void **state)
{
    fixture *f = *state;
    char *message;
    f->cs.title = "`touch x` it's\n!touch x\n\"`touch x`\" @x {/Symbol a} '.system('touch x').'";
    char cwd[512];
    assert_non_null(getcwd(cwd, sizeof cwd));
    assert_int_equal(chdir(f->dir), 0);
    cd_status status = cd_run_write(&f->run, "out", NULL, &message);
    assert_int_equal(chdir(cwd), 0);
    assert_int_equal(status, CD_OK);
    cd_text_free(message);
    assert_int_not_equal(access(in_dir(f, "x"), F_OK), 0);
    assert_int_not_equal(access(in_dir(f, "out/x"), F_OK), 0);
    assert_int_not_equal(access("x", F_OK), 0);
}

static void figures_are_drawn_or_missed(void **state)
{
    fixture *f = *state;
    char *message, *dir = in_dir(f, "fig");
    char *path = strdup(getenv("PATH") ? getenv("PATH") : "");
    assert_int_equal(cd_run_write(&f->run, dir, NULL, &message), CD_OK);
    bool drawn = message == NULL;
    cd_text_free(message);
    if (drawn) /* gnuplot is there: all figures but that of bands (its goal has no levels), two files each */
        assert_int_equal(count_entries(dir), 3 + 14);
    setenv("PATH", "/nowhere", 1);
    assert_int_equal(cd_run_write(&f->run, dir, NULL, &message), CD_OK);
    setenv("PATH", path, 1);
    free(path);
    if (!message || !strstr(message, "gnuplot was not found"))
        print_error("message: %s\n", message ? message : "none");
    assert_non_null(strstr(message, "gnuplot was not found"));
    cd_text_free(message);
    assert_int_equal(count_entries(dir), 3); /* the figures of the earlier run are gone */
}

static void a_single_row_has_no_figures(void **state)
{
    fixture *f = *state;
    char *message;
    f->run.n_rows = 1;
    f->run.t_end_s = 0;
    f->run.steady_only = true;
    assert_int_equal(cd_run_write(&f->run, in_dir(f, "one"), NULL, &message), CD_OK);
    assert_non_null(strstr(message, "no heat capacity"));
    cd_text_free(message);
}

static const char *read_measured(fixture *f, const char *text, cd_series *out, int *like)
{
    static const char *labels[] = {"coil", "T(coil) - T(plate)", "strap"},
                      *texts[] = {"T(coil)", "T(coil) - T(plate)", "Q(strap)"};
    char *path = in_dir(f, "log.csv");
    FILE *file = fopen(path, "w");
    fputs(text, file);
    fclose(file);
    cd_plot plot = {.name = "p", .y_text = texts, .y_label = labels, .n_y = 3, .data_path = path};
    return cd_series_measured(f->arena, &plot, out, like);
}

static void a_measured_log_is_matched(void **state)
{
    fixture *f = *state;
    cd_series log;
    int like[3];
    assert_null(read_measured(
        f, "\xEF\xBB\xBF# logger 7\n\n\"time_h\";Q_strap_W; coil \r\n0;1;300\r\n1.5;;280.5\r\nx;1;2\r\n2;-;", &log,
        like));
    assert_int_equal(log.n, 2);
    assert_int_equal(like[0], 0);
    assert_int_equal(like[1], 2);
    assert_int_equal(log.n_rows, 3);
    CHECK_NEAR(log.t_s[1], 5400, 0);
    CHECK_NEAR(log.y[2], 280.5, 0);
    assert_true(isnan(log.y[3]));
    assert_true(isnan(log.y[5]));
    assert_null(read_measured(f, "time_s,T_coil_K\n12,4.2\n", &log, like));
    CHECK_NEAR(log.t_s[0], 12, 0);
    assert_non_null(strstr(read_measured(f, "time_s,T_vessel_K\n1,2\n", &log, like), "no column for a curve"));
    assert_non_null(strstr(read_measured(f, "", &log, like), "is empty"));
    assert_non_null(strstr(read_measured(f, "time_s,coil\n", &log, like), "no rows"));
    cd_plot missing = {.data_path = "/nowhere/log.csv"};
    assert_non_null(strstr(cd_series_measured(f->arena, &missing, &log, like), "No such file"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gnuplot_gets_single_quotes_only),
        TEST(titles_are_not_run),
        TEST(figures_are_drawn_or_missed),
        TEST(a_single_row_has_no_figures),
        TEST(a_measured_log_is_matched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
