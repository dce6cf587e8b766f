/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a run asks of an expression besides its value: slopes, whether it is linear, times that are known beforehand,
 * functions over the run and what is referred to.
 */
#include "expr_fixture.h"

/* T(a) = 5 K, T(b) = 3 K, T(c) = 7 K, or one of them moved. */
static double moved_value(void *ctx, cd_ref_kind kind, int index)
{
    const double *move = ctx;
    return ref_value(NULL, kind, index) + (kind == CD_REF_T ? move[index] : 0);
}

/* Exact slopes against central differences. */
static void test_slopes(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    static const char *const texts[] = {"T(a)^2 / T(b)",
                                        "-T(a) * (T(b) - 2 K)",
                                        "sqrt(T(a) * T(b)) + abs(T(b) - T(a))",
                                        "exp(T(a) / 3 K) * log(T(b) / 1 K)",
                                        "log10(T(a) / T(c)) + sin(T(b) / 1 K) * cos(T(a) / 2 K)",
                                        "max(T(a), T(b), 4 K) - min(T(b), T(c))",
                                        "if(T(a) > T(b), T(a)^3 / 1 K^2, T(b))",
                                        "(T(a) / 1 K)^(T(b) / 2 K)",
                                        "T(a) - T(b) < 50 K",
                                        "T(a) > 2 * T(b) and not T(b) > 1 K",
                                        "T(a) > 9 K or T(b)^2 <= 20 K^2"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        cd_expr *expr = read_expr(f, NULL, texts[k]);
        if (!expr)
            show(f, texts[k]);
        assert_non_null(expr);
        bool truth = cd_expr_type(expr).truth;
        for (int node = 0; node < 2; node++) {
            double move[3] = {0, 0, 0}, y[2];
            cd_expr_env at = {.ctx = move, .ref = moved_value};
            double slope = cd_expr_slope(expr, &at, (cd_wrt){.node = node});
            for (int i = 0; i < 2; i++) {
                move[node] = i ? 1e-5 : -1e-5;
                y[i] = truth ? cd_expr_margin(expr, &at) : cd_expr_eval(expr, &at);
            }
            CHECK_NEAR(slope, (y[1] - y[0]) / 2e-5, 1e-8 * (1 + fabs(slope)));
        }
    }
    cd_expr *formula = read_expr(f, &f->formula, "2 * (T / 7 K)^3");
    CHECK_REL(cd_expr_slope(formula, &env, (cd_wrt){.free_T = true}), 6 * 77 * 77 / 343.0, 1e-14);
    fixture_free(f);
}

/* What is a sum of references times constants, and what is inside the abs() of one. */
static void test_linear(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    static const struct {
        const char *text;
        bool linear, in_abs;
        double inside;
    } rows[] = {{"T(a)", true, false, 5},
                {"-(T(a) - 2 * T(b)) / $n", true, false, 0.25},
                {"T(a) * ($n + 1) - 3 K", true, false, 22},
                {"abs(T(b) - T(a))", true, true, -2},
                {"abs(T(b)^2)", false, true, 9},
                {"1 K - abs(T(b) - T(a))", false, false, -1},
                {"T(a) * T(b)", false, false, 15},
                {"7 K^2 / T(c)", false, false, 1},
                {"T(a)^2", false, false, 25},
                {"sqrt(T(a))", false, false, 2.23606797749979},
                {"min(T(a), T(b))", false, false, 3},
                {"T(a) + t * 1 K / 1 s", false, false, 105},
                {"if(T(a) > T(b), T(a), T(b))", false, false, 5}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cd_expr *expr = read_expr(f, NULL, rows[k].text);
        if (!expr)
            show(f, rows[k].text);
        assert_non_null(expr);
        bool in_abs;
        if (cd_expr_is_linear(expr, &in_abs) != rows[k].linear || in_abs != rows[k].in_abs)
            fail_msg("\"%s\"", rows[k].text);
        CHECK_REL(cd_expr_eval_in_abs(expr, &env), rows[k].inside, ROUNDING);
    }
    assert_false(cd_expr_is_linear(read_expr(f, NULL, "T(a) < 5 K"), &(bool){false}));
    fixture_free(f);
}

static void test_known_times(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    double t_s[2];
    size_t n;
    assert_true(cd_expr_known_times(read_expr(f, NULL, "t > 2 h"), t_s, 2, &n));
    assert_true(n == 1 && t_s[0] == 7200);
    assert_true(cd_expr_known_times(read_expr(f, NULL, "not 3 s <= t or t < 1 min"), t_s, 2, &n));
    assert_true(n == 2 && t_s[0] == 3 && t_s[1] == 60);
    assert_false(cd_expr_known_times(read_expr(f, NULL, "T(a) < 2 K and t > 5 s"), t_s, 2, &n));
    assert_true(n == 1 && t_s[0] == 5);
    assert_false(cd_expr_known_times(read_expr(f, NULL, "2 * t > 5 s"), t_s, 2, &n));
    cd_type type;
    assert_true(cd_expr_sides(read_expr(f, NULL, "T(a) - T(b) < 2 K"), &type) && type.temp == CD_TEMP_DIFFERENCE);
    assert_false(cd_expr_sides(read_expr(f, NULL, "T(a) < 2 K and T(b) < 2 K"), &type));
    assert_false(cd_expr_sides(read_expr(f, NULL, "T(a)"), &type));
    fixture_free(f);
}

static void count_ref(void *ctx, cd_ref_kind kind, int index)
{
    int *sum = ctx;
    *sum += 100 * ((int)kind + 1) + index;
}

static void test_overs_and_refs(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    cd_expr *expr = read_expr(f, NULL, "max_t(T(b) - T(c)) / 1 K + time(Q(c.1) < 5 W) / 1 s * mass(a) / 1 kg");
    assert_non_null(expr);
    size_t n;
    const cd_over *overs = cd_expr_overs(expr, &n);
    assert_int_equal(n, 2);
    assert_int_equal(overs[0].kind, CD_OVER_MAX);
    assert_int_equal(overs[1].kind, CD_OVER_TIME);
    CHECK_NEAR(cd_expr_eval(overs[0].of, &env), -4, 0);
    CHECK_NEAR(cd_expr_margin(overs[1].of, &env), 5 - 22, 0);
    CHECK_REL(cd_expr_eval(expr, &env), 11 + 12 * 40, ROUNDING);
    int sum = 0;
    cd_expr_visit_refs(expr, count_ref, &sum);
    assert_int_equal(sum, (100 + 1) + (100 + 2) + (300 + 2) + 500);
    assert_null(cd_expr_overs(read_expr(f, NULL, "2 K"), &n));
    assert_int_equal(n, 0);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slopes),
        cmocka_unit_test(test_linear),
        cmocka_unit_test(test_known_times),
        cmocka_unit_test(test_overs_and_refs),
    };
    return cmocka_run_group_tests_name("expr_asked", tests, NULL, NULL);
}
