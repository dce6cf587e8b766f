/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * steady - see steady.h: starts, the integrator where KINSOL does not arrive, and what makes a state believable.
 */
#include "steady.h"
#include "kinsol.h"
#include "transient.h"

#include <math.h>

const cd_when cd_before_start = {0, -1};

/* Longer than any device takes to settle (30 years), and a bound on the steps. */
static const double long_time_s = 1e9;
enum { MOST_STEPS = 100000 };

/* States nearer than this are one, and a state pushed off by `push` must come back as near. */
static const double same = 1e-6, push = 1e-3;

/* The heats of a network with no way out cancel; seen where a node still moves at this rate after 30 years. */
static const double still_K_per_s = 1e-12;

/* ---- in time ---- */

/* Follows the network to its rest; `why` (may be NULL) gets a sentence when it has none. */
static int run_long(cd_arena *arena, cd_network_work *work, cd_when when, const char **why)
{
    cd_transient_options options = {
        .rtol = 1e-6, .atol_K = 1e-7, .max_steps = MOST_STEPS, .end_s = long_time_s, .frozen = true, .frozen_at = when};
    cd_transient *tr = cd_transient_new(work, &options);
    if (!tr)
        return 1;
    cd_step step;
    do
        step = cd_transient_step(tr, NULL);
    while (step == CD_STEP_OK);
    int failed = step != CD_STEP_END || cd_transient_at(tr, cd_transient_time(tr)) != 0;
    if (failed && why)
        *why = cd_arena_printf(arena, "no steady state was found; followed in time, %s", cd_transient_error(tr));
    cd_transient_free(tr);
    return failed;
}

/* Why the end of a long run is no steady state. */
static const char *why_restless(cd_arena *arena, const cd_network_work *work)
{
    const cd_network *net = work->net;
    int fastest = 0;
    double most = 0;
    for (int s = 0; s < net->n_states; s++) {
        double rate = work->H_W[net->dynamic[s]] / work->C_J_per_K[s];
        if (fabs(rate) > fabs(most) && net->nodes[net->dynamic[s]].kind != CD_NODE_MEMORY) {
            most = rate;
            fastest = net->dynamic[s];
        }
    }
    if (fabs(most) > still_K_per_s)
        return cd_arena_printf(
            arena, "no steady state: after 30 years node \"%s\" is at %.4g K and still %s by %.2g K a year",
            net->nodes[fastest].name, work->T_K[fastest], most > 0 ? "warms" : "cools", fabs(most) * 365.25 * 86400);
    return "no steady state was found: Newton's method does not arrive where the network comes to rest in time";
}

/* ---- one start ---- */

typedef struct {
    cd_arena *arena;
    cd_network_work *work;
    cd_when when;
    cd_root_finder *finder;
    double *T_K; /* scratch over nodes */
} search;

static void copy(const cd_network_work *work, double *T_K)
{
    for (int i = 0; i < work->net->n_nodes; i++)
        T_K[i] = work->T_K[i];
}

static void put(cd_network_work *work, const double *T_K)
{
    for (int i = 0; i < work->net->n_nodes; i++)
        work->T_K[i] = T_K[i];
}

static bool is_same(const cd_network *net, const double *a, const double *b)
{
    for (int s = 0; s < net->n_states; s++) {
        int i = net->dynamic[s];
        if (!(fabs(a[i] - b[i]) <= same * (net->nodes[i].kind == CD_NODE_MEMORY ? 1 : fabs(a[i]))))
            return false;
    }
    return true;
}

/* Pushed off by a thousandth, does it come back? A root that does not (the top of a hump of a cooler's lift) is no
 * state that anything stays in. Leaves work at the root. */
static bool is_stable(search *s)
{
    copy(s->work, s->T_K);
    for (int k = 0; k < s->work->net->n_states; k++)
        s->work->T_K[s->work->net->dynamic[k]] *= 1 + push;
    bool back = run_long(s->arena, s->work, s->when, NULL) == 0 && cd_root_sharpen(s->finder) == 0 &&
                is_same(s->work->net, s->T_K, s->work->T_K);
    put(s->work, s->T_K);
    return cd_network_heats(s->work, s->when, false) == 0 && back;
}

static bool is_held(search *s, const char **why)
{
    int node = cd_root_floating(s->finder);
    if (node >= 0)
        *why =
            cd_arena_printf(s->arena,
                            "no steady state of its own: nothing holds the temperature of node \"%s\" and what hangs "
                            "on it, its end depends on the start",
                            s->work->net->nodes[node].name);
    return node < 0;
}

static int by_integrator(search *s, const char **why)
{
    if (run_long(s->arena, s->work, s->when, why) != 0)
        return 1;
    if (!is_held(s, why))
        return 1;
    copy(s->work, s->T_K);
    if (cd_root_sharpen(s->finder) == 0 && is_stable(s))
        return 0;
    put(s->work, s->T_K);
    if (cd_network_heats(s->work, s->when, false) == 0)
        *why = why_restless(s->arena, s->work);
    return 1;
}

/* From work's temperatures to a steady state there. 0, or 1 and a sentence. */
static int solve(search *s, bool *integrated, const char **why)
{
    double *T_start_K = cd_arena_alloc(s->arena, (size_t)s->work->net->n_nodes, sizeof(double));
    copy(s->work, T_start_K);
    *integrated = false;
    if (cd_root_find(s->finder) == 0 && cd_root_sharpen(s->finder) == 0 && cd_root_floating(s->finder) < 0 &&
        is_stable(s))
        return 0;
    put(s->work, T_start_K);
    *integrated = true;
    return by_integrator(s, why);
}

static bool begin(search *s, cd_arena *arena, cd_network_work *work, cd_when when)
{
    *s = (search){.arena = arena, .work = work, .when = when};
    s->T_K = cd_arena_alloc(arena, (size_t)work->net->n_nodes, sizeof(double));
    s->finder = cd_root_finder_new(work, when);
    return s->finder != NULL;
}

/* Where there are several, the state that a case's start leads to is a matter of time: by the integrator. */
int cd_steady_solve(cd_arena *arena, cd_network_work *work, cd_when when, const char **why)
{
    search s;
    *why = "there is no memory left";
    if (!begin(&s, arena, work, when))
        return 1;
    int failed = by_integrator(&s, why);
    cd_root_finder_free(s.finder);
    return failed;
}

/* ---- several starts ---- */

static const struct {
    double T_K;
    const char *name;
} starts[] = {{2, "2 K everywhere"},   {4, "4 K everywhere"},     {20, "20 K everywhere"},
              {80, "80 K everywhere"}, {300, "300 K everywhere"}, {600, "600 K everywhere"}};
enum { N_STARTS = sizeof starts / sizeof *starts };

static void add(search *s, cd_steady_search *out, const char *from, bool integrated)
{
    for (size_t k = 0; k < out->n; k++)
        if (is_same(s->work->net, out->state[k].T_K, s->work->T_K))
            return;
    cd_steady_state *state = &out->state[out->n++];
    *state = (cd_steady_state){.from = from, .by_integrator = integrated};
    state->T_K = cd_arena_alloc(s->arena, (size_t)s->work->net->n_nodes, sizeof(double));
    copy(s->work, state->T_K);
}

/* With several states the integrator says which is the case's; that goes to the front. */
static void find_own(search *s, cd_steady_search *out, const double *T_start_K)
{
    const char *why = NULL;
    put(s->work, T_start_K);
    if (by_integrator(s, &why) != 0) {
        out->why = why;
        return;
    }
    add(s, out, "the case's start, in time", true);
    for (size_t k = 0; k < out->n; k++)
        if (is_same(s->work->net, out->state[k].T_K, s->work->T_K)) {
            cd_steady_state own = out->state[k];
            out->state[k] = out->state[0];
            out->state[0] = own;
        }
    out->state[0].of_case = true;
}

static void look(search *s, cd_steady_search *out)
{
    const cd_network *net = s->work->net;
    const char *why = NULL;
    bool integrated;
    double *T_start_K = cd_arena_alloc(s->arena, (size_t)net->n_nodes, sizeof(double));
    copy(s->work, T_start_K);
    if (solve(s, &integrated, &why) == 0)
        add(s, out, "the case's start", integrated);
    else
        out->why = why;
    for (int k = 0; k < N_STARTS; k++) {
        put(s->work, T_start_K);
        for (int i = 0; i < net->n_nodes; i++)
            if (net->nodes[i].kind == CD_NODE_DYNAMIC || net->nodes[i].kind == CD_NODE_MASSLESS)
                s->work->T_K[i] = starts[k].T_K;
        const char *unused;
        if (solve(s, &integrated, &unused) == 0)
            add(s, out, starts[k].name, integrated);
    }
    if (out->n == 1 && !out->why)
        out->state[0].of_case = true;
    else if (out->n > 0)
        find_own(s, out, T_start_K);
    if (out->n > 0)
        put(s->work, out->state[0].T_K);
}

void cd_steady_look(cd_arena *arena, cd_network_work *work, cd_when when, cd_steady_search *out)
{
    search s;
    *out = (cd_steady_search){.n_starts = 1 + N_STARTS};
    out->state = cd_arena_alloc(arena, N_STARTS + 2, sizeof *out->state);
    if (!begin(&s, arena, work, when)) {
        out->why = "there is no memory left";
        return;
    }
    look(&s, out);
    cd_root_finder_free(s.finder);
}
