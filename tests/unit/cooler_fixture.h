/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_fixture - what the tests of coolers share: a reading of its own, the project's cooler folder, and files made
 * up in a temporary folder.
 */
#ifndef CD_TESTS_COOLER_FIXTURE_H
#define CD_TESTS_COOLER_FIXTURE_H

#include "../../src/cooler/cooler.h"
#include "../check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COOLER_FOLDER CD_DATA_ROOT "/cases/coolers"

typedef struct {
    jmp_buf landing;
    cd_reading rd;
} cooler_fixture;

static inline cooler_fixture *fixture_new(void)
{
    cooler_fixture *fx = calloc(1, sizeof *fx);
    assert_non_null(fx);
    if (setjmp(fx->landing))
        fail_msg("no memory");
    fx->rd.arena = cd_arena_new(&fx->landing);
    fx->rd.diags = cd_diags_new(fx->rd.arena);
    fx->rd.units = cd_units_new();
    return fx;
}

static inline void fixture_free(cooler_fixture *fx)
{
    cd_units_free(fx->rd.units);
    cd_arena_free(fx->rd.arena);
    free(fx);
}

static inline cd_value fixture_value(cooler_fixture *fx, const char *text)
{
    return cd_value_of_source(cd_source_from_text(fx->rd.arena, "test", text, strlen(text)));
}

static inline void fixture_print(cooler_fixture *fx)
{
    for (size_t i = 0; i < cd_diags_size(fx->rd.diags); i++)
        print_error("%s", cd_diag_render(fx->rd.arena, cd_diags_at(fx->rd.diags, i)));
}

/* A model of a folder, which must be read without a word. */
static inline const cd_cooler *fixture_cooler(cooler_fixture *fx, const char *folder, const char *name)
{
    const char *const folders[] = {folder};
    cd_coolers *coolers = cd_coolers_new(&fx->rd, folders, 1);
    const cd_value value = fixture_value(fx, name);
    const cd_cooler *cooler = cd_cooler_get(coolers, &fx->rd, &value);
    if (!cooler || cd_diags_size(fx->rd.diags)) {
        fixture_print(fx);
        fail_msg("cooler %s could not be read", name);
    }
    return cooler;
}

static inline double log_between(double low, double high, double share)
{
    return low * pow(high / low, share);
}

static inline double from_0_to_1(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) / 16777216.0;
}

/* The largest change of a partial between neighbours on a line of n steps along one temperature, up to 430 K. */
static inline double largest_change(const cd_cooler *cooler, int stage, double low_K, double other_K, int n)
{
    double before[4] = {0}, largest = 0;
    for (int k = 0; k <= n; k++) {
        double T_K[2] = {other_K, other_K}, Q_W[2], D[4] = {0};
        T_K[stage] = log_between(low_K, 430, (double)k / n);
        cd_cooler_lift(cooler, T_K, Q_W, D);
        for (int m = 0; k > 0 && m < 4; m++)
            largest = fmax(largest, fabs(D[m] - before[m]));
        memcpy(before, D, sizeof D);
    }
    return largest;
}

#endif
