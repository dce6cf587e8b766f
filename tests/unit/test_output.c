/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_output - what is written of a run as text: numbers, csv, json, the summary.
 */
#include "output_fixture.h"

#include "../../src/output/format.h"
#include "../../src/output/profile_csv.h"

#include <jansson.h>
#include <string.h>

static void numbers_are_readable(void **state)
{
    (void)state;
    assert_string_equal(cd_si(1234567, "J").s, "1.235 MJ");
    assert_string_equal(cd_si(-0.0123, "W").s, "-12.30 mW");
    assert_string_equal(cd_si(999.96, "W").s, "1.000 kW");
    assert_string_equal(cd_si(999.94, "W").s, "999.9 W");
    assert_string_equal(cd_si(2.5e-6, "W").s, "2.500 µW");
    assert_string_equal(cd_si(0, "W").s, "0 W");
    assert_string_equal(cd_si(3e-17, "W").s, "3e-17 W");
    assert_string_equal(cd_si(NAN, "W").s, "-");
    assert_string_equal(cd_number(4.2).s, "4.200");
    assert_string_equal(cd_number(12345.6).s, "12346");
    assert_string_equal(cd_number(2.1e7).s, "2.1e+07");
    assert_string_equal(cd_time(7200).s, "2.000 h");
    assert_string_equal(cd_time(7199).s, "120.0 min");
    assert_string_equal(cd_time(8.5).s, "8.500 s");
    assert_string_equal(cd_time(NAN).s, "never");
    assert_int_equal(cd_characters("2.5 µW"), 6);
}

static void texts_do_not_follow_the_locale(void **state)
{
    (void)state;
    cd_text text;
    cd_text_begin(&text);
    fprintf(text.out, "%.1f", 2.5);
    char *out = cd_text_end(&text);
    assert_string_equal(out, "2.5");
    cd_text_free(out);
}

static void profile_keeps_twelve_digits(void **state)
{
    fixture *f = *state;
    char out[1024];
    FILE *file = fmemopen(out, sizeof out, "w");
    cd_profile_csv(file, &f->run);
    fclose(file);
    assert_string_equal(out, "time_s,T_plate_K,T_coil_K,T_vessel_K,Q_gm.1_W,Q_strap_W,Q_heater_W\n"
                             "0,300,290,300,40,-2,1.5\n"
                             "3600,250.125,270,300,35,3,1.5\n"
                             "7200,123.456789012,180,300,20,5,1.5\n"
                             "9000,4.2,5,300,2,0.45,1.5\n");
}

static double member(const json_t *json, const char *path)
{
    char copy[128], *rest = copy;
    snprintf(copy, sizeof copy, "%s", path);
    for (char *key; json && (key = strsep(&rest, "/"));)
        json = json_object_get(json, key);
    return json_is_number(json) ? json_number_value(json) : NAN;
}

static void json_says_what_the_run_says(void **state)
{
    fixture *f = *state;
    char *text = cd_run_summary_json(&f->run);
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    CHECK_NEAR(member(json, "measures/t_cold/value"), 8123.5 / 3600, 1e-14); /* one division, 15 digits printed */
    assert_true(json_is_null(json_object_get(json_object_get(json, "measures"), "never")));
    CHECK_NEAR(member(json, "levels/plate/250"), 3601.25, 0);
    assert_true(json_is_null(json_object_get(json_object_get(json_object_get(json, "levels"), "coil"), "77")));
    CHECK_NEAR(member(json, "end/coil"), 5, 0);
    CHECK_NEAR(member(json, "ledger/strap"), 600, 0);
    CHECK_NEAR(member(json, "stored/plate"), -300, 0);
    CHECK_NEAR(member(json, "budget/gm.1/links/strap/into_W"), 0.45, 0);
    CHECK_NEAR(member(json, "budget/gm.1/links/strap/share"), 0.6, 1e-15);
    CHECK_NEAR(member(json, "budget/gm.1/own_share"), 0.3, 1e-15);
    CHECK_NEAR(member(json, "holding_back/goal_s"), 9000, 0);
    assert_int_equal(json_array_size(json_object_get(json_object_get(json, "holding_back"), "ranking")), 2);
    assert_string_equal(json_string_value(json_object_get(json, "status")), "finished");
    assert_string_equal(json_string_value(json_object_get(json_object_get(json, "case"), "title")), f->cs.title);
    json_decref(json);
    cd_text_free(text);
}

static void json_takes_a_path_that_is_not_utf8(void **state)
{
    fixture *f = *state;
    f->cs.path = "/tmp/\xff.ini";
    char *text = cd_run_summary_json(&f->run);
    json_t *json = json_loads(text, 0, NULL);
    assert_string_equal(json_string_value(json_object_get(json_object_get(json, "case"), "path")), "/tmp/?.ini");
    json_decref(json);
    cd_text_free(text);
}

static void without_ledger_there_are_no_heats(void **state)
{
    fixture *f = *state;
    f->run.has_ledger = false;
    f->run.E_J = f->run.stored_J = NULL;
    char *text = cd_run_summary_json(&f->run), *summary = cd_run_summary(&f->run);
    json_t *json = json_loads(text, 0, NULL);
    assert_true(json_is_null(json_object_get(json, "ledger")));
    assert_true(json_is_null(json_object_get(json, "closure")));
    assert_null(strstr(summary, "energy:"));
    json_decref(json);
    cd_text_free(text);
    cd_text_free(summary);
}

static void summary_holds_the_parts(void **state)
{
    fixture *f = *state;
    char *text = cd_run_summary(&f->run);
    static const char *const parts[] = {"an odd \"case\" `touch x`\n",
                                        "stopped at 2.500 h: T(coil) < 5 K",
                                        "250 K",
                                        "77 K",
                                        "1.000",
                                        "2.257",
                                        "2.25653 h",
                                        "0.5000 h sooner (20.0 %)",
                                        "the goal is not reached with it doubled",
                                        "not that the result is accurate",
                                        "- ! k of g10: below 4 K for 60.00 s, as far as 3.500 K",
                                        "0.25 kg of links is neglected"};
    static const char *const absent[] = {"5 K  ", "vessel"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!strstr(text, parts[i]))
            print_error("missing: %s\nin:\n%s", parts[i], text);
        assert_non_null(strstr(text, parts[i]));
    }
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_null(strstr(text, absent[i]));
    cd_text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_readable),
        cmocka_unit_test(texts_do_not_follow_the_locale),
        TEST(profile_keeps_twelve_digits),
        TEST(json_says_what_the_run_says),
        TEST(json_takes_a_path_that_is_not_utf8),
        TEST(without_ledger_there_are_no_heats),
        TEST(summary_holds_the_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
