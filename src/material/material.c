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
#include "material_unknown.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A file that was read, or a material of the case; NULL when that failed: its use is no second error. */
typedef struct {
    const char *name;
    const cd_material_file *file;
    bool own;    /* described in the case */
    bool warned; /* of its default RRR */
    bool busy;   /* being built: its parts must not lead back to it */
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
    made *made;
    size_t n_made, cap_made;
    const cd_source **sources;
    size_t n_sources, cap_sources;
};

/* What a material takes where its text does not say. */
typedef struct {
    double RRR; /* NAN: the file's default */
    double B_T;
    bool for_c; /* only the specific heat is wanted: a field that does not act on it does not count */
    bool quiet; /* no warning of a default RRR */
    bool whole; /* all properties are to be tabulated */
} request;

static const cd_material *get(cd_materials *materials, const cd_reading *rd, const cd_value *value,
                              const request *asked);

cd_materials *cd_materials_new(const cd_reading *rd, const char *const *folders, size_t n)
{
    cd_materials *materials = cd_arena_alloc(rd->arena, 1, sizeof *materials);
    materials->rd = *rd;
    materials->rd.scope = NULL;
    materials->library = cd_library_new(&materials->rd, folders, n);
    return materials;
}

static bool has_alias(const read_file *f, const char *word)
{
    for (size_t i = 0; f->own && f->file && i < f->file->n_aliases; i++)
        if (strcmp(f->file->aliases[i], word) == 0)
            return true;
    return false;
}

/* By its name; a material of the case also by an alias (those of the library are found by the library). */
static read_file *find_file(const cd_materials *materials, const char *name)
{
    for (size_t i = 0; i < materials->n_files; i++)
        if (strcmp(materials->files[i].name, name) == 0 || has_alias(&materials->files[i], name))
            return &materials->files[i];
    return NULL;
}

/* The files that were read for it, for the resolved case. */
static void keep_sources(cd_materials *materials, const cd_material_file *file)
{
    for (size_t i = 0; file && i < file->n_sources; i++)
        if (i == 0 || strcmp(file->sources[i]->path, file->sources[i - 1]->path) != 0)
            CD_PUSH(materials->rd.arena, materials->sources, materials->n_sources, materials->cap_sources,
                    file->sources[i]);
}

static bool define(cd_materials *materials, const cd_reading *rd, cd_ini *ini, cd_ini_section *section)
{
    const char *name, *path;
    if (!section->name) {
        cd_diag_add(rd->diags, CD_ERROR, section->header, "write [material my_alloy]", "missing name of a material");
        return false;
    }
    const read_file *old = find_file(materials, section->name);
    if (old && old->own) {
        cd_diag_add(rd->diags, CD_ERROR, section->name_span, NULL, "material \"%s\" defined twice", section->name);
        return false;
    }
    if (cd_library_find(materials->library, section->name, &name, &path)) {
        cd_diag_add(rd->diags, CD_ERROR, section->name_span, "choose another name for the case's own material",
                    "material \"%s\" is already in the library (%s)", section->name, path);
        return false;
    }
    read_file f = {.name = section->name, .file = cd_material_case_read(rd, ini, section), .own = true};
    keep_sources(materials, f.file);
    CD_PUSH(materials->rd.arena, materials->files, materials->n_files, materials->cap_files, f);
    return f.file != NULL;
}

bool cd_materials_define(cd_materials *materials, const cd_reading *rd, cd_ini *ini)
{
    bool good = true;
    for (size_t i = 0; i < ini->n_sections; i++) {
        cd_ini_section *section = &ini->sections[i];
        if (strcmp(section->type, "material") == 0)
            good = define(materials, rd, ini, section) && good;
    }
    good = cd_material_case_check_pieces(rd, ini) && good;
    for (size_t i = 0; i < ini->n_sections && good; i++) { /* what they are made of is looked for now */
        cd_ini_section *section = &ini->sections[i];
        if (strcmp(section->type, "material") != 0)
            continue;
        cd_value name = {.text = section->name,
                         .length = strlen(section->name),
                         .source = section->name_span.source,
                         .begin = section->name_span.begin};
        good = get(materials, rd, &name, &(request){.RRR = NAN, .quiet = true, .whole = true}) != NULL;
    }
    return good;
}

size_t cd_materials_files(const cd_materials *materials, const cd_source *const **sources)
{
    *sources = materials->sources;
    return materials->n_sources;
}

bool cd_materials_complete(cd_materials *materials, const cd_reading *rd)
{
    bool good = true;
    for (size_t i = 0; i < materials->n_made; i++)
        good = (!materials->made[i].material || cd_material_complete(rd, materials->made[i].material)) && good;
    return good;
}

size_t cd_materials_made(const cd_materials *materials, cd_arena *arena, const cd_material *const **out)
{
    const cd_material **list = cd_arena_alloc(arena, materials->n_made, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < materials->n_made; i++)
        if (materials->made[i].material)
            list[n++] = materials->made[i].material;
    *out = list;
    return n;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t cd_materials_names(cd_materials *materials, const char *const **names)
{
    const char *const *library;
    size_t n_library = cd_library_names(materials->library, &library), n = n_library;
    const char **all = cd_arena_alloc(materials->rd.arena, n + materials->n_files, sizeof *all);
    for (size_t i = 0; i < n_library; i++)
        all[i] = library[i];
    for (size_t i = 0; i < materials->n_files; i++)
        if (materials->files[i].own)
            all[n++] = materials->files[i].name;
    if (n > 0)
        qsort(all, n, sizeof *all, by_text);
    *names = all;
    return n;
}

/* The file that a name or alias means, read at its first use. NULL after diagnostics. */
static read_file *file_of(cd_materials *materials, const cd_reading *rd, const cd_material_spec *spec)
{
    const char *name, *path;
    read_file *own = find_file(materials, spec->name);
    if (own && own->own)
        return own->file ? own : NULL;
    if (!cd_library_find(materials->library, spec->name, &name, &path)) {
        const char *const *names;
        size_t n = cd_materials_names(materials, &names);
        cd_material_unknown(materials->library, rd, names, n, spec);
        return NULL;
    }
    read_file *old = find_file(materials, name);
    if (old)
        return old->file ? old : NULL;
    cd_reading plain = {materials->rd.arena, rd->diags, rd->units, NULL};
    read_file f = {.name = name, .file = cd_material_file_read(&plain, path, name)};
    CD_PUSH(materials->rd.arena, materials->files, materials->n_files, materials->cap_files, f);
    keep_sources(materials, f.file);
    return f.file ? &materials->files[materials->n_files - 1] : NULL;
}

/* The RRR asked for, within the file's range, or the file's default with a warning. */
static bool read_RRR(const cd_reading *rd, read_file *f, const cd_material_spec *spec, const request *asked,
                     double *RRR)
{
    const cd_material_file *file = f->file;
    *RRR = file->RRR;
    bool takes = !isnan(file->RRR), given = spec->RRR.text != NULL, passed = !given && takes && !isnan(asked->RRR);
    if (given && !takes) {
        cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&spec->RRR), NULL, "material \"%s\" takes no RRR", file->name);
        return false;
    }
    if (given || passed) {
        *RRR = asked->RRR;
        if (given && !cd_read_quantity(rd, &spec->RRR, CD_NUMBER, RRR))
            return false;
        if (*RRR >= file->RRR_min && *RRR <= file->RRR_max)
            return true;
        const char *hint =
            cd_arena_printf(rd->arena, "its data hold for RRR from %g to %g", file->RRR_min, file->RRR_max);
        cd_diag_add(rd->diags, CD_ERROR, given ? cd_value_whole(&spec->RRR) : spec->name_span, hint,
                    "RRR %g of material \"%s\" is %s", *RRR, file->name,
                    *RRR > 0 ? "outside its range" : "not positive");
        return false;
    }
    if (takes && !f->warned && !asked->quiet) {
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

/* Does the field act on c? On that of a mixture or a composite it may. */
static bool field_acts_on_c(const cd_material_file *file)
{
    for (size_t i = 0; i < file->n_pieces; i++) {
        const cd_part *part = &file->pieces[i].part;
        bool acts = part->form->of_others || (part->form->takes_field && part->form->takes_field(&part->params));
        if (file->pieces[i].property == CD_PROPERTY_C && acts)
            return true;
    }
    return file->n_parts > 0;
}

static bool refuse_B(const cd_reading *rd, const cd_material_file *file, const cd_material_spec *spec)
{
    const char *why = file->no_field_k ? file->no_field_k : file->no_field_c;
    cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(&spec->B),
                why ? why : "leave B out: its properties are taken as independent of it",
                "material \"%s\" takes no field", file->name);
    return false;
}

/* The field: that of the text, else that of the place where the material is used. A composite without a range of its
 * own hands it to its parts, which have theirs. */
static bool read_B(const cd_reading *rd, const cd_material_file *file, const cd_material_spec *spec,
                   const request *asked, double *B_T)
{
    bool limited = !isnan(file->B_max_T), takes = limited || file->n_parts > 0;
    *B_T = takes && (!asked->for_c || field_acts_on_c(file)) ? asked->B_T : 0;
    if (spec->B.text && !takes)
        return refuse_B(rd, file, spec);
    if (spec->B.text && !cd_read_quantity(rd, &spec->B, CD_MAGNETIC_FIELD, B_T))
        return false;
    if (!takes && asked->for_c && asked->B_T > 0 && file->no_field_c)
        cd_diag_add(rd->diags, CD_WARNING, spec->name_span, file->no_field_c,
                    "the field of %g T does not act on material \"%s\"", asked->B_T, file->name);
    if (!limited || *B_T == 0 || (*B_T >= file->B_min_T && *B_T <= file->B_max_T))
        return true;
    cd_diag_add(rd->diags, CD_ERROR, spec->B.text ? cd_value_whole(&spec->B) : spec->name_span,
                cd_arena_printf(rd->arena, "its data hold from %g T to %g T", file->B_min_T, file->B_max_T),
                "field %g T is outside the range of material \"%s\"", *B_T, file->name);
    return false;
}

/* What others->get is given: the materials of this reading. */
typedef struct {
    cd_materials *materials;
    const cd_reading *rd;
    bool quiet; /* a library file takes what defaults its parts have; a case is warned of them */
} others_ctx;

static const cd_material *get_other(void *ctx, const cd_value *spec, double RRR, double B_T)
{
    const others_ctx *c = ctx;
    return get(c->materials, c->rd, spec, &(request){.RRR = RRR, .B_T = B_T, .quiet = c->quiet});
}

/* Builds it; a material that is made of itself is an error. */
static const cd_material *build(cd_materials *materials, const cd_reading *rd, read_file *f,
                                const cd_material_choice *choice)
{
    if (f->busy) {
        cd_diag_add(rd->diags, CD_ERROR, choice->span, "take it out of its own parts",
                    "material \"%s\" is made of itself", f->name);
        return NULL;
    }
    cd_reading plain = {materials->rd.arena, rd->diags, rd->units, NULL};
    others_ctx ctx = {materials, f->own ? rd : &plain, !f->own};
    const cd_material_others others = {get_other, &ctx};
    const char *name = f->name;
    f->busy = true;
    const cd_material *material = cd_material_build(&plain, f->file, choice, &others);
    find_file(materials, name)->busy = false; /* the list may have moved meanwhile */
    return material;
}

/* The material, with no property tabulated but those that were asked for before. */
static const cd_material *find(cd_materials *materials, const cd_reading *rd, const cd_value *value,
                               const request *asked)
{
    cd_material_spec spec;
    if (!cd_material_spec_read(rd, value, &spec))
        return NULL;
    read_file *f = file_of(materials, rd, &spec);
    cd_material_choice choice = {.span = cd_value_whole(value)};
    if (!f)
        return NULL;
    bool good = read_data(rd, f->file, &spec, &choice.data);
    good = read_B(rd, f->file, &spec, asked, &choice.B_T) && good;
    if (!read_RRR(rd, f, &spec, asked, &choice.RRR) || !good)
        return NULL;
    choice.name = cd_material_full_name(rd->arena, f->file->name, choice.RRR, choice.B_T, choice.data);
    for (size_t i = 0; i < materials->n_made; i++)
        if (strcmp(materials->made[i].name, choice.name) == 0)
            return materials->made[i].material;
    /* Only a new one takes memory that outlives the case: a sweep asks for the same ones a million times. */
    choice.name = cd_arena_strn(materials->rd.arena, choice.name, strlen(choice.name));
    made m = {choice.name, build(materials, rd, f, &choice)};
    CD_PUSH(materials->rd.arena, materials->made, materials->n_made, materials->cap_made, m);
    return m.material;
}

static const cd_material *get(cd_materials *materials, const cd_reading *rd, const cd_value *value,
                              const request *asked)
{
    const cd_material *m = find(materials, rd, value, asked);
    if (m && asked->whole && !cd_material_complete(rd, m))
        return NULL;
    if (m && asked->for_c && m->specific_heat && !cd_property_need(rd, m->specific_heat))
        return NULL;
    return m;
}

const cd_material *cd_material_get(cd_materials *materials, const cd_reading *rd, const cd_value *value)
{
    return get(materials, rd, value, &(request){.RRR = NAN, .whole = true});
}

const cd_material *cd_material_find(cd_materials *materials, const cd_reading *rd, const cd_value *value)
{
    return get(materials, rd, value, &(request){.RRR = NAN});
}

const cd_material *cd_material_get_quietly(cd_materials *materials, const cd_reading *rd, const cd_value *value)
{
    return get(materials, rd, value, &(request){.RRR = NAN, .quiet = true, .whole = true});
}

const cd_material *cd_material_get_for_c(cd_materials *materials, const cd_reading *rd, const cd_value *value,
                                         double B_T)
{
    return get(materials, rd, value, &(request){.RRR = NAN, .B_T = B_T, .for_c = true});
}
