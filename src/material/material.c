/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material - the materials of one case: those of its own [material NAME] sections and those of the library, each read
 * once and kept.
 */
#include "material.h"

#include "library.h"
#include "material_build.h"
#include "material_case.h"
#include "material_spec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A file that was read; NULL when that failed. */
typedef struct {
    const char *name;
    const cd_material_file *file;
    bool warned; /* of its default RRR */
} read_file;

/* A material under its full name; NULL when it could not be built. */
typedef struct {
    const char *name;
    const cd_material *material;
} made;

struct cd_materials {
    cd_reading rd;
    cd_library *library;
    read_file *files;
    size_t n_files, cap_files;
    made *made; /* from the library */
    size_t n_made, cap_made;
    const cd_material **own; /* from the case */
    size_t n_own, cap_own;
    const char **broken; /* names of the case's materials that could not be read: their use is no second error */
    size_t n_broken, cap_broken;
    const cd_source **sources;
    size_t n_sources, cap_sources;
};

cd_materials *cd_materials_new(const cd_reading *rd, const char *const *folders, size_t n)
{
    cd_materials *materials = cd_arena_alloc(rd->arena, 1, sizeof *materials);
    materials->rd = *rd;
    materials->rd.scope = NULL;
    materials->library = cd_library_new(&materials->rd, folders, n);
    return materials;
}

static const cd_material *find_own(const cd_materials *materials, const char *name)
{
    for (size_t i = 0; i < materials->n_own; i++)
        if (strcmp(materials->own[i]->name, name) == 0)
            return materials->own[i];
    return NULL;
}

static bool is_broken(const cd_materials *materials, const char *name)
{
    for (size_t i = 0; i < materials->n_broken; i++)
        if (strcmp(materials->broken[i], name) == 0)
            return true;
    return false;
}

bool cd_materials_define(cd_materials *materials, const cd_reading *rd, cd_ini_section *section)
{
    if (!section->name) {
        cd_diag_add(rd->diags, CD_ERROR, section->header, "write [material my_alloy]", "missing name of a material");
        return false;
    }
    const char *name, *path;
    if (find_own(materials, section->name)) {
        cd_diag_add(rd->diags, CD_ERROR, section->name_span, NULL, "material \"%s\" defined twice", section->name);
        return false;
    }
    if (cd_library_find(materials->library, section->name, &name, &path)) {
        cd_diag_add(rd->diags, CD_ERROR, section->name_span, "choose another name for the case's own material",
                    "material \"%s\" is already in the library (%s)", section->name, path);
        return false;
    }
    const cd_material *material = cd_material_case_read(rd, section);
    if (material)
        CD_PUSH(materials->rd.arena, materials->own, materials->n_own, materials->cap_own, material);
    else
        CD_PUSH(materials->rd.arena, materials->broken, materials->n_broken, materials->cap_broken, section->name);
    return material != NULL;
}

size_t cd_materials_files(const cd_materials *materials, const cd_source *const **sources)
{
    *sources = materials->sources;
    return materials->n_sources;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t cd_materials_names(cd_materials *materials, const char *const **names)
{
    const char *const *library;
    size_t n_library = cd_library_names(materials->library, &library), n = n_library + materials->n_own;
    const char **all = cd_arena_alloc(materials->rd.arena, n, sizeof *all);
    for (size_t i = 0; i < n_library; i++)
        all[i] = library[i];
    for (size_t i = n_library; i < n; i++)
        all[i] = materials->own[i - n_library]->name;
    if (n > 0)
        qsort(all, n, sizeof *all, by_text);
    *names = all;
    return n;
}

/* No such material: the nearest name, or all there are, and where they were looked for. */
static void complain_unknown(cd_materials *materials, const cd_reading *rd, const cd_material_spec *spec)
{
    const char *const *names;
    size_t n = cd_materials_names(materials, &names);
    const char *near = cd_nearest(spec->name, names, n);
    const char *hint = near ? cd_arena_printf(rd->arena, "did you mean \"%s\"?", near)
                            : cd_arena_printf(rd->arena, "define it in [material %s], or choose from: %s", spec->name,
                                              cd_join(rd->arena, names, n));
    cd_diag_add(rd->diags, CD_ERROR, spec->name_span, hint, "unrecognized material \"%s\" (looked for in %s)",
                spec->name, cd_library_places(materials->library));
}

/* The file that a name or alias means, read at its first use. NULL after diagnostics. */
static read_file *file_of(cd_materials *materials, const cd_reading *rd, const cd_material_spec *spec)
{
    const char *name, *path;
    if (!cd_library_find(materials->library, spec->name, &name, &path)) {
        complain_unknown(materials, rd, spec);
        return NULL;
    }
    for (size_t i = 0; i < materials->n_files; i++)
        if (strcmp(materials->files[i].name, name) == 0)
            return materials->files[i].file ? &materials->files[i] : NULL;
    cd_reading plain = {materials->rd.arena, rd->diags, rd->units, NULL};
    read_file f = {name, cd_material_file_read(&plain, path, name), false};
    CD_PUSH(materials->rd.arena, materials->files, materials->n_files, materials->cap_files, f);
    for (size_t i = 0; f.file && i < f.file->n_sources; i++)
        CD_PUSH(materials->rd.arena, materials->sources, materials->n_sources, materials->cap_sources,
                f.file->sources[i]);
    return f.file ? &materials->files[materials->n_files - 1] : NULL;
}

/* The RRR asked for, within the file's range, or the file's default with a warning. */
static bool read_RRR(const cd_reading *rd, read_file *f, const cd_material_spec *spec, double *RRR)
{
    const cd_material_file *file = f->file;
    *RRR = file->RRR;
    bool takes = !isnan(file->RRR), given = spec->RRR.text != NULL;
    if (given && !takes) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&spec->RRR), NULL, "material \"%s\" takes no RRR", file->name);
        return false;
    }
    if (given) {
        if (!cd_read_quantity(rd, &spec->RRR, CD_NUMBER, RRR))
            return false;
        if (*RRR >= file->RRR_min && *RRR <= file->RRR_max)
            return true;
        const char *hint =
            cd_arena_printf(rd->arena, "its data hold for RRR from %g to %g", file->RRR_min, file->RRR_max);
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&spec->RRR), hint, "RRR %g of material \"%s\" is %s", *RRR,
                    file->name, *RRR > 0 ? "outside its range" : "not positive");
        return false;
    }
    if (takes && !f->warned) {
        f->warned = true;
        cd_diag_add(rd->diags, CD_WARNING, spec->name_span,
                    cd_arena_printf(rd->arena, "write %s(RRR=%g) or the RRR of your metal", file->name, *RRR),
                    "no RRR given for material \"%s\": %g is assumed", file->name, *RRR);
    }
    return true;
}

static bool read_data(const cd_reading *rd, const cd_material_file *file, const cd_material_spec *spec,
                      const char **data)
{
    *data = spec->data.text ? cd_value_string(rd->arena, &spec->data) : "default";
    if (!spec->data.text || cd_material_file_has(file, *data))
        return true;
    size_t n;
    const char *const *known = cd_material_file_data(rd->arena, file, &n);
    const char *near = cd_nearest(*data, known, n);
    const char *hint = near ? cd_arena_printf(rd->arena, "did you mean \"%s\"?", near)
                            : cd_arena_printf(rd->arena, "choose from: %s", cd_join(rd->arena, known, n));
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&spec->data), hint, "unrecognized data \"%s\" of material \"%s\"",
                *data, file->name);
    return false;
}

/* "copper(RRR=50, data=nist)": with all that tells it from the file's other materials. */
static const char *full_name(cd_arena *arena, const cd_material_file *file, double RRR, const char *data)
{
    bool with_data = strcmp(data, "default") != 0;
    if (isnan(RRR))
        return with_data ? cd_arena_printf(arena, "%s(data=%s)", file->name, data) : file->name;
    const char *number = cd_arena_printf(arena, "%.15g", RRR);
    if (strtod(number, NULL) != RRR)
        number = cd_arena_printf(arena, "%.17g", RRR);
    if (with_data)
        return cd_arena_printf(arena, "%s(RRR=%s, data=%s)", file->name, number, data);
    return cd_arena_printf(arena, "%s(RRR=%s)", file->name, number);
}

static const cd_material *own_material(const cd_reading *rd, const cd_material *material, const cd_material_spec *spec)
{
    if (!spec->has_arguments)
        return material;
    cd_diag_add(rd->diags, CD_ERROR, spec->name_span, NULL,
                "material \"%s\" is defined in this case and takes no arguments", spec->name);
    return NULL;
}

const cd_material *cd_material_get(cd_materials *materials, const cd_reading *rd, const cd_value *value)
{
    cd_material_spec spec;
    if (!cd_material_spec_read(rd, value, &spec))
        return NULL;
    const cd_material *own = find_own(materials, spec.name);
    if (own)
        return own_material(rd, own, &spec);
    read_file *f = is_broken(materials, spec.name) ? NULL : file_of(materials, rd, &spec);
    double RRR;
    const char *data;
    if (!f)
        return NULL;
    bool good = read_data(rd, f->file, &spec, &data);
    if (!read_RRR(rd, f, &spec, &RRR) || !good)
        return NULL;
    cd_arena *arena = materials->rd.arena;
    const char *name = full_name(arena, f->file, RRR, data);
    for (size_t i = 0; i < materials->n_made; i++)
        if (strcmp(materials->made[i].name, name) == 0)
            return materials->made[i].material;
    cd_reading plain = {arena, rd->diags, rd->units, NULL};
    made m = {name, cd_material_build(&plain, f->file, name, RRR, data, cd_value_whole(value))};
    CD_PUSH(arena, materials->made, materials->n_made, materials->cap_made, m);
    return m.material;
}
