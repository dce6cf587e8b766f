/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * requests - what a case asks of its run by expressions: [case] stop, [measure], [plot].
 */
#include "case_impl.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    cd_value value;
    const char *unit;
} measure_section;

typedef struct {
    cd_values y;
    int kind, logx, logy;
    cd_value nodes, xrange, yrange;
    cd_numbers times;
    const char *title, *data;
} plot_section;

const char *const cd_plot_kinds[CD_N_PLOT_KINDS + 1] = {
    [CD_PLOT_LINES] = "lines", [CD_PLOT_STACKED] = "stacked", [CD_PLOT_ENERGY] = "energy",
    [CD_PLOT_CHAIN] = "chain", [CD_PLOT_BANDS] = "bands",     [CD_PLOT_BUDGET] = "budget"};

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

const cd_field cd_plot_fields[] = {
    {.key = "kind",
     .type = CD_FIELD_CHOICE,
     .offset = offsetof(plot_section, kind),
     .choices = cd_plot_kinds,
     .default_text = "lines",
     .help = "lines: expressions against time; stacked: heat flows into nodes; energy: what each part took up or gave "
             "off; chain: temperatures from a node to its cooler; bands: where the time goes; budget: heats at the "
             "cooler's stages in the end"},
    {.key = "y",
     .type = CD_FIELD_VALUES,
     .offset = offsetof(plot_section, y),
     .help = "what to draw against time: T(coil), Q(strap) ...; several lines add up"},
    {.key = "nodes",
     .type = CD_FIELD_VALUE,
     .offset = offsetof(plot_section, nodes),
     .help = "the nodes that it is about: for lines their temperatures, for a chain the node it begins at"},
    {.key = "times",
     .type = CD_FIELD_QUANTITIES,
     .quantity = CD_TIME,
     .offset = offsetof(plot_section, times),
     .help = "the times that a chain shows: 1 h, 5 h, 10 h"},
    {.key = "xrange",
     .type = CD_FIELD_VALUE,
     .offset = offsetof(plot_section, xrange),
     .help = "limits of the axis of time: 0 h .. 20 h"},
    {.key = "yrange",
     .type = CD_FIELD_VALUE,
     .offset = offsetof(plot_section, yrange),
     .help = "limits of the other axis: 1 K .. 300 K"},
    {.key = "logx",
     .type = CD_FIELD_YES_NO,
     .offset = offsetof(plot_section, logx),
     .default_text = "no",
     .help = "logarithmic time axis"},
    {.key = "logy",
     .type = CD_FIELD_YES_NO,
     .offset = offsetof(plot_section, logy),
     .default_text = "no",
     .help = "logarithmic value axis"},
    {.key = "title",
     .type = CD_FIELD_TEXT,
     .offset = offsetof(plot_section, title),
     .help = "what stands over the figure"},
    {.key = "data",
     .type = CD_FIELD_TEXT,
     .offset = offsetof(plot_section, data),
     .help = "a measured CSV to lay over it, beside the case file"},
};
const size_t cd_n_plot_fields = sizeof cd_plot_fields / sizeof *cd_plot_fields;

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

static bool find_any_node(cd_case_reader *r, const cd_value *name, int *index)
{
    const cd_network *net = r->cs->net;
    const char **names = cd_arena_alloc(r->rd.arena, (size_t)net->n_nodes, sizeof *names);
    for (int i = 0; i < net->n_nodes; i++) {
        names[i] = net->nodes[i].name;
        if (cd_value_is(name, names[i]) && net->nodes[i].kind != CD_NODE_MEMORY) {
            *index = i;
            return true;
        }
    }
    return unknown(r, name, "node", names, (size_t)net->n_nodes);
}

static bool find_channel(cd_case_reader *r, const cd_value *name, int *index)
{
    const cd_network *net = r->cs->net;
    const char **names = cd_arena_alloc(r->rd.arena, (size_t)net->n_channels, sizeof *names);
    for (int i = 0; i < net->n_channels; i++) {
        names[i] = net->channels[i].name;
        if (cd_value_is(name, names[i])) {
            *index = i;
            return true;
        }
    }
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
    if (!find_any_node(r, name, index))
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

/* ---- plots ---- */

/* "T(coil)" is labelled "coil"; anything else by its text. */
static const char *label_of(cd_arena *arena, const cd_value *text)
{
    if (text->length > 3 && text->text[1] == '(' && text->text[text->length - 1] == ')' &&
        !memchr(text->text + 2, '(', text->length - 2))
        return cd_arena_strn(arena, text->text + 2, text->length - 3);
    return cd_arena_strn(arena, text->text, text->length);
}

/* One more curve; a text that is no expression has been reported. */
static void add_curve(cd_case_reader *r, const cd_value *text, cd_plot *plot)
{
    cd_scope scope = make_scope(r, false);
    cd_expr *y = cd_expr_read(&r->rd, &scope, text);
    if (!y)
        return;
    plot->y_text[plot->n_y] = cd_arena_strn(r->rd.arena, text->text, text->length);
    plot->y_label[plot->n_y] = label_of(r->rd.arena, text);
    plot->y[plot->n_y++] = y;
}

/* The nodes of a plot: of lines each is a curve, T(node). */
static size_t read_plot_nodes(cd_case_reader *r, const plot_section *in, cd_plot *plot)
{
    cd_value *part;
    size_t n = in->nodes.length ? cd_value_split(r->rd.arena, &in->nodes, ',', &part) : 0;
    plot->nodes = cd_arena_alloc(r->rd.arena, n, sizeof *plot->nodes);
    for (size_t k = 0; k < n; k++)
        if (r->cs->net && find_any_node(r, &part[k], &plot->nodes[plot->n_nodes]))
            plot->n_nodes++;
    return n;
}

static void read_curves(cd_case_reader *r, const plot_section *in, cd_plot *plot)
{
    cd_arena *arena = r->rd.arena;
    size_t room = read_plot_nodes(r, in, plot);
    cd_value *part;
    for (size_t i = 0; i < in->y.n; i++)
        room += cd_value_split(arena, &in->y.v[i], ',', &part);
    plot->y = cd_arena_alloc(arena, room, sizeof *plot->y);
    plot->y_text = cd_arena_alloc(arena, room, sizeof *plot->y_text);
    plot->y_label = cd_arena_alloc(arena, room, sizeof *plot->y_label);
    for (size_t i = 0; i < plot->n_nodes && plot->kind == CD_PLOT_LINES; i++) {
        const char *text = cd_arena_printf(arena, "T(%s)", r->cs->net->nodes[plot->nodes[i]].name);
        cd_value value = in->nodes; /* messages point at it */
        value.text = text;
        value.length = strlen(text);
        value.at = NULL;
        add_curve(r, &value, plot);
    }
    for (size_t i = 0; i < in->y.n; i++) {
        size_t n = cd_value_split(arena, &in->y.v[i], ',', &part);
        for (size_t k = 0; k < n; k++)
            add_curve(r, &part[k], plot);
    }
}

/* What goes with which kind. */
static void check_kind(cd_case_reader *r, const cd_ini_section *section, const plot_section *in, const cd_plot *plot)
{
    if (plot->kind == CD_PLOT_LINES && in->y.n == 0 && in->nodes.length == 0)
        cd_diag_add(r->rd.diags, CD_ERROR, section->name_span, "add y = T(coil), or nodes = coil",
                    "plot \"%s\" needs \"y\"", plot->name);
    if (plot->kind != CD_PLOT_LINES && in->y.n > 0)
        cd_diag_add(r->rd.diags, CD_ERROR, cd_field_span(section, "y"), "remove y, or draw kind = lines",
                    "a plot of kind \"%s\" takes no \"y\"", cd_plot_kinds[plot->kind]);
    if (plot->kind != CD_PLOT_CHAIN && in->times.n > 0)
        cd_diag_add(r->rd.diags, CD_ERROR, cd_field_span(section, "times"), "remove times, or draw kind = chain",
                    "a plot of kind \"%s\" takes no \"times\"", cd_plot_kinds[plot->kind]);
}

static void read_limits(cd_case_reader *r, const cd_value *text, cd_type type, double *from, double *to)
{
    cd_range range;
    *from = *to = NAN;
    if (text->length == 0 || !cd_read_range(&r->rd, text, type, &range))
        return;
    *from = range.from;
    *to = range.to;
}

/* The dimension of the other axis: of the curves; temperature for a chain, heat flow for what is stacked. */
static cd_type axis_type(const cd_plot *plot)
{
    cd_type type = {.dim = cd_quantities[plot->kind == CD_PLOT_STACKED ? CD_POWER : CD_TEMPERATURE].dim};
    return plot->n_y ? cd_expr_type(plot->y[0]) : type;
}

/* All curves of a figure share one axis. */
static void check_axis(cd_case_reader *r, const cd_ini_section *section, const cd_plot *plot)
{
    for (size_t i = 0; i < plot->n_y; i++) {
        cd_type type = cd_expr_type(plot->y[i]);
        if (type.truth || !cd_dim_equal(type.dim, cd_expr_type(plot->y[0]).dim)) {
            cd_diag_add(r->rd.diags, CD_ERROR, cd_field_span(section, "y"),
                        "draw temperatures and heat flows in two sections [plot]",
                        "the curves of plot \"%s\" are not of one dimension", plot->name);
            return;
        }
    }
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

static void read_plot(cd_case_reader *r, cd_ini_section *section, size_t *cap)
{
    plot_section in = {0};
    if (!cd_case_fill(r, cd_plot_fields, cd_n_plot_fields, section, &in))
        return;
    static const char *const built_in[] = {"temperature", "temperature_log", "heat"};
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        if (strcmp(section->name, built_in[i]) == 0)
            cd_diag_add(r->rd.diags, CD_ERROR, section->name_span,
                        cd_arena_printf(r->rd.arena, "call it my_%s", section->name),
                        "\"%s\" is the name of a figure that is drawn anyway", section->name);
    cd_plot plot = {.name = section->name, .title = in.title, .logx = in.logx == 1, .logy = in.logy == 1};
    if (in.data) {
        plot.data_path = cd_case_absolute(r, cd_case_beside(r, in.data));
        if (!cd_source_read(r->rd.arena, plot.data_path, r->rd.diags))
            cd_diag_add(r->rd.diags, CD_NOTE, cd_field_span(section, "data"), NULL, "named here");
    }
    plot.kind = in.kind < 0 ? CD_PLOT_LINES : (cd_plot_kind)in.kind;
    plot.times_s = in.times;
    read_curves(r, &in, &plot);
    check_kind(r, section, &in, &plot);
    check_axis(r, section, &plot);
    cd_type time = {.dim = cd_quantities[CD_TIME].dim};
    read_limits(r, &in.xrange, time, &plot.x_from_s, &plot.x_to_s);
    read_limits(r, &in.yrange, axis_type(&plot), &plot.y_from, &plot.y_to);
    CD_PUSH(r->rd.arena, r->cs->plots, r->cs->n_plots, *cap, plot);
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
            read_plot(r, section, &cap_plots);
    }
}
