/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * test_materials - what every curve of the material library must be, whatever its file says: positive, continuous, C1,
 * its integral that of its value and invertible, its table that of its formula, and its blends as large as the file
 * states. Loops over all files, data sets, and the ends of the ranges of RRR and field, so that a new material is
 * covered unasked.
 */
#include "../verification/material_tables.h"

#include <float.h>

typedef struct {
    const cd_material *material;
    const cd_property *property;
} curve;

typedef struct {
    curve *of;
    size_t n, cap;
} curves;

static void add_curves(fixture *f, curves *all, const char *spec)
{
    const cd_material *material = material_of(f, spec);
    if (!material)
        fail_msg("no material %s", spec);
    for (int i = 0; i < CD_N_PROPERTIES; i++) {
        const cd_property *property = cd_material_property(material, (cd_property_kind)i);
        curve c = {material, property};
        if (property)
            CD_PUSH(f->arena, all->of, all->n, all->cap, c);
    }
}

static const char *spec_of(fixture *f, const cd_material_file *file, double RRR, double B_T, const char *data)
{
    const char *word[3];
    size_t n = 0;
    if (!isnan(RRR))
        word[n++] = cd_arena_printf(f->arena, "RRR=%g", RRR);
    if (B_T > 0)
        word[n++] = cd_arena_printf(f->arena, "B=%g T", B_T);
    if (strcmp(data, "default") != 0)
        word[n++] = cd_arena_printf(f->arena, "data=%s", data);
    return n ? cd_arena_printf(f->arena, "%s(%s)", file->name, cd_join(f->arena, word, n)) : file->name;
}

/* Every RRR that the pieces of a data set hold for, or else the default and both ends. */
static void add_data_set(fixture *f, curves *all, const cd_material_file *file, const char *data)
{
    bool fixed = false;
    for (size_t i = 0; i < file->n_pieces; i++)
        if (cd_file_piece_in(&file->pieces[i], data) && !isnan(file->pieces[i].RRR)) {
            add_curves(f, all, spec_of(f, file, file->pieces[i].RRR, 0, data));
            fixed = true;
        }
    if (fixed)
        return;
    add_curves(f, all, spec_of(f, file, file->RRR, 0, data));
    if (!isnan(file->RRR)) {
        add_curves(f, all, spec_of(f, file, file->RRR_min, 0, data));
        add_curves(f, all, spec_of(f, file, file->RRR_max, 0, data));
    }
    if (!isnan(file->B_max_T)) {
        add_curves(f, all, spec_of(f, file, file->RRR, 0.03 * file->B_max_T, data));
        add_curves(f, all, spec_of(f, file, file->RRR, 0.3 * file->B_max_T, data));
        add_curves(f, all, spec_of(f, file, file->RRR, file->B_max_T, data));
    }
}

static curves *all_curves(fixture *f)
{
    curves *all = cd_arena_alloc(f->arena, 1, sizeof *all);
    const char *const *names;
    size_t n = cd_materials_names(f->materials, &names);
    assert_true(n >= 100);
    for (size_t i = 0; i < n; i++) {
        const cd_material *material = material_of(f, names[i]);
        if (!material)
            fail_msg("%s cannot be read: %s", names[i], cd_diag_render(f->arena, cd_diags_at(f->diags, 0)));
        size_t n_data;
        const char *const *data = cd_material_file_data(f->arena, material->file, &n_data);
        for (size_t k = 0; k < n_data; k++)
            add_data_set(f, all, material->file, data[k]);
        if (n_data == 0)
            add_data_set(f, all, material->file, "default");
    }
    return all;
}

/* Temperatures from below the table to above it, closer where joins may lie; with all joins and their neighbours. */
#define FOR_MANY_T(T_K) for (double T_K = 0.03; T_K < 2500; T_K *= 1.0041)

static bool is_contraction(const curve *c)
{
    return c->property->kind == CD_PROPERTY_CONTRACTION;
}

static void wrong(const curve *c, const char *what, double T_K, double got, double want)
{
    fail_msg("%s of %s at %.9g K: %s: %.12g, want %.12g", cd_properties[c->property->kind].word, c->material->name, T_K,
             what, got, want);
}

static void curves_are_positive(void **state)
{
    const curves *all = all_curves(*state);
    for (size_t i = 0; i < all->n; i++)
        FOR_MANY_T(T_K)
        {
            double y = cd_curve_value(all->of[i].property->curve, T_K);
            if (!is_contraction(&all->of[i]) && !(y > 0))
                wrong(&all->of[i], "not positive", T_K, y, 1);
            if (all->of[i].property->kind == CD_PROPERTY_EMISSIVITY && y > 1)
                wrong(&all->of[i], "above one", T_K, y, 1);
            if (is_contraction(&all->of[i]) && T_K < 320 && !(y > -0.03 && y < 0.01))
                wrong(&all->of[i], "no contraction", T_K, y, 0);
        }
    print_message("%zu curves\n", all->n);
}

/* The table against the formula: 1e-6, blends included; within 0.1 K of a transition, which is spread over 0.1 K and
 * has few intervals, 5e-4. */
static void tables_follow_their_formulas(void **state)
{
    const curves *all = all_curves(*state);
    double worst = 0, worst_jump = 0;
    for (size_t i = 0; i < all->n; i++) {
        const cd_property *p = all->of[i].property;
        FOR_MANY_T(T_K)
        {
            if (T_K < CD_CURVE_T_MIN_K || T_K > CD_CURVE_T_MAX_K)
                continue;
            double y = cd_curve_value(p->curve, T_K), want = p->source_value(p->source_ctx, T_K);
            double scale = is_contraction(&all->of[i]) ? fmax(fabs(want), 1e-4) : want;
            bool jump = near_jump(p, T_K, 0.1);
            worst = fmax(worst, jump ? 0 : fabs(y - want) / scale);
            worst_jump = fmax(worst_jump, jump ? fabs(y - want) / scale : 0);
            if (!(fabs(y - want) <= (jump ? 5e-4 : 1e-6) * scale))
                wrong(&all->of[i], "table off its formula", T_K, y, want);
        }
    }
    print_message("%zu curves, largest difference of table and formula %.2g, in transitions %.2g\n", all->n, worst,
                  worst_jump);
}

/* At a temperature: no step of the value, no step of the slope. */
static void check_smooth(const curve *c, double T_K)
{
    double left_slope, right_slope, left = cd_curve_slope(c->property->curve, T_K * (1 - 1e-12), &left_slope);
    double right = cd_curve_slope(c->property->curve, T_K * (1 + 1e-12), &right_slope);
    double scale = is_contraction(c) ? fmax(fabs(left), 1e-4) : left;
    if (!(fabs(right - left) <= 1e-9 * scale))
        wrong(c, "step of the value", T_K, right, left);
    double steep = fmax(fmax(fabs(left_slope), fabs(right_slope)), scale / T_K);
    if (!(fabs(right_slope - left_slope) <= 1e-3 * steep))
        wrong(c, "step of the slope", T_K, right_slope, left_slope);
}

static void curves_have_no_kinks(void **state)
{
    const curves *all = all_curves(*state);
    size_t joins = 0;
    for (size_t i = 0; i < all->n; i++) {
        const curve *c = &all->of[i];
        for (int e = 0; e < CD_CURVE_N_OCTAVES; e++) { /* every knot of the table */
            double first_K = ldexp(1, CD_CURVE_FIRST_EXPONENT + e),
                   steps = ldexp(1, (int)c->property->curve->octave[e].bits);
            for (double k = e == 0; k < steps; k++)
                check_smooth(c, first_K * (1 + k / steps));
        }
        if (strcmp(c->property->pieces[0].form, "composite") == 0)
            continue;
        for (size_t k = 0; k + 1 < c->property->n_pieces; k++, joins++) {
            cd_join_effect join = cd_piecewise_join(c->property, k);
            check_smooth(c, join.T_from_K);
            check_smooth(c, join.T_K);
            check_smooth(c, join.T_to_K);
        }
        check_smooth(c, c->property->T_min_K);
        check_smooth(c, c->property->T_max_K);
    }
    print_message("%zu curves with %zu joins\n", all->n, joins);
}

/* Gauss's rule of four points, exact for the cubics of the table, over pieces that end at its knots. */
static double gauss(const cd_curve *of, double a, double b)
{
    const double node[] = {0.33998104358485626, 0.86113631159405258},
                 weight[] = {0.65214515486254614, 0.34785484513745386};
    double sum = 0, middle = 0.5 * (a + b), half = 0.5 * (b - a);
    for (int i = 0; i < 2; i++)
        sum += weight[i] * (cd_curve_value(of, middle - half * node[i]) + cd_curve_value(of, middle + half * node[i]));
    return half * sum;
}

static void integrals_belong_to_their_values(void **state)
{
    const curves *all = all_curves(*state);
    double worst = 0;
    for (size_t i = 0; i < all->n; i++) {
        const cd_curve *c = all->of[i].property->curve;
        double sum = cd_curve_integral(c, CD_CURVE_T_MIN_K), size = fabs(sum);
        for (int e = 0; e < CD_CURVE_N_OCTAVES; e++) {
            double first_K = ldexp(1, CD_CURVE_FIRST_EXPONENT + e), steps = ldexp(1, (int)c->octave[e].bits);
            for (double k = 0; k < steps; k++) {
                double piece = gauss(c, first_K * (1 + k / steps), first_K * (1 + (k + 1) / steps));
                sum += piece;
                size += fabs(piece);
                double got = cd_curve_integral(c, first_K * (1 + (k + 1) / steps));
                worst = fmax(worst, fabs(got - sum) / size);
                if (!(fabs(got - sum) <= 1e-9 * size))
                    wrong(&all->of[i], "integral", first_K * (1 + (k + 1) / steps), got, sum);
            }
        }
    }
    print_message("%zu curves, largest difference of an integral %.2g\n", all->n, worst);
}

/* The integral of the table against one of the formula, by Gauss's rule over short steps. */
static void integrals_are_those_of_the_formula(void **state)
{
    const curves *all = all_curves(*state);
    for (size_t i = 0; i < all->n; i++) {
        const cd_property *p = all->of[i].property;
        const double node[] = {0.33998104358485626, 0.86113631159405258},
                     weight[] = {0.65214515486254614, 0.34785484513745386};
        double sum = 0, size = 0;
        for (double T_K = 1; T_K < 320; T_K *= 1.002) {
            double middle = T_K * 1.001, half = T_K * 0.001;
            for (int k = 0; k < 4; k++) {
                double at_K = middle + (k % 2 ? half : -half) * node[k / 2];
                double y = half * weight[k / 2] * p->source_value(p->source_ctx, at_K);
                sum += y;
                size += fabs(y);
            }
            double got = cd_curve_between(p->curve, 1, T_K * 1.002);
            if (!(fabs(got - sum) <= 1e-6 * size))
                wrong(&all->of[i], "integral off that of the formula", T_K, got, sum);
        }
    }
}

/* --- and back --- */

/* How far T from its integral is off, in units of rounding: those of T, and those of Y. */
static double roundings(const cd_curve *c, double T_K, cd_curve_hint *hint)
{
    double y, Y = cd_curve_integral(c, T_K), back_K = cd_curve_inverse(c, Y, hint, &y);
    return fabs(back_K - T_K) / (DBL_EPSILON * (T_K + Y / cd_curve_value(c, T_K)));
}

/* Enthalpies give back their temperatures to rounding, rise with them, and meet all knots exactly. */
static void enthalpies_can_be_inverted(void **state)
{
    const curves *all = all_curves(*state);
    size_t n = 0;
    double worst = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (all->of[i].property->kind != CD_PROPERTY_C)
            continue;
        const cd_curve *c = all->of[i].property->curve;
        cd_curve_hint hint = {0};
        n++;
        for (uint32_t k = 0; k < c->n_pieces; k++) {
            double y, left_K = c->piece[k].T_left_K, width_K = c->piece[k + 1].T_left_K - left_K, last_K = left_K;
            if (cd_curve_inverse(c, c->piece[k].Y_left, &hint, &y) != left_K)
                wrong(&all->of[i], "knot", left_K, cd_curve_inverse(c, c->piece[k].Y_left, &hint, &y), left_K);
            for (int part = 1; part < 16; part++) {
                double T_K = left_K + width_K * part / 16, off = roundings(c, T_K, &hint);
                double now_K = cd_curve_inverse(c, cd_curve_integral(c, T_K), &hint, &y);
                worst = fmax(worst, off);
                if (!(off <= 1))
                    wrong(&all->of[i], "inverse of the integral", T_K, now_K, T_K);
                if (!(now_K > last_K))
                    wrong(&all->of[i], "inverse falls", T_K, now_K, last_K);
                last_K = now_K;
            }
        }
    }
    print_message("%zu specific heats, largest error of an inverse %.2g units of rounding\n", n, worst);
}

/* --- what the files state --- */

static bool is_stated(double stated, double is)
{
    return fabs(stated - is) <= 0.06 * fabs(is) + 6e-8; /* two digits are stated */
}

static void blends_are_as_large_as_stated(void **state)
{
    fixture *f = *state;
    const char *const *names;
    size_t n = cd_materials_names(f->materials, &names), blends = 0, off = 0;
    for (size_t i = 0; i < n; i++) {
        size_t n_data, n_checked = 0;
        const cd_material_file *file = material_of(f, names[i])->file;
        const char *const *data = cd_material_file_data(f->arena, file, &n_data);
        for (size_t d = 0; d < n_data; d++) {
            const cd_material *material = material_of(
                f, spec_of(f, file, strcmp(data[d], "nist") == 0 && strcmp(names[i], "copper") == 0 ? 100 : file->RRR,
                           0, data[d]));
            assert_non_null(material);
            for (int p = 0; p < CD_N_PROPERTIES; p++) {
                const cd_property *property = cd_material_property(material, (cd_property_kind)p);
                for (size_t k = 0; property && k + 1 < property->n_pieces; k++) {
                    cd_join_effect join = cd_piecewise_join(property, k);
                    const cd_file_piece *piece = file_piece(material, &property->pieces[k + 1]);
                    assert_non_null(piece);
                    bool blended = join.T_to_K > join.T_from_K, said = !isnan(piece->blend_value);
                    n_checked += blended;
                    if (d > 0 && cd_file_piece_in(piece, "default"))
                        continue; /* another piece may stand before it there: the file speaks of the default set */
                    if (blended == said && (!said || (is_stated(piece->blend_value, join.value_change) &&
                                                      is_stated(piece->blend_integral, join.integral_change))))
                        continue;
                    off++;
                    print_error("%s,%s,%s,%.2g,%.2g\n", names[i], cd_properties[p].word, piece->name, join.value_change,
                                join.integral_change);
                }
            }
        }
        blends += n_checked;
    }
    print_message("%zu blends\n", blends);
    assert_int_equal(off, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(curves_are_positive),
        TEST(tables_follow_their_formulas),
        TEST(curves_have_no_kinks),
        TEST(integrals_belong_to_their_values),
        TEST(integrals_are_those_of_the_formula),
        TEST(enthalpies_can_be_inverted),
        TEST(blends_are_as_large_as_stated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
