/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * events - see events.h.
 */
#include "events.h"
#include "run_impl.h"

#include <math.h>

enum { CHATTER = 100 };                   /* firings */
static const double chatter_share = 1e-9; /* of the time reached, counted from one second */

typedef struct {
    bool was;      /* its condition, when it was last decided; of a thermostat: on */
    bool spent;    /* it happens once, and has */
    double last_s; /* when it last fired; -INFINITY: never */
    size_t next;   /* of a schedule: the next entry */
    long n_fired;
} rule_state;

struct cd_events {
    cd_run *run;
    const cd_rule *rules;
    size_t n;
    rule_state *state;
    bool *due;
    cd_firing *fired;
    size_t n_fired, cap_fired;
    double recent_s[CHATTER]; /* when the last ones fired that are no schedule's, a ring */
    size_t recent_rule[CHATTER];
    long n_recent;
    const char *stop, *error;
};

cd_events *cd_events_new(cd_run *run)
{
    cd_events *ev = cd_arena_alloc(run->arena, 1, sizeof *ev);
    ev->run = run;
    ev->rules = run->cs->rules;
    ev->n = run->cs->n_rules;
    ev->state = cd_arena_alloc(run->arena, ev->n, sizeof *ev->state);
    ev->due = cd_arena_alloc(run->arena, ev->n, sizeof *ev->due);
    for (size_t i = 0; i < ev->n; i++) {
        ev->state[i].last_s = -INFINITY;
        ev->state[i].was = ev->rules[i].kind == CD_THERMOSTAT && ev->rules[i].begins_on;
    }
    return ev;
}

size_t cd_events_instants(cd_run *run, double **t_s)
{
    const cd_case *cs = run->cs;
    size_t n = cd_network_instants(run->arena, cs->net, cs->duration_s, t_s);
    *t_s = cd_arena_grow(run->arena, *t_s, n, n + cs->n_rule_times, sizeof **t_s);
    for (size_t i = 0; i < cs->n_rule_times; i++)
        (*t_s)[n++] = cs->rule_times_s[i];
    return cd_sort_times(*t_s, n, cs->duration_s);
}

/* ---- conditions ---- */

/* > 0: the condition of an event is true, a thermostat has to switch. */
static double margin_of(cd_events *ev, size_t i, double t_s)
{
    const cd_rule *rule = &ev->rules[i];
    cd_view view = {.run = ev->run, .t_s = t_s};
    if (rule->kind == CD_EVENT)
        return cd_view_margin(&view, rule->when);
    if (rule->kind == CD_SCHEDULE)
        return -1;
    double value_K = cd_view_value(&view, rule->value, NULL);
    bool want_low = rule->heats != ev->state[i].was; /* it waits for the value to fall below low_K */
    return want_low ? rule->low_K - value_K : value_K - rule->high_K;
}

/* Nothing that a root search should look at: spent, or known beforehand. */
static bool is_silent(const cd_events *ev, size_t i)
{
    return ev->state[i].spent || ev->rules[i].kind == CD_SCHEDULE || ev->rules[i].timed;
}

void cd_events_margins(cd_events *ev, double t_s, double *margin)
{
    for (size_t i = 0; i < ev->n; i++)
        margin[i] = is_silent(ev, i) ? -1 : margin_of(ev, i, t_s);
}

void cd_events_directions(const cd_events *ev, int *direction)
{
    static const int of_edge[] = {[CD_EDGE_RISING] = 1, [CD_EDGE_FALLING] = -1, [CD_EDGE_BOTH] = 0};
    for (size_t i = 0; i < ev->n; i++)
        direction[i] = ev->rules[i].kind == CD_EVENT ? of_edge[ev->rules[i].edge] : 1;
}

/* Whether a change of its condition to `now` is what the rule waits for. */
static bool is_wanted(const cd_events *ev, size_t i, bool now)
{
    const cd_rule *rule = &ev->rules[i];
    if (rule->kind == CD_THERMOSTAT)
        return now;
    return now != ev->state[i].was && rule->edge != (now ? CD_EDGE_FALLING : CD_EDGE_RISING);
}

static bool is_held_back(const cd_events *ev, size_t i, double t_s)
{
    return t_s < ev->state[i].last_s + ev->rules[i].dwell_s;
}

/* When condition i came to be `now` within the step, by bisection of the dense output. */
static double moment_of(cd_events *ev, size_t i, bool now, double from_s, double to_s)
{
    for (int k = 0; k < 60 && to_s - from_s > 1e-12 * to_s; k++) {
        double middle = 0.5 * (from_s + to_s);
        cd_peek(ev->run, middle);
        if ((margin_of(ev, i, middle) > 0) == now)
            to_s = middle;
        else
            from_s = middle;
    }
    return to_s;
}

double cd_events_missed(cd_events *ev, double from_s, double to_s, const int *rose)
{
    double first_s = NAN;
    if (ev->n == 0)
        return NAN;
    cd_peek(ev->run, to_s);
    for (size_t i = 0; i < ev->n; i++) {
        if (is_silent(ev, i) || (rose && rose[i] != 0) || is_held_back(ev, i, to_s))
            continue;
        bool now = margin_of(ev, i, to_s) > 0;
        if (is_wanted(ev, i, now)) {
            double t_s = moment_of(ev, i, now, from_s, to_s);
            first_s = isnan(first_s) ? t_s : fmin(first_s, t_s);
            cd_peek(ev->run, to_s);
        } else if (ev->rules[i].kind == CD_EVENT) {
            ev->state[i].was = now; /* armed again */
        }
    }
    return first_s;
}

/* ---- firing ---- */

static void note_chatter(cd_events *ev, double t_s)
{
    size_t now = (size_t)(ev->n_recent % CHATTER);
    double since_s = t_s - ev->recent_s[now]; /* the one that it replaces */
    if (ev->n_recent < CHATTER || since_s > chatter_share * (1 + t_s))
        return;
    const char *names = "";
    cd_arena *arena = ev->run->arena;
    for (size_t i = 0, shown = 0; i < ev->n && shown < 3; i++)
        for (size_t k = 0; k < CHATTER; k++)
            if (ev->recent_rule[k] == i) {
                const char *kind = ev->rules[i].kind == CD_EVENT ? "event" : "thermostat";
                names = cd_arena_printf(arena, "%s%s%s \"%s\"", names, shown++ ? " and " : "", kind, ev->rules[i].name);
                break;
            }
    ev->error = cd_arena_printf(arena,
                                "at t = %.9g s: %s fired %d times within %.2g s: they undo each other faster than any "
                                "step; set their limits apart (hysteresis), or give them a `dwell`",
                                t_s, names, CHATTER, since_s);
}

static void remember(cd_events *ev, size_t i, double t_s, const char *text)
{
    cd_firing firing = {.rule = i, .t_s = t_s, .text = text};
    CD_PUSH(ev->run->arena, ev->fired, ev->n_fired, ev->cap_fired, firing);
    ev->state[i].n_fired++;
    ev->state[i].last_s = t_s;
    if (ev->rules[i].kind == CD_SCHEDULE)
        return;
    note_chatter(ev, t_s);
    size_t now = (size_t)(ev->n_recent++ % CHATTER);
    ev->recent_s[now] = t_s;
    ev->recent_rule[now] = i;
}

static void perform(cd_events *ev, size_t i, const cd_action *action)
{
    if (action->what == CD_DO_SET)
        cd_network_set(ev->run->work, action->link, action->field, action->bytes);
    else if (action->what == CD_DO_STOP && !ev->stop)
        ev->stop = ev->rules[i].name;
}

/* "heater.power = 5 W; gm.state = off" */
static const char *text_of(cd_events *ev, const cd_rule *rule)
{
    const char *text = rule->n_actions ? rule->actions[0].text : "";
    for (size_t k = 1; k < rule->n_actions; k++)
        text = cd_arena_printf(ev->run->arena, "%s; %s", text, rule->actions[k].text);
    return text;
}

static void fire(cd_events *ev, size_t i, double t_s)
{
    const cd_rule *rule = &ev->rules[i];
    rule_state *state = &ev->state[i];
    if (rule->kind == CD_THERMOSTAT) {
        state->was = !state->was;
        perform(ev, i, &rule->actions[state->was]);
        remember(ev, i, t_s, rule->actions[state->was].text);
        return;
    }
    while (rule->kind == CD_SCHEDULE && state->next < rule->n_actions && rule->times_s[state->next] <= t_s) {
        const cd_action *action = &rule->actions[state->next++];
        perform(ev, i, action);
        remember(ev, i, t_s, action->text);
    }
    if (rule->kind == CD_SCHEDULE)
        return;
    for (size_t k = 0; k < rule->n_actions; k++)
        perform(ev, i, &rule->actions[k]);
    state->spent = !rule->repeat;
    remember(ev, i, t_s, text_of(ev, rule));
}

/* Decides rule i at t_s, `t` itself read just after that moment, so that t > 2 h is true at 2 h. */
static bool is_due(cd_events *ev, size_t i, double t_s, bool shown)
{
    const cd_rule *rule = &ev->rules[i];
    rule_state *state = &ev->state[i];
    if (rule->kind == CD_SCHEDULE)
        return state->next < rule->n_actions && rule->times_s[state->next] <= t_s;
    bool now = margin_of(ev, i, nextafter(t_s, INFINITY)) > 0;
    if (shown)
        now = rule->kind == CD_THERMOSTAT || !state->was;
    if (state->spent || !is_wanted(ev, i, now)) {
        state->was = rule->kind == CD_EVENT ? now : state->was;
        return false;
    }
    if (is_held_back(ev, i, t_s))
        return false;
    state->was = rule->kind == CD_EVENT ? now : state->was;
    return true;
}

/* The heats as they are after a change. */
static void refresh(cd_events *ev, cd_when when)
{
    if (ev->run->tr)
        cd_transient_at(ev->run->tr, when.t_s);
    else
        cd_network_heats(ev->run->work, when, false);
}

int cd_events_settle(cd_events *ev, cd_when when, const int *rose)
{
    int total = 0;
    for (int in_round = 1; in_round > 0 && !ev->error; rose = NULL) {
        in_round = 0;
        for (size_t i = 0; i < ev->n; i++)
            ev->due[i] = is_due(ev, i, when.t_s, rose && rose[i] != 0);
        for (size_t i = 0; i < ev->n; i++)
            if (ev->due[i]) {
                fire(ev, i, when.t_s);
                in_round++;
            }
        if (in_round > 0)
            refresh(ev, when);
        total += in_round;
    }
    return total;
}

/* The first end of a wait behind t_s. */
static double wake_s(const cd_events *ev, double t_s)
{
    double first_s = INFINITY;
    for (size_t i = 0; i < ev->n; i++) {
        double end_s = ev->state[i].last_s + ev->rules[i].dwell_s;
        if (ev->rules[i].dwell_s > 0 && !ev->state[i].spent && end_s > t_s)
            first_s = fmin(first_s, end_s);
    }
    return first_s;
}

int cd_events_after_step(cd_events *ev, double t_s, bool went_back, const int *rose)
{
    cd_transient *tr = ev->run->tr;
    bool instant = cd_transient_at_instant(tr) && !went_back, woken = cd_transient_at_wake(tr) && !went_back;
    if (instant && cd_transient_restart(tr, t_s) != 0)
        return -1;
    cd_transient_at(tr, t_s);
    int fired = cd_events_settle(ev, cd_transient_when(tr, t_s), went_back ? NULL : rose);
    if (fired > 0 && cd_transient_restart(tr, t_s) != 0)
        return -1;
    if (instant || woken || fired > 0)
        cd_transient_wake(tr, wake_s(ev, t_s));
    return fired;
}

/* ---- answers ---- */

const char *cd_events_stop(const cd_events *ev)
{
    return ev->stop;
}

const char *cd_events_error(const cd_events *ev)
{
    return ev->error;
}

const char *cd_events_busy(const cd_events *ev)
{
    size_t most = 0;
    for (size_t i = 0; i < ev->n; i++)
        if (ev->state[i].n_fired > ev->state[most].n_fired)
            most = i;
    if (ev->n == 0 || ev->state[most].n_fired < 1000 || ev->rules[most].kind == CD_SCHEDULE)
        return NULL;
    return cd_arena_printf(
        ev->run->arena, "%s \"%s\" fired %ld times: a wider hysteresis or a longer `dwell` makes it rarer",
        ev->rules[most].kind == CD_EVENT ? "event" : "thermostat", ev->rules[most].name, ev->state[most].n_fired);
}

const cd_firing *cd_events_fired(const cd_events *ev, size_t *n)
{
    *n = ev->n_fired;
    return ev->fired;
}
