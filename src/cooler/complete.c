/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * complete - the measured nodes of a two-stage map to a complete, sound rectangle of loads.
 *
 * Loads within 4 % are one grid line (heaters are set by hand). Corners that nobody measured, both loads large, follow
 * the parallelogram rule in F = ln T:  F(i, j) = F(i - 1, j) + F(i, j - 1) - F(i - 1, j - 1).
 */
#include "model.h"

#include <math.h>
#include <stdlib.h>

#define NEARLY_EQUAL   0.04
#define ALWAYS_EQUAL_W 1e-9
enum { FEWEST = 3 };

typedef struct {
    const cd_reading *rd;
    const cd_map_rows *rows;
    double *load_W[2]; /* grid lines of Q1 and Q2, ascending */
    size_t n[2];
    const cd_map_row **node; /* at [i * n[1] + j]; NULL: missing */
} sheet;

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool is_same_load(double a_W, double b_W)
{
    return fabs(a_W - b_W) <= NEARLY_EQUAL * fmax(fabs(a_W), fabs(b_W)) + ALWAYS_EQUAL_W;
}

/* The grid lines of stage m: the mean of every group of nearly equal loads. */
static void find_lines(sheet *s, int m)
{
    const size_t n = s->rows->n;
    double *load = cd_arena_alloc(s->rd->arena, n, sizeof *load);
    for (size_t k = 0; k < n; k++)
        load[k] = s->rows->row[k].Q_W[m];
    qsort(load, n, sizeof *load, ascending);
    size_t lines = 0;
    for (size_t k = 0; k < n;) {
        const double first = load[k];
        double sum = 0;
        size_t count = 0;
        for (; k < n && is_same_load(first, load[k]); k++, count++)
            sum += load[k];
        load[lines++] = sum / (double)count; /* at or before k: never ahead of what is still to be read */
    }
    s->load_W[m] = load;
    s->n[m] = lines;
}

static size_t nearest_line(const sheet *s, int m, double Q_W)
{
    size_t best = 0;
    for (size_t i = 1; i < s->n[m]; i++)
        if (fabs(s->load_W[m][i] - Q_W) < fabs(s->load_W[m][best] - Q_W))
            best = i;
    return best;
}

static bool place_nodes(sheet *s)
{
    const cd_reading *rd = s->rd;
    bool ok = true;
    s->node = cd_arena_alloc(rd->arena, s->n[0] * s->n[1], sizeof *s->node);
    for (size_t k = 0; k < s->rows->n; k++) {
        const cd_map_row *row = &s->rows->row[k];
        const cd_map_row **at = &s->node[nearest_line(s, 0, row->Q_W[0]) * s->n[1] + nearest_line(s, 1, row->Q_W[1])];
        if (*at) {
            size_t line, column;
            cd_source_place((*at)->span.source, (*at)->span.begin, &line, &column);
            cd_diag_add(rd->diags, CD_ERROR, row->span,
                        "loads within 4 % count as equal; keep one of the two nodes, or their mean",
                        "two nodes at Q1 = %.4g W, Q2 = %.4g W: the first is in line %zu", row->Q_W[0], row->Q_W[1],
                        line);
            ok = false;
        } else {
            *at = row;
        }
    }
    return ok;
}

/* Only an upper right corner may be missing: no node that is there lies above or to the right of one that is not. */
static bool is_corner(const sheet *s, size_t i, size_t j)
{
    if (i == 0 || j == 0)
        return false;
    for (size_t a = i; a < s->n[0]; a++)
        for (size_t b = j; b < s->n[1]; b++)
            if (s->node[a * s->n[1] + b])
                return false;
    return true;
}

/* Says which nodes are missing that may not be: the first, and how many more. */
static bool are_all_there(const sheet *s)
{
    size_t missing = 0, first[2] = {0, 0};
    for (size_t i = 0; i < s->n[0]; i++)
        for (size_t j = 0; j < s->n[1]; j++)
            if (!s->node[i * s->n[1] + j] && !is_corner(s, i, j) && missing++ == 0) {
                first[0] = i;
                first[1] = j;
            }
    if (missing == 0)
        return true;
    const char *more = missing > 1 ? cd_arena_printf(s->rd->arena, " (and %zu more)", missing - 1) : "";
    cd_diag_add(s->rd->diags, CD_ERROR, s->rows->header,
                "every Q1 needs a node at every Q2, except where both are large",
                "no node at Q1 = %.4g W, Q2 = %.4g W%s", s->load_W[0][first[0]], s->load_W[1][first[1]], more);
    return false;
}

/* Missing nodes are extrapolated from the three below and to the left, which come first in this order. */
static void fill_corners(const sheet *s, double (*T_K)[2], cd_region *origin)
{
    const size_t n2 = s->n[1];
    for (size_t k = 0; k < s->n[0] * n2; k++)
        for (int m = 0; m < 2; m++) {
            const cd_map_row *row = s->node[k];
            T_K[k][m] = row ? row->T_K[m] : T_K[k - n2][m] * T_K[k - 1][m] / T_K[k - n2 - 1][m];
            origin[k] = row ? row->origin : CD_REGION_EXTRAPOLATED;
        }
}

static const struct {
    const char *text, *hint;
} faults[] = {
    [CD_GRID_NODES1_FALL] = {"T1 does not rise with Q1", "a number may be mistyped, or columns exchanged"},
    [CD_GRID_NODES2_FALL] = {"T2 does not rise with Q2", "a number may be mistyped, or columns exchanged"},
    [CD_GRID_SURFACE1_FALLS] = {"the nodes are in order, but bend too sharply for a smooth T1",
                                "add loads between them"},
    [CD_GRID_SURFACE2_FALLS] = {"the nodes are in order, but bend too sharply for a smooth T2",
                                "add loads between them"},
    [CD_GRID_FOLDED] = {"the map folds: one pair of temperatures belongs to two pairs of loads",
                        "compare the nodes of this cell and its neighbours with the chart"},
};

/* The node to point at: a corner of the cell that the file gives. */
static cd_span cell_span(const sheet *s, size_t i, size_t j)
{
    const cd_map_row *row = s->node[i * s->n[1] + j];
    return row ? row->span : s->rows->header;
}

static bool is_sound(const sheet *s, const cd_grid *grid)
{
    size_t i, j;
    const cd_grid_fault fault = cd_grid_check(grid, &i, &j);
    if (fault == CD_GRID_SOUND)
        return true;
    cd_diag_add(s->rd->diags, CD_ERROR, cell_span(s, i, j), faults[fault].hint,
                "%s between Q1 = %.4g and %.4g W, Q2 = %.4g and %.4g W", faults[fault].text, s->load_W[0][i],
                s->load_W[0][i + 1], s->load_W[1][j], s->load_W[1][j + 1]);
    return false;
}

const cd_grid *cd_map_complete(const cd_reading *rd, const cd_map_rows *rows)
{
    sheet s = {.rd = rd, .rows = rows};
    find_lines(&s, 0);
    find_lines(&s, 1);
    if (s.n[0] < FEWEST || s.n[1] < FEWEST) {
        cd_diag_add(rd->diags, CD_ERROR, rows->header, "a map of two stages needs at least three loads of either stage",
                    "the map has %zu loads of stage 1 and %zu of stage 2", s.n[0], s.n[1]);
        return NULL;
    }
    if (s.n[0] * s.n[1] > 2 * rows->n) {
        cd_diag_add(rd->diags, CD_ERROR, rows->header, "every Q1 needs a node at every Q2, except where both are large",
                    "the loads form no rectangle: %zu of stage 1 times %zu of stage 2, but %zu nodes", s.n[0], s.n[1],
                    rows->n);
        return NULL;
    }
    if (!place_nodes(&s) || !are_all_there(&s))
        return NULL;
    double(*T_K)[2] = cd_arena_alloc(rd->arena, s.n[0] * s.n[1], sizeof *T_K);
    cd_region *origin = cd_arena_alloc(rd->arena, s.n[0] * s.n[1], sizeof *origin);
    fill_corners(&s, T_K, origin);
    cd_grid *grid = cd_grid_new(rd->arena, s.load_W[0], s.n[0], s.load_W[1], s.n[1], (const double(*)[2])T_K, origin);
    return is_sound(&s, grid) ? grid : NULL;
}
