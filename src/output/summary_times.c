/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * summary_times - of the summary of a run, when what happened: levels, measures, events, and how sure these are.
 */
#include "format.h"
#include "summary_impl.h"

#include <math.h>

static bool passes(const cd_run *run, int node, int level)
{
    return !isnan(run->level_s[node * CD_N_LEVELS + level]);
}

static bool any_passes(const cd_run *run, int level)
{
    for (int node = 0; node < run->cs->net->n_user_nodes; node++)
        if (passes(run, node, level))
            return true;
    return false;
}

/* The width of a column of the names of nodes. */
static int name_width(const cd_network *net, int at_least)
{
    int width = at_least;
    for (int i = 0; i < net->n_user_nodes; i++)
        if (cd_characters(net->nodes[i].name) > width)
            width = cd_characters(net->nodes[i].name);
    return width;
}

static void print_level_row(FILE *out, const cd_run *run, int node, int width, cd_time_unit unit)
{
    fputs("  ", out);
    cd_column(out, run->cs->net->nodes[node].name, width);
    cd_column(out, cd_number(run->T_end_K[node]).s, -10);
    for (int i = 0; i < CD_N_LEVELS; i++) {
        if (!any_passes(run, i))
            continue;
        char text[32] = "-";
        double shown = run->level_s[node * CD_N_LEVELS + i] / unit.s;
        if (!isnan(shown))
            snprintf(text, sizeof text, "%.*f", shown < 10 ? 3 : shown < 1000 ? 2 : 1, shown);
        cd_column(out, text, -9);
    }
    fputc('\n', out);
}

/* End temperature and the times at which each node came down to the levels. */
static void print_levels(FILE *out, const cd_run *run)
{
    const cd_network *net = run->cs->net;
    cd_time_unit unit = cd_time_unit_of(run->t_end_s);
    int width = name_width(net, 12);
    fputs("\n  ", out);
    cd_column(out, "node", width);
    cd_column(out, "end (K)", -10);
    for (int i = 0; i < CD_N_LEVELS; i++) {
        char text[32];
        snprintf(text, sizeof text, "%.0f K", cd_levels_K[i]);
        if (any_passes(run, i))
            cd_column(out, text, -9);
    }
    fprintf(out, "   (%s)\n", unit.name);
    for (int node = 0; node < net->n_user_nodes; node++)
        if (net->nodes[node].kind != CD_NODE_FIXED)
            print_level_row(out, run, node, width, unit);
}

static void print_measures(FILE *out, const cd_run *run)
{
    if (run->cs->n_measures == 0)
        return;
    cd_summary_heading(out, "measures");
    for (size_t i = 0; i < run->cs->n_measures; i++) {
        const cd_measure *m = &run->cs->measures[i];
        double shown = (run->measure[i] - m->unit_offset) / m->unit_scale;
        fputs("  ", out);
        cd_column(out, m->name, 16);
        if (isnan(shown))
            fputs("never", out);
        else
            fprintf(out, "%.6g %s", shown, m->unit);
        fputc('\n', out);
    }
}

/* How much each measure moved at tighter tolerances and with finer tables: what it may be wrong by for numerical
 * reasons. */
static void print_verify(FILE *out, const cd_run *run)
{
    if (!run->verified)
        return;
    char title[96];
    snprintf(title, sizeof title, "verified: moved at rtol %.0e; moved further with all tables twice as fine",
             run->verify_rtol);
    cd_summary_heading(out, title);
    for (size_t i = 0; !run->verify_note && i < run->cs->n_measures; i++) {
        const cd_measure *m = &run->cs->measures[i];
        const double moved[] = {run->moved_by_tolerance[i] / m->unit_scale, run->moved_by_tables[i] / m->unit_scale};
        fputs("  ", out);
        cd_column(out, m->name, 16);
        for (int k = 0; k < 2; k++) {
            char shown[48] = "-";
            if (!isnan(moved[k]))
                snprintf(shown, sizeof shown, "%+.2g %s", moved[k], m->unit);
            cd_column(out, shown, -16);
        }
        fputc('\n', out);
    }
    if (run->verify_note)
        fprintf(out, "  not verified: %s\n", run->verify_note);
}

static size_t times_fired(const cd_run *run, size_t rule, double *first_s, double *last_s)
{
    size_t n = 0;
    for (size_t i = 0; i < run->n_fired; i++)
        if (run->fired[i].rule == rule) {
            *first_s = n++ ? *first_s : run->fired[i].t_s;
            *last_s = run->fired[i].t_s;
        }
    return n;
}

/* The first firings in the order of time; then, where there are more, how often each rule fired. */
static void print_events(FILE *out, const cd_run *run)
{
    enum { MOST_SHOWN = 20 };
    if (run->cs->n_rules == 0)
        return;
    cd_summary_heading(out, "what happened");
    for (size_t i = 0; i < run->n_fired && i < MOST_SHOWN; i++) {
        const cd_firing *f = &run->fired[i];
        fputs("  ", out);
        cd_column(out, cd_time(f->t_s).s, -12);
        fputs("  ", out);
        cd_column(out, run->cs->rules[f->rule].name, 16);
        fprintf(out, "%s\n", f->text);
    }
    for (size_t i = 0; i < run->cs->n_rules; i++) {
        double first_s = 0, last_s = 0;
        size_t n = times_fired(run, i, &first_s, &last_s);
        if (n == 0)
            fprintf(out, "  %s never happened\n", run->cs->rules[i].name);
        else if (run->n_fired > MOST_SHOWN)
            fprintf(out, "  %s: %zu times, from %s to %s\n", run->cs->rules[i].name, n, cd_time(first_s).s,
                    cd_time(last_s).s);
    }
}

void cd_summary_times(FILE *out, const cd_run *run)
{
    print_levels(out, run);
    print_measures(out, run);
    print_events(out, run);
    print_verify(out, run);
}
