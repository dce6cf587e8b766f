/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The expression language: values by hand or closed form, dimensions and kinds of temperature, conditions and
 * margins, functions over the run, the host's locale, random texts.
 */
#include "expr_fixture.h"

#include <locale.h>

static void check_value(fixture *f, const cd_scope *scope, const char *text, double want, const cd_dim dim)
{
    cd_expr *expr = read_expr(f, scope, text);
    if (!expr || cd_diags_size(f->diags) > 0 || !cd_dim_equal(cd_expr_type(expr).dim, dim)) {
        show(f, text);
        print_error("type: %s\n", expr ? cd_dim_text(f->arena, cd_expr_type(expr).dim) : "none");
        fail();
    }
    double got = cd_expr_eval(expr, &env);
    if (!(fabs(got - want) <= ROUNDING * fabs(want)))
        print_error("\"%s\":\n", text);
    CHECK_REL(got, want, ROUNDING);
}

static void test_values(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
        cd_quantity quantity;
    } rows[] = {
        {"2 * 3 mm", 0.006, CD_LENGTH},
        {"-2^2", -4, CD_NUMBER},
        {"(-2)^2", 4, CD_NUMBER},
        {"2^3^2", 512, CD_NUMBER},
        {"2^-1", 0.5, CD_NUMBER},
        {"2^-2^2", 0.0625, CD_NUMBER},
        {"10 - 4 - 3", 3, CD_NUMBER},
        {"100 / 5 / 4", 5, CD_NUMBER},
        {"2 + 3 * 4", 14, CD_NUMBER},
        {"--3", 3, CD_NUMBER},
        {"+3", 3, CD_NUMBER},
        {"1.5e-3", 0.0015, CD_NUMBER},
        {".5", 0.5, CD_NUMBER},
        {"1E2", 100, CD_NUMBER},
        {"50 %", 0.5, CD_NUMBER},
        {"$( 2 + $(3) )", 5, CD_NUMBER},
        {"$2x", 7, CD_NUMBER},
        {"$t", 9, CD_NUMBER},
        {"t", 100, CD_TIME},
        {"n", 4, CD_NUMBER},
        {"$n * $l", 0.6, CD_LENGTH},
        {"2 W/n", 0.5, CD_POWER},
        {"2 W/(n + 1)", 0.4, CD_POWER},
        {"3 W/m/K * 2", 6, CD_CONDUCTIVITY},
        {"3 W/(m K)", 3, CD_CONDUCTIVITY},
        {"3 W/$m", 1, CD_N_QUANTITIES}, /* W/kg */
        {"3 W/m", 3, CD_N_QUANTITIES},  /* per metre */
        {"20 W/T(a)", 4, CD_CONDUCTANCE},
        {"1 inch + 1 mm", 0.0264, CD_LENGTH},
        {"(2 m)^2", 4, CD_AREA},
        {"2 m^2", 2, CD_AREA},
        {"(8 m^3)^(1/3)", 2, CD_LENGTH},
        {"sqrt(9 m^2)", 3, CD_LENGTH},
        {"sqrt(2 * 10 m/s^2 * 5 m)", 10, CD_VELOCITY},
        {"sqrt(4 m) * sqrt(4 m)", 4, CD_LENGTH},
        {"exp(0) + log(1) + log10(1e3)", 4, CD_NUMBER},
        {"exp(1)", 2.718281828459045, CD_NUMBER},
        {"sin(1) + cos(2)", 0.4253241482607541, CD_NUMBER},
        {"max(3 K)", 3, CD_TEMPERATURE},
        {"log(10)", 2.302585092994046, CD_NUMBER},
        {"abs(-3 K)", 3, CD_TEMPERATURE},
        {"min(5 min, 200 s, 1 h)", 200, CD_TIME},
        {"max(1, 5, 2)", 5, CD_NUMBER},
        {"max(1,5)", 5, CD_NUMBER},
        {"if(n <= 4, 1 m, 2 m)", 1, CD_LENGTH},
        {"if(n < 4, 1 m, 2 m)", 2, CD_LENGTH},
        {"5 kg/m^3 * $l^3", 0.016875, CD_MASS},
        {"T(a)", 5, CD_TEMPERATURE},
        {"T( b )", 3, CD_TEMPERATURE},
        {"(T(a) + T(b)) / 2", 4, CD_TEMPERATURE},
        {"T(a)^2 / T(b)", 25.0 / 3, CD_TEMPERATURE},
        {"Q(c.1) + Q(a)", 42, CD_POWER},
        {"E(b)", 31, CD_ENERGY},
        {"E(b) / t", 0.31, CD_POWER},
        {"mass(c)", 42, CD_MASS},
        {"rate(T(b))", 11, CD_HEATING_RATE},
        {"rate( T( b ) )", 11, CD_HEATING_RATE},
        {"max_t(T(a) - T(b))", 11, CD_TEMPERATURE},
        {"time(T(a) < 4 K)", 11, CD_TIME},
        {"end(Q(a)) + 2 * mean_t(Q(b)) - min_t(Q(c))", 11 + 24 - 13, CD_POWER},
        {"20 degC", 293.15, CD_TEMPERATURE},
        {"-20 degC", 253.15, CD_TEMPERATURE},
        {"- 40 degF", 233.15, CD_TEMPERATURE},
        {"32 degF", 273.15, CD_TEMPERATURE},
        {"30 degC - 20 degC", 10, CD_TEMPERATURE},
        {"20 degC + 5 K", 298.15, CD_TEMPERATURE},
        {"5 W/(m degC)", 5, CD_CONDUCTIVITY},
        {"3 K", 3, CD_TEMPERATURE},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cd_dim W = cd_quantities[CD_POWER].dim;
        cd_dim per_what = cd_quantities[strchr(rows[i].text, '$') ? CD_MASS : CD_LENGTH].dim;
        bool named = rows[i].quantity != CD_N_QUANTITIES;
        cd_dim dim = named ? cd_quantities[rows[i].quantity].dim : cd_dim_times(W, per_what, -1);
        check_value(f, NULL, rows[i].text, rows[i].value, dim);
    }
    fixture_free(f);
}

static void test_formula_in_T(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    const cd_dim k = cd_quantities[CD_CONDUCTIVITY].dim;
    check_value(f, &f->formula, "3 W/(m K) * (T/(11 K))^2", 3 * 49, k);
    check_value(f, &f->formula, "3 W/(m K) * (T/11 K)^2", 3 * 49, k);
    check_value(f, &f->formula, "0.1 W/m/K^2 * T", 7.7, k);
    check_value(f, &f->formula, "if(T < 9 K, 1 W/(m K), $n * 2 W/(m K))", 8, k);
    check_value(f, &f->formula, "t", 9, cd_quantities[CD_NUMBER].dim); /* no time here: the parameter */
    assert_false(cd_expr_is_constant(read_expr(f, &f->formula, "T")));
    assert_true(cd_expr_is_constant(read_expr(f, &f->formula, "2 * $l")));
    fixture_free(f);
}

static void test_temperature_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        cd_temp_kind kind;
    } rows[] = {
        {"3 K", CD_TEMP_ANY},
        {"3 degC", CD_TEMP_POINT},
        {"T(a)", CD_TEMP_POINT},
        {"T(a) - T(b)", CD_TEMP_DIFFERENCE},
        {"30 degC - 20 degC", CD_TEMP_DIFFERENCE},
        {"T(a) - 3 K", CD_TEMP_ANY},
        {"T(a) + 3 K", CD_TEMP_POINT},
        {"T(a) + T(b)", CD_TEMP_ANY},
        {"T(a) + (T(b) - T(c))", CD_TEMP_POINT},
        {"T(a) - (T(b) - T(c))", CD_TEMP_POINT},
        {"T(a) - T(b) + T(c)", CD_TEMP_POINT},
        {"2 * (T(a) - T(b))", CD_TEMP_DIFFERENCE},
        {"(T(a) - T(b)) / 2", CD_TEMP_DIFFERENCE},
        {"-(T(a) - T(b))", CD_TEMP_DIFFERENCE},
        {"abs(T(a) - T(b))", CD_TEMP_DIFFERENCE},
        {"2 * T(a)", CD_TEMP_ANY},
        {"max(T(a), 3 K)", CD_TEMP_POINT},
        {"min(3 K, T(a) - T(b))", CD_TEMP_DIFFERENCE},
        {"if(t > 1 h, 3 K, T(a))", CD_TEMP_POINT},
        {"mean_t(T(a))", CD_TEMP_POINT},
        {"max_t(T(a) - T(b))", CD_TEMP_DIFFERENCE},
        {"$room", CD_TEMP_POINT},
        {"$rise", CD_TEMP_DIFFERENCE},
        {"$room - $rise", CD_TEMP_POINT},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cd_expr *expr = read_expr(f, NULL, rows[i].text);
        if (!expr || cd_expr_type(expr).temp != rows[i].kind) {
            show(f, rows[i].text);
            fail();
        }
    }
    fixture_free(f);
}

/* Truth and margin: T(a) = 5 K, T(b) = 3 K, t = 100 s. At equality the margin is tiny but has the sign of the truth. */
static void test_conditions(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double margin;
    } rows[] = {
        {"T(a) < 6.5 K", 1.5},
        {"T(a) < 4.2 K", -0.8},
        {"T(a) > 4.2 K", 0.8},
        {"T(a) <= 5 K", CD_MARGIN_EQUAL},
        {"T(a) >= 5 K", CD_MARGIN_EQUAL},
        {"T(a) < 5 K", -CD_MARGIN_EQUAL},
        {"T(a) > 5 K", -CD_MARGIN_EQUAL},
        {"not T(a) < 5 K", CD_MARGIN_EQUAL},
        {"not T(a) <= 5 K", -CD_MARGIN_EQUAL},
        {"T(a) < 6 K and t > 98 s", 1},
        {"T(a) < 6 K and t > 1 h", -3500},
        {"T(a) < 6 K or t > 1 h", 1},
        {"T(a) < 4 K or t > 98 s", 2},
        {"not T(a) < 6 K", -1},
        {"not (T(a) < 4 K or T(b) > 5 K)", 1},
        {"not T(a) < 4 K and T(b) < 5 K", 1},
        {"T(a) < 4 K and T(b) < 5 K or T(b) < 3.5 K", 0.5},
        {"T(a) - T(b) < 5 K", 3},
        {"T(a) < 5 degC", 273.15},
        {"1 < 2", 1},
        {"time(T(a) < 4 K) < 20 s", 9},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cd_expr *expr = read_expr(f, NULL, rows[i].text);
        if (!expr || !cd_expr_type(expr).truth)
            show(f, rows[i].text);
        assert_non_null(expr);
        double margin = cd_expr_margin(expr, &env);
        if (fabs(margin - rows[i].margin) > ROUNDING * fabs(rows[i].margin))
            print_error("\"%s\":\n", rows[i].text);
        CHECK_REL(margin, rows[i].margin, ROUNDING);
        assert_true(cd_expr_eval(expr, &env) == (margin > 0 ? 1 : 0));
    }
    fixture_free(f);
}

/* A value that is not a number decides nothing: neither a condition with it nor its opposite is true. */
static double not_a_number(void *ctx, cd_ref_kind kind, int index)
{
    (void)ctx, (void)kind, (void)index;
    return NAN;
}

static void test_undecided(void **state)
{
    (void)state;
    static const char *const texts[] = {"T(a) < 4 K", "not T(a) < 4 K", "T(a) < 4 K and 1 < 2", "1 < 2 and T(a) < 4 K",
                                        "not (T(a) < 4 K or 2 < 1)"};
    const cd_expr_env nowhere = {NULL, not_a_number, 100, 77, over};
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(cd_expr_eval(read_expr(f, NULL, texts[i]), &nowhere) == 0);
    assert_true(isnan(cd_expr_eval(read_expr(f, NULL, "max(T(a), 3 K)"), &nowhere)));
    assert_true(isnan(cd_expr_eval(read_expr(f, NULL, "min(3 K, T(a))"), &nowhere)));
    fixture_free(f);
}

/* The scope gets the name with its exact place. */
static void test_name_span(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_non_null(read_expr(f, NULL, "2 W + Q( gm.1_x )"));
    assert_true(cd_value_is(&f->last_name, "gm.1_x"));
    assert_int_equal(cd_value_whole(&f->last_name).begin, 9);
    assert_int_equal(cd_value_whole(&f->last_name).end, 15);
    fixture_free(f);
}

/* A decimal comma in the host program's locale changes nothing. Where no such locale is installed there is nothing to
 * see. */
static void test_locale(void **state)
{
    (void)state;
    if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "fr_FR.UTF-8"))
        skip();
    fixture *f = fixture_new();
    check_value(f, NULL, "1.25 m + 2 * 0.5 mm", 1.251, cd_quantities[CD_LENGTH].dim);
    setlocale(LC_ALL, "C");
    fixture_free(f);
}

/* Random texts from pieces of good ones: no crash, an error exactly when nothing is read, only finite constants. */
static void test_mutations(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "T(a)", "T(",     "Q(c.1)", "max(",  "if(",     "max_t(",  "time(", "rate(T(b))", "$l",  "$n",   "$(",   "n",
        "t",    "T",      "(",      ")",     ")",       ",",       " ",     " ",          "+",   "-",    "*",    "/",
        "^",    "<",      "<=",     ">",     "=",       "and",     " or ",  "not ",       "3 K", "2 mm", "5",    "0",
        "1.",   ".5",     "1e3",    "1e",    "20 degC", "W/(m K)", "/m",    "K",          "-1",  "²",    "\xff", "..",
        "in 4", " step ", "%",      "sqrt(", "log(",    "1e300",   "\"",    "é",          "#",   "2 "};
    uint32_t random = 77;
    fixture *f = fixture_new();
    for (int i = 0; i < 20000; i++) {
        char text[200] = "";
        for (int n = 1 + i % 13; n > 0; n--) {
            random = random * 1664525u + 1013904223u;
            strcat(text, pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        cd_expr *expr = read_expr(f, i % 3 ? NULL : &f->formula, text);
        assert_int_equal(expr == NULL, cd_diags_count(f->diags, CD_ERROR) > 0);
        if (expr)
            assert_true(isfinite(cd_expr_eval(expr, &env)) || !cd_expr_is_constant(expr));
        cd_value value = fresh(f, text);
        double got;
        cd_type type = {{{0}}, CD_TEMP_ANY, false};
        bool read = cd_read_any_quantity(&f->rd, &value, &got, &type);
        assert_int_equal(!read, cd_diags_count(f->diags, CD_ERROR) > 0);
        assert_true(!read || isfinite(got));
        cd_range range;
        value = fresh(f, text);
        read = cd_read_range(&f->rd, &value, type, &range);
        assert_int_equal(!read, cd_diags_count(f->diags, CD_ERROR) > 0);
        if (i % 100 == 0) {
            cd_arena_free(f->arena);
            f->arena = cd_arena_new(&f->landing);
        }
    }
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_formula_in_T),
        cmocka_unit_test(test_temperature_kinds),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_undecided),
        cmocka_unit_test(test_name_span),
        cmocka_unit_test(test_locale),
        cmocka_unit_test(test_mutations),
    };
    return cmocka_run_group_tests_name("expr", tests, NULL, NULL);
}
