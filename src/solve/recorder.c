/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * recorder - rows of profile.csv, from the integrator's dense output, so that asking for them never changes a step.
 *
 * Where a stop condition ends the run, how far apart the rows shall be is known at the end only. Until then the states
 * are kept finely and thinned; rows are made of those that are left, before anything changes that the heats depend on.
 */
#include "run_impl.h"

#include <math.h>
#include <string.h>

enum { MOST_FINE_ROWS = 5000, MOST_FINE_COLUMNS = 2000 };

void cd_record_start(cd_run *run)
{
    struct cd_recorder *rec = run->recorder;
    rec->every_s = run->cs->every_s;
    rec->fine = !run->cs->every_given && run->cs->stop && run->n_columns <= MOST_FINE_COLUMNS;
    if (rec->fine)
        rec->every_s = pow(10, floor(log10(run->cs->every_s)) - 4);
}

/* The row of what `work` holds now. */
void cd_record_row(cd_run *run, double t_s, bool regular)
{
    const cd_network *net = run->cs->net;
    if (run->n_rows == run->cap_rows) {
        size_t cap = run->cap_rows ? 2 * run->cap_rows : run->options.no_rows ? 8 : 512;
        run->rows =
            cd_arena_grow(run->arena, run->rows, run->n_rows * run->n_columns, cap * run->n_columns, sizeof(double));
        run->cap_rows = cap;
    }
    struct cd_recorder *rec = run->recorder;
    CD_PUSH(run->arena, rec->regular, rec->n_flags, rec->cap_flags, regular);
    rec->n_regular += regular;
    double *row = run->rows + run->n_rows++ * run->n_columns;
    *row++ = t_s;
    for (int i = 0; i < net->n_nodes; i++)
        *row++ = run->work->T_K[i];
    cd_network_channels(run->work, row);
}

static bool is_multiple(double t_s, double every_s)
{
    double multiple = t_s / every_s;
    return fabs(multiple - round(multiple)) <= 1e-6;
}

/* Keeps, of the regular rows and of the states, those at multiples of a larger interval. */
static void thin(cd_run *run, double every_s)
{
    struct cd_recorder *rec = run->recorder;
    size_t kept = 0, n = (size_t)run->cs->net->n_states;
    rec->n_regular = 0;
    for (size_t i = 0; i < run->n_rows; i++) {
        if (rec->regular[i] && !is_multiple(run->rows[i * run->n_columns], every_s))
            continue;
        memmove(run->rows + kept * run->n_columns, run->rows + i * run->n_columns, run->n_columns * sizeof(double));
        rec->n_regular += rec->regular[i];
        rec->regular[kept++] = rec->regular[i];
    }
    run->n_rows = rec->n_flags = kept;
    kept = 0;
    for (size_t i = 0; i < rec->n_kept; i++) {
        if (!is_multiple(rec->kept_t_s[i], every_s))
            continue;
        rec->kept_t_s[kept] = rec->kept_t_s[i];
        memmove(rec->kept_U_J + n * kept++, rec->kept_U_J + n * i, n * sizeof(double));
    }
    rec->n_kept = kept;
    rec->every_s = every_s;
}

/* Keeps the state at a moment of the last step, to make a row of it later. */
static void keep(cd_run *run, double t_s)
{
    struct cd_recorder *rec = run->recorder;
    size_t n = (size_t)run->cs->net->n_states;
    if (rec->n_kept == rec->cap_kept) {
        size_t cap = rec->cap_kept ? 2 * rec->cap_kept : 512;
        rec->kept_t_s = cd_arena_grow(run->arena, rec->kept_t_s, rec->n_kept, cap, sizeof(double));
        rec->kept_U_J = cd_arena_grow(run->arena, rec->kept_U_J, rec->n_kept * n, cap * n, sizeof(double));
        rec->cap_kept = cap;
    }
    if (cd_transient_states(run->tr, t_s, rec->kept_U_J + n * rec->n_kept) == 0)
        rec->kept_t_s[rec->n_kept++] = t_s;
}

void cd_record_kept(cd_run *run)
{
    struct cd_recorder *rec = run->recorder;
    for (size_t i = 0; i < rec->n_kept; i++) {
        cd_transient_at_state(run->tr, rec->kept_t_s[i], rec->kept_U_J + i * (size_t)run->cs->net->n_states);
        cd_record_row(run, rec->kept_t_s[i], true);
    }
    rec->n_kept = 0;
}

void cd_record_finish(cd_run *run)
{
    struct cd_recorder *rec = run->recorder;
    double end_s = run->t_end_s, wanted_s = end_s > 0 ? cd_round_interval(end_s) : 0;
    if (rec->fine && wanted_s > rec->every_s)
        thin(run, wanted_s);
    cd_record_kept(run);
    cd_look(run, end_s);
    if (run->rows[(run->n_rows - 1) * run->n_columns] < end_s)
        cd_record_row(run, end_s, false);
}

bool cd_record_instant(cd_run *run, double t_s)
{
    cd_record_kept(run);
    if (run->rows[(run->n_rows - 1) * run->n_columns] >= t_s)
        return false;
    cd_look(run, t_s);
    cd_record_row(run, t_s, false);
    return true;
}

void cd_record_drop(cd_run *run)
{
    run->n_rows--;
    run->recorder->n_flags--;
}

/* The next moment that wants a row, or infinity. */
static double next_row_s(const cd_run *run)
{
    const struct cd_recorder *rec = run->recorder;
    double extra = rec->next_extra < run->cs->n_extra_times ? run->cs->extra_times_s[rec->next_extra] : INFINITY;
    return fmin(rec->next_row * rec->every_s, extra);
}

static void pass_row(cd_run *run, double t_s)
{
    struct cd_recorder *rec = run->recorder;
    rec->next_row = fmax(rec->next_row, floor(t_s / rec->every_s));
    while (rec->next_row * rec->every_s <= t_s)
        rec->next_row++;
    while (rec->next_extra < run->cs->n_extra_times && run->cs->extra_times_s[rec->next_extra] <= t_s)
        rec->next_extra++;
}

void cd_record_step(cd_run *run, double from_s, double to_s)
{
    struct cd_recorder *rec = run->recorder;
    if (run->options.no_rows)
        return;
    cd_record_levels(run, from_s, to_s);
    for (double t_s = next_row_s(run); t_s <= to_s; t_s = next_row_s(run)) {
        bool extra = rec->next_extra < run->cs->n_extra_times && run->cs->extra_times_s[rec->next_extra] <= t_s;
        if (t_s > from_s && rec->fine && !extra) {
            keep(run, t_s);
        } else if (t_s > from_s) {
            cd_record_kept(run);
            cd_look(run, t_s);
            cd_record_row(run, t_s, !extra);
        }
        if (rec->fine && rec->n_regular + rec->n_kept > MOST_FINE_ROWS) {
            thin(run, 10 * rec->every_s);
            rec->next_row = 0;
        }
        pass_row(run, t_s);
    }
}
