/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_all - every file of cases/coolers, for tests of what all must show.
 */
#ifndef CD_TESTS_COOLER_ALL_H
#define CD_TESTS_COOLER_ALL_H

#include "cooler_fixture.h"

static const char *const *names;
static size_t n_names;
static cooler_fixture *fx;
static cd_coolers *coolers;

static const cd_cooler *get(const char *name)
{
    const cd_value value = fixture_value(fx, name);
    const cd_cooler *cooler = cd_cooler_get(coolers, &fx->rd, &value);
    if (!cooler) {
        fixture_print(fx);
        fail_msg("%s could not be read", name);
    }
    return cooler;
}

static int set_up(void **state)
{
    (void)state;
    fx = fixture_new();
    const char *const folders[] = {COOLER_FOLDER};
    coolers = cd_coolers_new(&fx->rd, folders, 1);
    n_names = cd_coolers_names(coolers, &names);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_free(fx);
    return 0;
}

#endif
