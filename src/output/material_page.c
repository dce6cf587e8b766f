/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_page - all that is known of one material: what it is, the pieces of each property with their sources and
 * errors, how they join and go on, and a table.
 */
#include "format.h"
#include "material_answer.h"

#include <math.h>
#include <string.h>

/* A blend that changes the enthalpy by more than this is worth a mark. */
static const double change_to_mark = 0.005;

enum { WIDTH = 104 };

static void print_pair(FILE *out, const char *key, const char *text)
{
    cd_wrapped(out, text, fprintf(out, "  %-9s", key), 12, WIDTH);
}

static void print_arguments(FILE *out, cd_arena *arena, const cd_material_file *file)
{
    size_t n;
    const char *const *data = cd_material_file_data(arena, file, &n);
    if (!isnan(file->RRR))
        print_pair(out, "RRR",
                   cd_arena_printf(arena, "%g to %g, %g unless given", file->RRR_min, file->RRR_max, file->RRR));
    if (!isnan(file->B_max_T))
        print_pair(out, "field", cd_arena_printf(arena, "B = %g T to %g T", file->B_min_T, file->B_max_T));
    if (n > 1)
        print_pair(out, "data sets", cd_join(arena, data, n));
}

static void print_composite(FILE *out, cd_arena *arena, const cd_material_file *file)
{
    static const char *const mixing[] = {"in parallel", "in series", "by Maxwell and Garnett"};
    const char **words = cd_arena_alloc(arena, file->n_parts, sizeof *words);
    for (size_t i = 0; i < file->n_parts; i++)
        words[i] = cd_arena_printf(arena, "%s %.4g", cd_value_string(arena, &file->parts[i].material),
                                   file->parts[i].fraction);
    if (file->n_parts > 0)
        print_pair(out, "mixed of",
                   cd_arena_printf(arena, "%s by %s; k %s", cd_join(arena, words, file->n_parts),
                                   file->by_mass ? "mass" : "volume", mixing[file->mixing]));
}

static void print_head(FILE *out, cd_arena *arena, const cd_material *m)
{
    const cd_material_file *file = m->file;
    fprintf(out, "%s: %s\n", m->name, m->title);
    if (file->n_sources > 0)
        print_pair(out, "file", file->sources[0]->path);
    if (file->n_aliases > 0)
        print_pair(out, "also", cd_join(arena, file->aliases, file->n_aliases));
    if (!isnan(m->density_kg_per_m3))
        print_pair(out, "density",
                   cd_arena_printf(arena, "%.5g kg/m^3%s%s%s", m->density_kg_per_m3,
                                   isnan(file->density_error)
                                       ? ""
                                       : cd_arena_printf(arena, " +-%.3g %%", 100 * file->density_error),
                                   file->density_source ? "; " : "", file->density_source ? file->density_source : ""));
    print_arguments(out, arena, file);
    print_composite(out, arena, file);
    if (m->notes && *m->notes)
        print_pair(out, "notes", m->notes);
    if (m->no_field)
        print_pair(out, "no field", m->no_field);
}

static void print_piece(FILE *out, cd_arena *arena, const cd_piece *piece)
{
    static const char grades[] = "ABCD";
    fprintf(out, "  %g K to %g K: %s", piece->T_min_K, piece->T_max_K, piece->form);
    if (!isnan(piece->rel_error))
        fprintf(out, ", +-%.3g %%", 100 * piece->rel_error);
    if (piece->grade <= CD_GRADE_D)
        fprintf(out, ", grade %c", grades[piece->grade]);
    fprintf(out, "%s%s\n",
            piece->continuation ? ", a continuation"
            : piece->estimate   ? ", an estimate"
                                : "",
            piece->recalled ? ", recalled" : "");
    cd_wrapped(out, piece->source, 0, 6, WIDTH);
    if (piece->copies)
        cd_wrapped(out, cd_arena_printf(arena, "compared with: %s", piece->copies), 0, 6, WIDTH);
    if (piece->note)
        cd_wrapped(out, cd_arena_printf(arena, "note: %s", piece->note), 0, 6, WIDTH);
}

static void print_joins(FILE *out, const cd_property *p)
{
    if (strcmp(p->pieces[0].form, "composite") == 0 || strcmp(p->pieces[0].form, "case") == 0)
        return;
    for (size_t i = 0; i + 1 < p->n_pieces; i++) {
        cd_join_effect join = cd_piecewise_join(p, i);
        if (join.T_from_K == join.T_to_K)
            continue;
        fprintf(out, "  %s %s at %g K: %.4g K to %.4g K, value by at most %+.2g %%, integral from 0 K by %+.2g %%\n",
                fabs(join.integral_change) > change_to_mark ? "!" : " ", join.jump ? "jump spread" : "blended",
                join.T_K, join.T_from_K, join.T_to_K, 100 * join.value_change, 100 * join.integral_change);
    }
}

static void print_property(FILE *out, cd_arena *arena, const cd_property *p)
{
    const cd_property_info *info = &cd_properties[p->kind];
    fprintf(out, "\n%s %s%s%s\n", info->name, info->word, *info->unit ? ", " : "", info->unit);
    for (size_t i = 0; i < p->n_pieces; i++)
        print_piece(out, arena, &p->pieces[i]);
    print_joins(out, p);
    fprintf(out, "    below %g K %s, above %g K %s\n", p->T_min_K, p->below, p->T_max_K, p->above);
}

void cd_answer_page(cd_catalog *catalog, const void *args, FILE *out)
{
    const cd_material_question *q = args;
    const cd_material *m = cd_answer_material(catalog, q->materials[0]);
    if (!m)
        return;
    print_head(out, catalog->arena, m);
    for (int i = 0; i < CD_N_PROPERTIES; i++)
        if (cd_material_property(m, (cd_property_kind)i))
            print_property(out, catalog->arena, cd_material_property(m, (cd_property_kind)i));
    fputs("\nK and h are the integrals of k and c from 0 K.\n", out);
    cd_answer_values(catalog, &(cd_material_question){.materials = q->materials, .n_materials = 1}, out);
}
