/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * requests - what a case asks of its run by expressions: [case] stop and [measure]; [plot] is in plots.c.
 */
#include "case_impl.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    cd_value value;
    const char *unit;
} measure_section;

const cd_field cd_measure_fields[] = {
    {.key = "value",
     .type = CD_FIELD_VALUE,
     .offset = offsetof(measure_section, value),
     .required = true,
     .help = "an expression: time(T(coil) < 4.2 K), max_t(T(coil) - T(plate)), end(Q(strap)) ..."},
    {.key = "unit",
     .type = CD_FIELD_TEXT,
     .offset = offsetof(measure_section, unit),
     .help = "the unit to show it in; without it SI"},
};
const size_t cd_n_measure_fields = sizeof cd_measure_fields / sizeof *cd_measure_fields;

/* ---- references ---- */

static bool unknown(cd_case_reader *r, const cd_value *name, const char *what, const char *const *names, size_t n)
{
    cd_arena *arena = r->rd.arena;
    const char *text = cd_value_string(arena, name), *near = cd_nearest(text, names, n);
    cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(name),
                near    ? cd_arena_printf(arena, "did you mean \"%s\"?", near)
                : n > 0 ? cd_arena_printf(arena, "there are: %s", cd_join(arena, names, n))
                        : NULL,
                "there is no %s \"%s\"", what, text);
    return false;
}

bool cd_case_find_any_node(cd_case_reader *r, const cd_value *name, int *index)
{
    const cd_network *net = r->cs->net;
    size_t found;
    if (!r->network_node_of) {
        r->network_node_of = cd_index_new(r->rd.arena);
        for (int i = 0; i < net->n_nodes; i++)
            if (net->nodes[i].kind != CD_NODE_MEMORY)
                cd_index_add(r->network_node_of, net->nodes[i].name, (size_t)i);
    }
    if (cd_index_find_value(r->network_node_of, name, &found)) {
        *index = (int)found;
        return true;
    }
    const char **names = cd_arena_alloc(r->rd.arena, (size_t)net->n_nodes, sizeof *names);
    for (int i = 0; i < net->n_nodes; i++)
        names[i] = net->nodes[i].name;
    return unknown(r, name, "node", names, (size_t)net->n_nodes);
}

static bool find_channel(cd_case_reader *r, const cd_value *name, int *index)
{
    const cd_network *net = r->cs->net;
    size_t found;
    if (!r->channel_of) {
        r->channel_of = cd_index_new(r->rd.arena);
        for (int i = 0; i < net->n_channels; i++)
            cd_index_add(r->channel_of, net->channels[i].name, (size_t)i);
    }
    if (cd_index_find_value(r->channel_of, name, &found)) {
        *index = (int)found;
        return true;
    }
    const char **names = cd_arena_alloc(r->rd.arena, (size_t)net->n_channels, sizeof *names);
    for (int i = 0; i < net->n_channels; i++)
        names[i] = net->channels[i].name;
    return unknown(r, name, "heat flow", names, (size_t)net->n_channels);
}

/* The network could not be built: what links make is not known, but names of the case are. */
static bool find_without_network(cd_case_reader *r, cd_ref_kind kind, const cd_value *name)
{
    size_t length = 0;
    while (length < name->length && name->text[length] != '.')
        length++;
    cd_value base = cd_value_cut(name, 0, length);
    bool heat = kind == CD_REF_Q || kind == CD_REF_E;
    if (!heat)
        return length < name->length || cd_case_find_node(r, name) >= 0;
    const char **names = cd_arena_alloc(r->rd.arena, r->n_links, sizeof *names);
    for (size_t i = 0; i < r->n_links; i++) {
        size_t n = strlen(r->links[i].name);
        names[i] = r->links[i].name;
        if (base.length >= n && memcmp(base.text, names[i], n) == 0 && (base.length == n || base.text[n] == '_'))
            return true;
    }
    return unknown(r, name, "heat flow", names, r->n_links);
}

static bool find_ref(void *ctx, cd_ref_kind kind, const cd_value *name, int *index)
{
    cd_case_reader *r = ctx;
    *index = 0;
    if (!r->cs->net)
        return find_without_network(r, kind, name);
    if (kind == CD_REF_Q || kind == CD_REF_E)
        return find_channel(r, name, index);
    if (!cd_case_find_any_node(r, name, index))
        return false;
    if (kind == CD_REF_RATE && r->cs->net->nodes[*index].kind != CD_NODE_DYNAMIC) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(name), "name a node with heat capacity",
                    "node \"%s\" has no rate of its own", r->cs->net->nodes[*index].name);
        return false;
    }
    return true;
}

static cd_scope make_scope(cd_case_reader *r, bool over_run)
{
    cd_scope scope = r->scope;
    scope.ref = find_ref;
    scope.time = true;
    scope.over_run = over_run;
    return scope;
}

cd_scope cd_case_run_scope(cd_case_reader *r)
{
    return make_scope(r, false);
}

/* ---- conditions ---- */

static void see_energy(void *ctx, cd_ref_kind kind, int index)
{
    (void)index;
    bool *found = ctx;
    *found = *found || kind == CD_REF_E;
}

/* Energies are integrals that the integrator's root search cannot look at. */
bool cd_case_refuse_energy(cd_case_reader *r, const cd_expr *condition, const cd_value *text)
{
    bool found = false;
    cd_expr_visit_refs(condition, see_energy, &found);
    if (found)
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(text), "use a temperature, a heat flow or the time",
                    "a condition cannot look at an energy E()");
    return !found;
}

static void read_stop(cd_case_reader *r)
{
    cd_case *cs = r->cs;
    cd_ini_key *key = NULL;
    for (size_t i = 0; i < cs->ini.n_sections && !key; i++)
        if (strcmp(cs->ini.sections[i].type, "case") == 0)
            key = cd_ini_find(&cs->ini.sections[i], "stop");
    if (!key)
        return;
    cd_scope scope = make_scope(r, false);
    cd_expr *stop = cd_expr_read(&r->rd, &scope, &key->value);
    if (!stop)
        return;
    if (!cd_expr_type(stop).truth) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(&key->value), "write T(coil) < 4.2 K",
                    "stop is not a condition");
        return;
    }
    if (!cd_case_refuse_energy(r, stop, &key->value))
        return;
    cs->stop = stop;
    cs->stop_text = cd_arena_strn(r->rd.arena, key->value.text, key->value.length);
}

/* ---- measures ---- */

const char *cd_case_si_unit(cd_arena *arena, cd_dim dim)
{
    for (size_t i = 0; i < CD_N_QUANTITIES; i++)
        if (i != CD_TORQUE && cd_dim_equal(cd_quantities[i].dim, dim)) /* N m is J here */
            return cd_quantities[i].si_unit;
    return cd_dim_text(arena, dim);
}

static bool read_unit(cd_case_reader *r, const cd_ini_section *section, const char *text, cd_measure *m)
{
    m->unit_scale = 1;
    m->unit = text ? text : cd_case_si_unit(r->rd.arena, m->type.dim);
    if (!text)
        return true;
    const cd_value *value = &cd_ini_find(section, "unit")->value;
    cd_unit unit;
    size_t end = cd_unit_read(r->rd.arena, r->rd.units, r->rd.diags, value, 0, false, &unit);
    if (end == 0 || end < value->length || !cd_dim_equal(unit.dim, m->type.dim)) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(value),
                    cd_arena_printf(r->rd.arena, "the measure is in %s", cd_case_si_unit(r->rd.arena, m->type.dim)),
                    "\"%s\" is no unit of this measure", text);
        return false;
    }
    m->unit_scale = unit.scale;
    m->unit_offset = m->type.temp == CD_TEMP_DIFFERENCE ? 0 : unit.offset;
    return true;
}

static void check_overs(cd_case_reader *r, const cd_expr *value, const cd_value *text)
{
    size_t n;
    const cd_over *over = cd_expr_overs(value, &n);
    for (size_t i = 0; i < n; i++)
        if (over[i].kind == CD_OVER_TIME && !cd_case_refuse_energy(r, over[i].of, text))
            return;
}

static void read_measure(cd_case_reader *r, cd_ini_section *section, size_t *cap)
{
    measure_section *in = cd_arena_alloc(r->rd.arena, 1, sizeof *in);
    if (!cd_case_fill(r, cd_measure_fields, cd_n_measure_fields, section, in))
        return;
    cd_scope scope = make_scope(r, true);
    cd_measure m = {.name = section->name, .value = cd_expr_read(&r->rd, &scope, &in->value)};
    if (!m.value)
        return;
    m.text = cd_arena_strn(r->rd.arena, in->value.text, in->value.length);
    m.type = cd_expr_type(m.value);
    if (m.type.truth) {
        cd_diag_add(r->rd.diags, CD_ERROR, cd_value_whole(&in->value),
                    "write time(condition): when it first becomes true", "measure \"%s\" is a condition, not a number",
                    m.name);
        return;
    }
    check_overs(r, m.value, &in->value);
    if (read_unit(r, section, in->unit, &m))
        CD_PUSH(r->rd.arena, r->cs->measures, r->cs->n_measures, *cap, m);
}

const char *cd_case_beside(cd_case_reader *r, const char *path)
{
    const char *slash = strrchr(r->cs->path, '/');
    return path[0] == '/' || !slash
               ? path
               : cd_arena_printf(r->rd.arena, "%.*s/%s", (int)(slash - r->cs->path), r->cs->path, path);
}

const char *cd_case_absolute(cd_case_reader *r, const char *path)
{
    char *whole = realpath(path, NULL);
    const char *kept = whole ? cd_arena_strn(r->rd.arena, whole, strlen(whole)) : path;
    free(whole);
    return kept;
}

void cd_case_read_requests(cd_case_reader *r)
{
    size_t cap_measures = 0, cap_plots = 0;
    cd_ini *ini = &r->cs->ini;
    read_stop(r);
    for (size_t i = 0; i < ini->n_sections; i++) {
        cd_ini_section *section = &ini->sections[i];
        if (section->name && strcmp(section->type, "measure") == 0)
            read_measure(r, section, &cap_measures);
        else if (section->name && strcmp(section->type, "plot") == 0)
            cd_case_read_plot(r, section, &cap_plots);
    }
}
