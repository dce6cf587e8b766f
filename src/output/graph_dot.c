/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * graph_dot - see graph.h. Bodies are boxes, fixed temperatures double boxes, massless points ellipses; coolers stand
 * apart as blue houses, loads as red ovals. Heat flows downwards: a link is laid out from the end that is warmer in the
 * last state to the colder one, and its arrow shows where heat goes at the time shown.
 */
#include "format.h"
#include "graph.h"

#include <math.h>
#include <string.h>

/* Above these counts links go without their names, then without their values. */
enum { MOST_NAMED = 26, MOST_VALUED = 64, MOST_UPRIGHT = 20 };

typedef struct {
    FILE *out;
    cd_arena *arena;
    const cd_graph *g;
    const char *ink, *pale;
    double t_s, widest; /* of the time being written; the largest W (or W/K) of all times */
    size_t part;        /* which time, from 0 */
} writing;

static const cd_result *net(const writing *w)
{
    return w->g->result;
}

static double T_at(const writing *w, int node, double t_s)
{
    return cd_result_value(net(w), t_s, net(w)->node[node].column);
}

/* Heat into the node of an end. */
static double heat_at(const writing *w, const cd_result_end *end, double t_s)
{
    return end->sign * cd_result_value(net(w), t_s, end->column);
}

bool cd_graph_is_line(const cd_result_link *link)
{
    return link->passive && link->n_ends == 2;
}

/* Whether the line of a passive link goes from its second end to its first: from the warmer to the colder. */
static bool is_turned(const cd_result *r, const cd_result_link *link, double last_s)
{
    return cd_result_value(r, last_s, r->node[link->end[1].node].column) >
           cd_result_value(r, last_s, r->node[link->end[0].node].column);
}

int cd_graph_line(const cd_result *r, size_t l, size_t e, double last_s, double *sign)
{
    const cd_result_link *link = &r->link[l];
    bool line = cd_graph_is_line(link);
    const cd_result_end *end = line ? &link->end[!is_turned(r, link, last_s)] : &link->end[e];
    *sign = link->cooler ? -end->sign : end->sign;
    return end->column;
}

/* What the width shows: W, or of a link between two nodes W/K. */
static double width_value(const writing *w, const cd_result_link *link, size_t end, double t_s)
{
    double W = fabs(heat_at(w, &link->end[end], t_s));
    if (!w->g->by_conductance)
        return W;
    if (!cd_graph_is_line(link))
        return NAN;
    double dT = fabs(T_at(w, link->end[0].node, t_s) - T_at(w, link->end[1].node, t_s));
    return dT > 1e-6 ? W / dT : NAN;
}

static double widest(const writing *w)
{
    double most = 0;
    for (size_t k = 0; k < w->g->n_times; k++)
        for (size_t l = 0; l < net(w)->n_links; l++)
            for (size_t e = 0; e < net(w)->link[l].n_ends; e++)
                most = fmax(most, width_value(w, &net(w)->link[l], e, w->g->t_s[k]));
    return most;
}

/* From 0.8 to 7 over five decades: heats of a cryostat differ by four. */
static double pen(const writing *w, double value)
{
    if (!(value > 0) || !(w->widest > 0))
        return 0.8;
    return fmax(0.8, 7 + 6.2 * log10(value / w->widest) / 5);
}

/* ---- nodes ---- */

/* "copper(RRR=50) 9.0 kg, nbti 1.6 kg" as "copper, nbti": two materials, and how many more. */
static const char *materials_of(const writing *w, const char *parts)
{
    const char *out = "";
    size_t n = 0;
    while (parts && *parts) {
        parts += strspn(parts, " ,");
        size_t name = strcspn(parts, "( ,"), depth = 0;
        if (name > 0 && n < 2)
            out = cd_arena_printf(w->arena, "%s%s%.*s", out, n ? ", " : "", (int)name, parts);
        n += name > 0;
        for (; *parts && (*parts != ',' || depth > 0); parts++)
            depth += *parts == '(' ? 1 : *parts == ')' && depth > 0 ? (size_t)-1 : 0;
    }
    return n > 2 ? cd_arena_printf(w->arena, "%s +%zu", out, n - 2) : out;
}

/* Name; mass and material; temperature. */
static const char *node_label(const writing *w, const cd_result_node *node, double T_K)
{
    const char *about = "";
    if (node->kind == CD_BODY && w->g->n_times == 1) {
        const char *materials = materials_of(w, node->parts);
        about = node->mass_kg > 0
                    ? cd_arena_printf(w->arena, "\n%.3g kg%s%s", node->mass_kg, *materials ? " " : "", materials)
                    : "";
    }
    return isfinite(T_K) ? cd_arena_printf(w->arena, "%s%s\n%.4g K", node->name, about, T_K)
                         : cd_arena_printf(w->arena, "%s%s", node->name, about);
}

/* A label of several lines: each escaped, joined by dot's own line break. */
static void put_padded(const writing *w, const char *label, const char *pad)
{
    fputs("label=\"", w->out);
    for (;;) {
        size_t n = strcspn(label, "\n");
        const char *line = cd_graph_quoted(w->arena, cd_arena_strn(w->arena, label, n), 34);
        fprintf(w->out, "%s%.*s%s", n ? pad : "", (int)strlen(line) - 2, line + 1, n ? pad : "");
        if (!label[n])
            break;
        fputs("\\n", w->out);
        label += n + 1;
    }
    fputs("\"", w->out);
}

static void put_label(const writing *w, const char *label)
{
    put_padded(w, label, "");
}

/* White letters on a dark colour. */
static const char *letters_on(unsigned rgb)
{
    double light = 0.299 * ((rgb >> 16) & 0xff) + 0.587 * ((rgb >> 8) & 0xff) + 0.114 * (rgb & 0xff);
    return light > 140 ? "#0b0b0b" : "#ffffff"; /* not the ink of a page, which may be white */
}

static void put_node(const writing *w, size_t i)
{
    static const char *const shape[] = {[CD_BODY] = "shape=box, style=\"filled,rounded\"",
                                        [CD_JOINT] = "shape=ellipse, style=filled",
                                        [CD_BATH] = "shape=box, style=filled, peripheries=2"};
    const cd_result_node *node = &net(w)->node[i];
    double T_K = T_at(w, (int)i, w->t_s);
    unsigned rgb = isfinite(T_K) ? cd_graph_colour(T_K) : 0xdddddd;
    fprintf(w->out, "  p%zun%zu [id=\"p%zu-node-%zu\", %s, fillcolor=\"#%06x\", fontcolor=\"%s\", ", w->part, i,
            w->part, i, shape[node->kind], rgb, letters_on(rgb));
    put_label(w, node_label(w, node, T_K));
    fputs("];\n", w->out);
}

/* ---- links ---- */

/* Less than this is the solver's noise (W, W/K). */
static double quiet(double value)
{
    return fabs(value) < 1e-9 ? 0 : value;
}

static const char *link_label(const writing *w, const char *name, double value, bool conductance)
{
    size_t n = net(w)->n_links * w->g->n_times;
    const char *unit = conductance ? "W/K" : "W";
    if (n > MOST_VALUED || !isfinite(value))
        return n > MOST_NAMED ? "" : name;
    if (n > MOST_NAMED)
        return cd_arena_printf(w->arena, "%s", cd_si(quiet(value), unit).s);
    return cd_arena_printf(w->arena, "%s\n%s", name, cd_si(quiet(value), unit).s);
}

/* A line from one point to another; `heat` > 0 flows along it. */
static void put_edge(const writing *w, const char *from, const char *to, size_t link, size_t end, double heat,
                     double value, const char *label, bool dashed)
{
    const char *arrow = w->g->theme == CD_GRAPH_PAGE          ? "both" /* the page hides one of them */
                        : !isfinite(heat) || quiet(heat) == 0 ? "none"
                        : heat > 0                            ? "forward"
                                                              : "back";
    fprintf(w->out, "  %s -> %s [id=\"p%zu-link-%zu-%zu\", dir=%s, penwidth=%.2f, arrowsize=%.2f, color=\"%s\", ", from,
            to, w->part, link, end, arrow, pen(w, value), 0.9 / sqrt(pen(w, value)), dashed ? w->pale : w->ink);
    if (dashed)
        fputs("style=dashed, ", w->out);
    put_padded(w, label, "\u00a0\u00a0"); /* dot sets labels close to the line, however wide that is */
    fputs("];\n", w->out);
}

static const char *node_name(const writing *w, int node)
{
    return cd_arena_printf(w->arena, "p%zun%d", w->part, node);
}

/* The heat along the line of an end. */
static double along(const writing *w, size_t l, size_t e)
{
    double sign;
    int column = cd_graph_line(net(w), l, e, w->g->t_s[w->g->n_times - 1], &sign);
    return sign * cd_result_value(net(w), w->t_s, column);
}

static void put_passive(const writing *w, size_t l)
{
    const cd_result_link *link = &net(w)->link[l];
    bool turned = is_turned(net(w), link, w->g->t_s[w->g->n_times - 1]);
    double value = width_value(w, link, 0, w->t_s);
    put_edge(w, node_name(w, link->end[turned].node), node_name(w, link->end[!turned].node), l, 0, along(w, l, 0),
             value, link_label(w, link->name, value, w->g->by_conductance), strcmp(link->kind, "radiation") == 0);
}

/* A cooler, a load, a link of more ends: a point of its own, tied to its ends. */
static void put_apart(const writing *w, size_t l)
{
    const cd_result_link *link = &net(w)->link[l];
    bool heater = !link->cooler && link->n_ends == 1;
    const char *name = cd_arena_printf(w->arena, "p%zul%zu", w->part, l);
    fprintf(w->out, "  %s [%s, style=filled, fillcolor=\"%s\", color=\"%s\", fontcolor=\"#0b0b0b\", penwidth=2, ", name,
            link->cooler ? "shape=invhouse"
            : heater     ? "shape=oval"
                         : "shape=diamond",
            link->cooler ? "#dcecf8"
            : heater     ? "#fbe3de"
                         : "#eeeeee",
            link->cooler ? "#0072b2"
            : heater     ? "#c8402b"
                         : "#777777");
    put_label(w,
              link->of && w->g->n_times == 1 ? cd_arena_printf(w->arena, "%s\n%s", link->name, link->of) : link->name);
    fputs("];\n", w->out);
    for (size_t e = 0; e < link->n_ends; e++) {
        double heat = along(w, l, e), value = width_value(w, link, e, w->t_s);
        const char *node = node_name(w, link->end[e].node);
        const char *label = isfinite(heat) ? cd_arena_printf(w->arena, "%s", cd_si(quiet(fabs(heat)), "W").s) : "";
        put_edge(w, link->cooler ? node : name, link->cooler ? name : node, l, e, heat, value, label, false);
    }
}

/* ---- all ---- */

/* A row of the scale; none of its texts comes from the case. */
static void put_scale(const writing *w)
{
    fprintf(w->out,
            "  scale [shape=plain, fontcolor=\"%s\", label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" "
            "cellpadding=\"4\"><tr>",
            w->ink);
    for (size_t i = 0; i < CD_N_GRAPH_STOPS; i++)
        fprintf(w->out, "<td bgcolor=\"#%06x\"><font color=\"%s\">%g K</font></td>", cd_graph_stops[i].rgb,
                letters_on(cd_graph_stops[i].rgb), cd_graph_stops[i].T_K);
    fputs("</tr></table>>];\n", w->out);
}

static void put_part(writing *w)
{
    bool strip = w->g->n_times > 1;
    if (strip) {
        fprintf(w->out, " subgraph cluster_%zu {\n  peripheries=0; fontsize=16; fontcolor=\"%s\"; ", w->part, w->ink);
        put_label(w, w->t_s > 0 ? cd_arena_printf(w->arena, "after %s", cd_time(w->t_s).s) : "at the start");
        fputs(";\n", w->out);
    }
    for (size_t i = 0; i < net(w)->n_nodes; i++)
        if (!net(w)->node[i].made_by)
            put_node(w, i);
    for (size_t l = 0; l < net(w)->n_links; l++)
        if (cd_graph_is_line(&net(w)->link[l]))
            put_passive(w, l);
        else
            put_apart(w, l);
    if (strip)
        fputs(" }\n", w->out);
}

static const char *head_line(const writing *w)
{
    const cd_graph *g = w->g;
    const char *width = g->by_conductance ? "width: conductance" : "width: heat flow";
    if (g->n_times > 1)
        return cd_arena_printf(w->arena, "%s\n%s", g->result->title, width);
    const char *state = g->state ? g->state : cd_arena_printf(w->arena, "after %s", cd_time(g->t_s[0]).s);
    return cd_arena_printf(w->arena, "%s\n%s; %s", g->result->title, state, width);
}

void cd_graph_write(FILE *out, cd_arena *arena, const cd_graph *g)
{
    static const char *const ground[] = {"white", "#14181c", "transparent"},
                             *const ink[] = {"#222222", "#e6e9ec", "#010203"},
                             *const pale[] = {"#777777", "#9aa3ab", "#040506"};
    writing w = {.out = out, .arena = arena, .g = g, .ink = ink[g->theme], .pale = pale[g->theme]};
    w.widest = widest(&w);
    bool sideways =
        g->n_times == 1 && g->result->n_user_nodes > MOST_UPRIGHT; /* boxes are wide, and then many in a row */
    fprintf(out,
            "digraph network {\n  graph [bgcolor=\"%s\", fontname=\"DejaVu Sans\", fontsize=16, fontcolor=\"%s\", "
            "labelloc=t, rankdir=%s, nodesep=%s, ranksep=0.55, pad=0.2];\n"
            "  node [fontname=\"DejaVu Sans\", fontsize=13, margin=\"0.13,0.07\", color=\"%s\", penwidth=1];\n"
            "  edge [fontname=\"DejaVu Sans\", fontsize=11, fontcolor=\"%s\"];\n",
            ground[g->theme], w.ink, sideways ? "LR" : "TB", sideways ? "0.15" : "0.35", w.ink, w.ink);
    if (g->theme != CD_GRAPH_PAGE) { /* the page has a heading of its own */
        fputs("  graph [", out);
        const char *text = head_line(&w);
        size_t n = strcspn(text, "\n");
        const char *title = cd_graph_quoted(arena, cd_arena_strn(arena, text, n), 70),
                   *rest = cd_graph_quoted(arena, text + n + 1, 70);
        fprintf(out, "label=\"%.*s\\n%.*s\\n \"];\n", (int)strlen(title) - 2, title + 1, (int)strlen(rest) - 2,
                rest + 1);
    }
    for (w.part = 0; w.part < g->n_times; w.part++) {
        w.t_s = g->t_s[w.part];
        put_part(&w);
    }
    put_scale(&w);
    fputs("}\n", out);
}
