/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cooler_files - for tests of cooler files: the PT415's text to edit, a temporary folder to write it to, and a check
 * that a text is refused with a message.
 */
#ifndef CD_TESTS_COOLER_FILES_H
#define CD_TESTS_COOLER_FILES_H

#include "cooler_fixture.h"

typedef struct {
    cooler_fixture *fx;
    char folder[64], path[80];
    char *pt415;  /* text of the project's file */
    char *edited; /* its copy with replacements */
} test_files;

static inline char *read_text(const char *path)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *text = calloc(1, 65536);
    assert_non_null(text);
    assert_true(fread(text, 1, 65535, file) > 0);
    fclose(file);
    return text;
}

static inline int cooler_files_set_up(void **state)
{
    test_files *t = calloc(1, sizeof *t);
    assert_non_null(t);
    t->fx = fixture_new();
    snprintf(t->folder, sizeof t->folder, "/tmp/cooldown-test-XXXXXX");
    assert_non_null(mkdtemp(t->folder));
    snprintf(t->path, sizeof t->path, "%s/mine.ini", t->folder);
    t->pt415 = read_text(COOLER_FOLDER "/PT415.ini");
    t->edited = calloc(1, 65536);
    strcpy(t->edited, t->pt415);
    *state = t;
    return 0;
}

static inline int cooler_files_tear_down(void **state)
{
    test_files *t = *state;
    unlink(t->path);
    rmdir(t->folder);
    fixture_free(t->fx);
    free(t->pt415);
    free(t->edited);
    free(t);
    return 0;
}

/* Replaces the first `from`, which must be there, in the edited copy. */
static inline void replace(test_files *t, const char *from, const char *to)
{
    char *at = strstr(t->edited, from);
    if (!at)
        fail_msg("no \"%s\" in the file", from);
    char *rest = strdup(at + strlen(from));
    sprintf(at, "%s%s", to, rest);
    free(rest);
}

static inline void write_text(const test_files *t, const char *text)
{
    FILE *file = fopen(t->path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static inline const cd_cooler *try_text(const test_files *t, const char *text)
{
    write_text(t, text);
    const char *const folders[] = {t->folder};
    cd_coolers *coolers = cd_coolers_new(&t->fx->rd, folders, 1);
    const cd_value name = fixture_value(t->fx, "mine");
    return cd_cooler_get(coolers, &t->fx->rd, &name);
}

/* The text is refused with a message that contains `message` and, unless NULL, a hint that contains `hint`. */
static inline void check_refused(const test_files *t, const char *text, const char *message, const char *hint)
{
    assert_null(try_text(t, text));
    const cd_diags *diags = t->fx->rd.diags;
    assert_true(cd_diags_count(diags, CD_ERROR) > 0);
    for (size_t i = 0; i < cd_diags_size(diags); i++) {
        const cd_diag *diag = cd_diags_at(diags, i);
        if (strstr(diag->message, message) && (!hint || (diag->hint && strstr(diag->hint, hint))))
            return;
    }
    fixture_print(t->fx);
    fail_msg("no diagnostic \"%s\", hint \"%s\"", message, hint ? hint : "");
}

static inline size_t line_of(const test_files *t, size_t i)
{
    const cd_span span = cd_diags_at(t->fx->rd.diags, i)->span;
    size_t line, column;
    assert_non_null(span.source);
    cd_source_place(span.source, span.begin, &line, &column);
    return line;
}

static inline size_t line_in(const char *text, const char *what)
{
    size_t line = 1;
    const char *end = strstr(text, what);
    assert_non_null(end);
    for (const char *c = text; c < end; c++)
        line += *c == '\n';
    return line;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, cooler_files_set_up, cooler_files_tear_down)

#endif
