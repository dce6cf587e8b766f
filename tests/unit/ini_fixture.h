/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ini_fixture - for the tests of case texts: what was read of one, the errors in it, and files in a folder of its own.
 */
#ifndef CD_TESTS_INI_FIXTURE_H
#define CD_TESTS_INI_FIXTURE_H

#include "../../src/text/ini.h"
#include "../check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    jmp_buf landing;
    cd_arena *arena;
    cd_diags *diags;
    cd_ini ini;
    char folder[32];
    char *made[40]; /* files and folders under `folder`, in the order they were made */
    size_t n_made;
} fixture;

static inline int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = cd_arena_new(&f->landing);
    f->diags = cd_diags_new(f->arena);
    strcpy(f->folder, "/tmp/cd_ini_XXXXXX");
    *state = f;
    return mkdtemp(f->folder) == NULL;
}

static inline int tear_down(void **state)
{
    fixture *f = *state;
    while (f->n_made > 0)
        remove(f->made[--f->n_made]);
    int left = rmdir(f->folder);
    cd_arena_free(f->arena);
    free(f);
    return left;
}

static inline void check_section(const fixture *f, size_t i, const char *type, const char *name, size_t n_keys)
{
    assert_true(i < f->ini.n_sections);
    const cd_ini_section *s = &f->ini.sections[i];
    assert_string_equal(s->type, type);
    if (name)
        assert_string_equal(s->name, name);
    else
        assert_null(s->name);
    assert_int_equal(s->n_keys, n_keys);
}

/* Diagnostic i is an error in line and column of `path` with this message and hint. */
static inline void check_error(const fixture *f, size_t i, const char *path, const char *place, const char *message,
                               const char *hint)
{
    assert_true(i < cd_diags_size(f->diags));
    const cd_diag *d = cd_diags_at(f->diags, i);
    assert_int_equal(d->severity, CD_ERROR);
    assert_non_null(d->span.source);
    assert_string_equal(d->span.source->path, path);
    size_t line, column;
    cd_source_place(d->span.source, d->span.begin, &line, &column);
    assert_string_equal(cd_arena_printf(f->arena, "%zu:%zu+%zu", line, column, d->span.end - d->span.begin), place);
    assert_string_equal(d->message, message);
    assert_string_equal(d->hint, hint);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
