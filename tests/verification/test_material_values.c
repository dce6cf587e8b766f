/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_material_values - every material of the library against golden values of its published formulas, and against
 * measurements and handbooks.
 */
#include "material_tables.h"

/* At a corner of straight lines, which is rounded, a value differs by up to this much. */
static const double rounding = 0.05;

/* The table has intervals of 0.008 T about a transition: one that begins inside the 0.1 K of the jump may end outside.
 */
static bool beside_jump(const cd_property *property, double T_K)
{
    for (size_t i = 0; i < property->n_jumps; i++)
        if (fabs(T_K - property->jumps_K[i]) < 0.05 + 0.008 * T_K)
            return true;
    return false;
}

/* What the table may be off there, and where a rounded corner ends; relative. The formula itself is held to 1e-6. */
static double table_error(fixture *f, const cd_material *material, const cd_property *property, double T_K)
{
    if (beside_jump(property, T_K))
        return 5e-5;
    bool ends = at_corner(f, material, property, T_K * 0.9999) || at_corner(f, material, property, T_K * 1.0001);
    return ends ? 5e-6 : 0;
}

/* Twelve rows stand below the range of their data (resistivity of Hastelloy below 4 K, contraction of sapphire below 15
 * K and of Stycast below 20 K), where the golden values go on with the formula and the program with a constant. */
static const double outside_change = 0.025;

typedef struct {
    int rows, blended, rounded, jumps, outside, wrong;
    double worst, worst_blended;
} tally;

static void compare(fixture *f, const table_row *row, tally *t)
{
    const cd_material *material = material_of_row(f, row);
    const cd_property *property = cd_material_property(material, kind_of(row->property));
    assert_non_null(property);
    double formula = property->source_value(property->source_ctx, row->T_K);
    double curve = cd_curve_value(property->curve, row->T_K);
    double scale = property->kind == CD_PROPERTY_CONTRACTION ? fmax(fabs(row->value), 1e-4) : fabs(row->value);
    double loose = table_error(f, material, property, row->T_K) * scale;
    double off = fmax(fabs(formula - row->value), fabs(curve - row->value) - loose) / scale, change = 0, allowed = 1e-6;
    t->rows++;
    if (off > 1e-6 && in_jump(property, row->T_K)) {
        t->jumps++;
        return;
    }
    if (in_blend(f, material, property, row->T_K, &change)) {
        t->blended++;
        t->worst_blended = fmax(t->worst_blended, off);
        allowed = property->kind == CD_PROPERTY_CONTRACTION ? 0.05 : 1.01 * change + 1e-6;
    } else if (row->T_K < property->T_min_K) {
        t->outside++;
        allowed = outside_change;
    } else if (off > 1e-6 && at_corner(f, material, property, row->T_K)) {
        t->rounded++;
        allowed = rounding;
    } else {
        t->worst = fmax(t->worst, off);
    }
    if (off <= allowed)
        return;
    t->wrong++;
    print_error("%s at %g K: formula %.9g, curve %.9g, want %.9g (off by %.2g, allowed %.2g)\n", material->name,
                row->T_K, formula, curve, row->value, off, allowed);
}

static void check_table(fixture *f, const char *name, int n_wanted)
{
    table t;
    table_row row;
    tally all = {0};
    table_open(&t, name);
    while (table_next(&t, &row))
        compare(f, &row, &all);
    print_message("%s: %d values; %d outside blends, worst %.2g; %d in blends, worst %.2g; %d at rounded corners, "
                  "%d in transitions, %d below the data\n",
                  name, all.rows, all.rows - all.blended - all.rounded - all.jumps - all.outside, all.worst,
                  all.blended, all.worst_blended, all.rounded, all.jumps, all.outside);
    assert_int_equal(all.wrong, 0);
    assert_int_equal(all.rows, n_wanted);
    assert_true(all.outside <= 12 && all.rounded <= 70 && all.jumps <= 1);
}

static void formulas_give_the_golden_values(void **state)
{
    check_table(*state, "tests/verification/fit_values.csv", 5294);
}

static void other_data_sets_and_points_between_too(void **state)
{
    check_table(*state, "tests/verification/fit_values_more.csv", 3246);
}

static void surfaces_too(void **state)
{
    check_table(*state, "tests/verification/fit_values_surfaces.csv", 245);
}

/* --- measurements --- */

enum { MOST_ROWS = 512 };

typedef struct {
    char material[48], property[32];
    double deviation[MOST_ROWS], expected; /* per cent */
    int n, outside;
} group;

static group *group_of(group *groups, size_t *n, const table_row *row)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(groups[i].material, row->material) == 0 && strcmp(groups[i].property, row->property) == 0)
            return &groups[i];
    group *g = &groups[(*n)++];
    snprintf(g->material, sizeof g->material, "%s", row->material);
    snprintf(g->property, sizeof g->property, "%s", row->property);
    return g;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measurements_lie_within_their_scatter(void **state)
{
    fixture *f = *state;
    static group groups[128];
    size_t n = 0;
    int rows = 0, outside = 0;
    table t;
    table_row row;
    table_open(&t, "materials/reference_values.csv");
    for (; table_next(&t, &row); rows++) {
        const cd_property *property = cd_material_property(material_of_row(f, &row), kind_of(row.property));
        assert_non_null(property);
        group *g = group_of(groups, &n, &row);
        double percent = 100 * fabs(cd_curve_value(property->curve, row.T_K) / row.value - 1);
        g->deviation[g->n++] = percent;
        g->expected = fmax(g->expected, row.percent);
        if (percent <= row.percent)
            continue;
        g->outside++;
        print_error("%s %s at %g K: off by %.3g %%, expected %.3g %% (%s)\n", row.material, row.property, row.T_K,
                    percent, row.percent, row.source);
    }
    print_message("%-16s %-24s %6s %9s %9s %12s\n", "material", "property", "points", "worst %", "median %",
                  "expected, % <=");
    for (size_t i = 0; i < n; i++) {
        group *g = &groups[i];
        qsort(g->deviation, (size_t)g->n, sizeof *g->deviation, by_size);
        print_message("%-16s %-24s %6d %9.2f %9.2f %12g\n", g->material, g->property, g->n, g->deviation[g->n - 1],
                      g->deviation[g->n / 2], g->expected);
        outside += g->outside;
    }
    print_message("%d points of %zu curves, %d outside the expected agreement\n", rows, n, outside);
    assert_int_equal(rows, 381);
    assert_int_equal(outside, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {TEST(formulas_give_the_golden_values),
                                       TEST(other_data_sets_and_points_between_too), TEST(surfaces_too),
                                       TEST(measurements_lie_within_their_scatter)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
