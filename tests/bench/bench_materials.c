/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench_materials - what a property costs: reading and tabulating it, value and slope from the table, and the same from
 * the formula (slope by one more call), for one material of each form. Temperatures are drawn between 2 K and 300 K,
 * evenly in ln T, so that neighbouring calls hit different intervals.
 */
#include "../../src/material/material_build.h"

#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { N_T = 4096, ROUNDS = 9 };

typedef struct {
    const char *spec;
    cd_property_kind kind;
    const char *form;
} subject;

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 11) * 0x1p-53;
}

static double table_ns(const cd_property *p, const double *T_K, int calls, double *sum)
{
    double start = now_s(), slope;
    for (int i = 0; i < calls; i++) {
        *sum += cd_curve_slope(p->curve, T_K[i % N_T], &slope);
        *sum += slope;
    }
    return 1e9 * (now_s() - start) / calls;
}

static double formula_ns(const cd_property *p, const double *T_K, int calls, double *sum)
{
    double start = now_s();
    for (int i = 0; i < calls; i++) {
        double T = T_K[i % N_T];
        *sum += p->source_value(p->source_ctx, T) + p->source_value(p->source_ctx, T * (1 + 1e-6));
    }
    return 1e9 * (now_s() - start) / calls;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Medians of interleaved rounds. */
static void measure(const cd_property *p, const double *T_K, double *table, double *formula)
{
    double a[ROUNDS], b[ROUNDS], sum = 0;
    for (int r = 0; r < ROUNDS; r++) {
        a[r] = table_ns(p, T_K, 200000, &sum);
        b[r] = formula_ns(p, T_K, 20000, &sum);
    }
    qsort(a, ROUNDS, sizeof *a, ascending);
    qsort(b, ROUNDS, sizeof *b, ascending);
    *table = a[ROUNDS / 2];
    *formula = b[ROUNDS / 2] + (sum == 12345 ? 1 : 0); /* the sum is used, so that no call is left out */
}

int main(void)
{
    static const subject subjects[] = {
        {"al6061_t6", CD_PROPERTY_K, "log10_poly"},
        {"copper(RRR=50)", CD_PROPERTY_K, "hust_lankford"},
        {"copper(RRR=50, B=2 T)", CD_PROPERTY_K, "hust_lankford in a field"},
        {"copper(RRR=50)", CD_PROPERTY_C, "power_sum, poly"},
        {"gold(RRR=50)", CD_PROPERTY_K, "residual_plus_table"},
        {"nbti", CD_PROPERTY_C, "sc_twofluid, table"},
        {"niobium(RRR=300)", CD_PROPERTY_K, "nb_koechlin_bonin, table"},
        {"glass_epoxy", CD_PROPERTY_C, "cryosoft_a"},
        {"kevlar49", CD_PROPERTY_K, "kevlar_erf"},
        {"becu", CD_PROPERTY_C, "mixture"},
        {"nbti_cu_4(RRR=100)", CD_PROPERTY_C, "composite"},
        {"copper_polished", CD_PROPERTY_EMISSIVITY, "table"},
    };
    static double T_K[N_T];
    uint64_t state = 2385;
    for (int i = 0; i < N_T; i++)
        T_K[i] = 2 * pow(150, draw(&state));
    printf("%-24s %-4s %-26s %9s %14s %14s %9s %9s\n", "material", "", "form", "read (ms)", "table (ns)",
           "formula (ns)", "ratio", "intervals");
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        jmp_buf landing;
        cd_arena *arena = cd_arena_new(&landing);
        if (!arena || setjmp(landing) != 0)
            return 1;
        cd_reading rd = {arena, cd_diags_new(arena), cd_units_new(), NULL};
        const char *folder = CD_DATA_ROOT "/materials";
        double start = now_s(), table, formula;
        cd_materials *materials = cd_materials_new(&rd, &folder, 1);
        cd_value value =
            cd_value_of_source(cd_source_from_text(arena, "bench", subjects[i].spec, strlen(subjects[i].spec)));
        const cd_material *material = cd_material_get(materials, &rd, &value);
        double read_ms = 1e3 * (now_s() - start);
        if (!material)
            return 1;
        const cd_property *p = cd_material_property(material, subjects[i].kind);
        measure(p, T_K, &table, &formula);
        printf("%-24s %-4s %-26s %9.2f %14.1f %14.1f %9.1f %9u\n", subjects[i].spec,
               cd_properties[subjects[i].kind].word, subjects[i].form, read_ms, table, formula, formula / table,
               p->curve->n_pieces);
        cd_units_free(rd.units);
        cd_arena_free(arena);
    }
    return 0;
}
