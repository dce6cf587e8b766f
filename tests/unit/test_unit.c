/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Unit texts: sizes from the definitions (international inch, pound and calorie of 1956/59, SI of 2019), dimensions,
 * where a unit ends inside an expression, and udunits2 behind its lock.
 */
#include "unit_fixture.h"

#include <pthread.h>

/* The words that are known without udunits2 are what it says, to the last bit, and not refused or spelt otherwise. */
static void test_common(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    size_t n = 0;
    for (const char *word; (word = cd_unit_common_word(n)); n++) {
        cd_unit ours = {0}, asked = {0};
        const char *why = cd_unit_refusal(word);
        const cd_unit_alias alias = cd_unit_alias_of(word);
        assert_true(cd_unit_common(word, &ours) && cd_unit_ask(f->units, word, &asked));
        if (why || alias.word || alias.drop || alias.factor != 1 || !cd_dim_equal(ours.dim, asked.dim) ||
            ours.scale != asked.scale || ours.offset != asked.offset) {
            print_error("%s: %.17g + %.17g, udunits2 has %.17g + %.17g\n", word, ours.scale, ours.offset, asked.scale,
                        asked.offset);
            fail();
        }
    }
    assert_true(n > 40);
    fixture_free(f);
}

static void test_words(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        cd_quantity quantity;
        double scale, offset;
    } rows[] = {
        {"K", CD_TEMPERATURE, 1, 0},
        {"mK", CD_TEMPERATURE, 1e-3, 0},
        {"Kelvin", CD_TEMPERATURE, 1, 0},
        {"degC", CD_TEMPERATURE, 1, 273.15},
        {"celsius", CD_TEMPERATURE, 1, 273.15},
        {"°C", CD_TEMPERATURE, 1, 273.15},
        {"℃", CD_TEMPERATURE, 1, 273.15},
        {"degF", CD_TEMPERATURE, 5.0 / 9, 459.67 * 5 / 9},
        {"degR", CD_TEMPERATURE, 5.0 / 9, 0},
        {"s", CD_TIME, 1, 0},
        {"min", CD_TIME, 60, 0},
        {"mins", CD_TIME, 60, 0},
        {"minute", CD_TIME, 60, 0},
        {"h", CD_TIME, 3600, 0},
        {"hrs", CD_TIME, 3600, 0},
        {"d", CD_TIME, 86400, 0},
        {"days", CD_TIME, 86400, 0},
        {"week", CD_TIME, 604800, 0},
        {"m", CD_LENGTH, 1, 0},
        {"mm", CD_LENGTH, 1e-3, 0},
        {"µm", CD_LENGTH, 1e-6, 0},
        {"μm", CD_LENGTH, 1e-6, 0},
        {"um", CD_LENGTH, 1e-6, 0},
        {"inch", CD_LENGTH, 0.0254, 0},
        {"in", CD_LENGTH, 0.0254, 0},
        {"ft", CD_LENGTH, 0.3048, 0},
        {"mile", CD_LENGTH, 1609.344, 0},
        {"Å", CD_LENGTH, 1e-10, 0},
        {"ha", CD_AREA, 1e4, 0},
        {"L", CD_VOLUME, 1e-3, 0},
        {"ml", CD_VOLUME, 1e-6, 0},
        {"kg", CD_MASS, 1, 0},
        {"g", CD_MASS, 1e-3, 0},
        {"t", CD_MASS, 1000, 0},
        {"lb", CD_MASS, 0.45359237, 0},
        {"lbm", CD_MASS, 0.45359237, 0},
        {"N", CD_FORCE, 1, 0},
        {"kN", CD_FORCE, 1000, 0},
        {"lbf", CD_FORCE, 0.45359237 * 9.80665, 0},
        {"kgf", CD_FORCE, 9.80665, 0},
        {"dyn", CD_FORCE, 1e-5, 0},
        {"Pa", CD_PRESSURE, 1, 0},
        {"mPa", CD_PRESSURE, 1e-3, 0},
        {"MPa", CD_PRESSURE, 1e6, 0},
        {"bar", CD_PRESSURE, 1e5, 0},
        {"mbar", CD_PRESSURE, 100, 0},
        {"atm", CD_PRESSURE, 101325, 0},
        {"Torr", CD_PRESSURE, 101325.0 / 760, 0},
        {"mtorr", CD_PRESSURE, 0.101325 / 0.76, 0},
        {"psi", CD_PRESSURE, 0.45359237 * 9.80665 / (0.0254 * 0.0254), 0},
        {"W", CD_POWER, 1, 0},
        {"mW", CD_POWER, 1e-3, 0},
        {"MW", CD_POWER, 1e6, 0},
        {"J", CD_ENERGY, 1, 0},
        {"Wh", CD_ENERGY, 3600, 0},
        {"kWh", CD_ENERGY, 3.6e6, 0},
        {"MWh", CD_ENERGY, 3.6e9, 0},
        {"Btu", CD_ENERGY, 1055.05585262, 0},
        {"eV", CD_ENERGY, 1.602176634e-19, 0},
        {"meV", CD_ENERGY, 1.602176634e-22, 0},
        {"A", CD_CURRENT, 1, 0},
        {"V", CD_VOLTAGE, 1, 0},
        {"ohm", CD_RESISTANCE, 1, 0},
        {"Ω", CD_RESISTANCE, 1, 0},
        {"µΩ", CD_RESISTANCE, 1e-6, 0},
        {"nOhm", CD_RESISTANCE, 1e-9, 0},
        {"T", CD_MAGNETIC_FIELD, 1, 0},
        {"gauss", CD_MAGNETIC_FIELD, 1e-4, 0},
        {"Hz", CD_RATE, 1, 0},
        {"%", CD_NUMBER, 0.01, 0},
        {"percent", CD_NUMBER, 0.01, 0},
        {"ppm", CD_NUMBER, 1e-6, 0},
        {"rad", CD_NUMBER, 1, 0},
    };
    fixture *f = fixture_new();
    for (size_t pass = 0; pass < 2; pass++) /* the second time from the cache, where words displace each other */
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            expect_unit(f, rows[i].word, rows[i].quantity, rows[i].scale, rows[i].offset);
    fixture_free(f);
}

static void test_products(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        cd_quantity quantity;
        double scale;
    } rows[] = {
        {"W/(m K)", CD_CONDUCTIVITY, 1},
        {"W / ( m K )", CD_CONDUCTIVITY, 1},
        {"W/m/K", CD_CONDUCTIVITY, 1},
        {"W m-1 K-1", CD_CONDUCTIVITY, 1},
        {"W·m⁻¹·K⁻¹", CD_CONDUCTIVITY, 1},
        {"W⋅m^-1⋅K^-1", CD_CONDUCTIVITY, 1},
        {"W.m-1.K-1", CD_CONDUCTIVITY, 1},
        {"mW/(cm K)", CD_CONDUCTIVITY, 0.1},
        {"W/degC/m", CD_CONDUCTIVITY, 1},
        {"W K-1", CD_CONDUCTANCE, 1},
        {"W m-2 K-1", CD_HEAT_TRANSFER, 1},
        {"W/m²/K", CD_HEAT_TRANSFER, 1},
        {"W/(m^2*K)", CD_HEAT_TRANSFER, 1},
        {"W/(m^2 degC)", CD_HEAT_TRANSFER, 1},
        {"J/(kg K)", CD_SPECIFIC_HEAT, 1},
        {"J/g/K", CD_SPECIFIC_HEAT, 1000},
        {"g/cm3", CD_DENSITY, 1000},
        {"g/cm^3", CD_DENSITY, 1000},
        {"cm2", CD_AREA, 1e-4},
        {"cm²", CD_AREA, 1e-4},
        {"cm^+2", CD_AREA, 1e-4},
        {"(mm)^2", CD_AREA, 1e-6},
        {"1/s", CD_RATE, 1},
        {"1/h", CD_RATE, 1.0 / 3600},
        {"s-1", CD_RATE, 1},
        {"/K", CD_PER_TEMPERATURE, 1},
        {"1/cm", CD_PER_LENGTH, 100},
        {"K/min", CD_HEATING_RATE, 1.0 / 60},
        {"degC/s", CD_HEATING_RATE, 1},
        {"degF/s", CD_HEATING_RATE, 5.0 / 9},
        {"kW h", CD_ENERGY, 3.6e6},
        {"W*s", CD_ENERGY, 1},
        {"N m", CD_TORQUE, 1},
        {"µΩ cm", CD_RESISTIVITY, 1e-8},
        {"kg m^2 s^-3", CD_POWER, 1},
        {"m/m", CD_NUMBER, 1},
        {"rad/s", CD_RATE, 1},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_unit(f, rows[i].text, rows[i].quantity, rows[i].scale, 0);
    fixture_free(f);
}

/* Where a unit ends; nothing is said about what follows. */
static void test_ends(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool in_expression;
        size_t end;
    } rows[] = {
        {"K", true, 1},       {"K and x", true, 1},     {"K or x", false, 1},   {"K)", true, 1},
        {"", true, 0},        {"  ", false, 0},         {"and x", true, 0},     {"* 3", true, 0},
        {"/ 3", true, 0},     {"/K", true, 0},          {"/K", false, 2},       {"W * s", true, 1},
        {"W * s", false, 5},  {"W/K * 3", true, 3},     {"W / K", true, 5},     {"W/x", true, 1},
        {"W/T(a)", true, 1},  {"W/(m K) * 2", true, 7}, {"W/(x + 1)", true, 1}, {"W/(m + 1)", true, 1},
        {"W/2", false, 1},    {"W/2", true, 1},         {"m 2", true, 1},       {"m ^ 2", true, 1},
        {"m^2 ^ 2", true, 3}, {"s-1", true, 3},         {"s-1)", true, 3},      {"K-1 or", true, 3},
        {"s - 1", true, 1},   {"T(coil)", true, 0},     {"W T(coil)", true, 1}, {"1/s", true, 3},
        {"1/x", true, 0},     {"1/2", false, 0},        {"m .. 3", false, 1},   {"m..3", false, 1},
        {"m $x", true, 1},    {"mm, 3", false, 2},      {"% + 1", true, 1},     {"m² + 1", true, 3},
    };
    fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cd_unit unit;
        size_t end = read_unit(f, rows[i].text, rows[i].in_expression, &unit);
        if (end != rows[i].end || cd_diags_size(f->diags) != 0 || isnan(unit.scale)) {
            print_error("\"%s\": ends at %zu, want %zu; %zu diagnostics\n", rows[i].text, end, rows[i].end,
                        cd_diags_size(f->diags));
            fail();
        }
    }
    fixture_free(f);
}

/* What resolved cases print must be read back as the same dimension, with factor one. */
static void test_quantities(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    for (int q = 0; q < CD_N_QUANTITIES; q++) {
        const cd_quantity_info *info = &cd_quantities[q];
        assert_non_null(info->name);
        if (*info->si_unit)
            expect_unit(f, info->si_unit, (cd_quantity)q, 1, 0);
        char *rest;
        assert_true(strtod(info->example, &rest) > 0);
        cd_unit unit;
        assert_int_equal(read_unit(f, rest, false, &unit), strlen(rest));
        assert_true(cd_dim_equal(unit.dim, info->dim));
    }
    fixture_free(f);
}

static void test_dimensions(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    cd_dim m = cd_quantities[CD_LENGTH].dim, K = cd_quantities[CD_TEMPERATURE].dim, W = cd_quantities[CD_POWER].dim;
    cd_dim k = cd_dim_times(cd_dim_times(W, m, -1), K, -1);
    assert_true(cd_dim_equal(k, cd_quantities[CD_CONDUCTIVITY].dim));
    assert_false(cd_dim_equal(k, W));
    assert_string_equal(cd_dim_text(f->arena, k), "thermal conductivity (W/(m K))");
    assert_string_equal(cd_dim_text(f->arena, cd_quantities[CD_TORQUE].dim), "energy (J)");
    assert_string_equal(cd_dim_text(f->arena, cd_quantities[CD_NUMBER].dim), "pure number");
    assert_string_equal(cd_dim_text(f->arena, cd_dim_times(W, K, -4)), "kg m^2 s^-3 K^-4");
    cd_dim root = m;
    root.e2[CD_M] = -1;
    assert_string_equal(cd_dim_text(f->arena, root), "m^(-1/2)");
    assert_int_equal(cd_dim_times(m, m, 1000).e2[CD_M], INT8_MAX);
    assert_int_equal(cd_dim_times(m, m, -1000).e2[CD_M], -INT8_MAX);
    fixture_free(f);
}

/* A word is one word: no operators, no digits, no superscripts. */
static void test_word_only(void **state)
{
    (void)state;
    static const char *const texts[] = {"",   "m2",  "m²",  "W/m", "W m", "m^2",   "2",
                                        "%%", "m K", "(m)", "-",   "é",   "ab\xff"};
    fixture *f = fixture_new();
    cd_unit unit;
    const char *why = "unset";
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(cd_unit_word(f->units, texts[i], strlen(texts[i]), &unit, &why));
    assert_null(why);
    assert_true(cd_unit_word(f->units, "mWatt", 2, &unit, NULL)); /* only as long as said */
    CHECK_REL(unit.scale, 1e-3, ROUNDING);
    cd_units_free(NULL);
    fixture_free(f);
}

/* Texts are told apart by their address, and one text by what it stands for. */
static void test_constants(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    static const char text[] = "1", same[] = "1";
    double value = NAN;
    assert_false(cd_units_recall(f->units, text, CD_NUMBER, &value));
    cd_units_keep(f->units, text, CD_NUMBER, 1);
    assert_false(cd_units_recall(f->units, text, CD_TEMPERATURE, &value));
    assert_false(cd_units_recall(f->units, same, CD_NUMBER, &value));
    assert_true(isnan(value));
    assert_true(cd_units_recall(f->units, text, CD_NUMBER, &value) && value == 1);
    static const char many[5000];
    for (size_t i = 0; i < sizeof many; i++) { /* more than there is room for: forgotten, never mistaken */
        cd_units_keep(f->units, &many[i], CD_MASS, (double)i);
        for (size_t k = i / 2; k <= i; k += 97)
            assert_true(!cd_units_recall(f->units, &many[k], CD_MASS, &value) || value == (double)k);
    }
    fixture_free(f);
}

static void *read_many(void *arg)
{
    static const char *const texts[] = {"W/(m K)", "inch", "psi", "kWh", "zorkmid", "µm", "J/(kg K)", "W/m K", "degF"};
    fixture *f = fixture_new();
    cd_unit unit;
    double sum = 0;
    for (int i = 0; i < 300; i++) {
        if (i % 50 == 49) { /* a fresh system now and then */
            cd_units_free(f->units);
            f->units = cd_units_new();
        }
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
            if (read_unit(f, texts[j], false, &unit) > 0)
                sum += unit.scale;
    }
    fixture_free(f);
    *(double *)arg = sum;
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    pthread_t threads[4];
    double sums[4], alone;
    read_many(&alone);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_many, &sums[i]), 0);
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < 4; i++)
        assert_true(sums[i] == alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_common),    cmocka_unit_test(test_words),      cmocka_unit_test(test_products),
        cmocka_unit_test(test_ends),      cmocka_unit_test(test_quantities), cmocka_unit_test(test_dimensions),
        cmocka_unit_test(test_word_only), cmocka_unit_test(test_threads),    cmocka_unit_test(test_constants),
    };
    return cmocka_run_group_tests_name("unit", tests, NULL, NULL);
}
