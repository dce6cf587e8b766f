/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of src/text/ini_include.c: files that a case includes, in which order, and from where they may not come.
 */
#include "ini_fixture.h"

#include <sys/stat.h>

static char *path_of(fixture *f, const char *name)
{
    return cd_arena_printf(f->arena, "%s/%s", f->folder, name);
}

static void keep(fixture *f, char *path)
{
    assert_true(f->n_made < 40);
    f->made[f->n_made++] = path;
}

static void make_file(fixture *f, const char *name, const char *text)
{
    keep(f, path_of(f, name));
    FILE *file = fopen(path_of(f, name), "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void make_folder(fixture *f, const char *name)
{
    keep(f, path_of(f, name));
    assert_int_equal(mkdir(path_of(f, name), 0700), 0);
}

static void make_link(fixture *f, const char *name, const char *to)
{
    keep(f, path_of(f, name));
    assert_int_equal(symlink(to, path_of(f, name)), 0);
}

static bool read_main(fixture *f)
{
    return cd_ini_read(f->arena, path_of(f, "main.ini"), f->diags, &f->ini);
}

static void includes_nest_in_order(void **state)
{
    fixture *f = *state;
    make_folder(f, "sub");
    make_file(f, "main.ini", "include = sub/a.ini\ninclude=\"c # d.ini\"\n[case]\nx = 1\n");
    make_file(f, "sub/a.ini", "include = b.ini\n[node a]\ny = 2");
    make_file(f, "sub/b.ini", "\xEF\xBB\xBF[node b]\n");
    make_file(f, "c # d.ini", "[node c]\n");
    assert_true(read_main(f));
    assert_int_equal(cd_diags_size(f->diags), 0);
    assert_int_equal(f->ini.n_sections, 4);
    check_section(f, 0, "node", "b", 0);
    check_section(f, 1, "node", "a", 1);
    check_section(f, 2, "node", "c", 0);
    check_section(f, 3, "case", NULL, 1);
    assert_int_equal(f->ini.n_sources, 4);
    assert_string_equal(f->ini.sources[0]->path, path_of(f, "main.ini"));
    assert_string_equal(f->ini.sources[2]->path, path_of(f, "sub/b.ini"));
    assert_ptr_equal(f->ini.sections[1].header.source, f->ini.sources[1]);
}

static void relative_main_file(void **state)
{
    fixture *f = *state;
    make_file(f, "main.ini", "include = a.ini\n[case]\n");
    make_file(f, "a.ini", "[node a]\n");
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(f->folder), 0);
    bool good = cd_ini_read(f->arena, "main.ini", f->diags, &f->ini);
    assert_int_equal(chdir(here), 0);
    assert_true(good);
    assert_int_equal(cd_diags_size(f->diags), 0);
    assert_string_equal(f->ini.sources[1]->path, "a.ini");
}

static void circles_are_reported_with_their_chain(void **state)
{
    fixture *f = *state;
    make_file(f, "main.ini", "include = a.ini\n[case]\n");
    make_file(f, "a.ini", "include = b.ini\n[node a]\n");
    make_file(f, "b.ini", "# b\ninclude = ./a.ini\ninclude = b.ini\n[node b]\n");
    assert_true(read_main(f));
    assert_int_equal(cd_diags_size(f->diags), 2);
    const char *a = path_of(f, "a.ini"), *b = path_of(f, "b.ini"), *remove_hint = "remove one of these includes";
    check_error(f, 0, b, "2:11+7", cd_arena_printf(f->arena, "circular include: %s -> %s -> %s", a, b, a), remove_hint);
    check_error(f, 1, b, "3:11+5", cd_arena_printf(f->arena, "circular include: %s -> %s", b, b), remove_hint);
    assert_int_equal(f->ini.n_sections, 3);
}

static void a_file_is_included_once(void **state)
{
    fixture *f = *state;
    make_file(f, "main.ini", "include = a.ini\ninclude = a.ini\n[case]\n");
    make_file(f, "a.ini", "[node a]\n");
    assert_true(read_main(f));
    assert_int_equal(cd_diags_size(f->diags), 1);
    const char *main_path = path_of(f, "main.ini");
    check_error(f, 0, main_path, "2:11+5", cd_arena_printf(f->arena, "\"%s\" is included twice", path_of(f, "a.ini")),
                cd_arena_printf(f->arena, "the first time is in line 1 of \"%s\"; remove one", main_path));
    assert_int_equal(f->ini.n_sections, 2);
}

static void includes_stay_in_their_folder(void **state)
{
    fixture *f = *state;
    make_folder(f, "in");
    make_folder(f, "in/x..y");
    make_folder(f, "inside");
    make_file(f, "in/x..y/good.ini", "[node good]\n");
    make_file(f, "out.ini", "[node out]\n");
    make_file(f, "inside/out.ini", "[node out]\n");
    make_link(f, "in/link.ini", "../out.ini");
    make_link(f, "in/sibling.ini", "../inside/out.ini"); /* its path begins with the folder's path */
    make_link(f, "in/fine.ini", "x..y/good.ini");
    make_file(f, "in/main.ini",
              "include = ../out.ini\ninclude = /etc/passwd\ninclude = x..y/../../out.ini\ninclude = ..\n"
              "include = link.ini\ninclude = sibling.ini\ninclude = fine.ini\n[case]\n");
    const char *path = path_of(f, "in/main.ini");
    assert_true(cd_ini_read(f->arena, path, f->diags, &f->ini));
    assert_int_equal(cd_diags_size(f->diags), 6);
    const char *outside = "include leads outside the folder of this file";
    const char *hint = "name a file in the same folder or below it: parts/coil.ini";
    check_error(f, 0, path, "1:11+10", outside, hint);
    check_error(f, 1, path, "2:11+11", outside, hint);
    check_error(f, 2, path, "3:11+18", outside, hint);
    check_error(f, 3, path, "4:11+2", outside, hint);
    const char *format = "\"%s\" is a link that leads outside the folder of this file";
    const char *link_path = path_of(f, "in/link.ini"), *sibling = path_of(f, "in/sibling.ini");
    check_error(f, 4, path, "5:11+8", cd_arena_printf(f->arena, format, link_path), "copy the file into the folder");
    check_error(f, 5, path, "6:11+11", cd_arena_printf(f->arena, format, sibling), "copy the file into the folder");
    assert_int_equal(f->ini.n_sections, 2);
    check_section(f, 0, "node", "good", 0);
}

static void includes_that_cannot_be_read(void **state)
{
    fixture *f = *state;
    make_folder(f, "sub");
    make_file(f, "empty.ini", "\n");
    make_file(f, "latin.ini", "[node x] # \xB5\n");
    make_file(f, "main.ini", "include = lost.ini\ninclude = sub\ninclude = empty.ini\ninclude = latin.ini\n[case]\n");
    assert_true(read_main(f));
    const char *path = path_of(f, "main.ini"), *format = "cannot read \"%s\": %s";
    assert_int_equal(cd_diags_count(f->diags, CD_ERROR), 3);
    check_error(f, 0, path, "1:11+8",
                cd_arena_printf(f->arena, format, path_of(f, "lost.ini"), "No such file or directory"),
                cd_arena_printf(f->arena, "the path begins in the folder of \"%s\"", path));
    check_error(f, 1, path, "2:11+3", cd_arena_printf(f->arena, format, path_of(f, "sub"), "Is a directory"),
                "name a file in it");
    const cd_diag *empty = cd_diags_at(f->diags, 2), *note = cd_diags_at(f->diags, 3);
    assert_string_equal(empty->message, cd_arena_printf(f->arena, format, path_of(f, "empty.ini"), "it is empty"));
    assert_null(empty->hint);
    assert_int_equal(note->severity, CD_NOTE); /* in the file itself */
    assert_string_equal(note->span.source->path, path_of(f, "latin.ini"));
    assert_int_equal(f->ini.n_sections, 2);
}

static void nesting_has_an_end(void **state)
{
    fixture *f = *state;
    make_file(f, "main.ini", "include = 1.ini\n[s0]\n");
    for (int i = 1; i <= 17; i++)
        make_file(f, cd_arena_printf(f->arena, "%d.ini", i),
                  cd_arena_printf(f->arena, "include = %d.ini\n[s%d]\n", i + 1, i));
    assert_true(read_main(f));
    assert_int_equal(cd_diags_size(f->diags), 1);
    check_error(f, 0, path_of(f, "16.ini"), "1:11+6", "includes are nested more than 16 deep",
                "include the file from one further up");
    assert_int_equal(f->ini.n_sections, 17);
}

static void no_main_file(void **state)
{
    fixture *f = *state;
    assert_false(read_main(f));
    assert_int_equal(cd_diags_size(f->diags), 1);
    assert_null(cd_diags_at(f->diags, 0)->span.source);
    assert_int_equal(f->ini.n_sections, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(includes_nest_in_order),
        TEST(relative_main_file),
        TEST(circles_are_reported_with_their_chain),
        TEST(a_file_is_included_once),
        TEST(includes_stay_in_their_folder),
        TEST(includes_that_cannot_be_read),
        TEST(nesting_has_an_end),
        TEST(no_main_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
