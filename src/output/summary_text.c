/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * summary_text - the summary of a run that a person reads on a terminal.
 */
#include "budget.h"
#include "format.h"
#include "leaves_out.h"
#include "summary_impl.h"

#include <math.h>

void cd_summary_heading(FILE *out, const char *text)
{
    fprintf(out, "\n%s\n", text);
}

static void print_head(FILE *out, const cd_run *run)
{
    const cd_case *cs = run->cs;
    fprintf(out, "%s\n", cs->title);
    if (run->steady_only)
        fprintf(out, "no heat capacity in the network: its steady state was solved once\n");
    else if (run->stopped_by)
        fprintf(out, "stopped at %s by event %s\n", cd_time(run->t_end_s).s, run->stopped_by);
    else if (run->stopped)
        fprintf(out, "stopped at %s: %s\n", cd_time(run->t_end_s).s, cs->stop_text);
    else
        fprintf(out, "ran to its end at %s%s%s%s\n", cd_time(run->t_end_s).s,
                cs->stop_text ? "; the stop condition " : "", cs->stop_text ? cs->stop_text : "",
                cs->stop_text ? " was never met" : "");
}

/* What the result owes to capacity that nobody has published: before everything else. */
static void print_assumed(FILE *out, const cd_run *run)
{
    if (run->corner_of)
        fprintf(out, "! %.0f %% of the heat was taken out on corners that the map of %s extrapolates\n",
                100 * run->corner_share, run->corner_of);
    if (run->outside_of)
        fprintf(out, "! %.0f %% of the heat was taken out outside the data of %s\n", 100 * run->outside_share,
                run->outside_of);
    if (!run->assumed_of)
        return;
    fprintf(out, "! %.0f %% of the heat was taken out on capacity that is assumed beyond the data of %s\n",
            100 * run->assumed_share, run->assumed_of);
    if (run->goal && !run->options.no_ranking && (!run->assumed_note || !isnan(run->assumed_goal_s[1]))) {
        fprintf(out, "  %s after %s;", run->goal, cd_time(run->goal_s).s);
        for (int k = 0; k < 2; k++) {
            const double t_s = run->assumed_goal_s[k];
            fprintf(out, " with %s %s%s", run->assumed_text[k],
                    !isnan(t_s)         ? "after "
                    : run->assumed_note ? "not known"
                                        : "not in time",
                    isnan(t_s) ? "" : cd_time(t_s).s);
            fputs(k == 0 ? "," : "\n", out);
        }
    }
    if (run->assumed_note)
        fprintf(out, "  %s\n", run->assumed_note);
}

/* "  12.3 %", blanks when there is no ledger. */
static void print_share(FILE *out, double part_J, double whole_J)
{
    if (isnan(part_J) || !(whole_J > 0))
        return;
    cd_column(out, cd_si(part_J, "J").s, -14);
    if (fabs(part_J) <= 10 * whole_J)
        fprintf(out, "%9.1f %%", 100 * part_J / whole_J);
}

static void print_flow(FILE *out, const char *name, double into_W, double into_J, double all_J)
{
    fputs("    ", out);
    cd_column(out, name, 18);
    cd_column(out, cd_si(into_W, "W").s, -12);
    print_share(out, into_J, all_J);
    fputc('\n', out);
}

static void print_stage(FILE *out, const cd_run *run, const cd_budget_stage *stage)
{
    fprintf(out, "  %s at %s (%s K) %s ", stage->name, run->cs->net->nodes[stage->node].name,
            cd_number(run->T_end_K[stage->node]).s, stage->lift_W < 0 ? "lets in" : "lifts");
    fputs(cd_si(fabs(stage->lift_W), "W").s, out);
    if (!isnan(stage->lifted_J))
        fprintf(out, "; %s%s over the run", cd_si(fabs(stage->lifted_J), "J").s, stage->lifted_J < 0 ? " let in" : "");
    fputs(", from\n", out);
    for (size_t i = 0; i < stage->n_flows; i++)
        print_flow(out, stage->flow[i].name, stage->flow[i].into_W, stage->flow[i].into_J, stage->all_J);
    if (run->cs->net->nodes[stage->node].kind == CD_NODE_DYNAMIC)
        print_flow(out, "its own heat", stage->own_W, stage->own_J, stage->all_J);
}

static void print_budget(FILE *out, cd_arena *arena, const cd_run *run)
{
    cd_budget_stage *stage;
    size_t n = cd_budget(arena, run, &stage);
    if (n == 0)
        return;
    cd_summary_heading(out, run->has_ledger ? "heat of each cooler stage: at the end; over the run, and its share"
                                            : "heat of each cooler stage at the end");
    for (size_t i = 0; i < n; i++)
        print_stage(out, run, &stage[i]);
}

/* What the compressors draw from the mains. */
static void print_compressors(FILE *out, const cd_run *run)
{
    const cd_network *net = run->cs->net;
    bool first = true;
    for (int l = 0; l < net->n_links; l++) {
        if (!net->links[l].kind->electric)
            continue;
        if (first)
            cd_summary_heading(out, "compressors");
        first = false;
        fputs("    ", out);
        cd_column(out, net->links[l].name, 18);
        if (isnan(run->electric_W[l]))
            fprintf(out, "on for %s; its input power is not known\n", cd_time(run->on_s[l]).s);
        else
            fprintf(out, "%s for %s: %s (%.4g kWh)\n", cd_si(run->electric_W[l], "W").s, cd_time(run->on_s[l]).s,
                    cd_si(run->electric_J[l], "J").s, run->electric_J[l] / 3.6e6);
    }
}

static void print_rank(FILE *out, const cd_rank *rank, cd_time_unit unit, double goal_s)
{
    fputs("    ", out);
    cd_column(out, rank->name, 18);
    if (isnan(rank->saved_s)) {
        fputs("the goal is not reached with it doubled\n", out);
        return;
    }
    /* A time below a thousandth of the whole is the integrator's own error. */
    double saved_s = fabs(rank->saved_s) < 5e-4 * goal_s ? 0 : rank->saved_s;
    cd_column(out, cd_number(fabs(saved_s) / unit.s).s, -8);
    fprintf(out, " %s %-6s (%.1f %%)\n", unit.name, saved_s < 0 ? "later" : "sooner", 100 * fabs(saved_s) / goal_s);
}

/* The three largest first, then the others after a blank line. */
static void print_holding_back(FILE *out, const cd_run *run)
{
    if (run->n_rank == 0) {
        if (run->rank_note)
            fprintf(out, "\nwhat holds it back: %s\n", run->rank_note);
        return;
    }
    cd_time_unit unit = cd_time_unit_of(run->goal_s);
    fprintf(out, "\nwhat holds it back: %s after %s; when one part alone is doubled\n", run->goal,
            cd_time(run->goal_s).s);
    for (size_t i = 0; i < run->n_rank; i++) {
        if (i == 3)
            fputs("    ---\n", out);
        print_rank(out, &run->rank[i], unit, run->goal_s);
    }
    if (run->rank_note)
        fprintf(out, "    %s\n", run->rank_note);
}

static void print_closure(FILE *out, const cd_run *run)
{
    if (!run->has_ledger)
        return;
    /* A stage on its no-load curve lets a little in and takes a little out by rounding. */
    const double let_in_J = run->let_in_J > 1e-6 * run->scale_J ? run->let_in_J : 0;
    fprintf(out, "\nenergy: %s lifted", cd_si(run->lifted_J + let_in_J, "J").s);
    if (let_in_J > 0)
        fprintf(out, ", %s let in by coolers that are off or below no load", cd_si(let_in_J, "J").s);
    fprintf(out, "; balance closes to %.2g of %s\n", run->closure,
            run->lifted_J < run->scale_J ? "the heat exchanged"
            : let_in_J > 0               ? "the difference"
                                         : "it");
    fputs("  (this proves that energy is conserved, not that the result is accurate)\n", out);
}

/* One sentence of a list, wrapped at blanks. */
static void print_sentence(FILE *out, const char *sentence)
{
    enum { WIDTH = 96 };
    cd_wrapped(out, sentence, fprintf(out, "  - "), 4, WIDTH);
}

/* What was used, how, for how long, how far, and with how much of the heat. */
static const char *audit_sentence(cd_arena *arena, const cd_audit_entry *entry)
{
    char *out = cd_arena_printf(arena, "%s%s: %s", entry->warning ? "! " : "", entry->what, entry->how);
    if (!isnan(entry->time_s))
        out = cd_arena_printf(arena, "%s for %s", out, cd_time(entry->time_s).s);
    if (!isnan(entry->T_extreme_K))
        out = cd_arena_printf(arena, "%s, as far as %s K", out, cd_number(entry->T_extreme_K).s);
    if (!isnan(entry->share))
        out = cd_arena_printf(arena, isnan(entry->time_s) ? "%s: %.1f %%" : "%s, %.1f %% of the heat", out,
                              100 * entry->share);
    return out;
}

static void print_audit(FILE *out, cd_arena *arena, const cd_run *run)
{
    if (run->n_audit == 0) {
        fputs("\nranges: every property and map was used inside its data\n", out);
        return;
    }
    cd_summary_heading(out, "ranges: data used outside, or on estimates");
    for (size_t i = 0; i < run->n_audit; i++)
        print_sentence(out, audit_sentence(arena, &run->audit[i]));
}

static void print_warnings(FILE *out, const cd_run *run)
{
    if (run->n_warnings == 0)
        return;
    cd_summary_heading(out, "warnings");
    for (size_t i = 0; i < run->n_warnings; i++)
        print_sentence(out, run->warnings[i]);
}

static void print_leaves_out(FILE *out, cd_arena *arena, const cd_run *run)
{
    const char *const *sentence;
    size_t n = cd_leaves_out(arena, run->cs, &sentence);
    if (n > 0)
        cd_summary_heading(out, "the model leaves out");
    for (size_t i = 0; i < n; i++)
        print_sentence(out, sentence[i]);
}

static void print_solver(FILE *out, const cd_run *run)
{
    const cd_solver_statistics *s = &run->statistics;
    if (run->steady_only)
        return;
    fprintf(out,
            "\nsolver: %ld steps, %ld evaluations, %ld Jacobians, %ld error and %ld Newton failures, %ld restarts, "
            "%d states, %s\n",
            s->steps, s->rhs, s->jacobians, s->error_failures, s->newton_failures, s->restarts, run->cs->net->n_states,
            cd_si(run->wall_s, "s").s);
}

static void print_summary(FILE *out, cd_arena *arena, const void *of)
{
    const cd_run *run = of;
    if (run->status != CD_OK) {
        fprintf(out, "%s\nnot finished%s%s\n", run->cs->title, run->error ? ": " : "", run->error ? run->error : "");
        return;
    }
    print_head(out, run);
    print_assumed(out, run);
    cd_summary_times(out, run);
    print_budget(out, arena, run);
    print_compressors(out, run);
    print_holding_back(out, run);
    print_closure(out, run);
    print_audit(out, arena, run);
    print_warnings(out, run);
    print_leaves_out(out, arena, run);
    print_solver(out, run);
}

char *cd_run_summary(const cd_run *run)
{
    return cd_text_make(print_summary, run);
}
