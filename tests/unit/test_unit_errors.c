/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is refused as a unit and why, what is warned of, udunits2 without its data, and random texts.
 */
#include "unit_fixture.h"

/* One error, in `column`, with these words in message and hint. */
static void expect_error(fixture *f, const char *text, bool in_expression, size_t column, const char *message,
                         const char *hint)
{
    cd_unit unit;
    size_t end = read_unit(f, text, in_expression, &unit);
    const cd_diag *diag = cd_diags_size(f->diags) ? cd_diags_at(f->diags, 0) : NULL;
    if (end != 0 || !isnan(unit.scale) || cd_diags_size(f->diags) != 1 || !diag || diag->severity != CD_ERROR ||
        diag->span.begin + 1 != column || diag->span.end <= diag->span.begin || !strstr(diag->message, message) ||
        !diag->hint || !strstr(diag->hint, hint)) {
        print_error("\"%s\": want column %zu, \"%s\", \"%s\"; got %zu diagnostics\n%s\n", text, column, message, hint,
                    cd_diags_size(f->diags), diag ? cd_diag_render(f->arena, diag) : "");
        fail();
    }
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *word, *hint;
    } rows[] = {
        {"a", "are"},          {"e", "electron"},  {"u", "atomic mass"},  {"R", "roentgen"}, {"C", "degC"},
        {"F", "degF"},         {"G", "gauss"},     {"P", "poise"},        {"gal", "cm/s^2"}, {"oz", "fluid"},
        {"gr", "grain"},       {"ton", "1000 kg"}, {"kt", "knot"},        {"pi", "number"},  {"deg", "degC"},
        {"degrees", "angle"},  {"°", "angle"},     {"rpm", "Hz"},         {"Nm", "N m"},     {"delta_degC", "in K"},
        {"sccm", "mass flow"}, {"dB", "ratio"},    {"cd", "light"},       {"lm", "light"},   {"BZ", "logarithmic"},
        {"mdegC", "prefix"},   {"ma", "are"},      {"mu", "atomic mass"}, {"mb", "barn"},    {"kR", "roentgen"},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_error(f, rows[i].word, false, 1, rows[i].word, rows[i].hint);
    fixture_free(f);
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool in_expression;
        size_t column;
        const char *message, *hint;
    } rows[] = {
        {"m^0.5", false, 2, "whole number, not \"^0.5\"", "whole powers"},
        {"m^-1.5", false, 2, "\"^-1.5\"", "whole powers"},
        {"m2.5", false, 2, "\"2.5\"", "whole powers"},
        {"m^", false, 2, "\"^\"", "whole powers"},
        {"m^n", true, 2, "\"^n\"", "whole powers"},
        {"m^0", false, 2, "cannot be \"0\"", "1 to 20"},
        {"m⁰", false, 2, "cannot be \"⁰\"", "1 to 20"},
        {"m^21", false, 2, "cannot be \"21\"", "1 to 20"},
        {"m99999999999999999999", false, 2, "cannot be", "1 to 20"},
        {"W/(m K", false, 3, "\")\" is missing", "units only"},
        {"W/(m 2)", false, 3, "\")\" is missing", "units only"},
        {"W/()", false, 3, "missing after \"(\"", "units only"},
        {"zorkmid", false, 1, "\"zorkmid\"", "udunits2"},
        {"zorkmid", true, 1, "\"zorkmid\"", "to multiply"},
        {"W/kelvn", false, 3, "\"kelvn\"", "\"kelvin\"?"},
        {"Kg", false, 1, "\"Kg\"", "\"kg\"?"},
        {"secnd", true, 1, "\"secnd\"", "\"second\"?"},
        {"W m foo", false, 5, "\"foo\"", "udunits2"},
        {"K-5 K", true, 2, "nor a difference: \"-5\"", "blanks around"},
        {"K-0.5 K", true, 2, "nor a difference", "blanks around"},
        {"K-2*x", true, 2, "nor a difference", "blanks around"},
        {"m^20 m^20", false, 1, "out of range", "smaller powers"},
        {"(((((((((((((((((((((m)))))))))))))))))))))", false, 21, "brackets", "fewer"},
        {"supercalifragilisticexpialidocious_units_unlimited", false, 1, "unrecognized", "udunits2"},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_error(f, rows[i].text, rows[i].in_expression, rows[i].column, rows[i].message, rows[i].hint);
    fixture_free(f);
}

/* "W/m K" is W K/m, as udunits2 reads it, with a warning. */
static void test_blank_product(void **state)
{
    (void)state;
    static const struct {
        const char *text, *hint;
        int e2_K; /* doubled exponent of K; 0: no warning */
    } rows[] = {
        {"W/m K", "\"W/(m K)\" or \"W/m/K\"", 2},
        {"W/m.K", "\"W/(m K)\" or \"W/m/K\"", 2},
        {"W/m² K", "\"W/(m² K)\" or \"W/m²/K\"", 2},
        {"W/m^2 K^2", "\"W/(m^2 K^2)\" or \"W/m^2/K^2\"", 4},
        {"W/(m K)", NULL, -2},
        {"W/m*K", NULL, 2},
        {"W K/m", NULL, 2},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cd_unit unit;
        assert_int_equal(read_unit(f, rows[i].text, false, &unit), strlen(rows[i].text));
        assert_int_equal(unit.dim.e2[CD_K], rows[i].e2_K);
        assert_int_equal(cd_diags_size(f->diags), rows[i].hint ? 1 : 0);
        if (rows[i].hint) {
            assert_int_equal(cd_diags_at(f->diags, 0)->severity, CD_WARNING);
            assert_non_null(strstr(cd_diags_at(f->diags, 0)->hint, rows[i].hint));
        }
    }
    fixture_free(f);
}

static void test_no_database(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    setenv("UDUNITS2_XML_PATH", "/nonexistent/udunits2.xml", 1);
    expect_error(f, "inch", false, 1, "\"inch\"", "libudunits2-data");
    expect_unit(f, "mm", CD_LENGTH, 1e-3, 0); /* a common one */
    unsetenv("UDUNITS2_XML_PATH");
    fixture_free(f);
}

/* Random texts of unit-like pieces: no crash; an end inside the text; an error exactly when the scale says so. */
static void test_mutations(void **state)
{
    (void)state;
    static const char *const pieces[] = {"m", "K",  "W",    "/",  "(",  ")",  " ",  "^", "-", "2", "²",  "⁻",   "¹",
                                         "·", ".",  "*",    "1/", "µ",  "°",  "C",  "x", "%", "0", "\t", "and", "T",
                                         "(", "in", "\xce", "$",  "99", "kg", "mm", "Ω", "e", "s", "+"};
    uint32_t random = 2385;
    fixture *f = fixture_new();
    for (int i = 0; i < 20000; i++) {
        char text[80] = "";
        for (int n = 0; n < 9; n++) {
            random = random * 1664525u + 1013904223u;
            strcat(text, pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        cd_unit unit;
        size_t end = read_unit(f, text, i % 2, &unit);
        assert_true(end <= strlen(text));
        assert_int_equal(isnan(unit.scale), cd_diags_count(f->diags, CD_ERROR) > 0);
        assert_true(isnan(unit.scale) || (unit.scale > 0 && isfinite(unit.scale)));
        if (i % 200 == 0) {
            cd_arena_free(f->arena);
            f->arena = cd_arena_new(&f->landing);
        }
    }
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused),     cmocka_unit_test(test_errors),    cmocka_unit_test(test_blank_product),
        cmocka_unit_test(test_no_database), cmocka_unit_test(test_mutations),
    };
    return cmocka_run_group_tests_name("unit_errors", tests, NULL, NULL);
}
