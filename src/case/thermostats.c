/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * thermostats - [thermostat]: a load, cooler or link that is switched or regulated by a temperature, and limits that a
 * heater holds or a throttled path keeps. One that switches becomes a rule (solve/events.c), one that regulates
 * multiplies the heats of its link (link/regulator.h).
 */
#include "../link/kind.h"
#include "case_impl.h"

#include <math.h>
#include <string.h>

enum { ON_OFF, PROPORTIONAL, PI };
enum { HEAT, COOL };
static const char *const modes[] = {"on_off", "proportional", "pi", NULL};
static const char *const actions[] = {"heat", "cool", NULL};

#define OFFSET(member) offsetof(cd_thermostat_reading, member)
const cd_field cd_thermostat_fields[] = {
    {.key = "acts_on",
     .type = CD_FIELD_TEXT,
     .offset = OFFSET(acts_on),
     .required = true,
     .help = "the load, cooler or link that is switched or whose heat is regulated between nothing and all of it"},
    {.key = "node",
     .type = CD_FIELD_RESOLVED,
     .resolver = "node",
     .offset = OFFSET(node),
     .help = "the node whose temperature it keeps"},
    {.key = "value",
     .type = CD_FIELD_VALUE,
     .offset = OFFSET(value),
     .help = "instead of node: an expression in temperatures, max(T(a), T(b)) or T(a) - T(b)"},
    {.key = "set",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE,
     .offset = OFFSET(set_K),
     .max = 2000,
     .help = "what it is kept at"},
    {.key = "limit",
     .type = CD_FIELD_VALUE,
     .offset = OFFSET(limit),
     .help = "instead of node and set: a condition that is kept true, max(T(a) - T(b), T(c) - T(b)) < 50 K"},
    {.key = "mode",
     .type = CD_FIELD_CHOICE,
     .choices = modes,
     .offset = OFFSET(mode),
     .help = "on_off (without it) or proportional or pi; a limit is always proportional"},
    {.key = "action",
     .type = CD_FIELD_CHOICE,
     .choices = actions,
     .offset = OFFSET(action),
     .help = "heat: more below what is set and near a limit; cool: more above it, and less near a limit; without it a "
             "cooler cools and anything else heats"},
    {.key = "hysteresis",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE_DIFFERENCE,
     .offset = OFFSET(hysteresis_K),
     .max = 2000,
     .above_min = true,
     .help = "on_off: from where it switches on to where it switches off, half of it on either side of what is set"},
    {.key = "dwell",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = OFFSET(dwell_s),
     .max = 3.2e10,
     .help = "on_off: the least time between two switchings"},
    {.key = "band",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TEMPERATURE_DIFFERENCE,
     .offset = OFFSET(band_K),
     .max = 2000,
     .above_min = true,
     .help = "proportional, pi and limit: over how many kelvins the output goes from none to all"},
    {.key = "integral_time",
     .type = CD_FIELD_QUANTITY,
     .quantity = CD_TIME,
     .offset = OFFSET(integral_s),
     .max = 3.2e10,
     .above_min = true,
     .help = "pi: the time in which the integral does as much as the proportional part"},
};
const size_t cd_n_thermostat_fields = sizeof cd_thermostat_fields / sizeof *cd_thermostat_fields;

static bool wrong(cd_case_reader *r, cd_span span, const char *hint, const char *message)
{
    cd_diag_add(r->rd.diags, CD_ERROR, span, hint, "%s", message);
    return false;
}

/* ---- what it reads ---- */

/* T(node) of a node of the case; the network is not there yet, but numbers them in the same order. */
static bool find_sensor(void *ctx, cd_ref_kind kind, const cd_value *name, int *index)
{
    cd_case_reader *r = ctx;
    if (kind != CD_REF_T)
        return wrong(r, cd_value_whole(name), "use T(node)", "a thermostat reads temperatures only");
    *index = cd_case_find_node(r, name);
    return *index >= 0;
}

static const cd_expr *read_expression(cd_case_reader *r, const cd_value *text)
{
    cd_scope scope = r->scope;
    scope.ref = find_sensor;
    scope.time = true;
    return cd_expr_read(&r->rd, &scope, text);
}

static const cd_expr *read_node(cd_case_reader *r, int node)
{
    const char *text = cd_arena_printf(r->rd.arena, "T(%s)", r->nodes[node].name);
    const cd_value value = cd_value_of_source(cd_source_from_text(r->rd.arena, "node", text, strlen(text)));
    return read_expression(r, &value);
}

static bool is_kelvin(cd_type type)
{
    return !type.truth && cd_dim_equal(type.dim, cd_quantities[CD_TEMPERATURE].dim);
}

/* Exactly one of node, value, limit; node and value with set. */
static bool read_sense(cd_case_reader *r, const cd_ini_section *section, cd_thermostat_reading *t)
{
    bool node = cd_link_given(section, "node"), value = cd_link_given(section, "value"),
         limit = cd_link_given(section, "limit");
    if (node + value + limit != 1)
        return wrong(
            r, (node || value || limit) ? cd_field_span(section, limit ? "limit" : "value") : section->header,
            "give `node = coil`, or `value = max(T(a), T(b))`, each with `set`; or `limit = T(a) - T(b) < 50 K`",
            cd_arena_printf(r->rd.arena, "thermostat \"%s\" needs one of node, value and limit", section->name));
    if (limit && !cd_link_refuse(&r->rd, section, "set", "limit", "the limit itself says it: remove \"set\""))
        return false;
    if (!limit && !cd_link_need(&r->rd, section, "set", NULL, "set = 20 K"))
        return false;
    if (node && t->node < 0)
        return false;
    t->expr = node ? read_node(r, t->node) : read_expression(r, limit ? &t->limit : &t->value);
    if (!t->expr)
        return false;
    cd_type type;
    if (limit && !(cd_expr_sides(t->expr, &type) && is_kelvin(type)))
        return wrong(r, cd_field_span(section, "limit"), "write T(a) - T(b) < 50 K",
                     "\"limit\" is not one comparison of temperatures or their differences");
    if (!limit && !is_kelvin(cd_expr_type(t->expr)))
        return wrong(r, cd_field_span(section, "value"), "write max(T(a), T(b))", "\"value\" is not a temperature");
    return true;
}

/* ---- regulation ---- */

static void add_sensor(void *ctx, cd_ref_kind kind, int index)
{
    cd_regulator *regulator = ctx;
    (void)kind;
    for (int i = 0; i < regulator->n_sensors && i < CD_REGULATOR_MOST_SENSORS; i++)
        if (regulator->sensor[i] == index)
            return;
    if (regulator->n_sensors < CD_REGULATOR_MOST_SENSORS)
        regulator->sensor[regulator->n_sensors] = index;
    regulator->n_sensors++;
}

/* e = 0 where the output is nothing, 1 where it is all. */
static void scale_error(cd_regulator *out, const cd_thermostat_reading *t, bool heats)
{
    bool limit = cd_expr_type(t->expr).truth; /* its value is how far the limit is */
    out->per_K = (heats ? -1 : 1) / t->band_K;
    out->zero_K = !limit ? t->set_K : heats ? t->band_K : 0;
}

/* An output that goes up the nearer the limit is must lead away from it; one that goes down must not. Otherwise it
 * stays at nothing without a word, or runs over the limit. */
static bool check_direction(cd_case_reader *r, const cd_ini_section *section, const cd_thermostat_reading *t)
{
    int sign = cd_case_helps_limit(t->link);
    if (sign == 0 || (sign > 0) == (t->action == HEAT))
        return true;
    const char *what = cd_section_what(r->rd.arena, t->link->section);
    cd_span span = cd_field_span(section, cd_link_given(section, "action") ? "action" : "limit");
    if (t->action == HEAT)
        return wrong(r, span, "write \"action = cool\": less of it near the limit",
                     cd_arena_printf(r->rd.arena, "thermostat \"%s\" turns %s up near its limit, which leads over it",
                                     section->name, what));
    return wrong(r, span, "write \"action = heat\": more of it near the limit",
                 cd_arena_printf(r->rd.arena, "thermostat \"%s\" turns %s down near its limit, which it would keep",
                                 section->name, what));
}

static bool regulate(cd_case_reader *r, const cd_ini_section *section, const cd_thermostat_reading *t, bool heats)
{
    cd_regulator *out = cd_arena_alloc(r->rd.arena, 1, sizeof *out);
    *out = (cd_regulator){.name = section->name, .value = t->expr, .integral_s = t->mode == PI ? t->integral_s : NAN};
    cd_expr_visit_refs(t->expr, add_sensor, out);
    scale_error(out, t, heats);
    const char *what = cd_section_what(r->rd.arena, t->link->section);
    if (out->n_sensors > CD_REGULATOR_MOST_SENSORS || t->link->n + out->n_sensors + 1 > CD_MAX_TERMINALS)
        return wrong(r, cd_field_span(section, cd_link_given(section, "limit") ? "limit" : "value"),
                     "use fewer nodes, or several thermostats",
                     cd_arena_printf(r->rd.arena, "thermostat \"%s\" reads %d nodes, too many for %s", section->name,
                                     out->n_sensors, what));
    if (t->link->regulator)
        return wrong(r, cd_field_span(section, "acts_on"), "let it act on something else",
                     cd_arena_printf(r->rd.arena, "%s is regulated by thermostat \"%s\" already", what,
                                     t->link->regulator->name));
    t->link->regulator = out;
    return true;
}

/* ---- keys that belong together ---- */

static bool check_keys(cd_case_reader *r, const cd_ini_section *section, const cd_thermostat_reading *t)
{
    static const struct {
        const char *key, *example;
        bool in[3]; /* ON_OFF, PROPORTIONAL, PI */
        bool needed;
    } keys[] = {{"hysteresis", "hysteresis = 1 K", {true, false, false}, true},
                {"dwell", NULL, {true, false, false}, false},
                {"band", "band = 2 K", {false, true, true}, true},
                {"integral_time", "integral_time = 10 min", {false, false, true}, true}};
    const char *beside =
        cd_link_given(section, "limit") ? "limit" : cd_arena_printf(r->rd.arena, "mode = %s", modes[t->mode]);
    bool ok = true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!keys[i].in[t->mode])
            ok &= cd_link_refuse(&r->rd, section, keys[i].key, beside,
                                 cd_arena_printf(r->rd.arena, "remove \"%s\"", keys[i].key));
        else if (keys[i].needed)
            ok &= cd_link_need(&r->rd, section, keys[i].key, beside, keys[i].example);
    }
    return ok;
}

static void read_thermostat(cd_case_reader *r, cd_ini_section *section, cd_thermostat_reading *t)
{
    if (!cd_case_fill(r, cd_thermostat_fields, cd_n_thermostat_fields, section, t))
        return;
    bool limit = cd_link_given(section, "limit");
    if (limit && cd_link_given(section, "mode") && t->mode != PROPORTIONAL) {
        wrong(r, cd_field_span(section, "mode"), "remove \"mode\"", "a limit is kept by a proportional output");
        return;
    }
    t->mode = t->mode < 0 ? (limit ? PROPORTIONAL : ON_OFF) : t->mode;
    cd_value name = cd_ini_find(section, "acts_on")->value;
    cd_link_reading *link = cd_case_find_link(r, &name);
    if (!check_keys(r, section, t) || !read_sense(r, section, t) || !link || !link->good)
        return;
    if (link->n == 0) {
        wrong(r, cd_value_whole(&name), "name a load, a cooler or a link between nodes",
              cd_arena_printf(r->rd.arena, "%s joins no nodes", cd_section_what(r->rd.arena, link->section)));
        return;
    }
    t->link = link;
    t->action = t->action < 0 ? (link->kind->is_cooler ? COOL : HEAT) : t->action;
    if (t->mode != ON_OFF && regulate(r, section, t, t->action == HEAT) && limit)
        check_direction(r, section, t);
}

void cd_case_read_thermostats(cd_case_reader *r)
{
    cd_ini *ini = &r->cs->ini;
    for (size_t i = 0; i < ini->n_sections; i++) {
        if (!ini->sections[i].name || strcmp(ini->sections[i].type, "thermostat") != 0)
            continue;
        if (!r->thermostats)
            r->thermostats = cd_arena_alloc(r->rd.arena, ini->n_sections, sizeof *r->thermostats);
        read_thermostat(r, &ini->sections[i], &r->thermostats[i]);
    }
}

/* ---- switching ---- */

bool cd_case_thermostat_rule(cd_case_reader *r, cd_ini_section *section, cd_rule *rule)
{
    const cd_thermostat_reading *t = &r->thermostats[section - r->cs->ini.sections];
    if (!t->link || t->mode != ON_OFF)
        return false;
    rule->kind = CD_THERMOSTAT;
    rule->value = t->expr;
    rule->heats = t->action == HEAT;
    rule->low_K = t->set_K - 0.5 * t->hysteresis_K;
    rule->high_K = t->set_K + 0.5 * t->hysteresis_K;
    rule->dwell_s = isnan(t->dwell_s) ? 0 : t->dwell_s;
    rule->actions = cd_arena_alloc(r->rd.arena, 2, sizeof *rule->actions);
    rule->n_actions = 2;
    if (!cd_case_state_action(r, t->link, "off", &rule->actions[0]) ||
        !cd_case_state_action(r, t->link, "on", &rule->actions[1]))
        return wrong(
            r, cd_field_span(section, "acts_on"), "let it act on a load, a cooler or a switch, or regulate: mode = pi",
            cd_arena_printf(r->rd.arena, "%s has no state to switch", cd_section_what(r->rd.arena, t->link->section)));
    const char *params = (const char *)t->link->params + rule->actions[1].field->offset;
    rule->begins_on = memcmp(params, rule->actions[1].bytes, cd_field_size(rule->actions[1].field)) == 0;
    return true;
}
