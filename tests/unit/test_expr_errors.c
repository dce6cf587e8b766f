/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the expression language refuses, each with its column, message and hint; and how deep it goes.
 */
#include "expr_fixture.h"

static void test_bad_expressions(void **state)
{
    (void)state;
    static const bad_text rows[] = {
        /* numbers */
        {"2 * 1,5", 5, "\"1,5\" has a comma", "write 1.5"},
        {"max((1,5), 2)", 6, "\"1,5\" has a comma", "write 1.5"},
        {"1 + 0x10", 5, "\"0x10\" is not a decimal", "16"},
        {"1..2", 2, "unexpected \"..\"", "range"},
        {"1.2.3", 1, "\"1.2.3\" has two decimal points", "1.5"},
        {"5. K", 1, "\"5.\" has no digit behind", "leave the point out"},
        {"1e", 1, "\"1e\" has an exponent without digits", "1e-3"},
        {"1e+ K", 1, "exponent without digits", "1e-3"},
        {"1_000", 1, "\"1_000\" has its digits grouped", "1e6"},
        {"1'000", 1, "\"1'000\" has its digits grouped", "1e6"},
        {"1e400", 1, "\"1e400\" is too large", "1e300"},
        {"1e-400", 1, "\"1e-400\" is too small", "1e300"},
        {"1e305 Mm", 1, "too large in SI", "1e300"},
        {"nan", 1, "\"nan\" is not a number", "finite"},
        {"2 * Inf", 5, "\"Inf\" is not a number", "finite"},
        {"-infinity", 2, "\"infinity\" is not", "finite"},
        /* names */
        {"2 * zorkmid", 5, "unrecognized parameter \"zorkmid\"", NULL},
        {"$zorkmid", 2, "unrecognized parameter \"zorkmid\"", NULL},
        {"3 zorkmid", 3, "unrecognized unit \"zorkmid\"", "write * to multiply"},
        {"3 n", 3, "unrecognized unit \"n\"", "write *"},
        {"$ n", 1, "needs the name of a parameter", "$name"},
        {"sqr(2)", 1, "unrecognized function \"sqr\"", "\"sqrt\"?"},
        {"n(3)", 1, "unrecognized function \"n\"", "write *"},
        {"T + 3 K", 1, "\"T\" needs its brackets", "T(coil)"},
        {"2 * max", 5, "\"max\" needs its brackets", "max(x, y)"},
        {"T()", 3, "T() needs a name", "T(coil)"},
        {"T(\"a\")", 3, "T() needs a name", "T(coil)"},
        {"T(a - 1)", 5, "unexpected \"-\"", "\")\""},
        {"T(none)", 3, "unrecognized node \"none\"", NULL},
        {"rate(Q(a))", 1, "rate() takes the temperature", "rate(T(coil))"},
        {"rate(T(a) + 1 K)", 11, "unexpected \"+\"", "\")\""},
        /* grammar */
        {"", 1, "a value is missing", "expression"},
        {"(2 + 3", 6, "ends too early", "\")\""},
        {"2 + 3)", 6, "unexpected \")\"", "remove it"},
        {"2 +", 3, "ends too early", "number"},
        {"2 3", 3, "unexpected \"3\"", "operator"},
        {"3 K T(a)", 5, "unexpected \"T\"", "operator"},
        {"$l mm", 4, "unexpected \"mm\"", "operator"},
        {"2 == 2", 3, "unexpected \"==\"", "never exactly equal"},
        {"2 != 2", 3, "unexpected \"!=\"", "never exactly equal"},
        {"n = 5", 3, "unexpected \"=\"", "<="},
        {"2 =< 3", 3, "unexpected \"=\"", "<="},
        {"1 < 2 < 3", 7, "unexpected \"<\"", "a < b and b < c"},
        {"1 < 2 && 2 < 3", 7, "unexpected \"&&\"", "\"and\""},
        {"1 < 2 || 2 < 3", 7, "unexpected \"||\"", "\"or\""},
        {"!(1 < 2)", 1, "unexpected \"!\"", "\"not\""},
        {"2 ** 3", 3, "unexpected \"**\"", "^"},
        {"2 × 3", 3, "unexpected \"×\"", "*"},
        {"3 − 2", 3, "unexpected \"−\"", "-"},
        {"T(a) ≤ 3 K", 6, "unexpected \"≤\"", "<="},
        {"µ é + 1", 1, "unexpected \"µ\"", "number"},
        {"1 < 2 ? 1 : 2", 7, "unexpected \"?\"", "if("},
        {"1 < 2 and", 9, "ends too early", "number"},
        {"and 2", 1, "unexpected \"and\"", "conditions"},
        {"2 m ^ 2", 5, "\"2 m\"?", "(2 m)^"},
        {"300 K-5 K", 6, "\"-5\"", "blanks"},
        {"2 m^0.5", 4, "\"^0.5\"", "whole powers"},
        {"if(1 < 2)", 1, "if() takes 3 arguments, not 1", "if(condition"},
        {"sin(1 m)", 5, "must be a pure number", "divide"},
        {"sqrt(1, 2)", 1, "sqrt() takes 1 argument, not 2", "sqrt(x)"},
        {"if(1 < 2, 3)", 1, "if() takes 3 arguments, not 2", "if(condition"},
        {"max(1 2)", 7, "unexpected \"2\"", "\",\""},
        {"max(1; 2)", 6, "unexpected \";\"", "\",\""},
        {"max(1, )", 8, "unexpected \")\"", "remove"},
        /* dimensions */
        {"1 m + 2 K", 1, "cannot add length (m) and temperature (K)", NULL},
        {"2 * (1 m - 1 s)", 6, "cannot subtract length (m) and time (s)", NULL},
        {"1 m + 2", 1, "cannot add length (m) and pure number", "\"2 m\""},
        {"T(a) < 1 m", 1, "cannot compare temperature (K) with length (m)", NULL},
        {"T(a) < 0", 1, "cannot compare temperature (K) with pure number", "\"0 K\""},
        {"max(1 m, 2 s)", 5, "cannot choose between length (m) and time (s)", NULL},
        {"max(1 m, 2 m, 3)", 5, "cannot choose between", "\"3 m\""},
        {"if(1 < 2, 1 m, 1 s)", 11, "cannot choose between length", NULL},
        {"log(3 m)", 5, "not a length (m)", "(3 m) / (1 m)"},
        {"exp(T(a))", 5, "not a temperature (K)", "/ (1 K)"},
        {"2^(3 m)", 3, "exponent must be a pure number, not a length (m)", "divide"},
        {"(2 m)^n^t", 9, "not a time (s)", "divide"},
        {"(2 m)^(Q(a) / (1 W))", 7, "must be constant", "divide"},
        {"(2 m)^0.3", 1, "length (m) to the power 0.3", "divide"},
        {"sqrt(sqrt(2 m))", 1, "square root of m^(1/2)", "divide"},
        {"(2 m^15)^4", 1, "to the power 4", "divide"},
        {"1 m^20 * 1 m^20", 1, "out of range", "smaller powers"},
        {"2 + (1 < 2)", 5, "\"(1 < 2)\" is a condition, not a number", "if("},
        {"T(a) and 1 < 2", 1, "\"T(a)\" is a number, not a condition", "compare"},
        {"not 3", 5, "is a number, not a condition", "compare"},
        {"if(1, 2, 3)", 4, "is a number, not a condition", "compare"},
        {"if(1 < 2, 1 < 3, 2)", 11, "is a condition, not a number", "if("},
        /* temperatures */
        {"T(a) - T(b) < 5 degC", 15, "\"5 degC\" is a point", "\"5 K\""},
        {"5 degC > T(a) - T(b)", 1, "\"5 degC\" is a point", "\"5 K\""},
        {"T(a) - T(b) < T(c)", 1, "cannot compare temperature difference (K) with temperature (K)", "differences"},
        {"max(T(a) - T(b), 2 K, T(c))", 5, "temperature difference (K) and temperature (K)", "differences"},
        {"T(a) + 5 degC", 8, "\"5 degC\" is a point", "\"5 K\""},
        {"20 degC + 5 degC", 11, "\"5 degC\" is a point", "\"5 K\""},
        {"T(a) - T(b) - 5 degC", 15, "\"5 degC\" is a point", "\"5 K\""},
        {"2 * 20 degC", 5, "cannot be multiplied", "293.15 K"},
        {"2 * -20 degC", 5, "\"-20 degC\" is a point", "253.15 K"},
        {"-(20 degC)", 2, "cannot be multiplied", "293.15 K"},
        {"T(a) < -300 degC", 8, "\"-300 degC\" lies below absolute zero", "-273.15"},
        {"2 * $rise < $room", 13, "\"$room\" is a point", "\"5 K\""},
        /* constants */
        {"1 + 1/0", 5, "\"1/0\" divides by zero", "check"},
        {"T(a)/(n - 4)", 1, "divides by zero", "check"},
        {"0^-1", 1, "divides by zero", "check"},
        {"sqrt(-4)", 1, "square root of a negative", "check"},
        {"log(0)", 1, "logarithm", "check"},
        {"log10(n - 5)", 1, "logarithm", "check"},
        {"(-8)^(1/3)", 1, "power of a negative", "check"},
        {"exp(1000)", 1, "\"exp(1000)\" is too large", "check"},
        {"1e308 * 10", 1, "too large", "check"},
        /* over the run */
        {"max_t(end(T(a)))", 7, "end() inside another", "measure"},
        {"time(T(a))", 6, "time() takes a condition, and \"T(a)\" is a number", "time("},
        {"max_t(T(a) < 3 K)", 7, "max_t() takes a number", "max_t("},
        {"end(T(a), T(b))", 1, "end() takes 1 argument, not 2", "end("},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_error(f, &rows[i], read_expr(f, NULL, rows[i].text) != NULL);
    fixture_free(f);
}

/* What a formula of a material must not use, and a scope without anything. */
static void test_narrow_scopes(void **state)
{
    (void)state;
    static const bad_text formula[] = {
        {"T(a)", 1, "T() has no meaning here", "T * (...)"},
        {"Q(a)", 1, "Q() has no meaning here", "T * (...)"},
        {"max_t(T)", 1, "max_t() acts over a whole run", "measure"},
    };
    static const bad_text nothing[] = {
        {"$x", 1, "parameter \"x\" has no meaning here", "itself"},
        {"x", 1, "unrecognized name \"x\"", NULL},
        {"2 * mm", 5, "unrecognized name \"mm\"", "1 mm"},
        {"sqr", 1, "unrecognized name \"sqr\"", "\"sqrt\"?"},
        {"t", 1, "unrecognized name \"t\"", "1 t"},
    };
    fixture *f = fixture_new();
    const cd_scope empty = {0};
    for (size_t i = 0; i < sizeof formula / sizeof *formula; i++)
        check_error(f, &formula[i], read_expr(f, &f->formula, formula[i].text) != NULL);
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        check_error(f, &nothing[i], read_expr(f, &empty, nothing[i].text) != NULL);
    cd_value value = fresh(f, "2 * 3 mm");
    f->rd.scope = NULL;
    assert_non_null(cd_expr_read(&f->rd, NULL, &value));
    fixture_free(f);
}

/* A bare unit where a parameter is looked for: the scope's error, and a note that it is a unit. */
static void test_unit_as_name(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_null(read_expr(f, NULL, "2 * mm"));
    assert_int_equal(cd_diags_size(f->diags), 2);
    assert_int_equal(cd_diags_at(f->diags, 1)->severity, CD_NOTE);
    assert_non_null(strstr(cd_diags_at(f->diags, 1)->message, "right after a number"));
    fixture_free(f);
}

/* 200 levels of brackets or signs, 1000 operations in a row; more is an error, not a crash. */
static void test_depth(void **state)
{
    (void)state;
    static const struct {
        const char *open, *middle, *close, *message;
    } rows[] = {
        {"(", "1", ")", "brackets and signs"},       {"-", "1", "", "brackets and signs"},
        {"not ", "1 < 2", "", "brackets and signs"}, {"2^-", "0", "", "brackets and signs"},
        {"max(1,", "1", ")", "brackets and signs"},  {"", "T(a)", " + T(a) - T(b)", "operations in a chain"},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int n = 150; n <= 60000 / 12; n += 60000 / 12 - 150) {
            char *text = calloc(1, 120000);
            for (int j = 0; j < n; j++)
                strcat(text + (size_t)j * strlen(rows[i].open), rows[i].open);
            strcat(text, rows[i].middle);
            char *end = text + strlen(text);
            for (int j = 0; j < n; j++)
                strcat(end + (size_t)j * strlen(rows[i].close), rows[i].close);
            cd_expr *expr = read_expr(f, NULL, text);
            assert_true((expr != NULL) == (n == 150));
            if (!expr)
                assert_non_null(strstr(cd_diags_at(f->diags, 0)->message, rows[i].message));
            free(text);
        }
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad_expressions),
        cmocka_unit_test(test_narrow_scopes),
        cmocka_unit_test(test_unit_as_name),
        cmocka_unit_test(test_depth),
    };
    return cmocka_run_group_tests_name("expr_errors", tests, NULL, NULL);
}
