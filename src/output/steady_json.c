/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * steady_json - the steady state as JSON: SI, null where there is none, members always in the same order.
 */
#include "budget.h"
#include "json.h"
#include "steady_notes.h"

static json_t *number(double value)
{
    return cd_json_number(value);
}

static void put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

static json_t *temperatures(const cd_network *net, const double *T_K)
{
    json_t *out = json_object();
    for (int i = 0; i < net->n_nodes; i++)
        put(out, net->nodes[i].name, number(T_K[i]));
    return out;
}

static json_t *states(const cd_steady *st)
{
    json_t *out = json_array();
    for (size_t k = 0; k < st->found.n; k++) {
        const cd_steady_state *state = &st->found.state[k];
        json_t *json = json_object();
        put(json, "from", json_string(state->from));
        put(json, "by_integrator", json_boolean(state->by_integrator));
        put(json, "of_case", json_boolean(state->of_case));
        put(json, "T_K", temperatures(st->cs->net, state->T_K));
        json_array_append_new(out, json);
    }
    return out;
}

static json_t *budget(cd_arena *arena, const cd_steady *st)
{
    cd_budget_stage *stage;
    size_t n = cd_budget(arena, &st->end, &stage);
    json_t *out = json_object();
    for (size_t i = 0; i < n; i++) {
        json_t *json = json_object(), *links = json_object();
        for (size_t k = 0; k < stage[i].n_flows; k++)
            put(links, stage[i].flow[k].name, number(stage[i].flow[k].into_W));
        put(json, "node", json_string(st->cs->net->nodes[stage[i].node].name));
        put(json, "T_K", number(st->end.T_end_K[stage[i].node]));
        put(json, "lift_W", number(stage[i].lift_W));
        put(json, "links_W", links);
        put(out, stage[i].name, json);
    }
    return out;
}

static json_t *margins(const cd_steady *st)
{
    json_t *out = json_object();
    for (size_t k = 0; k < st->n_margins; k++) {
        const cd_stage_margin *m = &st->margin[k];
        json_t *json = json_object();
        put(json, "limit_K", number(m->limit_K));
        put(json, "stated", json_boolean(m->stated));
        put(json, "lift_W", number(m->lift_W));
        put(json, "margin_W", number(m->margin_W));
        put(out, st->cs->net->channels[m->channel].name, json);
    }
    return out;
}

static json_t *heats(const cd_steady *st)
{
    json_t *out = json_object();
    for (int c = 0; c < st->cs->net->n_channels; c++)
        put(out, st->cs->net->channels[c].name, number(st->end.Q_end_W[c]));
    return out;
}

static json_t *notes(cd_arena *arena, const cd_steady *st)
{
    const char *note[CD_STEADY_NOTES];
    json_t *out = json_array();
    for (size_t i = 0, n = cd_steady_notes(arena, st, note); i < n; i++)
        json_array_append_new(out, json_string(note[i]));
    return out;
}

static json_t *all(cd_arena *arena, const void *of)
{
    const cd_steady *st = of;
    json_t *out = json_object();
    put(out, "status", json_string(st->status == CD_OK ? "found" : "none"));
    put(out, "starts", json_integer((json_int_t)st->found.n_starts));
    put(out, "states", states(st));
    put(out, "notes", notes(arena, st));
    if (st->status == CD_OK) {
        put(out, "T_K", temperatures(st->cs->net, st->end.T_end_K));
        put(out, "budget", budget(arena, st));
        put(out, "margins", margins(st));
        put(out, "links_W", heats(st));
        put(out, "lifted_W", number(st->lifted_W));
        put(out, "residual_W", number(st->residual_W));
        put(out, "closure", number(st->closure));
    } else {
        put(out, "error", cd_json_text(st->error));
    }
    return out;
}

char *cd_steady_json(const cd_steady *st)
{
    return cd_json_make(all, st);
}
