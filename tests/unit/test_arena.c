/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of src/text/arena.c: alignment, zeroing, growth, formatted text, and where a failing allocation lands.
 */
#include "../../src/text/arena.h"
#include "../check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

static void objects_are_zero_aligned_and_apart(void **state)
{
    enum { N = 3000 };
    static unsigned char *objects[N];
    for (size_t i = 0; i < N; i++) {
        size_t size = 1 + i * 37 % 211;
        objects[i] = cd_arena_alloc(*state, 1, size);
        assert_int_equal((uintptr_t)objects[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(objects[i][k], 0);
        memset(objects[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < 1 + i * 37 % 211; k++)
            assert_int_equal(objects[i][k], i % 251);
}

static void large_objects_leave_small_ones_alone(void **state)
{
    unsigned char *small = cd_arena_alloc(*state, 5, 1), *large = cd_arena_alloc(*state, 700001, 3),
                  *next = cd_arena_alloc(*state, 7, 1);
    memset(large, 0xEE, 2100003);
    for (size_t k = 0; k < 5; k++)
        assert_int_equal(small[k], 0);
    for (size_t k = 0; k < 7; k++)
        assert_int_equal(next[k], 0);
}

static void nothing_is_a_valid_pointer(void **state)
{
    assert_non_null(cd_arena_alloc(*state, 0, 16));
    assert_non_null(cd_arena_alloc(*state, 3, 0));
    assert_non_null(cd_arena_grow(*state, NULL, 0, 0, 8));
    cd_arena_free(NULL);
}

static void growing_copies_and_zeroes(void **state)
{
    int *old = cd_arena_alloc(*state, 3, sizeof *old);
    old[0] = 7, old[1] = -11, old[2] = 13;
    int *grown = cd_arena_grow(*state, old, 3, 5, sizeof *old);
    int want[] = {7, -11, 13, 0, 0};
    assert_memory_equal(grown, want, sizeof want);
}

static void pushing_doubles_the_room(void **state)
{
    size_t *items = NULL, n = 0, cap = 0;
    for (size_t i = 0; i < 1000; i++)
        CD_PUSH(*state, items, n, cap, i * i);
    assert_int_equal(n, 1000);
    assert_int_equal(cap, 1024);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(items[i], i * i);
}

static void texts_end_with_zero(void **state)
{
    assert_string_equal(cd_arena_strn(*state, "strap and more", 5), "strap");
    assert_string_equal(cd_arena_strn(*state, NULL, 0), "");
    assert_string_equal(cd_arena_printf(*state, "%s = %.3f m", "length", 2.385), "length = 2.385 m");
    char *wide = cd_arena_printf(*state, "%*d", 100000, 42);
    assert_int_equal(strlen(wide), 100000);
    assert_string_equal(wide + 99998, "42");
}

/* Whether the allocation jumps to the landing instead of coming back. */
static int lands(cd_arena *arena, size_t count, size_t size)
{
    jmp_buf here;
    cd_arena_set_landing(arena, &here);
    if (setjmp(here))
        return 1;
    cd_arena_alloc(arena, count, size);
    return 0;
}

static void too_much_lands(void **state)
{
    assert_true(lands(*state, SIZE_MAX / 2, 1));
    assert_true(lands(*state, SIZE_MAX / 2, 4)); /* the product wraps around to a small number */
    assert_true(lands(*state, SIZE_MAX, SIZE_MAX));
    assert_true(lands(*state, (size_t)PTRDIFF_MAX, 1));
    assert_true(lands(*state, 1, SIZE_MAX - 8)); /* the rounding would wrap */
    assert_false(lands(*state, 1, 8));           /* and the arena goes on */
}

static void too_long_a_text_lands(void **state)
{
    jmp_buf here;
    cd_arena_set_landing(*state, &here);
    if (setjmp(here) == 0) {
        cd_arena_strn(*state, "x", SIZE_MAX);
        fail();
    }
}

/* A child with 64 MiB of address space asks for memory until there is none: 0 when it lands, and can free. */
static int run_out_of_memory(void)
{
    struct rlimit limit = {64 << 20, 64 << 20};
    jmp_buf here;
    cd_arena *arena = cd_arena_new(&here);
    if (!arena || setrlimit(RLIMIT_AS, &limit) != 0)
        return 2;
    if (setjmp(here)) {
        cd_arena_free(arena);
        return 0;
    }
    for (int i = 0; i < 1000000; i++)
        memset(cd_arena_alloc(arena, 1, 1000), 1, 1000);
    return 1;
}

/* The address sanitizer and valgrind need more address space than the child may have. */
static int is_instrumented(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return 1;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return 1;
#endif
#endif
    const char *preload = getenv("LD_PRELOAD");
    return preload && strstr(preload, "vgpreload");
}

static void no_memory_lands(void **state)
{
    (void)state;
    if (is_instrumented())
        skip();
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(run_out_of_memory());
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void what_it_holds(void **state)
{
    cd_arena *other = cd_arena_new(&landing);
    const char *small = cd_arena_alloc(*state, 5, 1), *large = cd_arena_alloc(*state, 700001, 3);
    const char *theirs = cd_arena_alloc(other, 5, 1);
    assert_true(cd_arena_holds(*state, small) && cd_arena_holds(*state, small + 4));
    assert_true(cd_arena_holds(*state, large) && cd_arena_holds(*state, large + 2100002));
    assert_false(cd_arena_holds(*state, theirs) || cd_arena_holds(other, small) || cd_arena_holds(other, large));
    assert_false(cd_arena_holds(*state, &other) || cd_arena_holds(*state, NULL));
    cd_arena_free(other);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(objects_are_zero_aligned_and_apart),
        TEST(large_objects_leave_small_ones_alone),
        TEST(nothing_is_a_valid_pointer),
        TEST(growing_copies_and_zeroes),
        TEST(pushing_doubles_the_room),
        TEST(texts_end_with_zero),
        TEST(what_it_holds),
        TEST(too_much_lands),
        TEST(too_long_a_text_lands),
        TEST(no_memory_lands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
