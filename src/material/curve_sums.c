/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * curve_sums - see curve_sums.h. A curve is known by its address, which stands for another one only when its memory was
 * given back in between: so only those in the arena that all this lives in are trusted.
 */
#include "curve_sums.h"

#include <string.h>

typedef struct {
    const cd_curve *sum; /* NULL: none yet */
    const cd_curve *const *curve;
    const double *w;
    size_t n;
} kept;

struct cd_curve_sums {
    cd_arena *arena;
    kept *of;
    size_t n, cap;
};

cd_curve_sums *cd_curve_sums_new(cd_arena *arena)
{
    cd_curve_sums *sums = cd_arena_alloc(arena, 1, sizeof *sums);
    sums->arena = arena;
    return sums;
}

static bool is_same(const kept *k, const cd_curve *const *curve, const double *w, size_t n)
{
    return k->sum && k->n == n && memcmp(k->curve, curve, n * sizeof *curve) == 0 &&
           memcmp(k->w, w, n * sizeof *w) == 0;
}

static bool lives_as_long(const cd_curve_sums *sums, const cd_curve *const *curve, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!cd_arena_holds(sums->arena, curve[i]))
            return false;
    return true;
}

const cd_curve *cd_curve_sums_get(cd_curve_sums *sums, size_t number, cd_arena *arena, const cd_curve *const *curve,
                                  const double *w, size_t n)
{
    while (sums->n <= number)
        CD_PUSH(sums->arena, sums->of, sums->n, sums->cap, (kept){0});
    kept *k = &sums->of[number];
    if (is_same(k, curve, w, n))
        return k->sum;
    if (k->sum || !lives_as_long(sums, curve, n))
        return cd_curve_sum(arena, curve, w, n);
    *k = (kept){cd_curve_sum(sums->arena, curve, w, n), cd_arena_grow(sums->arena, curve, n, n, sizeof *curve),
                cd_arena_grow(sums->arena, w, n, n, sizeof *w), n};
    return k->sum;
}
