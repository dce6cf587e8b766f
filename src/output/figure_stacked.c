/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figure_stacked - heat flows into nodes against time, stacked: one panel for each node.
 */
#include "drawing.h"
#include "gnuplot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PANELS = 4 };

/* A flow: all heats of one name; those beyond the colours are put together. */
typedef struct {
    const char *name;
    double here_W; /* the most in the panel that is looked at */
    double share;  /* the most in any panel, as a share of the panel's largest */
} flow;

typedef struct {
    cd_drawing *d;
    int node[MOST_PANELS];
    size_t n;
    flow *flow;
    size_t n_flows, n_own; /* entries of the legend; of them with a colour of their own */
} stack;

static void add_node(stack *s, int node)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->node[i] == node)
            return;
    if (node >= 0 && s->n < MOST_PANELS)
        s->node[s->n++] = node;
}

/* The nodes asked for; else the stages of the coolers and the node that the run is about. */
static void choose_nodes(stack *s, const cd_ask *ask)
{
    const cd_result *r = s->d->result;
    for (size_t i = 0; i < ask->n_nodes; i++)
        add_node(s, ask->nodes[i]);
    if (ask->n_nodes)
        return;
    for (size_t l = 0; l < r->n_links; l++)
        for (size_t e = 0; r->link[l].cooler && e < r->link[l].n_ends; e++)
            if (s->n < MOST_PANELS - 1)
                add_node(s, r->link[l].end[e].node);
    add_node(s, cd_main_node(r));
}

/* A cooler's stages are flows of their own. */
static const char *name_of(const cd_result_link *link, const cd_result_end *end)
{
    return link->cooler && end->heat ? end->heat : link->name;
}

static size_t flow_of(const stack *s, const char *name)
{
    size_t i = 0;
    while (i < s->n_flows && strcmp(s->flow[i].name, name) != 0)
        i++;
    return i;
}

static int largest_first(const void *a, const void *b)
{
    double x = ((const flow *)a)->share, y = ((const flow *)b)->share;
    return (x < y) - (x > y);
}

/* Looks at the flows of one panel: what counts there must have a colour, however small it is beside other panels. */
static void list_panel(stack *s, int node)
{
    const cd_result *r = s->d->result;
    double most_W = 0;
    for (size_t k = 0; k < s->n_flows; k++)
        s->flow[k].here_W = 0;
    for (size_t l = 0; l < r->n_links; l++)
        for (size_t e = 0; e < r->link[l].n_ends; e++) {
            const cd_result_end *end = &r->link[l].end[e];
            if (end->node != node || end->column < 0)
                continue;
            size_t k = flow_of(s, name_of(&r->link[l], end));
            if (k == s->n_flows)
                s->flow[s->n_flows++] = (flow){.name = name_of(&r->link[l], end)};
            for (size_t row = 0; row < r->n_rows; row++)
                s->flow[k].here_W = fmax(s->flow[k].here_W, fabs(cd_result_heat(r, row, end)));
            most_W = fmax(most_W, s->flow[k].here_W);
        }
    for (size_t k = 0; k < s->n_flows && most_W > 0; k++)
        s->flow[k].share = fmax(s->flow[k].share, s->flow[k].here_W / most_W);
}

static void list_flows(stack *s)
{
    s->flow = cd_arena_alloc(s->d->folder->arena, 2 * s->d->result->n_columns + 1, sizeof *s->flow);
    for (size_t p = 0; p < s->n; p++)
        list_panel(s, s->node[p]);
    qsort(s->flow, s->n_flows, sizeof *s->flow, largest_first);
    s->n_own = s->n_flows;
    if (s->n_flows > CD_MOST_COLOURS) {
        s->n_own = CD_MOST_COLOURS - 1;
        s->flow[s->n_own].name = "all others";
    }
}

/* Heats of the flows into a node at a row; beyond n_own all in one. */
static void heats_at(const stack *s, int node, size_t row, double *W)
{
    const cd_result *r = s->d->result;
    for (size_t k = 0; k <= CD_MOST_COLOURS; k++)
        W[k] = 0;
    for (size_t l = 0; l < r->n_links; l++)
        for (size_t e = 0; e < r->link[l].n_ends; e++) {
            const cd_result_end *end = &r->link[l].end[e];
            if (end->node != node || end->column < 0)
                continue;
            size_t k = flow_of(s, name_of(&r->link[l], end));
            W[k < s->n_own ? k : s->n_own] += cd_result_heat(r, row, end);
        }
}

static size_t shown(const stack *s)
{
    return s->n_flows > s->n_own ? s->n_own + 1 : s->n_own;
}

/* The areas of one panel. */
static void write_panel(stack *s, size_t p, double *least, double *most)
{
    const cd_result *r = s->d->result;
    const char *name = cd_arena_printf(s->d->folder->arena, "panel%zu.csv", p + 1);
    FILE *out = cd_drawing_data(s->d, name);
    *least = *most = 0;
    for (size_t row = 0; out && row < r->n_rows; row++) {
        double W[CD_MOST_COLOURS + 1], up = 0, down = 0, sum = 0;
        heats_at(s, s->node[p], row, W);
        for (size_t k = 0; k < shown(s); k++)
            sum += W[k];
        fprintf(out, "%.12g,%.9g", cd_result_time(r, row), sum);
        for (size_t k = 0; k < shown(s); k++) {
            double more = fmax(W[k], 0), less = fmin(W[k], 0);
            fprintf(out, ",%.9g,%.9g,%.9g,%.9g", up, up + more, down + less, down);
            up += more;
            down += less;
        }
        fputc('\n', out);
        *least = fmin(*least, down);
        *most = fmax(*most, up);
    }
    if (out)
        cd_folder_close(s->d->folder, out, name);
}

static void write_prologue(stack *s, FILE *out, const double *low, const double *high)
{
    cd_arena *arena = s->d->folder->arena;
    const char *label[CD_MOST_COLOURS], *file[MOST_PANELS], *y_label[MOST_PANELS];
    for (size_t k = 0; k < shown(s); k++)
        label[k] = s->flow[k].name;
    for (size_t p = 0; p < s->n; p++) {
        file[p] = cd_arena_printf(arena, "panel%zu.csv", p + 1);
        y_label[p] = cd_arena_printf(arena, "Heat into %s (W)", s->d->result->node[s->node[p]].name);
    }
    fprintf(out, "panels = %zu\nswatches = 1\naxes_px = %d.0\n", s->n, s->n == 1 ? 323 : 230);
    cd_gnuplot_set_texts(out, "label", label, shown(s));
    cd_gnuplot_set_texts(out, "file_of", file, s->n);
    cd_gnuplot_set_texts(out, "y_label", y_label, s->n);
    cd_gnuplot_set_doubles(out, "y_low", low, s->n);
    cd_gnuplot_set_doubles(out, "y_high", high, s->n);
}

/* Unless a range is asked for, a figure of heat flows ends a little after the goal: what follows is one straight line.
 * Not so when the goal is met at once: then the run is about something else. */
static cd_ask up_to_goal(const cd_result *r, const cd_ask *ask)
{
    cd_ask out = *ask;
    double goal_s = cd_json_get_number(json_object_get(r->summary, "holding_back"), "goal_s");
    if (!isfinite(ask->x_to_s) && 1.3 * goal_s < 0.8 * r->t_end_s && 1.3 * goal_s > 0.1 * r->t_end_s) {
        out.x_from_s = 0;
        out.x_to_s = 1.3 * goal_s;
    }
    return out;
}

void cd_draw_stacked(cd_drawing *d, const cd_ask *wish)
{
    stack s = {.d = d};
    const cd_ask cut = up_to_goal(d->result, wish), *ask = &cut;
    double low[MOST_PANELS], high[MOST_PANELS];
    choose_nodes(&s, ask);
    list_flows(&s);
    if (s.n_flows == 0) {
        cd_drawing_cannot(d, ask, "no heat flow is told for its nodes");
        return;
    }
    for (size_t p = 0; p < s.n; p++) {
        double least, most;
        write_panel(&s, p, &least, &most);
        double room = 0.06 * fmax(most - least, 1e-12);
        low[p] = least - (least < 0 ? room : 0);
        high[p] = most + (most > 0 || least == most ? room : 0);
    }
    FILE *out = cd_drawing_begin(d, ask, shown(&s), true);
    if (!out)
        return;
    write_prologue(&s, out, low, high);
    cd_drawing_end(d, out, ask, "stacked");
}
