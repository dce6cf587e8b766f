/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * check - what the unit tests share: cmocka's headers in the order it wants, and assertions on doubles that print got,
 * want and tolerance.
 */
#ifndef CD_TESTS_CHECK_H
#define CD_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h needs the four above first */
#include <cmocka.h>

#include <math.h>
#include <stdio.h>

/* |got - want| <= tolerance (absolute). */
#define CHECK_NEAR(got, want, tolerance) check_near_((got), (want), (tolerance), 0, #got, __FILE__, __LINE__)
/* |got - want| <= tolerance * |want|. */
#define CHECK_REL(got, want, tolerance) check_near_((got), (want), (tolerance), 1, #got, __FILE__, __LINE__)

static inline void check_near_(double got, double want, double tolerance, int relative, const char *what,
                               const char *file, int line)
{
    double allowed = relative ? tolerance * fabs(want) : tolerance;
    if (!(fabs(got - want) <= allowed)) {
        print_error("%s:%d: %s = %.17g, want %.17g +- %.3g (off by %.3g)\n", file, line, what, got, want, allowed,
                    got - want);
        fail();
    }
}

#endif
