/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * check_text - what `cooldown check` prints: masses, heat capacities, enthalpies, conductances, energy, and a time that
 * the cooldown cannot beat.
 */
#include "bound.h"
#include "format.h"
#include "property_reach.h"

#include <math.h>

/* A node's own name, or the link that made the cells. */
static void print_capacity_row(FILE *out, const char *name, int width, const double mass_kg, const double *C_J_per_K,
                               double H_J)
{
    fputs("  ", out);
    cd_column(out, name, width);
    cd_column(out, mass_kg > 0 ? cd_number(mass_kg).s : "-", -12);
    for (int i = 0; i < 3; i++)
        cd_column(out, cd_number(C_J_per_K[i]).s, -12);
    cd_column(out, cd_si(H_J, "J").s, -14);
    fputc('\n', out);
}

static const double capacity_K[] = {300, 77, 4};

/* Adds one node to the sums of a row. */
static void add_node(const cd_node *node, double *mass_kg, double *C_J_per_K, double *H_J)
{
    *mass_kg += node->mass_kg;
    for (int i = 0; i < 3; i++) {
        double C;
        cd_node_enthalpy(node, capacity_K[i], &C);
        C_J_per_K[i] += C;
    }
    *H_J += cd_node_enthalpy(node, 300, NULL) - cd_node_enthalpy(node, 4, NULL);
}

/* The cells that a link made, in one row. */
static void print_cells(FILE *out, const cd_network *net, int link, int width, double *total)
{
    double mass_kg = 0, C[3] = {0}, H_J = 0;
    int n = 0;
    char name[160];
    for (int i = net->n_user_nodes; i < net->n_nodes; i++) {
        if (net->nodes[i].link != link || net->nodes[i].kind != CD_NODE_DYNAMIC || cd_is_store(net, i))
            continue;
        add_node(&net->nodes[i], &mass_kg, C, &H_J);
        n++;
    }
    if (n == 0)
        return;
    snprintf(name, sizeof name, "%.120s (%d cell%s)", net->links[link].name, n, cd_plural((size_t)n));
    print_capacity_row(out, name, width, mass_kg, C, H_J);
    total[0] += mass_kg;
    for (int i = 0; i < 3; i++)
        total[1 + i] += C[i];
    total[4] += H_J;
}

static void print_node(FILE *out, const cd_node *node, int width, double *total)
{
    if (node->kind != CD_NODE_DYNAMIC) {
        fputs("  ", out);
        cd_column(out, node->name, width);
        if (node->kind == CD_NODE_FIXED)
            fprintf(out, node->driven ? "   driven in time, from %s K\n" : "   fixed at %s K\n",
                    cd_number(node->T_start_K).s);
        else
            fputs("   without heat capacity\n", out);
        return;
    }
    double C[3] = {0}, mass_kg = 0, H_J = 0;
    add_node(node, &mass_kg, C, &H_J);
    print_capacity_row(out, node->name, width, mass_kg, C, H_J);
    total[0] += mass_kg;
    for (int i = 0; i < 3; i++)
        total[1 + i] += C[i];
    total[4] += H_J;
}

static int widest_name(const cd_network *net)
{
    int width = 12;
    for (int i = 0; i < net->n_user_nodes; i++)
        width = cd_characters(net->nodes[i].name) > width ? cd_characters(net->nodes[i].name) : width;
    for (int i = 0; i < net->n_links; i++)
        width = cd_characters(net->links[i].name) > width ? cd_characters(net->links[i].name) : width;
    return width + 1;
}

static void print_nodes(FILE *out, const cd_network *net, int width)
{
    static const char *const head[] = {"mass", "C(300 K)", "C(77 K)", "C(4 K)"};
    static const char *const unit[] = {"kg", "J/K", "J/K", "J/K"};
    double total[5] = {0};
    fputs("\n  ", out);
    cd_column(out, "node", width);
    for (int i = 0; i < 4; i++)
        cd_column(out, head[i], -12);
    cd_column(out, "300 K -> 4 K", -14);
    fputs("\n  ", out);
    cd_column(out, "", width);
    for (int i = 0; i < 4; i++)
        cd_column(out, unit[i], -12);
    fputc('\n', out);
    for (int i = 0; i < net->n_user_nodes; i++)
        print_node(out, &net->nodes[i], width, total);
    for (int l = 0; l < net->n_links; l++)
        print_cells(out, net, l, width, total);
    print_capacity_row(out, "total", width, total[0], total + 1, total[4]);
}

static void print_link(FILE *out, const cd_link *link, int width)
{
    static const double at_K[] = {300, 77, 20, 4};
    fputs("  ", out);
    cd_column(out, link->name, width);
    cd_column(out, link->kind->name, 11);
    for (int i = 0; i < 4; i++)
        cd_column(out, cd_si(link->kind->conductance(link->params, at_K[i]), "W/K").s, -12);
    cd_column(out, link->mass_kg + link->neglected_kg > 0 ? cd_number(link->mass_kg + link->neglected_kg).s : "-", -12);
    fputs(link->neglected_kg > 0 ? "  neglected\n" : "\n", out);
}

/* What kinds have to say about their links. */
static void print_about(FILE *out, cd_arena *arena, const cd_network *net)
{
    for (int l = 0; l < net->n_links; l++) {
        const cd_link *link = &net->links[l];
        const char *text = link->kind->about ? link->kind->about(arena, link->params) : NULL;
        if (text)
            fprintf(out, "\n  %s \"%s\": %s\n", link->kind->name, link->name, text);
    }
}

static void print_links(FILE *out, cd_arena *arena, const cd_network *net, int width)
{
    double counted_kg = 0, neglected_kg = 0;
    bool any = false;
    for (int l = 0; l < net->n_links; l++) {
        counted_kg += net->links[l].mass_kg;
        neglected_kg += net->links[l].neglected_kg;
        if (!net->links[l].kind->conductance)
            continue;
        if (!any) {
            fputs("\n  ", out);
            cd_column(out, "link", width);
            cd_column(out, "", 11);
            fputs("    G(300 K)     G(77 K)     G(20 K)      G(4 K)     mass kg\n", out);
        }
        any = true;
        print_link(out, &net->links[l], width);
    }
    print_about(out, arena, net);
    if (counted_kg + neglected_kg > 0)
        fprintf(out, "\n  mass of links: %.4g kg counted to nodes and cells, %.4g kg neglected\n", counted_kg,
                neglected_kg);
}

/* How good the data are, and what their files doubt. */
static void print_materials(FILE *out, cd_arena *arena, const cd_case *cs)
{
    const cd_material *const *made;
    size_t n = cd_materials_made(cs->materials, arena, &made);
    int width = 12;
    for (size_t i = 0; i < n; i++)
        width = cd_characters(made[i]->name) > width ? cd_characters(made[i]->name) : width;
    if (n > 0)
        fprintf(out, "\n  %-*s k (K, grade)   c (K, grade)   emissivity     r: recalled, e: estimated\n", width + 1,
                "material");
    for (size_t i = 0; i < n; i++) {
        fputs("  ", out);
        cd_column(out, made[i]->name, width + 2);
        for (int p = 0; p < CD_N_PROPERTIES; p++)
            if (p == CD_PROPERTY_K || p == CD_PROPERTY_C || p == CD_PROPERTY_EMISSIVITY)
                cd_column(out, cd_property_reach_text(cd_material_property(made[i], (cd_property_kind)p)).s, 15);
        fputc('\n', out);
        if (made[i]->notes && *made[i]->notes)
            cd_wrapped(out, made[i]->notes, 0, 6, 104);
    }
}

/* The unit that suits the longest time that is not for ever. */
static cd_time_unit common_unit(const double *t_s, size_t n)
{
    double longest_s = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(t_s[i]))
            longest_s = fmax(longest_s, t_s[i]);
    return cd_time_unit_of(longest_s);
}

static void print_times(FILE *out, cd_arena *arena, const cd_case *cs)
{
    static const double level_K[] = {250, 200, 150, 100, 77, 50, 20, 10, 5};
    enum { N = sizeof level_K / sizeof *level_K };
    double ideal_s[N], *instants_s;
    const cd_network *net = cs->net;
    fprintf(out, "\n  heat to take out from the start to 4 K: %s\n", cd_si(cd_bound_energy(net, 4), "J").s);
    int cold = cd_bound_spoiled_by(net);
    if (cold >= 0) {
        if (net->nodes[cold].driven)
            fprintf(out, "  no lower bound of the time: heat also leaves to node \"%s\", which is driven in time\n",
                    net->nodes[cold].name);
        else
            fprintf(out, "  no lower bound of the time: heat also leaves to fixed node \"%s\" at %s K\n",
                    net->nodes[cold].name, cd_number(net->nodes[cold].T_start_K).s);
        return;
    }
    if (cs->n_rules > 0) {
        fprintf(out, "  no lower bound of the time: events, schedules or thermostats change what cools\n");
        return;
    }
    size_t n_instants = cd_network_instants(arena, net, cs->duration_s, &instants_s);
    double most_W = cd_bound_largest_power(net, instants_s, n_instants, cs->duration_s);
    cd_bound_ideal_times(arena, cs, level_K, N, ideal_s);
    fputs("\n  time for all bodies to come down, no loads counted. At least: heat out over the largest lift anywhere\n"
          "  on the way; if as one: all bodies at one temperature, no link in the way (no bound, but near)\n",
          out);
    cd_time_unit unit = common_unit(ideal_s, N);
    fprintf(out, "      down to      heat out  lift as one   at least (%s)  if as one (%s)\n", unit.name, unit.name);
    for (size_t i = 0; i < N; i++) {
        double E_J = cd_bound_energy(net, level_K[i]), least_s = most_W > 0 ? E_J / most_W : INFINITY;
        if (E_J <= 0)
            continue;
        fprintf(out, "  %9.0f K", level_K[i]);
        cd_column(out, cd_si(E_J, "J").s, -14);
        cd_column(out, cd_si(cd_bound_power(net, instants_s, n_instants, cs->duration_s, level_K[i]), "W").s, -13);
        cd_column(out, isfinite(least_s) ? cd_number(least_s / unit.s).s : "never", -15);
        cd_column(out, isfinite(ideal_s[i]) ? cd_number(ideal_s[i] / unit.s).s : "never", -15);
        fputc('\n', out);
    }
}

static void print_check(FILE *out, cd_arena *arena, const void *of)
{
    const cd_case *cs = of;
    const cd_network *net = cs->net;
    fprintf(out, "%s\n", cs->title);
    if (!net)
        return;
    int width = widest_name(net);
    fprintf(out, "%d node%s and %d link%s", net->n_user_nodes, cd_plural((size_t)net->n_user_nodes), net->n_links,
            cd_plural((size_t)net->n_links));
    fprintf(out, "; %d with heat capacity in all, %d made by links\n", net->n_states, net->n_nodes - net->n_user_nodes);
    print_nodes(out, net, width);
    print_links(out, arena, net, width);
    print_materials(out, arena, cs);
    if (net->n_states > 0)
        print_times(out, arena, cs);
}

char *cd_case_check(const cd_case *cs)
{
    return cd_text_make(print_check, cs);
}
