/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rules - [event] and [schedule], and the order of all that happens in time.
 */
#include "case_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    cd_value when;
    cd_values todo;
    int direction, repeat;
    double dwell_s;
} event_section;

typedef struct {
    cd_values at, set;
    cd_numbers times_s;
} schedule_section;

static const char *const directions[] = {"rising", "falling", "both", NULL}; /* cd_edge */

const cd_field cd_event_fields[] = {
    {.key = "when",
     .type = CD_FIELD_VALUE,
     .offset = offsetof(event_section, when),
     .required = true,
     .help = "a condition over T(node), Q(link), t and measures: T(coil) < 20 K, t > 2 h; true at the start, it fires "
             "there"},
    {.key = "do",
     .type = CD_FIELD_VALUES,
     .offset = offsetof(event_section, todo),
     .required = true,
     .help = "heater.power = 5 W, start NAME, stop NAME, note \"text\", or stop (the run); several lines add up"},
    {.key = "direction",
     .type = CD_FIELD_CHOICE,
     .choices = directions,
     .offset = offsetof(event_section, direction),
     .default_text = "rising",
     .help = "rising: when the condition becomes true; falling: when it stops being true; or both"},
    {.key = "repeat",
     .type = CD_FIELD_YES_NO,
     .offset = offsetof(event_section, repeat),
     .default_text = "no",
     .help = "whether it happens every time, or once"},
    {.key = "dwell",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = offsetof(event_section, dwell_s),
     .default_text = "0 s",
     .max = 3.2e10,
     .help = "it happens no sooner again than this"},
};
const size_t cd_n_event_fields = sizeof cd_event_fields / sizeof *cd_event_fields;

const cd_field cd_schedule_fields[] = {
    {.key = "at",
     .type = CD_FIELD_VALUES,
     .offset = offsetof(schedule_section, at),
     .help = "times and what is done then, \"0 h: heater.power = 5 W, 2 h: stop heater\"; several lines add up"},
    {.key = "times",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_TIME,
     .offset = offsetof(schedule_section, times_s),
     .max = 3.2e10,
     .help = "times of a table, whose columns are the keys of set"},
    {.key = "set",
     .type = CD_FIELD_VALUES,
     .offset = offsetof(schedule_section, set),
     .help = "a key and its values at the times, \"heater.power: 5 W, 0 W\"; several lines add up"},
};
const size_t cd_n_schedule_fields = sizeof cd_schedule_fields / sizeof *cd_schedule_fields;

static void add_time(cd_case_reader *r, size_t *cap, double t_s)
{
    cd_case *cs = r->cs;
    CD_PUSH(r->rd.arena, cs->rule_times_s, cs->n_rule_times, *cap, t_s);
}

/* ---- events ---- */

/* Measures by name: those that can be told before the end. */
static bool find_measure(void *ctx, const cd_value *name, int *index, cd_type *type)
{
    cd_case_reader *r = ctx;
    for (size_t m = 0; m < r->cs->n_measures; m++)
        if (cd_value_is(name, r->cs->measures[m].name)) {
            *index = (int)m;
            *type = r->cs->measures[m].type;
            return true;
        }
    return false;
}

typedef struct {
    cd_case_reader *r;
    const cd_value *text;
    bool over_run, good;
} measure_check;

/* A mean or a value at the end is not known on the way. */
static void see_measure(void *ctx, cd_ref_kind kind, int index)
{
    measure_check *check = ctx;
    if (kind != CD_REF_MEASURE)
        return;
    const cd_measure *m = &check->r->cs->measures[index];
    size_t n;
    const cd_over *over = cd_expr_overs(m->value, &n);
    check->over_run = check->over_run || n > 0;
    check->good = cd_case_refuse_energy(check->r, m->value, check->text) && check->good;
    for (size_t i = 0; i < n && check->good; i++)
        if (over[i].kind == CD_OVER_MEAN || over[i].kind == CD_OVER_END) {
            cd_diag_add(check->r->rd.diags, CD_ERROR, cd_value_whole(check->text),
                        "use a measure of time(), max_t() or min_t(), or the expression itself",
                        "measure \"%s\" is not known before the end of the run", m->name);
            check->good = false;
        }
}

static bool read_condition(cd_case_reader *r, const cd_value *text, cd_rule *rule)
{
    cd_scope scope = cd_case_run_scope(r);
    scope.measure = find_measure;
    rule->when = cd_expr_read(&r->rd, &scope, text);
    if (!rule->when)
        return false;
    if (!cd_expr_type(rule->when).truth) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(text), "write T(coil) < 20 K", "\"when\" is not a condition");
        return false;
    }
    rule->text = cd_arena_strn(r->rd.arena, text->text, text->length);
    measure_check check = {.r = r, .text = text, .good = true};
    cd_expr_visit_refs(rule->when, see_measure, &check);
    rule->over_run = check.over_run;
    return check.good && cd_case_refuse_energy(r, rule->when, text);
}

static bool read_event(cd_case_reader *r, cd_ini_section *section, cd_rule *rule, size_t *cap_times)
{
    enum { MOST_TIMES = 16 };
    event_section *in = cd_arena_alloc(r->rd.arena, 1, sizeof *in);
    bool good = cd_case_fill(r, cd_event_fields, cd_n_event_fields, section, in);
    rule->kind = CD_EVENT;
    rule->actions = cd_arena_alloc(r->rd.arena, in->todo.n, sizeof *rule->actions);
    for (size_t i = 0; i < in->todo.n; i++)
        good = cd_case_read_action(r, &in->todo.v[i], &rule->actions[rule->n_actions++]) && good;
    if (!in->when.source || !read_condition(r, &in->when, rule) || !good)
        return false;
    rule->edge = (cd_edge)in->direction;
    rule->repeat = in->repeat == 1;
    rule->dwell_s = in->dwell_s;
    double t_s[MOST_TIMES];
    size_t n;
    rule->timed = cd_expr_known_times(rule->when, t_s, MOST_TIMES, &n) && n < MOST_TIMES;
    for (size_t i = 0; i < n; i++)
        add_time(r, cap_times, t_s[i]);
    return true;
}

/* ---- schedules ---- */

static bool wrong(cd_case_reader *r, const cd_value *value, const char *hint, const char *message)
{
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(value), hint, "%s", message);
    return false;
}

typedef struct {
    cd_rule *rule;
    size_t cap_actions, cap_times, n_times;
} schedule;

static void add_entry(cd_case_reader *r, schedule *s, double t_s, const cd_action *action)
{
    CD_PUSH(r->rd.arena, s->rule->actions, s->rule->n_actions, s->cap_actions, *action);
    CD_PUSH(r->rd.arena, s->rule->times_s, s->n_times, s->cap_times, t_s);
}

/* "2 h: heater.power = 0 W" */
static bool read_entry(cd_case_reader *r, schedule *s, const cd_value *entry)
{
    size_t colon = 0;
    while (colon < entry->length && entry->text[colon] != ':')
        colon++;
    if (colon == entry->length)
        return wrong(r, entry, "write \"2 h: heater.power = 0 W\"",
                     cd_arena_printf(r->rd.arena, "\"%s\" is not a time and what is done then",
                                     cd_value_string(r->rd.arena, entry)));
    cd_value time = cd_value_cut(entry, 0, colon), todo = cd_value_cut(entry, colon + 1, entry->length);
    cd_action action;
    double t_s;
    bool good = cd_read_quantity(&r->rd, &time, CD_TIME, &t_s);
    if (good && t_s < 0)
        good = wrong(r, &time, "the run begins at t = 0", "a time before the start of the run");
    if (!cd_case_read_action(r, &todo, &action) || !good)
        return false;
    add_entry(r, s, t_s, &action);
    return true;
}

/* "heater.power: 5 W, 0 W", one value for each of the times */
static bool read_column(cd_case_reader *r, schedule *s, const cd_numbers *times_s, const cd_value *column)
{
    cd_value *side, *value;
    bool good = true;
    if (cd_value_split(r->rd.arena, column, ':', &side) != 2)
        return wrong(r, column, "write \"heater.power: 5 W, 0 W\"", "a column is a key and its values");
    size_t n = cd_value_split(r->rd.arena, &side[1], ',', &value);
    if (n != times_s->n)
        return wrong(r, column, "one value for each of the times",
                     cd_arena_printf(r->rd.arena, "%zu values at %zu times", n, times_s->n));
    for (size_t i = 0; i < n; i++) {
        cd_action action;
        if (cd_case_read_assignment(r, &side[0], &value[i], &action))
            add_entry(r, s, times_s->x[i], &action);
        else
            good = false;
    }
    return good;
}

typedef struct {
    double t_s;
    size_t place; /* in the file */
    cd_action action;
} timed_action;

static int by_time(const void *a, const void *b)
{
    const timed_action *x = a, *y = b;
    if (x->t_s != y->t_s)
        return x->t_s < y->t_s ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* By time; what stands first in the file stays first at one time. */
static void sort_entries(cd_case_reader *r, cd_rule *rule)
{
    timed_action *entries = cd_arena_alloc(r->rd.arena, rule->n_actions, sizeof *entries);
    for (size_t i = 0; i < rule->n_actions; i++)
        entries[i] = (timed_action){rule->times_s[i], i, rule->actions[i]};
    if (rule->n_actions > 0)
        qsort(entries, rule->n_actions, sizeof *entries, by_time);
    for (size_t i = 0; i < rule->n_actions; i++) {
        rule->times_s[i] = entries[i].t_s;
        rule->actions[i] = entries[i].action;
    }
}

static bool read_schedule(cd_case_reader *r, cd_ini_section *section, cd_rule *rule, size_t *cap_times)
{
    schedule_section *in = cd_arena_alloc(r->rd.arena, 1, sizeof *in);
    schedule s = {.rule = rule};
    bool good = cd_case_fill(r, cd_schedule_fields, cd_n_schedule_fields, section, in);
    rule->kind = CD_SCHEDULE;
    for (size_t i = 0; i < in->at.n; i++) {
        cd_value *entry;
        size_t n = cd_value_split(r->rd.arena, &in->at.v[i], ',', &entry);
        for (size_t k = 0; k < n; k++)
            good = read_entry(r, &s, &entry[k]) && good;
    }
    for (size_t i = 0; i < in->set.n; i++)
        good = read_column(r, &s, &in->times_s, &in->set.v[i]) && good;
    bool empty = in->at.n == 0 && in->set.n == 0;
    if (good && empty && !section->damaged)
        cd_diag_add(r->rd.diags, CD_ERROR, section->header,
                    "add \"at = 0 h: heater.power = 5 W, 2 h: heater.power = 0 W\", or \"times\" and \"set\"",
                    "schedule \"%s\" is empty", section->name);
    if (!good || empty)
        return false;
    sort_entries(r, rule);
    for (size_t i = 0; i < rule->n_actions; i++)
        add_time(r, cap_times, rule->times_s[i]);
    return true;
}

/* ---- all of them ---- */

void cd_case_read_rules(cd_case_reader *r)
{
    cd_case *cs = r->cs;
    size_t cap = 0, cap_times = 0;
    for (size_t i = 0; i < cs->ini.n_sections; i++) {
        cd_ini_section *section = &cs->ini.sections[i];
        cd_rule rule = {.name = section->name};
        bool good = false;
        if (!section->name)
            continue;
        if (strcmp(section->type, "event") == 0)
            good = read_event(r, section, &rule, &cap_times);
        else if (strcmp(section->type, "schedule") == 0)
            good = read_schedule(r, section, &rule, &cap_times);
        else if (strcmp(section->type, "thermostat") == 0)
            good = cd_case_thermostat_rule(r, section, &rule);
        if (good)
            CD_PUSH(r->rd.arena, cs->rules, cs->n_rules, cap, rule);
    }
}
