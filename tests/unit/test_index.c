/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of src/text/index.c: names are found under their own numbers whatever else is there, the first of equal names
 * stays, and looking one up does not cost more when there are many.
 */
#include "../../src/text/index.h"
#include "../check.h"

#include <stdio.h>
#include <string.h>

static jmp_buf landing;

static int set_up(void **state)
{
    *state = cd_arena_new(&landing);
    return *state == NULL;
}

static int tear_down(void **state)
{
    cd_arena_free(*state);
    return 0;
}

static void nothing_is_found_in_an_empty_index(void **state)
{
    cd_index *index = cd_index_new(*state);
    size_t number = 17;
    assert_false(cd_index_find(index, "coil", 4, &number));
    assert_false(cd_index_find(index, "", 0, &number));
    assert_int_equal(number, 17);
    assert_int_equal(cd_index_size(index), 0);
    assert_int_equal(cd_index_looks(index), 0);
}

static void names_are_told_apart_by_every_byte(void **state)
{
    static const char *const names[] = {"coil", "coil1", "coi", "Coil", "c", "coil.1", "lioc", ""};
    enum { N = sizeof names / sizeof *names };
    cd_index *index = cd_index_new(*state);
    for (size_t i = 0; i < N; i++)
        assert_true(cd_index_add(index, names[i], 100 + i));
    assert_int_equal(cd_index_size(index), N);
    for (size_t i = 0; i < N; i++) {
        size_t number = 0;
        assert_true(cd_index_find(index, names[i], strlen(names[i]), &number));
        assert_int_equal(number, 100 + i);
    }
    size_t number = 17;
    assert_false(cd_index_find(index, "coil2", 5, &number));
    assert_false(cd_index_find(index, "coil1", 3 + 3, &number)); /* its zero byte is no part of it */
    assert_int_equal(number, 17);
}

static void the_first_of_equal_names_stays(void **state)
{
    cd_index *index = cd_index_new(*state);
    const char copy[] = "coil";
    size_t number = 0;
    assert_true(cd_index_add(index, "coil", 3));
    assert_false(cd_index_add(index, copy, 5));
    assert_int_equal(cd_index_size(index), 1);
    assert_true(cd_index_find(index, "coil", 4, &number));
    assert_int_equal(number, 3);
}

static void a_part_of_a_text_is_a_name(void **state)
{
    cd_index *index = cd_index_new(*state);
    cd_index_add(index, "cold_plate", 7);
    const char text[] = "coil, cold_plate, shield";
    const cd_source *source = cd_source_from_text(*state, "case.ini", text, strlen(text));
    const cd_value all = cd_value_of_source(source), part = cd_value_cut(&all, 6, 16), more = cd_value_cut(&all, 6, 17);
    size_t number = 0;
    assert_true(cd_index_find_value(index, &part, &number));
    assert_int_equal(number, 7);
    assert_false(cd_index_find_value(index, &more, &number));
}

/* Names as cases have them, which differ only in their last letters; far more than fit into the first table, so that
 * it grows a dozen times and many share a place. */
enum { MANY = 100000 };

static void many_names_are_all_found(void **state)
{
    cd_index *index = cd_index_new(*state);
    for (size_t i = 0; i < MANY; i++)
        assert_true(cd_index_add(index, cd_arena_printf(*state, "p%zu_%zu", i % 317, i / 317), i));
    assert_int_equal(cd_index_size(index), MANY);
    for (size_t i = 0; i < MANY; i++) {
        char name[40];
        size_t number = MANY;
        int n = snprintf(name, sizeof name, "p%zu_%zu", i % 317, i / 317);
        assert_true(cd_index_find(index, name, (size_t)n, &number));
        assert_int_equal(number, i);
    }
}

/* A table with linear probing at most half full looks at 1.5 names for one that is there and at 1.5 more for one that
 * is not (Knuth, The Art of Computer Programming 3, 6.4, theorem K, at load 1/2: 1.5 and 2.5 places). A dozen
 * doublings enter each name about twice. */
static void looks_do_not_grow_with_the_number_of_names(void **state)
{
    for (size_t n = 100; n <= MANY; n *= 10) {
        cd_index *index = cd_index_new(*state);
        for (size_t i = 0; i < n; i++)
            cd_index_add(index, cd_arena_printf(*state, "b%zu", i), i);
        const size_t entered = cd_index_looks(index);
        for (size_t i = 0; i < 2 * n; i++) {
            char name[40];
            size_t number, length = (size_t)snprintf(name, sizeof name, "b%zu", i);
            assert_true(cd_index_find(index, name, length, &number) == (i < n));
        }
        assert_in_range(entered, 0, 4 * n);
        assert_in_range(cd_index_looks(index) - entered, n, 4 * n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_found_in_an_empty_index, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_are_told_apart_by_every_byte, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_first_of_equal_names_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_part_of_a_text_is_a_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_names_are_all_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(looks_do_not_grow_with_the_number_of_names, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
