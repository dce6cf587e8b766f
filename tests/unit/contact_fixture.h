/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * contact_fixture - for the tests of thermal contacts: one joint between A and B.
 */
#ifndef CD_TESTS_CONTACT_FIXTURE_H
#define CD_TESTS_CONTACT_FIXTURE_H

#include "../link_bench.h"

/* Formulas in closed form: only rounding. */
#define CLOSED 1e-8
/* A curve is tabulated to 1e-7 of its formula. */
#define CURVE 1e-6

static bench b;
static cd_expander ex;

static inline const bench_element *joint(const char *keys)
{
    bench_expand(&b, &ex, cd_arena_printf(b.arena, "[contact j]\nbetween = A, B\n%s", keys));
    assert_int_equal(ex.n_elements, 1);
    assert_int_equal(ex.elements[0].nodes[0], 0);
    assert_int_equal(ex.elements[0].nodes[1], 1);
    return &ex.elements[0];
}

static inline int close_bench(void **state)
{
    (void)state;
    bench_close(&b);
    return 0;
}

#endif
