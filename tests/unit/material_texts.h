/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_texts - materials that a test writes itself: in a case, or in a file of its own folder.
 */
#ifndef CD_TESTS_MATERIAL_TEXTS_H
#define CD_TESTS_MATERIAL_TEXTS_H

#include "material_fixture.h"

#include <stdlib.h>
#include <unistd.h>

/* The sections of a case; false after diagnostics. */
static inline bool define(fixture *f, const char *text)
{
    cd_ini ini = {0};
    cd_ini_read_source(f->arena, cd_source_from_text(f->arena, "case.ini", text, strlen(text)), f->diags, &ini);
    assert_true(ini.n_sections > 0);
    return cd_materials_define(f->materials, &f->rd, &ini);
}

/* Forgets all materials; those of the library can be had again. */
static inline void fresh_materials(fixture *f)
{
    const char *folder = CD_DATA_ROOT "/materials";
    f->materials = cd_materials_new(&f->rd, &folder, 1);
}

/* Forgets all materials; there is no library: quicker, as no folder has to be searched for aliases. */
static inline void no_library(fixture *f)
{
    f->materials = cd_materials_new(&f->rd, NULL, 0);
}

/* A file in a new folder of its own, whose name goes to `folder`; removed by forget_file(). */
static inline void write_file_named(char folder[32], const char *name, const char *text)
{
    strcpy(folder, "/tmp/cd_material_XXXXXX");
    assert_non_null(mkdtemp(folder));
    char path[96];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static inline void forget_file(const char *folder, const char *name)
{
    char path[96];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
    rmdir(folder);
}

/* The same for the material file alloy.ini, which the materials then come from. */
static inline void write_file(fixture *f, char folder[32], const char *text)
{
    write_file_named(folder, "alloy.ini", text);
    const char *folders[] = {"/nowhere", folder};
    f->materials = cd_materials_new(&f->rd, folders, 2);
}

static inline void forget(const char *folder)
{
    forget_file(folder, "alloy.ini");
}

static inline double source_at(const cd_property *property, double T_K)
{
    return property->source_value(property->source_ctx, T_K);
}

/* What every piece needs beside its form and property. */
#define ABOUT "grade = C\nsource = \"a book\"\n"

#endif
