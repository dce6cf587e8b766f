/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * summary_json - the summary of a run as JSON: SI, null for never, members always in the same order. Two runs of the
 * same case give the same bytes, so the time that the computer took is not in it.
 */
#include "budget.h"
#include "json.h"
#include "leaves_out.h"

#include <math.h>
#include <stdlib.h>

static json_t *text(const char *s)
{
    return cd_json_text(s);
}

static json_t *number(double value)
{
    return cd_json_number(value);
}

static void put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

static json_t *program(void)
{
    json_t *out = json_object();
    put(out, "name", text("cooldown"));
    put(out, "version", text(cd_version()));
    return out;
}

static json_t *sources(cd_arena *arena, const cd_case *cs)
{
    json_t *out = json_object();
    for (size_t i = 0; i < cs->ini.n_sources; i++)
        put(out, cs->ini.sources[i]->path, text(cd_source_sha256(arena, cs->ini.sources[i])));
    return out;
}

static json_t *about_case(cd_arena *arena, const cd_case *cs)
{
    json_t *out = json_object(), *overrides = json_array();
    put(out, "title", text(cs->title));
    put(out, "path", text(cs->path));
    char *absolute = realpath(cs->path, NULL);
    put(out, "absolute_path", text(absolute));
    free(absolute);
    put(out, "stem", text(cs->stem));
    put(out, "sha256", sources(arena, cs));
    for (size_t i = 0; i < cs->n_overrides; i++)
        json_array_append_new(overrides, text(cs->overrides[i]->text));
    put(out, "overrides", overrides);
    put(out, "duration_s", number(cs->duration_s));
    put(out, "stop", text(cs->stop_text));
    return out;
}

static json_t *measures(const cd_run *run)
{
    json_t *out = json_object();
    for (size_t i = 0; i < run->cs->n_measures; i++) {
        const cd_measure *m = &run->cs->measures[i];
        json_t *value = json_null();
        if (isfinite(run->measure[i])) {
            value = json_object();
            put(value, "value", number((run->measure[i] - m->unit_offset) / m->unit_scale));
            put(value, "unit", text(m->unit));
        }
        put(out, m->name, value);
    }
    return out;
}

/* How much each measure moved, in its own unit, at tighter tolerances and with finer tables. */
static json_t *verify(const cd_run *run)
{
    if (!run->verified)
        return json_null();
    json_t *out = json_object(), *of_measures = json_object();
    put(out, "rtol", number(run->verify_rtol));
    for (size_t i = 0; i < run->cs->n_measures; i++) {
        const cd_measure *m = &run->cs->measures[i];
        json_t *moved = json_object();
        put(moved, "by_tolerance", number(run->moved_by_tolerance[i] / m->unit_scale));
        put(moved, "by_tables", number(run->moved_by_tables[i] / m->unit_scale));
        put(moved, "unit", text(m->unit));
        put(of_measures, m->name, moved);
    }
    put(out, "measures", of_measures);
    put(out, "note", text(run->verify_note));
    return out;
}

static json_t *levels(const cd_run *run)
{
    json_t *out = json_object();
    const cd_network *net = run->cs->net;
    for (int node = 0; node < net->n_user_nodes; node++) {
        json_t *of_node = json_object();
        for (int i = 0; i < CD_N_LEVELS; i++) {
            char key[16];
            snprintf(key, sizeof key, "%.0f", cd_levels_K[i]);
            put(of_node, key, number(run->level_s[node * CD_N_LEVELS + i]));
        }
        put(out, net->nodes[node].name, of_node);
    }
    return out;
}

static json_t *over_nodes(const cd_network *net, const double *value)
{
    json_t *out = json_object();
    for (int i = 0; i < net->n_nodes; i++)
        put(out, net->nodes[i].name, number(value[i]));
    return out;
}

static json_t *over_channels(const cd_network *net, const double *value)
{
    json_t *out = json_object();
    for (int i = 0; i < net->n_channels; i++)
        put(out, net->channels[i].name, number(value[i]));
    return out;
}

/* Share of what all coolers at the node lifted; NaN (null) when that is nothing. */
static double share(double part_J, double whole_J)
{
    return whole_J > 0 ? part_J / whole_J : NAN;
}

static json_t *budget_flows(const cd_budget_stage *stage)
{
    json_t *out = json_object();
    for (size_t i = 0; i < stage->n_flows; i++) {
        json_t *flow = json_object();
        put(flow, "into_W", number(stage->flow[i].into_W));
        put(flow, "into_J", number(stage->flow[i].into_J));
        put(flow, "share", number(stage->flow[i].is_cooler ? NAN : share(stage->flow[i].into_J, stage->all_J)));
        put(out, stage->flow[i].name, flow);
    }
    return out;
}

static json_t *budget(cd_arena *arena, const cd_run *run)
{
    json_t *out = json_object();
    cd_budget_stage *stage;
    size_t n = cd_budget(arena, run, &stage);
    for (size_t i = 0; i < n; i++) {
        json_t *of_stage = json_object();
        put(of_stage, "node", text(run->cs->net->nodes[stage[i].node].name));
        put(of_stage, "T_K", number(run->T_end_K[stage[i].node]));
        put(of_stage, "lift_W", number(stage[i].lift_W));
        put(of_stage, "lifted_J", number(stage[i].lifted_J));
        put(of_stage, "links", budget_flows(&stage[i]));
        put(of_stage, "own_W", number(stage[i].own_W));
        put(of_stage, "own_J", number(stage[i].own_J));
        put(of_stage, "own_share", number(share(stage[i].own_J, stage[i].all_J)));
        put(out, stage[i].name, of_stage);
    }
    return out;
}

static json_t *holding_back(cd_arena *arena, const cd_run *run)
{
    json_t *out = json_object(), *ranking = json_array();
    put(out, "goal", text(run->goal));
    put(out, "goal_s", number(run->goal ? run->goal_s : NAN));
    for (size_t i = 0; i < run->n_rank; i++) {
        json_t *rank = json_object();
        put(rank, "name", text(run->rank[i].name));
        put(rank, "saved_s", number(run->rank[i].saved_s));
        json_array_append_new(ranking, rank);
    }
    put(out, "ranking", ranking);
    put(out, "note", text(run->rank_note));
    cd_goal_json(out, arena, run);
    return out;
}

/* What a variant took of the assumed lift of each stage at 300 K: null where it assumes nothing or was not run. */
static json_t *taken_of(const cd_assumption *taken, bool as_share)
{
    json_t *out = taken->n_stages ? json_array() : json_null();
    for (int m = 0; m < taken->n_stages; m++)
        json_array_append_new(out, number(as_share ? taken->share[m] : taken->warm_W[m]));
    return out;
}

/* By cooler: the shares asked for are 0.6 and 1.4, and less is lifted only where the data allow it. */
static json_t *anchors(const cd_run *run)
{
    json_t *out = json_object();
    const cd_network *net = run->cs->net;
    for (size_t i = 0; run->assumed_text[0] && i < net->n_audit_coolers; i++) {
        const cd_assumption *taken = run->assumed_taken[i];
        json_t *of = json_object();
        put(of, "less_share", taken_of(&taken[0], true));
        put(of, "less_W", taken_of(&taken[0], false));
        put(of, "more_share", taken_of(&taken[1], true));
        put(of, "more_W", taken_of(&taken[1], false));
        put(out, net->links[net->audit_coolers[i].link].name, of);
    }
    return out;
}

/* The share of the heat on assumed capacity, and the goal with the assumptions 40 % smaller and larger, or what the
 * data allow of that: "anchors" says what was used. */
static json_t *assumed(const cd_run *run)
{
    json_t *out = json_object();
    put(out, "share", number(run->assumed_share));
    put(out, "models", text(run->assumed_of));
    put(out, "corner_share", number(run->corner_share));
    put(out, "corner_models", text(run->corner_of));
    put(out, "outside_share", number(run->outside_share));
    put(out, "outside_models", text(run->outside_of));
    put(out, "goal", text(run->assumed_of ? run->goal : NULL));
    put(out, "goal_s", number(run->assumed_of && run->goal ? run->goal_s : NAN));
    put(out, "goal_less_s", number(run->assumed_goal_s[0]));
    put(out, "goal_more_s", number(run->assumed_goal_s[1]));
    put(out, "less", text(run->assumed_text[0]));
    put(out, "more", text(run->assumed_text[1]));
    put(out, "anchors", anchors(run));
    put(out, "note", text(run->assumed_note));
    return out;
}

static json_t *compressors(const cd_run *run)
{
    json_t *out = json_object();
    const cd_network *net = run->cs->net;
    for (int l = 0; l < net->n_links; l++) {
        if (!net->links[l].kind->electric)
            continue;
        json_t *of_link = json_object();
        put(of_link, "on_s", number(run->on_s[l]));
        put(of_link, "power_W", number(run->electric_W[l]));
        put(of_link, "energy_J", number(run->electric_J[l]));
        put(out, net->links[l].name, of_link);
    }
    return out;
}

static json_t *audit(const cd_run *run)
{
    json_t *out = json_array();
    for (size_t i = 0; i < run->n_audit; i++) {
        const cd_audit_entry *entry = &run->audit[i];
        json_t *json = json_object();
        put(json, "what", text(entry->what));
        put(json, "how", text(entry->how));
        put(json, "time_s", number(entry->time_s));
        put(json, "T_extreme_K", number(entry->T_extreme_K));
        put(json, "share", number(entry->share));
        put(json, "warning", json_boolean(entry->warning));
        json_array_append_new(out, json);
    }
    return out;
}

/* The warnings of reading and of the run: "cases/x.ini:3:1: ..." and plain. */
static json_t *warnings(cd_arena *arena, const cd_run *run)
{
    json_t *out = json_array();
    const cd_diags *diags = run->cs->diags;
    for (size_t i = 0; diags && i < cd_diags_size(diags); i++) {
        const cd_diag *diag = cd_diags_at(diags, i);
        if (diag->severity != CD_WARNING)
            continue;
        const char *line = diag->message;
        if (diag->span.source) {
            size_t row, column;
            cd_source_place(diag->span.source, diag->span.begin, &row, &column);
            line = cd_arena_printf(arena, "%s:%zu:%zu: %s", diag->span.source->path, row, column, line);
        }
        json_array_append_new(out, text(line));
    }
    for (size_t i = 0; i < run->n_warnings; i++)
        json_array_append_new(out, text(run->warnings[i]));
    return out;
}

static json_t *leaves_out(cd_arena *arena, const cd_case *cs)
{
    json_t *out = json_array();
    const char *const *sentence;
    size_t n = cd_leaves_out(arena, cs, &sentence);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(out, text(sentence[i]));
    return out;
}

static json_t *solver(const cd_run *run)
{
    json_t *out = json_object();
    const cd_solver_statistics *s = &run->statistics;
    put(out, "rtol", number(run->options.rtol > 0 ? run->options.rtol : run->cs->rtol));
    put(out, "atol_K", number(run->atol_K));
    put(out, "steps", json_integer(s->steps));
    put(out, "rhs", json_integer(s->rhs));
    put(out, "jacobians", json_integer(s->jacobians));
    put(out, "newton", json_integer(s->newton));
    put(out, "error_failures", json_integer(s->error_failures));
    put(out, "newton_failures", json_integer(s->newton_failures));
    put(out, "restarts", json_integer(s->restarts));
    put(out, "states", json_integer(run->cs->net->n_states));
    put(out, "nonzeros", json_integer(run->cs->net->n_nonzeros));
    return out;
}

/* By rule: how often, and when and what (of the first thousand). */
static json_t *events(const cd_run *run)
{
    enum { MOST_LISTED = 1000 };
    json_t *out = json_object();
    for (size_t i = 0; i < run->cs->n_rules; i++) {
        json_t *rule = json_object(), *times = json_array(), *what = json_array();
        json_int_t n = 0;
        for (size_t k = 0; k < run->n_fired; k++) {
            if (run->fired[k].rule != i || n++ >= MOST_LISTED)
                continue;
            json_array_append_new(times, number(run->fired[k].t_s));
            json_array_append_new(what, text(run->fired[k].text));
        }
        put(rule, "fired", json_integer(n));
        put(rule, "times_s", times);
        put(rule, "did", what);
        put(out, run->cs->rules[i].name, rule);
    }
    return out;
}

/* What a finished run adds. */
static void put_results(json_t *out, cd_arena *arena, const cd_run *run)
{
    const cd_network *net = run->cs->net;
    put(out, "stopped", json_boolean(run->stopped));
    put(out, "stopped_by", text(run->stopped_by));
    put(out, "time_end_s", number(run->t_end_s));
    put(out, "measures", measures(run));
    put(out, "events", events(run));
    put(out, "verify", verify(run));
    put(out, "levels", levels(run));
    put(out, "end", over_nodes(net, run->T_end_K));
    put(out, "budget", budget(arena, run));
    put(out, "compressors", compressors(run));
    put(out, "assumed", assumed(run));
    put(out, "holding_back", holding_back(arena, run));
    put(out, "ledger", run->has_ledger ? over_channels(net, run->E_J) : json_null());
    put(out, "stored", run->has_ledger ? over_nodes(net, run->stored_J) : json_null());
    put(out, "lifted_J", number(run->has_ledger ? run->lifted_J + run->let_in_J : NAN));
    put(out, "let_in_J", number(run->has_ledger ? run->let_in_J : NAN));
    put(out, "closure", number(run->has_ledger ? run->closure : NAN));
    put(out, "audit", audit(run));
    put(out, "warnings", warnings(arena, run));
    put(out, "leaves_out", leaves_out(arena, run->cs));
    put(out, "solver", solver(run));
    put(out, "network", cd_network_json(arena, run->cs));
}

static json_t *summary(cd_arena *arena, const void *of)
{
    const cd_run *run = of;
    static const char *const names[] = {[CD_OK] = "finished", [CD_FAILED] = "failed", [CD_GOING] = "unfinished"};
    json_t *out = json_object();
    put(out, "program", program());
    put(out, "case", about_case(arena, run->cs));
    put(out, "status", text(names[run->status]));
    if (run->status == CD_OK)
        put_results(out, arena, run);
    else
        put(out, "error", text(run->error));
    return out;
}

char *cd_run_summary_json(const cd_run *run)
{
    return cd_json_make(summary, run);
}
