/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plots - [plot]: the figures that a case asks for.
 */
#include "case_impl.h"

#include <math.h>
#include <string.h>

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
    cd_scope scope = cd_case_run_scope(r);
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
        if (r->cs->net && cd_case_find_any_node(r, &part[k], &plot->nodes[plot->n_nodes]))
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

void cd_case_read_plot(cd_case_reader *r, cd_ini_section *section, size_t *cap)
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
