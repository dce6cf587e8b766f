/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_page - the figures, the network and the table of a moment.
 */
#include "drawing.h"
#include "format.h"
#include "html.h"
#include "report.h"

#include <math.h>
#include <string.h>

/* Which columns a figure's readout shows: the prefix of their headings; of a [plot] its own curves. */
static const char *readout_of(const char *name)
{
    static const char *const pairs[][2] = {{"temperature", "T"}, {"temperature_log", "T"}, {"heat", "Q"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strcmp(name, pairs[i][0]) == 0)
            return pairs[i][1];
    return name;
}

/* Of a load map, and of no figure over time, the box tells the limits of both axes and whether each is logarithmic. */
static bool is_map(const char *box)
{
    size_t n = 1;
    for (; *box; box++)
        n += *box == ' ';
    return n == 10;
}

static void put_figure(const cd_report *r, size_t i, FILE *out)
{
    const cd_report_figure *figure = &r->figure[i];
    const char *prefix = cd_arena_printf(r->arena, "f%zu-", i);
    cd_text label;
    cd_text_begin(&label);
    if (label.out)
        cd_html(label.out, "role=\"img\" aria-label=\"%s\"", figure->caption);
    if (label.out && figure->box && is_map(figure->box))
        cd_html(label.out, " data-map=\"%s\" data-box-of-map=\"%s\"", figure->name, figure->box);
    else if (label.out && figure->box)
        cd_html(label.out, " data-box=\"%s\" data-readout=\"%s\"", figure->box, readout_of(figure->name));
    char *attributes = cd_text_end(&label);
    cd_html(out, "<figure id=\"figure-%s\">\n", figure->name);
    if (!figure->svg || !attributes || !cd_html_svg(out, figure->svg, prefix, attributes))
        cd_html(out, "<p class=\"missing\">The figure %s could not be drawn.</p>", figure->name);
    cd_text_free(attributes);
    cd_html(out, "<figcaption>%s</figcaption>\n", figure->caption);
    if (figure->svg && figure->box)
        fputs("<p class=\"readout\"></p>\n", out);
    fputs("</figure>\n", out);
}

void cd_report_figures(const cd_report *r, FILE *out)
{
    for (const char *line = r->problems; line && *line;) {
        size_t n = strcspn(line, "\n");
        cd_html(out, "<p class=\"missing\">%s</p>\n", cd_arena_strn(r->arena, line, n));
        line += n + (line[n] == '\n');
    }
    fputs("<div class=\"figures\">\n", out);
    for (size_t i = 0; i < r->n_figures; i++)
        if (r->figure[i].svg)
            put_figure(r, i, out);
    fputs("</div>\n", out);
}

/* A picture higher than wide leaves room for the tables beside it. */
void cd_report_shape(const cd_report *r, FILE *out)
{
    double box[4];
    if (r->network && cd_html_view_box(r->network, box) && box[2] < 1.1 * box[3])
        fputs("tall", out);
}

void cd_report_network(const cd_report *r, FILE *out)
{
    if (!r->network ||
        !cd_html_svg(out, r->network, NULL,
                     "id=\"network-picture\" role=\"img\" aria-label=\"The thermal network; the tables at "
                     "this time hold its values\""))
        fputs("<p class=\"missing\">No network picture: dot was not found when this page was made (install "
              "graphviz).</p>\n",
              out);
}

/* A cell whose value follows the time. */
static void put_now(FILE *out, const char *heading, double value)
{
    cd_html(out, "<td class=\"number\" data-column=\"%s\" data-value=\"", heading);
    fprintf(out, "%.9g\">%s</td>", value, cd_number(value).s);
}

static void put_nodes(const cd_result *r, FILE *out)
{
    static const char *const kind[] = {[CD_BODY] = "body", [CD_JOINT] = "massless", [CD_BATH] = "fixed"};
    fputs("<table class=\"sortable\" id=\"now-nodes\"><caption>Temperatures at this "
          "time</caption>\n<thead><tr><th>node</th>"
          "<th>kind</th><th class=\"number\">mass (kg)</th><th>parts</th><th class=\"number\">T (K)</th></tr></thead>\n"
          "<tbody>\n",
          out);
    for (size_t i = 0; i < r->n_nodes; i++) {
        const cd_result_node *node = &r->node[i];
        if (node->column < 0)
            continue;
        const char *parts = node->parts     ? node->parts
                            : node->made_by ? cd_arena_printf(r->arena, "of %s", node->made_by)
                                            : "";
        cd_html(out, "<tr><td>%s</td><td>%s</td>", node->name, kind[node->kind]);
        fprintf(out, "<td class=\"number\" data-value=\"%.9g\">%s</td>", node->mass_kg,
                node->mass_kg > 0 ? cd_arena_printf(r->arena, "%.4g", node->mass_kg) : "");
        cd_html(out, "<td>%s</td>", parts);
        put_now(out, r->heading[node->column], cd_result_at(r, r->n_rows - 1, node->column));
        fputs("</tr>\n", out);
    }
    fputs("</tbody></table>\n", out);
}

static const char *ends_of(const cd_result *r, const cd_result_link *link)
{
    const char *out = "";
    for (size_t e = 0; e < link->n_ends; e++)
        out = cd_arena_printf(r->arena, "%s%s%s", out, e ? " \u2192 " : "", r->node[link->end[e].node].name);
    return out;
}

static void put_heats(const cd_result *r, FILE *out)
{
    const json_t *ledger = json_object_get(r->summary, "ledger");
    fputs("<table class=\"sortable\" id=\"now-heats\"><caption>Heat flows at this "
          "time</caption>\n<thead><tr><th>heat</th>"
          "<th>kind</th><th>between</th><th class=\"number\">Q (W)</th><th class=\"number\">over the "
          "run</th></tr></thead>\n"
          "<tbody>\n",
          out);
    for (size_t l = 0; l < r->n_links; l++) {
        const cd_result_link *link = &r->link[l];
        for (size_t e = 0; e < link->n_ends; e++) {
            bool told = link->end[e].column >= 0;
            for (size_t before = 0; before < e; before++)
                told = told && link->end[before].column != link->end[e].column;
            if (!told)
                continue;
            double J = cd_json_get_number(ledger, link->end[e].heat);
            cd_html(out, "<tr><td>%s</td><td>%s</td><td>%s</td>", link->end[e].heat, link->kind,
                    link->passive ? ends_of(r, link) : r->node[link->end[e].node].name);
            put_now(out, r->heading[link->end[e].column], cd_result_at(r, r->n_rows - 1, link->end[e].column));
            fprintf(out, "<td class=\"number\" data-value=\"%.9g\">%s</td></tr>\n", J, cd_si(J, "J").s);
        }
    }
    fputs("</tbody></table>\n", out);
}

void cd_report_now(const cd_report *r, FILE *out)
{
    put_nodes(r->result, out);
    put_heats(r->result, out);
}
