/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * steady_case - looks for the steady states of a case, everything switched as at the end of its duration, and works out
 * what is left to lift.
 */
#include "steady_case.h"
#include "../network/massless.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- limits: "50 K, 4.5 K" ---- */

static bool read_limits(cd_steady *st, const char *to, double limit_K[2])
{
    limit_K[0] = limit_K[1] = NAN;
    if (!to)
        return true;
    cd_reading rd = {st->arena, cd_diags_new(st->arena), st->cs->units, NULL};
    cd_value value = cd_value_of_source(cd_source_from_text(st->arena, "--to", to, strlen(to))), *part;
    size_t n = cd_value_split(st->arena, &value, ',', &part);
    if (n < 1 || n > 2)
        cd_diag_add(rd.diags, CD_ERROR, cd_value_whole(&value), "write --to \"50 K, 4.5 K\", or --to \"50 K\"",
                    "the limits are one or two temperatures: of first stages, of second stages");
    for (size_t k = 0; k < n && k < 2; k++)
        if (cd_read_quantity(&rd, &part[k], CD_TEMPERATURE, &limit_K[k]) &&
            !(limit_K[k] >= CD_T_LOWEST_K && limit_K[k] <= CD_T_HIGHEST_K))
            cd_diag_add(rd.diags, CD_ERROR, cd_value_whole(&part[k]), "give a temperature from 0.1 K to 2000 K",
                        "no stage is at %g K", limit_K[k]);
    if (cd_diags_count(rd.diags, CD_ERROR) == 0)
        return true;
    st->error = cd_diag_render(st->arena, cd_diags_at(rd.diags, 0));
    return false;
}

/* ---- margins ---- */

/* The lift of a channel's stage with its node at T, all others as in work. Leaves work as it was. */
static double lift_at(cd_network_work *work, cd_when when, const cd_heat_channel *c, double T_K)
{
    const cd_network *net = work->net;
    const cd_link *link = &net->links[c->link];
    double *T_stage_K = &work->T_K[link->nodes[c->terminal]], T_before_K = *T_stage_K;
    int end = link->first_element + link->n_elements, failed = 0;
    *T_stage_K = T_K;
    for (int k = link->first_element; k < end; k++)
        failed |= cd_network_evaluate(work, &k, 1, when, false);
    double lift_W = failed ? NAN : cd_network_channel(work, (int)(c - net->channels));
    *T_stage_K = T_before_K;
    for (int k = link->first_element; k < end; k++)
        cd_network_evaluate(work, &k, 1, when, false);
    return lift_W;
}

/* The model on a link, and which of its stages a terminal is. */
static const cd_cooler_info *model_of(const cd_network *net, int link)
{
    for (size_t k = 0; k < net->n_audit_coolers; k++)
        if (net->audit_coolers[k].link == link)
            return cd_cooler_about(net->audit_coolers[k].cooler);
    return NULL;
}

static void add_margin(cd_steady *st, int channel, const double stated_K[2])
{
    const cd_network *net = st->cs->net;
    const cd_heat_channel *c = &net->channels[channel];
    const cd_cooler_info *info = model_of(net, c->link);
    int stage = info && info->n_stages == 1 ? info->stage - 1 : c->terminal;
    double limit_K = stage >= 0 && stage < 2 ? stated_K[stage] : NAN;
    cd_stage_margin *m = &st->margin[st->n_margins++];
    *m = (cd_stage_margin){.channel = channel, .stated = !isnan(limit_K), .limit_K = limit_K};
    if (!m->stated && info && c->terminal < info->n_stages && isfinite(info->T_max_K[c->terminal]))
        m->limit_K = info->T_max_K[c->terminal];
    m->lift_W = isnan(m->limit_K) ? NAN : lift_at(st->end.work, st->when, c, m->limit_K);
    m->margin_W = m->lift_W - st->end.Q_end_W[channel];
}

/* ---- the state ---- */

static void take_state(cd_steady *st, const double limit_K[2])
{
    const cd_network *net = st->cs->net;
    cd_run *end = &st->end;
    double all_W = 0;
    for (int i = 0; i < net->n_nodes; i++) {
        end->T_end_K[i] = end->work->T_K[i];
        if (net->nodes[i].kind == CD_NODE_DYNAMIC || net->nodes[i].kind == CD_NODE_MASSLESS)
            st->residual_W += fabs(end->work->H_W[i]);
    }
    for (int c = 0; c < net->n_channels; c++) {
        end->Q_end_W[c] = cd_network_channel(end->work, c);
        all_W += fabs(end->Q_end_W[c]);
        if (net->links[net->channels[c].link].kind->is_cooler)
            st->lifted_W += end->Q_end_W[c];
    }
    double scale_W = st->lifted_W > 0 ? st->lifted_W : all_W;
    st->closure = scale_W > 0 ? st->residual_W / scale_W : 0;
    st->margin = cd_arena_alloc(st->arena, (size_t)net->n_channels, sizeof *st->margin);
    for (int c = 0; c < net->n_channels; c++)
        if (net->links[net->channels[c].link].kind->is_cooler)
            add_margin(st, c, limit_K);
    end->status = CD_OK;
}

static void make_room(cd_steady *st)
{
    const cd_network *net = st->cs->net;
    cd_run *end = &st->end;
    end->cs = st->cs;
    end->arena = st->arena;
    end->work = cd_network_work_new(st->arena, net);
    end->T_end_K = cd_arena_alloc(st->arena, (size_t)net->n_nodes, sizeof(double));
    end->Q_end_W = cd_arena_alloc(st->arena, (size_t)net->n_channels, sizeof(double));
    for (int i = 0; st->cs->start == CD_START_FROM && i < net->n_nodes; i++)
        end->work->T_K[i] = st->cs->start_from_K[i];
}

/* After the last known instant before the end of the case. */
static cd_when at_the_end(cd_steady *st)
{
    double *instants, end_s = st->cs->duration_s;
    size_t n = cd_network_instants(st->arena, st->cs->net, end_s, &instants);
    return (cd_when){end_s, 0.5 * (end_s + (n > 0 ? instants[n - 1] : 0))};
}

static cd_status solve(cd_steady *st, const cd_steady_options *options)
{
    double limit_K[2];
    if (!read_limits(st, options ? options->to : NULL, limit_K))
        return CD_INPUT;
    make_room(st);
    st->when = at_the_end(st);
    if (st->cs->net->n_states > 0)
        cd_steady_look(st->arena, st->end.work, st->when, &st->found);
    st->error = st->found.why;
    if (st->error)
        return CD_FAILED;
    st->end.work->failed_node = st->end.work->failed_link = -1;
    if (cd_network_heats(st->end.work, st->when, false) != 0) {
        st->error = "the heat flows cannot be evaluated: a massless node has no solution";
        return CD_FAILED;
    }
    take_state(st, limit_K);
    return CD_OK;
}

static cd_status solve_guarded(cd_steady *st, const cd_steady_options *options)
{
    if (setjmp(st->landing) != 0)
        return CD_NO_MEMORY;
    return solve(st, options);
}

cd_status cd_steady_new(const cd_case *cs, const cd_steady_options *options, cd_steady **out)
{
    *out = NULL;
    if (!cs->net || cs->n_errors > 0)
        return CD_INPUT;
    cd_steady *st = calloc(1, sizeof *st);
    if (!st)
        return CD_NO_MEMORY;
    st->cs = cs;
    st->arena = cd_arena_new(&st->landing);
    st->status = st->arena ? solve_guarded(st, options) : CD_NO_MEMORY;
    if (st->status == CD_NO_MEMORY) {
        cd_steady_free(st);
        return CD_NO_MEMORY;
    }
    *out = st;
    return st->status;
}

void cd_steady_free(cd_steady *st)
{
    if (!st)
        return;
    cd_arena_free(st->arena);
    free(st);
}

const char *cd_steady_error(const cd_steady *st)
{
    return st->error;
}

size_t cd_steady_n_states(const cd_steady *st)
{
    return st->cs->net->n_states == 0 ? (st->status == CD_OK) : st->found.n;
}

double cd_steady_temperature(const cd_steady *st, size_t node)
{
    return st->status == CD_OK && node < (size_t)st->cs->net->n_user_nodes ? st->end.T_end_K[node] : NAN;
}
