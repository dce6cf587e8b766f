/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * series - see series.h.
 */
#include "series.h"
#include "profile_csv.h"

#include <math.h>

/* Where an expression is evaluated: one row of the run. */
typedef struct {
    const cd_run *run;
    size_t row;
    double *E_J; /* over channels, up to this row */
} place;

static double at(const cd_run *run, size_t row, size_t column)
{
    return run->rows[row * run->n_columns + column];
}

/* Central difference, one-sided at the ends; rows at the same time (a switch) are skipped over. */
static double rate(const cd_run *run, size_t row, size_t column)
{
    size_t a = row > 0 ? row - 1 : 0, b = row + 1 < run->n_rows ? row + 1 : row;
    double dt_s = at(run, b, 0) - at(run, a, 0);
    return dt_s > 0 ? (at(run, b, column) - at(run, a, column)) / dt_s : NAN;
}

static double ref(void *ctx, cd_ref_kind ref, int index)
{
    const place *p = ctx;
    const cd_network *net = p->run->cs->net;
    switch (ref) {
    case CD_REF_T:
        return at(p->run, p->row, cd_profile_T(index));
    case CD_REF_RATE:
        return rate(p->run, p->row, cd_profile_T(index));
    case CD_REF_Q:
        return at(p->run, p->row, cd_profile_Q(net, index));
    case CD_REF_E:
        return p->E_J[index];
    case CD_REF_MEASURE: /* has no meaning in a plot */
        return NAN;
    case CD_REF_MASS:
        return net->nodes[index].mass_kg;
    }
    return NAN;
}

static void add_heats(const cd_run *run, size_t row, double *E_J)
{
    const cd_network *net = run->cs->net;
    if (row == 0)
        return;
    double dt_s = at(run, row, 0) - at(run, row - 1, 0);
    for (int c = 0; c < net->n_channels; c++) {
        size_t column = cd_profile_Q(net, c);
        E_J[c] += 0.5 * dt_s * (at(run, row - 1, column) + at(run, row, column));
    }
}

cd_series cd_series_of_plot(cd_arena *arena, const cd_run *run, const cd_plot *plot)
{
    cd_series out = {.n = plot->n_y, .n_rows = run->n_rows};
    out.t_s = cd_arena_alloc(arena, out.n_rows, sizeof *out.t_s);
    out.y = cd_arena_alloc(arena, out.n_rows * out.n, sizeof *out.y);
    place p = {run, 0, cd_arena_alloc(arena, (size_t)run->cs->net->n_channels, sizeof(double))};
    for (; p.row < run->n_rows; p.row++) {
        add_heats(run, p.row, p.E_J);
        out.t_s[p.row] = at(run, p.row, 0);
        cd_expr_env env = {.ctx = &p, .ref = ref, .t_s = out.t_s[p.row]};
        for (size_t i = 0; i < out.n; i++)
            out.y[p.row * out.n + i] = cd_expr_eval(plot->y[i], &env);
    }
    return out;
}

void cd_series_write(FILE *out, const cd_series *series)
{
    for (size_t r = 0; r < series->n_rows; r++) {
        fprintf(out, "%.12g", series->t_s[r]);
        for (size_t i = 0; i < series->n; i++) {
            double y = series->y[r * series->n + i];
            if (isfinite(y))
                fprintf(out, ",%.12g", y);
            else
                fputs(",nan", out);
        }
        fputc('\n', out);
    }
}
