/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * recorder - rows of profile.csv and level times, both from the integrator's dense output, so that asking for them
 * never changes a step.
 */
#include "run_impl.h"

#include <math.h>
#include <string.h>

const double cd_levels_K[CD_N_LEVELS] = {250, 200, 150, 100, 77, 50, 20, 10, 5};

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
        size_t cap = run->cap_rows ? 2 * run->cap_rows : 512;
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
    for (int c = 0; c < net->n_channels; c++)
        *row++ = cd_network_channel(run->work, c);
}

void cd_record_levels_at_start(cd_run *run)
{
    for (int i = 0; i < run->cs->net->n_user_nodes; i++)
        run->recorder->T_before_K[i] = run->work->T_K[i];
}

/* The temperatures of the case's nodes at a moment; those of massless and driven ones come with the heats. */
static void look_at_nodes(cd_run *run, double t_s)
{
    const cd_network *net = run->cs->net;
    cd_peek(run, t_s);
    if (run->tr)
        cd_transient_need_temperatures(run->tr);
    for (int i = 0; run->tr && i < net->n_user_nodes; i++)
        if (net->nodes[i].kind == CD_NODE_MASSLESS || net->nodes[i].driven) {
            cd_transient_need_heats(run->tr);
            return;
        }
}

/* The dense output is a polynomial of degree 5 at most, so six values hold all of it. */
enum { N_SAMPLES = 6 };

/* The states at six moments of the last step; once per step in which anything passes a level. */
static bool sample_step(cd_run *run, double from_s, double to_s)
{
    size_t n = (size_t)run->cs->net->n_states;
    struct cd_recorder *rec = run->recorder;
    if (!rec->U_J)
        rec->U_J = cd_arena_alloc(run->arena, N_SAMPLES * n, sizeof *rec->U_J);
    for (size_t k = 0; k < N_SAMPLES; k++) {
        double t_s = k == N_SAMPLES - 1 ? to_s : from_s + (to_s - from_s) * (double)k / (N_SAMPLES - 1);
        if (cd_transient_states(run->tr, t_s, rec->U_J + k * n) != 0)
            return false;
    }
    return true;
}

/* The enthalpy of a state at the share x of the step, by the barycentric formula on equal distances. */
static double state_at(const cd_run *run, int state, double x)
{
    static const double weight[N_SAMPLES] = {-1, 5, -10, 10, -5, 1};
    size_t n = (size_t)run->cs->net->n_states;
    double above = 0, below = 0;
    for (size_t k = 0; k < N_SAMPLES; k++) {
        double U = run->recorder->U_J[k * n + (size_t)state], d = x - (double)k / (N_SAMPLES - 1);
        if (d == 0)
            return U;
        above += weight[k] / d * U;
        below += weight[k] / d;
    }
    return above / below;
}

/* When a node with heat capacity passes a level in the sampled step: one number is followed, however large the network,
 * by bisection to 1e-12 of the time. */
static double crossing(const cd_run *run, const cd_node *node, double level, bool down, double from_s, double to_s)
{
    double U_level = cd_node_enthalpy(node, level, NULL), a = 0, b = 1;
    for (int k = 0; k < 60 && (b - a) * (to_s - from_s) > 1e-12 * to_s; k++) {
        double middle = 0.5 * (a + b);
        if ((state_at(run, node->state, middle) > U_level) == down)
            a = middle;
        else
            b = middle;
    }
    return from_s + b * (to_s - from_s);
}

/* The same for a massless node, whose temperature takes the heats. */
static double massless_crossing(cd_run *run, int i, double level, bool down, double from_s, double to_s)
{
    for (int k = 0; k < 60 && to_s - from_s > 1e-12 * to_s; k++) {
        double middle = 0.5 * (from_s + to_s);
        look_at_nodes(run, middle);
        if ((run->work->T_K[i] > level) == down)
            from_s = middle;
        else
            to_s = middle;
    }
    return to_s;
}

static void record_levels(cd_run *run, double from_s, double to_s)
{
    const cd_network *net = run->cs->net;
    double *before = run->recorder->T_before_K;
    bool sampled = false;
    look_at_nodes(run, to_s);
    for (int i = 0; i < net->n_user_nodes; i++) {
        double now = run->work->T_K[i], was = before[i];
        before[i] = now;
        for (int k = 0; k < CD_N_LEVELS && now != was; k++) {
            double *level_s = &run->level_s[i * CD_N_LEVELS + k], level_K = cd_levels_K[k];
            bool down = was > level_K && now <= level_K, up = was < level_K && now >= level_K;
            if (!isnan(*level_s) || !(down || up))
                continue;
            if (net->nodes[i].state < 0) {
                double end_s = massless_crossing(run, i, level_K, down, from_s, to_s);
                look_at_nodes(run, to_s);
                *level_s = end_s;
            } else if (sampled || (sampled = sample_step(run, from_s, to_s))) {
                *level_s = crossing(run, &net->nodes[i], level_K, down, from_s, to_s);
            }
        }
    }
}

/* Keeps, of the regular rows, those at multiples of a larger interval. */
static void thin(cd_run *run, double every_s)
{
    struct cd_recorder *rec = run->recorder;
    size_t kept = 0;
    rec->n_regular = 0;
    for (size_t i = 0; i < run->n_rows; i++) {
        double multiple = run->rows[i * run->n_columns] / every_s;
        if (rec->regular[i] && fabs(multiple - round(multiple)) > 1e-6)
            continue;
        memmove(run->rows + kept * run->n_columns, run->rows + i * run->n_columns, run->n_columns * sizeof(double));
        rec->n_regular += rec->regular[i];
        rec->regular[kept++] = rec->regular[i];
    }
    run->n_rows = rec->n_flags = kept;
    rec->every_s = every_s;
}

void cd_record_finish(cd_run *run)
{
    struct cd_recorder *rec = run->recorder;
    rec->regular[run->n_rows - 1] = false; /* the end stays, wherever it is */
    double wanted_s = run->t_end_s > 0 ? cd_round_interval(run->t_end_s) : 0;
    if (rec->fine && wanted_s > rec->every_s)
        thin(run, wanted_s);
}

bool cd_record_instant(cd_run *run, double t_s)
{
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
    record_levels(run, from_s, to_s);
    for (double t_s = next_row_s(run); t_s <= to_s; t_s = next_row_s(run)) {
        bool extra = rec->next_extra < run->cs->n_extra_times && run->cs->extra_times_s[rec->next_extra] <= t_s;
        if (t_s > from_s) {
            cd_look(run, t_s);
            cd_record_row(run, t_s, !extra);
        }
        if (rec->fine && rec->n_regular > MOST_FINE_ROWS) {
            thin(run, 10 * rec->every_s);
            rec->next_row = 0;
        }
        pass_row(run, t_s);
    }
}
