/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * composite - a material mixed from others: wires, tapes, windings, filled resins.
 *
 * With volume fractions f_i, densities rho_i and mass fractions w_i = f_i rho_i / rho:
 *     rho = sum f_i rho_i,  c = sum w_i c_i,
 *     k:  parallel         sum f_i k_i                       (along the layers or fibres)
 *         series           1 / sum (f_i / k_i)               (across them: the least)
 *         maxwell_garnett  k_m (k_i + 2 k_m + 2 f (k_i - k_m)) / (k_i + 2 k_m - f (k_i - k_m)), spheres i in a matrix m
 *         wires            k_m ((1 + f) k_i + (1 - f) k_m) / ((1 - f) k_i + (1 + f) k_m), across round wires i in a
 * matrix m (J. C. Maxwell, A Treatise on Electricity and Magnetism, 1873, art. 314, and its like in two dimensions,
 * good up to f about 0.6). A winding conducts along its wires as `parallel`, across round ones as `wires`, across
 * square or flat ones with the fractions of thickness as `series`. Where one of the parts lacks c or k the
 * composite lacks it too; other properties are not mixed.
 */
#include "material_build.h"

#include <math.h>

typedef struct {
    size_t n;
    const cd_material **material;
    double *by_volume, *by_mass;
    cd_mixing mixing;
} blend;

/* What the mixing laws read. */
typedef struct {
    const cd_property **of;
    const double *fraction;
    size_t n;
    cd_mixing mixing;
} mixed;

static double mixed_value(const void *ctx, double T_K)
{
    const mixed *m = ctx;
    double sum = 0, y[2] = {0};
    for (size_t i = 0; i < m->n; i++) {
        double yi = m->of[i]->source_value(m->of[i]->source_ctx, T_K);
        sum += m->mixing == CD_MIX_SERIES ? m->fraction[i] / yi : m->fraction[i] * yi;
        y[i % 2] = yi;
    }
    if (m->mixing == CD_MIX_SERIES)
        return 1 / sum;
    if (m->mixing == CD_MIX_PARALLEL)
        return sum;
    double matrix = y[0], inside = y[1], f = m->fraction[1];
    if (m->mixing == CD_MIX_WIRES)
        return matrix * ((1 + f) * inside + (1 - f) * matrix) / ((1 - f) * inside + (1 + f) * matrix);
    return matrix * (inside + 2 * matrix + 2 * f * (inside - matrix)) / (inside + 2 * matrix - f * (inside - matrix));
}

/* Part i's share of the property at T: of what flows or is stored, in series of the resistance. */
static double share_of(const mixed *m, size_t i, double T_K)
{
    double sum = 0, own = 0;
    for (size_t k = 0; k < m->n; k++) {
        double y = m->of[k]->source_value(m->of[k]->source_ctx, T_K);
        double part = m->mixing == CD_MIX_SERIES ? m->fraction[k] / y : m->fraction[k] * y;
        sum += part;
        own = k == i ? part : own;
    }
    return own / sum;
}

static const cd_piece *piece_at(const cd_property *property, double T_K)
{
    for (size_t k = 0; k < property->n_pieces; k++)
        if (T_K >= property->pieces[k].T_min_K && T_K <= property->pieces[k].T_max_K)
            return &property->pieces[k];
    return NULL;
}

/* A part that has a smaller share of the property does not decide how good the mixture is. */
static const double share_that_counts = 0.05;

/* Between two temperatures: the worst grade and doubt of the parts that count, the error of all by their shares. */
static cd_piece merged_piece(cd_arena *arena, const mixed *m, double T_min_K, double T_max_K)
{
    static const char *const rule[] = {"parallel", "series", "Maxwell-Garnett", "across wires"};
    cd_piece merged = {.T_min_K = T_min_K, .T_max_K = T_max_K, .form = "composite", .continuation = true};
    double T_K = sqrt(fmax(T_min_K, 1) * fmin(T_max_K, 300));
    for (size_t i = 0; i < m->n; i++) {
        const cd_piece *piece = piece_at(m->of[i], T_K);
        double share = share_of(m, i, T_K);
        if (!piece)
            continue;
        merged.rel_error += share * (isnan(piece->rel_error) ? 0 : piece->rel_error);
        if (share < share_that_counts)
            continue;
        merged.grade = piece->grade > merged.grade ? piece->grade : merged.grade;
        merged.estimate |= piece->estimate;
        merged.recalled |= piece->recalled;
        merged.continuation &= piece->continuation;
    }
    merged.source = cd_arena_printf(arena, "mixed from its parts (%s)", rule[m->mixing]);
    return merged;
}

static void find_jumps(cd_arena *arena, const mixed *m, cd_property *property)
{
    double *jumps_K = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < m->n; i++)
        for (size_t k = 0; k < m->of[i]->n_jumps; k++)
            CD_PUSH(arena, jumps_K, n, cap, m->of[i]->jumps_K[k]);
    property->jumps_K = jumps_K;
    property->n_jumps = n;
}

static size_t sort_unique(double *x, size_t n)
{
    size_t kept = 0;
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && x[k] < x[k - 1]; k--) {
            double swap = x[k];
            x[k] = x[k - 1];
            x[k - 1] = swap;
        }
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || x[i] > x[kept - 1])
            x[kept++] = x[i];
    return kept;
}

/* One piece for each range in which no part changes over to another of its own pieces. */
static void find_pieces(cd_arena *arena, const mixed *m, cd_property *property)
{
    double *T_K = NULL;
    size_t n = 0, cap = 0;
    property->T_max_K = INFINITY;
    for (size_t i = 0; i < m->n; i++) {
        property->T_min_K = fmax(property->T_min_K, m->of[i]->T_min_K);
        property->T_max_K = fmin(property->T_max_K, m->of[i]->T_max_K);
    }
    for (size_t i = 0; i < m->n; i++)
        for (size_t k = 0; k < m->of[i]->n_pieces; k++) {
            const cd_piece *piece = &m->of[i]->pieces[k];
            CD_PUSH(arena, T_K, n, cap, fmin(fmax(piece->T_min_K, property->T_min_K), property->T_max_K));
            CD_PUSH(arena, T_K, n, cap, fmin(fmax(piece->T_max_K, property->T_min_K), property->T_max_K));
        }
    n = sort_unique(T_K, n);
    cd_piece *pieces = cd_arena_alloc(arena, n, sizeof *pieces);
    for (size_t i = 0; i + 1 < n; i++)
        pieces[i] = merged_piece(arena, m, T_K[i], T_K[i + 1]);
    property->pieces = pieces;
    property->n_pieces = n > 0 ? n - 1 : 0;
}

static const cd_curve *tabulate(const cd_curve_making *making, const cd_reading *rd)
{
    const mixed *m = making->property->source_ctx;
    double T_bad_K;
    const cd_curve_detail detail = {.resolve_K = making->property->jumps_K, .n_resolve = making->property->n_jumps};
    if (m->mixing != CD_MIX_PARALLEL) {
        const cd_curve *whole = cd_curve_new(rd->arena, mixed_value, m, true, &detail, &T_bad_K);
        if (!whole)
            cd_property_is_bad(making, rd, T_bad_K);
        return whole;
    }
    const cd_curve **curve = cd_arena_alloc(rd->arena, m->n, sizeof *curve);
    for (size_t i = 0; i < m->n; i++) {
        if (!cd_property_need(rd, m->of[i]))
            return NULL;
        curve[i] = m->of[i]->curve;
    }
    return cd_curve_sum(rd->arena, curve, m->fraction, m->n);
}

/* NULL when a part lacks the property. */
static const cd_property *mix(cd_arena *arena, const cd_material_file *file, const char *name, const blend *b,
                              cd_property_kind kind, const double *fraction, cd_mixing mixing)
{
    mixed *m = cd_arena_alloc(arena, 1, sizeof *m);
    *m = (mixed){cd_arena_alloc(arena, b->n, sizeof *m->of), fraction, b->n, mixing};
    for (size_t i = 0; i < b->n; i++) {
        m->of[i] = cd_material_property(b->material[i], kind);
        if (!m->of[i])
            return NULL;
    }
    cd_property *property = cd_arena_alloc(arena, 1, sizeof *property);
    *property = (cd_property){.kind = kind,
                              .below = "as its parts do",
                              .above = "as its parts do",
                              .source_value = mixed_value,
                              .source_ctx = m};
    find_pieces(arena, m, property);
    if (property->n_pieces == 0)
        return property; /* no temperature at which all parts have data: the caller complains */
    find_jumps(arena, m, property);
    cd_property_put_off(arena, file, name, property, tabulate);
    return property;
}

static bool get_parts(const cd_reading *rd, const cd_material_file *file, const cd_material_choice *choice,
                      const cd_material_others *others, blend *b)
{
    bool good = true;
    for (size_t i = 0; i < b->n; i++) {
        const cd_value *text = &file->parts[i].material;
        b->material[i] = others->get(others->ctx, text, choice->RRR, choice->B_T);
        if (b->material[i] && isnan(b->material[i]->density_kg_per_m3)) {
            cd_diag_add(rd->diags, CD_ERROR, cd_value_whole(text), "a composite needs the density of each part",
                        "material \"%s\" has no density", b->material[i]->name);
            b->material[i] = NULL;
        }
        good = good && b->material[i];
    }
    return good;
}

/* Both kinds of fractions from the one given; returns the density. */
static double find_fractions(const cd_material_file *file, const blend *b)
{
    double sum = 0;
    for (size_t i = 0; i < b->n; i++) {
        double density = b->material[i]->density_kg_per_m3, f = file->parts[i].fraction;
        b->by_volume[i] = file->by_mass ? f / density : f;
        b->by_mass[i] = file->by_mass ? f : f * density;
        sum += file->by_mass ? f / density : f * density;
    }
    for (size_t i = 0; i < b->n; i++) {
        b->by_volume[i] /= file->by_mass ? sum : 1;
        b->by_mass[i] /= file->by_mass ? 1 : sum;
    }
    return file->by_mass ? 1 / sum : sum;
}

/* False after an error when the data of the parts have no temperature in common. */
static bool has_data(const cd_reading *rd, const cd_material_file *file, const cd_property *property)
{
    if (!property || property->n_pieces > 0)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, file->header, "mix materials whose data overlap",
                "%s of composite \"%s\": the data of its parts have no temperature in common (%g K to %g K)",
                cd_properties[property->kind].word, file->name, property->T_min_K, property->T_max_K);
    return false;
}

bool cd_composite_build(const cd_reading *rd, const cd_material_file *file, const cd_material_choice *choice,
                        const cd_material_others *others, cd_material *material)
{
    size_t n = file->n_parts;
    blend b = {n, cd_arena_alloc(rd->arena, n, sizeof *b.material), cd_arena_alloc(rd->arena, n, sizeof(double)),
               cd_arena_alloc(rd->arena, n, sizeof(double)), file->mixing};
    if (!get_parts(rd, file, choice, others, &b))
        return false;
    double density = find_fractions(file, &b);
    if (isnan(material->density_kg_per_m3))
        material->density_kg_per_m3 = density;
    for (size_t i = 0; i < n; i++)
        material->k_takes_field |= b.material[i]->k_takes_field;
    material->specific_heat = mix(rd->arena, file, choice->name, &b, CD_PROPERTY_C, b.by_mass, CD_MIX_PARALLEL);
    material->conductivity = mix(rd->arena, file, choice->name, &b, CD_PROPERTY_K, b.by_volume, file->mixing);
    if (!has_data(rd, file, material->specific_heat) || !has_data(rd, file, material->conductivity))
        return false;
    if (material->specific_heat || material->conductivity)
        return true;
    cd_diag_add(rd->diags, CD_ERROR, file->header, NULL, "composite \"%s\" has neither c nor k: a part lacks each",
                file->name);
    return false;
}
