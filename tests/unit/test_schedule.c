/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How [schedule] is read: in the order of time, and at one time in the order of the file.
 */
#include "../run_bench.h"

#define BODY "[case]\nduration = 1 h\n[node a]\ncapacity = 100 J/K\n[load heater]\non = a\npower = 1 W\n"

/* Two notes every time, the later times first, and a column of the table in between them. */
static void by_time_then_as_written(void **unused)
{
    (void)unused;
    enum { TIMES = 500 };
    static char text[64000];
    int n = snprintf(text, sizeof text, BODY "[schedule s]\n");
    for (int i = TIMES; i-- > 0;)
        n += snprintf(text + n, sizeof text - (size_t)n, "at = %d s: note \"a%d\", %d s: note \"b%d\"\n", i, i, i, i);
    snprintf(text + n, sizeof text - (size_t)n, "times = 7.5 s, 7 s\nset = heater.power: 2 W, 3 W\n");
    cd_case *cs = read_text(text, CD_OK);
    const cd_rule *rule = &cs->rules[0];
    assert_int_equal(rule->n_actions, 2 * TIMES + 2);
    for (size_t i = 0, k = 0; i < TIMES; i++) {
        char note[32];
        for (int b = 'a'; b <= 'b'; b++, k++) {
            snprintf(note, sizeof note, "%c%zu", b, i);
            CHECK_NEAR(rule->times_s[k], (double)i, 0);
            assert_non_null(strstr(rule->actions[k].text, note));
        }
        if (i != 7)
            continue;
        CHECK_NEAR(rule->times_s[k], 7, 0);
        assert_string_equal(rule->actions[k++].text, "heater.power = 3 W");
        CHECK_NEAR(rule->times_s[k], 7.5, 0);
        assert_string_equal(rule->actions[k++].text, "heater.power = 2 W");
    }
    cd_case_free(cs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_time_then_as_written)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
