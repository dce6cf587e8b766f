/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_output_folder - the result folder: whole or as it was before, and no result of another case is lost.
 */
#include "output_fixture.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static const cd_write_options plain = {.no_plot = true};

/* A file's text, NULL when there is none. */
static char *slurp(fixture *f, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    char *text = cd_arena_alloc(f->arena, 1, 65536);
    size_t n = fread(text, 1, 65535, file);
    text[n] = '\0';
    fclose(file);
    return text;
}

static void the_folder_is_whole(void **state)
{
    fixture *f = *state;
    char *message, *dir = in_dir(f, "deep");
    assert_int_equal(cd_run_may_write(&f->cs, dir, &plain, &message), CD_OK);
    assert_null(message);
    assert_int_not_equal(access(dir, F_OK), 0); /* asking makes nothing */
    assert_int_equal(cd_run_write(&f->run, dir, &plain, &message), CD_OK);
    assert_null(message);
    assert_int_equal(count_entries(dir), 3);
    assert_non_null(slurp(f, in_dir(f, "deep/profile.csv")));
    assert_string_equal(slurp(f, in_dir(f, "deep/case.resolved.ini")), "[case]\n");
    char *json = cd_run_summary_json(&f->run);
    assert_string_equal(slurp(f, in_dir(f, "deep/summary.json")), json);
    cd_text_free(json);
    assert_int_equal(cd_run_write(&f->run, dir, &plain, &message), CD_OK); /* again, over itself */
    assert_int_equal(count_entries(dir), 3);
}

static void refuses(fixture *f, const char *words)
{
    char *message = NULL;
    assert_int_equal(cd_run_may_write(&f->cs, f->dir, &plain, &message), CD_FILE);
    assert_non_null(strstr(message, words));
    cd_text_free(message);
    assert_int_equal(cd_run_write(&f->run, f->dir, &plain, &message), CD_FILE);
    cd_text_free(message);
    cd_write_options force = {.no_plot = true, .force = true};
    assert_int_equal(cd_run_may_write(&f->cs, f->dir, &force, &message), CD_OK);
}

static void another_result_is_kept(void **state)
{
    fixture *f = *state;
    char *message, *other = in_dir(f, "other.ini");
    assert_int_equal(cd_run_write(&f->run, f->dir, &plain, &message), CD_OK);
    f->cs.stem = "even";
    refuses(f, "holds the result of another case");
    f->cs.stem = "odd";
    assert_int_equal(cd_run_may_write(&f->cs, f->dir, &plain, &message), CD_OK);
    fclose(fopen(other, "w"));
    f->cs.path = other; /* the same name in another folder: the first case is still there */
    refuses(f, "odd.ini");
    unlink(f->case_path); /* it was moved */
    assert_int_equal(cd_run_may_write(&f->cs, f->dir, &plain, &message), CD_OK);
}

static void a_strange_summary_is_kept(void **state)
{
    fixture *f = *state;
    FILE *file = fopen(in_dir(f, "summary.json"), "w");
    fputs("{\"budget\": 12, \"case\": \"quarterly\"}", file);
    fclose(file);
    refuses(f, "a summary.json that is not of this case");
}

static void obstacles_are_named(void **state)
{
    fixture *f = *state;
    char *message;
    const char *below = cd_arena_printf(f->arena, "%s/sub/dir", f->case_path);
    assert_int_equal(cd_run_may_write(&f->cs, below, &plain, &message), CD_FILE);
    assert_non_null(strstr(message, "Not a directory"));
    cd_text_free(message);
    assert_int_equal(cd_run_write(&f->run, f->case_path, &plain, &message), CD_FILE);
    assert_non_null(strstr(message, "is not a folder"));
    cd_text_free(message);
    assert_int_equal(cd_run_write(&f->run, "/proc/no/such", &plain, &message), CD_FILE);
    assert_non_null(strstr(message, "/proc"));
    cd_text_free(message);
}

/* A disk that is full after 200 bytes leaves the earlier result as it was, and nothing else behind. */
static void a_full_disk_changes_nothing(void **state)
{
    fixture *f = *state;
    char *message, *dir = in_dir(f, "full");
    assert_int_equal(cd_run_write(&f->run, dir, &plain, &message), CD_OK);
    char *before = slurp(f, in_dir(f, "full/profile.csv"));
    f->rows[1] = 299;
    struct rlimit limit, small;
    getrlimit(RLIMIT_FSIZE, &limit);
    small = (struct rlimit){200, limit.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    cd_status status = cd_run_write(&f->run, dir, &plain, &message);
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, CD_FILE);
    assert_non_null(strstr(message, "File too large"));
    assert_non_null(strstr(message, "full/"));
    cd_text_free(message);
    assert_string_equal(slurp(f, in_dir(f, "full/profile.csv")), before);
    assert_int_equal(count_entries(dir), 3);
}

static void an_unfinished_run_is_not_written(void **state)
{
    fixture *f = *state;
    char *message;
    f->run.status = CD_GOING;
    assert_int_equal(cd_run_write(&f->run, in_dir(f, "none"), &plain, &message), CD_FILE);
    assert_non_null(strstr(message, "has not finished"));
    cd_text_free(message);
    assert_int_not_equal(access(in_dir(f, "none"), F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_folder_is_whole), TEST(another_result_is_kept),      TEST(a_strange_summary_is_kept),
        TEST(obstacles_are_named), TEST(a_full_disk_changes_nothing), TEST(an_unfinished_run_is_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
