/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * goal_json - what the goal of the ranking is about, and where the time to it went: hours in each band of temperature
 * of the goal's node, and what each part, doubled alone, would have saved in that band.
 */
#include "json.h"
#include "profile_csv.h"

#include <math.h>
#include <string.h>

/* The state at the end, as an expression reads it. */
typedef struct {
    const cd_run *run;
} end_state;

static double at_end(void *ctx, cd_ref_kind ref, int index)
{
    const cd_run *run = ((end_state *)ctx)->run;
    switch (ref) {
    case CD_REF_T:
        return run->T_end_K[index];
    case CD_REF_Q:
        return run->Q_end_W[index];
    case CD_REF_MASS:
        return run->cs->net->nodes[index].mass_kg;
    case CD_REF_RATE:
    case CD_REF_E:
    case CD_REF_MEASURE:
        break;
    }
    return NAN;
}

/* How far inside the goal the run ended (K where the goal is about a temperature): negative when it came out again. */
static double margin(const cd_run *run)
{
    if (!run->goal_condition)
        return NAN;
    end_state state = {run};
    cd_expr_env env = {.ctx = &state, .ref = at_end, .t_s = run->t_end_s};
    return cd_expr_margin(run->goal_condition, &env);
}

static const char *condition_text(cd_arena *arena, const cd_run *run)
{
    for (size_t i = 0; i < run->cs->n_measures; i++)
        if (strcmp(run->goal, cd_arena_printf(arena, "measure %s", run->cs->measures[i].name)) == 0)
            return run->cs->measures[i].text;
    return run->goal;
}

/* Time in a band by the level times of a run; the band ends at a level or, the last one, at the goal. */
static double time_in(const double *level_s, int k, int first, double goal_s, bool last)
{
    double from_s = k == first ? 0 : level_s[k - 1], to_s = last ? goal_s : level_s[k];
    return to_s - from_s;
}

static json_t *band_json(const cd_run *run, const double *level_s, int k, int first, bool last)
{
    json_t *out = json_object(), *saved = json_object();
    double own_s = time_in(level_s, k, first, run->goal_s, last);
    double start_K = run->rows[cd_profile_T(run->goal_node)];
    json_object_set_new(out, "from_K", cd_json_number(k == first ? start_K : cd_levels_K[k - 1]));
    json_object_set_new(out, "to_K", cd_json_number(last ? NAN : cd_levels_K[k])); /* null: the goal */
    json_object_set_new(out, "time_s", cd_json_number(own_s));
    for (size_t i = 0; i < run->n_rank; i++) {
        const cd_rank *rank = &run->rank[i];
        double with_s = rank->level_s ? time_in(rank->level_s, k, first, run->goal_s - rank->saved_s, last) : NAN;
        json_object_set_new(saved, rank->name, cd_json_number(own_s - with_s));
    }
    json_object_set_new(out, "saved_s", saved);
    return out;
}

/* From the start down to the goal. Only for a node of the case that began above the first level it passed, once. */
static json_t *bands_json(const cd_run *run)
{
    json_t *out = json_array();
    int node = run->goal_node;
    if (node < 0 || node >= run->cs->net->n_user_nodes || run->n_rows == 0)
        return out;
    const double *level_s = run->level_s + (size_t)node * CD_N_LEVELS;
    double T_K = run->rows[cd_profile_T(node)];
    int first = 0, end = 0;
    while (first < CD_N_LEVELS && cd_levels_K[first] >= T_K)
        first++;
    end = first;
    while (end < CD_N_LEVELS && level_s[end] > 0 && level_s[end] < run->goal_s * (1 - 1e-9))
        end++;
    double before_s = 0;
    for (int k = first; k <= end; k++) {
        double to_s = k == end ? run->goal_s : level_s[k];
        if (to_s < before_s)
            break;
        before_s = to_s;
        json_array_append_new(out, band_json(run, level_s, k, first, k == end));
    }
    return out;
}

void cd_goal_json(json_t *holding_back, cd_arena *arena, const cd_run *run)
{
    int node = run->goal ? run->goal_node : -1;
    json_object_set_new(holding_back, "node", node < 0 ? json_null() : cd_json_text(run->cs->net->nodes[node].name));
    json_object_set_new(holding_back, "condition", run->goal ? cd_json_text(condition_text(arena, run)) : json_null());
    json_object_set_new(holding_back, "margin", run->goal ? cd_json_number(margin(run)) : json_null());
    json_object_set_new(holding_back, "bands", run->goal ? bands_json(run) : json_array());
}
