/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain values with units and ranges of parameters: what is read, what is refused and where.
 */
#include "expr_fixture.h"

static void test_quantities(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        cd_quantity quantity;
        double value;
    } rows[] = {
        {"120 mm", CD_LENGTH, 0.12},
        {"  120mm ", CD_LENGTH, 0.12},
        {"120\u00a0mm", CD_LENGTH, 0.12}, /* a no-break blank */
        {"-3 W", CD_POWER, -3},
        {"- 3 W", CD_POWER, -3},
        {"+3 W", CD_POWER, 3},
        {"$l", CD_LENGTH, 0.15},
        {"-$l", CD_LENGTH, -0.15},
        {"$( 2 * $l + 3 cm )", CD_LENGTH, 0.33},
        {"-$( 2 * $l )", CD_LENGTH, -0.3},
        {"$(sqrt(2) * sqrt(2) * 1 mm)", CD_LENGTH, 0.002},
        {"4", CD_NUMBER, 4},
        {"50 %", CD_NUMBER, 0.5},
        {"$n", CD_NUMBER, 4},
        {"20 degC", CD_TEMPERATURE, 293.15},
        {"-20 °C", CD_TEMPERATURE, 253.15},
        {"$room", CD_TEMPERATURE, 293.15},
        {"$($room - $rise)", CD_TEMPERATURE, 278.15},
        {"5 K", CD_TEMPERATURE_DIFFERENCE, 5},
        {"-5 K", CD_TEMPERATURE_DIFFERENCE, -5},
        {"$rise", CD_TEMPERATURE_DIFFERENCE, 15},
        {"9 degR", CD_TEMPERATURE_DIFFERENCE, 5},
        {"10 K/h", CD_HEATING_RATE, 10.0 / 3600},
        {"3 1/s", CD_RATE, 3},
        {"2.5 N m", CD_TORQUE, 2.5},
        {"390 W/(m K)", CD_CONDUCTIVITY, 390},
        {"12 inch", CD_LENGTH, 0.3048},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cd_value value = fresh(f, rows[i].text);
        double got = NAN;
        if (!cd_read_quantity(&f->rd, &value, rows[i].quantity, &got) || cd_diags_size(f->diags) > 0)
            show(f, rows[i].text);
        CHECK_REL(got, rows[i].value, ROUNDING);
    }
    fixture_free(f);
}

static unsigned draw(uint64_t *seed, unsigned below)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((*seed >> 33) % below);
}

/* Up to 20 digits with a point somewhere, after zeros or none, and an exponent or none. */
static void random_number(uint64_t *seed, char *text)
{
    static const char *const sign[] = {"", "+", "-"};
    const unsigned n_digits = 1 + draw(seed, 20), zeros = draw(seed, 8);
    unsigned point = draw(seed, 24);
    size_t n = 0;
    if (zeros == 7) { /* "0.000000000000000000123" */
        n = (size_t)sprintf(text, "0.%0*d", 1 + (int)draw(seed, 130), 0);
        point = n_digits;
    }
    for (unsigned i = 0; i < n_digits; i++) {
        if (i == point && i > 0)
            text[n++] = '.';
        text[n++] = (char)('0' + (zeros == 6 && i < 3 ? 0 : draw(seed, 10)));
    }
    text[n] = '\0';
    if (draw(seed, 2))
        sprintf(text + n, "%c%s%0*u", draw(seed, 2) ? 'e' : 'E', sign[draw(seed, 3)], 1 + (int)draw(seed, 3),
                draw(seed, 4) ? draw(seed, 30) : draw(seed, 250));
}

/* A number is the double nearest to its text, as strtod has it. */
static void test_numbers_are_the_nearest(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint64_t seed = 2385;
    for (int i = 0; i < 20000; i++) {
        char text[256];
        random_number(&seed, text);
        double want = strtod(text, NULL), got = NAN;
        if (want == 0 || isinf(want)) /* too small or too large, which is refused */
            continue;
        cd_value value = fresh(f, text);
        bool good = cd_read_quantity(&f->rd, &value, CD_NUMBER, &got);
        if (!good || got != want)
            print_error("%s: got %.17g, not %.17g\n", text, got, want);
        assert_true(good && got == want);
    }
    char large[256];
    double got;
    sprintf(large, "0.%0*de1234", 120, 1); /* 1e1114 */
    cd_value value = fresh(f, large);
    assert_false(cd_read_quantity(&f->rd, &value, CD_NUMBER, &got));
    fixture_free(f);
}

static void test_bad_quantities(void **state)
{
    (void)state;
    static const struct {
        bad_text bad;
        cd_quantity quantity;
    } rows[] = {
        {{"", 1, "a value is missing", "a length such as \"120 mm\""}, CD_LENGTH},
        {{"3", 1, "\"3\" needs a unit", "a length such as \"120 mm\""}, CD_LENGTH},
        {{"0", 1, "\"0\" needs a unit", "an area such as \"4 cm^2\""}, CD_AREA},
        {{"3 kg", 1, "\"3 kg\" is a mass (kg), but a length is wanted", "\"120 mm\""}, CD_LENGTH},
        {{"3 J", 1, "\"3 J\" is an energy (J), but a power", "\"20 mW\""}, CD_POWER},
        {{"3 mm", 1, "is a length (m), but a pure number is wanted", "pure number such as \"0.5\""}, CD_NUMBER},
        {{"$n", 1, "\"$n\" is a pure number, but a length", "\"120 mm\""}, CD_LENGTH},
        {{"3 kg^2", 1, "\"3 kg^2\" is in kg^2, but a mass", "\"8 kg\""}, CD_MASS},
        {{"2 * 3 mm", 3, "unexpected \"* 3 mm\" after \"2\"", "$(2 * 3 mm)"}, CD_LENGTH},
        {{"3 mm + 2 mm", 6, "unexpected \"+ 2 mm\" after \"3 mm\"", "$(3 mm + 2 mm)"}, CD_LENGTH},
        {{"2 h 30 min", 5, "unexpected \"30 min\"", "one number"}, CD_TIME},
        {{"1.5 10^3 m", 5, "unexpected \"10^3 m\"", "one number"}, CD_LENGTH},
        {{"$l mm", 4, "unexpected \"mm\" after \"$l\"", "carries its unit"}, CD_LENGTH},
        {{"$(2 * $l) mm", 11, "unexpected \"mm\"", "carries its unit"}, CD_LENGTH},
        {{"3 mm, 4 mm", 5, "unexpected \", 4 mm\"", "single"}, CD_LENGTH},
        {{"3 mm .. 4 mm", 6, "unexpected \".. 4 mm\"", "range"}, CD_LENGTH},
        {{"1..2", 2, "unexpected \"..2\"", "range"}, CD_NUMBER},
        {{"n", 1, "\"n\" is not a number with a unit", "$name"}, CD_NUMBER},
        {{"five mm", 1, "is not a number with a unit", "$( ... )"}, CD_LENGTH},
        {{"nan", 1, "\"nan\" is not a number", "number"}, CD_NUMBER},
        {{"inf K", 1, "\"inf K\" is not a number", "number"}, CD_TEMPERATURE},
        {{"1,5 mm", 1, "\"1,5\" has a comma", "1.5"}, CD_LENGTH},
        {{"1e400", 1, "too large", "1e300"}, CD_NUMBER},
        {{"0x10", 1, "not a decimal", "16"}, CD_NUMBER},
        {{"3 thick", 3, "unrecognized unit \"thick\"", "udunits2"}, CD_LENGTH},
        {{"3 m^0.5", 4, "\"^0.5\"", "whole"}, CD_LENGTH},
        {{"3 C", 3, "\"C\"", "degC"}, CD_TEMPERATURE},
        {{"$", 1, "needs the name", "$name"}, CD_LENGTH},
        {{"$(3 mm", 6, "ends too early", "\")\""}, CD_LENGTH},
        {{"$(3 < 4)", 1, "is a condition, not a quantity", "if("}, CD_NUMBER},
        {{"$(T(a))", 3, "T() has no meaning here", NULL}, CD_TEMPERATURE},
        {{"$(t)", 1, "is a pure number", "\"2 h\""}, CD_TIME}, /* the parameter t, not the time */
        {{"5 degC", 1, "\"5 degC\" is a temperature", "temperature difference such as \"5 K\""},
         CD_TEMPERATURE_DIFFERENCE},
        {{"$rise", 1, "temperature difference (K), but a temperature", "\"77 K\""}, CD_TEMPERATURE},
        {{"-5 K", 1, "below absolute zero", "zero"}, CD_TEMPERATURE},
        {{"-300 degC", 1, "\"-300 degC\" lies below absolute zero", "-273.15"}, CD_TEMPERATURE},
        {{"é", 1, "\"é\" is not a number", "number"}, CD_LENGTH},
        {{"µm é 3", 1, "is not a number", "number"}, CD_LENGTH},
        {{"3 µm é", 6, "unexpected \"é\" after \"3 µm\"", "one number"}, CD_LENGTH}, /* columns are characters */
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cd_value value = fresh(f, rows[i].bad.text);
        double got = 2385;
        check_error(f, &rows[i].bad, cd_read_quantity(&f->rd, &value, rows[i].quantity, &got));
        assert_true(got == 2385);
    }
    fixture_free(f);
}

static void test_any_quantity(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    double got;
    cd_type type;
    cd_value value = fresh(f, "$room");
    assert_true(cd_read_any_quantity(&f->rd, &value, &got, &type));
    CHECK_REL(got, 293.15, ROUNDING);
    assert_int_equal(type.temp, CD_TEMP_POINT);
    value = fresh(f, "2 W/m K");
    assert_true(cd_read_any_quantity(&f->rd, &value, &got, &type));
    assert_int_equal(cd_diags_count(f->diags, CD_WARNING), 1);
    value = fresh(f, "5 apples");
    assert_false(cd_read_any_quantity(&f->rd, &value, &got, &type));
    value = fresh(f, "");
    assert_false(cd_read_any_quantity(&f->rd, &value, &got, &type));
    fixture_free(f);
}

static void test_ranges(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        cd_quantity quantity;
        cd_range want;
    } rows[] = {
        {"1 .. 12", CD_NUMBER, {1, 12, 0, 0, false}},
        {"1..12 step 0.5", CD_NUMBER, {1, 12, 0.5, 0, false}},
        {"80 mm .. 300 mm in 12", CD_LENGTH, {0.08, 0.3, 0, 12, false}},
        {"1 in .. 10 in", CD_LENGTH, {0.0254, 0.254, 0, 0, false}},
        {"1 in .. 10 in in 4", CD_LENGTH, {0.0254, 0.254, 0, 4, false}},
        {"1 mm .. 1 m log in 7", CD_LENGTH, {0.001, 1, 0, 7, true}},
        {"1 mm .. 1 m in 7 log", CD_LENGTH, {0.001, 1, 0, 7, true}},
        {"$l .. $(2 * $l) in $n", CD_LENGTH, {0.15, 0.3, 0, 4, false}},
        {"-3 W .. -1 W step 0.1 W", CD_POWER, {-3, -1, 0.1, 0, false}},
        {"10 degC .. 30 degC step 5 K", CD_TEMPERATURE, {283.15, 303.15, 5, 0, false}},
        {"$(log(2)) .. $(log10(100))", CD_NUMBER, {0.6931471805599453, 2, 0, 0, false}},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cd_value value = fresh(f, rows[i].text);
        cd_range got, want = rows[i].want;
        cd_type type = {cd_quantities[rows[i].quantity].dim, CD_TEMP_ANY, false};
        if (!cd_read_range(&f->rd, &value, type, &got)) {
            show(f, rows[i].text);
            fail();
        }
        CHECK_REL(got.from, want.from, ROUNDING);
        CHECK_REL(got.to, want.to, ROUNDING);
        CHECK_REL(got.step, want.step, ROUNDING);
        assert_int_equal(got.count, want.count);
        assert_int_equal(got.log, want.log);
    }
    fixture_free(f);
}

static void test_bad_ranges(void **state)
{
    (void)state;
    static const bad_text rows[] = {
        {"1 mm", 1, "needs two values", "a .. b"},
        {"", 1, "needs two values", "a .. b"},
        {"in 4 .. 5", 1, "needs two values", "a .. b"},
        {"1 mm ..", 8, "a value is missing", "number"},
        {".. 3 mm", 1, "a value is missing", "number"},
        {"5 mm .. 1 mm", 1, "does not rise", "smaller value first"},
        {"5 mm .. 5 mm", 1, "does not rise", "smaller value first"},
        {"1 mm .. 5 kg", 9, "\"5 kg\" is a mass (kg), but the parameter is a length (m)", "m"},
        {"1 .. 5 mm", 1, "\"1\" is a pure number", "m"},
        {"1 mm .. 5 mm step 9 mm", 19, "larger than the range", "smaller"},
        {"1 mm .. 5 mm step 0 mm", 19, "must be positive", "above zero"},
        {"1 mm .. 5 mm step 1 pm", 19, "more than 1000000 values", "larger"},
        {"1 mm .. 5 mm step 1 s", 19, "is a time (s)", "m"},
        {"1 mm .. 5 mm step 1 mm in 4", 1, "a step, a count or neither", "either"},
        {"1 mm .. 5 mm in 2.5", 17, "whole number", "in 12"},
        {"1 mm .. 5 mm in 1", 17, "whole number", "in 12"},
        {"1 mm .. 5 mm in 4 m", 17, "is a length (m)", "none"},
        {"1 mm .. 5 mm log", 1, "belongs right before \"in\"", "log in 12"},
        {"1 mm .. 5 mm log 3 in 4", 1, "belongs right before \"in\"", "log in 12"},
        {"0 m .. 5 mm log in 4", 1, "must be positive", "above zero"},
        {"1 mm .. 3 mm .. 5 mm", 14, "unexpected \".. 5 mm\"", "range"},
        {"1 mm .. 5 zorks", 11, "unrecognized unit \"zorks\"", "udunits2"},
    };
    fixture *f = fixture_new();
    cd_range range;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cd_value value = fresh(f, rows[i].text);
        check_error(f, &rows[i], cd_read_range(&f->rd, &value, cd_expr_type(read_expr(f, NULL, "1 m")), &range));
    }
    fixture_free(f);
}

static void test_range_of_differences(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    const cd_type difference = {cd_quantities[CD_TEMPERATURE].dim, CD_TEMP_DIFFERENCE, false};
    const cd_type point = {cd_quantities[CD_TEMPERATURE].dim, CD_TEMP_POINT, false};
    cd_range range;
    cd_value value = fresh(f, "1 degC .. 5 K");
    assert_false(cd_read_range(&f->rd, &value, difference, &range));
    value = fresh(f, "10 degC .. 30 degC step 5 degC");
    assert_false(cd_read_range(&f->rd, &value, point, &range));
    assert_non_null(strstr(cd_diags_at(f->diags, 0)->message, "but the parameter is a temperature difference"));
    value = fresh(f, "10 degC .. 300 K step 5 K");
    assert_true(cd_read_range(&f->rd, &value, point, &range));
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantities),
        cmocka_unit_test(test_bad_quantities),
        cmocka_unit_test(test_numbers_are_the_nearest),
        cmocka_unit_test(test_any_quantity),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_bad_ranges),
        cmocka_unit_test(test_range_of_differences),
    };
    return cmocka_run_group_tests_name("quantity", tests, NULL, NULL);
}
