/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * material_list - all materials that can be had, with the ranges of their data, and how many curves there are of each
 * grade.
 */
#include "format.h"
#include "material_answer.h"
#include "property_reach.h"

#include <math.h>
#include <string.h>

/* One curve of the library, to be counted once. */
typedef struct {
    const cd_property **seen;
    size_t n, cap;
    size_t of_grade[CD_GRADE_USER + 1];
} tally;

static bool same_curve(const cd_curve *a, const cd_curve *b)
{
    return a->n_pieces == b->n_pieces && memcmp(a->octave, b->octave, sizeof a->octave) == 0 &&
           memcmp(a->piece, b->piece, a->n_pieces * sizeof *a->piece) == 0;
}

static void count(cd_catalog *catalog, tally *t, const cd_property *p)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->seen[i]->kind == p->kind && same_curve(t->seen[i]->curve, p->curve))
            return;
    CD_PUSH(catalog->arena, t->seen, t->n, t->cap, p);
    t->of_grade[cd_property_reach_of(p).worst]++;
}

/* Counts a material's curves of all its data sets, at its default RRR or at the first that a set holds for. */
static void count_all(cd_catalog *catalog, tally *t, const cd_material *m)
{
    size_t n;
    const cd_material_file *file = m->file;
    const char *const *data = cd_material_file_data(catalog->arena, file, &n);
    for (size_t d = 0; d < (n ? n : 1); d++) {
        double RRR = file->RRR;
        for (size_t i = 0; i < file->n_pieces && n; i++)
            if (cd_file_piece_in(&file->pieces[i], data[d]) && !isnan(file->pieces[i].RRR))
                RRR = file->pieces[i].RRR;
        const char *spec = file->name;
        if (n > 0 && strcmp(data[d], "default") != 0)
            spec = isnan(RRR) ? cd_arena_printf(catalog->arena, "%s(data=%s)", file->name, data[d])
                              : cd_arena_printf(catalog->arena, "%s(RRR=%g, data=%s)", file->name, RRR, data[d]);
        else if (!isnan(RRR))
            spec = cd_arena_printf(catalog->arena, "%s(RRR=%g)", file->name, RRR);
        const cd_material *one = cd_answer_material(catalog, spec, "material");
        for (int i = 0; one && i < CD_N_PROPERTIES; i++)
            if (cd_material_property(one, (cd_property_kind)i))
                count(catalog, t, cd_material_property(one, (cd_property_kind)i));
    }
}

/* What it can be given: "(RRR, B)". */
static const char *arguments_text(cd_arena *arena, const cd_material_file *file)
{
    size_t n;
    cd_material_file_data(arena, file, &n);
    const char *word[3];
    size_t k = 0;
    if (!isnan(file->RRR))
        word[k++] = "RRR";
    if (!isnan(file->B_max_T))
        word[k++] = "B";
    if (n > 1)
        word[k++] = "data";
    return k ? cd_arena_printf(arena, "%s(%s)", file->name, cd_join(arena, word, k)) : file->name;
}

enum { NAME_WIDTH = 26, RANGE_WIDTH = 13 };

static void print_heading(FILE *out)
{
    fputs("temperatures that the data reach (K; not the continuations beyond) and the grade of their worst piece;\n"
          "r: recalled from a handbook, e: estimated, in part\n\n",
          out);
    cd_column(out, "name", NAME_WIDTH);
    for (int i = 0; i < CD_N_PROPERTIES; i++) {
        fputc(' ', out);
        cd_column(out, cd_properties[i].word, RANGE_WIDTH);
    }
    fputs(" title (other names)\n", out);
}

static void print_row(cd_catalog *catalog, FILE *out, const cd_material *m)
{
    cd_arena *arena = catalog->arena;
    cd_column(out, arguments_text(arena, m->file), NAME_WIDTH);
    for (int i = 0; i < CD_N_PROPERTIES; i++) {
        fputc(' ', out);
        cd_column(out, cd_property_reach_text(cd_material_property(m, (cd_property_kind)i)).s, RANGE_WIDTH);
    }
    fprintf(out, " %s", m->title);
    if (m->file->n_aliases > 0)
        fprintf(out, " (%s)", cd_join(arena, m->file->aliases, m->file->n_aliases));
    fputc('\n', out);
}

/* A file that is wrong does not hide the others; its own page says what is wrong. */
static void print_unreadable(cd_catalog *catalog, FILE *out, const char *name)
{
    cd_column(out, name, NAME_WIDTH);
    fprintf(out, " cannot be read: see cooldown material %s\n", name);
    cd_diag_add(catalog->rd.diags, CD_WARNING, (cd_span){NULL, 0, 0}, NULL, "material \"%s\" cannot be read", name);
}

void cd_answer_list(cd_catalog *catalog, const void *args, FILE *out)
{
    const char *const *names;
    (void)args;
    size_t n = cd_materials_names(catalog->materials, &names);
    tally t = {0};
    print_heading(out);
    for (size_t i = 0; i < n; i++) {
        cd_value value = cd_catalog_value(catalog, "material", names[i]);
        cd_reading own = {catalog->arena, cd_diags_new(catalog->arena), catalog->units, NULL};
        const cd_material *m = cd_material_get_quietly(catalog->materials, &own, &value);
        if (!m) {
            print_unreadable(catalog, out, names[i]);
            continue;
        }
        print_row(catalog, out, m);
        count_all(catalog, &t, m);
    }
    fprintf(
        out,
        "\n%zu materials, %zu distinct curves in all data sets: %zu of grade A (two independent copies agree), %zu B "
        "(one source,\nchecked), %zu C (textbook constants or recalled), %zu D (an order of magnitude)\n",
        n, t.n, t.of_grade[CD_GRADE_A], t.of_grade[CD_GRADE_B], t.of_grade[CD_GRADE_C], t.of_grade[CD_GRADE_D]);
    fputs("cooldown material NAME describes one; cooldown help material\n", out);
}
